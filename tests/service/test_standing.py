"""Whoever loses their standing keeps no booking, however late the indexes are and whenever a process dies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.admin import service as admin
from chalicelib.admin import standing
from chalicelib.areas import DUE
from chalicelib.bookings import progress, service
from chalicelib.bookings.availability import offer_of
from chalicelib.bookings.errors import SlotTaken
from chalicelib.bookings.rules import BookingState
from chalicelib.core import due, table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.core.errors import AccountSuspended, NotFound
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Put
from chalicelib.readers.items import ReaderProfile
from chalicelib.sessions.rules import Party
from tests.conftest import START_MS, ManualClock
from tests.service.bookings import PRICE_CENTS, STARTS_MS, balance_cents, book, bookable_reader, paying_client
from tests.service.followers import Indexes, table_with_followers

ADMIN = "usr_admin"
STANDS, CALLED_OFF = BookingState.BOOKED, BookingState.CANCELLED_BY_PLATFORM


@pytest.fixture
def indexes() -> Iterator[Indexes]:
    with table_with_followers() as made:
        yield made


@pytest.fixture
def people(indexes: Indexes) -> tuple[str, str]:
    """A reader who can be booked, with everything that a reader has, and a client with money."""
    reader_id, client_id = bookable_reader(), paying_client()
    key = ReaderProfile.key(reader_id=reader_id)
    table.write(Put(ReaderProfile(*key, reader_id=reader_id, bio="", time_zone="UTC", member_since_ms=START_MS)))
    return reader_id, client_id


def suspend(user_id: str) -> UserProfile:
    return admin.change_suspension(ADMIN, user_id, suspended=True, reason="Abuse", now_ms=START_MS)


def state_of(booking_id: str) -> BookingState:
    return BookingState(progress.load(booking_id).state)


def booked_ids(client_id: str) -> list[str]:
    items, _ = service.bookings_of(client_id, [Party.CLIENT], over=False, limit=25, after=None)
    return [item.booking_id for item in items]


@pytest.mark.parametrize("as_reader", [False, True])
def test_a_booking_that_no_index_shows_yet_is_called_off(
    indexes: Indexes, people: tuple[str, str], as_reader: bool
) -> None:
    reader_id, client_id = people
    indexes.stand_still()
    booking_id = book(client_id, reader_id).booking_id
    assert booked_ids(client_id) == []
    standing.end_what_cannot_go_on(suspend(reader_id if as_reader else client_id), START_MS)
    assert state_of(booking_id) is CALLED_OFF
    assert balance_cents(client_id) == 100_000


def test_a_reader_who_is_not_verified_any_more_keeps_no_booking_as_reader(
    indexes: Indexes, people: tuple[str, str]
) -> None:
    reader_id, client_id = people
    indexes.stand_still()
    booking_id = book(client_id, reader_id).booking_id
    admin.verify_reader(ADMIN, reader_id, verified=False, reason="Papers", now_ms=START_MS)
    standing.end_what_cannot_go_on(accounts.load_account(reader_id), START_MS)
    assert state_of(booking_id) is CALLED_OFF


def test_whoever_is_in_good_standing_keeps_everything(indexes: Indexes, people: tuple[str, str]) -> None:
    reader_id, client_id = people
    booking_id = book(client_id, reader_id).booking_id
    for user_id in people:
        standing.end_what_cannot_go_on(accounts.load_account(user_id), START_MS)
    assert state_of(booking_id) is STANDS


def test_bookings_of_every_day_of_the_horizon_are_found(indexes: Indexes) -> None:
    reader_id, client_id = bookable_reader(horizon_days=180), paying_client(1_000_000)
    indexes.stand_still()
    ahead = [1, 59, 101, 178]
    booking_ids = [
        book(client_id, reader_id, START_MS // DAY_MS * DAY_MS + days * DAY_MS).booking_id for days in ahead
    ]
    standing.end_what_cannot_go_on(suspend(client_id), START_MS)
    assert {state_of(booking_id) for booking_id in booking_ids} == {CALLED_OFF}


@pytest.mark.parametrize("as_reader", [False, True])
def test_after_the_loss_nothing_is_booked_and_nothing_moved(
    indexes: Indexes, people: tuple[str, str], as_reader: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not by a request that looked before: the conditions are in its transaction."""
    reader_id, client_id = people
    booking_id = book(client_id, reader_id).booking_id
    looks = iter([offer_of(reader_id)])
    monkeypatch.setattr(
        "chalicelib.bookings.service.offer_of", lambda reader_id: next(looks, None) or offer_of(reader_id)
    )
    suspend(reader_id if as_reader else client_id)
    client = Actor(user_id=client_id, role=Role.CLIENT, suspended=False, subject="")
    with pytest.raises(SlotTaken if as_reader else AccountSuspended):
        service.reschedule(booking_id, client, starts_at_ms=STARTS_MS + 2 * HOUR_MS, now_ms=START_MS)
    with pytest.raises(NotFound if as_reader else AccountSuspended):
        book(client_id, reader_id, STARTS_MS + 4 * HOUR_MS)
    assert progress.load(booking_id).starts_at_ms == STARTS_MS


def do_due_work(user_id: str, at_ms: int) -> None:
    """What a worker does about an account, if the minute's tick finds it due."""
    nothing: Any = None
    runtime = Runtime(nothing, ManualClock(at_ms), nothing, nothing, nothing)
    keys = [key for key in due.due_keys(at_ms) if key == UserProfile.key(user_id=user_id)]
    due.work(DUE, lambda bodies: None, runtime, due.Batch(at_ms, keys))


def test_due_work_calls_off_what_a_process_that_died_has_left(indexes: Indexes, people: tuple[str, str]) -> None:
    reader_id, client_id = people
    booking_id = book(client_id, reader_id).booking_id
    assert suspend(reader_id).suspended
    assert state_of(booking_id) is STANDS  # the process ended here
    do_due_work(reader_id, START_MS + MINUTE_MS)
    assert state_of(booking_id) is CALLED_OFF
    assert progress.load(booking_id).closed_at_ms == START_MS
    assert accounts.load_account(reader_id).due_at_ms is None
    assert balance_cents(client_id) == 100_000


def test_due_work_leaves_alone_whose_suspension_was_lifted(indexes: Indexes, people: tuple[str, str]) -> None:
    reader_id, client_id = people
    booking_id = book(client_id, reader_id).booking_id
    suspend(client_id)
    admin.change_suspension(ADMIN, client_id, suspended=False, reason="Cleared", now_ms=START_MS + 1)
    do_due_work(client_id, START_MS + MINUTE_MS)
    assert state_of(booking_id) is STANDS
    assert accounts.load_account(client_id).due_at_ms is None
    assert balance_cents(client_id) == 100_000 - PRICE_CENTS


def test_a_second_loss_while_due_work_runs_stays_due(indexes: Indexes, people: tuple[str, str]) -> None:
    _, client_id = people
    suspend(client_id)
    seen = accounts.load_account(client_id)
    admin.change_suspension(ADMIN, client_id, suspended=False, reason="Cleared", now_ms=START_MS + 1)
    admin.change_suspension(ADMIN, client_id, suspended=True, reason="Again", now_ms=START_MS + 2)
    nothing: Any = None
    standing.follow_up(seen, START_MS + MINUTE_MS, nothing)
    assert accounts.load_account(client_id).due_at_ms == START_MS + 2
