"""Accounts of people, stored as they are; what a test does not say about them does not matter."""

from __future__ import annotations

from chalicelib.accounts.items import UserProfile
from chalicelib.core import table
from chalicelib.core.auth import Role
from chalicelib.core.table import Put
from tests.conftest import START_MS


def make_account(user_id: str, role: Role = Role.CLIENT, name: str = "Casey") -> None:
    """Store the account of somebody; their wallet or reader items may stand already."""
    profile = UserProfile(
        *UserProfile.key(user_id=user_id),
        user_id=user_id,
        issuer="https://issuer.test/",
        subject=user_id,
        role=role.value,
        display_name=name,
        time_zone="UTC",
        suspended=False,
        created_at_ms=START_MS,
    )
    table.write(Put(profile, replace=True))
