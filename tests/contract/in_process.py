"""The real application in process, as API Gateway would call it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from chalice.local import LambdaContext
from requests import PreparedRequest
from schemathesis import Response

import app as application
from chalicelib.core.api import PUBLIC, Operation
from chalicelib.gateways.agora import webhook_signature_of
from chalicelib.gateways.stripe_webhooks import signature_of
from tests.contract.fuzz import Good, Known
from tests.load.bench.route_calls import CALLS
from tests.load.bench.world import World

SECONDS_BETWEEN = 7
"""The clock moves on with each request, so that limits of requests in a time are met, but not by all."""


_RIGHT = "the right person"


class InProcess:
    """A place to send requests to; good requests are those that routes' budgets are counted on."""

    def __init__(self, world: World) -> None:
        self.known = Known()
        self._world = world
        suspended = world.client()
        body = {"suspended": True, "reason": "Checked by hand"}
        world.require(world.api.put(f"/v1/admin/users/{suspended.user_id}/suspension", body, as_=world.admin.subject))
        subjects = {
            "a client": world.client().subject,
            "a reader": world.reader().subject,
            "an admin": world.admin.subject,
            "somebody suspended": suspended.subject,
        }
        self._tokens: dict[str, Callable[[], str | None]] = {
            name: lambda subject=subject: world.api.issuer.token(subject) for name, subject in subjects.items()
        }
        self._tokens |= {"nobody": lambda: None, "a forger": lambda: world.api.issuer.unsigned()}

    def good(self, operation: Operation) -> Good:
        call = CALLS[operation.operation_id](self._world)
        caller = "nobody"
        if call.caller is not None:
            caller, subject = _RIGHT, call.caller.subject
            self._tokens[caller] = lambda: self._world.api.issuer.token(subject)
        named = zip(operation.path.split("/"), call.path.split("/"), strict=True)
        path = {name[1:-1]: unquote(value) for name, value in named if name.startswith("{")}
        signer = _SIGNERS.get(operation.operation_id)
        if call.content is None or signer is None:
            return Good(caller, path, call.body, call.query or {})
        return Good(caller, path, json.loads(call.content), sign=lambda body: signer(self._world, body))

    def callers(self, operation: Operation) -> Sequence[str]:
        others = sorted({*self._tokens} - {_RIGHT})
        # Half of all requests come from the one who may: the others hardly get past the door.
        return [_RIGHT if operation.roles != PUBLIC else "nobody"] * len(others) + others

    def token(self, caller: str) -> str | None:
        return self._tokens[caller]()

    def send(self, operation: Operation, request: PreparedRequest) -> Response:
        self._world.clock.advance(SECONDS_BETWEEN)
        answer = application.app(_event(operation, request), LambdaContext("api", 1_769))
        headers = {name: [value] for name, value in answer["headers"].items()}
        headers |= answer.get("multiValueHeaders") or {}
        return Response(answer["statusCode"], headers, answer["body"].encode(), request, 0.01, False)


def _stripe(world: World, body: bytes) -> tuple[bytes, Mapping[str, str]]:
    # Events that were dealt with are not looked at again: each one is a new one.
    body = re.sub(rb'"evt_[A-Za-z0-9_]+"', b'"evt_fuzz%d"' % world.number(), body)
    seconds = world.clock.at_ms // 1_000 + SECONDS_BETWEEN
    secret = world.runtime.settings.secret("stripe_webhook_secret")
    return body, {"Stripe-Signature": f"t={seconds},v1={signature_of(body, secret, seconds)}"}


def _agora(world: World, body: bytes) -> tuple[bytes, Mapping[str, str]]:
    body = re.sub(rb'"notice-[0-9]+"', b'"notice-%d"' % world.number(), body)
    secret = world.runtime.settings.secret("agora_webhook_secret")
    return body, {"Agora-Signature-V2": webhook_signature_of(body, secret)}


_SIGNERS = {"receive_stripe_event": _stripe, "agora_webhook": _agora}
"""How a webhook's sender signs. A webhook that is missing here is fuzzed without a right signature only."""


def _event(operation: Operation, request: PreparedRequest) -> dict[str, Any]:
    """Return the request as API Gateway hands it to the function: the path's parameters are decoded."""
    url = urlsplit(str(request.url))
    parts = zip(operation.path.split("/"), url.path.split("/"), strict=True)
    content = request.body.encode() if isinstance(request.body, str) else request.body or b""
    headers = {
        name: value.decode("latin-1") if isinstance(value, bytes) else value for name, value in request.headers.items()
    }
    return {
        "resource": operation.path,
        "path": url.path,
        "httpMethod": operation.method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "multiValueQueryStringParameters": parse_qs(url.query, keep_blank_values=True) or None,
        "pathParameters": {name[1:-1]: unquote(value) for name, value in parts if name.startswith("{")} or None,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": operation.method,
            "resourcePath": operation.path,
            "requestId": "11111111-1111-1111-1111-111111111111",
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": base64.b64encode(content).decode(),
        "isBase64Encoded": True,
    }
