"""Accounts on the real table engine: the first call under a race, the claims, changes of one's own account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.service import SignedIn
from chalicelib.core import dynamodb, table
from chalicelib.core.auth import Actor, Identity, Role
from chalicelib.core.errors import AccountSuspended, NotFound, ValidationFailed
from chalicelib.core.ids import is_id, new_id
from chalicelib.wallet import ledger
from chalicelib.wallet.rules import wallet_of
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")

ISSUER = "https://issuer.example/"


def fresh_subject() -> str:
    return new_id("auth", START_MS)


def identity(subject: str, **claims: object) -> Identity:
    return Identity(ISSUER, subject, claims)


def signed_in(**claims: object) -> Actor:
    return accounts.resolve_actor(identity(fresh_subject(), **claims), START_MS)


class Reads:
    """Counts the requests of reading that reach the table, as a wrapper around it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        self.count += operation in {"GetItem", "BatchGetItem", "Query"}
        return go_on(operation, arguments)


def test_sixteen_first_calls_make_one_account_and_one_wallet() -> None:
    subject = fresh_subject()

    def call(number: int) -> Actor:
        return accounts.resolve_actor(identity(subject, name=f"Name {number}"), START_MS + number)

    with ThreadPoolExecutor(16) as pool:
        actors = list(pool.map(call, range(16)))
    assert {actor.user_id for actor in actors} == {accounts.user_id_of(ISSUER, subject)}
    assert {accounts.own_account(actor).display_name for actor in actors} == {
        accounts.load_account(actors[0].user_id).display_name
    }
    assert is_id(actors[0].user_id, "usr")
    assert {(actor.role, actor.suspended) for actor in actors} == {(Role.CLIENT, False)}
    assert ledger.load_account(wallet_of(actors[0].user_id)).balance_cents == 0


def test_issuers_do_not_share_accounts() -> None:
    subject = fresh_subject()
    one = accounts.sign_in(ISSUER, subject, None, None, START_MS)
    other = accounts.sign_in("https://other.example/", subject, None, None, START_MS)
    assert one.user_id != other.user_id


def test_an_existing_account_costs_one_read() -> None:
    subject = fresh_subject()
    accounts.resolve_actor(identity(subject), START_MS)
    reads = Reads()
    with dynamodb.around(reads):
        actor = accounts.resolve_actor(identity(subject), START_MS)
        assert accounts.own_account(actor).created_at_ms == START_MS
    assert reads.count == 1


def test_name_and_address_come_from_the_token_and_only_the_address_follows_it() -> None:
    subject = fresh_subject()
    space = accounts.CLAIM_NAMESPACE
    accounts.resolve_actor(identity(subject, **{space + "name": "Mira Sol", "email": "mira@example.test"}), START_MS)
    later = identity(subject, name="Someone", **{space + "email": "sol@example.test"})
    accounts.resolve_actor(later, START_MS)
    unverified = identity(subject, email="else@example.test", email_verified=False)
    profile = accounts.own_account(accounts.resolve_actor(unverified, START_MS))
    assert (profile.display_name, profile.email) == ("Mira Sol", "sol@example.test")
    assert accounts.load_account(profile.user_id).email == "sol@example.test"


@pytest.mark.parametrize(
    "unverified",
    [
        {"email_verified": False},
        {accounts.CLAIM_NAMESPACE + "email_verified": False},
        {accounts.CLAIM_NAMESPACE + "email_verified": True, "email_verified": False},
        {accounts.CLAIM_NAMESPACE + "email_verified": "false"},
    ],
)
def test_an_unverified_address_is_not_taken_whichever_claim_says_so(unverified: dict[str, object]) -> None:
    actor = signed_in(**{accounts.CLAIM_NAMESPACE + "email": "else@example.test"}, **unverified)
    assert accounts.load_account(actor.user_id).email is None


def test_ones_own_account_can_be_changed() -> None:
    actor = signed_in()
    changed = accounts.change_account(
        actor, display_name=" Ada  Sol ", phone="+14155550100", time_zone="Europe/Lisbon"
    )
    stored = accounts.load_account(actor.user_id)
    for profile in (changed, stored):
        assert (profile.display_name, profile.phone, profile.time_zone) == ("Ada Sol", "+14155550100", "Europe/Lisbon")
    accounts.change_account(actor, remove_phone=True)
    assert accounts.load_account(actor.user_id).phone is None
    party = accounts.load_person(actor.user_id)
    assert party == accounts.Person(actor.user_id, "Ada Sol", None)


@pytest.mark.parametrize(
    ("field", "value"), [("display_name", "\n"), ("phone", "0155"), ("time_zone", "Mars/Olympus")]
)
def test_a_bad_value_changes_nothing(field: str, value: str) -> None:
    actor = signed_in(name="Mira")
    with pytest.raises(ValidationFailed) as refused:
        accounts.change_account(actor, **{"display_name": "Ada", field: value})
    assert refused.value.field == field
    assert accounts.load_account(actor.user_id).display_name == "Mira"


def test_a_suspension_meanwhile_refuses_the_change() -> None:
    actor = signed_in(name="Mira")
    table.write(accounts.change_suspension(accounts.load_account(actor.user_id), True, START_MS))
    with pytest.raises(AccountSuspended):
        accounts.change_account(actor, display_name="Ada")
    assert accounts.load_account(actor.user_id).display_name == "Mira"


def test_nobody_is_nobody() -> None:
    nobody = new_id("usr", START_MS)
    assert accounts.load_person(nobody) is None
    with pytest.raises(NotFound):
        accounts.load_account(nobody)
    with pytest.raises(NotFound):
        accounts.own_account(Actor(nobody, Role.CLIENT, False, "s"))
    assert isinstance(signed_in(), SignedIn)
