"""The review of a session, by its client."""

from __future__ import annotations

from chalicelib.core.api import ANY, Request, operation
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.wire import Body, Timestamp, View, timestamp
from chalicelib.readers.items import Review as ReviewItem
from chalicelib.readers.review_routes import TAGS, WRITING_RATE, Review, ReviewText, Stars, review_fields
from chalicelib.readers.review_rules import changeable_until_ms
from chalicelib.readers.reviews import ReviewClosed, ReviewHidden
from chalicelib.sessions import reviews
from chalicelib.sessions.errors import SessionWrongState


class OwnReview(Review):
    """A review as its author sees it: until when it can be changed, and whether it is hidden from others."""

    changeable_until: Timestamp
    hidden: bool


class SessionReview(View):
    """The review of a session, and whether the session can have one."""

    review: OwnReview | None
    can_be_reviewed: bool


class WriteReview(Body):
    """The client's verdict."""

    rating: Stars
    text: ReviewText


def _own(review: ReviewItem) -> OwnReview:
    until = timestamp(changeable_until_ms(review.created_at_ms))
    return OwnReview(**review_fields(review), changeable_until=until, hidden=review.hidden)


@operation(
    "GET",
    "/v1/sessions/{session_id}/review",
    roles=ANY,
    allow_suspended=True,
    returns=SessionReview,
    errors=(Forbidden,),
    summary="The client's review of a session",
    tags=TAGS,
)
def get_session_review(request: Request) -> SessionReview:
    review, can_be_reviewed = reviews.reviewed(request.path["session_id"], request.actor)
    return SessionReview(None if review is None else _own(review), can_be_reviewed)


@operation(
    "PUT",
    "/v1/sessions/{session_id}/review",
    roles=ANY,
    body=WriteReview,
    returns=OwnReview,
    errors=(Conflict, Forbidden, NotFound, SessionWrongState, ReviewClosed, ReviewHidden),
    rate=WRITING_RATE,
    summary="Review a paid session, or change the review within seven days",
    tags=TAGS,
)
def put_session_review(request: Request[WriteReview]) -> OwnReview:
    """There is one review for a session. Writing what stands already changes nothing."""
    review = reviews.review(
        request.path["session_id"],
        request.actor,
        rating=request.body.rating,
        text=request.body.text,
        now_ms=request.now_ms,
    )
    return _own(review)
