"""What admins do. Every change takes a reason and is in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.routes import Account, account_view
from chalicelib.admin import service, standing
from chalicelib.core import audit
from chalicelib.core.api import ADMIN, Request, operation
from chalicelib.core.audit import AuditLog
from chalicelib.core.auth import Role
from chalicelib.core.errors import Conflict, InvalidCursor
from chalicelib.core.wire import Body, Id, Page, PageQuery, Timestamp, View, tidied, timestamp
from chalicelib.readers import service as readers
from chalicelib.readers.routes import ReaderProfile, reader_view
from chalicelib.readers.rules import Listing

Reason = Annotated[str, tidied(service.REASON_MAX_CHARS, "1 to 500 characters on one line.")]
TAGS = ("admin",)


class Verification(Body):
    """Whether the reader may be shown to clients."""

    verified: bool
    reason: Reason


class RoleChange(Body):
    """The role `reader` comes by verification only."""

    role: Role
    reason: Reason


class Suspension(Body):
    """A suspended account can read its own data and nothing else."""

    suspended: bool
    reason: Reason


class ReadersQuery(PageQuery):
    """Which readers: applicants, or those shown to clients."""

    verified: bool = False


class AuditQuery(PageQuery):
    """Which entries: all, or those about one account, reader, top-up …"""

    target_id: Id | None = None


class AuditEntry(View):
    """An act: who did what to whom, what it changed, and why."""

    audit_id: Id
    actor_id: str
    action: str
    target_type: str
    target_id: str
    before: dict[str, audit.Fact]
    after: dict[str, audit.Fact]
    reason: str
    at: Timestamp


@operation(
    "POST",
    "/v1/admin/readers/{user_id}/verify",
    roles={ADMIN},
    body=Verification,
    returns=ReaderProfile,
    errors=(Conflict,),
    summary="Verify a reader, or take that back",
    tags=TAGS,
)
def verify_reader(request: Request[Verification]) -> ReaderProfile:
    """With the first verification the account's role becomes `reader`; asking for what is so changes nothing. Taking
    it back cancels the reader's bookings ahead; they are given back in full."""
    reader = service.verify_reader(
        request.actor.user_id,
        request.path["user_id"],
        verified=request.body.verified,
        reason=request.body.reason,
        now_ms=request.now_ms,
    )
    if not request.body.verified:
        standing.end_what_cannot_go_on(accounts.load_account(request.path["user_id"]), request.now_ms)
    return reader_view(reader)


@operation(
    "PUT",
    "/v1/admin/users/{user_id}/role",
    roles={ADMIN},
    body=RoleChange,
    returns=Account,
    errors=(Conflict,),
    summary="Give an account another role",
    tags=TAGS,
)
def change_role(request: Request[RoleChange]) -> Account:
    """A reader who gets another role goes offline and off the lists; bookings ahead are given back in full. Nobody
    changes their own role."""
    account = service.change_role(
        request.actor.user_id,
        request.path["user_id"],
        role=request.body.role,
        reason=request.body.reason,
        now_ms=request.now_ms,
    )
    standing.end_what_cannot_go_on(account, request.now_ms)
    return account_view(account)


@operation(
    "PUT",
    "/v1/admin/users/{user_id}/suspension",
    roles={ADMIN},
    body=Suspension,
    returns=Account,
    errors=(Conflict,),
    summary="Suspend an account, or lift that",
    tags=TAGS,
)
def change_suspension(request: Request[Suspension]) -> Account:
    """A session that the account is in ends, and its bookings ahead are cancelled and given back in full. A suspended
    reader is offline and off the lists at once."""
    account = service.change_suspension(
        request.actor.user_id,
        request.path["user_id"],
        suspended=request.body.suspended,
        reason=request.body.reason,
        now_ms=request.now_ms,
    )
    if account.suspended:
        standing.end_what_cannot_go_on(account, request.now_ms)
    return account_view(account)


@operation(
    "GET",
    "/v1/admin/readers",
    roles={ADMIN},
    query=ReadersQuery,
    returns=Page[ReaderProfile],
    summary="Applicants, or readers shown to clients, longest waiting first",
    tags=TAGS,
)
def list_readers_for_admins(request: Request[None, ReadersQuery]) -> Page[ReaderProfile]:
    query = request.query
    listing = Listing.LISTED if query.verified else Listing.APPLIED
    found, next_key = readers.page_by_listing(listing, query.limit, _start(request, listing))
    return Page(items=[reader_view(each) for each in found], next_cursor=_next(request, listing, next_key))


@operation(
    "GET",
    "/v1/admin/audit-log",
    roles={ADMIN},
    query=AuditQuery,
    returns=Page[AuditEntry],
    summary="The audit log, newest first",
    tags=TAGS,
)
def list_audit_log(request: Request[None, AuditQuery]) -> Page[AuditEntry]:
    query = request.query
    which = query.target_id or "all"
    page = audit.page(query.limit, _start(request, which), target_id=query.target_id)
    return Page(items=[_entry(each) for each in page.items], next_cursor=_next(request, which, page.next_key))


def _start(request: Request[None, Any], which: str) -> dict[str, Any] | None:
    """Return where a page starts. The cursor of a list that was filtered otherwise starts nowhere in this one."""
    start = request.decode_cursor(request.query.cursor)
    if start is None:
        return None
    if start["which"] != which:
        raise InvalidCursor
    key: dict[str, Any] = start["key"]
    return key


def _next(request: Request[None, Any], which: str, next_key: Mapping[str, Any] | None) -> str | None:
    return None if next_key is None else request.encode_cursor({"which": which, "key": next_key})


def _entry(entry: AuditLog) -> AuditEntry:
    return AuditEntry(
        audit_id=entry.audit_id,
        actor_id=entry.actor_id,
        action=entry.action,
        target_type=entry.target_type,
        target_id=entry.target_id,
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
        at=timestamp(entry.at_ms),
    )
