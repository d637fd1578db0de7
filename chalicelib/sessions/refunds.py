"""An admin gives money of a settled session back (money.md "Other flows", scenario 12)."""

from __future__ import annotations

from chalicelib.core import audit, table
from chalicelib.core.errors import NotFound, ValidationFailed
from chalicelib.core.money import split
from chalicelib.core.table import Put
from chalicelib.sessions import notices
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.items import SessionItem, SessionRefundItem, session_key
from chalicelib.sessions.rules import State
from chalicelib.sessions.updates import session_update
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import PLATFORM_REVENUE, Kind, Transfer, earnings_of, session_clearing, wallet_of


def refund(
    admin_id: str, session_id: str, amount_cents: int, reason: str, *, refund_id: str, now_ms: int
) -> SessionItem:
    """Give `amount_cents` of a session back to the client, from the reader's and the platform's shares.

    What the reader keeps is 70 % of what remains, so several refunds share exactly as one would. The reader's
    earnings may fall below zero by it (kind REFUND); payouts then stop until they are made good.

    Parameters:
        refund_id: derived from the request's idempotency key; the same refund is given once.

    Raises:
        NotFound: no such session.
        SessionWrongState: it is not settled yet.
        ValidationFailed: more than what is left of the charge.
    """

    def decide() -> SessionItem:
        item = table.load(SessionItem, session_key(session_id))
        if item is None:
            raise NotFound("There is no such session.")
        if _given(session_id, refund_id) is not None:
            return item
        if item.booking_id is not None:
            raise SessionWrongState("The price of a booked reading is the booking's.")
        if State(item.state) is not State.FINALIZED:
            raise SessionWrongState("A session is refunded when it is settled.")
        refunded_cents = item.refunded_cents or 0
        left_cents = (item.charged_cents or 0) - (item.reversed_cents or 0) - refunded_cents
        if amount_cents > left_cents:
            raise ValidationFailed(f"At most {left_cents} cents can be refunded.", field="amount_cents")
        kept = split(left_cents - amount_cents)
        had = split(left_cents)
        reader_cents, platform_cents = had.reader_cents - kept.reader_cents, had.platform_cents - kept.platform_cents
        posting = Posting(*ledger.load_accounts(wallet_of(item.client_id), earnings_of(item.reader_id)))
        for transfer in _transfers(item, refund_id, reader_cents, platform_cents, reason, now_ms):
            posting.transfer(transfer)
        given = SessionRefundItem(
            *SessionRefundItem.key(session_id=session_id, refund_id=refund_id),
            refund_id=refund_id,
            amount_cents=amount_cents,
            reader_cents=reader_cents,
            platform_cents=platform_cents,
            reason=reason,
            refunded_at_ms=now_ms,
            transfer_id=f"refund_{refund_id}",
        )
        update = session_update(item, {"refunded_cents": refunded_cents + amount_cents})
        entry = audit.record(
            actor_id=admin_id,
            action="session_refunded",
            target_type="session",
            target_id=session_id,
            before={"refunded_cents": refunded_cents},
            after={"refunded_cents": refunded_cents + amount_cents},
            reason=reason,
            now_ms=now_ms,
        )
        told = notices.of_refund(item, refund_id, amount_cents, now_ms)
        ledger.commit(posting, update.write, entry, told, before=[Put(given, refused=Stale)])
        update.apply()
        return item

    return ledger.retrying(decide)


def _given(session_id: str, refund_id: str) -> SessionRefundItem | None:
    return table.load(SessionRefundItem, SessionRefundItem.key(session_id=session_id, refund_id=refund_id))


def _transfers(
    item: SessionItem, refund_id: str, reader_cents: int, platform_cents: int, reason: str, now_ms: int
) -> list[Transfer]:
    clearing = session_clearing(item.session_id)
    moves = [
        ("_reader", earnings_of(item.reader_id), clearing, reader_cents),
        ("_platform", PLATFORM_REVENUE, clearing, platform_cents),
        ("", clearing, wallet_of(item.client_id), reader_cents + platform_cents),
    ]
    return [
        Transfer(
            transfer_id=f"refund_{refund_id}{suffix}",
            kind=Kind.REFUND,
            debit=debit,
            credit=credit,
            amount_cents=amount_cents,
            posted_at_ms=now_ms,
            refers_type="session",
            refers_id=item.session_id,
            reason=reason,
        )
        for suffix, debit, credit, amount_cents in moves
        if amount_cents > 0
    ]
