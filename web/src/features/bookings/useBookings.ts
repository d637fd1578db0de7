import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useNavigate } from "react-router";

import { api, data, newIdempotencyKey } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Booking, Party } from "@/lib/api/types";
import { useNow } from "@/lib/useNow";

export type When = "ahead" | "over";

/** Near its time a booking is asked for often: the door opens, the other one moves or cancels. */
const NEAR_MS = 20 * 60_000;
const POLL_NEAR_MS = 5_000;
const POLL_MS = 60_000;

export function useBookingList(when: When, limit: number, enabled = true) {
  return useInfiniteQuery({
    queryKey: queryKeys.bookingList(when, limit),
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/bookings", { params: { query: { when, limit, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

export function useBooking(bookingId: string) {
  return useQuery({
    queryKey: queryKeys.booking(bookingId),
    queryFn: ({ signal }) => data(api.GET("/v1/bookings/{booking_id}", { params: { path: { booking_id: bookingId } }, signal })),
    refetchInterval: ({ state }) => {
      if (state.data?.state !== "booked") return false;
      return Date.parse(state.data.starts_at) - Date.parse(state.data.server_time) < NEAR_MS ? POLL_NEAR_MS : POLL_MS;
    },
  });
}

/** The server's present, second by second, from the last answer that told it. */
export function useServerNow(serverTime: string, answeredAtMs: number): number {
  const now = useNow(1_000);
  return Date.parse(serverTime) + Math.max(0, now - answeredAtMs);
}

/** Shows what a booking has become everywhere it is shown. */
function useTaken() {
  const queries = useQueryClient();
  return (booking: Booking) => {
    queries.setQueryData(queryKeys.booking(booking.booking_id), booking);
    for (const queryKey of [queryKeys.bookings, queryKeys.wallet, queryKeys.allSlots(booking.reader.user_id)]) {
      void queries.invalidateQueries({ queryKey });
    }
  };
}

/**
 * A change of a booking that moves money or time. One intent has one idempotency key: trying again after a lost answer
 * repeats the same request; a refusal ends the intent and asks for the booking anew.
 */
function useChange<Wanted>(bookingId: string, change: (wanted: Wanted, key: string) => Promise<Booking>) {
  const queries = useQueryClient();
  const taken = useTaken();
  const intent = useRef<{ wanted: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (body: Wanted) => {
      const wanted = JSON.stringify(body);
      if (intent.current?.wanted !== wanted) intent.current = { wanted, key: newIdempotencyKey() };
      return change(body, intent.current.key);
    },
    onSuccess: (booking) => {
      intent.current = null;
      taken(booking);
    },
    onError: async (error) => {
      if (!(error instanceof ApiError)) return;
      intent.current = null;
      await queries.invalidateQueries({ queryKey: queryKeys.booking(bookingId) });
    },
  });
}

/** Cancels for exactly the refund that was shown. */
export function useCancel(bookingId: string) {
  return useChange<number>(bookingId, (refund_cents, key) =>
    data(
      api.POST("/v1/bookings/{booking_id}/cancel", {
        params: { path: { booking_id: bookingId }, header: { "Idempotency-Key": key } },
        body: { refund_cents },
      }),
    ),
  );
}

/** Cancels a booking for an admin, for all of its price. */
export function useCallOff(bookingId: string) {
  return useChange<{ reason: string }>(bookingId, (body, key) =>
    data(
      api.POST("/v1/admin/bookings/{booking_id}/cancel", {
        params: { path: { booking_id: bookingId }, header: { "Idempotency-Key": key } },
        body,
      }),
    ),
  );
}

/** Gives money of a closed booking back, for an admin. */
export function useRefund(bookingId: string) {
  return useChange<{ amount_cents: number; reason: string }>(bookingId, (body, key) =>
    data(
      api.POST("/v1/admin/bookings/{booking_id}/refund", {
        params: { path: { booking_id: bookingId }, header: { "Idempotency-Key": key } },
        body,
      }),
    ),
  );
}

/** The bookings of somebody, for an admin. */
export function useBookingsOf(userId: string, party: Party, when: When) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.bookings, "of", userId, party, when],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET("/v1/admin/users/{user_id}/bookings", {
          params: { path: { user_id: userId }, query: { party, when, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useReschedule(bookingId: string) {
  return useChange<string>(bookingId, (starts_at, key) =>
    data(
      api.POST("/v1/bookings/{booking_id}/reschedule", {
        params: { path: { booking_id: bookingId }, header: { "Idempotency-Key": key } },
        body: { starts_at },
      }),
    ),
  );
}

export function joinBooking(bookingId: string): Promise<Booking> {
  return data(api.POST("/v1/bookings/{booking_id}/join", { params: { path: { booking_id: bookingId } } }));
}

/** Comes in to a booked reading and goes to its session. */
export function useJoin(bookingId: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => joinBooking(bookingId),
    onSuccess: async (booking) => {
      queries.setQueryData(queryKeys.booking(bookingId), booking);
      void queries.invalidateQueries({ queryKey: queryKeys.liveSession });
      if (booking.session_id !== null) await navigate(`/sessions/${booking.session_id}`);
    },
    onError: () => queries.invalidateQueries({ queryKey: queryKeys.booking(bookingId) }),
  });
}
