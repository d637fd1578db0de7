"""What SoulSeer itself does to bookings: call off what cannot be held, and give money of a closed one back."""

from __future__ import annotations

from chalicelib.accounts import calendar
from chalicelib.bookings import books, notices, progress, rules
from chalicelib.bookings.errors import BookingWrongState
from chalicelib.bookings.items import BookingItem, BookingRefundItem, booking_key
from chalicelib.bookings.rules import BookingState
from chalicelib.core import audit, table
from chalicelib.core.clock import HOUR_MS
from chalicelib.core.errors import ValidationFailed
from chalicelib.core.money import Split, split
from chalicelib.core.table import Put, Write
from chalicelib.core.text import clean_line, valid
from chalicelib.sessions import booked
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import earnings_of, wallet_of

REASON_MAX_CHARS = 500
_LONGEST_MS = HOUR_MS
"""A reading that goes on still has begun this long ago at the most."""


# --- calling off ------------------------------------------------------------------------------------------------


def cancel_all(user_id: str, now_ms: int, *, as_reader: bool) -> None:
    """Call off all bookings ahead of a person who may not take part any more, as client or as reader.

    Everything is given back: neither of the two has decided this. A reading under way goes on to its own end. Called
    again, it calls off what is left.

    The bookings are those that the person's calendar names. A booking is made, or moved, only while both are in good
    standing at the instant of its transaction, so each that was is in the calendar when the standing is gone; an
    index may show it later.
    """
    keys = [booking_key(booking_id) for booking_id in calendar.bookings_from(user_id, now_ms - _LONGEST_MS)]
    found = table.load_many(keys)
    for key in keys:
        item = found.get(key)
        if isinstance(item, BookingItem) and user_id == (item.reader_id if as_reader else item.client_id):
            _cancel_unless_under_way(item.booking_id, now_ms)


def _cancel_unless_under_way(booking_id: str, now_ms: int) -> None:
    def decide() -> None:
        item = progress.bring_up_to_date(booking_id, now_ms)
        if BookingState(item.state) is BookingState.BOOKED:
            _call_off(item, now_ms, [])

    try:
        ledger.retrying(decide)
    except SessionWrongState:
        return


def cancel(admin_id: str, booking_id: str, reason: str, *, now_ms: int) -> BookingItem:
    """Call a booking off for an admin: everything is given back, both are told. Again: nothing.

    Raises:
        NotFound: there is no such booking.
        BookingWrongState: it is over, or the reading is under way.
        ValidationFailed: the reason is empty or too long.
    """
    reason = _clean_reason(reason)

    def decide() -> BookingItem:
        item = progress.bring_up_to_date(booking_id, now_ms)
        if BookingState(item.state) is BookingState.CANCELLED_BY_PLATFORM:
            return item
        entry = audit.record(
            actor_id=admin_id,
            action="booking_cancelled",
            target_type="booking",
            target_id=booking_id,
            before={"state": item.state, "refunded_cents": 0},
            after={"state": str(BookingState.CANCELLED_BY_PLATFORM), "refunded_cents": item.price_cents},
            reason=reason,
            now_ms=now_ms,
        )
        try:
            _call_off(item, now_ms, [entry])
        except rules.WrongState as error:
            raise BookingWrongState(str(error)) from error
        except SessionWrongState as error:
            raise BookingWrongState("This reading is under way; end its session first.") from error
        return item

    return ledger.retrying(decide)


def _call_off(item: BookingItem, now_ms: int, recorded: list[Write]) -> None:
    refund_cents = rules.platform_cancels_refund_cents(item.to_booking())
    told = [*notices.cancelled(item, "platform", refund_cents, now_ms), *recorded]
    state = BookingState.CANCELLED_BY_PLATFORM
    progress.close(item, state, refund_cents, closed_at_ms=now_ms, now_ms=now_ms, told=told)


# --- giving back ------------------------------------------------------------------------------------------------


def refund(
    admin_id: str, booking_id: str, amount_cents: int, reason: str, *, refund_id: str, now_ms: int
) -> BookingItem:
    """Give `amount_cents` of a closed booking back to the client (money.md "Other flows").

    Before the release it comes out of clearing, and less is shared later. After it, it comes from the reader's and the
    platform's shares: the reader keeps 70 % of what remains, so several refunds share exactly as one would. The
    reader's earnings may fall below zero by it (kind REFUND); payouts then stop until they are made good.

    Parameters:
        refund_id: derived from the request's idempotency key; the same refund is given once.

    Raises:
        NotFound: there is no such booking.
        BookingWrongState: it is not closed yet; such a booking is called off instead.
        ValidationFailed: more than what is left of the price, or no reason.
    """
    reason = _clean_reason(reason)

    def decide() -> BookingItem:
        item = progress.bring_up_to_date(booking_id, now_ms)
        key = BookingRefundItem.key(booking_id=booking_id, refund_id=refund_id)
        if table.load(BookingRefundItem, key) is not None:
            return item
        if BookingState(item.state) is BookingState.BOOKED:
            raise BookingWrongState("A booking that stands is cancelled, not refunded.")
        left_cents = rules.refundable_cents(item.to_booking())
        if amount_cents > left_cents:
            raise ValidationFailed(f"At most {left_cents} cents can be refunded.", field="amount_cents")
        _give_back(item, amount_cents, left_cents, reason, admin_id, refund_id, now_ms)
        return item

    return ledger.retrying(decide)


def _give_back(
    item: BookingItem, amount_cents: int, left_cents: int, reason: str, admin_id: str, refund_id: str, now_ms: int
) -> None:
    kept = split(left_cents - amount_cents)
    taken = _taken_from_shares(item, left_cents, kept)
    change = books.Change(item, *_after_refund(item, amount_cents, kept, now_ms), now_ms)
    posting = Posting(*ledger.load_accounts(wallet_of(item.client_id), earnings_of(item.reader_id)))
    for transfer in books.later_refund(item, refund_id, amount_cents, taken, reason, now_ms):
        posting.transfer(transfer)
    given = BookingRefundItem(
        *BookingRefundItem.key(booking_id=item.booking_id, refund_id=refund_id),
        refund_id=refund_id,
        amount_cents=amount_cents,
        clearing_cents=amount_cents - taken.reader_cents - taken.platform_cents,
        reader_cents=taken.reader_cents,
        platform_cents=taken.platform_cents,
        reason=reason,
        refunded_at_ms=now_ms,
    )
    entry = audit.record(
        actor_id=admin_id,
        action="booking_refunded",
        target_type="booking",
        target_id=item.booking_id,
        before={"refunded_cents": item.refunded_cents},
        after={"refunded_cents": item.refunded_cents + amount_cents},
        reason=reason,
        now_ms=now_ms,
    )
    on_receipt: list[Write] = []
    if item.session_id is not None:
        on_receipt = booked.refunded(item.session_id, refund_id, amount_cents, kept, reason, now_ms)
    told = notices.refunded(item, refund_id, amount_cents, now_ms)
    ledger.commit(posting, change.write(), entry, *on_receipt, *told, before=[Put(given, refused=Stale)])
    change.apply()


def _taken_from_shares(item: BookingItem, left_cents: int, kept: Split) -> Split:
    """What reader and platform give of their shares: nothing while the price waits in clearing."""
    if item.released_at_ms is None:
        return Split(0, 0)
    had = split(left_cents)
    return Split(had.reader_cents - kept.reader_cents, had.platform_cents - kept.platform_cents)


def _after_refund(item: BookingItem, amount_cents: int, kept: Split, now_ms: int) -> tuple[dict[str, int], int | None]:
    """What of the booking changes, and when it falls due after that."""
    changes = {"refunded_cents": item.refunded_cents + amount_cents}
    if item.released_at_ms is not None:
        return changes | {"reader_cents": kept.reader_cents, "platform_cents": kept.platform_cents}, None
    left_cents = item.clearing_cents - amount_cents
    changes["clearing_cents"] = left_cents
    if left_cents:
        return changes, item.due_at_ms
    return changes | {"released_at_ms": now_ms, "reader_cents": 0, "platform_cents": 0}, None


def _clean_reason(reason: str) -> str:
    return valid("reason", lambda given: clean_line(given, max_chars=REASON_MAX_CHARS), reason)
