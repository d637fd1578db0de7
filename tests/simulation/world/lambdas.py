"""The functions that no client calls: EventBridge's ticks and the queues' workers, each with a clock that is off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from chalicelib.areas import DUE
from chalicelib.core import due, events
from chalicelib.core.runtime import Runtime
from chalicelib.sessions import handlers as sessions
from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Scheduler
from tests.simulation.kernel.trace import Trace

MINUTE_MS = 60_000
SKEW_MS = 90_000
TICK = "tick"
IDLE_MINUTES = 30
"""While nobody does anything, one minute in so many has a tick."""
_TICKS = ("tick", "due")
BOUNDARIES: Mapping[str, tuple[str, ...]] = {TICK: ("missed", "doubled", "late")}
_ATTEMPTS = 3
_WITHIN_MS = (0, 5_000)
_LATE_MS = (10_000, 170_000)
_TIMEOUT_MS = 90_000

MakeRuntime = Callable[[int], Runtime]
"""Gives the surroundings of a process whose clock is off by so many milliseconds."""
Judge = Callable[[BaseException], None]


class Lambdas:
    """Runs the scheduled and the queued handlers, as `app.py` declares them."""

    def __init__(
        self,
        scheduler: Scheduler,
        faults: Faults,
        trace: Trace,
        skews: Random,
        times: Random,
        make_runtime: MakeRuntime,
        judge: Judge,
    ) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._trace = trace
        self._skews = skews
        self._times = times
        self._make_runtime = make_runtime
        self._judge = judge

    def _runtime(self) -> Runtime:
        return self._make_runtime(self._skews.randint(-SKEW_MS, SKEW_MS))

    # --- schedules ---

    def every_minute(self, every: int, is_over: Callable[[], bool], is_closing: Callable[[], bool]) -> None:
        """One tick for a whole minute, some time within it or late, doubled or missed, until all is over.

        While nobody else does anything, ticks come more seldom: what time alone brings about is found by any tick.

        Parameters:
            every: only one minute in so many has a tick before the run closes.
        """
        number = self._scheduler.now_ms // MINUTE_MS
        while not is_over():
            number += 1
            self._scheduler.sleep(number * MINUTE_MS + self._times.randint(*_WITHIN_MS) - self._scheduler.now_ms)
            if number % (IDLE_MINUTES if self._is_idle() else 1 if is_closing() else every):
                continue
            fault = self._faults.at(TICK)
            after_ms = self._times.randint(*_LATE_MS) if fault == "late" else 0
            for _ in range({"missed": 0, "doubled": 2}.get(fault or "", 1)):
                self._spawn_ticks(number * MINUTE_MS, after_ms)

    def _is_idle(self) -> bool:
        next_ms = self._scheduler.next_due_ms(besides=_TICKS)
        return next_ms is None or next_ms > self._scheduler.now_ms + MINUTE_MS

    def _spawn_ticks(self, scheduled_ms: int, after_ms: int) -> None:
        self._scheduler.spawn("tick", lambda: self._until_done(self._billing_tick, scheduled_ms), after_ms=after_ms)
        if DUE:
            self._scheduler.spawn("due", lambda: self._until_done(self._due_tick, scheduled_ms), after_ms=after_ms)

    def _until_done(self, tick: Callable[[int], Any], scheduled_ms: int) -> None:
        """An asynchronous invocation: it is repeated twice when it fails."""
        for _ in range(_ATTEMPTS):
            process = self._scheduler.spawn("tick", lambda: self._attempt(tick, scheduled_ms))
            self._scheduler.wait(process, at_most_ms=MINUTE_MS)
            if process.done and process.result:
                return
            self._scheduler.sleep(MINUTE_MS)

    def _attempt(self, tick: Callable[[int], Any], scheduled_ms: int) -> bool:
        try:
            self._trace.note("tick", str(tick(scheduled_ms)))
        except Exception as error:
            self._judge(error)
            return False
        return True

    def _billing_tick(self, scheduled_ms: int) -> Any:
        return sessions.billing_tick(self._runtime(), scheduled_ms)

    def _due_tick(self, scheduled_ms: int) -> Any:
        runtime = self._runtime()
        return due.tick(runtime.gateways.due_queue.send, runtime, scheduled_ms)

    # --- queues ---

    def bring_up_to_date(self, body: str) -> bool:
        """The worker of the billing queue, for one message; tells whether the message is done with."""
        return self._run_worker(body, sessions.Batch, lambda runtime, batch: sessions.work(runtime, batch))

    def do_due_work(self, body: str) -> bool:
        """The worker of the queue of due items, for one message; tells whether the message is done with."""
        return self._run_worker(
            body, due.Batch, lambda runtime, batch: due.work(DUE, runtime.gateways.due_queue.send, runtime, batch)
        )

    def _run_worker(self, body: str, batch_type: type[Any], work: Callable[[Runtime, Any], None]) -> bool:
        def handle() -> bool:
            runtime = self._runtime()
            self._trace.note("worker", body)
            record = {"messageId": "message", "body": body, "eventSource": "aws:sqs", "attributes": {}}
            answer = events.for_each_message({"Records": [record]}, batch_type, lambda batch: work(runtime, batch))
            return not answer["batchItemFailures"]

        process = self._scheduler.spawn("worker", handle)
        self._scheduler.wait(process, at_most_ms=_TIMEOUT_MS)
        return bool(process.done and process.result)
