"""Top-ups, refunds and disputes by the provider's events: every order, every repetition, races."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core import table
from chalicelib.gateways.errors import PaymentProviderFailed
from chalicelib.gateways.payments import Charge, Checkout, PaymentIntent, ProviderEvent
from chalicelib.wallet import ledger, service
from chalicelib.wallet.errors import AccountFrozen, NoSuchTopUp
from chalicelib.wallet.payment_items import ProcessedEvent
from chalicelib.wallet.payment_rules import PaymentMismatch, TopUpStatus
from chalicelib.wallet.payments import load_top_up
from chalicelib.wallet.rules import wallet_of
from tests.conftest import START_MS
from tests.fakes.payments import FakePayments
from tests.service.wallet_helpers import (
    amounts,
    balance,
    begin,
    deliver,
    events_of,
    funded,
    new_wallet,
    pay,
    provider,
    spend,
    world,
)

pytestmark = pytest.mark.usefixtures("table_engine")

PAID = ("charge.succeeded", "payment_intent.succeeded", "checkout.session.completed")


def refund(gateway: FakePayments, charge: dict[str, object], amount_cents: int) -> None:
    """Somebody gives money back on the provider's own pages."""
    gateway.store.create_refund(
        payment_intent=str(charge["payment_intent"]), amount=amount_cents, metadata={}, key=None
    )


def recorded(event: ProviderEvent) -> str | None:
    item = table.load(ProcessedEvent, ProcessedEvent.key(event_id=event.event_id))
    return None if item is None else item.outcome


def test_a_payment_is_credited_once_by_whichever_event_comes_first() -> None:
    for order in itertools.permutations(range(3)):
        gateway, user_id = provider(), new_wallet()
        pay(gateway, begin(gateway, user_id))
        paid = events_of(gateway, *PAID)
        outcomes = {paid[index].type: deliver(gateway, paid[index])[0] for index in order}
        assert outcomes["charge.succeeded"] == "unknown_type"
        assert sorted(outcomes.values()) == ["nothing_new", "posted", "unknown_type"]
        assert amounts(user_id) == [5_000]
        assert deliver(gateway, *paid) == ["duplicate"] * 3


def test_the_return_page_and_the_webhook_credit_once_in_either_order() -> None:
    for webhook_first in (True, False):
        gateway, user_id = provider(), new_wallet()
        top_up = begin(gateway, user_id)
        assert service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS).state.status == "pending"
        pay(gateway, top_up)
        completed = events_of(gateway, "checkout.session.completed")
        if webhook_first:
            deliver(gateway, *completed)
        refreshed = service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS)
        assert refreshed.state.status is TopUpStatus.PAID
        deliver(gateway, *completed)
        assert amounts(user_id) == [5_000]


def test_a_hundred_deliveries_of_one_event_at_once_by_16_threads_credit_once() -> None:
    gateway, user_id = provider(), new_wallet()
    top_up = begin(gateway, user_id)
    pay(gateway, top_up)
    completed, intent = events_of(gateway, "checkout.session.completed", "payment_intent.succeeded")

    def one(number: int) -> str:
        if number % 10 == 9:
            service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS)
            return "refreshed"
        return deliver(gateway, completed if number % 2 else intent)[0]

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(one, range(100)))
    assert outcomes.count("posted") <= 1
    assert amounts(user_id) == [5_000]
    assert {recorded(completed), recorded(intent)} <= {"posted", "nothing_new"}


def test_a_checkout_that_is_not_paid_yet_credits_nothing_until_it_is() -> None:
    gateway, user_id = provider(), new_wallet()
    top_up = begin(gateway, user_id)
    pay(gateway, top_up)
    (completed,) = events_of(gateway, "checkout.session.completed")
    assert isinstance(completed.subject, Checkout)
    unpaid = replace(completed, subject=replace(completed.subject, paid=False))
    later = replace(completed, event_id=f"{completed.event_id}b", type="checkout.session.async_payment_succeeded")
    assert deliver(gateway, unpaid) == ["nothing_new"]
    assert balance(user_id) == 0
    assert deliver(gateway, later) == ["posted"]
    assert balance(user_id) == 5_000


def test_a_delayed_payment_that_fails_expires_the_top_up() -> None:
    gateway, user_id = provider(), new_wallet()
    top_up = begin(gateway, user_id)
    pay(gateway, top_up)
    (completed,) = events_of(gateway, "checkout.session.completed")
    assert isinstance(completed.subject, Checkout)
    failed = replace(
        completed, type="checkout.session.async_payment_failed", subject=replace(completed.subject, paid=False)
    )
    assert deliver(gateway, failed) == ["posted"]
    assert load_top_up(top_up.top_up_id).state.status is TopUpStatus.EXPIRED
    assert balance(user_id) == 0


def test_an_expired_checkout_expires_the_top_up_but_never_a_paid_one() -> None:
    gateway, user_id = provider(), new_wallet()
    top_up = begin(gateway, user_id)
    gateway.store.expire(top_up.checkout_id or "")
    deliver(gateway, *events_of(gateway, "checkout.session.expired"))
    assert load_top_up(top_up.top_up_id).state.status is TopUpStatus.EXPIRED

    paid_user, paid_top_up, _ = funded(gateway)
    (expired,) = events_of(gateway, "checkout.session.expired")
    assert isinstance(expired.subject, Checkout)
    stray = replace(
        expired,
        event_id=f"{expired.event_id}b",
        subject=replace(
            expired.subject,
            metadata={"top_up_id": paid_top_up.top_up_id, "customer_reference": paid_user},
            payment_intent=paid_top_up.payment_intent,
        ),
    )
    assert deliver(gateway, stray) == ["nothing_new"]
    assert load_top_up(paid_top_up.top_up_id).state.status is TopUpStatus.PAID


def test_what_contradicts_the_order_is_an_error_each_time_and_changes_nothing() -> None:
    gateway, user_id, somebody = provider(), new_wallet(), new_wallet()
    pay(gateway, begin(gateway, user_id))
    (intent,) = events_of(gateway, "payment_intent.succeeded")
    subject = intent.subject
    assert isinstance(subject, PaymentIntent)
    unknown = {**subject.metadata, "top_up_id": "top_00000000000000000000000000"}
    for wrong, error in (
        (replace(subject, amount_received_cents=4_999), PaymentMismatch),
        (replace(subject, amount_received_cents=5_001), PaymentMismatch),
        (replace(subject, currency="EUR"), PaymentMismatch),
        (replace(subject, metadata={**subject.metadata, "customer_reference": somebody}), PaymentMismatch),
        (replace(subject, metadata=unknown), NoSuchTopUp),
    ):
        for _ in range(2):
            with pytest.raises(error):
                deliver(gateway, replace(intent, subject=wrong))
    assert recorded(intent) is None
    assert (balance(user_id), balance(somebody)) == (0, 0)
    assert deliver(gateway, intent) == ["posted"]
    with pytest.raises(PaymentMismatch):
        deliver(
            gateway,
            replace(intent, event_id=f"{intent.event_id}b", subject=replace(subject, payment_intent="pi_other")),
        )
    assert amounts(user_id) == [5_000]


def test_payments_for_other_things_and_unknown_types_are_acknowledged_and_recorded() -> None:
    gateway, user_id = provider(), new_wallet()
    pay(gateway, begin(gateway, user_id))
    (intent,) = events_of(gateway, "payment_intent.succeeded")
    assert isinstance(intent.subject, PaymentIntent)
    foreign = replace(intent, event_id=f"{intent.event_id}a", subject=replace(intent.subject, metadata={}))
    connected = replace(intent, event_id=f"{intent.event_id}b", account="acct_1")
    strange = replace(intent, event_id=f"{intent.event_id}c", type="coupon.created", subject=None)
    failed = replace(intent, event_id=f"{intent.event_id}d", type="refund.failed", subject=None)
    assert deliver(gateway, foreign, connected, strange, failed) == [
        "ignored",
        "ignored",
        "unknown_type",
        "needs_a_person",
    ]
    assert [recorded(each) for each in (foreign, connected, strange, failed)] == [
        "ignored",
        "ignored",
        "unknown_type",
        "needs_a_person",
    ]
    assert balance(user_id) == 0


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_scenario_13_top_up_three_times_and_its_full_refund_in_every_order(order: tuple[int, ...]) -> None:
    gateway, user_id = provider(), new_wallet()
    top_up = begin(gateway, user_id)
    charge = pay(gateway, top_up)
    refund(gateway, charge, 5_000)
    (credited,) = events_of(gateway, "checkout.session.completed")
    (refunded,) = events_of(gateway, "charge.refunded")
    deliveries = [credited, credited, credited, refunded]
    for index in order:
        deliver(gateway, deliveries[index])
    deliver(gateway, credited, refunded, now_ms=START_MS + 3_600_000)
    deliver(gateway, *events_of(gateway), now_ms=START_MS + 3_600_000)
    assert amounts(user_id) == [5_000, -5_000]
    assert balance(user_id) == 0
    assert load_top_up(top_up.top_up_id).state.status is TopUpStatus.REFUNDED


def test_scenario_14_cumulative_refunds_post_their_difference() -> None:
    gateway = provider()
    user_id, top_up, charge = funded(gateway)
    for amount_cents in (1_000, 1_500):
        refund(gateway, charge, amount_cents)
        deliver(gateway, events_of(gateway, "charge.refunded")[-1])
    assert amounts(user_id) == [5_000, -1_000, -1_500]
    assert load_top_up(top_up.top_up_id).state.status is TopUpStatus.PAID


@settings(max_examples=25, deadline=None)
@given(
    parts=st.lists(st.integers(1, 2_000), min_size=1, max_size=5),
    data=st.data(),
)
def test_scenario_14_in_any_order_with_any_repetition_ends_at_the_sum(parts: list[int], data: st.DataObject) -> None:
    gateway, user_id = provider(), new_wallet()
    charge = pay(gateway, begin(gateway, user_id, 10_000))
    for amount_cents in parts:
        refund(gateway, charge, amount_cents)
    events = events_of(gateway, *PAID, "charge.refunded")
    for event in data.draw(st.permutations(events + events[: len(events) // 2])):
        deliver(gateway, event)
    assert balance(user_id) == 10_000 - sum(parts)
    assert amounts(user_id)[0] == 10_000
    assert sum(amounts(user_id)) == balance(user_id)


def test_refund_events_at_once_by_16_threads_end_at_the_highest_sum() -> None:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    for amount_cents in (100, 200, 300, 400):
        refund(gateway, charge, amount_cents)
    events = events_of(gateway, "charge.refunded") * 4
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda event: deliver(gateway, event), events))
    assert balance(user_id) == 4_000


@pytest.mark.parametrize("won", [True, False])
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_scenario_15_a_dispute_in_every_order(order: tuple[int, ...], won: bool) -> None:
    gateway = provider()
    user_id, top_up, charge = funded(gateway)
    spend(user_id, 4_000)
    dispute_id = gateway.store.open_dispute(str(charge["id"]))["id"]
    opened = events_of(gateway, "charge.dispute.created")
    gateway.store.close_dispute(dispute_id, won=won)
    rest = events_of(gateway, "charge.dispute.funds_reinstated", "charge.dispute.closed")
    events = [*opened, *rest]
    for index in order:
        if index < len(events):
            deliver(gateway, events[index], events[index])
    account = ledger.load_account(wallet_of(user_id))
    assert (account.balance_cents, account.is_frozen) == (1_000 if won else 0, False)
    moved = world(wallet_of(user_id), f"dispute:{dispute_id}")
    assert moved["platform:losses"] == (-1_500 if won else -5_500)
    assert moved["stripe:clearing"] == -5_000 - (-1_500 if won else -6_500)
    assert moved[f"dispute:{dispute_id}"] == 0
    assert load_top_up(top_up.top_up_id).disputed_cents == (0 if won else 5_000)


def test_scenario_15_while_the_dispute_is_open_the_wallet_is_below_zero_and_frozen() -> None:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    spend(user_id, 4_000)
    dispute_id = gateway.store.open_dispute(str(charge["id"]))["id"]
    (opened,) = events_of(gateway, "charge.dispute.created")
    assert deliver(gateway, opened, opened) == ["posted", "duplicate"]
    seen = service.wallet_of_user(user_id)
    assert (seen.balance_cents, seen.frozen, seen.available_cents) == (-4_000, True, 0)
    assert world(f"dispute:{dispute_id}")["platform:losses"] == -1_500

    topped = begin(gateway, user_id, 10_000)
    pay(gateway, topped)
    deliver(gateway, events_of(gateway, "checkout.session.completed")[-1])
    assert balance(user_id) == 6_000
    with pytest.raises(AccountFrozen):
        spend(user_id, 1)

    gateway.store.close_dispute(dispute_id, won=True)
    deliver(gateway, *events_of(gateway, "charge.dispute.closed"))
    assert service.wallet_of_user(user_id) == service.Wallet(11_000, 11_000, False, None)


def test_a_dispute_that_comes_before_the_payment_credits_it_first() -> None:
    gateway, user_id = provider(), new_wallet()
    charge = pay(gateway, begin(gateway, user_id))
    gateway.store.open_dispute(str(charge["id"]))
    events = events_of(gateway, "charge.dispute.created", *PAID)
    assert deliver(gateway, *reversed(events)) == ["posted", "nothing_new", "nothing_new", "unknown_type"]
    assert amounts(user_id) == [5_000, -5_000]
    assert service.wallet_of_user(user_id).frozen


def test_a_dispute_of_a_payment_that_cannot_be_asked_for_is_not_recorded() -> None:
    gateway, user_id = provider(), new_wallet()
    charge = pay(gateway, begin(gateway, user_id))
    gateway.store.open_dispute(str(charge["id"]))
    (opened,) = events_of(gateway, "charge.dispute.created")
    gateway.fail_next()
    with pytest.raises(PaymentProviderFailed):
        deliver(gateway, opened)
    assert recorded(opened) is None
    assert deliver(gateway, opened) == ["posted"]


def test_an_inquiry_takes_and_freezes_nothing() -> None:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    gateway.store.open_dispute(str(charge["id"]))
    (opened,) = events_of(gateway, "charge.dispute.created")
    subject = opened.subject
    inquiry = replace(
        opened,
        event_id=f"{opened.event_id}a",
        subject=replace(subject, status="warning_needs_response", amount_withdrawn_cents=0, fee_cents=0),  # type: ignore[type-var]
    )
    deliver(gateway, inquiry)
    assert service.wallet_of_user(user_id) == service.Wallet(5_000, 5_000, False, None)
    deliver(gateway, opened)
    assert service.wallet_of_user(user_id) == service.Wallet(0, 0, True, None)


@pytest.mark.parametrize("first_won", [True, False])
def test_two_disputes_of_one_wallet_cost_the_platform_the_same_in_either_order(first_won: bool) -> None:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    second = begin(gateway, user_id, 2_000)
    second_charge = pay(gateway, second)
    deliver(gateway, events_of(gateway, "checkout.session.completed")[-1])
    spend(user_id, 6_000)
    lost = gateway.store.open_dispute(str(charge["id"]))["id"]
    won = gateway.store.open_dispute(str(second_charge["id"]))["id"]
    for dispute_id in (won, lost) if first_won else (lost, won):
        gateway.store.close_dispute(dispute_id, won=dispute_id == won)
    deliver(gateway, *events_of(gateway, "charge.dispute.created"))
    assert balance(user_id) == -6_000
    deliver(gateway, *events_of(gateway, "charge.dispute.closed"))
    assert balance(user_id) == 0
    assert world(wallet_of(user_id))["platform:losses"] == -4_000


def test_a_lost_dispute_that_is_won_after_all_pays_the_platform_back() -> None:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    spend(user_id, 4_000)
    dispute_id = gateway.store.open_dispute(str(charge["id"]))["id"]
    gateway.store.close_dispute(dispute_id, won=False)
    deliver(gateway, *events_of(gateway, "charge.dispute.closed"))
    assert balance(user_id) == 0
    gateway.store.close_dispute(dispute_id, won=True)
    deliver(gateway, *events_of(gateway, "charge.dispute.closed"))
    assert balance(user_id) == 1_000
    assert world(wallet_of(user_id)).get("platform:losses") == 0


def test_a_charge_refunded_for_something_else_is_ignored() -> None:
    gateway = provider()
    _, _, charge = funded(gateway)
    refund(gateway, charge, 100)
    (refunded,) = events_of(gateway, "charge.refunded")
    assert isinstance(refunded.subject, Charge)
    assert deliver(gateway, replace(refunded, subject=replace(refunded.subject, metadata={}))) == ["ignored"]
