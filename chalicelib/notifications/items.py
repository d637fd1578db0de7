"""The notifications' items."""

from __future__ import annotations

from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem


class Notification(TableItem, discriminator="notification"):
    """One thing that one person is told. Its id is made of person, kind and fact, so a fact is told once.

    `index1` lists a person's notifications by time; `keys1` holds the unread ones alone.
    """

    key = KeyTemplate("NOTIFICATIONS#{user_id}", "NOTIFICATION#{notification_id}")
    listed = KeyTemplate("NOTIFICATIONS#{user_id}", "{created_at_ms:015d}#{notification_id}")
    unread = KeyTemplate("UNREAD#{user_id}", "{created_at_ms:015d}#{notification_kind}")

    notification_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    notification_kind = UnicodeAttribute()
    details: JSONAttribute = JSONAttribute()  # a flat mapping; see rules.FORMS
    created_at_ms = IntegerAttribute()
    read_at_ms = IntegerAttribute(null=True)

    def plain_details(self) -> dict[str, Any]:
        """The details as a mapping."""
        return dict(self.details)
