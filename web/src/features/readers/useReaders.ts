import { useInfiniteQuery } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Modality } from "@/lib/api/types";

export type ReaderSort = "featured" | "rating" | "price" | "reviews";

/** What the list is narrowed to; an absent field does not narrow. */
export interface ReaderFilters {
  modality?: Modality;
  online?: true;
  speciality?: string;
  q?: string;
  sort?: ReaderSort;
}

/** Status on cards is worth showing only while it is about true. */
const REFRESH_MS = 30_000;

/** Readers, a page at a time. */
export function useReaders(filters: ReaderFilters, limit = 12) {
  return useInfiniteQuery({
    queryKey: queryKeys.readers({ ...filters, limit }),
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET("/v1/readers", {
          params: { query: { ...filters, speciality: filters.speciality ? [filters.speciality] : undefined, limit, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: REFRESH_MS,
  });
}
