import { useState, type SubmitEvent } from "react";

import { Badge } from "@/components/Badge";
import { Button, IconButton } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Choice, TextField } from "@/components/Field";
import type { DayHours } from "@/lib/api/types";
import { plural } from "@/lib/words";
import { daysBetween, formatDay, formatMinute, type Day } from "@/lib/zones";

import type { Draft } from "./draft";
import { hoursProblem, minutesOf } from "./hours";
import { StretchesEditor } from "./StretchesEditor";

type Exceptions = Pick<Draft, "overrides" | "time_off">;
type Override = Draft["overrides"][number];
type TimeOff = Draft["time_off"][number];

interface ExceptionsEditorProps {
  exceptions: Exceptions;
  today: Day;
  onChange: (exceptions: Exceptions) => void;
}

const MOST_DAYS_OFF = 366;

/** Dates on which the usual week does not hold: time off, and other hours on one day. */
export function ExceptionsEditor({ exceptions, today, onChange }: ExceptionsEditorProps) {
  const { overrides, time_off } = exceptions;
  const [editing, setEditing] = useState<{ override?: Override; timeOff?: TimeOff } | null>(null);

  const rows = [
    ...time_off.map((off) => ({ from: off.first_day, off, override: undefined })),
    ...overrides.map((override) => ({ from: override.date, off: undefined, override })),
  ].sort((a, b) => a.from.localeCompare(b.from));

  const without = (override: Override | undefined, off: TimeOff | undefined): Exceptions => ({
    overrides: overrides.filter((each) => each !== override),
    time_off: time_off.filter((each) => each !== off),
  });

  return (
    <>
      {rows.length === 0 ? (
        <p className="text-muted">Nothing yet. Add holidays, a day off, or a day with other hours than usual.</p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map(({ off, override }) => {
            const words = off ? daysOffWords(off) : formatDay(override.date, "full");
            return (
              <li
                key={off ? `off ${off.first_day} ${off.last_day}` : override.date}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5"
              >
                <div className="min-w-0 grow basis-48">
                  <p className="font-semibold">{words}</p>
                  <p className="text-sm text-muted">
                    {off ? plural(daysBetween(off.first_day, off.last_day) + 1, "day") : hoursWords(override.hours)}
                  </p>
                </div>
                <Badge tone={off || override.hours.length === 0 ? "warning" : "gold"}>
                  {off ? "Time off" : override.hours.length === 0 ? "Closed" : "Other hours"}
                </Badge>
                <span className="flex">
                  <Button
                    variant="quiet"
                    size="small"
                    className="min-h-11"
                    aria-label={`Change ${words}`}
                    onClick={() => setEditing({ override, timeOff: off })}
                  >
                    Change
                  </Button>
                  <IconButton icon="trash" label={`Remove ${words}`} onClick={() => onChange(without(override, off))} />
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <Button variant="secondary" icon="plus" className="mt-4" onClick={() => setEditing({})}>
        Add a date or time off
      </Button>
      {editing ? (
        <ExceptionDialog
          override={editing.override}
          timeOff={editing.timeOff}
          taken={overrides.filter((each) => each !== editing.override).map(({ date }) => date)}
          today={today}
          onClose={() => setEditing(null)}
          onSave={(added) => {
            const rest = without(editing.override, editing.timeOff);
            onChange({ overrides: [...rest.overrides, ...added.overrides], time_off: [...rest.time_off, ...added.time_off] });
            setEditing(null);
          }}
        />
      ) : null}
    </>
  );
}

function daysOffWords({ first_day, last_day }: TimeOff): string {
  return first_day === last_day ? formatDay(first_day, "full") : `${formatDay(first_day, "full")} to ${formatDay(last_day, "full")}`;
}

export function hoursWords(hours: readonly DayHours[]): string {
  if (hours.length === 0) return "Not available all day";
  return hours.map(({ start, end }) => `${formatMinute(minutesOf(start))} to ${formatMinute(minutesOf(end))}`).join(", ");
}

interface ExceptionDialogProps {
  override?: Override;
  timeOff?: TimeOff;
  /** Dates that have other hours already. */
  taken: readonly Day[];
  today: Day;
  onClose: () => void;
  onSave: (added: Exceptions) => void;
}

function ExceptionDialog({ override, timeOff, taken, today, onClose, onSave }: ExceptionDialogProps) {
  const [kind, setKind] = useState<"off" | "hours">(override ? "hours" : "off");
  const [first, setFirst] = useState(override?.date ?? timeOff?.first_day ?? "");
  const [last, setLast] = useState(timeOff?.last_day ?? "");
  const [hours, setHours] = useState<readonly DayHours[]>(override?.hours ?? [{ start: "09:00", end: "17:00" }]);
  const [checked, setChecked] = useState(false);

  const until = last === "" ? first : last;
  const firstError =
    first === "" ? "Choose a date." : kind === "hours" && taken.includes(first) ? "This date has other hours already." : undefined;
  const lastError =
    kind === "off" && first !== "" && until < first
      ? "The last day comes before the first."
      : kind === "off" && first !== "" && daysBetween(first, until) >= MOST_DAYS_OFF
        ? "Time off lasts a year at most."
        : undefined;
  const problem = kind === "hours" ? hoursProblem(hours) : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (firstError !== undefined || lastError !== undefined || problem !== undefined) return;
    onSave(
      kind === "off"
        ? { overrides: [], time_off: [{ first_day: first, last_day: until }] }
        : { overrides: [{ date: first, hours: [...hours] }], time_off: [] },
    );
  };

  return (
    <Dialog open onClose={onClose} title={override || timeOff ? "Change dates" : "Add dates"} width="wide">
      <form onSubmit={submit} noValidate className="space-y-5">
        <Choice
          legend="What is different?"
          name="exception"
          value={kind}
          onChange={setKind}
          options={[
            { value: "off", label: "Time off" },
            { value: "hours", label: "Other hours on one date" },
          ]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={kind === "off" ? "First day" : "Date"}
            type="date"
            min={today}
            value={first}
            error={checked ? firstError : undefined}
            onChange={(event) => setFirst(event.target.value)}
          />
          {kind === "off" ? (
            <TextField
              label="Last day"
              hint="Leave empty for a single day."
              type="date"
              min={first === "" ? today : first}
              value={last}
              error={checked ? lastError : undefined}
              onChange={(event) => setLast(event.target.value)}
            />
          ) : null}
        </div>
        {kind === "hours" ? (
          <div>
            <p className="text-sm font-semibold">Hours on that date</p>
            {hours.length === 0 ? <p className="mt-1 text-muted">Not available all day.</p> : null}
            <div className="mt-1.5">
              <StretchesEditor of="that date" hours={hours} problem={problem} onChange={setHours} />
            </div>
          </div>
        ) : null}
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">{override || timeOff ? "Change" : "Add"}</Button>
        </div>
      </form>
    </Dialog>
  );
}
