"""The API of a client's favourite readers."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chalicelib.core.api import CLIENT, Request, operation
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.wire import Id, Page, PageQuery, Timestamp, View, timestamp
from chalicelib.readers import favourites, service
from chalicelib.readers.favourites import Favourite, FavouritesFull
from chalicelib.readers.routes import TAGS, ReaderCard, card_fields
from chalicelib.readers.search import entry_of

_PATH = "/v1/readers/{reader_id}/favourite"


class FavouriteQuery(PageQuery):
    """A page of favourites is as long as one of readers."""

    limit: Annotated[int, Meta(ge=1, le=100, description="How many favourites at the most.")] = 12


class FavouriteView(View):
    """A reader whom the caller has marked. `reader` is null while they are not to be seen: suspended, not verified, or
    gone; `display_name` is null when they are gone."""

    reader_id: Id
    marked_at: Timestamp
    display_name: str | None
    reader: ReaderCard | None


class FavouriteIds(View):
    """All of the caller's favourites, newest first: what tells a page of readers which of them are marked."""

    reader_ids: list[Id]


@operation(
    "PUT",
    _PATH,
    roles={CLIENT},
    returns=None,
    status=204,
    errors=(Conflict, NotFound, FavouritesFull),
    summary="Make a reader a favourite of the caller",
    tags=TAGS,
)
def mark_favourite(request: Request) -> None:
    """Marking again changes nothing. A client has 500 favourites at the most. Nobody else learns of them."""
    favourites.mark(request.actor.user_id, request.path["reader_id"], request.now_ms)


@operation(
    "DELETE",
    _PATH,
    roles={CLIENT},
    returns=None,
    status=204,
    summary="Take a reader out of the caller's favourites",
    tags=TAGS,
)
def unmark_favourite(request: Request) -> None:
    favourites.unmark(request.actor.user_id, request.path["reader_id"])


@operation(
    "GET",
    "/v1/me/favourites",
    roles={CLIENT},
    allow_suspended=True,
    query=FavouriteQuery,
    returns=Page[FavouriteView],
    etag=True,
    summary="The caller's favourite readers as lists show them now, newest first",
    tags=TAGS,
)
def list_favourites(request: Request[None, FavouriteQuery]) -> Page[FavouriteView]:
    found, next_start = favourites.favourites_of(
        request.actor.user_id, limit=request.query.limit, start=request.decode_cursor(request.query.cursor)
    )
    return Page([_view(each) for each in found], request.encode_cursor(next_start))


@operation(
    "GET",
    "/v1/me/favourites/ids",
    roles={CLIENT},
    allow_suspended=True,
    returns=FavouriteIds,
    etag=True,
    summary="The ids of the caller's favourite readers",
    tags=TAGS,
)
def list_favourite_ids(request: Request) -> FavouriteIds:
    return FavouriteIds(favourites.favourite_ids(request.actor.user_id))


def _view(favourite: Favourite) -> FavouriteView:
    card, status = favourite.card, favourite.status
    reader = None
    if card is not None and status is not None and favourite.is_available:
        shown = card_fields(entry_of(card), service.status_of(status), bookable=service.is_bookable(status))
        reader = ReaderCard(**shown)  # type: ignore[arg-type]
    return FavouriteView(
        reader_id=favourite.reader_id,
        marked_at=timestamp(favourite.marked_at_ms),
        display_name=None if card is None else card.display_name,
        reader=reader,
    )
