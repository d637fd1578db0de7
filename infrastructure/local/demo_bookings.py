"""When the demonstration's readers can be booked, and what has been booked with them. Sample data, no code."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.bookings.schedule import Hours, Schedule
from chalicelib.readers.rules import Modality

_OFFICE = (Hours(9 * 60, 12 * 60), Hours(13 * 60, 17 * 60))
_EVENING = (Hours(18 * 60, 22 * 60),)
_LATE = (Hours(20 * 60, 24 * 60),)
_WEEKEND = (Hours(10 * 60, 16 * 60),)
_OFF: tuple[Hours, ...] = ()

_WEEKS = (
    (_OFFICE, _OFFICE, _OFFICE, _OFFICE, _OFFICE, _OFF, _OFF),
    (_EVENING, _EVENING, _EVENING, _EVENING, _EVENING, _WEEKEND, _WEEKEND),
    (_OFF, _LATE, _LATE, _LATE, _LATE, _LATE, _OFF),
    (_OFFICE + _EVENING, _OFF, _OFFICE + _EVENING, _OFF, _OFFICE, _WEEKEND, _OFF),
)
"""Office hours; evenings and weekends; late nights that touch midnight; some days only."""


def schedule_of(number: int, time_zone: str) -> Schedule:
    """The schedule of the reader at place `number` in the demonstration's list."""
    return Schedule(
        time_zone=time_zone,
        weekly=_WEEKS[number % len(_WEEKS)],
        buffer_after_minutes=15 if number % 2 else 0,
        minimum_notice_minutes=60 if number % 3 else 12 * 60,
        horizon_days=45,
        durations_minutes=(15, 30, 60) if number % 2 else (30, 45, 60),
        prices=((60, 9_900),) if number % 5 == 0 else (),
    )


@dataclass(frozen=True)
class DemoBooking:
    """The first open slot from so many days ahead on, of one client with one reader, by their places in the lists."""

    client: int
    reader: int
    days_ahead: int
    duration_minutes: int
    modality: Modality


BOOKINGS = (
    DemoBooking(client=0, reader=0, days_ahead=2, duration_minutes=60, modality=Modality.VIDEO),
    DemoBooking(client=0, reader=4, days_ahead=6, duration_minutes=30, modality=Modality.VOICE),
    DemoBooking(client=1, reader=0, days_ahead=3, duration_minutes=30, modality=Modality.VIDEO),
    DemoBooking(client=2, reader=1, days_ahead=1, duration_minutes=30, modality=Modality.VOICE),
)
