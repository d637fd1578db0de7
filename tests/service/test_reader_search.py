"""Finding readers on the real table: changes are followed, who may not be shown is not, snapshots race."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, HOUR_MS, SystemClock
from chalicelib.core.errors import InvalidCursor
from chalicelib.core.ids import new_id
from chalicelib.core.table import Update
from chalicelib.gateways.errors import StorageFailed
from chalicelib.readers import search, search_snapshot
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.rules import Availability, Modality, Rates, Reachability
from chalicelib.readers.search import Directory, SearchSnapshot
from chalicelib.readers.search_rules import Search, Sort
from chalicelib.readers.service import Description
from tests.conftest import START_MS
from tests.fakes.snapshots import FakeSnapshots
from tests.load.bench.meter import Meter

pytestmark = pytest.mark.usefixtures("table_engine")


class Taken(Exception):
    pass


class Ahead:
    """The machine's clock, moved on by hand."""

    def __init__(self) -> None:
        self.by_ms = 0

    def now_ms(self) -> int:
        return SystemClock().now_ms() + self.by_ms


@pytest.fixture
def word() -> str:
    """A word that only this test's readers carry."""
    return new_id("w", START_MS).split("_")[1]


def described(word: str, **changes: object) -> Description:
    plain = Description("Luna", f"Reads {word}", "Bio", ["tarot"], ["en"], "UTC")
    return replace(plain, **changes)  # type: ignore[arg-type]


def reader(description: Description, rates: Rates | None = None, *, online: bool = False) -> Actor:
    """A verified reader."""
    profile = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), "Luna", None, START_MS)
    actor = Actor(profile.user_id, Role(profile.role), profile.suspended, profile.subject)
    readers.apply(actor, description, START_MS)
    verify(actor)
    readers.change_rates(actor, rates or {Modality.TEXT: 50}, START_MS)
    if online:
        readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    return actor


def verify(actor: Actor, verified: bool = True) -> None:
    admin_id = new_id("usr", START_MS)
    admin.verify_reader(admin_id, actor.user_id, verified=verified, reason="Checked", now_ms=START_MS)


def suspend(actor: Actor, suspended: bool = True) -> None:
    admin_id = new_id("usr", START_MS)
    admin.change_suspension(admin_id, actor.user_id, suspended=suspended, reason="Test", now_ms=START_MS)


def found(wanted: Search, directory: Directory, limit: int = 100, store: FakeSnapshots | None = None) -> list[str]:
    """All who are found, over as many pages as it takes."""
    ids: list[str] = []
    start = None
    while True:
        result = search.find(wanted, limit, start, directory=directory, store=store)
        assert len(result.found) <= limit
        ids += [each.entry.reader_id for each in result.found]
        start = result.next_start
        if start is None:
            return ids


def test_a_search_filters_orders_and_pages(word: str) -> None:
    cheap = reader(described(word), {Modality.TEXT: 60, Modality.VOICE: 900})
    dear = reader(described(word), {Modality.VOICE: 300}, online=True)
    dreams = reader(described(word, specialities=["dream reading"]), {Modality.VIDEO: 100}, online=True)
    applied = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), "Luna", None, START_MS)
    readers.apply(Actor(applied.user_id, Role.CLIENT, False, ""), described(word), START_MS)
    words, directory = (word,), Directory()
    a, b, c = (actor.user_id for actor in (cheap, dear, dreams))
    assert set(found(Search(words=words), directory)) == {a, b, c}
    assert found(Search(words=words, sort=Sort.PRICE), directory) == [a, c, b]
    assert found(Search(words=words, sort=Sort.PRICE, modality=Modality.VOICE), directory) == [b, a]
    assert set(found(Search(words=words, online=True), directory)) == {b, c}
    assert found(Search(words=words, specialities=("dream reading",)), directory) == [c]
    assert found(Search(words=words, max_rate_cents=99), directory) == [a]
    for sort in Sort:
        whole = found(Search(words=words, sort=sort), directory)
        assert found(Search(words=words, sort=sort), directory, limit=1) == whole
    assert found(Search(words=("nothing", word)), directory) == []


def test_relevance_without_words_is_the_featured_order(word: str) -> None:
    featured = reader(described(word, specialities=[word]))
    reader(described(word, specialities=[word]), online=True)
    readers.feature(featured.user_id, True)
    ids = found(Search(specialities=(word,), sort=Sort.RELEVANCE), Directory())
    assert ids == found(Search(specialities=(word,)), Directory())
    assert ids[0] == featured.user_id


def test_a_search_shows_who_is_in_a_session_now(word: str) -> None:
    actor, directory = reader(described(word), online=True), Directory()
    assert found(Search(words=(word,)), directory) == [actor.user_id]
    state = readers.load_status(actor.user_id)
    assert state is not None
    table.write(readers.reserve(state, "ses_1", Modality.TEXT, 50, Taken))
    (row,) = search.find(Search(words=(word,), online=True), 10, None, directory=directory).found
    assert row.availability is Availability.IN_SESSION


def test_a_cursor_of_another_order_is_refused(word: str) -> None:
    for _ in range(2):
        reader(described(word))
    start = search.find(Search(words=(word,)), 1, None).next_start
    assert start is not None
    for other in (Search(words=(word,), sort=Sort.PRICE), Search(words=(word,), sort=Sort.RELEVANCE)):
        with pytest.raises(InvalidCursor):
            search.find(other, 1, start)


def test_another_process_sees_every_change_at_its_next_search(word: str) -> None:
    one, other = Directory(), Directory()
    assert found(Search(words=(word,)), other) == []
    actor = reader(described(word))
    reader_id = actor.user_id

    def seen(**wanted: object) -> bool:
        search_for = Search(**({"words": (word,)} | wanted))  # type: ignore[arg-type]
        here, there = found(search_for, one), found(search_for, other)
        assert here == there
        return here == [reader_id]

    assert seen()
    assert not seen(online=True)
    readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    assert seen(online=True)
    readers.change_rates(actor, {Modality.VIDEO: 777}, START_MS)
    assert seen(modality=Modality.VIDEO, min_rate_cents=777, max_rate_cents=777)
    assert not seen(modality=Modality.TEXT)
    secret = new_id("w", START_MS).split("_")[1]
    assert not seen(words=(secret,))
    readers.change_description(actor, described(word, bio=f"Says {secret}.", languages=["pt-BR"]))
    assert seen(words=(secret[:12], word))
    assert seen(languages=("pt",))
    assert not seen(languages=("en",))
    author = accounts.Person(new_id("usr", START_MS), "Ann", None)
    assert not seen(min_rating=500)
    session = readers.PaidSession(new_id("ses", START_MS), reader_id, author)
    readers.write_review(session, rating=5, text="Good", now_ms=START_MS)
    assert seen(min_rating=500)
    suspend(actor)
    assert not seen()
    suspend(actor, False)
    assert seen()
    verify(actor, False)
    assert not seen()
    verify(actor)
    assert seen(words=(secret, word))


def test_statuses_decide_who_is_shown_even_before_the_cards_say_so(word: str) -> None:
    """A card's place in the index may lag behind; nobody suspended, unverified or offline is shown for that."""
    actors = [reader(described(word), online=True) for _ in range(4)]
    directory = Directory()
    wanted = Search(words=(word,), online=True, sort=Sort.PRICE)
    ids = found(wanted, directory)
    assert sorted(ids) == sorted(actor.user_id for actor in actors)
    for reader_id, change in (
        (ids[0], ReaderStatus.suspended.set(True)),
        (ids[1], ReaderStatus.verified.set(False)),
        (ids[2], ReaderStatus.online.set(False)),
    ):
        table.write(Update(ReaderStatus(*ReaderStatus.key(reader_id=reader_id)), [change]))
    result = search.find(wanted, 2, None, directory=directory)
    assert [each.entry.reader_id for each in result.found] == [ids[3]], "the page is filled from the next readers"
    assert result.next_start is None
    assert found(replace(wanted, online=False), directory) == ids[2:]


def snapshots() -> list[SearchSnapshot]:
    found_item = table.load(SearchSnapshot, SearchSnapshot.key(version=search_snapshot.VERSION))
    return [] if found_item is None else [found_item]


@pytest.mark.usefixtures("empty_table")
class TestSnapshots:
    def test_a_new_process_starts_from_the_snapshot_and_what_changed_since(self, word: str) -> None:
        store, clock = FakeSnapshots(), Ahead()
        actors = [reader(described(word)) for _ in range(3)]
        assert search.refresh_snapshot(store, clock) == 3
        later = reader(described(word, bio="Later"))
        readers.change_description(actors[0], described(word, bio="Changed words"))
        suspend(actors[1])
        directory = Directory()
        expected = sorted(actor.user_id for actor in (actors[0], actors[2], later))
        with Meter() as meter:
            assert sorted(found(Search(words=(word,)), directory, store=store)) == expected
        assert "Scan" not in meter.total().by_operation
        assert found(Search(words=("changed", word)), directory, store=store) == [actors[0].user_id]
        assert found(Search(words=("later", word)), directory, store=store) == [later.user_id]

    def test_it_is_made_when_enough_has_changed_or_long_ago(self, word: str) -> None:
        store, clock = FakeSnapshots(), Ahead()
        actor = reader(described(word))
        assert search.refresh_snapshot(store, clock) == 1
        clock.by_ms = 2 * HOUR_MS
        assert search.refresh_snapshot(store, clock) is None, "nothing has changed"
        clock.by_ms = 0
        readers.change_rates(actor, {Modality.TEXT: 60}, START_MS)
        assert search.refresh_snapshot(store, clock) is None, "a single change can wait"
        clock.by_ms = HOUR_MS
        assert search.refresh_snapshot(store, clock) == 1
        clock.by_ms += DAY_MS
        assert search.refresh_snapshot(store, clock) == 1

    def test_many_changes_make_one_at_once(self, word: str) -> None:
        store, clock = FakeSnapshots(), Ahead()
        assert search.refresh_snapshot(store, clock) == 0
        for _ in range(search.ENOUGH_CHANGES):
            reader(described(word))
        assert search.refresh_snapshot(store, clock) == search.ENOUGH_CHANGES

    def test_two_that_make_one_at_once_leave_the_later(self, word: str) -> None:
        store = FakeSnapshots()
        reader(described(word))
        clocks = [Ahead(), Ahead()]
        clocks[1].by_ms = 5
        with ThreadPoolExecutor(2) as pool:
            made = list(pool.map(lambda clock: search.refresh_snapshot(store, clock), clocks))
        assert 1 in made
        (pointer,) = snapshots()
        assert pointer.as_of_ms == max(int(key.split("/")[1].split("-")[0]) for key in store.objects)
        assert len(found(Search(words=(word,)), Directory(), store=store)) == 1

    def test_an_older_one_that_comes_late_does_not_stand(self, word: str) -> None:
        store, early, late = FakeSnapshots(), Ahead(), Ahead()
        late.by_ms = DAY_MS
        put = store.put
        reader(described(word))

        def overtaken(key: str, body: bytes) -> None:
            store.put = put  # type: ignore[method-assign]
            assert search.refresh_snapshot(store, late) == 1
            put(key, body)

        store.put = overtaken  # type: ignore[method-assign]
        assert search.refresh_snapshot(store, early) is None
        (pointer,) = snapshots()
        assert pointer.as_of_ms >= SystemClock().now_ms() + DAY_MS - HOUR_MS

    def test_one_that_breaks_off_leaves_the_one_before(self, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
        store, clock = FakeSnapshots(), Ahead()
        actor = reader(described(word))
        assert search.refresh_snapshot(store, clock) == 1
        before = snapshots()[0].object_key
        clock.by_ms = DAY_MS

        def broken(*_: object) -> None:
            raise table.TableBusy

        with monkeypatch.context() as patch:
            patch.setattr(search.table, "write", broken)
            with pytest.raises(table.TableBusy):
                search.refresh_snapshot(store, clock)
        assert snapshots()[0].object_key == before
        assert len(store.objects) == 2
        assert found(Search(words=(word,)), Directory(), store=store) == [actor.user_id]
        assert search.refresh_snapshot(store, clock) == 1

    def test_without_its_bytes_the_list_itself_is_read(self, word: str) -> None:
        store, clock = FakeSnapshots(), Ahead()
        actor = reader(described(word))
        assert search.refresh_snapshot(store, clock) == 1
        store.fail_next(StorageFailed("SlowDown"))
        assert found(Search(words=(word,)), Directory(), store=store) == [actor.user_id]
        for key, raw in store.objects.items():
            store.objects[key] = b"\xff\xff" + raw[2:]
        assert found(Search(words=(word,)), Directory(), store=store) == [actor.user_id]
        store.objects.clear()
        assert found(Search(words=(word,)), Directory(), store=store) == [actor.user_id]

    def test_a_process_that_missed_a_change_is_mended_by_a_newer_snapshot(self, word: str) -> None:
        store, clock = FakeSnapshots(), Ahead()
        actor = reader(described(word))
        assert search.refresh_snapshot(store, clock) == 1
        directory = Directory(clock)
        assert found(Search(words=(word,)), directory, store=store) == [actor.user_id]
        clock.by_ms = search.RELOAD_MS // 2
        assert found(Search(words=(word,)), directory, store=store) == [actor.user_id]
        readers.change_description(actor, described(word, bio="Missed"))  # stamped long before the last look
        assert found(Search(words=("missed",)), directory, store=store) == []
        clock.by_ms = search.RELOAD_MS + HOUR_MS
        assert search.refresh_snapshot(store, clock) == 1
        assert found(Search(words=("missed",)), directory, store=store) == [actor.user_id]
        store.fail_next(StorageFailed("SlowDown"))
        clock.by_ms += 2 * search.RELOAD_MS
        assert found(Search(words=("missed",)), directory, store=store) == [actor.user_id]


def test_sixteen_threads_share_an_index(word: str) -> None:
    actors = [reader(described(word)) for _ in range(3)]
    directory = Directory()

    def look(number: int) -> list[str]:
        if number == 7:
            readers.set_reachability(actors[0], Reachability.ONLINE, START_MS)
        return found(Search(words=(word,), sort=Sort.PRICE), directory, limit=2)

    with ThreadPoolExecutor(16) as pool:
        for ids in pool.map(look, range(48)):
            assert sorted(ids) == sorted(actor.user_id for actor in actors)
