"""The payment gateway in memory."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

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
    charge_from,
    checkout_from,
    dispute_from,
    payment_intent_from,
    refund_from,
)
from chalicelib.gateways.stripe_webhooks import signature_of
from tests.fakes.provider_store import JsonObject, ProviderStore, Refusal

_T = TypeVar("_T")


class FakePayments:
    """PaymentGateway on a `ProviderStore`, which tests drive: `store.pay(…)`, `store.expire(…)`, `store.events` …

    `calls` names every call made, in order. `fail_next` makes the next call fail, before or after it took effect.
    """

    def __init__(self, now_ms: Callable[[], int], store: ProviderStore | None = None) -> None:
        self.store = store or ProviderStore(now_ms)
        self.calls: list[str] = []
        self._faults: deque[tuple[Exception, bool]] = deque()

    def fail_next(self, error: Exception | None = None, *, after_effect: bool = False) -> None:
        """Let the next call fail with `error`, by default as when the provider cannot be reached.

        With `after_effect` the provider does what was asked and only its answer is lost. Several are used in turn.
        """
        self._faults.append((error or PaymentProviderFailed("unreachable"), after_effect))

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
        return self._ask(
            "create_checkout",
            checkout_from,
            lambda: self.store.create_checkout(
                amount=amount_cents,
                currency=currency.lower(),
                metadata=tags,
                expires_at=expires_at_ms // SECOND_MS,
                key=idempotency_key,
                description=description,
                success_url=success_url,
                cancel_url=cancel_url,
            ),
        )

    def retrieve_checkout(self, checkout_id: str) -> Checkout:
        return self._ask(
            "retrieve_checkout", checkout_from, lambda: self.store.retrieve("checkout.session", checkout_id)
        )

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
        return self._ask(
            "create_payment_intent",
            payment_intent_from,
            lambda: self.store.create_payment_intent(
                amount=amount_cents, currency=currency.lower(), metadata=tags, key=idempotency_key
            ),
        )

    def retrieve_payment_intent(self, payment_intent: str) -> PaymentIntent:
        return self._ask(
            "retrieve_payment_intent",
            payment_intent_from,
            lambda: self.store.retrieve("payment_intent", payment_intent),
        )

    def create_refund(
        self, *, payment_intent: str, amount_cents: int, idempotency_key: str, metadata: Mapping[str, str]
    ) -> Refund:
        check_amount(amount_cents, "USD")
        check_idempotency_key(idempotency_key)
        tags = payment_metadata(metadata)
        return self._ask(
            "create_refund",
            refund_from,
            lambda: self.store.create_refund(
                payment_intent=payment_intent, amount=amount_cents, metadata=tags, key=idempotency_key
            ),
        )

    def list_refunds(self, charge_id: str) -> tuple[Refund, ...]:
        return self._ask(
            "list_refunds",
            lambda page: tuple(refund_from(item) for item in reversed(page["data"])),
            lambda: self.store.list_refunds(charge_id),
        )

    def retrieve_charge(self, charge_id: str) -> Charge:
        return self._ask("retrieve_charge", charge_from, lambda: self.store.retrieve("charge", charge_id))

    def retrieve_dispute(self, dispute_id: str) -> Dispute:
        return self._ask("retrieve_dispute", dispute_from, lambda: self.store.retrieve("dispute", dispute_id))

    def _ask(self, name: str, read: Callable[[Any], _T], call: Callable[[], JsonObject]) -> _T:
        self.calls.append(name)
        error, after_effect = self._faults.popleft() if self._faults else (None, False)
        if error and not after_effect:
            raise error
        try:
            answer = call()
        except Refusal as refusal:
            word = "idempotency_mismatch" if refusal.type == "idempotency_error" else "invalid_request"
            raise PaymentRefused(word, provider_code=refusal.code) from None
        if error:
            raise error
        return read(answer)


def signed_event(event: Mapping[str, Any], secret: str, now_ms: int) -> tuple[bytes, str]:
    """An event as the provider delivers it: the body, and the value of the signature header."""
    raw = json.dumps(event).encode()
    timestamp = now_ms // SECOND_MS
    return raw, f"t={timestamp},v1={signature_of(raw, secret, timestamp)}"
