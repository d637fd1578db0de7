"""TransactWriteItems: all or nothing, with a reason for each write when it is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.table_engine.errors import ConditionRefused, Invalid, TokenReused, TransactionCancelled
from tests.simulation.table_engine.storage import Change, Table
from tests.simulation.table_engine.values import bytes_of_item
from tests.simulation.table_engine.writes import READERS, Write

MAX_WRITES = 100
MAX_BYTES = 4 * 1024 * 1024
TOKEN_MS = 10 * 60 * 1_000
"""How long a request token is remembered."""

_Sent = list[tuple[Table, Write]]


class Tokens:
    """Which requests were carried out under which token, for ten minutes."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._done: dict[str, tuple[int, Any]] = {}

    def is_done(self, token: str | None, content: Any) -> bool:
        """Whether this very request was carried out before.

        Raises:
            TokenReused: another one was, under the same token.
        """
        if token is None or token not in self._done:
            return False
        at_ms, seen = self._done[token]
        if self._now_ms() - at_ms >= TOKEN_MS:
            del self._done[token]
            return False
        if seen != content:
            raise TokenReused("The provided token was used with other parameters")
        return True

    def keep(self, token: str | None, content: Any) -> None:
        if token is not None:
            self._done[token] = self._now_ms(), content


def read_transaction(table_of: Callable[[str], Table], arguments: Mapping[str, Any]) -> _Sent:
    """Check the form of a transaction and return its writes in their order.

    Raises:
        Invalid: it is empty, has too many writes or two for one item, or a write has a wrong form.
    """
    sent = arguments["TransactItems"]
    if not 1 <= len(sent) <= MAX_WRITES:
        raise Invalid(
            "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: "
            f"Member must have length less than or equal to {MAX_WRITES}"
        )
    writes: _Sent = []
    for each in sent:
        if len(each) != 1:
            raise Invalid("TransactItems can only contain one of Check, Put, Update or Delete")
        ((name, inner),) = each.items()
        table = table_of(inner["TableName"])
        writes.append((table, READERS[name](table, inner)))
    if len({(table.schema.name, write.key) for table, write in writes}) != len(writes):
        raise Invalid("Transaction request cannot include multiple operations on one item")
    return writes


def decide(writes: _Sent) -> list[tuple[Table, Change]]:
    """Return what each write does to its item.

    Raises:
        TransactionCancelled: at least one of them cannot be done.
        Invalid: together they are too large.
    """
    changes: list[tuple[Table, Change]] = []
    reasons: list[dict[str, Any]] = []
    for table, write in writes:
        reason: dict[str, Any] = {"Code": "None"}
        try:
            changes.append((table, write.decide(table)))
        except ConditionRefused as refused:
            reason = {"Code": "ConditionalCheckFailed", "Message": refused.message, **refused.answer}
        except Invalid as invalid:
            reason = {"Code": "ValidationError", "Message": invalid.message}
        reasons.append(reason)
    if any(reason["Code"] != "None" for reason in reasons):
        raise TransactionCancelled(reasons)
    if sum(bytes_of_item(change.after) for _, change in changes if change.after) > MAX_BYTES:
        raise Invalid("Transaction request size has exceeded the maximum allowed size")
    return changes
