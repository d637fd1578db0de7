"""Reviews: one for a paid session, by its client; the reader may answer. Ratings are counted in the same transaction.

The review's id is the session's, so its key holds that there is one. What is hidden is on no list and counts for
nothing; the sums on the reader's card are those of the reviews that show, which the ledger's check recounts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pynamodb.attributes import Attribute
from pynamodb.expressions.update import Action

from chalicelib.accounts.service import Person
from chalicelib.core import table
from chalicelib.core.errors import Conflict, NotFound, SoulSeerError
from chalicelib.core.table import Key, Page, Put, RefusedError, Update, Write
from chalicelib.core.text import valid
from chalicelib.notifications.service import NotificationKind, notice
from chalicelib.readers import review_rules as rules
from chalicelib.readers.items import ReaderCard, Review, change_card
from chalicelib.readers.review_rules import STARS, ReviewSort

_MAX_ATTEMPTS = 8

T = TypeVar("T")


class ReviewClosed(SoulSeerError):
    """The days in which a review or an answer can be changed are over."""

    code = "review_closed"
    status = 409
    title = "This can no longer be changed"


class ReviewHidden(SoulSeerError):
    """The review is hidden, by flags or by a moderator; it cannot be changed or answered."""

    code = "review_hidden"
    status = 409
    title = "This review is hidden"


class AnswerHidden(SoulSeerError):
    """The answer is hidden, by flags or by a moderator; it cannot be changed."""

    code = "answer_hidden"
    status = 409
    title = "This answer is hidden"


class _Changed(Exception):
    """The review was changed since it was read."""


@dataclass(frozen=True, slots=True)
class PaidSession:
    """A finalized session for which its client was charged: what a review stands on."""

    session_id: str
    reader_id: str
    client: Person


def review_id_of(session_id: str) -> str:
    """Return the id of the review that a session has, or may get."""
    return f"rev_{session_id.removeprefix('ses_')}"


def review_key(review_id: str) -> Key:
    """Return the key of a review."""
    return Review.key(review_id=review_id)


def find_review(review_id: str) -> Review | None:
    """Return a review, hidden or not, or None."""
    return table.load(Review, review_key(review_id))


def find_reviews(review_ids: Sequence[str]) -> dict[str, Review]:
    """Return those of several reviews that there are, by their ids; eventually consistent, half a read unit each."""
    found = table.load_many([review_key(review_id) for review_id in review_ids], consistent=False)
    return {item.review_id: item for item in found.values() if isinstance(item, Review)}


def write_review(session: PaidSession, *, rating: int, text: str, now_ms: int) -> Review:
    """Write the review of a paid session, or change it within seven days; the reader's rating follows with it.

    A reader is told of a new review. Writing what stands already changes nothing.

    Raises:
        ValidationFailed: rating or text are not acceptable.
        ReviewClosed: it was first written more than seven days ago.
        ReviewHidden: flags or a moderator have hidden it.
        NotFound: there is no such reader any more.
    """
    rating = valid("rating", rules.check_rating, rating)
    text = valid("text", rules.clean_review, text)
    review_id = review_id_of(session.session_id)

    def decide() -> Review:
        standing = find_review(review_id)
        if standing is None:
            return _new_review(session, rating, text, now_ms)
        return _changed_review(standing, rating, text, now_ms)

    return _retrying(decide)


def _new_review(session: PaidSession, rating: int, text: str, now_ms: int) -> Review:
    review_id, author_name = review_id_of(session.session_id), rules.shown_name(session.client.display_name)
    written_pk, written_sk = Review.written(user_id=session.client.user_id, created_at_ms=now_ms, review_id=review_id)
    review = Review(
        *review_key(review_id),
        review_id=review_id,
        session_id=session.session_id,
        reader_id=session.reader_id,
        author_id=session.client.user_id,
        author_name=author_name,
        rating=rating,
        text=text,
        created_at_ms=now_ms,
        k1_pk=written_pk,
        k1_sk=written_sk,
    )
    for name, part in _places(review).items():
        setattr(review, name, part)
    told = notice(
        user_id=session.reader_id,
        kind=NotificationKind.REVIEW_RECEIVED,
        fact=review_id,
        details={
            "review_id": review_id,
            "reader_id": session.reader_id,
            "with_name": author_name,
            "rating": rating,
        },
        now_ms=now_ms,
    )
    table.transact(
        Put(review, refused=_Changed), change_card(session.reader_id, _counted(None, rating), refused=NotFound), told
    )
    return review


def _changed_review(review: Review, rating: int, text: str, now_ms: int) -> Review:
    if (review.rating, review.text) == (rating, text):
        return review
    if review.hidden:
        raise ReviewHidden
    if now_ms >= rules.changeable_until_ms(review.created_at_ms):
        raise ReviewClosed
    before = review.rating
    review.rating = rating
    places = _places(review)
    actions: list[Action] = [getattr(Review, name).set(part) for name, part in places.items()]
    actions += [Review.rating.set(rating), Review.text.set(text), Review.edited_at_ms.set(now_ms)]
    writes: list[Write] = [_update(review, actions, _Changed)]
    if before != rating:
        writes.append(change_card(review.reader_id, _counted(before, rating)))
    table.transact(*writes)
    review.text, review.edited_at_ms = text, now_ms
    return review


def answer_review(reader_id: str, reader_name: str, review_id: str, text: str, now_ms: int) -> Review:
    """Record the reader's answer to a review, or change it within seven days. The author is told of a new one.

    Raises:
        ValidationFailed: the text is not acceptable.
        NotFound: there is no such review of this reader.
        ReviewClosed: it was answered more than seven days ago.
        ReviewHidden, AnswerHidden: the review is hidden, or the answer that stands.
    """
    text = valid("text", rules.clean_review, text)

    def decide() -> Review:
        review = find_review(review_id)
        if review is None or review.reader_id != reader_id:
            raise NotFound("There is no such review.")
        if review.answer_text == text:
            return review
        if review.hidden:
            raise ReviewHidden
        if review.answer_hidden:
            raise AnswerHidden
        answered_at_ms = review.answered_at_ms
        if answered_at_ms is not None and now_ms >= rules.changeable_until_ms(answered_at_ms):
            raise ReviewClosed
        actions: list[Action] = [Review.answer_text.set(text)]
        if answered_at_ms is None:
            actions.append(Review.answered_at_ms.set(now_ms))
            table.transact(_update(review, actions, _Changed), _answered(review, reader_name, now_ms))
            review.answered_at_ms = now_ms
        else:
            actions.append(Review.answer_edited_at_ms.set(now_ms))
            table.write(_update(review, actions, _Changed))
            review.answer_edited_at_ms = now_ms
        review.answer_text = text
        return review

    return _retrying(decide)


def _answered(review: Review, reader_name: str, now_ms: int) -> Put:
    return notice(
        user_id=review.author_id,
        kind=NotificationKind.REVIEW_ANSWERED,
        fact=review.review_id,
        details={"review_id": review.review_id, "reader_id": review.reader_id, "with_name": reader_name},
        now_ms=now_ms,
    )


def page_of_reviews(
    reader_id: str, limit: int, start_key: Mapping[str, Any] | None, sort: ReviewSort = ReviewSort.NEWEST
) -> Page[Review]:
    """Return a page of a reader's reviews that show; empty for a reader without any, or no such reader."""
    by_age = sort is ReviewSort.NEWEST
    return table.query(
        Review,
        (Review.newest if by_age else Review.rated).pk_of(reader_id=reader_id),
        index=table.TableItem.index1 if by_age else table.TableItem.index2,
        newest_first=sort is not ReviewSort.LOWEST,
        limit=limit,
        start_key=start_key,
    )


# --- for moderation: parts of its transactions ------------------------------------------------------------------


def hide_review(review: Review, refused: RefusedError) -> list[Write]:
    """Return the writes that take a review off the lists and out of the reader's rating.

    Refused with `refused` when the review is not as it was read.
    """
    places = (Review.i1_pk, Review.i1_sk, Review.i2_pk, Review.i2_sk)
    actions: list[Action] = [Review.hidden.set(True), *(place.remove() for place in places)]
    return [_update(review, actions, refused), change_card(review.reader_id, _counted(review.rating, None))]


def show_review(review: Review, refused: RefusedError) -> list[Write]:
    """Return the writes that bring a hidden review back; refused as `hide_review`."""
    actions: list[Action] = [Review.hidden.set(False)]
    actions += [getattr(Review, name).set(part) for name, part in _places(review).items()]
    return [_update(review, actions, refused), change_card(review.reader_id, _counted(None, review.rating))]


def hide_answer(review: Review, refused: RefusedError) -> list[Write]:
    """Return the write that hides the answer to a review and leaves the review; refused as `hide_review`."""
    return [_update(review, [Review.answer_hidden.set(True)], refused)]


def show_answer(review: Review, refused: RefusedError) -> list[Write]:
    """Return the write that shows a hidden answer again; refused as `hide_review`."""
    return [_update(review, [Review.answer_hidden.set(False)], refused)]


# --- what all of them share -------------------------------------------------------------------------------------


def _places(review: Review) -> dict[str, str]:
    """Where a review that shows stands in the lists."""
    parts: dict[str, str | int] = {
        "reader_id": review.reader_id,
        "created_at_ms": review.created_at_ms,
        "review_id": review.review_id,
    }
    newest_pk, newest_sk = Review.newest(**parts)
    rated_pk, rated_sk = Review.rated(rating=review.rating, **parts)
    return {"i1_pk": newest_pk, "i1_sk": newest_sk, "i2_pk": rated_pk, "i2_sk": rated_sk}


def _update(review: Review, actions: list[Action], refused: RefusedError) -> Update:
    as_read = Review.version == review.version
    return Update(review, [*actions, Review.version.set(review.version + 1)], as_read, refused=refused)


def _counted(before: int | None, after: int | None) -> list[Action]:
    """What of a reader's card changes when a rating that shows goes from `before` to `after` (None: none)."""
    changes: list[tuple[Attribute[int], int]] = [
        (ReaderCard.rating_sum, (after or 0) - (before or 0)),
        (ReaderCard.rating_count, (after is not None) - (before is not None)),
    ]
    for stars in STARS:
        changes.append((getattr(ReaderCard, f"ratings_{stars}"), (after == stars) - (before == stars)))
    return [attribute.add(change) for attribute, change in changes if change]


def _retrying(decide: Callable[[], T]) -> T:
    for _ in range(_MAX_ATTEMPTS):
        try:
            return decide()
        except _Changed:
            continue
    raise Conflict
