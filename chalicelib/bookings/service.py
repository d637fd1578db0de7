"""Bookings: the area's public door. Each use case loads, lets the rules decide, and commits one transaction."""

from __future__ import annotations

from chalicelib.accounts import calendar
from chalicelib.accounts import service as accounts
from chalicelib.bookings import books, notices, progress, rules, schedule
from chalicelib.bookings.availability import Offer, offer_of
from chalicelib.bookings.errors import (
    BookingWrongState,
    ClientNotFree,
    PriceChanged,
    SlotTaken,
)
from chalicelib.bookings.items import BookingItem, ReaderAvailability
from chalicelib.bookings.lists import bookings_of, have_booked
from chalicelib.bookings.making import Quote, Wanted, book, quote
from chalicelib.bookings.rules import BookingState
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.errors import AccountSuspended, Forbidden, NotFound
from chalicelib.core.table import Check
from chalicelib.readers import service as readers
from chalicelib.sessions.rules import Party
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale

__all__ = [
    "Quote",
    "Wanted",
    "admitted",
    "book",
    "bookings_of",
    "bring_up_to_date",
    "cancel",
    "have_booked",
    "quote",
    "reschedule",
    "see",
    "see_as_participant",
]


# --- seeing -----------------------------------------------------------------------------------------------------


def admitted(booking_id: str, actor: Actor) -> tuple[BookingItem, Party | None]:
    """Return a booking to somebody who may see it, and which party they are (None for an admin).

    Raises:
        NotFound: there is no such booking, or it is not theirs to know of.
    """
    item = progress.load(booking_id)
    party = {item.client_id: Party.CLIENT, item.reader_id: Party.READER}.get(actor.user_id)
    if party is None and actor.role is not Role.ADMIN:
        raise NotFound("There is no such booking.")
    return item, party


def bring_up_to_date(booking_id: str, now_ms: int) -> BookingItem:
    """Return a booking after everything that is due on it was done. Raises NotFound."""
    return progress.bring_up_to_date(booking_id, now_ms)


def see(booking_id: str, actor: Actor, now_ms: int) -> tuple[BookingItem, Party | None]:
    """Return a booking as it stands now, as `admitted` admits and raises."""
    item, party = admitted(booking_id, actor)
    return progress.bring_up_to_date(booking_id, now_ms, item=item), party


def see_as_participant(booking_id: str, actor: Actor, now_ms: int) -> tuple[BookingItem, Party]:
    """Return what `see` does to one of the two; raises Forbidden for an admin."""
    item, party = see(booking_id, actor, now_ms)
    if party is None:
        raise Forbidden("Only the two participants may do that.")
    return item, party


# --- changing ---------------------------------------------------------------------------------------------------


def cancel(booking_id: str, actor: Actor, *, refund_cents: int, now_ms: int) -> BookingItem:
    """Cancel a booking, as its client or its reader. Cancelling again changes nothing.

    Parameters:
        refund_cents: what the caller was shown that the client gets back.

    Raises:
        PriceChanged: something else would be given back now; nothing was done.
        BookingWrongState: it is over, or has begun.
        NotFound, Forbidden: it is not the caller's.
    """

    def decide() -> BookingItem:
        item, party = see_as_participant(booking_id, actor, now_ms)
        by_client = party is Party.CLIENT
        state = BookingState.CANCELLED_BY_CLIENT if by_client else BookingState.CANCELLED_BY_READER
        if BookingState(item.state) is state and item.refunded_cents == refund_cents:
            return item
        decided = rules.client_cancels_refund_cents if by_client else rules.reader_cancels_refund_cents
        try:
            exact_cents = decided(item.to_booking(), now_ms)
        except rules.WrongState as error:
            raise BookingWrongState(str(error)) from error
        if exact_cents != refund_cents:
            raise PriceChanged(f"Cancelling now gives {exact_cents} cents back.", field="refund_cents")
        told = notices.cancelled(item, str(party), exact_cents, now_ms)
        progress.close(item, state, exact_cents, closed_at_ms=now_ms, now_ms=now_ms, told=[*told])
        return item

    return ledger.retrying(decide)


def reschedule(booking_id: str, actor: Actor, *, starts_at_ms: int, now_ms: int) -> BookingItem:
    """Move a booking to another open time of the same reader, for the same price; both calendars change at once.

    Raises:
        BookingWrongState: it is over, begins within 24 hours, or was moved too often.
        SlotTaken, ClientNotFree: the new time is not open.
        AccountSuspended: the client was suspended meanwhile.
        NotFound, Forbidden: it is not the caller's, or the caller is its reader.
    """

    def decide() -> BookingItem:
        item, party = see_as_participant(booking_id, actor, now_ms)
        if party is not Party.CLIENT:
            raise Forbidden("A reader cancels; only the client moves a booking.")
        if item.starts_at_ms == starts_at_ms and BookingState(item.state) is BookingState.BOOKED:
            return item
        try:
            rules.require_movable(item.to_booking(), now_ms)
        except rules.WrongState as error:
            raise BookingWrongState(str(error)) from error
        _move(item, starts_at_ms, now_ms)
        return item

    return ledger.retrying(decide)


def _move(item: BookingItem, starts_at_ms: int, now_ms: int) -> None:
    offer = _standing_offer(item)
    plan = offer.schedule
    if plan is None:
        raise SlotTaken
    old_cells = books.reader_cells_of(item)
    new_cells = schedule.reader_cells(plan, starts_at_ms, item.duration_minutes)
    taken = calendar.taken_cells([item.reader_id], new_cells)[item.reader_id] - set(old_cells)
    if not schedule.is_open(plan, starts_at_ms, item.duration_minutes, now_ms=now_ms, taken=taken):
        raise SlotTaken
    try:
        moved = calendar.move(item.reader_id, item.booking_id, old_cells, new_cells, Stale)
    except calendar.CellsTaken as error:
        raise SlotTaken from error
    old_own = books.client_cells(item.starts_at_ms, item.duration_minutes)
    new_own = books.client_cells(starts_at_ms, item.duration_minutes)
    try:
        moved += calendar.move(item.client_id, item.booking_id, old_own, new_own, Stale)
    except calendar.CellsTaken as error:
        raise ClientNotFree from error
    previous_ms = item.starts_at_ms
    changes = {
        "starts_at_ms": starts_at_ms,
        "buffer_before_minutes": plan.buffer_before_minutes,
        "buffer_after_minutes": plan.buffer_after_minutes,
        "reschedules": item.reschedules + 1,
        "reminded": rules.due_reminders(starts_at_ms, now_ms),
    }
    as_moved = rules.Booking(
        BookingState.BOOKED,
        starts_at_ms,
        starts_at_ms + item.duration_minutes * MINUTE_MS,
        item.price_cents,
        reminded=changes["reminded"],
    )
    change = books.Change(item, changes, rules.next_due_ms(as_moved, now_ms), now_ms)
    write = change.write()
    change.apply()
    availability = offer.availability
    if availability is None:
        raise SlotTaken
    unchanged = ReaderAvailability.version == availability.version
    table.transact(
        write,
        *moved,
        Check(ReaderAvailability, (availability.pk, availability.sk), unchanged, refused=Stale),
        readers.require_listed(offer.status, Stale),
        accounts.require_not_suspended(item.client_id, AccountSuspended),
        *notices.rescheduled(item, previous_ms, now_ms),
    )


def _standing_offer(item: BookingItem) -> Offer:
    try:
        return offer_of(item.reader_id)
    except NotFound as error:
        raise SlotTaken from error
