"""What the audit reads in bookings and calendars: facts of raw items, to be compared with transfers and each other.

A booking says how much of its price is where; the transfers of its clearing account must say the same of the same
accounts. A booking that stands takes quarters of an hour in two calendars; the calendars must have exactly those,
each once, so that no two bookings of one person overlap, and name the booking on each of its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.money import split
from chalicelib.wallet.rules import PLATFORM_REVENUE, earnings_of, wallet_of

_CELL_MS = 15 * MINUTE_MS
_CELLS_A_DAY = 96
_EPOCH = date(1970, 1, 1)

Item = Mapping[str, Any]


def money_of(booking: Item) -> dict[str, int]:
    """What each account must have gained by a booking, in cents; the sum is less what is still in clearing."""
    return {
        wallet_of(booking["client_id"]): booking["refunded_cents"] - booking["price_cents"],
        earnings_of(booking["reader_id"]): booking.get("reader_cents") or 0,
        PLATFORM_REVENUE: booking.get("platform_cents") or 0,
    }


def contradiction_in(booking: Item) -> str | None:
    """Say what a booking's own figures contradict, or None."""
    price_cents, refunded_cents = booking["price_cents"], booking["refunded_cents"]
    left_cents = price_cents - refunded_cents
    shared = (booking.get("reader_cents") or 0, booking.get("platform_cents") or 0)
    is_released = booking.get("released_at_ms") is not None
    if booking["state"] == "booked" and (refunded_cents or is_released):
        return "money left clearing although the booking stands"
    if not 0 <= refunded_cents <= price_cents:
        return f"{refunded_cents} of {price_cents} cents are given back"
    if booking["clearing_cents"] != (0 if is_released else left_cents):
        return f"{booking['clearing_cents']} cents in clearing, {left_cents} were not given back"
    if shared != (tuple(split(left_cents)) if is_released else (0, 0)):
        return f"{left_cents} cents are shared as {shared[0]} and {shared[1]}"
    return None


def time_taken_by(booking: Item) -> Iterator[tuple[str, str]]:
    """Yield the person and the fact for each quarter of an hour that a booking takes, and for each day on which it
    does; none when it is closed."""
    if booking["state"] != "booked":
        return
    starts_at_ms = booking["starts_at_ms"]
    ends_at_ms = starts_at_ms + booking["duration_minutes"] * MINUTE_MS
    before_ms = booking["buffer_before_minutes"] * MINUTE_MS
    after_ms = booking["buffer_after_minutes"] * MINUTE_MS
    for user_id, first_ms, last_ms in (
        (booking["client_id"], starts_at_ms, ends_at_ms),
        (booking["reader_id"], starts_at_ms - before_ms, ends_at_ms + after_ms),
    ):
        cells = range(first_ms // _CELL_MS, -(-last_ms // _CELL_MS))
        for cell in cells:
            yield user_id, str(cell)
        for day in sorted({cell // _CELLS_A_DAY for cell in cells}):
            yield user_id, _on_day(booking["booking_id"], day)


def time_taken_in(calendar_day: Item) -> Iterator[tuple[str, str]]:
    """Yield the person and the fact for each quarter of an hour that a calendar's day has as taken, and for each
    booking that it names."""
    day = (date.fromisoformat(calendar_day["day"]) - _EPOCH).days
    for number in calendar_day.get("taken") or ():
        yield calendar_day["user_id"], str(day * _CELLS_A_DAY + int(number))
    for booking_id in calendar_day.get("bookings") or ():
        yield calendar_day["user_id"], _on_day(booking_id, day)


def _on_day(booking_id: str, day: int) -> str:
    return f"{booking_id} on {_EPOCH + timedelta(day)}"
