"""The scenarios of money.md about sessions, by their number, on the real table engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.core import dynamodb, table
from chalicelib.core.clock import SystemClock
from chalicelib.core.table import Update
from chalicelib.notifications import service as notifications
from chalicelib.notifications.service import NotificationKind
from chalicelib.readers.items import ReaderStatus
from chalicelib.sessions import engine, sweep
from chalicelib.sessions.rules import EndReason, Party, State
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientFunds
from chalicelib.wallet.rules import wallet_of
from tests.service.sessions import Stage, top_up

pytestmark = pytest.mark.usefixtures("table_engine")


def spent(stage: Stage, opening_cents: int = 100_000) -> int:
    return opening_cents - stage.balance_cents


def warnings_of(stage: Stage) -> list[dict[str, Any]]:
    """What the client was told of a low balance in this session."""
    seen, _ = notifications.notifications_of(stage.client_id, limit=100, start_key=None)
    told = [each.item.plain_details() for each in seen if each.item.notification_kind == NotificationKind.LOW_BALANCE]
    return [
        {name: details[name] for name in ("balance_cents", "minutes_left")}
        for details in told
        if details["session_id"] == stage.session_id
    ]


def test_1_duplicate_ticks_and_deliveries_charge_each_minute_once() -> None:
    stage = Stage().begin()
    for tick in (60, 60, 60, 60, 120, 120):
        stage.sign_through(tick - 45, tick)
        stage.sweep(tick)
    stage.sign_through(135, 179)
    stage.end(179)
    assert spent(stage) == 750
    assert stage.minutes == [1, 2, 3]
    assert (stage.item.reader_cents, stage.item.platform_cents) == (525, 225)
    assert stage.earned_cents == 525
    assert stage.state is State.FINALIZED


def test_2a_late_sweep_charges_every_proved_minute_at_once() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 485)
    assert stage.minutes == [1]
    stage.sweep(485)
    assert stage.minutes == list(range(1, 10))
    assert spent(stage) == 2_250


def test_2b_late_sweep_charges_what_can_be_paid_and_pauses() -> None:
    stage = Stage(1_850).begin()
    stage.sign_through(15, 485)
    stage.sweep(485)
    assert spent(stage, 1_850) == 1_750
    assert stage.balance_cents == 100
    assert stage.state is State.PAUSED
    assert stage.item.pause_reason == "funds"
    assert stage.item.paused_at_ms == stage.at(420)
    stage.sweep(420 + 300)
    assert stage.item.end_reason == EndReason.OUT_OF_FUNDS
    assert stage.item.ended_at_ms == stage.at(420)
    assert stage.balance_cents == 100


def test_3_two_workers_on_one_minute() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 61)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: stage.sweep(61), range(48)))
    assert stage.minutes == [1, 2]
    assert spent(stage) == 500


@pytest.mark.parametrize("retried_after_seconds", [1, 660])
def test_4_crash_after_commit(retried_after_seconds: int) -> None:
    stage = Stage().begin()
    stage.sign_through(15, 61)

    def crash(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        answer = go_on(operation, arguments)
        if operation == "TransactWriteItems":
            raise KeyboardInterrupt
        return answer

    with dynamodb.around(crash), pytest.raises(KeyboardInterrupt):
        stage.sweep(61)
    stage.sweep(61)
    engine.bring_up_to_date(stage.session_id, stage.at(61))
    assert stage.minutes == [1, 2]
    if retried_after_seconds > 60:
        stage.sweep(61 + retried_after_seconds)
    assert stage.minutes == [1, 2]


def test_4b_crash_before_commit() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 61)

    def crash(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        if operation == "TransactWriteItems":
            raise KeyboardInterrupt
        return go_on(operation, arguments)

    with dynamodb.around(crash), pytest.raises(KeyboardInterrupt):
        stage.sweep(61)
    assert stage.minutes == [1]
    stage.sign(90)
    stage.sweep(120)
    assert stage.minutes == [1, 2]


def test_5_exactly_one_minute_of_money() -> None:
    stage = Stage(250)
    stage.ring()
    assert warnings_of(stage) == []
    stage.begin()
    assert stage.state is State.ACTIVE
    assert stage.balance_cents == 0
    assert warnings_of(stage) == [{"balance_cents": 0, "minutes_left": 0}]
    stage.sign_through(15, 75)
    stage.sweep(75)
    assert stage.item.paused_at_ms == stage.at(60)
    stage.sweep(360)
    assert stage.state is State.FINALIZED
    assert spent(stage, 250) == 250
    assert len(warnings_of(stage)) == 1
    with pytest.raises(InsufficientFunds):
        Stage(249).ring()


def test_5_one_cent_short_leaves_no_entry() -> None:
    stage = Stage(249)
    with pytest.raises(InsufficientFunds):
        stage.ring()
    assert [entry.transfer_kind for entry in stage.entries()] == ["top_up"]
    assert warnings_of(stage) == []


def test_6_the_rate_is_pinned() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 150)
    stage.sweep(150)
    status = table.load(ReaderStatus, ReaderStatus.key(reader_id=stage.reader_id))
    assert status is not None
    table.write(Update(status, [ReaderStatus.rate_video_cents.set(400)]))
    stage.sign_through(165, 280)
    stage.end(280)
    assert spent(stage) == 1_250
    assert stage.minutes == [1, 2, 3, 4, 5]


def test_7_top_up_before_the_end_goes_on() -> None:
    stage = Stage(250).begin()
    stage.sign_through(15, 70)
    stage.sweep(70)
    assert stage.state is State.PAUSED
    top_up(stage.client_id, 2_000)
    stage.beat(100)
    assert stage.state is State.ACTIVE
    assert stage.balance_cents == 1_750
    assert stage.item.running_since_ms == stage.at(100)


def test_7_top_up_in_the_last_paid_minute_goes_on_without_a_pause() -> None:
    stage = Stage(250).begin()
    stage.sign_through(15, 45)
    top_up(stage.client_id, 2_000)
    stage.beat(60)
    assert stage.state is State.ACTIVE
    assert stage.balance_cents == 1_750


def test_7_top_up_after_the_end_does_not_resurrect() -> None:
    stage = Stage(250).begin()
    stage.sign_through(15, 70)
    stage.sweep(370)
    assert stage.state is State.FINALIZED
    top_up(stage.client_id, 2_000)
    stage.beat(380)
    assert stage.state is State.FINALIZED
    assert stage.balance_cents == 2_000


def test_8_everybody_ends_it_at_once() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 190)
    with ThreadPoolExecutor(12) as pool:
        ends = [pool.submit(stage.end, 190, party) for party in (*Party, *Party)]
        sweeps = [pool.submit(stage.sweep, 190) for _ in range(4)]
        receipts = {(sight.item.reader_cents, sight.item.platform_cents) for sight in (e.result() for e in ends)}
        for sweep in sweeps:
            sweep.result()
    assert receipts == {(700, 300)}
    assert spent(stage) == 1_000
    assert stage.earned_cents == 700
    assert stage.minutes == [1, 2, 3, 4]


def test_9_an_end_stamped_before_the_last_charge() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 180)
    stage.sweep(180)
    assert stage.minutes == [1, 2, 3, 4]
    stage.end(179.8)
    assert spent(stage) == 750
    assert stage.minutes == [1, 2, 3, 4]
    assert stage.reversed_minutes == 1


def test_10_drop_and_return() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)
    stage.sign_through(105, 270, Party.READER)
    stage.sweep(150)
    assert stage.state is State.PAUSED
    assert stage.item.paused_at_ms == stage.at(90)
    stage.beat(270, Party.CLIENT)
    assert stage.state is State.ACTIVE
    stage.sign_through(285, 310)
    stage.end(310)
    assert spent(stage) == 750
    assert stage.item.reconnects == 1
    assert stage.item.to_session().closed_ms == 130_000


def test_10_drop_and_return_with_no_tick_between() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)
    stage.sign_through(105, 270, Party.READER)
    stage.beat(270, Party.CLIENT)
    stage.sign_through(285, 310)
    stage.end(310)
    assert spent(stage) == 750
    assert stage.item.reconnects == 1


@pytest.mark.parametrize(("dropped", "cost_cents"), [(Party.CLIENT, 500), (Party.READER, 250)])
@pytest.mark.parametrize("how", ["silent", "leaving"])
def test_11_drop_for_good(dropped: Party, cost_cents: int, how: str) -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)
    if how == "leaving":
        stage.beat(90, dropped, leaving=True)
    stage.sign_through(105, 390, dropped.other)
    stage.sweep(3_600)
    assert stage.item.ended_at_ms == stage.at(90)
    assert stage.item.end_reason == f"{dropped}_left"
    assert spent(stage) == cost_cents


@pytest.mark.parametrize("skew_seconds", [-90, 90])
def test_16_a_worker_with_a_wrong_clock(skew_seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real = SystemClock.now_ms
    monkeypatch.setattr(SystemClock, "now_ms", lambda clock: real(clock) + skew_seconds * 1_000)
    monkeypatch.setattr("time.time", lambda: 0.0 + skew_seconds)
    stage = Stage().begin()
    for tick in (60, 120):
        stage.sign_through(tick - 45, tick)
        failed = sweep.bring_all_up_to_date(sweep.Batch(as_of_ms=stage.at(tick), session_ids=[stage.session_id]))
        assert failed == []
    assert stage.minutes == [1, 2, 3]
    stage.sign_through(135, 179)
    stage.end(179)
    assert spent(stage) == 750


def test_17_an_odd_rate() -> None:
    stage = Stage(rate_cents=199).begin()
    stage.sign_through(15, 599)
    stage.end(599)
    assert spent(stage) == 1_990
    assert (stage.item.reader_cents, stage.item.platform_cents) == (1_393, 597)


def test_18_a_short_session_is_given_back_once_a_day() -> None:
    stage = Stage().begin()
    stage.sign(15)
    stage.sign(20)
    stage.end(20)
    assert spent(stage) == 0
    assert stage.earned_cents == 0
    assert stage.reversed_minutes == 1
    again = Stage(client=stage.client_id, reader=stage.reader_id).begin()
    again.sign(15)
    again.sign(20)
    again.end(20)
    assert spent(again) == 250
    assert again.earned_cents == 175


def test_a_wallet_is_released_and_the_reader_is_free_after_the_end() -> None:
    stage = Stage().begin()
    stage.sign(15)
    stage.end(40)
    assert ledger.load_account(wallet_of(stage.client_id)).hold is None
    status = table.load(ReaderStatus, ReaderStatus.key(reader_id=stage.reader_id))
    assert status is not None
    assert status.session_id is None
    assert stage.item.live_shard is None
