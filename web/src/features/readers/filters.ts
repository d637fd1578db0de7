import * as limits from "@/lib/api/limits";
import type { Facets, Modality } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { languageName, MODALITIES, MODALITY_WORDS, specialityName } from "@/lib/words";

export type ReaderSort = "relevance" | "featured" | "rating" | "price" | "reviews";

/** What the list is narrowed to, as the API takes it; an absent field does not narrow. */
export interface ReaderFilters {
  modality?: Modality;
  online?: true;
  speciality?: string[];
  language?: string[];
  min_rate_cents?: number;
  max_rate_cents?: number;
  min_rating_hundredths?: number;
  q?: string;
  sort?: ReaderSort;
}

export const SORT_WORDS: Record<ReaderSort, string> = {
  relevance: "Best match",
  featured: "Featured first",
  rating: "Highest rated",
  price: "Lowest price",
  reviews: "Most reviews",
};

/** The order that a list has when none is asked for. */
export const usualSort = (filters: ReaderFilters): ReaderSort => (filters.q ? "relevance" : "featured");

/** The orders that make sense for a list: only words have a best match. */
export const sortsFor = (filters: ReaderFilters): ReaderSort[] =>
  (Object.keys(SORT_WORDS) as ReaderSort[]).filter((sort) => sort !== "relevance" || filters.q !== undefined);

export const MAX_RATE_CENTS = limits.list_readers_max_rate_cents_maximum;
const MAX_RATING = limits.list_readers_min_rating_hundredths_maximum;

const isModality = (value: string | null): value is Modality => (MODALITIES as readonly (string | null)[]).includes(value);
const isSort = (value: string | null): value is ReaderSort => value !== null && Object.hasOwn(SORT_WORDS, value);

function wholeNumber(value: string | null, most: number): number | undefined {
  return value !== null && /^\d{1,4}$/.test(value) && Number(value) <= most ? Number(value) : undefined;
}

function anyOf(values: string[]): string[] | undefined {
  const cleaned = [
    ...new Set(
      values
        .map((value) => value.trim().toLowerCase())
        .filter((value) => value && value.length <= limits.list_readers_speciality_items_maxLength),
    ),
  ];
  return cleaned.length > 0 ? cleaned.slice(0, limits.list_readers_speciality_maxItems) : undefined;
}

/** The filters that an address asks for. What it asks for in error is as if it were not there. */
export function filtersFromQuery(query: URLSearchParams): ReaderFilters {
  const modality = query.get("modality");
  const sort = query.get("sort");
  const read: { [name in keyof ReaderFilters]: ReaderFilters[name] | undefined } = {
    modality: isModality(modality) ? modality : undefined,
    online: query.get("online") === "true" ? true : undefined,
    speciality: anyOf(query.getAll("speciality")),
    language: anyOf(query.getAll("language")),
    min_rate_cents: wholeNumber(query.get("min_rate_cents"), MAX_RATE_CENTS),
    max_rate_cents: wholeNumber(query.get("max_rate_cents"), MAX_RATE_CENTS),
    min_rating_hundredths: wholeNumber(query.get("min_rating_hundredths"), MAX_RATING),
    q: query.get("q")?.trim().slice(0, limits.list_readers_q_maxLength) || undefined,
    sort: isSort(sort) ? sort : undefined,
  };
  return tidy(read);
}

/** Filters without what does not narrow, and without the order that they have anyway. */
export function tidy(filters: { [name in keyof ReaderFilters]: ReaderFilters[name] | undefined }): ReaderFilters {
  const kept = Object.fromEntries(
    Object.entries(filters as Record<string, unknown>).filter(
      ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  ) as ReaderFilters;
  if (kept.sort !== undefined && (kept.sort === usualSort(kept) || !sortsFor(kept).includes(kept.sort))) delete kept.sort;
  return kept;
}

/** The address for filters: the inverse of {@link filtersFromQuery}, with nothing in it that is the default. */
export function queryFromFilters(filters: ReaderFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(tidy(filters))) {
    for (const each of Array.isArray(value) ? (value as string[]) : [String(value)]) query.append(name, each);
  }
  return query;
}

// --- in words -----------------------------------------------------------------------------------------------------

type Band = Pick<Facets["prices"][number], "min_rate_cents" | "max_rate_cents">;

/** "Under $2", "$2 to $2.99", "$5 and up": a band of prices a minute. Either end may be open. */
export function priceWords({ min_rate_cents: low, max_rate_cents: high }: Partial<Band>): string {
  const short = (cents: number) => formatMoney(cents).replace(/\.00$/, "");
  const isOpen = high === undefined || high >= MAX_RATE_CENTS;
  if (!low) return isOpen ? "Any price" : high % 100 === 99 ? `Under ${short(high + 1)}` : `Up to ${short(high)}`;
  return isOpen ? `${short(low)} and up` : `${short(low)} to ${short(high)}`;
}

/** "4.5 stars and up" */
export const ratingWords = (hundredths: number): string => `${(hundredths / 100).toFixed(1)} stars and up`;

/** One filter that is set: what it is called, and the filters without it. */
export interface ActiveFilter {
  id: string;
  label: string;
  without: ReaderFilters;
}

/** Every filter that is set, the order apart: what can be taken back one by one. */
export function activeFilters(filters: ReaderFilters): ActiveFilter[] {
  const active: ActiveFilter[] = [];
  const add = (id: string, label: string, changes: { [name in keyof ReaderFilters]: ReaderFilters[name] | undefined }) =>
    active.push({ id, label, without: tidy({ ...filters, ...changes }) });
  const { q, modality, online, speciality = [], language = [], min_rate_cents, max_rate_cents, min_rating_hundredths } = filters;
  if (q) add("q", `“${q}”`, { q: undefined });
  if (modality) add("modality", MODALITY_WORDS[modality], { modality: undefined });
  if (online) add("online", "Online now", { online: undefined });
  if (min_rate_cents !== undefined || max_rate_cents !== undefined) {
    add("price", `${priceWords({ min_rate_cents, max_rate_cents })} a minute`, { min_rate_cents: undefined, max_rate_cents: undefined });
  }
  if (min_rating_hundredths !== undefined) add("rating", ratingWords(min_rating_hundredths), { min_rating_hundredths: undefined });
  for (const each of speciality) add(`speciality ${each}`, specialityName(each), { speciality: speciality.filter((one) => one !== each) });
  for (const each of language) add(`language ${each}`, languageName(each), { language: language.filter((one) => one !== each) });
  return active;
}
