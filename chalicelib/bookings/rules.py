"""The rules of a booked reading, as pure values and decisions (money.md "Booking"; docs/decisions/0014-bookings.md).

A booking is `booked` until one thing closes it: a cancellation, an absence, or its end. What the client gets back is
decided then and paid in the same transaction; what is left waits in the booking's clearing account for a day and is
then shared between reader and platform.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.sessions.rules import Appointment

FULL_REFUND_MS = 24 * HOUR_MS
"""Cancelled by the client this long before the start, or longer: everything is given back."""
HALF_REFUND_MS = 2 * HOUR_MS
"""This long before, or longer: half."""
RESCHEDULE_MS = FULL_REFUND_MS
"""A client may move a booking this long before its start, or longer."""
MAX_RESCHEDULES = 10
JOIN_BEFORE_MS = 10 * MINUTE_MS
RELEASE_AFTER_MS = DAY_MS
REMIND_MS = (DAY_MS, 15 * MINUTE_MS)
"""How long before the start both are reminded."""


class BookingState(StrEnum):
    """How a booking stands."""

    BOOKED = "booked"
    COMPLETED = "completed"
    CANCELLED_BY_CLIENT = "cancelled_by_client"
    CANCELLED_BY_READER = "cancelled_by_reader"
    CANCELLED_BY_PLATFORM = "cancelled_by_platform"
    CLIENT_MISSED = "client_missed"
    READER_MISSED = "reader_missed"


CLOSED_STATES = frozenset(BookingState) - {BookingState.BOOKED}
CANCELLED_STATES = frozenset(
    {BookingState.CANCELLED_BY_CLIENT, BookingState.CANCELLED_BY_READER, BookingState.CANCELLED_BY_PLATFORM}
)


class WrongState(Exception):
    """Something that the booking's state or the time does not allow. It changes nothing. The message is for people."""


@dataclass(frozen=True)
class Booking:
    """A booking as the rules see it."""

    state: BookingState
    starts_at_ms: int
    ends_at_ms: int
    price_cents: int
    reschedules: int = 0
    reminded: int = 0
    """How many of the reminders are done with, sent or passed over."""
    refunded_cents: int = 0


@dataclass(frozen=True)
class RefundStep:
    """Cancelled before `until_ms` (None: from the step before on), the client gets `refund_cents` back."""

    until_ms: int | None
    refund_cents: int


def half_cents(price_cents: int) -> int:
    """Half of a price; an odd cent is the client's."""
    return price_cents - price_cents // 2


def refund_steps(price_cents: int, starts_at_ms: int) -> tuple[RefundStep, ...]:
    """What the client gets back who cancels, by when. Instants are the last ones (included) at which it holds."""
    return (
        RefundStep(starts_at_ms - FULL_REFUND_MS, price_cents),
        RefundStep(starts_at_ms - HALF_REFUND_MS, half_cents(price_cents)),
        RefundStep(None, 0),
    )


def client_cancels_refund_cents(booking: Booking, at_ms: int) -> int:
    """What a client gets back who cancels at `at_ms`.

    Raises:
        WrongState: it is closed, or has begun.
    """
    _require_ahead(booking, at_ms)
    for step in refund_steps(booking.price_cents, booking.starts_at_ms):
        if step.until_ms is None or at_ms <= step.until_ms:
            return step.refund_cents
    raise AssertionError("the last step holds always")


def reader_cancels_refund_cents(booking: Booking, at_ms: int) -> int:
    """What the client gets back when the reader cancels: everything.

    Raises:
        WrongState: it is closed, or has begun.
    """
    _require_ahead(booking, at_ms)
    return booking.price_cents


def platform_cancels_refund_cents(booking: Booking) -> int:
    """What the client gets back when SoulSeer calls a reading off: everything, also after the time it should begin.

    Raises:
        WrongState: it is closed.
    """
    _require_open(booking)
    return booking.price_cents


def refundable_cents(booking: Booking) -> int:
    """What can still be given back of a booking that is closed: what was not given back yet; 0 while it stands."""
    return 0 if booking.state is BookingState.BOOKED else booking.price_cents - booking.refunded_cents


def _require_open(booking: Booking) -> None:
    if booking.state is not BookingState.BOOKED:
        raise WrongState("This booking is over.")


def _require_ahead(booking: Booking, at_ms: int) -> None:
    _require_open(booking)
    if at_ms >= booking.starts_at_ms:
        raise WrongState("This reading has begun.")


def require_movable(booking: Booking, at_ms: int) -> None:
    """Return when the client may move the booking at `at_ms`.

    Raises:
        WrongState: it is closed, begins within 24 hours, or was moved too often.
    """
    _require_ahead(booking, at_ms)
    if booking.starts_at_ms - at_ms < RESCHEDULE_MS:
        raise WrongState("A booking can be moved until 24 hours before it begins.")
    if booking.reschedules >= MAX_RESCHEDULES:
        raise WrongState("This booking was moved too often; cancel it and book anew.")


def may_join(booking: Booking, at_ms: int) -> bool:
    """Whether the two may come in: from ten minutes before the start until the end."""
    return booking.state is BookingState.BOOKED and booking.starts_at_ms - JOIN_BEFORE_MS <= at_ms < booking.ends_at_ms


def unused_cents(price_cents: int, starts_at_ms: int, ends_at_ms: int, stopped_at_ms: int) -> int:
    """What is given back of a reading that stopped at `stopped_at_ms`, by the reader's doing: the minutes not begun.

    The price of the begun minutes is rounded down, so the odd cents are the client's.
    """
    minutes = (ends_at_ms - starts_at_ms) // MINUTE_MS
    begun = max(0, min(minutes, -(-(stopped_at_ms - starts_at_ms) // MINUTE_MS)))
    return price_cents - price_cents * begun // minutes


def paid_minutes(price_cents: int, kept_cents: int, minutes: int) -> int:
    """The minutes of a held reading that the price was kept for: the least that cost `kept_cents` or more.

    It undoes `unused_cents`, for a price of a cent a minute or more.
    """
    return -(-kept_cents * minutes // price_cents)


def due_reminders(starts_at_ms: int, at_ms: int) -> int:
    """How many reminders' times have come by `at_ms` (0 to 2). Of several at once the last is sent; those whose time
    had come when the booking was made, or moved, are passed over."""
    return sum(1 for before_ms in REMIND_MS if at_ms >= starts_at_ms - before_ms)


def with_reminded(booking: Booking, reminded: int) -> Booking:
    """The booking with so many reminders done with."""
    return replace(booking, reminded=reminded)


def next_due_ms(booking: Booking, at_ms: int) -> int:
    """When something may happen next by itself on a booking that stands: a reminder, an absence, the end.

    A reminder that was not sent may lie before `at_ms`. Once the end is past, it is a minute later, again and again,
    until the booking is closed.
    """
    if booking.reminded < len(REMIND_MS):
        return booking.starts_at_ms - REMIND_MS[booking.reminded]
    time = Appointment(booking.starts_at_ms, booking.ends_at_ms)
    instants = (time.reader_deadline_ms, time.client_deadline_ms, time.ends_at_ms)
    later = [instant for instant in instants if instant > at_ms]
    return min(later) if later else at_ms + MINUTE_MS
