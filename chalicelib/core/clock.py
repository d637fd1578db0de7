"""Time, injected. Inside, an instant is an integer number of milliseconds since the epoch, UTC (`_at_ms`).

Integers make instants exact and comparable without a zone; `datetime` appears only at the edges, where people and
JSON meet it. Nothing else in the code may ask the machine for the time.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


class Clock(Protocol):
    """Tells the present instant."""

    def now_ms(self) -> int:
        """Return the present instant in milliseconds since the epoch, UTC."""
        ...


class SystemClock:
    """The machine's clock; the only place that reads it."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000


def to_datetime(at_ms: int) -> datetime:
    """Return the aware UTC `datetime` of an instant in milliseconds."""
    seconds, millis = divmod(at_ms, SECOND_MS)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=millis * 1_000)


def to_ms(at: datetime) -> int:
    """Return an aware `datetime` as milliseconds since the epoch.

    Raises:
        ValueError: `at` carries no zone, so its instant is unknown.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * SECOND_MS + delta.microseconds // 1_000


def utc_day(at_ms: int) -> str:
    """Return the UTC calendar day of an instant, as `YYYY-MM-DD`."""
    return to_datetime(at_ms).date().isoformat()
