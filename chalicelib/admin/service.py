"""Admins' acts on accounts. Each is one transaction together with its entry in the audit log."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.core import audit, table
from chalicelib.core.auth import Role
from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.table import Put, Write
from chalicelib.core.text import clean_line, valid
from chalicelib.notifications.service import NotificationKind, notice
from chalicelib.readers import service as readers
from chalicelib.readers.service import Reader
from chalicelib.wallet import ledger
from chalicelib.wallet import service as wallet
from chalicelib.wallet.rules import earnings_of

REASON_MAX_CHARS = 500


def _clean_reason(reason: str) -> str:
    return valid("reason", lambda given: clean_line(given, max_chars=REASON_MAX_CHARS), reason)


def verify_reader(admin_id: str, reader_id: str, *, verified: bool, reason: str, now_ms: int) -> Reader:
    """Verify an applicant, who then is a reader with an earnings account, or take that back.

    A reader whose verification is taken back goes offline and off the lists; role and earnings stay. Asking for what
    is so already changes nothing.

    Raises:
        NotFound: no such account, or it never applied.
        Conflict: the account is suspended or an admin's, or was changed at the same time.
        ValidationFailed: the reason is empty or too long.
    """
    reason = _clean_reason(reason)
    account, reader = accounts.load_account(reader_id), readers.load_reader(reader_id)
    if reader.status.verified == verified:
        return reader
    if verified and account.suspended:
        raise Conflict("This account is suspended; lift that first.")
    if verified and account.role == Role.ADMIN:
        raise Conflict("This account is an admin's; an account has one role.")
    writes: list[Write] = []
    if account.role == Role.CLIENT and verified:
        writes.append(accounts.change_role(account, Role.READER, now_ms))
    elif verified:
        writes.append(accounts.require_unchanged(account))
    else:
        writes.append(accounts.lose_standing(account, now_ms))
    if verified and not _has_earnings(reader_id):
        writes.append(replace(wallet.open_earnings(reader_id), refused=Conflict))
    entry = audit.record(
        actor_id=admin_id,
        action="reader_verified" if verified else "reader_unverified",
        target_type="reader",
        target_id=reader_id,
        before={"verified": not verified, "role": account.role},
        after={"verified": verified, "role": Role.READER.value if verified else account.role},
        reason=reason,
        now_ms=now_ms,
    )
    told = notice(
        user_id=reader_id,
        kind=NotificationKind.VERIFICATION,
        fact=_audit_id(entry),
        details={"decision": "verified" if verified else "withdrawn"},
        now_ms=now_ms,
    )
    table.transact(
        *writes, *readers.standing_writes(reader, verified=verified, suspended=reader.status.suspended), entry, told
    )
    return readers.load_reader(reader_id)


def _audit_id(entry: Put) -> str:
    """The id of an audited act, which names it: the same decision can be made again later."""
    return entry.item.sk


def _has_earnings(reader_id: str) -> bool:
    try:
        ledger.load_account(earnings_of(reader_id))
    except LookupError:
        return False
    return True


def change_role(admin_id: str, user_id: str, *, role: Role, reason: str, now_ms: int) -> UserProfile:
    """Give an account another role. Whoever is no reader any more goes offline and off the lists.

    The role `reader` comes with verification only. Asking for what is so already changes nothing.

    Raises:
        NotFound: no such account.
        Forbidden: admins cannot change their own role, so that one is always left.
        Conflict: the role can only come by verification, or the account was changed at the same time.
        ValidationFailed: the reason is empty or too long.
    """
    reason = _clean_reason(reason)
    if admin_id == user_id:
        raise Forbidden("Nobody changes their own role.")
    account = accounts.load_account(user_id)
    if account.role == role:
        return account
    if role is Role.READER:
        raise Conflict("An account becomes a reader when its application is verified.")
    writes: list[Write] = [accounts.change_role(account, role, now_ms)]
    reader = readers.find_reader(user_id)
    if reader is not None:
        writes += readers.standing_writes(reader, verified=False, suspended=reader.status.suspended)
    entry = audit.record(
        actor_id=admin_id,
        action="role_changed",
        target_type="user",
        target_id=user_id,
        before={"role": account.role},
        after={"role": role.value},
        reason=reason,
        now_ms=now_ms,
    )
    table.transact(*writes, entry)
    account.role = role.value
    return account


def change_suspension(admin_id: str, user_id: str, *, suspended: bool, reason: str, now_ms: int) -> UserProfile:
    """Suspend an account, or lift that. A suspended reader is offline and off the lists at once.

    What a suspended account is in is ended by `standing`.

    Raises:
        NotFound: no such account.
        Forbidden: admins cannot suspend themselves.
        Conflict: the account was changed at the same time.
        ValidationFailed: the reason is empty or too long.
    """
    account, writes = suspension(admin_id, user_id, suspended=suspended, reason=_clean_reason(reason), now_ms=now_ms)
    if writes:
        table.transact(*writes)
        account.suspended = suspended
    return account


def suspension(
    admin_id: str, user_id: str, *, suspended: bool, reason: str, now_ms: int
) -> tuple[UserProfile, list[Write]]:
    """Return an account and the writes that suspend it or lift that, for a transaction; no writes when it is so.

    They hold the audit entry and what the person is told. Raises as `change_suspension` does.

    Parameters:
        reason: a clean one.
    """
    if admin_id == user_id:
        raise Forbidden("Nobody suspends themselves.")
    account = accounts.load_account(user_id)
    if account.suspended == suspended:
        return account, []
    writes: list[Write] = [accounts.change_suspension(account, suspended, now_ms)]
    reader = readers.find_reader(user_id)
    if reader is not None:
        writes += readers.standing_writes(reader, verified=reader.status.verified, suspended=suspended)
    entry = audit.record(
        actor_id=admin_id,
        action="account_suspended" if suspended else "suspension_lifted",
        target_type="user",
        target_id=user_id,
        before={"suspended": not suspended},
        after={"suspended": suspended},
        reason=reason,
        now_ms=now_ms,
    )
    told = notice(
        user_id=user_id,
        kind=NotificationKind.ACCOUNT_STANDING,
        fact=_audit_id(entry),
        details={"decision": "suspended" if suspended else "restored"},
        now_ms=now_ms,
    )
    return account, [*writes, entry, told]
