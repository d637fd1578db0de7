import { useState } from "react";

import { Button } from "@/components/Button";
import { Select, TextField } from "@/components/Field";
import type { SessionSummary } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";
import type { Day } from "@/lib/zones";

import { countOf, isBackwards, OUTCOMES, PERIODS, PARTIES, type Change, type Choice, type Period } from "./choice";
import { OUTCOME_WORDS } from "./words";

const PERIOD_WORDS: Record<Period, string> = {
  "7": "Last 7 days",
  "30": "Last 30 days",
  "90": "Last 90 days",
  "365": "Last 365 days",
  dates: "From day to day",
};

interface ChoicePanelProps {
  choice: Choice;
  people: SessionSummary["counterpart"][];
  isReader: boolean;
  onChange: (change: Change) => void;
  onClear: () => void;
}

/** Which sessions to show. On a phone it opens when it is asked for. */
export function ChoicePanel({ choice, people, isReader, onChange, onClear }: ChoicePanelProps) {
  const [open, setOpen] = useState(false);
  const count = countOf(choice);
  return (
    <search aria-label="Filters" className="mb-6 block">
      <div className="flex flex-wrap items-center gap-3 sm:hidden">
        <Button variant="secondary" aria-expanded={open} aria-controls="session-filters" onClick={() => setOpen(!open)}>
          Filters{count > 0 ? ` (${count})` : ""}
        </Button>
      </div>
      <div
        id="session-filters"
        className={cx(
          "grid grid-cols-2 gap-3 max-sm:mt-4 sm:grid-cols-3",
          isReader ? "lg:grid-cols-6" : "lg:grid-cols-5",
          !open && "max-sm:hidden",
        )}
      >
        {isReader ? (
          <Select
            label="Your side"
            value={choice.party ?? ""}
            onChange={(event) => onChange({ party: PARTIES.find((each) => each === event.target.value) })}
          >
            <option value="">Either side</option>
            <option value="reader">As reader</option>
            <option value="client">As client</option>
          </Select>
        ) : null}
        <Select
          label={isReader ? "With" : "Reader"}
          className="max-sm:col-span-2"
          value={choice.with ?? ""}
          onChange={(event) => onChange({ with: event.target.value || undefined })}
        >
          <option value="">Everybody</option>
          {choice.with !== undefined && !people.some((person) => person.user_id === choice.with) ? (
            <option value={choice.with}>Somebody in particular</option>
          ) : null}
          {people.map((person) => (
            <option key={person.user_id} value={person.user_id}>
              {person.display_name}
            </option>
          ))}
        </Select>
        <Select
          label="How"
          value={choice.modality ?? ""}
          onChange={(event) => onChange({ modality: MODALITIES.find((each) => each === event.target.value) })}
        >
          <option value="">Any way</option>
          {MODALITIES.map((modality) => (
            <option key={modality} value={modality}>
              {MODALITY_WORDS[modality]}
            </option>
          ))}
        </Select>
        <Select
          label="Kind"
          value={choice.booked === undefined ? "" : String(choice.booked)}
          onChange={(event) => onChange({ booked: event.target.value === "" ? undefined : event.target.value === "true" })}
        >
          <option value="">Any kind</option>
          <option value="false">On demand</option>
          <option value="true">Booked</option>
        </Select>
        <Select
          label="Outcome"
          value={choice.outcome ?? ""}
          onChange={(event) => onChange({ outcome: OUTCOMES.find((each) => each === event.target.value) })}
        >
          <option value="">Any outcome</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {OUTCOME_WORDS[outcome]}
            </option>
          ))}
        </Select>
        <Select
          label="Period"
          value={choice.period ?? ""}
          onChange={(event) => onChange({ period: PERIODS.find((each) => each === event.target.value) })}
        >
          <option value="">Any time</option>
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {PERIOD_WORDS[period]}
            </option>
          ))}
        </Select>
        {choice.period === "dates" ? (
          <>
            <DayField label="From" day={choice.from} onChange={(from) => onChange({ from })} />
            <DayField
              label="To"
              day={choice.to}
              error={isBackwards(choice) ? "This is before the first day." : undefined}
              onChange={(to) => onChange({ to })}
            />
          </>
        ) : null}
        {count > 0 ? (
          <Button variant="quiet" className="self-end" onClick={onClear}>
            Clear filters
          </Button>
        ) : null}
      </div>
    </search>
  );
}

interface DayFieldProps {
  label: string;
  day: Day | undefined;
  error?: string | undefined;
  onChange: (day: Day | undefined) => void;
}

/** A day that is typed part by part: the field keeps what is in it, and takes over what the address says from elsewhere. */
function DayField({ label, day = "", error, onChange }: DayFieldProps) {
  const [text, setText] = useState(day);
  const [known, setKnown] = useState(day);
  if (day !== known) {
    setKnown(day);
    setText(day);
  }
  return (
    <TextField
      label={label}
      type="date"
      value={text}
      error={error}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value || undefined);
      }}
    />
  );
}
