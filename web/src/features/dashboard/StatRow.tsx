import { Money } from "@/components/Money";
import { Stat } from "@/components/Stat";
import type { Summary } from "@/lib/api/types";
import { formatCount } from "@/lib/words";

import { averageOf } from "./SummaryCharts";

/** A period's figures in a row. */
export function StatRow({ summary, moneyLabel }: { summary: Summary; moneyLabel: string }) {
  const { text, voice, video } = summary.minutes;
  return (
    <dl className="mb-6 grid gap-3 sm:grid-cols-2 sm:gap-4 lg:grid-cols-4">
      <Stat label={moneyLabel}>
        <Money cents={summary.total_cents} currency={summary.currency} />
      </Stat>
      <Stat label="Readings">{formatCount(summary.readings)}</Stat>
      <Stat label="Paid minutes">{formatCount(text + voice + video)}</Stat>
      <Stat label="Average reading">{averageOf(summary)}</Stat>
    </dl>
  );
}
