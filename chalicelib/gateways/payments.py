"""The payment provider as the areas see it: plain values and one protocol.

Nothing here names a provider; what stands behind is chosen where the application is put together. Amounts are integer
cents, currencies upper case, instants (`_at_ms`) milliseconds since the epoch, UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

CheckoutStatus = Literal["open", "complete", "expired"]

MAX_METADATA_ENTRIES = 40
MAX_METADATA_KEY = 40
MAX_METADATA_VALUE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A page of the provider on which one top-up is paid.

    `paid` is the only word for "money has come in"; a complete checkout may still be unpaid (delayed payment methods).
    A paid checkout always has a `payment_intent`.
    """

    checkout_id: str
    url: str | None
    status: CheckoutStatus
    payment_intent: str | None
    paid: bool
    amount_cents: int
    currency: str
    metadata: Mapping[str, str]
    expires_at_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentIntent:
    """One attempt to collect one amount, however it is paid. `amount_received_cents` is what counts when `paid`."""

    payment_intent: str
    status: str
    paid: bool
    amount_cents: int
    amount_received_cents: int
    currency: str
    charge_id: str | None
    client_secret: str | None = field(repr=False)
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Money taken. `amount_refunded_cents` is cumulative: post the difference to what is already posted."""

    charge_id: str
    payment_intent: str | None
    amount_cents: int
    amount_refunded_cents: int
    currency: str
    paid: bool
    refunded: bool
    disputed: bool
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money given back to where it came from. `status` failed or canceled means that it came back to the platform."""

    refund_id: str
    status: str
    amount_cents: int
    currency: str
    charge_id: str | None
    payment_intent: str | None
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A charge called into question by the bank of the payer.

    `amount_withdrawn_cents` and `fee_cents` are what the provider has taken, `amount_reinstated_cents` and
    `fee_returned_cents` what it has given back so far. An inquiry (status `warning_…`) takes nothing.
    """

    dispute_id: str
    charge_id: str
    payment_intent: str | None
    amount_cents: int
    currency: str
    status: str
    reason: str
    amount_withdrawn_cents: int
    fee_cents: int
    amount_reinstated_cents: int
    fee_returned_cents: int
    created_at_ms: int

    @property
    def outcome(self) -> Literal["open", "won", "lost"]:
        """How it stands for the platform. An inquiry closed, or a dispute prevented, is as good as won."""
        if self.status in ("won", "warning_closed", "prevented"):
            return "won"
        return "lost" if self.status == "lost" else "open"


ProviderObject = Checkout | PaymentIntent | Charge | Refund | Dispute


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEvent:
    """Something that the provider says has happened, proved to come from it.

    Delivered at least once and in any order: de-duplicate on `event_id` and let `subject` decide, not the order.
    `subject` is None for kinds of events that nothing here reads; they are acknowledged and recorded.
    `account` is set when the event belongs to a connected account instead of the platform's own.
    """

    event_id: str
    type: str
    created_at_ms: int
    livemode: bool
    account: str | None
    object: Mapping[str, Any] = field(repr=False)
    subject: ProviderObject | None


class PaymentGateway(Protocol):
    """Calls to the provider. Every one may raise PaymentProviderFailed (ask again, same key) or PaymentRefused.

    An `idempotency_key` names the fact: the same key with the same content answers with the first result, with other
    content it is refused. Arguments that no provider would take raise ValueError before anything is sent.
    """

    def create_checkout(
        self,
        *,
        top_up_id: str,
        amount_cents: int,
        currency: str,
        description: str,
        success_url: str,
        cancel_url: str,
        customer_reference: str,
        metadata: Mapping[str, str],
        idempotency_key: str,
        expires_at_ms: int,
    ) -> Checkout:
        """Open a payment page. `top_up_id` and `customer_reference` come back in the metadata of the checkout, of its
        payment intent and of its charge. `expires_at_ms` lies 30 minutes to 24 hours ahead."""

    def retrieve_checkout(self, checkout_id: str) -> Checkout: ...

    def create_payment_intent(
        self,
        *,
        top_up_id: str,
        amount_cents: int,
        currency: str,
        description: str,
        customer_reference: str,
        metadata: Mapping[str, str],
        idempotency_key: str,
    ) -> PaymentIntent:
        """Begin a payment inside a mobile app, which completes it with the `client_secret`."""

    def retrieve_payment_intent(self, payment_intent: str) -> PaymentIntent: ...

    def create_refund(
        self, *, payment_intent: str, amount_cents: int, idempotency_key: str, metadata: Mapping[str, str]
    ) -> Refund:
        """Give part or all of a payment back. Refused beyond what is left of it."""

    def list_refunds(self, charge_id: str) -> tuple[Refund, ...]:
        """All refunds of a charge, oldest first."""

    def retrieve_charge(self, charge_id: str) -> Charge: ...

    def retrieve_dispute(self, dispute_id: str) -> Dispute: ...


def check_amount(amount_cents: int, currency: str) -> None:
    """Raise ValueError unless the amount is a positive integer of cents in a currency named by three capitals."""
    if type(amount_cents) is not int or not 0 < amount_cents <= 99_999_999:
        raise ValueError("amount_cents must be an integer from 1 to 99,999,999")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise ValueError("currency must be three capital letters")


def check_idempotency_key(key: str) -> None:
    """Raise ValueError unless the key is one to 255 printable characters without spaces."""
    if not (0 < len(key) <= 255 and all("!" <= character <= "~" for character in key)):
        raise ValueError("idempotency_key must be 1 to 255 printable ASCII characters")


def payment_metadata(
    metadata: Mapping[str, str], *, top_up_id: str | None = None, customer_reference: str | None = None
) -> dict[str, str]:
    """The metadata to send: the caller's, and the names by which a payment is found again. ValueError if too large."""
    whole = dict(metadata)
    if top_up_id is not None:
        whole["top_up_id"] = top_up_id
    if customer_reference is not None:
        whole["customer_reference"] = customer_reference
    if len(whole) > MAX_METADATA_ENTRIES:
        raise ValueError("too many metadata entries")
    for key, value in whole.items():
        if not 0 < len(key) <= MAX_METADATA_KEY or "[" in key or "]" in key or len(value) > MAX_METADATA_VALUE:
            raise ValueError("a metadata key or value is too long or has square brackets")
    return whole
