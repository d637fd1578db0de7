import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { Icon } from "@/components/icons";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Skeleton } from "@/components/Skeleton";
import { TopUpForm } from "@/features/wallet/TopUpForm";
import { api, data, newIdempotencyKey } from "@/lib/api/client";
import { ApiError, hasCode } from "@/lib/api/errors";
import * as limits from "@/lib/api/limits";
import { queryKeys } from "@/lib/api/query";
import type { BookingOffer, Quote, ReaderDetail } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatMoney } from "@/lib/money";
import { notify } from "@/lib/notices";
import { MODALITY_WORDS } from "@/lib/words";
import { zoneLabel } from "@/lib/zones";

import { storeIntent, type Intent } from "./intent";
import { RefundRules } from "./RefundRules";

interface BookDialogProps {
  reader: ReaderDetail;
  readerZone: string;
  /** The zone by whose clock the client looks. */
  zone: string;
  intent: Intent;
  offer: BookingOffer;
  onClose: () => void;
  /** The time is gone. */
  onTaken: () => void;
}

const quoteKey = (readerId: string, { starts_at, minutes, way }: Intent) => ["booking-quote", readerId, starts_at, minutes, way];

/** The terms as the API states them now: asked anew each time somebody is about to agree to them. */
function useQuote(readerId: string, intent: Intent) {
  const wanted = { reader_id: readerId, modality: intent.way, starts_at: intent.starts_at, duration_minutes: intent.minutes };
  return useQuery({
    queryKey: quoteKey(readerId, intent),
    queryFn: ({ signal }) => data(api.POST("/v1/bookings/quote", { body: wanted, signal })),
    gcTime: 0,
  });
}

/**
 * Books at the price that was shown. One intent has one idempotency key: trying again after a lost answer finds the
 * booking that was made instead of paying twice; a refusal ends the intent.
 */
function useBook(readerId: string, intent: Intent) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const key = useRef<string | null>(null);
  return useMutation({
    mutationFn: (priceCents: number) => {
      key.current ??= newIdempotencyKey();
      return data(
        api.POST("/v1/bookings", {
          params: { header: { "Idempotency-Key": key.current } },
          body: {
            reader_id: readerId,
            modality: intent.way,
            starts_at: intent.starts_at,
            duration_minutes: intent.minutes,
            price_cents: priceCents,
          },
        }),
      );
    },
    onSuccess: async (booking) => {
      key.current = null;
      for (const queryKey of [queryKeys.wallet, queryKeys.bookings, queryKeys.allSlots(readerId)]) {
        void queries.invalidateQueries({ queryKey });
      }
      queries.setQueryData(queryKeys.booking(booking.booking_id), booking);
      notify(`Booked with ${booking.reader.display_name}. The time is kept for you.`, "success");
      await navigate(`/bookings/${booking.booking_id}`);
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      key.current = null;
      void queries.invalidateQueries({ queryKey: quoteKey(readerId, intent) });
      void queries.invalidateQueries({ queryKey: queryKeys.wallet });
    },
  });
}

/** The last look at a booking before it is made; becomes the way to top up if the wallet does not reach. */
export function BookDialog({ reader, readerZone, zone, intent, offer, onClose, onTaken }: BookDialogProps) {
  const quote = useQuote(reader.reader_id, intent);
  const book = useBook(reader.reader_id, intent);
  const isTaken = hasCode(book.error, "slot_taken");
  useEffect(() => {
    if (isTaken) onTaken();
  }, [isTaken, onTaken]);

  const terms = quote.data;
  const missing = terms && (terms.missing_cents > 0 || hasCode(book.error, "insufficient_funds"));
  const startMs = Date.parse(intent.starts_at);
  const endMs = startMs + intent.minutes * 60_000;
  const what = (
    <dl className="divide-y divide-line">
      <Row term="Your time" stacked>
        <span className="block font-semibold">
          <Moment atMs={startMs} untilMs={endMs} zone={zone} />
        </span>
        <span className="block text-sm text-muted">{zoneLabel(startMs, zone)}</span>
      </Row>
      {readerZone === zone ? null : (
        <Row term={`For ${reader.display_name}`} stacked>
          <span className="block">
            <Moment atMs={startMs} untilMs={endMs} zone={readerZone} />
          </span>
          <span className="block text-sm text-muted">{zoneLabel(startMs, readerZone)}</span>
        </Row>
      )}
      <Row term="Reading">
        <span className="inline-flex items-center gap-2">
          <Icon name={intent.way} className="size-4.5" />
          {MODALITY_WORDS[intent.way]}, {intent.minutes} minutes
        </span>
      </Row>
      <Row term="Price">
        <Money cents={terms?.price_cents ?? offer.price_cents} className="font-semibold" />
      </Row>
      <Row term="Your balance">{terms ? <Money cents={terms.balance_cents} currency={terms.currency} /> : "…"}</Row>
    </dl>
  );

  if (missing) {
    return (
      <Dialog open onClose={onClose} title="Top up to book" width="wide">
        {what}
        <p className="my-5">
          Your wallet needs <Money cents={Math.max(terms.missing_cents, 1)} currency={terms.currency} className="font-semibold" /> more. You
          come back to this question afterwards; the time is not kept meanwhile.
        </p>
        {/* Whatever leads to the checkout, the way back has to know what the money was for. */}
        <div onSubmitCapture={() => storeIntent(reader.reader_id, intent)}>
          <TopUpForm returnPath={`/readers/${reader.reader_id}`} initialCents={enough(terms)} />
        </div>
      </Dialog>
    );
  }

  const gone = terms?.open === false;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Book ${reader.display_name}?`}
      width="wide"
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Not now
          </Button>
          {gone ? (
            <Button onClick={onTaken}>Choose another time</Button>
          ) : (
            <Button icon="calendar" disabled={!terms} busy={book.isPending} onClick={() => terms && book.mutate(terms.price_cents)}>
              {book.isPending ? "Booking" : terms ? `Book for ${formatMoney(terms.price_cents, terms.currency)}` : "Book"}
            </Button>
          )}
        </>
      }
    >
      {what}
      <h3 className="mb-2 mt-4 text-lg">If plans change</h3>
      {terms ? (
        <RefundRules
          steps={terms.refund_steps}
          priceCents={terms.price_cents}
          currency={terms.currency}
          zone={zone}
          readerName={reader.display_name}
        />
      ) : quote.isError ? null : (
        <Skeleton className="h-28 w-full" />
      )}
      {gone ? (
        <Banner tone="warning" live className="mt-4">
          This time is not open any more, or you have another reading then. Nothing was charged.
        </Banner>
      ) : null}
      {hasCode(book.error, "price_changed") && terms ? (
        <Banner tone="warning" live className="mt-4" title="The price has changed">
          It is {formatMoney(terms.price_cents, terms.currency)} now. Nothing was charged: book at this price, or leave it.
        </Banner>
      ) : isTaken ? null : (
        <FormError error={book.error ?? quote.error} className="mt-4" />
      )}
    </Dialog>
  );
}

/** An amount that covers what is missing; the form's own choice where that does. */
function enough({ missing_cents }: Quote): number {
  return (
    [2500, 5000, 10_000].find((cents) => cents >= missing_cents) ??
    Math.min(limits.StartTopUp_amount_cents_maximum, Math.ceil(missing_cents / 100) * 100)
  );
}

function Row({ term, stacked = false, children }: { term: string; stacked?: boolean; children: ReactNode }) {
  return (
    <div className={cx("flex items-center justify-between gap-x-4 py-2.5", stacked && "max-sm:flex-col max-sm:items-start")}>
      <dt className="shrink-0 text-muted">{term}</dt>
      <dd className={cx("text-right", stacked && "max-sm:text-left")}>{children}</dd>
    </div>
  );
}
