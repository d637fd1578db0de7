"""Tasks that take turns in virtual time, in one thread. Which runs next is decided by the seed alone.

A task is ordinary synchronous code; wherever it waits (`Scheduler.sleep`, `Scheduler.wait`) another one goes on. Time
moves only between turns, to the next one due; two due at one instant run in a seeded order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Container
from random import Random
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet


class Died(BaseException):
    """The process that a task stands for was killed here. No code of the product may catch it."""


class Stuck(Exception):
    """The tasks do not come to an end: a loop without a limit, somewhere."""


class Task:
    """One strand of work; `done` when it returned or died, with `result` or `died`."""

    def __init__(self, name: str, run: Callable[[], Any]) -> None:
        self.name = name
        self.done = False
        self.died = False
        self.result: Any = None
        self.awaited_by: Task | None = None
        self.turn = 0
        self.strand = greenlet(self._body)
        self._run = run

    def _body(self) -> None:
        try:
            self.result = self._run()
        except Died:
            self.died = True
        finally:
            self.done = True


class Scheduler:
    """Runs tasks until none is left. `now_ms` is the virtual time."""

    def __init__(self, random: Random, start_ms: int) -> None:
        self.now_ms = start_ms
        self.steps = 0
        self.limit = 10**9
        self._random = random
        self._due: list[tuple[int, float, int, Task]] = []
        self._number = 0
        self._hub = getcurrent()
        self._live: dict[int, Task] = {}
        self.current: Task | None = None

    def next_due_ms(self, besides: Container[str]) -> int | None:
        """When the next turn is due of whoever waits, but for tasks of these names; None when nobody else does."""
        due = (
            at_ms for at_ms, _, turn, task in self._due if task.name not in besides and not self._is_stale(task, turn)
        )
        return min(due, default=None)

    def spawn(self, name: str, run: Callable[[], Any], *, after_ms: int = 0) -> Task:
        """Begin a task, now or later."""
        task = Task(name, run)
        task.strand.parent = self._hub
        self._live[id(task)] = task
        self._schedule(task, after_ms)
        return task

    def sleep(self, for_ms: float) -> None:
        """Let others go on for a while; outside of tasks, nothing."""
        task = self.current
        if task is not None:
            self._schedule(task, int(for_ms))
            self._hub.switch()

    def wait(self, task: Task, *, at_most_ms: int) -> bool:
        """Wait for a task to be done; tells whether it is. It goes on by itself when it is not."""
        me = self.current
        assert me is not None
        if not task.done:
            task.awaited_by = me
            self._schedule(me, at_most_ms)
            self._hub.switch()
            task.awaited_by = None
        return task.done

    def run(self, *, until_ms: int | None = None) -> None:
        """Give turns until no task is due, or none before `until_ms`.

        Raises:
            Stuck: more turns were taken than `limit`.
            BaseException: what a task raised, other than Died.
        """
        while self._due and (until_ms is None or self._due[0][0] <= until_ms):
            at_ms, _, turn, task = heapq.heappop(self._due)
            if self._is_stale(task, turn):
                continue
            self.now_ms = max(self.now_ms, at_ms)
            self.steps += 1
            if self.steps > self.limit:
                raise Stuck(f"{self.steps} steps, and {task.name} still goes on")
            self.current = task
            try:
                task.strand.switch()
            finally:
                self.current = None
            if task.done:
                del self._live[id(task)]
                if task.awaited_by is not None:
                    self._schedule(task.awaited_by, 0)
        if until_ms is not None:
            self.now_ms = max(self.now_ms, until_ms)

    @staticmethod
    def _is_stale(task: Task, turn: int) -> bool:
        """Whether a turn was given up for another: who waited heard earlier than they had to."""
        return task.done or turn != task.turn

    def abandon(self) -> None:
        """End the tasks that are left, wherever they wait."""
        for task in list(self._live.values()):
            if task.strand:
                task.strand.throw(GreenletExit)
            else:
                task.done = True
        self._live.clear()
        self._due.clear()

    def _schedule(self, task: Task, after_ms: int) -> None:
        task.turn = self._number = self._number + 1
        heapq.heappush(self._due, (self.now_ms + max(0, after_ms), self._random.random(), task.turn, task))
