import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore, type SyntheticEvent } from "react";

import { Banner } from "@/components/Banner";
import { Button, buttonClass, Spinner } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Choice, TextField } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { newIdempotencyKey } from "@/lib/api/client";
import { fieldError } from "@/lib/api/errors";
import * as limits from "@/lib/api/limits";
import { queryKeys } from "@/lib/api/query";
import type { Session, TopUp } from "@/lib/api/types";
import { browserScheduler } from "@/lib/live/scheduler";
import { formatMoney, parseAmount } from "@/lib/money";
import { notify } from "@/lib/notices";
import { plural } from "@/lib/words";

import { createTopUp, refreshTopUp } from "../requests";
import { TopUpFlow, type CheckoutWindow } from "./top-up-flow";

const AMOUNTS = ["1000", "2500", "5000", "10000"] as const;
const OTHER = "other";
const LEAST_CENTS = limits.StartTopUp_amount_cents_minimum;
const MOST_CENTS = limits.StartTopUp_amount_cents_maximum;

interface TopUpDialogProps {
  session: Session;
  open: boolean;
  onClose: () => void;
  /** The money is there. */
  onPaid: () => void;
}

/** Adds money without leaving the session: the checkout opens in a window of its own. */
export function TopUpDialog({ session, open, onClose, onPaid }: TopUpDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Top up">
      <TopUpForm session={session} onClose={onClose} onPaid={onPaid} />
    </Dialog>
  );
}

function openCheckoutWindow(): CheckoutWindow | null {
  const opened = window.open("about:blank", "_blank");
  if (!opened) return null;
  opened.opener = null; // the checkout has no business with the session's window
  return {
    goTo: (address) => opened.location.replace(address),
    close: () => opened.close(),
  };
}

function TopUpForm({ session, onClose, onPaid }: Omit<TopUpDialogProps, "open">) {
  const queries = useQueryClient();
  const [flow] = useState(() => {
    const returnPath = `/sessions/${session.session_id}/top-up`;
    const paid = (topUp: TopUp) => {
      void queries.invalidateQueries({ queryKey: queryKeys.wallet });
      notify(`${formatMoney(topUp.amount_cents, topUp.currency)} added. Your session goes on.`, "success");
      onPaid();
      onClose();
    };
    return new TopUpFlow(
      { create: (cents, key) => createTopUp(cents, returnPath, key), refresh: refreshTopUp },
      browserScheduler,
      paid,
      newIdempotencyKey,
    );
  });
  const { stage, topUp, error } = useSyncExternalStore(flow.subscribe, flow.snapshot);
  const [choice, setChoice] = useState<string>("2500");
  const [typed, setTyped] = useState("");
  const [typedError, setTypedError] = useState<string>();

  useEffect(() => {
    const back = () => {
      if (document.visibilityState === "visible") void flow.askNow();
    };
    document.addEventListener("visibilitychange", back);
    window.addEventListener("focus", back);
    return () => {
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("focus", back);
      flow.stop();
    };
  }, [flow]);

  const amount = choice === OTHER ? parseAmount(typed) : Number(choice);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (amount === null || amount < LEAST_CENTS || amount > MOST_CENTS) {
      setTypedError(`An amount from ${formatMoney(LEAST_CENTS)} to ${formatMoney(MOST_CENTS)}.`);
      return;
    }
    setTypedError(undefined);
    void flow.start(amount, openCheckoutWindow());
  };

  if ((stage === "paying" || stage === "lapsed") && topUp) {
    return (
      <div className="space-y-4">
        {stage === "lapsed" ? (
          <Banner tone="warning" live title="The checkout has lapsed">
            Nothing was charged. Choose an amount to try again.
          </Banner>
        ) : (
          <p role="status" className="flex items-center gap-3">
            <Spinner />
            Waiting for your payment of {formatMoney(topUp.amount_cents, topUp.currency)}. The session goes on meanwhile.
          </p>
        )}
        {stage === "paying" && topUp.checkout_url ? (
          <p>
            <a href={topUp.checkout_url} target="_blank" rel="noreferrer" className={buttonClass("secondary")}>
              Open the checkout
            </a>
          </p>
        ) : null}
        {stage === "lapsed" ? <Button onClick={() => void flow.start(topUp.amount_cents, openCheckoutWindow())}>Try again</Button> : null}
      </div>
    );
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      <p className="text-muted">
        Your balance is {formatMoney(session.balance_cents ?? 0, session.currency)}. The payment opens in a new tab; stay here, the session
        goes on.
      </p>
      <Choice
        legend="Amount"
        name="top-up-amount"
        value={choice}
        onChange={setChoice}
        options={[
          ...AMOUNTS.map((cents) => ({ value: cents, label: formatMoney(Number(cents)).replace(".00", "") })),
          { value: OTHER, label: "Another amount" },
        ]}
      />
      {choice === OTHER ? (
        <TextField
          label="How much?"
          prefix="$"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          error={typedError ?? fieldError(error, "amount_cents")}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      {amount !== null && amount >= LEAST_CENTS ? (
        <p className="text-sm text-muted">
          About {plural(Math.floor(amount / session.rate_cents), "minute")} more at {formatMoney(session.rate_cents, session.currency)} a
          minute.
        </p>
      ) : null}
      <FormError error={error} />
      <Button type="submit" className="w-full" icon="external" busy={stage === "starting"}>
        {amount === null ? "Go to the checkout" : `Pay ${formatMoney(amount)}`}
      </Button>
    </form>
  );
}
