import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { Banner } from "@/components/Banner";
import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { Skeleton } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { filterQuery, Statement } from "@/components/Statement";
import { useStatementFilter } from "@/components/useStatementFilter";
import { useAccount, useIsSuspended, useWallet } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { EntryKind } from "@/lib/api/types";
import { KIND_WORDS } from "@/lib/words";

import { ReturnCard } from "./ReturnCard";
import { TopUpForm } from "./TopUpForm";
import TopUpOutcome from "./TopUpOutcome";

/** The kinds that can stand on a client's statement. */
const KINDS: readonly EntryKind[] = ["top_up", "session_charge", "booking", "refund", "adjustment", "dispute"];

export default function WalletPage() {
  const isClient = useAccount().data?.role === "client";
  const suspended = useIsSuspended();
  const [query] = useSearchParams();
  const [filter, changeFilter] = useStatementFilter(KINDS);
  const amount = Number(query.get("amount"));

  const entries = useInfiniteQuery({
    queryKey: queryKeys.walletEntries(filter),
    queryFn: ({ pageParam, signal }) =>
      data(api.GET("/v1/wallet/entries", { params: { query: { ...filterQuery(filter), cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

  return (
    <>
      <PageHeader
        title="Wallet"
        lead={
          isClient
            ? "Your money, and every cent of it explained. Nothing is ever charged to your card by itself."
            : "From the time when you were a client. What a reader earns is not in here."
        }
      />
      <TopUpOutcome className="mb-6" />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="order-2 space-y-6 lg:order-1">
          <Statement
            entries={entries}
            kinds={KINDS}
            filter={filter}
            onFilter={changeFilter}
            csvPath="/v1/wallet/statement.csv"
            csvName="soulseer-statement.csv"
            empty={
              isClient ? (
                <EmptyState icon="wallet" title="Nothing here yet" action={<LinkButton to="/readers">Browse readers</LinkButton>}>
                  Your first top-up will be the first line of your statement.
                </EmptyState>
              ) : (
                <EmptyState icon="wallet" title="Nothing here">
                  Nothing was ever paid into or out of this wallet.
                </EmptyState>
              )
            }
          />
        </div>
        <div className="order-1 space-y-6 lg:sticky lg:top-24 lg:order-2">
          <Balance />
          {isClient ? (
            <Card as="section" aria-labelledby="top-up">
              <h2 id="top-up" className="mb-4 text-2xl">
                Top up
              </h2>
              {suspended ? (
                <p className="text-muted">Nothing can be paid in while your account is suspended. What is in your wallet stays yours.</p>
              ) : (
                <TopUpForm returnPath="/wallet" initialCents={Number.isSafeInteger(amount) && amount > 0 ? amount : undefined} />
              )}
            </Card>
          ) : (
            <ReturnCard />
          )}
        </div>
      </div>
    </>
  );
}

function Balance() {
  const wallet = useWallet();
  if (wallet.isError)
    return (
      <ErrorState
        title="The balance did not load"
        error={wallet.error}
        onRetry={() => void wallet.refetch()}
        retrying={wallet.isFetching}
      />
    );
  return (
    <Card as="section" aria-label="Balance" tone="gold">
      <p className="text-sm font-semibold text-gold-text">Balance</p>
      {wallet.data ? (
        <p className="mt-1 font-serif text-5xl font-semibold">
          <Money cents={wallet.data.balance_cents} currency={wallet.data.currency} />
        </p>
      ) : (
        <Skeleton className="mt-2 h-12 w-40" />
      )}
      {wallet.data?.frozen ? (
        <Banner tone="warning" className="mt-4" title="Your wallet is frozen">
          A payment is being looked into ({KIND_WORDS.dispute.toLowerCase()}). You can see everything, but not spend until it is settled.
        </Banner>
      ) : null}
      {wallet.data?.live_session_id ? (
        <p className="mt-4">
          <LinkButton size="small" variant="secondary" to={`/sessions/${wallet.data.live_session_id}`}>
            A session is open: go to it
          </LinkButton>
        </p>
      ) : null}
    </Card>
  );
}
