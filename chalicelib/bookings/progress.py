"""Bringing a booking up to date: reminders, absences, completion, release of the money. Level-triggered.

The minute's due work and everybody who looks at a booking call it, in any order and any number of times. What is
decided rests on instants and on the session's proved presence, never on when this ran.
"""

from __future__ import annotations

from typing import Any

from chalicelib.bookings import books, notices, rules
from chalicelib.bookings.items import BookingItem, booking_key
from chalicelib.bookings.rules import BookingState
from chalicelib.core import table
from chalicelib.core.errors import NotFound
from chalicelib.core.money import split
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Write
from chalicelib.sessions import booked, engine
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import Appointment, EndReason
from chalicelib.wallet import ledger
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import earnings_of, wallet_of

_MAX_STEPS = 8
_UNUSED_IS_GIVEN_BACK = frozenset(
    {EndReason.READER_LEFT, EndReason.ENDED_BY_READER, EndReason.ENDED_BY_ADMIN, EndReason.SUSPENDED}
)


def load(booking_id: str) -> BookingItem:
    """Return a booking as it is stored. Raises NotFound."""
    item = table.load(BookingItem, booking_key(booking_id))
    if item is None:
        raise NotFound("There is no such booking.")
    return item


def follow_up(item: BookingItem, as_of_ms: int, runtime: Runtime) -> None:
    """Do what is due on a booking (`areas.DUE`): remind, close, release, and set when to look again."""
    bring_up_to_date(item.booking_id, as_of_ms, item=item, by_tick=True)


def after_session(item: SessionItem, as_of_ms: int, runtime: Runtime) -> None:
    """Close the booking of a session that has ended (`areas.DUE`); that also takes the session's due time away."""
    if item.booking_id is not None:
        bring_up_to_date(item.booking_id, as_of_ms)


def bring_up_to_date(
    booking_id: str, as_of_ms: int, *, item: BookingItem | None = None, by_tick: bool = False
) -> BookingItem:
    """Return a booking after everything that is due as of `as_of_ms` was done.

    Parameters:
        item: what was just read, to save reading it again.
        by_tick: also send reminders and move the time of the next look, which only the due work needs.

    Raises:
        NotFound: there is none.
        TableBusy: others changed it in every attempt; the next call goes on.
    """
    given = [] if item is None else [item]

    def decide() -> BookingItem:
        current = given.pop() if given else load(booking_id)
        for _ in range(_MAX_STEPS):
            if not _step(current, as_of_ms, by_tick=by_tick):
                break
        return current

    return ledger.retrying(decide)


def _step(item: BookingItem, as_of_ms: int, *, by_tick: bool) -> bool:
    """Do the next thing that is due; returns whether there was one."""
    if BookingState(item.state) is not BookingState.BOOKED:
        return _release(item, as_of_ms)
    has_come = item.session_id is not None or as_of_ms >= item.starts_at_ms
    if has_come and _close_if_over(item, as_of_ms):
        return True
    return by_tick and _look_ahead(item, as_of_ms)


def _look_ahead(item: BookingItem, as_of_ms: int) -> bool:
    """Send the reminder that is due, or set the time of the next look."""
    booking = item.to_booking()
    count = rules.due_reminders(item.starts_at_ms, as_of_ms)
    told: list[Write] = []
    if count > booking.reminded and as_of_ms < item.starts_at_ms:
        told += notices.reminder(item, rules.REMIND_MS[count - 1], as_of_ms)
    reminded = max(count, booking.reminded)
    next_ms = rules.next_due_ms(rules.with_reminded(booking, reminded), as_of_ms)
    if reminded == booking.reminded and next_ms == item.due_at_ms:
        return False
    change = books.Change(item, {"reminded": reminded}, next_ms, as_of_ms)
    table.transact(change.write(), *told)
    change.apply()
    return True


def _close_if_over(item: BookingItem, as_of_ms: int) -> bool:
    if item.session_id is None:
        missed_at_ms = Appointment(item.starts_at_ms, item.ends_at_ms).reader_deadline_ms
        if as_of_ms < missed_at_ms:
            return False
        # Nobody came. The reader is the first whose absence counts, and the client gets everything back.
        close(item, BookingState.READER_MISSED, item.price_cents, closed_at_ms=missed_at_ms, now_ms=as_of_ms)
        return True
    outcome = booked.outcome_of(item.session_id, as_of_ms)
    if outcome is None:
        return False
    match outcome.reason:
        case EndReason.READER_MISSED:
            state, refund_cents = BookingState.READER_MISSED, item.price_cents
        case EndReason.CLIENT_MISSED:
            state, refund_cents = BookingState.CLIENT_MISSED, 0
        case reason if reason in _UNUSED_IS_GIVEN_BACK:
            state = BookingState.COMPLETED
            refund_cents = rules.unused_cents(
                item.price_cents, item.starts_at_ms, item.ends_at_ms, outcome.stopped_at_ms
            )
        case _:
            state, refund_cents = BookingState.COMPLETED, 0
    close(item, state, refund_cents, closed_at_ms=outcome.ended_at_ms, now_ms=as_of_ms)
    return True


def close(
    item: BookingItem,
    state: BookingState,
    refund_cents: int,
    *,
    closed_at_ms: int,
    now_ms: int,
    told: list[Write] | None = None,
) -> None:
    """Close a booking in one transaction: its state, the refund, both calendars, what both are told.

    Parameters:
        told: the notices, and what else is to be on record, when the closing itself does not say them.

    Raises:
        Stale: something changed since it was read.
    """
    left_cents = item.clearing_cents - refund_cents
    changes: dict[str, Any] = {
        "state": str(state),
        "closed_at_ms": closed_at_ms,
        "refunded_cents": refund_cents,
        "clearing_cents": left_cents,
    }
    if left_cents == 0:
        changes |= {"released_at_ms": now_ms, "reader_cents": 0, "platform_cents": 0}
    if state is BookingState.COMPLETED and left_cents:
        changes["paid_minutes"] = rules.paid_minutes(item.price_cents, left_cents, item.duration_minutes)
    due_at_ms = closed_at_ms + rules.RELEASE_AFTER_MS if left_cents else None
    change = books.Change(item, changes, due_at_ms, now_ms)
    writes: list[Write] = [change.write(), *books.free_calendars(item)]
    writes += notices.closed(item, state, refund_cents, now_ms) if told is None else told
    sight = None if item.session_id is None else engine.look(item.session_id)
    posting = Posting(sight.wallet if sight else ledger.load_account(wallet_of(item.client_id)))
    if refund_cents:
        posting.transfer(books.refund(item, state, refund_cents, now_ms))
    if sight is not None:
        writes += booked.settle(sight, posting, refund_cents, split(left_cents), now_ms)
    if "paid_minutes" in changes:
        posting.days.add_reading(
            client_id=item.client_id,
            reader_id=item.reader_id,
            modality=item.modality,
            minutes=changes["paid_minutes"],
            at_ms=closed_at_ms,
        )
    if refund_cents or (sight is not None and sight.hold is not None):
        ledger.commit(posting, before=writes)
    else:
        table.transact(*writes, *posting.days.writes())
    change.apply()


def _release(item: BookingItem, as_of_ms: int) -> bool:
    """Share what is left in clearing, a day after the booking was closed."""
    if item.clearing_cents == 0 or as_of_ms < (item.closed_at_ms or 0) + rules.RELEASE_AFTER_MS:
        return False
    shares = split(item.clearing_cents)
    changes = {
        "clearing_cents": 0,
        "released_at_ms": as_of_ms,
        "reader_cents": shares.reader_cents,
        "platform_cents": shares.platform_cents,
    }
    change = books.Change(item, changes, None, as_of_ms)
    posting = Posting(ledger.load_account(earnings_of(item.reader_id)))
    for transfer in books.shares(item, shares, as_of_ms):
        posting.transfer(transfer)
    ledger.commit(posting, before=[change.write()])
    change.apply()
    return True
