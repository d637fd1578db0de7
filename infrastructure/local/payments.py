"""The payment stand-in: the few Stripe calls the application makes, and pages on which to act as payer and bank.

The application differs only in base address and key; with a real test key in .local/secrets.json the same run uses
Stripe. No money moves here. It listens on the loopback interface and is never deployed.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import stripe
from aiohttp import web

from infrastructure.local.layout import layout_from, local_secrets
from infrastructure.local.pages import origin_of, page
from infrastructure.local.payment_books import Books, JsonObject, Refusal, public, whole
from infrastructure.local.serving import serve
from infrastructure.local.webhook_delivery import Delivery

NOTICE = (
    '<p class="notice"><strong>Test checkout: not Stripe, no real money.</strong> Nothing is charged to anybody.</p>'
)
_OVERDUE_SECONDS = 5.0
_MAX_PAGE = 100
_KINDS = {
    "checkout/sessions": "checkout.session",
    "payment_intents": "payment_intent",
    "charges": "charge",
    "refunds": "refund",
    "disputes": "dispute",
}


@dataclass(frozen=True)
class Provider:
    """Everything the handlers need."""

    books: Books
    delivery: Delivery
    secret_key: str


PROVIDER: web.AppKey[Provider] = web.AppKey("provider", Provider)


def make_app(provider: Provider) -> web.Application:
    """Return the server. While it runs, it delivers webhooks and lets checkouts lapse."""
    app = web.Application(middlewares=[_refusals_as_json], client_max_size=256 * 1024)
    app[PROVIDER] = provider
    app.cleanup_ctx.append(_background)
    kinds = "|".join(_KINDS)
    app.add_routes(
        [
            web.get("/", _overview),
            web.get("/pay/{id}", _checkout_page),
            web.post("/pay/{id}", _checkout_form),
            web.post("/bank/intents/{id}/pay", _pay_intent),
            web.post("/bank/charges/{id}/dispute", _open_dispute),
            web.post("/bank/disputes/{id}/close", _close_dispute),
            web.post("/v1/checkout/sessions", _creator(lambda books, form, _: books.create_checkout(form))),
            web.post(
                "/v1/checkout/sessions/{id}/expire",
                _creator(lambda books, _, object_id: books.expire_checkout(object_id)),
            ),
            web.post("/v1/payment_intents", _creator(lambda books, form, _: books.create_payment_intent(form))),
            web.post("/v1/refunds", _creator(lambda books, form, _: books.create_refund(form))),
            web.get("/v1/refunds", _list_refunds),
            web.get(f"/v1/{{kind:{kinds}}}/{{id}}", _retrieve),
            web.route("*", "/v1/{rest:.*}", _unknown),
        ]
    )
    return app


async def _background(app: web.Application) -> AsyncIterator[None]:
    provider = app[PROVIDER]
    tasks = [asyncio.create_task(provider.delivery.run()), asyncio.create_task(_lapse(provider))]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _lapse(provider: Provider) -> None:
    while True:
        provider.books.expire_overdue()
        provider.delivery.wake()
        await asyncio.sleep(_OVERDUE_SECONDS)


@web.middleware
async def _refusals_as_json(request: web.Request, handler: Any) -> web.StreamResponse:
    """Check the key of API calls, give each answer a request id, and show refusals as Stripe does."""
    for_api = request.path.startswith("/v1/")
    try:
        if for_api and request.headers.get("Authorization") != f"Bearer {request.app[PROVIDER].secret_key}":
            return _error(401, {"type": "invalid_request_error", "message": "Invalid API Key provided"})
        response: web.StreamResponse = await handler(request)
    except Refusal as refusal:
        if not for_api:
            body = f"<h1>That did not work</h1><p>{html.escape(refusal.message)}</p>"
            return page("Test payments", body, status=refusal.status)
        about = {"type": refusal.type, "code": refusal.code, "param": refusal.param, "message": refusal.message}
        return _error(refusal.status, {name: value for name, value in about.items() if value is not None})
    return response


def _error(status: int, about: JsonObject) -> web.Response:
    return web.json_response({"error": about}, status=status, headers={"Request-Id": _request_id()})


def _request_id() -> str:
    return f"req_{secrets.token_hex(7)}"


def _creator(make: Callable[[Books, JsonObject, str], JsonObject]) -> Any:
    """Return a handler for a POST that honours idempotency keys."""

    async def handle(request: web.Request) -> web.Response:
        provider = request.app[PROVIDER]
        raw = await request.text()
        form = nested(parse_qsl(raw, keep_blank_values=True))
        key = request.headers.get("Idempotency-Key")
        answer, replayed = provider.books.once(
            key,
            json.dumps([request.path, form], sort_keys=True),
            lambda: make(provider.books, form, request.match_info.get("id", "")),
        )
        provider.delivery.wake()
        headers = {"Request-Id": _request_id()}
        if key:
            headers["Idempotency-Key"] = key
        if replayed:
            headers["Idempotent-Replayed"] = "true"
        return web.json_response(answer, headers=headers)

    return handle


async def _retrieve(request: web.Request) -> web.Response:
    books = request.app[PROVIDER].books
    found = public(books.find(_KINDS[request.match_info["kind"]], request.match_info["id"]))
    for name in {name.split(".")[0] for key, name in request.query.items() if key.startswith("expand")}:
        kind = {"latest_charge": "charge", "charge": "charge", "payment_intent": "payment_intent"}.get(name)
        if kind and isinstance(found.get(name), str):
            found[name] = public(books.find(kind, found[name]))
    return web.json_response(found, headers={"Request-Id": _request_id()})


async def _list_refunds(request: web.Request) -> web.Response:
    books = request.app[PROVIDER].books
    matching = {name: request.query[name] for name in ("charge", "payment_intent") if name in request.query}
    refunds = books.newest("refund", **matching)
    after = request.query.get("starting_after")
    if after is not None:
        books.find("refund", after)
        ids = [refund["id"] for refund in refunds]
        refunds = refunds[ids.index(after) + 1 :] if after in ids else []
    limit = min(whole(request.query.get("limit", "10"), "limit"), _MAX_PAGE)
    answer = {"object": "list", "url": "/v1/refunds", "has_more": len(refunds) > limit}
    return web.json_response({**answer, "data": [public(refund) for refund in refunds[:limit]]})


async def _unknown(request: web.Request) -> web.Response:
    raise Refusal(404, None, f"Unrecognized request URL ({request.method}: {request.path}): not among the calls used.")


async def _checkout_page(request: web.Request) -> web.Response:
    provider = request.app[PROVIDER]
    checkout = provider.books.find("checkout.session", request.match_info["id"])
    if checkout["status"] != "open":
        word = "paid" if checkout["payment_status"] == "paid" else "closed"
        return page("Test checkout", f"<h1>Test checkout</h1>{NOTICE}<p>This checkout is {word}.</p>")
    body = (
        f"<h1>Test checkout</h1>{NOTICE}"
        f'<form method="post" class="card"><p>{html.escape(checkout["_description"])}</p>'
        f'<p class="amount">{money(checkout["amount_total"], checkout["currency"])}</p>'
        '<div class="row"><button class="main" name="action" value="pay">Pay with test money</button>'
        '<button name="action" value="cancel">Cancel</button></div></form>'
    )
    return page("Test checkout", body, may_lead_to=_ways_back(checkout))


async def _checkout_form(request: web.Request) -> web.Response:
    provider, form = request.app[PROVIDER], await request.post()
    checkout = provider.books.find("checkout.session", request.match_info["id"])
    if form.get("action") == "pay":
        # A second click on a paid checkout leads to the same place as the first.
        if checkout["payment_status"] != "paid":
            provider.books.pay_checkout(checkout["id"])
            provider.delivery.wake()
        target = checkout["success_url"]
    else:
        target = checkout["cancel_url"] or checkout["success_url"]
    return web.Response(status=303, headers={"Location": target.replace("{CHECKOUT_SESSION_ID}", checkout["id"])})


async def _pay_intent(request: web.Request) -> web.Response:
    return _acted(request, request.app[PROVIDER].books.pay_intent(request.match_info["id"]))


async def _open_dispute(request: web.Request) -> web.Response:
    return _acted(request, request.app[PROVIDER].books.open_dispute(request.match_info["id"]))


async def _close_dispute(request: web.Request) -> web.Response:
    form = await request.post()
    if form.get("outcome") not in ("won", "lost"):
        raise Refusal(400, None, "The outcome is won or lost.", "outcome")
    won = form["outcome"] == "won"
    return _acted(request, request.app[PROVIDER].books.close_dispute(request.match_info["id"], won=won))


def _acted(request: web.Request, thing: JsonObject) -> web.Response:
    """Answer to a person with the overview, to a program with what became of the object."""
    request.app[PROVIDER].delivery.wake()
    if "text/html" in request.headers.get("Accept", ""):
        return web.Response(status=303, headers={"Location": "/"})
    return web.json_response(public(thing))


async def _overview(request: web.Request) -> web.Response:
    provider = request.app[PROVIDER]
    rows = "".join(_payment_row(provider.books, charge) for charge in provider.books.newest("charge")[:50])
    payments = f"<table><tr><th>Charge</th><th>Amount</th><th>State</th><th></th></tr>{rows}</table>" if rows else ""
    events = "".join(
        f"<tr><td>{html.escape(event['type'])}</td><td>{'taken' if event['_delivered'] else 'waiting'}</td></tr>"
        for event in reversed(provider.books.events[-20:])
    )
    body = (
        f"<h1>Test payments</h1>{NOTICE}<p>Here you act as the payer’s bank.</p>"
        f"<h2>Payments</h2>{payments or '<p>None yet.</p>'}"
        f"<h2>Latest events</h2><table>{events}</table>"
    )
    return page("Test payments", body)


def _payment_row(books: Books, charge: JsonObject) -> str:
    state, action = (
        "paid",
        f'<form method="post" action="/bank/charges/{charge["id"]}/dispute"><button>Dispute</button></form>',
    )
    if charge["amount_refunded"]:
        state = f"refunded {money(charge['amount_refunded'], charge['currency'])}"
    for dispute in books.newest("dispute", charge=charge["id"]):
        state, action = f"dispute {dispute['status'].replace('_', ' ')}", ""
        if dispute["status"] not in ("won", "lost"):
            action = (
                f'<form method="post" action="/bank/disputes/{dispute["id"]}/close" class="row">'
                '<button name="outcome" value="won">Won by us</button>'
                '<button name="outcome" value="lost">Lost</button></form>'
            )
    amount = money(charge["amount"], charge["currency"])
    return f"<tr><td>{charge['id']}</td><td>{amount}</td><td>{state}</td><td>{action}</td></tr>"


def _ways_back(checkout: JsonObject) -> list[str]:
    return [origin for url in (checkout["success_url"], checkout["cancel_url"]) if url and (origin := origin_of(url))]


def money(amount_cents: int, currency: str) -> str:
    """Return an amount for people, such as `$50.00 USD`."""
    sign = "$" if currency == "usd" else ""
    return f"{sign}{amount_cents // 100:,}.{amount_cents % 100:02d} {currency.upper()}"


def nested(pairs: list[tuple[str, str]]) -> JsonObject:
    """Return a form whose names have brackets (`a[b][0][c]`) as nested objects and lists."""
    root: JsonObject = {}
    for name, value in pairs:
        keys = re.findall(r"[^\[\]]+", name)
        place = root
        for key in keys[:-1]:
            place = place.setdefault(key, {})
        place[keys[-1]] = value
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(inner) for key, inner in value.items()}


def main() -> None:
    """Serve until told to stop."""
    layout = layout_from()
    kept = local_secrets(layout)
    books = Books(layout.state / "payments.json", time.time, stripe.api_version, layout.payments)
    delivery = Delivery(books, f"{layout.origin}/v1/webhooks/stripe", kept["stripe_webhook_secret"])
    serve(make_app(Provider(books, delivery, kept["stripe_secret_key"])), layout.payments_port)


if __name__ == "__main__":
    main()
