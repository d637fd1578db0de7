"""A person's calendar: cells are taken once, given back, moved at once; races leave one winner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.accounts import calendar
from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, HOUR_MS
from chalicelib.core.ids import new_id
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")
MIDNIGHT_MS = (START_MS // DAY_MS + 1) * DAY_MS
BOOKING = "bkg_first"
OVER_MIDNIGHT = calendar.cells_between(MIDNIGHT_MS - HOUR_MS, MIDNIGHT_MS + HOUR_MS)


class Taken(Exception):
    """One of the cells is taken."""


class Stale(Exception):
    """The calendar changed."""


def person() -> str:
    return new_id("usr", START_MS)


def taken(user_id: str) -> set[int]:
    around = range(OVER_MIDNIGHT.start - 96, OVER_MIDNIGHT.stop + 96)
    return set(calendar.taken_cells([user_id], around)[user_id])


def test_cells_are_taken_once_and_given_back() -> None:
    user_id = person()
    table.transact(*calendar.take(user_id, BOOKING, OVER_MIDNIGHT, Taken))
    assert taken(user_id) == set(OVER_MIDNIGHT)
    for cells in (OVER_MIDNIGHT, OVER_MIDNIGHT[-1:], range(OVER_MIDNIGHT.start - 1, OVER_MIDNIGHT.start + 1)):
        with pytest.raises(Taken):
            table.transact(*calendar.take(user_id, BOOKING, cells, Taken))
    table.transact(*calendar.take(user_id, BOOKING, range(OVER_MIDNIGHT.stop, OVER_MIDNIGHT.stop + 2), Taken))
    table.transact(*calendar.free(user_id, BOOKING, OVER_MIDNIGHT, Stale))
    assert taken(user_id) == {OVER_MIDNIGHT.stop, OVER_MIDNIGHT.stop + 1}
    with pytest.raises(Stale):
        table.transact(*calendar.free(user_id, BOOKING, OVER_MIDNIGHT, Stale))


def test_people_do_not_meet() -> None:
    first, second = person(), person()
    table.transact(
        *calendar.take(first, BOOKING, OVER_MIDNIGHT, Taken), *calendar.take(second, BOOKING, OVER_MIDNIGHT, Taken)
    )
    found = calendar.taken_cells([first, second], OVER_MIDNIGHT)
    assert found == {first: frozenset(OVER_MIDNIGHT), second: frozenset(OVER_MIDNIGHT)}


@pytest.mark.parametrize("hours", [0.25, 1, 2, 30])
def test_a_move_gives_back_and_takes_at_once(hours: float) -> None:
    user_id = person()
    shift = round(4 * hours)
    new = range(OVER_MIDNIGHT.start + shift, OVER_MIDNIGHT.stop + shift)
    table.transact(*calendar.take(user_id, BOOKING, OVER_MIDNIGHT, Taken))
    table.transact(*calendar.move(user_id, BOOKING, OVER_MIDNIGHT, new, Stale))
    assert calendar.taken_in(user_id, range(OVER_MIDNIGHT.start, new.stop)) == frozenset(new)


def test_a_calendar_names_its_bookings_until_they_are_given_back() -> None:
    user_id, second = person(), "bkg_second"
    next_day = range(OVER_MIDNIGHT.start + 96, OVER_MIDNIGHT.start + 98)
    table.transact(*calendar.take(user_id, BOOKING, OVER_MIDNIGHT, Taken))
    table.transact(*calendar.take(user_id, second, next_day, Taken))
    assert calendar.bookings_from(user_id, MIDNIGHT_MS - 1) == [BOOKING, second]
    assert calendar.bookings_from(user_id, MIDNIGHT_MS) == [BOOKING, second]
    assert calendar.bookings_from(user_id, MIDNIGHT_MS + DAY_MS) == []
    later = range(next_day.start + 96, next_day.stop + 96)
    table.transact(*calendar.move(user_id, BOOKING, OVER_MIDNIGHT, later, Stale))
    assert calendar.bookings_from(user_id, MIDNIGHT_MS) == [second, BOOKING]
    table.transact(*calendar.free(user_id, BOOKING, later, Stale))
    table.transact(*calendar.free(user_id, second, next_day, Stale))
    assert calendar.bookings_from(user_id, MIDNIGHT_MS - DAY_MS) == []


def test_a_move_onto_another_booking_or_a_changed_day_is_refused() -> None:
    user_id = person()
    other = range(OVER_MIDNIGHT.stop, OVER_MIDNIGHT.stop + 1)
    table.transact(*calendar.take(user_id, BOOKING, OVER_MIDNIGHT, Taken))
    before = calendar.move(
        user_id, BOOKING, OVER_MIDNIGHT, range(OVER_MIDNIGHT.start + 1, OVER_MIDNIGHT.stop + 1), Stale
    )
    table.transact(*calendar.take(user_id, BOOKING, other, Taken))
    with pytest.raises(Stale):
        table.transact(*before)
    with pytest.raises(calendar.CellsTaken):
        calendar.move(user_id, BOOKING, OVER_MIDNIGHT, range(OVER_MIDNIGHT.start + 1, OVER_MIDNIGHT.stop + 1), Stale)
    assert taken(user_id) == {*OVER_MIDNIGHT, *other}


def test_of_many_who_want_overlapping_time_one_gets_it() -> None:
    user_id = person()

    def want(shift: int) -> bool:
        cells = range(OVER_MIDNIGHT.start + shift % 4, OVER_MIDNIGHT.stop + shift % 4)
        try:
            table.transact(*calendar.take(user_id, BOOKING, cells, Taken))
        except Taken:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(want, range(64))) == 1
    assert len(taken(user_id)) == len(OVER_MIDNIGHT)
