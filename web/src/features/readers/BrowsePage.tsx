import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useSearchParams } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Select, TextField } from "@/components/Field";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { ErrorState } from "@/components/States";
import { useAccount } from "@/lib/account";
import { announce } from "@/lib/announce";
import * as limits from "@/lib/api/limits";
import { cx } from "@/lib/cx";
import { useEarlyChoice } from "@/lib/useEarlyChoice";
import { plural } from "@/lib/words";

import { ActiveFilters } from "./ActiveFilters";
import { FilterPanel } from "./FilterPanel";
import {
  activeFilters,
  filtersFromQuery,
  queryFromFilters,
  SORT_WORDS,
  sortsFor,
  tidy,
  usualSort,
  type ReaderFilters,
  type ReaderSort,
} from "./filters";
import { NobodyMatches } from "./NobodyMatches";
import { ReaderCardView, ReaderGridSkeleton } from "./ReaderCardView";
import { useReaders } from "./useReaders";

/** Typing settles for this long before the list follows. */
const TYPING_MS = 350;

const gridClass = "grid gap-5 sm:grid-cols-2 xl:grid-cols-3";

export default function BrowsePage() {
  const [query, setQuery] = useSearchParams();
  const filters = useMemo(() => filtersFromQuery(query), [query]);
  const readers = useReaders(filters, { facets: true });
  const isClient = useAccount().data?.role === "client";
  const [isChoosing, setChoosing] = useState(false);
  // Drawn in slices, between which the page scrolls and answers: a list is too much to draw in one go on a phone.
  const drawn = useDeferredValue(readers.data);
  const found = drawn?.pages.flatMap((page) => page.items) ?? [];
  const first = drawn?.pages[0];
  const facets = first?.facets ?? undefined;
  const active = activeFilters(filters);
  // Each choice is a step that the back button takes back; a word is one step, not a step for each letter.
  const change = useCallback(
    (next: ReaderFilters, replace = false) => setQuery(queryFromFilters(next), { replace, preventScrollReset: true }),
    [setQuery],
  );
  const clear = () => change(tidy({ sort: filters.sort }));
  const sort = filters.sort ?? usualSort(filters);
  const changeSort = (next: ReaderSort) => change(tidy({ ...filters, sort: next }));
  const sortSelect = useEarlyChoice<HTMLSelectElement>(({ value }) => {
    if (value !== sort) changeSort(value as ReaderSort);
  });

  const total = readers.isPlaceholderData ? undefined : readers.data?.pages[0]?.total;
  const address = query.toString();
  useEffect(() => {
    if (total !== undefined) announce(total === 0 ? "No reader matches" : `${plural(total, "reader")} found`);
  }, [total, address]);

  const panel = <FilterPanel filters={filters} facets={facets} onChange={change} />;
  return (
    <>
      <PageHeader
        title="Find your reader"
        lead="Every reader here is verified. You see the price before you start, and the clock while you talk."
        actions={
          isClient ? (
            <LinkButton variant="secondary" icon="heart" to="/favourites">
              Favourites
            </LinkButton>
          ) : null
        }
      />
      <div className="lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)] lg:gap-8">
        <search aria-label="Filters" className="hidden lg:block">
          <div className="sticky top-24 max-h-[calc(100dvh-7.5rem)] overflow-y-auto rounded-card border border-line bg-surface p-5">
            {panel}
          </div>
        </search>
        <div className="min-w-0">
          <search
            aria-label="Readers"
            className="mb-5 grid grid-cols-[auto_minmax(0,1fr)] items-end gap-3 sm:grid-cols-[1fr_auto_12rem] lg:grid-cols-[1fr_12rem] lg:gap-4"
          >
            <SearchField
              value={filters.q ?? ""}
              onSettle={(q) => change(tidy({ ...filters, q: q || undefined }), filters.q !== undefined && q !== "")}
            />
            <Button variant="secondary" className="lg:hidden" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
              Filters{active.length > 0 ? ` (${active.length})` : ""}
            </Button>
            <Select
              label="Sort by"
              labelHidden
              ref={sortSelect}
              value={sort}
              onChange={(event) => changeSort(event.target.value as ReaderSort)}
            >
              {sortsFor(filters).map((sort) => (
                <option key={sort} value={sort}>
                  {SORT_WORDS[sort]}
                </option>
              ))}
            </Select>
          </search>
          <ActiveFilters active={active} onChange={change} onClear={clear} />
          <h2 className="mb-4 font-sans text-base font-semibold text-muted">
            {first === undefined ? "Readers" : first.total === 0 ? "No readers" : plural(first.total, "reader")}
          </h2>
          {drawn === undefined && !readers.isError ? (
            <ReaderGridSkeleton className={gridClass} />
          ) : readers.isError && found.length === 0 ? (
            <ErrorState
              title="The readers did not load"
              error={readers.error}
              onRetry={() => void readers.refetch()}
              retrying={readers.isFetching}
            />
          ) : found.length === 0 ? (
            <NobodyMatches active={active} onChange={change} onClear={clear} />
          ) : (
            <>
              <ul aria-busy={readers.isPlaceholderData} className={cx(gridClass, readers.isPlaceholderData && "opacity-60")}>
                {found.map((reader, index) => (
                  <li key={reader.reader_id}>
                    <ReaderCardView reader={reader} eager={index === 0 ? "first" : index < 3} wanted={filters.modality} />
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
        </div>
      </div>
      <Dialog
        open={isChoosing}
        onClose={() => setChoosing(false)}
        title="Filters"
        sheet
        actions={
          <>
            {active.length > 0 ? (
              <Button variant="quiet" onClick={clear}>
                Clear all
              </Button>
            ) : null}
            <Button className="grow" onClick={() => setChoosing(false)}>
              {total === undefined ? "Show the readers" : total === 0 ? "No reader matches" : `Show ${plural(total, "reader")}`}
            </Button>
          </>
        }
      >
        {panel}
      </Dialog>
    </>
  );
}

/** The words that are looked for. What is typed settles before it counts; what the address says from elsewhere is taken over. */
function SearchField({ value, onSettle }: { value: string; onSettle: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useEarlyChoice<HTMLInputElement>((early) => setText(early.value));
  if (value !== known) {
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSettle(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      className="col-span-2 sm:col-span-1"
      label="Search"
      labelHidden
      ref={input}
      type="search"
      maxLength={limits.list_readers_q_maxLength}
      placeholder="A name, a question, a way of reading"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
