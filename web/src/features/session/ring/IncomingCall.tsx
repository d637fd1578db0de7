import { lazy, useState } from "react";

import { Button } from "@/components/Button";
import { FormError } from "@/components/FormError";
import { LazyPart } from "@/components/LazyPart";
import type { Session } from "@/lib/api/types";

import { Caller } from "./Caller";
import { Countdown } from "./Countdown";
import { RingSoundButton } from "./RingSoundButton";

const KnownNote = lazy(() => import("@/features/notes/KnownNote"));

interface IncomingCallProps {
  session: Session;
  onAnswer: (answer: "accept" | "decline") => Promise<unknown>;
}

/** A client rings this reader: who, how, for how much, how long still, and the two answers. */
export function IncomingCall({ session, onAnswer }: IncomingCallProps) {
  const [answering, setAnswering] = useState<"accept" | "decline" | null>(null);
  const [error, setError] = useState<unknown>(null);

  const answer = async (given: "accept" | "decline") => {
    setAnswering(given);
    setError(null);
    try {
      await onAnswer(given);
    } catch (failure) {
      setError(failure);
    }
    setAnswering(null);
  };

  return (
    <div className="flex flex-col items-center gap-5">
      <Caller person={session.client} modality={session.modality} rateCents={session.rate_cents} currency={session.currency} />
      <LazyPart>
        <KnownNote personId={session.client.user_id} name={session.client.display_name} />
      </LazyPart>
      <p className="text-center text-muted">
        {session.ring_expires_at ? (
          <>
            Rings for another <Countdown until={session.ring_expires_at} serverTime={session.server_time} />.{" "}
          </>
        ) : null}
        The clock starts when you are both connected.
      </p>
      <FormError error={error} className="w-full" />
      <div className="grid w-full max-w-sm grid-cols-2 gap-3">
        <Button
          variant="secondary"
          size="large"
          busy={answering === "decline"}
          disabled={answering === "accept"}
          onClick={() => void answer("decline")}
        >
          Decline
        </Button>
        <Button
          size="large"
          icon={session.modality}
          busy={answering === "accept"}
          disabled={answering === "decline"}
          onClick={() => void answer("accept")}
        >
          Accept
        </Button>
      </div>
      <RingSoundButton />
    </div>
  );
}
