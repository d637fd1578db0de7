import { lazy, useState } from "react";
import { useSearchParams } from "react-router";

import { Banner } from "@/components/Banner";
import { Button, TextLink } from "@/components/Button";
import { Card } from "@/components/Card";
import { LazyPart } from "@/components/LazyPart";
import { Icon } from "@/components/icons";
import { Rate } from "@/components/Money";
import { useCanStart } from "@/features/waiting/usePlace";
import { useAccount } from "@/lib/account";
import { sentenceFor } from "@/lib/api/errors";
import type { Modality, ReaderDetail } from "@/lib/api/types";
import { signIn } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { notify } from "@/lib/notices";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";

import { inOrder } from "./ReaderCardView";

const StartDialog = lazy(() => import("./StartDialog"));
const WaitPanel = lazy(() => import("@/features/waiting/WaitPanel"));

const STATUS_SENTENCES: Record<ReaderDetail["status"], (name: string) => string> = {
  online: (name) => `${name} is online and free. Ringing costs nothing.`,
  in_session: (name) => `${name} is with somebody at the moment. This page shows when that changes.`,
  busy: (name) => `${name} is busy and takes no calls now. This page shows when that changes.`,
  away: (name) => `${name} is away at the moment. This page shows when that changes.`,
  offline: (name) => `${name} is offline. This page shows when that changes.`,
};

/** What can be done with a reader now, and what it costs. `?start=<modality>` in the address opens the question at once. */
export function StartPanel({ reader }: { reader: ReaderDetail }) {
  const [query, setQuery] = useSearchParams();
  const signedIn = useAuthStatus() === "signed_in";
  const account = useAccount();
  const [leaving, setLeaving] = useState<Modality | null>(null);

  const asked = MODALITIES.find((modality) => modality === query.get("start"));
  const asking = reader.rates.find((rate) => rate.modality === asked);
  const ask = (modality: Modality | null) => {
    const next = new URLSearchParams(query);
    if (modality === null) next.delete("start");
    else next.set("start", modality);
    setQuery(next, { replace: true });
  };

  const begin = (modality: Modality) => {
    if (signedIn) {
      ask(modality);
      return;
    }
    setLeaving(modality);
    signIn(`/readers/${reader.reader_id}?start=${modality}`).catch((error: unknown) => {
      setLeaving(null);
      notify(sentenceFor(error), "danger");
    });
  };

  const suspended = account.data?.suspended ?? false;
  const mayStart = !signedIn || (account.data?.role === "client" && !suspended);
  const canStart = useCanStart(reader);
  const firstName = reader.display_name.split(" ")[0] ?? reader.display_name;

  return (
    <Card as="section" id="start" className="scroll-mt-20" aria-label={`Start a session with ${reader.display_name}`}>
      <h2 className="text-2xl">Start now</h2>
      <p className="mt-1.5 text-muted">
        {reader.status === "online" && !canStart
          ? `${firstName} is free, and others who wait in line come first.`
          : STATUS_SENTENCES[reader.status](firstName)}
      </p>
      <ul className="mt-5 space-y-3">
        {inOrder(reader.rates).map((rate) => (
          <li key={rate.modality}>
            <Button
              variant={canStart ? "primary" : "secondary"}
              size="large"
              className="w-full"
              busy={leaving === rate.modality}
              disabled={!canStart || !mayStart}
              onClick={() => begin(rate.modality)}
            >
              <span className="flex grow items-center gap-2.5">
                {leaving === rate.modality ? null : <Icon name={rate.modality} />}
                <span className="grow text-left">Start {MODALITY_WORDS[rate.modality].toLowerCase()}</span>
                <Rate cents={rate.rate_cents} currency={reader.currency} className="text-base" />
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {reader.rates.length === 0 ? <p className="mt-5 text-muted">{firstName} offers no sessions at the moment.</p> : null}
      {mayStart ? null : (
        <Banner tone="info" className="mt-4">
          {suspended ? "Nothing can be started while your account is suspended." : "Sessions are started from a client’s account."}
        </Banner>
      )}
      {canStart || suspended ? null : (
        <LazyPart>
          <WaitPanel reader={reader} firstName={firstName} />
        </LazyPart>
      )}
      <p className="mt-5 text-sm text-muted">
        Charged by the started minute, only while you are both there. <TextLink to="/help">How billing works</TextLink>
      </p>
      {asking && signedIn && mayStart ? (
        <LazyPart>
          <StartDialog reader={reader} rate={asking} onClose={() => ask(null)} />
        </LazyPart>
      ) : null}
    </Card>
  );
}
