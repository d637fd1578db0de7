/**
 * Calendar days and wall clocks of IANA zones, by the browser's own data. A day is text ("2026-11-01"), a wall time is
 * minutes after midnight, an instant is milliseconds since 1970.
 */

export type Day = string;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const DAY_MINUTES = 1440;

const formats = new Map<Intl.DateTimeFormatOptions, Map<string, Intl.DateTimeFormat>>();

/** A format of a zone, made once: making one takes longer than a hundred uses. `options` is a constant, known by identity. */
export function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const ofZones = formats.get(options) ?? new Map<string, Intl.DateTimeFormat>();
  const format = ofZones.get(zone) ?? new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  formats.set(options, ofZones.set(zone, format));
  return format;
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
const ABBREVIATION: Intl.DateTimeFormatOptions = { timeZoneName: "short" };
const WALL: Intl.DateTimeFormatOptions = {
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
};

/** What the zone's clock shows at an instant, as if it were UTC. */
function wallMs(atMs: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone, WALL).formatToParts(atMs)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far the zone's clock is ahead of UTC at an instant. */
export function offsetMinutes(atMs: number, zone: string): number {
  return Math.round((wallMs(atMs, zone) - atMs) / MINUTE_MS);
}

export function dayOf(atMs: number, zone: string): Day {
  return new Date(wallMs(atMs, zone)).toISOString().slice(0, 10);
}

/** Minutes that the zone's clock shows after midnight. */
export function minuteOf(atMs: number, zone: string): number {
  return Math.floor((wallMs(atMs, zone) % DAY_MS) / MINUTE_MS);
}

const utcMs = (day: Day) => Date.parse(`${day}T00:00:00Z`);

export function addDays(day: Day, days: number): Day {
  return new Date(utcMs(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** From one day to another. */
export function daysBetween(first: Day, last: Day): number {
  return Math.round((utcMs(last) - utcMs(first)) / DAY_MS);
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(utcMs(day)).getUTCDay() + 6) % 7;
}

/** The first instant at which the zone's clock shows `minute` of `day`, or has passed it by being set on. */
export function instantOf(day: Day, minute: number, zone: string): number {
  const wall = utcMs(day) + minute * MINUTE_MS;
  const offsets = [offsetMinutes(wall - DAY_MS, zone), offsetMinutes(wall + DAY_MS, zone)];
  const candidates = offsets.map((offset) => wall - offset * MINUTE_MS).sort((a, b) => a - b);
  const shown = candidates.find((atMs) => wallMs(atMs, zone) === wall);
  if (shown !== undefined) return shown;
  const [before = wall, after = wall] = candidates;
  return changeBetween(before, after, zone);
}

/** The instant between two at which the zone's offset becomes what it is at the later one. */
function changeBetween(beforeMs: number, afterMs: number, zone: string): number {
  const wanted = offsetMinutes(afterMs, zone);
  let low = Math.floor(beforeMs / MINUTE_MS);
  let high = Math.ceil(afterMs / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutes(middle * MINUTE_MS, zone) === wanted) high = middle;
    else low = middle;
  }
  return high * MINUTE_MS;
}

export interface ClockChange {
  atMs: number;
  /** 60 when the clocks are set on by an hour, −60 when they are set back. */
  byMinutes: number;
}

/** The next change of a zone's clocks within so many days; null when there is none. */
export function nextClockChange(fromMs: number, zone: string, days: number): ClockChange | null {
  for (let day = 0; day < days; day++) {
    const start = fromMs + day * DAY_MS;
    const end = start + DAY_MS;
    const byMinutes = offsetMinutes(end, zone) - offsetMinutes(start, zone);
    if (byMinutes !== 0) return { atMs: changeBetween(start, end, zone), byMinutes };
  }
  return null;
}

/** "New York" from "America/New_York". */
export function zoneCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** "EDT", "GMT+9": what the zone's clock is called at an instant. */
export function zoneAbbreviation(atMs: number, zone: string): string {
  const parts = formatOf(zone, ABBREVIATION).formatToParts(atMs);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** "New York time (EDT)". */
export function zoneLabel(atMs: number, zone: string): string {
  const abbreviation = zoneAbbreviation(atMs, zone);
  return zone === abbreviation ? zone : `${zoneCity(zone)} time (${abbreviation})`;
}

/** "9:30 AM". */
export function formatClockTime(atMs: number, zone: string): string {
  return formatOf(zone, CLOCK).format(atMs);
}

/** A wall time by itself: "9:30 AM", and "midnight" at the end of a day. */
export function formatMinute(minute: number): string {
  return minute === DAY_MINUTES ? "midnight" : formatClockTime(minute * MINUTE_MS, "UTC");
}

const DAY_STYLES = {
  /** Mon */
  weekday: { weekday: "short" },
  /** Monday */
  weekday_long: { weekday: "long" },
  /** Nov 2 */
  short: { month: "short", day: "numeric" },
  /** Mon, Nov 2 */
  medium: { weekday: "short", month: "short", day: "numeric" },
  /** Monday, November 2 */
  long: { weekday: "long", month: "long", day: "numeric" },
  /** Mon, Nov 2, 2026 */
  full: { weekday: "short", month: "short", day: "numeric", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export function formatDay(day: Day, style: keyof typeof DAY_STYLES): string {
  return formatOf("UTC", DAY_STYLES[style]).format(utcMs(day));
}

/** "Monday, November 2, 9:30 AM": a moment by a zone's clock. */
export function formatMoment(atMs: number, zone: string): string {
  return `${formatDay(dayOf(atMs, zone), "long")}, ${formatClockTime(atMs, zone)}`;
}

/** What happens to the clocks, as a sentence: "On Sunday, November 1 the clocks in New York go back 1 hour." */
export function clockChangeSentence(change: ClockChange, zone: string): string {
  const day = formatDay(dayOf(change.atMs, zone), "long");
  const hours = Math.abs(change.byMinutes) / 60;
  const length = Number.isInteger(hours) ? `${hours} ${hours === 1 ? "hour" : "hours"}` : `${Math.abs(change.byMinutes)} minutes`;
  return `On ${day} the clocks in ${zoneCity(zone)} go ${change.byMinutes > 0 ? "forward" : "back"} ${length}.`;
}
