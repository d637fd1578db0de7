"""The one DynamoDB table: item base, declared keys, reads, conditional writes and transactions.

Every access to the table goes through this module. Keys are declared data (`KeyTemplate`); no other code builds a
key string. A write carries the condition that makes it right and the error that a refusal means, so a caller states
both in one place:

    transact(
        Put(session, refused=SessionExists),
        Update(wallet, [Account.balance_cents.set(…)], Account.version == 7, refused=Stale),
    )

When several writes of a transaction are refused at once, the error of the one that the caller named first is raised:
name "already done" before "not enough".

Requests are sent by `core/dynamodb.py`; its top says how a test stands in for the table.
"""

from __future__ import annotations

import os
import random
import time
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Generic, Self, TypeVar

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.attributes import Attribute, DiscriminatorAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.constants import BINARY, NULL, NUMBER
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.core import dynamodb

MAX_TRANSACTION_WRITES = 100
"""DynamoDB's limit of items in one TransactWriteItems call."""
MAX_BATCH_READS = 100
"""DynamoDB's limit of keys in one BatchGetItem call."""
MAX_ATTEMPTS = 8
"""How often a write that met a passing conflict or throttle is tried before the caller is told to try again."""
_BACKOFF_SECONDS = 0.02
_BACKOFF_CAP_SECONDS = 0.8
CANCELLED = "TransactionCanceledException"
"""The error of a transaction of which some write could not be made."""
_RETRYABLE_REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
_RETRYABLE_ERRORS = frozenset(
    {
        CANCELLED,
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "InternalServerError",
    }
)
_REFUSED = "ConditionalCheckFailed"
_REFUSED_SINGLE = "ConditionalCheckFailedException"


class TableBusy(Exception):
    """A write met conflicts or throttling in every attempt. Nothing was written; the caller may try again later."""


class Refused(Exception):
    """A condition did not hold and the write named no error of its own. Nothing was written."""


class CorruptItem(Exception):
    """An item was read that breaks its own declared form (a required attribute missing, a wrong type)."""


class IntegerAttribute(Attribute[int]):
    """A whole number. Refuses floats, Decimals and booleans instead of rounding them."""

    attr_type = NUMBER

    def serialize(self, value: Any) -> str:
        if type(value) is not int:
            raise TypeError(f"{self.attr_name} takes an integer, not {type(value).__name__}")
        return str(value)

    def deserialize(self, value: str) -> int:
        return int(value)


class BytesAttribute(Attribute[bytes]):
    """Bytes. The port speaks DynamoDB's JSON, in which they are base64 text (`core/dynamodb.py`)."""

    attr_type = BINARY

    def serialize(self, value: Any) -> str:
        return b64encode(value).decode()

    def deserialize(self, value: str) -> bytes:
        return b64decode(value, validate=True)


class Index1(GlobalSecondaryIndex[Any]):
    """First overloaded sparse index; each kind declares what it puts there in docs/access-patterns.md."""

    class Meta:
        index_name = "index1"
        projection = AllProjection()

    i1_pk = UnicodeAttribute(hash_key=True)
    i1_sk = UnicodeAttribute(range_key=True)


class Index2(GlobalSecondaryIndex[Any]):
    """Second overloaded sparse index."""

    class Meta:
        index_name = "index2"
        projection = AllProjection()

    i2_pk = UnicodeAttribute(hash_key=True)
    i2_sk = UnicodeAttribute(range_key=True)


class Keys1(GlobalSecondaryIndex[Any]):
    """First overloaded sparse index of keys alone, for items that change often: a change costs nothing here."""

    class Meta:
        index_name = "keys1"
        projection = KeysOnlyProjection()

    k1_pk = UnicodeAttribute(hash_key=True)
    k1_sk = UnicodeAttribute(range_key=True)
    pk = UnicodeAttribute()
    sk = UnicodeAttribute()


class Keys2(GlobalSecondaryIndex[Any]):
    """Second overloaded sparse index of keys alone."""

    class Meta:
        index_name = "keys2"
        projection = KeysOnlyProjection()

    k2_pk = UnicodeAttribute(hash_key=True)
    k2_sk = UnicodeAttribute(range_key=True)
    pk = UnicodeAttribute()
    sk = UnicodeAttribute()


class LiveIndex(GlobalSecondaryIndex[Any]):
    """Sharded sparse index of sessions that still need the sweep.

    It projects keys only, and those never change while a session lives, so charging a minute writes nothing here.
    """

    class Meta:
        index_name = "live"
        projection = KeysOnlyProjection()

    live_shard = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class _Port:
    """What PynamoDB uses of botocore's client: the port."""

    _request_signer = None

    @staticmethod
    def _make_api_call(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return dynamodb.call(operation, arguments)


class DueIndex(GlobalSecondaryIndex[Any]):
    """Sharded sparse index of items on which something happens at a time (`core.due`)."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_shard = UnicodeAttribute(hash_key=True)
    due_at_ms = IntegerAttribute(range_key=True)


class TableItem(Model):
    """Base of every kind of item. A subclass declares `discriminator="kind"` and its `KeyTemplate`."""

    class Meta:
        table_name = os.environ.get("TABLE_NAME", "soulseer")
        region = dynamodb.region_of(os.environ)

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()
    expires_at = IntegerAttribute(null=True)  # epoch seconds, as DynamoDB's TTL requires
    i1_pk = UnicodeAttribute(null=True)
    i1_sk = UnicodeAttribute(null=True)
    i2_pk = UnicodeAttribute(null=True)
    i2_sk = UnicodeAttribute(null=True)
    k1_pk = UnicodeAttribute(null=True)
    k1_sk = UnicodeAttribute(null=True)
    k2_pk = UnicodeAttribute(null=True)
    k2_sk = UnicodeAttribute(null=True)
    live_shard = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    due_at_ms = IntegerAttribute(null=True)

    index1: ClassVar[Index1] = Index1()
    index2: ClassVar[Index2] = Index2()
    keys1: ClassVar[Keys1] = Keys1()
    keys2: ClassVar[Keys2] = Keys2()
    live: ClassVar[LiveIndex] = LiveIndex()
    due: ClassVar[DueIndex] = DueIndex()

    @classmethod
    def from_raw_data(cls, data: dict[str, Any]) -> Self:
        """Return the item that was read, of the class its kind names.

        PynamoDB's own walks twice over every attribute that the kind may have, and most items have half of them.
        """
        item_type: type[Self] = cls._get_discriminator_class(data) or cls
        if not issubclass(item_type, cls):
            raise ValueError(f"{item_type.__name__} is no {cls.__name__}")
        attributes = item_type.get_attributes()
        values = {name: value() if callable(value) else value for name, value in _defaults_of(item_type)}
        for name, stored in data.items():
            attribute = attributes.get(name)
            if attribute is not None and NULL not in stored:
                values[name] = attribute.deserialize(attribute.get_value(stored))
        item = item_type.__new__(item_type)
        item.attribute_values = values
        return item

    @classmethod
    def _get_connection(cls) -> TableConnection:
        shared = super()._get_connection()
        if not isinstance(shared.connection._client, _Port):
            shared.connection._client = _Port()  # type: ignore[assignment] # PynamoDB uses no more of a client
        return shared


@cache
def _defaults_of(item_type: type[TableItem]) -> list[tuple[str, Any]]:
    """The attributes of a kind that have a value when none is stored, with that value or what makes it."""
    attributes = item_type.get_attributes().items()
    return [(name, attribute.default) for name, attribute in attributes if attribute.default is not None]


I = TypeVar("I", bound=TableItem)  # noqa: E741 - the customary letter for an item type
Key = tuple[str, str]


class KeyTemplate(msgspec.Struct, frozen=True):
    """A key as declared data: `KeyTemplate("SESSION#{session_id}", "SESSION")`.

    Calling it with the named parts gives (pk, sk). A part may be a string or a non-negative integer with a format,
    such as `{seq:012d}`, so that numbers sort as text.
    """

    pk: str
    sk: str = ""

    def __call__(self, **parts: str | int) -> Key:
        """Return the key of `parts`.

        Raises:
            ValueError: a part is empty or contains the separator `#`, so it could forge another key.
        """
        for name, part in parts.items():
            if isinstance(part, str) and (not part or "#" in part):
                raise ValueError(f"{name} cannot stand in a key")
        return self.pk.format(**parts), self.sk.format(**parts)

    def pk_of(self, **parts: str | int) -> str:
        """Return the partition key alone, for queries; the sort key's parts may be missing."""
        for name, part in parts.items():
            if isinstance(part, str) and (not part or "#" in part):
                raise ValueError(f"{name} cannot stand in a key")
        return self.pk.format(**parts)

    @property
    def sk_prefix(self) -> str:
        """The part of the sort key before its first variable, for `begins_with`."""
        return self.sk.split("{", 1)[0]


# --- reads ------------------------------------------------------------------------------------------------------


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


def load_many(
    keys: Sequence[Key], *, consistent: bool = True, sleep: Callable[[float], None] = time.sleep
) -> dict[Key, TableItem]:
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
            sleep(_jitter_seconds(empty_handed))
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
    """
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
    index_name: str, partition: tuple[str, str], sort_attribute: str, *, above: str, limit: int
) -> list[str]:
    """Return the values that `sort_attribute` has in a partition of an index above `above`, highest first.

    For counts and checks that need nothing else of the items; an index of keys alone answers it most cheaply.

    Parameters:
        partition: the index's hash attribute and its value.
    """
    hash_attribute, value = partition
    answer = connection().dispatch(
        "Query",
        {
            "TableName": TableItem.Meta.table_name,
            "IndexName": index_name,
            "KeyConditionExpression": "#h = :h AND #s > :s",
            "ExpressionAttributeNames": {"#h": hash_attribute, "#s": sort_attribute},
            "ExpressionAttributeValues": {":h": {"S": value}, ":s": {"S": above}},
            "ProjectionExpression": "#s",
            "ScanIndexForward": False,
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


# --- writes -----------------------------------------------------------------------------------------------------

RefusedError = type[Exception] | Callable[[], Exception]


@dataclass(frozen=True)
class Put:
    """Write a whole item. Without a condition of its own it refuses to replace an existing one."""

    item: TableItem
    condition: Condition | None = None
    refused: RefusedError = Refused
    replace: bool = False

    def expression(self) -> Condition | None:
        """The condition that is sent: the caller's, or "no such item yet" unless replacing is asked for."""
        if self.condition is not None or self.replace:
            return self.condition
        return TableItem.pk.does_not_exist()


@dataclass(frozen=True)
class Update:
    """Change attributes of an item that must exist, under a condition."""

    item: TableItem
    actions: Sequence[Action]
    condition: Condition | None = None
    refused: RefusedError = Refused
    create: bool = False

    def expression(self) -> Condition | None:
        """The condition that is sent: the caller's and "the item exists", so an update never creates by accident."""
        if self.create:
            return self.condition
        exists = TableItem.pk.exists()
        return exists if self.condition is None else exists & self.condition


@dataclass(frozen=True)
class Delete:
    """Remove an item, under a condition."""

    item: TableItem
    condition: Condition | None = None
    refused: RefusedError = Refused


@dataclass(frozen=True)
class Check:
    """Require something of an item that the transaction does not change."""

    item_type: type[TableItem]
    key: Key
    condition: Condition
    refused: RefusedError = Refused


class Raw(msgspec.Struct, frozen=True):
    """A write in DynamoDB's own words, for what is written by the thousand: PynamoDB's expressions take longer than
    the write itself. `request` is the argument of `action` (`Put` or `Update`) but for the table's name."""

    key: Key
    action: str
    request: dict[str, Any]
    refused: RefusedError = Refused


Write = Put | Update | Delete | Check | Raw

Sleep = Callable[[float], None]


def transact(*writes: Write, sleep: Sleep = time.sleep) -> None:
    """Write everything or nothing (TransactWriteItems).

    Passing conflicts and throttles are retried with jitter; a refused condition never is. The same client request
    token is sent with each attempt, so a reply that was lost is not a second write (DynamoDB remembers the token for
    ten minutes; the conditions guard beyond).

    Raises:
        ValueError: no writes, too many, or two writes to one item.
        TableBusy: conflicts or throttling in every attempt; nothing was written.
        Exception: the `refused` error of the first write, in the caller's order, whose condition did not hold.
    """
    _check_writes(writes)
    arguments = transaction(writes)

    def attempt() -> None:
        dynamodb.call("TransactWriteItems", arguments)

    def explain(error: ClientError) -> Exception | None:
        return _refusal(writes, cancellation_codes(error)) if code_of(error) == CANCELLED else None

    _with_retries(attempt, explain, sleep)


def write(single: Put | Update | Delete | Raw, *, sleep: Sleep = time.sleep) -> None:
    """Write one item under its condition, at half the cost of a transaction of one. Raises as `transact` does."""
    action, arguments = _request_of(single)

    def attempt() -> None:
        dynamodb.call(f"{action}Item", arguments)

    def explain(error: ClientError) -> Exception | None:
        return single.refused() if code_of(error) == _REFUSED_SINGLE else None

    _with_retries(attempt, explain, sleep)


def transaction(writes: Sequence[Write]) -> dict[str, Any]:
    """Return the arguments of a TransactWriteItems call, with a token of its own, so that it can be repeated."""
    items = [{action: request} for action, request in map(_request_of, writes)]
    return {"TransactItems": items, "ClientRequestToken": str(uuid.uuid4())}


def _request_of(each: Write) -> tuple[str, dict[str, Any]]:
    """The action of a transaction that a write is, and its arguments."""
    match each:
        case Raw():
            return each.action, {"TableName": TableItem.Meta.table_name, **each.request}
        case Put():
            return "Put", each.item.get_save_kwargs_from_instance(condition=each.expression())
        case Update():
            return "Update", each.item.get_update_kwargs_from_instance(
                actions=list(each.actions), condition=each.expression()
            )
        case Delete():
            return "Delete", each.item.get_delete_kwargs_from_instance(condition=each.condition)
        case Check():
            return "ConditionCheck", each.item_type.get_operation_kwargs_from_class(
                *each.key, condition=each.condition
            )


def _check_writes(writes: Sequence[Write]) -> None:
    if not 1 <= len(writes) <= MAX_TRANSACTION_WRITES:
        raise ValueError(f"a transaction takes 1 to {MAX_TRANSACTION_WRITES} writes, not {len(writes)}")
    keys = [key_of(each) for each in writes]
    if len(set(keys)) != len(keys):
        raise ValueError("a transaction may touch an item only once")


def key_of(each: Write) -> Key:
    """The key of the item that a write touches."""
    return each.key if isinstance(each, Check | Raw) else (each.item.pk, each.item.sk)


def _refusal(writes: Sequence[Write], codes: Sequence[str | None]) -> Exception | None:
    """Return the error that a cancelled transaction means, or None when it may be retried.

    A refused condition outweighs a conflict that came with it: retrying could not help.
    """
    for each, code in zip(writes, codes, strict=True):
        if code == _REFUSED:
            return each.refused()
    lasting = sorted({code for code in codes if code is not None} - _RETRYABLE_REASONS)
    return CorruptItem(f"the table refused a transaction: {', '.join(lasting)}") if lasting else None


def code_of(error: ClientError) -> str:
    """The table's code for an error."""
    return str(error.response.get("Error", {}).get("Code"))


def cancellation_codes(error: ClientError) -> list[str | None]:
    """Why a transaction was cancelled: a code for each of its writes, None for those that were not in the way."""
    reasons = error.response.get("CancellationReasons", [])
    return [None if reason["Code"] == "None" else str(reason["Code"]) for reason in reasons]


def _with_retries(
    attempt: Callable[[], None], explain: Callable[[ClientError], Exception | None], sleep: Sleep
) -> None:
    for number in range(MAX_ATTEMPTS):
        try:
            attempt()
            return
        except ClientError as error:
            meaning = explain(error)
            if meaning is not None:
                raise meaning from error
            if code_of(error) not in _RETRYABLE_ERRORS:
                raise
            last: Exception = error
        except BotoCoreError as error:  # no answer came
            last = error
        if number + 1 < MAX_ATTEMPTS:
            sleep(_jitter_seconds(number))
    raise TableBusy("the table did not take the write this time") from last


def _jitter_seconds(attempt: int) -> float:
    """How long to wait before trying again: any time up to a bound that doubles."""
    return random.uniform(0, min(_BACKOFF_CAP_SECONDS, _BACKOFF_SECONDS * 2**attempt))  # noqa: S311
