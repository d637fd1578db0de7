import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";

import { Button } from "@/components/Button";
import { Icon } from "@/components/icons";
import { Skeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Duration, Slot } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { useNow } from "@/lib/useNow";
import { plural } from "@/lib/words";
import { addDays, dayOf, formatDay, instantOf, zoneLabel, type Day } from "@/lib/zones";

import { DAYS_SHOWN, daysFrom, groupByDay, partsOfDay } from "./slots";

/** Open times go away while they are looked at. */
const STALE_MS = 20_000;

interface SlotPickerProps {
  readerId: string;
  duration: Duration;
  /** The zone whose days and clock are shown. */
  zone: string;
  /** How far ahead there is anything to look for. */
  horizonDays: number;
  chosen?: string;
  /** Undefined for whom the times are to look at only. */
  onChoose: ((slot: Slot) => void) | undefined;
}

function useSlots(readerId: string, duration: Duration, first: Day, zone: string) {
  const from = new Date(instantOf(first, 0, zone)).toISOString();
  const to = new Date(instantOf(addDays(first, DAYS_SHOWN), 0, zone)).toISOString();
  return useQuery({
    queryKey: queryKeys.slots(readerId, duration, from),
    queryFn: ({ signal }) =>
      data(
        api.GET("/v1/readers/{reader_id}/slots", {
          params: { path: { reader_id: readerId }, query: { from, to, duration_minutes: duration } },
          signal,
        }),
      ),
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
}

/** Days to choose from, fourteen at a time, and the open times of one of them. */
export function SlotPicker({ readerId, duration, zone, horizonDays, chosen, onChoose }: SlotPickerProps) {
  const now = useNow(60_000);
  const today = dayOf(now, zone);
  const [page, setPage] = useState(0);
  const [wanted, setWanted] = useState<Day | null>(null);
  const first = addDays(today, page * DAYS_SHOWN);
  const slots = useSlots(readerId, duration, first, zone);

  if (slots.isError && !slots.data) {
    return (
      <ErrorState
        title="The open times did not load"
        error={slots.error}
        onRetry={() => void slots.refetch()}
        retrying={slots.isFetching}
      />
    );
  }
  if (!slots.data) return <PickerSkeleton />;

  const days = daysFrom(first);
  const byDay = groupByDay(slots.data.slots, zone);
  const open = days.filter((day) => byDay.has(day));
  const day = wanted !== null && byDay.has(wanted) && days.includes(wanted) ? wanted : open[0];
  const hasMore = (page + 1) * DAYS_SHOWN < horizonDays;
  const turn = (by: number) => {
    setPage(page + by);
    setWanted(null);
  };

  return (
    <div aria-busy={slots.isPlaceholderData || undefined} className={cx(slots.isPlaceholderData && "opacity-60")}>
      <div className="mb-2 flex items-center justify-between gap-2">
        <p className="font-semibold">
          {formatDay(first, "short")} – {formatDay(days.at(-1) ?? first, "short")}
        </p>
        <span className="flex gap-1">
          <Turn label="Earlier days" disabled={page === 0} onClick={() => turn(-1)} back />
          <Turn label="Later days" disabled={!hasMore} onClick={() => turn(1)} />
        </span>
      </div>
      <DayStrip days={days} counts={byDay} known={!slots.isPlaceholderData} value={day} onChange={setWanted} />
      {day === undefined && slots.isPlaceholderData ? (
        <LoadingTimes />
      ) : day === undefined ? (
        <div className="mt-4 rounded-card border border-dashed border-line px-4 py-6 text-center">
          <p>No open times in these two weeks.</p>
          {hasMore ? (
            <Button variant="secondary" size="small" className="mt-3 min-h-11" onClick={() => turn(1)}>
              Look at later days
            </Button>
          ) : null}
        </div>
      ) : (
        <Times day={day} slots={byDay.get(day) ?? []} zone={zone} chosen={chosen} onChoose={onChoose} />
      )}
    </div>
  );
}

function Turn({ label, disabled, onClick, back = false }: { label: string; disabled: boolean; onClick: () => void; back?: boolean }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="inline-flex size-11 items-center justify-center rounded-full border border-line-strong transition-colors hover:border-pink-text hover:text-pink-text disabled:opacity-40"
    >
      <Icon name="chevron_right" className={cx("size-5", back && "rotate-180")} />
    </button>
  );
}

interface DayStripProps {
  days: readonly Day[];
  counts: ReadonlyMap<Day, readonly Slot[]>;
  /** Whether the counts are about these days: while others are asked for, they are about those before. */
  known: boolean;
  value: Day | undefined;
  onChange: (day: Day) => void;
}

/** Radio buttons drawn as days of a calendar: arrow keys go from one day with open times to the next. */
function DayStrip({ days, counts, known, value, onChange }: DayStripProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">Day</legend>
      <div className="grid grid-cols-7 gap-1 sm:gap-1.5">
        {days.map((day) => {
          const count = counts.get(day)?.length ?? 0;
          const told = count > 0 ? plural(count, "open time") : known ? "no open times" : "loading open times";
          return (
            <label
              key={day}
              className={cx(
                "relative flex min-h-14 flex-col items-center justify-center rounded-control border text-center transition-colors duration-150",
                "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-pink-text",
                count === 0
                  ? "border-transparent text-muted"
                  : day === value
                    ? "cursor-pointer border-pink bg-pink text-on-pink"
                    : "cursor-pointer border-line-strong hover:border-pink-text hover:text-pink-text",
              )}
            >
              <input
                type="radio"
                name={name}
                value={day}
                checked={day === value}
                disabled={count === 0}
                aria-label={`${formatDay(day, "long")}: ${told}`}
                onChange={() => onChange(day)}
                className="absolute inset-0 appearance-none rounded-control outline-none enabled:cursor-pointer"
              />
              <span aria-hidden="true" className="text-xs">
                {formatDay(day, "weekday")}
              </span>
              <span aria-hidden="true" className={cx("tabular text-lg leading-tight", count > 0 && "font-semibold")}>
                {Number(day.slice(8))}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

interface TimesProps {
  day: Day;
  slots: readonly Slot[];
  zone: string;
  chosen?: string;
  onChoose: ((slot: Slot) => void) | undefined;
}

function Times({ day, slots, zone, chosen, onChoose }: TimesProps) {
  const first = slots[0];
  return (
    <section aria-label={`Open times on ${formatDay(day, "long")}`} className="mt-5">
      <h3 className="font-sans text-base font-semibold">{formatDay(day, "long")}</h3>
      {first ? <p className="text-sm text-muted">{zoneLabel(Date.parse(first.starts_at), zone)}</p> : null}
      {partsOfDay(slots, zone).map(({ part, slots: times }, index) => (
        <div key={`${part}${index}`} className="mt-3">
          <h4 className="mb-1.5 font-sans text-sm font-semibold text-muted">{part}</h4>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-2">
            {times.map(({ slot, label }) => (
              <li key={slot.starts_at}>
                <button
                  type="button"
                  aria-pressed={chosen === undefined ? undefined : chosen === slot.starts_at}
                  disabled={onChoose === undefined}
                  onClick={() => onChoose?.(slot)}
                  className={cx(
                    "tabular min-h-11 w-full rounded-control border px-2 text-[0.95em] font-semibold transition-colors duration-150",
                    chosen === slot.starts_at
                      ? "border-pink bg-pink text-on-pink"
                      : "border-line-strong enabled:hover:border-pink-text enabled:hover:text-pink-text disabled:cursor-not-allowed disabled:opacity-55",
                  )}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** Other days are asked for; what is known is about those before. */
function LoadingTimes() {
  return (
    <div role="status">
      <span className="sr-only">Loading open times…</span>
      <Skeleton className="mt-5 h-40 w-full" />
    </div>
  );
}

function PickerSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading open times…</span>
      <Skeleton className="mb-3 h-7 w-40" />
      <Skeleton className="h-32 w-full" />
      <Skeleton className="mt-5 h-40 w-full" />
    </div>
  );
}
