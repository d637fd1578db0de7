"""Time zones at the edges: which names there are, and the days of people who live in them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from chalicelib.core.clock import SECOND_MS, to_ms

_ZONE = re.compile(r"UTC|[A-Z][A-Za-z_]{1,30}(/[A-Za-z0-9_+-]{1,30}){1,2}")


def check_time_zone(name: str) -> str:
    """Return the name of an IANA time zone, such as `Europe/Lisbon`.

    Raises:
        ValueError: the time zone database has no such zone.
    """
    from zoneinfo import ZoneInfo  # every request loads this module, and few name a zone

    if _ZONE.fullmatch(name):
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            pass  # unknown, or a directory of the database
        else:
            return name
    raise ValueError("Name a zone of the IANA time zone database, such as Europe/Lisbon.")


def local_day(at_ms: int, time_zone: str) -> date:
    """Return the calendar day of an instant in a zone."""
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(at_ms // SECOND_MS, ZoneInfo(time_zone)).date()


def day_starts_at_ms(day: date, time_zone: str) -> int:
    """Return the instant at which a day begins in a zone: midnight, or the first instant after it that exists."""
    from zoneinfo import ZoneInfo

    return to_ms(datetime.combine(day, time(), ZoneInfo(time_zone)))


def day_ends_at_ms(day: date, time_zone: str) -> int:
    """Return the instant at which the next day begins.

    Raises:
        ValueError: the calendar has no next day.
    """
    if day == date.max:
        raise ValueError("Choose a day of this era.")
    return day_starts_at_ms(day + timedelta(days=1), time_zone)
