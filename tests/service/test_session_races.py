"""Races on one session: what others do between a look and a write, 16 threads at once, and a crash at every call."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.accounts.items import UserProfile
from chalicelib.core import dynamodb, table
from chalicelib.core.errors import AccountSuspended, SoulSeerError
from chalicelib.core.table import Delete, Put, Update
from chalicelib.readers.items import ReaderStatus
from chalicelib.sessions import engine, service
from chalicelib.sessions.items import FreeShortSession, PresenceItem, SessionItem
from chalicelib.sessions.rules import EndReason, Party, State
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientBalance
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Kind, Transfer, earnings_of, wallet_of
from tests.conftest import START_MS
from tests.service.audit import audit
from tests.service.sessions import Stage, top_up

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


def test_evidence_of_an_earlier_moment_than_the_session_beside_it_is_read_again() -> None:
    """A batch reads each item at a moment of its own. The reader's new run, which was stored in between, must be seen:
    by the old one both would be there from a moment at which the reader was not."""
    stage = Stage().begin()
    stage.sign_through(0, 30)
    torn = 0

    def tear(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        nonlocal torn
        answer = go_on(operation, arguments)
        if operation != "BatchGetItem" or torn:
            return answer
        torn += 1
        stage.sign(100, R)
        later = go_on(operation, arguments)
        for name, items in answer["Responses"].items():
            evidence = [item for item in items if item["kind"]["S"] == "presence"]
            others = [item for item in later["Responses"][name] if item["kind"]["S"] != "presence"]
            later["Responses"][name] = evidence + others
        return later

    with dynamodb.around(tear):
        sight = engine.look(stage.session_id, stage.client_id)
    assert torn == 1
    assert sight.presence.of(R).since_at_ms == stage.at(100)


def test_a_client_who_is_suspended_while_they_ask_rings_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    commit = ledger.commit

    def suspended_first(*arguments: Any, **named: Any) -> None:
        monkeypatch.setattr(ledger, "commit", commit)
        profile = UserProfile(*UserProfile.key(user_id=stage.client_id))
        table.write(Update(profile, [UserProfile.suspended.set(True)]))
        commit(*arguments, **named)

    monkeypatch.setattr(ledger, "commit", suspended_first)
    with pytest.raises(AccountSuspended):
        stage.ring()
    assert hold_of(stage) is None
    assert table.load(SessionItem, SessionItem.key(session_id=stage.session_id)) is None


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


def test_nobody_takes_a_session_up_by_a_run_that_was_replaced_meanwhile() -> None:
    """Both come back at once, and each looks before the other one's new run is stored: the gap is not billed."""
    stage = Stage().begin()
    stage.sign_through(15, 30)
    stage.beat(31, R, leaving=True)
    stage.sign(45, C)
    stage.beat(50, C, leaving=True)
    assert stage.state is State.PAUSED
    of_client, of_reader = engine.look(stage.session_id), engine.look(stage.session_id)
    of_reader = service.record_presence(stage.session_id, R, stage.at(48), sight=of_reader)
    service.record_presence(stage.session_id, C, stage.at(120), sight=of_client)
    engine.bring_up_to_date(stage.session_id, stage.at(48), resume_at_ms=stage.at(48), sight=of_reader)
    stage.sign_through(60, 130, R)
    stage.beat(130)
    stage.end(130)
    assert stage.item.to_session().closed_ms == 31_000 + 10_000
    assert stage.minutes == [1]


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


def test_everybody_ends_a_short_session_at_once() -> None:
    """Each of them would give the minute back; one does, the others get the same receipt."""
    stage = Stage().begin()
    stage.sign(20)
    with ThreadPoolExecutor(12) as pool:
        ends = [partial(stage.end, 20, party) for party in (*Party, *Party, *Party)]
        receipts = {(sight.item.version, sight.item.reversed_cents) for sight in all_at_once(pool, *ends)}
    audit(stage)
    assert len(receipts) == 1
    assert (stage.balance_cents, stage.reversed_minutes) == (100_000, 1)


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


# --- sixteen threads --------------------------------------------------------------------------------------------


def give(stage: Stage, number: int, amount_cents: int = 300) -> bool:
    """Other spending from the same wallet: a gift; False when the money is not there."""
    gift_id = f"{stage.session_id}_{number}"
    wallet = wallet_of(stage.client_id)

    def decide() -> None:
        posting = Posting(ledger.load_account(wallet))
        clearing = f"gift:{gift_id}"
        posting.transfer(
            Transfer(f"gift_{gift_id}", Kind.GIFT, wallet, clearing, amount_cents, stage.at(0), "gift", gift_id)
        )
        ledger.commit(posting)

    try:
        ledger.retrying(decide)
    except InsufficientBalance:
        return False
    return True


def all_at_once(pool: ThreadPoolExecutor, *jobs: Callable[[], Any]) -> list[Any]:
    return [running.result() for running in [pool.submit(job) for job in jobs]]


@pytest.mark.parametrize("balance_cents", [100_000, 2_000])
def test_everything_at_once(balance_cents: int) -> None:
    """Each quarter minute: heartbeats of both from three tabs, sweeps, gifts, a top-up; at last everybody ends."""
    stage = Stage(balance_cents).begin()
    shuffled = random.Random(7)
    gifts = 0
    with ThreadPoolExecutor(16) as pool:
        for quarter in range(1, 13):
            seconds = 15 * quarter
            jobs: list[Callable[[], Any]] = []
            for tab in range(3):
                jobs += [partial(stage.beat, seconds - tab / 10, party) for party in Party]
            jobs += [partial(stage.sweep, seconds - late) for late in (0, 0, 1, 60)]
            jobs += [partial(give, stage, 10 * quarter + number) for number in range(2)]
            if quarter % 4 == 0:
                jobs.append(partial(top_up, stage.client_id, 700, stage.at(seconds)))
            shuffled.shuffle(jobs)
            gifts += sum(1 for result in all_at_once(pool, *jobs) if result is True)
            audit(stage)
        ends = [partial(stage.end, 181, party) for party in (*Party, *Party)]
        all_at_once(pool, *ends, *[partial(stage.sweep, 181)] * 4, *[partial(stage.beat, 181)] * 2)
    stage.sweep(3_600)
    balances = audit(stage)
    assert stage.state is State.FINALIZED
    item = stage.item
    assert (item.charged_minutes or 0) <= 4
    assert stage.balance_cents == balance_cents + 3 * 700 - gifts * 300 - (item.reader_cents or 0) - (
        item.platform_cents or 0
    )
    assert balances[earnings_of(stage.reader_id)] == item.reader_cents
    if balance_cents == 100_000:
        assert gifts == 24
        assert item.reconnects == 0
        assert stage.minutes in ([1, 2, 3, 4], [1, 2, 3])
        assert 180_000 - 300 <= item.to_session().closed_ms <= 181_000


# --- a fault at every call --------------------------------------------------------------------------------------

WRITES = frozenset({"TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem"})


class Crash(BaseException):
    """The process dies here."""


class Faults:
    """Counts the calls to the table and lets those that `hits` wants go wrong."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fault = ""
        self.hits: Callable[[int, str], bool] = _never

    def __call__(self, name: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        self.calls.append(name)
        hit = self.hits(len(self.calls) - 1, name)
        if hit and self.fault == "crash before":
            raise Crash
        if hit and self.fault == "conflict":
            raise ClientError(_conflict(arguments), name)
        answer = go_on(name, arguments)
        if hit and self.fault == "crash after":
            raise Crash
        if hit and self.fault == "lost reply":
            raise ReadTimeoutError(endpoint_url="http://table")
        return answer

    def arm(self, fault: str, hits: Callable[[int, str], bool]) -> None:
        self.calls, self.fault, self.hits = [], fault, hits


@pytest.fixture
def faults() -> Iterator[Faults]:
    made = Faults()
    with dynamodb.around(made):
        yield made


def _never(number: int, name: str) -> bool:
    return False


def _conflict(arguments: dict[str, Any]) -> dict[str, Any]:
    if "TransactItems" not in arguments:
        return {"Error": {"Code": "TransactionConflictException", "Message": "a conflict"}}
    reasons = [{"Code": "None"} for _ in arguments["TransactItems"]]
    reasons[-1] = {"Code": "TransactionConflict", "Message": "a conflict"}
    return {"Error": {"Code": "TransactionCanceledException", "Message": "a conflict"}, "CancellationReasons": reasons}


def steps_of(stage: Stage) -> list[Callable[[], Any]]:
    """A whole life: ring, answer, meet, three minutes, a leave, a return, a funds pause, a top-up, an end."""
    return [
        stage.ring,
        partial(service.accept, stage.session_id, stage.actor(R), START_MS + 5_000),
        partial(stage.beat, 0, C),
        partial(stage.beat, 0, R),
        partial(stage.beat, 44, C),
        partial(stage.beat, 44, R),
        partial(stage.beat, 50, C, leaving=True),
        partial(stage.beat, 59, R),
        partial(stage.beat, 70, C),
        partial(stage.beat, 81, R),
        partial(stage.beat, 81, C),
        partial(stage.sweep, 81),
        partial(stage.end, 95, R),
        partial(stage.sweep, 120),
    ]


def outcome(stage: Stage) -> tuple[Any, ...]:
    audit(stage)
    item = stage.item
    entries = [
        (each.seq, each.transfer_kind, each.amount_cents, each.minute, each.balance_after_cents)
        for each in (*stage.entries(), *stage.entries(earnings_of(stage.reader_id)))
    ]
    session = replace(item.to_session(), session_id="", client_id="", reader_id="")
    return session, entries, item.version, item.first_entry_seq, item.last_entry_seq, item.reader_cents


def live_through(faults: Faults, fault: str, hits: Callable[[int, str], bool], *, again: bool = True) -> Stage:
    """Live a life with faults; a step that crashed is done again until it is through, or never."""
    stage = Stage(1_000)
    faults.arm(fault, hits)
    for step in steps_of(stage):
        while True:
            try:
                step()
            except Crash:
                if again:
                    continue
            except (SoulSeerError, engine.NoSuchSession):
                assert not again
            break
    faults.hits = _never
    return stage


def transactions_of_a_life(faults: Faults) -> tuple[list[int], tuple[Any, ...]]:
    """At which calls a life without faults writes a transaction, and its outcome."""
    stage = live_through(faults, "", _never)
    found = [number for number, name in enumerate(faults.calls) if name == "TransactWriteItems"]
    return found, outcome(stage)


def test_a_life_without_faults_is_worth_testing(faults: Faults) -> None:
    transactions, (session, entries, *_) = transactions_of_a_life(faults)
    assert session.state is State.FINALIZED
    assert (session.closed_ms, session.reconnects) == (50_000 + 11_000, 1)
    assert [entry[3] for entry in entries if entry[3] is not None] == [1, 2]
    assert len(transactions) >= 7


@pytest.mark.parametrize("fault", ["crash before", "crash after"])
def test_a_crash_at_every_transaction_of_a_life_changes_nothing(faults: Faults, fault: str) -> None:
    transactions, wanted = transactions_of_a_life(faults)
    for number in transactions:
        stage = live_through(faults, fault, partial(_is_call, number))
        assert outcome(stage) == wanted, number


@pytest.mark.parametrize("fault", ["crash before", "crash after"])
def test_a_life_in_which_every_single_call_crashes_once(faults: Faults, fault: str) -> None:
    """Each step is begun again and again, and gets one call further each time."""
    _, wanted = transactions_of_a_life(faults)
    stage = Stage(1_000)
    crashes = 0
    for step in steps_of(stage):
        for further in itertools.count():
            faults.arm(fault, partial(_is_call, further))
            try:
                step()
                break
            except Crash:
                crashes += 1
    faults.hits = _never
    assert outcome(stage) == wanted
    assert crashes >= 40


@pytest.mark.parametrize("fault", ["conflict", "lost reply"])
def test_a_life_in_which_every_write_meets_passing_trouble(faults: Faults, fault: str) -> None:
    _, wanted = transactions_of_a_life(faults)
    written: list[int] = []

    def every_other_write(number: int, name: str) -> bool:
        if name not in WRITES:
            return False
        written.append(number)
        return len(written) % 2 == 1

    stage = live_through(faults, fault, every_other_write)
    assert outcome(stage) == wanted
    assert len(written) >= 30


@pytest.mark.parametrize("fault", ["crash before", "crash after"])
def test_a_step_that_crashed_and_is_never_done_again_leaves_sound_books(faults: Faults, fault: str) -> None:
    transactions, _ = transactions_of_a_life(faults)
    for number in transactions[1:]:
        stage = live_through(faults, fault, partial(_is_call, number), again=False)
        stage.sweep(86_400)
        audit(stage)
        assert stage.state is State.FINALIZED
        assert len(stage.minutes) <= 2


def _is_call(number: int, called: int, name: str) -> bool:
    return called == number
