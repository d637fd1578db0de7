"""A client's favourite readers. Nobody but the client learns of them, the reader neither. See docs/decisions/0019."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from pynamodb.expressions.condition import size
from pynamodb.expressions.operand import Path

from chalicelib.core import table
from chalicelib.core.errors import Conflict, NotFound, SoulSeerError
from chalicelib.core.table import Put, Update
from chalicelib.readers.favourite_items import Favourites
from chalicelib.readers.items import ReaderCard, ReaderStatus
from chalicelib.readers.reachability import is_listed, load_status

MOST_FAVOURITES = 500
"""How many readers a client can mark; their item stays under 25 KB."""
_MAX_ATTEMPTS = 3
"""How often a mark is tried when others of the same client come between."""


class FavouritesFull(SoulSeerError):
    """The client has as many favourites as one can have."""

    code = "favourites_full"
    status = 409
    title = "You have as many favourites as one can have"


@dataclass(frozen=True, slots=True)
class Favourite:
    """A reader whom a client has marked. `card` and `status` are None when there is no such reader any more."""

    reader_id: str
    marked_at_ms: int
    card: ReaderCard | None
    status: ReaderStatus | None

    @property
    def is_available(self) -> bool:
        """Whether everybody may see the reader now: verified and not suspended."""
        return self.card is not None and self.status is not None and is_listed(self.status)


def mark(user_id: str, reader_id: str, now_ms: int) -> None:
    """Make a reader a favourite of a client. One who is marked stays where they are in the list; nothing is written.

    Raises:
        NotFound: there is no such reader, or they are not verified, or suspended.
        FavouritesFull: the client has `MOST_FAVOURITES` others.
        Conflict: the client's other requests came between, again and again.
    """
    status = load_status(reader_id)
    if status is None or not is_listed(status) or reader_id == user_id:
        raise NotFound("There is no such reader.")
    key = Favourites.key(user_id=user_id)
    for _ in range(_MAX_ATTEMPTS):
        kept = table.load(Favourites, key)
        if kept is not None and reader_id in kept.marked_at_ms:
            return
        if kept is not None and len(kept.marked_at_ms) >= MOST_FAVOURITES:
            raise FavouritesFull(f"You have {MOST_FAVOURITES} favourites. Remove one to add another.")
        try:
            table.write(_adding(kept, user_id, reader_id, now_ms))
        except table.Refused:
            continue
        return
    raise Conflict("Your favourites were changed at the same time. Please try again.")


def unmark(user_id: str, reader_id: str) -> None:
    """Take a reader out of a client's favourites. Taking out who is not among them changes nothing."""
    kept = Favourites(*Favourites.key(user_id=user_id))
    try:
        table.write(Update(kept, [_mark_of(reader_id).remove()], _mark_of(reader_id).exists()))
    except table.Refused:
        return


def favourite_ids(user_id: str) -> list[str]:
    """Return the ids of a client's favourites, newest first. One read unit for each 4 KB (about 80)."""
    return [reader_id for _, reader_id in _newest_first(user_id)]


def favourites_of(
    user_id: str, *, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Favourite], dict[str, Any] | None]:
    """Return a page of a client's favourites, newest first, and where the next page starts.

    Costs a read unit for each reader shown besides the favourites themselves, in two requests.
    """
    marks = _newest_first(user_id)
    if start is not None:
        marks = [mark for mark in marks if mark < tuple(start["before"])]
    shown = marks[:limit]
    keys = [kind.key(reader_id=reader_id) for _, reader_id in shown for kind in (ReaderCard, ReaderStatus)]
    found = table.load_many(keys, consistent=False)
    favourites = [
        Favourite(
            reader_id,
            marked_at_ms,
            cast(ReaderCard | None, found.get(ReaderCard.key(reader_id=reader_id))),
            cast(ReaderStatus | None, found.get(ReaderStatus.key(reader_id=reader_id))),
        )
        for marked_at_ms, reader_id in shown
    ]
    return favourites, {"before": list(shown[-1])} if len(marks) > limit else None


def _adding(kept: Favourites | None, user_id: str, reader_id: str, now_ms: int) -> Put | Update:
    """Return the write that adds a reader; refused when the favourites are no more as they were read, or full."""
    if kept is None:
        return Put(Favourites(*Favourites.key(user_id=user_id), user_id=user_id, marked_at_ms={reader_id: now_ms}))
    room = _mark_of(reader_id).does_not_exist() & (size(Favourites.marked_at_ms) < MOST_FAVOURITES)
    return Update(kept, [_mark_of(reader_id).set(now_ms)], room)


def _mark_of(reader_id: str) -> Path:
    path: Path = Favourites.marked_at_ms[reader_id]
    return path


def _newest_first(user_id: str) -> list[tuple[int, str]]:
    # Strongly: who has just marked a reader looks at once.
    kept = table.load(Favourites, Favourites.key(user_id=user_id))
    marks = {} if kept is None else kept.marked_at_ms
    return sorted(((at_ms, reader_id) for reader_id, at_ms in marks.items()), reverse=True)
