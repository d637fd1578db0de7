"""Bringing a session up to date: evidence in, one transaction out. Every path that moves money of a session is here.

`bring_up_to_date` is level-triggered: sweeps, heartbeats, token renewals and webhooks all call it, in any order and
any number of times. It looks at the session, its evidence and the wallet, lets `rules.advance` decide, and commits the
decision under the condition that nothing it was decided on has changed; otherwise it looks again.

A write of a session's state always writes the wallet's hold in the same transaction (`session_version`, `is_open`),
so charging a minute needs only the wallet: a hold that is open for this version proves that the session is active.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.core import table
from chalicelib.core.clock import utc_day
from chalicelib.core.money import split
from chalicelib.core.observability import logger
from chalicelib.core.table import Key, Put, TableItem, Write
from chalicelib.notifications.service import AlreadyNotified
from chalicelib.readers import service as readers
from chalicelib.sessions import booked_engine, notices, rules
from chalicelib.sessions.items import (
    FreeShortSession,
    PresenceItem,
    SessionItem,
    presence_key,
    session_attributes,
    session_key,
)
from chalicelib.sessions.rules import EndReason, Party, Plan, Presence, Session, State
from chalicelib.sessions.updates import session_update
from chalicelib.wallet import ledger
from chalicelib.wallet.day_rules import CENTS
from chalicelib.wallet.errors import AlreadyPosted, Stale
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import (
    PLATFORM_REVENUE,
    Hold,
    Kind,
    Transfer,
    earnings_of,
    session_clearing,
    wallet_of,
)

MAX_MINUTES_A_WRITE = 80
"""More minutes than this are charged in several transactions (DynamoDB takes 100 items in one)."""
_MAX_COMMITS = 64


class NoSuchSession(LookupError):
    """There is no session of that id."""


class MoreThanMinutes(Exception):
    """Bringing the session up to date takes more than charging minutes."""


class _NotReserved(Exception):
    """The reader is not reserved for the session that ends."""


@dataclass(frozen=True)
class Sight:
    """A session, the evidence and the client's wallet, as they were read together."""

    item: SessionItem
    presence: Presence
    wallet: Account

    @property
    def session(self) -> Session:
        """The session as the rules see it."""
        return self.item.to_session()

    @property
    def hold(self) -> Hold | None:
        """The wallet's hold, when it is this session's."""
        hold = self.wallet.hold
        return hold if hold is not None and hold.session_id == self.item.session_id else None

    @property
    def charged_minutes(self) -> int:
        """How many minutes have been charged."""
        return self.hold.minutes if self.hold is not None else self.item.charged_minutes or 0


def look(session_id: str, likely_client_id: str | None = None) -> Sight:
    """Read a session with its evidence and the client's wallet, strongly consistent (three read units).

    Parameters:
        likely_client_id: who the client probably is, such as the caller: all is then read in one round trip.

    Raises:
        NoSuchSession: there is none.
        TableBusy: it changed during every look.
    """
    keys = [session_key(session_id), presence_key(session_id)]
    likely_wallet = Account.key(account=wallet_of(likely_client_id)) if likely_client_id else None
    keys += [likely_wallet] if likely_wallet else []
    return ledger.retrying(lambda: sight_of(session_id, table.load_many(keys)))


def sight_of(session_id: str, found: Mapping[Key, TableItem]) -> Sight:
    """Put a sight together from items that were read, and the wallet when it is not among them.

    Raises:
        NoSuchSession: there is none.
        Stale: a party's run was replaced between the reads of the session and of the evidence: each item of a batch is
            read at a moment of its own.
    """
    item = found.get(session_key(session_id))
    if not isinstance(item, SessionItem):
        raise NoSuchSession(session_id)
    evidence = found.get(presence_key(session_id))
    known = evidence if isinstance(evidence, PresenceItem) else None
    if ((known and known.replaced_runs) or 0) != (item.replaced_runs or 0):
        raise Stale
    presence = known.to_presence() if known else Presence()
    account = wallet_of(item.client_id)
    wallet = found.get(Account.key(account=account))
    return Sight(item, presence, wallet if isinstance(wallet, Account) else ledger.load_account(account))


def bring_up_to_date(
    session_id: str,
    as_of_ms: int,
    *,
    resume_at_ms: int | None = None,
    renewed: Party | None = None,
    sight: Sight | None = None,
) -> Sight:
    """Charge what is due, pause, resume, end and settle, as the evidence says; returns how the session stands then.

    Parameters:
        as_of_ms: the instant silence, ringing and grace are judged at (see `rules.advance`).
        resume_at_ms: the time of the live heartbeat that calls, when one does.
        renewed: whose run is about to be replaced by one that begins at `as_of_ms` (see `rules.advance`).
        sight: what was just read, to save reading it again.

    Raises:
        NoSuchSession: there is none.
        TableBusy: others changed it in every attempt; nothing is half done, the next call goes on.
    """
    given = [] if sight is None else [sight]

    def decide() -> Sight:
        current = given.pop() if given else look(session_id)
        if current.item.booking_id is not None:
            booked_engine.advance(current.item, current.presence, current.wallet, as_of_ms, renewed)
            return current
        return _settled(_advanced(current, as_of_ms, resume_at_ms, renewed), as_of_ms)

    return ledger.retrying(decide)


def end(session_id: str, party: Party | None, at_ms: int, reason: EndReason) -> Sight:
    """End a session as of `at_ms` and settle it. Ending a session that is over changes nothing.

    Parameters:
        party: who ends it; the call itself is a sign of presence. None for an admin.

    Raises:
        WrongState: it is a booked reading's that has not begun.
        NoSuchSession, TableBusy: as `bring_up_to_date`.
    """

    def decide() -> Sight:
        current = look(session_id)
        if party is not None:
            run = current.presence.of(party)
            if not run.is_broken_by(at_ms) and run.seen_at_ms is not None:
                current = replace(current, presence=current.presence.with_run(party, run.seen(at_ms)))
        if current.item.booking_id is not None:
            booked_engine.end(current.item, current.presence, current.wallet, at_ms, reason)
            return current
        current = _advanced(current, at_ms)
        if current.session.state in rules.LIVE_STATES:
            ended = rules.end(current.session, current.presence, at_ms, reason)
            current = _commit(current, Plan(ended), at_ms)
        return _settled(current, at_ms)

    return ledger.retrying(decide)


def _advanced(sight: Sight, as_of_ms: int, resume_at_ms: int | None = None, renewed: Party | None = None) -> Sight:
    """Commit decisions until nothing is left to decide."""
    for _ in range(_MAX_COMMITS):
        session = sight.session
        if session.state not in rules.LIVE_STATES:
            return sight
        plan = _plan(sight, session, as_of_ms, resume_at_ms, renewed)
        if plan == Plan(session):
            return sight
        sight = _commit(sight, plan, as_of_ms)
    raise table.TableBusy("too many minutes are due to charge them in one go")


def _plan(
    sight: Sight, session: Session, as_of_ms: int, resume_at_ms: int | None = None, renewed: Party | None = None
) -> Plan:
    return rules.advance(
        session,
        sight.presence,
        charged_minutes=_own_hold(sight).minutes,
        balance_cents=sight.wallet.available_cents,
        as_of_ms=as_of_ms,
        resume_at_ms=resume_at_ms,
        renewed=renewed,
        max_minutes=MAX_MINUTES_A_WRITE,
    )


def minutes_due(sight: Sight, as_of_ms: int) -> Posting | None:
    """Return the charge of the minutes that are due when nothing else is to be done; None when nothing is.

    Raises:
        MoreThanMinutes: the session's state is to be changed, the rest charged later, or the client told of a low
            balance: bring it up to date alone.
        Stale: session and wallet were read at different times.
    """
    session = sight.session
    if session.state is State.FINALIZED:
        return None
    if session.state not in rules.LIVE_STATES:
        raise MoreThanMinutes
    plan = _plan(sight, session, as_of_ms)
    if plan.session != session or plan.minutes == MAX_MINUTES_A_WRITE:
        raise MoreThanMinutes
    if plan.minutes == 0:
        return None
    posting = Posting(sight.wallet)
    _charge(posting, sight, plan.minutes, as_of_ms)
    if _low_balance(posting, sight, as_of_ms):
        raise MoreThanMinutes
    return posting


def _own_hold(sight: Sight) -> Hold:
    """The hold that goes with this very version of the session.

    Raises:
        Stale: the wallet was read after, or before, a change of the session.
    """
    hold = sight.hold
    if hold is None or hold.session_version != sight.item.version:
        raise Stale
    return hold


def _commit(sight: Sight, plan: Plan, at_ms: int) -> Sight:
    """Write a decision: minutes, the session's new value, the hold that goes with it."""
    before, after = sight.session, plan.session
    posting = Posting(sight.wallet)
    first_entry_seq = sight.wallet.last_seq + 1
    _charge(posting, sight, plan.minutes, at_ms)
    told = _low_balance(posting, sight, at_ms)
    if after == before:
        _commit_telling(posting, [], told)
        return sight
    if after.state is State.ENDED:
        changes, others = _end_of(posting, sight, after, at_ms)
    else:
        hold = _own_hold(sight)
        hold = posting.hold_of(sight.wallet.account) or hold
        is_active = after.state is State.ACTIVE
        posting.hold(sight.wallet.account, replace(hold, session_version=sight.item.version + 1, is_open=is_active))
        changes, others = {}, []
    if before.started_at_ms is None and after.started_at_ms is not None:
        changes["first_entry_seq"] = first_entry_seq
    update = session_update(sight.item, session_attributes(after) | changes)
    if after.state is State.ENDED:
        writes = [update.write, *others, *notices.of_end(sight.item, after, at_ms)]
        _commit_end(posting, sight.item, after, writes, paid=changes["clearing_cents"] > 0)
    else:
        _commit_telling(posting, [update.write], told)
    update.apply()
    return sight


def _low_balance(posting: Posting, sight: Sight, at_ms: int) -> list[Put]:
    """The notice of a balance that this posting makes a low one, or that is low when the first minute is charged."""
    before_cents, after_cents = sight.wallet.balance_cents, posting.balance_of(sight.wallet.account)
    is_first = sight.charged_minutes == 0 and after_cents < before_cents
    return notices.of_charge(sight.item, before_cents, after_cents, at_ms, is_first=is_first)


def _commit_telling(posting: Posting, writes: list[Write], told: list[Put]) -> None:
    """Write what was decided and tell the client of a low balance, unless that was told in this session before."""
    try:
        ledger.commit(posting, *writes, *told)
    except AlreadyNotified:
        ledger.commit(posting, *writes)


def _commit_end(posting: Posting, item: SessionItem, ended: Session, writes: list[Write], *, paid: bool) -> None:
    """Write an end and release the reader. A reader whom something else has released, or removed, is left alone: a
    broken reservation must not keep the client's wallet held and the session billed for ever.

    Raises:
        Stale: something changed; also when somebody else has ended it and given a minute back first.
    """
    try:
        ledger.commit(posting, *writes, *_release(item, ended, paid=paid))
    except AlreadyPosted as error:
        raise Stale from error
    except _NotReserved:
        logger.error("a session ended whose reader was not reserved for it", extra={"session_id": item.session_id})
        ledger.commit(posting, *writes)


def _release(item: SessionItem, ended: Session, *, paid: bool) -> list[Write]:
    """The writes that free the reader, who becomes away with the second ring in a row that nobody answered."""
    if ended.end_reason is not EndReason.NO_ANSWER:
        answered = ended.accepted_at_ms is not None or ended.end_reason is EndReason.DECLINED
        talked_ms = ended.closed_ms if ended.started_at_ms is not None else 0
        release = readers.release(
            item.reader_id, item.session_id, _NotReserved, answered=answered, completed=paid, talked_ms=talked_ms
        )
        return [release]
    status = readers.load_status(item.reader_id)
    if status is None or status.session_id != item.session_id:
        raise _NotReserved
    return readers.release_unanswered(status, Stale)


def _charge(posting: Posting, sight: Sight, minutes: int, at_ms: int) -> None:
    if minutes == 0:
        return
    hold = _own_hold(sight)
    if not hold.is_open:
        posting.hold(sight.wallet.account, replace(hold, is_open=True))
    item = sight.item
    for minute in range(hold.minutes + 1, hold.minutes + minutes + 1):
        posting.transfer(
            Transfer(
                transfer_id=minute_transfer_id(item.session_id, minute),
                kind=Kind.SESSION_CHARGE,
                debit=wallet_of(item.client_id),
                credit=session_clearing(item.session_id),
                amount_cents=item.rate_cents,
                posted_at_ms=at_ms,
                refers_type="session",
                refers_id=item.session_id,
                minute=minute,
            )
        )


def minute_transfer_id(session_id: str, minute: int) -> str:
    """The id of the transfer that charges a minute of a session."""
    return f"session_{session_id}_min_{minute}"


def reversal_transfer_id(session_id: str, minute: int) -> str:
    """The id of the transfer that gives a charged minute back."""
    return f"session_{session_id}_min_{minute}_reversal"


def _end_of(posting: Posting, sight: Sight, ended: Session, at_ms: int) -> tuple[dict[str, Any], list[Write]]:
    """Give back what does not stand and release the wallet; returns the session's changes and the other writes."""
    item, account = sight.item, sight.wallet.account
    hold = posting.hold_of(account) or _own_hold(sight)
    others: list[Write] = []
    free_if_short = False
    stands_otherwise = rules.standing_minutes(ended, hold.minutes, free_if_short=False) > 0
    if stands_otherwise and ended.closed_ms < rules.FREE_MS:
        short = _free_short_session(ended)
        free_if_short = table.load(FreeShortSession, (short.pk, short.sk)) is None
        if free_if_short:
            others.append(Put(short, refused=Stale))
    standing = rules.standing_minutes(ended, hold.minutes, free_if_short=free_if_short)
    for minute in range(standing + 1, hold.minutes + 1):
        posting.transfer(_reversal(ended, minute, at_ms))
    clearing_cents = hold.cents - (hold.minutes - standing) * item.rate_cents
    posting.hold(account, None)
    changes = {
        "charged_minutes": hold.minutes,
        "charged_cents": hold.cents,
        "reversed_cents": hold.cents - clearing_cents,
        "clearing_cents": clearing_cents,
        "last_entry_seq": posting.last_seq_of(account),
    }
    return changes, others


def _free_short_session(ended: Session) -> FreeShortSession:
    day = utc_day(ended.ended_at_ms or 0)
    pk, sk = FreeShortSession.key(client_id=ended.client_id, reader_id=ended.reader_id, day=day)
    keep_seconds = 3 * 86_400
    return FreeShortSession(
        pk, sk, session_id=ended.session_id, expires_at=(ended.ended_at_ms or 0) // 1_000 + keep_seconds
    )


def _reversal(ended: Session, minute: int, at_ms: int) -> Transfer:
    return Transfer(
        transfer_id=reversal_transfer_id(ended.session_id, minute),
        kind=Kind.REFUND,
        debit=session_clearing(ended.session_id),
        credit=wallet_of(ended.client_id),
        amount_cents=ended.rate_cents,
        posted_at_ms=at_ms,
        refers_type="session",
        refers_id=ended.session_id,
        reason=_why_reversed(ended),
    )


def _why_reversed(ended: Session) -> str:
    if ended.closed_ms < rules.FREE_MS:
        return "Connected for less than 30 seconds"
    if ended.end_reason is EndReason.READER_LEFT:
        return "The reader left during this minute"
    return "The session ended before this minute began"


def _settled(sight: Sight, at_ms: int) -> Sight:
    """Finalize a session that has ended: the clearing account is shared, the receipt's figures are written."""
    item = sight.item
    if sight.session.state is not State.ENDED:
        return sight
    clearing_cents = item.clearing_cents or 0
    shares = split(clearing_cents)
    changes = session_attributes(rules.finalized(sight.session)) | {
        "finalized_at_ms": at_ms,
        "clearing_cents": 0,
        "reader_cents": shares.reader_cents,
        "platform_cents": shares.platform_cents,
        "live_shard": None,
    }
    update = session_update(item, changes)
    if clearing_cents == 0:
        table.write(update.write)
    else:
        posting = Posting(ledger.load_account(earnings_of(item.reader_id)))
        for transfer in _shares(item, shares.reader_cents, shares.platform_cents, at_ms):
            posting.transfer(transfer)
        _count_reading(posting, item, clearing_cents, at_ms)
        ledger.commit(posting, before=[update.write])
    update.apply()
    return sight


def _count_reading(posting: Posting, item: SessionItem, paid_cents: int, at_ms: int) -> None:
    """Count a paid session on the days of both; of the wallet's entries about it none was counted before."""
    wallet = wallet_of(item.client_id)
    posting.days.add(wallet, at_ms, CENTS, Kind.SESSION_CHARGE, "session", -paid_cents)
    posting.days.add_reading(
        client_id=item.client_id,
        reader_id=item.reader_id,
        modality=item.modality,
        minutes=paid_cents // item.rate_cents,
        at_ms=at_ms,
    )


def _shares(item: SessionItem, reader_cents: int, platform_cents: int, at_ms: int) -> list[Transfer]:
    clearing = session_clearing(item.session_id)
    shares = [
        ("earnings", Kind.SESSION_CHARGE, earnings_of(item.reader_id), reader_cents),
        ("commission", Kind.COMMISSION, PLATFORM_REVENUE, platform_cents),
    ]
    return [
        Transfer(
            transfer_id=f"session_{item.session_id}_{name}",
            kind=kind,
            debit=clearing,
            credit=account,
            amount_cents=amount_cents,
            posted_at_ms=at_ms,
            refers_type="session",
            refers_id=item.session_id,
        )
        for name, kind, account, amount_cents in shares
        if amount_cents > 0
    ]
