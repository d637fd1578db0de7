import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useAccount } from "@/lib/account";
import { api, data, newIdempotencyKey } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { TopUp } from "@/lib/api/types";

/**
 * Asks for a checkout and leaves for it. One amount has one idempotency key however often it is tried, so that a lost
 * answer never opens two checkouts.
 */
export function useTopUp(returnPath: string) {
  const [intent, setIntent] = useState<{ amountCents: number; key: string } | null>(null);
  return useMutation({
    mutationFn: async (amountCents: number) => {
      const key = intent?.amountCents === amountCents ? intent.key : newIdempotencyKey();
      setIntent({ amountCents, key });
      return data(
        api.POST("/v1/wallet/top-ups", {
          params: { header: { "Idempotency-Key": key } },
          body: { amount_cents: amountCents, return_path: returnPath },
        }),
      );
    },
    onError: (error) => {
      // Refused: the next attempt is another request. Without an answer, it is the same one.
      if (error instanceof ApiError) setIntent(null);
    },
    onSuccess: (topUp) => {
      setIntent(null);
      if (topUp.checkout_url !== null) window.location.assign(topUp.checkout_url);
    },
  });
}

/** Asked soon at first, then less often, then left to the person: a payment is rarely slow, and never urgent. */
const POLL_AFTER_MS = [1000, 1500, 2500, 4000, 6000, 8000, 10_000, 10_000];

/**
 * What has become of a top-up that the person comes back from; asks until it is decided or asking gets pointless.
 * Who was suspended meanwhile only looks: the payment service's own word brings the money.
 */
export function useTopUpOutcome(topUpId: string | null) {
  const queryClient = useQueryClient();
  const account = useAccount().data;
  return useQuery({
    queryKey: ["top-up", topUpId],
    queryFn: async ({ signal }): Promise<TopUp> => {
      const asked = { params: { path: { top_up_id: topUpId ?? "" } }, signal };
      const topUp = await data(
        account?.suspended ? api.GET("/v1/wallet/top-ups/{top_up_id}", asked) : api.POST("/v1/wallet/top-ups/{top_up_id}/refresh", asked),
      );
      if (topUp.status !== "pending") await queryClient.invalidateQueries({ queryKey: queryKeys.wallet });
      return topUp;
    },
    enabled: topUpId !== null && account !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: (query) => query.state.data?.status === "pending",
    refetchInterval: (query) => {
      if (query.state.data && query.state.data.status !== "pending") return false;
      return POLL_AFTER_MS[query.state.dataUpdateCount + query.state.errorUpdateCount] ?? false;
    },
  });
}
