import { keepPreviousData, useInfiniteQuery, useQueries } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";

import type { ActiveFilter, ReaderFilters } from "./filters";

/** Status on cards is worth showing only while it is about true. */
const REFRESH_MS = 30_000;
const PAGE = 12;

/** Readers, a page at a time. With `facets`, the first page also counts what each choice of each filter would leave. */
export function useReaders(filters: ReaderFilters, { limit = PAGE, facets = false }: { limit?: number; facets?: boolean } = {}) {
  return useInfiniteQuery({
    queryKey: queryKeys.readers({ ...filters, limit, facets }),
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET("/v1/readers", {
          params: { query: { ...filters, limit, cursor: pageParam, facets: facets && pageParam === undefined } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** How many readers each list would have that lacks one of the filters; undefined while that is not known. */
export function useTotalsWithout(active: ActiveFilter[]): (number | undefined)[] {
  return useQueries({
    queries: active.map(({ without }) => ({
      queryKey: queryKeys.readers({ ...without, limit: 1 }),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        data(api.GET("/v1/readers", { params: { query: { ...without, limit: 1 } }, signal })),
    })),
    combine: (results) => results.map((result) => result.data?.total),
  });
}
