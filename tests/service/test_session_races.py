"""Races on one session: what others do between a look and a write, 16 threads at once, and a crash at every call."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import table
from chalicelib.core.table import Delete, Put, Update
from chalicelib.readers.items import ReaderStatus
from chalicelib.sessions import engine, service
from chalicelib.sessions.items import FreeShortSession, PresenceItem, SessionItem
from chalicelib.sessions.rules import EndReason, Party, State
from chalicelib.wallet import ledger
from chalicelib.wallet.rules import wallet_of
from tests.conftest import START_MS
from tests.service.sessions import Stage

pytestmark = pytest.mark.usefixtures("table_engine")

C, R = Party.CLIENT, Party.READER


def hold_of(stage: Stage) -> object:
    return ledger.load_account(wallet_of(stage.client_id)).hold


def prove(stage: Stage, since: float, seen: float) -> None:
    """Store what two hours of signs leave behind: one run of each party."""
    runs = {
        f"{party}_{name}_at_ms": at_ms
        for party in Party
        for name, at_ms in (("since", stage.at(since)), ("seen", stage.at(seen)))
    }
    table.write(Put(PresenceItem(*PresenceItem.key(session_id=stage.session_id), **runs), replace=True))


# --- between a look and a write ---------------------------------------------------------------------------------


def test_a_sweep_that_saw_no_answer_does_not_end_what_was_answered_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    stage.ring()
    commit = engine._commit

    def answered_first(*arguments: Any) -> Any:
        monkeypatch.setattr(engine, "_commit", commit)
        service.accept(stage.session_id, stage.actor(R), START_MS + 59_900)
        return commit(*arguments)

    monkeypatch.setattr(engine, "_commit", answered_first)
    engine.bring_up_to_date(stage.session_id, START_MS + 60_000)
    assert stage.state is State.WAITING
    stage.beat(52)
    assert stage.state is State.ACTIVE


def test_a_run_is_not_replaced_while_somebody_takes_the_session_up_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the write of a client who was silent, a delayed sign of the reader resumes the session."""
    stage = Stage().begin()
    stage.sign_through(15, 45)
    stage.sign_through(60, 100, C)
    stage.sweep(96)
    assert stage.state is State.PAUSED
    write_run = service._write_run

    def delayed_sign_first(*arguments: Any) -> None:
        monkeypatch.setattr(service, "_write_run", write_run)
        service.heartbeat(stage.session_id, stage.actor(R), stage.at(110))
        write_run(*arguments)

    monkeypatch.setattr(service, "_write_run", delayed_sign_first)
    service.record_presence(stage.session_id, C, stage.at(200))
    stage.sign(150, R)
    stage.sweep(150)
    stage.sweep(3_600)
    assert stage.state is State.FINALIZED
    assert stage.item.to_session().closed_ms == 45_000


def test_what_a_paused_session_proves_is_billed_before_a_new_run_replaces_it() -> None:
    """Both were back from +130 to +190, but every look was lost until the client came again at +300."""
    stage = Stage().begin()
    stage.sign_through(15, 60)
    stage.sweep(120)
    assert stage.state is State.PAUSED
    stage.sign_through(130, 190)
    stage.sign(300)
    stage.sweep(3_600)
    assert stage.item.to_session().closed_ms == 60_000 + 60_000
    assert stage.minutes == [1, 2, 3]


def test_no_minute_is_charged_by_a_sign_that_is_not_stored() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 56.5)
    stage.sign(61.5, R)
    stage.beat(60.5, C)
    assert stage.minutes == [1]
    stage.beat(75)
    assert stage.minutes == [1, 2]


def test_an_old_sign_of_one_who_left_closes_nothing() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 45)
    stage.beat(58, C, leaving=True)
    stage.beat(50, C)  # sent before, delivered after
    stage.beat(60, R)
    stage.sweep(60)
    assert stage.item.paused_at_ms == stage.at(58)


def test_a_cancel_that_meets_the_start_ends_the_session_as_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    stage.ring()
    service.accept(stage.session_id, stage.actor(R), START_MS + 5_000)
    end = engine.end

    def started_first(*arguments: Any) -> Any:
        stage.beat(0)
        return end(*arguments)

    monkeypatch.setattr(engine, "end", started_first)
    service.cancel(stage.session_id, stage.actor(C), stage.at(1))
    assert stage.item.end_reason == EndReason.ENDED_BY_CLIENT
    assert stage.balance_cents == 100_000


# --- what must not hold a session up ----------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["deleted", "released", "taken"])
def test_a_reader_who_is_not_reserved_any_more_does_not_keep_the_clients_money(how: str) -> None:
    stage = Stage().begin()
    status = table.load(ReaderStatus, ReaderStatus.key(reader_id=stage.reader_id))
    assert status is not None
    match how:
        case "deleted":
            table.write(Delete(status))
        case "released":
            table.write(Update(status, [ReaderStatus.session_id.remove()]))
        case _:
            table.write(Update(status, [ReaderStatus.session_id.set("ses_other")]))
    stage.sign_through(15, 60)
    stage.end(60)
    assert stage.state is State.FINALIZED
    assert hold_of(stage) is None
    assert (stage.balance_cents, stage.earned_cents) == (99_750, 175)
    standing = table.load(ReaderStatus, ReaderStatus.key(reader_id=stage.reader_id))
    if how == "taken":
        assert standing is not None
        assert standing.session_id == "ses_other"


def test_a_start_that_is_first_looked_at_two_hours_later() -> None:
    stage = Stage()
    stage.ring()
    service.accept(stage.session_id, stage.actor(R), START_MS + 5_000)
    prove(stage, 0, 7_200)
    stage.sweep(7_200)
    assert stage.minutes == list(range(1, 122))


def test_a_return_that_is_first_looked_at_two_hours_later() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 60)
    stage.sweep(120)
    assert stage.state is State.PAUSED
    prove(stage, 130, 7_330)
    stage.sweep(7_330)
    assert stage.minutes == list(range(1, 123))


def test_a_session_with_nothing_to_give_back_leaves_the_daily_gift() -> None:
    stage = Stage().begin()  # both gave one sign: a minute was charged, no time was proved
    stage.sweep(400)
    assert stage.state is State.FINALIZED
    assert stage.balance_cents == 100_000
    again = Stage(client=stage.client_id, reader=stage.reader_id).begin()
    again.sign(20)
    again.end(20)
    assert again.balance_cents == 100_000
    assert again.reversed_minutes == 1


def test_a_frozen_wallet_pauses_at_the_end_of_the_paid_minute_and_goes_on_when_it_is_free() -> None:
    stage = Stage().begin()
    posting = ledger.Posting(ledger.load_account(wallet_of(stage.client_id)))
    posting.open_dispute(wallet_of(stage.client_id))
    ledger.commit(posting)
    stage.sign_through(15, 75)
    stage.sweep(75)
    assert (stage.state, stage.item.pause_reason) == (State.PAUSED, "funds")
    assert stage.item.paused_at_ms == stage.at(60)
    stage.beat(90)
    assert stage.state is State.PAUSED
    posting = ledger.Posting(ledger.load_account(wallet_of(stage.client_id)))
    posting.close_dispute(wallet_of(stage.client_id))
    ledger.commit(posting)
    stage.beat(105)
    assert stage.state is State.ACTIVE
    assert stage.item.running_since_ms == stage.at(105)
    stage.sign(120)
    stage.end(120)
    assert stage.minutes == [1, 2]
    assert (stage.balance_cents, stage.earned_cents) == (99_500, 350)


def test_a_heartbeat_of_a_slow_instance_takes_nothing_back() -> None:
    stage = Stage().begin()
    stage.beat(15)
    stage.beat(30)
    for seconds in (27, 25, 16, -5):
        stage.beat(seconds)
        evidence = engine.look(stage.session_id).presence
        assert (evidence.client.seen_at_ms, evidence.reader.seen_at_ms) == (stage.at(30), stage.at(30))
    assert stage.state is State.ACTIVE
    assert stage.minutes == [1]


def test_leaving_before_any_sign_is_not_evidence() -> None:
    stage = Stage()
    stage.ring()
    service.accept(stage.session_id, stage.actor(R), START_MS + 5_000)
    stage.beat(0, leaving=True)
    assert table.load(PresenceItem, PresenceItem.key(session_id=stage.session_id)) is None
    stage.beat(1)
    assert stage.item.started_at_ms == stage.at(1)


def test_two_short_sessions_of_one_day_one_gift() -> None:
    first = Stage().begin()
    first.sign(20)
    first.end(20)
    for _ in range(2):
        again = Stage(client=first.client_id, reader=first.reader_id).begin()
        again.sign(20)
        again.end(20)
    assert again.balance_cents == 100_000 - 500
    page = table.query(
        FreeShortSession, FreeShortSession.key.pk_of(client_id=first.client_id, reader_id=first.reader_id), limit=10
    )
    assert [item.session_id for item in page.items] == [first.session_id]
    assert table.load(SessionItem, SessionItem.key(session_id=again.session_id)) is not None
