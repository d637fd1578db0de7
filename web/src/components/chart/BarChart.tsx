import { useId, useState, type KeyboardEvent, type PointerEvent } from "react";

import { cx } from "@/lib/cx";
import { formatDay } from "@/lib/zones";

import { Choice } from "../Field";
import { DataTable } from "../List";

import { labelledBars, scaleOf, stackOf } from "./scale";

export type SeriesTone = "pink" | "gold" | "success" | "danger" | "plain";

export interface Series {
  id: string;
  label: string;
  tone: SeriesTone;
}

export interface Bar {
  /** The date, as the API writes it: 2026-11-28. */
  day: string;
  /** Of a bar for several days, the date of the last of them. */
  lastDay?: string;
  /** One value for each series; what is below zero grows down. */
  values: readonly number[];
}

interface BarChartProps {
  title: string;
  /** What the whole period comes to, in words; stands where a bar's figures stand while one is looked at. */
  summary: string;
  series: readonly Series[];
  bars: readonly Bar[];
  /** A value in full: "$42.00", "3 minutes". */
  format: (value: number) => string;
  /** A value beside the lines, as short as can be: "$40". */
  formatTick: (value: number) => string;
}

/* Colours that stand out by 3:1 and more from the surface, and from each other, in both themes. */
const FILLS: Record<SeriesTone, string> = {
  pink: "fill-pink-strong",
  gold: "fill-gold",
  success: "fill-success",
  danger: "fill-danger",
  plain: "fill-line-strong",
};
const SWATCHES: Record<SeriesTone, string> = {
  pink: "bg-pink-strong",
  gold: "bg-gold",
  success: "bg-success",
  danger: "bg-danger",
  plain: "bg-line-strong",
};
const MOST_DATES = 6;
const MOST_DATES_ON_A_PHONE = 3;

/** Stacked bars by day or week, to be looked at one by one with a pointer or the arrow keys, or read as a table. */
export function BarChart({ title, summary, series, bars, format, formatTick }: BarChartProps) {
  const [form, setForm] = useState<"chart" | "table">("chart");
  const titleId = useId();
  const name = useId();
  return (
    <figure aria-labelledby={titleId} className="min-w-0">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h3 id={titleId} className="text-xl">
          {title}
        </h3>
        <Choice
          legend={`${title}, shown as`}
          legendHidden
          name={name}
          value={form}
          onChange={setForm}
          options={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
        />
      </div>
      {form === "chart" ? (
        <Bars title={title} summary={summary} series={series} bars={bars} format={format} formatTick={formatTick} />
      ) : (
        <DataTable
          caption={`${title}, newest ${unitOf(bars)} first`}
          rows={bars.toReversed()}
          rowKey={(bar) => bar.day}
          columns={[
            { id: "day", header: unitOf(bars) === "week" ? "Week" : "Day", leads: true, cell: spanOf },
            ...series.map((each, index) => ({
              id: each.id,
              header: each.label,
              align: "right" as const,
              cell: (bar: Bar) => <span className="tabular">{format(bar.values[index] ?? 0)}</span>,
            })),
            {
              id: "total",
              header: "Total",
              align: "right",
              cell: (bar) => <span className="tabular font-semibold">{format(totalOf(bar))}</span>,
            },
          ]}
        />
      )}
    </figure>
  );
}

/** "day", or "week" where a bar stands for several days. */
function unitOf(bars: readonly Bar[]): "day" | "week" {
  return bars.some(({ lastDay }) => lastDay !== undefined) ? "week" : "day";
}

/** "Fri, Nov 27", or "Nov 22 – Nov 28". */
function spanOf({ day, lastDay }: Bar): string {
  return lastDay === undefined ? formatDay(day, "medium") : `${formatDay(day, "short")} – ${formatDay(lastDay, "short")}`;
}

function totalOf(bar: Bar): number {
  return bar.values.reduce((sum, value) => sum + value, 0);
}

/** "Fri, Nov 27: $42.00. Sessions $35.00, Bookings $7.00." */
function inWords(bar: Bar, series: readonly Series[], format: (value: number) => string): string {
  const parts = series
    .map((each, index) => ({ label: each.label, value: bar.values[index] ?? 0 }))
    .filter(({ value }) => value !== 0)
    .map(({ label, value }) => `${label} ${format(value)}`);
  return `${spanOf(bar)}: ${format(totalOf(bar))}.${parts.length > 0 ? ` ${parts.join(", ")}.` : ""}`;
}

function Bars({ title, summary, series, bars, format, formatTick }: BarChartProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const stacks = bars.map(({ values }) => stackOf(values));
  const ends = stacks.flat().map(({ to }) => to);
  const scale = scaleOf(Math.min(0, ...ends), Math.max(0, ...ends));
  const place = (value: number) => `${(100 * (scale.high - value)) / (scale.high - scale.low)}%`;
  const height = (from: number, to: number) => `${(100 * Math.abs(to - from)) / (scale.high - scale.low)}%`;
  const width = 100 / Math.max(1, bars.length);
  const last = bars.length - 1;
  const bar = chosen === null ? undefined : bars[chosen];
  const dated = labelledBars(bars.length, MOST_DATES);
  const datedOnAPhone = labelledBars(bars.length, MOST_DATES_ON_A_PHONE);

  const pointAt = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width: wide } = event.currentTarget.getBoundingClientRect();
    setChosen(Math.min(last, Math.max(0, Math.floor(((event.clientX - left) / wide) * bars.length))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = chosen ?? last;
    const next = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageUp: at + 7,
      PageDown: at - 7,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") setChosen(null);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, next)));
  };

  return (
    <>
      <p className="tabular min-h-[3.2em] text-sm text-muted sm:min-h-[1.6em]" data-testid="bar-figures">
        {bar ? inWords(bar, series, format) : summary}
      </p>
      <div className="mt-3 flex">
        <div aria-hidden="true" className="tabular relative mr-2 h-52 w-11 shrink-0 text-right text-xs text-muted sm:w-14">
          {scale.ticks.map((tick) => (
            <span key={tick} className="absolute right-0 -translate-y-1/2" style={{ top: place(tick) }}>
              {formatTick(tick)}
            </span>
          ))}
        </div>
        <div
          role="slider"
          tabIndex={0}
          aria-label={`${title}: ${unitOf(bars)}`}
          aria-orientation="horizontal"
          aria-valuemin={1}
          aria-valuemax={bars.length}
          aria-valuenow={(chosen ?? last) + 1}
          aria-valuetext={bar ? inWords(bar, series, format) : summary}
          className="relative h-52 min-w-0 grow cursor-crosshair touch-pan-y"
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            if (event.target.matches(":focus-visible")) setChosen((at) => at ?? last);
          }}
          onBlur={() => setChosen(null)}
          onPointerDown={pointAt}
          onPointerMove={(event) => {
            if (event.pointerType === "mouse") pointAt(event);
          }}
          onPointerLeave={(event) => {
            if (event.pointerType === "mouse" && document.activeElement !== event.currentTarget) setChosen(null);
          }}
        >
          <svg aria-hidden="true" focusable="false" className="absolute inset-0 size-full overflow-visible">
            {chosen === null ? null : <rect x={`${chosen * width}%`} y="0" width={`${width}%`} height="100%" className="fill-line" />}
            {scale.ticks.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2="100%"
                y1={place(tick)}
                y2={place(tick)}
                className={cx("stroke-1", tick === 0 ? "stroke-line-strong" : "stroke-line")}
              />
            ))}
            {stacks.map((stack, at) =>
              stack.map(({ from, to }, index) =>
                from === to ? null : (
                  <rect
                    key={`${bars[at]?.day ?? at}/${series[index]?.id ?? index}`}
                    x={`${(at + (bars.length > 1 ? 0.14 : 0.3)) * width}%`}
                    y={place(Math.max(from, to))}
                    width={`${(bars.length > 1 ? 0.72 : 0.4) * width}%`}
                    height={height(from, to)}
                    className={cx("stroke-surface stroke-1", FILLS[series[index]?.tone ?? "plain"])}
                  />
                ),
              ),
            )}
          </svg>
        </div>
      </div>
      <div aria-hidden="true" className="relative ml-13 mt-1.5 h-6 text-xs text-muted sm:ml-16">
        {bars.map((each, at) =>
          dated.has(at) || datedOnAPhone.has(at) ? (
            <span
              key={each.day}
              className={cx(
                "absolute whitespace-nowrap",
                at === last && last > 0 ? "right-0" : "-translate-x-1/2",
                !dated.has(at) && "sm:hidden",
                !datedOnAPhone.has(at) && "max-sm:hidden",
              )}
              style={at === last && last > 0 ? undefined : { left: `${(at + 0.5) * width}%` }}
            >
              {formatDay(each.day, "short")}
            </span>
          ) : null,
        )}
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {series.map((each) => (
          <li key={each.id} className="flex items-center gap-2">
            <span aria-hidden="true" className={cx("size-3 rounded-sm", SWATCHES[each.tone])} />
            {each.label}
          </li>
        ))}
      </ul>
    </>
  );
}
