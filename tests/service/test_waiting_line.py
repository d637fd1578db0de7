"""Waiting lines on the real table engine: first come, first served, whoever races."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.core import table
from chalicelib.core.clock import MINUTE_MS, SECOND_MS
from chalicelib.core.errors import NotFound, SoulSeerError
from chalicelib.core.ids import new_id
from chalicelib.core.table import Update
from chalicelib.notifications import service as notifications
from chalicelib.readers import line as reader_line
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.rules import Modality
from chalicelib.sessions import engine, service, waiting_line
from chalicelib.sessions.errors import AlreadyWaiting, LineFull, OthersWaiting, ReaderIsFree, ReaderUnavailable
from chalicelib.sessions.rules import EndReason
from chalicelib.wallet.errors import InsufficientFunds
from tests.conftest import START_MS
from tests.service.sessions import Stage, make_client, make_reader

pytestmark = pytest.mark.usefixtures("table_engine")


def status(reader_id: str) -> ReaderStatus:
    found = readers.load_status(reader_id)
    assert found is not None
    return found


def change(reader_id: str, **attributes: Any) -> None:
    actions = [getattr(ReaderStatus, name).set(value) for name, value in attributes.items()]
    table.write(Update(ReaderStatus(*ReaderStatus.key(reader_id=reader_id)), actions))


class Busy:
    """A reader in a session that has begun, and time in seconds since then."""

    def __init__(self) -> None:
        self.stage = Stage().begin()
        self.reader_id = self.stage.reader_id

    def at(self, seconds: float) -> int:
        return self.stage.at(seconds)

    def join(self, client_id: str | None = None, seconds: float = 10) -> str:
        client_id = client_id or make_client(10_000)
        waiting_line.join(client_id, self.reader_id, self.at(seconds))
        return client_id

    def free(self, seconds: float = 100) -> None:
        self.stage.sign_through(15, seconds)
        self.stage.end(seconds)

    def start(self, client_id: str, seconds: float) -> str:
        person = service.Person(client_id, "Casey", None)
        session_id = new_id("ses", START_MS)
        service.start(person, self.reader_id, Modality.VIDEO, session_id=session_id, now_ms=self.at(seconds))
        return session_id

    def place(self, client_id: str, seconds: float) -> tuple[int, bool] | None:
        """A client's position, and whether it is their turn."""
        found = waiting_line.place_of(client_id, self.at(seconds))
        return None if found is None else (found.position, found.turn_expires_at_ms is not None)


def test_the_line_moves_first_come_first_served() -> None:
    busy = Busy()
    ann, ben = busy.join(seconds=10), busy.join(seconds=11)
    assert (busy.place(ann, 12), busy.place(ben, 12)) == ((1, False), (2, False))
    assert status(busy.reader_id).line_length == 2
    busy.free(100)
    assert busy.place(ben, 101) == (2, False)
    assert busy.place(ann, 102) == (1, True)
    with pytest.raises(OthersWaiting):
        busy.start(ben, 103)
    with pytest.raises(OthersWaiting):
        busy.start(make_client(10_000), 103)
    session_id = busy.start(ann, 104)
    assert status(busy.reader_id).session_id == session_id
    assert busy.place(ann, 105) is None
    assert busy.place(ben, 105) == (1, False)
    assert status(busy.reader_id).line_length == 1
    engine.end(session_id, None, busy.at(110), EndReason.CANCELLED)
    assert busy.place(ben, 111) == (1, True)


def test_a_turn_is_told_and_nothing_is_charged_for_waiting() -> None:
    busy = Busy()
    ann = busy.join()
    busy.free()
    busy.place(ann, 101)
    busy.place(ann, 102)
    seen, _ = notifications.notifications_of(ann, limit=10, start_key=None)
    assert [each.item.notification_kind for each in seen] == ["your_turn"]
    waiting_line.leave(ann)
    with pytest.raises(InsufficientFunds):
        busy.start(make_client(0), 103)


def test_a_look_that_is_no_sign_shows_the_place_and_does_not_keep_it() -> None:
    busy = Busy()
    ann = busy.join(seconds=0)
    assert waiting_line.place_of(ann, busy.at(100), is_sign=False) is not None
    assert waiting_line.place_of(ann, busy.at(130), is_sign=False) is None
    ben = busy.join(seconds=140)
    assert busy.place(ben, 240) == (1, False)
    assert busy.place(ben, 270) == (1, False)


def test_a_turn_that_is_not_taken_goes_to_the_next() -> None:
    busy = Busy()
    ann, ben = busy.join(seconds=60), busy.join(seconds=61)
    busy.free(100)
    assert busy.place(ann, 100) == (1, True)
    assert busy.place(ben, 159) == (2, False)
    assert busy.place(ben, 161) == (1, True)
    assert busy.place(ann, 162) is None
    with pytest.raises(OthersWaiting):
        busy.start(ann, 163)
    busy.start(ben, 164)


def test_who_goes_away_without_a_word_is_dropped_and_leaving_makes_room() -> None:
    busy = Busy()
    ann, ben, cat = busy.join(seconds=0), busy.join(seconds=1), busy.join(seconds=2)
    for second in range(20, 130, 20):
        busy.place(ben, second)
        busy.place(cat, second)
    assert busy.place(cat, 140) == (2, False)
    assert busy.place(ann, 140) is None
    waiting_line.leave(ben)
    waiting_line.leave(ben)
    assert busy.place(cat, 141) == (1, False)
    assert status(busy.reader_id).line_length == 1


def test_a_sign_after_a_long_silence_does_not_call_a_place_back_to_life() -> None:
    busy = Busy()
    ann = busy.join(seconds=0)
    assert busy.place(ann, 121) is None
    assert status(busy.reader_id).line_length == 0


def test_a_place_lapses_after_an_hour() -> None:
    busy = Busy()
    ann = busy.join(seconds=0)
    for second in range(60, 3_600, 60):
        assert busy.place(ann, second) is not None
    assert busy.place(ann, 3_600) is None


def test_a_dead_line_keeps_nobody_from_starting() -> None:
    busy = Busy()
    for second in range(5):
        busy.join(seconds=second)
    busy.free(100)
    busy.start(make_client(10_000), 400)
    assert status(busy.reader_id).line_length == 0


def test_a_reader_who_goes_offline_keeps_the_line_waiting() -> None:
    busy = Busy()
    ann = busy.join(seconds=60)
    busy.free(100)
    assert busy.place(ann, 100) == (1, True)
    change(busy.reader_id, online=False)
    with pytest.raises(ReaderUnavailable):
        busy.start(ann, 110)
    assert busy.place(ann, 161) == (1, False)
    change(busy.reader_id, online=True)
    assert busy.place(ann, 170) == (1, True)
    busy.start(ann, 171)


@pytest.mark.parametrize(
    ("prepare", "refused"),
    [
        (lambda reader_id: change(reader_id, online=False), ReaderUnavailable),
        (lambda reader_id: change(reader_id, verified=False), NotFound),
        (lambda reader_id: None, ReaderIsFree),
    ],
    ids=["offline", "not verified", "free"],
)
def test_where_there_is_nothing_to_wait_for(prepare: Any, refused: type[SoulSeerError]) -> None:
    reader_id = make_reader()
    prepare(reader_id)
    with pytest.raises(refused):
        waiting_line.join(make_client(0), reader_id, START_MS)


def test_nobody_waits_for_nobody_or_oneself() -> None:
    with pytest.raises(NotFound):
        waiting_line.join(make_client(0), new_id("usr", START_MS), START_MS)
    busy = Busy()
    with pytest.raises(NotFound):
        waiting_line.join(busy.reader_id, busy.reader_id, busy.at(1))


def test_one_line_at_a_time_and_the_same_place_when_asked_again() -> None:
    first, second = Busy(), Busy()
    ann = first.join()
    first.join(ann, seconds=11)
    assert first.place(ann, 12) == (1, False)
    with pytest.raises(AlreadyWaiting):
        second.join(ann, seconds=13)
    second.join(ann, seconds=200)  # the first place has lapsed
    assert second.place(ann, 201) == (1, False)
    assert status(first.reader_id).line_length == 0


def test_a_line_has_an_end() -> None:
    busy = Busy()
    for _ in range(reader_line.MAX_WAITING):
        busy.join()
    with pytest.raises(LineFull):
        busy.join()


# --- races ------------------------------------------------------------------------------------------------------


def test_clients_who_join_at_once_get_distinct_places() -> None:
    busy = Busy()
    clients = [make_client(0) for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        places = list(pool.map(lambda each: waiting_line.join(each, busy.reader_id, busy.at(10)), clients))
    assert len(places) == 12
    positions = sorted(place[0] for each in clients if (place := busy.place(each, 11)) is not None)
    assert positions == list(range(1, 13))
    assert status(busy.reader_id).line_length == 12


def test_a_client_who_joins_twice_at_once_stands_there_once() -> None:
    busy = Busy()
    ann = make_client(0)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: waiting_line.join(ann, busy.reader_id, busy.at(10)), range(8)))
    assert status(busy.reader_id).line_length == 1


def test_a_turn_goes_to_exactly_one_and_only_they_can_start() -> None:
    busy = Busy()
    clients = [busy.join(seconds=90 + number) for number in range(6)]
    strangers = [make_client(10_000) for _ in range(6)]
    busy.free(100)
    with ThreadPoolExecutor(12) as pool:
        turns = [place for place in pool.map(lambda each: busy.place(each, 101), clients) if place and place[1]]
    assert turns in ([], [(1, True)])
    busy.place(clients[0], 102)

    def start(client_id: str) -> bool:
        try:
            busy.start(client_id, 103)
        except (OthersWaiting, ReaderUnavailable):
            return False
        return True

    everybody = [*strangers, *reversed(clients)]
    with ThreadPoolExecutor(12) as pool:
        started = [each for each, did in zip(everybody, pool.map(start, everybody), strict=True) if did]
    assert started == [clients[0]]
    assert status(busy.reader_id).line_length == 5
    seen = [notifications.notifications_of(each, limit=10, start_key=None)[0] for each in clients]
    assert [len(each) for each in seen] == [1, 0, 0, 0, 0, 0]


def test_leaving_starting_and_lapsing_at_once_never_break_the_count() -> None:
    busy = Busy()
    clients = [busy.join(seconds=90 + number) for number in range(6)]
    busy.free(100)

    def act(number: int) -> None:
        client_id = clients[number % 6]
        try:
            if number % 3 == 0:
                waiting_line.leave(client_id)
            elif number % 3 == 1:
                busy.place(client_id, 100 + number * 10)
            else:
                busy.start(client_id, 100 + number * 10)
        except SoulSeerError:
            pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(48)))
    left = waiting_line.bring_up_to_date(busy.reader_id, busy.at(600))
    assert (left.status.line_length, len(left.line.waiting)) == (len(left.line.waiting), left.status.line_length)


# --- estimates --------------------------------------------------------------------------------------------------


def test_the_estimate_comes_from_how_long_the_readers_sessions_lasted() -> None:
    busy = Busy()
    ann = busy.join()
    assert (found := waiting_line.place_of(ann, busy.at(11))) is not None
    assert found.estimated_wait_ms is None
    busy.free(90)
    assert reader_line.average_session_ms(status(busy.reader_id)) == 90 * SECOND_MS
    assert busy.place(ann, 91) == (1, True)
    session_id = busy.start(ann, 92)
    engine.end(session_id, None, busy.at(95), EndReason.CANCELLED)
    assert reader_line.average_session_ms(status(busy.reader_id)) == 90 * SECOND_MS


def test_older_sessions_weigh_less_and_less() -> None:
    busy = Busy()
    change(busy.reader_id, talk_count=reader_line.RECENT_SESSIONS, talk_ms_sum=20 * 20 * MINUTE_MS)
    busy.join()
    now = status(busy.reader_id)
    assert (now.talk_count, reader_line.average_session_ms(now)) == (10, 20 * MINUTE_MS)
