"""The payment provider: its books are never wrong, but calls to it fail, and its events come when they like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, TypeVar

from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from tests.fakes.payments import FakePayments
from tests.fakes.provider_store import JsonObject, ProviderStore
from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Died, Scheduler

T = TypeVar("T")

_TROUBLES = ("crash before", "crash after", "unreachable", "lost reply", "slow")
_CALLS = (
    "create_checkout",
    "retrieve_checkout",
    "create_payment_intent",
    "retrieve_payment_intent",
    "create_refund",
    "list_refunds",
)
DELIVER = "provider event"
BOUNDARIES: Mapping[str, tuple[str, ...]] = {
    **{f"provider {name}": _TROUBLES for name in _CALLS},
    "provider create_refund": (*_TROUBLES, "refused"),
    DELIVER: ("duplicate", "late", "hours late", "lost the first time"),
}
_SOON_MS = (50, 4_000)
_LATE_MS = (20_000, 240_000)
_HOURS_MS = (3_600_000, 5 * 3_600_000)
_REPEAT_MS = (30_000, 600_000)
_MAX_DELIVERIES = 60

Deliver = Callable[[JsonObject], bool]
"""Sends an event to the webhook; tells whether it was taken."""


class _TellingStore(ProviderStore):
    """Books that say at once what happens in them."""

    def __init__(self, now_ms: Callable[[], int], tell: Callable[[JsonObject], None]) -> None:
        super().__init__(now_ms)
        self._tell = tell

    def _announce(self, event_type: str, subject: JsonObject) -> None:
        super()._announce(event_type, subject)
        self._tell(self.events[-1])


class SimulatedPayments(FakePayments):
    """The gateway in memory, with latency and faults at every call.

    Attributes:
        deliver: takes what happens in the provider's books from now on; None: nobody does.
        undelivered: how many deliveries are under way.
    """

    def __init__(self, scheduler: Scheduler, faults: Faults, random: Random) -> None:
        super().__init__(lambda: scheduler.now_ms, _TellingStore(lambda: scheduler.now_ms, self._post))
        self._scheduler = scheduler
        self._weather = faults
        self._random = random
        self.deliver: Deliver | None = None
        self.undelivered = 0

    def _ask(self, name: str, read: Callable[[Any], T], call: Callable[[], JsonObject]) -> T:
        if self._scheduler.current is None:
            return super()._ask(name, read, call)
        self._scheduler.sleep(self._random.randint(30, 400))
        boundary = f"provider {name}"
        fault = self._weather.at(boundary) if boundary in BOUNDARIES else None
        if fault == "crash before":
            raise Died
        if fault == "unreachable":
            raise PaymentProviderFailed("unreachable")
        if fault == "refused":
            raise PaymentRefused("card_declined", provider_code="charge_disputed")
        if fault == "slow":
            self._scheduler.sleep(self._random.randint(1_000, 20_000))
        answer = super()._ask(name, read, call)
        if fault == "crash after":
            raise Died
        if fault == "lost reply":
            raise PaymentProviderFailed("unreachable")
        return answer

    def _post(self, event: JsonObject) -> None:
        deliver = self.deliver
        if deliver is None:
            return
        fault = self._weather.at(DELIVER)
        wait = {"late": _LATE_MS, "hours late": _HOURS_MS}.get(fault or "", _SOON_MS)
        after_ms = self._random.randint(*wait)
        at_once = self._random.random() < 0.5
        for copy in range(3 if fault == "duplicate" else 1):
            self.undelivered += 1
            self._scheduler.spawn(
                f"provider {event['id'][-4:]}",
                lambda: self._until_taken(event, deliver, lost=fault == "lost the first time"),
                after_ms=after_ms if at_once or not copy else self._random.randint(*wait),
            )

    def _until_taken(self, event: JsonObject, deliver: Deliver, *, lost: bool) -> None:
        for attempt in range(_MAX_DELIVERIES):
            if not (lost and attempt == 0) and deliver(event):
                self.undelivered -= 1
                return
            self._scheduler.sleep(self._random.randint(*_REPEAT_MS))
        raise AssertionError(f"the event {event['id']} ({event['type']}) is never taken")
