"""Booked readings from the door to the release of the money: who was there decides, not when anybody looked."""

from __future__ import annotations

import pytest

from chalicelib.accounts import calendar
from chalicelib.bookings import joining, progress, service, support
from chalicelib.bookings.errors import BookingWrongState, BusyElsewhere
from chalicelib.bookings.rules import BookingState
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.core.errors import NotFound
from chalicelib.core.ids import new_id
from chalicelib.notifications.items import Notification
from chalicelib.readers import service as readers
from chalicelib.readers.rules import Modality
from chalicelib.sessions import media, receipt
from chalicelib.sessions import service as sessions
from chalicelib.sessions.errors import ClientBusy, ReaderUnavailable, SessionWrongState
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import EndReason, Party
from chalicelib.sessions.rules import State as SessionState
from chalicelib.wallet import ledger
from chalicelib.wallet.rules import wallet_of
from tests.service.bookings import (
    PRICE_CENTS,
    STARTS_MS,
    Case,
    book,
    bookable_reader,
    cells_of,
    clearing_cents,
    paying_client,
    tick_of,
    tick_of_session,
)

pytestmark = pytest.mark.usefixtures("memory_table")
CLIENT, READER = Party.CLIENT, Party.READER


def session(case: Case) -> SessionItem:
    found = table.load(SessionItem, SessionItem.key(session_id=case.session_id))
    assert found is not None
    return found


def told(user_id: str) -> list[str]:
    """The kinds of what somebody was told, oldest first."""
    found = table.query(Notification, f"NOTIFICATIONS#{user_id}", limit=50, consistent=True).items
    return [each.notification_kind for each in sorted(found, key=lambda each: each.created_at_ms)]


def require_closed(case: Case, state: BookingState, refund_cents: int, *, closed_at: float) -> None:
    """The booking is closed, the client has the refund, and everybody and everything is free again."""
    item = case.item
    assert (BookingState(item.state), item.refunded_cents) == (state, refund_cents)
    assert item.closed_at_ms == case.at(closed_at)
    assert case.given_back_cents == refund_cents
    assert clearing_cents(case.booking_id) == item.clearing_cents == item.price_cents - refund_cents
    reader_cells, client_cells = cells_of(item)
    assert not calendar.taken_in(case.reader_id, range(min(reader_cells), max(reader_cells) + 1))
    assert not calendar.taken_in(case.client_id, range(min(client_cells), max(client_cells) + 1))
    assert ledger.load_account(wallet_of(case.client_id)).hold is None
    status = readers.load_status(case.reader_id)
    assert status is not None
    assert status.session_id is None
    if item.session_id is not None:
        assert session(case).state == SessionState.FINALIZED
        assert session(case).live_shard is None


def require_released(case: Case) -> None:
    """A day after it was closed what is left is shared, once."""
    item = case.item
    kept_cents, closed_at_ms = item.price_cents - item.refunded_cents, item.closed_at_ms or 0
    tick_of(case.booking_id, closed_at_ms + DAY_MS - 1)
    assert case.earned_cents == 0
    for later in (0, MINUTE_MS, DAY_MS):
        tick_of(case.booking_id, closed_at_ms + DAY_MS + later)
    assert case.earned_cents == kept_cents * 70 // 100
    assert clearing_cents(case.booking_id) == 0
    assert (case.item.due_at_ms, case.item.due_shard) == (None, None)


# --- a reading that is held -------------------------------------------------------------------------------------


def test_a_reading_is_held_completed_and_released() -> None:
    case = Case()
    with pytest.raises(BookingWrongState):
        case.join(CLIENT, -10.01)
    case.join(CLIENT, -10)
    case.join(READER, -5)
    case.stay(-4, -0.25)
    assert session(case).state == SessionState.WAITING
    case.stay(0, 59.75)
    assert (session(case).state, session(case).started_at_ms) == (SessionState.ACTIVE, case.at(0))
    assert case.state is BookingState.BOOKED
    case.sweep(60)
    assert (session(case).state, session(case).end_reason) == (SessionState.FINALIZED, EndReason.TIME_OVER)
    assert session(case).to_session().closed_ms == HOUR_MS
    case.tick(60)
    require_closed(case, BookingState.COMPLETED, 0, closed_at=60)
    require_released(case)
    assert told(case.client_id) == ["booking_made"]


@pytest.mark.parametrize("late_minutes", [0, 1, 600])
def test_how_late_it_is_looked_at_changes_nothing(late_minutes: float) -> None:
    case = Case()
    case.join(CLIENT, 2.5)
    case.join(READER, 3)
    case.stay(3.25, 59.75)
    case.tick(60 + late_minutes)
    require_closed(case, BookingState.COMPLETED, 0, closed_at=60)
    assert session(case).to_session().closed_ms == 57 * MINUTE_MS


def test_nothing_is_charged_by_the_minute() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    before_cents = ledger.load_account(wallet_of(case.client_id)).balance_cents
    case.stay(0.25, 5)
    case.sweep(5)
    wallet = ledger.load_account(wallet_of(case.client_id))
    assert wallet.balance_cents == before_cents
    assert (wallet.hold and wallet.hold.minutes, wallet.hold and wallet.hold.is_open) == (0, False)


def test_whoever_drops_out_is_waited_for_until_the_time_is_over() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    case.stay(0.25, 10)
    case.stay(10.25, 30, READER)
    case.sweep(30)
    assert session(case).state == SessionState.PAUSED
    case.stay(30.25, 59.75)
    case.tick(60)
    require_closed(case, BookingState.COMPLETED, 0, closed_at=60)
    assert session(case).reconnects == 1


def test_ended_by_the_client_early_gives_nothing_back() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    case.stay(0.25, 20)
    sessions.end(case.session_id, case.actor(CLIENT), case.at(20))
    case.tick(60)
    require_closed(case, BookingState.COMPLETED, 0, closed_at=20)


@pytest.mark.parametrize(("stopped", "begun"), [(20, 20), (19.75, 20), (20.25, 21), (59.75, 60)])
def test_ended_by_the_reader_early_gives_the_unused_minutes_back(stopped: float, begun: int) -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    case.stay(0.25, stopped)
    sessions.end(case.session_id, case.actor(READER), case.at(stopped))
    refund_cents = PRICE_CENTS - PRICE_CENTS * begun // 60
    service.see(case.booking_id, case.actor(CLIENT), case.at(stopped + 1))
    require_closed(case, BookingState.COMPLETED, refund_cents, closed_at=stopped)
    shown = receipt.receipt(session(case), None)
    assert (shown.charged_cents, shown.refunded_cents) == (PRICE_CENTS, refund_cents)
    assert shown.split is not None
    assert shown.split.reader_cents + shown.split.platform_cents == PRICE_CENTS - refund_cents
    if refund_cents:
        assert told(case.client_id) == ["booking_made", "session_refunded"]
    require_released(case)


def test_an_early_end_closes_the_booking_at_the_next_tick() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    case.stay(0.25, 20)
    sessions.end(case.session_id, case.actor(READER), case.at(20))
    found = session(case)
    assert found.due_at_ms == case.at(20)
    tick_of_session(found, case.at(21))
    require_closed(case, BookingState.COMPLETED, PRICE_CENTS - PRICE_CENTS * 20 // 60, closed_at=20)
    assert session(case).due_at_ms is None
    tick_of_session(found, case.at(22))


def test_support_ends_what_has_not_begun_and_everything_is_given_back() -> None:
    case = Case()
    case.join(CLIENT, -8)
    admin = Actor(user_id=new_id("usr", STARTS_MS), role=Role.ADMIN, suspended=False, subject="ada")
    sessions.end(case.session_id, admin, case.at(-5))
    tick_of_session(session(case), case.at(-4))
    require_closed(case, BookingState.COMPLETED, PRICE_CENTS, closed_at=-5)


def test_a_reader_who_left_for_good_keeps_the_minutes_until_then() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    case.stay(0.25, 30)
    case.stay(30.25, 59, CLIENT)
    case.tick(60)
    require_closed(case, BookingState.COMPLETED, PRICE_CENTS - PRICE_CENTS * 30 // 60, closed_at=60)
    assert session(case).end_reason == EndReason.READER_LEFT


# --- absences ---------------------------------------------------------------------------------------------------


def test_a_reader_who_is_not_there_at_ten_minutes_has_missed_it() -> None:
    case = Case()
    case.join(CLIENT, -5)
    case.stay(-4.75, 10, CLIENT)
    case.tick(10)
    require_closed(case, BookingState.READER_MISSED, PRICE_CENTS, closed_at=10)
    assert told(case.client_id) == told(case.reader_id) == ["booking_made", "session_missed"]
    with pytest.raises(BookingWrongState):
        case.join(READER, 11)


@pytest.mark.parametrize("looked_at", [10, 10.5, 90, 3000])
def test_when_nobody_comes_everything_is_given_back(looked_at: float) -> None:
    case = Case()
    case.tick(9.9)
    assert case.state is BookingState.BOOKED
    case.tick(looked_at)
    require_closed(case, BookingState.READER_MISSED, PRICE_CENTS, closed_at=10)


@pytest.mark.parametrize("reader_comes", [-9, 0, 9.9])
def test_a_client_who_is_not_there_at_fifteen_minutes_gets_nothing_back(reader_comes: float) -> None:
    case = Case()
    case.join(READER, reader_comes)
    if reader_comes < 9:
        case.stay(reader_comes + 0.25, 10, READER)
        case.tick(10)
        assert case.state is BookingState.BOOKED
    case.stay(10.25, 15, READER)
    case.tick(15)
    require_closed(case, BookingState.CLIENT_MISSED, 0, closed_at=15)
    require_released(case)


def test_a_client_who_comes_just_in_time_has_the_reading() -> None:
    case = Case()
    case.join(READER, 0)
    case.stay(0.25, 14.75, READER)
    case.join(CLIENT, 14.75)
    case.stay(15, 59.75)
    case.tick(60)
    require_closed(case, BookingState.COMPLETED, 0, closed_at=60)


def test_a_reader_who_comes_too_late_has_missed_it_though_nobody_looked() -> None:
    case = Case()
    case.join(CLIENT, -1)
    case.stay(-0.75, 11, CLIENT)
    # The tick at ten minutes did not come; the reader finds the reading over.
    with pytest.raises(BookingWrongState):
        case.join(READER, 11)
    require_closed(case, BookingState.READER_MISSED, PRICE_CENTS, closed_at=10)


def test_a_reader_who_comes_and_goes_before_ten_minutes_has_missed_it() -> None:
    case = Case()
    case.join(READER, 0)
    case.stay(0.25, 5, READER)
    case.beat(READER, 5.1, leaving=True)
    case.join(CLIENT, 8)
    case.stay(8.25, 12, CLIENT)
    case.tick(12)
    require_closed(case, BookingState.READER_MISSED, PRICE_CENTS, closed_at=10)


def test_a_reader_who_did_not_wait_for_a_late_client_has_missed_it() -> None:
    case = Case()
    case.join(READER, 0)
    case.stay(0.25, 11, READER)
    case.beat(READER, 11.1, leaving=True)
    case.join(CLIENT, 13)
    case.stay(13.25, 15, CLIENT)
    case.tick(15)
    require_closed(case, BookingState.READER_MISSED, PRICE_CENTS, closed_at=15)


def test_a_short_reading_has_its_deadlines_within_it() -> None:
    case = Case(minutes=15, durations_minutes=(15,), prices=())
    case.join(READER, 0)
    case.stay(0.25, 15, READER)
    case.tick(15)
    require_closed(case, BookingState.CLIENT_MISSED, 0, closed_at=15)


def test_being_on_the_page_without_coming_in_proves_nothing() -> None:
    case = Case()
    case.join(CLIENT, 0)
    sessions.heartbeat(case.session_id, case.actor(READER), case.at(1))
    case.tick(10)
    assert case.state is BookingState.READER_MISSED


# --- the door ---------------------------------------------------------------------------------------------------


def test_a_reader_in_another_session_cannot_come_in() -> None:
    case = Case()
    other = paying_client(10_000)
    session_id = new_id("ses", STARTS_MS)
    person = sessions.Person(other, "Priya", None)
    sessions.start(person, case.reader_id, Modality.VIDEO, session_id=session_id, now_ms=case.at(-10))
    with pytest.raises(BusyElsewhere):
        joining.join(case.booking_id, case.actor(READER), case.at(-9.5))
    # Nobody answered for a minute: the ring is over, and the door is open.
    case.join(READER, -8.9)


def test_nobody_is_rung_just_before_or_during_a_booked_reading() -> None:
    case = Case(buffer_before_minutes=15)
    other_client, other_reader = paying_client(10_000), bookable_reader()

    def start(client_id: str, reader_id: str, minutes: float) -> None:
        person = sessions.Person(client_id, "Priya", None)
        session_id = new_id("ses", STARTS_MS)
        sessions.start(person, reader_id, Modality.VIDEO, session_id=session_id, now_ms=case.at(minutes))

    for minutes in (-19.9, -1, 30):
        with pytest.raises(ReaderUnavailable):
            start(other_client, case.reader_id, minutes)
    for minutes in (-4.9, 30):
        with pytest.raises(ClientBusy):
            start(case.client_id, other_reader, minutes)
    start(other_client, case.reader_id, -21)


def test_a_booked_reading_that_waits_is_not_ended_as_a_session() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, -1)
    for party, act in ((CLIENT, sessions.cancel), (READER, sessions.decline)):
        with pytest.raises(SessionWrongState):
            act(case.session_id, case.actor(party), case.at(-0.5))
    with pytest.raises(SessionWrongState):
        sessions.end(case.session_id, case.actor(CLIENT), case.at(-0.5))
    assert session(case).state == SessionState.WAITING


@pytest.mark.parametrize(("party", "refund_cents"), [(CLIENT, 0), (READER, PRICE_CENTS)])
def test_cancelling_at_the_door_frees_who_came_in(party: Party, refund_cents: int) -> None:
    case = Case()
    case.join(CLIENT, -6)
    case.join(READER, -5)
    case.cancel(party, -4, refund_cents)
    state = BookingState.CANCELLED_BY_CLIENT if party is CLIENT else BookingState.CANCELLED_BY_READER
    require_closed(case, state, refund_cents, closed_at=-4)
    assert session(case).end_reason == EndReason.CANCELLED


def test_tokens_end_with_the_time_that_was_booked() -> None:
    case = Case()
    case.join(CLIENT, -5)
    case.join(READER, -5)

    def expires_at_ms(minutes: float) -> int:
        sight, _ = sessions.see(case.session_id, case.actor(CLIENT))
        return media.token_expires_at_ms(sight, case.at(minutes))

    assert expires_at_ms(-5) == case.at(15)
    case.stay(0, 50)
    assert expires_at_ms(50) == case.at(65)
    case.stay(50.25, 59.75)
    case.tick(60)
    with pytest.raises(SessionWrongState):
        expires_at_ms(61)


def test_only_the_two_come_in() -> None:
    case, other = Case(), Case()
    case.join(CLIENT, 0)
    stranger = other.actor(CLIENT)
    with pytest.raises(NotFound):
        joining.join(case.booking_id, stranger, case.at(1))
    with pytest.raises(NotFound):
        sessions.heartbeat(case.session_id, other.actor(READER), case.at(1))


def test_a_suspension_ends_a_reading_under_way_and_gives_the_rest_back() -> None:
    case = Case()
    case.join(CLIENT, 0)
    case.join(READER, 0)
    case.stay(0.25, 15)
    sessions.end_of_suspended(case.reader_id, case.at(15))
    support.cancel_all(case.reader_id, case.at(15), as_reader=True)
    require_closed(case, BookingState.COMPLETED, PRICE_CENTS - PRICE_CENTS * 15 // 60, closed_at=15)


# --- reminders --------------------------------------------------------------------------------------------------


def test_both_are_reminded_a_day_and_a_quarter_of_an_hour_before() -> None:
    case = Case()
    assert case.item.due_at_ms == case.at(-1440)
    for minutes in (-1440, -1439, -1439):
        case.tick(minutes)
    assert told(case.client_id) == told(case.reader_id) == ["booking_made", "booking_reminder"]
    assert case.item.due_at_ms == case.at(-15)
    case.tick(-15)
    assert told(case.client_id).count("booking_reminder") == 2
    assert case.item.due_at_ms == case.at(10)


def test_reminders_that_were_missed_are_not_sent_one_after_the_other() -> None:
    case = Case()
    case.tick(-10)
    assert told(case.client_id) == ["booking_made", "booking_reminder"]
    late = Case()
    late.tick(1)
    assert told(late.client_id) == ["booking_made"]


def test_what_is_booked_at_short_notice_is_reminded_of_once() -> None:
    client, reader = paying_client(), bookable_reader()
    item = book(client, reader, now_ms=STARTS_MS - 3 * HOUR_MS)
    assert (item.reminded, item.due_at_ms) == (1, STARTS_MS - 15 * MINUTE_MS)


def test_a_moved_booking_is_reminded_of_again() -> None:
    case = Case()
    service.reschedule(
        case.booking_id, case.actor(CLIENT), starts_at_ms=STARTS_MS + DAY_MS, now_ms=STARTS_MS - 2 * DAY_MS
    )
    case.tick(0)
    assert told(case.client_id) == ["booking_made", "booking_rescheduled", "booking_reminder"]


def test_a_tick_without_anything_due_writes_nothing() -> None:
    case = Case()
    version = case.item.version
    for minutes in (-1441, -2000):
        progress.bring_up_to_date(case.booking_id, case.at(minutes), by_tick=True)
    assert case.item.version == version
