"""Items on which something must happen at a time: found by the minute's tick, handed to workers, done by their area.

An item that waits for its time carries `due_at_ms` (the instant) and `due_shard` (where the index keeps it); one
that waits for nothing carries neither. Whoever writes the item sets both in the same write:

    Put(Booking(*key, …, **due.at(key, remind_at_ms)))
    Update(booking, [Booking.state.set(…), *due.actions(booking, release_at_ms)], …)      # None: nothing more is due

and its area declares what happens then, in `areas.DUE`:

    DUE = {Booking: follow_up}                  # follow_up(booking, as_of_ms, runtime)

The function is level-triggered: it looks at what is due on the item as of `as_of_ms` (the tick's scheduled time,
never a worker's clock), does it, and moves or removes `due_at_ms` in the same conditional write. So a tick that is
late, doubled or missed and a message that is delivered twice or out of order make no difference. A function that
leaves the item as it was is called again every minute; one that raises has its message repeated and at last set
aside (docs/runbooks/due-dead-letters.md).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from aws_lambda_powertools.metrics import MetricUnit
from pynamodb.expressions.update import Action

from chalicelib.core import observability, table
from chalicelib.core.clock import SECOND_MS
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Key, TableItem

SHARDS = 8
"""The index of due items is spread over this many partitions, so that no partition takes all writes."""
ITEMS_A_MESSAGE = 10
MAX_A_TICK = 20_000
"""How many items one tick hands out at the most, those that have waited longest in their shard first."""
_PAGE = 500
_MESSAGES_A_SEND = 10

DueFunction = Callable[[Any, int, Runtime], None]
"""Does what is due on an item. Given the item as read just now, the instant to judge by (ms), and the runtime."""
Send = Callable[[Sequence[str]], None]
"""Hands messages to the workers; raises when not all were taken."""


class DueWorkFailed(Exception):
    """What is due on the only item of a message failed; the queue delivers the message again."""


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message to a worker: the keys (pk, sk) of items on which something is due as of an instant."""

    as_of_ms: int
    keys: list[tuple[str, str]]

    def encode(self) -> str:
        """The message's body."""
        return msgspec.json.encode(self).decode()


def shard(number: int) -> str:
    """The index partition of shard `number`."""
    return f"DUE#{number}"


def shard_of(key: Key) -> str:
    """The index partition an item belongs to."""
    return shard(zlib.crc32("|".join(key).encode()) % SHARDS)


def at(key: Key, at_ms: int | None) -> dict[str, Any]:
    """Return the attributes of a new item on which something happens at `at_ms` (None: nothing does)."""
    return {} if at_ms is None else {"due_shard": shard_of(key), "due_at_ms": at_ms}


def actions(item: TableItem, at_ms: int | None) -> list[Action]:
    """Return what an update does so that the next thing on `item` happens at `at_ms` (None: nothing does)."""
    if at_ms is None:
        return [TableItem.due_shard.remove(), TableItem.due_at_ms.remove()]
    return [TableItem.due_shard.set(shard_of((item.pk, item.sk))), TableItem.due_at_ms.set(at_ms)]


def due_keys(as_of_ms: int) -> Iterator[Key]:
    """Yield the keys of the items on which something is due, a bounded number of each shard, longest waiting first."""
    for number in range(SHARDS):
        start = None
        for _ in range(MAX_A_TICK // SHARDS // _PAGE):
            page = table.query_keys(
                "due", "due_shard", shard(number), until=("due_at_ms", as_of_ms), limit=_PAGE, start_key=start
            )
            yield from page.keys
            start = page.next_key
            if start is None:
                break


def tick(send: Send, runtime: Runtime, scheduled_at_ms: int) -> dict[str, Any]:
    """Hand every due item to the workers, as of the instant the tick was scheduled for; returns how many there are."""
    count = 0
    bodies: list[str] = []
    keys: list[Key] = []
    for key in due_keys(scheduled_at_ms):
        count += 1
        keys.append(key)
        if len(keys) == ITEMS_A_MESSAGE:
            bodies.append(Batch(scheduled_at_ms, keys).encode())
            keys = []
        if len(bodies) == _MESSAGES_A_SEND:
            send(bodies)
            bodies = []
    if keys:
        bodies.append(Batch(scheduled_at_ms, keys).encode())
    if bodies:
        send(bodies)
    lag_seconds = max(0, runtime.clock.now_ms() - scheduled_at_ms) / SECOND_MS
    observability.metrics.add_metric("DueItems", MetricUnit.Count, count)
    observability.logger.info("due tick", extra={"due_items": count, "lag_seconds": lag_seconds})
    return {"due_items": count}


def work(functions: Mapping[type[TableItem], DueFunction], send: Send, runtime: Runtime, batch: Batch) -> None:
    """Do what is due on the items of a message.

    An item that fails among others is sent again alone, so that it cannot hold up the rest; one that fails alone
    fails its message, which the queue repeats and at last moves to the dead letters. An item that is gone, or on which
    nothing is due any more, is passed over.

    Raises:
        DueWorkFailed: the message's only item failed.
    """
    found = table.load_many(batch.keys)
    failed: list[Key] = []
    longest_wait_ms = 0
    for key in batch.keys:
        item = found.get(key)
        if item is None or item.due_at_ms is None or item.due_at_ms > batch.as_of_ms:
            continue
        longest_wait_ms = max(longest_wait_ms, runtime.clock.now_ms() - item.due_at_ms)
        try:
            functions[type(item)](item, batch.as_of_ms, runtime)
        except Exception as error:
            observability.log_failure(error)
            failed.append(key)
    observability.metrics.add_metric("DueLagSeconds", MetricUnit.Seconds, longest_wait_ms / SECOND_MS)
    observability.logger.info("did due work", extra={"items": len(batch.keys), "failed": len(failed)})
    if failed and len(batch.keys) == 1:
        raise DueWorkFailed
    if failed:
        send([Batch(batch.as_of_ms, [key]).encode() for key in failed])
