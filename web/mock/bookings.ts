import type { components } from "../src/lib/api/schema.ts";
import { MockAvailability } from "./availability.ts";
import { ACCOUNTS, id, READERS } from "./data.ts";
import { json, problem, type MockAnswer, type MockRequest } from "./http.ts";

type Schemas = components["schemas"];
export type Booking = Schemas["BookingView"];
type Party = Schemas["Party"];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const JOIN_BEFORE_MS = 10 * MINUTE_MS;
const CLIENT_LATE_MS = 15 * MINUTE_MS;
const READER_LATE_MS = 10 * MINUTE_MS;

/** What is kept of a booking; the rest of its view follows from it and the time. */
type Kept = Omit<Booking, "party" | "client_deadline_at" | "reader_deadline_at" | "refund_steps" | "actions" | "server_time" | "split">;

interface Setting {
  now: () => number;
  /** Money of a person before any booking. */
  balanceOf: (person: string) => number;
  ownReaderId: string;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Bookings as the API keeps them, and the availability that they are made from. */
export class MockBookings {
  readonly availability: MockAvailability;
  readonly bookings: Kept[] = [];
  readonly #setting: Setting;
  /** What each client has paid for bookings made here. */
  readonly #spent = new Map<string, number>();
  readonly #done = new Map<string, MockAnswer>();

  constructor(setting: Setting) {
    this.#setting = setting;
    this.availability = new MockAvailability(setting.now, setting.ownReaderId);
  }

  /** A booking that stands already, of the signed-in client with the signed-in reader unless `facts` say otherwise. */
  add(startsAtMs: number, facts: Partial<Kept> = {}): Kept {
    const reader = READERS.find(({ reader_id }) => reader_id === (facts.reader?.user_id ?? this.#setting.ownReaderId)) ?? READERS[0];
    const duration_minutes = facts.duration_minutes ?? 30;
    const client = ACCOUNTS.client;
    if (!reader || !client) throw new Error("nobody to book");
    const kept: Kept = {
      booking_id: id("bkg", this.bookings.length + 1),
      state: "booked",
      modality: "video",
      duration_minutes,
      starts_at: iso(startsAtMs),
      ends_at: iso(startsAtMs + duration_minutes * MINUTE_MS),
      price_cents: 10_470,
      currency: "USD",
      client: { user_id: client.user_id, display_name: client.display_name, photo_url: client.avatar_url },
      reader: { user_id: reader.reader_id, display_name: reader.display_name, photo_url: reader.photo_url },
      created_at: iso(this.#setting.now() - 48 * HOUR_MS),
      changed_at: iso(this.#setting.now() - 48 * HOUR_MS),
      reschedules: 0,
      closed_at: null,
      refunded_cents: 0,
      session_id: null,
      ...facts,
    };
    this.bookings.push(kept);
    if (kept.state === "booked") this.availability.take(reader.reader_id, startsAtMs, duration_minutes);
    return kept;
  }

  balanceOf(person: string): number {
    return this.#setting.balanceOf(person) - (this.#spent.get(ACCOUNTS[person]?.user_id ?? "") ?? 0);
  }

  answer(request: MockRequest, person: string): MockAnswer | null {
    const { pathname } = request.url;
    if (pathname === "/v1/wallet") {
      if (!(person in ACCOUNTS)) return problem(401, "unauthenticated", "Sign in first.");
      return json(200, { balance_cents: this.balanceOf(person), currency: "USD", frozen: false, live_session_id: null });
    }
    if (pathname.startsWith("/v1/admin/") && pathname.includes("/bookings")) return this.#support(request, person);
    if (!pathname.startsWith("/v1/bookings")) return this.availability.answer(request, person);
    if (!(person in ACCOUNTS)) return problem(401, "unauthenticated", "Sign in first.");
    const found = /^\/v1\/bookings(?:\/(quote|\w+)(?:\/(\w+))?)?$/.exec(pathname);
    const [, which, action] = found ?? [];
    if (which === undefined)
      return request.method === "POST" ? this.#once(request, () => this.#book(request, person)) : this.#list(request, person);
    if (which === "quote") return this.#quote(JSON.parse(request.body) as Schemas["WantedReading"], person);
    const booking = this.bookings.find(({ booking_id }) => booking_id === which);
    const party = booking && this.#partyOf(booking, person);
    if (!booking || party === undefined) return problem(404, "not_found", "There is no such booking.");
    if (action === "calendar")
      return { status: 200, body: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", headers: { "Content-Type": "text/calendar" } };
    if (action === "cancel") return this.#once(request, () => this.#cancel(booking, party, request));
    if (action === "reschedule") return this.#once(request, () => this.#move(booking, party, request));
    if (action === "join") {
      if (!this.view(booking, party).actions.join)
        return problem(409, "booking_wrong_state", "You can come in from ten minutes before the start.");
      booking.session_id = id("ses", 777);
    }
    return json(200, this.view(booking, party));
  }

  view(kept: Kept, party: Party | null): Booking {
    const now = this.#setting.now();
    const startMs = Date.parse(kept.starts_at);
    const open = kept.state === "booked";
    const ahead = open && now < startMs;
    const steps = open ? refundSteps(kept.price_cents, startMs, now) : [];
    const left = kept.price_cents - kept.refunded_cents;
    const reader_cents = Math.floor((left * 7) / 10);
    return {
      ...kept,
      party,
      client_deadline_at: iso(Math.min(startMs + CLIENT_LATE_MS, Date.parse(kept.ends_at))),
      reader_deadline_at: iso(Math.min(startMs + READER_LATE_MS, Date.parse(kept.ends_at))),
      refund_steps: steps,
      split: party === "client" || open ? null : { reader_cents, platform_cents: left - reader_cents, released_at: null },
      actions: {
        join: open && now >= startMs - JOIN_BEFORE_MS && now < Date.parse(kept.ends_at),
        join_from: iso(startMs - JOIN_BEFORE_MS),
        cancel: ahead
          ? {
              refund_cents: party === "reader" ? kept.price_cents : (steps[0]?.refund_cents ?? 0),
              until: party === "reader" ? null : (steps[0]?.until ?? null),
            }
          : null,
        refundable_cents: party === null && !open ? left : 0,
        reschedule_until: ahead && party === "client" && now <= startMs - 24 * HOUR_MS ? iso(startMs - 24 * HOUR_MS) : null,
      },
      server_time: iso(now),
    };
  }

  /** Null for an admin, who looks on; undefined for whom it does not concern. */
  #partyOf(booking: Kept, person: string): Party | null | undefined {
    if (person === "admin") return null;
    if (booking.client.user_id === ACCOUNTS[person]?.user_id) return "client";
    return person === "reader" && booking.reader.user_id === this.#setting.ownReaderId ? "reader" : undefined;
  }

  /** The same key gives the same answer again. */
  #once({ headers }: MockRequest, act: () => MockAnswer): MockAnswer {
    const key = headers["idempotency-key"];
    if (typeof key !== "string") return problem(400, "idempotency_key_required", "Send an Idempotency-Key.");
    const known = this.#done.get(key) ?? act();
    if (known.status < 400) this.#done.set(key, known);
    return known;
  }

  #quote(wanted: Schemas["WantedReading"], person: string): MockAnswer {
    const offer = this.availability.offer(wanted.reader_id, wanted.duration_minutes, wanted.modality);
    if (!offer) return problem(409, "not_bookable", "This reader does not offer such a reading.");
    const startMs = Date.parse(wanted.starts_at);
    const quote: Schemas["QuoteView"] = {
      ...wanted,
      price_cents: offer.price_cents,
      currency: "USD",
      open: this.availability.isOpen(wanted.reader_id, startMs, wanted.duration_minutes),
      refund_steps: refundSteps(offer.price_cents, startMs, this.#setting.now()),
      balance_cents: this.balanceOf(person),
      missing_cents: Math.max(0, offer.price_cents - this.balanceOf(person)),
    };
    return json(200, quote);
  }

  #book({ body }: MockRequest, person: string): MockAnswer {
    const wanted = JSON.parse(body) as Schemas["BookReading"];
    const startMs = Date.parse(wanted.starts_at);
    const offer = this.availability.offer(wanted.reader_id, wanted.duration_minutes, wanted.modality);
    if (!offer) return problem(409, "not_bookable", "This reader does not offer such a reading.");
    if (offer.price_cents !== wanted.price_cents)
      return problem(409, "price_changed", `This reading costs ${offer.price_cents} cents now.`);
    if (!this.availability.isOpen(wanted.reader_id, startMs, wanted.duration_minutes))
      return problem(409, "slot_taken", "The time is not open.");
    if (this.balanceOf(person) < wanted.price_cents) return problem(402, "insufficient_funds", "The wallet does not hold the price.");
    const reader = READERS.find(({ reader_id }) => reader_id === wanted.reader_id);
    const account = ACCOUNTS[person];
    if (!reader || !account) return problem(404, "not_found", "There is no such reader.");
    const kept = this.add(startMs, {
      modality: wanted.modality,
      duration_minutes: wanted.duration_minutes,
      price_cents: wanted.price_cents,
      reader: { user_id: reader.reader_id, display_name: reader.display_name, photo_url: reader.photo_url },
      client: { user_id: account.user_id, display_name: account.display_name, photo_url: account.avatar_url },
      created_at: iso(this.#setting.now()),
      changed_at: iso(this.#setting.now()),
    });
    this.#pay(kept, kept.price_cents);
    return json(201, this.view(kept, "client"));
  }

  #pay({ client }: Kept, cents: number): void {
    this.#spent.set(client.user_id, (this.#spent.get(client.user_id) ?? 0) + cents);
  }

  #list({ url }: MockRequest, person: string): MockAnswer {
    const over = url.searchParams.get("when") === "over";
    const wanted = url.searchParams.get("party");
    const from = Number(url.searchParams.get("cursor") ?? 0);
    const limit = Number(url.searchParams.get("limit") ?? 25);
    const found = this.bookings
      .flatMap((booking) => {
        const party = this.#partyOf(booking, person);
        return party ? [{ booking, party }] : [];
      })
      .filter(({ booking, party }) => (wanted === null || party === wanted) && (booking.state !== "booked") === over)
      .sort((a, b) => a.booking.starts_at.localeCompare(b.booking.starts_at) * (over ? -1 : 1));
    const items = found.slice(from, from + limit).map(({ booking, party }) => this.view(booking, party));
    return json(200, { items, next_cursor: from + limit < found.length ? String(from + limit) : null });
  }

  /** What admins do: list somebody's bookings, cancel one, give money of one back. */
  #support(request: MockRequest, person: string): MockAnswer | null {
    const { pathname, searchParams } = request.url;
    if (person !== "admin") return problem(403, "forbidden", "This is for administrators.");
    const listed = /^\/v1\/admin\/users\/(\w+)\/bookings$/.exec(pathname);
    if (listed) {
      const party = searchParams.get("party") === "reader" ? "reader" : "client";
      const over = searchParams.get("when") === "over";
      const found = this.bookings.filter((each) => each[party].user_id === listed[1] && (each.state !== "booked") === over);
      return json(200, { items: found.map((each) => this.view(each, null)), next_cursor: null });
    }
    const [, which, act] = /^\/v1\/admin\/bookings\/(\w+)\/(cancel|refund)$/.exec(pathname) ?? [];
    const booking = this.bookings.find(({ booking_id }) => booking_id === which);
    if (!booking) return problem(404, "not_found", "There is no such booking.");
    const given = act === "cancel" ? booking.price_cents : (JSON.parse(request.body) as Schemas["RefundBooking"]).amount_cents;
    return this.#once(request, () => {
      if ((act === "cancel") !== (booking.state === "booked")) return problem(409, "booking_wrong_state", "This booking is over.");
      if (act === "cancel") booking.state = "cancelled_by_platform";
      booking.refunded_cents += given;
      booking.closed_at ??= iso(this.#setting.now());
      this.#pay(booking, -given);
      return json(200, this.view(booking, null));
    });
  }

  #cancel(booking: Kept, party: Party | null, { body }: MockRequest): MockAnswer {
    const { refund_cents } = JSON.parse(body) as Schemas["CancelBooking"];
    const exact = this.view(booking, party).actions.cancel?.refund_cents;
    if (exact === undefined) return problem(409, "booking_wrong_state", "This reading has begun.");
    if (exact !== refund_cents) return problem(409, "price_changed", `Cancelling now gives ${exact} cents back.`, "refund_cents");
    Object.assign(booking, {
      state: party === "reader" ? "cancelled_by_reader" : "cancelled_by_client",
      refunded_cents: exact,
      closed_at: iso(this.#setting.now()),
      changed_at: iso(this.#setting.now()),
    });
    this.#pay(booking, -exact);
    this.availability.take(booking.reader.user_id, Date.parse(booking.starts_at), booking.duration_minutes, false);
    return json(200, this.view(booking, party));
  }

  #move(booking: Kept, party: Party | null, { body }: MockRequest): MockAnswer {
    const startMs = Date.parse((JSON.parse(body) as Schemas["RescheduleBooking"]).starts_at);
    const { reader, duration_minutes } = booking;
    if (this.view(booking, party).actions.reschedule_until === null)
      return problem(409, "booking_wrong_state", "A booking can be moved until 24 hours before it begins.");
    this.availability.take(reader.user_id, Date.parse(booking.starts_at), duration_minutes, false);
    const open = this.availability.isOpen(reader.user_id, startMs, duration_minutes);
    if (open) {
      const ends_at = iso(startMs + duration_minutes * MINUTE_MS);
      Object.assign(booking, {
        starts_at: iso(startMs),
        ends_at,
        reschedules: booking.reschedules + 1,
        changed_at: iso(this.#setting.now()),
      });
    }
    this.availability.take(reader.user_id, Date.parse(booking.starts_at), duration_minutes);
    return open ? json(200, this.view(booking, party)) : problem(409, "slot_taken", "The time is not open.");
  }
}

function refundSteps(price_cents: number, startMs: number, now: number): Schemas["RefundStepView"][] {
  const steps = [
    { until: iso(startMs - 24 * HOUR_MS), refund_cents: price_cents },
    { until: iso(startMs - 2 * HOUR_MS), refund_cents: price_cents - Math.floor(price_cents / 2) },
    { until: null, refund_cents: 0 },
  ];
  return steps.filter(({ until }) => until === null || Date.parse(until) >= now);
}
