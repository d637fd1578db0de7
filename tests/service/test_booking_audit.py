"""The audit covers bookings: their money, their states, and the time they take in both calendars."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.accounts import calendar
from chalicelib.accounts.calendar import CalendarDay
from chalicelib.bookings import service, support
from chalicelib.bookings.items import BookingItem
from chalicelib.core import table
from chalicelib.core.clock import DAY_MS
from chalicelib.core.table import Update
from chalicelib.sessions.rules import Party
from chalicelib.wallet import audit, ledger
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Kind, Transfer, booking_clearing, earnings_of, wallet_of
from tests.conftest import START_MS
from tests.service.bookings import (
    PRICE_CENTS,
    STARTS_MS,
    Case,
    balance_cents,
    book,
    bookable_reader,
    tick_of,
)
from tests.service.wallet_helpers import funded, provider

pytestmark = pytest.mark.usefixtures("empty_table")


def case(starts_at_ms: int = STARTS_MS, reader_id: str = "") -> Case:
    """A booking that was paid from a proper top-up."""
    made = Case.__new__(Case)
    made.reader_id = reader_id or bookable_reader(buffer_before_minutes=15)
    made.client_id, _, _ = funded(provider(), 50_000)
    made.before_cents = balance_cents(made.client_id)
    made.booking_id = book(made.client_id, made.reader_id, starts_at_ms).booking_id
    return made


def give_back(made: Case, amount_cents: int) -> None:
    refund_id = f"rfd_{made.booking_id}"
    at_ms = made.item.released_at_ms or made.item.changed_at_ms
    support.refund("usr_admin", made.booking_id, amount_cents, "Rude", refund_id=refund_id, now_ms=at_ms)


def named() -> set[tuple[str, str]]:
    return {(each.invariant, each.subject) for each in audit.check(lambda: START_MS).violations}


def test_bookings_in_every_state_break_nothing() -> None:
    booked, cancelled, moved, missed, held, released, called_off = (case() for _ in range(7))
    case(STARTS_MS + DAY_MS, booked.reader_id)
    cancelled.cancel(Party.CLIENT, -600, 7_501)
    service.reschedule(moved.booking_id, moved.actor(Party.CLIENT), starts_at_ms=STARTS_MS + DAY_MS, now_ms=START_MS)
    missed.tick(10)
    for party in Party:
        held.join(party, 0)
    held.stay(0.25, 20)
    released.join(Party.READER, 0)
    released.stay(0.25, 15, Party.READER)
    released.tick(15)
    tick_of(released.booking_id, STARTS_MS + 2 * DAY_MS)
    give_back(released, 4_999)
    give_back(cancelled, 1_234)
    support.cancel("usr_admin", called_off.booking_id, "Ill", now_ms=START_MS)
    report = audit.check(lambda: START_MS)
    assert report.violations == ()
    assert (report.counts["booking"], report.counts["calendar_day"] > 6) == (8, True)


def change(item: table.TableItem, *actions: object) -> None:
    table.write(Update(item, list(actions)))  # type: ignore[arg-type] # actions


def day_of(user_id: str) -> CalendarDay:
    (found,) = table.query(CalendarDay, f"CALENDAR#{user_id}", limit=9, consistent=True).items
    return found


def two_in_one_time() -> tuple[str, str]:
    first = case()
    second = case(STARTS_MS + DAY_MS, first.reader_id)
    item = second.item
    change(item, BookingItem.starts_at_ms.set(STARTS_MS))
    return "time_taken_twice", first.reader_id


def time_that_nobody_booked() -> tuple[str, str]:
    made = case()
    change(day_of(made.client_id), CalendarDay.taken.add({"95"}))
    return "time_taken_by_nobody", made.client_id


def time_that_is_not_locked() -> tuple[str, str]:
    made = case()
    first = calendar.cells_between(STARTS_MS, STARTS_MS + 1)
    table.transact(*calendar.free(made.client_id, made.booking_id, first, KeyError))
    return "time_taken_twice", made.client_id


def a_booking_that_its_calendar_does_not_name() -> tuple[str, str]:
    made = case()
    change(day_of(made.client_id), CalendarDay.bookings.delete({made.booking_id}))
    return "calendar_mismatch", made.client_id


def another_price() -> tuple[str, str]:
    made = case()
    change(made.item, BookingItem.price_cents.set(PRICE_CENTS + 1), BookingItem.clearing_cents.set(PRICE_CENTS + 1))
    return "booking_mismatch", made.booking_id


def clearing_that_is_not_there() -> tuple[str, str]:
    made = case()
    change(made.item, BookingItem.clearing_cents.set(PRICE_CENTS - 1))
    return "clearing_mismatch", booking_clearing(made.booking_id)


def a_booking_that_stands_without_its_money() -> tuple[str, str]:
    made = case()
    change(made.item, BookingItem.clearing_cents.set(0))
    return "booking_contradicts_itself", made.booking_id


def a_refund_that_was_not_paid() -> tuple[str, str]:
    made = case()
    made.cancel(Party.CLIENT, -600, 7_501)
    change(made.item, BookingItem.refunded_cents.set(7_502), BookingItem.clearing_cents.set(7_499))
    return "booking_mismatch", made.booking_id


def a_later_refund_that_nobody_lost() -> tuple[str, str]:
    made = case()
    made.cancel(Party.CLIENT, -60, 0)
    tick_of(made.booking_id, STARTS_MS + 3 * DAY_MS)
    give_back(made, 1_000)
    change(made.item, BookingItem.refunded_cents.set(999))
    return "booking_mismatch", made.booking_id


def shares_by_another_rule() -> tuple[str, str]:
    made = case()
    made.cancel(Party.CLIENT, -60, 0)
    tick_of(made.booking_id, STARTS_MS + 3 * DAY_MS)
    item = made.item
    change(
        item,
        BookingItem.reader_cents.set((item.reader_cents or 0) + 1),
        BookingItem.platform_cents.set((item.platform_cents or 0) - 1),
    )
    return "booking_contradicts_itself", made.booking_id


def money_that_left_without_a_word() -> tuple[str, str]:
    made = case()
    posting = Posting(ledger.load_account(earnings_of(made.reader_id)))
    clearing = booking_clearing(made.booking_id)
    earnings = earnings_of(made.reader_id)
    posting.transfer(Transfer("planted", Kind.BOOKING, clearing, earnings, 5, START_MS, "booking", made.booking_id))
    ledger.commit(posting)
    return "clearing_mismatch", clearing


BREAKS: list[Callable[[], tuple[str, str]]] = [
    two_in_one_time,
    time_that_nobody_booked,
    time_that_is_not_locked,
    a_booking_that_its_calendar_does_not_name,
    another_price,
    clearing_that_is_not_there,
    a_booking_that_stands_without_its_money,
    a_refund_that_was_not_paid,
    a_later_refund_that_nobody_lost,
    shares_by_another_rule,
    money_that_left_without_a_word,
]


@pytest.mark.parametrize("plant", BREAKS, ids=[plant.__name__ for plant in BREAKS])
def test_each_break_of_a_booking_is_found_and_named(plant: Callable[[], tuple[str, str]]) -> None:
    sound = case()
    expected = plant()
    violations = named()
    assert expected in violations
    spotless = {sound.booking_id, sound.client_id, sound.reader_id, wallet_of(sound.client_id)}
    assert not {subject for _, subject in violations} & spotless
