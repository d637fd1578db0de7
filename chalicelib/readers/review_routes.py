"""Reviews as everybody reads them, and as the reader answers them. Clients write them from their session's receipt."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from chalicelib.core.api import PUBLIC, READER, Request, operation
from chalicelib.core.errors import Conflict, InvalidCursor, NotFound
from chalicelib.core.rate import RateLimit
from chalicelib.core.wire import Body, Id, Page, PageQuery, Timestamp, View, optional_timestamp, tidied, timestamp
from chalicelib.readers import service
from chalicelib.readers.items import Review as ReviewItem
from chalicelib.readers.review_rules import REVIEW_MAX_CHARS, ReviewSort, changeable_until_ms
from chalicelib.readers.reviews import AnswerHidden, ReviewClosed, ReviewHidden

TAGS = ("reviews",)
WRITING_RATE = RateLimit(20, 60)

Stars = Annotated[int, Meta(ge=1, le=5, description="1 to 5 stars.")]
ReviewText = Annotated[str, tidied(REVIEW_MAX_CHARS, "1 to 2,000 characters.", min_length=1)]


class ReviewAnswer(View):
    """What the reader answers. It can be changed until `changeable_until`; the reader alone sees a `hidden` one."""

    text: str
    created_at: Timestamp
    edited_at: Timestamp | None
    changeable_until: Timestamp
    hidden: bool


class Review(View):
    """A client's verdict after a paid session. The name is the author's first one and an initial."""

    review_id: Id
    reader_id: Id
    author_name: str
    rating: int
    text: str
    created_at: Timestamp
    edited_at: Timestamp | None
    answer: ReviewAnswer | None


class ReviewQuery(PageQuery):
    """In which order."""

    sort: ReviewSort = ReviewSort.NEWEST


class AnswerReview(Body):
    """What the reader answers."""

    text: ReviewText


def review_fields(review: ReviewItem, *, for_reader: bool = False) -> dict[str, Any]:
    """Return what everybody sees of a review, by name; for its reader with their answer, also a hidden one."""
    answer = None
    if (
        review.answer_text is not None
        and review.answered_at_ms is not None
        and (for_reader or not review.answer_hidden)
    ):
        answer = ReviewAnswer(
            text=review.answer_text,
            created_at=timestamp(review.answered_at_ms),
            edited_at=optional_timestamp(review.answer_edited_at_ms),
            changeable_until=timestamp(changeable_until_ms(review.answered_at_ms)),
            hidden=review.answer_hidden,
        )
    return {
        "review_id": review.review_id,
        "reader_id": review.reader_id,
        "author_name": review.author_name,
        "rating": review.rating,
        "text": review.text,
        "created_at": timestamp(review.created_at_ms),
        "edited_at": optional_timestamp(review.edited_at_ms),
        "answer": answer,
    }


@operation(
    "GET",
    "/v1/readers/{reader_id}/reviews",
    roles=PUBLIC,
    query=ReviewQuery,
    returns=Page[Review],
    summary="A reader's reviews",
    tags=TAGS,
)
def list_reviews(request: Request[None, ReviewQuery]) -> Page[Review]:
    return _page(request, service.public_reader(request.path["reader_id"]).card.reader_id, for_reader=False)


@operation(
    "GET",
    "/v1/me/reader/reviews",
    roles={READER},
    allow_suspended=True,
    query=ReviewQuery,
    returns=Page[Review],
    summary="The reviews of the caller",
    tags=TAGS,
)
def list_own_reviews(request: Request[None, ReviewQuery]) -> Page[Review]:
    return _page(request, request.actor.user_id, for_reader=True)


def _page(request: Request[None, ReviewQuery], reader_id: str, *, for_reader: bool) -> Page[Review]:
    query = request.query
    start = request.decode_cursor(query.cursor)
    if start is not None and start["sort"] != query.sort:
        raise InvalidCursor
    page = service.page_of_reviews(reader_id, query.limit, None if start is None else start["key"], query.sort)
    next_key = None if page.next_key is None else {"sort": query.sort.value, "key": page.next_key}
    shown = [Review(**review_fields(each, for_reader=for_reader)) for each in page.items]
    return Page(shown, request.encode_cursor(next_key))


@operation(
    "PUT",
    "/v1/me/reader/reviews/{review_id}/answer",
    roles={READER},
    body=AnswerReview,
    returns=Review,
    errors=(Conflict, NotFound, ReviewClosed, ReviewHidden, AnswerHidden),
    rate=WRITING_RATE,
    summary="Answer a review, or change the answer within seven days",
    tags=TAGS,
)
def answer_review(request: Request[AnswerReview]) -> Review:
    reader = service.load_reader(request.actor.user_id, consistent=False)
    review = service.answer_review(
        request.actor.user_id,
        reader.card.display_name,
        request.path["review_id"],
        request.body.text,
        request.now_ms,
    )
    return Review(**review_fields(review, for_reader=True))
