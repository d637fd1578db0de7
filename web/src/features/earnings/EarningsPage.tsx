import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { Banner } from "@/components/Banner";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { Skeleton } from "@/components/Skeleton";
import { Stat } from "@/components/Stat";
import { EmptyState, ErrorState } from "@/components/States";
import { Statement } from "@/components/Statement";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";

export default function EarningsPage() {
  const entries = useInfiniteQuery({
    queryKey: queryKeys.earningsEntries(null),
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/earnings/entries", { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  return (
    <>
      <PageHeader title="Earnings" lead="You keep 70% of every session. It is booked the moment a session is settled." />
      <Balances />
      <Statement
        entries={entries}
        csvPath="/v1/earnings/statement.csv"
        csvName="soulseer-earnings.csv"
        empty={
          <EmptyState icon="receipt" title="Nothing earned yet">
            Your share of your first session will be the first line here.
          </EmptyState>
        }
      />
    </>
  );
}

function Balances() {
  const earnings = useQuery({
    queryKey: queryKeys.earnings,
    queryFn: ({ signal }) => data(api.GET("/v1/earnings", { signal })),
  });
  if (earnings.isError)
    return (
      <div className="mb-6">
        <ErrorState
          title="The balances did not load"
          error={earnings.error}
          onRetry={() => void earnings.refetch()}
          retrying={earnings.isFetching}
        />
      </div>
    );
  const amount = (cents: number | undefined) =>
    cents === undefined ? <Skeleton className="h-9 w-28" /> : <Money cents={cents} currency={earnings.data?.currency} />;
  return (
    <div className="mb-6">
      {earnings.data?.frozen ? (
        <Banner tone="warning" className="mb-6" title="Payouts are on hold">
          A payment that part of this came from is being looked into.
        </Banner>
      ) : null}
      <dl className="grid gap-4 sm:grid-cols-3">
        <Stat label="Balance" strong>
          {amount(earnings.data?.balance_cents)}
        </Stat>
        <Stat label="Payable" note="Can be paid out">
          {amount(earnings.data?.payable_cents)}
        </Stat>
        <Stat label="Pending" note="Becomes payable by itself">
          {amount(earnings.data?.pending_cents)}
        </Stat>
      </dl>
    </div>
  );
}
