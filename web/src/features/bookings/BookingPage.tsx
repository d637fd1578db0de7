import { useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";

import { Badge } from "@/components/Badge";
import { Banner } from "@/components/Banner";
import { Button, LinkButton } from "@/components/Button";
import { Card, Section } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { FormError } from "@/components/FormError";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { Icon } from "@/components/icons";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { Avatar } from "@/components/Photo";
import { PageSkeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import NotFoundPage from "@/features/about/NotFoundPage";
import { NoteEditor } from "@/features/notes/NoteEditor";
import { useWallet } from "@/lib/account";
import { download } from "@/lib/api/client";
import { hasCode, sentenceFor } from "@/lib/api/errors";
import type { Booking } from "@/lib/api/types";
import { notify } from "@/lib/notices";
import { formatTime, viewerTimeZone } from "@/lib/time";
import { MODALITY_WORDS, plural } from "@/lib/words";
import { zoneLabel } from "@/lib/zones";

import { CancelDialog } from "./CancelDialog";
import { RefundRules } from "./RefundRules";
import { RescheduleDialog } from "./RescheduleDialog";
import { SupportSection } from "./SupportSection";
import { useBooking, useJoin, useServerNow } from "./useBookings";
import { moneySentences, otherOf, statusOf, untilWords } from "./words";

export default function BookingPage() {
  const { bookingId = "" } = useParams();
  const booking = useBooking(bookingId);
  if (booking.data) return <Detail booking={booking.data} answeredAtMs={booking.dataUpdatedAt} />;
  if (hasCode(booking.error, "not_found")) return <NotFoundPage />;
  if (booking.isError) {
    return (
      <ErrorState
        title="This booking did not load"
        error={booking.error}
        onRetry={() => void booking.refetch()}
        retrying={booking.isFetching}
      />
    );
  }
  return <PageSkeleton />;
}

function Detail({ booking, answeredAtMs }: { booking: Booking; answeredAtMs: number }) {
  const [open, setOpen] = useState<"cancel" | "move" | null>(null);
  const zone = viewerTimeZone();
  const other = otherOf(booking);
  const status = statusOf(booking);
  const startMs = Date.parse(booking.starts_at);
  const ahead = booking.state === "booked";
  const forAdmin = booking.party === null;
  return (
    <div className="mx-auto max-w-3xl">
      <nav aria-label="Way back" className="mb-4">
        <Link
          to={forAdmin ? `/admin?tab=bookings&of=${booking.client.user_id}` : "/bookings"}
          className="inline-flex min-h-9 items-center gap-1 text-muted no-underline hover:text-pink-text"
        >
          <Icon name="chevron_right" className="size-4 rotate-180" />
          {forAdmin ? `Bookings of ${booking.client.display_name}` : "All bookings"}
        </Link>
      </nav>
      <div className="flex items-start gap-4">
        <Avatar url={other.photo_url} name={other.display_name} size="large" />
        <div className="min-w-0 grow">
          <Badge tone={status.tone}>{status.word}</Badge>
          <PageHeader
            title={forAdmin ? `${booking.client.display_name} with ${other.display_name}` : `Reading with ${other.display_name}`}
            documentTitle={`Booking: ${other.display_name}`}
            lead={
              <>
                <span className="block font-semibold text-text">
                  <Moment atMs={startMs} untilMs={Date.parse(booking.ends_at)} zone={zone} />
                </span>
                {zoneLabel(startMs, zone)}
              </>
            }
          />
        </div>
      </div>
      <div className="space-y-10">
        {ahead ? <Door booking={booking} answeredAtMs={answeredAtMs} /> : <Outcome booking={booking} />}
        <Section title="What is booked">
          <dl className="divide-y divide-line">
            <Row term="Reading">
              <span className="inline-flex items-center gap-2">
                <Icon name={booking.modality} className="size-4.5" />
                {MODALITY_WORDS[booking.modality]}, {booking.duration_minutes} minutes
              </span>
            </Row>
            <Row term="Price">
              <Money cents={booking.price_cents} currency={booking.currency} className="font-semibold" />
            </Row>
            {booking.refunded_cents > 0 ? (
              <Row term="Given back">
                <Money cents={booking.refunded_cents} currency={booking.currency} className="font-semibold" />
              </Row>
            ) : null}
            <Row term="Booked on">
              <DateTime at={booking.created_at} />
            </Row>
            {booking.reschedules > 0 ? <Row term="Moved">{plural(booking.reschedules, "time")}</Row> : null}
          </dl>
          {ahead ? <p className="mt-4 text-muted">{moneySentences(booking).join(" ")}</p> : null}
          <div className="mt-5 flex flex-wrap gap-3">
            <CalendarButton booking={booking} />
            <UnlessSuspended>
              {booking.actions.reschedule_until === null ? null : (
                <Button variant="secondary" icon="clock" onClick={() => setOpen("move")}>
                  Move to another time
                </Button>
              )}
              {booking.actions.cancel && !forAdmin ? (
                <Button variant="secondary" icon="close" onClick={() => setOpen("cancel")}>
                  Cancel the reading
                </Button>
              ) : null}
            </UnlessSuspended>
          </div>
          {booking.actions.reschedule_until === null ? null : (
            <p className="mt-3 text-sm text-muted">
              It can be moved until <Moment atMs={Date.parse(booking.actions.reschedule_until)} zone={zone} />.
            </p>
          )}
        </Section>
        {forAdmin ? <SupportSection booking={booking} /> : null}
        {forAdmin ? null : (
          <Section title="Private note">
            <NoteEditor subject={{ about: "person", id: other.user_id }} label={`On ${other.display_name}`} rows={4} />
          </Section>
        )}
        {ahead && booking.party === "client" ? (
          <Section title="If plans change">
            <RefundRules
              steps={booking.refund_steps}
              priceCents={booking.price_cents}
              currency={booking.currency}
              zone={zone}
              readerName={booking.reader.display_name}
            />
          </Section>
        ) : null}
        {ahead && booking.party === "reader" ? (
          <Section title="If plans change">
            <p className="max-w-prose">
              If you cancel, or are not there by <DateTime at={booking.reader_deadline_at} style="time" />, {booking.client.display_name}{" "}
              gets everything back and you earn nothing. If {booking.client.display_name} cancels late or does not come, you keep your share
              of what is not given back.
            </p>
          </Section>
        ) : null}
      </div>
      {open === "cancel" ? <CancelDialog bookingId={booking.booking_id} onClose={() => setOpen(null)} /> : null}
      {open === "move" ? <RescheduleDialog booking={booking} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

/** The way in: when it opens, and the button once it has. */
function Door({ booking, answeredAtMs }: { booking: Booking; answeredAtMs: number }) {
  const now = useServerNow(booking.server_time, answeredAtMs);
  const wallet = useWallet();
  const join = useJoin(booking.booking_id);
  const opensMs = Date.parse(booking.actions.join_from);
  const startMs = Date.parse(booking.starts_at);
  const endMs = Date.parse(booking.ends_at);
  const other = otherOf(booking).display_name;

  if (booking.party === null) return null;
  if (now >= endMs) {
    return <Banner tone="info">The time is over. What comes of it is being worked out.</Banner>;
  }
  const isOpen = now >= opensMs;
  return (
    <Card as="section" aria-label="Coming in" tone={isOpen ? "success" : "gold"}>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-0 flex-1 basis-56">
          {isOpen ? (
            <>
              <p className="font-serif text-2xl font-semibold">You can come in now</p>
              <p className="mt-1">
                {now < startMs ? (
                  <>
                    The reading begins in <Until ms={startMs - now} />.
                  </>
                ) : (
                  <>
                    The reading has begun; <Until ms={endMs - now} /> are left. {lateSentence(booking, other)}
                  </>
                )}
              </p>
            </>
          ) : (
            <>
              <p className="font-serif text-2xl font-semibold">
                In <Until ms={startMs - now} />
              </p>
              <p className="mt-1 text-muted">
                You can come in from <DateTime at={booking.actions.join_from} style="time" />, in <Until ms={opensMs - now} />. We remind
                you.
              </p>
            </>
          )}
        </div>
        <UnlessSuspended>
          <Button size="large" icon={booking.modality} disabled={!isOpen} busy={join.isPending} onClick={() => join.mutate()}>
            {join.isPending ? "Coming in" : "Join"}
          </Button>
        </UnlessSuspended>
      </div>
      {hasCode(join.error, "busy_elsewhere") ? (
        <Banner
          tone="warning"
          live
          className="mt-4"
          action={
            wallet.data?.live_session_id ? (
              <LinkButton size="small" to={`/sessions/${wallet.data.live_session_id}`}>
                Go to it
              </LinkButton>
            ) : null
          }
        >
          {sentenceFor(join.error)}
        </Banner>
      ) : (
        <FormError error={join.error} className="mt-4" />
      )}
    </Card>
  );
}

function lateSentence(booking: Booking, other: string): string {
  const clientBy = formatTime(booking.client_deadline_at, "time");
  const readerBy = formatTime(booking.reader_deadline_at, "time");
  return booking.party === "client"
    ? `Be there by ${clientBy}. If ${other} is not there by ${readerBy}, you get everything back.`
    : `Be there by ${readerBy}, or everything is given back.`;
}

function Until({ ms }: { ms: number }) {
  return (
    <span role="timer" className="tabular font-semibold">
      {untilWords(ms)}
    </span>
  );
}

/** What became of it, in time and in money. */
function Outcome({ booking }: { booking: Booking }) {
  const held = booking.session_id !== null && (booking.state === "completed" || booking.state.endsWith("_missed"));
  return (
    <Card as="section" aria-label="What became of it">
      <h2 className="text-2xl">{statusOf(booking).word}</h2>
      {booking.closed_at ? (
        <p className="text-sm text-muted">
          <DateTime at={booking.closed_at} />
        </p>
      ) : null}
      <p className="mt-2 max-w-prose">{moneySentences(booking).join(" ")}</p>
      <div className="mt-5 flex flex-wrap gap-3">
        {held ? <LinkButton to={`/sessions/${booking.session_id}/receipt`}>Receipt</LinkButton> : null}
        {booking.party === "client" ? (
          <LinkButton variant="secondary" to={`/readers/${booking.reader.user_id}#book`}>
            Book again
          </LinkButton>
        ) : null}
        <LinkButton variant="secondary" to={booking.party === "client" ? "/wallet" : booking.party === "reader" ? "/earnings" : "/admin"}>
          {booking.party === "client" ? "Your statement" : booking.party === "reader" ? "Your earnings" : "Admin"}
        </LinkButton>
      </div>
    </Card>
  );
}

function CalendarButton({ booking }: { booking: Booking }) {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      await download(`/v1/bookings/${booking.booking_id}/calendar`, "soulseer-reading.ics");
    } catch (error) {
      notify(sentenceFor(error), "danger");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="secondary" icon="calendar" busy={busy} onClick={() => void start()}>
      {booking.state.startsWith("cancelled") ? "Take out of the calendar" : "Add to calendar"}
    </Button>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4 py-2.5">
      <dt className="text-muted">{term}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
