import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/Button";
import { Choice, TextField } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { fieldError } from "@/lib/api/errors";
import * as limits from "@/lib/api/limits";
import { centsToDecimal, formatMoney, parseAmount } from "@/lib/money";

import { useTopUp } from "./useTopUp";

const PRESETS_CENTS = [1000, 2500, 5000, 10_000] as const;
const LEAST_CENTS = limits.StartTopUp_amount_cents_minimum;
const MOST_CENTS = limits.StartTopUp_amount_cents_maximum;

interface TopUpFormProps {
  /** The path of the page that the checkout comes back to, with ?top_up=…&paid=… behind it: see TopUpOutcome. */
  returnPath: string;
  /** Chosen at first; one of the presets or any other amount. */
  initialCents?: number;
}

/** Chooses an amount and goes to the checkout. The same form on the wallet's page, before a session and inside one. */
export function TopUpForm({ returnPath, initialCents = 2500 }: TopUpFormProps) {
  const isPreset = (PRESETS_CENTS as readonly number[]).includes(initialCents);
  const [choice, setChoice] = useState(isPreset ? String(initialCents) : "custom");
  const [custom, setCustom] = useState(isPreset ? "" : centsToDecimal(initialCents));
  const [touched, setTouched] = useState(false);
  const topUp = useTopUp(returnPath);

  const cents = choice === "custom" ? parseAmount(custom) : Number(choice);
  const acceptable = cents !== null && cents >= LEAST_CENTS && cents <= MOST_CENTS;
  const refusal = fieldError(topUp.error, "amount_cents");

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTouched(true);
    if (acceptable && !topUp.isPending && !topUp.isSuccess) topUp.mutate(cents);
  };

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Choice
        legend="Amount"
        name="amount"
        value={choice}
        onChange={setChoice}
        options={[
          ...PRESETS_CENTS.map((preset) => ({
            value: String(preset),
            label: <span className="tabular">{formatMoney(preset).replace(".00", "")}</span>,
          })),
          { value: "custom", label: "Other" },
        ]}
      />
      {choice === "custom" ? (
        <TextField
          label="Your amount in US dollars"
          hint={`Between ${formatMoney(LEAST_CENTS)} and ${formatMoney(MOST_CENTS)}.`}
          prefix="$"
          inputMode="decimal"
          autoComplete="off"
          value={custom}
          onChange={(event) => setCustom(event.target.value)}
          error={
            refusal ??
            (touched && !acceptable
              ? `Enter an amount between ${formatMoney(LEAST_CENTS)} and ${formatMoney(MOST_CENTS)}, such as 40.`
              : undefined)
          }
        />
      ) : null}
      {refusal ? null : <FormError error={topUp.error} />}
      <Button type="submit" size="large" className="w-full" busy={topUp.isPending || topUp.isSuccess}>
        {topUp.isPending || topUp.isSuccess
          ? "Opening the checkout"
          : acceptable
            ? `Pay ${formatMoney(cents)} by card`
            : "Continue to payment"}
      </Button>
      <p className="text-sm text-muted">You pay on our payment partner’s page and come straight back. We never see your card.</p>
    </form>
  );
}
