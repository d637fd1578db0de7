"""Moderation: the area's public door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pynamodb.expressions.update import Action

from chalicelib.core import audit, table
from chalicelib.core.errors import Conflict, NotFound, SoulSeerError
from chalicelib.core.ids import is_id
from chalicelib.core.table import Put, TableItem, Update, Write
from chalicelib.core.text import clean_line, valid
from chalicelib.moderation import rules
from chalicelib.moderation.items import Flag, FlaggedItem
from chalicelib.moderation.rules import Decision, FlagReason, TargetType
from chalicelib.moderation.targets import TARGETS, Shown, Target

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
    """A flagged item, and what of it a moderator sees; None when it is gone."""

    item: FlaggedItem
    shown: Shown | None


def flag(
    user_id: str, target_type: TargetType, target_id: str, *, reason: FlagReason, details: str, now_ms: int
) -> None:
    """Flag an item. The third person who does so hides it, in the same transaction, until a moderator decides.

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
        subject, case = _load(target, target_type, target_id)
        if subject is None:
            raise NotFound("There is no such item.")
        if target.shown(subject).hidden:
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
    """Hide a flagged item, or dismiss its flags, so that it shows; audited. A decision can be taken back by the other
    one; asking for what was decided last changes nothing.

    After a dismissal three more people must flag the item to hide it again.

    Raises:
        NotFound: nobody has flagged such an item, or it is gone.
        Conflict: it was changed by others in every attempt.
        ValidationFailed: the reason is empty or too long.
    """
    reason = valid("reason", lambda given: clean_line(given, max_chars=REASON_MAX_CHARS), reason)
    target = TARGETS[target_type]

    def attempt() -> Case:
        subject, case = _load(target, target_type, target_id)
        if subject is None or case is None:
            raise NotFound("There is no such flagged item.")
        if not case.is_waiting and case.decision == decision.value:
            return Case(case, target.shown(subject))
        hidden = target.shown(subject).hidden
        hide = decision is Decision.HIDE
        actions: list[Action] = [
            FlaggedItem.is_waiting.set(False),
            FlaggedItem.flags.set(0),
            FlaggedItem.decision.set(decision.value),
            FlaggedItem.decided_at_ms.set(now_ms),
            FlaggedItem.i1_pk.remove(),
            FlaggedItem.i1_sk.remove(),
        ]
        writes: list[Write] = [_update(case, actions)]
        if hide != hidden:
            writes += (target.hide if hide else target.show)(subject, _Changed)
        entry = audit.record(
            actor_id=admin_id,
            action=f"{target_type}_hidden" if hide else f"{target_type}_flags_dismissed",
            target_type=target_type.value,
            target_id=target_id,
            before={"hidden": hidden, "flags": case.flags},
            after={"hidden": hide},
            reason=reason,
            now_ms=now_ms,
        )
        table.transact(*writes, entry)
        subject, case = _load(target, target_type, target_id)
        if case is None:
            raise NotFound("There is no such flagged item.")
        return Case(case, None if subject is None else target.shown(subject))

    return _retrying(attempt)


def page_of_cases(limit: int, start_key: Mapping[str, Any] | None) -> tuple[list[Case], dict[str, Any] | None]:
    """Return a page of the flagged items that wait for a moderator, longest waiting first."""
    page = table.query(
        FlaggedItem, FlaggedItem.waiting.pk_of(), index=TableItem.index1, limit=limit, start_key=start_key
    )
    keys = [_target(item).key(item.target_id) for item in page.items]
    found = table.load_many(keys)
    cases = []
    for item, key in zip(page.items, keys, strict=True):
        subject = found.get(key)
        cases.append(Case(item, None if subject is None else _target(item).shown(subject)))
    return cases, page.next_key


def _target(item: FlaggedItem) -> Target:
    return TARGETS[TargetType(item.target_type)]


def _load(target: Target, target_type: TargetType, target_id: str) -> tuple[TableItem | None, FlaggedItem | None]:
    if not is_id(target_id, target.prefix):
        return None, None
    subject_key, case_key = target.key(target_id), FlaggedItem.key(target_type=target_type, target_id=target_id)
    found = table.load_many([subject_key, case_key])
    case = found.get(case_key)
    return found.get(subject_key), case if isinstance(case, FlaggedItem) else None


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
