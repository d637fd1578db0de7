"""Between the product and its table: latency, crashes, lost replies, conflicts, throttling, partial batches.

It stands where botocore stands, and repeats requests as botocore's standard mode does: up to three attempts in all
after a lost reply, throttling or a failure inside DynamoDB, none after a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from botocore.exceptions import ReadTimeoutError

from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Died, Scheduler
from tests.simulation.table_engine.engine import TableEngine
from tests.simulation.table_engine.errors import PassingTrouble, TableError, TransactionCancelled

ATTEMPTS = 3
_READS = ("GetItem", "BatchGetItem", "Query")
_WRITES = ("PutItem", "UpdateItem", "TransactWriteItems")
_TROUBLES = {"throttled": "ThrottlingException", "failed inside": "InternalServerError"}
_COMMON = ("crash before", "crash after", "throttled", "failed inside", "slow")
BOUNDARIES: Mapping[str, tuple[str, ...]] = {
    **{f"table {name}": _COMMON for name in _READS},
    "table BatchGetItem": (*_COMMON, "partial"),
    **{f"table {name}": (*_COMMON, "lost reply", "all replies lost", "conflict") for name in _WRITES},
    "table TransactWriteItems": (*_COMMON, "lost reply", "all replies lost", "conflict", "throttled in part"),
}
_LATENCIES_MS = ((1, 12), (10, 250), (50, 1_200), (100, 2_500))
"""How long a call takes; one of these for a whole run. The slower the table, the more requests get into each other."""
_SLOW_MS = (200, 9_000)
_BACKOFF_MS = (20, 1_000)


class InjectedTimeout(ReadTimeoutError):
    """No reply came, as botocore says it."""

    def __init__(self) -> None:
        super().__init__(endpoint_url="memory:")


class TableNetwork:
    """Carries operations of tasks to the engine, or fails to. What is no task has the engine to itself."""

    def __init__(self, scheduler: Scheduler, engine: TableEngine, faults: Faults, random: Random) -> None:
        self._scheduler = scheduler
        self._engine = engine
        self._faults = faults
        self._random = random
        self._latency_ms = random.choice(_LATENCIES_MS)

    @property
    def usual_ms(self) -> int:
        """How long a call takes in this run, on average: who gets into another's request is off by some of that."""
        return sum(self._latency_ms) // 2

    def send(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        if self._scheduler.current is None:
            return self._engine.call(operation, arguments)
        trouble: Exception = AssertionError
        for attempt in range(ATTEMPTS):
            if attempt:
                self._scheduler.sleep(self._random.randint(*_BACKOFF_MS))
            self._scheduler.sleep(self._random.randint(*self._latency_ms))
            fault = self._faults.at(f"table {operation}")
            if fault in _TROUBLES:
                trouble = PassingTrouble(_TROUBLES[fault])
                continue
            if fault in ("lost reply", "all replies lost"):
                self._carry_out_unheard(operation, arguments)
                trouble = InjectedTimeout()
                if fault == "all replies lost":
                    break
                continue
            return self._deliver(fault, operation, arguments)
        raise trouble

    def _deliver(self, fault: str | None, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        if fault is None:
            return self._engine.call(operation, arguments)
        if fault == "slow":
            self._scheduler.sleep(self._random.randint(*_SLOW_MS))
        elif fault == "crash before":
            raise Died
        elif fault == "crash after":
            self._carry_out_unheard(operation, arguments)
            raise Died
        elif fault == "conflict" and operation != "TransactWriteItems":
            raise PassingTrouble("TransactionConflictException")
        elif fault in ("conflict", "throttled in part"):
            raise self._cancelled(len(arguments["TransactItems"]), fault)
        elif fault == "partial":
            return self._partial_batch(arguments)
        return self._engine.call(operation, arguments)

    def _carry_out_unheard(self, operation: str, arguments: Mapping[str, Any]) -> None:
        """The operation runs, but whoever asked never hears how it went."""
        try:
            self._engine.call(operation, arguments)
        except TableError:
            return

    def _cancelled(self, writes: int, fault: str) -> TransactionCancelled:
        code = "TransactionConflict" if fault == "conflict" else "ThrottlingError"
        hit = self._random.randrange(writes)
        return TransactionCancelled([{"Code": code if number == hit else "None"} for number in range(writes)])

    def _partial_batch(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Serve a part of the keys and hand the others back, as DynamoDB may at any time."""
        ((name, asked),) = arguments["RequestItems"].items()
        keys = sorted(asked["Keys"], key=repr)  # PynamoDB sends them in the order of a set, which no seed decides
        served = self._random.randrange(1, len(keys)) if len(keys) > 1 else 1
        answer = self._engine.call("BatchGetItem", {"RequestItems": {name: {**asked, "Keys": keys[:served]}}})
        if keys[served:]:
            answer["UnprocessedKeys"] = {name: {**asked, "Keys": keys[served:]}}
        return answer
