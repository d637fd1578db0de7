"""The audit log: who did what to whom, and why. Any area puts an entry into the transaction of the audited change.

    transact(
        Update(profile, …),
        audit.record(actor_id=admin_id, action="role_changed", target_type="user", target_id=user_id,
                     before={"role": "client"}, after={"role": "admin"}, reason="…", now_ms=now_ms),
    )

`before` and `after` hold roles, flags, amounts and ids, never what is personal (names, addresses, words of people):
entries are never erased.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pynamodb.attributes import JSONAttribute

from chalicelib.core import table
from chalicelib.core.ids import new_id
from chalicelib.core.table import IntegerAttribute, KeyTemplate, Page, Put, TableItem, TextAttribute

OPERATOR = "operator"
"""The actor of an entry that a person with access to the stage made by a command, not by an account."""

Fact = str | int | bool | None


class AuditLog(TableItem, discriminator="audit_log"):
    """One audited act. All are in one partition, oldest first: people make them, a few a day.

    `index1` holds them by whom or what they are about.
    """

    key = KeyTemplate("AUDIT", "{audit_id}")
    target_key = KeyTemplate("AUDIT#{target_id}", "{audit_id}")

    audit_id = TextAttribute()
    actor_id = TextAttribute()
    action = TextAttribute()
    target_type = TextAttribute()
    target_id = TextAttribute()
    before = JSONAttribute()
    after = JSONAttribute()
    reason = TextAttribute()
    at_ms = IntegerAttribute()


def record(
    *,
    actor_id: str,
    action: str,
    target_type: str,
    target_id: str,
    before: Mapping[str, Fact],
    after: Mapping[str, Fact],
    reason: str,
    now_ms: int,
    make_id: Callable[[str, int], str] = new_id,
) -> Put:
    """Return the write of an entry; it belongs in the transaction of the change that it tells of."""
    audit_id = make_id("aud", now_ms)
    i1_pk, i1_sk = AuditLog.target_key(target_id=target_id, audit_id=audit_id)
    entry = AuditLog(
        *AuditLog.key(audit_id=audit_id),
        i1_pk=i1_pk,
        i1_sk=i1_sk,
        audit_id=audit_id,
        actor_id=actor_id,
        action=action,
        target_type=target_type,
        target_id=target_id,
        before=dict(before),
        after=dict(after),
        reason=reason,
        at_ms=now_ms,
    )
    return Put(entry)


def page(limit: int, start_key: Mapping[str, Any] | None = None, *, target_id: str | None = None) -> Page[AuditLog]:
    """Return a page of entries, newest first, all or those about one target (read units: the page's bytes / 4 KB).

    Those about one target come from an index, which follows a write within moments.
    """
    if target_id is None:
        return table.query(
            AuditLog, AuditLog.key.pk_of(), newest_first=True, limit=limit, start_key=start_key, consistent=True
        )
    return table.query(
        AuditLog,
        AuditLog.target_key.pk_of(target_id=target_id),
        index=table.TableItem.index1,
        newest_first=True,
        limit=limit,
        start_key=start_key,
    )
