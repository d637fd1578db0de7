"""A person's bookings as lists: those ahead and those that are over, as client, as reader, or as both.

Whoever became a reader still has what they booked as a client, and the other way round, so both sides are one list. A
list's entries in the indexes name when, which and with whom.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from chalicelib.bookings.items import AHEAD, OVER, BookingItem, booking_key
from chalicelib.core import table
from chalicelib.sessions.rules import Party

MOST_ENTRIES = 1_000
"""So many entries of a list are looked through to find out whether two have met; about 25 read units."""
_FIRST, _LAST = "0", "~"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A booking in a list. `place` is where it stands in time, in the lists of both its people."""

    place: str
    booking_id: str
    counterpart_id: str


def bookings_of(
    user_id: str, parties: Collection[Party], *, over: bool, limit: int, after: str | None
) -> tuple[list[BookingItem], str | None]:
    """Return a page of a person's bookings, and the place after which the next page starts (None: this is the last).

    Those ahead begin with the next one, those that are over with the last one. Eventually consistent.

    Parameters:
        parties: the sides on which the person is to be.
        after: where the page before ended.
    """
    lists = (_entries(user_id, party, over=over, after=after, limit=limit + 1) for party in parties)
    found = sorted((entry for each in lists for entry in each), key=lambda entry: entry.place, reverse=over)
    shown = found[:limit]
    keys = [booking_key(entry.booking_id) for entry in shown]
    loaded = table.load_many(keys, consistent=False)
    items = [item for key in keys if isinstance(item := loaded.get(key), BookingItem)]
    return items, shown[-1].place if len(found) > limit else None


def have_booked(client_id: str, reader_id: str) -> bool:
    """Tell whether the client has, or had, a booking with the reader, also a cancelled one."""
    return any(
        entry.counterpart_id == reader_id
        for over in (False, True)
        for entry in _entries(client_id, Party.CLIENT, over=over, after=None, limit=MOST_ENTRIES)
    )


def _entries(user_id: str, party: Party, *, over: bool, after: str | None, limit: int) -> list[_Entry]:
    name, of_list, template = (
        ("keys2", "k2", BookingItem.reader_list_key)
        if party is Party.READER
        else ("keys1", "k1", BookingItem.client_list_key)
    )
    # An entry begins with its place and goes on with "#", which is above nothing and below "~".
    lowest = _FIRST if over or after is None else f"{after}~"
    highest = _LAST if not over or after is None else after
    values = table.query_sort_values(
        name,
        (f"{of_list}_pk", template.pk_of(user_id=user_id, listing=OVER if over else AHEAD)),
        f"{of_list}_sk",
        between=(lowest, highest),
        lowest_first=not over,
        limit=limit,
    )
    return [_entry(value) for value in values]


def _entry(value: str) -> _Entry:
    starts_at, booking_id, counterpart_id = value.split("#")
    return _Entry(f"{starts_at}#{booking_id}", booking_id, counterpart_id)
