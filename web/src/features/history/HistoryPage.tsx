import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Badge, type BadgeTone } from "@/components/Badge";
import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Icon } from "@/components/icons";
import { LoadMore } from "@/components/List";
import { Money, Rate } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { Avatar } from "@/components/Photo";
import { Stars } from "@/components/Rating";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { SessionState, SessionSummary } from "@/lib/api/types";
import { MODALITY_WORDS, plural, SESSION_STATE_WORDS } from "@/lib/words";

export default function HistoryPage() {
  const isReader = useAccount().data?.role === "reader";
  const sessions = useInfiniteQuery({
    queryKey: queryKeys.sessions,
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/sessions", { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={isReader ? "Sessions" : "My sessions"}
        lead="Each with its receipt: who was there when, and every minute that was charged."
      />
      {sessions.isPending ? (
        <SkeletonRows rows={5} label="Loading your sessions" />
      ) : sessions.isError && found.length === 0 ? (
        <ErrorState
          title="Your sessions did not load"
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
          retrying={sessions.isFetching}
        />
      ) : found.length === 0 ? (
        <EmptyState
          icon="clock"
          title="No sessions yet"
          action={
            <LinkButton to={isReader ? "/reader" : "/readers?online=true"}>{isReader ? "To your desk" : "See who is online"}</LinkButton>
          }
        >
          {isReader ? "They gather here once clients ring you." : "Your first one will stand here, with its receipt."}
        </EmptyState>
      ) : (
        <>
          <ul className="space-y-3">
            {found.map((session) => (
              <li key={session.session_id}>
                <SessionRow session={session} />
              </li>
            ))}
          </ul>
          <LoadMore
            hasMore={sessions.hasNextPage}
            loading={sessions.isFetchingNextPage}
            error={sessions.isFetchNextPageError ? sessions.error : null}
            onMore={() => void sessions.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

const OVER: readonly SessionState[] = ["ended", "finalized"];

function tone(session: SessionSummary): BadgeTone {
  if (!OVER.includes(session.state)) return "gold";
  return session.total_cents > 0 || session.charged_minutes > 0 ? "neutral" : "success";
}

/** Nobody is rung for a booked reading: it waits for its time and the two. */
function stateWord(session: SessionSummary): string {
  return session.booking_id !== null && session.state === "waiting" ? "Waiting" : SESSION_STATE_WORDS[session.state];
}

/** To the review of a session, above the link that the whole row is. */
function ReviewLink({ session }: { session: SessionSummary }) {
  if (!session.can_be_reviewed) return null;
  return (
    <Link
      to={`/sessions/${session.session_id}/receipt#review`}
      className="relative z-10 -my-2 inline-flex min-h-9 items-center gap-1.5 font-semibold text-pink-text hover:underline"
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

function SessionRow({ session }: { session: SessionSummary }) {
  const over = OVER.includes(session.state);
  return (
    <Card as="article" padding="none" className="relative transition-colors hover:border-pink/60">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4 sm:px-5">
        <Avatar url={session.counterpart.photo_url} name={session.counterpart.display_name} />
        <div className="min-w-0 grow basis-44">
          <h2 className="text-lg">
            <Link
              to={over ? `/sessions/${session.session_id}/receipt` : `/sessions/${session.session_id}`}
              className="no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-pink-text"
            >
              {session.counterpart.display_name}
              <span className="sr-only">{over ? ": receipt" : ": go to the session"}</span>
            </Link>
          </h2>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <span className="inline-flex items-center gap-1.5">
              <Icon name={session.modality} className="size-4" />
              {MODALITY_WORDS[session.modality]}
            </span>
            {session.booking_id === null ? <Rate cents={session.rate_cents} /> : null}
            <DateTime at={session.created_at} />
            <ReviewLink session={session} />
          </p>
        </div>
        <div className="flex items-center gap-4 sm:text-right">
          <Badge tone={tone(session)}>{over && tone(session) === "success" ? "Not charged" : stateWord(session)}</Badge>
          <div>
            <Money cents={session.total_cents} className="block font-semibold" />
            <span className="block text-sm text-muted">
              {session.booking_id === null ? plural(session.charged_minutes, "minute") : "booked"}
            </span>
          </div>
        </div>
      </div>
    </Card>
  );
}
