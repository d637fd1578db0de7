"""Use cases of availability: readers keep theirs, everybody sees the open slots. Slots are computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.accounts import calendar
from chalicelib.bookings import schedule as schedules
from chalicelib.bookings.errors import ScheduleChanged
from chalicelib.bookings.items import ReaderAvailability, schedule_text
from chalicelib.bookings.schedule import BadSchedule, Schedule
from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, MINUTE_MS
from chalicelib.core.errors import NotFound, ValidationFailed
from chalicelib.core.table import Put, Update, Write
from chalicelib.core.text import valid
from chalicelib.core.zones import check_time_zone
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.rules import Rates


@dataclass(frozen=True)
class Offer:
    """A reader's standing, availability (None: never set) and rates, as they were read together."""

    status: ReaderStatus
    availability: ReaderAvailability | None

    @property
    def schedule(self) -> Schedule | None:
        """The schedule, when there is one."""
        return None if self.availability is None else self.availability.to_schedule()

    @property
    def rates(self) -> Rates:
        """Cents a minute of what is offered."""
        return self.status.rates


@dataclass(frozen=True)
class Slots:
    """The open slots of a reader for one length: the instants at which a reading can begin."""

    offer: Offer
    starts_ms: list[int]


def own_availability(reader_id: str) -> ReaderAvailability | None:
    """Return a reader's availability, or None when it was never set."""
    return table.load(ReaderAvailability, ReaderAvailability.key(reader_id=reader_id))


def change_availability(reader_id: str, schedule: Schedule, version: int) -> ReaderAvailability:
    """Replace a reader's availability. Bookings that stand are kept, whatever the new hours are.

    Parameters:
        version: of the availability that this one was made from; 0 when there was none.

    Raises:
        ValidationFailed: the schedule cannot be one; `field` names the part.
        ScheduleChanged: the availability has another version now.
    """
    valid("time_zone", check_time_zone, schedule.time_zone)
    try:
        checked = schedules.checked(schedule)
    except BadSchedule as error:
        raise ValidationFailed(str(error), field=error.field) from error
    item = ReaderAvailability(
        *ReaderAvailability.key(reader_id=reader_id),
        reader_id=reader_id,
        schedule=schedule_text(checked),
        version=version + 1,
    )
    write: Write
    if version == 0:
        write = Put(item, refused=ScheduleChanged)
    else:
        actions = [ReaderAvailability.schedule.set(item.schedule), ReaderAvailability.version.set(item.version)]
        write = Update(item, actions, ReaderAvailability.version == version, refused=ScheduleChanged)
    modalities = checked.modalities if schedules.has_hours(checked) else ()
    table.transact(write, readers.set_bookable(reader_id, modalities))
    return item


def offer_of(reader_id: str, *, consistent: bool = True) -> Offer:
    """Return what a reader offers to be booked.

    Raises:
        NotFound: there is no such reader, or they are not verified, or suspended.
    """
    keys = (ReaderStatus.key(reader_id=reader_id), ReaderAvailability.key(reader_id=reader_id))
    found = table.load_many(keys, consistent=consistent)
    status, availability = found.get(keys[0]), found.get(keys[1])
    if not isinstance(status, ReaderStatus) or not readers.is_listed(status):
        raise NotFound("There is no such reader.")
    return Offer(status, availability if isinstance(availability, ReaderAvailability) else None)


def open_slots(reader_id: str, *, from_ms: int, to_ms: int, duration_minutes: int, now_ms: int) -> Slots:
    """Return the open slots that begin from `from_ms` to `to_ms` (not included); eventually consistent.

    Raises:
        NotFound: as `offer_of`.
        ValidationFailed: the range ends before it begins, or is longer than 31 days.
    """
    if not from_ms < to_ms <= from_ms + schedules.MAX_RANGE_DAYS * DAY_MS:
        raise ValidationFailed(f"Ask for up to {schedules.MAX_RANGE_DAYS} days, the first one first.", field="to")
    offer = offer_of(reader_id, consistent=False)
    schedule = offer.schedule
    if schedule is None or duration_minutes not in schedule.durations_minutes:
        return Slots(offer, [])
    first_ms, last_ms = max(from_ms, now_ms), min(to_ms, now_ms + schedule.horizon_days * DAY_MS)
    if first_ms >= last_ms:
        return Slots(offer, [])
    around_ms = (duration_minutes + 2 * max(schedules.BUFFERS_MINUTES)) * MINUTE_MS
    cells = calendar.cells_between(first_ms - around_ms, last_ms + around_ms)
    taken = calendar.taken_in(reader_id, cells)
    starts = schedules.open_starts_ms(
        schedule, from_ms=first_ms, to_ms_=last_ms, duration_minutes=duration_minutes, now_ms=now_ms, taken=taken
    )
    return Slots(offer, list(starts))


def home_zone(reader_id: str) -> str:
    """Return the time zone of a reader's profile, from which a first availability starts."""
    return readers.load_reader(reader_id, consistent=False).profile.time_zone
