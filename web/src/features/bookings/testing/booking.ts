import type { Booking } from "@/lib/api/types";

/** A client's video reading of half an hour, a day and a half ahead; a test changes what it is about. */
export function aBooking(change: Partial<Booking> = {}): Booking {
  return {
    booking_id: "bkg_00000000000000000000000001",
    state: "booked",
    party: "client",
    modality: "video",
    duration_minutes: 30,
    starts_at: "2026-10-30T13:00:00.000Z",
    ends_at: "2026-10-30T13:30:00.000Z",
    client_deadline_at: "2026-10-30T13:15:00.000Z",
    reader_deadline_at: "2026-10-30T13:10:00.000Z",
    price_cents: 10_470,
    currency: "USD",
    client: { user_id: "usr_client", display_name: "Ana Lima", photo_url: null },
    reader: { user_id: "usr_reader", display_name: "Maya Moon", photo_url: null },
    created_at: "2026-10-20T10:00:00.000Z",
    changed_at: "2026-10-20T10:00:00.000Z",
    reschedules: 0,
    closed_at: null,
    refunded_cents: 0,
    refund_steps: [],
    session_id: null,
    split: null,
    actions: { join: false, join_from: "2026-10-30T12:50:00.000Z", cancel: null, reschedule_until: null, refundable_cents: 0 },
    server_time: "2026-10-29T01:00:00.000Z",
    ...change,
  };
}
