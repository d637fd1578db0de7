/** A reader's availability while it is being edited. Pure. */
import * as limits from "@/lib/api/limits";
import type { Availability, AvailabilityChange, DayHours, Duration, Modality, WeeklyHours } from "@/lib/api/types";
import { centsToDecimal, formatMoney, parseAmount } from "@/lib/money";
import { DAY_MINUTES, type Day } from "@/lib/zones";

import { hoursProblem, joined, minutesOf, timeOf, WEEKDAYS, type Weekday } from "./hours";

export const DURATIONS: readonly Duration[] = limits.AvailabilityChange_durations_minutes_items_enum;
export const BUFFERS = limits.AvailabilityChange_buffer_before_minutes_enum;
export type Buffer = (typeof BUFFERS)[number];
const LEAST_PRICE_CENTS = limits.FlatPrice_price_cents_minimum;
const MOST_PRICE_CENTS = limits.FlatPrice_price_cents_maximum;
const MOST_STRETCHES_A_DAY = limits.DateOverride_hours_maxItems;
export const GRID_MINUTES = 15;

export interface Draft {
  time_zone: string;
  weekly: WeeklyHours;
  overrides: { date: string; hours: DayHours[] }[];
  time_off: { first_day: string; last_day: string }[];
  buffer_before_minutes: Buffer;
  buffer_after_minutes: Buffer;
  minimum_notice_minutes: number;
  horizon_days: number;
  durations_minutes: Duration[];
  modalities: Modality[];
  /** What is typed as the flat price of a duration; empty where the rate decides. */
  prices: Record<Duration, string>;
}

/** What there is to edit: exceptions of days that are over are left out. */
export function draftOf(availability: Availability, today: Day): Draft {
  const prices: Record<Duration, string> = { 15: "", 30: "", 45: "", 60: "" };
  for (const { duration_minutes, price_cents } of availability.prices) prices[duration_minutes] = centsToDecimal(price_cents);
  return {
    time_zone: availability.time_zone,
    weekly: availability.weekly,
    overrides: availability.overrides.filter(({ date }) => date >= today),
    time_off: availability.time_off.filter(({ last_day }) => last_day >= today),
    buffer_before_minutes: availability.buffer_before_minutes as Buffer,
    buffer_after_minutes: availability.buffer_after_minutes as Buffer,
    minimum_notice_minutes: availability.minimum_notice_minutes,
    horizon_days: availability.horizon_days,
    durations_minutes: availability.durations_minutes as Duration[],
    modalities: availability.modalities,
    prices,
  };
}

export interface Problems {
  weekly: Partial<Record<Weekday, string>>;
  prices: Partial<Record<Duration, string>>;
  durations?: string;
  modalities?: string;
}

export function problemsOf(draft: Draft): Problems {
  const problems: Problems = { weekly: {}, prices: {} };
  for (const day of WEEKDAYS) {
    const problem = hoursProblem(draft.weekly[day]);
    if (problem) problems.weekly[day] = problem;
  }
  for (const duration of draft.durations_minutes) {
    const text = draft.prices[duration].trim();
    const cents = text === "" ? LEAST_PRICE_CENTS : parseAmount(text);
    if (cents === null || cents < LEAST_PRICE_CENTS || cents > MOST_PRICE_CENTS) {
      problems.prices[duration] = `Between ${formatMoney(LEAST_PRICE_CENTS)} and ${formatMoney(MOST_PRICE_CENTS)}, or empty.`;
    }
  }
  if (draft.durations_minutes.length === 0) problems.durations = "Offer at least one length.";
  if (draft.modalities.length === 0) problems.modalities = "Offer at least one way to talk.";
  return problems;
}

export function isSound(problems: Problems): boolean {
  return (
    Object.keys(problems.weekly).length === 0 &&
    Object.keys(problems.prices).length === 0 &&
    problems.durations === undefined &&
    problems.modalities === undefined
  );
}

/** The draft as the API takes it. Call it with a draft that has no problems. */
export function changeOf(draft: Draft, version: number): AvailabilityChange {
  const prices = draft.durations_minutes.flatMap((duration_minutes) => {
    const cents = parseAmount(draft.prices[duration_minutes]);
    return cents === null ? [] : [{ duration_minutes, price_cents: cents }];
  });
  return { ...draft, version, prices };
}

/** Whether two drafts say the same, whatever the order in which it is written. */
export function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(draft: Draft): unknown {
  const byStart = (hours: readonly DayHours[]) =>
    [...hours].sort((a, b) => a.start.localeCompare(b.start)).map((each) => [each.start, each.end]);
  return [
    draft.time_zone,
    WEEKDAYS.map((day) => byStart(draft.weekly[day])),
    [...draft.overrides].sort((a, b) => a.date.localeCompare(b.date)).map((each) => [each.date, byStart(each.hours)]),
    draft.time_off.map((off) => `${off.first_day}/${off.last_day}`).sort(),
    [draft.buffer_before_minutes, draft.buffer_after_minutes, draft.minimum_notice_minutes, draft.horizon_days],
    [...draft.durations_minutes].sort((a, b) => a - b),
    [...draft.modalities].sort(),
    draft.durations_minutes.map((duration) => parseAmount(draft.prices[duration]) ?? draft.prices[duration].trim()),
  ];
}

export interface Preset {
  name: string;
  days: readonly Weekday[];
  hours: DayHours;
}

const WORKDAYS = WEEKDAYS.slice(0, 5);

/** Usual weeks to start from. Each adds its hours to what is there. */
export const PRESETS: readonly Preset[] = [
  { name: "Weekday office hours", days: WORKDAYS, hours: { start: "09:00", end: "17:00" } },
  { name: "Evenings", days: WORKDAYS, hours: { start: "18:00", end: "22:00" } },
  { name: "Weekends", days: WEEKDAYS.slice(5), hours: { start: "10:00", end: "18:00" } },
];

export const CLEAR_WEEK: WeeklyHours = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

export function withPreset(weekly: WeeklyHours, preset: Preset): WeeklyHours {
  const next = { ...weekly };
  for (const day of preset.days) next[day] = joined([...weekly[day], preset.hours]);
  return next;
}

export function withDayCopied(weekly: WeeklyHours, from: Weekday, to: readonly Weekday[]): WeeklyHours {
  const next = { ...weekly };
  for (const day of to) next[day] = weekly[from].map((each) => ({ ...each }));
  return next;
}

/** One more stretch: two hours, an hour after the last one, or the morning; null when the day is full. */
export function nextStretch(hours: readonly DayHours[]): DayHours | null {
  if (hours.length >= MOST_STRETCHES_A_DAY) return null;
  if (hours.length === 0) return { start: "09:00", end: "17:00" };
  const ends = hours.map(({ end }) => end).sort();
  const after = minutesOf(ends.at(-1) ?? "24:00");
  if (after > DAY_MINUTES - GRID_MINUTES) return null;
  const start = Math.min(after + 60, DAY_MINUTES - GRID_MINUTES);
  return { start: timeOf(start), end: timeOf(Math.min(start + 120, DAY_MINUTES)) };
}
