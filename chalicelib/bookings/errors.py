"""What bookings refuse."""

from __future__ import annotations

from chalicelib.core.errors import SoulSeerError


class SlotTaken(SoulSeerError):
    """The time is not open, or not any more: somebody else was quicker, or the reader is not there then."""

    code = "slot_taken"
    status = 409
    title = "This time is not open any more"


class ClientNotFree(SoulSeerError):
    """The client has another reading in that time."""

    code = "client_not_free"
    status = 409
    title = "You have another reading at that time"


class NotBookable(SoulSeerError):
    """The reader takes no bookings, or not of this kind."""

    code = "not_bookable"
    status = 409
    title = "This cannot be booked"


class PriceChanged(SoulSeerError):
    """The price, or what would be given back, is not what was shown. Nothing was done; look again."""

    code = "price_changed"
    status = 409
    title = "The amount is not what you were shown"


class BookingWrongState(SoulSeerError):
    """The booking's state, or the time, does not allow this."""

    code = "booking_wrong_state"
    status = 409
    title = "The booking does not allow this now"


class BusyElsewhere(SoulSeerError):
    """Whoever wants to join is in another session."""

    code = "busy_elsewhere"
    status = 409
    title = "You are in another session"


class ScheduleChanged(SoulSeerError):
    """The availability was changed elsewhere since it was read; nothing was changed now."""

    code = "schedule_changed"
    status = 409
    title = "Your availability was changed elsewhere"
