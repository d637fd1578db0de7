"""A `ProviderStore` over HTTP on loopback, for the real SDK: the few REST calls that the gateway makes."""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.provider_store import JsonObject, ProviderStore, Refusal

Fault = Literal["hang_up", "server_error", "not_json", "a_list", "rate_limit", "no_object", "declined"]

_KINDS = {
    "checkout/sessions": "checkout.session",
    "payment_intents": "payment_intent",
    "charges": "charge",
    "disputes": "dispute",
    "refunds": "refund",
}


class StripeServer:
    """Serves until `close`. `requests` holds what came in: (method, path, form, headers)."""

    def __init__(self, store: ProviderStore, secret_key: str) -> None:
        self.store = store
        self.secret_key = secret_key
        self.requests: list[tuple[str, str, JsonObject, dict[str, str]]] = []
        self.faults: deque[tuple[Fault, bool]] = deque()
        outer = self

        class Handler(_Handler):
            server_state = outer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def fail_next(self, fault: Fault, *, after_effect: bool = False) -> None:
        """Let the next request fail, before it is looked at or after it took effect."""
        self.faults.append((fault, after_effect))

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, method: str, path: str, form: JsonObject, headers: dict[str, str]) -> tuple[int, Any]:
        self.requests.append((method, path, form, headers))
        fault, after_effect = self.faults.popleft() if self.faults else (None, False)
        if fault and not after_effect:
            return _faulty(fault)
        try:
            status, body = self._route(method, path, form, headers)
        except Refusal as refusal:
            # A real message may quote what was sent; none of it may come out of the gateway.
            error = {"type": refusal.type, "code": refusal.code, "message": "Private words about jane@example.com"}
            return refusal.status, {"error": error}
        return _faulty(fault) if fault else (status, body)

    def _route(self, method: str, path: str, form: JsonObject, headers: dict[str, str]) -> tuple[int, JsonObject]:
        if headers.get("authorization") != f"Bearer {self.secret_key}":
            raise Refusal(401, "invalid_request_error")
        key = headers.get("idempotency-key")
        collection, _, object_id = path.removeprefix("/v1/").rpartition("/")
        if method == "GET" and collection in _KINDS:
            return 200, self.store.retrieve(_KINDS[collection], object_id)
        whole = path.removeprefix("/v1/")
        if method == "GET" and whole == "refunds":
            return 200, self.store.list_refunds(form["charge"], int(form["limit"]), form.get("starting_after"))
        if method == "POST" and whole == "checkout/sessions":
            (item,) = form["line_items"]
            if form["mode"] != "payment" or form["payment_intent_data"]["metadata"] != form["metadata"]:
                raise Refusal(400, "invalid_request_error")
            return 200, self.store.create_checkout(
                amount=int(item["price_data"]["unit_amount"]) * int(item["quantity"]),
                currency=item["price_data"]["currency"],
                metadata=form["metadata"],
                expires_at=int(form["expires_at"]),
                key=key,
                description=item["price_data"]["product_data"]["name"],
                success_url=form["success_url"],
                cancel_url=form["cancel_url"],
            )
        if method == "POST" and whole == "payment_intents":
            return 200, self.store.create_payment_intent(
                amount=int(form["amount"]), currency=form["currency"], metadata=form["metadata"], key=key
            )
        if method == "POST" and whole == "refunds":
            return 200, self.store.create_refund(
                payment_intent=form["payment_intent"],
                amount=int(form["amount"]),
                metadata=form.get("metadata", {}),
                key=key,
            )
        raise Refusal(404, "invalid_request_error")


def _faulty(fault: Fault) -> tuple[int, Any]:
    answers: dict[Fault, tuple[int, Any]] = {
        "hang_up": (0, None),
        "server_error": (500, {"error": {"type": "api_error", "message": "Private words"}}),
        "not_json": (200, "<html>"),
        "a_list": (200, []),
        "rate_limit": (429, {"error": {"type": "invalid_request_error", "code": "rate_limit"}}),
        "no_object": (200, {"id": "x"}),
        "declined": (402, {"error": {"type": "card_error", "code": "card_declined", "message": "Private words"}}),
    }
    return answers[fault]


class _Handler(BaseHTTPRequestHandler):
    server_state: StripeServer
    protocol_version = "HTTP/1.1"
    # Answers go out in several small writes; without this each waits 40 ms for an acknowledgement.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._answer("GET", parts.path, decode_form(parts.query))

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._answer("POST", urlsplit(self.path).path, decode_form(raw.decode()))

    def _answer(self, method: str, path: str, form: JsonObject) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, body = self.server_state.answer(method, path, form, headers)
        if status == 0:
            self.close_connection = True
            return
        raw = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Request-Id", "req_made_up")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def decode_form(encoded: str) -> JsonObject:
    """Stripe's form encoding (`a[b][0][c]=1`) as nested dicts and lists; every leaf is a string."""
    root: JsonObject = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        *path, last = re.findall(r"[^\[\]]+", name)
        inner = root
        for step in path:
            inner = inner.setdefault(step, {})
        inner[last] = value
    result: JsonObject = _listed(root)
    return result


def _listed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(step.isdigit() for step in node):
        return [_listed(node[step]) for step in sorted(node, key=int)]
    return {step: _listed(inner) for step, inner in node.items()}
