"""The payment gateway spoken with Stripe's SDK.

The SDK is imported at the first call, not with this module: it costs 200 ms, and most calls of the API move no money.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from chalicelib.core.clock import SECOND_MS
from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from chalicelib.gateways.payments import (
    Charge,
    Checkout,
    Dispute,
    PaymentIntent,
    Refund,
    check_amount,
    check_idempotency_key,
    payment_metadata,
)
from chalicelib.gateways.stripe_objects import (
    MalformedObject,
    charge_from,
    checkout_from,
    dispute_from,
    payment_intent_from,
    refund_from,
)

if TYPE_CHECKING:
    from stripe import StripeClient, StripeError

# API Gateway gives up after 29 s: two tries of at most 2 + 8 s and the pause between them stay below that.
CONNECT_TIMEOUT_SECONDS = 2.0
READ_TIMEOUT_SECONDS = 8.0
MAX_NETWORK_RETRIES = 1

_REFUNDS_PER_PAGE = 100
_MAX_REFUND_PAGES = 10

_T = TypeVar("_T")


class StripePayments:
    """PaymentGateway on Stripe.

    `api_base` replaces Stripe's address in a local run and must then be https or a loopback address, so that a key
    never travels in the clear. Safe to keep for the life of a process; connections are reused.
    """

    def __init__(
        self,
        secret_key: str,
        *,
        api_base: str | None = None,
        max_network_retries: int = MAX_NETWORK_RETRIES,
        timeout_seconds: tuple[float, float] = (CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS),
    ) -> None:
        if not secret_key.strip():
            raise ValueError("the secret key of the payment provider is missing")
        if api_base is not None:
            _check_base(api_base)
        self._secret_key = secret_key
        self._api_base = api_base
        self._max_network_retries = max_network_retries
        self._timeout_seconds = timeout_seconds

    @cached_property
    def _client(self) -> StripeClient:
        from stripe import RequestsClient, StripeClient

        # At INFO the SDK logs the words of refusals, which may quote what a person typed.
        logging.getLogger("stripe").setLevel(logging.WARNING)
        return StripeClient(
            self._secret_key,
            base_addresses={"api": self._api_base.rstrip("/")} if self._api_base else None,
            max_network_retries=self._max_network_retries,
            http_client=RequestsClient(timeout=self._timeout_seconds),
        )

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
        check_amount(amount_cents, currency)
        check_idempotency_key(idempotency_key)
        tags = payment_metadata(metadata, top_up_id=top_up_id, customer_reference=customer_reference)
        return _ask(
            checkout_from,
            lambda: self._client.v1.checkout.sessions.create(
                {
                    "mode": "payment",
                    "line_items": [
                        {
                            "quantity": 1,
                            "price_data": {
                                "currency": currency.lower(),
                                "unit_amount": amount_cents,
                                "product_data": {"name": description},
                            },
                        }
                    ],
                    "success_url": success_url,
                    "cancel_url": cancel_url,
                    "client_reference_id": customer_reference,
                    "metadata": tags,
                    # Metadata of a session does not travel to its payment by itself.
                    "payment_intent_data": {"metadata": tags},
                    "expires_at": expires_at_ms // SECOND_MS,
                },
                {"idempotency_key": idempotency_key},
            ),
        )

    def retrieve_checkout(self, checkout_id: str) -> Checkout:
        return _ask(checkout_from, lambda: self._client.v1.checkout.sessions.retrieve(checkout_id))

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
        check_amount(amount_cents, currency)
        check_idempotency_key(idempotency_key)
        tags = payment_metadata(metadata, top_up_id=top_up_id, customer_reference=customer_reference)
        return _ask(
            payment_intent_from,
            lambda: self._client.v1.payment_intents.create(
                {
                    "amount": amount_cents,
                    "currency": currency.lower(),
                    "description": description,
                    "metadata": tags,
                    "automatic_payment_methods": {"enabled": True},
                },
                {"idempotency_key": idempotency_key},
            ),
        )

    def retrieve_payment_intent(self, payment_intent: str) -> PaymentIntent:
        return _ask(payment_intent_from, lambda: self._client.v1.payment_intents.retrieve(payment_intent))

    def create_refund(
        self, *, payment_intent: str, amount_cents: int, idempotency_key: str, metadata: Mapping[str, str]
    ) -> Refund:
        check_amount(amount_cents, "USD")
        check_idempotency_key(idempotency_key)
        tags = payment_metadata(metadata)
        return _ask(
            refund_from,
            lambda: self._client.v1.refunds.create(
                {"payment_intent": payment_intent, "amount": amount_cents, "metadata": tags},
                {"idempotency_key": idempotency_key},
            ),
        )

    def list_refunds(self, charge_id: str) -> tuple[Refund, ...]:
        found: list[Refund] = []
        after: str | None = None
        for _ in range(_MAX_REFUND_PAGES):
            page, more = _ask(_refund_page, partial(self._list_refunds, charge_id, after))
            found += page
            if not more or not page:
                return tuple(reversed(found))
            after = page[-1].refund_id
        raise PaymentProviderFailed("too_many_refunds")

    def _list_refunds(self, charge_id: str, after: str | None) -> object:
        if after is None:
            return self._client.v1.refunds.list({"charge": charge_id, "limit": _REFUNDS_PER_PAGE})
        return self._client.v1.refunds.list({"charge": charge_id, "limit": _REFUNDS_PER_PAGE, "starting_after": after})

    def retrieve_charge(self, charge_id: str) -> Charge:
        return _ask(charge_from, lambda: self._client.v1.charges.retrieve(charge_id))

    def retrieve_dispute(self, dispute_id: str) -> Dispute:
        return _ask(dispute_from, lambda: self._client.v1.disputes.retrieve(dispute_id))


def _refund_page(raw: object) -> tuple[list[Refund], bool]:
    if not isinstance(raw, dict) or not isinstance(raw.get("data"), list):
        raise MalformedObject("a list has no data")
    return [refund_from(item) for item in raw["data"]], raw.get("has_more") is True


def _ask(read: Callable[[object], _T], call: Callable[[], object]) -> _T:
    """Make a call and read its answer, with every failure as one of the two typed errors."""
    from stripe import StripeError

    # The typed error is raised outside the handler: the SDK's own holds the body of the answer, personal data and
    # all, and would be carried along as its context into logs.
    answer: object = None
    failure: PaymentProviderFailed | PaymentRefused | None = None
    try:
        answer = call()
    except StripeError as error:
        failure = _typed(error)
    if failure is not None:
        raise failure
    # The SDK hands on whatever JSON came; only an object has this method.
    to_dict = getattr(answer, "to_dict", None)
    if to_dict is None:
        raise PaymentProviderFailed("malformed_answer")
    try:
        return read(to_dict())
    except MalformedObject:
        raise PaymentProviderFailed("malformed_answer") from None


def _typed(error: StripeError) -> PaymentProviderFailed | PaymentRefused:
    import stripe

    if isinstance(error, (stripe.CardError, stripe.InvalidRequestError, stripe.IdempotencyError)):
        reasons: tuple[tuple[type[StripeError], str], ...] = (
            (stripe.CardError, "card"),
            (stripe.InvalidRequestError, "invalid_request"),
        )
        reason = next((word for kind, word in reasons if isinstance(error, kind)), "idempotency_mismatch")
        return PaymentRefused(reason, provider_code=error.code, reference=error.request_id)
    if isinstance(error, stripe.APIConnectionError):
        return PaymentProviderFailed("unreachable")
    if isinstance(error, stripe.RateLimitError):
        return PaymentProviderFailed("rate_limited")
    if isinstance(error, (stripe.AuthenticationError, stripe.PermissionError)):
        # A wrong key is ours to repair; to the caller it is a provider that cannot be used now.
        return PaymentProviderFailed("not_authorised")
    return PaymentProviderFailed("provider_error")


def _check_base(api_base: str) -> None:
    parts = urlsplit(api_base)
    loopback = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise ValueError("STRIPE_API_BASE must be https, or http on a loopback address")
