import { Button, IconButton } from "@/components/Button";
import { Select } from "@/components/Field";
import { Icon } from "@/components/icons";
import type { DayHours } from "@/lib/api/types";
import { DAY_MINUTES, formatMinute } from "@/lib/zones";

import { GRID_MINUTES, nextStretch } from "./draft";
import { minutesOf, timeOf } from "./hours";

const STARTS = Array.from({ length: DAY_MINUTES / GRID_MINUTES }, (_, index) => timeOf(index * GRID_MINUTES));
const ENDS = STARTS.map((time) => timeOf(minutesOf(time) + GRID_MINUTES));

interface StretchesEditorProps {
  /** "Monday", or a date: what the hours are of, for those who listen. */
  of: string;
  hours: readonly DayHours[];
  problem?: string;
  onChange: (hours: DayHours[]) => void;
}

/** The hours of one day: any number of stretches, on quarters of an hour. */
export function StretchesEditor({ of, hours, problem, onChange }: StretchesEditorProps) {
  const more = nextStretch(hours);
  const change = (index: number, next: DayHours) => onChange(hours.map((each, other) => (other === index ? next : each)));
  return (
    <div>
      <ul className="space-y-2 empty:hidden">
        {hours.map((each, index) => (
          <li key={index} className="flex items-center gap-1 sm:gap-2.5">
            <TimeSelect
              label={`${of}, stretch ${index + 1}: from`}
              value={each.start}
              times={STARTS}
              onChange={(start) => change(index, { start, end: each.end > start ? each.end : anHourAfter(start) })}
            />
            <span aria-hidden="true" className="text-muted">
              to
            </span>
            <TimeSelect
              label={`${of}, stretch ${index + 1}: to`}
              value={each.end}
              times={ENDS.filter((end) => end > each.start)}
              onChange={(end) => change(index, { ...each, end })}
            />
            <IconButton
              icon="trash"
              className="max-sm:-mr-2"
              label={`Remove ${formatMinute(minutesOf(each.start))} to ${formatMinute(minutesOf(each.end))} on ${of}`}
              onClick={() => onChange(hours.filter((_, other) => other !== index))}
            />
          </li>
        ))}
      </ul>
      {problem ? (
        <p role="alert" className="mt-2 flex items-center gap-1.5 text-sm font-medium text-danger">
          <Icon name="warning" className="size-4 shrink-0" />
          {problem}
        </p>
      ) : null}
      {more ? (
        <Button
          variant="quiet"
          size="small"
          icon="plus"
          className="mt-1 min-h-11"
          aria-label={`Add hours on ${of}`}
          onClick={() => onChange([...hours, more])}
        >
          Add hours
        </Button>
      ) : null}
    </div>
  );
}

function anHourAfter(start: string): string {
  return timeOf(Math.min(minutesOf(start) + 60, DAY_MINUTES));
}

interface TimeSelectProps {
  label: string;
  value: string;
  times: readonly string[];
  onChange: (time: string) => void;
}

function TimeSelect({ label, value, times, onChange }: TimeSelectProps) {
  return (
    <Select
      label={label}
      labelHidden
      compact
      className="tabular w-28 min-w-0 shrink"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {times.map((time) => (
        <option key={time} value={time}>
          {formatMinute(minutesOf(time))}
        </option>
      ))}
    </Select>
  );
}
