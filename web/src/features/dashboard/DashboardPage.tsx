import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { LinkButton, TextLink } from "@/components/Button";
import { Card, Section } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Icon, type IconName } from "@/components/icons";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { Avatar } from "@/components/Photo";
import { Skeleton, SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import UpcomingBooking from "@/features/bookings/UpcomingBooking";
import { useIsSuspended, useWallet } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { SessionSummary, SpendingSummary } from "@/lib/api/types";
import { viewerTimeZone } from "@/lib/time";
import { MODALITY_WORDS, plural } from "@/lib/words";

import { PeriodChoice } from "./PeriodChoice";
import { StatRow } from "./StatRow";
import { SummaryCharts } from "./SummaryCharts";
import { usePeriod } from "./usePeriod";

const RECENT = 5;

/** What a client comes back to: money, what was spent on whom, what is ahead and what was. */
export default function DashboardPage() {
  return (
    <>
      <PageHeader title="Overview" lead="Your wallet, your readings, and what they cost." />
      <div className="mb-8 grid items-start gap-6 lg:grid-cols-[22rem_1fr]">
        <WalletCard />
        <div className="space-y-6">
          <UpcomingBooking />
          <Shortcuts />
        </div>
      </div>
      <Spending />
      <RecentSessions />
    </>
  );
}

function WalletCard() {
  const wallet = useWallet();
  const suspended = useIsSuspended();
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
    <Card as="section" aria-label="Wallet" tone="gold">
      <p className="text-sm font-semibold text-gold-text">Balance</p>
      {wallet.data ? (
        <p className="mt-1 font-serif text-4xl font-semibold">
          <Money cents={wallet.data.balance_cents} currency={wallet.data.currency} />
        </p>
      ) : (
        <Skeleton className="mt-2 h-11 w-36" />
      )}
      <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        {suspended ? null : <LinkButton to="/wallet">Top up</LinkButton>}
        <TextLink to="/wallet" className="inline-flex min-h-9 items-center">
          Statement
        </TextLink>
      </div>
    </Card>
  );
}

const SHORTCUTS: readonly { to: string; label: string; icon: IconName }[] = [
  { to: "/readers", label: "Find a reader", icon: "search" },
  { to: "/bookings", label: "Bookings", icon: "calendar" },
  { to: "/sessions", label: "My sessions", icon: "clock" },
  { to: "/favourites", label: "Favourites", icon: "heart" },
  { to: "/notes", label: "Notes", icon: "note" },
];

function Shortcuts() {
  return (
    <nav aria-label="Shortcuts">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {SHORTCUTS.map(({ to, label, icon }) => (
          <li key={to}>
            <Link
              to={to}
              className="flex min-h-13 items-center gap-2 rounded-card border border-line bg-surface px-3 font-semibold max-sm:text-[0.95em] sm:gap-3 sm:px-4 no-underline shadow-card transition-colors hover:border-pink/60 hover:text-pink-text"
            >
              <Icon name={icon} className="size-5 shrink-0 text-pink-text" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Spending() {
  const [period, choose] = usePeriod();
  const zone = viewerTimeZone();
  const summary = useQuery({
    queryKey: queryKeys.walletSummary(period, zone),
    queryFn: ({ signal }) => data(api.GET("/v1/wallet/summary", { params: { query: { days: period, time_zone: zone } }, signal })),
    placeholderData: (before) => before,
  });
  return (
    <section aria-labelledby="spending" className="mb-8">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
        <h2 id="spending" className="text-2xl">
          Spending
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
          <StatRow summary={summary.data} moneyLabel="Spent" />
          <SummaryCharts summary={summary.data} period={period} verb="Spent" noun="Spending" />
          <MostRead readers={summary.data.readers} />
        </>
      ) : (
        <SkeletonRows rows={5} label="Loading the figures" />
      )}
    </section>
  );
}

function MostRead({ readers }: { readers: SpendingSummary["readers"] }) {
  if (readers.length === 0) return null;
  return (
    <Card as="section" aria-labelledby="most-read" className="mt-6">
      <h3 id="most-read" className="text-xl">
        Your readers
      </h3>
      <ol className="mt-2 divide-y divide-line">
        {readers.map((reader) => (
          <li key={reader.reader_id} className="flex items-center gap-4 py-3">
            <Avatar url={reader.photo_url} name={reader.display_name} size="small" />
            <span className="min-w-0 grow items-baseline justify-between gap-4 sm:flex">
              <TextLink to={`/readers/${reader.reader_id}`} className="break-words font-semibold">
                {reader.display_name}
              </TextLink>
              <span className="tabular block shrink-0 text-sm text-muted">
                {plural(reader.readings, "reading")}, {reader.minutes} min
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function RecentSessions() {
  const sessions = useQuery({
    queryKey: [...queryKeys.sessions, "recent"],
    queryFn: ({ signal }) => data(api.GET("/v1/sessions", { params: { query: { limit: RECENT } }, signal })),
  });
  return (
    <Section title="Recent sessions" action={<TextLink to="/sessions">All sessions</TextLink>}>
      {sessions.isPending ? (
        <SkeletonRows rows={3} label="Loading your sessions" />
      ) : sessions.isError ? (
        <ErrorState
          title="Your sessions did not load"
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
          retrying={sessions.isFetching}
        />
      ) : sessions.data.items.length === 0 ? (
        <EmptyState icon="clock" title="No sessions yet" action={<LinkButton to="/readers">Browse readers</LinkButton>}>
          Each session will be here, with its receipt.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface px-4 shadow-card sm:px-5">
          {sessions.data.items.map((session) => (
            <li key={session.session_id}>
              <RecentSession session={session} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function RecentSession({ session }: { session: SessionSummary }) {
  const over = session.state === "ended" || session.state === "finalized";
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
      <div className="min-w-0 grow basis-40">
        <p className="truncate font-semibold">{session.counterpart.display_name}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          {MODALITY_WORDS[session.modality]}
          <DateTime at={session.created_at} />
        </p>
      </div>
      <Money cents={session.total_cents} className="font-semibold" />
      <TextLink
        to={over ? `/sessions/${session.session_id}/receipt` : `/sessions/${session.session_id}`}
        className="inline-flex min-h-9 items-center"
        aria-label={`${over ? "Receipt" : "Go to the session"}: ${session.counterpart.display_name}`}
      >
        {over ? "Receipt" : "Go there"}
      </TextLink>
    </div>
  );
}
