/** Hours of a week by the reader's wall clock, and what they are on anybody else's. Pure. */
import type { DayHours, WeeklyHours } from "@/lib/api/types";
import { addDays, DAY_MINUTES, formatClockTime, instantOf, offsetMinutes, weekdayOf, type ClockChange, type Day } from "@/lib/zones";

export type Weekday = keyof WeeklyHours;

export const WEEKDAYS: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
export const WEEKDAY_WORDS: Record<Weekday, string> = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

/** Exceptions from the weekly hours, as the API has them. */
export interface Exceptions {
  overrides: readonly { date: Day; hours: readonly DayHours[] }[];
  time_off: readonly { first_day: Day; last_day: Day }[];
}

export const NO_EXCEPTIONS: Exceptions = { overrides: [], time_off: [] };

/** "09:30" as minutes after midnight. */
export function minutesOf(time: string): number {
  const [hour = "0", minute = "0"] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}

/** Minutes after midnight as "09:30"; the end of a day is "24:00". */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

export interface Stretch {
  startMs: number;
  endMs: number;
}

export type DayKind = "usual" | "changed" | "off";

export function hoursOn(day: Day, weekly: WeeklyHours, exceptions: Exceptions): { kind: DayKind; hours: readonly DayHours[] } {
  if (exceptions.time_off.some((off) => off.first_day <= day && day <= off.last_day)) return { kind: "off", hours: [] };
  const override = exceptions.overrides.find(({ date }) => date === day);
  if (override) return { kind: "changed", hours: override.hours };
  const weekday = WEEKDAYS[weekdayOf(day)];
  return { kind: "usual", hours: weekday ? weekly[weekday] : [] };
}

/** The hours of a reader in elapsed time, for some days of the reader's calendar. Those that meet are joined. */
export function stretchesOf(first: Day, days: number, weekly: WeeklyHours, exceptions: Exceptions, readerZone: string): Stretch[] {
  const found: Stretch[] = [];
  for (let index = 0; index < days; index++) {
    const day = addDays(first, index);
    for (const { start, end } of hoursOn(day, weekly, exceptions).hours) {
      const startMs = instantOf(day, minutesOf(start), readerZone);
      const endMs = instantOf(day, minutesOf(end), readerZone);
      const last = found.at(-1);
      if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
      else if (startMs < endMs) found.push({ startMs, endMs });
    }
  }
  return found;
}

export interface DayOfStretches {
  day: Day;
  stretches: Stretch[];
}

/** A reader's hours on consecutive days of a viewer's calendar, cut at the viewer's midnights. */
export function hoursSeenFrom(
  viewerZone: string,
  first: Day,
  days: number,
  weekly: WeeklyHours,
  exceptions: Exceptions,
  readerZone: string,
): DayOfStretches[] {
  // A zone is at most a day ahead of or behind another, on either side.
  const all = stretchesOf(addDays(first, -2), days + 4, weekly, exceptions, readerZone);
  return Array.from({ length: days }, (_, index) => {
    const day = addDays(first, index);
    const midnight = instantOf(day, 0, viewerZone);
    const next = instantOf(day, DAY_MINUTES, viewerZone);
    const stretches = all
      .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, midnight), endMs: Math.min(endMs, next) }))
      .filter(({ startMs, endMs }) => startMs < endMs);
    return { day, stretches };
  });
}

/** By how many minutes a clock in one zone gets ahead of one in another through a change of either. */
export function shiftAt(change: ClockChange, viewerZone: string, readerZone: string): number {
  const lead = (atMs: number) => offsetMinutes(atMs, viewerZone) - offsetMinutes(atMs, readerZone);
  return lead(change.atMs) - lead(change.atMs - 1000);
}

/** Hours in order, those that overlap or meet joined. */
export function joined(hours: readonly DayHours[]): DayHours[] {
  const inOrder = [...hours].sort((a, b) => a.start.localeCompare(b.start));
  const found: DayHours[] = [];
  for (const each of inOrder) {
    const last = found.at(-1);
    if (last && each.start <= last.end) last.end = each.end > last.end ? each.end : last.end;
    else found.push({ ...each });
  }
  return found;
}

/** Why hours of a day cannot stand; undefined when they can. */
export function hoursProblem(hours: readonly DayHours[]): string | undefined {
  if (hours.some(({ start, end }) => end <= start)) return "Each stretch must end after it starts.";
  const inOrder = [...hours].sort((a, b) => a.start.localeCompare(b.start));
  if (inOrder.some(({ start }, index) => start < (inOrder[index - 1]?.end ?? ""))) return "These hours overlap.";
  return undefined;
}

/** "9:00 AM – 5:00 PM" by a zone's clock. */
export function stretchWords({ startMs, endMs }: Stretch, zone: string): string {
  const end = formatClockTime(endMs, zone);
  return `${formatClockTime(startMs, zone)} – ${end === "12:00 AM" ? "midnight" : end}`;
}
