"""DynamoDB's published rules of what a request costs, applied to items as they were before and after it.

Sources: Developer Guide, "DynamoDB item sizes and formats", "Capacity unit consumption", "Provisioned throughput
considerations for global secondary indexes". Used to check the units that the table engine reports.

- An item's size is the UTF-8 length of its attribute names and values; a number takes one byte for two significant
  digits and one more (negative ones another).
- A write costs one unit for each started KB of the larger of the item before and after; twice that in a transaction.
- An index costs one unit for each started KB of the projected entry that is inserted, changed or removed, two such
  when its key changes, nothing when what it projects stays as it was; a transaction makes no difference to it.
- A read costs one unit for each started 4 KB, half of it when eventually consistent; a query counts what it examined
  as one sum, a batch each item by itself.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

RawItem = Mapping[str, Mapping[str, Any]]
_WRITE_BYTES = 1024
_READ_BYTES = 4096


def item_bytes(item: RawItem) -> int:
    """The size of an item, in bytes."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return _number_bytes(content)
        case "B":
            return len(content) if isinstance(content, bytes) else len(base64.b64decode(content))
        case "BOOL" | "NULL":
            return 1
        case "L":
            return 3 + sum(1 + _value_bytes(each) for each in content)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_bytes(each) for name, each in content.items())
        case "SS":
            return sum(len(each.encode()) for each in content)
        case "NS":
            return sum(_number_bytes(each) for each in content)
    raise ValueError(f"no size is known for the type {kind}")


def _number_bytes(text: str) -> int:
    sign, digits, _ = Decimal(text).normalize().as_tuple()
    return 1 + -(-len(digits) // 2) + sign


def write_units(before: RawItem | None, after: RawItem | None, *, in_transaction: bool) -> int:
    """What writing an item costs the table. An item that is not there costs as the smallest one."""
    largest = max((item_bytes(item) for item in (before, after) if item), default=0)
    return (2 if in_transaction else 1) * _started(largest, _WRITE_BYTES)


@dataclass(frozen=True)
class IndexShape:
    """What an index holds: its name, its key, and which attributes it projects (None: all)."""

    name: str
    key: tuple[str, ...]
    projected: frozenset[str] | None

    def entry(self, item: RawItem | None) -> dict[str, Any] | None:
        """The entry that `item` has in the index, None when it has none."""
        if not item or any(name not in item for name in self.key):
            return None
        return {name: value for name, value in item.items() if self.projected is None or name in self.projected}

    def write_units(self, before: RawItem | None, after: RawItem | None) -> int:
        """What a change of an item costs this index."""
        old, new = self.entry(before), self.entry(after)
        if old == new:
            return 0
        if old is None or new is None:
            return _started(item_bytes(old or new or {}), _WRITE_BYTES)
        if any(old[name] != new[name] for name in self.key):
            return _started(item_bytes(old), _WRITE_BYTES) + _started(item_bytes(new), _WRITE_BYTES)
        return _started(max(item_bytes(old), item_bytes(new)), _WRITE_BYTES)


def index_shapes(description: Mapping[str, Any]) -> tuple[IndexShape, ...]:
    """Return the indexes of a table as DescribeTable tells of it."""
    table_key = [each["AttributeName"] for each in description["KeySchema"]]
    shapes = []
    for index in description.get("GlobalSecondaryIndexes", ()):
        key = tuple(each["AttributeName"] for each in index["KeySchema"])
        projection = index["Projection"]
        projected = None
        if projection["ProjectionType"] != "ALL":
            projected = frozenset({*key, *table_key, *projection.get("NonKeyAttributes", ())})
        shapes.append(IndexShape(index["IndexName"], key, projected))
    return tuple(shapes)


def read_units(items: Iterable[RawItem | None], *, consistent: bool) -> float:
    """What reading these items each by its key costs; one that is not there costs as a small one."""
    return sum(_started(item_bytes(item or {}), _READ_BYTES) for item in items) * (1 if consistent else 0.5)


def query_units(examined_bytes: float, *, consistent: bool) -> float:
    """What a query that examined so many bytes costs."""
    return _started(examined_bytes, _READ_BYTES) * (1 if consistent else 0.5)


def _started(size: float, block: int) -> int:
    return max(1, int(-(-size // block)))
