import type { paths } from "../src/lib/api/schema.ts";
import { addDays, dayOf, instantOf, weekdayOf } from "../src/lib/zones.ts";
import { READERS } from "./data.ts";
import { json, problem, type MockAnswer, type MockRequest } from "./http.ts";

type Answers<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
export type Availability = Answers<"/v1/me/reader/availability">;
type ReaderHours = Answers<"/v1/readers/{reader_id}/availability">;
type ReaderSlots = Answers<"/v1/readers/{reader_id}/slots">;
type Offer = ReaderHours["offers"][number];

const MINUTE_MS = 60_000;
const STEP_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const OFFICE = [{ start: "09:00", end: "17:00" }];
const NO_HOURS: Availability["weekly"] = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

function usual(time_zone: string): Availability {
  return {
    version: 1,
    time_zone,
    weekly: {
      monday: OFFICE,
      tuesday: OFFICE,
      wednesday: [],
      thursday: [
        { start: "09:00", end: "12:00" },
        { start: "18:00", end: "21:00" },
      ],
      friday: OFFICE,
      saturday: [{ start: "10:00", end: "14:00" }],
      sunday: [],
    },
    overrides: [],
    time_off: [],
    buffer_before_minutes: 0,
    buffer_after_minutes: 15,
    minimum_notice_minutes: 120,
    horizon_days: 60,
    durations_minutes: [15, 30, 60],
    modalities: ["text", "voice", "video"],
    prices: [{ duration_minutes: 60, price_cents: 15_000 }],
  };
}

/** When the pretended readers can be booked. Luna Vale keeps New York hours; Kai Nakamura takes no bookings. */
export class MockAvailability {
  readonly #now: () => number;
  readonly #own: string;
  readonly #schedules = new Map<string, Availability>();
  /** Starts, in milliseconds, that bookings have taken, for each reader; as lengths they count in quarters of an hour. */
  readonly #taken = new Map<string, Set<number>>();

  constructor(now: () => number, ownReaderId: string) {
    this.#now = now;
    this.#own = ownReaderId;
    READERS.forEach(({ reader_id }, index) => {
      if (index !== 3) this.#schedules.set(reader_id, usual(index === 0 ? "America/New_York" : "Europe/London"));
    });
  }

  answer({ method, url, body }: MockRequest, person: string): MockAnswer | null {
    const { pathname } = url;
    if (pathname === "/v1/me/reader/availability") {
      if (person !== "reader") return problem(403, "forbidden", "Not for this role.");
      return method === "PUT" ? this.#change(JSON.parse(body) as Availability) : json(200, this.own());
    }
    const found = /^\/v1\/readers\/(\w+)\/(availability|slots)$/.exec(pathname);
    if (!found || method !== "GET") return null;
    const [, readerId = "", what] = found;
    if (!READERS.some(({ reader_id }) => reader_id === readerId)) return problem(404, "not_found", "There is no such reader.");
    return json(200, what === "slots" ? this.#slotsView(readerId, url.searchParams) : this.#hoursView(readerId));
  }

  /** The signed-in reader's own availability. */
  own(): Availability {
    return this.#schedules.get(this.#own) ?? { ...usual("Europe/London"), version: 0, weekly: NO_HOURS, prices: [] };
  }

  offer(readerId: string, duration: number, modality: string): Offer | undefined {
    return this.#offers(readerId).find((each) => each.duration_minutes === duration && each.modality === modality);
  }

  isOpen(readerId: string, startMs: number, duration: number): boolean {
    return this.#starts(readerId, startMs, startMs + 1, duration).includes(startMs);
  }

  take(readerId: string, startMs: number, duration: number, taken = true): void {
    const cells = this.#taken.get(readerId) ?? new Set<number>();
    this.#taken.set(readerId, cells);
    for (let at = startMs; at < startMs + duration * MINUTE_MS; at += STEP_MS)
      if (taken) cells.add(at);
      else cells.delete(at);
  }

  #change(wanted: Availability): MockAnswer {
    if (wanted.version !== this.own().version) return problem(409, "schedule_changed", "Your availability was changed elsewhere.");
    const next = { ...wanted, version: wanted.version + 1 };
    this.#schedules.set(this.#own, next);
    return json(200, next);
  }

  #offers(readerId: string): Offer[] {
    const schedule = this.#schedules.get(readerId);
    const rates = READERS.find(({ reader_id }) => reader_id === readerId)?.rates ?? [];
    return (schedule?.durations_minutes ?? []).flatMap((duration_minutes) =>
      rates
        .filter(({ modality }) => schedule?.modalities.includes(modality))
        .map(({ modality, rate_cents }) => ({
          duration_minutes,
          modality,
          price_cents:
            schedule?.prices.find((each) => each.duration_minutes === duration_minutes)?.price_cents ?? rate_cents * duration_minutes,
        })),
    );
  }

  #hoursView(reader_id: string): ReaderHours {
    const schedule = this.#schedules.get(reader_id);
    const offers = this.#offers(reader_id);
    return {
      reader_id,
      bookable: offers.length > 0,
      time_zone: schedule?.time_zone ?? null,
      weekly: schedule?.weekly ?? NO_HOURS,
      minimum_notice_minutes: schedule?.minimum_notice_minutes ?? null,
      horizon_days: schedule?.horizon_days ?? null,
      offers,
      currency: "USD",
    };
  }

  #slotsView(reader_id: string, query: URLSearchParams): ReaderSlots {
    const fromMs = Date.parse(query.get("from") ?? new Date(this.#now()).toISOString());
    const toMs = Date.parse(query.get("to") ?? new Date(fromMs + 14 * DAY_MS).toISOString());
    const duration_minutes = Number(query.get("duration_minutes") ?? 30);
    return {
      reader_id,
      duration_minutes,
      time_zone: this.#schedules.get(reader_id)?.time_zone ?? null,
      offers: this.#offers(reader_id).filter((each) => each.duration_minutes === duration_minutes),
      currency: "USD",
      slots: this.#starts(reader_id, fromMs, toMs, duration_minutes).map((startMs) => ({
        starts_at: new Date(startMs).toISOString(),
        ends_at: new Date(startMs + duration_minutes * MINUTE_MS).toISOString(),
      })),
    };
  }

  #starts(readerId: string, fromMs: number, toMs: number, duration: number): number[] {
    const schedule = this.#schedules.get(readerId);
    if (!schedule?.durations_minutes.includes(duration)) return [];
    const { time_zone, weekly, overrides, time_off } = schedule;
    const earliest = Math.max(fromMs, this.#now() + schedule.minimum_notice_minutes * MINUTE_MS);
    const latest = Math.min(toMs, this.#now() + schedule.horizon_days * DAY_MS);
    const taken = this.#taken.get(readerId);
    const starts: number[] = [];
    for (let day = addDays(dayOf(earliest, time_zone), -1); day <= dayOf(latest, time_zone); day = addDays(day, 1)) {
      if (time_off.some((off) => off.first_day <= day && day <= off.last_day)) continue;
      const weekday = WEEKDAYS[weekdayOf(day)] ?? "monday";
      for (const { start, end } of overrides.find(({ date }) => date === day)?.hours ?? weekly[weekday]) {
        const endMs = instantOf(day, minutes(end), time_zone) - duration * MINUTE_MS;
        for (let at = instantOf(day, minutes(start), time_zone); at <= endMs; at += STEP_MS) {
          const cells = Array.from({ length: duration / 15 }, (_, index) => at + index * STEP_MS);
          if (at >= earliest && at < latest && !cells.some((cell) => taken?.has(cell))) starts.push(at);
        }
      }
    }
    return starts;
  }
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
