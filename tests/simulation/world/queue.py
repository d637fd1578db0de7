"""The billing queue: at least once, in any order, sometimes hours late; a message that keeps failing is set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from chalicelib.gateways.queue import QueueFailed
from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Died, Scheduler

SEND, DELIVER, ASK = "queue send", "queue deliver", "queue length"
BOUNDARIES: Mapping[str, tuple[str, ...]] = {
    SEND: ("crash before", "crash after", "refused", "taken in part", "lost reply"),
    ASK: ("refused",),
    DELIVER: ("duplicate", "late", "hours late", "worker dies at once"),
}
MAX_RECEIVES = 5
_SOON_MS = (20, 1_500)
_LATE_MS = (10_000, 180_000)
_HOURS_MS = (3_600_000, 4 * 3_600_000)
_VISIBILITY_MS = 60_000

Work = Callable[[str], bool]
"""Handles one message as a process of its own; tells whether the message is done with."""


class SimulatedQueue:
    """`gateways.queue.Queue`, and the deliveries that follow."""

    def __init__(self, scheduler: Scheduler, faults: Faults, random: Random, work: Work) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._random = random
        self._work = work
        self.unfinished = 0
        self.set_aside = 0

    def send(self, bodies: Sequence[str]) -> None:
        self._scheduler.sleep(self._random.randint(2, 20))
        fault = self._faults.at(SEND)
        if fault == "crash before":
            raise Died
        if fault == "refused":
            raise QueueFailed("nothing was taken")
        taken = self._random.randrange(len(bodies)) if fault == "taken in part" else len(bodies)
        for body in bodies[:taken]:
            self._post(body)
        if fault == "crash after":
            raise Died
        if fault in ("taken in part", "lost reply"):
            raise QueueFailed("some messages may not have been taken")

    def waiting(self) -> int:
        self._scheduler.sleep(self._random.randint(2, 20))
        if self._faults.at(ASK) is not None:
            raise QueueFailed("the queue does not tell")
        return self.unfinished

    def _post(self, body: str) -> None:
        self.unfinished += 1
        fault = self._faults.at(DELIVER)
        late = {"late": _LATE_MS, "hours late": _HOURS_MS}.get(fault or "", _SOON_MS)
        copies = 2 if fault == "duplicate" else 1
        dies = fault == "worker dies at once"
        for _ in range(copies):
            after_ms = self._random.randint(*late)
            self._scheduler.spawn("queue", lambda: self._deliver(body, dies=dies), after_ms=after_ms)
        self.unfinished += copies - 1

    def _deliver(self, body: str, *, dies: bool) -> Any:
        for receive in range(MAX_RECEIVES):
            done = False if dies and receive == 0 else self._work(body)
            if done:
                self.unfinished -= 1
                return
            self._scheduler.sleep(_VISIBILITY_MS)
        self.set_aside += 1
        self.unfinished -= 1
