"""Sessions of booked readings, as bookings ask for them: made, joined, looked at, called off, settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalicelib.core import table
from chalicelib.core.ids import derived_id
from chalicelib.core.money import Split
from chalicelib.core.table import Put, Update, Write
from chalicelib.readers import service as readers
from chalicelib.sessions import booked_engine, booked_rules, engine, rules
from chalicelib.sessions.engine import Sight
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.items import (
    SessionItem,
    SessionRefundItem,
    listed,
    live_shard_of,
    session_key,
)
from chalicelib.sessions.rules import EndReason, Party, State
from chalicelib.sessions.updates import session_update
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Hold


class PartyBusy(Exception):
    """Whoever joins is in another session. Nothing was changed."""


@dataclass(frozen=True)
class Reading:
    """What a booked reading's session is made of."""

    booking_id: str
    client_id: str
    client_name: str
    client_photo_url: str | None
    reader_id: str
    reader_name: str
    reader_photo_url: str | None
    modality: str
    rate_cents: int
    price_cents: int
    starts_at_ms: int
    ends_at_ms: int


@dataclass(frozen=True)
class Outcome:
    """How a booked reading's session ended, and when its connected time did."""

    reason: EndReason
    ended_at_ms: int
    stopped_at_ms: int


def session_id_of(booking_id: str) -> str:
    """The id of the session in which a booking is held."""
    return derived_id("ses", booking_id)


def new_session(reading: Reading, now_ms: int) -> Put:
    """Return the write of a booked reading's session, waiting for both; refused as Stale when it is there already.

    Booking it was both people's consent, so it counts as accepted from the start.
    """
    session_id = session_id_of(reading.booking_id)
    item = SessionItem(
        *session_key(session_id),
        session_id=session_id,
        client_id=reading.client_id,
        reader_id=reading.reader_id,
        client_name=reading.client_name,
        client_photo_url=reading.client_photo_url,
        reader_name=reading.reader_name,
        reader_photo_url=reading.reader_photo_url,
        modality=reading.modality,
        rate_cents=reading.rate_cents,
        state=str(State.WAITING),
        version=1,
        created_at_ms=now_ms,
        accepted_at_ms=now_ms,
        booking_id=reading.booking_id,
        price_cents=reading.price_cents,
        starts_at_ms=reading.starts_at_ms,
        ends_at_ms=reading.ends_at_ms,
        live_shard=live_shard_of(session_id),
        **listed(
            session_id,
            client_id=reading.client_id,
            reader_id=reading.reader_id,
            modality=reading.modality,
            created_at_ms=now_ms,
            booked=True,
        ),
    )
    return Put(item, refused=Stale)


def join(session_id: str, party: Party, now_ms: int) -> Sight:
    """Reserve a party for a booked reading's session; joining again changes nothing.

    Raises:
        PartyBusy: another session reserves whoever joins.
        SessionWrongState: it is over.
    """

    def decide() -> Sight:
        sight = engine.bring_up_to_date(session_id, now_ms)
        item = sight.item
        if sight.session.state not in rules.LIVE_STATES:
            raise SessionWrongState("This reading is over.")
        name = f"{party}_joined_at_ms"
        if getattr(item, name) is not None:
            return sight
        update = session_update(item, {name: now_ms})
        if party is Party.CLIENT:
            _hold_wallet(sight, update.write, now_ms)
        else:
            _reserve_reader(item, update.write, now_ms)
        update.apply()
        return sight

    return ledger.retrying(decide)


def _hold_wallet(sight: Sight, update: Update, now_ms: int) -> None:
    wallet, session_id = sight.wallet, sight.item.session_id
    if wallet.hold is not None:
        _require_another(wallet.hold.session_id, session_id)
        engine.bring_up_to_date(wallet.hold.session_id, now_ms)
        wallet = ledger.load_account(wallet.account)
    if wallet.hold is not None:
        _require_another(wallet.hold.session_id, session_id)
        raise PartyBusy
    posting = Posting(wallet)
    posting.hold(wallet.account, Hold(session_id, session_version=0))
    ledger.commit(posting, before=[update])


def _reserve_reader(item: SessionItem, update: Update, now_ms: int) -> None:
    status = readers.load_status(item.reader_id)
    if status is not None and status.session_id is not None:
        _require_another(status.session_id, item.session_id)
        engine.bring_up_to_date(status.session_id, now_ms)
        status = readers.load_status(item.reader_id)
    if status is None:
        raise PartyBusy
    if status.session_id is not None:
        _require_another(status.session_id, item.session_id)
        raise PartyBusy
    table.transact(update, readers.reserve_for_booking(status, item.session_id, Stale))


def _require_another(reserving_id: str, session_id: str) -> None:
    """Return when another session reserves whoever joins; raises Stale when another request of theirs was quicker."""
    if reserving_id == session_id:
        raise Stale


def outcome_of(session_id: str, as_of_ms: int) -> Outcome | None:
    """Return how a booked reading's session ended, once it has; it is brought up to date first."""
    session = engine.bring_up_to_date(session_id, as_of_ms).session
    if session.end_reason is None or session.ended_at_ms is None:
        return None
    return Outcome(session.end_reason, session.ended_at_ms, booked_rules.stopped_at_ms(session))


def settle(sight: Sight, posting: Posting, refund_cents: int, shares: Split, now_ms: int) -> list[Write]:
    """Return the writes that put a booking's outcome on its session's receipt; one that still waits is called off.

    Parameters:
        posting: of the client's wallet, which a session that is called off sets free.

    Raises:
        SessionWrongState: it is under way.
    """
    item, session = sight.item, sight.session
    if session.state in rules.LIVE_STATES:
        try:
            off = booked_rules.called_off(session, now_ms)
        except rules.WrongState as error:
            raise SessionWrongState(f"The session is {session.state}.") from error
        return booked_engine.end_writes(item, off, posting, now_ms, _money(refund_cents, shares))
    heard = {"due_shard": None, "due_at_ms": None}
    return [session_update(item, _money(refund_cents, shares) | heard).write]


def refunded(session_id: str, refund_id: str, amount_cents: int, kept: Split, reason: str, now_ms: int) -> list[Write]:
    """Return the writes that put a later refund of a booking's price on its session's receipt.

    Parameters:
        kept: what reader and platform have, or will have, of the price after it.
    """
    item = table.load(SessionItem, session_key(session_id))
    if item is None:
        raise LookupError(f"no session {session_id}")
    given = SessionRefundItem(
        *SessionRefundItem.key(session_id=session_id, refund_id=refund_id),
        refund_id=refund_id,
        amount_cents=amount_cents,
        reader_cents=(item.reader_cents or 0) - kept.reader_cents,
        platform_cents=(item.platform_cents or 0) - kept.platform_cents,
        reason=reason,
        refunded_at_ms=now_ms,
        transfer_id=f"refund_{refund_id}",
    )
    update = session_update(item, _money((item.refunded_cents or 0) + amount_cents, kept))
    return [Put(given, refused=Stale), update.write]


def _money(refund_cents: int, shares: Split) -> dict[str, Any]:
    return {
        "refunded_cents": refund_cents,
        "reader_cents": shares.reader_cents,
        "platform_cents": shares.platform_cents,
    }
