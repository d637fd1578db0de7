"""Puts the parts together for a running process: which clock, which keys, who resolves accounts, which gateways.

The only place that knows core and areas both; `app.py` asks it once for a cold start.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.core.auth import Actor, Identity, KeySet, TokenVerifier, fetch_key_set
from chalicelib.core.clock import SystemClock
from chalicelib.core.errors import Unauthenticated
from chalicelib.core.idempotency import TableAnswerStore
from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import load_settings


def make_runtime(environment: Mapping[str, str]) -> Runtime:
    """Return the runtime of a deployed (or locally emulated) function.

    Raises:
        SettingMissing: the environment lacks a required setting; the message names it.
    """
    settings = load_settings(environment)
    clock = SystemClock()
    keys = KeySet(fetch_key_set(settings.auth_jwks_url), clock)
    verifier = TokenVerifier(issuer=settings.auth_issuer, audience=settings.auth_audience, keys=keys, clock=clock)
    return Runtime(
        settings=settings,
        clock=clock,
        verifier=verifier,
        resolve_actor=_no_account,
        answers=TableAnswerStore(),
    )


def _no_account(identity: Identity, now_ms: int) -> Actor:
    """Refuse everybody: without the accounts area nobody has an account."""
    raise Unauthenticated
