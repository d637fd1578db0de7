"""Moderation: the area's public door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pynamodb.expressions.update import Action

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.admin import service as admin
from chalicelib.core import audit, table
from chalicelib.core.errors import Conflict, NotFound, SoulSeerError
from chalicelib.core.ids import is_id
from chalicelib.core.table import Put, TableItem, Update, Write
from chalicelib.core.text import clean_line, valid
from chalicelib.moderation import rules
from chalicelib.moderation.items import Flag, FlaggedItem
from chalicelib.moderation.rules import Decision, FlagReason, Outcome, TargetType
from chalicelib.moderation.targets import TARGETS, Shown, Target
from chalicelib.notifications.service import NotificationKind, notice

REASON_MAX_CHARS = 500
_MAX_ATTEMPTS = 8

T = TypeVar("T")


class AlreadyFlagged(SoulSeerError):
    """The caller has flagged this item before."""

    code = "already_flagged"
    status = 409
    title = "You have flagged this already"


class _Changed(Exception):
    """The item or its case was changed since it was read."""


@dataclass(frozen=True, slots=True)
class Case:
    """A flagged item, what of it a moderator sees, its author and whom it is about; None when they are gone."""

    item: FlaggedItem
    shown: Shown | None
    author: UserProfile | None
    about: UserProfile | None


def flag(
    user_id: str, target_type: TargetType, target_id: str, *, reason: FlagReason, details: str, now_ms: int
) -> None:
    """Flag an item. The third person who does so hides it, in the same transaction, until a moderator decides; its
    author is told.

    Raises:
        AlreadyFlagged: by this person.
        NotFound: there is no such item, or it is hidden.
        ValidationFailed: the details are too long.
    """
    details = valid("details", rules.clean_details, details)
    target = TARGETS[target_type]
    made = Flag(
        *Flag.key(target_type=target_type, target_id=target_id, user_id=user_id),
        user_id=user_id,
        reason=reason.value,
        details=details or None,
        flagged_at_ms=now_ms,
    )

    def decide() -> None:
        subject, shown, case = _load(target, target_type, target_id)
        if shown is None:
            raise NotFound("There is no such item.")
        if shown.hidden or shown.covered:
            if table.load(Flag, (made.pk, made.sk)) is not None:
                raise AlreadyFlagged
            raise NotFound("There is no such item.")
        flags = 1 + (case.flags if case is not None else 0)
        quoted = [*(case.quoted if case is not None else []), _quote(made)][-rules.MAX_QUOTED :]
        writes: list[Write] = [
            Put(made, refused=AlreadyFlagged),
            _flagged(case, target_type, target_id, flags, quoted),
        ]
        if rules.hides(flags):
            writes += target.hide(subject, _Changed)
            writes.append(_told(target_type, target_id, shown, Outcome.FLAGGED, case, now_ms))
        table.transact(*writes)

    _retrying(decide)


def _quote(made: Flag) -> dict[str, Any]:
    return {"reason": made.reason, "details": made.details, "at_ms": made.flagged_at_ms}


def _flagged(
    case: FlaggedItem | None, target_type: TargetType, target_id: str, flags: int, quoted: list[dict[str, Any]]
) -> Write:
    flagged_at_ms = quoted[-1]["at_ms"]
    waiting_pk, waiting_sk = FlaggedItem.waiting(flagged_at_ms=flagged_at_ms, target_id=target_id)
    if case is None:
        new = FlaggedItem(
            *FlaggedItem.key(target_type=target_type, target_id=target_id),
            target_type=target_type.value,
            target_id=target_id,
            flags=flags,
            quoted=quoted,
            first_flagged_at_ms=flagged_at_ms,
            is_waiting=True,
            version=1,
            i1_pk=waiting_pk,
            i1_sk=waiting_sk,
        )
        return Put(new, refused=_Changed)
    actions: list[Action] = [FlaggedItem.flags.set(flags), FlaggedItem.quoted.set(quoted)]
    if not case.is_waiting:
        actions += [
            FlaggedItem.is_waiting.set(True),
            FlaggedItem.first_flagged_at_ms.set(flagged_at_ms),
            FlaggedItem.i1_pk.set(waiting_pk),
            FlaggedItem.i1_sk.set(waiting_sk),
        ]
    return _update(case, actions)


def decide(
    admin_id: str, target_type: TargetType, target_id: str, *, decision: Decision, reason: str, now_ms: int
) -> Case:
    """Hide a flagged item, and warn or suspend its author if so decided, or dismiss its flags, so that it shows. It is
    all one transaction, audited, and told to the author.

    A decision can be taken back by another one; asking for what was decided last changes nothing. A suspension stays
    until it is lifted for itself. After a dismissal three more people must flag the item to hide it again.

    Raises:
        NotFound: nobody has flagged such an item, or it is gone.
        Forbidden: the author to be suspended is the admin.
        Conflict: it was changed by others in every attempt, or the author's account just now.
        ValidationFailed: the reason is empty or too long.
    """
    reason = valid("reason", lambda given: clean_line(given, max_chars=REASON_MAX_CHARS), reason)
    target = TARGETS[target_type]

    def attempt() -> Case:
        subject, shown, case = _load(target, target_type, target_id)
        if shown is None or case is None:
            raise NotFound("There is no such flagged item.")
        if not case.is_waiting and case.decision == decision.value:
            return _cases([(case, shown)])[0]
        writes = [_decided(case, decision, reason, now_ms)]
        if decision.hides != shown.hidden:
            writes += (target.hide if decision.hides else target.show)(subject, _Changed)
        outcome = rules.outcome_of(decision, hidden=shown.hidden, waiting=case.is_waiting)
        if outcome is not None:
            writes.append(_told(target_type, target_id, shown, outcome, case, now_ms))
        if decision is Decision.SUSPEND:
            _, suspending = admin.suspension(admin_id, shown.author_id, suspended=True, reason=reason, now_ms=now_ms)
            writes += suspending
        writes.append(_audited(admin_id, case, shown.hidden, decision, reason, now_ms))
        table.transact(*writes)
        _, shown, case = _load(target, target_type, target_id)
        if case is None:
            raise NotFound("There is no such flagged item.")
        return _cases([(case, shown)])[0]

    return _retrying(attempt)


def _decided(case: FlaggedItem, decision: Decision, reason: str, now_ms: int) -> Write:
    decided_pk, decided_sk = FlaggedItem.decided(decided_at_ms=now_ms, target_id=case.target_id)
    return _update(
        case,
        [
            FlaggedItem.is_waiting.set(False),
            FlaggedItem.flags.set(0),
            FlaggedItem.decision.set(decision.value),
            FlaggedItem.decision_reason.set(reason),
            FlaggedItem.decided_at_ms.set(now_ms),
            FlaggedItem.i1_pk.set(decided_pk),
            FlaggedItem.i1_sk.set(decided_sk),
        ],
    )


_ACTIONS = {
    Decision.HIDE: "hidden",
    Decision.WARN: "hidden_author_warned",
    Decision.SUSPEND: "hidden_author_suspended",
    Decision.DISMISS: "flags_dismissed",
}


def _audited(admin_id: str, case: FlaggedItem, hidden: bool, decision: Decision, reason: str, now_ms: int) -> Put:
    return audit.record(
        actor_id=admin_id,
        action=f"{case.target_type}_{_ACTIONS[decision]}",
        target_type=case.target_type,
        target_id=case.target_id,
        before={"hidden": hidden, "flags": case.flags},
        after={"hidden": decision.hides},
        reason=reason,
        now_ms=now_ms,
    )


def _told(
    target_type: TargetType, target_id: str, shown: Shown, outcome: Outcome, case: FlaggedItem | None, now_ms: int
) -> Put:
    """What the author is told, by the version of the case in which it came to pass."""
    version = 1 if case is None else case.version + 1
    return notice(
        user_id=shown.author_id,
        kind=NotificationKind.MODERATION,
        fact=f"{target_id}_{version}",
        details={
            "target_type": target_type.value,
            "target_id": target_id,
            "path": shown.author_path,
            "outcome": outcome.value,
        },
        now_ms=now_ms,
        refused=_Changed,
    )


def page_of_cases(
    limit: int, start_key: Mapping[str, Any] | None, *, decided: bool = False
) -> tuple[list[Case], dict[str, Any] | None]:
    """Return a page of the flagged items that wait for a moderator, longest waiting first; or of those that were
    decided, latest first."""
    page = table.query(
        FlaggedItem,
        (FlaggedItem.decided if decided else FlaggedItem.waiting).pk_of(),
        index=TableItem.index1,
        newest_first=decided,
        limit=limit,
        start_key=start_key,
    )
    keys = [_target(item).key(item.target_id) for item in page.items]
    found = table.load_many(keys)
    shown = []
    for item, key in zip(page.items, keys, strict=True):
        subject = found.get(key)
        shown.append((item, None if subject is None else _target(item).shown(subject)))
    return _cases(shown), page.next_key


def _cases(shown: list[tuple[FlaggedItem, Shown | None]]) -> list[Case]:
    """Put cases together with the people in them, read in one round trip."""
    ids = {user_id for _, each in shown if each is not None for user_id in (each.author_id, each.about_id)}
    people = accounts.find_accounts(ids)
    return [
        Case(item, each, None, None)
        if each is None
        else Case(item, each, people.get(each.author_id), people.get(each.about_id))
        for item, each in shown
    ]


def _target(item: FlaggedItem) -> Target:
    return TARGETS[TargetType(item.target_type)]


def _load(
    target: Target, target_type: TargetType, target_id: str
) -> tuple[TableItem | None, Shown | None, FlaggedItem | None]:
    """Return an item, what of it is shown, and its case, strongly consistent."""
    if not is_id(target_id, target.prefix):
        return None, None, None
    subject_key, case_key = target.key(target_id), FlaggedItem.key(target_type=target_type, target_id=target_id)
    found = table.load_many([subject_key, case_key])
    subject, case = found.get(subject_key), found.get(case_key)
    shown = None if subject is None else target.shown(subject)
    return subject, shown, case if isinstance(case, FlaggedItem) else None


def _update(case: FlaggedItem, actions: list[Action]) -> Update:
    as_read = FlaggedItem.version == case.version
    return Update(case, [*actions, FlaggedItem.version.set(case.version + 1)], as_read, refused=_Changed)


def _retrying(attempt: Callable[[], T]) -> T:
    for _ in range(_MAX_ATTEMPTS):
        try:
            return attempt()
        except _Changed:
            continue
    raise Conflict
