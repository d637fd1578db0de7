import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import type { RefundStep } from "@/lib/api/types";

interface RefundRulesProps {
  steps: readonly RefundStep[];
  priceCents: number;
  currency: string;
  zone: string;
  readerName: string;
}

/** What cancelling gives back, until exactly when. */
export function RefundRules({ steps, priceCents, currency, zone, readerName }: RefundRulesProps) {
  return (
    <ul className="space-y-1.5">
      {steps.map((step, index) => (
        <li key={step.until ?? "later"} className="flex items-baseline justify-between gap-4">
          <span>
            {step.until !== null ? (
              <>
                Cancel until <Moment atMs={Date.parse(step.until)} zone={zone} />
              </>
            ) : index === 0 ? (
              "If you cancel now, or do not come"
            ) : (
              "Later, or if you do not come"
            )}
          </span>
          <span className="shrink-0 whitespace-nowrap font-semibold">
            {step.refund_cents === 0 ? (
              "nothing back"
            ) : (
              <>
                <Money cents={step.refund_cents} currency={currency} /> back
              </>
            )}
          </span>
        </li>
      ))}
      <li className="flex items-baseline justify-between gap-4">
        <span>If {readerName} cancels or does not come</span>
        <span className="shrink-0 whitespace-nowrap font-semibold">
          <Money cents={priceCents} currency={currency} /> back
        </span>
      </li>
    </ul>
  );
}
