"""A client's favourites on the real table engine: marked once, bounded, and in an order that paging can trust."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core import table
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put, Update
from chalicelib.readers import favourites
from chalicelib.readers.favourite_items import Favourites
from chalicelib.readers.favourites import MOST_FAVOURITES, FavouritesFull
from chalicelib.readers.items import ReaderStatus
from tests.conftest import START_MS
from tests.load.bench.meter import Meter, Usage
from tests.service.sessions import make_reader

pytestmark = pytest.mark.usefixtures("table_engine")


def client() -> str:
    return new_id("usr", START_MS)


def with_marks(user_id: str, count: int) -> list[str]:
    """Store favourites that are no readers, the newest last."""
    marks = {new_id("usr", START_MS): START_MS + number for number in range(count)}
    table.write(Put(Favourites(*Favourites.key(user_id=user_id), user_id=user_id, marked_at_ms=marks)))
    return list(marks)


def suspend(reader_id: str, suspended: bool = True) -> None:
    status = ReaderStatus(*ReaderStatus.key(reader_id=reader_id))
    table.write(Update(status, [ReaderStatus.suspended.set(suspended)]))


def asked(user_id: str, limit: int) -> Usage:
    with Meter() as meter:
        favourites.favourites_of(user_id, limit=limit, start=None)
    return meter.total()


def test_favourites_are_marked_once_and_taken_out_again() -> None:
    user_id, first, second = client(), make_reader(), make_reader()
    assert favourites.favourite_ids(user_id) == []
    favourites.mark(user_id, first, START_MS)
    favourites.mark(user_id, second, START_MS + 1)
    favourites.mark(user_id, first, START_MS + 2)
    assert favourites.favourite_ids(user_id) == [second, first]
    favourites.unmark(user_id, second)
    favourites.unmark(user_id, second)
    assert favourites.favourite_ids(user_id) == [first]
    favourites.unmark(user_id, first)
    assert favourites.favourite_ids(user_id) == []
    favourites.unmark(client(), first)
    assert favourites.favourites_of(user_id, limit=5, start=None) == ([], None)


def test_who_is_not_to_be_seen_cannot_be_marked() -> None:
    reader_id, user_id = make_reader(), client()
    suspend(reader_id)
    for wanted, caller in ((reader_id, user_id), (client(), user_id), (user_id, user_id)):
        with pytest.raises(NotFound):
            favourites.mark(caller, wanted, START_MS)
    suspend(reader_id, False)
    with pytest.raises(NotFound):
        favourites.mark(reader_id, reader_id, START_MS)
    assert favourites.favourite_ids(user_id) == []


def test_a_reader_who_is_hidden_later_is_not_available_and_can_be_taken_out() -> None:
    user_id, reader_id = client(), make_reader()
    favourites.mark(user_id, reader_id, START_MS)
    suspend(reader_id)
    (gone,) = with_marks(other := client(), 1)
    ((found,), _), ((erased,), _) = (favourites.favourites_of(each, limit=5, start=None) for each in (user_id, other))
    assert (found.is_available, found.card is not None) == (False, True)
    assert (erased.reader_id, erased.card, erased.is_available) == (gone, None, False)
    favourites.unmark(user_id, reader_id)
    assert favourites.favourite_ids(user_id) == []


def test_there_is_a_limit_and_the_write_itself_keeps_it() -> None:
    user_id, reader_id, other = client(), make_reader(), make_reader()
    marks = with_marks(user_id, MOST_FAVOURITES - 1)
    favourites.mark(user_id, reader_id, START_MS)
    with pytest.raises(FavouritesFull):
        favourites.mark(user_id, other, START_MS)
    favourites.mark(user_id, reader_id, START_MS + 1)
    kept = table.load(Favourites, Favourites.key(user_id=user_id))
    assert kept is not None
    assert len(kept.marked_at_ms) == MOST_FAVOURITES
    with pytest.raises(table.Refused):
        table.write(favourites._adding(kept, user_id, other, START_MS))
    favourites.unmark(user_id, marks[0])
    favourites.mark(user_id, other, START_MS + 2)
    assert len(favourites.favourite_ids(user_id)) == MOST_FAVOURITES


def test_marks_of_one_client_at_once_are_all_kept_and_none_twice() -> None:
    user_id = client()
    readers = [make_reader() for _ in range(4)]

    def mark(reader_id: str) -> None:
        for _ in range(20):
            try:
                favourites.mark(user_id, reader_id, START_MS)
            except Conflict:
                continue
            return
        raise AssertionError("a mark never came through")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(mark, readers * 3))
    assert sorted(favourites.favourite_ids(user_id)) == sorted(readers)


def test_whoever_pages_meets_everybody_once_who_did_not_change() -> None:
    user_id = client()
    marks = with_marks(user_id, 7)
    page, start = favourites.favourites_of(user_id, limit=3, start=None)
    favourites.unmark(user_id, marks[-3])
    favourites.unmark(user_id, marks[1])
    favourites.mark(user_id, newest := make_reader(), START_MS + 100)
    seen = [each.reader_id for each in page]
    while start is not None:
        page, start = favourites.favourites_of(user_id, limit=3, start=start)
        seen += [each.reader_id for each in page]
    assert newest not in seen
    assert seen == [each for each in reversed(marks) if each != marks[1]]


def test_a_page_costs_two_requests_however_many_favourites_there_are() -> None:
    few, many = client(), client()
    with_marks(few, 12)
    with_marks(many, MOST_FAVOURITES)
    assert (asked(few, 12).requests, asked(few, 12).read_units) == (2, 13)
    assert (asked(many, 12).requests, asked(many, 12).read_units) == (2, 17)
    with Meter() as meter:
        favourites.favourite_ids(few)
    assert (meter.total().requests, meter.total().read_units) == (1, 1)
