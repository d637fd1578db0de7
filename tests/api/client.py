"""Drives a Chalice application in process, as API Gateway would, and holds every answer against its declaration.

    api.post("/v1/sessions", {"reader_id": …}, as_="test|client", key="k1")

`as_` is a subject; a real token is signed for it. An answer that the operation does not declare fails the test,
whatever the test itself looks at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec
from chalice.app import Chalice
from chalice.test import Client

from chalicelib.core.api import JSON, Operation, Operations
from tests.api.issuer import Issuer


@dataclass(frozen=True)
class Answer:
    """An answer as a client sees it; header names are lower-case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str | None:
        """The problem's code, None when the answer is no problem."""
        if self.headers.get("content-type") != "application/problem+json":
            return None
        code: str = self.json["code"]
        return code


class ApiClient:
    """A client of `app`, whose routes were bound from `operations`."""

    def __init__(self, app: Chalice, operations: Operations, issuer: Issuer) -> None:
        self._http = Client(app).http
        self._operations = list(operations)
        self.issuer = issuer

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        as_: str | None = None,
        token: str | None = None,
        key: str | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:
        """Send a request; `body` goes out as JSON, `content` as it is."""
        sent = {"content-type": JSON} if body is not None or content is not None else {}
        if as_ is not None:
            token = self.issuer.token(as_)
        if token is not None:
            sent["authorization"] = f"Bearer {token}"
        if key is not None:
            sent["idempotency-key"] = key
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        raw = content if content is not None else b"" if body is None else msgspec.json.encode(body)
        target = path if query is None else f"{path}?{urlencode(query, doseq=True)}"
        received = self._http.request(method, target, headers=sent, body=raw)
        answer = Answer(
            received.status_code, {name.lower(): value for name, value in received.headers.items()}, received.body
        )
        self._check(method, path, answer)
        return answer

    def get(self, path: str, **options: Any) -> Answer:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.request("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.request("PUT", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.request("PATCH", path, body, **options)

    def _check(self, method: str, path: str, answer: Answer) -> None:
        operation = self._find(method, path)
        if operation is None:
            return
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-request-id"]
        if answer.code is not None:
            declared = {(error.status, error.code) for error in operation.errors}
            assert (answer.status, answer.code) in declared, f"{operation.operation_id}: undeclared {answer.json}"
        elif answer.status == 304:
            assert operation.etag
            assert answer.body == b""
        else:
            assert answer.status == operation.status, (operation.operation_id, answer)
            if operation.produces == JSON and operation.returns is not None:
                msgspec.json.decode(answer.body, type=operation.returns)

    def _find(self, method: str, path: str) -> Operation | None:
        """Return the operation of a request; a literal path wins over one with parameters."""
        for each in sorted(self._operations, key=lambda each: each.path.count("{")):
            pattern = re.sub(r"\\\{[a-z_]+\\\}", "[^/]+", re.escape(each.path))
            if each.method == method and re.fullmatch(pattern, path):
                return each
        return None
