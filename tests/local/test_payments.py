"""The payment stand-in: Stripe's own SDK takes it for Stripe, and the application takes its webhooks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe
from aiohttp import web

from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from chalicelib.gateways.payments import Checkout
from chalicelib.gateways.stripe_payments import StripePayments
from chalicelib.gateways.stripe_webhooks import receive_event
from infrastructure.local import webhook_delivery
from infrastructure.local.payment_books import DISPUTE_FEE_CENTS, Books
from infrastructure.local.payments import Provider, make_app, money, nested
from infrastructure.local.webhook_delivery import Delivery
from tests.conftest import ManualClock
from tests.local.servers import Served

KEY = "sk_test_made_up"
SECRET = "whsec_made_up"
WAIT_SECONDS = 10.0


class Receiver:
    """The application's side: verifies each webhook with the real gateway, and takes it or not."""

    def __init__(self) -> None:
        self.refusals = 0
        self.events: list[Any] = []
        self._changed = threading.Condition()

    def make(self, port: int) -> web.Application:
        app = web.Application()
        app.router.add_post("/v1/webhooks/stripe", self._receive)
        return app

    async def _receive(self, request: web.Request) -> web.Response:
        raw = await request.read()
        event = receive_event(raw, request.headers.get("Stripe-Signature"), [SECRET], int(time.time() * 1_000))
        with self._changed:
            if self.refusals:
                self.refusals -= 1
                return web.Response(status=500)
            self.events.append(event)
            self._changed.notify_all()
        return web.json_response({"received": True})

    def wait_for(self, count: int) -> list[str]:
        """Return the types of the events, once there are `count`."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.events) >= count, WAIT_SECONDS), self.events
            return [event.type for event in self.events]


class World:
    """The stand-in, what it tells, and the application's own client of it."""

    def __init__(self, state: Path, clock: ManualClock, receiver: Receiver, hook: str) -> None:
        self.state = state
        self.clock = clock
        self.receiver = receiver
        self.hook = hook
        self.served = Served(self._make)
        self.gateway = StripePayments(KEY, api_base=self.served.url, max_network_retries=0)

    def _make(self, port: int) -> web.Application:
        self.books = Books(
            self.state / "payments.json", lambda: self.clock.now_ms() / 1_000, stripe.api_version, self.served.url
        )
        self.delivery = Delivery(self.books, self.hook, SECRET)
        return make_app(Provider(self.books, self.delivery, KEY))

    def checkout(self, key: str = "k1", amount_cents: int = 5_000) -> Checkout:
        return self.gateway.create_checkout(
            top_up_id="top_1",
            amount_cents=amount_cents,
            currency="USD",
            description="SoulSeer wallet top-up",
            success_url="http://localhost:65001/wallet?top_up=top_1&paid=1",
            cancel_url="http://localhost:65001/wallet?top_up=top_1&paid=0",
            customer_reference="usr_1",
            metadata={},
            idempotency_key=key,
            expires_at_ms=self.clock.now_ms() + 3_600_000,
        )

    def submit(self, checkout: Checkout, action: str = "pay") -> requests.Response:
        return requests.post(
            f"{self.served.url}/pay/{checkout.checkout_id}", data={"action": action}, allow_redirects=False, timeout=5
        )

    def act(self, path: str, **form: str) -> dict[str, Any]:
        answer = requests.post(self.served.url + path, data=form, timeout=5)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told

    def paid(self, key: str = "k1") -> Checkout:
        checkout = self.checkout(key)
        self.submit(checkout)
        return self.gateway.retrieve_checkout(checkout.checkout_id)

    def charge_of(self, checkout: Checkout) -> str:
        assert checkout.payment_intent
        intent = self.gateway.retrieve_payment_intent(checkout.payment_intent)
        assert intent.charge_id
        return intent.charge_id


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def world(tmp_path: Path, clock: ManualClock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(webhook_delivery, "FIRST_PAUSE_SECONDS", 0.01)
    with Served(receiver.make) as application:
        world = World(tmp_path, clock, receiver, f"{application.url}/v1/webhooks/stripe")
        with world.served:
            yield world


def test_page_says_that_it_is_a_test(world: World) -> None:
    page = requests.get(str(world.checkout().url), timeout=5)
    assert "not Stripe, no real money" in page.text
    assert "$50.00 USD" in page.text


def test_paying_leads_back_and_is_told_by_signed_webhooks(world: World, receiver: Receiver) -> None:
    checkout = world.checkout()
    assert not checkout.paid
    answer = world.submit(checkout)
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "http://localhost:65001/wallet?top_up=top_1&paid=1",
    )
    after = world.gateway.retrieve_checkout(checkout.checkout_id)
    assert (after.paid, after.status, after.amount_cents, after.url) == (True, "complete", 5_000, None)
    kinds = receiver.wait_for(3)
    assert kinds == ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]
    assert receiver.events[1].subject.metadata["top_up_id"] == "top_1"
    assert not receiver.events[2].livemode


def test_paying_twice_pays_once(world: World) -> None:
    checkout = world.checkout()
    assert world.submit(checkout).headers["Location"] == world.submit(checkout).headers["Location"]
    assert len(world.books.newest("charge")) == 1
    assert "This checkout is paid" in requests.get(f"{world.served.url}/pay/{checkout.checkout_id}", timeout=5).text


def test_cancelling_pays_nothing(world: World) -> None:
    checkout = world.checkout()
    assert world.submit(checkout, "cancel").headers["Location"].endswith("paid=0")
    assert not world.gateway.retrieve_checkout(checkout.checkout_id).paid


def test_same_key_same_answer_other_body_refused(world: World) -> None:
    first = world.checkout("k1")
    assert world.checkout("k1") == first
    assert world.checkout("k2").checkout_id != first.checkout_id
    with pytest.raises(PaymentRefused) as refused:
        world.checkout("k1", amount_cents=6_000)
    assert refused.value.reason == "idempotency_mismatch"


def test_wrong_key_is_refused(world: World) -> None:
    stranger = StripePayments("sk_test_other", api_base=world.served.url, max_network_retries=0)
    with pytest.raises(PaymentProviderFailed):
        stranger.retrieve_checkout("cs_test_1")


def test_refunds_are_cumulative_and_bounded(world: World, receiver: Receiver) -> None:
    paid = world.paid()
    assert paid.payment_intent
    for number, amount in enumerate((1_000, 1_500)):
        world.gateway.create_refund(
            payment_intent=paid.payment_intent, amount_cents=amount, idempotency_key=f"r{number}", metadata={}
        )
    charge = world.gateway.retrieve_charge(world.charge_of(paid))
    assert (charge.amount_refunded_cents, charge.refunded) == (2_500, False)
    refunds = world.gateway.list_refunds(charge.charge_id)
    assert [refund.amount_cents for refund in refunds] == [1_000, 1_500]
    with pytest.raises(PaymentRefused):
        world.gateway.create_refund(
            payment_intent=paid.payment_intent, amount_cents=2_501, idempotency_key="r9", metadata={}
        )
    receiver.wait_for(7)
    told = [event.subject.amount_refunded_cents for event in receiver.events if event.type == "charge.refunded"]
    assert told == [1_000, 2_500]


@pytest.mark.parametrize("won", [True, False])
def test_disputes(world: World, receiver: Receiver, won: bool) -> None:
    charge_id = world.charge_of(world.paid())
    opened = world.act(f"/bank/charges/{charge_id}/dispute")
    dispute = world.gateway.retrieve_dispute(opened["id"])
    assert (dispute.amount_withdrawn_cents, dispute.fee_cents) == (5_000, DISPUTE_FEE_CENTS)
    world.act(f"/bank/disputes/{opened['id']}/close", outcome="won" if won else "lost")
    closed = world.gateway.retrieve_dispute(opened["id"])
    assert closed.status == ("won" if won else "lost")
    assert closed.amount_reinstated_cents == (5_000 if won else 0)
    kinds = receiver.wait_for(7 if won else 6)
    assert kinds[3:5] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    assert kinds[-1] == "charge.dispute.closed"


def test_mobile_payment(world: World, receiver: Receiver) -> None:
    intent = world.gateway.create_payment_intent(
        top_up_id="top_2",
        amount_cents=1_000,
        currency="USD",
        description="SoulSeer wallet top-up",
        customer_reference="usr_1",
        metadata={},
        idempotency_key="m1",
    )
    assert not intent.paid
    world.act(f"/bank/intents/{intent.payment_intent}/pay")
    assert world.gateway.retrieve_payment_intent(intent.payment_intent).paid
    assert receiver.wait_for(3)[-1] == "payment_intent.succeeded"


def test_webhooks_are_told_until_taken(world: World, receiver: Receiver) -> None:
    receiver.refusals = 4
    world.paid()
    assert sorted(receiver.wait_for(3)) == [
        "charge.succeeded",
        "checkout.session.completed",
        "payment_intent.succeeded",
    ]


def test_restart_finds_its_books_and_what_was_not_told(
    tmp_path: Path, clock: ManualClock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_delivery, "FIRST_PAUSE_SECONDS", 0.01)
    nobody = World(tmp_path, clock, receiver, "http://127.0.0.1:9/nobody-listens")
    with nobody.served:
        paid = nobody.paid()
    with Served(receiver.make) as application:
        again = World(tmp_path, clock, receiver, f"{application.url}/v1/webhooks/stripe")
        with again.served:
            assert again.gateway.retrieve_checkout(paid.checkout_id).paid
            assert len(receiver.wait_for(3)) == 3
            assert again.checkout("k1").checkout_id == paid.checkout_id


def test_checkouts_lapse(world: World, clock: ManualClock) -> None:
    checkout = world.checkout()
    clock.advance(3_600)
    world.books.expire_overdue()
    assert world.gateway.retrieve_checkout(checkout.checkout_id).status == "expired"
    assert world.submit(checkout).status_code == 400


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda client: client.v1.checkout.sessions.create({"mode": "setup"}), "parameter_invalid"),
        (lambda client: client.v1.payment_intents.create({"amount": 49, "currency": "usd"}), "amount_too_small"),
        (
            lambda client: client.v1.payment_intents.create({"amount": -5, "currency": "usd"}),
            "parameter_invalid_integer",
        ),
        (lambda client: client.v1.refunds.create({"charge": "ch_nobody"}), "resource_missing"),
        (lambda client: client.v1.customers.create({}), None),
    ],
)
def test_sdk_sees_refusals_as_it_sees_stripes(world: World, call: Any, code: str | None) -> None:
    client = stripe.StripeClient(KEY, base_addresses={"api": world.served.url})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        call(client)
    assert refused.value.code == code
    assert refused.value.request_id


def test_sdk_verifies_the_signature_too(world: World, receiver: Receiver) -> None:
    header = stripe.WebhookSignature.generate_signature_header('{"a":1}', SECRET)
    assert stripe.WebhookSignature.verify_header('{"a":1}', header, SECRET, 300)


def test_expansion(world: World) -> None:
    paid = world.paid()
    client = stripe.StripeClient(KEY, base_addresses={"api": world.served.url})
    assert paid.payment_intent
    intent = client.v1.payment_intents.retrieve(paid.payment_intent, {"expand": ["latest_charge"]})
    assert intent.to_dict()["latest_charge"]["object"] == "charge"


def test_overview_offers_the_banks_side(world: World) -> None:
    charge_id = world.charge_of(world.paid())
    assert f"/bank/charges/{charge_id}/dispute" in requests.get(world.served.url, timeout=5).text
    world.act(f"/bank/charges/{charge_id}/dispute")
    assert "Won by us" in requests.get(world.served.url, timeout=5).text


def test_amounts_are_for_people() -> None:
    assert money(5_000, "usd") == "$50.00 USD"
    assert money(123_456, "usd") == "$1,234.56 USD"
    assert money(5, "eur") == "0.05 EUR"


def test_bracketed_names_nest() -> None:
    pairs = [("a[b]", "1"), ("a[c][0][d]", "2"), ("a[c][1][d]", "3"), ("e", "4")]
    assert nested(pairs) == {"a": {"b": "1", "c": [{"d": "2"}, {"d": "3"}]}, "e": "4"}
