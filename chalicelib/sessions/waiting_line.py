"""Waiting in line for a reader who is in a session: first come, first served, nothing charged.

A line is brought up to date by whoever looks at it: clients who wait ask every few seconds, and whoever wants to start
with a reader who has a line asks too. So a turn is given within seconds and needs no timer of its own; and where
nobody looks, nobody is kept waiting.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.core import table
from chalicelib.core.errors import NotFound
from chalicelib.core.table import Check, Delete, Put, Update, Write
from chalicelib.notifications.service import NotificationKind, notice
from chalicelib.readers import line as reader_line
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.rules import Availability
from chalicelib.sessions import line_rules
from chalicelib.sessions.errors import AlreadyWaiting, LineFull, ReaderIsFree, ReaderUnavailable
from chalicelib.sessions.items import SessionItem, session_key
from chalicelib.sessions.line_items import LineEntry, LinePlace
from chalicelib.sessions.line_rules import Call, ClearTurn, Drop, Line, Step, Turn, Waiting
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale

_MAX_STEPS = 2 * reader_line.MAX_WAITING + 4


@dataclass(frozen=True)
class Look:
    """A line and the reader's status, as they were read together."""

    status: ReaderStatus
    line: Line


@dataclass(frozen=True)
class PlaceInLine:
    """Where a client stands, and how the reader's line looks."""

    reader_id: str
    position: int
    waiting_count: int
    joined_at_ms: int
    expires_at_ms: int
    estimated_wait_ms: int | None
    turn_expires_at_ms: int | None
    availability: Availability


# --- what clients do --------------------------------------------------------------------------------------------


def join(client_id: str, reader_id: str, now_ms: int) -> PlaceInLine:
    """Take a place in a reader's line. Who stands in it already keeps the place.

    Raises:
        NotFound: there is no such reader.
        ReaderUnavailable: the reader takes no calls now.
        ReaderIsFree: nobody is before the client: a session can be started.
        AlreadyWaiting: the client waits for another reader.
        LineFull: too many wait.
    """

    def decide() -> PlaceInLine:
        standing = _place(client_id)
        if standing is not None and standing.reader_id != reader_id:
            bring_up_to_date(standing.reader_id, now_ms)
            standing = _place(client_id)
            if standing is not None and standing.reader_id != reader_id:
                raise AlreadyWaiting
        look = bring_up_to_date(reader_id, now_ms)
        if line_rules.position_of(look.line, client_id) is None:
            _require_joinable(look, client_id)
            table.transact(*_entering(look.status, client_id, now_ms))
            look = bring_up_to_date(reader_id, now_ms)
        return _place_in(look, client_id, now_ms)

    return ledger.retrying(decide)


def _require_joinable(look: Look, client_id: str) -> None:
    status = look.status
    if status.reader_id == client_id or not status.verified or status.suspended:
        raise NotFound("There is no such reader.")
    availability = readers.status_of(status)
    if availability not in (Availability.IN_SESSION, Availability.ONLINE):
        raise ReaderUnavailable(f"This reader is {availability} and takes no calls now.", field="reader_id")
    if availability is Availability.ONLINE and not look.line.waiting:
        raise ReaderIsFree
    if len(look.line.waiting) >= reader_line.MAX_WAITING:
        raise LineFull


def _entering(status: ReaderStatus, client_id: str, now_ms: int) -> list[Write]:
    reader_id = status.reader_id
    ticket = (status.line_tickets or 0) + 1
    entry = LineEntry(
        *LineEntry.key(reader_id=reader_id, ticket=ticket),
        client_id=client_id,
        ticket=ticket,
        joined_at_ms=now_ms,
        seen_at_ms=now_ms,
    )
    place = LinePlace(
        *LinePlace.key(client_id=client_id),
        client_id=client_id,
        reader_id=reader_id,
        ticket=ticket,
        joined_at_ms=now_ms,
    )
    return [Put(place, refused=Stale), Put(entry, refused=Stale), reader_line.enter_line(status, Stale)]


def leave(client_id: str) -> None:
    """Give up one's place. Who waits for nobody changes nothing."""

    def decide() -> None:
        standing = _place(client_id)
        if standing is None:
            return
        status = readers.load_status(standing.reader_id)
        if status is None:
            raise table.CorruptItem("a line without a reader")
        table.transact(*_leaving(status, client_id, standing.ticket), reader_line.leave_line(status, client_id, Stale))

    ledger.retrying(decide)


def place_of(client_id: str, now_ms: int, *, is_sign: bool = True) -> PlaceInLine | None:
    """Return where a client stands, None for who waits for nobody.

    Asking is the sign that the client is there, unless it is said that it `is_sign` of nothing.
    """
    standing = _place(client_id)
    if standing is None:
        return None
    if is_sign:
        _give_sign(standing, now_ms)
    look = bring_up_to_date(standing.reader_id, now_ms)
    if line_rules.position_of(look.line, client_id) is None:
        return None
    return _place_in(look, client_id, now_ms)


def _give_sign(standing: LinePlace, now_ms: int) -> None:
    """Write down that the client is there. A place that has lapsed is not called back to life."""
    entry = LineEntry(*LineEntry.key(reader_id=standing.reader_id, ticket=standing.ticket))
    worth_it = (LineEntry.seen_at_ms <= now_ms - line_rules.REWRITE_AFTER_MS) & (
        LineEntry.seen_at_ms >= now_ms - line_rules.SILENCE_MS
    )
    found = table.load(LineEntry, (entry.pk, entry.sk))
    if found is None or now_ms - found.seen_at_ms < line_rules.REWRITE_AFTER_MS:
        return
    try:
        table.write(Update(entry, [LineEntry.seen_at_ms.set(now_ms)], worth_it))
    except table.Refused:
        return


# --- for sessions -----------------------------------------------------------------------------------------------


def taking_turn(status: ReaderStatus, client_id: str, now_ms: int) -> list[Write] | None:
    """Return what goes off the line when the client whose turn it is begins; None for anybody else.

    They belong into the transaction of the session that reserves the reader with `turn_of`.

    Raises:
        Stale: the turn is over meanwhile.
    """
    if not reader_line.has_turn(status, client_id, now_ms):
        return None
    standing = _place(client_id)
    if standing is None or standing.reader_id != status.reader_id:
        raise Stale
    return _leaving(status, client_id, standing.ticket)


# --- bringing a line up to date -----------------------------------------------------------------------------------


def bring_up_to_date(reader_id: str, now_ms: int) -> Look:
    """Take off who has gone, end turns that have lapsed, give the turn to who is next; returns the line then.

    Each step is a transaction on condition that nothing it was decided on has changed. Any number may do this at once.

    Raises:
        NotFound: there is no such reader.
        TableBusy: others changed the line in every attempt.
    """
    for _ in range(_MAX_STEPS):
        look = _look(reader_id)
        step = line_rules.next_step(look.line, now_ms)
        if step is None:
            return look
        try:
            table.transact(*_writes(step, look.status, now_ms))
        except Stale:
            continue
    raise table.TableBusy("others changed the line in every attempt")


def _look(reader_id: str) -> Look:
    status = readers.load_status(reader_id)
    if status is None:
        raise NotFound("There is no such reader.")
    waiting: list[Waiting] = []
    if status.line_length:
        page = table.query(
            LineEntry, LineEntry.key.pk_of(reader_id=reader_id), limit=2 * reader_line.MAX_WAITING, consistent=True
        )
        waiting = [entry.to_waiting() for entry in page.items]
    turn = None
    if status.turn_client_id is not None:
        turn = Turn(status.turn_client_id, status.turn_expires_at_ms or 0)
    return Look(status, Line(waiting, turn, readers.status_of(status) is Availability.ONLINE))


def _writes(step: Step, status: ReaderStatus, now_ms: int) -> list[Write]:
    match step:
        case ClearTurn():
            return [reader_line.clear_turn(status, Stale)]
        case Drop(waiting):
            leaving = _leaving(status, waiting.client_id, waiting.ticket)
            return [*leaving, reader_line.leave_line(status, waiting.client_id, Stale)]
        case Call(waiting, until_ms):
            entry_key = LineEntry.key(reader_id=status.reader_id, ticket=waiting.ticket)
            return [
                Check(LineEntry, entry_key, LineEntry.client_id == waiting.client_id, refused=Stale),
                reader_line.give_turn(status, waiting.client_id, until_ms, Stale),
                _turn_notice(status.reader_id, waiting, until_ms, now_ms),
            ]


def _leaving(status: ReaderStatus, client_id: str, ticket: int) -> list[Write]:
    """The writes that take a client's place away; the count on the reader's status is the caller's to write."""
    entry = LineEntry(*LineEntry.key(reader_id=status.reader_id, ticket=ticket))
    place = LinePlace(*LinePlace.key(client_id=client_id))
    same_place = (LinePlace.ticket == ticket) & (LinePlace.reader_id == status.reader_id)
    return [
        Delete(place, same_place, refused=Stale),
        Delete(entry, LineEntry.client_id == client_id, refused=Stale),
    ]


def _turn_notice(reader_id: str, waiting: Waiting, until_ms: int, now_ms: int) -> Put:
    reader = readers.load_person(reader_id)
    return notice(
        user_id=waiting.client_id,
        kind=NotificationKind.YOUR_TURN,
        fact=f"{reader_id}:{waiting.ticket}:{until_ms}",
        details={
            "reader_id": reader_id,
            "with_name": reader.display_name if reader is not None else "your reader",
            "expires_at_ms": until_ms,
        },
        now_ms=now_ms,
        refused=Stale,
    )


def _place(client_id: str) -> LinePlace | None:
    return table.load(LinePlace, LinePlace.key(client_id=client_id))


def _place_in(look: Look, client_id: str, now_ms: int) -> PlaceInLine:
    """Return where a client stands who was in the line when it was looked at.

    Raises:
        Stale: they are not in it any more.
    """
    status, line = look.status, look.line
    position = line_rules.position_of(line, client_id)
    if position is None:
        raise Stale
    waiting = line.waiting[position - 1]
    turn = line.turn
    has_turn = turn is not None and turn.client_id == client_id
    return PlaceInLine(
        reader_id=status.reader_id,
        position=position,
        waiting_count=len(line.waiting),
        joined_at_ms=waiting.joined_at_ms,
        expires_at_ms=waiting.expires_at_ms,
        estimated_wait_ms=line_rules.estimated_wait_ms(
            position,
            average_session_ms=reader_line.average_session_ms(status),
            connected_ms=_connected_ms(status, now_ms),
            turn_is_open=turn is not None,
        ),
        turn_expires_at_ms=turn.expires_at_ms if turn is not None and has_turn else None,
        availability=readers.status_of(status),
    )


def _connected_ms(status: ReaderStatus, now_ms: int) -> int | None:
    """How long the session that the reader is in has lasted, None without one. Half a read unit, for an estimate."""
    if status.session_id is None:
        return None
    item = table.load(SessionItem, session_key(status.session_id), consistent=False)
    if item is None or item.started_at_ms is None:
        return 0
    return max(0, now_ms - item.started_at_ms)
