"""Puts the parts together for a running process: which clock, which keys, who resolves accounts, which gateways.

The only place that knows core and areas both; `app.py` asks it once for a cold start.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.accounts import service as accounts
from chalicelib.core.auth import KeySet, TokenVerifier, fetch_key_set
from chalicelib.core.clock import SystemClock
from chalicelib.core.idempotency import TableAnswerStore
from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import load_settings
from chalicelib.gateways.bundle import Gateways
from chalicelib.notifications.service import notice_of_kind


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
        resolve_actor=accounts.resolve_actor,
        answers=TableAnswerStore(),
        gateways=Gateways(settings),
        notice=notice_of_kind,
    )
