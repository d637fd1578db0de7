import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/Button";
import { Checkbox, TextField } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { fieldError } from "@/lib/api/errors";
import * as limits from "@/lib/api/limits";
import type { Modality, ReaderProfile, ReaderRate } from "@/lib/api/types";
import { centsToDecimal, formatMoney, parseAmount } from "@/lib/money";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";

import { useSaveRates } from "./useOwnReader";

const LEAST_CENTS = limits.OfferedRate_rate_cents_minimum;
const MOST_CENTS = limits.OfferedRate_rate_cents_maximum;

interface Draft {
  offered: boolean;
  text: string;
}

const draftOf = (reader: ReaderProfile, modality: Modality): Draft => {
  const rate = reader.rates.find((each) => each.modality === modality);
  return rate ? { offered: true, text: centsToDecimal(rate.rate_cents) } : { offered: false, text: "" };
};

/** A price per minute for each way to talk; one that is not ticked is not offered. */
export function RatesForm({ reader }: { reader: ReaderProfile }) {
  const [drafts, setDrafts] = useState(() => ({
    text: draftOf(reader, "text"),
    voice: draftOf(reader, "voice"),
    video: draftOf(reader, "video"),
  }));
  const [checked, setChecked] = useState(false);
  const save = useSaveRates();

  const rates: ReaderRate[] = [];
  const wrong = new Map<Modality, string>();
  for (const modality of MODALITIES) {
    if (!drafts[modality].offered) continue;
    const cents = parseAmount(drafts[modality].text);
    if (cents === null || cents < LEAST_CENTS || cents > MOST_CENTS) {
      wrong.set(modality, `Between ${formatMoney(LEAST_CENTS)} and ${formatMoney(MOST_CENTS)} a minute.`);
    } else {
      const refusal = fieldError(save.error, `rates[${rates.length}].rate_cents`);
      if (refusal) wrong.set(modality, refusal);
      rates.push({ modality, rate_cents: cents });
    }
  }

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (rates.length === MODALITIES.filter((modality) => drafts[modality].offered).length) save.mutate(rates);
  };
  const change = (modality: Modality, draft: Draft) => setDrafts({ ...drafts, [modality]: draft });

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {MODALITIES.map((modality) => (
        <div key={modality} className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_1fr]">
          <Checkbox
            label={MODALITY_WORDS[modality]}
            checked={drafts[modality].offered}
            onChange={(event) => change(modality, { ...drafts[modality], offered: event.target.checked })}
          />
          <TextField
            label={`${MODALITY_WORDS[modality]}: US dollars a minute`}
            labelHidden
            prefix="$"
            inputMode="decimal"
            placeholder={drafts[modality].offered ? "2.50" : "Not offered"}
            disabled={!drafts[modality].offered}
            value={drafts[modality].offered ? drafts[modality].text : ""}
            onChange={(event) => change(modality, { ...drafts[modality], text: event.target.value })}
            error={checked ? wrong.get(modality) : undefined}
          />
        </div>
      ))}
      {wrong.size === 0 ? <FormError error={save.error} /> : null}
      <Button type="submit" busy={save.isPending}>
        Save rates
      </Button>
    </form>
  );
}
