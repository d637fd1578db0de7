"""Days of accounts against a recount: random histories of sessions, bookings and refunds, in several zones."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS, to_datetime
from chalicelib.core.ids import new_id
from chalicelib.readers.rules import Modality
from chalicelib.sessions import refunds
from chalicelib.sessions import service as sessions
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import Party
from chalicelib.wallet import audit, ledger
from chalicelib.wallet.day_rules import CENTS, MINUTES, QUARTER_MS, READINGS, Figure
from chalicelib.wallet.days import MAX_DAYS, DayCounts, figures_of
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import PLATFORM_LOSSES, Kind, Transfer, earnings_of, wallet_of
from tests.conftest import START_MS
from tests.service.people import make_account
from tests.service.sessions import Stage, make_client, make_reader, top_up
from tests.service.test_booking_model import Bookings

ZONES = ("UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland")
FIRST_DAY, LAST_DAY = date(2025, 10, 8), date(2026, 1, 15)


def figures(account: str) -> list[Figure]:
    return list(figures_of(account, FIRST_DAY, LAST_DAY))


def entries(account: str) -> list[TransferItem]:
    """The whole statement, oldest first."""
    return ledger.entries_between(account, 1, ledger.load_account(account).last_seq or 1)


def local_day(at_ms: int, zone: str) -> date:
    return datetime.fromtimestamp(at_ms / 1_000, ZoneInfo(zone)).date()


def cents_by_day(account: str, zone: str) -> dict[tuple[date, str, str], int]:
    """What the days say, by day in a zone, kind and subject."""
    found: Counter[tuple[date, str, str]] = Counter()
    for figure in figures(account):
        if figure.measure == CENTS:
            found[local_day(figure.at_ms, zone), figure.what, figure.about] += figure.amount
    return {key: cents for key, cents in found.items() if cents}


def recounted(account: str, zone: str, settled: dict[str, SessionItem]) -> dict[tuple[date, str, str], int]:
    """What the statement says; the minutes of a session count in one sum when it was settled, those of one under way
    not yet."""
    found: Counter[tuple[date, str, str]] = Counter()
    for entry in entries(account):
        cents = entry.amount_cents if entry.credit == account else -entry.amount_cents
        kind, at_ms = entry.transfer_kind, entry.posted_at_ms
        if "_min_" in entry.transfer_id:
            session = settled.get(entry.refers_id)
            if session is None:
                continue
            kind, at_ms = "session_charge", session.finalized_at_ms or 0
        found[local_day(at_ms, zone), kind, entry.refers_type] += cents
    return {key: cents for key, cents in found.items() if cents}


def readings_of(account: str) -> list[tuple[int, str, str, int, int]]:
    """What the days say of readings: the quarter, modality, with whom, how many, how many minutes."""
    found: dict[tuple[int, str, str], dict[str, int]] = {}
    for each in figures(account):
        if each.measure != CENTS:
            found.setdefault((each.at_ms, each.what, each.about), {})[each.measure] = each.amount
    return sorted((*key, counts[READINGS], counts[MINUTES]) for key, counts in found.items())


class Days(Bookings):
    """Bookings as their own machine has them, and beside them sessions on demand of two other people."""

    def __init__(self) -> None:
        super().__init__()
        self.talker, self.listener = make_client(50_000), make_reader()
        make_account(self.talker, sessions.Role.CLIENT)
        make_account(self.listener, sessions.Role.READER)
        self.settled: dict[str, SessionItem] = {}

    @rule(seconds=st.integers(5, 400), modality=st.sampled_from(Modality), ends=st.sampled_from(Party))
    def talk(self, seconds: int, modality: Modality, ends: Party) -> None:
        """A session of some length: free, of minutes given back, or paid."""
        session_id, at_ms = new_id("ses", self.now_ms), self.now_ms
        stage = Stage(client=self.talker, reader=self.listener)
        stage.session_id, stage.t0_ms = session_id, at_ms + 10_000
        person = sessions.Person(self.talker, "Casey", None)
        sessions.start(person, self.listener, modality, session_id=session_id, now_ms=at_ms)
        sessions.accept(session_id, stage.actor(Party.READER), at_ms + 5_000)
        stage.beat(0)
        stage.sign_through(0, seconds)
        stage.sweep(seconds)
        stage.end(seconds, ends)
        self.now_ms = stage.at(seconds)
        item = stage.item
        assert item.state == "finalized"
        self.settled[session_id] = item

    @rule(minutes=st.integers(1, 3))
    def talk_goes_on(self, minutes: int) -> None:
        """A session under way is counted nowhere, then whole."""
        stage = Stage(client=self.talker, reader=self.listener)
        stage.session_id, stage.t0_ms = new_id("ses", self.now_ms), self.now_ms + 10_000
        person = sessions.Person(self.talker, "Casey", None)
        sessions.start(person, self.listener, Modality.TEXT, session_id=stage.session_id, now_ms=self.now_ms)
        sessions.accept(stage.session_id, stage.actor(Party.READER), self.now_ms + 5_000)
        stage.beat(0)
        stage.sign_through(0, minutes * 60 + 5)
        stage.sweep(minutes * 60 + 5)
        self.everything_is_counted()
        stage.end(minutes * 60 + 6)
        self.now_ms = stage.at(minutes * 60 + 6)
        self.settled[stage.session_id] = stage.item

    @precondition(lambda self: any(self._left(each) for each in self.settled.values()))
    @rule(which=st.integers(0, 99), share=st.integers(1, 100))
    def refund(self, which: int, share: int) -> None:
        refundable = [each for each in self.settled.values() if self._left(each)]
        item = refundable[which % len(refundable)]
        amount_cents = max(1, self._left(item) * share // 100)
        self.settled[item.session_id] = refunds.refund(
            "usr_admin",
            item.session_id,
            amount_cents,
            "Too short",
            refund_id=new_id("rfd", self.now_ms),
            now_ms=self.now_ms,
        )

    @rule(amount_cents=st.integers(1_000, 50_000))
    def top_up(self, amount_cents: int) -> None:
        top_up(self.talker, amount_cents, self.now_ms)

    @rule(amount_cents=st.integers(1, 500), late_ms=st.integers(0, HOUR_MS))
    def adjust(self, amount_cents: int, late_ms: int) -> None:
        """A transfer of a kind that no session or booking makes, posted for an instant that is past."""
        wallet = wallet_of(self.talker)
        posting = Posting(ledger.load_account(wallet))
        at_ms, adjustment = self.now_ms - late_ms, new_id("adj", self.now_ms)
        posting.transfer(
            Transfer(adjustment, Kind.ADJUSTMENT, PLATFORM_LOSSES, wallet, amount_cents, at_ms, "case", adjustment)
        )
        ledger.commit(posting)

    def everything_is_counted(self) -> None:
        wallets = [wallet_of(user_id) for user_id in (self.talker, *self.clients)]
        earnings = [earnings_of(user_id) for user_id in (self.listener, *self.readers)]
        for account in (*wallets, *earnings):
            for zone in ZONES:
                assert cents_by_day(account, zone) == recounted(account, zone, self.settled)
            assert readings_of(account) == self._expected_readings(account)

    def teardown(self) -> None:
        self.everything_is_counted()
        report = audit.check(lambda: self.now_ms)
        assert [each for each in report.violations if each.invariant == "day_mismatch"] == []

    @staticmethod
    def _left(item: SessionItem) -> int:
        return (item.charged_cents or 0) - (item.reversed_cents or 0) - (item.refunded_cents or 0)

    def _expected_readings(self, account: str) -> list[tuple[int, str, str, int, int]]:
        found: dict[tuple[int, str, str], list[int]] = {}

        def paid(client_id: str, reader_id: str, modality: str, minutes: int, at_ms: int) -> None:
            for owner, other_id in ((wallet_of(client_id), reader_id), (earnings_of(reader_id), client_id)):
                if owner == account:
                    counts = found.setdefault((at_ms // QUARTER_MS * QUARTER_MS, modality, other_id), [0, 0])
                    counts[0] += 1
                    counts[1] += minutes

        for item in self.settled.values():
            kept = (item.charged_minutes or 0) - (item.reversed_cents or 0) // item.rate_cents
            if kept:
                paid(item.client_id, item.reader_id, item.modality, kept, item.finalized_at_ms or 0)
        for one in self.all:
            if one.state == "completed":
                whole = one.refund_at_close_cents == 0  # what an admin gives back later shortens no reading
                minutes = one.minutes if whole else 11
                paid(one.case.client_id, one.case.reader_id, "video", minutes, one.closed_at_ms)
        return sorted((*key, *counts) for key, counts in found.items())  # type: ignore[misc] # of two counts


@pytest.mark.usefixtures("memory_table")
def test_days_are_what_a_recount_of_random_histories_says() -> None:
    quiet: Any = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=quiet,
            phases=[Phase.generate],  # a history is shrunk by posting it anew each time: minutes
        ),
    )


def counted(account: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for figure in figures(account):
        found[f"{figure.measure} {figure.what} {figure.about}"] += figure.amount
    return dict(found)


@pytest.fixture
def stage(table_engine: str) -> Stage:
    return Stage()


def test_a_session_is_counted_once_when_it_is_settled_and_its_minutes_cost_no_write(stage: Stage) -> None:
    stage.begin()
    stage.sign_through(0, 130)
    stage.sweep(130)
    wallet, earnings = wallet_of(stage.client_id), earnings_of(stage.reader_id)
    assert counted(wallet) == {"cents top_up top_up": 100_000}
    stage.end(140)
    stage.end(140)
    stage.sweep(200)
    assert counted(wallet) == {
        "cents top_up top_up": 100_000,
        "cents session_charge session": -750,
        f"readings video {stage.reader_id}": 1,
        f"minutes video {stage.reader_id}": 3,
    }
    assert counted(earnings) == {
        "cents session_charge session": 525,
        f"readings video {stage.client_id}": 1,
        f"minutes video {stage.client_id}": 3,
    }


def test_a_session_that_is_given_back_whole_is_no_reading(stage: Stage) -> None:
    stage.begin()
    stage.sign_through(0, 20)
    stage.end(20)
    assert counted(wallet_of(stage.client_id)) == {"cents top_up top_up": 100_000}
    assert counted(earnings_of(stage.reader_id)) == {}


def test_a_refund_counts_on_the_day_on_which_it_is_given(stage: Stage) -> None:
    stage.begin()
    stage.sign_through(0, 70)
    stage.sweep(70)
    stage.end(80)
    later_ms = START_MS + 5 * DAY_MS
    refunds.refund("usr_admin", stage.session_id, 250, "Sorry", refund_id=new_id("rfd", later_ms), now_ms=later_ms)
    earnings = earnings_of(stage.reader_id)
    assert cents_by_day(earnings, "UTC") == {
        (to_datetime(START_MS).date(), "session_charge", "session"): 350,
        (to_datetime(later_ms).date(), "refund", "session"): -175,
    }


def test_a_fact_is_counted_in_the_quarter_of_its_own_instant(table_engine: str) -> None:
    account = wallet_of(new_id("usr", START_MS))
    midnight_ms = START_MS // DAY_MS * DAY_MS + DAY_MS
    counts = DayCounts()
    for at_ms in (midnight_ms - 1, midnight_ms, midnight_ms + 15 * MINUTE_MS - 1, midnight_ms + 15 * MINUTE_MS):
        counts.add(account, at_ms, CENTS, Kind.TOP_UP, "top_up", 1)
    table.transact(*counts.writes())
    assert [(figure.at_ms - midnight_ms, figure.amount) for figure in figures(account)] == [
        (-QUARTER_MS, 1),
        (0, 2),
        (QUARTER_MS, 1),
    ]


def test_so_many_days_are_read_at_the_most() -> None:
    with pytest.raises(ValueError, match="at most"):
        list(figures_of("wallet:x", date(2026, 1, 1), date.fromordinal(date(2026, 1, 1).toordinal() + MAX_DAYS)))
