"""Readers: the area's public door."""

from __future__ import annotations

from dataclasses import dataclass

from pynamodb.expressions.update import Action

from chalicelib.core import table
from chalicelib.core.table import RefusedError, Update
from chalicelib.readers.items import ReaderCard, ReaderProfile, ReaderStatus
from chalicelib.readers.rules import Availability, Modality, availability

_RATE = {
    Modality.TEXT: ReaderStatus.rate_text_cents,
    Modality.VOICE: ReaderStatus.rate_voice_cents,
    Modality.VIDEO: ReaderStatus.rate_video_cents,
}


@dataclass(frozen=True, slots=True)
class Party:
    """A person as the other side of a session sees them."""

    user_id: str
    display_name: str
    photo_url: str | None


# --- for sessions -----------------------------------------------------------------------------------------------


def load_status(reader_id: str) -> ReaderStatus | None:
    """Return whether and for how much a reader can be reached (strongly consistent), or None: no such reader."""
    return table.load(ReaderStatus, ReaderStatus.key(reader_id=reader_id))


def load_party(reader_id: str) -> Party | None:
    """Return a reader's name and photo, or None: no such reader. Half a read unit, eventually consistent."""
    card = table.load(ReaderCard, ReaderCard.key(reader_id=reader_id), consistent=False)
    return None if card is None else Party(card.reader_id, card.display_name, card.photo_url)


def status_of(status: ReaderStatus) -> Availability:
    """Return what a client can expect: `online`, `in_session` or `offline`."""
    return availability(verified=status.verified, online=status.online, session_id=status.session_id)


def reserve(
    status: ReaderStatus, session_id: str, modality: Modality, rate_cents: int, refused: RefusedError
) -> Update:
    """Return the write that reserves a reader for one session; it belongs in the session's own transaction.

    It is refused with `refused` unless at that instant the reader is verified, online, free and offers the modality
    at exactly `rate_cents`, the rate the session pins.
    """
    condition = (
        (ReaderStatus.online == True)  # noqa: E712 - builds a condition
        & (ReaderStatus.verified == True)  # noqa: E712
        & ReaderStatus.session_id.does_not_exist()
        & (_RATE[modality] == rate_cents)
    )
    return Update(status, [ReaderStatus.session_id.set(session_id)], condition, refused=refused)


def release(
    reader_id: str, session_id: str, refused: RefusedError = table.Refused, *, missed_ring: bool = False
) -> Update:
    """Return the write that frees a reader from `session_id`; refused when another session, or none, holds them.

    Parameters:
        missed_ring: the reader was rung and did not answer in time.
    """
    actions: list[Action] = [ReaderStatus.session_id.remove()]
    if missed_ring:
        actions.append(ReaderStatus.missed_rings.set(ReaderStatus.missed_rings + 1))
    status = ReaderStatus(*ReaderStatus.key(reader_id=reader_id))
    return Update(status, actions, ReaderStatus.session_id == session_id, refused=refused)


def count_session(reader_id: str) -> Update:
    """Return the write that counts one more completed session; it belongs in the settlement's transaction."""
    profile = ReaderProfile(*ReaderProfile.key(reader_id=reader_id))
    return Update(profile, [ReaderProfile.completed_sessions.set(ReaderProfile.completed_sessions + 1)])
