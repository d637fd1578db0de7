"""Processor time of a warm request in process, and how often the floor it takes.

The floor is what cannot be had for less with these tools: a Chalice application that answers hello, plus the very
calls of the table that the request makes, sent again through bare botocore with ready-made arguments. Both are
measured alternately in this run.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from chalice.app import Chalice

import app as application
from chalicelib.core import dynamodb
from tests.load.bench.engine import raw_client
from tests.load.bench.figure import Figure, at_most, known
from tests.load.bench.profiles import profile
from tests.load.bench.route_calls import Call, start_session
from tests.load.bench.world import Person, Talk, World, world

_WARM_UP = 24
_ROUNDS = 96
_SAMPLE = 6
"""Each so manieth request is not measured but recorded, for the floor to repeat."""
READ_LIMIT = 1.5
MONEY_LIMIT = 1.8


@dataclass(frozen=True)
class _Case:
    """A request that can be made again and again: `make` prepares the next one, which is not measured."""

    name: str
    limit: float
    method: str
    template: str
    make: Callable[[], Call]
    rounds: int = _ROUNDS


class _Context:
    """What Lambda hands to a function."""

    function_name = "api"
    memory_limit_in_mb = 1769
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:api"
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return 29_000


@dataclass(frozen=True)
class RequestCost:
    """What a request took and what its floor took, medians, in milliseconds."""

    name: str
    limit: float
    took_ms: float
    floor_ms: float
    table_calls: int
    profile: str = ""
    """Where the time goes, when it is more than the limit."""


def measure() -> list[RequestCost]:
    """Measure reads and money writes of the API."""
    with world() as place:
        return [_measure(case, place) for case in _cases(place)]


def figures(costs: list[RequestCost]) -> list[Figure]:
    """Each request's ratio to its floor."""
    found: list[Figure] = []
    for each in costs:
        compared = f"hello + the {each.table_calls} calls of the table, bare"
        found += [
            at_most(
                f"handler CPU ÷ floor, {each.name}",
                each.took_ms / each.floor_ms,
                "×",
                each.limit,
                compared,
                binds=each.profile,
            ),
            known("… processor time", each.took_ms, "ms", f"floor {each.floor_ms:.2f} ms"),
        ]
    return found


def _cases(place: World) -> Iterator[_Case]:
    talk = place.active()
    yield _Case("GET session", READ_LIMIT, "GET", "/v1/sessions/{session_id}", lambda: Call(talk.path, talk.client))
    client = place.client()
    yield _Case("GET wallet", READ_LIMIT, "GET", "/v1/wallet", lambda: Call("/v1/wallet", client))
    yield _Case(
        "POST heartbeat that charges", MONEY_LIMIT, "POST", "/v1/sessions/{session_id}/heartbeat", _charging(place)
    )
    yield _Case("POST session", MONEY_LIMIT, "POST", "/v1/sessions", lambda: start_session(place), rounds=48)


def _charging(place: World) -> Callable[[], Call]:
    """Heartbeats of the client that each find a minute due."""
    talk = place.active(minutes=2)

    def make() -> Call:
        for _ in range(3):
            place.clock.advance(15)
            talk.beat()
        place.clock.advance(15)
        place.require(place.api.post(f"{talk.path}/heartbeat", {}, as_=talk.reader.subject))
        return _heartbeat(talk)

    return make


def _heartbeat(talk: Talk) -> Call:
    return Call(f"{talk.path}/heartbeat", talk.client, {"leaving": False})


def _measure(case: _Case, place: World) -> RequestCost:
    handler: Callable[[Any, Any], Any] = application.app
    hello = _hello()
    hello_event = _event("GET", "/hello", Call("/hello"), None)
    context = _Context()
    took: list[float] = []
    floor: list[float] = []
    for number in range(_WARM_UP + case.rounds):
        call = case.make()
        subject = _subject(call.caller)
        event = _event(case.method, case.template, call, place.api.issuer.token(subject))
        recorded: list[tuple[str, dict[str, Any]]] = []
        if number % _SAMPLE == 0:
            with _recording(recorded):
                answer = handler(event, context)
            calls = [(name, _repeatable(name, arguments)) for name, arguments in recorded]
        else:
            started = time.process_time()
            answer = handler(event, context)
            if number >= _WARM_UP:
                took.append(time.process_time() - started)
        assert answer["statusCode"] < 300, answer
        started = time.process_time()
        hello(hello_event, context)
        _send(calls)
        if number >= _WARM_UP:
            floor.append(time.process_time() - started)
    took_ms, floor_ms = (statistics.median(times) * 1_000 for times in (took, floor))
    shown = _profile(case, place, context) if took_ms / floor_ms > case.limit else ""
    return RequestCost(case.name, case.limit, took_ms, floor_ms, len(calls), shown)


def _profile(case: _Case, place: World, context: _Context) -> str:
    """Where the time of a case's requests goes."""

    def requests() -> Iterator[Callable[[], object]]:
        for _ in range(_WARM_UP):
            call = case.make()
            event = _event(case.method, case.template, call, place.api.issuer.token(_subject(call.caller)))
            yield partial(application.app, event, context)

    return profile(prepared=requests())


def _subject(person: Person | None) -> str:
    assert person is not None
    return person.subject


def _hello() -> Chalice:
    served = Chalice(app_name="hello", configure_logs=False)

    @served.route("/hello")
    def hello() -> dict[str, str]:
        return {"hello": "world"}

    return served


def _event(method: str, template: str, call: Call, token: str | None) -> dict[str, Any]:
    """A request as API Gateway hands it to the function."""
    headers = {"content-type": "application/json", **call.headers}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    if call.key is not None:
        headers["idempotency-key"] = call.key
    names = [part[1:-1] for part in template.split("/") if part.startswith("{")]
    values = [
        value for part, value in zip(template.split("/"), call.path.split("/"), strict=True) if part.startswith("{")
    ]
    return {
        "resource": template,
        "path": call.path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "multiValueQueryStringParameters": None,
        "pathParameters": dict(zip(names, values, strict=True)),
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "resourcePath": template,
            "requestId": "11111111-1111-1111-1111-111111111111",
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": None if call.body is None else msgspec.json.encode(call.body).decode(),
        "isBase64Encoded": False,
    }


@contextmanager
def _recording(into: list[tuple[str, dict[str, Any]]]) -> Iterator[None]:
    """Keep what is asked of the table."""

    def keep(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        into.append((operation, arguments))
        return go_on(operation, arguments)

    with dynamodb.around(keep):
        yield


def _repeatable(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The same request, but that it writes to a copy, and under a condition that holds each time."""
    if operation == "TransactWriteItems":
        writes = [{name: _to_copy(write)} for each in arguments["TransactItems"] for name, write in each.items()]
        kept = {name: value for name, value in arguments.items() if name != "ClientRequestToken"}
        return kept | {"TransactItems": writes}
    return _to_copy(arguments) if operation in ("PutItem", "UpdateItem", "DeleteItem") else arguments


def _to_copy(write: dict[str, Any]) -> dict[str, Any]:
    if "Item" in write:
        changed = write | {"Item": _copy(write["Item"])}
    else:
        _store_copy(write["TableName"], write["Key"])
        changed = write | {"Key": _copy(write["Key"])}
    if condition := write.get("ConditionExpression"):
        changed["ConditionExpression"] = f"attribute_exists(pk) OR attribute_not_exists(pk) OR {condition}"
    return changed


def _copy(item: dict[str, Any]) -> dict[str, Any]:
    """The item under another key, and where no sweep looks for it."""
    copied = item | {"pk": {"S": f"COPY#{item['pk']['S']}"}}
    return copied | {"live_shard": {"S": "COPY"}} if "live_shard" in item else copied


def _store_copy(name: str, key: dict[str, Any]) -> None:
    """An update may rest on what the item holds, so its copy must hold it, too."""
    item = raw_client().get_item(TableName=name, Key=key, ConsistentRead=True).get("Item")
    if item is not None:
        raw_client().put_item(TableName=name, Item=_copy(item))


def _send(calls: list[tuple[str, dict[str, Any]]]) -> None:
    client = raw_client()
    for operation, arguments in calls:
        client._make_api_call(operation, arguments)
