"""Readers on the real table engine: reservation, what they offer, verification, lists, reviews."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core import table
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put, Update
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.rules import Availability, Modality
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")


class Taken(Exception):
    pass


def reader(**changes: object) -> ReaderStatus:
    reader_id = new_id("usr", START_MS)
    attributes: dict[str, object] = {"verified": True, "online": True, "rate_voice_cents": 250} | changes
    item = ReaderStatus(*ReaderStatus.key(reader_id=reader_id), reader_id=reader_id, **attributes)
    table.write(Put(item))
    return item


def status(item: ReaderStatus) -> ReaderStatus:
    found = readers.load_status(item.reader_id)
    assert found is not None
    return found


def test_a_free_reader_is_reserved_and_released() -> None:
    item = reader()
    assert readers.status_of(item) is Availability.ONLINE
    table.transact(readers.reserve(status(item), "ses_1", Modality.VOICE, 250, Taken))
    assert status(item).session_id == "ses_1"
    assert readers.status_of(status(item)) is Availability.IN_SESSION
    with pytest.raises(Taken):
        table.write(readers.release(item.reader_id, "ses_2", Taken))
    table.write(readers.release(item.reader_id, "ses_1"))
    assert (status(item).session_id, status(item).missed_rings) == (None, 0)


def test_a_ring_that_nobody_answers_is_counted() -> None:
    item = reader(session_id="ses_1", missed_rings=1)
    table.transact(readers.release(item.reader_id, "ses_1", missed_ring=True))
    assert (status(item).session_id, status(item).missed_rings) == (None, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"online": False},
        {"verified": False},
        {"session_id": "ses_0"},
        {"rate_voice_cents": 251},
        {"rate_voice_cents": None, "rate_text_cents": 250},
    ],
)
def test_a_reader_who_cannot_be_had_is_not_reserved(changes: dict[str, object]) -> None:
    item = reader(**changes)
    with pytest.raises(Taken):
        table.transact(readers.reserve(item, "ses_1", Modality.VOICE, 250, Taken))
    assert status(item).session_id == changes.get("session_id")


def test_a_reader_who_does_not_exist_is_not_made_by_a_reservation() -> None:
    reader_id = new_id("usr", START_MS)
    item = ReaderStatus(*ReaderStatus.key(reader_id=reader_id), reader_id=reader_id)
    for write in (readers.reserve(item, "ses_1", Modality.VOICE, 250, Taken), readers.release(reader_id, "s", Taken)):
        with pytest.raises(Taken):
            table.write(write)
    assert readers.load_status(reader_id) is None
    assert readers.load_party(reader_id) is None


def test_sixteen_sessions_reserve_one_reader_once() -> None:
    item = reader()

    def attempt(number: int) -> bool:
        reserve = readers.reserve(item, f"ses_{number}", Modality.VOICE, 250, Taken)
        other = new_id("usr", START_MS)
        session = ReaderStatus(*ReaderStatus.key(reader_id=other), reader_id=other)
        try:
            table.transact(Put(session), reserve)
        except Taken:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(attempt, range(16)))
    assert won.count(True) == 1
    assert status(item).session_id == f"ses_{won.index(True)}"


def test_switching_off_does_not_end_a_session() -> None:
    item = reader(session_id="ses_1")
    table.write(Update(item, [ReaderStatus.online.set(False)]))
    assert status(item).session_id == "ses_1"
    assert readers.status_of(status(item)) is Availability.OFFLINE
    table.write(readers.release(item.reader_id, "ses_1"))
