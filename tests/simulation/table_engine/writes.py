"""One write: decided first, made afterwards, so that a transaction can decide on all of its writes before any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.simulation.table_engine.conditions import CompiledCondition
from tests.simulation.table_engine.errors import ConditionRefused, Invalid
from tests.simulation.table_engine.projections import CompiledProjection
from tests.simulation.table_engine.requests import Expressions
from tests.simulation.table_engine.storage import Change, Key, Table
from tests.simulation.table_engine.updates import CompiledUpdate
from tests.simulation.table_engine.values import MAX_ITEM_BYTES, Item, Value, bytes_of_item, stored


@dataclass(frozen=True)
class Write:
    """A write whose form has been checked. `verb` is put, update, delete or check."""

    verb: str
    key: Key
    condition: CompiledCondition | None
    values: Mapping[str, Value]
    tell_refused: bool
    item: Item | None = None
    update: CompiledUpdate | None = None

    def decide(self, table: Table) -> Change:
        """Return what the write does to the item as it stands.

        Raises:
            ConditionRefused: its condition does not hold.
            Invalid: the update does not fit the item, or the item afterwards is no item that a table takes.
        """
        before = table.items.get(self.key)
        if self.condition is not None and not self.condition.holds(before or {}, self.values):
            raise ConditionRefused(before if self.tell_refused else None)
        return Change(self.key, before, self._after(table, before))

    def _after(self, table: Table, before: Item | None) -> Item | None:
        if self.verb == "delete":
            return None
        if self.verb == "check":
            return before
        if self.verb == "put":
            return self.item
        key = dict(zip(table.schema.key.both, ({"S": part} for part in self.key), strict=True))
        after = before or key
        if self.update is not None:
            after = self.update.apply(after, self.values)
        _check_item(table, after)
        return after


def read_put(table: Table, arguments: Mapping[str, Any]) -> Write:
    """Read a PutItem request, or the Put of a transaction."""
    item = {name: stored(value) for name, value in arguments["Item"].items()}
    key = table.schema.key_of(item)
    _check_item(table, item)
    return _write("put", key, arguments, item=item)


def read_delete(table: Table, arguments: Mapping[str, Any]) -> Write:
    """Read a DeleteItem request, or the Delete of a transaction."""
    return _write("delete", table.schema.exact_key_of(arguments["Key"]), arguments)


def read_check(table: Table, arguments: Mapping[str, Any]) -> Write:
    """Read the ConditionCheck of a transaction."""
    if not arguments.get("ConditionExpression"):
        raise Invalid("The expression can not be empty;")
    return _write("check", table.schema.exact_key_of(arguments["Key"]), arguments)


def read_update(table: Table, arguments: Mapping[str, Any]) -> Write:
    """Read an UpdateItem request, or the Update of a transaction."""
    key = table.schema.exact_key_of(arguments["Key"])
    write = _write("update", key, arguments)
    for steps in () if write.update is None else write.update.paths:
        if steps[0] in table.schema.key_attributes:
            raise Invalid(
                f"One or more parameter values were invalid: Cannot update attribute {steps[0]}. "
                "This attribute is part of the key"
            )
    return write


READERS = {"Put": read_put, "Update": read_update, "Delete": read_delete, "ConditionCheck": read_check}


def returned(write: Write, change: Change, wanted: str) -> dict[str, Any]:
    """What a single write answers, by its `ReturnValues`."""
    if wanted == "NONE":
        return {}
    item = change.before if wanted.endswith("_OLD") else change.after
    if item is not None and wanted.startswith("UPDATED") and write.update is not None:
        item = CompiledProjection(write.update.placeholders, write.update.paths).of(item)
    return {"Attributes": dict(item)} if item else {}


def _write(verb: str, key: Key, arguments: Mapping[str, Any], *, item: Item | None = None) -> Write:
    expressions = Expressions(arguments)
    condition = expressions.condition()
    update = expressions.update() if verb == "update" else None
    expressions.finish()
    tell = arguments.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    return Write(verb, key, condition, expressions.values, tell, item, update)


def _check_item(table: Table, item: Item) -> None:
    table.schema.check_index_keys(item)
    if bytes_of_item(item) > MAX_ITEM_BYTES:
        raise Invalid("Item size has exceeded the maximum allowed size")
