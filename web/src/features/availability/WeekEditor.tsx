import { useState } from "react";

import { Button, IconButton } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Checkbox } from "@/components/Field";
import type { WeeklyHours } from "@/lib/api/types";
import { announce } from "@/lib/announce";

import { CLEAR_WEEK, PRESETS, withDayCopied, withPreset, type Problems } from "./draft";
import { WEEKDAY_WORDS, WEEKDAYS, type Weekday } from "./hours";
import { StretchesEditor } from "./StretchesEditor";

interface WeekEditorProps {
  weekly: WeeklyHours;
  problems: Problems["weekly"];
  onChange: (weekly: WeeklyHours) => void;
}

/** The hours of a usual week, day by day, with weeks to start from. */
export function WeekEditor({ weekly, problems, onChange }: WeekEditorProps) {
  const [copying, setCopying] = useState<Weekday | null>(null);
  const isEmpty = WEEKDAYS.every((day) => weekly[day].length === 0);
  return (
    <>
      <div role="group" aria-label="Add usual hours" className="mb-4 flex flex-wrap gap-2">
        {PRESETS.map((preset) => (
          <Button
            key={preset.name}
            variant="secondary"
            size="small"
            icon="plus"
            className="min-h-11"
            onClick={() => {
              onChange(withPreset(weekly, preset));
              announce(`${preset.name} added.`);
            }}
          >
            {preset.name}
          </Button>
        ))}
        <Button variant="quiet" size="small" className="min-h-11" disabled={isEmpty} onClick={() => onChange(CLEAR_WEEK)}>
          Clear the week
        </Button>
      </div>
      <ul className="divide-y divide-line">
        {WEEKDAYS.map((day) => (
          <li key={day} className="grid grid-cols-[1fr_auto] items-start gap-x-3 py-3 sm:grid-cols-[7rem_1fr_auto]">
            <h3 className="flex min-h-11 items-center font-sans text-base font-semibold">{WEEKDAY_WORDS[day]}</h3>
            <div className="max-sm:order-last max-sm:col-span-2">
              {weekly[day].length === 0 ? <p className="flex min-h-11 items-center text-muted max-sm:hidden">Not available</p> : null}
              <StretchesEditor
                of={WEEKDAY_WORDS[day]}
                hours={weekly[day]}
                problem={problems[day]}
                onChange={(hours) => onChange({ ...weekly, [day]: hours })}
              />
            </div>
            <IconButton icon="copy" label={`Copy ${WEEKDAY_WORDS[day]} to other days`} onClick={() => setCopying(day)} />
          </li>
        ))}
      </ul>
      {copying ? (
        <CopyDialog
          from={copying}
          onClose={() => setCopying(null)}
          onCopy={(to) => {
            onChange(withDayCopied(weekly, copying, to));
            setCopying(null);
          }}
        />
      ) : null}
    </>
  );
}

function CopyDialog({ from, onClose, onCopy }: { from: Weekday; onClose: () => void; onCopy: (to: Weekday[]) => void }) {
  const others = WEEKDAYS.filter((day) => day !== from);
  const [chosen, setChosen] = useState<readonly Weekday[]>([]);
  const pick = (days: readonly Weekday[]) => setChosen(days.filter((day) => day !== from));
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Copy ${WEEKDAY_WORDS[from]}`}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => onCopy([...chosen])}>
            Copy
          </Button>
        </>
      }
    >
      <p className="mb-3 text-muted">The hours of these days are replaced.</p>
      <div className="mb-2 flex flex-wrap gap-2">
        <Button variant="secondary" size="small" onClick={() => pick(WEEKDAYS.slice(0, 5))}>
          Weekdays
        </Button>
        <Button variant="secondary" size="small" onClick={() => pick(WEEKDAYS)}>
          All days
        </Button>
      </div>
      <div className="grid grid-cols-2">
        {others.map((day) => (
          <Checkbox
            key={day}
            label={WEEKDAY_WORDS[day]}
            checked={chosen.includes(day)}
            onChange={(event) => setChosen(event.target.checked ? [...chosen, day] : chosen.filter((each) => each !== day))}
          />
        ))}
      </div>
    </Dialog>
  );
}
