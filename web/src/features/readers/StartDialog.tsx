import type { ReactNode } from "react";

import { Banner } from "@/components/Banner";
import { Button, LinkButton } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { Money, Rate } from "@/components/Money";
import { TopUpForm } from "@/features/wallet/TopUpForm";
import { useWallet } from "@/lib/account";
import { hasCode, sentenceFor } from "@/lib/api/errors";
import type { ReaderDetail, ReaderRate } from "@/lib/api/types";
import { formatRate } from "@/lib/money";
import { MODALITY_WORDS } from "@/lib/words";

import { useStartSession } from "./useStartSession";

interface StartDialogProps {
  reader: ReaderDetail;
  rate: ReaderRate;
  onClose: () => void;
}

/** The last look at the price before a reader is rung; becomes the way to top up if the wallet does not reach. */
export default function StartDialog({ reader, rate, onClose }: StartDialogProps) {
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
