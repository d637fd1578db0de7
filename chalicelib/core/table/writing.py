"""Writes: each carries its condition and the error that a refusal means; alone or in a transaction."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from botocore.exceptions import ClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import dynamodb
from chalicelib.core.table.errors import CANCELLED, CorruptItem, Refused, cancellation_codes, code_of
from chalicelib.core.table.items import Key, TableItem
from chalicelib.core.table.retries import Sleep, with_retries

MAX_TRANSACTION_WRITES = 100
"""DynamoDB's limit of items in one TransactWriteItems call."""
_RETRYABLE_REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
_REFUSED = "ConditionalCheckFailed"
_REFUSED_SINGLE = "ConditionalCheckFailedException"

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

    with_retries(attempt, explain, sleep)


def write(single: Put | Update | Delete | Raw, *, sleep: Sleep = time.sleep) -> None:
    """Write one item under its condition, at half the cost of a transaction of one. Raises as `transact` does."""
    action, arguments = _request_of(single)

    def attempt() -> None:
        dynamodb.call(f"{action}Item", arguments)

    def explain(error: ClientError) -> Exception | None:
        return single.refused() if code_of(error) == _REFUSED_SINGLE else None

    with_retries(attempt, explain, sleep)


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
