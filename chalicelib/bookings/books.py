"""What a booking does to the ledger, its own item and the calendars: the writes that every use case is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.expressions.update import Action

from chalicelib.accounts import calendar
from chalicelib.bookings.items import BookingItem, list_keys
from chalicelib.bookings.rules import BookingState
from chalicelib.bookings.schedule import cells_with_buffers
from chalicelib.core import due
from chalicelib.core.money import Split
from chalicelib.core.table import RefusedError, Update
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.rules import (
    PLATFORM_REVENUE,
    Kind,
    Transfer,
    booking_clearing,
    booking_refund_id,
    earnings_of,
    wallet_of,
)


def client_cells(starts_at_ms: int, duration_minutes: int) -> range:
    """The cells that a booking takes in its client's calendar: its own time, without buffers."""
    return cells_with_buffers(starts_at_ms, duration_minutes, 0, 0)


def reader_cells_of(item: BookingItem) -> range:
    """The cells that a booking takes in its reader's calendar, with the buffers it was made with."""
    return cells_with_buffers(
        item.starts_at_ms, item.duration_minutes, item.buffer_before_minutes, item.buffer_after_minutes
    )


def take_calendars(item: BookingItem, *, reader_refused: RefusedError, client_refused: RefusedError) -> list[Update]:
    """The writes that take a booking's time in both calendars, each with its error for time that is not free."""
    own = client_cells(item.starts_at_ms, item.duration_minutes)
    return [
        *calendar.take(item.reader_id, item.booking_id, reader_cells_of(item), reader_refused),
        *calendar.take(item.client_id, item.booking_id, own, client_refused),
    ]


def free_calendars(item: BookingItem) -> list[Update]:
    """The writes that give a booking's time back in both calendars."""
    own = client_cells(item.starts_at_ms, item.duration_minutes)
    return [
        *calendar.free(item.reader_id, item.booking_id, reader_cells_of(item), Stale),
        *calendar.free(item.client_id, item.booking_id, own, Stale),
    ]


class Change:
    """A conditional change of a booking: the write, and how the item in memory shows it once it was written."""

    def __init__(self, item: BookingItem, changes: Mapping[str, Any], due_at_ms: int | None, now_ms: int) -> None:
        self._item = item
        self._changes = {**changes, "changed_at_ms": now_ms, "version": item.version + 1}
        self._due_at_ms = due_at_ms

    def write(self) -> Update:
        """The write, refused as Stale unless the booking is as it was read."""
        item = self._item
        changed = BookingItem(**{name: getattr(item, name) for name in ("booking_id", "client_id", "reader_id")})
        changed.starts_at_ms = self._changes.get("starts_at_ms", item.starts_at_ms)
        changed.state = self._changes.get("state", item.state)
        every = {**self._changes, **list_keys(changed)}
        actions: list[Action] = list(due.actions(item, self._due_at_ms))
        for name, value in every.items():
            if name == "version" or getattr(item, name) != value:
                attribute: Attribute[Any] = getattr(BookingItem, name)
                actions.append(attribute.remove() if value is None else attribute.set(value))
        return Update(item, actions, BookingItem.version == item.version, refused=Stale)

    def apply(self) -> None:
        """Let the item that was read show what was written."""
        for name, value in self._changes.items():
            setattr(self._item, name, value)
        for name, value in list_keys(self._item).items():
            setattr(self._item, name, value)
        self._item.due_at_ms = self._due_at_ms
        self._item.due_shard = None if self._due_at_ms is None else due.shard_of((self._item.pk, self._item.sk))


def payment(item: BookingItem, now_ms: int) -> Transfer:
    """The transfer of the price into the booking's clearing account."""
    return Transfer(
        transfer_id=f"booking_{item.booking_id}",
        kind=Kind.BOOKING,
        debit=wallet_of(item.client_id),
        credit=booking_clearing(item.booking_id),
        amount_cents=item.price_cents,
        posted_at_ms=now_ms,
        refers_type="booking",
        refers_id=item.booking_id,
    )


_REASONS = {
    BookingState.CANCELLED_BY_CLIENT: "You cancelled the booking",
    BookingState.CANCELLED_BY_READER: "The booking was cancelled",
    BookingState.CANCELLED_BY_PLATFORM: "SoulSeer cancelled the booking",
    BookingState.READER_MISSED: "The reader did not come",
    BookingState.COMPLETED: "The minutes that were not used",
}


def refund(item: BookingItem, state: BookingState, refund_cents: int, now_ms: int) -> Transfer:
    """The transfer of what the client gets back. A booking gives back once."""
    return Transfer(
        transfer_id=booking_refund_id(item.booking_id),
        kind=Kind.REFUND,
        debit=booking_clearing(item.booking_id),
        credit=wallet_of(item.client_id),
        amount_cents=refund_cents,
        posted_at_ms=now_ms,
        refers_type="booking",
        refers_id=item.booking_id,
        reason=_REASONS[state],
    )


def later_refund(
    item: BookingItem, refund_id: str, amount_cents: int, taken: Split, reason: str, now_ms: int
) -> list[Transfer]:
    """The transfers of a refund that an admin gives: what is `taken` of both shares goes back into clearing first."""
    clearing = booking_clearing(item.booking_id)
    moves = [
        ("_reader", earnings_of(item.reader_id), clearing, taken.reader_cents),
        ("_platform", PLATFORM_REVENUE, clearing, taken.platform_cents),
        ("", clearing, wallet_of(item.client_id), amount_cents),
    ]
    return [
        Transfer(
            transfer_id=f"refund_{refund_id}{suffix}",
            kind=Kind.REFUND,
            debit=debit,
            credit=credit,
            amount_cents=cents,
            posted_at_ms=now_ms,
            refers_type="booking",
            refers_id=item.booking_id,
            reason=reason,
        )
        for suffix, debit, credit, cents in moves
        if cents > 0
    ]


def shares(item: BookingItem, split: Split, now_ms: int) -> list[Transfer]:
    """The transfers that release what is left in clearing to reader and platform."""
    parts = [
        ("earnings", Kind.BOOKING, earnings_of(item.reader_id), split.reader_cents),
        ("commission", Kind.COMMISSION, PLATFORM_REVENUE, split.platform_cents),
    ]
    return [
        Transfer(
            transfer_id=f"booking_{item.booking_id}_{name}",
            kind=kind,
            debit=booking_clearing(item.booking_id),
            credit=account,
            amount_cents=amount_cents,
            posted_at_ms=now_ms,
            refers_type="booking",
            refers_id=item.booking_id,
        )
        for name, kind, account, amount_cents in parts
        if amount_cents > 0
    ]
