"""Flags, and what moderators do about them."""

from __future__ import annotations

from typing import Annotated, Any

from chalicelib.admin import standing
from chalicelib.core.api import ADMIN, ANY, Request, operation
from chalicelib.core.errors import Conflict, InvalidCursor, NotFound
from chalicelib.core.rate import RateLimit
from chalicelib.core.wire import Body, Id, Page, PageQuery, Timestamp, View, optional_timestamp, tidied, timestamp
from chalicelib.moderation import service
from chalicelib.moderation.rules import DETAILS_MAX_CHARS, Decision, FlagReason, TargetType
from chalicelib.moderation.service import AlreadyFlagged, Case
from chalicelib.moderation.targets import Shown

_TAGS = ("moderation",)
_ADMIN = ("admin",)
FLAGS_RATE = RateLimit(5, 60)

Details = Annotated[str, tidied(DETAILS_MAX_CHARS, "At most 500 characters; may be empty.")]
Reason = Annotated[str, tidied(service.REASON_MAX_CHARS, "1 to 500 characters on one line.")]


class FlagItem(Body):
    """What is flagged, and why."""

    target_type: TargetType
    target_id: Id
    reason: FlagReason
    details: Details = ""


class FlagView(View):
    """A flag; who made it is not told."""

    reason: FlagReason
    details: str | None
    at: Timestamp


class FlaggedContent(View):
    """What was flagged, as a moderator sees it: by whom, about whom, what that person replied, or what it replies to.
    `path` is where it stands in the web app while it shows."""

    author_id: Id
    author_name: str | None
    author_suspended: bool
    about_id: Id
    about_name: str | None
    rating: int | None
    text: str
    reply: str | None
    in_reply_to: str | None
    written_at: Timestamp
    path: str
    hidden: bool


class FlaggedView(View):
    """A flagged item. `flags` counts those since the last decision; the latest five are quoted."""

    target_type: TargetType
    target_id: Id
    flags: int
    quoted: list[FlagView]
    first_flagged_at: Timestamp
    content: FlaggedContent | None
    waiting: bool
    decision: Decision | None
    decision_reason: str | None
    decided_at: Timestamp | None


class FlaggedQuery(PageQuery):
    """Those that wait for a moderator, or those that were decided."""

    decided: bool = False


class DecideFlags(Body):
    """What to do about the flags of an item, and why."""

    decision: Decision
    reason: Reason


@operation(
    "POST",
    "/v1/flags",
    roles=ANY,
    body=FlagItem,
    returns=None,
    status=204,
    errors=(AlreadyFlagged, Conflict, NotFound),
    rate=FLAGS_RATE,
    summary="Flag what somebody has written",
    tags=_TAGS,
)
def flag_item(request: Request[FlagItem]) -> None:
    """Three different people hide an item until a moderator decides. Nobody is told who flagged."""
    body = request.body
    service.flag(
        request.actor.user_id,
        body.target_type,
        body.target_id,
        reason=body.reason,
        details=body.details,
        now_ms=request.now_ms,
    )


@operation(
    "GET",
    "/v1/admin/flagged",
    roles={ADMIN},
    query=FlaggedQuery,
    returns=Page[FlaggedView],
    summary="What was flagged and waits for a moderator, longest waiting first, or was decided, latest first",
    tags=_ADMIN,
)
def list_flagged(request: Request[None, FlaggedQuery]) -> Page[FlaggedView]:
    query = request.query
    start = request.decode_cursor(query.cursor)
    if start is not None and start["decided"] != query.decided:
        raise InvalidCursor
    cases, next_key = service.page_of_cases(
        query.limit, None if start is None else start["key"], decided=query.decided
    )
    next_start = None if next_key is None else {"decided": query.decided, "key": next_key}
    return Page([_view(case) for case in cases], request.encode_cursor(next_start))


@operation(
    "PUT",
    "/v1/admin/flagged/{target_type}/{target_id}/decision",
    roles={ADMIN},
    path_types={"target_type": TargetType},
    body=DecideFlags,
    returns=FlaggedView,
    errors=(Conflict,),
    summary="Hide what was flagged, also warn or suspend its author, or dismiss the flags",
    tags=_ADMIN,
)
def decide_flags(request: Request[DecideFlags]) -> FlaggedView:
    """Each but dismissing hides the item, and dismissing shows it again; the author is told. Suspending ends what the
    author is in, and is lifted by itself. Asking for what was decided last changes nothing."""
    case = service.decide(
        request.actor.user_id,
        TargetType(request.path["target_type"]),
        request.path["target_id"],
        decision=request.body.decision,
        reason=request.body.reason,
        now_ms=request.now_ms,
    )
    if request.body.decision is Decision.SUSPEND and case.author is not None and case.author.suspended:
        standing.end_what_cannot_go_on(case.author, request.now_ms)
    return _view(case)


def _view(case: Case) -> FlaggedView:
    item = case.item
    return FlaggedView(
        target_type=TargetType(item.target_type),
        target_id=item.target_id,
        flags=item.flags,
        quoted=[_flag(each) for each in item.quoted],
        first_flagged_at=timestamp(item.first_flagged_at_ms),
        content=None if case.shown is None else _content(case, case.shown),
        waiting=item.is_waiting,
        decision=None if item.decision is None else Decision(item.decision),
        decision_reason=item.decision_reason,
        decided_at=optional_timestamp(item.decided_at_ms),
    )


def _content(case: Case, shown: Shown) -> FlaggedContent:
    author_name = None if case.author is None else case.author.display_name
    about_name = None if case.about is None else case.about.display_name
    return FlaggedContent(
        author_id=shown.author_id,
        author_name=shown.author_name or author_name,
        author_suspended=case.author is not None and case.author.suspended,
        about_id=shown.about_id,
        about_name=shown.about_name or about_name,
        rating=shown.rating,
        text=shown.text,
        reply=shown.reply,
        in_reply_to=shown.in_reply_to,
        written_at=timestamp(shown.written_at_ms),
        path=shown.path,
        hidden=shown.hidden,
    )


def _flag(quote: dict[str, Any]) -> FlagView:
    return FlagView(FlagReason(quote["reason"]), quote["details"], timestamp(quote["at_ms"]))
