"""GET and PATCH /v1/me."""

from __future__ import annotations

import pytest

from tests.api.people.conftest import People


def test_the_first_call_makes_the_account(people: People) -> None:
    subject = people.subject()
    answer = people.api.get("/v1/me", as_=subject)
    assert answer.json == {
        "user_id": people.user_id(subject),
        "role": "client",
        "display_name": "SoulSeer client",
        "avatar_url": None,
        "email": None,
        "phone": None,
        "time_zone": None,
        "suspended": False,
        "created_at": "2025-10-09T08:54:00.000Z",
    }
    people.clock.advance(60)
    assert people.api.get("/v1/me", as_=subject).json == answer.json


def test_the_name_and_address_of_the_token(people: People) -> None:
    token = people.api.issuer.token(
        people.subject(),
        **{"https://soulseer.example/name": "Mira Sol", "https://soulseer.example/email": "mira@example.test"},
    )
    account = people.api.get("/v1/me", token=token).json
    assert (account["display_name"], account["email"]) == ("Mira Sol", "mira@example.test")


def test_what_is_absent_stays_and_null_removes_the_phone(people: People) -> None:
    subject = people.client()
    change = {"display_name": "  Ada  Sol ", "phone": "+14155550100", "time_zone": "Asia/Kolkata"}
    account = people.api.patch("/v1/me", change, as_=subject).json
    assert [account[name] for name in change] == ["Ada Sol", "+14155550100", "Asia/Kolkata"]
    assert people.api.patch("/v1/me", {}, as_=subject).json == account
    assert people.api.patch("/v1/me", {"phone": None}, as_=subject).json == account | {"phone": None}
    assert people.api.get("/v1/me", as_=subject).json == account | {"phone": None}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", "x" * 61),
        ("display_name", "a\u0000b"),
        ("display_name", None),
        ("display_name", 7),
        ("phone", "555"),
        ("time_zone", "Mars/Olympus"),
        ("role", "admin"),
        ("suspended", False),
        ("email", "else@example.test"),
    ],
)
def test_what_cannot_be_changed(people: People, field: str, value: object) -> None:
    subject = people.client()
    before = people.api.get("/v1/me", as_=subject).json
    answer = people.api.patch("/v1/me", {field: value}, as_=subject)
    assert (answer.status, answer.code, answer.json["field"]) == (422, "validation_failed", field)
    assert people.api.get("/v1/me", as_=subject).json == before


def test_a_suspended_account_reads_itself_and_nothing_else(people: People) -> None:
    subject = people.client()
    people.suspend(subject)
    assert people.api.get("/v1/me", as_=subject).json["suspended"] is True
    assert people.api.patch("/v1/me", {"display_name": "Ada"}, as_=subject).code == "account_suspended"
    people.suspend(subject, False)
    assert people.api.patch("/v1/me", {"display_name": "Ada"}, as_=subject).status == 200
