"""The application with real accounts: a subject becomes an account by its first call."""

from __future__ import annotations

from dataclasses import replace

import pytest

import app as application
from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.areas import OPERATIONS
from chalicelib.core import audit
from chalicelib.core.auth import Role
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from tests.api.client import ApiClient
from tests.api.issuer import ISSUER, Issuer
from tests.conftest import START_MS, ManualClock


class People:
    """Makes people, and calls the API as them. A person is a subject."""

    def __init__(self, api: ApiClient, clock: ManualClock) -> None:
        self.api = api
        self.clock = clock

    def subject(self) -> str:
        """Somebody who has not called yet."""
        return new_id("auth", self.clock.now_ms())

    def user_id(self, subject: str) -> str:
        return accounts.user_id_of(ISSUER, subject)

    def client(self) -> str:
        subject = self.subject()
        assert self.api.get("/v1/me", as_=subject).status == 200
        return subject

    def admin(self) -> str:
        subject = self.client()
        admin.change_role(
            audit.OPERATOR, self.user_id(subject), role=Role.ADMIN, reason="Test", now_ms=self.clock.now_ms()
        )
        return subject

    def applicant(self, **changes: object) -> str:
        subject = self.client()
        answer = self.api.post("/v1/me/reader-application", application_of(**changes), as_=subject)
        assert answer.status == 201, answer
        return subject

    def reader(self, **changes: object) -> str:
        """A verified reader with a rate for voice, offline."""
        subject = self.applicant(**changes)
        self.verify(subject)
        rates = {"rates": [{"modality": "voice", "rate_cents": 250}]}
        assert self.api.put("/v1/me/reader/rates", rates, as_=subject).status == 200
        return subject

    def verify(self, subject: str, verified: bool = True) -> None:
        path = f"/v1/admin/readers/{self.user_id(subject)}/verify"
        answer = self.api.post(path, {"verified": verified, "reason": "Checked"}, as_=self.admin())
        assert answer.status == 200, answer

    def suspend(self, subject: str, suspended: bool = True) -> None:
        path = f"/v1/admin/users/{self.user_id(subject)}/suspension"
        answer = self.api.put(path, {"suspended": suspended, "reason": "Abuse"}, as_=self.admin())
        assert answer.status == 200, answer


def application_of(**changes: object) -> dict[str, object]:
    """Return the body of a good application with `changes`."""
    return {
        "display_name": "Luna Vega",
        "headline": "Tarot for turning points",
        "bio": "For years.\n\nAnd years.",
        "specialities": ["Tarot", "dream reading"],
        "languages": ["en", "pt-br"],
    } | changes


@pytest.fixture
def people(
    table_engine: str, monkeypatch: pytest.MonkeyPatch, runtime: Runtime, issuer: Issuer, clock: ManualClock
) -> People:
    clock.at_ms = START_MS
    served = replace(runtime, resolve_actor=accounts.resolve_actor)
    monkeypatch.setattr(application, "runtime", lambda: served)
    return People(ApiClient(application.app, OPERATIONS, issuer), clock)
