"""Flags, and what moderators do about them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from chalicelib.core.api import ADMIN, ANY, Request, operation
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.rate import RateLimit
from chalicelib.core.wire import Body, Id, Page, PageQuery, Timestamp, View, optional_timestamp, timestamp
from chalicelib.moderation import service
from chalicelib.moderation.rules import DETAILS_MAX_CHARS, Decision, FlagReason, TargetType
from chalicelib.moderation.service import AlreadyFlagged, Case

_TAGS = ("moderation",)
_ADMIN = ("admin",)
FLAGS_RATE = RateLimit(5, 60)

Details = Annotated[str, Meta(max_length=2 * DETAILS_MAX_CHARS, description="At most 500 characters; may be empty.")]
Reason = Annotated[str, Meta(max_length=2 * service.REASON_MAX_CHARS, description="1 to 500 characters on one line.")]


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
    """What was flagged, as a moderator sees it. `path` is its page in the web app."""

    author_id: Id
    author_name: str
    text: str
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
    decided_at: Timestamp | None


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
    query=PageQuery,
    returns=Page[FlaggedView],
    summary="What was flagged and waits for a moderator, longest waiting first",
    tags=_ADMIN,
)
def list_flagged(request: Request[None, PageQuery]) -> Page[FlaggedView]:
    cases, next_key = service.page_of_cases(request.query.limit, request.decode_cursor(request.query.cursor))
    return Page([_view(case) for case in cases], request.encode_cursor(next_key))


@operation(
    "PUT",
    "/v1/admin/flagged/{target_type}/{target_id}/decision",
    roles={ADMIN},
    path_types={"target_type": TargetType},
    body=DecideFlags,
    returns=FlaggedView,
    errors=(Conflict,),
    summary="Hide what was flagged, or dismiss the flags",
    tags=_ADMIN,
)
def decide_flags(request: Request[DecideFlags]) -> FlaggedView:
    """What is hidden is shown again by dismissing. Asking for what was decided last changes nothing."""
    case = service.decide(
        request.actor.user_id,
        TargetType(request.path["target_type"]),
        request.path["target_id"],
        decision=request.body.decision,
        reason=request.body.reason,
        now_ms=request.now_ms,
    )
    return _view(case)


def _view(case: Case) -> FlaggedView:
    item, shown = case.item, case.shown
    return FlaggedView(
        target_type=TargetType(item.target_type),
        target_id=item.target_id,
        flags=item.flags,
        quoted=[_flag(each) for each in item.quoted],
        first_flagged_at=timestamp(item.first_flagged_at_ms),
        content=None
        if shown is None
        else FlaggedContent(shown.author_id, shown.author_name, shown.text, shown.path, shown.hidden),
        waiting=item.is_waiting,
        decision=None if item.decision is None else Decision(item.decision),
        decided_at=optional_timestamp(item.decided_at_ms),
    )


def _flag(quote: dict[str, Any]) -> FlagView:
    return FlagView(FlagReason(quote["reason"]), quote["details"], timestamp(quote["at_ms"]))
