"""The mail service: it takes a mail, refuses it, fails, or does not say; processes die around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from chalicelib.gateways.errors import MailFailed, MailRefused, MailUncertain
from chalicelib.gateways.mail import Mail
from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Died, Scheduler

SEND = "mail send"
BOUNDARIES: Mapping[str, tuple[str, ...]] = {
    SEND: ("crash before", "crash after", "failed", "refused", "lost reply", "slow"),
}


class SimulatedMail:
    """`gateways.mail.MailSender`. `taken` hears of each mail that the service has taken."""

    def __init__(self, scheduler: Scheduler, faults: Faults, random: Random) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._random = random
        self.taken: Callable[[], None] = lambda: None

    def send(self, mail: Mail) -> str:
        self._scheduler.sleep(self._random.randint(20, 300))
        fault = self._faults.at(SEND)
        if fault == "crash before":
            raise Died
        if fault == "failed":
            raise MailFailed("throttled")
        if fault == "refused":
            raise MailRefused("rejected")
        if fault == "slow":
            self._scheduler.sleep(self._random.randint(1_000, 20_000))
        self.taken()
        if fault == "crash after":
            raise Died
        if fault == "lost reply":
            raise MailUncertain("no answer")
        return "mail"
