"""Items that fall due: what the tick finds, what a worker does, and what late, doubled and failing messages change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from chalicelib.core import due, table
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import IntegerAttribute, KeyTemplate, Put, Refused, TableItem, Update
from tests.conftest import START_MS, ManualClock

pytestmark = pytest.mark.usefixtures("table_engine")


class Egg(TableItem, discriminator="egg_of_a_test"):
    """Rings once at its time."""

    key = KeyTemplate("EGG#{egg_id}", "EGG")

    rings = IntegerAttribute(default=0)


def lay(at_ms: int | None) -> Egg:
    key = Egg.key(egg_id=new_id("egg", START_MS))
    egg = Egg(*key, **due.at(key, at_ms))
    table.write(Put(egg))
    return egg


def ring(egg: Egg, as_of_ms: int, runtime: Runtime) -> None:
    actions = [Egg.rings.set(egg.rings + 1), *due.actions(egg, None)]
    table.write(Update(egg, actions, Egg.due_at_ms == egg.due_at_ms))


def stored(egg: Egg) -> Egg:
    found = table.load(Egg, (egg.pk, egg.sk))
    assert found is not None
    return found


def _runtime(at_ms: int = START_MS) -> Runtime:
    nothing: Any = None
    return Runtime(nothing, ManualClock(at_ms), nothing, nothing, nothing)


class Box:
    """Keeps what is sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send(self, bodies: Sequence[str]) -> None:
        self.bodies += bodies

    @property
    def batches(self) -> list[due.Batch]:
        return [msgspec.json.decode(body, type=due.Batch) for body in self.bodies]


def tick(at_ms: int) -> list[due.Batch]:
    box = Box()
    due.tick(box.send, _runtime(at_ms), at_ms)
    return box.batches


def work(batch: due.Batch, function: due.DueFunction = ring) -> list[due.Batch]:
    box = Box()
    due.work({Egg: function}, box.send, _runtime(batch.as_of_ms), batch)
    return box.batches


def keys(batches: list[due.Batch]) -> list[tuple[str, str]]:
    return [key for batch in batches for key in batch.keys]


def test_the_tick_finds_what_is_due_and_nothing_else(empty_table: None) -> None:
    past, now = lay(START_MS - 90 * 86_400_000), lay(START_MS)
    later, never = lay(START_MS + 1), lay(None)
    found = keys(tick(START_MS))
    assert sorted(found) == sorted([(past.pk, past.sk), (now.pk, now.sk)])
    assert (later.pk, later.sk) in keys(tick(START_MS + MINUTE_MS))
    assert (never.pk, never.sk) not in keys(tick(START_MS + MINUTE_MS))


def test_many_are_found_on_several_pages_in_messages_of_ten(
    empty_table: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "_PAGE", 2)
    eggs = [lay(START_MS - number) for number in range(45)]
    batches = tick(START_MS)
    assert sorted(keys(batches)) == sorted((egg.pk, egg.sk) for egg in eggs)
    assert [len(batch.keys) for batch in batches] == [10, 10, 10, 10, 5]


def test_one_tick_is_bounded_and_the_next_goes_on(empty_table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "_PAGE", 1)
    monkeypatch.setattr(due, "MAX_A_TICK", due.SHARDS)
    eggs = [lay(START_MS - number) for number in range(30)]
    for _ in range(30):
        for batch in tick(START_MS):
            assert len(batch.keys) <= due.SHARDS
            work(batch)
    assert all(stored(egg).rings == 1 for egg in eggs)


def test_what_is_due_is_done_once_however_often_it_is_asked_for(empty_table: None) -> None:
    egg = lay(START_MS)
    first, second = tick(START_MS), tick(START_MS + MINUTE_MS)
    for batch in (*first, *second, *first):
        work(batch)
    assert stored(egg).rings == 1
    assert tick(START_MS + 2 * MINUTE_MS) == []


def test_an_old_message_does_nothing_to_an_item_that_waits_for_something_later() -> None:
    egg = lay(START_MS)
    message = due.Batch(START_MS, [(egg.pk, egg.sk)])
    table.write(Update(egg, due.actions(egg, START_MS + MINUTE_MS)))
    work(message)
    assert stored(egg).rings == 0
    work(due.Batch(START_MS + MINUTE_MS, [(egg.pk, egg.sk)]))
    assert stored(egg).rings == 1


def test_an_item_that_is_gone_is_passed_over() -> None:
    assert work(due.Batch(START_MS, [("EGG#gone", "EGG")])) == []


def test_an_item_that_fails_is_sent_again_alone_and_holds_up_nobody() -> None:
    eggs = [lay(START_MS) for _ in range(3)]
    bad = eggs[1]

    def ring_but_one(egg: Egg, as_of_ms: int, runtime: Runtime) -> None:
        if egg.pk == bad.pk:
            raise RuntimeError
        ring(egg, as_of_ms, runtime)

    (again,) = work(due.Batch(START_MS, [(egg.pk, egg.sk) for egg in eggs]), ring_but_one)
    assert again == due.Batch(START_MS, [(bad.pk, bad.sk)])
    assert [stored(egg).rings for egg in eggs] == [1, 0, 1]
    with pytest.raises(due.DueWorkFailed):
        work(again, ring_but_one)
    work(again)
    assert stored(bad).rings == 1


def test_two_workers_with_one_message_do_it_once() -> None:
    egg = lay(START_MS)
    first, second = stored(egg), stored(egg)
    ring(first, START_MS, _runtime())
    with pytest.raises(Refused):
        ring(second, START_MS, _runtime())
    assert stored(egg).rings == 1


def test_items_are_spread_over_the_shards() -> None:
    shards = {due.shard_of(Egg.key(egg_id=new_id("egg", START_MS + number))) for number in range(200)}
    assert shards == {due.shard(number) for number in range(due.SHARDS)}
