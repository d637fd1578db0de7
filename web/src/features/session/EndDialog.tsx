import { useState } from "react";

import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import type { Session } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { formatDuration } from "@/lib/time";
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
      <p className="mt-2">
        So far: <strong>{formatMoney(session.charged_cents, session.currency)}</strong> for {plural(session.charged_minutes, "minute")} at{" "}
        {formatMoney(session.rate_cents, session.currency)}.
      </p>
      <p className="mt-2 text-muted">A minute that was charged but has not begun when you end is given back.</p>
      <FormError error={error} className="mt-4" />
    </Dialog>
  );
}
