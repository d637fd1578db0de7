import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { SessionSummary } from "@/lib/api/types";
import { viewerTimeZone } from "@/lib/time";

import { apiQuery, isBackwards, type Choice } from "./choice";

interface SessionPage {
  items: SessionSummary[];
  next_cursor: string | null;
}

/**
 * The person's sessions, a page at a time. When few of many are chosen the API may answer with a short page: then the
 * next ones are asked for until there is something to show.
 */
export function useSessions(choice: Choice) {
  const sessions = useInfiniteQuery({
    queryKey: queryKeys.sessionList(choice),
    queryFn: ({ pageParam, signal }) => {
      const query = { ...apiQuery(choice, Date.now(), viewerTimeZone()), cursor: pageParam };
      return data(api.GET("/v1/sessions", { params: { query }, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: SessionPage) => page.next_cursor ?? undefined,
    enabled: !isBackwards(choice),
  });
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  const searching = found.length === 0 && sessions.hasNextPage && !sessions.isFetchNextPageError;
  const { isFetching, fetchNextPage } = sessions;
  useEffect(() => {
    if (searching && !isFetching) void fetchNextPage();
  }, [searching, isFetching, fetchNextPage]);
  return { ...sessions, found, searching };
}

/** The people on the other side of the sessions that were loaded so far, by name. */
export function useSeenPeople(): SessionSummary["counterpart"][] {
  const queries = useQueryClient();
  const lists = queries.getQueriesData<{ pages: SessionPage[] }>({ queryKey: queryKeys.sessions });
  const people = new Map<string, SessionSummary["counterpart"]>();
  for (const [, list] of lists) {
    for (const { counterpart } of list?.pages.flatMap((page) => page.items) ?? []) people.set(counterpart.user_id, counterpart);
  }
  return [...people.values()].sort((a, b) => a.display_name.localeCompare(b.display_name));
}
