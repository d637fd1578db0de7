"""Waiting lines: clients who wait for a reader who is taken, give signs, go away, or let their turn pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tests.simulation.areas.people import People
from tests.simulation.areas.sessions import Sessions
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model.line import LineAuditor
from tests.simulation.world.api import Sent
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


class WaitingLines:
    """Clients who find a reader taken wait, in some runs."""

    boundaries: Mapping[str, Sequence[str]] = {}
    kinds = frozenset({"line_entry", "line_place", "reader_status", "session"})

    def __init__(self, world: World, people: People, sessions: Sessions) -> None:
        self._world = world
        self._people = people
        self._sessions = sessions
        self._often = world.stream("waiting line").choice((0.0, 0.5, 1.0))
        self.auditor = LineAuditor(world.coverage.reach)
        sessions.when_taken = self._wait

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare("waiting line", POINTS)

    def populate(self) -> None:
        return None

    def begin(self) -> None:
        return None

    def is_quiet(self) -> bool:
        return True

    def arrived(self, sent: Sent, at_ms: int) -> None:
        if sent.operation.operation_id == "leave_line" and sent.subject is not None:
            self.auditor.left.add(self._people.ids[sent.subject])

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
        call, sleep = self._world.api.call, self._world.scheduler.sleep
        for _ in range(12):
            if self._sessions.is_late:
                return
            call(name, "join_line", reader_id=self._people.ids[reader])
            sleep(random.randint(100, 6_000))
            call(name, "leave_line")

    def _wait_for_turn(self, name: str, reader: str, key: str, random: Random) -> None:
        """Wait as long as one likes; whose turn it is rings, mostly."""
        call, sleep = self._world.api.call, self._world.scheduler.sleep
        if call(name, "join_line", reader_id=self._people.ids[reader]).unknown:
            return
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
            if place["turn_expires_at"] is not None and random.random() < 0.8:
                sleep(random.choice((200, 3_000, 58_000)))
                self._sessions.ring(name, reader, f"{key}-turn-{number}", random)
                return
        if random.random() < 0.7:
            call(name, "leave_line")
