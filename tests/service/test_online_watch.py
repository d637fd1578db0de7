"""Being told that a reader is online, on the real table engine: once, who asked first first, and nobody in vain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.core import due, table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, MINUTE_MS
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Put
from chalicelib.notifications import service as notifications
from chalicelib.readers import online_watch
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderProfile, ReaderStatus
from chalicelib.readers.rules import Reachability
from tests.conftest import START_MS
from tests.service.sessions import make_reader

pytestmark = pytest.mark.usefixtures("table_engine")

NOTHING: Any = None
RUNTIME: Runtime = NOTHING


def reader() -> Actor:
    """A verified reader who is offline."""
    reader_id = make_reader()
    profile = ReaderProfile(
        *ReaderProfile.key(reader_id=reader_id), reader_id=reader_id, bio="", time_zone="UTC", member_since_ms=START_MS
    )
    table.write(Put(profile))
    actor = Actor(reader_id, Role.READER, False, "subject")
    readers.set_reachability(actor, Reachability.OFFLINE, START_MS)
    return actor


def client() -> str:
    return new_id("usr", START_MS)


def status(actor: Actor) -> ReaderStatus:
    found = readers.load_status(actor.user_id)
    assert found is not None
    return found


def go_online(actor: Actor, at_ms: int = START_MS + MINUTE_MS) -> ReaderStatus:
    readers.set_reachability(actor, Reachability.ONLINE, at_ms)
    return status(actor)


def told(client_id: str) -> int:
    seen, _ = notifications.notifications_of(client_id, limit=10, start_key=None)
    return sum(each.item.notification_kind == "reader_online" for each in seen)


def test_who_asked_is_told_once_when_the_reader_comes_online() -> None:
    actor = reader()
    ann, ben = client(), client()
    for each in (ann, ben, ann):
        online_watch.ask(actor.user_id, each, START_MS)
    found = go_online(actor)
    assert (found.pk, found.sk) in set(due.due_keys(START_MS + MINUTE_MS))
    for _ in range(2):
        online_watch.tell_watchers(found, START_MS + MINUTE_MS, RUNTIME)
    assert (told(ann), told(ben)) == (1, 1)
    assert status(actor).due_at_ms is None
    assert online_watch.asked(actor.user_id, ann, START_MS) is None
    readers.set_reachability(actor, Reachability.OFFLINE, START_MS)
    online_watch.tell_watchers(go_online(actor, START_MS + 2 * MINUTE_MS), START_MS + 2 * MINUTE_MS, RUNTIME)
    assert (told(ann), told(ben)) == (1, 1)


def test_workers_with_the_same_message_tell_once() -> None:
    actor = reader()
    clients = [client() for _ in range(5)]
    for number, each in enumerate(clients):
        online_watch.ask(actor.user_id, each, START_MS + number)
    go_online(actor)
    copies = [status(actor) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda copy: online_watch.tell_watchers(copy, START_MS + MINUTE_MS, RUNTIME), copies))
    assert [told(each) for each in clients] == [1] * 5


def test_many_are_told_in_turns_who_asked_first_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online_watch, "TOLD_AT_ONCE", 2)
    actor = reader()
    clients = [client() for _ in range(5)]
    for number, each in enumerate(clients):
        online_watch.ask(actor.user_id, each, START_MS + number)
    at_ms, counts = START_MS + MINUTE_MS, []
    found = go_online(actor, at_ms)
    for _ in range(4):
        online_watch.tell_watchers(found, at_ms, RUNTIME)
        counts.append([told(each) for each in clients])
        found = status(actor)
        if found.due_at_ms is None:
            break
        assert found.due_at_ms == at_ms + MINUTE_MS
        at_ms = found.due_at_ms
    assert counts[:3] == [[1, 1, 0, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1]]


def test_nobody_is_told_of_a_reader_who_has_left_again() -> None:
    actor = reader()
    ann = client()
    online_watch.ask(actor.user_id, ann, START_MS)
    go_online(actor)
    readers.set_reachability(actor, Reachability.AWAY, START_MS)
    online_watch.tell_watchers(status(actor), START_MS + MINUTE_MS, RUNTIME)
    assert told(ann) == 0
    assert online_watch.asked(actor.user_id, ann, START_MS) is not None
    assert status(actor).due_at_ms is None


def test_who_took_it_back_or_asked_a_week_ago_is_not_told() -> None:
    actor = reader()
    ann, ben = client(), client()
    online_watch.ask(actor.user_id, ann, START_MS)
    online_watch.ask(actor.user_id, ben, START_MS)
    for _ in range(2):
        online_watch.take_back(actor.user_id, ben)
    later_ms = START_MS + 7 * DAY_MS
    assert online_watch.asked(actor.user_id, ann, later_ms - 1) is not None
    assert online_watch.asked(actor.user_id, ann, later_ms) is None
    online_watch.tell_watchers(go_online(actor, later_ms), later_ms, RUNTIME)
    assert (told(ann), told(ben)) == (0, 0)


def test_who_asks_anew_while_the_old_asking_is_cleared_away_still_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    actor, ann = reader(), client()
    online_watch.ask(actor.user_id, ann, START_MS)
    later_ms = START_MS + 7 * DAY_MS
    load_many = table.load_many

    def read_before_it(keys: Any) -> Any:
        found = load_many(keys)
        online_watch.ask(actor.user_id, ann, later_ms)
        return found

    offline = status(actor)
    monkeypatch.setattr(online_watch.table, "load_many", read_before_it)
    offline.online = True
    online_watch.tell_watchers(offline, later_ms, RUNTIME)
    assert told(ann) == 0
    assert online_watch.asked(actor.user_id, ann, later_ms) is not None


def test_there_must_be_somebody_to_wait_for() -> None:
    actor = reader()
    with pytest.raises(NotFound):
        online_watch.ask(client(), client(), START_MS)
    with pytest.raises(NotFound):
        online_watch.ask(actor.user_id, actor.user_id, START_MS)
    go_online(actor)
    with pytest.raises(Conflict):
        online_watch.ask(actor.user_id, client(), START_MS)
