"""Processor time of a sweep, for each billed minute, and how it grows with the number of sessions.

The tick and its workers run in this process, one after the other, through a queue in memory; the emulated table is
another process. So the processor time of this process is what a function pays, but for the queue's own client.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.sessions import sweep
from chalicelib.sessions.sweep import Batch
from chalicelib.wallet import ledger
from tests.emulator import Emulator
from tests.load.bench import bare_charges
from tests.load.bench.engine import cpu_seconds_of
from tests.load.bench.figure import Figure, at_least, at_most, known
from tests.load.bench.meter import Meter
from tests.load.bench.population import Population, end_all, populate

GOAL_MS = 0.25
_DJANGO_MS = 1.65
_CORES = 2
BARE_SAMPLE = 2_000
"""For so many sessions at the most the bare transactions are sent."""


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
    """What sweeping once cost, for each session: processor time in milliseconds and read units."""

    sessions: int
    client_cpu_ms: float
    engine_cpu_ms: float | None
    bare_cpu_ms: float
    """What one bare transaction takes the client."""
    index_units: float
    look_units: float
    """To find a session in the index, and to look at it."""


def measure(size: int, emulator: Emulator) -> SweepCost:
    """Return the cost of a sweep over `size` sessions with one minute due each, and of bare transactions."""
    end_all()
    population = populate(size, seen_seconds=60)
    client_ms, engine_ms = _cost(size, emulator, lambda: _sweep(population, 60))
    _require_charged(population, 2)
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
        size,
        client_ms,
        engine_ms,
        bare_ms,
        meter.steps["index"].read_units / size,
        meter.steps["look"].read_units / len(looked_at.session_ids),
    )


def profile(size: int) -> str:
    """Where a sweep of `size` sessions spends its time."""
    end_all()
    population = populate(size, seen_seconds=60)
    profiler = cProfile.Profile()
    profiler.runcall(_sweep, population, 60)
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("tottime").print_stats(35)
    return text.getvalue()


def _sweep(population: Population, seconds: int) -> None:
    queue = MemoryQueue()
    found = sweep.tick(queue, population.stage.at(seconds))
    assert found.live_sessions == len(population.session_ids)
    for body in queue.bodies:
        assert sweep.bring_all_up_to_date(Batch.decode(body)) == []


def _require_charged(population: Population, minutes: int) -> None:
    """Spot-check that the sweep did its work: the first, the middle and the last wallet."""
    for wallet in (population.wallets[0], population.wallets[len(population.wallets) // 2], population.wallets[-1]):
        hold = ledger.load_account(wallet).hold
        assert hold is not None
        assert hold.minutes == minutes


def _cost(size: int, emulator: Emulator, work: Callable[[], None]) -> tuple[float, float | None]:
    """The processor time of this process and of the engine's, for each of `size` pieces of `work`, in milliseconds."""
    engine_before = cpu_seconds_of(emulator.pid)
    cpu = time.process_time()
    work()
    cpu = time.process_time() - cpu
    engine_after = cpu_seconds_of(emulator.pid)
    engine = None if engine_before is None or engine_after is None else (engine_after - engine_before) * 1_000 / size
    return cpu * 1_000 / size, engine


def figures(costs: Sequence[SweepCost]) -> list[Figure]:
    """The figures of sweeps over growing numbers of sessions."""
    first, last = costs[0], costs[-1]
    found = [figure for cost in costs for figure in _of_one(cost)]
    found += [
        known("… Django + PostgreSQL ÷ sweep", _DJANGO_MS / last.client_cpu_ms, "×", "another machine of this kind"),
        at_most(
            f"linear: sweep ÷ bare at {last.sessions:,}, by the same at {first.sessions:,}",
            (last.client_cpu_ms / last.bare_cpu_ms) / (first.client_cpu_ms / first.bare_cpu_ms),
            "×",
            1.15,
            "each against bare transactions of its own moment, so that other load does not count",
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
            f"{_DJANGO_MS} ms Django + PostgreSQL (published)",
        ),
        known("… one bare transaction a session through botocore", cost.bare_cpu_ms, "ms", "measured in this run"),
        known("… sweep ÷ bare transaction", cost.client_cpu_ms / cost.bare_cpu_ms, "×"),
        known("… read units a session, by the index's pages", cost.index_units, "RRU", "keys alone, no scan"),
        known("… read units a session, to look at it", cost.look_units, "RRU", "session, presence, wallet"),
    ]
