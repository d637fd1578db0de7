"""The API of bookings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from chalicelib.accounts import service as accounts
from chalicelib.bookings import joining, service, support
from chalicelib.bookings.availability_routes import Duration
from chalicelib.bookings.calendar_file import calendar_file
from chalicelib.bookings.errors import (
    BookingWrongState,
    BusyElsewhere,
    ClientNotFree,
    NotBookable,
    PriceChanged,
    SlotTaken,
)
from chalicelib.bookings.items import BookingItem
from chalicelib.bookings.schedule import MAX_PRICE_CENTS
from chalicelib.bookings.service import Wanted
from chalicelib.bookings.views import BookingView, QuoteView, booking_view, calendar_event, quote_view
from chalicelib.core.api import ADMIN, ANY, CLIENT, OPERATIONS, Answer, Request
from chalicelib.core.errors import AccountSuspended, Forbidden, InvalidCursor, NotFound
from chalicelib.core.wire import Body, Id, Instant, Page, PageQuery, instant_ms, tidied
from chalicelib.readers.rules import Modality
from chalicelib.sessions.rules import Party
from chalicelib.wallet.errors import InsufficientFunds, WalletFrozen

operation = OPERATIONS.operation
_TAGS = ("bookings",)
_ADMIN_TAGS = ("admin",)


Reason = Annotated[str, tidied(support.REASON_MAX_CHARS, "1 to 500 characters on one line.")]


class WantedReading(Body):
    """A reading that a client asks for."""

    reader_id: Id
    modality: Modality
    starts_at: Instant
    duration_minutes: Duration


class BookReading(WantedReading):
    """A reading to be booked, at the price that was shown."""

    price_cents: Annotated[int, Meta(ge=1, le=MAX_PRICE_CENTS)]


class CancelBooking(Body):
    """What the caller was shown that the client gets back."""

    refund_cents: Annotated[int, Meta(ge=0, le=MAX_PRICE_CENTS)]


class RescheduleBooking(Body):
    """The new time, of the same length."""

    starts_at: Instant


class CallOffBooking(Body):
    """Why an admin cancels a booking."""

    reason: Reason


class RefundBooking(Body):
    """How much of the price an admin gives back, and why."""

    amount_cents: Annotated[int, Meta(ge=1, le=MAX_PRICE_CENTS)]
    reason: Reason


class _WhenQuery(PageQuery):
    """`ahead`: those to come, the next one first. `over`: closed ones, the last one first."""

    when: Literal["ahead", "over"] = "ahead"


class BookingQuery(_WhenQuery):
    """Which of the caller's bookings."""

    party: Annotated[Party | None, Meta(description="Only those in which the caller is on this side.")] = None


class BookingsOfUserQuery(_WhenQuery):
    """Which of a person's bookings."""

    party: Annotated[Party, Meta(description="Those in which the person is on this side.")] = Party.CLIENT


def _id(request: Request[Any, Any]) -> str:
    return str(request.path["booking_id"])


def _wanted(body: WantedReading) -> Wanted:
    return Wanted(body.reader_id, body.modality, instant_ms(body.starts_at, "starts_at"), body.duration_minutes)


def _view(request: Request[Any, Any], item: BookingItem) -> BookingView:
    party = {item.client_id: Party.CLIENT, item.reader_id: Party.READER}.get(request.actor.user_id)
    return booking_view(item, party, request.now_ms)


def _page(request: Request[None, Any], user_id: str) -> Page[BookingView]:
    """A page of a person's bookings. A cursor of another list, or of the same one asked otherwise, is refused."""
    query, which = request.query, f"{request.query.party} {request.query.when}"
    start = request.decode_cursor(query.cursor)
    if start is not None and start["which"] != which:
        raise InvalidCursor
    items, place = service.bookings_of(
        user_id,
        tuple(Party) if query.party is None else (query.party,),
        over=query.when == "over",
        limit=query.limit,
        after=None if start is None else start["after"],
    )
    next_start = None if place is None else {"which": which, "after": place}
    return Page([_view(request, item) for item in items], request.encode_cursor(next_start))


@operation(
    "POST",
    "/v1/bookings/quote",
    roles={CLIENT},
    body=WantedReading,
    returns=QuoteView,
    errors=(NotFound, NotBookable),
    tags=_TAGS,
    summary="The terms of a reading before it is booked: price, and what cancelling gives back by when",
)
def quote_booking(request: Request[WantedReading]) -> QuoteView:
    return quote_view(service.quote(request.actor.user_id, _wanted(request.body), request.now_ms), request.now_ms)


@operation(
    "POST",
    "/v1/bookings",
    roles={CLIENT},
    body=BookReading,
    returns=BookingView,
    status=201,
    idempotent=True,
    errors=(
        NotFound,
        NotBookable,
        PriceChanged,
        SlotTaken,
        ClientNotFree,
        InsufficientFunds,
        WalletFrozen,
        AccountSuspended,
    ),
    tags=_TAGS,
    summary="Book a reading: its time is kept for both and its price set aside",
)
def book_reading(request: Request[BookReading]) -> BookingView:
    profile = accounts.own_account(request.actor)
    item = service.book(
        accounts.Person(profile.user_id, profile.display_name, profile.avatar_url),
        _wanted(request.body),
        price_cents=request.body.price_cents,
        booking_id=f"bkg_{request.idempotency_id}",
        now_ms=request.now_ms,
    )
    return _view(request, item)


@operation(
    "GET",
    "/v1/bookings",
    roles=ANY,
    allow_suspended=True,
    query=BookingQuery,
    returns=Page[BookingView],
    tags=_TAGS,
    summary="The caller's bookings, as client and as reader",
)
def list_bookings(request: Request[None, BookingQuery]) -> Page[BookingView]:
    """`party` says on which side of each the caller is: who became a reader still has what they booked as a client."""
    return _page(request, request.actor.user_id)


@operation(
    "GET",
    "/v1/bookings/{booking_id}",
    roles=ANY,
    allow_suspended=True,
    returns=BookingView,
    etag=True,
    etag_ignore=("server_time",),
    tags=_TAGS,
    summary="A booking as it stands now, with what can be done and the exact refund",
)
def get_booking(request: Request) -> BookingView:
    item, party = service.see(_id(request), request.actor, request.now_ms)
    return booking_view(item, party, request.now_ms)


@operation(
    "GET",
    "/v1/bookings/{booking_id}/calendar",
    roles=ANY,
    allow_suspended=True,
    returns=str,
    produces="text/calendar; charset=utf-8",
    tags=_TAGS,
    summary="A booking as a calendar file",
)
def get_booking_calendar(request: Request) -> Answer[str]:
    item, party = service.admitted(_id(request), request.actor)
    content = calendar_file(calendar_event(item, party, request.runtime.settings.web_origin))
    return Answer(content, {"Content-Disposition": f'attachment; filename="{item.booking_id}.ics"'})


@operation(
    "POST",
    "/v1/bookings/{booking_id}/cancel",
    roles=ANY,
    body=CancelBooking,
    returns=BookingView,
    idempotent=True,
    errors=(Forbidden, PriceChanged, BookingWrongState),
    tags=_TAGS,
    summary="Cancel a booking for exactly the refund that was shown",
)
def cancel_booking(request: Request[CancelBooking]) -> BookingView:
    item = service.cancel(_id(request), request.actor, refund_cents=request.body.refund_cents, now_ms=request.now_ms)
    return _view(request, item)


@operation(
    "POST",
    "/v1/bookings/{booking_id}/reschedule",
    roles=ANY,
    body=RescheduleBooking,
    returns=BookingView,
    idempotent=True,
    errors=(Forbidden, BookingWrongState, SlotTaken, ClientNotFree, AccountSuspended),
    tags=_TAGS,
    summary="Move a booking to another open time for the same price, until 24 hours before it begins",
)
def reschedule_booking(request: Request[RescheduleBooking]) -> BookingView:
    item = service.reschedule(
        _id(request),
        request.actor,
        starts_at_ms=instant_ms(request.body.starts_at, "starts_at"),
        now_ms=request.now_ms,
    )
    return _view(request, item)


@operation(
    "POST",
    "/v1/bookings/{booking_id}/join",
    roles=ANY,
    returns=BookingView,
    errors=(Forbidden, BookingWrongState, BusyElsewhere),
    tags=_TAGS,
    summary="Come in, from ten minutes before the start; `session_id` then names the session",
)
def join_booking(request: Request) -> BookingView:
    return _view(request, joining.join(_id(request), request.actor, request.now_ms))


@operation(
    "GET",
    "/v1/admin/users/{user_id}/bookings",
    roles={ADMIN},
    query=BookingsOfUserQuery,
    returns=Page[BookingView],
    tags=_ADMIN_TAGS,
    summary="The bookings of a person, as client or as reader",
)
def list_bookings_of_user(request: Request[None, BookingsOfUserQuery]) -> Page[BookingView]:
    return _page(request, request.path["user_id"])


@operation(
    "POST",
    "/v1/admin/bookings/{booking_id}/cancel",
    roles={ADMIN},
    body=CallOffBooking,
    returns=BookingView,
    idempotent=True,
    errors=(BookingWrongState,),
    tags=_ADMIN_TAGS,
    summary="Cancel a booking whose reading is not under way; everything is given back",
)
def call_off_booking(request: Request[CallOffBooking]) -> BookingView:
    item = support.cancel(request.actor.user_id, _id(request), request.body.reason, now_ms=request.now_ms)
    return _view(request, item)


@operation(
    "POST",
    "/v1/admin/bookings/{booking_id}/refund",
    roles={ADMIN},
    body=RefundBooking,
    returns=BookingView,
    idempotent=True,
    errors=(BookingWrongState,),
    tags=_ADMIN_TAGS,
    summary="Give money of a closed booking back to the client",
)
def refund_booking(request: Request[RefundBooking]) -> BookingView:
    item = support.refund(
        request.actor.user_id,
        _id(request),
        request.body.amount_cents,
        request.body.reason,
        refund_id=f"rfd_{request.idempotency_id}",
        now_ms=request.now_ms,
    )
    return _view(request, item)
