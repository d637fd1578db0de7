import { dayOf, formatClockTime, formatDay } from "@/lib/zones";

interface MomentProps {
  atMs: number;
  /** Shown as "9:00 AM – 9:30 AM". */
  untilMs?: number;
  zone: string;
}

/** A day and a time of it by a zone's clock; the time is never broken over two lines. */
export function Moment({ atMs, untilMs, zone }: MomentProps) {
  return (
    <time dateTime={new Date(atMs).toISOString()}>
      {formatDay(dayOf(atMs, zone), "long")},{" "}
      <span className="whitespace-nowrap">
        {formatClockTime(atMs, zone)}
        {untilMs === undefined ? null : ` – ${formatClockTime(untilMs, zone)}`}
      </span>
    </time>
  );
}
