"""Accounts: the area's public door."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.accounts import rules
from chalicelib.accounts.items import UserProfile
from chalicelib.core import due, table
from chalicelib.core.auth import Actor, Identity, Role
from chalicelib.core.errors import AccountSuspended, Conflict, NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.table import Check, Put, RefusedError, Update
from chalicelib.core.text import valid
from chalicelib.core.zones import check_time_zone

CLAIM_NAMESPACE = "https://soulseer.example/"
"""Auth0 puts claims about the person into access tokens only under a name space of ours; others use the plain name."""


class _Exists(Exception):
    """The account was made by another request meanwhile."""


@dataclass(frozen=True, slots=True)
class SignedIn(Actor):
    """An actor together with the profile that was read to admit the request, so that it is not read twice."""

    profile: UserProfile


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the other side of a session sees them."""

    user_id: str
    display_name: str
    photo_url: str | None


def user_id_of(issuer: str, subject: str) -> str:
    """Return the id of the account that an issuer's subject has, or will have."""
    return derived_id("usr", issuer, subject)


def sign_in(issuer: str, subject: str, name: str | None, email: str | None, now_ms: int) -> UserProfile:
    """Return the account of a subject; the first call makes it, a client with an empty wallet, exactly once.

    An existing account costs one strongly consistent read. Its e-mail address follows the issuer's.
    """
    user_id = user_id_of(issuer, subject)
    profile = table.load(UserProfile, UserProfile.key(user_id=user_id))
    if profile is None:
        return _create(user_id, issuer, subject, name, email, now_ms)
    if email is not None and email != profile.email:
        table.write(Update(profile, [UserProfile.email.set(email)]))
        profile.email = email
    return profile


def _create(user_id: str, issuer: str, subject: str, name: str | None, email: str | None, now_ms: int) -> UserProfile:
    profile = UserProfile(
        *UserProfile.key(user_id=user_id),
        user_id=user_id,
        issuer=issuer,
        subject=subject,
        role=Role.CLIENT.value,
        display_name=rules.name_from_claim(name),
        email=email,
        suspended=False,
        created_at_ms=now_ms,
    )
    from chalicelib.wallet import service as wallet  # every request loads this module, and few are somebody's first

    try:
        table.transact(Put(profile, refused=_Exists), wallet.open_wallet(user_id))
    except _Exists:
        return load_account(user_id)
    return profile


def resolve_actor(identity: Identity, now_ms: int) -> Actor:
    """Return who is calling, for `core.runtime`: the account of a proved identity, made on its first call."""
    # The Action of docs/deployment.md leaves unverified addresses out, so one without a word is a verified one.
    # Another issuer or Action may give the address and say that it is not, with or without the name space.
    words = (identity.claims.get(CLAIM_NAMESPACE + "email_verified"), identity.claims.get("email_verified"))
    email = _claim(identity, "email") if all(word in (None, True) for word in words) else None
    profile = sign_in(identity.issuer, identity.subject, _name(identity), rules.email_from_claim(email), now_ms)
    return SignedIn(
        user_id=profile.user_id,
        role=Role(profile.role),
        suspended=profile.suspended,
        subject=identity.subject,
        profile=profile,
    )


def _claim(identity: Identity, claim: str) -> object:
    return identity.claims.get(CLAIM_NAMESPACE + claim, identity.claims.get(claim))


def _name(identity: Identity) -> str | None:
    claim = _claim(identity, "name")
    return claim if isinstance(claim, str) else None


def load_account(user_id: str) -> UserProfile:
    """Return an account as it stands now.

    Raises:
        NotFound: there is no such account.
    """
    profile = table.load(UserProfile, UserProfile.key(user_id=user_id))
    if profile is None:
        raise NotFound("There is no such account.")
    return profile


def find_accounts(user_ids: Collection[str]) -> dict[str, UserProfile]:
    """Return those of several accounts that there are, by their ids; eventually consistent, half a read unit each."""
    found = table.load_many([UserProfile.key(user_id=user_id) for user_id in user_ids], consistent=False)
    return {item.user_id: item for item in found.values() if isinstance(item, UserProfile)}


def own_account(actor: Actor) -> UserProfile:
    """Return the caller's account, without a read when admitting the request has read it already."""
    return actor.profile if isinstance(actor, SignedIn) else load_account(actor.user_id)


def time_zone_of(profile: UserProfile) -> str:
    """Return the IANA name of the zone in which a person is told times: UTC while none was chosen."""
    return profile.time_zone or rules.DEFAULT_TIME_ZONE


def load_person(user_id: str) -> Person | None:
    """Return a client's name and photo as a reader sees them, or None: no such account. Eventually consistent."""
    profile = table.load(UserProfile, UserProfile.key(user_id=user_id), consistent=False)
    return None if profile is None else Person(profile.user_id, profile.display_name, profile.avatar_url)


def load_people(user_ids: Sequence[str]) -> dict[str, Person]:
    """Return names and photos of accounts as `load_person` does, those that there are; half a read unit each."""
    found = table.load_many([UserProfile.key(user_id=user_id) for user_id in user_ids], consistent=False)
    profiles = cast(list[UserProfile], list(found.values()))
    return {each.user_id: Person(each.user_id, each.display_name, each.avatar_url) for each in profiles}


def change_account(
    actor: Actor,
    *,
    display_name: str | None = None,
    phone: str | None = None,
    remove_phone: bool = False,
    time_zone: str | None = None,
) -> UserProfile:
    """Change the caller's own account; None leaves a value as it is.

    Raises:
        ValidationFailed: a value is not acceptable; `field` names it.
        AccountSuspended: the account was suspended meanwhile.
    """
    profile = own_account(actor)
    changes: dict[str, str | None] = {}
    if display_name is not None:
        changes["display_name"] = valid("display_name", rules.clean_name, display_name)
    if phone is not None:
        changes["phone"] = valid("phone", rules.check_phone, phone)
    elif remove_phone:
        changes["phone"] = None
    if time_zone is not None:
        changes["time_zone"] = valid("time_zone", check_time_zone, time_zone)
    if not changes:
        return profile
    actions: list[Action] = []
    for name, value in changes.items():
        attribute = getattr(UserProfile, name)
        actions.append(attribute.remove() if value is None else attribute.set(value))
    not_suspended = UserProfile.suspended == False  # noqa: E712 - builds a condition
    table.write(Update(profile, actions, not_suspended, refused=AccountSuspended))
    for name, value in changes.items():
        setattr(profile, name, value)
    return profile


# --- for other areas: parts of their transactions --------------------------------------------------------------


def require_active(user_id: str, role: Role, refused: RefusedError) -> Check:
    """Return the condition that the account has `role` and is not suspended at the instant of the transaction."""
    condition = (UserProfile.role == role.value) & (UserProfile.suspended == False)  # noqa: E712 - a condition
    return Check(UserProfile, UserProfile.key(user_id=user_id), condition, refused=refused)


def require_not_suspended(user_id: str, refused: RefusedError) -> Check:
    """Return the condition that the account, whatever its role, is not suspended at the instant of the transaction."""
    not_suspended = UserProfile.suspended == False  # noqa: E712 - builds a condition
    return Check(UserProfile, UserProfile.key(user_id=user_id), not_suspended, refused=refused)


def change_role(profile: UserProfile, role: Role, now_ms: int) -> Update:
    """Return the write of a new role; refused with Conflict when role or suspension are not as they were read.

    Whoever is no reader by it falls due (`lose_standing`). The caller puts the audit entry into the same transaction.
    """
    actions: list[Action] = [UserProfile.role.set(role.value)]
    if role is not Role.READER:
        actions += due.actions(profile, now_ms)
    return Update(profile, actions, _as_read(profile), refused=_changed_meanwhile)


def require_unchanged(profile: UserProfile) -> Check:
    """Return the condition that role and suspension are as they were read; refused with Conflict."""
    key = UserProfile.key(user_id=profile.user_id)
    return Check(UserProfile, key, _as_read(profile), refused=_changed_meanwhile)


def lose_standing(profile: UserProfile, now_ms: int) -> Update:
    """Return the write by which the account falls due: due work ends what its person may not take part in any more.

    Refused with Conflict when role or suspension are not as they were read.
    """
    return Update(profile, due.actions(profile, now_ms), _as_read(profile), refused=_changed_meanwhile)


def change_suspension(profile: UserProfile, suspended: bool, now_ms: int) -> Update:
    """Return the write that suspends an account, which then falls due (`lose_standing`), or lifts that; refused with
    Conflict when it is so already."""
    actions: list[Action] = [UserProfile.suspended.set(suspended)]
    if suspended:
        actions += due.actions(profile, now_ms)
    return Update(profile, actions, UserProfile.suspended == (not suspended), refused=_changed_meanwhile)


def stood_down(profile: UserProfile) -> Update:
    """Return the write after which nothing is due on the account; refused with `table.Refused` when its standing was
    changed again since it was read."""
    return Update(profile, due.actions(profile, None), UserProfile.due_at_ms == profile.due_at_ms)


def _as_read(profile: UserProfile) -> Condition:
    condition: Condition = (UserProfile.role == profile.role) & (UserProfile.suspended == profile.suspended)
    return condition


def _changed_meanwhile() -> Conflict:
    return Conflict("This account was changed by somebody else at the same time. Look at it again.")
