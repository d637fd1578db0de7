import { useState, type ReactNode } from "react";

import { Button } from "@/components/Button";
import { Section } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { TextArea, TextField } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { Money } from "@/components/Money";
import { fieldError } from "@/lib/api/errors";
import type { Booking } from "@/lib/api/types";
import { centsToDecimal, formatMoney, parseAmount } from "@/lib/money";
import { notify } from "@/lib/notices";

import { useCallOff, useRefund } from "./useBookings";

/** What an admin can do with a booking: cancel one that stands, give money of a closed one back. */
export function SupportSection({ booking }: { booking: Booking }) {
  const [open, setOpen] = useState<"cancel" | "refund" | null>(null);
  const { cancel, refundable_cents } = booking.actions;
  const close = () => setOpen(null);
  return (
    <Section title="Support">
      {cancel ? (
        <>
          <p className="mb-4 max-w-prose text-muted">
            {booking.client.display_name} would get everything back. A reading that is under way is ended in its session first.
          </p>
          <Button variant="danger" icon="close" onClick={() => setOpen("cancel")}>
            Cancel the booking
          </Button>
        </>
      ) : refundable_cents > 0 ? (
        <>
          <p className="mb-4 max-w-prose text-muted">
            {formatMoney(refundable_cents, booking.currency)} was not given back.{" "}
            {booking.split?.released_at
              ? `A refund lessens the earnings of ${booking.reader.display_name} and SoulSeer’s share, 70 to 30.`
              : "It still waits to be shared; a refund comes out of it first."}
          </p>
          <Button variant="secondary" onClick={() => setOpen("refund")}>
            Give money back
          </Button>
        </>
      ) : (
        <p className="text-muted">Everything was given back; there is nothing left to do.</p>
      )}
      {open === "cancel" ? <CallOffDialog booking={booking} onClose={close} /> : null}
      {open === "refund" ? <RefundDialog booking={booking} onClose={close} /> : null}
    </Section>
  );
}

function CallOffDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const callOff = useCallOff(booking.booking_id);
  const confirm = () =>
    callOff.mutate(
      { reason: reason.trim() },
      {
        onSuccess: (now) => {
          notify(`Cancelled. ${formatMoney(now.refunded_cents, now.currency)} went back to ${now.client.display_name}.`, "success");
          onClose();
        },
      },
    );
  return (
    <ActDialog
      title="Cancel this booking?"
      action="Cancel and give everything back"
      reasonHint="Kept in the audit log."
      busy={callOff.isPending}
      error={callOff.error}
      reason={reason}
      onReason={setReason}
      ready={reason.trim() !== ""}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className="mb-4">
        {booking.client.display_name} gets <Money cents={booking.price_cents} currency={booking.currency} className="font-semibold" />{" "}
        back, all of the price. {booking.reader.display_name} earns nothing. Both are told that SoulSeer cancelled.
      </p>
    </ActDialog>
  );
}

function RefundDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const most = booking.actions.refundable_cents;
  const [amount, setAmount] = useState<string>(centsToDecimal(most));
  const [reason, setReason] = useState("");
  const refund = useRefund(booking.booking_id);
  const cents = parseAmount(amount);
  const fits = cents !== null && cents > 0 && cents <= most;
  const confirm = () => {
    if (!fits) return;
    refund.mutate(
      { amount_cents: cents, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(`${formatMoney(cents, booking.currency)} went back to ${booking.client.display_name}.`, "success");
          onClose();
        },
      },
    );
  };
  return (
    <ActDialog
      title="Give money back?"
      action={fits ? `Give ${formatMoney(cents, booking.currency)} back` : "Give money back"}
      reasonHint={`Kept in the audit log, and shown to ${booking.client.display_name} on the statement.`}
      busy={refund.isPending}
      error={refund.error}
      reason={reason}
      onReason={setReason}
      ready={fits && reason.trim() !== ""}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextField
        label="Amount"
        prefix="$"
        inputMode="decimal"
        className="mb-4"
        hint={`At most ${formatMoney(most, booking.currency)}, into the wallet of ${booking.client.display_name}.`}
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
        error={fits ? fieldError(refund.error, "amount_cents") : `Write an amount up to ${formatMoney(most, booking.currency)}.`}
      />
    </ActDialog>
  );
}

interface ActProps {
  title: string;
  action: string;
  reasonHint: string;
  busy: boolean;
  error: unknown;
  reason: string;
  onReason: (reason: string) => void;
  ready: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog of an act that needs a reason. */
function ActDialog({ title, action, reasonHint, busy, error, reason, onReason, ready, onConfirm, onClose, children }: ActProps) {
  const refusal = fieldError(error, "reason");
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Keep it as it is
          </Button>
          <Button variant="danger" busy={busy} disabled={!ready} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <TextArea
        label="Reason"
        rows={3}
        hint={reasonHint}
        value={reason}
        onChange={(event) => onReason(event.target.value)}
        error={refusal}
      />
      {refusal ? null : <FormError error={error} className="mt-4" />}
    </Dialog>
  );
}
