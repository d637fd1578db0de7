"""Stripe's objects, checked and turned into the values of `payments`.

Only fields that are used are read; each is checked for type and range, because both answers and webhooks come from
outside. Source of the shapes: https://docs.stripe.com/api (version 2026-10-28).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from chalicelib.core.clock import SECOND_MS
from chalicelib.gateways.payments import Charge, Checkout, Dispute, PaymentIntent, ProviderObject, Refund
from chalicelib.gateways.webhooks import LATEST_MS, PROVIDER_ID

_LARGEST = 10**12

Id = Annotated[str, msgspec.Meta(pattern=PROVIDER_ID)]
Word = Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,100}\Z")]
Cents = Annotated[int, msgspec.Meta(ge=0, le=_LARGEST)]
SignedCents = Annotated[int, msgspec.Meta(ge=-_LARGEST, le=_LARGEST)]
Currency = Annotated[str, msgspec.Meta(pattern=r"\A[a-z]{3}\Z")]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=LATEST_MS // SECOND_MS)]
# Stripe sends the id of a related object, or the object itself where it was asked to expand it.
Related = Id | dict[str, Any] | None


class MalformedObject(Exception):
    """An object is not of the documented shape."""


class _Wire(msgspec.Struct, frozen=True):
    pass


class _Session(_Wire, frozen=True):
    object: Literal["checkout.session"]
    id: Id
    mode: Word
    status: Literal["open", "complete", "expired"] | None
    payment_status: Word
    currency: Currency | None
    amount_total: Cents | None = None
    url: str | None = None
    payment_intent: Related = None
    metadata: dict[str, str] | None = None
    expires_at: Seconds | None = None


class _PaymentIntent(_Wire, frozen=True):
    object: Literal["payment_intent"]
    id: Id
    status: Word
    amount: Cents
    currency: Currency
    amount_received: Cents = 0
    latest_charge: Related = None
    client_secret: str | None = None
    metadata: dict[str, str] | None = None


class _Charge(_Wire, frozen=True):
    object: Literal["charge"]
    id: Id
    amount: Cents
    amount_refunded: Cents
    currency: Currency
    paid: bool
    refunded: bool
    disputed: bool = False
    payment_intent: Related = None
    metadata: dict[str, str] | None = None


class _Refund(_Wire, frozen=True):
    object: Literal["refund"]
    id: Id
    amount: Cents
    currency: Currency
    status: Word | None = None
    charge: Related = None
    payment_intent: Related = None
    metadata: dict[str, str] | None = None


class _BalanceTransaction(_Wire, frozen=True):
    amount: SignedCents
    fee: SignedCents


class _Dispute(_Wire, frozen=True):
    object: Literal["dispute"]
    id: Id
    amount: Cents
    currency: Currency
    status: Word
    reason: Word
    created: Seconds
    charge: Related
    payment_intent: Related = None
    balance_transactions: Annotated[list[_BalanceTransaction], msgspec.Meta(max_length=100)] = []


_T = TypeVar("_T", bound=_Wire)


def _read(raw: object, kind: type[_T]) -> _T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        # msgspec names the path and the types, never the value.
        raise MalformedObject(str(error)) from None


def _id(related: str | Mapping[str, Any] | None) -> str | None:
    if related is None or isinstance(related, str):
        return related
    found = related.get("id")
    if not isinstance(found, str) or not found:
        raise MalformedObject("a related object has no id")
    return found


def is_payment_session(raw: Mapping[str, Any]) -> bool:
    """Whether a checkout session collects one payment. Others (`setup`, `subscription`) are none of ours."""
    return raw.get("mode") == "payment"


def checkout_from(raw: object) -> Checkout:
    """A Checkout from a `checkout.session`. MalformedObject if it is none, or is paid without saying by what."""
    wire = _read(raw, _Session)
    payment_intent = _id(wire.payment_intent)
    paid = wire.payment_status == "paid"
    if wire.amount_total is None or wire.currency is None or wire.status is None:
        raise MalformedObject("a checkout session has no amount, currency or status")
    if paid and payment_intent is None:
        raise MalformedObject("a paid checkout session has no payment intent")
    return Checkout(
        checkout_id=wire.id,
        url=wire.url,
        status=wire.status,
        payment_intent=payment_intent,
        paid=paid,
        amount_cents=wire.amount_total,
        currency=wire.currency.upper(),
        metadata=wire.metadata or {},
        expires_at_ms=None if wire.expires_at is None else wire.expires_at * SECOND_MS,
    )


def payment_intent_from(raw: object) -> PaymentIntent:
    """A PaymentIntent from a `payment_intent`. MalformedObject if it is none."""
    wire = _read(raw, _PaymentIntent)
    return PaymentIntent(
        payment_intent=wire.id,
        status=wire.status,
        paid=wire.status == "succeeded",
        amount_cents=wire.amount,
        amount_received_cents=wire.amount_received,
        currency=wire.currency.upper(),
        charge_id=_id(wire.latest_charge),
        client_secret=wire.client_secret,
        metadata=wire.metadata or {},
    )


def charge_from(raw: object) -> Charge:
    """A Charge from a `charge`. MalformedObject if it is none, or more was refunded than was taken."""
    wire = _read(raw, _Charge)
    if wire.amount_refunded > wire.amount:
        raise MalformedObject("more was refunded than was charged")
    return Charge(
        charge_id=wire.id,
        payment_intent=_id(wire.payment_intent),
        amount_cents=wire.amount,
        amount_refunded_cents=wire.amount_refunded,
        currency=wire.currency.upper(),
        paid=wire.paid,
        refunded=wire.refunded,
        disputed=wire.disputed,
        metadata=wire.metadata or {},
    )


def refund_from(raw: object) -> Refund:
    """A Refund from a `refund`. MalformedObject if it is none."""
    wire = _read(raw, _Refund)
    return Refund(
        refund_id=wire.id,
        status=wire.status or "unknown",
        amount_cents=wire.amount,
        currency=wire.currency.upper(),
        charge_id=_id(wire.charge),
        payment_intent=_id(wire.payment_intent),
        metadata=wire.metadata or {},
    )


def dispute_from(raw: object) -> Dispute:
    """A Dispute from a `dispute`. MalformedObject if it is none."""
    wire = _read(raw, _Dispute)
    charge_id = _id(wire.charge)
    if charge_id is None:
        raise MalformedObject("a dispute names no charge")
    # A withdrawal moves a negative amount and costs a fee; a reinstatement moves it back, at times with the fee.
    moves = wire.balance_transactions
    return Dispute(
        dispute_id=wire.id,
        charge_id=charge_id,
        payment_intent=_id(wire.payment_intent),
        amount_cents=wire.amount,
        currency=wire.currency.upper(),
        status=wire.status,
        reason=wire.reason,
        amount_withdrawn_cents=sum(-move.amount for move in moves if move.amount < 0),
        fee_cents=sum(move.fee for move in moves if move.fee > 0),
        amount_reinstated_cents=sum(move.amount for move in moves if move.amount > 0),
        fee_returned_cents=sum(-move.fee for move in moves if move.fee < 0),
        created_at_ms=wire.created * SECOND_MS,
    )


# By the first prefix that fits: a dispute's events begin with "charge." too.
_READERS: tuple[tuple[str, Callable[[object], ProviderObject]], ...] = (
    ("payment_intent.", payment_intent_from),
    ("checkout.session.", checkout_from),
    ("charge.dispute.", dispute_from),
    ("charge.refund.", refund_from),
    ("refund.", refund_from),
    ("charge.", charge_from),
)


def subject_from(event_type: str, raw: Mapping[str, Any]) -> ProviderObject | None:
    """What an event is about, or None where nothing reads that kind. MalformedObject if it is not what it must be."""
    for prefix, read in _READERS:
        if event_type.startswith(prefix):
            if prefix == "checkout.session." and not is_payment_session(raw):
                return None
            return read(raw)
    return None
