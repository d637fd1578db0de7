"""Whether a reader can be reached now and for how much: what readers set, and what sessions do to it."""

from __future__ import annotations

from collections.abc import Collection

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import due, table
from chalicelib.core.auth import Actor
from chalicelib.core.clock import DAY_MS, SECOND_MS, utc_day
from chalicelib.core.errors import Conflict, Forbidden, RateLimited
from chalicelib.core.table import Check, RefusedError, Update, Write
from chalicelib.core.text import valid
from chalicelib.readers import line, rules
from chalicelib.readers.items import ReaderCard, ReaderStatus, change_card
from chalicelib.readers.rules import Availability, Listing, Modality, Rates, Reachability
from chalicelib.readers.stored import Reader, load_reader

_RATE = {
    Modality.TEXT: ReaderStatus.rate_text_cents,
    Modality.VOICE: ReaderStatus.rate_voice_cents,
    Modality.VIDEO: ReaderStatus.rate_video_cents,
}


# --- for sessions -----------------------------------------------------------------------------------------------


def load_status(reader_id: str) -> ReaderStatus | None:
    """Return whether and for how much a reader can be reached (strongly consistent), or None: no such reader."""
    return table.load(ReaderStatus, ReaderStatus.key(reader_id=reader_id))


def status_of(status: ReaderStatus) -> Availability:
    """Return what a client can expect."""
    return rules.availability(verified=status.verified, reachability=status.reachability, session_id=status.session_id)


def is_listed(status: ReaderStatus) -> bool:
    """Tell whether everybody may see the reader: verified and not suspended."""
    return rules.listing(verified=status.verified, suspended=status.suspended) is Listing.LISTED


def require_listed(status: ReaderStatus, refused: RefusedError, *, offer: tuple[Modality, int] | None = None) -> Check:
    """Return the condition that the reader is verified and not suspended.

    Parameters:
        offer: and still offers this modality at this rate, cents a minute.
    """
    condition: Condition = (ReaderStatus.verified == True) & (ReaderStatus.suspended == False)  # noqa: E712
    if offer is not None:
        modality, rate_cents = offer
        condition &= _RATE[modality] == rate_cents
    return Check(ReaderStatus, (status.pk, status.sk), condition, refused=refused)


def reserve(
    status: ReaderStatus,
    session_id: str,
    modality: Modality,
    rate_cents: int,
    refused: RefusedError,
    *,
    turn_of: str | None = None,
    now_ms: int = 0,
) -> Update:
    """Return the write that reserves a reader for one session; it belongs in the session's own transaction.

    It is refused with `refused` unless at that instant the reader is verified, online, free and offers the modality
    at exactly `rate_cents`, the rate the session pins, and nobody waits in line or it is the turn of `turn_of`, who
    leaves the line by this.
    """
    condition = (
        (ReaderStatus.online == True)  # noqa: E712 - builds a condition
        & (ReaderStatus.verified == True)  # noqa: E712
        & ReaderStatus.session_id.does_not_exist()
        & (_RATE[modality] == rate_cents)
    )
    actions: list[Action] = [ReaderStatus.session_id.set(session_id)]
    if turn_of is None:
        condition &= line.nobody_waits()
    else:
        condition &= line.may_take_turn(turn_of, now_ms)
        actions += line.turn_taken_actions()
    return Update(status, actions, condition, refused=refused)


def set_bookable(reader_id: str, modalities: Collection[Modality]) -> Update:
    """Return the write that says for which ways to talk a reader keeps hours, for the transaction of the hours."""
    names = {modality.value for modality in modalities}
    action = ReaderStatus.bookable.set(names) if names else ReaderStatus.bookable.remove()
    return Update(ReaderStatus(*ReaderStatus.key(reader_id=reader_id)), [action])


def is_bookable(status: ReaderStatus) -> bool:
    """Tell whether there is anything of a reader to book: hours for a way to talk that has a rate."""
    return any(modality.value in (status.bookable or ()) for modality in status.rates)


def reserve_for_booking(status: ReaderStatus, session_id: str, refused: RefusedError) -> Update:
    """Return the write that reserves a reader, online or not, for the session of a booked reading.

    It is refused with `refused` unless the reader is free at that instant.
    """
    free = ReaderStatus.session_id.does_not_exist()
    return Update(status, [ReaderStatus.session_id.set(session_id)], free, refused=refused)


def release(
    reader_id: str,
    session_id: str,
    refused: RefusedError = table.Refused,
    *,
    answered: bool = False,
    completed: bool = False,
    talked_ms: int = 0,
) -> Update:
    """Return the write that frees a reader from `session_id`; refused when another session, or none, holds them.

    Parameters:
        answered: the reader took the call or declined it, so the rings missed before are not in a row with later ones.
        completed: the session was held and paid for, so it counts among the reader's.
        talked_ms: how long the two were connected; sessions that never began do not count among the recent ones.
    """
    actions: list[Action] = [ReaderStatus.session_id.remove()]
    if answered:
        actions.append(ReaderStatus.missed_rings.set(0))
    if completed:
        actions.append(ReaderStatus.completed_sessions.add(1))
    if talked_ms:
        actions += line.count_talk_actions(talked_ms)
    status = ReaderStatus(*ReaderStatus.key(reader_id=reader_id))
    return Update(status, actions, ReaderStatus.session_id == session_id, refused=refused)


def release_unanswered(status: ReaderStatus, stale: RefusedError) -> list[Write]:
    """Return the writes that free a reader who did not answer a ring, and count it; the second in a row makes the
    reader away, in the same write. Refused with `stale` when the status is not as it was read.
    """
    missed_rings = status.missed_rings + 1
    as_read: Condition = (
        (ReaderStatus.session_id == status.session_id)
        & (ReaderStatus.missed_rings == status.missed_rings)
        & (ReaderStatus.online == status.online)
    )
    actions: list[Action] = [ReaderStatus.session_id.remove(), ReaderStatus.missed_rings.set(missed_rings)]
    if not status.online or missed_rings < rules.MISSED_RINGS_TO_AWAY:
        return [Update(status, actions, as_read, refused=stale)]
    actions += _reachability_actions(Reachability.AWAY)
    return [
        Update(status, actions, as_read, refused=stale),
        change_card(status.reader_id, [ReaderCard.online.set(False)], refused=stale),
    ]


def _reachability_actions(reachability: Reachability) -> list[Action]:
    online = reachability is Reachability.ONLINE
    tells_more = reachability in (Reachability.BUSY, Reachability.AWAY)
    return [
        ReaderStatus.online.set(online),
        ReaderStatus.absence.set(reachability.value) if tells_more else ReaderStatus.absence.remove(),
    ]


# --- a reader's own doing ---------------------------------------------------------------------------------------


def set_reachability(actor: Actor, reachability: Reachability, now_ms: int) -> Reader:
    """Take calls, or not: busy or away for a while, or offline. Ends no session that is under way.

    The rings missed so far are forgotten. Clients who asked to be told of a reader who comes online are told soon.

    Raises:
        Forbidden: the reader is not verified, or suspended; such a reader can only be offline.
        Conflict: the reader offers nothing yet, or was changed at the same time.
        NotFound: the caller is no reader.
    """
    reader = load_reader(actor.user_id)
    status = reader.status
    condition = None
    if reachability is not Reachability.OFFLINE:
        if not status.verified or status.suspended:
            raise Forbidden("You can go online when your application has been verified.")
        condition = (ReaderStatus.verified == True) & (ReaderStatus.suspended == False)  # noqa: E712
    if reachability is Reachability.ONLINE:
        if not status.rates:
            raise Conflict("Set at least one rate before you go online.")
        condition &= (
            ReaderStatus.rate_text_cents.exists()
            | ReaderStatus.rate_voice_cents.exists()
            | ReaderStatus.rate_video_cents.exists()
        )
    online = reachability is Reachability.ONLINE
    actions = [*_reachability_actions(reachability), ReaderStatus.missed_rings.set(0)]
    if online:
        actions += due.actions(status, now_ms)
    table.transact(
        Update(status, actions, condition, refused=Conflict),
        change_card(actor.user_id, [ReaderCard.online.set(online)]),
    )
    status.online = reader.card.online = online
    status.absence = reachability.value if reachability in (Reachability.BUSY, Reachability.AWAY) else None
    status.missed_rings = 0
    return reader


def go_offline_actions() -> list[Action]:
    """Return what of a status changes when a reader may take no calls any more."""
    return _reachability_actions(Reachability.OFFLINE)


def change_rates(actor: Actor, rates: Rates, now_ms: int) -> Reader:
    """Set what the caller offers; a modality that is absent is not offered. Sessions that run keep their rate.

    Offering nothing also switches the reader off. Setting what is set already changes nothing and is not counted.

    Raises:
        ValidationFailed: a rate is outside the limits.
        RateLimited: the rates were changed `MAX_RATE_CHANGES_A_DAY` times on this UTC day.
        Conflict: the rates were changed by another request at the same time.
        NotFound: the caller is no reader.
    """
    for number, cents in enumerate(rates.values()):
        valid(f"rates[{number}].rate_cents", rules.check_rate, cents)
    reader = load_reader(actor.user_id)
    status = reader.status
    if dict(status.rates) == dict(rates):
        return reader
    today = utc_day(now_ms)
    changes = 1 + (status.rate_changes or 0 if status.rate_changes_on == today else 0)
    if changes > rules.MAX_RATE_CHANGES_A_DAY:
        raise RateLimited(
            f"Rates can be changed {rules.MAX_RATE_CHANGES_A_DAY} times a day. Try again after midnight UTC.",
            retry_after_seconds=-(-(DAY_MS - now_ms % DAY_MS) // SECOND_MS),
        )
    counted: list[Action] = [ReaderStatus.rate_changes_on.set(today), ReaderStatus.rate_changes.set(changes)]
    table.transact(
        Update(status, _rate_actions(ReaderStatus, rates) + counted, _rate_changes_as_read(status), refused=Conflict),
        change_card(actor.user_id, _rate_actions(ReaderCard, rates)),
    )
    for item in (status, reader.card):
        for modality in Modality:
            setattr(item, f"rate_{modality}_cents", rates.get(modality))
        item.online = item.online and bool(rates)
    if not rates:
        status.absence = None
    status.rate_changes_on, status.rate_changes = today, changes
    return reader


def _rate_changes_as_read(status: ReaderStatus) -> Condition:
    if status.rate_changes_on is None:
        return ReaderStatus.rate_changes_on.does_not_exist()
    condition: Condition = (ReaderStatus.rate_changes_on == status.rate_changes_on) & (
        ReaderStatus.rate_changes == status.rate_changes
    )
    return condition


def _rate_actions(item_type: type[ReaderStatus] | type[ReaderCard], rates: Rates) -> list[Action]:
    actions: list[Action] = []
    for modality in Modality:
        attribute = getattr(item_type, f"rate_{modality}_cents")
        actions.append(attribute.set(rates[modality]) if modality in rates else attribute.remove())
    if not rates:
        actions += go_offline_actions() if item_type is ReaderStatus else [item_type.online.set(False)]
    return actions
