"""The items of moderation: each flag, and the case that an item's flags make together."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute, JSONAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute


class Flag(TableItem, discriminator="flag"):
    """One person's flag on one item; its key holds that there is one."""

    key = KeyTemplate("FLAGS#{target_type}#{target_id}", "FLAG#{user_id}")

    user_id = TextAttribute()
    reason = TextAttribute()
    details = TextAttribute(null=True)
    flagged_at_ms = IntegerAttribute()


class FlaggedItem(TableItem, discriminator="flagged_item"):
    """The case of an item that was flagged. `index1` holds it while it waits for a moderator, longest waiting first,
    and then with those that were decided.

    `flags` counts those since the last decision; `quoted` are the latest flags. `version` grows with every change
    and is the condition of the next one.
    """

    key = KeyTemplate("FLAGS#{target_type}#{target_id}", "CASE")
    waiting = KeyTemplate("MODERATION#waiting", "{flagged_at_ms:015d}#{target_id}")
    decided = KeyTemplate("MODERATION#decided", "{decided_at_ms:015d}#{target_id}")

    target_type = TextAttribute()
    target_id = TextAttribute()
    flags = IntegerAttribute()
    quoted = JSONAttribute()  # [{reason, details, at_ms}, …], the latest last
    first_flagged_at_ms = IntegerAttribute()
    is_waiting = BooleanAttribute()
    decision = TextAttribute(null=True)
    decision_reason = TextAttribute(null=True)
    decided_at_ms = IntegerAttribute(null=True)
    version = IntegerAttribute()
