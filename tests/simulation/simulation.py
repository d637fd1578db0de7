"""One run of the simulator: from a seed to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.core import table
from chalicelib.wallet import audit
from tests.simulation.areas import Area
from tests.simulation.areas.bookings import Bookings
from tests.simulation.areas.line import WaitingLines
from tests.simulation.areas.notifications import Notifications
from tests.simulation.areas.people import People
from tests.simulation.areas.sessions import Sessions
from tests.simulation.areas.wallet import Wallets
from tests.simulation.kernel import faults
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.kernel.scheduler import Stuck
from tests.simulation.model.books import Books
from tests.simulation.model.commits import Auditor, Violation, require
from tests.simulation.world import refusals
from tests.simulation.world.api import UndeclaredAnswer
from tests.simulation.world.world import BOUNDARIES, World

AREAS: tuple[type[Area], ...] = (People, Wallets, Sessions, Bookings, WaitingLines, Notifications)
LENGTHS_MS = (120_000, 400_000, 1_200_000)
"""How long people act in a run, one of these."""
TICKS = (1, 1, 2, 5, 1_000)
"""One minute in so many has a tick, while people act; the last is an outage as long as the run."""
_QUIET_MS = 60_000
_MAX_QUIET_LOOKS = 3 * 24 * 60


@dataclass(frozen=True)
class Verdict:
    """What came of a run. `violation` is the name of the check that did not hold, with `detail`."""

    seed: int
    digest: str
    steps: int
    virtual_ms: int
    sessions: int
    counts: Mapping[tuple[str, str], int]
    violation: str | None = None
    detail: str = ""
    last: tuple[str, ...] = ()


def declared() -> Coverage:
    """A fresh record with everything that a full run must reach."""
    coverage = Coverage()
    faults.declare(coverage, boundaries())
    refusals.declare(coverage)
    for area in AREAS:
        area.declare(coverage)
    return coverage


def boundaries() -> dict[str, tuple[str, ...]]:
    """Every boundary of a run, with its kinds of fault."""
    found = {name: tuple(kinds) for name, kinds in BOUNDARIES.items()}
    for area in AREAS:
        found.update({name: tuple(kinds) for name, kinds in area.boundaries.items()})
    return found


def simulate(seed: int, show: Callable[[str], None] | None = None) -> Verdict:
    """Run a seed to its end, or to the first violation."""
    coverage = Coverage()
    world = World(seed, coverage, show)
    world.open(boundaries())
    run = _Run(world)
    violation, detail = None, ""
    try:
        with world.serving(), refusals.recorded(coverage):
            run.live()
    except Violation as found:
        violation, detail = found.check, str(found)
    except (Stuck, UndeclaredAnswer, AssertionError) as found:
        violation, detail = type(found).__name__, str(found)
    finally:
        world.scheduler.abandon()
    return Verdict(
        seed,
        world.trace.digest,
        world.scheduler.steps,
        world.scheduler.now_ms - run.started_ms,
        len(run.sessions.auditor.told),
        coverage.counts(),
        violation,
        detail,
        tuple(world.trace.last) if violation else (),
    )


class _Run:
    """The areas of one run, and its three parts: before, meanwhile, afterwards."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._explainers: list[Auditor] = []
        self.books = Books(self._explainers)
        people = People(world)
        wallets = Wallets(world, people, self.books)
        is_of_days = world.stream("kind of run").random() < 0.4
        self.sessions = Sessions(world, people, self.books, wallets, is_brief=is_of_days)
        self.bookings = Bookings(world, people, wallets, self.sessions, is_open=is_of_days)
        lines, notifications = WaitingLines(world, people, self.sessions), Notifications(world)
        self.areas: list[Area] = [people, wallets, self.sessions, self.bookings, lines, notifications]
        self._explainers += [area.auditor for area in self.areas]
        self.started_ms = world.scheduler.now_ms

    def live(self) -> None:
        world = self._world
        world.kinds = frozenset[str]().union(*(area.kinds for area in self.areas))
        world.watches += [*(area.auditor.committed for area in self.areas), self.books.committed]
        world.listeners += [area.arrived for area in self.areas]
        table.TableItem.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        for area in self.areas:
            area.populate()
        for area in self.areas:
            area.begin()
        random = world.stream("run")
        every = random.choice(TICKS)
        world.scheduler.spawn(
            "clock", lambda: world.lambdas.every_minute(every, lambda: world.over, lambda: world.closing)
        )
        length_ms = LENGTHS_MS[-1] if self.sessions.is_long else random.choice(LENGTHS_MS)
        length_ms = max(length_ms, self.bookings.lasts_ms)
        world.scheduler.run(until_ms=self.started_ms + length_ms)
        self._close()

    def _close(self) -> None:
        """Nothing fails any more and nobody begins anything: everything must settle."""
        world = self._world
        world.trace.note("world", "closing: no more faults")
        world.closing = True
        world.faults.calm()
        for _ in range(_MAX_QUIET_LOOKS):
            if all(area.is_quiet() for area in self.areas) and world.is_quiet:
                break
            world.scheduler.run(until_ms=world.scheduler.now_ms + _QUIET_MS)
        else:
            waiting = [type(area).__name__ for area in self.areas if not area.is_quiet()]
            raise Violation("everything settles", f"still at it after three days: {waiting}")
        world.over = True
        world.scheduler.run()
        for auditor in (*self._explainers, self.books):
            auditor.settled()
        report = audit.check(lambda: world.scheduler.now_ms)
        require(not report.violation_count, "the product's own audit agrees", str(report.violations[:3]))
