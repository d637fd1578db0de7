"""The accounts' items."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem


class UserProfile(TableItem, discriminator="user_profile"):
    """A person's account. `user_id` is derived from issuer and subject, so there can be one only."""

    key = KeyTemplate("USER#{user_id}", "PROFILE")

    user_id = UnicodeAttribute()
    issuer = UnicodeAttribute()
    subject = UnicodeAttribute()
    role = UnicodeAttribute()
    display_name = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    time_zone = UnicodeAttribute()
    avatar_url = UnicodeAttribute(null=True)
    suspended = BooleanAttribute(default=False)
    created_at_ms = IntegerAttribute()
