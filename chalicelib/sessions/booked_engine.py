"""Commits what `booked_rules` decides on the session of a booked reading. No money moves here.

Wallet and reader are reserved by joining, each party by its own; the end frees whom this session reserves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core import due, table
from chalicelib.core.table import Write
from chalicelib.readers import service as readers
from chalicelib.sessions import booked_rules, rules
from chalicelib.sessions.items import SessionItem, session_attributes
from chalicelib.sessions.rules import EndReason, Party, Presence, Session, State
from chalicelib.sessions.updates import session_update
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import wallet_of


def advance(item: SessionItem, presence: Presence, wallet: Account, as_of_ms: int, renewed: Party | None) -> None:
    """Bring the session up to date in the table and in `item`; raises Stale when something changed meanwhile."""
    session = item.to_session()
    after = booked_rules.advance(session, presence, as_of_ms=as_of_ms, renewed=renewed)
    if after != session:
        _commit(item, after, wallet, as_of_ms)


def end(item: SessionItem, presence: Presence, wallet: Account, at_ms: int, reason: EndReason) -> None:
    """End the session as of `at_ms`. Ending what is over changes nothing.

    Raises:
        WrongState: a participant asks, and the reading has not begun.
        Stale: something changed meanwhile.
    """
    after = booked_rules.advance(item.to_session(), presence, as_of_ms=at_ms)
    if after.state in rules.LIVE_STATES:
        after = booked_rules.ended(after, presence, at_ms, reason)
    if after != item.to_session():
        _commit(item, after, wallet, at_ms)


def _commit(item: SessionItem, after: Session, wallet: Account, at_ms: int) -> None:
    if after.state is not State.ENDED:
        update = session_update(item, session_attributes(after))
        table.write(update.write)
        update.apply()
        return
    posting = Posting(wallet)
    writes = end_writes(item, after, posting, at_ms, _due(item, at_ms))
    if wallet.hold is not None and wallet.hold.session_id == item.session_id:
        ledger.commit(posting, before=writes)
    else:
        table.transact(*writes)
    session_update(item, _final_attributes(after, at_ms) | _due(item, at_ms)).apply()


def _due(item: SessionItem, at_ms: int) -> dict[str, Any]:
    """An end that the booking has not heard of falls due at once; whoever closes the booking takes that away."""
    return due.at((item.pk, item.sk), at_ms)


def end_writes(
    item: SessionItem, after: Session, posting: Posting, at_ms: int, more: Mapping[str, Any] | None = None
) -> list[Write]:
    """Return the writes that store an end and free the reader, and have `posting` free the wallet, where reserved.

    Ended and finalized are one step: nothing of the session's own is to be settled.

    Parameters:
        more: further attributes of the session to be stored with its end.
    """
    wallet = wallet_of(item.client_id)
    hold = posting.hold_of(wallet)
    if hold is not None and hold.session_id == item.session_id:
        posting.hold(wallet, None)
    writes: list[Write] = [session_update(item, _final_attributes(after, at_ms) | dict(more or {})).write]
    if item.reader_joined_at_ms is not None:
        held = after.started_at_ms is not None
        status = readers.load_status(item.reader_id)
        if status is not None and status.session_id == item.session_id:
            writes.append(readers.release(item.reader_id, item.session_id, Stale, completed=held))
    return writes


def _final_attributes(after: Session, at_ms: int) -> dict[str, Any]:
    return session_attributes(rules.finalized(after)) | {
        "finalized_at_ms": at_ms,
        "clearing_cents": 0,
        "live_shard": None,
    }
