"""A runtime and a client for API tests: real tokens, real dispatch, the real application."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from chalice.app import Chalice

import app as application
from chalicelib.areas import OPERATIONS
from chalicelib.core import binding, observability
from chalicelib.core.api import Operations
from chalicelib.core.auth import Actor, Identity, KeySet, Role, TokenVerifier
from chalicelib.core.ids import derived_id
from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import SECRET_NAMES, Secrets, Settings
from tests.api.client import ApiClient
from tests.api.issuer import AUDIENCE, ISSUER, Issuer
from tests.conftest import ManualClock
from tests.unit.memory_answers import MemoryAnswerStore

WEB_ORIGIN = "http://localhost:8000"


def test_settings() -> Settings:
    """Return the settings of a made-up stage with made-up secrets."""
    secrets = Secrets("/soulseer/test/", lambda prefix, names: {name: f"test-{name}" for name in names})
    assert SECRET_NAMES
    return Settings(
        stage="test",
        table_name="soulseer-test",
        auth_issuer=ISSUER,
        auth_audience=AUDIENCE,
        auth_jwks_url=f"{ISSUER}.well-known/jwks.json",
        web_origin=WEB_ORIGIN,
        secrets=secrets,
    )


def actor_named_by_subject(identity: Identity, now_ms: int) -> Actor:
    """Resolve subjects such as `test|reader` or `test|reader|suspended` without a table."""
    _, role, *marks = identity.subject.split("|")
    user_id = derived_id("usr", identity.issuer, identity.subject)
    return Actor(user_id, Role(role), "suspended" in marks, identity.subject)


@pytest.fixture
def issuer(clock: ManualClock) -> Issuer:
    return Issuer(clock)


@pytest.fixture
def runtime(clock: ManualClock, issuer: Issuer) -> Runtime:
    """A runtime without a table: accounts are named by their subject, answers are kept in memory."""
    verifier = TokenVerifier(issuer=ISSUER, audience=AUDIENCE, keys=KeySet(issuer.key_set, clock), clock=clock)
    return Runtime(test_settings(), clock, verifier, actor_named_by_subject, MemoryAnswerStore())


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch, runtime: Runtime, issuer: Issuer) -> ApiClient:
    """The real application with the test's runtime."""
    monkeypatch.setattr(application, "runtime", lambda: runtime)
    return ApiClient(application.app, OPERATIONS, issuer)


@pytest.fixture
def serve(runtime: Runtime, issuer: Issuer) -> Callable[[Operations], ApiClient]:
    """Serve the operations of a test's own registry."""

    def start(operations: Operations) -> ApiClient:
        served = Chalice(app_name="served", configure_logs=False)
        served.api.cors = binding.cors(WEB_ORIGIN)
        observability.wire(served)
        binding.bind(served, binding.routes_of(operations), lambda: runtime)
        return ApiClient(served, operations, issuer)

    return start
