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
        author_name, about_name: as it is signed and addressed; None: by the names of their accounts.
        about_id: the person whom it is about.
        rating: its stars, where it has any.
        reply: what that person answered.
        in_reply_to: what it answers.
        path: where everybody sees it in the web app.
        author_path: where its author sees it, hidden or not.
        hidden: whether it is, by itself.
        covered: whether what it stands under is hidden.
    """

    author_id: str
    author_name: str | None
    about_id: str
    about_name: str | None
    rating: int | None
    text: str
    reply: str | None
    in_reply_to: str | None
    written_at_ms: int
    path: str
    author_path: str
    hidden: bool
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of item that can be flagged.

    Attributes:
        prefix: of its ids.
        key: where an item of this kind is kept; of a part of an item, the item.
        shown: what of it a moderator sees; None when the item has no such part.
        hide, show: the writes that hide an item, or show it again, with the error for "not as it was read".
    """

    prefix: str
    key: Callable[[str], Key]
    shown: Callable[[Any], Shown | None]
    hide: Callable[[Any, RefusedError], list[Write]]
    show: Callable[[Any, RefusedError], list[Write]]


def _review(review: Review) -> Shown:
    return Shown(
        author_id=review.author_id,
        author_name=review.author_name,
        about_id=review.reader_id,
        about_name=None,
        rating=review.rating,
        text=review.text,
        reply=None if review.answer_hidden else review.answer_text,
        in_reply_to=None,
        written_at_ms=review.created_at_ms,
        path=f"/readers/{review.reader_id}#reviews",
        author_path=f"/sessions/{review.session_id}/receipt#review",
        hidden=review.hidden,
    )


def _review_answer(review: Review) -> Shown | None:
    if review.answer_text is None or review.answered_at_ms is None:
        return None
    return Shown(
        author_id=review.reader_id,
        author_name=None,
        about_id=review.author_id,
        about_name=review.author_name,
        rating=None,
        text=review.answer_text,
        reply=None,
        in_reply_to=review.text,
        written_at_ms=review.answered_at_ms,
        path=f"/readers/{review.reader_id}#reviews",
        author_path="/reader/reviews",
        hidden=review.answer_hidden,
        covered=review.hidden,
    )


TARGETS: dict[TargetType, Target] = {
    TargetType.REVIEW: Target("rev", readers.review_key, _review, readers.hide_review, readers.show_review),
    TargetType.REVIEW_ANSWER: Target(
        "rev", readers.review_key, _review_answer, readers.hide_answer, readers.show_answer
    ),
}
