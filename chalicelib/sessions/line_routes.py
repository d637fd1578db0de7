"""The API of waiting lines."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chalicelib.core.api import CLIENT, Request, operation
from chalicelib.core.clock import SECOND_MS
from chalicelib.core.rate import RateLimit
from chalicelib.core.wire import Id, Timestamp, View, optional_timestamp, timestamp
from chalicelib.readers import service as readers
from chalicelib.readers.rules import Availability
from chalicelib.sessions import line_rules, waiting_line
from chalicelib.sessions.errors import AlreadyWaiting, LineFull, ReaderIsFree, ReaderUnavailable
from chalicelib.sessions.waiting_line import PlaceInLine

_TAGS = ("waiting line",)
_JOINING_RATE = RateLimit(10, 60)


class PlaceView(View):
    """A client's place in a reader's line. Nothing is charged for waiting.

    `position` is 1 for who is next, of `waiting_count`. The estimate comes from how long the reader's recent sessions
    lasted, null when there were none. While `turn_expires_at` is set the reader is kept for this client, who starts a
    session as always. `status` is the reader's; the place is kept until `expires_at` while the page asks for it.
    """

    reader_id: Id
    reader_name: str
    reader_photo_url: str | None
    status: Availability
    position: int
    waiting_count: int
    estimated_wait_seconds: Annotated[int, Meta(ge=0)] | None
    turn_expires_at: Timestamp | None
    joined_at: Timestamp
    expires_at: Timestamp
    server_time: Timestamp
    sign_seconds: int


class OwnPlace(View):
    """The caller's place, if any."""

    place: PlaceView | None


def _view(place: PlaceInLine, now_ms: int) -> PlaceView:
    reader = readers.load_person(place.reader_id)
    wait_ms = place.estimated_wait_ms
    return PlaceView(
        reader_id=place.reader_id,
        reader_name=reader.display_name if reader is not None else "Reader",
        reader_photo_url=reader.photo_url if reader is not None else None,
        status=place.availability,
        position=place.position,
        waiting_count=place.waiting_count,
        estimated_wait_seconds=None if wait_ms is None else wait_ms // SECOND_MS,
        turn_expires_at=optional_timestamp(place.turn_expires_at_ms),
        joined_at=timestamp(place.joined_at_ms),
        expires_at=timestamp(place.expires_at_ms),
        server_time=timestamp(now_ms),
        sign_seconds=line_rules.SIGN_SECONDS,
    )


@operation(
    "POST",
    "/v1/readers/{reader_id}/waiting-line",
    roles={CLIENT},
    returns=PlaceView,
    rate=_JOINING_RATE,
    errors=(ReaderUnavailable, ReaderIsFree, AlreadyWaiting, LineFull),
    summary="Wait in line for a reader who is in a session; asking again keeps the place",
    tags=_TAGS,
)
def join_line(request: Request) -> PlaceView:
    place = waiting_line.join(request.actor.user_id, request.path["reader_id"], request.now_ms)
    return _view(place, request.now_ms)


@operation(
    "GET",
    "/v1/me/waiting-line",
    roles={CLIENT},
    allow_suspended=True,
    returns=OwnPlace,
    etag=True,
    etag_ignore=("place.server_time",),
    summary="The caller's place in line; asking for it is the sign that the caller still waits",
    tags=_TAGS,
)
def get_own_place(request: Request) -> OwnPlace:
    """A suspended client's asking keeps no place: it lapses as if they were gone."""
    place = waiting_line.place_of(request.actor.user_id, request.now_ms, is_sign=not request.actor.suspended)
    return OwnPlace(None if place is None else _view(place, request.now_ms))


@operation(
    "DELETE",
    "/v1/me/waiting-line",
    roles={CLIENT},
    status=204,
    returns=None,
    summary="Give up the caller's place in line",
    tags=_TAGS,
)
def leave_line(request: Request) -> None:
    waiting_line.leave(request.actor.user_id)
