import { Icon } from "@/components/icons";
import { hoursSeenFrom, NO_EXCEPTIONS, shiftAt, stretchWords } from "@/features/availability/hours";
import type { ReaderHours } from "@/lib/api/types";
import { useNow } from "@/lib/useNow";
import { clockChangeSentence, dayOf, formatDay, nextClockChange } from "@/lib/zones";

/** A change of the clocks this soon moves the hours that somebody plans with. */
const CLOCK_CHANGE_DAYS = 30;

interface UsualHoursProps {
  hours: ReaderHours;
  readerZone: string;
  /** The zone whose clock they are shown by. */
  zone: string;
}

/** A reader's weekly hours on somebody else's clock, and what a coming change of either clock does to them. */
export function UsualHours({ hours, readerZone, zone }: UsualHoursProps) {
  const now = useNow(60_000);
  const week = hoursSeenFrom(zone, dayOf(now, zone), 7, hours.weekly, NO_EXCEPTIONS, readerZone);
  const change = [readerZone, zone]
    .map((each) => ({ zone: each, change: nextClockChange(now, each, CLOCK_CHANGE_DAYS) }))
    .filter((each) => each.change !== null)
    .sort((a, b) => (a.change?.atMs ?? 0) - (b.change?.atMs ?? 0))
    .find((each) => each.change && shiftAt(each.change, zone, readerZone) !== 0);
  return (
    <details className="group rounded-card border border-line px-4 py-2 sm:px-5">
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between font-semibold">
        Usual hours in a week
        <Icon name="chevron_down" className="size-5 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <dl className="divide-y divide-line pb-2">
        {week.map(({ day, stretches }) => (
          <div key={day} className="grid grid-cols-[5.75rem_1fr] gap-2 py-1.5 sm:grid-cols-[6.5rem_1fr] sm:gap-3">
            <dt>{formatDay(day, "weekday_long")}</dt>
            <dd className="tabular">
              {stretches.length === 0 ? (
                <span className="text-muted">No hours</span>
              ) : (
                stretches.map((stretch) => (
                  <span key={stretch.startMs} className="block whitespace-nowrap">
                    {stretchWords(stretch, zone)}
                  </span>
                ))
              )}
            </dd>
          </div>
        ))}
      </dl>
      {change?.change ? (
        <p className="border-t border-line py-3 text-sm text-muted">
          {clockChangeSentence(change.change, change.zone)} From then on these hours are{" "}
          {shiftWords(shiftAt(change.change, zone, readerZone))} on this clock.
        </p>
      ) : null}
    </details>
  );
}

function shiftWords(minutes: number): string {
  const length = Math.abs(minutes);
  const words = length % 60 === 0 ? `${length / 60} ${length === 60 ? "hour" : "hours"}` : `${length} minutes`;
  return `${words} ${minutes > 0 ? "later" : "earlier"}`;
}
