import { lazy, Suspense, useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";

import { Banner } from "@/components/Banner";
import { Button, LinkButton, TextLink } from "@/components/Button";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { Icon } from "@/components/icons";
import { Money, Rate } from "@/components/Money";
import { TopUpForm } from "@/features/wallet/TopUpForm";
import { useCanStart } from "@/features/waiting/usePlace";
import { useAccount, useWallet } from "@/lib/account";
import { hasCode, sentenceFor } from "@/lib/api/errors";
import type { Modality, ReaderDetail, ReaderRate } from "@/lib/api/types";
import { signIn } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { formatRate } from "@/lib/money";
import { notify } from "@/lib/notices";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";

import { inOrder } from "./ReaderCardView";
import { useStartSession } from "./useStartSession";

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

  const mayStart = !signedIn || account.data?.role === "client";
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
          Sessions are started from a client’s account.
        </Banner>
      )}
      {canStart ? null : (
        <Suspense>
          <WaitPanel reader={reader} firstName={firstName} />
        </Suspense>
      )}
      <p className="mt-5 text-sm text-muted">
        Charged by the started minute, only while you are both there. <TextLink to="/help">How billing works</TextLink>
      </p>
      {asking && signedIn && mayStart ? <StartDialog reader={reader} rate={asking} onClose={() => ask(null)} /> : null}
    </Card>
  );
}

interface StartDialogProps {
  reader: ReaderDetail;
  rate: ReaderRate;
  onClose: () => void;
}

/** The last look at the price before a reader is rung; becomes the way to top up if the wallet does not reach. */
function StartDialog({ reader, rate, onClose }: StartDialogProps) {
  const wallet = useWallet();
  const start = useStartSession(reader.reader_id);
  const way = MODALITY_WORDS[rate.modality].toLowerCase();

  if (hasCode(start.error, "insufficient_funds")) {
    return (
      <Dialog open onClose={onClose} title="Top up to start">
        <p className="mb-5">
          {reader.display_name} takes <Rate cents={rate.rate_cents} currency={reader.currency} className="font-semibold" />, and your wallet
          holds <Money cents={wallet.data?.balance_cents ?? 0} currency={reader.currency} className="font-semibold" />. The first minute
          must be covered before we ring. You come back here afterwards.
        </p>
        <TopUpForm returnPath={`/readers/${reader.reader_id}`} />
      </Dialog>
    );
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Start a ${way} session?`}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Not now
          </Button>
          <Button icon={rate.modality} busy={start.isPending} onClick={() => start.mutate(rate.modality)}>
            {start.isPending ? "Ringing" : `Ring at ${formatRate(rate.rate_cents, reader.currency)}`}
          </Button>
        </>
      }
    >
      <dl className="divide-y divide-line">
        <Row term="Reader">
          <span className="font-semibold">{reader.display_name}</span>
        </Row>
        <Row term="Price">
          <Rate cents={rate.rate_cents} currency={reader.currency} className="font-semibold" />
        </Row>
        <Row term="Your balance">
          {wallet.data ? <Money cents={wallet.data.balance_cents} currency={wallet.data.currency} className="font-semibold" /> : "…"}
        </Row>
      </dl>
      <p className="mt-4 text-muted">
        We ring for up to a minute. You pay nothing until {reader.display_name} answers and you are both there; then each started minute, in
        advance.
      </p>
      {hasCode(start.error, "client_busy") ? (
        <Banner
          tone="warning"
          live
          className="mt-4"
          action={
            wallet.data?.live_session_id ? (
              <LinkButton size="small" to={`/sessions/${wallet.data.live_session_id}`}>
                Go to it
              </LinkButton>
            ) : null
          }
        >
          {sentenceFor(start.error)}
        </Banner>
      ) : (
        <FormError error={start.error} className="mt-4" />
      )}
    </Dialog>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2.5">
      <dt className="text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
