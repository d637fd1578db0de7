"""When a reader can be booked: weekly hours, exceptions, and the open slots that follow. Pure, no clock.

Hours are wall times in the reader's IANA zone. What they mean in elapsed time on a day on which the clocks change
(docs/decisions/0014-bookings.md):

- hours begin at the first instant at which the wall clock shows their start, or has passed it, and go on, without a
  break, as long as it shows a time before their end;
- so a time that the clocks skip does not exist: hours inside a skipped hour are empty, others are shorter;
- an hour that the clocks repeat is worked twice when it lies inside the hours as a whole (a day of 25 hours has 25),
  and hours that begin within it are worked the first time only, until the clocks are set back.

A slot lies inside hours for all of its length, in elapsed time, so a reading of 60 minutes always has 60.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from chalicelib.core.clock import DAY_MS, MINUTE_MS, to_datetime, to_ms
from chalicelib.readers.rules import Modality, Rates

DURATIONS_MINUTES = (15, 30, 45, 60)
BUFFERS_MINUTES = (0, 15, 30, 45, 60)
GRID_MINUTES = 15
MIN_NOTICE_MINUTES = 30
MAX_NOTICE_MINUTES = 14 * 24 * 60
MAX_HORIZON_DAYS = 180
MAX_HOURS_A_DAY = 8
MAX_OVERRIDES = 120
MAX_TIME_OFF = 40
MAX_TIME_OFF_DAYS = 366
MAX_RANGE_DAYS = 31
"""How many days of slots one question may ask for."""
MIN_PRICE_CENTS = 100
MAX_PRICE_CENTS = 300_000
DAY_MINUTES = 24 * 60

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


@dataclass(frozen=True)
class Hours:
    """A stretch of a day, in minutes of the wall clock after midnight; the end is not included, 1440 is midnight."""

    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class Override:
    """Other hours on one date; none: closed."""

    on: date
    hours: tuple[Hours, ...]


@dataclass(frozen=True)
class TimeOff:
    """Whole days off, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class Schedule:
    """All that decides when a reader can be booked, for how long and for how much.

    Attributes:
        weekly: seven days from Monday.
        prices: the reader's own price of a duration, in cents; without one it is the rate times the minutes.
    """

    time_zone: str
    weekly: tuple[tuple[Hours, ...], ...]
    overrides: tuple[Override, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    minimum_notice_minutes: int = 120
    horizon_days: int = 60
    durations_minutes: tuple[int, ...] = (30, 60)
    modalities: tuple[Modality, ...] = tuple(Modality)
    prices: tuple[tuple[int, int], ...] = ()

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The hours of a date: none in time off, else its override's, else the weekday's."""
        if any(off.first_day <= day <= off.last_day for off in self.time_off):
            return ()
        for override in self.overrides:
            if override.on == day:
                return override.hours
        return self.weekly[day.weekday()]

    def price_cents(self, rates: Rates, modality: Modality, duration_minutes: int) -> int | None:
        """The price of a reading, or None when it is not offered."""
        if duration_minutes not in self.durations_minutes or modality not in self.modalities:
            return None
        if modality not in rates:
            return None
        return dict(self.prices).get(duration_minutes, rates[modality] * duration_minutes)


class BadSchedule(ValueError):
    """A schedule that cannot be one. `field` is the part's JSON path, the message a sentence for people."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def has_hours(schedule: Schedule) -> bool:
    """Whether there are hours at all, in a usual week or on some date; whether any are open is another question."""
    return any(schedule.weekly) or any(override.hours for override in schedule.overrides)


def parse_time(text: str) -> int:
    """Return a time of day such as `09:30`, or `24:00`, as minutes after midnight. Raises ValueError."""
    if not _TIME.fullmatch(text):
        raise ValueError("Write a time as hours and minutes, such as 09:30.")
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def format_time(minute: int) -> str:
    """Return minutes after midnight as a time of day such as `09:30`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def checked(schedule: Schedule) -> Schedule:
    """Return a schedule in its customary order, when it can be one.

    Raises:
        BadSchedule: hours are off the grid or overlap, a date stands twice, or a limit is not kept.
    """
    if len(schedule.weekly) != 7:
        raise BadSchedule("weekly", "A week has seven days.")
    weekly = tuple(_checked_hours(hours, f"weekly[{number}]") for number, hours in enumerate(schedule.weekly))
    overrides = tuple(sorted(schedule.overrides, key=lambda each: each.on))
    if len({each.on for each in overrides}) != len(overrides):
        raise BadSchedule("overrides", "A date has one override.")
    if len(overrides) > MAX_OVERRIDES:
        raise BadSchedule("overrides", f"There can be {MAX_OVERRIDES} overrides.")
    overrides = tuple(Override(each.on, _checked_hours(each.hours, f"overrides[{each.on}]")) for each in overrides)
    if len(schedule.time_off) > MAX_TIME_OFF:
        raise BadSchedule("time_off", f"There can be {MAX_TIME_OFF} times off.")
    for number, off in enumerate(schedule.time_off):
        if not 0 <= (off.last_day - off.first_day).days < MAX_TIME_OFF_DAYS:
            raise BadSchedule(f"time_off[{number}]", "Time off ends on or after its first day, within a year.")
    if not schedule.durations_minutes or not set(schedule.durations_minutes) <= set(DURATIONS_MINUTES):
        raise BadSchedule("durations_minutes", "Readings take 15, 30, 45 or 60 minutes.")
    if not schedule.modalities:
        raise BadSchedule("modalities", "Offer at least one way to talk.")
    for name in ("buffer_before_minutes", "buffer_after_minutes"):
        if getattr(schedule, name) not in BUFFERS_MINUTES:
            raise BadSchedule(name, "A buffer is 0, 15, 30, 45 or 60 minutes.")
    if not MIN_NOTICE_MINUTES <= schedule.minimum_notice_minutes <= MAX_NOTICE_MINUTES:
        raise BadSchedule("minimum_notice_minutes", "Notice is 30 minutes to 14 days.")
    if not 1 <= schedule.horizon_days <= MAX_HORIZON_DAYS:
        raise BadSchedule("horizon_days", f"Readings can be booked 1 to {MAX_HORIZON_DAYS} days ahead.")
    return Schedule(
        time_zone=schedule.time_zone,
        weekly=weekly,
        overrides=overrides,
        time_off=tuple(sorted(set(schedule.time_off), key=lambda off: (off.first_day, off.last_day))),
        buffer_before_minutes=schedule.buffer_before_minutes,
        buffer_after_minutes=schedule.buffer_after_minutes,
        minimum_notice_minutes=schedule.minimum_notice_minutes,
        horizon_days=schedule.horizon_days,
        durations_minutes=tuple(sorted(set(schedule.durations_minutes))),
        modalities=tuple(each for each in Modality if each in schedule.modalities),
        prices=_checked_prices(schedule.prices),
    )


def _checked_hours(hours: Sequence[Hours], field: str) -> tuple[Hours, ...]:
    if len(hours) > MAX_HOURS_A_DAY:
        raise BadSchedule(field, f"A day has at most {MAX_HOURS_A_DAY} stretches of hours.")
    in_order = sorted(hours, key=lambda each: each.start_minute)
    for each in in_order:
        if not 0 <= each.start_minute < each.end_minute <= DAY_MINUTES:
            raise BadSchedule(field, "Hours end after they start, at midnight (24:00) at the latest.")
        if each.start_minute % GRID_MINUTES or each.end_minute % GRID_MINUTES:
            raise BadSchedule(field, "Hours start and end on a quarter of an hour.")
    for earlier, later in pairwise(in_order):
        if later.start_minute < earlier.end_minute:
            raise BadSchedule(field, "Hours of a day must not overlap.")
    return tuple(in_order)


def _checked_prices(prices: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    if len(dict(prices)) != len(prices) or not set(dict(prices)) <= set(DURATIONS_MINUTES):
        raise BadSchedule("prices", "Name one price for a duration of 15, 30, 45 or 60 minutes.")
    for _, cents in prices:
        if not MIN_PRICE_CENTS <= cents <= MAX_PRICE_CENTS:
            raise BadSchedule("prices", "A price is $1.00 to $3,000.00.")
    return tuple(sorted(prices))


# --- from wall clocks to elapsed time ---------------------------------------------------------------------------


def _offset_ms(at_ms: int, zone: ZoneInfo) -> int:
    offset = to_datetime(at_ms).astimezone(zone).utcoffset()
    return (offset or timedelta()) // timedelta(milliseconds=1)


def _wall_ms(day: date, minute: int) -> int:
    """A wall time as if it were UTC: comparable with `at_ms + offset`."""
    return to_ms(datetime(day.year, day.month, day.day, tzinfo=UTC)) + minute * MINUTE_MS


def first_instant_ms(day: date, minute: int, zone: ZoneInfo) -> int:
    """Return the first instant at which the zone's clock shows `minute` of `day`, or has passed it by being set on."""
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - a wall time
    first_ms = to_ms(wall.replace(tzinfo=zone, fold=0))
    other_ms = to_ms(wall.replace(tzinfo=zone, fold=1))
    if first_ms <= other_ms:
        return first_ms
    # The wall time is skipped. The change lies between the two readings of it; find the instant by halving.
    low_ms, high_ms, after_ms = other_ms, first_ms, _offset_ms(first_ms, zone)
    while high_ms - low_ms > 1:
        middle_ms = (low_ms + high_ms) // 2
        if _offset_ms(middle_ms, zone) == after_ms:
            high_ms = middle_ms
        else:
            low_ms = middle_ms
    return low_ms if _offset_ms(low_ms, zone) == after_ms else high_ms


@dataclass(frozen=True)
class Window:
    """A stretch of elapsed time, end not included."""

    start_ms: int
    end_ms: int


def _window(day: date, hours: Hours, zone: ZoneInfo) -> Window | None:
    start_ms = first_instant_ms(day, hours.start_minute, zone)
    end_ms = first_instant_ms(day, hours.end_minute, zone)
    if start_ms >= end_ms:
        return None
    if end_ms - start_ms > (hours.end_minute - hours.start_minute) * MINUTE_MS:
        end_ms = _until_set_back_before(day, hours, zone, start_ms, end_ms)
    return Window(start_ms, end_ms)


def _until_set_back_before(day: date, hours: Hours, zone: ZoneInfo, start_ms: int, end_ms: int) -> int:
    """The end of hours on a day on which clocks are set back: earlier when that leads to before the hours' start."""
    starts_wall_ms = _wall_ms(day, hours.start_minute)
    for at_ms in range(start_ms, end_ms, GRID_MINUTES * MINUTE_MS):
        if at_ms + _offset_ms(at_ms, zone) < starts_wall_ms:
            return at_ms
    return end_ms


def windows(schedule: Schedule, from_ms: int, to_ms_: int) -> list[Window]:
    """Return the reader's hours that touch the time from `from_ms` to `to_ms_`, in order, joined where they meet."""
    zone = ZoneInfo(schedule.time_zone)
    day = to_datetime(from_ms).astimezone(zone).date() - timedelta(days=1)
    last = to_datetime(to_ms_).astimezone(zone).date() + timedelta(days=1)  # hours may go on over midnight
    joined: list[Window] = []
    while day <= last:
        for hours in schedule.hours_on(day):
            window = _window(day, hours, zone)
            if window is None:
                continue
            if joined and window.start_ms <= joined[-1].end_ms:
                joined[-1] = Window(joined[-1].start_ms, max(joined[-1].end_ms, window.end_ms))
            else:
                joined.append(window)
        day += timedelta(days=1)
    return joined


def open_starts_ms(
    schedule: Schedule, *, from_ms: int, to_ms_: int, duration_minutes: int, now_ms: int, taken: Collection[int]
) -> Iterator[int]:
    """Yield the instants at which a reading of this length can begin, every quarter of an hour, in order.

    Parameters:
        from_ms, to_ms_: only starts from here to there (not included).
        taken: the cells of 15 minutes since the epoch that are taken in the reader's calendar, buffers included.
    """
    earliest_ms = max(from_ms, now_ms + schedule.minimum_notice_minutes * MINUTE_MS)
    latest_ms = min(to_ms_, now_ms + schedule.horizon_days * DAY_MS)
    if earliest_ms >= latest_ms:
        return
    step_ms, length_ms = GRID_MINUTES * MINUTE_MS, duration_minutes * MINUTE_MS
    for window in windows(schedule, earliest_ms, latest_ms):
        skipped = max(0, -(-(earliest_ms - window.start_ms) // step_ms))
        for start_ms in range(window.start_ms + skipped * step_ms, window.end_ms - length_ms + 1, step_ms):
            if start_ms >= latest_ms:
                break
            if not any(cell in taken for cell in reader_cells(schedule, start_ms, duration_minutes)):
                yield start_ms


def reader_cells(schedule: Schedule, start_ms: int, duration_minutes: int) -> range:
    """The cells of a reader's calendar that a reading takes, with the buffers around it."""
    return cells_with_buffers(
        start_ms, duration_minutes, schedule.buffer_before_minutes, schedule.buffer_after_minutes
    )


def cells_with_buffers(start_ms: int, duration_minutes: int, before_minutes: int, after_minutes: int) -> range:
    """The cells that the time of a reading and its buffers touches."""
    cell_ms = GRID_MINUTES * MINUTE_MS
    first_ms = start_ms - before_minutes * MINUTE_MS
    last_ms = start_ms + (duration_minutes + after_minutes) * MINUTE_MS
    return range(first_ms // cell_ms, -(-last_ms // cell_ms))


def is_open(schedule: Schedule, start_ms: int, duration_minutes: int, *, now_ms: int, taken: Collection[int]) -> bool:
    """Whether a reading of this length can begin at `start_ms`."""
    found = open_starts_ms(
        schedule,
        from_ms=start_ms,
        to_ms_=start_ms + 1,
        duration_minutes=duration_minutes,
        now_ms=now_ms,
        taken=taken,
    )
    return next(found, None) == start_ms


def offers(schedule: Schedule, rates: Rates) -> list[tuple[int, Modality, int]]:
    """All readings that can be booked: minutes, modality and price in cents."""
    offered = []
    for duration_minutes in schedule.durations_minutes:
        for modality in Modality:
            cents = schedule.price_cents(rates, modality, duration_minutes)
            if cents is not None:
                offered.append((duration_minutes, modality, cents))
    return offered
