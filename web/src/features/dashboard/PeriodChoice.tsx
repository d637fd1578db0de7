import { Choice } from "@/components/Field";

import { PERIODS, type Period } from "./usePeriod";

export function PeriodChoice({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  return (
    <Choice
      legend="Period"
      legendHidden
      name="period"
      value={String(value)}
      onChange={(next) => onChange(PERIODS.find((each) => String(each.value) === next)?.value ?? value)}
      options={PERIODS.map((each) => ({ value: String(each.value), label: each.label }))}
    />
  );
}
