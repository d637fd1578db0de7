import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Navigate, useParams } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { EmptyState } from "@/components/States";
import { joinBooking } from "@/features/bookings/useBookings";
import { queryKeys } from "@/lib/api/query";
import type { Session } from "@/lib/api/types";

import { isOver } from "./live-session-store";
import { LiveView } from "./LiveView";
import type { Room } from "./room";
import { IncomingView, OutgoingView } from "./RingingViews";
import { WatchView } from "./WatchView";
import { useAnnouncements } from "./useAnnouncements";
import { useLive, useRoom } from "./useRoom";
import { useSoleWindow } from "./useSoleWindow";
import { endSentence, otherOf } from "./words";

/** One session, from the first ring to the end. */
export default function SessionPage() {
  const { sessionId = "" } = useParams();
  return <SoleWindow key={sessionId} sessionId={sessionId} />;
}

function SoleWindow({ sessionId }: { sessionId: string }) {
  const { hold, takeOver } = useSoleWindow(`soulseer.session.${sessionId}`);
  if (hold === "asking") return <PageSkeleton />;
  if (hold === "here") return <SessionRoom sessionId={sessionId} />;
  return (
    <EmptyState icon="info" title="This session is open in another window" action={<Button onClick={takeOver}>Use it here</Button>}>
      A session can be open in one window at a time. Nothing is lost if you go on here.
    </EmptyState>
  );
}

function SessionRoom({ sessionId }: { sessionId: string }) {
  const room = useRoom(sessionId);
  const { session, denied, unreachable } = useLive(room);
  const queries = useQueryClient();
  useAnnouncements(session);
  const refused = useComingIn(room, session);

  // The wallet in the header and the history follow what this session costs.
  const balance = session?.balance_cents;
  const over = session ? isOver(session) : false;
  useEffect(() => {
    if (balance === undefined) return;
    void queries.invalidateQueries({ queryKey: queryKeys.wallet });
  }, [balance, queries]);
  useEffect(() => {
    if (!over) return;
    for (const queryKey of [queryKeys.sessions, queryKeys.liveSession]) void queries.invalidateQueries({ queryKey });
  }, [over, queries]);

  if (denied) {
    return (
      <EmptyState icon="shield" title="This session cannot be shown" action={<LinkButton to="/sessions">Your sessions</LinkButton>}>
        It does not exist, or it belongs to other people.
      </EmptyState>
    );
  }
  if (!session) {
    return unreachable ? (
      <EmptyState icon="clock" title="No connection to SoulSeer">
        We keep trying; the session opens by itself.
      </EmptyState>
    ) : (
      <PageSkeleton />
    );
  }
  if (isOver(session)) return <Over session={session} />;
  if (session.party === null) return <WatchView room={room} session={session} />;
  if (session.accepted_at === null) {
    return session.party === "client" ? <OutgoingView room={room} session={session} /> : <IncomingView room={room} session={session} />;
  }
  return (
    <>
      {refused ? (
        <div className="mb-4 space-y-3">
          <FormError error={refused} />
          {session.booking ? (
            <LinkButton variant="secondary" to={`/bookings/${session.booking.booking_id}`}>
              To the booking
            </LinkButton>
          ) : null}
        </div>
      ) : null}
      <LiveView room={room} session={session} />
    </>
  );
}

/**
 * Whoever opens the page of a booked reading comes in to it; saying so again changes nothing. Returns why it was refused,
 * null while it is not.
 */
function useComingIn(room: Room, session: Session | null): unknown {
  const [refused, setRefused] = useState<unknown>(null);
  const bookingId = session?.booking && session.party !== null && !isOver(session) ? session.booking.booking_id : null;
  useEffect(() => {
    if (bookingId === null) return;
    joinBooking(bookingId).then(
      () => room.catchUp(),
      (error: unknown) => setRefused(error),
    );
  }, [bookingId, room]);
  return refused;
}

/** A session that took place has a receipt; one that never began only an explanation. */
function Over({ session }: { session: Session }) {
  if (session.started_at !== null) return <Navigate to={`/sessions/${session.session_id}/receipt`} replace />;
  const other = otherOf(session);
  return (
    <div className="mx-auto max-w-md py-10 text-center" role="status">
      <PageHeader
        title={session.end_reason ? endSentence(session.end_reason, session) : "The session is over."}
        documentTitle="Session over"
        lead={session.booking ? "What became of its price stands at the booking." : "Nothing was charged."}
      />
      <div className="flex flex-wrap justify-center gap-3">
        {session.booking ? <LinkButton to={`/bookings/${session.booking.booking_id}`}>To the booking</LinkButton> : null}
        {session.booking ? null : session.party === "client" ? (
          <>
            <LinkButton to={`/readers/${session.reader.user_id}`} variant="secondary">
              Back to {other.display_name}
            </LinkButton>
            <LinkButton to="/readers?online=true">Readers online now</LinkButton>
          </>
        ) : (
          <LinkButton to={session.party === "reader" ? "/reader" : "/admin"}>Back to your desk</LinkButton>
        )}
      </div>
    </div>
  );
}
