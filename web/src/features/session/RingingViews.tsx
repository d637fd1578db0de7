import { useState } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatMoney } from "@/lib/money";
import { formatClock } from "@/lib/time";

import { secondsUntil } from "./meter";
import { Caller } from "./ring/Caller";
import { IncomingCall } from "./ring/IncomingCall";
import { useRing } from "./ring/useRing";
import type { Room } from "./room";
import { DeviceCheck } from "./stage/DeviceCheck";
import { useMeter } from "./useRoom";

/** The client waits for the reader to answer, and can see to the devices meanwhile. */
export function OutgoingView({ room, session }: { room: Room; session: Session }) {
  const [cancelling, setCancelling] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const withDevices = session.modality !== "text";

  const cancel = async () => {
    setCancelling(true);
    setError(null);
    try {
      await room.live.act("cancel");
    } catch (failure) {
      setError(failure);
    }
    setCancelling(false);
  };

  return (
    <div className={cx("mx-auto grid grid-cols-1 items-start gap-6", withDevices ? "max-w-4xl lg:grid-cols-2" : "max-w-lg")}>
      <Card className="flex flex-col items-center gap-5 text-center">
        <Caller person={session.reader} modality={session.modality} rateCents={session.rate_cents} currency={session.currency} />
        <div className="[&_header]:mb-0 [&_header]:justify-center">
          <PageHeader title={`Ringing ${session.reader.display_name}`} />
        </div>
        <p className="text-muted">
          {session.ring_expires_at ? (
            <>
              <RingLeft room={room} until={session.ring_expires_at} /> to answer.{" "}
            </>
          ) : null}
          Nothing is charged while it rings. The first {formatMoney(session.rate_cents, session.currency)} is charged when you are both
          connected.
        </p>
        <FormError error={error} className="w-full text-left" />
        <Button variant="secondary" size="large" busy={cancelling} onClick={() => void cancel()}>
          Cancel
        </Button>
      </Card>
      {session.modality === "text" ? null : <DeviceCheck room={room} modality={session.modality} />}
    </div>
  );
}

function RingLeft({ room, until }: { room: Room; until: string }) {
  const reading = useMeter(room);
  return (
    <span role="timer" className="tabular font-semibold text-text">
      {formatClock(secondsUntil(until, reading))}
    </span>
  );
}

/** A client rings; the reader has come to the session's own page. */
export function IncomingView({ room, session }: { room: Room; session: Session }) {
  useRing(session.client.display_name);
  return (
    <Card className="mx-auto max-w-lg">
      <div className="text-center [&_header]:mb-5 [&_header]:justify-center">
        <PageHeader title={`${session.client.display_name} is calling`} />
      </div>
      <IncomingCall session={session} onAnswer={(answer) => room.live.act(answer)} />
    </Card>
  );
}
