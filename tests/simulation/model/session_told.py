"""What is known of one session: its last committed item, the evidence, who asked to end it, what it has cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.model.commits import from_json
from tests.simulation.model.presence import PresenceLog

MINUTE_MS = 60_000


@dataclass
class Told:
    """One session, as far as it has come."""

    session_id: str
    log: PresenceLog = field(default_factory=PresenceLog)
    item: Mapping[str, Any] = field(default_factory=dict)
    charged: int = 0
    standing: int = 0
    refunds: list[int] = field(default_factory=list)
    ends: set[tuple[str | None, int]] = field(default_factory=set)
    """Who asked to end it, and when; None for somebody else than its two parties."""

    @property
    def proved_until(self) -> int:
        """The last instant at which both are proved to be there, by signs and by the calls that end the session."""
        return max(self.log.now.until, *(self.log.now.signed(*end).until for end in self.ends), 0)

    @property
    def is_booked(self) -> bool:
        """Whether it is a booked reading's, whose price is paid already."""
        return self.item.get("booking_id") is not None

    @property
    def rate(self) -> int:
        return int(self.item["rate_cents"])

    @property
    def state(self) -> str:
        return str(self.item.get("state", "none"))


def closed_ms(item: Mapping[str, Any]) -> int:
    """Connected time of the intervals that are over."""
    return sum(stop - start for start, stop, *_ in from_json(item.get("intervals")))
