import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

import { Button } from "@/components/Button";
import { Checkbox, Choice, Select, TextField } from "@/components/Field";
import { Icon } from "@/components/icons";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { EmptyState, ErrorState } from "@/components/States";
import { announce } from "@/lib/announce";
import type { Modality } from "@/lib/api/types";
import { MODALITIES, MODALITY_WORDS, plural, specialityName } from "@/lib/words";

import { filtersFromQuery, queryFromFilters, SORT_WORDS } from "./filters";
import { ReaderCardView, readerGridClass, ReaderGridSkeleton } from "./ReaderCardView";
import { SPECIALITIES } from "./specialities";
import { useReaders, type ReaderFilters, type ReaderSort } from "./useReaders";

/** Typing settles for this long before the list follows. */
const TYPING_MS = 350;

export default function BrowsePage() {
  const [query, setQuery] = useSearchParams();
  const filters = filtersFromQuery(query);
  const readers = useReaders(filters);
  const found = readers.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (next: ReaderFilters) => setQuery(queryFromFilters(next), { replace: true, preventScrollReset: true });
  const narrowed = Object.keys(filters).some((name) => name !== "sort");

  const shown = readers.isSuccess && !readers.isFetchingNextPage ? found.length : null;
  const address = query.toString();
  useEffect(() => {
    if (shown !== null) announce(shown === 0 ? "No reader matches" : `${plural(shown, "reader")} shown`);
  }, [shown, address]);

  return (
    <>
      <PageHeader
        title="Find your reader"
        lead="Every reader here is verified. You see the price before you start, and the clock while you talk."
      />
      <Filters filters={filters} onChange={change} />
      <h2 className="sr-only">Readers</h2>
      {readers.isPending ? (
        <ReaderGridSkeleton />
      ) : readers.isError && found.length === 0 ? (
        <ErrorState
          title="The readers did not load"
          error={readers.error}
          onRetry={() => void readers.refetch()}
          retrying={readers.isFetching}
        />
      ) : found.length === 0 ? (
        <EmptyState
          icon="search"
          title="No reader matches"
          action={
            narrowed ? (
              <Button variant="secondary" onClick={() => change({})}>
                Clear the filters
              </Button>
            ) : undefined
          }
        >
          {filters.online
            ? "Nobody who matches is online right now. Readers come and go through the day."
            : "Try fewer filters or another word."}
        </EmptyState>
      ) : (
        <>
          <ul className={readerGridClass}>
            {found.map((reader, index) => (
              <li key={reader.reader_id}>
                <ReaderCardView reader={reader} eager={index < 3} />
              </li>
            ))}
          </ul>
          <LoadMore
            hasMore={readers.hasNextPage}
            loading={readers.isFetchingNextPage}
            error={readers.isFetchNextPageError ? readers.error : null}
            onMore={() => void readers.fetchNextPage()}
            end={found.length > 3 ? `That is everybody: ${plural(found.length, "reader")}.` : null}
          />
        </>
      )}
    </>
  );
}

interface FiltersProps {
  filters: ReaderFilters;
  onChange: (filters: ReaderFilters) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  return (
    <search aria-label="Readers" className="mb-8 block rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-[1.6fr_1fr_1fr]">
        <SearchField key={filters.q ?? ""} value={filters.q ?? ""} onSettle={(q) => onChange({ ...filters, q: q || undefined })} />
        <Select
          label="Speciality"
          value={filters.speciality ?? ""}
          onChange={(event) => onChange({ ...filters, speciality: event.target.value || undefined })}
        >
          <option value="">All specialities</option>
          {SPECIALITIES.map((speciality) => (
            <option key={speciality} value={speciality}>
              {specialityName(speciality)}
            </option>
          ))}
        </Select>
        <Select
          label="Sort by"
          value={filters.sort ?? "featured"}
          onChange={(event) => onChange({ ...filters, sort: event.target.value as ReaderSort })}
        >
          {Object.entries(SORT_WORDS).map(([sort, words]) => (
            <option key={sort} value={sort}>
              {words}
            </option>
          ))}
        </Select>
      </div>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Choice<Modality | "any">
          legend="How to talk"
          legendHidden
          name="modality"
          value={filters.modality ?? "any"}
          onChange={(modality) => onChange({ ...filters, modality: modality === "any" ? undefined : modality })}
          options={[
            { value: "any", label: "Any way" },
            ...MODALITIES.map((modality) => ({
              value: modality,
              label: (
                <>
                  <Icon name={modality} className="size-4.5" />
                  {MODALITY_WORDS[modality]}
                </>
              ),
            })),
          ]}
        />
        <Checkbox
          label="Online now"
          checked={filters.online ?? false}
          onChange={(event) => onChange({ ...filters, online: event.target.checked || undefined })}
        />
      </div>
    </search>
  );
}

function SearchField({ value, onSettle }: { value: string; onSettle: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSettle(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      className="col-span-2 lg:col-span-1"
      label="Search"
      type="search"
      placeholder="A name, a question, a way of reading"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
