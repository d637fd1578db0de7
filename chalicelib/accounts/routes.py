"""The caller's own account."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.accounts import service
from chalicelib.accounts.items import UserProfile
from chalicelib.accounts.rules import NAME_MAX_CHARS
from chalicelib.core.api import ANY, Request, operation
from chalicelib.core.auth import Role
from chalicelib.core.errors import NotFound
from chalicelib.core.wire import Body, Id, Timestamp, View, tidied, timestamp

Name = Annotated[str, tidied(NAME_MAX_CHARS, "1 to 60 characters on one line, once trimmed.", slack=4)]
TimeZone = Annotated[str, Meta(max_length=64, description="A zone of the IANA database.", examples=["Europe/Lisbon"])]
Phone = Annotated[str, Meta(max_length=16, description="E.164: `+` and digits.", examples=["+14155550100"])]


class Account(View):
    """An account, as its owner and admins see it. `time_zone` is null until it is chosen; UTC is assumed."""

    user_id: Id
    role: Role
    display_name: str
    avatar_url: str | None
    email: str | None
    phone: str | None
    time_zone: str | None
    suspended: bool
    created_at: Timestamp


class AccountChange(Body):
    """What is absent stays as it is; `"phone": null` removes the number."""

    display_name: Name | UnsetType = UNSET
    phone: Phone | UnsetType | None = UNSET
    time_zone: TimeZone | UnsetType = UNSET


def account_view(profile: UserProfile) -> Account:
    """Return an account as the API shows it."""
    return Account(
        user_id=profile.user_id,
        role=Role(profile.role),
        display_name=profile.display_name,
        avatar_url=profile.avatar_url,
        email=profile.email,
        phone=profile.phone,
        time_zone=profile.time_zone,
        suspended=profile.suspended,
        created_at=timestamp(profile.created_at_ms),
    )


@operation(
    "GET",
    "/v1/me",
    roles=ANY,
    allow_suspended=True,
    returns=Account,
    errors=(NotFound,),
    summary="The caller's account, made on the first call",
    tags=("accounts",),
)
def get_account(request: Request) -> Account:
    return account_view(service.own_account(request.actor))


@operation(
    "PATCH",
    "/v1/me",
    roles=ANY,
    body=AccountChange,
    returns=Account,
    errors=(NotFound,),
    summary="Change the caller's account",
    tags=("accounts",),
)
def change_account(request: Request[AccountChange]) -> Account:
    body = request.body
    changed = service.change_account(
        request.actor,
        display_name=None if body.display_name is UNSET else body.display_name,
        phone=None if body.phone is UNSET else body.phone,
        remove_phone=body.phone is None,
        time_zone=None if body.time_zone is UNSET else body.time_zone,
    )
    return account_view(changed)
