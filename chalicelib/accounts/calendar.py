"""A person's calendar: which quarters of an hour are taken by booked readings. Nobody can be in two at once.

Time is cut into cells of 15 minutes, counted from the epoch (every time zone in use is a multiple of 15 minutes from
UTC, so a local quarter is one cell). The cells of one UTC day of one person are one item, with the taken ones as a
set; a booking takes its cells in its own transaction, under the condition that none of them is taken. So two bookings
of overlapping time cannot both succeed, whoever makes them, and a booking costs one or two writes for each person.

A day also names the bookings whose cells it has, so that all bookings ahead of a person can be found in the table
itself: what was committed before is there, which an index may not show yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pynamodb.attributes import UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, MINUTE_MS, SECOND_MS, to_datetime, to_ms
from chalicelib.core.table import IntegerAttribute, KeyTemplate, RefusedError, TableItem, TextAttribute, Update

CELL_MS = 15 * MINUTE_MS
CELLS_A_DAY = DAY_MS // CELL_MS
_MAX_DAYS = 100
_MAX_DAYS_AHEAD = 400
"""More than the days that can be booked ahead."""
_KEPT_DAYS = 90
"""A day's item lapses this long after its day, when all of its bookings are long over."""


class CalendarDay(TableItem, discriminator="calendar_day"):
    """The taken cells of one UTC day of one person, and the bookings that have them. `version` grows with every
    change."""

    key = KeyTemplate("CALENDAR#{user_id}", "DAY#{day}")

    user_id = TextAttribute()
    day = TextAttribute()
    taken: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    bookings: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    version = IntegerAttribute()


def cells_between(start_ms: int, end_ms: int) -> range:
    """Return the cells that the time from `start_ms` to `end_ms` touches."""
    return range(start_ms // CELL_MS, -(-end_ms // CELL_MS))


def taken_cells(user_ids: Sequence[str], cells: range) -> dict[str, frozenset[int]]:
    """Return which of `cells` (of a day or two) are taken in several calendars, strongly consistent: one request."""
    days = range(cells.start // CELLS_A_DAY, -(-cells.stop // CELLS_A_DAY))
    keys = {_key(user_id, day): (user_id, day) for user_id in user_ids for day in days}
    taken: dict[str, set[int]] = {user_id: set() for user_id in user_ids}
    for key, item in table.load_many(list(keys)).items():
        if isinstance(item, CalendarDay):
            user_id, day = keys[key]
            taken[user_id] |= {cell for cell in _cells_of(item, day) if cell in cells}
    return {user_id: frozenset(each) for user_id, each in taken.items()}


def taken_in(user_id: str, cells: range) -> frozenset[int]:
    """Return which of `cells` (of up to 100 days) are taken in one calendar, eventually consistent, in one request."""
    first, last = cells.start // CELLS_A_DAY, (cells.stop - 1) // CELLS_A_DAY
    pk, from_sk = _key(user_id, first)
    found = table.query(
        CalendarDay, pk, sk_condition=CalendarDay.sk.between(from_sk, _key(user_id, last)[1]), limit=_MAX_DAYS
    )
    days = (_cells_of(item, _number_of(item.day)) for item in found.items)
    return frozenset(cell for each in days for cell in each if cell in cells)


def bookings_from(user_id: str, from_ms: int) -> list[str]:
    """Return the ids of the bookings with cells of the UTC day of `from_ms` or of a later one, the earliest first.

    Strongly consistent: every booking that was committed before is named.
    """
    found = table.query(
        CalendarDay,
        CalendarDay.key.pk_of(user_id=user_id),
        sk_condition=CalendarDay.sk >= _key(user_id, from_ms // DAY_MS)[1],
        limit=_MAX_DAYS_AHEAD,
        consistent=True,
    )
    return list(dict.fromkeys(booking_id for item in found.items for booking_id in sorted(item.bookings or ())))


def take(user_id: str, booking_id: str, cells: Iterable[int], refused: RefusedError) -> list[Update]:
    """Return the writes by which a booking takes cells, refused with `refused` when one of them is taken."""
    return [
        _change(
            user_id,
            day,
            [CalendarDay.taken.add(names), CalendarDay.bookings.add({booking_id})],
            _none_taken(names),
            refused,
        )
        for day, names in _by_day(cells).items()
    ]


def free(user_id: str, booking_id: str, cells: Iterable[int], refused: RefusedError) -> list[Update]:
    """Return the writes by which a booking gives its cells back, refused with `refused` unless all are taken."""
    return [
        _change(
            user_id,
            day,
            [CalendarDay.taken.delete(names), CalendarDay.bookings.delete({booking_id})],
            _all_taken(names),
            refused,
        )
        for day, names in _by_day(cells).items()
    ]


class CellsTaken(Exception):
    """Another booking stands in the new time."""


def move(user_id: str, booking_id: str, old: Iterable[int], new: Iterable[int], stale: RefusedError) -> list[Update]:
    """Return the writes by which a booking gives its old cells back and takes new ones at once; the calendar is read
    for it.

    Refused with `stale` when the calendar changed since.

    Raises:
        CellsTaken: one of the new cells is taken by another booking.
    """
    old_days, new_days = _by_day(old), _by_day(new)
    days = sorted(old_days.keys() | new_days.keys())
    found = table.load_many([_key(user_id, day) for day in days])
    writes: list[Update] = []
    for day in days:
        item = found.get(_key(user_id, day))
        book = item if isinstance(item, CalendarDay) else None
        others = set((book.taken or ()) if book else ()) - old_days.get(day, set())
        wanted = new_days.get(day, set())
        if others & wanted:
            raise CellsTaken
        left = others | wanted
        named = CalendarDay.bookings
        actions = [
            CalendarDay.taken.set(left) if left else CalendarDay.taken.remove(),
            named.add({booking_id}) if wanted else named.delete({booking_id}),
        ]
        as_read = CalendarDay.version == book.version if book else CalendarDay.pk.does_not_exist()
        writes.append(_change(user_id, day, actions, as_read, stale))
    return writes


def _key(user_id: str, day: int) -> table.Key:
    return CalendarDay.key(user_id=user_id, day=_name_of(day))


def _name_of(day: int) -> str:
    return to_datetime(day * DAY_MS).date().isoformat()


def _number_of(day: str) -> int:
    return to_ms(datetime.fromisoformat(day).replace(tzinfo=UTC)) // DAY_MS


def _cells_of(item: CalendarDay, day: int) -> set[int]:
    return {day * CELLS_A_DAY + int(name) for name in item.taken or ()}


def _by_day(cells: Iterable[int]) -> dict[int, set[str]]:
    days: dict[int, set[str]] = {}
    for cell in cells:
        day, number = divmod(cell, CELLS_A_DAY)
        days.setdefault(day, set()).add(f"{number:02d}")
    return days


def _none_taken(names: set[str]) -> Condition:
    first, *rest = sorted(names)
    condition: Condition = ~CalendarDay.taken.contains(first)
    for name in rest:
        condition &= ~CalendarDay.taken.contains(name)
    return condition


def _all_taken(names: set[str]) -> Condition:
    first, *rest = sorted(names)
    condition: Condition = CalendarDay.taken.contains(first)
    for name in rest:
        condition &= CalendarDay.taken.contains(name)
    return condition


def _change(user_id: str, day: int, actions: list[Any], condition: Condition, refused: RefusedError) -> Update:
    every: list[Action] = [
        *actions,
        CalendarDay.version.add(1),
        CalendarDay.kind.set(CalendarDay),
        CalendarDay.user_id.set(user_id),
        CalendarDay.day.set(_name_of(day)),
        CalendarDay.expires_at.set((day + _KEPT_DAYS) * DAY_MS // SECOND_MS),
    ]
    return Update(CalendarDay(*_key(user_id, day)), every, condition, refused=refused, create=True)
