"""A person's sessions, and choosing among them. Why so, and what it costs: docs/decisions/0019.

What is fixed when a session is made (how, booked or not, with whom) stands in its entries of the lists' indexes, so a
thousand sessions are chosen from without reading one. How a session went is known from the session alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from chalicelib.core import table
from chalicelib.readers.rules import Modality
from chalicelib.sessions.items import (
    BOOKED,
    ON_DEMAND,
    SESSIONS_OF_CLIENT,
    SESSIONS_OF_READER,
    SessionItem,
    session_key,
)
from chalicelib.sessions.rules import LIVE_STATES, Party, State

MOST_ENTRIES = 1_000
"""So many entries of each side's list are looked through for one page; about 25 read units."""
MOST_SESSIONS = 100
"""So many sessions are read for one page; 50 read units."""
_AT_ONCE = 50
"""How many sessions are read at a time to find those that went as asked for."""
_FIRST, _LAST = "0", "~"


class SessionOutcome(StrEnum):
    """How a session went: it goes on, it was held, or it was over before it began."""

    IN_PROGRESS = "in_progress"
    HELD = "held"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sessions to show. What is None does not narrow.

    Attributes:
        counterpart_id: those with this person on the other side.
        booked: booked readings, or those on demand.
        from_ms, until_ms: made from the one instant until before the other.
    """

    modality: Modality | None = None
    counterpart_id: str | None = None
    booked: bool | None = None
    outcome: SessionOutcome | None = None
    from_ms: int | None = None
    until_ms: int | None = None

    @property
    def facts(self) -> set[str]:
        """What an entry must hold to be chosen."""
        origin = None if self.booked is None else BOOKED if self.booked else ON_DEMAND
        wanted = (self.modality and self.modality.value, origin, self.counterpart_id)
        return {fact for fact in wanted if fact is not None}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A session in a list. `place` stands just before the entry's own sort key."""

    place: str
    session_id: str
    facts: frozenset[str]


def outcome_of(item: SessionItem) -> SessionOutcome:
    """Return how a session went."""
    if State(item.state) in LIVE_STATES:
        return SessionOutcome.IN_PROGRESS
    return SessionOutcome.NOT_HELD if item.started_at_ms is None else SessionOutcome.HELD


def sessions_of(
    user_id: str, parties: Collection[Party], *, choice: Choice, limit: int, before: str | None
) -> tuple[list[SessionItem], str | None]:
    """Return a page of a person's sessions, newest first, and the place before which the next page starts.

    A page may be shorter than `limit`, or empty, when few of many sessions are chosen: at most `MOST_ENTRIES` of each
    side are looked through and `MOST_SESSIONS` read for one page.

    Parameters:
        parties: the sides on which the person is to be.
        before: where the page before ended, of the same person's list; the choice and the sides may be others.
    """
    sides = [_chosen(user_id, party, choice, limit, before) for party in parties]
    # One side may have been looked through less far than the other: what lies beyond is for the next page.
    ends_at = max((side.ends_at for side in sides if side.ends_at is not None), default=None)
    found = [entry for side in sides for entry in side.found if ends_at is None or entry.place >= ends_at]
    found.sort(key=lambda entry: entry.place, reverse=True)
    return _page(_Entries(found, ends_at), choice.outcome, limit)


def _chosen(user_id: str, party: Party, choice: Choice, limit: int, before: str | None) -> _Entries:
    """Return what is chosen of a person's list of one side."""
    if choice.counterpart_id is not None and party is Party.READER:
        # The shorter list: a client has few sessions with all readers, beside those of a reader with all clients.
        wanted = Choice(choice.modality, user_id, choice.booked).facts
        entries = _entries(choice.counterpart_id, Party.CLIENT, choice, before, MOST_ENTRIES)
    else:
        wanted = choice.facts
        most = MOST_ENTRIES if wanted or choice.outcome else limit + 1
        entries = _entries(user_id, party, choice, before, most)
    return _Entries([entry for entry in entries.found if wanted <= entry.facts], entries.ends_at)


def have_met(client_id: str, reader_id: str) -> bool:
    """Tell whether the two have a session, also one that rings still or was never held. At most 25 read units."""
    entries = _entries(client_id, Party.CLIENT, Choice(), None, MOST_ENTRIES)
    return any(reader_id in entry.facts for entry in entries.found)


@dataclass(frozen=True, slots=True)
class _Entries:
    """Entries, newest first, and the place down to which was looked for them (None: to the end)."""

    found: list[_Entry]
    ends_at: str | None


def _entries(user_id: str, party: Party, choice: Choice, before: str | None, limit: int) -> _Entries:
    lowest = _FIRST if choice.from_ms is None else f"{choice.from_ms:015d}"
    # An entry is longer than its place, so one at this very instant or place lies above the bound.
    highest = min(before or _LAST, _LAST if choice.until_ms is None else f"{choice.until_ms:015d}")
    if lowest > highest:
        return _Entries([], None)
    name, of_list, template = (
        ("keys2", "k2", SESSIONS_OF_READER) if party is Party.READER else ("keys1", "k1", SESSIONS_OF_CLIENT)
    )
    values = table.query_sort_values(
        name,
        (f"{of_list}_pk", template.pk_of(user_id=user_id)),
        f"{of_list}_sk",
        between=(lowest, highest),
        limit=limit,
    )
    found = [_entry(value) for value in values]
    return _Entries(found, found[-1].place if len(found) == limit else None)


def _entry(value: str) -> _Entry:
    created_at, session_id, *facts = value.split("#")
    return _Entry(f"{created_at}#{session_id}", session_id, frozenset(facts))


def _page(entries: _Entries, outcome: SessionOutcome | None, limit: int) -> tuple[list[SessionItem], str | None]:
    chosen = entries.found
    at_once = limit if outcome is None else max(limit, _AT_ONCE)
    items: list[SessionItem] = []
    for start in range(0, min(len(chosen), MOST_SESSIONS), at_once):
        part = chosen[start : min(start + at_once, MOST_SESSIONS)]
        keys = [session_key(entry.session_id) for entry in part]
        found = table.load_many(keys, consistent=False)
        for number, key in enumerate(keys, start):
            item = cast(SessionItem | None, found.get(key))
            if item is not None and outcome in (None, outcome_of(item)):
                items.append(item)
            if len(items) == limit:
                last = number + 1 == len(chosen) and entries.ends_at is None
                return items, None if last else chosen[number].place
    if len(chosen) > MOST_SESSIONS:
        return items, chosen[MOST_SESSIONS - 1].place
    return items, entries.ends_at
