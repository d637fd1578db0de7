"""Query and Scan: which items, in which order, how many, and where the next page begins."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.simulation.table_engine.conditions import CompiledCondition
from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.projections import CompiledProjection
from tests.simulation.table_engine.requests import Expressions
from tests.simulation.table_engine.schema import IndexSchema, KeyNames
from tests.simulation.table_engine.storage import Partitions, Place, Table
from tests.simulation.table_engine.syntax import Between, Both, Call, Comparison, Condition, Given, Path
from tests.simulation.table_engine.values import Item, Value, bytes_of_item

PAGE_BYTES = 1024 * 1024
_RANGE_OPERATORS = frozenset({"=", "<", "<=", ">", ">="})


@dataclass(frozen=True)
class _Page:
    """What is asked of each item that is looked at, and when to stop."""

    limit: int | None
    filter: CompiledCondition | None
    projection: CompiledProjection | None
    values: Mapping[str, Value]
    counted: bool

    def read(self, found: Iterable[tuple[Item, Item]]) -> dict[str, Any]:
        """Answer from items and the keys that say where each stands."""
        items: list[Item] = []
        looked_at = size = 0
        last: Item | None = None
        for item, place in found:
            looked_at += 1
            size += bytes_of_item(item)
            if self.filter is None or self.filter.holds(item, self.values):
                items.append(dict(item) if self.projection is None else self.projection.of(item))
            if looked_at == self.limit or size >= PAGE_BYTES:
                last = place
                break
        answer: dict[str, Any] = {"Count": len(items), "ScannedCount": looked_at}
        if not self.counted:
            answer["Items"] = items
        if last is not None:
            answer["LastEvaluatedKey"] = last
        return answer


def query(table: Table, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a Query. The caller has brought the follower to where this read sees it."""
    index = _index(table, arguments)
    key = table.schema.key if index is None else index.key
    expressions = Expressions(arguments)
    condition = expressions.condition("KeyConditionExpression")
    if condition is None:
        raise Invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
    hash_key = _hash_key(condition, key, expressions)
    page = _page(expressions, arguments, key)
    if index is not None and arguments.get("ConsistentRead"):
        raise Invalid("Consistent reads are not supported on global secondary indexes")
    items = _items(table, index, arguments)
    places = items.places(hash_key) if index is None else table.follower.indexes[index.name].places(hash_key)
    forward = arguments.get("ScanIndexForward", True)
    start = _start(table, index, arguments)
    ordered: Iterable[Place] = places if forward else reversed(places)
    if start is not None:
        ordered = (place for place in ordered if (place > start if forward else place < start))

    def matching() -> Iterable[tuple[Item, Item]]:
        for place in ordered:
            item = items.get(place[1:])
            assert item is not None
            if condition.holds(item, expressions.values):
                yield (item if index is None else index.project(item)), _place_keys(table, index, item)

    return page.read(matching())


def scan(table: Table, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a Scan of the table, or of one of its segments."""
    expressions = Expressions(arguments)
    page = _page(expressions, arguments, None)
    items = _items(table, None, arguments)
    segment, total = arguments.get("Segment", 0), arguments.get("TotalSegments", 1)
    if not 0 <= segment < total:
        raise Invalid("The Segment parameter is zero-based and must be less than parameter TotalSegments")
    partitions = sorted((zlib.crc32(pk.encode()), pk) for pk in items)
    start = arguments.get("ExclusiveStartKey")
    after = None
    if start is not None:
        pk, sk = table.schema.exact_key_of(start)
        after = zlib.crc32(pk.encode()), pk, sk

    def matching() -> Iterable[tuple[Item, Item]]:
        for crc, pk in partitions:
            if crc % total != segment or (after is not None and (crc, pk) < after[:2]):
                continue
            for _, _, sk in items.places(pk):
                if after is not None and (crc, pk, sk) <= after:
                    continue
                item = items.get((pk, sk))
                assert item is not None
                yield item, _place_keys(table, None, item)

    return page.read(matching())


def _index(table: Table, arguments: Mapping[str, Any]) -> IndexSchema | None:
    name = arguments.get("IndexName")
    if name is None:
        return None
    if name not in table.schema.indexes:
        raise Invalid(f"The table does not have the specified index: {name}")
    return table.schema.indexes[name]


def _items(table: Table, index: IndexSchema | None, arguments: Mapping[str, Any]) -> Partitions:
    if index is None and arguments.get("ConsistentRead"):
        return table.items
    return table.follower.items


def _page(expressions: Expressions, arguments: Mapping[str, Any], key: KeyNames | None) -> _Page:
    filter_condition = expressions.condition("FilterExpression")
    projection = expressions.projection()
    expressions.finish()
    if key is not None and filter_condition is not None:
        for steps in filter_condition.paths:
            if steps[0] in key.both:
                raise Invalid(
                    f"Filter Expression can only contain non-primary key attributes: Primary key attribute: {steps[0]}"
                )
    limit = arguments.get("Limit")
    if limit is not None and limit < 1:
        raise Invalid(
            "1 validation error detected: Value at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1"
        )
    return _Page(limit, filter_condition, projection, expressions.values, arguments.get("Select") == "COUNT")


def _hash_key(condition: CompiledCondition, key: KeyNames, expressions: Expressions) -> str:
    """The partition that a key condition names: `hash = :value`, alone or with one condition on the range key."""
    terms = _terms(condition.parsed)
    of_hash = [term for term in terms if _attribute(term, expressions) == key.hash]
    of_range = [term for term in terms if _attribute(term, expressions) == key.range]
    if len(of_hash) + len(of_range) != len(terms) or len(of_range) > 1 or len(of_hash) > 1:
        raise Invalid("Query key condition not supported")
    if not of_hash:
        raise Invalid(f"Query condition missed key schema element: {key.hash}")
    equality = of_hash[0]
    if not isinstance(equality, Comparison) or equality.operator != "=" or not isinstance(equality.right, Given):
        raise Invalid("Query key condition not supported")
    for term in of_range:
        if isinstance(term, Comparison) and term.operator not in _RANGE_OPERATORS:
            raise Invalid("Query key condition not supported")
    value = expressions.values[equality.right.name]
    if "S" not in value:
        raise Invalid("One or more parameter values were invalid: Condition parameter type does not match schema type")
    if not value["S"]:
        raise Invalid(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            f"empty string value. Key: {key.hash}"
        )
    text: str = value["S"]
    return text


def _terms(condition: Condition) -> list[Comparison | Between | Call]:
    match condition:
        case Both(left, right):
            return [*_terms(left), *_terms(right)]
        case Comparison() | Between():
            return [condition]
        case Call("begins_with"):
            return [condition]
        case _:
            raise Invalid("Query key condition not supported")


def _attribute(term: Comparison | Between | Call, expressions: Expressions) -> str | None:
    match term:
        case Comparison(Path(steps)) | Between(Path(steps)) | Call(_, (Path(steps), _)):
            name = steps[0]
            return expressions.names.get(name, name) if len(steps) == 1 and isinstance(name, str) else None
        case _:
            return None


def _start(table: Table, index: IndexSchema | None, arguments: Mapping[str, Any]) -> Place | None:
    given = arguments.get("ExclusiveStartKey")
    if not given:
        return None
    wanted = {*table.schema.key.both, *(index.key.both if index is not None else ())}
    if given.keys() != wanted:
        raise Invalid("The provided starting key is invalid")
    pk, sk = table.schema.key_of(given)
    return (sk if index is None else index.range_of(given[index.key.range])), pk, sk


def _place_keys(table: Table, index: IndexSchema | None, item: Item) -> Item:
    names = (*table.schema.key.both, *(index.key.both if index is not None else ()))
    return {name: item[name] for name in names}
