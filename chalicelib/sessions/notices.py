"""What the two people of a session are told by notification, as writes for the transaction of the fact."""

from __future__ import annotations

from chalicelib.core.table import Put
from chalicelib.notifications.service import NotificationKind, notice
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import EndReason, Session, is_low_balance
from chalicelib.wallet.errors import Stale


def of_charge(
    item: SessionItem, before_cents: int, after_cents: int, at_ms: int, *, is_first: bool = False
) -> list[Put]:
    """Tell the client that the balance has just fallen below five minutes of the session's rate, or (`is_first`: the
    first minute is among those charged) that it is so low from the start (money.md, scenario 5).

    Once in a session: after a top-up it may fall so low again, and the write is then refused as AlreadyNotified.
    """
    was_low = is_low_balance(before_cents, item.rate_cents) and not is_first
    if was_low or not is_low_balance(after_cents, item.rate_cents):
        return []
    told = notice(
        user_id=item.client_id,
        kind=NotificationKind.LOW_BALANCE,
        fact=item.session_id,
        details={
            "session_id": item.session_id,
            "with_name": item.reader_name,
            "balance_cents": after_cents,
            "minutes_left": after_cents // item.rate_cents,
        },
        now_ms=at_ms,
    )
    return [told]


def of_end(item: SessionItem, ended: Session, at_ms: int) -> list[Put]:
    """Tell the reader of a call that nobody answered."""
    if ended.end_reason is not EndReason.NO_ANSWER:
        return []
    told = notice(
        user_id=item.reader_id,
        kind=NotificationKind.SESSION_MISSED,
        fact=item.session_id,
        details={
            "session_id": item.session_id,
            "with_name": item.client_name,
            "missed_at_ms": item.created_at_ms,
            "as_reader": True,
        },
        now_ms=at_ms,
        refused=Stale,
    )
    return [told]


def of_refund(item: SessionItem, refund_id: str, amount_cents: int, at_ms: int) -> Put:
    """Tell the client what of a settled session was given back."""
    return notice(
        user_id=item.client_id,
        kind=NotificationKind.SESSION_REFUNDED,
        fact=refund_id,
        details={"session_id": item.session_id, "with_name": item.reader_name, "amount_cents": amount_cents},
        now_ms=at_ms,
        refused=Stale,
    )
