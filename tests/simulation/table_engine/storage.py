"""Items in key order, and a follower that comes after: what strongly and eventually consistent reads see.

Items are replaced as a whole and never changed in place, so holding on to one costs nothing and copies are shallow.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.simulation.table_engine.schema import IndexSchema, Range, TableSchema
from tests.simulation.table_engine.values import Item

Key = tuple[str, str]
Place = tuple[Range, str, str]
"""Where an item stands in a partition of an index: the range key, then the item's own key."""


class Change(NamedTuple):
    """What a write did to one item; None for an item that is not there."""

    key: Key
    before: Item | None
    after: Item | None


@dataclass
class _Partition:
    order: list[str] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)


class Partitions:
    """All items of a table, by partition and in the order of their sort keys."""

    def __init__(self) -> None:
        self._partitions: dict[str, _Partition] = {}

    def get(self, key: Key) -> Item | None:
        partition = self._partitions.get(key[0])
        return None if partition is None else partition.items.get(key[1])

    def put(self, key: Key, item: Item | None) -> None:
        """Store an item in the place of the one before, or with None remove it."""
        pk, sk = key
        partition = self._partitions.get(pk)
        if item is None:
            if partition is not None and partition.items.pop(sk, None) is not None:
                del partition.order[bisect_left(partition.order, sk)]
                if not partition.order:
                    del self._partitions[pk]
            return
        if partition is None:
            partition = self._partitions[pk] = _Partition()
        if sk not in partition.items:
            insort(partition.order, sk)
        partition.items[sk] = item

    def places(self, pk: str) -> list[Place]:
        """The places of a partition in order; for a table the range key is the item's own sort key."""
        partition = self._partitions.get(pk)
        return [] if partition is None else [(sk, pk, sk) for sk in partition.order]

    def __iter__(self) -> Iterator[str]:
        return iter(self._partitions)


class _IndexPlaces:
    """One index: which items stand under each hash key, in order."""

    def __init__(self, schema: IndexSchema) -> None:
        self._schema = schema
        self._places: dict[str, list[Place]] = {}

    def follow(self, change: Change) -> None:
        old = None if change.before is None else self._schema.entry(change.before)
        new = None if change.after is None else self._schema.entry(change.after)
        if old == new:
            return
        if old is not None:
            places = self._places[old[0]]
            del places[bisect_left(places, (old[1], *change.key))]
            if not places:
                del self._places[old[0]]
        if new is not None:
            insort(self._places.setdefault(new[0], []), (new[1], *change.key))

    def places(self, hash_key: str) -> list[Place]:
        return self._places.get(hash_key, [])


class Follower:
    """A copy of the table, with its indexes, that applies the table's changes in their order, some of them later."""

    def __init__(self, schema: TableSchema) -> None:
        self._waiting: deque[Change] = deque()
        self.items = Partitions()
        self.indexes = {name: _IndexPlaces(index) for name, index in schema.indexes.items()}

    def hear(self, change: Change) -> None:
        self._waiting.append(change)

    def catch_up(self, lag: int = 0) -> None:
        """Apply all changes but the last `lag`."""
        while len(self._waiting) > lag:
            change = self._waiting.popleft()
            self.items.put(change.key, change.after)
            for index in self.indexes.values():
                index.follow(change)


class Table:
    """One table: the items as strongly consistent reads see them, and the follower."""

    def __init__(self, schema: TableSchema) -> None:
        self.schema = schema
        self.items = Partitions()
        self.follower = Follower(schema)

    def commit(self, changes: list[Change]) -> None:
        for change in changes:
            self.items.put(change.key, change.after)
            self.follower.hear(change)
