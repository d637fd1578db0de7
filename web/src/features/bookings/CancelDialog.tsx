import { useEffect, useState } from "react";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Skeleton } from "@/components/Skeleton";
import { hasCode } from "@/lib/api/errors";
import type { Booking } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { notify } from "@/lib/notices";
import { viewerTimeZone } from "@/lib/time";

import { useBooking, useCancel } from "./useBookings";

/** Asks once more before a booking is cancelled, with what the API says now that this gives back: no more, no less. */
export function CancelDialog({ bookingId, onClose }: { bookingId: string; onClose: () => void }) {
  const query = useBooking(bookingId);
  const cancel = useCancel(bookingId);
  const { refetch } = query;
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    void refetch().finally(() => setFresh(true));
  }, [refetch]);

  const booking = query.data;
  const refund = booking?.actions.cancel;
  const changed = hasCode(cancel.error, "price_changed");
  // A refusal has the booking asked for again; until the answer is here, the amount on the page is the old one.
  const known = fresh && !(changed && query.isFetching);

  const confirm = () => {
    if (!booking || !refund) return;
    cancel.mutate(refund.refund_cents, {
      onSuccess: (now) => {
        notify(doneSentence(now), "success");
        onClose();
      },
    });
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title="Cancel this reading?"
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Keep it
          </Button>
          {booking && refund ? (
            <Button variant="danger" disabled={!known} busy={cancel.isPending} onClick={confirm}>
              {confirmWords(booking, refund.refund_cents)}
            </Button>
          ) : null}
        </>
      }
    >
      {!known ? (
        <div role="status">
          <span className="sr-only">Asking what is given back now…</span>
          <Skeleton className="h-24 w-full" />
        </div>
      ) : booking && refund ? (
        <>
          {changed ? (
            <Banner tone="warning" live className="mb-4" title="The amount has changed">
              Nothing was cancelled. Look at the new amount and decide again.
            </Banner>
          ) : null}
          {booking.party === "reader" ? (
            <>
              <p>
                {booking.client.display_name} gets everything back:{" "}
                <Money cents={refund.refund_cents} currency={booking.currency} className="font-semibold" />. You earn nothing from this
                booking.
              </p>
              <p className="mt-2 text-muted">They are told at once that you cancelled, and the time is open again for others to book.</p>
            </>
          ) : (
            <>
              <p>
                You get back <Money cents={refund.refund_cents} currency={booking.currency} className="font-serif text-2xl font-semibold" />{" "}
                of <Money cents={booking.price_cents} currency={booking.currency} />, into your wallet, at once.
              </p>
              {refund.until === null ? null : (
                <p className="mt-2 text-muted">
                  This amount holds until <Moment atMs={Date.parse(refund.until)} zone={viewerTimeZone()} />.
                </p>
              )}
              {refund.refund_cents < booking.price_cents ? (
                <p className="mt-2 text-muted">
                  {formatMoney(booking.price_cents - refund.refund_cents, booking.currency)} stays with {booking.reader.display_name} and
                  SoulSeer, because the reading begins so soon.
                </p>
              ) : null}
            </>
          )}
          {changed ? null : <FormError error={cancel.error} className="mt-4" />}
        </>
      ) : (
        <>
          <p>This reading cannot be cancelled any more.</p>
          <FormError error={query.error} className="mt-4" />
        </>
      )}
    </Dialog>
  );
}

function confirmWords(booking: Booking, refundCents: number): string {
  if (booking.party === "reader") return "Cancel the reading";
  return refundCents === 0 ? "Cancel without a refund" : `Cancel, ${formatMoney(refundCents, booking.currency)} back`;
}

function doneSentence(booking: Booking): string {
  const amount = formatMoney(booking.refunded_cents, booking.currency);
  if (booking.party === "reader") return `Cancelled. ${booking.client.display_name} has ${amount} back.`;
  return booking.refunded_cents === 0 ? "Cancelled." : `Cancelled. ${amount} is back in your wallet.`;
}
