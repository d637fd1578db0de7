"""The rules of a waiting line: who is dropped, whose turn it is, how long it may take. Pure values, no clock.

First come, first served, by tickets. A place is kept as long as its client gives signs, for an hour at the most. When
the reader is free, the first one has a minute to begin, during which nobody else can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.core.clock import HOUR_MS, MINUTE_MS, SECOND_MS

SILENCE_MS = 2 * MINUTE_MS
"""A client who was not heard of for so long has gone away."""
MAX_WAIT_MS = HOUR_MS
TURN_MS = MINUTE_MS
SIGN_SECONDS = 8
"""How often a page gives a sign …"""
REWRITE_AFTER_MS = 20 * SECOND_MS
"""… and how often that is worth a write."""


@dataclass(frozen=True)
class Waiting:
    """A client's place in a line."""

    client_id: str
    ticket: int
    joined_at_ms: int
    seen_at_ms: int

    @property
    def expires_at_ms(self) -> int:
        """When the place lapses if the client keeps giving signs."""
        return self.joined_at_ms + MAX_WAIT_MS

    def has_lapsed(self, now_ms: int) -> bool:
        """Whether the client has gone away, or has waited for too long."""
        return now_ms - self.seen_at_ms > SILENCE_MS or now_ms >= self.expires_at_ms


@dataclass(frozen=True)
class Turn:
    """The reader is kept for one client until an instant."""

    client_id: str
    expires_at_ms: int


@dataclass(frozen=True)
class Line:
    """A line as it was read: those who wait by ticket, whose turn it is, and whether the reader can be had."""

    waiting: Sequence[Waiting]
    turn: Turn | None
    reader_is_free: bool


@dataclass(frozen=True)
class Drop:
    """Take a client off the line."""

    waiting: Waiting


@dataclass(frozen=True)
class Call:
    """Keep the reader for a client."""

    waiting: Waiting
    until_ms: int


@dataclass(frozen=True)
class ClearTurn:
    """End a turn that could not be taken; nobody loses their place by it."""


Step = Drop | Call | ClearTurn


def next_step(line: Line, now_ms: int) -> Step | None:
    """Return the next thing to do about a line, or None when it is as it should be.

    Who lets a minute pass while the reader is there loses the place; who could not begin because the reader had left
    keeps it. A turn that is under way is left alone.
    """
    turn = line.turn
    if turn is not None:
        if turn.expires_at_ms > now_ms:
            return _first_lapsed(line, now_ms, besides=turn.client_id)
        holder = next((each for each in line.waiting if each.client_id == turn.client_id), None)
        return Drop(holder) if holder is not None and line.reader_is_free else ClearTurn()
    lapsed = _first_lapsed(line, now_ms)
    if lapsed is not None:
        return lapsed
    if line.reader_is_free and line.waiting:
        return Call(line.waiting[0], now_ms + TURN_MS)
    return None


def _first_lapsed(line: Line, now_ms: int, besides: str | None = None) -> Drop | None:
    lapsed = (each for each in line.waiting if each.client_id != besides and each.has_lapsed(now_ms))
    return next((Drop(each) for each in lapsed), None)


def position_of(line: Line, client_id: str) -> int | None:
    """Return a client's place, 1 for who is next, or None for who does not wait."""
    return next((place for place, each in enumerate(line.waiting, 1) if each.client_id == client_id), None)


def estimated_wait_ms(
    position: int, *, average_session_ms: int | None, connected_ms: int | None, turn_is_open: bool
) -> int | None:
    """Return how long a client may have to wait, from how long the reader's recent sessions lasted.

    The session under way is expected to last as long as the others did; one that is longer than that is expected to
    go on for another minute. Whoever is before the client is expected to take a whole session each.

    Parameters:
        average_session_ms: of the reader's recent sessions; without any nothing can be said (None).
        connected_ms: how long the session under way has lasted, None when there is none.
        turn_is_open: the first in line can begin now.
    """
    if average_session_ms is None:
        return None
    if connected_ms is not None:
        return max(MINUTE_MS, average_session_ms - connected_ms) + (position - 1) * average_session_ms
    ahead = position - 1
    return ahead * average_session_ms if turn_is_open or ahead == 0 else ahead * average_session_ms + TURN_MS
