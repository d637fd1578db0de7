import type { Modality } from "@/lib/api/types";
import { MODALITIES } from "@/lib/words";

import type { ReaderFilters, ReaderSort } from "./useReaders";

export const SORT_WORDS: Record<ReaderSort, string> = {
  featured: "Featured first",
  rating: "Highest rated",
  price: "Lowest price",
  reviews: "Most reviews",
};

const isModality = (value: string | null): value is Modality => (MODALITIES as readonly (string | null)[]).includes(value);
const isSort = (value: string | null): value is ReaderSort => value !== null && Object.hasOwn(SORT_WORDS, value);

/** The filters that an address asks for. What it asks for in error is as if it were not there. */
export function filtersFromQuery(query: URLSearchParams): ReaderFilters {
  const filters: ReaderFilters = {};
  const modality = query.get("modality");
  const sort = query.get("sort");
  const speciality = query.get("speciality")?.trim();
  const q = query.get("q")?.trim();
  if (isModality(modality)) filters.modality = modality;
  if (query.get("online") === "true") filters.online = true;
  if (speciality) filters.speciality = speciality;
  if (q) filters.q = q;
  if (isSort(sort) && sort !== "featured") filters.sort = sort;
  return filters;
}

/** The address for filters: the inverse of {@link filtersFromQuery}, with nothing in it that is the default. */
export function queryFromFilters(filters: ReaderFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  return query;
}
