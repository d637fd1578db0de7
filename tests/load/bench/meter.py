"""Counts what the code under measurement asks of the table: requests and units, reported by the engine and computed.

    with Meter() as meter:
        meter.step = "start"
        …
    meter.total().write_units

The port to the table shows each request and its answer; a client that is not counted reads the items before and after
a write, so that the units can be computed by the published rules. The engine reports the units of writes; of refused
writes and of what queries examined it reports nothing right, so these are computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.core import dynamodb, table
from tests.load.bench import capacity
from tests.load.bench.capacity import IndexShape, RawItem
from tests.load.bench.engine import raw_client

_WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})


@dataclass
class Usage:
    """Requests and units of one request, or of many added up."""

    requests: int = 0
    read_units: float = 0
    write_units: int = 0
    reported_write_units: float = 0
    refused: int = 0
    by_operation: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    """Write units by the kind of the item written, or `index <name>`."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.requests + other.requests,
            self.read_units + other.read_units,
            self.write_units + other.write_units,
            self.reported_write_units + other.reported_write_units,
            self.refused + other.refused,
            self.by_operation + other.by_operation,
            self.by_kind + other.by_kind,
        )


class Meter:
    """Counts between `with` and its end. `step` names what is going on; usage is kept for each step."""

    def __init__(self) -> None:
        self.step = ""
        self.steps: dict[str, Usage] = {}
        self._probe = raw_client()
        self._open = ExitStack()
        self._indexes: tuple[IndexShape, ...] = capacity.index_shapes(
            self._probe.describe_table(TableName=table.TableItem.Meta.table_name)["Table"]
        )

    def __enter__(self) -> Meter:
        self._open.enter_context(dynamodb.around(self._see))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._open.close()

    def total(self) -> Usage:
        """Everything counted so far."""
        return sum(self.steps.values(), Usage())

    def _see(self, operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        asked = arguments | {"ReturnConsumedCapacity": "INDEXES"}
        targets = _targets(operation, asked) if operation in _WRITES else []
        before = [self._load(key) for key in targets]
        answer: dict[str, Any] = {}
        try:
            answer = go_on(operation, asked)
        except ClientError as error:
            answer = error.response
            raise
        finally:
            usage = Usage(requests=1, by_operation=Counter({operation: 1}))
            if operation in _WRITES:
                self._count_writes(usage, operation, answer, targets, before)
            else:
                usage.read_units = _read_units(operation, asked, answer)
            self.steps[self.step] = self.steps.get(self.step, Usage()) + usage
        return answer

    def _count_writes(
        self,
        usage: Usage,
        operation: str,
        parsed: Mapping[str, Any],
        targets: list[dict[str, Any]],
        before: list[RawItem | None],
    ) -> None:
        in_transaction = operation == "TransactWriteItems"
        for key, old in zip(targets, before, strict=True):
            new = self._load(key)
            kind = str((new or old or {}).get("kind", {}).get("S", "?"))
            usage.by_kind[kind] += capacity.write_units(old, new, in_transaction=in_transaction)
            for index in self._indexes:
                units = index.write_units(old, new)
                if units:
                    usage.by_kind[f"index {index.name}"] += units
        usage.write_units = sum(usage.by_kind.values())
        if "Error" in parsed:
            usage.refused = 1
            usage.reported_write_units = usage.write_units
        else:
            usage.reported_write_units = sum(each["CapacityUnits"] for each in _consumed(parsed))

    def _load(self, key: dict[str, Any]) -> RawItem | None:
        answer = self._probe.get_item(TableName=table.TableItem.Meta.table_name, Key=key, ConsistentRead=True)
        item: RawItem | None = answer.get("Item")
        return item


def _targets(operation: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The keys that a request writes, or requires something of: that costs the same in a transaction."""
    if operation == "TransactWriteItems":
        writes = [next(iter(each.values())) for each in params["TransactItems"]]
    else:
        writes = [params]
    keys = [each.get("Key") or each["Item"] for each in writes]
    return [{"pk": key["pk"], "sk": key["sk"]} for key in keys]


def _read_units(operation: str, params: Mapping[str, Any], parsed: Mapping[str, Any]) -> float:
    match operation:
        case "GetItem":
            return capacity.read_units([parsed.get("Item")], consistent=bool(params.get("ConsistentRead")))
        case "BatchGetItem":
            units = 0.0
            for name, wanted in params["RequestItems"].items():
                found = parsed.get("Responses", {}).get(name, [])
                missing = [None] * (len(wanted["Keys"]) - len(found))
                units += capacity.read_units([*found, *missing], consistent=bool(wanted.get("ConsistentRead")))
            return units
        case "Query" | "Scan":
            items = parsed.get("Items", [])
            returned = sum(capacity.item_bytes(item) for item in items)
            examined = returned * parsed.get("ScannedCount", len(items)) / max(1, len(items))
            return capacity.query_units(examined, consistent=bool(params.get("ConsistentRead")))
    return 0


def _consumed(parsed: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    consumed = parsed.get("ConsumedCapacity", [])
    return consumed if isinstance(consumed, list) else [consumed]
