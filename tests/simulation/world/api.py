"""The API as clients reach it: each request is a process of its own that may die, and answers that may be lost.

Everything below the HTTP server is real: admission, decoding, idempotency, services, encoding. Tokens alone are plain:
a token is the subject it stands for.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from chalicelib.areas import OPERATIONS
from chalicelib.core.api import JSON, Operation
from chalicelib.core.auth import Identity
from chalicelib.core.dispatch import HttpAnswer, HttpRequest, dispatch
from chalicelib.core.runtime import Runtime
from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Scheduler
from tests.simulation.kernel.trace import Trace

ISSUER = "https://simulated.example/"
REQUEST = "api request"
BOUNDARIES: Mapping[str, tuple[str, ...]] = {
    REQUEST: ("never arrives", "answer lost", "answered too late", "sent twice"),
}
_PATIENCE_MS = 15_000
_AGAIN_MS = (500, 20_000)


@dataclass(frozen=True)
class Answer:
    """What a client got. Status 0: nothing, so it does not know what happened."""

    status: int
    body: Any = None

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def unknown(self) -> bool:
        """Whether the request may or may not have been carried out."""
        return self.status == 0 or self.status >= 500

    @property
    def code(self) -> str:
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


class PlainTokens:
    """The verifier of a run: whoever says a name is that person, with an address."""

    def verify(self, token: str) -> Identity:
        return Identity(ISSUER, token, {"name": token, "email": f"{token}@soulseer.example"})


@dataclass(frozen=True)
class Sent:
    """A request on its way. `key` is its Idempotency-Key."""

    subject: str | None
    operation: Operation
    path: Mapping[str, str]
    body: bytes
    headers: Mapping[str, str]


Arrived = Callable[[Sent, int], None]
"""Is told each request that reaches the product, and when."""


class Api:
    """Sends requests for people. `arrived` hears of each; `odd` of answers that nobody should ever get."""

    def __init__(
        self, scheduler: Scheduler, faults: Faults, random: Random, trace: Trace, runtime: Runtime, arrived: Arrived
    ) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._random = random
        self._trace = trace
        self._runtime = runtime
        self._arrived = arrived
        self._operations = {each.operation_id: each for each in OPERATIONS}
        self._count = 0

    def call(
        self, subject: str | None, operation_id: str, body: Any = None, *, key: str | None = None, **path: str
    ) -> Answer:
        """Send a request once and wait for its answer as long as a person does."""
        raw = b"" if body is None else json.dumps(body).encode()
        return self.send(subject, operation_id, raw, key=key, **path)

    def insist(self, subject: str, operation_id: str, body: Any, *, key: str, tries: int = 8, **path: str) -> Answer:
        """Send a request again and again with one key, until its answer is known; at most `tries` times.

        Whoever hears that it is still under way may ask in two windows at once.
        """
        answer = Answer(0)
        for _ in range(tries):
            if answer.code == "idempotency_in_progress" and self._random.random() < 0.3:
                again = functools.partial(self.call, subject, operation_id, body, key=key, **path)
                self._scheduler.spawn(f"{subject} again", again, after_ms=self._random.randint(0, 100))
            answer = self.call(subject, operation_id, body, key=key, **path)
            if not answer.unknown and answer.code != "idempotency_in_progress":
                break
            self._scheduler.sleep(self._random.randint(*_AGAIN_MS))
        return answer

    def send(
        self,
        subject: str | None,
        operation_id: str,
        raw: bytes = b"",
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        **path: str,
    ) -> Answer:
        """Send a body as it is; see `call`."""
        sent = Sent(subject, self._operations[operation_id], path, raw, _headers(subject, key, headers or {}))
        who = subject or operation_id
        if self._scheduler.current is None:
            return _read(self._serve(sent))
        self._scheduler.sleep(self._random.randint(5, 60))
        fault = self._faults.at(REQUEST)
        if fault == "never arrives":
            self._trace.note(who, f"{operation_id} never arrives")
            return Answer(0)
        if fault == "sent twice":
            self._scheduler.spawn(f"{who} again", lambda: self._serve(sent), after_ms=self._random.randint(0, 3_000))
        process = self._scheduler.spawn(f"{who} {operation_id}", lambda: self._serve(sent))
        done = self._scheduler.wait(
            process, at_most_ms=self._random.randint(5, 500) if fault == "answered too late" else _PATIENCE_MS
        )
        if not done or fault == "answer lost":
            self._trace.note(who, f"{operation_id} hears nothing")
            return Answer(0)
        answer = Answer(502) if process.died else _read(process.result)
        self._trace.note(who, f"{operation_id} {' '.join(path.values())} -> {answer.status} {answer.code}")
        return answer

    def _serve(self, sent: Sent) -> HttpAnswer:
        self._count += 1
        self._arrived(sent, self._scheduler.now_ms)
        incoming = HttpRequest(sent.path, {}, sent.headers, sent.body, f"request-{self._count}")
        answer = dispatch(sent.operation, incoming, self._runtime)
        _check_declared(sent.operation, answer)
        return answer


class UndeclaredAnswer(AssertionError):
    """An operation answered what its declaration does not name."""


def _check_declared(operation: Operation, answer: HttpAnswer) -> None:
    if answer.status in (operation.status, 304):
        return
    code = json.loads(answer.body)["code"]
    if (answer.status, code) not in {(error.status, error.code) for error in operation.errors}:
        raise UndeclaredAnswer(f"{operation.operation_id} answered {answer.status} {code}")


def _headers(subject: str | None, key: str | None, more: Mapping[str, str]) -> dict[str, str]:
    headers = _Headers({"content-type": JSON})
    headers.update({name.lower(): value for name, value in more.items()})
    if subject is not None:
        headers["authorization"] = f"Bearer {subject}"
    if key is not None:
        headers["idempotency-key"] = key
    return headers


class _Headers(dict[str, str]):
    """Header names are told apart without regard to case."""

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return super().get(name.lower(), default)


def _read(answer: HttpAnswer) -> Answer:
    return Answer(answer.status, json.loads(answer.body) if answer.body else None)
