"""Reads: one item, many, pages of queries, and the audit's scan."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from pynamodb.connection import Connection
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex

from chalicelib.core import dynamodb
from chalicelib.core.errors import InvalidCursor
from chalicelib.core.table.errors import TableBusy
from chalicelib.core.table.items import Key, TableItem
from chalicelib.core.table.retries import MAX_ATTEMPTS, Sleep, jitter_seconds

MAX_BATCH_READS = 100
"""DynamoDB's limit of keys in one BatchGetItem call."""
I = TypeVar("I", bound=TableItem)  # noqa: E741 - the customary letter for an item type


def connection() -> Connection:
    """Return the process's PynamoDB connection, shared by all items and threads; it asks through the port."""
    shared: Connection = TableItem._get_connection().connection
    return shared


def load(item_type: type[I], key: Key, *, consistent: bool = True) -> I | None:
    """Return the item at `key`, or None. Strongly consistent unless told otherwise (1 read unit for each 4 KB)."""
    try:
        return item_type.get(*key, consistent_read=consistent)
    except item_type.DoesNotExist:
        return None


def load_many(keys: Sequence[Key], *, consistent: bool = True, sleep: Sleep = time.sleep) -> dict[Key, TableItem]:
    """Return the items found at `keys` (any kinds and order, duplicates allowed), a round trip for each hundred.

    Raises:
        TableBusy: throttled in every attempt.
    """
    waiting = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in dict.fromkeys(keys)]
    name = TableItem.Meta.table_name
    found: dict[Key, TableItem] = {}
    empty_handed = 0
    while waiting:
        asked, waiting = waiting[:MAX_BATCH_READS], waiting[MAX_BATCH_READS:]
        answer = dynamodb.call("BatchGetItem", {"RequestItems": {name: {"Keys": asked, "ConsistentRead": consistent}}})
        items = answer["Responses"].get(name, [])
        for raw in items:
            found[raw["pk"]["S"], raw["sk"]["S"]] = TableItem.from_raw_data(raw)
        left = answer.get("UnprocessedKeys", {}).get(name, {}).get("Keys", [])  # throttled, or too much for one answer
        if left and not items:
            empty_handed += 1
            if empty_handed == MAX_ATTEMPTS:
                raise TableBusy("the table did not answer a read this time")
            sleep(jitter_seconds(empty_handed))
        waiting += left
    return found


@dataclass(frozen=True)
class Page(Generic[I]):
    """One page of a query: the items, and where the next page starts (None when this was the last)."""

    items: list[I]
    next_key: dict[str, Any] | None


class KeyPage(msgspec.Struct, frozen=True):
    """One page of primary keys, and where the next page starts (None when this was the last)."""

    keys: list[Key]
    next_key: dict[str, Any] | None


def query(
    item_type: type[I],
    pk: str,
    *,
    sk_condition: Condition | None = None,
    index: GlobalSecondaryIndex[Any] | None = None,
    newest_first: bool = False,
    limit: int,
    start_key: Mapping[str, Any] | None = None,
    consistent: bool = False,
    filter_condition: Condition | None = None,
) -> Page[I]:
    """Return one page of the items of `item_type` under partition `pk`.

    Parameters:
        sk_condition: a condition on the sort key of the table or of `index`.
        limit: how many items at the most; the page may be shorter when a filter is given.
        start_key: `next_key` of the page before.
        consistent: read the table itself strongly; indexes cannot be.
    """
    source = index if index is not None else item_type
    kwargs: dict[str, Any] = {} if index is not None else {"consistent_read": consistent}
    results = source.query(
        pk,
        sk_condition,
        filter_condition=filter_condition,
        scan_index_forward=not newest_first,
        limit=limit,
        page_size=limit,
        last_evaluated_key=dict(start_key) if start_key else None,
        **kwargs,
    )
    items = list(results)
    return Page(items, results.last_evaluated_key)


def query_keys(
    index_name: str,
    hash_attribute: str,
    value: str,
    *,
    until: tuple[str, int] | None = None,
    sk_between: tuple[str, str, str] | None = None,
    newest_first: bool = False,
    limit: int,
    start_key: Mapping[str, Any] | None = None,
) -> KeyPage:
    """Return one page of the primary keys that an index of keys alone (`keys1`, `keys2`, `live`, `due`) holds.

    PynamoDB's own query would ask for the item's kind, which such an index does not carry.

    Parameters:
        hash_attribute, value: the index's partition.
        until: only up to this value (included) of the index's sort attribute, a number: its name, the value.
        sk_between: only between two values (included) of the index's sort attribute, text: its name, lowest, highest.

    Raises:
        InvalidCursor: `start_key` belongs to another partition.
    """
    if start_key and start_key[hash_attribute] != {"S": value}:
        raise InvalidCursor
    arguments: dict[str, Any] = {
        "TableName": TableItem.Meta.table_name,
        "IndexName": index_name,
        "KeyConditionExpression": "#h = :h",
        "ExpressionAttributeNames": {"#h": hash_attribute},
        "ExpressionAttributeValues": {":h": {"S": value}},
        "ScanIndexForward": not newest_first,
        "Limit": limit,
    }
    if until is not None:
        arguments["KeyConditionExpression"] += " AND #r <= :u"
        arguments["ExpressionAttributeNames"]["#r"] = until[0]
        arguments["ExpressionAttributeValues"][":u"] = {"N": str(until[1])}
    if sk_between is not None:
        arguments["KeyConditionExpression"] += " AND #r BETWEEN :l AND :g"
        arguments["ExpressionAttributeNames"]["#r"] = sk_between[0]
        arguments["ExpressionAttributeValues"] |= {":l": {"S": sk_between[1]}, ":g": {"S": sk_between[2]}}
    if start_key:
        arguments["ExclusiveStartKey"] = dict(start_key)
    answer = connection().dispatch("Query", arguments)
    keys = [(item["pk"]["S"], item["sk"]["S"]) for item in answer["Items"]]
    return KeyPage(keys, answer.get("LastEvaluatedKey"))


def query_sort_values(
    index_name: str,
    partition: tuple[str, str],
    sort_attribute: str,
    *,
    between: tuple[str, str],
    lowest_first: bool = False,
    limit: int,
) -> list[str]:
    """Return the values that `sort_attribute` has in a partition of an index within two bounds, highest first unless
    told otherwise.

    For counts, checks and choices that need nothing else of the items; an index of keys alone answers it most cheaply.

    Parameters:
        partition: the index's hash attribute and its value.
        between: the lowest and the highest value, both included.
    """
    hash_attribute, value = partition
    answer = connection().dispatch(
        "Query",
        {
            "TableName": TableItem.Meta.table_name,
            "IndexName": index_name,
            "KeyConditionExpression": "#h = :h AND #s BETWEEN :l AND :g",
            "ExpressionAttributeNames": {"#h": hash_attribute, "#s": sort_attribute},
            "ExpressionAttributeValues": {":h": {"S": value}, ":l": {"S": between[0]}, ":g": {"S": between[1]}},
            "ScanIndexForward": lowest_first,
            "Limit": limit,
        },
    )
    return [item[sort_attribute]["S"] for item in answer["Items"]]


def scan_raw(segment: int = 0, total_segments: int = 1, page_size: int = 500) -> Iterator[dict[str, Any]]:
    """Yield every item of the table, undecoded (`{"attribute": {"S": …}}`), for audits only; no route may scan."""
    shared = connection()
    start: dict[str, Any] | None = None
    while True:
        kwargs: dict[str, Any] = {
            "TableName": TableItem.Meta.table_name,
            "ConsistentRead": True,
            "Limit": page_size,
            "Segment": segment,
            "TotalSegments": total_segments,
        }
        if start:
            kwargs["ExclusiveStartKey"] = start
        answer = shared.dispatch("Scan", kwargs)
        yield from answer["Items"]
        start = answer.get("LastEvaluatedKey")
        if not start:
            return
