"""What can be flagged: how the area that owns it finds it, hides it and shows it again.

A kind of target is one entry here; what flags and decisions do to it is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.core.table import Key, RefusedError, Write
from chalicelib.moderation.rules import TargetType
from chalicelib.readers import service as readers
from chalicelib.readers.items import Review


@dataclass(frozen=True, slots=True)
class Shown:
    """What a moderator needs to see of an item.

    Attributes:
        about_id: the person whom it is about.
        rating: its stars, where it has any.
        reply: what that person answered.
        path: where everybody sees it in the web app.
        author_path: where its author sees it, hidden or not.
    """

    author_id: str
    author_name: str
    about_id: str
    rating: int | None
    text: str
    reply: str | None
    written_at_ms: int
    path: str
    author_path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of item that can be flagged.

    Attributes:
        prefix: of its ids.
        key: where an item of this kind is kept.
        shown: what of it a moderator sees.
        hide, show: the writes that hide an item, or show it again, with the error for "not as it was read".
    """

    prefix: str
    key: Callable[[str], Key]
    shown: Callable[[Any], Shown]
    hide: Callable[[Any, RefusedError], list[Write]]
    show: Callable[[Any, RefusedError], list[Write]]


def _review(review: Review) -> Shown:
    return Shown(
        author_id=review.author_id,
        author_name=review.author_name,
        about_id=review.reader_id,
        rating=review.rating,
        text=review.text,
        reply=review.answer_text,
        written_at_ms=review.created_at_ms,
        path=f"/readers/{review.reader_id}#reviews",
        author_path=f"/sessions/{review.session_id}/receipt#review",
        hidden=review.hidden,
    )


TARGETS: dict[TargetType, Target] = {
    TargetType.REVIEW: Target("rev", readers.review_key, _review, readers.hide_review, readers.show_review)
}
