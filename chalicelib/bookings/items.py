"""The items of bookings."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.bookings.rules import Booking, BookingState
from chalicelib.bookings.schedule import Schedule
from chalicelib.core.table import IntegerAttribute, Key, KeyTemplate, TableItem, TextAttribute


class ReaderAvailability(TableItem, discriminator="reader_availability"):
    """When a reader can be booked. `schedule` is a `schedule.Schedule` as JSON; `version` grows with every change."""

    key = KeyTemplate("READER#{reader_id}", "AVAILABILITY")

    reader_id = TextAttribute()
    schedule = TextAttribute()
    version = IntegerAttribute()

    def to_schedule(self) -> Schedule:
        """The schedule as a value."""
        return msgspec.json.decode(self.schedule, type=Schedule)


def schedule_text(schedule: Schedule) -> str:
    """A schedule as the item keeps it."""
    return msgspec.json.encode(schedule).decode()


_LISTED = "{starts_at_ms:015d}#{booking_id}#{counterpart_id}"
AHEAD, OVER = "ahead", "over"
"""A person's list of the bookings that stand, and of those that are closed."""


class BookingItem(TableItem, discriminator="booking"):
    """A booked reading. `version` grows with every change; `due_at_ms` is when something happens on it next.

    Buffers are those of the time of booking: the cells it takes in the reader's calendar follow from them.
    `clearing_cents` is what stands in the booking's clearing account.
    """

    key = KeyTemplate("BOOKING#{booking_id}", "BOOKING")
    client_list_key = KeyTemplate("BOOKINGS_OF_CLIENT#{user_id}#{listing}", _LISTED)
    reader_list_key = KeyTemplate("BOOKINGS_OF_READER#{user_id}#{listing}", _LISTED)

    booking_id = TextAttribute()
    client_id = TextAttribute()
    reader_id = TextAttribute()
    client_name = TextAttribute()
    client_photo_url = TextAttribute(null=True)
    reader_name = TextAttribute()
    reader_photo_url = TextAttribute(null=True)
    modality = TextAttribute()
    rate_cents = IntegerAttribute()
    price_cents = IntegerAttribute()
    duration_minutes = IntegerAttribute()
    starts_at_ms = IntegerAttribute()
    buffer_before_minutes = IntegerAttribute()
    buffer_after_minutes = IntegerAttribute()
    state = TextAttribute()
    version = IntegerAttribute()
    created_at_ms = IntegerAttribute()
    changed_at_ms = IntegerAttribute()
    reschedules = IntegerAttribute(default=0)
    reminded = IntegerAttribute(default=0)
    session_id = TextAttribute(null=True)  # once somebody has joined
    closed_at_ms = IntegerAttribute(null=True)
    paid_minutes = IntegerAttribute(null=True)  # of a reading that was held: those its price was kept for at the end
    refunded_cents = IntegerAttribute(default=0)
    clearing_cents = IntegerAttribute()
    released_at_ms = IntegerAttribute(null=True)
    reader_cents = IntegerAttribute(null=True)
    platform_cents = IntegerAttribute(null=True)

    @property
    def ends_at_ms(self) -> int:
        """When it ends."""
        return self.starts_at_ms + self.duration_minutes * 60_000

    def to_booking(self) -> Booking:
        """The booking as the rules see it."""
        return Booking(
            state=BookingState(self.state),
            starts_at_ms=self.starts_at_ms,
            ends_at_ms=self.ends_at_ms,
            price_cents=self.price_cents,
            reschedules=self.reschedules,
            reminded=self.reminded,
            refunded_cents=self.refunded_cents,
        )


class BookingRefundItem(TableItem, discriminator="booking_refund"):
    """A refund that an admin gave on a closed booking, and whose part of the price it was."""

    key = KeyTemplate("BOOKING#{booking_id}", "REFUND#{refund_id}")

    refund_id = TextAttribute()
    amount_cents = IntegerAttribute()
    clearing_cents = IntegerAttribute()
    reader_cents = IntegerAttribute()
    platform_cents = IntegerAttribute()
    reason = TextAttribute()
    refunded_at_ms = IntegerAttribute()


def booking_key(booking_id: str) -> Key:
    """The key of a booking."""
    return BookingItem.key(booking_id=booking_id)


def list_keys(item: BookingItem) -> dict[str, Any]:
    """The index attributes of a booking: each party's list of those ahead, or of those that are over."""
    parts: dict[str, Any] = {
        "listing": AHEAD if BookingState(item.state) is BookingState.BOOKED else OVER,
        "starts_at_ms": item.starts_at_ms,
        "booking_id": item.booking_id,
    }
    k1_pk, k1_sk = BookingItem.client_list_key(user_id=item.client_id, counterpart_id=item.reader_id, **parts)
    k2_pk, k2_sk = BookingItem.reader_list_key(user_id=item.reader_id, counterpart_id=item.client_id, **parts)
    return {"k1_pk": k1_pk, "k1_sk": k1_sk, "k2_pk": k2_pk, "k2_sk": k2_sk}
