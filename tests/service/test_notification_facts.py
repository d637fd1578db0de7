"""What people are told of by the facts of other areas: with the fact, once, and nothing when there is no fact."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.core.auth import Actor, Role
from chalicelib.core.ids import new_id
from chalicelib.notifications import service as notifications
from chalicelib.readers import service as readers
from chalicelib.readers.service import Description
from chalicelib.sessions import notices, refunds, service, sweep
from chalicelib.sessions.rules import EndReason, Party, State
from chalicelib.sessions.sweep import Batch
from chalicelib.wallet import service as wallet
from tests.conftest import START_MS
from tests.service.sessions import Stage, top_up
from tests.service.wallet_helpers import begin, deliver, events_of, funded, new_wallet, pay, provider

pytestmark = pytest.mark.usefixtures("table_engine")


def told(user_id: str) -> list[dict[str, Any]]:
    """The details of a person's notifications with their kind, newest first."""
    seen, _ = notifications.notifications_of(user_id, limit=100, start_key=None)
    return [{"kind": each.item.notification_kind, **each.item.plain_details()} for each in seen]


# --- sessions ---------------------------------------------------------------------------------------------------


def test_a_low_balance_is_told_with_the_minute_that_crosses_the_line() -> None:
    stage = Stage(1_750).begin()  # 1,500 left: six minutes
    assert told(stage.client_id) == []
    stage.sign_through(15, 60)
    stage.sweep(60)  # 1,250 left: five minutes, which is enough
    assert told(stage.client_id) == []
    for tick in (120, 180, 240):
        stage.sign_through(tick - 45, tick)
        stage.sweep(tick)
        stage.sweep(tick)
    assert told(stage.client_id) == [
        {
            "kind": "low_balance",
            "session_id": stage.session_id,
            "with_name": "Luna",
            "balance_cents": 1_000,
            "minutes_left": 4,
        }
    ]


def test_whoever_begins_with_little_is_told_with_the_first_minute_and_not_again() -> None:
    stage = Stage(1_000).begin()  # 750 left: three minutes
    (first,) = told(stage.client_id)
    assert (first["kind"], first["balance_cents"], first["minutes_left"]) == ("low_balance", 750, 3)
    stage.sign_through(15, 125)
    stage.sweep(60)
    top_up(stage.client_id, 1_000, stage.at(70))
    stage.sweep(120)
    assert stage.minutes == [1, 2, 3]
    assert len(told(stage.client_id)) == 1
    stage.end(125)
    again = Stage(client=stage.client_id).begin()
    assert {each["session_id"] for each in told(stage.client_id)} == {again.session_id, stage.session_id}


def test_nobody_is_told_of_a_balance_of_which_no_minute_is_charged() -> None:
    stage = Stage(500)
    stage.ring()
    service.accept(stage.session_id, stage.actor(Party.READER), START_MS + 5_000)
    stage.sweep(300)
    assert stage.item.end_reason == EndReason.NOT_CONNECTED
    assert told(stage.client_id) == []


def test_a_sweep_that_charges_many_together_tells_too() -> None:
    poor, rich = Stage(1_500).begin(), Stage().begin()
    for stage in (poor, rich):
        stage.sign_through(15, 120)
    for tick in (60, 120):
        batch = Batch(poor.at(tick), [rich.session_id, poor.session_id])
        assert sweep.bring_all_up_to_date(batch) == []
    assert (poor.minutes, rich.minutes) == ([1, 2, 3], [1, 2, 3])
    assert [each["kind"] for each in told(poor.client_id)] == ["low_balance"]
    assert told(rich.client_id) == []


def test_a_balance_that_falls_low_twice_is_told_once_and_every_minute_is_charged() -> None:
    stage = Stage(1_500).begin()  # 1,250 left
    stage.sign_through(15, 60)
    stage.sweep(60)
    top_up(stage.client_id, 1_000, stage.at(70))
    stage.sign_through(75, 300)
    for tick in (120, 180, 240, 300):
        stage.sweep(tick)
    assert stage.minutes == [1, 2, 3, 4, 5, 6]
    assert stage.balance_cents == 1_000
    assert len(told(stage.client_id)) == 1


def test_workers_that_race_over_the_minute_tell_once() -> None:
    stage = Stage(1_500).begin()
    stage.sign_through(15, 61)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: stage.sweep(61), range(32)))
    assert stage.minutes == [1, 2]
    assert len(told(stage.client_id)) == 1


def test_a_minute_with_ample_balance_writes_nothing_more() -> None:
    stage = Stage().begin()
    assert notices.of_charge(stage.item, 100_000, 99_750, START_MS) == []


def test_the_reader_is_told_of_a_call_that_nobody_answered() -> None:
    stage = Stage()
    stage.ring()
    stage.sweep(61)
    assert stage.state is State.FINALIZED
    for _ in range(2):
        stage.sweep(120)
    (missed,) = told(stage.reader_id)
    assert (missed["kind"], missed["session_id"], missed["as_reader"]) == ("session_missed", stage.session_id, True)
    assert told(stage.client_id) == []


def test_a_refund_is_told_to_the_client_once() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 119)
    stage.end(119)
    for _ in range(2):
        refunds.refund("usr_admin", stage.session_id, 250, "Bad line", refund_id="rfd_1", now_ms=stage.at(200))
    refunded = told(stage.client_id)
    assert [(each["kind"], each["amount_cents"]) for each in refunded] == [("session_refunded", 250)]


# --- money ------------------------------------------------------------------------------------------------------


def test_a_receipt_comes_with_the_credit_however_often_the_provider_tells() -> None:
    gateway = provider()
    user_id, top_up_item, _ = funded(gateway)
    deliver(gateway, *events_of(gateway))
    wallet.refresh_top_up(gateway, top_up_item.top_up_id, user_id, START_MS, notifications.notice_of_kind)
    assert told(user_id) == [
        {
            "kind": "top_up_receipt",
            "top_up_id": top_up_item.top_up_id,
            "amount_cents": 5_000,
            "balance_after_cents": 5_000,
            "paid_at_ms": START_MS,
        }
    ]


def test_webhook_and_return_page_at_once_give_one_receipt() -> None:
    gateway = provider()
    user_id = new_wallet()
    item = begin(gateway, user_id, 5_000)
    pay(gateway, item)

    def ask(number: int) -> None:
        if number % 2:
            wallet.refresh_top_up(gateway, item.top_up_id, user_id, START_MS, notifications.notice_of_kind)
        else:
            deliver(gateway, *events_of(gateway, "checkout.session.completed"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert len(told(user_id)) == 1


def test_a_dispute_is_told_when_it_freezes_the_wallet_and_when_it_is_settled() -> None:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    dispute = gateway.store.open_dispute(charge["id"])
    for _ in range(2):
        deliver(gateway, *events_of(gateway), now_ms=START_MS + 500)
    assert [(each["kind"], each.get("outcome")) for each in told(user_id)] == [
        ("dispute", "opened"),
        ("top_up_receipt", None),
    ]
    gateway.store.close_dispute(dispute["id"], won=True)
    deliver(gateway, *events_of(gateway), now_ms=START_MS + 1_000)
    first = told(user_id)[0]
    assert (first["kind"], first["outcome"], first["amount_cents"]) == ("dispute", "won", 5_000)
    assert len(told(user_id)) == 3


# --- people -----------------------------------------------------------------------------------------------------


def applicant() -> str:
    profile = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), "Luna", None, START_MS)
    actor = Actor(profile.user_id, Role.CLIENT, False, profile.subject)
    readers.apply(actor, Description("Luna", "Tarot", "For years.", ["tarot"], ["en"], "UTC"), START_MS)
    return str(profile.user_id)


def test_decisions_on_people_are_told_each_time_they_are_made() -> None:
    user_id = applicant()
    for number, verified in enumerate((True, True, False, True)):
        admin.verify_reader("usr_admin", user_id, verified=verified, reason="Checked", now_ms=START_MS + number)
    for number, suspended in enumerate((True, True, False), 10):
        admin.change_suspension("usr_admin", user_id, suspended=suspended, reason="Abuse", now_ms=START_MS + number)
    assert [each["decision"] for each in reversed(told(user_id))] == [
        "verified",
        "withdrawn",
        "verified",
        "suspended",
        "restored",
    ]
