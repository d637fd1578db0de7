import { Checkbox, TextField } from "@/components/Field";
import { Icon } from "@/components/icons";
import { TextLink } from "@/components/Button";
import type { Duration, ReaderRate } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";

import { DURATIONS, type Draft, type Problems } from "./draft";

type Offer = Pick<Draft, "durations_minutes" | "modalities" | "prices">;

interface OfferEditorProps {
  offer: Offer;
  rates: readonly ReaderRate[];
  problems: Problems;
  onChange: (offer: Offer) => void;
}

/** What can be booked: how long, in which ways, and for how much. */
export function OfferEditor({ offer, rates, problems, onChange }: OfferEditorProps) {
  const { durations_minutes, modalities, prices } = offer;
  const toggle = <Value,>(values: Value[], value: Value, on: boolean) =>
    on ? [...values, value] : values.filter((each) => each !== value);
  return (
    <div className="space-y-6">
      <fieldset>
        <legend className="mb-1 text-sm font-semibold">Ways to talk</legend>
        <div className="flex flex-wrap gap-x-6">
          {MODALITIES.map((modality) => (
            <Checkbox
              key={modality}
              label={
                <>
                  {MODALITY_WORDS[modality]}
                  {rates.some((rate) => rate.modality === modality) ? null : <span className="text-sm text-muted"> (no rate set)</span>}
                </>
              }
              checked={modalities.includes(modality)}
              onChange={(event) => onChange({ ...offer, modalities: toggle(modalities, modality, event.target.checked) })}
            />
          ))}
        </div>
        <Problem text={problems.modalities} />
        {modalities.some((modality) => !rates.some((rate) => rate.modality === modality)) ? (
          <p className="text-sm text-muted">
            A way to talk without a rate cannot be booked. <TextLink to="/reader">Set your rates</TextLink>
          </p>
        ) : null}
      </fieldset>
      <fieldset>
        <legend className="mb-1 text-sm font-semibold">Lengths and prices</legend>
        <p className="mb-2 text-sm text-muted">Without a flat price, a reading costs your rate for each of its minutes. You receive 70%.</p>
        <ul className="space-y-2">
          {DURATIONS.map((duration) => {
            const on = durations_minutes.includes(duration);
            return (
              <li key={duration} className="grid grid-cols-[7.5rem_1fr] items-start gap-x-3 sm:grid-cols-[8rem_12rem_1fr]">
                <Checkbox
                  label={`${duration} minutes`}
                  checked={on}
                  onChange={(event) => onChange({ ...offer, durations_minutes: toggle(durations_minutes, duration, event.target.checked) })}
                />
                {on ? (
                  <>
                    <TextField
                      label={`Flat price of ${duration} minutes, in US dollars`}
                      labelHidden
                      prefix="$"
                      inputMode="decimal"
                      autoComplete="off"
                      placeholder="By your rate"
                      value={prices[duration]}
                      error={problems.prices[duration]}
                      onChange={(event) => onChange({ ...offer, prices: { ...prices, [duration]: event.target.value } })}
                    />
                    <p className="min-h-6 text-sm text-muted max-sm:col-start-2 max-sm:mt-1 sm:mt-2.5">
                      {prices[duration].trim() === "" ? byRate(duration, rates, offer) : "In every way to talk"}
                    </p>
                  </>
                ) : null}
              </li>
            );
          })}
        </ul>
        <Problem text={problems.durations} />
      </fieldset>
    </div>
  );
}

function byRate(duration: Duration, rates: readonly ReaderRate[], { modalities }: Offer): string {
  const offered = MODALITIES.flatMap((modality) => {
    const rate = modalities.includes(modality) ? rates.find((each) => each.modality === modality) : undefined;
    return rate ? [`${MODALITY_WORDS[modality].toLowerCase()} ${formatMoney(rate.rate_cents * duration)}`] : [];
  });
  return offered.join(", ");
}

function Problem({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p role="alert" className="mt-1 flex items-center gap-1.5 text-sm font-medium text-danger">
      <Icon name="warning" className="size-4 shrink-0" />
      {text}
    </p>
  );
}
