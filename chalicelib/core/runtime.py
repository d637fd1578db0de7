"""What a running process has at hand: settings, time, ids, who may call, gateways. Built once for a cold start.

Tests build their own. Core knows no area: the resolver of accounts and the gateways are handed in by `app.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from chalicelib.core.auth import Actor, Identity, TokenVerifier
from chalicelib.core.clock import Clock
from chalicelib.core.idempotency import AnswerStore
from chalicelib.core.ids import new_id
from chalicelib.core.rate import RateLimit, count_request
from chalicelib.core.settings import Settings
from chalicelib.core.table import Put, RefusedError

ActorResolver = Callable[[Identity, int], Actor]
"""Given a proved identity and the present instant (ms), returns its account, made on the first call."""

IdMaker = Callable[[str, int], str]
"""Given a prefix and an instant (ms), returns a fresh id; see `core.ids.new_id`."""

RequestCounter = Callable[[str, str, RateLimit, int], None]
"""Given account, operation, limit and instant (ms), counts a request or raises RateLimited."""


class NoticeMaker(Protocol):
    """Returns the write that tells a person of a fact, for its transaction; see `notifications.service`."""

    def __call__(
        self,
        *,
        user_id: str,
        kind: str,
        fact: str,
        details: Mapping[str, str | int | bool],
        now_ms: int,
        refused: RefusedError,
    ) -> Put: ...


@dataclass(frozen=True, slots=True)
class Runtime:
    """The surroundings of every request. `gateways` is whatever `app.py` composed; areas name the type they need."""

    settings: Settings
    clock: Clock
    verifier: TokenVerifier
    resolve_actor: ActorResolver
    answers: AnswerStore
    gateways: Any = None
    make_id: IdMaker = new_id
    count_request: RequestCounter = count_request
    notice: NoticeMaker | None = None
    """For areas that may call no other one; without it, what they do is told to nobody."""
