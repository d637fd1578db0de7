"""Every declared operation against every kind of caller. A new route is covered by being declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

import app as application
from chalicelib.areas import OPERATIONS
from chalicelib.core.api import ADMIN, CLIENT, PUBLIC, READER, Operation, Operations, Request
from chalicelib.core.auth import Role
from chalicelib.core.errors import Conflict
from tests.api.client import ApiClient
from tests.api.issuer import Issuer, rsa_key

SAMPLE_ID = "usr_" + "0" * 26


@dataclass(frozen=True)
class Caller:
    """Somebody who calls: how the token is made, and who is behind it (None when nobody is proved)."""

    name: str
    token: Callable[[Issuer], str | None]
    role: Role | None = None
    suspended: bool = False


def account(role: Role, *, suspended: bool = False) -> Caller:
    subject = f"test|{role}|suspended" if suspended else f"test|{role}"
    return Caller(subject, lambda issuer: issuer.token(subject), role, suspended)


NO_TOKEN = Caller("no token", lambda issuer: None)
BROKEN = [
    Caller("expired", lambda issuer: issuer.token(exp=issuer.claims()["iat"] - 1)),
    Caller("wrong audience", lambda issuer: issuer.token(aud="https://other.example")),
    Caller("wrong issuer", lambda issuer: issuer.token(iss="https://other.example/")),
    Caller("alg none", lambda issuer: issuer.unsigned()),
    Caller("HS256 with the public key", lambda issuer: issuer.signed_with_public_key()),
    Caller("another's key", lambda issuer: issuer.token(signed_with=rsa_key("stranger"))),
    Caller("garbage", lambda issuer: "a.b.c"),
]
ACCOUNTS = [account(role, suspended=suspended) for role in Role for suspended in (False, True)]


def expected(operation: Operation, caller: Caller) -> str:
    """Return what the declaration promises: `admitted` or the code of the refusal."""
    if operation.public and (caller is NO_TOKEN or not operation.optional_actor):
        return "admitted"
    if caller.role is None:
        return "unauthenticated"
    if caller.suspended and not operation.allow_suspended:
        return "account_suspended"
    return "admitted" if caller.role in operation.admits else "forbidden"


def probes() -> Operations:
    """The application's operations with handlers that only tell that they were reached."""

    def reached(request: Request[Any, Any]) -> Any:
        raise Conflict

    probed = Operations()
    for each in OPERATIONS:
        probed._add(msgspec.structs.replace(each, handler=reached, errors=(*each.errors, Conflict)))
    declare_examples(probed, reached)
    return probed


def declare_examples(operations: Operations, reached: Callable[[Request[Any, Any]], Any]) -> None:
    """One operation for each way of declaring who is admitted, so that the harness is tested before areas exist."""
    ways: dict[str, dict[str, Any]] = {
        "public": {"roles": PUBLIC},
        "optional": {"roles": PUBLIC, "optional_actor": True},
        "client": {"roles": {CLIENT}},
        "staff": {"roles": {READER, ADMIN}},
        "any_suspended": {"roles": set(Role), "allow_suspended": True},
        "client_suspended": {"roles": {CLIENT}, "allow_suspended": True},
    }
    for name, way in ways.items():

        def handler(request: Request[Any, Any]) -> Any:
            return reached(request)

        handler.__name__ = f"example_{name}"
        operations.operation(
            "GET",
            f"/v1/examples/{name}",
            returns=dict[str, str],
            errors=(Conflict,),
            summary=name,
            tags=("examples",),
            **way,
        )(handler)


PROBES = probes()


@pytest.mark.parametrize("operation", list(PROBES), ids=lambda each: each.operation_id)
def test_each_caller_gets_what_the_declaration_promises(
    operation: Operation, serve: Callable[[Operations], ApiClient]
) -> None:
    api = serve(PROBES)
    path = operation.path
    for name in operation.path_types:
        path = path.replace(f"{{{name}}}", SAMPLE_ID)
    for caller in (NO_TOKEN, *BROKEN, *ACCOUNTS):
        answer = api.request(
            operation.method,
            path,
            {} if operation.body is not None else None,
            token=caller.token(api.issuer),
            key="key" if operation.idempotent else None,
        )
        refusals = {"unauthenticated", "account_suspended", "forbidden"}
        got = answer.code if answer.code in refusals else "admitted"
        assert got == expected(operation, caller), f"{caller.name}: {answer}"
        if got == "unauthenticated":
            assert answer.status == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
        elif got != "admitted":
            assert answer.status == 403


def test_the_application_serves_exactly_the_declared_operations() -> None:
    bound = {(method, path) for path, methods in application.app.routes.items() for method in methods}
    assert bound == {(each.method, each.path) for each in OPERATIONS}


READ_BY_THE_STANDING_ONLY: dict[str, str] = {}
"""Reads about the caller that refuse suspended accounts, each with its reason: there are none."""


def test_suspended_accounts_can_read_whatever_is_their_own() -> None:
    """What a client or reader may get with a token is about themselves; all else that is read is public."""
    own = [each for each in OPERATIONS if each.method == "GET" and not each.public and each.admits & {CLIENT, READER}]
    refusing = {each.operation_id for each in own if not each.allow_suspended}
    assert refusing == set(READ_BY_THE_STANDING_ONLY)


def test_suspended_accounts_change_nothing_but_what_they_have_read() -> None:
    changing = {each.operation_id for each in OPERATIONS if each.method != "GET" and each.allow_suspended}
    assert changing == {"read_notification", "read_all_notifications"}


@pytest.mark.parametrize("start", ["/v1/wallet", "/v1/earnings"])
def test_whoever_has_money_can_read_of_it_whatever_their_role_became(start: str) -> None:
    reads = [each for each in OPERATIONS if each.method == "GET" and each.path.startswith(start)]
    assert reads
    assert [each.operation_id for each in reads if each.admits != frozenset(Role)] == []
