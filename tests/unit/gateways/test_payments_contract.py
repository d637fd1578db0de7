"""One contract for every payment gateway: the fake, and the real client over HTTP."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest

from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from chalicelib.gateways.payments import Checkout, PaymentGateway, PaymentIntent
from chalicelib.gateways.stripe_payments import StripePayments
from tests.conftest import ManualClock
from tests.fakes.payments import FakePayments
from tests.fakes.provider_store import ProviderStore
from tests.fakes.stripe_server import Fault, StripeServer

SECRET_KEY = "sk_test_made_up"


class World(Protocol):
    """A gateway, with what the people and the bank on the other side do."""

    gateway: PaymentGateway

    def pay(self, checkout_id: str) -> None: ...

    def expire(self, checkout_id: str) -> None: ...

    def pay_intent(self, payment_intent: str) -> None: ...

    def open_dispute(self, charge_id: str) -> str: ...

    def close_dispute(self, dispute_id: str, *, won: bool) -> None: ...

    def fail_next(self, *, after_effect: bool) -> None: ...


class StoreWorld:
    """A world whose other side is a `ProviderStore`."""

    def __init__(self, gateway: PaymentGateway, store: ProviderStore, fail: Callable[[bool], None]) -> None:
        self.gateway = gateway
        self._store = store
        self._fail = fail

    def pay(self, checkout_id: str) -> None:
        self._store.pay(checkout_id)

    def expire(self, checkout_id: str) -> None:
        self._store.expire(checkout_id)

    def pay_intent(self, payment_intent: str) -> None:
        self._store.pay_intent(payment_intent)

    def open_dispute(self, charge_id: str) -> str:
        return str(self._store.open_dispute(charge_id)["id"])

    def close_dispute(self, dispute_id: str, *, won: bool) -> None:
        self._store.close_dispute(dispute_id, won=won)

    def fail_next(self, *, after_effect: bool) -> None:
        self._fail(after_effect)


def _fake(clock: ManualClock) -> Iterator[World]:
    fake = FakePayments(clock.now_ms)
    yield StoreWorld(fake, fake.store, lambda after: fake.fail_next(after_effect=after))


def _sdk(clock: ManualClock) -> Iterator[World]:
    store = ProviderStore(clock.now_ms)
    server = StripeServer(store, SECRET_KEY)
    try:
        gateway = StripePayments(SECRET_KEY, api_base=server.url, max_network_retries=0)
        yield StoreWorld(gateway, store, lambda after: server.fail_next("hang_up", after_effect=after))
    finally:
        server.close()


# Another provider, or another stand-in for one, is proved by one more line here.
WORLDS: dict[str, Callable[[ManualClock], Iterator[World]]] = {"fake": _fake, "sdk": _sdk}


@pytest.fixture(params=list(WORLDS))
def world(request: pytest.FixtureRequest, clock: ManualClock) -> Iterator[World]:
    yield from WORLDS[request.param](clock)


def open_checkout(world: World, clock: ManualClock, **changes: Any) -> Checkout:
    arguments: dict[str, Any] = {
        "top_up_id": "top_1",
        "amount_cents": 5_000,
        "currency": "USD",
        "description": "Wallet top-up",
        "success_url": "https://soulseer.example/wallet?top_up=top_1&paid=1",
        "cancel_url": "https://soulseer.example/wallet?top_up=top_1&paid=0",
        "customer_reference": "usr_1",
        "metadata": {"stage": "test"},
        "idempotency_key": "topup_top_1",
        "expires_at_ms": clock.at_ms + 3_600_000,
    }
    return world.gateway.create_checkout(**{**arguments, **changes})


def paid_intent(world: World, clock: ManualClock) -> PaymentIntent:
    opened = open_checkout(world, clock)
    world.pay(opened.checkout_id)
    payment_intent = world.gateway.retrieve_checkout(opened.checkout_id).payment_intent
    assert payment_intent is not None
    return world.gateway.retrieve_payment_intent(payment_intent)


TAGS = {"stage": "test", "top_up_id": "top_1", "customer_reference": "usr_1"}


def test_a_new_checkout_is_open_and_unpaid(world: World, clock: ManualClock) -> None:
    opened = open_checkout(world, clock)
    assert (opened.status, opened.paid, opened.payment_intent) == ("open", False, None)
    assert (opened.amount_cents, opened.currency, dict(opened.metadata)) == (5_000, "USD", TAGS)
    assert opened.url is not None
    assert opened.expires_at_ms == clock.at_ms + 3_600_000
    assert world.gateway.retrieve_checkout(opened.checkout_id) == opened


def test_a_paid_checkout_leads_to_its_payment_and_its_charge(world: World, clock: ManualClock) -> None:
    opened = open_checkout(world, clock)
    world.pay(opened.checkout_id)
    done = world.gateway.retrieve_checkout(opened.checkout_id)
    assert (done.status, done.paid) == ("complete", True)
    assert done.payment_intent is not None
    payment = world.gateway.retrieve_payment_intent(done.payment_intent)
    assert (payment.status, payment.paid, payment.amount_cents, payment.amount_received_cents) == (
        "succeeded",
        True,
        5_000,
        5_000,
    )
    assert dict(payment.metadata) == TAGS
    assert payment.charge_id is not None
    charge = world.gateway.retrieve_charge(payment.charge_id)
    assert (charge.amount_cents, charge.amount_refunded_cents, charge.paid, charge.refunded) == (5_000, 0, True, False)
    assert charge.payment_intent == done.payment_intent
    assert dict(charge.metadata) == TAGS


def test_an_expired_checkout_is_never_paid(world: World, clock: ManualClock) -> None:
    opened = open_checkout(world, clock)
    world.expire(opened.checkout_id)
    done = world.gateway.retrieve_checkout(opened.checkout_id)
    assert (done.status, done.paid, done.payment_intent) == ("expired", False, None)


def test_the_same_key_opens_one_checkout(world: World, clock: ManualClock) -> None:
    first = open_checkout(world, clock)
    world.pay(first.checkout_id)
    # The provider repeats its first answer, as it was then.
    assert open_checkout(world, clock) == first
    other = open_checkout(world, clock, idempotency_key="topup_top_2", top_up_id="top_2")
    assert other.checkout_id != first.checkout_id


def test_the_same_key_with_other_content_is_refused(world: World, clock: ManualClock) -> None:
    open_checkout(world, clock)
    with pytest.raises(PaymentRefused) as caught:
        open_checkout(world, clock, amount_cents=6_000)
    assert caught.value.reason == "idempotency_mismatch"
    assert not caught.value.retryable


def test_a_lost_answer_is_found_again_by_its_key(world: World, clock: ManualClock) -> None:
    world.fail_next(after_effect=True)
    with pytest.raises(PaymentProviderFailed) as caught:
        open_checkout(world, clock)
    assert caught.value.retryable
    first = open_checkout(world, clock)
    assert open_checkout(world, clock) == first


def test_a_call_that_never_arrived_has_no_effect(world: World, clock: ManualClock) -> None:
    paid = paid_intent(world, clock)
    assert paid.charge_id is not None
    world.fail_next(after_effect=False)
    with pytest.raises(PaymentProviderFailed):
        world.gateway.create_refund(
            payment_intent=paid.payment_intent, amount_cents=100, idempotency_key="refund_1", metadata={}
        )
    assert world.gateway.list_refunds(paid.charge_id) == ()


def test_a_payment_intent_for_a_mobile_app(world: World) -> None:
    def begin() -> PaymentIntent:
        return world.gateway.create_payment_intent(
            top_up_id="top_1",
            amount_cents=2_000,
            currency="USD",
            description="Wallet top-up",
            customer_reference="usr_1",
            metadata={"stage": "test"},
            idempotency_key="topup_top_1",
        )

    begun = begin()
    assert (begun.paid, begun.amount_cents, begun.amount_received_cents, begun.charge_id) == (False, 2_000, 0, None)
    assert begun.client_secret
    assert begun.client_secret not in repr(begun)
    assert dict(begun.metadata) == TAGS
    assert begin() == begun
    world.pay_intent(begun.payment_intent)
    done = world.gateway.retrieve_payment_intent(begun.payment_intent)
    assert (done.paid, done.amount_received_cents) == (True, 2_000)
    assert done.charge_id is not None


def test_refunds_add_up(world: World, clock: ManualClock) -> None:
    paid = paid_intent(world, clock)
    assert paid.charge_id is not None

    def refund(cents: int, key: str) -> str:
        made = world.gateway.create_refund(
            payment_intent=paid.payment_intent, amount_cents=cents, idempotency_key=key, metadata={"why": "unused"}
        )
        assert (made.status, made.amount_cents, made.currency) == ("succeeded", cents, "USD")
        assert (made.charge_id, made.payment_intent) == (paid.charge_id, paid.payment_intent)
        assert dict(made.metadata) == {"why": "unused"}
        return made.refund_id

    first = refund(1_000, "refund_1")
    assert refund(1_000, "refund_1") == first
    second = refund(1_500, "refund_2")
    charge = world.gateway.retrieve_charge(paid.charge_id)
    assert (charge.amount_refunded_cents, charge.refunded) == (2_500, False)
    assert [one.refund_id for one in world.gateway.list_refunds(paid.charge_id)] == [first, second]

    with pytest.raises(PaymentRefused) as too_much:
        refund(2_501, "refund_3")
    assert too_much.value.reason == "invalid_request"
    refund(2_500, "refund_4")
    charge = world.gateway.retrieve_charge(paid.charge_id)
    assert (charge.amount_refunded_cents, charge.refunded) == (5_000, True)


def test_what_was_not_paid_cannot_be_refunded(world: World) -> None:
    begun = world.gateway.create_payment_intent(
        top_up_id="top_1",
        amount_cents=2_000,
        currency="USD",
        description="Wallet top-up",
        customer_reference="usr_1",
        metadata={},
        idempotency_key="topup_top_1",
    )
    with pytest.raises(PaymentRefused):
        world.gateway.create_refund(
            payment_intent=begun.payment_intent, amount_cents=1, idempotency_key="refund_1", metadata={}
        )


@pytest.mark.parametrize("won", [True, False])
def test_a_dispute_takes_amount_and_fee_and_gives_back_the_amount_when_won(
    world: World, clock: ManualClock, won: bool
) -> None:
    paid = paid_intent(world, clock)
    assert paid.charge_id is not None
    dispute_id = world.open_dispute(paid.charge_id)
    opened = world.gateway.retrieve_dispute(dispute_id)
    assert (opened.charge_id, opened.payment_intent) == (paid.charge_id, paid.payment_intent)
    assert (opened.outcome, opened.amount_cents) == ("open", 5_000)
    assert (opened.amount_withdrawn_cents, opened.fee_cents) == (5_000, 1_500)
    assert (opened.amount_reinstated_cents, opened.fee_returned_cents) == (0, 0)
    assert world.gateway.retrieve_charge(paid.charge_id).disputed

    world.close_dispute(dispute_id, won=won)
    closed = world.gateway.retrieve_dispute(dispute_id)
    assert closed.outcome == ("won" if won else "lost")
    assert (closed.amount_withdrawn_cents, closed.fee_cents) == (5_000, 1_500)
    assert (closed.amount_reinstated_cents, closed.fee_returned_cents) == (5_000 if won else 0, 0)


def test_what_does_not_exist_is_refused(world: World) -> None:
    calls: list[Callable[[str], object]] = [
        world.gateway.retrieve_checkout,
        world.gateway.retrieve_payment_intent,
        world.gateway.retrieve_charge,
        world.gateway.retrieve_dispute,
        world.gateway.list_refunds,
    ]
    for call in calls:
        with pytest.raises(PaymentRefused) as caught:
            call("nothing_1")
        assert (caught.value.reason, caught.value.provider_code) == ("invalid_request", "resource_missing")


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_cents": 0},
        {"amount_cents": -1},
        {"amount_cents": True},
        {"amount_cents": 10.0},
        {"amount_cents": 100_000_000},
        {"currency": "usd"},
        {"currency": "US"},
        {"currency": "ÜSD"},
        {"idempotency_key": ""},
        {"idempotency_key": "a b"},
        {"idempotency_key": "x" * 256},
        {"metadata": {"k" * 41: "v"}},
        {"metadata": {"k": "v" * 501}},
        {"metadata": {"k[0]": "v"}},
        {"metadata": {"": "v"}},
        {"metadata": {f"k{number}": "v" for number in range(40)}},
    ],
)
def test_arguments_that_no_provider_takes(world: World, clock: ManualClock, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|metadata"):
        open_checkout(world, clock, **changes)


class TestStripeClient:
    """What only the real client can get wrong."""

    @pytest.fixture
    def server(self, clock: ManualClock) -> Iterator[StripeServer]:
        server = StripeServer(ProviderStore(clock.now_ms), SECRET_KEY)
        yield server
        server.close()

    @pytest.fixture
    def gateway(self, server: StripeServer) -> StripePayments:
        return StripePayments(SECRET_KEY, api_base=server.url + "/", max_network_retries=0)

    @pytest.mark.parametrize(
        ("fault", "reason"),
        [
            ("hang_up", "unreachable"),
            ("server_error", "provider_error"),
            ("not_json", "provider_error"),
            ("a_list", "malformed_answer"),
            ("no_object", "malformed_answer"),
            ("rate_limit", "rate_limited"),
        ],
    )
    def test_failures_may_be_tried_again(
        self, server: StripeServer, gateway: StripePayments, fault: Fault, reason: str
    ) -> None:
        server.fail_next(fault)
        with pytest.raises(PaymentProviderFailed) as caught:
            gateway.retrieve_charge("ch_1")
        assert caught.value.reason == reason
        assert "Private" not in "".join(traceback.format_exception(caught.value))

    def test_a_refusal_carries_no_words_of_the_provider(
        self, server: StripeServer, gateway: StripePayments, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        server.fail_next("declined")
        with pytest.raises(PaymentRefused) as caught:
            gateway.retrieve_charge("ch_1")
        refusal = caught.value
        assert (refusal.reason, refusal.provider_code, refusal.reference) == ("card", "card_declined", "req_made_up")
        assert str(refusal) == "card"
        assert refusal.__context__ is None
        assert refusal.__cause__ is None
        assert "Private" not in caplog.text

    def test_a_wrong_key_is_the_operators_trouble(self, server: StripeServer) -> None:
        with pytest.raises(PaymentProviderFailed) as caught:
            StripePayments("sk_test_other", api_base=server.url, max_network_retries=0).retrieve_charge("ch_1")
        assert caught.value.reason == "not_authorised"

    def test_a_lost_answer_is_tried_again_with_the_same_key(
        self, server: StripeServer, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import stripe

        monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0)
        gateway = StripePayments(SECRET_KEY, api_base=server.url, max_network_retries=1)
        world = StoreWorld(gateway, server.store, lambda after: None)
        server.fail_next("hang_up", after_effect=True)
        opened = open_checkout(world, clock)
        assert [request[3]["idempotency-key"] for request in server.requests] == ["topup_top_1", "topup_top_1"]
        assert open_checkout(world, clock) == opened

    def test_refunds_beyond_one_page(
        self, server: StripeServer, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gateway = StripePayments(SECRET_KEY, api_base=server.url, max_network_retries=0)
        world = StoreWorld(gateway, server.store, lambda after: None)
        paid = paid_intent(world, clock)
        assert paid.charge_id is not None
        made = [
            gateway.create_refund(
                payment_intent=paid.payment_intent, amount_cents=1, idempotency_key=f"refund_{number}", metadata={}
            )
            for number in range(5)
        ]
        monkeypatch.setattr("chalicelib.gateways.stripe_payments._REFUNDS_PER_PAGE", 2)
        assert gateway.list_refunds(paid.charge_id) == tuple(made)
        monkeypatch.setattr("chalicelib.gateways.stripe_payments._MAX_REFUND_PAGES", 2)
        with pytest.raises(PaymentProviderFailed) as caught:
            gateway.list_refunds(paid.charge_id)
        assert caught.value.reason == "too_many_refunds"

    @pytest.mark.parametrize(
        "base", ["http://payments.example", "ftp://localhost", "localhost:8002", "http://127.0.0.1.example", "//x"]
    )
    def test_a_key_never_travels_in_the_clear(self, base: str) -> None:
        with pytest.raises(ValueError, match="STRIPE_API_BASE"):
            StripePayments(SECRET_KEY, api_base=base)

    @pytest.mark.parametrize("base", ["http://localhost:8002", "https://payments.example", "http://[::1]:8002"])
    def test_where_a_key_may_travel(self, base: str) -> None:
        StripePayments(SECRET_KEY, api_base=base)

    def test_a_key_is_needed(self) -> None:
        with pytest.raises(ValueError, match="missing"):
            StripePayments(" ")

    def test_no_outside_library_is_imported_before_it_is_needed(self) -> None:
        modules = ["agora", "agora_tokens", "mail", "payments", "storage", "stripe_payments", "stripe_webhooks"]
        program = (
            "import sys\n"
            + "".join(f"import chalicelib.gateways.{name}\n" for name in modules)
            + "late = {'stripe', 'requests', 'boto3', 'botocore', 'agora_token_builder'}\n"
            + "print(*sorted(late & set(sys.modules)))\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == ""
