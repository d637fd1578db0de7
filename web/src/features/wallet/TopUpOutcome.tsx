import { useSearchParams } from "react-router";

import { Banner } from "@/components/Banner";
import { Button, Spinner } from "@/components/Button";
import { FormError } from "@/components/FormError";
import { Money } from "@/components/Money";

import { useTopUpOutcome } from "./useTopUp";

/**
 * Stands on every page that a checkout may come back to (?top_up=…&paid=…): asks what became of the payment and says so.
 * Shows nothing on any other visit.
 */
export default function TopUpOutcome({ className }: { className?: string }) {
  const [query, setQuery] = useSearchParams();
  const topUpId = query.get("top_up");
  const outcome = useTopUpOutcome(topUpId);

  if (topUpId === null) return null;

  const dismiss = () => {
    const next = new URLSearchParams(query);
    next.delete("top_up");
    next.delete("paid");
    setQuery(next, { replace: true });
  };
  const close = (
    <Button variant="quiet" size="small" onClick={dismiss}>
      Close
    </Button>
  );
  const askAgain = (
    <Button variant="secondary" size="small" busy={outcome.isFetching} onClick={() => void outcome.refetch()}>
      Check again
    </Button>
  );
  const topUp = outcome.data;

  if (topUp?.status === "paid") {
    return (
      <Banner tone="success" live className={className} action={close} title="Payment received">
        <Money cents={topUp.amount_cents} currency={topUp.currency} /> is in your wallet. Your balance is{" "}
        <Money cents={topUp.balance_cents} currency={topUp.currency} className="font-semibold" />.
      </Banner>
    );
  }
  if (topUp?.status === "expired") {
    return (
      <Banner tone="warning" live className={className} action={close} title="This checkout has lapsed">
        Nothing was charged. Start a new top-up whenever you like.
      </Banner>
    );
  }
  if (topUp?.status === "refunded") {
    return (
      <Banner tone="info" live className={className} action={close} title="This payment was refunded">
        <Money cents={topUp.amount_cents} currency={topUp.currency} /> went back to your card.
      </Banner>
    );
  }
  if (topUp && query.get("paid") === "0") {
    return (
      <Banner tone="info" live className={className} action={close} title="You left the checkout">
        Nothing was charged, and your wallet is as it was.
      </Banner>
    );
  }
  if (outcome.isError) {
    return (
      <div className={className}>
        <FormError error={outcome.error} />
        <div className="mt-3 flex gap-2">
          {askAgain}
          {close}
        </div>
      </div>
    );
  }
  return (
    <Banner tone="info" live className={className} title="Waiting for your payment to be confirmed" action={askAgain}>
      <span className="inline-flex items-center gap-2">
        <Spinner />
        This takes a few seconds as a rule. You may leave this page: the money arrives all the same.
      </span>
    </Banner>
  );
}
