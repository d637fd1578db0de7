"""What the payment provider's events do. Each is dealt with once, recorded in the transaction of its effect.

Stripe delivers at least once and in any order (https://docs.stripe.com/webhooks#event-ordering). No handler here
depends on either: it reads from the event how the payment or dispute stands and posts what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, SECOND_MS
from chalicelib.core.runtime import NoticeMaker
from chalicelib.core.table import Put
from chalicelib.gateways.payments import Charge, Checkout, Dispute, PaymentGateway, PaymentIntent, ProviderEvent
from chalicelib.wallet.disputes import apply_dispute
from chalicelib.wallet.errors import EventProcessed
from chalicelib.wallet.payment_items import ProcessedEvent, TopUp
from chalicelib.wallet.payment_rules import PaymentMismatch
from chalicelib.wallet.payments import RecordEvent, apply_facts, facts_of, named_top_up

IGNORED = "ignored"
"""The event is about something that is none of the wallet's."""
UNKNOWN = "unknown_type"
DUPLICATE = "duplicate"
NEEDS_A_PERSON = "needs_a_person"
"""A machine cannot put right what the event tells, such as a refund that never reached the card."""


@dataclass(frozen=True)
class _Delivery:
    """An event on its way to a handler."""

    event: ProviderEvent
    gateway: PaymentGateway
    now_ms: int
    notice: NoticeMaker | None

    def record(self, outcome: str) -> ProcessedEvent:
        pk, sk = ProcessedEvent.key(event_id=self.event.event_id)
        return ProcessedEvent(
            pk,
            sk,
            event_id=self.event.event_id,
            event_type=self.event.type,
            outcome=outcome,
            happened_at_ms=self.event.created_at_ms,
            processed_at_ms=self.now_ms,
            expires_at=(self.now_ms + ProcessedEvent.RETENTION_DAYS * DAY_MS) // SECOND_MS,
        )


def handle_event(event: ProviderEvent, gateway: PaymentGateway, now_ms: int, notice: NoticeMaker | None = None) -> str:
    """Do what a verified event calls for and return its outcome.

    The outcome is one of posted, nothing_new, ignored, unknown_type, needs_a_person or duplicate. When this returns,
    the event is recorded; when it raises, nothing of it was done and the provider must deliver it again.

    Parameters:
        notice: how the owner of a wallet is told what it did to that.

    Raises:
        NoSuchTopUp, PaymentMismatch: the provider contradicts what was asked of it; a person must look.
        PaymentRefused: the provider does not know what its event names; a person must look.
        PaymentProviderFailed, TableBusy: passing trouble.
    """
    delivery = _Delivery(event, gateway, now_ms, notice)
    if table.load(ProcessedEvent, ProcessedEvent.key(event_id=event.event_id)) is not None:
        return DUPLICATE
    handler = _HANDLERS.get(event.type)
    try:
        if handler is None or event.account is not None:
            return _only_record(delivery, UNKNOWN if handler is None else IGNORED)
        return handler(delivery)
    except EventProcessed:
        return DUPLICATE


def _only_record(delivery: _Delivery, outcome: str) -> str:
    table.write(Put(delivery.record(outcome), refused=EventProcessed))
    return outcome


def _payment(delivery: _Delivery) -> str:
    """A checkout, a payment intent or a charge tells how a payment stands."""
    subject = delivery.event.subject
    if isinstance(subject, (Checkout, PaymentIntent, Charge)):
        top_up_id = named_top_up(subject)
        if top_up_id is not None:
            return _apply(delivery, subject, top_up_id, delivery.record)
    return _only_record(delivery, IGNORED)


def _unpaid(delivery: _Delivery) -> str:
    """A checkout whose delayed payment failed: it says complete, but nothing will come."""
    subject = delivery.event.subject
    if not isinstance(subject, Checkout) or subject.paid:
        return _payment(delivery)
    return _payment(replace(delivery, event=replace(delivery.event, subject=replace(subject, status="expired"))))


def _apply(
    delivery: _Delivery,
    subject: Checkout | PaymentIntent | Charge,
    top_up_id: str,
    record: RecordEvent | None = None,
) -> str:
    return apply_facts(
        top_up_id,
        facts_of(subject),
        customer_reference=subject.metadata.get("customer_reference"),
        now_ms=delivery.now_ms,
        charge_id=subject.charge_id if isinstance(subject, Charge) else None,
        record=record,
        notice=delivery.notice,
    )


def _dispute(delivery: _Delivery) -> str:
    """A dispute names only the payment; one that is not credited yet is asked for and credited first."""
    subject = delivery.event.subject
    if not isinstance(subject, Dispute):
        return _only_record(delivery, IGNORED)
    payment_intent = subject.payment_intent or delivery.gateway.retrieve_charge(subject.charge_id).payment_intent
    if payment_intent is None:
        return _only_record(delivery, IGNORED)
    top_up_id = _credited_top_up(payment_intent)
    if top_up_id is None:
        payment = delivery.gateway.retrieve_payment_intent(payment_intent)
        top_up_id = named_top_up(payment)
        if top_up_id is None:
            return _only_record(delivery, IGNORED)
        _apply(delivery, payment, top_up_id)
    return apply_dispute(subject, top_up_id, now_ms=delivery.now_ms, record=delivery.record, notice=delivery.notice)


def _credited_top_up(payment_intent: str) -> str | None:
    pk = TopUp.payment_key.pk_of(payment_intent=payment_intent)
    page = table.query(TopUp, pk, index=TopUp.index2, limit=2)
    if len(page.items) > 1:
        raise PaymentMismatch(f"two top-ups by {payment_intent}")
    return page.items[0].top_up_id if page.items and page.items[0].paid else None


def _needs_a_person(delivery: _Delivery) -> str:
    return _only_record(delivery, NEEDS_A_PERSON)


_HANDLERS: Mapping[str, Callable[[_Delivery], str]] = {
    "checkout.session.completed": _payment,
    "checkout.session.async_payment_succeeded": _payment,
    "checkout.session.async_payment_failed": _unpaid,
    "checkout.session.expired": _payment,
    "payment_intent.succeeded": _payment,
    "payment_intent.canceled": _payment,
    "charge.refunded": _payment,
    "charge.dispute.created": _dispute,
    "charge.dispute.updated": _dispute,
    "charge.dispute.funds_withdrawn": _dispute,
    "charge.dispute.funds_reinstated": _dispute,
    "charge.dispute.closed": _dispute,
    "refund.failed": _needs_a_person,
}
