"""Money by card: clients who top up, a bank that disputes and refunds, admins who refund, events in any order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from tests.fakes.payments import signed_event
from tests.fakes.provider_store import JsonObject
from tests.simulation.areas.people import People
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model.books import Books
from tests.simulation.model.cards import CardsAuditor
from tests.simulation.world.api import Sent
from tests.simulation.world.world import WEBHOOK_SECRET, World

AMOUNTS = (1_000, 1_050, 2_000, 5_000)
_EVENTS = (
    "checkout.session.completed: posted",
    "checkout.session.completed: nothing_new",
    "checkout.session.async_payment_succeeded: posted",
    "checkout.session.async_payment_failed: posted",
    "checkout.session.expired: posted",
    "payment_intent.succeeded: posted",
    "payment_intent.canceled: posted",
    "charge.refunded: posted",
    "charge.refunded: nothing_new",
    "charge.dispute.created: posted",
    "charge.dispute.updated: nothing_new",
    "charge.dispute.funds_withdrawn: posted",
    "charge.dispute.funds_reinstated: posted",
    "charge.dispute.closed: posted",
    "refund.failed: needs_a_person",
    "charge.succeeded: unknown_type",
)


class Wallets:
    """The actors of top-ups, refunds and disputes, and the model that compares with the provider's books."""

    boundaries: Mapping[str, Sequence[str]] = {}
    kinds = frozenset({"account", "transfer", "top_up", "dispute", "processed_event", "card_refund"})

    def __init__(self, world: World, people: People, books: Books) -> None:
        self._world = world
        self._people = people
        self.auditor = CardsAuditor(world.payments.store, world.coverage.reach)
        self.auditor.books = books
        self._random = world.stream("wallet")
        self._number = 0
        self._actors = 0
        self._has_troubles = self._random.random() < 0.5
        self._paid: list[str] = []
        self.opening_cents = [1_000, 1_000, 2_000, 10_000]
        """What people put into their wallets to begin with, one of these each time."""

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare("provider events", _EVENTS)
        coverage.declare(
            "money of cards",
            (
                "paid on the page",
                "paid later",
                "paid in an app",
                "never paid",
                "credited by the return page",
                "a refund from outside is posted",
                "a refused refund is given back",
                "a refund to the card",
                "a lost dispute is written off",
            ),
        )

    def populate(self) -> None:
        """Some money to begin with, in most wallets."""
        for name in self._people.clients:
            for number in range(self._random.choice((0, 1, 1, 1, 2, 3))):
                body = {"amount_cents": self._random.choice(self.opening_cents), "return_path": "/wallet"}
                answer = self._world.api.call(name, "start_top_up", body, key=f"{name}-first-{number}")
                assert answer.ok, answer
                self._pay(answer.body["checkout_url"].rpartition("/")[2])
        for event in list(self._world.payments.store.events):
            assert self._deliver(event)
        self._world.payments.deliver = self._deliver

    def begin(self) -> None:
        if self._has_troubles:
            self._spawn("bank", self._bank)
            self._spawn("admin-2", self._admin)

    def _spawn(self, name: str, run: object, after_ms: int = 0) -> None:
        assert callable(run)
        self._actors += 1

        def act() -> None:
            try:
                run()
            finally:
                self._actors -= 1

        self._world.scheduler.spawn(name, act, after_ms=after_ms)

    def is_quiet(self) -> bool:
        return not self._actors and not self._world.payments.undelivered and self.auditor.is_quiet

    def arrived(self, sent: Sent, at_ms: int) -> None:
        if sent.operation.operation_id == "refund_top_up":
            key = sent.headers["idempotency-key"]
            if key not in self.auditor.refund_keys:
                self.auditor.refund_keys.add(key)
                self.auditor.refunds_asked[sent.path["top_up_id"]].append(json.loads(sent.body)["amount_cents"])

    # --- clients ---

    def top_up(self, name: str, random: Random) -> None:
        """Begin a top-up, and go through with it or not."""
        self._number += 1
        key = f"{name}-top-up-{self._number}"
        amount = random.choice(AMOUNTS)
        if random.random() < 0.4:
            self._pay_in_app(name, key, amount, random)
            return
        body = {"amount_cents": amount, "return_path": "/wallet"}
        answer = self._world.api.insist(name, "start_top_up", body, key=key)
        if not answer.ok or not answer.body.get("checkout_url"):
            return
        self._world.scheduler.sleep(random.randint(500, 20_000))
        self._finish(name, answer.body, random)

    def top_up_at(self, name: str, at_ms: int, random: Random) -> None:
        """Begin a top-up and pay it at an instant."""
        self._number += 1
        body = {"amount_cents": 1_000, "return_path": "/wallet"}
        answer = self._world.api.insist(name, "start_top_up", body, key=f"{name}-top-up-{self._number}")
        if not answer.ok or not answer.body.get("checkout_url"):
            return
        self._world.scheduler.sleep(at_ms - self._world.scheduler.now_ms)
        self._pay(answer.body["checkout_url"].rpartition("/")[2])
        self._come_back(name, answer.body["top_up_id"])

    def _finish(self, name: str, begun: Mapping[str, Any], random: Random) -> None:
        checkout = begun["checkout_url"].rpartition("/")[2]
        chance = random.random()
        store = self._world.payments.store
        if chance < 0.6:
            self._pay(checkout)
            self._reached("paid on the page")
        elif chance < 0.85:
            store.pay_later(checkout)
            self._reached("paid later")
            self._world.scheduler.sleep(random.randint(5_000, 120_000))
            store.settle_later(checkout, paid=random.random() < 0.6)
        else:
            self._reached("never paid")
            self._world.scheduler.sleep(random.randint(5_000, 60_000))
            store.expire(checkout)
        if random.random() < 0.7:
            self._come_back(name, begun["top_up_id"])

    def _come_back(self, name: str, top_up_id: str) -> None:
        for _ in range(3):
            answer = self._world.api.call(name, "refresh_top_up", top_up_id=top_up_id)
            if answer.ok:
                if answer.body["status"] == "paid":
                    self._reached("credited by the return page")
                return
            self._world.scheduler.sleep(self._random.randint(500, 4_000))

    def _pay(self, checkout: str) -> None:
        session = self._world.payments.store.pay(checkout)
        self._paid.append(session["payment_intent"])

    def _pay_in_app(self, name: str, key: str, amount: int, random: Random) -> None:
        answer = self._world.api.insist(name, "start_payment_intent", {"amount_cents": amount}, key=key)
        if not answer.ok or not answer.body["client_secret"]:
            return
        intent = answer.body["client_secret"].partition("_secret")[0]
        self._world.scheduler.sleep(random.randint(500, 20_000))
        if random.random() < 0.8:
            self._world.payments.store.pay_intent(intent)
            self._paid.append(intent)
            self._reached("paid in an app")
        else:
            self._world.payments.store.cancel_intent(intent)
        if random.random() < 0.6:
            self._come_back(name, answer.body["top_up"]["top_up_id"])

    def _reached(self, what: str) -> None:
        self._world.coverage.reach("money of cards", what)

    # --- the bank and the provider ---

    def _deliver(self, event: JsonObject) -> bool:
        raw, signature = signed_event(event, WEBHOOK_SECRET, self._world.scheduler.now_ms)
        answer = self._world.api.send(None, "receive_stripe_event", raw, headers={"Stripe-Signature": signature})
        return answer.ok

    def _bank(self) -> None:
        """Charges are disputed, and refunded from the provider's own pages."""
        random, store = self._world.stream("bank"), self._world.payments.store
        for number in range(random.randint(1, 4)):
            self._world.scheduler.sleep(random.randint(5_000, 200_000))
            if self._world.closing or not self._paid:
                continue
            payment = random.choice(self._paid)
            charge = store.retrieve("payment_intent", payment)["latest_charge"]
            if random.random() < 0.5:
                self._refund_from_outside(payment, number, random)
            elif not store.retrieve("charge", charge)["disputed"]:
                self._spawn("dispute", lambda charge=charge: self._dispute(charge, random))  # type: ignore[misc]

    def _refund_from_outside(self, payment: str, number: int, random: Random) -> None:
        store = self._world.payments.store
        charge = store.retrieve("charge", store.retrieve("payment_intent", payment)["latest_charge"])
        left = charge["amount"] - charge["amount_refunded"]
        if left and not charge["disputed"]:
            amount = random.choice((left, max(1, left // 3), 100 if left >= 100 else left))
            refund = store.create_refund(payment_intent=payment, amount=amount, metadata={}, key=f"outside-{number}")
            if random.random() < 0.2:
                store.fail_refund(refund["id"])

    def _dispute(self, charge: str, random: Random) -> None:
        store, sleep = self._world.payments.store, self._world.scheduler.sleep
        if random.random() < 0.2:
            inquiry = store.inquire(charge)["id"]
            sleep(random.randint(1_000, 100_000))
            store.update_dispute(inquiry)
            sleep(random.randint(1_000, 100_000))
            store.close_inquiry(inquiry)
            return
        dispute = store.open_dispute(charge)["id"]
        sleep(random.randint(1_000, 200_000))
        if random.random() < 0.5:
            store.update_dispute(dispute)
        if random.random() < 0.8:
            sleep(random.randint(1_000, 100_000))
            store.close_dispute(dispute, won=random.random() < 0.5)

    # --- admins ---

    def _admin(self) -> None:
        """Refunds unspent money to the card. Of an unknown answer nobody may ask again: due work finishes it."""
        random = self._world.stream("refunds")
        for number in range(random.randint(2, 8)):
            self._world.scheduler.sleep(random.randint(5_000, 60_000))
            if self._world.closing or not self._paid:
                continue
            payment = self._world.payments.store.retrieve("payment_intent", random.choice(self._paid))
            amount = random.choice((payment["amount"], payment["amount"] // 2, 100, 333))
            top_up_id = payment["metadata"]["top_up_id"]
            body = {"amount_cents": amount, "reason": "asked for it"}
            answer = self._world.api.insist(
                "admin-2",
                "refund_top_up",
                body,
                key=f"card-{number}",
                tries=random.choice((1, 1, 3)),
                top_up_id=top_up_id,
            )
            if answer.ok:
                self._reached("a refund to the card")
                self.auditor.refunds_promised.add(answer.body["refund_id"])
