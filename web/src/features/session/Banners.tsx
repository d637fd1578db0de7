import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import type { Session } from "@/lib/api/types";
import { useOnline } from "@/lib/online";
import { formatClock, formatTime } from "@/lib/time";

import { secondsUntil, type MeterReading } from "./meter";
import type { Room } from "./room";
import { useLive, useMedia, useMeter } from "./useRoom";
import { missingNames, otherOf } from "./words";

/** The most pressing thing to know about the session right now; nothing when all is well. */
export type Situation =
  "unreachable" | "funds" | "dropped" | "returning" | "media_lost" | "low_funds" | "time_ends" | "not_started" | "well";

export function situationOf(session: Session, facts: { unreachable: boolean; mediaLost: boolean; secondsLeft: number | null }): Situation {
  if (facts.unreachable) return "unreachable";
  if (session.pause?.reason === "funds") return "funds";
  if (session.state === "reconnecting") return "returning";
  if (session.pause) return "dropped";
  if (session.started_at === null) return "not_started";
  if (facts.mediaLost) return "media_lost";
  if (facts.secondsLeft !== null && facts.secondsLeft <= 300) return session.booking ? "time_ends" : "low_funds";
  return "well";
}

/** What keeps the clock from running, or will soon, and what can be done about it. Read out by useAnnouncements. */
export function Banners({ room, session, onTopUp }: { room: Room; session: Session; onTopUp: () => void }) {
  const { unreachable } = useLive(room);
  const online = useOnline();
  const reading = useMeter(room);
  const { stage, connection } = useMedia(room);
  const mediaLost = stage === "joined" && connection?.state === "reconnecting";
  const other = otherOf(session).display_name;
  const situation = situationOf(session, {
    unreachable: unreachable || !online,
    mediaLost,
    secondsLeft: reading.secondsLeft,
  });

  switch (situation) {
    case "unreachable":
      return (
        <Banner tone="warning" title="No connection to SoulSeer">
          We keep trying. Without it you are not counted as present, so the clock stops at the last moment at which both of you were known
          to be here.
        </Banner>
      );
    case "funds":
      return session.party === "client" ? (
        <Banner tone="danger" title="Your balance is used up. The clock has stopped" action={<Button onClick={onTopUp}>Top up</Button>}>
          Top up and you go on where you were. Otherwise the session ends in <Grace session={session} reading={reading} />.
        </Banner>
      ) : (
        <Banner tone="warning" title={`${other}'s balance is used up. The clock has stopped`}>
          {other} can top up and go on. Otherwise the session ends in <Grace session={session} reading={reading} />.
        </Banner>
      );
    case "dropped":
      return (
        <Banner tone="warning" title={`${missingNames(session)} dropped out. The clock has stopped`}>
          {session.booking
            ? "The reading goes on when both of you are here, until its time is over."
            : "Nothing is charged while you wait."}{" "}
          The session ends in <Grace session={session} reading={reading} /> if nobody comes back.
        </Banner>
      );
    case "returning":
      return (
        <Banner tone="info" title={`${other} and you are being reconnected`}>
          The clock goes on when both of you are here.
          {session.pause ? (
            <>
              {" "}
              Time for that: <Grace session={session} reading={reading} />.
            </>
          ) : null}{" "}
          Reconnects: {session.reconnects} of {session.reconnects_allowed}.
        </Banner>
      );
    case "not_started":
      if (session.booking) return <BookedWait session={session} booking={session.booking} reading={reading} />;
      return (
        <Banner tone="info" title={`Waiting for ${other} to connect`}>
          The first minute is charged when both of you are here, not before.
        </Banner>
      );
    case "media_lost":
      return (
        <Banner tone="warning" title="The call was interrupted">
          We are getting it back. If it stays away, the clock stops.
        </Banner>
      );
    case "low_funds": {
      const left = reading.secondsLeft ?? 0;
      return (
        <Banner
          tone={left <= 60 ? "danger" : "warning"}
          title={left <= 60 ? "Less than a minute left" : `About ${Math.ceil(left / 60)} minutes left`}
          action={
            <Button size="small" onClick={onTopUp}>
              Top up
            </Button>
          }
        >
          Then the clock stops and you have five minutes to top up. You never owe anything.
        </Banner>
      );
    }
    case "time_ends": {
      const left = reading.secondsLeft ?? 0;
      return (
        <Banner
          tone={left <= 60 ? "danger" : "warning"}
          title={left <= 60 ? "Less than a minute left" : `About ${Math.ceil(left / 60)} minutes left`}
        >
          The reading ends with its time{session.booking ? `, at ${formatTime(session.booking.ends_at, "time")}` : ""}. Nothing more is
          charged.
        </Banner>
      );
    }
    case "well":
      return null;
  }
}

interface BookedWaitProps {
  session: Session;
  booking: NonNullable<Session["booking"]>;
  reading: MeterReading;
}

/** A booked reading that has not begun: its time has not come, or somebody is late. */
function BookedWait({ session, booking, reading }: BookedWaitProps) {
  const other = otherOf(session);
  const isReader = session.party === "reader";
  const otherIsHere = session.presence[isReader ? "client" : "reader"].present;
  const startsIn = secondsUntil(booking.starts_at, reading);
  if (startsIn > 0) {
    return (
      <Banner tone="info" title={otherIsHere ? `${other.display_name} is here too` : `Waiting for ${other.display_name}`}>
        The reading begins at {formatTime(booking.starts_at, "time")}, in{" "}
        <span className="tabular font-semibold">{formatClock(startsIn)}</span>, when both of you are here.
      </Banner>
    );
  }
  return (
    <Banner tone="info" title={`Waiting for ${other.display_name} to connect`}>
      {isReader
        ? `If ${other.display_name} is not here by ${formatTime(booking.client_deadline_at, "time")}, the reading is over and you keep your share.`
        : `If ${other.display_name} is not here by ${formatTime(booking.reader_deadline_at, "time")}, you get everything back.`}
    </Banner>
  );
}

function Grace({ session, reading }: { session: Session; reading: MeterReading }) {
  if (!session.pause) return null;
  return <span className="tabular font-semibold">{formatClock(secondsUntil(session.pause.grace_expires_at, reading))}</span>;
}
