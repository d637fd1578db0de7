"""The books of the payment stand-in: objects and events in Stripe's shapes, kept in a file.

Nothing here knows HTTP. Every change and the events about it are written in one step, before anybody is told.
"""

from __future__ import annotations

import copy
import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from infrastructure.local.layout import write_private

JsonObject = dict[str, Any]
DISPUTE_FEE_CENTS = 1_500
CHECKOUT_SECONDS = 24 * 3_600
EVENTS_KEPT = 2_000
KEYS_KEPT = 5_000
_MINIMUM_CENTS = 50
_MAXIMUM_CENTS = 99_999_999


class Refusal(Exception):
    """The provider's no: HTTP status, type, code, parameter and a sentence."""

    def __init__(self, status: int, code: str | None, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.type = "idempotency_error" if code == "idempotency_key_in_use" else "invalid_request_error"


class Books:
    """All objects by id, events in the order in which they happened, and idempotency keys with their answers."""

    def __init__(self, path: Path, now: Callable[[], float], api_version: str, public_url: str) -> None:
        self._path = path
        self._now = now
        self._api_version = api_version
        self._public_url = public_url
        kept: JsonObject = json.loads(path.read_text()) if path.exists() else {}
        self._objects: dict[str, JsonObject] = kept.get("objects", {})
        self._keys: dict[str, JsonObject] = kept.get("keys", {})
        self.events: list[JsonObject] = kept.get("events", [])
        """Newest last; each with `_delivered`, whether the application has taken it."""

    def save(self) -> None:
        """Write everything."""
        self.events = self.events[-EVENTS_KEPT:]
        while len(self._keys) > KEYS_KEPT:
            del self._keys[next(iter(self._keys))]
        write_private(self._path, json.dumps({"objects": self._objects, "keys": self._keys, "events": self.events}))

    def once(self, key: str | None, request: str, make: Callable[[], JsonObject]) -> tuple[JsonObject, bool]:
        """Return what `make` gives and False; for a key already used, the first answer and True.

        Raises:
            Refusal: the key was used for another request, or `make` refuses.
        """
        if key is not None and key in self._keys:
            held = self._keys[key]
            if held["request"] != request:
                sentence = (
                    "Keys for idempotent requests can only be used with the same parameters they were first used with."
                )
                raise Refusal(400, "idempotency_key_in_use", sentence)
            return copy.deepcopy(held["answer"]), True
        answer = public(make())
        if key is not None:
            self._keys[key] = {"request": request, "answer": answer}
        self.save()
        return copy.deepcopy(answer), False

    def find(self, kind: str, object_id: object) -> JsonObject:
        """Return an object of a kind. Refusal (404) if there is none."""
        found = self._objects.get(str(object_id))
        if found is None or found["object"] != kind:
            raise Refusal(404, "resource_missing", f"No such {kind}: '{object_id}'", "id")
        return found

    def newest(self, kind: str, **matching: object) -> list[JsonObject]:
        """Return the objects of a kind with these values, the newest first."""
        return [
            each
            for each in reversed(self._objects.values())
            if each["object"] == kind and all(each.get(name) == value for name, value in matching.items())
        ]

    # What the API offers

    def create_checkout(self, form: Mapping[str, Any]) -> JsonObject:
        """Open a checkout for a payment."""
        if form.get("mode") != "payment":
            raise Refusal(400, "parameter_invalid", "This stand-in takes mode=payment only.", "mode")
        lines = form.get("line_items") or []
        if not lines or not form.get("success_url"):
            raise Refusal(400, "parameter_missing", "line_items and success_url are required.", "line_items")
        prices = [line.get("price_data", {}) for line in lines]
        total = sum(
            whole(price.get("unit_amount"), "line_items[0][price_data][unit_amount]") * int(line.get("quantity", 1))
            for price, line in zip(prices, lines, strict=True)
        )
        checkout_id = _id("cs_test")
        now = self._seconds()
        return self._put(
            {
                "id": checkout_id,
                "object": "checkout.session",
                "mode": "payment",
                "status": "open",
                "payment_status": "unpaid",
                "amount_subtotal": total,
                "amount_total": _chargeable(total),
                "currency": str(prices[0].get("currency", "usd")).lower(),
                "client_reference_id": form.get("client_reference_id"),
                "customer": form.get("customer"),
                "metadata": dict(form.get("metadata", {})),
                "payment_intent": None,
                "success_url": form["success_url"],
                "cancel_url": form.get("cancel_url"),
                "url": f"{self._public_url}/pay/{checkout_id}",
                "created": now,
                "expires_at": whole(form.get("expires_at", now + CHECKOUT_SECONDS), "expires_at"),
                "livemode": False,
                "_payment": dict(form.get("payment_intent_data", {}).get("metadata", {})),
                "_description": str(prices[0].get("product_data", {}).get("name", "Payment")),
            }
        )

    def expire_checkout(self, checkout_id: str) -> JsonObject:
        """Close a checkout that nobody paid."""
        checkout = self.find("checkout.session", checkout_id)
        if checkout["status"] != "open":
            raise Refusal(400, None, "Only open checkout sessions can be expired.")
        checkout.update(status="expired", url=None)
        self._announce("checkout.session.expired", checkout)
        return checkout

    def expire_overdue(self) -> None:
        """Close every checkout whose time is over."""
        now = self._seconds()
        overdue = [each for each in self.newest("checkout.session", status="open") if each["expires_at"] <= now]
        for checkout in overdue:
            self.expire_checkout(checkout["id"])
        if overdue:
            self.save()

    def create_payment_intent(self, form: Mapping[str, Any]) -> JsonObject:
        """Prepare a payment inside a mobile app."""
        amount, currency = _chargeable(whole(form.get("amount"), "amount")), str(form.get("currency", "")).lower()
        intent = self._new_intent(amount, currency, form.get("metadata", {}), form.get("customer"))
        self._announce("payment_intent.created", intent)
        return intent

    def create_refund(self, form: Mapping[str, Any]) -> JsonObject:
        """Give money of a charge back."""
        charge_id = form.get("charge")
        if form.get("payment_intent"):
            charge_id = self.find("payment_intent", form["payment_intent"])["latest_charge"]
        charge = self.find("charge", charge_id)
        left = charge["amount"] - charge["amount_refunded"]
        amount = whole(form.get("amount", left), "amount")
        if left == 0:
            raise Refusal(400, "charge_already_refunded", f"Charge {charge['id']} has already been refunded.")
        if charge["disputed"]:
            raise Refusal(400, "charge_disputed", f"Charge {charge['id']} has been charged back.")
        if not 0 < amount <= left:
            raise Refusal(
                400, "amount_too_large", "Refund amount is greater than unrefunded amount on charge.", "amount"
            )
        before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = self._put(
            {
                "id": _id("re"),
                "object": "refund",
                "amount": amount,
                "currency": charge["currency"],
                "charge": charge["id"],
                "payment_intent": charge["payment_intent"],
                "status": "succeeded",
                "reason": form.get("reason"),
                "metadata": dict(form.get("metadata", {})),
                "created": self._seconds(),
            }
        )
        self._announce("refund.created", refund)
        self._announce("charge.refunded", charge, before)
        return refund

    # What people and banks do, on the pages of the stand-in

    def pay_checkout(self, checkout_id: str) -> JsonObject:
        """The client pays."""
        checkout = self.find("checkout.session", checkout_id)
        if checkout["status"] != "open":
            raise Refusal(400, None, "This checkout is no longer open.")
        intent = self._new_intent(
            checkout["amount_total"], checkout["currency"], checkout["_payment"], checkout["customer"]
        )
        self._settle(intent)
        checkout.update(status="complete", payment_status="paid", payment_intent=intent["id"], url=None)
        self._announce("checkout.session.completed", checkout)
        self.save()
        return checkout

    def pay_intent(self, payment_intent: str) -> JsonObject:
        """The client pays inside a mobile app."""
        intent = self.find("payment_intent", payment_intent)
        if intent["status"] != "requires_payment_method":
            raise Refusal(400, "payment_intent_unexpected_state", "This payment is over.")
        self._settle(intent)
        self.save()
        return intent

    def open_dispute(self, charge_id: str) -> JsonObject:
        """The payer's bank takes the money of a charge back, and the provider its fee."""
        charge = self.find("charge", charge_id)
        if charge["disputed"]:
            raise Refusal(400, None, "This charge is disputed already.")
        charge["disputed"] = True
        dispute = self._put(
            {
                "id": _id("du"),
                "object": "dispute",
                "amount": charge["amount"] - charge["amount_refunded"],
                "currency": charge["currency"],
                "charge": charge_id,
                "payment_intent": charge["payment_intent"],
                "status": "needs_response",
                "reason": "fraudulent",
                "created": self._seconds(),
                "metadata": {},
                "livemode": False,
                "balance_transactions": [],
            }
        )
        self._announce("charge.dispute.created", dispute)
        dispute["balance_transactions"].append(_movement(-dispute["amount"], DISPUTE_FEE_CENTS))
        self._announce("charge.dispute.funds_withdrawn", dispute)
        self.save()
        return dispute

    def close_dispute(self, dispute_id: str, *, won: bool) -> JsonObject:
        """The bank decides. When won, the money comes back; the fee does not."""
        dispute = self.find("dispute", dispute_id)
        if dispute["status"] in ("won", "lost"):
            raise Refusal(400, None, "This dispute is closed already.")
        dispute["status"] = "won" if won else "lost"
        if won:
            dispute["balance_transactions"].append(_movement(dispute["amount"], 0))
            self._announce("charge.dispute.funds_reinstated", dispute)
        self._announce("charge.dispute.closed", dispute)
        self.save()
        return dispute

    # How it is kept

    def _new_intent(self, amount: int, currency: str, metadata: Mapping[str, str], customer: str | None) -> JsonObject:
        intent_id = _id("pi")
        return self._put(
            {
                "id": intent_id,
                "object": "payment_intent",
                "amount": amount,
                "amount_received": 0,
                "currency": currency,
                "customer": customer,
                "status": "requires_payment_method",
                "latest_charge": None,
                "client_secret": f"{intent_id}_secret_{secrets.token_hex(8)}",
                "metadata": dict(metadata),
                "created": self._seconds(),
                "livemode": False,
            }
        )

    def _settle(self, intent: JsonObject) -> None:
        charge = self._put(
            {
                "id": _id("ch"),
                "object": "charge",
                "amount": intent["amount"],
                "amount_captured": intent["amount"],
                "amount_refunded": 0,
                "captured": True,
                "currency": intent["currency"],
                "customer": intent["customer"],
                "disputed": False,
                "metadata": dict(intent["metadata"]),
                "paid": True,
                "payment_intent": intent["id"],
                "refunded": False,
                "status": "succeeded",
                "created": self._seconds(),
                "livemode": False,
            }
        )
        intent.update(status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"])
        self._announce("charge.succeeded", charge)
        self._announce("payment_intent.succeeded", intent)

    def _announce(self, kind: str, subject: JsonObject, previous: JsonObject | None = None) -> None:
        data: JsonObject = {"object": copy.deepcopy(public(subject))}
        if previous is not None:
            data["previous_attributes"] = previous
        self.events.append(
            {
                "id": _id("evt"),
                "object": "event",
                "api_version": self._api_version,
                "created": self._seconds(),
                "type": kind,
                "livemode": False,
                "pending_webhooks": 1,
                "request": {"id": None, "idempotency_key": None},
                "data": data,
                "_delivered": False,
            }
        )

    def _put(self, new: JsonObject) -> JsonObject:
        self._objects[new["id"]] = new
        return new

    def _seconds(self) -> int:
        return int(self._now())


def public(thing: JsonObject) -> JsonObject:
    """Return an object as callers see it: without the stand-in's own notes."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def whole(value: object, param: str) -> int:
    """Return a form field as an integer. Refusal if it is none."""
    text = str(value)
    if not text.isascii() or not text.isdigit():
        raise Refusal(400, "parameter_invalid_integer", f"Invalid integer: {text[:40]}", param)
    return int(text)


def _chargeable(amount: int) -> int:
    if not _MINIMUM_CENTS <= amount <= _MAXIMUM_CENTS:
        code = "amount_too_small" if amount < _MINIMUM_CENTS else "amount_too_large"
        raise Refusal(400, code, f"The amount must be between {_MINIMUM_CENTS} and {_MAXIMUM_CENTS}.", "amount")
    return amount


def _movement(amount: int, fee: int) -> JsonObject:
    return {"id": _id("txn"), "object": "balance_transaction", "amount": amount, "fee": fee, "net": amount - fee}


def _id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"
