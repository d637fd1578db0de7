"""Beginning top-ups, and giving unspent money back to the card; crashes at every point of both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.core import due, table
from chalicelib.core.clock import HOUR_MS
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from chalicelib.wallet import card_refunds, service
from chalicelib.wallet.errors import AccountFrozen, NoSuchTopUp, RefundTooLarge, RequestReused, TopUpNotPaid
from chalicelib.wallet.payment_items import CardRefund, TopUp
from chalicelib.wallet.payments import load_top_up
from tests.conftest import START_MS
from tests.fakes.payments import FakePayments
from tests.service.followers import table_with_followers
from tests.service.wallet_helpers import (
    WEB_ORIGIN,
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
)

pytestmark = pytest.mark.usefixtures("table_engine")
LATER_MS = card_refunds.FINISH_AFTER_MS


def give_back(
    gateway: FakePayments, top_up: TopUp, amount_cents: int, request_id: str = "r1", reason: str = "asked for it"
) -> CardRefund:
    return service.refund_to_card(
        gateway,
        top_up_id=top_up.top_up_id,
        amount_cents=amount_cents,
        reason=reason,
        actor_id="usr_00000000000000000000000admin"[:30],
        request_id=request_id,
        now_ms=START_MS,
    )


def test_the_same_request_gives_the_same_top_up_and_one_checkout() -> None:
    gateway, user_id = provider(), new_wallet()
    first = begin(gateway, user_id, request_id="one")
    again = begin(gateway, user_id, request_id="one")
    other = begin(gateway, user_id, request_id="two")
    assert first.top_up_id == again.top_up_id != other.top_up_id
    assert first.checkout_url == again.checkout_url
    assert gateway.calls.count("create_checkout") == 2
    with pytest.raises(RequestReused):
        begin(gateway, user_id, 6_000, request_id="one")


def test_a_crash_between_item_checkout_and_address_is_repaired_by_the_same_request() -> None:
    gateway, user_id = provider(), new_wallet()
    for after_effect in (False, True):
        gateway.fail_next(after_effect=after_effect)
        with pytest.raises(PaymentProviderFailed):
            begin(gateway, user_id, request_id="one")
    later = service.start_checkout(
        gateway,
        user_id=user_id,
        request_id="one",
        amount_cents=5_000,
        return_path="/wallet",
        web_origin=WEB_ORIGIN,
        now_ms=START_MS + HOUR_MS,
    )
    assert later.checkout_url is not None
    pay(gateway, later)
    deliver(gateway, *events_of(gateway, "checkout.session.completed"))
    assert amounts(user_id) == [5_000]


def test_a_checkout_whose_address_was_never_stored_is_credited_by_its_webhook() -> None:
    gateway, user_id = provider(), new_wallet()
    gateway.fail_next(after_effect=True)
    with pytest.raises(PaymentProviderFailed):
        begin(gateway, user_id, request_id="one")
    checkout_id = next(iter(gateway.store._objects))
    gateway.store.pay(checkout_id)
    deliver(gateway, *events_of(gateway, "checkout.session.completed"))
    assert balance(user_id) == 5_000


@pytest.mark.parametrize("amount_cents", [0, 999, 50_001, -1_000])
def test_amounts_out_of_range_are_refused_before_anything_is_written(amount_cents: int) -> None:
    gateway = provider()
    with pytest.raises(ValueError, match="1000 to 50000"):
        begin(gateway, new_wallet(), amount_cents)
    assert gateway.calls == []


def test_a_top_up_is_its_owners_alone() -> None:
    gateway = provider()
    _, top_up, _ = funded(gateway)
    for top_up_id in (top_up.top_up_id, new_id("top", START_MS), "top_#", "nonsense"):
        with pytest.raises(NoSuchTopUp):
            service.own_top_up(top_up_id, new_wallet())
        with pytest.raises(NoSuchTopUp):
            service.refresh_top_up(gateway, top_up_id, new_wallet(), START_MS)


def test_a_mobile_payment_is_credited_by_asking_or_by_webhook() -> None:
    for asked in (True, False):
        gateway, user_id = provider(), new_wallet()

        def start(gateway: FakePayments = gateway, user_id: str = user_id) -> tuple[TopUp, str]:
            top_up, intent = service.start_payment_intent(
                gateway, user_id=user_id, request_id="m", amount_cents=2_000, now_ms=START_MS
            )
            return top_up, intent.payment_intent

        top_up, payment_intent = start()
        assert start()[1] == payment_intent
        assert not service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS).paid
        gateway.store.pay_intent(payment_intent)
        if asked:
            assert service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS).paid
        deliver(gateway, *events_of(gateway, "payment_intent.succeeded"))
        assert amounts(user_id) == [2_000]


def test_sixteen_equal_requests_at_once_make_one_top_up() -> None:
    gateway, user_id = provider(), new_wallet()
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: begin(gateway, user_id, request_id="one"), range(32)))
    assert len({top_up.top_up_id for top_up in made}) == 1
    assert len({top_up.checkout_url for top_up in made}) == 1


def test_a_refund_debits_first_and_its_webhook_posts_nothing_more() -> None:
    gateway = provider()
    user_id, top_up, _ = funded(gateway)
    assert give_back(gateway, top_up, 2_000).state == "sent"
    assert give_back(gateway, top_up, 2_000).state == "sent"
    assert gateway.calls.count("create_refund") == 1
    deliver(gateway, *events_of(gateway, "charge.refunded"))
    assert amounts(user_id) == [5_000, -2_000]
    assert load_top_up(top_up.top_up_id).state.refunded_cents == 2_000
    with pytest.raises(RequestReused):
        give_back(gateway, top_up, 1_000)


def test_refunds_from_here_and_from_elsewhere_add_up() -> None:
    gateway = provider()
    user_id, top_up, charge = funded(gateway)
    give_back(gateway, top_up, 1_000)
    gateway.store.create_refund(payment_intent=str(charge["payment_intent"]), amount=700, metadata={}, key=None)
    give_back(gateway, top_up, 300, "r2")
    deliver(gateway, *reversed(events_of(gateway, "charge.refunded")))
    assert sum(amounts(user_id)) == balance(user_id) == 3_000


def test_never_more_than_the_unspent_part_and_the_oldest_money_is_spent_first() -> None:
    gateway = provider()
    user_id, older, _ = funded(gateway)
    newer = service.start_checkout(
        gateway,
        user_id=user_id,
        request_id="newer",
        amount_cents=3_000,
        return_path="/wallet",
        web_origin=WEB_ORIGIN,
        now_ms=START_MS + 1,
    )
    pay(gateway, newer)
    deliver(gateway, events_of(gateway, "checkout.session.completed")[-1])
    spend(user_id, 4_000)
    with pytest.raises(RefundTooLarge) as refusal:
        give_back(gateway, older, 1_001)
    assert refusal.value.unspent_cents == 1_000
    with pytest.raises(RefundTooLarge):
        give_back(gateway, newer, 3_001)
    give_back(gateway, newer, 3_000, "r2")
    give_back(gateway, older, 1_000, "r3")
    assert balance(user_id) == 0
    with pytest.raises(RefundTooLarge):
        give_back(gateway, older, 1, "r4")


def test_money_that_no_index_shows_yet_is_not_given_back_in_the_name_of_older_money() -> None:
    """The indexes are followers: just after a credit the newer top-up is missing there, or not yet paid."""
    gateway = provider()
    with table_with_followers() as indexes:
        user_id, older, _ = funded(gateway)
        indexes.stand_still()
        newer = begin(gateway, user_id, 3_000)
        pay(gateway, newer)
        service.refresh_top_up(gateway, newer.top_up_id, user_id, START_MS)
        spend(user_id, 4_000)
        with pytest.raises(RefundTooLarge) as refusal:
            give_back(gateway, older, 1_001)
        assert refusal.value.unspent_cents == 1_000
        left = [(each.top_up.top_up_id, each.unspent_cents) for each in service.unspent_top_ups(user_id)]
        assert left == [(newer.top_up_id, 3_000), (older.top_up_id, 1_000)]


def test_money_is_spent_in_the_order_in_which_it_came() -> None:
    """A top-up that was begun first and paid last is the newer money."""
    gateway, user_id = provider(), new_wallet()
    begun_first, begun_last = begin(gateway, user_id, 2_000), begin(gateway, user_id, 3_000)
    for top_up in (begun_last, begun_first):
        pay(gateway, top_up)
        service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS)
    spend(user_id, 1_500)
    left = {each.top_up.top_up_id: each.unspent_cents for each in service.unspent_top_ups(user_id)}
    assert left == {begun_first.top_up_id: 2_000, begun_last.top_up_id: 1_500}


def test_only_paid_top_ups_of_wallets_that_are_not_frozen_are_refunded() -> None:
    gateway, user_id = provider(), new_wallet()
    with pytest.raises(TopUpNotPaid):
        give_back(gateway, begin(gateway, user_id), 100)
    user_id, top_up, charge = funded(gateway)
    gateway.store.open_dispute(str(charge["id"]))
    deliver(gateway, *events_of(gateway, "charge.dispute.created"))
    with pytest.raises(AccountFrozen):
        give_back(gateway, top_up, 100)


def test_a_refused_refund_gives_the_money_back_once() -> None:
    gateway = provider()
    user_id, top_up, _ = funded(gateway)
    gateway.fail_next(PaymentRefused("invalid_request", provider_code="charge_disputed"))
    for _ in range(2):
        with pytest.raises(PaymentRefused):
            give_back(gateway, top_up, 2_000)
    assert amounts(user_id) == [5_000, -2_000, 2_000]
    assert load_top_up(top_up.top_up_id).state.refunded_cents == 0


def test_a_refused_refund_uncovers_one_from_elsewhere() -> None:
    gateway = provider()
    user_id, top_up, charge = funded(gateway)
    gateway.fail_next()
    with pytest.raises(PaymentProviderFailed):
        give_back(gateway, top_up, 2_000)
    gateway.store.create_refund(payment_intent=str(charge["payment_intent"]), amount=3_500, metadata={}, key=None)
    deliver(gateway, *events_of(gateway, "charge.refunded"))
    assert amounts(user_id) == [5_000, -2_000, -1_500]
    with pytest.raises(PaymentRefused):
        give_back(gateway, top_up, 2_000)
    assert amounts(user_id) == [5_000, -2_000, -1_500, 2_000, -2_000]
    assert balance(user_id) == 1_500


@pytest.mark.parametrize("after_effect", [False, True])
def test_a_refund_of_unknown_outcome_is_finished_by_the_same_request_and_sent_once(after_effect: bool) -> None:
    gateway = provider()
    user_id, top_up, _ = funded(gateway)
    gateway.fail_next(after_effect=after_effect)
    with pytest.raises(PaymentProviderFailed):
        give_back(gateway, top_up, 2_000)
    assert balance(user_id) == 3_000
    gateway.store._keys.clear()  # the provider forgets idempotency keys after a day
    assert give_back(gateway, top_up, 2_000).state == "sent"
    deliver(gateway, *events_of(gateway, "charge.refunded"))
    assert len(events_of(gateway, "refund.created")) == 1
    assert amounts(user_id) == [5_000, -2_000]


def test_a_refund_still_in_flight_elsewhere_keeps_its_reservation() -> None:
    gateway = provider()
    user_id, top_up, _ = funded(gateway)
    gateway.fail_next(PaymentRefused("idempotency_mismatch", provider_code="idempotency_key_in_use"))
    with pytest.raises(PaymentProviderFailed):
        give_back(gateway, top_up, 2_000)
    assert balance(user_id) == 3_000
    assert give_back(gateway, top_up, 2_000).state == "sent"


def test_equal_refund_requests_at_once_by_16_threads_debit_and_refund_once() -> None:
    gateway = provider()
    user_id, top_up, _ = funded(gateway)

    def one(_: int) -> str:
        """One request, made again while it is told that another one is at it."""
        for _ in range(50):
            try:
                return give_back(gateway, top_up, 2_000).state
            except PaymentProviderFailed as failure:
                if failure.reason != "refund_in_flight":
                    raise
        raise AssertionError("never got through")

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(one, range(32))) == {"sent"}
    assert amounts(user_id) == [5_000, -2_000]
    deliver(gateway, *events_of(gateway, "charge.refunded"))
    assert amounts(user_id) == [5_000, -2_000]
    assert len(events_of(gateway, "refund.created")) == 1


def test_different_refunds_at_once_never_exceed_what_is_unspent() -> None:
    gateway = provider()
    user_id, top_up, _ = funded(gateway)

    def one(number: int) -> bool:
        for _ in range(20):
            try:
                give_back(gateway, top_up, 1_000, f"r{number}")
                return True
            except RefundTooLarge:
                return False
            except table.TableBusy:
                continue
        raise AssertionError("never got through")

    with ThreadPoolExecutor(16) as pool:
        given = list(pool.map(one, range(16)))
    assert given.count(True) == 5
    assert balance(user_id) == 0


# --- refunds that nobody asks for again ---


def lost_refund(gateway: FakePayments, *, after_effect: bool) -> CardRefund:
    """A refund whose process died while the provider was asked."""
    _, top_up, _ = funded(gateway, 5_000)
    gateway.fail_next(after_effect=after_effect)
    with pytest.raises(PaymentProviderFailed):
        give_back(gateway, top_up, 2_000)
    (refund,) = (item for item in due_refunds(START_MS + LATER_MS) if item.top_up_id == top_up.top_up_id)
    return refund


def due_refunds(as_of_ms: int) -> list[CardRefund]:
    found = table.load_many(list(due.due_keys(as_of_ms)))
    return [item for item in found.values() if isinstance(item, CardRefund)]


def running(gateway: FakePayments) -> Runtime:
    nothing: Any = None
    return Runtime(nothing, nothing, nothing, nothing, nothing, gateways=SimpleNamespace(payments=gateway))


@pytest.mark.parametrize("after_effect", [False, True])
def test_a_refund_whose_process_died_is_finished_when_it_falls_due(after_effect: bool) -> None:
    gateway = provider()
    refund = lost_refund(gateway, after_effect=after_effect)
    assert refund.state == "reserved"
    card_refunds.finish(refund, START_MS + LATER_MS, running(gateway))
    stored = table.load(CardRefund, (refund.pk, refund.sk))
    assert stored is not None
    assert (stored.state, stored.due_at_ms, stored.due_shard) == ("sent", None, None)
    assert [each["amount"] for each in gateway.store.all("refund")] == [2_000]
    assert balance(load_top_up(refund.top_up_id).user_id) == 3_000


def test_a_refund_that_falls_due_and_is_refused_gives_the_wallet_its_money_back() -> None:
    gateway = provider()
    refund = lost_refund(gateway, after_effect=False)
    gateway.fail_next(PaymentRefused("card_declined", provider_code="charge_disputed"))
    gateway.fail_next(PaymentRefused("card_declined", provider_code="charge_disputed"))
    card_refunds.finish(refund, START_MS + LATER_MS, running(gateway))
    stored = table.load(CardRefund, (refund.pk, refund.sk))
    assert stored is not None
    assert (stored.state, stored.due_at_ms) == ("refused", None)
    assert balance(load_top_up(refund.top_up_id).user_id) == 5_000


def test_while_the_provider_does_not_answer_a_refund_is_tried_again_later() -> None:
    gateway = provider()
    refund = lost_refund(gateway, after_effect=False)
    gateway.fail_next()
    card_refunds.finish(refund, START_MS + LATER_MS, running(gateway))
    assert not [each for each in due_refunds(START_MS + LATER_MS) if each.refund_id == refund.refund_id]
    (again,) = (each for each in due_refunds(START_MS + 3 * LATER_MS) if each.refund_id == refund.refund_id)
    card_refunds.finish(again, START_MS + 3 * LATER_MS, running(gateway))
    assert [each["amount"] for each in gateway.store.all("refund")] == [2_000]


def test_of_two_who_would_go_on_with_a_refund_one_does() -> None:
    gateway = provider()
    refund = lost_refund(gateway, after_effect=False)
    twin = table.load(CardRefund, (refund.pk, refund.sk))
    assert twin is not None
    gateway.fail_next()
    card_refunds.finish(refund, START_MS + LATER_MS, running(gateway))
    asked = len(gateway.calls)
    card_refunds.finish(twin, START_MS + LATER_MS, running(gateway))
    assert len(gateway.calls) == asked
