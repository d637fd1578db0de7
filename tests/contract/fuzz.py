"""What the API document promises, held against generated requests: one operation at a time, from every kind of caller.

Schemathesis makes requests out of the document, right ones and wrong ones; a third kind changes one place of a request
that is known to be good. Nothing here names an operation: what is declared is fuzzed.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st
from requests import PreparedRequest, Request
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core import NOT_SET
from schemathesis.schemas import APIOperation

from chalicelib.areas import OPERATIONS
from chalicelib.core import openapi
from chalicelib.core.api import JSON, Operation
from chalicelib.core.dispatch import PROBLEM_JSON
from chalicelib.core.errors import InternalError, TryAgain

ADDRESS = "http://localhost"
_REMEMBERED = 8
_LONGEST_ADDRESS = 8_000
"""No server of HTTP takes much longer ones; API Gateway takes 10,240 bytes together with the headers."""
_SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-resource-policy": "same-site",
}
_PROMISES = (
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
_UNREADABLE = frozenset({"malformed_request", "idempotency_key_required"})
"""What a request that the document calls right is never told."""

Path = tuple[str | int, ...]
ODD: Sequence[Any] = (
    None, True, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308, "", " ", "\x00", "\n", "a\n", "#", "..",
    "%00", "’", "\u202e", "é" * 500, "x" * 5_000, "true", "1", "2026-02-30", "2026-11-25T10:00:00Z", "Europe/Nowhere",
    "usr_" + "0" * 26, "usr_" + "0" * 26 + "\n", [], [None], [[]], {}, {"": None}, ["x"] * 200,
)  # fmt: skip
"""What is put into a place of a good request: each has broken some program before."""


Sign = Callable[[bytes], tuple[bytes, Mapping[str, str]]]
"""Makes of a webhook's content what its sender would send: the body, and the headers that prove its origin."""


@dataclass(frozen=True)
class Good:
    """A request of an operation that was good when it was made, and who makes it; `sign` for webhooks."""

    caller: str
    path: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    query: Mapping[str, Any] = field(default_factory=dict)
    sign: Sign | None = None


class Known:
    """Ids and cursors that answers have shown, by the name of their field: later requests use them."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[str]] = {}

    def learn(self, content: Any, operation_id: str) -> None:
        """Keep what an answer or a good request holds."""
        for name, value in _named(content):
            if name.endswith("_id"):
                self._keep(name, value)
            elif name == "next_cursor":
                self._keep(f"{operation_id} cursor", value)

    def _keep(self, name: str, value: str) -> None:
        seen = self._seen.setdefault(name, deque(maxlen=_REMEMBERED))
        if value not in seen:
            seen.append(value)

    def of(self, name: str) -> list[str]:
        """Return what is known by this name, the newest last."""
        return list(self._seen.get(name, ()))

    def so_far(self) -> Known:
        """Return a copy that learns nothing more: what is drawn from must not change while cases are drawn."""
        return deepcopy(self)


class Place(Protocol):
    """Where requests are sent: the application in process, or the running product."""

    known: Known

    def good(self, operation: Operation) -> Good | None:
        """Return a good request of the operation, made ready; None when this place has none."""

    def callers(self, operation: Operation) -> Sequence[str]:
        """Return who calls: each role, somebody suspended, nobody, a forger; who stands there twice calls oftener."""

    def token(self, caller: str) -> str | None:
        """Return what the caller brings; None for nobody."""

    def send(self, operation: Operation, request: PreparedRequest) -> Response:
        """Return the answer to a request."""


class Contract:
    """The API document as Schemathesis reads it."""

    def __init__(self) -> None:
        load_all_checks()
        document = json.loads(openapi.render(OPERATIONS))
        for methods in document["paths"].values():
            for described in methods.values():
                # Who calls is chosen here, by role, and not made up from the security scheme.
                del described["security"]
        rejected = {"negative_data_rejection": {"expected-statuses": ["4xx"]}}
        config = schemathesis.Config.from_dict({"checks": rejected})
        self._schema = schemathesis.openapi.from_dict(document, config=config)
        self._checks = [CHECKS.get_one(name) for name in _PROMISES]

    def fuzz(self, operation: Operation, place: Place, cases: int, number: int) -> int:
        """Send `cases` requests of an operation, drawn from the seed `number`; return how many were sent.

        Raises:
            AssertionError, FailureGroup: an answer that the document does not promise; the request is shown.
        """
        sent = 0
        drawn = self._drawn(operation, place)

        # A request changes what the next one meets, so an example cannot be repeated for a smaller one: no shrinking.
        @seed(number)
        @settings(
            max_examples=cases,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(drawn)
        def send(one: tuple[Case, str, Sign | None]) -> None:
            nonlocal sent
            sent += 1
            self._hold(operation, place, *one)

        send()
        return sent

    # --- drawing --------------------------------------------------------------------------------------------------

    def _drawn(self, operation: Operation, place: Place) -> st.SearchStrategy[tuple[Case, str, Sign | None]]:
        described = self._schema[operation.path][operation.method]
        good = place.good(operation)
        callers = place.callers(operation)
        if good is not None:
            place.known.learn([good.path, good.body], operation.operation_id)
        known = place.known.so_far()

        @st.composite
        def request(draw: st.DrawFn) -> tuple[Case, str, Sign | None]:
            caller = draw(st.sampled_from(callers))
            kinds: list[GenerationMode | None] = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
            kind = draw(st.sampled_from([*kinds, None] if good is not None else kinds))
            sign = good.sign if good is not None and kind is not GenerationMode.NEGATIVE else None
            if kind is None and good is not None:
                return _next_to(described, operation, good, draw), caller, sign
            path = {name: draw(st.sampled_from(ids)) for name, ids in _ids(operation, known, draw).items()}
            case = draw(described.as_strategy(kind, **({"path_parameters": path} if path else {})))
            if kind is GenerationMode.POSITIVE:
                _use_known(case, operation, known, draw)
            return case, caller, sign

        return request()

    # --- holding --------------------------------------------------------------------------------------------------

    def _hold(self, operation: Operation, place: Place, case: Case, caller: str, sign: Sign | None) -> None:
        request = _prepared(case, place.token(caller), sign)
        assume(len(str(request.url)) <= _LONGEST_ADDRESS)
        response = place.send(operation, request)
        try:
            case.validate_response(response, checks=self._checks)
            _hold_failure(operation, response)
            _hold_headers(response)
            _hold_refusal(operation, case, response)
        except BaseException as problem:
            problem.add_note(f"{caller} called {operation.operation_id}: {request.method} {request.url}")
            problem.add_note(f"with {dict(request.headers)} and {request.body!r:.2000}")
            problem.add_note(f"and got {response.status_code} {response.content!r:.2000}")
            raise
        if response.status_code < 300 and operation.produces == JSON and response.content:
            place.known.learn(json.loads(response.content), operation.operation_id)


def _prepared(case: Case, token: str | None, sign: Sign | None) -> PreparedRequest:
    arguments = case.as_transport_kwargs(base_url=ADDRESS)
    if token is not None:
        arguments["headers"]["Authorization"] = f"Bearer {token}"
    request = Request(**arguments).prepare()
    if sign is not None:
        body = request.body or b""
        signed, headers = sign(body.encode() if isinstance(body, str) else body)
        request.prepare_body(signed, None)
        request.headers.update(headers)
    return request


def _hold_failure(operation: Operation, response: Response) -> None:
    """Nothing that is sent may break the application; only what an operation itself declares may be a 5xx."""
    if response.status_code >= 500:
        declared = {error.code for error in operation.errors} - {InternalError.code, TryAgain.code}
        assert json.loads(response.content)["code"] in declared, "a request broke the application"


def _hold_headers(response: Response) -> None:
    for name, value in _SECURITY_HEADERS.items():
        assert response.headers.get(name) == [value], f"{name} is {response.headers.get(name)}"
    assert response.headers.get("content-security-policy")
    assert response.headers.get("x-request-id")
    if response.status_code >= 400:
        assert response.headers["content-type"] == [PROBLEM_JSON]
        assert response.headers["cache-control"] == ["no-store"]


def _hold_refusal(operation: Operation, case: Case, response: Response) -> None:
    """What the document calls right may be refused for what it means, never for its form."""
    if case.meta is None or not case.meta.generation.mode.is_positive or operation.raw_body:
        return
    if response.status_code >= 400:
        code = json.loads(response.content)["code"]
        assert code not in _UNREADABLE, f"the document calls this request right, the answer is {code}"
    if operation.body is not None:
        # As the application reads it: what this refuses, the document must not allow.
        msgspec.convert(case.body, operation.body)


def _ids(operation: Operation, known: Known, draw: st.DrawFn) -> dict[str, list[str]]:
    """Return known ids for the path's parameters, or nothing: then they are made up."""
    ids = {name: known.of(name) for name in operation.path_types}
    return ids if ids and all(ids.values()) and draw(st.integers(0, 3)) else {}


def _use_known(case: Case, operation: Operation, known: Known, draw: st.DrawFn) -> None:
    """Put known ids and cursors in the place of made-up ones, and write whole numbers as JSON clients do."""
    if isinstance(case.body, dict):
        case.body = _whole(case.body)
        for name in [name for name in case.body if name.endswith("_id") and known.of(name)]:
            case.body[name] = draw(st.sampled_from(known.of(name)))
    cursors = known.of(f"{operation.operation_id} cursor")
    if cursors and draw(st.booleans()):
        case.query = {**(case.query or {}), "cursor": draw(st.sampled_from(cursors))}


def _whole(value: Any) -> Any:
    """JSON Schema calls 50.0 an integer; the API does not take it for one, and no client writes it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list) else value


def _next_to(described: APIOperation, operation: Operation, good: Good, draw: st.DrawFn) -> Case:
    """Return the good request with one place of its query or body changed."""
    body, query = deepcopy(good.body), dict(good.query)
    if body is not None:
        body = _changed(body, draw)
    elif query:
        name = draw(st.sampled_from(sorted(query)))
        query[name] = draw(st.sampled_from([each for each in ODD if isinstance(each, str)]))
    return described.Case(
        path_parameters=dict(good.path),
        query=query,
        headers={"Idempotency-Key": draw(st.uuids()).hex} if operation.idempotent else {},
        body=NOT_SET if body is None else body,
        media_type=None if body is None else JSON,
    )


def _changed(content: Any, draw: st.DrawFn) -> Any:
    """Return the content with one place of it changed or left out."""
    place = draw(st.sampled_from(list(_places(content))))
    if not place:
        return draw(st.sampled_from(ODD))
    parent = content
    for step in place[:-1]:
        parent = parent[step]
    if draw(st.integers(0, 4)) == 0:
        del parent[place[-1]]
    else:
        parent[place[-1]] = draw(st.sampled_from(ODD))
    return content


def _places(content: Any, at: Path = ()) -> Iterator[Path]:
    yield at
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _places(value, (*at, name))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _places(value, (*at, number))


def _named(content: Any) -> Iterator[tuple[str, str]]:
    """Yield each piece of text in a document with its field's name."""
    if isinstance(content, Mapping):
        for name, value in content.items():
            if isinstance(value, str):
                yield name, value
            else:
                yield from _named(value)
    elif isinstance(content, list):
        for value in content:
            yield from _named(value)
