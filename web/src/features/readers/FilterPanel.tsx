import { memo, useId, useState, type ReactNode } from "react";

import { Icon } from "@/components/icons";
import { Skeleton } from "@/components/Skeleton";
import type { Facets } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { useEarlyChoice } from "@/lib/useEarlyChoice";
import { formatCount, languageName, MODALITIES, MODALITY_WORDS, specialityName } from "@/lib/words";

import { priceWords, ratingWords, tidy, type ReaderFilters } from "./filters";

/** So many labels are shown before somebody asks for all. */
const SHOWN_AT_FIRST = 6;

interface FilterPanelProps {
  filters: ReaderFilters;
  facets: Facets | undefined;
  onChange: (filters: ReaderFilters) => void;
}

type Changes = { [name in keyof ReaderFilters]: ReaderFilters[name] | undefined };

/** Every filter with its choices, and how many readers each choice would leave. What is chosen counts at once. */
export const FilterPanel = memo(function FilterPanel({ filters, facets, onChange }: FilterPanelProps) {
  const set = (changes: Changes) => onChange(tidy({ ...filters, ...changes }));
  const count = (choices: { value: string; count: number }[] | undefined, value: string) =>
    choices?.find((choice) => choice.value === value)?.count;
  const anyPrice = filters.min_rate_cents === undefined && filters.max_rate_cents === undefined;
  return (
    <div className="space-y-6">
      <Group legend="Availability" legendHidden>
        <Option
          type="checkbox"
          checked={filters.online ?? false}
          count={facets?.online}
          onChange={(checked) => set({ online: checked ? true : undefined })}
        >
          <span className="font-semibold">Online now</span>
        </Option>
      </Group>

      <Group legend="How to talk">
        {(name) => (
          <>
            <Option type="radio" name={name} checked={!filters.modality} onChange={() => set({ modality: undefined })}>
              Any way
            </Option>
            {MODALITIES.map((modality) => (
              <Option
                key={modality}
                type="radio"
                name={name}
                checked={filters.modality === modality}
                count={count(facets?.modalities, modality)}
                onChange={() => set({ modality })}
              >
                <Icon name={modality} className="size-4.5 text-pink-text" />
                {MODALITY_WORDS[modality]}
              </Option>
            ))}
          </>
        )}
      </Group>

      <Group legend="Price a minute">
        {(name) => (
          <>
            <Option
              type="radio"
              name={name}
              checked={anyPrice}
              onChange={() => set({ min_rate_cents: undefined, max_rate_cents: undefined })}
            >
              Any price
            </Option>
            {facets ? (
              facets.prices.map((band) => (
                <Option
                  key={band.min_rate_cents}
                  type="radio"
                  name={name}
                  checked={
                    !anyPrice && (filters.min_rate_cents ?? 0) === band.min_rate_cents && filters.max_rate_cents === band.max_rate_cents
                  }
                  count={band.count}
                  onChange={() => set({ min_rate_cents: band.min_rate_cents || undefined, max_rate_cents: band.max_rate_cents })}
                >
                  {priceWords(band)}
                </Option>
              ))
            ) : (
              <Waiting rows={4} />
            )}
          </>
        )}
      </Group>

      <Group legend="Rating">
        {(name) => (
          <>
            <Option
              type="radio"
              name={name}
              checked={filters.min_rating_hundredths === undefined}
              onChange={() => set({ min_rating_hundredths: undefined })}
            >
              Any rating
            </Option>
            {facets ? (
              facets.ratings.map(({ min_rating_hundredths, count: left }) => (
                <Option
                  key={min_rating_hundredths}
                  type="radio"
                  name={name}
                  checked={filters.min_rating_hundredths === min_rating_hundredths}
                  count={left}
                  onChange={() => set({ min_rating_hundredths })}
                >
                  <Icon name="star" filled className="size-4 text-gold" />
                  {ratingWords(min_rating_hundredths)}
                </Option>
              ))
            ) : (
              <Waiting rows={3} />
            )}
          </>
        )}
      </Group>

      <Labels
        legend="Speciality"
        choices={facets?.specialities}
        chosen={filters.speciality ?? []}
        nameOf={specialityName}
        onChange={(speciality) => set({ speciality })}
      />
      <Labels
        legend="Language"
        choices={facets?.languages}
        chosen={filters.language ?? []}
        nameOf={languageName}
        onChange={(language) => set({ language })}
      />
    </div>
  );
});

interface LabelsProps {
  legend: string;
  choices: Facets["specialities"] | undefined;
  chosen: string[];
  nameOf: (value: string) => string;
  onChange: (chosen: string[]) => void;
}

/** Any of many, the most frequent first; what is chosen is always shown. */
function Labels({ legend, choices, chosen, nameOf, onChange }: LabelsProps) {
  const [all, setAll] = useState(false);
  const known = choices ?? chosen.map((value) => ({ value, count: undefined }));
  const shown = all ? known : known.filter(({ value }, index) => index < SHOWN_AT_FIRST || chosen.includes(value));
  return (
    <Group legend={legend}>
      {shown.map(({ value, count }) => (
        <Option
          key={value}
          type="checkbox"
          checked={chosen.includes(value)}
          count={count}
          onChange={(checked) => onChange(checked ? [...chosen, value] : chosen.filter((each) => each !== value))}
        >
          {nameOf(value)}
        </Option>
      ))}
      {choices === undefined ? <Waiting rows={SHOWN_AT_FIRST} /> : null}
      {choices?.length === 0 ? <p className="text-sm text-muted">Nothing to choose from</p> : null}
      {known.length > SHOWN_AT_FIRST ? (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="mt-1 inline-flex min-h-9 items-center gap-1 text-sm font-semibold text-pink-text hover:underline"
        >
          {all ? "Show fewer" : `Show all ${known.length}`}
          <span className="sr-only"> of {legend.toLowerCase()}</span>
          <Icon name="chevron_down" className={cx("size-4 transition-transform", all && "rotate-180")} />
        </button>
      ) : null}
    </Group>
  );
}

interface GroupProps {
  legend: string;
  legendHidden?: boolean;
  children: ReactNode | ((name: string) => ReactNode);
}

function Group({ legend, legendHidden = false, children }: GroupProps) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={legendHidden ? "sr-only" : "mb-1 font-serif text-lg font-semibold"}>{legend}</legend>
      {typeof children === "function" ? children(name) : children}
    </fieldset>
  );
}

interface OptionProps {
  type: "radio" | "checkbox";
  name?: string;
  checked: boolean;
  /** How many readers it would leave, where that is known. */
  count?: number | undefined;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** One choice. What would leave nobody cannot be chosen, but can be taken back. */
function Option({ type, name, checked, count, onChange, children }: OptionProps) {
  const nobody = count === 0 && !checked;
  const input = useEarlyChoice<HTMLInputElement>((early) => {
    if (early.checked && !checked) onChange(true);
  });
  return (
    <label
      className={cx(
        "-mx-2 flex min-h-10 items-center gap-3 rounded-control px-2 transition-colors duration-150",
        nobody ? "cursor-not-allowed text-muted" : "cursor-pointer hover:bg-pink-tint",
      )}
    >
      <input
        ref={input}
        type={type}
        name={name}
        checked={checked}
        disabled={nobody}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4.5 shrink-0 cursor-[inherit] accent-pink"
      />
      <span className="flex min-w-0 grow items-center gap-2">{children}</span>
      {count === undefined ? null : (
        <span className="tabular shrink-0 text-sm text-muted">
          {formatCount(count)}
          <span className="sr-only"> {count === 1 ? "reader" : "readers"}</span>
        </span>
      )}
    </label>
  );
}

function Waiting({ rows }: { rows: number }) {
  return (
    <div className="space-y-3 py-2">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-4 w-4/5" />
      ))}
    </div>
  );
}
