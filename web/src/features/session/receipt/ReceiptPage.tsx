import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation, useParams } from "react-router";

import { Badge } from "@/components/Badge";
import { Button, LinkButton, TextLink } from "@/components/Button";
import { Card, Section } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { DataTable } from "@/components/List";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import SessionNotes from "@/features/notes/SessionNotes";
import { SessionReviewSection } from "@/features/reviews/SessionReviewSection";
import { useAccount } from "@/lib/account";
import { hasCode } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Receipt } from "@/lib/api/types";
import { formatRate } from "@/lib/money";
import { formatClock, formatDuration, formatTime } from "@/lib/time";
import { MODALITY_WORDS, plural } from "@/lib/words";

import { fetchReceipt } from "../requests";
import { endSentence, otherOf, type Parties } from "../words";
import { explain } from "./explain";
import { Timeline } from "./Timeline";
import "./receipt.css";

/** Settling takes a moment; until then it is asked again. */
const POLL_MS = 2_000;

/** What a session came to: who was there when, each minute charged, what was given back, and why. */
export default function ReceiptPage() {
  const { sessionId = "" } = useParams();
  const account = useAccount();
  const receipt = useQuery({
    queryKey: queryKeys.receipt(sessionId),
    queryFn: ({ signal }) => fetchReceipt(sessionId, signal),
    refetchInterval: ({ state }) => (state.data && state.data.state !== "finalized" ? POLL_MS : false),
  });

  if (receipt.data && account.data) return <ReceiptView receipt={receipt.data} userId={account.data.user_id} />;
  if (hasCode(receipt.error, "not_found")) {
    return (
      <EmptyState
        icon="receipt"
        title="There is no receipt here"
        action={<LinkButton to={`/sessions/${sessionId}`}>To the session</LinkButton>}
      >
        A receipt is written when a session has ended.
      </EmptyState>
    );
  }
  if (receipt.error) {
    return <ErrorState error={receipt.error} onRetry={() => void receipt.refetch()} retrying={receipt.isFetching} />;
  }
  return <PageSkeleton />;
}

function ReceiptView({ receipt, userId }: { receipt: Receipt; userId: string }) {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== "") document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const party = receipt.reader.user_id === userId ? "reader" : receipt.client.user_id === userId ? "client" : null;
  const parties: Parties = { party, client: receipt.client, reader: receipt.reader };
  const other = otherOf({ party, client: receipt.client, reader: receipt.reader });
  return (
    <div data-receipt className="mx-auto max-w-3xl space-y-10">
      <PageHeader
        title="Receipt"
        documentTitle={`Receipt: ${other.display_name}`}
        lead={`${MODALITY_WORDS[receipt.modality]} session ${party === null ? `of ${receipt.client.display_name} ` : ""}with ${other.display_name}, ${formatTime(receipt.started_at ?? receipt.created_at, "date_time")}. ${endSentence(receipt.end_reason, parties)}`}
        actions={
          <Button variant="secondary" icon="download" className="print:hidden" onClick={() => window.print()}>
            Print or save
          </Button>
        }
      />
      <Summary receipt={receipt} parties={parties} />
      <Section title="Who was present when">
        <Timeline receipt={receipt} parties={parties} />
      </Section>
      {receipt.minutes.length > 0 ? (
        <Section title="Each minute">
          <Minutes receipt={receipt} />
        </Section>
      ) : null}
      {receipt.refunds.length > 0 ? (
        <Section title="Given back">
          <Refunds receipt={receipt} />
        </Section>
      ) : null}
      {party === "client" && receipt.state === "finalized" ? (
        <SessionReviewSection sessionId={receipt.session_id} readerName={receipt.reader.display_name} />
      ) : null}
      {party === null ? null : (
        <Section title="Private notes" id="note" className="scroll-mt-24 print:hidden">
          <SessionNotes sessionId={receipt.session_id} other={other} />
        </Section>
      )}
      <nav aria-label="From here" className="flex flex-wrap gap-3 print:hidden">
        {receipt.booking ? (
          <LinkButton variant="secondary" to={`/bookings/${receipt.booking.booking_id}`}>
            The booking
          </LinkButton>
        ) : null}
        {party === "client" ? <LinkButton to={`/readers/${receipt.reader.user_id}`}>Back to {other.display_name}</LinkButton> : null}
        <LinkButton variant="secondary" to={party === "reader" ? "/earnings" : party === "client" ? "/wallet" : "/admin"}>
          {party === "reader" ? "Your earnings" : party === "client" ? "Your statement" : "Admin"}
        </LinkButton>
        {party === null ? null : (
          <LinkButton variant="quiet" to="/sessions">
            All sessions
          </LinkButton>
        )}
      </nav>
      <p className="text-xs text-muted">
        Session <span className="select-all break-all font-mono">{receipt.session_id}</span>
      </p>
    </div>
  );
}

function Summary({ receipt, parties }: { receipt: Receipt; parties: Parties }) {
  const { currency } = receipt;
  return (
    <Card className="overflow-hidden" padding="none">
      <div className="flex flex-wrap items-end justify-between gap-4 border-b border-line bg-linear-to-br from-pink-tint to-gold-tint px-5 py-5 sm:px-6">
        <div>
          <p className="text-sm font-semibold text-muted">{parties.party === "client" ? "You paid in all" : "The client paid"}</p>
          <p className="font-serif text-4xl font-semibold">
            <Money cents={receipt.total_cents} currency={currency} />
          </p>
        </div>
        <p className="text-muted sm:text-right">
          {formatDuration(receipt.connected_seconds)} connected
          <br />
          {receipt.booking ? "booked for a price" : formatRate(receipt.rate_cents, currency)}
        </p>
      </div>
      <div className="grid gap-6 px-5 py-5 sm:grid-cols-[1fr_16rem] sm:px-6">
        <div>
          <h2 className="text-xl">{parties.party === "client" ? "Why was I charged this?" : "How it adds up"}</h2>
          <p className="mt-2 leading-relaxed">{explain(receipt, parties).join(" ")}</p>
          {receipt.reconnects > 0 ? (
            <p className="mt-2 text-sm text-muted">
              The connection was lost and found again {receipt.reconnects === 1 ? "once" : plural(receipt.reconnects, "time")}.
            </p>
          ) : null}
          {parties.party === "client" ? (
            <p className="mt-2 text-sm print:hidden">
              <TextLink to="/help">How billing works</TextLink>
            </p>
          ) : null}
        </div>
        <dl className="space-y-2 self-start">
          <Line
            name={receipt.booking ? "Booked reading" : plural(receipt.minutes.length, "minute")}
            cents={receipt.charged_cents}
            currency={currency}
          />
          {receipt.refunded_cents > 0 ? <Line name="Given back" cents={-receipt.refunded_cents} currency={currency} /> : null}
          <Line name="Total" cents={receipt.total_cents} currency={currency} strong />
          {receipt.split ? (
            <>
              <Line
                name={parties.party === "reader" ? "Your earnings" : "Reader's share"}
                cents={receipt.split.reader_cents}
                currency={currency}
              />
              <Line name="SoulSeer's share" cents={receipt.split.platform_cents} currency={currency} />
            </>
          ) : null}
        </dl>
      </div>
    </Card>
  );
}

function Line({ name, cents, currency, strong = false }: { name: string; cents: number; currency: string; strong?: boolean }) {
  return (
    <div className={strong ? "flex justify-between gap-4 border-t border-line pt-2 font-semibold" : "flex justify-between gap-4"}>
      <dt className={strong ? undefined : "text-muted"}>{name}</dt>
      <dd>
        <Money cents={cents} currency={currency} />
      </dd>
    </div>
  );
}

function Minutes({ receipt }: { receipt: Receipt }) {
  return (
    <DataTable
      caption="Each minute that was charged, with its transfer"
      rows={receipt.minutes}
      rowKey={({ transfer_id }) => transfer_id}
      columns={[
        {
          id: "minute",
          header: "Minute",
          leads: true,
          cell: ({ minute, reversed_by }) => (
            <span className="flex items-center gap-2 font-semibold">
              {minute}
              {reversed_by ? <Badge tone="success">Given back</Badge> : null}
            </span>
          ),
        },
        {
          id: "covers",
          header: "Covers",
          cell: ({ starts_at_seconds }) => (
            <span className="tabular">
              {formatClock(starts_at_seconds)}–{formatClock(starts_at_seconds + 60)}
            </span>
          ),
        },
        { id: "charged", header: "Charged", cell: ({ charged_at }) => <DateTime at={charged_at} style="time" /> },
        {
          id: "transfer",
          header: "Transfer",
          cell: ({ transfer_id, reversed_by }) => (
            <span className="font-mono text-xs text-muted">
              <span className="select-all break-all">{transfer_id}</span>
              {reversed_by ? (
                <>
                  <br />
                  back: <span className="select-all break-all">{reversed_by}</span>
                </>
              ) : null}
            </span>
          ),
        },
        {
          id: "amount",
          header: "Amount",
          align: "right",
          cell: ({ amount_cents, reversed_by }) => (
            <Money cents={amount_cents} currency={receipt.currency} className={reversed_by ? "text-muted line-through" : undefined} />
          ),
        },
      ]}
    />
  );
}

function Refunds({ receipt }: { receipt: Receipt }) {
  return (
    <DataTable
      caption="What was given back"
      rows={receipt.refunds}
      rowKey={({ transfer_id }) => transfer_id}
      columns={[
        {
          id: "why",
          header: "Why",
          leads: true,
          cell: ({ reason }) => reason,
        },
        { id: "when", header: "When", cell: ({ occurred_at }) => <DateTime at={occurred_at} /> },
        {
          id: "transfer",
          header: "Transfer",
          cell: ({ transfer_id }) => <span className="select-all break-all font-mono text-xs text-muted">{transfer_id}</span>,
        },
        {
          id: "amount",
          header: "Amount",
          align: "right",
          cell: ({ amount_cents }) => <Money cents={amount_cents} currency={receipt.currency} signed />,
        },
      ]}
    />
  );
}
