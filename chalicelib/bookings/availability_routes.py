"""The API of availability: a reader's own schedule, and what everybody sees of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from chalicelib.accounts.routes import TimeZone
from chalicelib.bookings import availability
from chalicelib.bookings.availability import Offer
from chalicelib.bookings.errors import ScheduleChanged
from chalicelib.bookings.items import ReaderAvailability
from chalicelib.bookings.schedule import (
    MAX_HORIZON_DAYS,
    MAX_NOTICE_MINUTES,
    MAX_OVERRIDES,
    MAX_PRICE_CENTS,
    MAX_TIME_OFF,
    MIN_NOTICE_MINUTES,
    MIN_PRICE_CENTS,
    Hours,
    Override,
    Schedule,
    TimeOff,
    format_time,
    has_hours,
    offers,
    parse_time,
)
from chalicelib.core.api import OPERATIONS, PUBLIC, READER, Request
from chalicelib.core.clock import DAY_MS, MINUTE_MS
from chalicelib.core.money import CURRENCY
from chalicelib.core.wire import Body, Id, Instant, Query, Timestamp, View, instant_ms, timestamp
from chalicelib.readers.rules import Modality

operation = OPERATIONS.operation
_TAGS = ("availability",)
_SLOT_DAYS = 14

Duration = Literal[15, 30, 45, 60]
Buffer = Literal[0, 15, 30, 45, 60]
TimeOfDay = Annotated[
    str,
    Meta(
        pattern=r"^(([01][0-9]|2[0-3]):(00|15|30|45)|24:00)$(?!\n)", description="A wall time on a quarter of an hour."
    ),
]


class DayHours(Body):
    """A stretch of a day by the wall clock of the reader's zone; `24:00` is its midnight at the end."""

    start: TimeOfDay
    end: TimeOfDay


DayOfHours = Annotated[list[DayHours], Meta(max_length=8)]


class WeeklyHours(Body):
    """The hours of each weekday; an empty list is a day off."""

    monday: DayOfHours
    tuesday: DayOfHours
    wednesday: DayOfHours
    thursday: DayOfHours
    friday: DayOfHours
    saturday: DayOfHours
    sunday: DayOfHours


class DateOverride(Body):
    """Other hours on one date; an empty list closes it."""

    date: date
    hours: DayOfHours


class DaysOff(Body):
    """Whole days off, both included."""

    first_day: date
    last_day: date


class FlatPrice(Body):
    """A reader's own price of a reading of this length, in whatever way it is held."""

    duration_minutes: Duration
    price_cents: Annotated[int, Meta(ge=MIN_PRICE_CENTS, le=MAX_PRICE_CENTS)]


class AvailabilityChange(Body):
    """The whole availability. `version` is that of the one it was made from, 0 when there was none."""

    version: Annotated[int, Meta(ge=0)]
    time_zone: TimeZone
    weekly: WeeklyHours
    durations_minutes: Annotated[list[Duration], Meta(min_length=1, max_length=4)]
    modalities: Annotated[list[Modality], Meta(min_length=1, max_length=3)]
    overrides: Annotated[list[DateOverride], Meta(max_length=MAX_OVERRIDES)] = field(default_factory=list)
    time_off: Annotated[list[DaysOff], Meta(max_length=MAX_TIME_OFF)] = field(default_factory=list)
    buffer_before_minutes: Buffer = 0
    buffer_after_minutes: Buffer = 0
    minimum_notice_minutes: Annotated[int, Meta(ge=MIN_NOTICE_MINUTES, le=MAX_NOTICE_MINUTES)] = 120
    horizon_days: Annotated[int, Meta(ge=1, le=MAX_HORIZON_DAYS)] = 60
    prices: Annotated[list[FlatPrice], Meta(max_length=4)] = field(default_factory=list)


class ReaderSchedule(View):
    """A reader's own availability. With version 0 it was never set, and nobody can book."""

    version: int
    time_zone: str
    weekly: WeeklyHours
    overrides: list[DateOverride]
    time_off: list[DaysOff]
    buffer_before_minutes: int
    buffer_after_minutes: int
    minimum_notice_minutes: int
    horizon_days: int
    durations_minutes: list[int]
    modalities: list[Modality]
    prices: list[FlatPrice]


class BookingOffer(View):
    """A reading that can be booked, and its price."""

    duration_minutes: int
    modality: Modality
    price_cents: int


class ReaderHours(View):
    """When a reader can be booked in a usual week, by the clock of `time_zone`, and what for."""

    reader_id: Id
    bookable: bool
    time_zone: str | None
    weekly: WeeklyHours
    minimum_notice_minutes: int | None
    horizon_days: int | None
    offers: list[BookingOffer]
    currency: str


class SlotQuery(Query, rename={"from_at": "from", "to_at": "to"}):
    """Slots that begin from `from` (now when absent) to `to` (not included; 14 days later when absent)."""

    from_at: Instant | None = None
    to_at: Instant | None = None
    duration_minutes: Duration = 30


class Slot(View):
    """A time that can be booked."""

    starts_at: Timestamp
    ends_at: Timestamp


class ReaderSlots(View):
    """A reader's open slots of one length, in order. Instants are UTC: show them in the viewer's own zone."""

    reader_id: Id
    duration_minutes: int
    time_zone: str | None
    offers: list[BookingOffer]
    currency: str
    slots: list[Slot]


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NO_HOURS = WeeklyHours([], [], [], [], [], [], [])


def _hours_of(given: list[DayHours]) -> tuple[Hours, ...]:
    return tuple(Hours(parse_time(each.start), parse_time(each.end)) for each in given)


def _hours_view(hours: tuple[Hours, ...]) -> list[DayHours]:
    return [DayHours(format_time(each.start_minute), format_time(each.end_minute)) for each in hours]


def _weekly_view(schedule: Schedule) -> WeeklyHours:
    return WeeklyHours(*(_hours_view(hours) for hours in schedule.weekly))


def _schedule_of(body: AvailabilityChange) -> Schedule:
    return Schedule(
        time_zone=body.time_zone,
        weekly=tuple(_hours_of(getattr(body.weekly, day)) for day in _WEEKDAYS),
        overrides=tuple(Override(each.date, _hours_of(each.hours)) for each in body.overrides),
        time_off=tuple(TimeOff(each.first_day, each.last_day) for each in body.time_off),
        buffer_before_minutes=body.buffer_before_minutes,
        buffer_after_minutes=body.buffer_after_minutes,
        minimum_notice_minutes=body.minimum_notice_minutes,
        horizon_days=body.horizon_days,
        durations_minutes=tuple(body.durations_minutes),
        modalities=tuple(body.modalities),
        prices=tuple((each.duration_minutes, each.price_cents) for each in body.prices),
    )


def _availability_view(item: ReaderAvailability | None, time_zone: str) -> ReaderSchedule:
    schedule = Schedule(time_zone=time_zone, weekly=((),) * 7) if item is None else item.to_schedule()
    return ReaderSchedule(
        version=0 if item is None else item.version,
        time_zone=schedule.time_zone,
        weekly=_weekly_view(schedule),
        overrides=[DateOverride(each.on, _hours_view(each.hours)) for each in schedule.overrides],
        time_off=[DaysOff(each.first_day, each.last_day) for each in schedule.time_off],
        buffer_before_minutes=schedule.buffer_before_minutes,
        buffer_after_minutes=schedule.buffer_after_minutes,
        minimum_notice_minutes=schedule.minimum_notice_minutes,
        horizon_days=schedule.horizon_days,
        durations_minutes=list(schedule.durations_minutes),
        modalities=list(schedule.modalities),
        prices=[FlatPrice(minutes, cents) for minutes, cents in schedule.prices],  # type: ignore[arg-type] # checked
    )


def _offers_view(offer: Offer, duration_minutes: int | None = None) -> list[BookingOffer]:
    schedule = offer.schedule
    found = [] if schedule is None else offers(schedule, offer.rates)
    return [BookingOffer(*each) for each in found if duration_minutes in (None, each[0])]


@operation(
    "GET",
    "/v1/me/reader/availability",
    roles={READER},
    allow_suspended=True,
    returns=ReaderSchedule,
    tags=_TAGS,
    summary="The caller's own availability",
)
def get_own_availability(request: Request) -> ReaderSchedule:
    item = availability.own_availability(request.actor.user_id)
    time_zone = "UTC" if item is not None else availability.home_zone(request.actor.user_id)
    return _availability_view(item, time_zone)


@operation(
    "PUT",
    "/v1/me/reader/availability",
    roles={READER},
    body=AvailabilityChange,
    returns=ReaderSchedule,
    errors=(ScheduleChanged,),
    tags=_TAGS,
    summary="Replace the caller's availability; bookings that stand are kept",
)
def put_own_availability(request: Request[AvailabilityChange]) -> ReaderSchedule:
    item = availability.change_availability(request.actor.user_id, _schedule_of(request.body), request.body.version)
    return _availability_view(item, request.body.time_zone)


@operation(
    "GET",
    "/v1/readers/{reader_id}/availability",
    roles=PUBLIC,
    returns=ReaderHours,
    tags=_TAGS,
    summary="A reader's weekly hours and what can be booked",
)
def get_reader_availability(request: Request) -> ReaderHours:
    offer = availability.offer_of(request.path["reader_id"], consistent=False)
    schedule, shown = offer.schedule, _offers_view(offer)
    return ReaderHours(
        reader_id=offer.status.reader_id,
        bookable=bool(shown) and schedule is not None and has_hours(schedule),
        time_zone=schedule.time_zone if schedule else None,
        weekly=_weekly_view(schedule) if schedule else _NO_HOURS,
        minimum_notice_minutes=schedule.minimum_notice_minutes if schedule else None,
        horizon_days=schedule.horizon_days if schedule else None,
        offers=shown,
        currency=CURRENCY,
    )


@operation(
    "GET",
    "/v1/readers/{reader_id}/slots",
    roles=PUBLIC,
    query=SlotQuery,
    returns=ReaderSlots,
    tags=_TAGS,
    summary="A reader's open slots of one length, at most 31 days",
)
def list_slots(request: Request[None, SlotQuery]) -> ReaderSlots:
    query = request.query
    from_ms = request.now_ms if query.from_at is None else instant_ms(query.from_at, "from")
    to_ms_ = from_ms + _SLOT_DAYS * DAY_MS if query.to_at is None else instant_ms(query.to_at, "to")
    found = availability.open_slots(
        request.path["reader_id"],
        from_ms=from_ms,
        to_ms=to_ms_,
        duration_minutes=query.duration_minutes,
        now_ms=request.now_ms,
    )
    shown = _offers_view(found.offer, query.duration_minutes)
    length_ms = query.duration_minutes * MINUTE_MS
    schedule = found.offer.schedule
    return ReaderSlots(
        reader_id=found.offer.status.reader_id,
        duration_minutes=query.duration_minutes,
        time_zone=schedule.time_zone if schedule else None,
        offers=shown,
        currency=CURRENCY,
        slots=[Slot(timestamp(at), timestamp(at + length_ms)) for at in found.starts_ms] if shown else [],
    )
