"""Sessions: the area's public door. Each use case loads, lets the rules decide, and commits through the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition

from chalicelib.accounts import calendar
from chalicelib.accounts import service as accounts
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.errors import AccountSuspended, Forbidden, NotFound
from chalicelib.core.table import Put, Update, Write
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.line import has_turn
from chalicelib.readers.rules import Availability, Modality
from chalicelib.sessions import engine, rules, waiting_line
from chalicelib.sessions.engine import NoSuchSession, Sight
from chalicelib.sessions.errors import ClientBusy, OthersWaiting, ReaderUnavailable, SessionWrongState
from chalicelib.sessions.items import (
    ChannelEventItem,
    PresenceItem,
    SessionItem,
    listed,
    live_shard_of,
    presence_key,
    session_key,
)
from chalicelib.sessions.rules import EndReason, NoticeOrder, Party, Presence, Run, Session, State
from chalicelib.sessions.updates import runs_as_read
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientFunds, Stale, WalletFrozen
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Hold, wallet_of

KEPT_FREE_MS = 5 * MINUTE_MS
"""Before a booked reading (and its buffer) nobody is rung for so long. Shorter than the least notice of a booking."""
_REWRITE_AFTER_MS = 5_000
"""A sign of presence this soon after the last one is not worth a write."""


@dataclass(frozen=True)
class Person:
    """A participant as the other one sees them."""

    user_id: str
    display_name: str
    photo_url: str | None


# --- starting ---------------------------------------------------------------------------------------------------


class _AlreadyStarted(Exception):
    """The same request has made this session before."""


def start(client: Person, reader_id: str, modality: Modality, *, session_id: str, now_ms: int) -> Sight:
    """Ask a reader for a session: both are reserved, the rate is pinned, the reader is rung for 60 seconds.

    Parameters:
        session_id: derived from the request's idempotency key, so that a repeated request finds its session.

    Raises:
        ReaderUnavailable: offline, not verified, in another session or about to hold a booked reading, or the
            modality is not offered.
        OthersWaiting: others wait in line for the reader.
        ClientBusy: the client is in another session, or about to be in a booked reading.
        InsufficientFunds: the wallet does not hold one minute.
        WalletFrozen: a dispute is open.
        AccountSuspended: the client was suspended meanwhile.
    """

    def decide() -> Sight:
        standing = table.load(SessionItem, session_key(session_id))
        if standing is not None:
            return engine.look(session_id)
        _require_no_reading_soon(reader_id, client.user_id, now_ms)
        status = _free_reader(reader_id, client.user_id, modality, now_ms)
        rate_cents = status.rates[modality]
        wallet = _free_wallet(client.user_id, rate_cents, now_ms)
        item = _new_session(client, reader_id, modality, rate_cents, session_id, now_ms)
        posting = Posting(wallet)
        posting.hold(wallet.account, Hold(session_id, session_version=item.version))
        try:
            ledger.commit(
                posting,
                *_reserving(status, client.user_id, item, now_ms),
                accounts.require_active(client.user_id, Role.CLIENT, AccountSuspended),
                before=[Put(item, refused=_AlreadyStarted)],
            )
        except _AlreadyStarted:
            return engine.look(session_id)
        return Sight(item, Presence(), wallet)

    return ledger.retrying(decide)


def _reserving(status: ReaderStatus, client_id: str, item: SessionItem, now_ms: int) -> list[Write]:
    """The writes that reserve the reader for a session; the client whose turn it is leaves the waiting line by it."""
    leaving = waiting_line.taking_turn(status, client_id, now_ms)
    reserve = readers.reserve(
        status,
        item.session_id,
        Modality(item.modality),
        item.rate_cents,
        Stale,
        turn_of=None if leaving is None else client_id,
        now_ms=now_ms,
    )
    return [reserve, *(leaving or [])]


def _require_no_reading_soon(reader_id: str, client_id: str, now_ms: int) -> None:
    """Return when neither has a booked reading within minutes. Nobody books at so short notice, so reading will do."""
    taken = calendar.taken_cells([reader_id, client_id], calendar.cells_between(now_ms, now_ms + KEPT_FREE_MS))
    if taken[reader_id]:
        raise ReaderUnavailable("This reader has a booked reading now or in a few minutes.", field="reader_id")
    if taken[client_id]:
        raise ClientBusy("You have a booked reading now or in a few minutes.")


def _new_session(
    client: Person, reader_id: str, modality: Modality, rate_cents: int, session_id: str, now_ms: int
) -> SessionItem:
    reader = readers.load_person(reader_id)
    if reader is None:
        raise ReaderUnavailable("There is no such reader.", field="reader_id")
    created = Session(
        session_id=session_id,
        client_id=client.user_id,
        reader_id=reader_id,
        modality=modality,
        rate_cents=rate_cents,
        state=State.CREATED,
        created_at_ms=now_ms,
    )
    waiting = rules.ring(created)
    return SessionItem(
        *session_key(session_id),
        session_id=session_id,
        client_id=client.user_id,
        reader_id=reader_id,
        client_name=client.display_name,
        client_photo_url=client.photo_url,
        reader_name=reader.display_name,
        reader_photo_url=reader.photo_url,
        modality=str(modality),
        rate_cents=rate_cents,
        state=str(waiting.state),
        version=1,
        created_at_ms=now_ms,
        live_shard=live_shard_of(session_id),
        **listed(
            session_id,
            client_id=client.user_id,
            reader_id=reader_id,
            modality=modality,
            created_at_ms=now_ms,
            booked=False,
        ),
    )


def _free_reader(reader_id: str, client_id: str, modality: Modality, now_ms: int) -> ReaderStatus:
    """Return the status of a reader who can be rung; a reservation that has lapsed is cleared away first."""
    status = readers.load_status(reader_id)
    if status is None or reader_id == client_id:
        raise ReaderUnavailable("There is no such reader.", field="reader_id")
    if status.session_id is not None:
        engine.bring_up_to_date(status.session_id, now_ms)
        status = readers.load_status(reader_id) or status
    match readers.status_of(status):
        case Availability.OFFLINE:
            raise ReaderUnavailable("This reader is offline.", field="reader_id")
        case Availability.IN_SESSION:
            raise ReaderUnavailable("This reader is in another session.", field="reader_id")
        case Availability.BUSY | Availability.AWAY as status_now:
            raise ReaderUnavailable(f"This reader is {status_now} and takes no calls now.", field="reader_id")
        case Availability.ONLINE:
            pass
    if status.line_length:
        status = waiting_line.bring_up_to_date(reader_id, now_ms).status
        if status.line_length and not has_turn(status, client_id, now_ms):
            raise OthersWaiting
    if modality not in status.rates:
        raise ReaderUnavailable(f"This reader does not offer {modality} sessions.", field="modality")
    return status


def _free_wallet(client_id: str, rate_cents: int, now_ms: int) -> Account:
    """Return the wallet of a client who can begin a session; a session that has lapsed is cleared away first."""
    wallet = ledger.load_account(wallet_of(client_id))
    if wallet.hold is not None:
        engine.bring_up_to_date(wallet.hold.session_id, now_ms)
        wallet = ledger.load_account(wallet_of(client_id))
    if wallet.hold is not None:
        raise ClientBusy
    if wallet.is_frozen:
        raise WalletFrozen
    if wallet.balance_cents < rate_cents:
        raise InsufficientFunds("The wallet does not hold the price of one minute.")
    return wallet


# --- taking part ------------------------------------------------------------------------------------------------


def admitted(session_id: str, actor: Actor) -> tuple[SessionItem, Party | None]:
    """Return a session to somebody who may see it, and which party they are (None for an admin).

    Raises:
        NotFound: there is no such session, or it is not theirs to know of.
    """
    item = table.load(SessionItem, session_key(session_id))
    if item is None:
        raise NotFound("There is no such session.")
    party = item.to_session().party_of(actor.user_id)
    if party is None and actor.role is not Role.ADMIN:
        raise NotFound("There is no such session.")
    return item, party


def see(session_id: str, actor: Actor) -> tuple[Sight, Party | None]:
    """Return a session with all that bringing it up to date needs, as `admitted` admits and raises."""
    try:
        sight = engine.look(session_id, actor.user_id if actor.role is Role.CLIENT else None)
    except NoSuchSession as error:
        raise NotFound("There is no such session.") from error
    party = sight.session.party_of(actor.user_id)
    if party is None and actor.role is not Role.ADMIN:
        raise NotFound("There is no such session.")
    return sight, party


def see_as_participant(session_id: str, actor: Actor) -> tuple[Sight, Party]:
    """Return what `see` does to one of the two participants; raises as `participant`."""
    sight, party = see(session_id, actor)
    if party is None:
        raise Forbidden("Only the two participants may do that.")
    return sight, party


def participant(session_id: str, actor: Actor) -> tuple[SessionItem, Party]:
    """Return a session to one of its two participants, and which one; raises as `admitted`, Forbidden for an admin."""
    item, party = admitted(session_id, actor)
    if party is None:
        raise Forbidden("Only the two participants may do that.")
    return item, party


def _as_party(session_id: str, actor: Actor, wanted: Party) -> None:
    _, party = participant(session_id, actor)
    if party is not wanted:
        raise Forbidden(f"Only the {wanted} may do that.")


def accept(session_id: str, actor: Actor, now_ms: int) -> Sight:
    """The reader takes the call. Accepting twice is accepting once.

    Raises:
        SessionWrongState: it is not ringing any more.
        NotFound, Forbidden: it is not the caller's to accept.
    """
    _as_party(session_id, actor, Party.READER)

    def decide() -> Sight:
        sight = engine.bring_up_to_date(session_id, now_ms)
        session = sight.session
        if session.accepted_at_ms is not None and session.state in rules.LIVE_STATES:
            return sight
        try:
            accepted = rules.accept(session, now_ms)
        except rules.WrongState as error:
            raise SessionWrongState(f"The session is {session.state}.") from error
        item = sight.item
        condition = (
            (SessionItem.state == item.state)
            & (SessionItem.version == item.version)
            & SessionItem.accepted_at_ms.does_not_exist()
        )
        table.write(Update(item, [SessionItem.accepted_at_ms.set(now_ms)], condition, refused=Stale))
        item.accepted_at_ms = accepted.accepted_at_ms
        return sight

    return ledger.retrying(decide)


def decline(session_id: str, actor: Actor, now_ms: int) -> Sight:
    """The reader does not take the call; raises as `accept`."""
    _as_party(session_id, actor, Party.READER)
    return _end_ringing(session_id, now_ms, EndReason.DECLINED)


def cancel(session_id: str, actor: Actor, now_ms: int) -> Sight:
    """The client gives up ringing; raises as `accept`."""
    _as_party(session_id, actor, Party.CLIENT)
    return _end_ringing(session_id, now_ms, EndReason.CANCELLED)


def _end_ringing(session_id: str, now_ms: int, reason: EndReason) -> Sight:
    sight = engine.bring_up_to_date(session_id, now_ms)
    if sight.session.end_reason is reason:
        return sight
    if sight.session.state is not State.WAITING:
        raise SessionWrongState(f"The session is {sight.session.state}.")
    return _ended(session_id, None, now_ms, reason)


def end(session_id: str, actor: Actor, now_ms: int) -> Sight:
    """End a session, as a participant or an admin. Ending what is over changes nothing.

    Raises:
        SessionWrongState: it is a booked reading's that has not begun; its booking can be cancelled.
        NotFound: there is no such session, or it is not the caller's.
    """
    _, party = admitted(session_id, actor)
    if party is None:
        return engine.end(session_id, None, now_ms, EndReason.ENDED_BY_ADMIN)
    reason = EndReason.ENDED_BY_CLIENT if party is Party.CLIENT else EndReason.ENDED_BY_READER
    return _ended(session_id, party, now_ms, reason)


def _ended(session_id: str, party: Party | None, now_ms: int, reason: EndReason) -> Sight:
    try:
        return engine.end(session_id, party, now_ms, reason)
    except rules.WrongState as error:
        raise SessionWrongState("A booked reading that has not begun is cancelled as a booking.") from error


def end_of_suspended(user_id: str, now_ms: int) -> None:
    """End the live session of an account that was suspended, if it is in one, as client or as reader."""
    for session_id in live_session_ids(user_id):
        engine.end(session_id, None, now_ms, EndReason.SUSPENDED)


def live_session_ids(user_id: str) -> list[str]:
    """Return the ids of the sessions that reserve a person now: at most one as client and one as reader."""
    held = table.load(Account, Account.key(account=wallet_of(user_id)))
    status = readers.load_status(user_id)
    ids = [held.hold.session_id] if held is not None and held.hold is not None else []
    if status is not None and status.session_id is not None:
        ids.append(status.session_id)
    return ids


def load_sessions(session_ids: Sequence[str]) -> dict[str, SessionItem]:
    """Return the sessions of these ids that there are; half a read unit each, eventually consistent."""
    found = table.load_many([session_key(session_id) for session_id in session_ids], consistent=False)
    return {item.session_id: item for item in found.values() if isinstance(item, SessionItem)}


# --- presence ---------------------------------------------------------------------------------------------------


def heartbeat(session_id: str, actor: Actor, now_ms: int, *, leaving: bool = False) -> Sight:
    """A participant's page is there, or says that it goes; the session is brought up to date with that.

    Raises:
        NotFound, Forbidden: it is not the caller's session.
    """
    sight, party = see_as_participant(session_id, actor)
    sight = record_presence(session_id, party, now_ms, leaving=leaving, sight=sight)
    resume_at_ms = None if leaving else now_ms
    return engine.bring_up_to_date(session_id, now_ms, resume_at_ms=resume_at_ms, sight=sight)


def record_presence(
    session_id: str, party: Party, at_ms: int, *, leaving: bool = False, sight: Sight | None = None
) -> Sight:
    """Write down a sign of presence, or of leaving. It counts from the moment that the reader has accepted.

    A sign after a silence, or after leaving, begins a new run, which replaces the old one. What the old one proves is
    billed first, and the new one is stored only if the session still is what that left: nobody may have taken it up
    by the old run meanwhile. Billing goes by what is stored, so a sign that is not worth storing is not in the answer.

    Parameters:
        sight: what was just read, to save reading it again.

    Raises:
        NoSuchSession: there is none.
    """
    return _record(session_id, party, at_ms, lambda run: run.left(at_ms) if leaving else run.seen(at_ms), sight=sight)


def _record(
    session_id: str, party: Party, at_ms: int, news_of: Callable[[Run], Run], *, sight: Sight | None = None
) -> Sight:
    """Store what a sign at `at_ms` makes of a party's run, as `record_presence` tells."""
    given = [] if sight is None else [sight]

    def decide() -> Sight:
        sight = given.pop() if given else engine.look(session_id)
        if not _counts_presence(sight, party):
            return sight
        run = sight.presence.of(party)
        news = news_of(run)
        if _is_replaced(run, news):
            sight = engine.bring_up_to_date(session_id, at_ms, renewed=party, sight=sight)
            if not _counts_presence(sight, party):
                return sight
            run = sight.presence.of(party)
            news = news_of(run)
        if not _is_worth_writing(run, news):
            return sight
        _write_run(sight.item, party, run, news)
        return replace(sight, presence=sight.presence.with_run(party, news))

    return ledger.retrying(decide)


def _is_replaced(run: Run, news: Run) -> bool:
    return run.since_at_ms is not None and news.since_at_ms != run.since_at_ms


def _counts_presence(sight: Sight, party: Party) -> bool:
    session = sight.session
    if sight.item.booking_id is not None and getattr(sight.item, f"{party}_joined_at_ms") is None:
        return False
    if session.state is State.WAITING:
        return session.accepted_at_ms is not None
    return session.state in rules.JOINED_STATES


def _is_worth_writing(run: Run, news: Run) -> bool:
    if news == run:
        return False
    is_only_seen = replace(news, seen_at_ms=run.seen_at_ms) == run
    return not is_only_seen or (news.seen_at_ms or 0) - (run.seen_at_ms or 0) >= _REWRITE_AFTER_MS


def _write_run(item: SessionItem, party: Party, run: Run, news: Run) -> None:
    """Store a party's run on condition that it is still the one that was read; the other party's is not touched."""
    actions: list[Any] = [PresenceItem.kind.set(PresenceItem)]
    unchanged: list[Condition] = []
    for name, was, value in zip(_RUN, _stored(run), _stored(news), strict=True):
        attribute = getattr(PresenceItem, f"{party}_{name}")
        unchanged.append(attribute.does_not_exist() if was is None else attribute == was)
        if value != was:
            actions.append(attribute.remove() if value is None else attribute.set(value))
    is_replaced, replaced_runs = _is_replaced(run, news), (item.replaced_runs or 0) + 1
    if is_replaced:
        actions.append(PresenceItem.replaced_runs.set(replaced_runs))
    presence = PresenceItem(*presence_key(item.session_id))
    update = Update(presence, actions, reduce(and_, unchanged), refused=Stale, create=True)
    if is_replaced:
        # Whoever decides on the run that goes now is told to look again, and so is this one by whoever was first.
        as_read = (SessionItem.version == item.version) & runs_as_read(item)
        table.transact(update, Update(item, [SessionItem.replaced_runs.set(replaced_runs)], as_read, refused=Stale))
        item.replaced_runs = replaced_runs
    else:
        table.write(update)


_RUN = ("since_at_ms", "seen_at_ms", "left_at_ms", "notice_at_ms", "notice_seq")


def _stored(run: Run) -> tuple[int | None, ...]:
    """The values of the attributes `_RUN`."""
    notice = run.last_notice
    told = (None, None) if notice is None else (notice.told_at_ms, notice.client_seq)
    return (run.since_at_ms, run.seen_at_ms, run.left_at_ms, *told)


class _AlreadyKept(Exception):
    """The channel's notice has come before."""


def channel_event(
    session_id: str, party: Party, *, notice_id: str, client_seq: int, joined: bool, at_ms: int, now_ms: int
) -> None:
    """A notice of the media channel: a party joined or left it at `at_ms`. Notices repeat and arrive in any order.

    Each is kept once, first of all, as evidence for the receipt. Then it is a sign of presence with the channel's own
    time, but never later than now, for the channel's clock may be ahead of ours. What is not later than the latest
    notice of the party changes nothing; so a notice that came before, and may have gone unheeded, is only heard again.
    Unknown sessions are ignored: the channel may belong to somebody else.

    Parameters:
        client_seq: the channel's number of it, which orders the notices of one second.
        at_ms: when it happened by the channel's clock, in whole seconds.
    """
    try:
        sight = engine.look(session_id)
    except NoSuchSession:
        return
    if not _counts_presence(sight, party):
        return
    key = ChannelEventItem.key(session_id=session_id, notice_id=notice_id)
    event = "join" if joined else "leave"
    kept = ChannelEventItem(*key, party=str(party), event=event, at_ms=at_ms, client_seq=client_seq)
    with suppress(_AlreadyKept):
        table.write(Put(kept, refused=_AlreadyKept))
    order = NoticeOrder(at_ms, client_seq)
    sign_at_ms = max(min(at_ms, now_ms), sight.session.accepted_at_ms or 0)
    _record(session_id, party, sign_at_ms, lambda run: run.noticed(order, sign_at_ms, joined=joined), sight=sight)
    engine.bring_up_to_date(session_id, now_ms)
