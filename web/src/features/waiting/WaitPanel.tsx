import { Button } from "@/components/Button";
import { FormError } from "@/components/FormError";
import { useAccount } from "@/lib/account";
import { sentenceFor } from "@/lib/api/errors";
import type { ReaderDetail } from "@/lib/api/types";
import { signIn } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { notify } from "@/lib/notices";
import { plural } from "@/lib/words";

import { OnlineNoticeButton } from "./OnlineNoticeButton";
import { useCanStart, useJoinLine, useLeaveLine, usePlace } from "./usePlace";
import { placeWords, waitWords } from "./words";

/** What can be done about a reader who cannot be had at once: wait in line, or be told when they are online. */
export default function WaitPanel({ reader, firstName }: { reader: ReaderDetail; firstName: string }) {
  const signedIn = useAuthStatus() === "signed_in";
  const account = useAccount();
  const canStart = useCanStart(reader);
  if (canStart || (signedIn && account.data?.role !== "client")) return null;
  const isThere = reader.status === "in_session" || reader.status === "online";
  return (
    <div className="mt-5 border-t border-line pt-5">
      {!signedIn ? (
        <SignInToWait readerId={reader.reader_id} label={isThere ? "Wait in line" : `Tell me when ${firstName} is online`} />
      ) : isThere ? (
        <Line reader={reader} firstName={firstName} />
      ) : (
        <OnlineNoticeButton readerId={reader.reader_id} firstName={firstName} />
      )}
    </div>
  );
}

function SignInToWait({ readerId, label }: { readerId: string; label: string }) {
  const start = () => signIn(`/readers/${readerId}`).catch((error: unknown) => notify(sentenceFor(error), "danger"));
  return (
    <Button variant="secondary" icon="clock" className="w-full" onClick={() => void start()}>
      {label}
    </Button>
  );
}

function Line({ reader, firstName }: { reader: ReaderDetail; firstName: string }) {
  const place = usePlace().data ?? null;
  const join = useJoinLine(reader.reader_id);
  const leave = useLeaveLine();

  if (place?.reader_id === reader.reader_id) {
    const wait = waitWords(place);
    return (
      <div>
        <p role="status" className="font-semibold">
          {placeWords(place)}
          {wait ? <span className="font-normal text-muted"> · {wait}</span> : null}
        </p>
        <p className="mt-1 text-sm text-muted">
          When it is your turn, {firstName} is kept for you for a minute. Keep SoulSeer open; you can look at other pages meanwhile.
        </p>
        <Button variant="secondary" className="mt-4 w-full" busy={leave.isPending} onClick={() => leave.mutate()}>
          Leave the line
        </Button>
        <FormError error={leave.error} className="mt-4" />
      </div>
    );
  }
  return (
    <div>
      <p className="text-sm text-muted">
        {reader.waiting_count === 0 ? "Nobody waits yet." : `${plural(reader.waiting_count, "client waits", "clients wait")} already.`}{" "}
        First come, first served; waiting costs nothing.
      </p>
      <Button icon="clock" className="mt-3 w-full" busy={join.isPending} onClick={() => join.mutate()}>
        Wait in line
      </Button>
      <FormError error={join.error} className="mt-4" />
    </div>
  );
}
