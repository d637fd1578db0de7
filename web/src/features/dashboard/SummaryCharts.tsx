import { Card } from "@/components/Card";
import { BarChart, type Series } from "@/components/chart/BarChart";
import { Money } from "@/components/Money";
import { EmptyState } from "@/components/States";
import type { Summary } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { formatDuration } from "@/lib/time";
import { plural } from "@/lib/words";

import { byWeek, centsByKind, formatTickCents, minutesByModality, type Chart } from "./figures";
import { PERIODS, type Period } from "./usePeriod";

interface SummaryChartsProps {
  summary: Summary;
  period: Period;
  /** "Earned", "Spent". */
  verb: string;
  /** "Earnings", "Spending". */
  noun: string;
}

/**
 * A period's money by kind, and its minutes by modality: of today alone the figures without bars, else bars by day, and of
 * ninety days by week.
 */
export function SummaryCharts({ summary, period, verb, noun }: SummaryChartsProps) {
  const words = PERIODS.find(({ value }) => value === period)?.words ?? "";
  const unit = period === 90 ? "week" : "day";
  const inBars = (chart: Chart) => (unit === "week" ? byWeek(chart) : chart);
  const money = inBars(centsByKind(summary.days));
  const minutes = inBars(minutesByModality(summary.days));
  const moneyTitle = `${noun} by ${unit} and kind`;
  const minutesTitle = `Minutes by ${unit}`;
  const totalMinutes = summary.minutes.text + summary.minutes.voice + summary.minutes.video;
  if (summary.amounts.length === 0 && summary.readings === 0)
    return (
      <EmptyState icon="calendar" title={`Nothing ${words}`}>
        {period === 90 ? "The first reading will be the first bar here." : "Choose a longer period to see what was before."}
      </EmptyState>
    );
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card>
        {period === 1 ? (
          <OneDay
            title={moneyTitle}
            series={money.series}
            values={money.bars[0]?.values ?? []}
            render={(cents) => <Money cents={cents} />}
          />
        ) : (
          <BarChart
            title={moneyTitle}
            summary={`${verb} ${words}: ${formatMoney(summary.total_cents, summary.currency)}.`}
            series={money.series}
            bars={money.bars}
            format={(cents) => formatMoney(cents, summary.currency)}
            formatTick={formatTickCents}
          />
        )}
      </Card>
      <Card>
        {period === 1 ? (
          <OneDay title={minutesTitle} series={minutes.series} values={minutes.bars[0]?.values ?? []} render={(count) => `${count} min`} />
        ) : (
          <BarChart
            title={minutesTitle}
            summary={`${plural(totalMinutes, "paid minute")} ${words}.`}
            series={minutes.series}
            bars={minutes.bars}
            format={(count) => `${count} min`}
            formatTick={String}
          />
        )}
      </Card>
    </div>
  );
}

interface OneDayProps {
  title: string;
  series: readonly Series[];
  values: readonly number[];
  render: (value: number) => React.ReactNode;
}

function OneDay({ title, series, values, render }: OneDayProps) {
  return (
    <>
      <h3 className="mb-3 text-xl">{title}</h3>
      <dl className="divide-y divide-line">
        {series.map((each, index) => (
          <div key={each.id} className="flex items-baseline justify-between gap-4 py-2.5">
            <dt className="text-muted">{each.label}</dt>
            <dd className="tabular font-semibold">{render(values[index] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** "12 min 30 s", or a dash where there was no reading. */
export function averageOf(summary: Summary): string {
  return summary.average_seconds === null ? "–" : formatDuration(summary.average_seconds);
}
