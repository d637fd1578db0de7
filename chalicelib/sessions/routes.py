"""The API of sessions."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from chalicelib.accounts import service as accounts
from chalicelib.bookings import service as bookings
from chalicelib.core import table
from chalicelib.core.api import ADMIN, ANY, CLIENT, OPERATIONS, PUBLIC, READER, Request
from chalicelib.core.errors import Forbidden, NotFound, ValidationFailed, WebhookRejected
from chalicelib.core.ids import is_id
from chalicelib.core.rate import RateLimit
from chalicelib.core.wire import Body, Id, Instant, Page, PageQuery, Timestamp, View, instant_ms, timestamp
from chalicelib.gateways import agora
from chalicelib.readers.rules import Modality
from chalicelib.sessions import chat, engine, history, media, receipt, refunds, reviews, service
from chalicelib.sessions.engine import NoSuchSession, Sight
from chalicelib.sessions.errors import (
    ClientBusy,
    MediaUnavailable,
    OthersWaiting,
    ReaderUnavailable,
    SessionWrongState,
)
from chalicelib.sessions.history import Choice, SessionOutcome
from chalicelib.sessions.items import ChatMessageItem, SessionItem
from chalicelib.sessions.rules import Party
from chalicelib.sessions.views import SessionSummary, SessionView, session_view, summary_of
from chalicelib.wallet.errors import InsufficientFunds, WalletFrozen

operation = OPERATIONS.operation
_TAGS = ("sessions",)
_RINGING_RATE = RateLimit(10, 60)
"""More than somebody makes who goes from reader to reader; each ring disturbs one."""
_CHAT_RATE = RateLimit(60, 60)
"""A message a second, which nobody types for long. Counting is one of the five write units of a message."""


class StartSession(Body):
    """Which reader to ask, and how to meet."""

    reader_id: Id
    modality: Modality


class SessionQuery(PageQuery, rename={"from_at": "from", "to_at": "to"}):
    """Which sessions; what is absent does not narrow. Those made from `from` until before `to`."""

    party: Annotated[Party | None, Meta(description="Only those in which the caller is on this side.")] = None
    modality: Modality | None = None
    counterpart_id: Annotated[Id | None, Meta(description="Only those with this person on the other side.")] = None
    booked: Annotated[bool | None, Meta(description="Only booked readings, or only sessions on demand.")] = None
    outcome: SessionOutcome | None = None
    from_at: Instant | None = None
    to_at: Instant | None = None


class Heartbeat(Body):
    """A sign of presence; `leaving` says that the page goes."""

    leaving: bool = False


class LiveSession(View):
    """The session that reserves the caller now, if any."""

    session: SessionView | None


class MediaTokenView(View):
    """A token for the session's media channel."""

    provider: str
    app_id: str | None
    channel: str
    uid: int
    token: str
    expires_at: Timestamp
    refresh_after_seconds: int


class MessagingTokenView(View):
    """A token for realtime messages; with provider `poll` messages are read from the API alone."""

    provider: str
    app_id: str | None
    user_id: str
    token: str | None
    expires_at: Timestamp


class SendMessage(Body):
    """A chat message; the same `client_message_id` sent again is the same message."""

    client_message_id: Annotated[str, Meta(pattern=r"^[0-9a-zA-Z-]{8,64}$(?!\n)")]
    text: Annotated[str, Meta(min_length=1, max_length=2000)]


class ChatMessageView(View):
    """A chat message."""

    message_id: Id
    client_message_id: str
    author: Party
    text: str
    sent_at: Timestamp


class ChatPage(View):
    """Messages in order. Poll again with `next_cursor`; the last seconds repeat, so drop what you have by its id."""

    items: list[ChatMessageView]
    next_cursor: str
    has_more: bool


class RefundSession(Body):
    """How much to give back, and why."""

    amount_cents: Annotated[int, Meta(ge=1, le=1_000_000)]
    reason: Annotated[str, Meta(min_length=3, max_length=500)]


class Received(View):
    """The notice was taken."""

    received: bool


def _id(request: Request[Any, Any]) -> str:
    return str(request.path["session_id"])


def _view(request: Request[Any, Any], sight: Sight) -> SessionView:
    return session_view(sight, sight.session.party_of(request.actor.user_id), request.now_ms)


@operation(
    "POST",
    "/v1/sessions",
    roles={CLIENT},
    body=StartSession,
    returns=SessionView,
    status=201,
    idempotent=True,
    rate=_RINGING_RATE,
    errors=(ReaderUnavailable, OthersWaiting, ClientBusy, InsufficientFunds, WalletFrozen),
    tags=_TAGS,
    summary="Ask a reader for a session; the reader is rung for 60 seconds",
)
def start_session(request: Request[StartSession]) -> SessionView:
    profile = accounts.own_account(request.actor)
    sight = service.start(
        service.Person(profile.user_id, profile.display_name, profile.avatar_url),
        request.body.reader_id,
        request.body.modality,
        session_id=f"ses_{request.idempotency_id}",
        now_ms=request.now_ms,
    )
    return _view(request, sight)


@operation(
    "GET",
    "/v1/sessions",
    roles=ANY,
    allow_suspended=True,
    query=SessionQuery,
    returns=Page[SessionSummary],
    tags=_TAGS,
    summary="The caller's sessions, newest first",
)
def list_sessions(request: Request[None, SessionQuery]) -> Page[SessionSummary]:
    """`party` says on which side of each the caller was: who became a reader still has what they had as a client.

    A page may be shorter than `limit`, or empty, and not be the last when few of many sessions are asked for. A cursor
    holds its place also for another choice."""
    user_id, query = request.actor.user_id, request.query
    start = request.decode_cursor(query.cursor)
    items, place = history.sessions_of(
        user_id,
        tuple(Party) if query.party is None else (query.party,),
        choice=_choice(query),
        limit=query.limit,
        before=None if start is None else start["before"],
    )
    next_start = None if place is None else {"before": place}
    return Page(_summaries(items, user_id), request.encode_cursor(next_start))


def _choice(query: SessionQuery) -> Choice:
    from_ms = None if query.from_at is None else instant_ms(query.from_at, "from")
    until_ms = None if query.to_at is None else instant_ms(query.to_at, "to")
    if from_ms is not None and until_ms is not None and from_ms >= until_ms:
        raise ValidationFailed("`to` must be later than `from`.", field="to")
    return Choice(
        modality=query.modality,
        counterpart_id=query.counterpart_id,
        booked=query.booked,
        outcome=query.outcome,
        from_ms=from_ms,
        until_ms=until_ms,
    )


def _summaries(items: list[SessionItem], user_id: str) -> list[SessionSummary]:
    ratings = reviews.ratings_of(items, user_id)
    return [
        summary_of(
            item,
            user_id,
            can_be_reviewed=item.client_id == user_id and reviews.can_be_reviewed(item),
            review_rating=ratings.get(item.session_id),
        )
        for item in items
    ]


@operation(
    "GET",
    "/v1/me/live-session",
    roles=ANY,
    allow_suspended=True,
    returns=LiveSession,
    etag=True,
    etag_ignore=("session.server_time",),
    tags=_TAGS,
    summary="The session that reserves the caller now: being rung, or live",
)
def live_session(request: Request) -> LiveSession:
    for session_id in service.live_session_ids(request.actor.user_id):
        sight = engine.bring_up_to_date(session_id, request.now_ms)
        if sight.session.end_reason is None:
            return LiveSession(_view(request, sight))
    return LiveSession(None)


@operation(
    "GET",
    "/v1/sessions/{session_id}",
    roles=ANY,
    allow_suspended=True,
    returns=SessionView,
    etag=True,
    etag_ignore=("server_time",),
    tags=_TAGS,
    summary="A session as it stands now",
)
def get_session(request: Request) -> SessionView:
    sight, _ = service.see(_id(request), request.actor)
    return _view(request, engine.bring_up_to_date(_id(request), request.now_ms, sight=sight))


@operation(
    "POST",
    "/v1/sessions/{session_id}/accept",
    roles={READER},
    returns=SessionView,
    errors=(SessionWrongState,),
    tags=_TAGS,
    summary="The reader takes the call",
)
def accept_session(request: Request) -> SessionView:
    return _view(request, service.accept(_id(request), request.actor, request.now_ms))


@operation(
    "POST",
    "/v1/sessions/{session_id}/decline",
    roles={READER},
    returns=SessionView,
    errors=(SessionWrongState,),
    tags=_TAGS,
    summary="The reader does not take the call",
)
def decline_session(request: Request) -> SessionView:
    return _view(request, service.decline(_id(request), request.actor, request.now_ms))


@operation(
    "POST",
    "/v1/sessions/{session_id}/cancel",
    roles=ANY,
    returns=SessionView,
    errors=(Forbidden, SessionWrongState),
    tags=_TAGS,
    summary="The client gives up ringing",
)
def cancel_session(request: Request) -> SessionView:
    return _view(request, service.cancel(_id(request), request.actor, request.now_ms))


@operation(
    "POST",
    "/v1/sessions/{session_id}/end",
    roles=ANY,
    returns=SessionView,
    errors=(SessionWrongState,),
    tags=_TAGS,
    summary="End a session; ending what is over changes nothing",
)
def end_session(request: Request) -> SessionView:
    return _view(request, service.end(_id(request), request.actor, request.now_ms))


@operation(
    "POST",
    "/v1/sessions/{session_id}/heartbeat",
    roles=ANY,
    body=Heartbeat,
    returns=SessionView,
    errors=(Forbidden,),
    tags=_TAGS,
    summary="A participant's page is there, or goes",
)
def heartbeat(request: Request[Heartbeat]) -> SessionView:
    sight = service.heartbeat(_id(request), request.actor, request.now_ms, leaving=request.body.leaving)
    return _view(request, sight)


@operation(
    "POST",
    "/v1/sessions/{session_id}/media-token",
    roles=ANY,
    returns=MediaTokenView,
    errors=(Forbidden, SessionWrongState, MediaUnavailable),
    tags=_TAGS,
    summary="A token for voice and video, for as long as is paid for",
)
def media_token(request: Request) -> MediaTokenView:
    sight, party = _up_to_date(request)
    token = media.media_token(request.runtime.settings, sight, party, request.now_ms)
    return MediaTokenView(
        provider=token.provider,
        app_id=token.app_id,
        channel=token.channel,
        uid=token.uid,
        token=token.token,
        expires_at=timestamp(token.expires_at_ms),
        refresh_after_seconds=token.refresh_after_seconds,
    )


@operation(
    "POST",
    "/v1/sessions/{session_id}/messaging-token",
    roles=ANY,
    returns=MessagingTokenView,
    errors=(Forbidden, SessionWrongState, MediaUnavailable),
    tags=_TAGS,
    summary="A token for realtime messages, for as long as is paid for",
)
def messaging_token(request: Request) -> MessagingTokenView:
    sight, party = _up_to_date(request)
    token = media.messaging_token(request.runtime.settings, sight, party, request.now_ms)
    return MessagingTokenView(token.provider, token.app_id, token.user_id, token.token, timestamp(token.expires_at_ms))


def _up_to_date(request: Request) -> tuple[Sight, Party]:
    sight, party = service.see_as_participant(_id(request), request.actor)
    return engine.bring_up_to_date(_id(request), request.now_ms, sight=sight), party


@operation(
    "GET",
    "/v1/sessions/{session_id}/messages",
    roles=ANY,
    allow_suspended=True,
    query=PageQuery,
    returns=ChatPage,
    errors=(Forbidden,),
    tags=_TAGS,
    summary="The chat of a session, oldest first; poll with `next_cursor`",
)
def list_messages(request: Request[None, PageQuery]) -> ChatPage:
    service.participant(_id(request), request.actor)
    after = (request.decode_cursor(request.query.cursor) or {}).get("after", "")
    found = chat.read(_id(request), after, request.query.limit, request.now_ms)
    cursor = request.encode_cursor({"after": found.after}) or ""
    return ChatPage([_message(item) for item in found.items], cursor, found.has_more)


@operation(
    "POST",
    "/v1/sessions/{session_id}/messages",
    roles=ANY,
    body=SendMessage,
    returns=ChatMessageView,
    status=201,
    rate=_CHAT_RATE,
    errors=(Forbidden, SessionWrongState),
    tags=_TAGS,
    summary="Send a chat message while the session is active",
)
def send_message(request: Request[SendMessage]) -> ChatMessageView:
    item, party = service.participant(_id(request), request.actor)
    return _message(chat.send(item, party, request.body.client_message_id, request.body.text, request.now_ms))


def _message(item: ChatMessageItem) -> ChatMessageView:
    return ChatMessageView(
        item.message_id, item.client_message_id, Party(item.author), item.text, timestamp(item.sent_at_ms)
    )


@operation(
    "GET",
    "/v1/sessions/{session_id}/receipt",
    roles=ANY,
    allow_suspended=True,
    returns=receipt.ReceiptView,
    tags=_TAGS,
    summary="The receipt of a session that is over",
)
def get_receipt(request: Request) -> receipt.ReceiptView:
    item, party = service.admitted(_id(request), request.actor)
    if item.booking_id is not None:
        # What the booking gives back belongs on the receipt of its session.
        bookings.bring_up_to_date(item.booking_id, request.now_ms)
        item, party = service.admitted(_id(request), request.actor)
    return receipt.receipt(item, party)


@operation(
    "POST",
    "/v1/admin/sessions/{session_id}/refund",
    roles={ADMIN},
    body=RefundSession,
    returns=receipt.ReceiptView,
    idempotent=True,
    errors=(SessionWrongState,),
    tags=("admin",),
    summary="Give money of a settled session back to the client",
)
def refund_session(request: Request[RefundSession]) -> receipt.ReceiptView:
    item = refunds.refund(
        request.actor.user_id,
        _id(request),
        request.body.amount_cents,
        request.body.reason,
        refund_id=f"rfd_{request.idempotency_id}",
        now_ms=request.now_ms,
    )
    return receipt.receipt(item, None)


@operation(
    "POST",
    "/v1/webhooks/agora",
    roles=PUBLIC,
    raw_body=True,
    returns=Received,
    errors=(WebhookRejected,),
    tags=("webhooks",),
    summary="Agora's notices of who joined and left a channel",
)
def agora_webhook(request: Request) -> Received:
    secret = request.runtime.settings.optional_secret("agora_webhook_secret")
    if secret is None:
        raise NotFound("This stage takes no notices of Agora.")
    header = request.headers.get(agora.SIGNATURE_HEADER.lower())
    event = agora.receive_channel_event(request.raw_body, header, [secret], request.now_ms)
    party = {number: each for each, number in media.UID.items()}.get(event.uid or 0)
    session_id = event.channel or ""
    if event.kind == "other" or party is None or not is_id(session_id, "ses") or event.occurred_at_ms is None:
        return Received(True)
    try:
        service.channel_event(
            session_id,
            party,
            notice_id=event.notice_id,
            client_seq=event.client_seq or 0,
            joined=event.kind == "join",
            at_ms=event.occurred_at_ms,
            now_ms=request.now_ms,
        )
    except (NoSuchSession, table.Refused):
        return Received(True)
    return Received(True)
