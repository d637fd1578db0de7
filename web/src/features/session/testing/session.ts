import type { Session } from "@/lib/api/types";

/** A video session of a client that runs at $2.50 a minute; a test changes what it is about. */
export function aSession(change: Partial<Session> = {}): Session {
  return {
    session_id: "ses_00000000000000000000000001",
    state: "active",
    party: "client",
    modality: "video",
    rate_cents: 250,
    currency: "USD",
    client: { user_id: "usr_client", display_name: "Ana Lima", photo_url: null },
    reader: { user_id: "usr_reader", display_name: "Maya Moon", photo_url: null },
    created_at: "2026-03-01T10:00:00.000Z",
    ring_expires_at: "2026-03-01T10:01:00.000Z",
    accepted_at: "2026-03-01T10:00:20.000Z",
    started_at: "2026-03-01T10:00:30.000Z",
    ended_at: null,
    end_reason: null,
    pause: null,
    connected_seconds: 0,
    running: true,
    charged_minutes: 1,
    charged_cents: 250,
    paid_until_seconds: 60,
    reconnects: 0,
    reconnects_allowed: 10,
    balance_cents: 4750,
    minutes_left: 19,
    presence: {
      client: { present: true, seen_at: "2026-03-01T10:00:30.000Z" },
      reader: { present: true, seen_at: "2026-03-01T10:00:30.000Z" },
    },
    booking: null,
    server_time: "2026-03-01T10:00:30.000Z",
    heartbeat_seconds: 15,
    ...change,
  };
}

/** `seconds` after the moment at which {@link aSession} was answered. */
export function serverTime(seconds: number): string {
  return new Date(Date.parse("2026-03-01T10:00:30.000Z") + seconds * 1000).toISOString();
}
