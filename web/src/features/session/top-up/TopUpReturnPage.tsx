import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { formatMoney } from "@/lib/money";
import { usePageTitle } from "@/lib/usePageTitle";

import { refreshTopUp } from "../requests";

const POLL_MS = 2_000;

/**
 * Where the checkout of a top-up made during a session comes back to, in the checkout's own window. It must not open
 * the session a second time, so it only says how the payment went and offers to close itself.
 */
export default function TopUpReturnPage() {
  const { sessionId = "" } = useParams();
  const [search] = useSearchParams();
  const topUpId = search.get("top_up") ?? "";
  const cancelled = search.get("paid") !== "1";
  usePageTitle("Top-up");
  const query = useQuery({
    queryKey: ["top-up", topUpId],
    queryFn: () => refreshTopUp(topUpId),
    enabled: topUpId !== "" && !cancelled,
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? POLL_MS : false),
  });

  if (!cancelled && query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!cancelled && query.isPending) return <PageSkeleton />;
  const paid = !cancelled && query.data?.status === "paid" ? query.data : null;

  return (
    <div className="mx-auto max-w-md py-12 text-center" role="status">
      <PageHeader
        title={paid ? "Thank you" : cancelled ? "Nothing was charged" : "Your payment is on its way"}
        lead={
          paid
            ? `${formatMoney(paid.amount_cents, paid.currency)} is in your wallet. Your session is in the other window.`
            : cancelled
              ? "You left the checkout. Your session is in the other window."
              : "It appears in your wallet as soon as it is confirmed."
        }
      />
      <div className="flex flex-wrap justify-center gap-3">
        <Button onClick={() => window.close()}>Close this window</Button>
        <LinkButton variant="secondary" to={`/sessions/${sessionId}`}>
          Go to the session here
        </LinkButton>
      </div>
    </div>
  );
}
