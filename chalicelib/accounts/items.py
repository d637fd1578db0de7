"""The accounts' items."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute


class UserProfile(TableItem, discriminator="user_profile"):
    """A person's account. `user_id` is derived from issuer and subject, so there can be one only.
    `time_zone` is absent until it is chosen, by the person or for them by the first device they sign in with.
    """

    key = KeyTemplate("USER#{user_id}", "PROFILE")

    user_id = TextAttribute()
    issuer = TextAttribute()
    subject = TextAttribute()
    role = TextAttribute()
    display_name = TextAttribute()
    email = TextAttribute(null=True)
    phone = TextAttribute(null=True)
    time_zone = TextAttribute(null=True)
    avatar_url = TextAttribute(null=True)
    suspended = BooleanAttribute(default=False)
    created_at_ms = IntegerAttribute()
