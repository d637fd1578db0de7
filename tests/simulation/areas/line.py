"""Waiting lines: clients who wait for a reader who is taken, give signs, go away, or let their turn pass."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.simulation.areas.people import People
from tests.simulation.areas.sessions import Sessions
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model.line import TURN_MS, LineAuditor
from tests.simulation.world.api import Answer, Sent
from tests.simulation.world.world import World

POINTS = (
    "somebody joins",
    "a turn is given",
    "a turn is taken",
    "who begins leaves the line",
    "who lets the turn pass loses the place",
    "who is silent loses the place",
    "somebody leaves",
)


_RINGS_IN_A_RUSH = 4


class WaitingLines:
    """Clients who find a reader taken wait, in some runs."""

    boundaries: Mapping[str, Sequence[str]] = {}
    kinds = frozenset({"line_entry", "line_place", "reader_status", "session"})

    def __init__(self, world: World, people: People, sessions: Sessions) -> None:
        self._world = world
        self._people = people
        self._sessions = sessions
        self._actors = 0
        self._number = 0
        self._waiting: list[str] = []
        self._often = world.stream("waiting line").choice((0.0, 0.5, 1.0))
        self.auditor = LineAuditor(world.coverage.reach)
        self._rushes = world.stream("rushes").choice((0.0, 0.5, 1.0, 1.0))
        sessions.when_taken = self._wait
        sessions.when_leaving = self._rush

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare("waiting line", POINTS)

    def populate(self) -> None:
        return None

    def begin(self) -> None:
        return None

    def is_quiet(self) -> bool:
        return not self._actors

    def arrived(self, sent: Sent, at_ms: int) -> None:
        if sent.operation.operation_id == "leave_line" and sent.subject is not None:
            self.auditor.left.add(self._people.ids[sent.subject])

    def _spawn(self, name: str, run: Callable[[], object], after_ms: int = 0) -> None:
        self._actors += 1

        def act() -> None:
            try:
                run()
            finally:
                self._actors -= 1

        self._world.scheduler.spawn(name, act, after_ms=after_ms)

    def _join(self, name: str, reader: str, random: Random) -> Answer:
        """Take a place, now and then in two windows at once."""
        self._people.asks(reader, often=4)
        reader_id = self._people.ids[reader]
        if random.random() < 0.15:
            after_ms = random.randint(0, self._world.network.usual_ms)
            self._spawn(name, lambda: self._world.api.call(name, "join_line", reader_id=reader_id), after_ms)
        return self._world.api.call(name, "join_line", reader_id=reader_id)

    def _leave(self, name: str, random: Random) -> None:
        """Give up a place, now and then in two windows at once."""
        if random.random() < 0.2:
            after_ms = random.randint(0, self._world.network.usual_ms)
            self._spawn(name, lambda: self._world.api.call(name, "leave_line"), after_ms)
        self._world.api.call(name, "leave_line")

    def _look(self, name: str) -> None:
        """See where one stands, in two windows at once."""
        self._spawn(name, lambda: self._world.api.call(name, "get_own_place"))
        self._world.api.call(name, "get_own_place")

    def _rush(self, leaver: str, reader: str) -> None:
        """Just before a session ends some ring its reader and another one joins the line: a ring may find the reader
        free and nobody waiting, when the other one has found them taken.
        """
        random, usual_ms = self._world.stream(f"rush {self._world.scheduler.now_ms}"), self._world.network.usual_ms
        if self._sessions.is_late or len(self._people.clients) < 2 or random.random() >= self._rushes:
            return
        if self._waiting:
            self._rush_away(random)
            self._world.scheduler.sleep(3 * usual_ms)
            return
        joining = random.choice([each for each in self._people.clients if each != leaver])
        others = [each for each in self._people.clients if each != joining]
        for _ in range(_RINGS_IN_A_RUSH):
            ringing = random.choice(others)
            self._number += 1
            ring = functools.partial(self._sessions.ring, ringing, reader, f"rush-{self._number}", random)
            self._spawn(ringing, ring, random.randint(0, 4 * usual_ms))
        join = functools.partial(self._join, joining, reader, random)
        self._spawn(joining, join, random.randint(3 * usual_ms, 6 * usual_ms))
        self._world.scheduler.sleep(3 * usual_ms)

    def _rush_away(self, random: Random) -> None:
        """Just before a session ends those who wait look, and one gives up: a turn may be given to who is leaving."""
        usual_ms = self._world.network.usual_ms
        for name in self._waiting:
            self._spawn(name, lambda name=name: self._look(name), random.randint(0, 6 * usual_ms))  # type: ignore[misc]
        leaving = random.choice(self._waiting)
        self._spawn(leaving, lambda: self._leave(leaving, random), random.randint(3 * usual_ms, 7 * usual_ms))

    def _step_out(self, reader: str, random: Random) -> None:
        """A reader is called away while a turn is open, longer than that lasts."""
        self._world.api.call(reader, "set_reachability", {"reachability": "away"})
        self._world.scheduler.sleep(random.randint(50_000, 100_000))
        for _ in range(5):
            if self._world.api.call(reader, "set_reachability", {"reachability": "online"}).ok:
                return
            self._world.scheduler.sleep(random.randint(1_000, 5_000))

    def _wait(self, name: str, reader: str, key: str, random: Random) -> None:
        if random.random() >= self._often:
            return
        match random.choice(("waits", "waits", "comes and goes", "rings again")):
            case "rings again":
                self._ring_again(name, reader, key, random)
            case "comes and goes":
                self._come_and_go(name, reader, random)
            case _:
                self._wait_for_turn(name, reader, key, random)

    def _ring_again(self, name: str, reader: str, key: str, random: Random) -> None:
        """Try again and again, without waiting in line, to be the quicker one when the reader is free."""
        for number in range(25):
            self._world.scheduler.sleep(random.randint(100, 3_000))
            if self._sessions.is_late or self._sessions.ring(name, reader, f"{key}-again-{number}", random).ok:
                return

    def _come_and_go(self, name: str, reader: str, random: Random) -> None:
        """Join and leave, several times: somebody may begin in the same moment."""
        sleep = self._world.scheduler.sleep
        for _ in range(12):
            if self._sessions.is_late:
                return
            self._join(name, reader, random)
            sleep(random.randint(100, 6_000))
            self._leave(name, random)

    def _wait_for_turn(self, name: str, reader: str, key: str, random: Random) -> None:
        """Wait as long as one likes; whose turn it is rings, mostly."""
        if self._join(name, reader, random).unknown:
            return
        self._waiting.append(name)
        try:
            self._stand_in_line(name, reader, key, random)
        finally:
            self._waiting.remove(name)

    def _stand_in_line(self, name: str, reader: str, key: str, random: Random) -> None:
        call, sleep = self._world.api.call, self._world.scheduler.sleep
        patience = random.choice((3, 20, 60))
        for number in range(patience):
            if self._sessions.is_late:
                return
            sleep(random.choice((4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000, 125_000)))
            answer = call(name, "get_own_place")
            if not answer.ok:
                continue
            place = answer.body["place"]
            if place is None:
                return
            if place["turn_expires_at"] is not None and random.random() < 0.2:
                self._spawn(reader, lambda: self._step_out(reader, random))
                sleep(TURN_MS)
                self._look(name)
            elif place["turn_expires_at"] is not None and random.random() < 0.8:
                sleep(random.choice((200, 3_000, 58_000)))
                self._sessions.ring(name, reader, f"{key}-turn-{number}", random)
                return
        if random.random() < 0.7:
            self._leave(name, random)
