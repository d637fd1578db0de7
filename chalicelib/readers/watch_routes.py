"""The API of being told when a reader comes online."""

from __future__ import annotations

from chalicelib.core.api import CLIENT, Request, operation
from chalicelib.core.errors import Conflict
from chalicelib.core.wire import Timestamp, View, optional_timestamp
from chalicelib.readers import online_watch

_TAGS = ("readers",)
_PATH = "/v1/readers/{reader_id}/online-notice"


class OnlineNotice(View):
    """Until when the caller waits to be told that a reader is online; null when they do not."""

    asked_until: Timestamp | None


@operation(
    "GET",
    _PATH,
    roles={CLIENT},
    allow_suspended=True,
    returns=OnlineNotice,
    summary="Whether the caller is told when a reader comes online",
    tags=_TAGS,
)
def get_online_notice(request: Request) -> OnlineNotice:
    watch = online_watch.asked(request.path["reader_id"], request.actor.user_id, request.now_ms)
    return OnlineNotice(optional_timestamp(None if watch is None else watch.lapses_at_ms))


@operation(
    "PUT",
    _PATH,
    roles={CLIENT},
    returns=OnlineNotice,
    errors=(Conflict,),
    summary="Tell the caller once when a reader comes online, within 7 days",
    tags=_TAGS,
)
def ask_online_notice(request: Request) -> OnlineNotice:
    watch = online_watch.ask(request.path["reader_id"], request.actor.user_id, request.now_ms)
    return OnlineNotice(optional_timestamp(watch.lapses_at_ms))


@operation(
    "DELETE",
    _PATH,
    roles={CLIENT},
    status=204,
    returns=None,
    summary="Do not tell the caller any more",
    tags=_TAGS,
)
def take_back_online_notice(request: Request) -> None:
    online_watch.take_back(request.path["reader_id"], request.actor.user_id)
