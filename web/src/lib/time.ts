/** Times come from the API in UTC and are shown in the zone of the person who looks. */
import { formatOf } from "./zones";

export type TimeStyle = "date" | "time" | "date_time";

const OPTIONS: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  date: { year: "numeric", month: "short", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  date_time: { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
};

export function viewerTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function formatTime(at: string, style: TimeStyle, timeZone = viewerTimeZone()): string {
  return formatOf(timeZone, OPTIONS[style]).format(new Date(at));
}

/** "4:07" or "1:02:09": a running clock. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  const tail = `${String(hours > 0 ? minutes % 60 : minutes).padStart(hours > 0 ? 2 : 1, "0")}:${String(whole % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** "4 min 7 s": a length of time in a sentence. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

let zones: readonly string[] | undefined;

/** Every IANA zone that this browser knows. */
export function timeZones(): readonly string[] {
  zones ??= Intl.supportedValuesOf("timeZone");
  return zones;
}
