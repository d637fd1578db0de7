import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { Banner } from "@/components/Banner";
import { LinkButton, TextLink } from "@/components/Button";
import { Card } from "@/components/Card";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { Rating } from "@/components/Rating";
import { Skeleton, SkeletonRows } from "@/components/Skeleton";
import { Stat } from "@/components/Stat";
import { EmptyState, ErrorState } from "@/components/States";
import { filterQuery, Statement } from "@/components/Statement";
import { useStatementFilter } from "@/components/useStatementFilter";
import UpcomingBooking from "@/features/bookings/UpcomingBooking";
import { PeriodChoice } from "@/features/dashboard/PeriodChoice";
import { StatRow } from "@/features/dashboard/StatRow";
import { SummaryCharts } from "@/features/dashboard/SummaryCharts";
import { usePeriod } from "@/features/dashboard/usePeriod";
import { useOwnReader } from "@/features/reader-home/useOwnReader";
import { useAccount, useWallet } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { EntryKind } from "@/lib/api/types";
import { viewerTimeZone } from "@/lib/time";

import { ClientsCard } from "./ClientsCard";

/** The kinds that can stand on the statement of earnings. */
const KINDS: readonly EntryKind[] = ["session_charge", "booking", "refund", "adjustment", "payout"];

export default function EarningsPage() {
  const isReader = useAccount().data?.role === "reader";
  const [filter, changeFilter] = useStatementFilter(KINDS);
  const entries = useInfiniteQuery({
    queryKey: queryKeys.earningsEntries(filter),
    queryFn: ({ pageParam, signal }) =>
      data(api.GET("/v1/earnings/entries", { params: { query: { ...filterQuery(filter), cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  return (
    <>
      <PageHeader
        title="Earnings"
        lead={
          isReader
            ? "You keep 70% of every session. It is booked the moment a session is settled."
            : "From the time when you were a reader. It stays yours."
        }
      />
      {isReader ? <LeftInWallet /> : null}
      <Balances />
      <Insights isReader={isReader} />
      <Statement
        entries={entries}
        kinds={KINDS}
        filter={filter}
        onFilter={changeFilter}
        csvPath="/v1/earnings/statement.csv"
        csvName="soulseer-earnings.csv"
        empty={
          isReader ? (
            <EmptyState icon="receipt" title="Nothing earned yet">
              Your share of your first session will be the first line here.
            </EmptyState>
          ) : (
            <EmptyState icon="receipt" title="Nothing here">
              Readers see here what they earn. You were none so far.
            </EmptyState>
          )
        }
      />
    </>
  );
}

/** A reader who was a client before may have money left in the wallet, and would not look for it. */
function LeftInWallet() {
  const wallet = useWallet();
  if (!wallet.data || wallet.data.balance_cents <= 0) return null;
  return (
    <Banner
      tone="info"
      className="mb-6"
      title="You have money in your wallet"
      action={
        <LinkButton size="small" variant="secondary" to="/wallet">
          See the wallet
        </LinkButton>
      }
    >
      <Money cents={wallet.data.balance_cents} currency={wallet.data.currency} /> are left from when you were a client. They can go back to
      your card.
    </Banner>
  );
}

/** What was earned in a period, for how many minutes, and what is around it: who came back, the rating, the next booking. */
function Insights({ isReader }: { isReader: boolean }) {
  const [period, choose] = usePeriod();
  const zone = viewerTimeZone();
  const summary = useQuery({
    queryKey: queryKeys.earningsSummary(period, zone),
    queryFn: ({ signal }) => data(api.GET("/v1/earnings/summary", { params: { query: { days: period, time_zone: zone } }, signal })),
    placeholderData: (before) => before,
  });
  return (
    <section aria-labelledby="by-day" className="mb-6">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
        <h2 id="by-day" className="text-2xl">
          Over time
        </h2>
        <PeriodChoice value={period} onChange={choose} />
      </div>
      {summary.isError ? (
        <ErrorState
          title="The figures did not load"
          error={summary.error}
          onRetry={() => void summary.refetch()}
          retrying={summary.isFetching}
        />
      ) : summary.data ? (
        <>
          <StatRow summary={summary.data} moneyLabel="Earned" />
          <SummaryCharts summary={summary.data} period={period} verb="Earned" noun="Earnings" />
          <div className="mt-6 grid items-start gap-6 lg:grid-cols-2">
            <ClientsCard clients={summary.data.clients} />
            {isReader ? (
              <div className="space-y-6">
                <UpcomingBooking />
                <RatingCard />
              </div>
            ) : null}
          </div>
        </>
      ) : (
        <SkeletonRows rows={5} label="Loading the figures" />
      )}
    </section>
  );
}

function RatingCard() {
  const reader = useOwnReader();
  if (!reader.data) return null;
  return (
    <Card as="section" aria-labelledby="rating" className="flex flex-wrap items-center justify-between gap-4">
      <div>
        <h2 id="rating" className="text-2xl">
          Rating
        </h2>
        <Rating hundredths={reader.data.rating_hundredths} count={reader.data.review_count} className="mt-1" />
      </div>
      <TextLink to={`/readers/${reader.data.reader_id}`}>See your reviews</TextLink>
    </Card>
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
        <Stat label="Pending" note="Payable 3 days after it was earned, in your first month 7">
          {amount(earnings.data?.pending_cents)}
        </Stat>
      </dl>
    </div>
  );
}
