import { Link } from "react-router";

import { Badge, type BadgeTone } from "@/components/Badge";
import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Icon } from "@/components/icons";
import { Money, Rate } from "@/components/Money";
import { Avatar } from "@/components/Photo";
import { Stars } from "@/components/Rating";
import { SideBadge } from "@/components/SideBadge";
import type { SessionSummary } from "@/lib/api/types";
import { formatDuration } from "@/lib/time";
import { MODALITY_WORDS, plural } from "@/lib/words";

import { outcomeWord } from "./words";

const TONES: Record<SessionSummary["outcome"], BadgeTone> = { in_progress: "gold", held: "success", not_held: "neutral" };

/** One session in the list. The whole card leads to its receipt, or to the session while it lasts; the name is the link. */
export function SessionRow({ session }: { session: SessionSummary }) {
  const over = session.outcome !== "in_progress";
  const page = `/sessions/${session.session_id}`;
  return (
    <Card as="article" padding="none" className="relative transition-colors hover:border-pink/60">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4 sm:px-5">
        <Avatar url={session.counterpart.photo_url} name={session.counterpart.display_name} />
        <div className="min-w-0 grow basis-44">
          <h2 className="text-lg">
            <Link
              to={over ? `${page}/receipt` : page}
              className="no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-pink-text"
            >
              {session.counterpart.display_name}
              <span className="sr-only">{over ? ": receipt" : ": go to the session"}</span>
            </Link>
          </h2>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <span className="inline-flex items-center gap-1.5">
              <Icon name={session.modality} className="size-4" />
              <span>
                {MODALITY_WORDS[session.modality]}
                {session.booking_id === null ? <span className="max-sm:sr-only">, on demand</span> : ", booked"}
              </span>
            </span>
            {session.booking_id === null ? <Rate cents={session.rate_cents} currency={session.currency} /> : null}
            <DateTime at={session.created_at} />
            <SideBadge party={session.party} />
          </p>
        </div>
        <Figures session={session} />
      </div>
      {over ? (
        <div className="-mt-2 flex flex-wrap gap-y-1 px-1.5 pb-2 sm:-mt-3 sm:gap-2 sm:pl-19">
          <RowLink to={`${page}/receipt`} icon="receipt" name={session.counterpart.display_name}>
            Receipt
          </RowLink>
          <RowLink to={`${page}/receipt#note`} icon="note" name={session.counterpart.display_name}>
            Note
          </RowLink>
          <ReviewLink session={session} />
        </div>
      ) : null}
    </Card>
  );
}

/** How it went, how long it took, what it cost and, to the reader, what it earned. */
function Figures({ session }: { session: SessionSummary }) {
  const earned = session.total_cents > 0 ? session.earned_cents : null;
  return (
    <div className="flex grow items-center justify-between gap-4 sm:grow-0 sm:text-right">
      <Badge tone={TONES[session.outcome]}>{outcomeWord(session)}</Badge>
      <div className="text-right">
        {earned !== null ? (
          <>
            <span className="block font-semibold">
              <Money cents={earned} currency={session.currency} /> <span className="text-sm font-normal">earned</span>
            </span>
            <span className="block text-sm text-muted">
              of <Money cents={session.total_cents} currency={session.currency} />
            </span>
          </>
        ) : (
          <Money cents={session.total_cents} currency={session.currency} className="block font-semibold" />
        )}
        {session.outcome === "not_held" ? null : (
          <span className="block text-sm text-muted">
            {formatDuration(session.connected_seconds)}
            {session.booking_id === null ? `, ${plural(session.charged_minutes, "minute")} charged` : ""}
          </span>
        )}
      </div>
    </div>
  );
}

/** A step from the row to a part of the session's pages. It lies above the link that the whole card is. */
function RowLink({ to, icon, name, children }: { to: string; icon: "receipt" | "note"; name: string; children: string }) {
  return (
    <LinkButton variant="quiet" size="small" icon={icon} to={to} className="relative z-10">
      {children}
      <span className="sr-only"> of the session with {name}</span>
    </LinkButton>
  );
}

/** To the review of a session, above the link that the whole row is. */
function ReviewLink({ session }: { session: SessionSummary }) {
  if (!session.can_be_reviewed) return null;
  return (
    <Link
      to={`/sessions/${session.session_id}/receipt#review`}
      className="relative z-10 inline-flex min-h-9 items-center gap-1.5 px-3 text-sm font-semibold text-pink-text hover:underline"
    >
      {session.review_rating === null ? (
        <>
          Review it<span className="sr-only">: session with {session.counterpart.display_name}</span>
        </>
      ) : (
        <>
          <Stars rating={session.review_rating} />
          <span className="sr-only">, your review of {session.counterpart.display_name}</span>
        </>
      )}
    </Link>
  );
}
