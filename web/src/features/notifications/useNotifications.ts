import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Notification, NotificationPage, Unread } from "@/lib/api/types";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { notify } from "@/lib/notices";
import { viewerTimeZone } from "@/lib/time";

const POLL_MS = 45_000;

/** How many notifications wait, asked again while the page is looked at; undefined until it is known. */
export function useUnread(): Unread | undefined {
  const signedIn = useAuthStatus() === "signed_in";
  const unread = useQuery({
    queryKey: queryKeys.unread,
    queryFn: ({ signal }) => data(api.GET("/v1/me/notifications/unread", { signal })),
    enabled: signedIn,
    refetchInterval: POLL_MS,
  });
  return unread.data;
}

/** Says a notification that comes in while the page is open: its title, in a corner, read out politely. */
export function useNewsOf(count: number | undefined): void {
  const queries = useQueryClient();
  const known = useRef<number>(undefined);

  useEffect(() => {
    const before = known.current;
    known.current = count;
    if (before === undefined || count === undefined || count <= before) return;
    void queries.invalidateQueries({ queryKey: queryKeys.notifications });
    void data(api.GET("/v1/me/notifications", { params: { query: { limit: 1, time_zone: viewerTimeZone() } } }))
      .then(({ items: [newest] }) => {
        if (newest && !newest.read) notify(newest.title);
      })
      .catch(() => undefined); // the count on the bell has changed, and that is what matters
  }, [count, queries]);
}

export function useNotifications() {
  return useInfiniteQuery({
    queryKey: queryKeys.notifications,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET("/v1/me/notifications", { params: { query: { cursor: pageParam, time_zone: viewerTimeZone() } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

type Pages = InfiniteData<NotificationPage, string | undefined>;

/** Marks one notification, or all up to one, as read: at once on the page, then at the service. */
export function useReading() {
  const queries = useQueryClient();
  const show = (isRead: (each: Notification) => boolean) => {
    queries.setQueryData<Pages>(
      queryKeys.notifications,
      (kept) =>
        kept && {
          ...kept,
          pages: kept.pages.map((page) => ({
            ...page,
            items: page.items.map((each) => (isRead(each) ? { ...each, read: true } : each)),
          })),
        },
    );
  };
  // What failed stands again as it was when the list and the count are asked for anew.
  const onSettled = (_: unknown, error: unknown) => {
    void queries.invalidateQueries({ queryKey: queryKeys.unread });
    if (error) void queries.invalidateQueries({ queryKey: queryKeys.notifications });
  };

  const one = useMutation({
    mutationFn: (each: Notification) =>
      api.POST("/v1/me/notifications/{notification_id}/read", { params: { path: { notification_id: each.notification_id } } }),
    onMutate: (each) => show(({ notification_id }) => notification_id === each.notification_id),
    onSettled,
  });
  const all = useMutation({
    mutationFn: (newest: Notification) => api.POST("/v1/me/notifications/read-all", { body: { notification_id: newest.notification_id } }),
    onMutate: () => {
      show(() => true);
      queries.setQueryData<Unread>(queryKeys.unread, { count: 0, more: false });
    },
    onSettled,
  });
  return { one, all };
}
