"""The running product (`make run`): requests go through the front, the emulated gateway and the deployed functions."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import PreparedRequest
from schemathesis import Response

from chalicelib.core.api import Operation
from chalicelib.core.auth import Role
from infrastructure.local.layout import ROOT, Layout
from infrastructure.local.people import ADMIN, CLIENTS, READERS
from tests.contract.fuzz import Good, Known
from tests.local.sign_in import access_token

_TOKEN_SECONDS = 480
"""Tokens of the development issuer live for ten minutes; they are renewed before."""
_ANSWER_SECONDS = 30


class Running:
    """A place to send requests to. What it tells of itself (ids, cursors) is what later requests are made of."""

    def __init__(self, layout: Layout) -> None:
        self.known = Known()
        self._layout = layout
        self._session = requests.Session()
        self._tokens: dict[str, tuple[float, str]] = {}
        self._roles = {"a client": Role.CLIENT, "a reader": Role.READER, "an admin": Role.ADMIN}
        subjects = {"a client": CLIENTS[0].subject, "a reader": READERS[0].subject, "an admin": ADMIN.subject}
        self._sign_in: dict[str, Callable[[], str]] = {
            caller: lambda subject=subject: access_token(layout, subject=subject)
            for caller, subject in subjects.items()
        }
        self._suspend_somebody()

    def document(self) -> Any:
        """Return the API document of the product that runs."""
        return requests.get(f"{self._layout.origin}/v1/openapi.json", timeout=_ANSWER_SECONDS).json()

    def _suspend_somebody(self) -> None:
        token = access_token(self._layout, name=f"Suspended {secrets.token_hex(3)}")
        # Kept as it is: a person who was made up can be signed in by this name only once.
        self._tokens["somebody suspended"] = float("inf"), token
        person = self._ask("GET", "/v1/me", token).json()["user_id"]
        path = f"/v1/admin/users/{person}/suspension"
        body = {"suspended": True, "reason": "Checks what suspended people are answered"}
        self._ask("PUT", path, self.token("an admin") or "", body).raise_for_status()

    def _ask(self, method: str, path: str, token: str, body: object = None) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return requests.request(
            method, self._layout.origin + path, headers=headers, json=body, timeout=_ANSWER_SECONDS
        )

    def good(self, operation: Operation) -> Good | None:
        return None

    def callers(self, operation: Operation) -> Sequence[str]:
        everybody = [*self._roles, "somebody suspended", "nobody", "a forger"]
        admitted = [caller for caller, role in self._roles.items() if role in operation.admits]
        return admitted * len(everybody) + everybody

    def token(self, caller: str) -> str | None:
        if caller == "nobody":
            return None
        if caller == "a forger":
            return "eyJhbGciOiJub25lIn0.e30."
        renew_at, token = self._tokens.get(caller, (0.0, ""))
        if time.monotonic() > renew_at:
            token = self._sign_in[caller]()
            self._tokens[caller] = time.monotonic() + _TOKEN_SECONDS, token
        return token

    def send(self, operation: Operation, request: PreparedRequest) -> Response:
        address = urlsplit(str(request.url))
        request.url = f"{self._layout.origin}{address.path}{'?' if address.query else ''}{address.query}"
        answer = self._session.send(request, timeout=_ANSWER_SECONDS, allow_redirects=False)
        return Response.from_requests(answer, verify=False)

    def check(self) -> int:
        """Audit the ledger as `make check` does; return its exit code."""
        return subprocess.run([sys.executable, "-m", "infrastructure.local.check"], cwd=ROOT, check=False).returncode
