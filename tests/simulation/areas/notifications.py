"""Notifications and their mails: nobody acts; what other areas' facts bring about is watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model.notifications import NotificationsAuditor
from tests.simulation.world.api import Sent
from tests.simulation.world.world import World

KINDS = (
    "booking_made",
    "booking_reminder",
    "booking_cancelled",
    "booking_rescheduled",
    "session_missed",
    "session_refunded",
    "low_balance",
    "top_up_receipt",
    "dispute",
    "your_turn",
    "account_standing",
)
_MAILS = (
    "a mail goes out",
    "mail: waiting -> sending",
    "mail: waiting -> skipped",
    "mail: sending -> waiting",
    "mail: sending -> sent",
    "mail: sending -> refused",
    "mail: sending -> uncertain",
)


class Notifications:
    """What people are told, and the model that knows what they must be told."""

    boundaries: Mapping[str, Sequence[str]] = {}
    kinds = frozenset({"notification", "booking", "session", "reader_status", "transfer", "account", "line_place"})

    def __init__(self, world: World) -> None:
        self.auditor = NotificationsAuditor(lambda: world.scheduler.current, world.coverage.reach)
        world.mail.taken = self.auditor.mailed

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare("notifications", (*KINDS, *_MAILS))

    def populate(self) -> None:
        return None

    def begin(self) -> None:
        return None

    def arrived(self, sent: Sent, at_ms: int) -> None:
        return None

    def is_quiet(self) -> bool:
        return self.auditor.is_quiet
