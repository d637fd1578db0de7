"""The API of notifications: the list, what is unread, choices, and the way out of mails."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.accounts import service as accounts
from chalicelib.accounts.routes import TimeZone
from chalicelib.core.api import ANY, PUBLIC, Answer, Request, operation
from chalicelib.core.auth import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.text import valid
from chalicelib.core.wire import Body, Id, Page, PageQuery, Query, Timestamp, View, timestamp
from chalicelib.core.zones import check_time_zone
from chalicelib.notifications import outbox, rules, service, unsubscribe
from chalicelib.notifications.items import NotificationBox
from chalicelib.notifications.rules import NotificationKind
from chalicelib.notifications.service import Seen
from chalicelib.notifications.words import LABELS, NotificationTopic, words

_TAGS = ("notifications",)
_HTML = "text/html; charset=utf-8"


class NotificationView(View):
    """A notification in words. `path` is the page of the web app that it is about, `action` what that link says."""

    notification_id: Id
    kind: NotificationKind
    title: str
    text: str
    path: str
    action: str
    read: bool
    created_at: Timestamp


class UnreadView(View):
    """How many notifications are unread; with `more`, more than `count`."""

    count: int
    more: bool


class ReadUpTo(Body):
    """The newest notification that the person has seen."""

    notification_id: Id


class NotificationChoice(View):
    """Whether the person is told of a kind. `by_mail` is null for kinds that are never mailed."""

    kind: NotificationKind
    topic: NotificationTopic
    label: str
    in_app: bool
    by_mail: bool | None


class NotificationChoices(View):
    """The choices of the caller's role, in the order to show them.

    Without a verified address (`email` null) no mail is sent.
    """

    choices: list[NotificationChoice]
    email: str | None


class ChangeNotificationChoice(Body):
    """A choice about one kind; what is absent stays as it is."""

    kind: NotificationKind
    in_app: bool | UnsetType = UNSET
    by_mail: bool | UnsetType = UNSET


class NotificationsQuery(PageQuery):
    """In which time zone the notifications tell times; the account's own when absent."""

    time_zone: TimeZone | None = None


class TokenQuery(Query):
    """What the link in a mail carries."""

    token: Annotated[str, Meta(max_length=512)] = ""


@operation(
    "GET",
    "/v1/me/notifications",
    roles=ANY,
    allow_suspended=True,
    query=NotificationsQuery,
    returns=Page[NotificationView],
    summary="The caller's notifications of the last 90 days, newest first",
    tags=_TAGS,
)
def list_notifications(request: Request[None, NotificationsQuery]) -> Page[NotificationView]:
    asked = request.query.time_zone
    if asked is None:
        time_zone = accounts.time_zone_of(accounts.own_account(request.actor))
    else:
        time_zone = valid("time_zone", check_time_zone, asked)
    seen, next_key = service.notifications_of(
        request.actor.user_id, limit=request.query.limit, start_key=request.decode_cursor(request.query.cursor)
    )
    return Page([_view(each, time_zone) for each in seen], request.encode_cursor(next_key))


def _view(seen: Seen, time_zone: str) -> NotificationView:
    item = seen.item
    kind = NotificationKind(item.notification_kind)
    told = words(kind, item.plain_details(), time_zone)
    return NotificationView(
        notification_id=item.notification_id,
        kind=kind,
        title=told.title,
        text=told.text,
        path=told.path,
        action=told.action,
        read=seen.read,
        created_at=timestamp(item.created_at_ms),
    )


@operation(
    "GET",
    "/v1/me/notifications/unread",
    roles=ANY,
    allow_suspended=True,
    returns=UnreadView,
    etag=True,
    summary="How many notifications are unread; made to be polled",
    tags=_TAGS,
)
def get_unread(request: Request) -> UnreadView:
    unread = service.unread_of(request.actor.user_id)
    return UnreadView(unread.count, unread.more)


@operation(
    "POST",
    "/v1/me/notifications/{notification_id}/read",
    roles=ANY,
    allow_suspended=True,
    status=204,
    returns=None,
    summary="The caller has read a notification",
    tags=_TAGS,
)
def read_notification(request: Request) -> None:
    service.mark_read(request.actor.user_id, request.path["notification_id"], request.now_ms)


@operation(
    "POST",
    "/v1/me/notifications/read-all",
    roles=ANY,
    allow_suspended=True,
    body=ReadUpTo,
    status=204,
    returns=None,
    errors=(NotFound,),
    summary="The caller has read all notifications up to one, it included",
    tags=_TAGS,
)
def read_all_notifications(request: Request[ReadUpTo]) -> None:
    service.mark_all_read(request.actor.user_id, request.body.notification_id)


@operation(
    "GET",
    "/v1/me/notification-choices",
    roles=ANY,
    allow_suspended=True,
    returns=NotificationChoices,
    summary="What the caller is told of, in the app and by e-mail",
    tags=_TAGS,
)
def get_notification_choices(request: Request) -> NotificationChoices:
    return _choices(request.actor, service.load_box(request.actor.user_id))


@operation(
    "PATCH",
    "/v1/me/notification-choices",
    roles=ANY,
    body=ChangeNotificationChoice,
    returns=NotificationChoices,
    summary="Choose whether the caller is told of a kind",
    tags=_TAGS,
)
def change_notification_choice(request: Request[ChangeNotificationChoice]) -> NotificationChoices:
    body = request.body
    service.change_choice(
        request.actor.user_id,
        body.kind,
        in_app=None if body.in_app is UNSET else body.in_app,
        by_mail=None if body.by_mail is UNSET else body.by_mail,
    )
    return _choices(request.actor, service.load_box(request.actor.user_id))


def _choices(actor: Actor, box: NotificationBox) -> NotificationChoices:
    choices = [
        NotificationChoice(
            kind=kind,
            topic=topic,
            label=label,
            in_app=not box.hides(kind),
            by_mail=box.mails(kind) if rules.FORMS[kind].by_mail else None,
        )
        for kind, (topic, label) in LABELS.items()
        if actor.role in rules.AUDIENCE.get(kind, ())
    ]
    return NotificationChoices(choices, accounts.own_account(actor).email)


@operation(
    "GET",
    "/v1/unsubscribe",
    roles=PUBLIC,
    query=TokenQuery,
    returns=str,
    produces=_HTML,
    summary="The page behind the link in a mail; changes nothing",
    tags=_TAGS,
)
def ask_to_unsubscribe(request: Request[None, TokenQuery]) -> Answer[str]:
    settings = request.runtime.settings
    try:
        _, kind = outbox.read_token(settings, request.query.token)
    except NotFound:
        return _html(unsubscribe.broken(settings.web_origin))
    return _html(unsubscribe.question(LABELS[kind][1], settings.web_origin))


@operation(
    "POST",
    "/v1/unsubscribe",
    roles=PUBLIC,
    query=TokenQuery,
    raw_body=True,
    returns=str,
    produces=_HTML,
    errors=(NotFound,),
    summary="Stop e-mails of one kind: the page's button, and one click in a mail program (RFC 8058)",
    tags=_TAGS,
)
def do_unsubscribe(request: Request[None, TokenQuery]) -> Answer[str]:
    settings = request.runtime.settings
    user_id, kind = outbox.read_token(settings, request.query.token)
    service.change_choice(user_id, kind, by_mail=False)
    return _html(unsubscribe.done(LABELS[kind][1], settings.web_origin))


def _html(page: str) -> Answer[str]:
    return Answer(page, {"Content-Security-Policy": unsubscribe.content_security_policy()})
