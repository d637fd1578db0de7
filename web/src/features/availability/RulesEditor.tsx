import { Select } from "@/components/Field";
import { plural } from "@/lib/words";

import { BUFFERS, type Buffer, type Draft } from "./draft";

type Rules = Pick<Draft, "buffer_before_minutes" | "buffer_after_minutes" | "minimum_notice_minutes" | "horizon_days">;

const NOTICES = [30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 10_080, 20_160];
const HORIZONS = [7, 14, 30, 60, 90, 120, 180];

export function lengthWords(minutes: number): string {
  if (minutes % 1440 === 0 && minutes > 0) return plural(minutes / 1440, "day");
  return minutes % 60 === 0 && minutes > 0 ? plural(minutes / 60, "hour") : plural(minutes, "minute");
}

/** The usual values, and the one that is set. */
function among(usual: readonly number[], value: number): number[] {
  return [...new Set([...usual, value])].sort((a, b) => a - b);
}

/** How soon, how far ahead, and with how much room in between readings can be booked. */
export function RulesEditor({ rules, onChange }: { rules: Rules; onChange: (rules: Rules) => void }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label="At least this long before"
        hint="Nobody can book at shorter notice."
        value={rules.minimum_notice_minutes}
        onChange={(event) => onChange({ ...rules, minimum_notice_minutes: Number(event.target.value) })}
      >
        {among(NOTICES, rules.minimum_notice_minutes).map((minutes) => (
          <option key={minutes} value={minutes}>
            {lengthWords(minutes)}
          </option>
        ))}
      </Select>
      <Select
        label="At most this far ahead"
        value={rules.horizon_days}
        onChange={(event) => onChange({ ...rules, horizon_days: Number(event.target.value) })}
      >
        {among(HORIZONS, rules.horizon_days).map((days) => (
          <option key={days} value={days}>
            {plural(days, "day")}
          </option>
        ))}
      </Select>
      <BufferSelect
        label="Free time before a reading"
        value={rules.buffer_before_minutes}
        onChange={(buffer_before_minutes) => onChange({ ...rules, buffer_before_minutes })}
      />
      <BufferSelect
        label="Free time after a reading"
        value={rules.buffer_after_minutes}
        onChange={(buffer_after_minutes) => onChange({ ...rules, buffer_after_minutes })}
      />
    </div>
  );
}

function BufferSelect({ label, value, onChange }: { label: string; value: Buffer; onChange: (buffer: Buffer) => void }) {
  return (
    <Select label={label} value={value} onChange={(event) => onChange(BUFFERS.find((each) => each === Number(event.target.value)) ?? 0)}>
      {BUFFERS.map((minutes) => (
        <option key={minutes} value={minutes}>
          {minutes === 0 ? "None" : lengthWords(minutes)}
        </option>
      ))}
    </Select>
  );
}
