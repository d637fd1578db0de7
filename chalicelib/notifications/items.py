"""The notifications' items."""

from __future__ import annotations

from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeSetAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute


class Notification(TableItem, discriminator="notification"):
    """One thing that one person is told. Its id is made of person, kind and fact, so a fact is told once.

    `index1` lists a person's notifications by time; `keys1` holds the unread ones alone; `due` those whose mail waits
    to be sent, or was being sent and nobody wrote down how that ended.
    """

    key = KeyTemplate("NOTIFICATIONS#{user_id}", "NOTIFICATION#{notification_id}")
    listed = KeyTemplate("NOTIFICATIONS#{user_id}", "{created_at_ms:015d}#{notification_id}")
    unread = KeyTemplate("UNREAD#{user_id}", "{created_at_ms:015d}#{notification_kind}")

    notification_id = TextAttribute()
    user_id = TextAttribute()
    notification_kind = TextAttribute()
    details: JSONAttribute = JSONAttribute()  # a flat mapping; see rules.FORMS
    created_at_ms = IntegerAttribute()
    read_at_ms = IntegerAttribute(null=True)
    mail_state = TextAttribute(null=True)
    mail_attempts = IntegerAttribute(null=True)

    def plain_details(self) -> dict[str, Any]:
        """The details as a mapping."""
        return dict(self.details)


class NotificationBox(TableItem, discriminator="notification_box"):
    """What a person has read up to, and which kinds they do not want to be told of. Absent: nothing, and none."""

    key = KeyTemplate("NOTIFICATIONS#{user_id}", "BOX")

    read_up_to_ms = IntegerAttribute(null=True)
    hidden_kinds: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    unmailed_kinds: UnicodeSetAttribute = UnicodeSetAttribute(null=True)

    def hides(self, kind: str) -> bool:
        """Whether notifications of this kind are not shown in the app."""
        return kind in (self.hidden_kinds or ())

    def mails(self, kind: str) -> bool:
        """Whether notifications of this kind are mailed."""
        return kind not in (self.unmailed_kinds or ())

    def has_read(self, item: Notification) -> bool:
        """Whether a notification counts as read."""
        return item.read_at_ms is not None or item.created_at_ms <= (self.read_up_to_ms or 0)
