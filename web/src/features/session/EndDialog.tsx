import { useState } from "react";

import { Button, LinkButton } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import type { Session } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatTime } from "@/lib/time";
import { plural } from "@/lib/words";

import type { Room } from "./room";
import { useMeter } from "./useRoom";
import { otherOf } from "./words";

interface EndDialogProps {
  room: Room;
  session: Session;
  open: boolean;
  onClose: () => void;
}

/** Asks once more before a session is ended, with what it has cost so far. */
export function EndDialog({ room, session, open, onClose }: EndDialogProps) {
  const { connectedSeconds } = useMeter(room);
  const [ending, setEnding] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const end = async () => {
    setEnding(true);
    setError(null);
    try {
      await room.live.act("end");
    } catch (failure) {
      setError(failure);
    }
    setEnding(false);
  };

  if (session.booking && session.started_at === null && session.party !== null) {
    return <NotBegun room={room} bookingId={session.booking.booking_id} open={open} onClose={onClose} />;
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="End this session?"
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Stay
          </Button>
          <Button variant="danger" icon="phone_end" busy={ending} onClick={() => void end()}>
            End session
          </Button>
        </>
      }
    >
      <p>
        You and {otherOf(session).display_name} have been connected for <strong>{formatDuration(connectedSeconds)}</strong>.
      </p>
      {session.booking ? (
        <p className="mt-2">{endOfBookedSentence(session, session.booking)}</p>
      ) : (
        <>
          <p className="mt-2">
            So far: <strong>{formatMoney(session.charged_cents, session.currency)}</strong> for {plural(session.charged_minutes, "minute")}{" "}
            at {formatMoney(session.rate_cents, session.currency)}.
          </p>
          <p className="mt-2 text-muted">A minute that was charged but has not begun when you end is given back.</p>
        </>
      )}
      <FormError error={error} className="mt-4" />
    </Dialog>
  );
}

/** What ending a booked reading before its time does to its price (docs/decisions/0014-bookings.md). */
function endOfBookedSentence(session: Session, booking: NonNullable<Session["booking"]>): string {
  const price = formatMoney(booking.price_cents, session.currency);
  const ends = formatTime(booking.ends_at, "time");
  switch (session.party) {
    case "client":
      return `The reading is paid for until ${ends}. If you end it now, nothing of the ${price} is given back.`;
    case "reader":
      return `The reading is paid for until ${ends}. If you end it now, the minutes that have not begun are given back to ${session.client.display_name}.`;
    default:
      return `The reading is paid for until ${ends}. The minutes that have not begun are given back to the client.`;
  }
}

interface NotBegunProps {
  room: Room;
  bookingId: string;
  open: boolean;
  onClose: () => void;
}

/** A booked reading that has not begun cannot be ended: it is left for a while, or cancelled as a booking. */
function NotBegun({ room, bookingId, open, onClose }: NotBegunProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="The reading has not begun"
      actions={
        <>
          <LinkButton variant="secondary" to={`/bookings/${bookingId}`}>
            To the booking
          </LinkButton>
          <Button
            onClick={() => {
              room.stepOut();
              onClose();
            }}
          >
            Step out
          </Button>
        </>
      }
    >
      <p>You can step out and come back until its time is over. To cancel it, go to the booking: there you see what is given back.</p>
    </Dialog>
  );
}
