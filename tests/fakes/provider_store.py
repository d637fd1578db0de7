"""A payment provider's books in memory, as objects and events in Stripe's shapes.

`FakePayments` reads them directly; `StripeServer` shows them over HTTP to the real SDK. Ids are counted, so that a
run with the same calls gives the same ids.
"""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

DISPUTE_FEE_CENTS = 1500

JsonObject = dict[str, Any]


class Refusal(Exception):
    """The provider's no: HTTP status, its type and its code."""

    def __init__(self, status: int, type_: str, code: str | None = None) -> None:
        super().__init__(type_, code)
        self.status = status
        self.type = type_
        self.code = code


class ProviderStore:
    """All objects by id, all events in the order in which they happened, and keys already used."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._objects: dict[str, JsonObject] = {}
        self._keys: dict[str, tuple[str, str]] = {}
        self._count = 0
        self._lock = threading.RLock()
        self.events: list[JsonObject] = []

    # What the API offers

    def create_checkout(
        self, *, amount: int, currency: str, metadata: Mapping[str, str], expires_at: int, key: str | None, **urls: str
    ) -> JsonObject:
        content = ["checkout", amount, currency, dict(metadata), expires_at, urls]
        return self._once(key, content, lambda: self._new_checkout(amount, currency, metadata, expires_at))

    def create_payment_intent(
        self, *, amount: int, currency: str, metadata: Mapping[str, str], key: str | None
    ) -> JsonObject:
        content = ["payment_intent", amount, currency, dict(metadata)]
        return self._once(key, content, lambda: self._new_intent(amount, currency, metadata))

    def create_refund(
        self, *, payment_intent: str, amount: int, metadata: Mapping[str, str], key: str | None
    ) -> JsonObject:
        content = ["refund", payment_intent, amount, dict(metadata)]
        return self._once(key, content, lambda: self._new_refund(payment_intent, amount, metadata))

    def retrieve(self, kind: str, object_id: str) -> JsonObject:
        with self._lock:
            return copy.deepcopy(self._find(kind, object_id))

    def all(self, kind: str) -> list[JsonObject]:
        """Every object of one kind, oldest first."""
        with self._lock:
            return copy.deepcopy([one for one in self._objects.values() if one["object"] == kind])

    def list_refunds(self, charge_id: str, limit: int = 100, starting_after: str | None = None) -> JsonObject:
        with self._lock:
            self._find("charge", charge_id)
            newest_first = [
                one
                for one in reversed(self._objects.values())
                if one["object"] == "refund" and one["charge"] == charge_id
            ]
            if starting_after is not None:
                ids = [one["id"] for one in newest_first]
                newest_first = newest_first[ids.index(starting_after) + 1 :]
            return {
                "object": "list",
                "url": "/v1/refunds",
                "data": copy.deepcopy(newest_first[:limit]),
                "has_more": len(newest_first) > limit,
            }

    # What people and banks do

    def pay(self, checkout_id: str) -> JsonObject:
        """The client pays on the page. The payment intent's event comes before the checkout's."""
        with self._lock:
            session = self._find("checkout.session", checkout_id)
            if session["status"] != "open":
                raise Refusal(400, "invalid_request_error")
            intent = self._new_intent(
                session["amount_total"], session["currency"], session["metadata"], announce=False
            )
            self._settle(intent["id"])
            session.update(status="complete", payment_status="paid", payment_intent=intent["id"], url=None)
            self._announce("checkout.session.completed", session)
            return copy.deepcopy(session)

    def expire(self, checkout_id: str) -> JsonObject:
        """The client did not pay in time."""
        with self._lock:
            session = self._find("checkout.session", checkout_id)
            if session["status"] != "open":
                raise Refusal(400, "invalid_request_error")
            session.update(status="expired", url=None)
            self._announce("checkout.session.expired", session)
            return copy.deepcopy(session)

    def pay_later(self, checkout_id: str) -> JsonObject:
        """The client chooses a delayed method: the checkout is complete, the money has yet to come."""
        with self._lock:
            session = self._find("checkout.session", checkout_id)
            if session["status"] != "open":
                raise Refusal(400, "invalid_request_error")
            intent = self._new_intent(
                session["amount_total"], session["currency"], session["metadata"], announce=False
            )
            session.update(status="complete", payment_intent=intent["id"], url=None)
            self._announce("checkout.session.completed", session)
            return copy.deepcopy(session)

    def settle_later(self, checkout_id: str, *, paid: bool) -> JsonObject:
        """The money of a delayed method comes, or it does not."""
        with self._lock:
            session = self._find("checkout.session", checkout_id)
            if session["status"] != "complete" or session["payment_status"] == "paid":
                raise Refusal(400, "invalid_request_error")
            if paid:
                self._settle(session["payment_intent"])
                session["payment_status"] = "paid"
            self._announce(f"checkout.session.async_payment_{'succeeded' if paid else 'failed'}", session)
            return copy.deepcopy(session)

    def cancel_intent(self, payment_intent: str) -> JsonObject:
        """A payment in a mobile app is given up."""
        with self._lock:
            intent = self._find("payment_intent", payment_intent)
            if intent["status"] != "requires_payment_method":
                raise Refusal(400, "invalid_request_error", "payment_intent_unexpected_state")
            intent["status"] = "canceled"
            self._announce("payment_intent.canceled", intent)
            return copy.deepcopy(intent)

    def pay_intent(self, payment_intent: str) -> JsonObject:
        """The client pays inside a mobile app."""
        with self._lock:
            self._settle(payment_intent)
            return self.retrieve("payment_intent", payment_intent)

    def open_dispute(self, charge_id: str, *, fee_cents: int = DISPUTE_FEE_CENTS) -> JsonObject:
        """The payer's bank takes the money of a charge back, and the provider its fee."""
        with self._lock:
            charge = self._find("charge", charge_id)
            charge["disputed"] = True
            dispute = self._put(
                {
                    "id": self._id("dp"),
                    "object": "dispute",
                    "amount": charge["amount"],
                    "currency": charge["currency"],
                    "charge": charge_id,
                    "payment_intent": charge["payment_intent"],
                    "status": "needs_response",
                    "reason": "fraudulent",
                    "created": self._seconds(),
                    "metadata": {},
                    "livemode": False,
                    "balance_transactions": [self._move(-charge["amount"], fee_cents)],
                }
            )
            self._announce("charge.dispute.created", dispute)
            self._announce("charge.dispute.funds_withdrawn", dispute)
            return copy.deepcopy(dispute)

    def inquire(self, charge_id: str) -> JsonObject:
        """The payer's bank asks about a charge; it takes nothing yet."""
        with self._lock:
            charge = self._find("charge", charge_id)
            inquiry = self._put(
                {
                    "id": self._id("dp"),
                    "object": "dispute",
                    "amount": charge["amount"],
                    "currency": charge["currency"],
                    "charge": charge_id,
                    "payment_intent": charge["payment_intent"],
                    "status": "warning_needs_response",
                    "reason": "general",
                    "created": self._seconds(),
                    "metadata": {},
                    "livemode": False,
                    "balance_transactions": [],
                }
            )
            self._announce("charge.dispute.created", inquiry)
            return copy.deepcopy(inquiry)

    def update_dispute(self, dispute_id: str) -> JsonObject:
        """Evidence was handed in; nothing has moved."""
        with self._lock:
            dispute = self._find("dispute", dispute_id)
            dispute["status"] = "warning_under_review" if dispute["status"].startswith("warning") else "under_review"
            self._announce("charge.dispute.updated", dispute)
            return copy.deepcopy(dispute)

    def close_inquiry(self, dispute_id: str) -> JsonObject:
        """The bank is content."""
        with self._lock:
            inquiry = self._find("dispute", dispute_id)
            inquiry["status"] = "warning_closed"
            self._announce("charge.dispute.closed", inquiry)
            return copy.deepcopy(inquiry)

    def fail_refund(self, refund_id: str) -> JsonObject:
        """A refund that was sent does not reach the card: the money is with the platform again."""
        with self._lock:
            refund = self._find("refund", refund_id)
            refund["status"] = "failed"
            self._announce("refund.failed", refund)
            return copy.deepcopy(refund)

    def close_dispute(self, dispute_id: str, *, won: bool) -> JsonObject:
        """The bank decides. When won, the money comes back; the fee does not."""
        with self._lock:
            dispute = self._find("dispute", dispute_id)
            dispute["status"] = "won" if won else "lost"
            if won:
                dispute["balance_transactions"].append(self._move(dispute["amount"], 0))
                self._announce("charge.dispute.funds_reinstated", dispute)
            self._announce("charge.dispute.closed", dispute)
            return copy.deepcopy(dispute)

    # How it is kept

    def _new_checkout(self, amount: int, currency: str, metadata: Mapping[str, str], expires_at: int) -> JsonObject:
        checkout_id = self._id("cs_test")
        return self._put(
            {
                "id": checkout_id,
                "object": "checkout.session",
                "mode": "payment",
                "status": "open",
                "payment_status": "unpaid",
                "amount_total": amount,
                "currency": currency,
                "metadata": dict(metadata),
                "client_reference_id": metadata.get("customer_reference"),
                "payment_intent": None,
                "url": f"https://checkout.example/{checkout_id}",
                "expires_at": expires_at,
                "created": self._seconds(),
                "livemode": False,
            }
        )

    def _new_intent(
        self, amount: int, currency: str, metadata: Mapping[str, str], *, announce: bool = True
    ) -> JsonObject:
        intent_id = self._id("pi")
        intent = self._put(
            {
                "id": intent_id,
                "object": "payment_intent",
                "amount": amount,
                "amount_received": 0,
                "currency": currency,
                "status": "requires_payment_method",
                "latest_charge": None,
                "client_secret": f"{intent_id}_secret_made_up",
                "metadata": dict(metadata),
                "created": self._seconds(),
                "livemode": False,
            }
        )
        if announce:
            self._announce("payment_intent.created", intent)
        return intent

    def _settle(self, intent_id: str) -> None:
        intent = self._find("payment_intent", intent_id)
        if intent["status"] != "requires_payment_method":
            raise Refusal(400, "invalid_request_error", "payment_intent_unexpected_state")
        charge = self._put(
            {
                "id": self._id("ch"),
                "object": "charge",
                "amount": intent["amount"],
                "amount_refunded": 0,
                "currency": intent["currency"],
                "paid": True,
                "refunded": False,
                "disputed": False,
                "payment_intent": intent_id,
                "status": "succeeded",
                "metadata": dict(intent["metadata"]),
                "created": self._seconds(),
                "livemode": False,
            }
        )
        intent.update(status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"])
        self._announce("charge.succeeded", charge)
        self._announce("payment_intent.succeeded", intent)

    def _new_refund(self, payment_intent: str, amount: int, metadata: Mapping[str, str]) -> JsonObject:
        intent = self._find("payment_intent", payment_intent)
        if intent["latest_charge"] is None:
            raise Refusal(400, "invalid_request_error", "payment_intent_unexpected_state")
        charge = self._find("charge", intent["latest_charge"])
        left = charge["amount"] - charge["amount_refunded"]
        if left == 0:
            raise Refusal(400, "invalid_request_error", "charge_already_refunded")
        if amount > left:
            raise Refusal(400, "invalid_request_error", "amount_too_large")
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = self._put(
            {
                "id": self._id("re"),
                "object": "refund",
                "amount": amount,
                "currency": charge["currency"],
                "charge": charge["id"],
                "payment_intent": payment_intent,
                "status": "succeeded",
                "metadata": dict(metadata),
                "created": self._seconds(),
            }
        )
        self._announce("refund.created", refund)
        self._announce("charge.refunded", charge)
        return refund

    def _once(self, key: str | None, content: list[Any], make: Callable[[], JsonObject]) -> JsonObject:
        """The first answer given for a key, again, or a refusal when the key is used for something else."""
        with self._lock:
            fingerprint = json.dumps(content, sort_keys=True)
            if key is not None and key in self._keys:
                seen, answer = self._keys[key]
                if seen != fingerprint:
                    raise Refusal(400, "idempotency_error")
            else:
                answer = json.dumps(make())
                if key is not None:
                    self._keys[key] = (fingerprint, answer)
            result: JsonObject = json.loads(answer)
            return result

    def _announce(self, event_type: str, subject: JsonObject) -> None:
        self.events.append(
            {
                "id": self._id("evt"),
                "object": "event",
                "api_version": "2026-10-28.endive",
                "created": self._seconds(),
                "type": event_type,
                "livemode": False,
                "pending_webhooks": 1,
                "request": {"id": None, "idempotency_key": None},
                "data": {"object": copy.deepcopy(subject)},
            }
        )

    def _move(self, amount: int, fee: int) -> JsonObject:
        return {
            "id": self._id("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "fee": fee,
            "net": amount - fee,
        }

    def _find(self, kind: str, object_id: str) -> JsonObject:
        found = self._objects.get(object_id)
        if found is None or found["object"] != kind:
            raise Refusal(404, "invalid_request_error", "resource_missing")
        return found

    def _put(self, new: JsonObject) -> JsonObject:
        self._objects[new["id"]] = new
        return new

    def _id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count:024d}"

    def _seconds(self) -> int:
        return self._now_ms() // 1_000
