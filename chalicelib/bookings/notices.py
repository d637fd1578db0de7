"""What the two people of a booking are told, as writes for the transaction of the fact. Each fact is told once."""

from __future__ import annotations

from chalicelib.bookings.items import BookingItem
from chalicelib.bookings.rules import BookingState
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.table import Put
from chalicelib.notifications.service import NotificationKind, notice
from chalicelib.sessions.rules import Party
from chalicelib.wallet.errors import Stale

Details = dict[str, str | int | bool]


def made(item: BookingItem, now_ms: int) -> list[Put]:
    """Tell both that the booking was made."""
    details: Details = {
        "minutes": item.duration_minutes,
        "price_cents": item.price_cents,
        "modality": item.modality,
    }
    return _to_both(item, NotificationKind.BOOKING_MADE, item.booking_id, details, now_ms)


def reminder(item: BookingItem, before_ms: int, now_ms: int) -> list[Put]:
    """Remind both of a booking that begins in `before_ms`. A booking that was moved is reminded of again."""
    details: Details = {
        "minutes_before": before_ms // MINUTE_MS,
        "minutes": item.duration_minutes,
        "modality": item.modality,
    }
    fact = f"{item.booking_id}_{item.starts_at_ms}_{before_ms // MINUTE_MS}"
    return _to_both(item, NotificationKind.BOOKING_REMINDER, fact, details, now_ms)


def cancelled(item: BookingItem, cancelled_by: str, refund_cents: int, now_ms: int) -> list[Put]:
    """Tell both that the booking was cancelled: by client, reader or platform."""
    details: Details = {"cancelled_by": cancelled_by, "refund_cents": refund_cents}
    return _to_both(item, NotificationKind.BOOKING_CANCELLED, item.booking_id, details, now_ms)


def rescheduled(item: BookingItem, previous_starts_at_ms: int, now_ms: int) -> list[Put]:
    """Tell both that the booking was moved; `item` has the new time."""
    details: Details = {"previous_starts_at_ms": previous_starts_at_ms}
    fact = f"{item.booking_id}_{item.reschedules}"
    return _to_both(item, NotificationKind.BOOKING_RESCHEDULED, fact, details, now_ms)


def closed(item: BookingItem, state: BookingState, refund_cents: int, now_ms: int) -> list[Put]:
    """Tell both that somebody missed the reading, or the client what a reading that broke off gives back."""
    if state in (BookingState.CLIENT_MISSED, BookingState.READER_MISSED):
        missed_by = Party.CLIENT if state is BookingState.CLIENT_MISSED else Party.READER
        details: Details = {
            "missed_at_ms": item.starts_at_ms,
            "missed_by": str(missed_by),
            "booking_id": item.booking_id,
            "refund_cents": refund_cents,
        }
        return [
            notice(
                user_id=user_id,
                kind=NotificationKind.SESSION_MISSED,
                fact=item.booking_id,
                details={"with_name": with_name, "as_reader": as_reader, **details},
                now_ms=now_ms,
                refused=Stale,
            )
            for user_id, with_name, as_reader in _both(item)
        ]
    if refund_cents and item.session_id is not None:
        return [
            notice(
                user_id=item.client_id,
                kind=NotificationKind.SESSION_REFUNDED,
                fact=item.booking_id,
                details={"session_id": item.session_id, "with_name": item.reader_name, "amount_cents": refund_cents},
                now_ms=now_ms,
                refused=Stale,
            )
        ]
    return []


def refunded(item: BookingItem, refund_id: str, amount_cents: int, now_ms: int) -> list[Put]:
    """Tell both that an admin gave money of the closed booking back."""
    return [
        notice(
            user_id=user_id,
            kind=NotificationKind.SESSION_REFUNDED,
            fact=refund_id,
            details={
                "booking_id": item.booking_id,
                "with_name": with_name,
                "amount_cents": amount_cents,
                "as_reader": as_reader,
            },
            now_ms=now_ms,
            refused=Stale,
        )
        for user_id, with_name, as_reader in _both(item)
    ]


def _both(item: BookingItem) -> list[tuple[str, str, bool]]:
    return [(item.client_id, item.reader_name, False), (item.reader_id, item.client_name, True)]


def _to_both(item: BookingItem, kind: NotificationKind, fact: str, details: Details, now_ms: int) -> list[Put]:
    return [
        notice(
            user_id=user_id,
            kind=kind,
            fact=fact,
            details={
                "booking_id": item.booking_id,
                "with_name": with_name,
                "starts_at_ms": item.starts_at_ms,
                "as_reader": as_reader,
                **details,
            },
            now_ms=now_ms,
            refused=Stale,
        )
        for user_id, with_name, as_reader in _both(item)
    ]
