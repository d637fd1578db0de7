"""Processor time of a sweep, for each billed minute, and how it grows with the number of sessions.

The tick and its workers run in this process, one after the other, through a queue in memory; the emulated table is
another process. So the processor time of this process is what a function pays, but for the queue's own client.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from chalicelib.core import dynamodb, observability, table
from chalicelib.core.clock import SystemClock
from chalicelib.sessions import handlers, sweep
from chalicelib.sessions.sweep import Batch
from chalicelib.wallet import ledger
from chalicelib.wallet.items import Account
from tests.emulator import Emulator
from tests.load.bench import bare_charges
from tests.load.bench.engine import cpu_seconds_of
from tests.load.bench.figure import Figure, at_least, at_most, known
from tests.load.bench.meter import Meter
from tests.load.bench.population import Population, end_all, populate
from tests.load.bench.profiles import profile
from tests.load.bench.world import silent

GOAL_MS = 0.25
_DJANGO_MS = 1.65
_CORES = 2
_BARE_MS = 0.86
"""One transaction a session through botocore, published for the machine of the goal."""
_PROFILED = 1_000
BARE_SAMPLE = 2_000
"""For so many sessions at the most the bare transactions are sent."""
_RECEIVES = 5
"""So often a message is handed out before it goes to the dead letters (infrastructure/template.yaml)."""


class MemoryQueue:
    """Keeps the tick's messages for the workers."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send(self, bodies: Sequence[str]) -> None:
        self.bodies.extend(bodies)

    def waiting(self) -> int:
        return 0


@dataclass(frozen=True)
class SweepCost:
    """What sweeping once cost: for each session, processor time in milliseconds, read units and requests."""

    sessions: int
    client_cpu_ms: float
    engine_cpu_ms: float | None
    bare_cpu_ms: float
    """What one bare transaction takes the client."""
    wall_seconds: float
    """How long one worker took for all of them."""
    seed_seconds: float
    requests: float
    index_units: float
    look_units: float
    """To find a session in the index, and to look at it."""
    late: int
    """How many sessions were not brought up to date by the tick whose minute was due."""


@dataclass(frozen=True)
class Isolation:
    """What one session that always fails did to the others of its round."""

    sessions: int
    late: int
    """How many of the others were not brought up to date."""
    dead: int
    """How many messages went to the dead letters, each with that session alone."""


def measure(size: int, emulator: Emulator) -> SweepCost:
    """Return the cost of a sweep over `size` sessions with one minute due each, and of bare transactions."""
    end_all()
    began = time.monotonic()
    population = populate(size, seen_seconds=60)
    seeded = time.monotonic()
    with _counting() as requests:
        client_ms, engine_ms = _cost(size, emulator, lambda: _sweep(population, 60))
    swept = time.monotonic()
    late = _late(population.wallets, 2)
    sample = population.wallets[:BARE_SAMPLE]
    bare_ms, _ = _cost(len(sample), emulator, lambda: bare_charges.charge_each(sample, first_seq=1_000))
    with Meter() as meter:
        queue = MemoryQueue()
        meter.step = "index"
        sweep.tick(queue, population.stage.at(61))
        meter.step = "look"
        looked_at = Batch.decode(queue.bodies[0])
        sweep.bring_all_up_to_date(looked_at)
    return SweepCost(
        sessions=size,
        client_cpu_ms=client_ms,
        engine_cpu_ms=engine_ms,
        bare_cpu_ms=bare_ms,
        wall_seconds=swept - seeded,
        seed_seconds=seeded - began,
        requests=requests.total() / size,
        index_units=meter.steps["index"].read_units / size,
        look_units=meter.steps["look"].read_units / len(looked_at.session_ids),
        late=late,
    )


def isolate(size: int) -> Isolation:
    """Sweep sessions of which one cannot be read, until the queue is empty."""
    end_all()
    population = populate(size, seen_seconds=60)
    pk, sk = Account.key(account=population.wallets[size // 2])
    spoil = {
        "TableName": table.TableItem.Meta.table_name,
        "Key": {"pk": {"S": pk}, "sk": {"S": sk}},
        "UpdateExpression": "SET balance_cents = :text",
        "ExpressionAttributeValues": {":text": {"S": "plenty"}},
    }
    dynamodb.call("UpdateItem", spoil)
    queue = MemoryQueue()
    runtime: Any = SimpleNamespace(gateways=SimpleNamespace(queue=queue), clock=SystemClock())
    sweep.tick(queue, population.stage.at(60))
    receives: Counter[str] = Counter()
    dead = 0
    while queue.bodies:
        body = queue.bodies.pop(0)
        try:
            with silent():
                handlers.work(runtime, Batch.decode(body))
            observability.metrics.clear_metrics()
        except handlers.SessionsFailed:
            receives[body] += 1
            if receives[body] < _RECEIVES:
                queue.send([body])
            else:
                dead += 1
    others = [wallet for number, wallet in enumerate(population.wallets) if number != size // 2]
    return Isolation(size, _late(others, 2), dead)


@cache
def what_takes_time() -> str:
    """Where a sweep spends its processor time."""
    end_all()
    population = populate(_PROFILED, seen_seconds=60)
    return profile(lambda: _sweep(population, 60))


@contextmanager
def _counting() -> Iterator[Counter[str]]:
    """Count the requests of the table."""
    requests: Counter[str] = Counter()

    def count(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        requests[operation] += 1
        return go_on(operation, arguments)

    with dynamodb.around(count):
        yield requests


def _sweep(population: Population, seconds: int) -> None:
    queue = MemoryQueue()
    found = sweep.tick(queue, population.stage.at(seconds))
    assert found.live_sessions == len(population.session_ids)
    for body in queue.bodies:
        assert sweep.bring_all_up_to_date(Batch.decode(body)) == []


def _late(wallets: Sequence[str], minutes: int) -> int:
    """How many of these wallets have not been charged so many minutes."""
    late = 0
    for start in range(0, len(wallets), table.MAX_BATCH_READS):
        for account in ledger.load_accounts(*wallets[start : start + table.MAX_BATCH_READS]):
            late += account.hold is None or account.hold.minutes < minutes
    return late


def _cost(size: int, emulator: Emulator, work: Callable[[], None]) -> tuple[float, float | None]:
    """The processor time of this process and of the engine's, for each of `size` pieces of `work`, in milliseconds."""
    engine_before = cpu_seconds_of(emulator.pid)
    cpu = time.process_time()
    work()
    cpu = time.process_time() - cpu
    engine_after = cpu_seconds_of(emulator.pid)
    engine = None if engine_before is None or engine_after is None else (engine_after - engine_before) * 1_000 / size
    return cpu * 1_000 / size, engine


def figures(costs: Sequence[SweepCost], isolation: Isolation) -> list[Figure]:
    """The figures of sweeps over growing numbers of sessions."""
    first, last = costs[0], costs[-1]
    by_bare = (last.client_cpu_ms / last.bare_cpu_ms) / (first.client_cpu_ms / first.bare_cpu_ms)
    found = [figure for cost in costs for figure in _of_one(cost)]
    found += [
        at_most(
            f"linear: sweep ÷ bare at {last.sessions:,}, by the same at {first.sessions:,}",
            by_bare,
            "×",
            1.15,
            "each against bare transactions of its own moment, so that other load does not count",
            binds=what_takes_time,
        ),
        known(
            f"… client CPU a session at {last.sessions:,}, by that at {first.sessions:,}",
            last.client_cpu_ms / first.client_cpu_ms,
            "×",
            "as it was taken, with other load",
        ),
        at_most(
            f"sessions held up by one that always fails, of {isolation.sessions:,}",
            isolation.late,
            "sessions",
            0,
            f"{isolation.dead} message, that one alone, among the dead letters",
        ),
        known(
            f"sessions in 60 s on {_CORES} cores, workers alone",
            60_000 * _CORES / last.client_cpu_ms,
            "sessions",
            "processor time of the workers; the table elsewhere, as in production",
        ),
    ]
    if last.engine_cpu_ms is not None:
        found.append(
            at_least(
                f"sessions in 60 s on {_CORES} cores with the emulated table",
                60_000 * _CORES / (last.client_cpu_ms + last.engine_cpu_ms),
                "sessions",
                40_000,
                f"22,000 Django + PostgreSQL; the emulator itself takes {last.engine_cpu_ms:.2f} ms of each",
                binds=f"the emulator's {last.engine_cpu_ms:.2f} ms, not the sweep's {last.client_cpu_ms:.2f} ms"
                if last.engine_cpu_ms > last.client_cpu_ms
                else what_takes_time,
            )
        )
    return found


def _of_one(cost: SweepCost) -> list[Figure]:
    return [
        at_most(
            f"client CPU a billed minute, sweep of {cost.sessions:,} sessions",
            cost.client_cpu_ms,
            "ms",
            GOAL_MS,
            f"{_DJANGO_MS} ms Django + PostgreSQL, {_BARE_MS} ms a transaction a session (both published); "
            f"this machine is {cost.bare_cpu_ms / _BARE_MS:.1f} × as slow with what else runs on it",
            binds=what_takes_time,
        ),
        known("… one bare transaction a session through botocore", cost.bare_cpu_ms, "ms", "measured in this run"),
        known("… sweep ÷ bare transaction", cost.client_cpu_ms / cost.bare_cpu_ms, "×"),
        at_most(
            f"… at the speed at which a bare transaction takes {_BARE_MS} ms",
            cost.client_cpu_ms / cost.bare_cpu_ms * _BARE_MS,
            "ms",
            GOAL_MS,
            "what the goal's machine would take: whatever else runs on this one slows both alike",
            binds=what_takes_time,
        ),
        known(
            "… requests of the table a session", cost.requests, "requests", "index, two reads, writes of 25 together"
        ),
        known("… read units a session, by the index's pages", cost.index_units, "RRU", "keys alone, no scan"),
        known("… read units a session, to look at it", cost.look_units, "RRU", "session, presence, wallet"),
        at_most(
            f"… sessions late after their tick, of {cost.sessions:,}",
            cost.late,
            "sessions",
            0,
            f"one worker took {cost.wall_seconds:.0f} s; seeded in {cost.seed_seconds:.0f} s",
        ),
    ]
