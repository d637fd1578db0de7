"""Items of money that enters and leaves by card: top-ups, refunds to the card, disputes, and the provider's events."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute
from chalicelib.wallet.payment_rules import DisputeOutcome, DisputeState, PaymentState


class TopUp(TableItem, discriminator="top_up"):
    """One top-up and all that is known of its payment (`PaymentState`). `version` is the condition of every change.

    Found by its id and by the provider's payment (index2). Those that were credited stand in their wallet's statement.
    """

    key = KeyTemplate("TOPUP#{top_up_id}", "TOPUP")
    payment_key = KeyTemplate("PAYMENT#{payment_intent}", "TOPUP")

    top_up_id = TextAttribute()
    user_id = TextAttribute()
    amount_cents = IntegerAttribute()
    currency = TextAttribute()
    return_path = TextAttribute(null=True)
    created_at_ms = IntegerAttribute()
    version = IntegerAttribute()
    checkout_id = TextAttribute(null=True)
    checkout_url = TextAttribute(null=True)
    payment_intent = TextAttribute(null=True)
    charge_id = TextAttribute(null=True)
    paid = BooleanAttribute(default=False)
    credited_at_ms = IntegerAttribute(null=True)
    expired = BooleanAttribute(default=False)
    provider_refunded_cents = IntegerAttribute(default=0)
    reserved_cents = IntegerAttribute(default=0)
    outside_refunded_cents = IntegerAttribute(default=0)
    disputed_cents = IntegerAttribute(default=0)

    @property
    def state(self) -> PaymentState:
        """The payment as a value."""
        return PaymentState(
            amount_cents=self.amount_cents,
            payment_intent=self.payment_intent,
            paid=self.paid,
            expired=self.expired,
            provider_refunded_cents=self.provider_refunded_cents,
            reserved_cents=self.reserved_cents,
            outside_refunded_cents=self.outside_refunded_cents,
            disputed_cents=self.disputed_cents,
        )


class CardRefund(TableItem, discriminator="card_refund"):
    """A refund to the card that was begun here. `state` is reserved, sent or refused; a reserved one falls due."""

    key = KeyTemplate("TOPUP#{top_up_id}", "REFUND#{refund_id}")

    refund_id = TextAttribute()
    top_up_id = TextAttribute()
    amount_cents = IntegerAttribute()
    reason = TextAttribute()
    actor_id = TextAttribute()
    created_at_ms = IntegerAttribute()
    state = TextAttribute()
    provider_refund_id = TextAttribute(null=True)


class DisputeItem(TableItem, discriminator="dispute"):
    """A dispute, kept with the other disputes of its wallet's owner. `version` is the condition of every change."""

    key = KeyTemplate("DISPUTES#{user_id}", "DISPUTE#{dispute_id}")

    dispute_id = TextAttribute()
    user_id = TextAttribute()
    top_up_id = TextAttribute()
    reason = TextAttribute()
    version = IntegerAttribute()
    opened_at_ms = IntegerAttribute()
    withdrawn_cents = IntegerAttribute()
    reinstated_cents = IntegerAttribute()
    fee_cents = IntegerAttribute()
    fee_returned_cents = IntegerAttribute()
    written_off_cents = IntegerAttribute()
    outcome = TextAttribute()
    real = BooleanAttribute()

    @property
    def state(self) -> DisputeState:
        """The dispute as a value."""
        return DisputeState(
            withdrawn_cents=self.withdrawn_cents,
            reinstated_cents=self.reinstated_cents,
            fee_cents=self.fee_cents,
            fee_returned_cents=self.fee_returned_cents,
            written_off_cents=self.written_off_cents,
            outcome=DisputeOutcome(self.outcome),
            real=self.real,
        )


class ProcessedEvent(TableItem, discriminator="processed_event"):
    """Proof that an event of the provider was dealt with, written together with its effect.

    It lapses after `RETENTION_DAYS`: the provider repeats for days, and what an event does is guarded for good by
    the ids of its transfers.
    """

    RETENTION_DAYS = 90
    key = KeyTemplate("PROVIDER_EVENT#{event_id}", "EVENT")

    event_id = TextAttribute()
    event_type = TextAttribute()
    outcome = TextAttribute()
    happened_at_ms = IntegerAttribute()
    processed_at_ms = IntegerAttribute()
