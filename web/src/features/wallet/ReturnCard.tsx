import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { SkeletonRows } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { useIsSuspended, useWallet } from "@/lib/account";
import { api, data, newIdempotencyKey } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { UnspentTopUp } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { notify } from "@/lib/notices";

/** For a reader or admin who was a client before: what is left of each top-up, and the way back to the card that it came from. */
export function ReturnCard() {
  const balance = useWallet().data?.balance_cents;
  const suspended = useIsSuspended();
  const [asked, setAsked] = useState<UnspentTopUp | null>(null);
  const unspent = useQuery({
    queryKey: queryKeys.unspent,
    queryFn: ({ signal }) => data(api.GET("/v1/wallet/unspent", { signal })),
  });
  const left = unspent.data?.items ?? [];
  const returnable = left.reduce((sum, topUp) => sum + topUp.unspent_cents, 0);
  const rest = (balance ?? 0) - returnable;
  return (
    <Card as="section" aria-labelledby="return">
      <h2 id="return" className="mb-2 text-2xl">
        Back to your card
      </h2>
      <p className="text-muted">Only clients spend from a wallet. What is left of a top-up goes back to the card that it came from.</p>
      {suspended ? <p className="mt-2 text-muted">That has to wait while your account is suspended; the money stays yours.</p> : null}
      {unspent.isPending ? (
        <SkeletonRows rows={1} label="Loading what is left" />
      ) : unspent.isError ? (
        <ErrorState
          title="What is left did not load"
          error={unspent.error}
          onRetry={() => void unspent.refetch()}
          retrying={unspent.isFetching}
        />
      ) : (
        <>
          <ul className="mt-4 space-y-4">
            {left.map((topUp) => (
              <li key={topUp.top_up_id}>
                <p className="mb-1.5 text-sm text-muted">
                  Top-up of {formatMoney(topUp.amount_cents, topUp.currency)}, <DateTime at={topUp.created_at} />
                </p>
                <Button variant="secondary" className="w-full" disabled={suspended} onClick={() => setAsked(topUp)}>
                  Return {formatMoney(topUp.unspent_cents, topUp.currency)}
                </Button>
              </li>
            ))}
          </ul>
          {left.length === 0 ? <p className="mt-4 font-medium">Nothing can be returned.</p> : null}
          {rest > 0 ? (
            <p className="mt-4 text-sm text-muted">{formatMoney(rest)} came from no top-up that is still there. Write to us about it.</p>
          ) : null}
        </>
      )}
      {asked ? <ReturnDialog topUp={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function ReturnDialog({ topUp, onClose }: { topUp: UnspentTopUp; onClose: () => void }) {
  const queries = useQueryClient();
  // One click has one key: what got no answer is sent again as the same request, a refusal ends it.
  const key = useRef<string | null>(null);
  const amount = formatMoney(topUp.unspent_cents, topUp.currency);
  const giveBack = useMutation({
    mutationFn: () => {
      key.current ??= newIdempotencyKey();
      return data(
        api.POST("/v1/wallet/top-ups/{top_up_id}/return", {
          params: { path: { top_up_id: topUp.top_up_id }, header: { "Idempotency-Key": key.current } },
          body: { amount_cents: topUp.unspent_cents },
        }),
      );
    },
    onError: (error) => {
      if (error instanceof ApiError && error.problem.status < 500) key.current = null;
    },
    onSuccess: () => {
      notify(`${amount} are on the way to your card.`, "success");
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.wallet }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Return ${amount}?`}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Keep it here
          </Button>
          <Button busy={giveBack.isPending} onClick={() => giveBack.mutate()}>
            Return {amount}
          </Button>
        </>
      }
    >
      <p>It leaves your wallet at once and reaches the card in five to ten days, as your bank has it.</p>
      <FormError error={giveBack.error} />
    </Dialog>
  );
}
