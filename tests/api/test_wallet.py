"""Wallet, top-ups, earnings, the provider's webhook and the audit through the application."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app as application
from chalicelib.areas import OPERATIONS
from chalicelib.core import table
from chalicelib.core.ids import derived_id, new_id
from chalicelib.core.runtime import Runtime
from chalicelib.gateways.errors import PaymentRefused
from chalicelib.wallet import handlers, ledger, service
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.payment_items import ProcessedEvent
from chalicelib.wallet.rules import Kind, Transfer, earnings_of, session_clearing, wallet_of
from tests.api.client import Answer, ApiClient
from tests.api.issuer import ISSUER, Issuer
from tests.conftest import START_MS, ManualClock
from tests.fakes.payments import FakePayments, signed_event
from tests.service.wallet_helpers import provider, spend

pytestmark = pytest.mark.usefixtures("table_engine")

SECRET = "test-stripe_webhook_secret"
ADMIN = "test|admin"


@pytest.fixture
def gateway() -> FakePayments:
    return provider()


@pytest.fixture
def api(
    monkeypatch: pytest.MonkeyPatch, runtime: Runtime, issuer: Issuer, gateway: FakePayments, table_engine: str
) -> ApiClient:
    with_gateways = replace(runtime, gateways=SimpleNamespace(payments=gateway))
    monkeypatch.setattr(application, "runtime", lambda: with_gateways)
    return ApiClient(application.app, OPERATIONS, issuer)


@pytest.fixture
def client() -> str:
    """The subject of a client who has a wallet."""
    subject = f"test|client|{new_id('x' * 3, START_MS)}"
    table.write(service.open_wallet(user_of(subject)))
    return subject


@pytest.fixture
def reader() -> str:
    subject = f"test|reader|{new_id('x' * 3, START_MS)}"
    table.write(service.open_earnings(user_of(subject)))
    return subject


def user_of(subject: str) -> str:
    return derived_id("usr", ISSUER, subject)


def start(api: ApiClient, client: str, amount_cents: int = 5_000, key: str = "k1") -> Any:
    answer = api.post(
        "/v1/wallet/top-ups", {"amount_cents": amount_cents, "return_path": "/wallet"}, as_=client, key=key
    )
    assert answer.status == 201
    return answer.json


def pay(gateway: FakePayments, top_up: Any) -> None:
    gateway.store.pay(top_up["checkout_url"].rpartition("/")[2])


def deliver(api: ApiClient, event: dict[str, Any], secret: str = SECRET, at_ms: int = START_MS) -> Answer:
    raw, signature = signed_event(event, secret, at_ms)
    return send(api, raw, signature)


def send(api: ApiClient, raw: bytes, signature: str | None) -> Answer:
    headers = {} if signature is None else {"Stripe-Signature": signature}
    return api.post("/v1/webhooks/stripe", content=raw, headers=headers)


def funded(api: ApiClient, gateway: FakePayments, client: str, amount_cents: int = 5_000) -> Any:
    top_up = start(api, client, amount_cents)
    pay(gateway, top_up)
    for event in gateway.store.events:
        assert deliver(api, event).status == 200
    return top_up


def test_a_client_tops_up_and_sees_it(api: ApiClient, gateway: FakePayments, client: str) -> None:
    top_up = start(api, client)
    assert top_up["status"] == "pending"
    assert re.fullmatch(r"https://checkout\.example/.+", top_up["checkout_url"])
    again = api.post("/v1/wallet/top-ups", {"amount_cents": 5_000, "return_path": "/wallet"}, as_=client, key="k1")
    assert again.json == top_up
    assert gateway.calls == ["create_checkout"]
    path = f"/v1/wallet/top-ups/{top_up['top_up_id']}"
    assert api.post(f"{path}/refresh", as_=client).json["status"] == "pending"
    pay(gateway, top_up)
    refreshed = api.post(f"{path}/refresh", as_=client).json
    assert (refreshed["status"], refreshed["balance_cents"], refreshed["checkout_url"]) == ("paid", 5_000, None)
    for event in gateway.store.events:
        assert deliver(api, event).json == {"received": True}
    assert api.get(path, as_=client).json == refreshed
    assert api.get("/v1/wallet", as_=client).json == {
        "balance_cents": 5_000,
        "currency": "USD",
        "frozen": False,
        "live_session_id": None,
    }
    (entry,) = api.get("/v1/wallet/entries", as_=client).json["items"]
    assert entry["amount_cents"] == entry["balance_after_cents"] == 5_000
    assert entry["kind"] == "top_up"
    assert entry["description"] == "Top-up"
    assert entry["occurred_at"] == "2025-10-09T08:54:00.000Z"
    assert entry["refers_to"] == {"type": "top_up", "id": top_up["top_up_id"]}


def test_the_payment_page_returns_to_the_web_app(api: ApiClient, gateway: FakePayments, client: str) -> None:
    sent: dict[str, Any] = {}
    create = gateway.create_checkout
    gateway.create_checkout = lambda **given: sent.update(given) or create(**given)  # type: ignore[method-assign, func-returns-value]
    top_up = start(api, client)
    back = f"http://localhost:8000/wallet?top_up={top_up['top_up_id']}"
    assert (sent["success_url"], sent["cancel_url"]) == (f"{back}&paid=1", f"{back}&paid=0")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount_cents": 999, "return_path": "/wallet"}, "amount_cents"),
        ({"amount_cents": 50_001, "return_path": "/wallet"}, "amount_cents"),
        ({"amount_cents": 10.0, "return_path": "/wallet"}, "amount_cents"),
        ({"amount_cents": "5000", "return_path": "/wallet"}, "amount_cents"),
        ({"amount_cents": 5_000, "return_path": "//evil.example"}, "return_path"),
        ({"amount_cents": 5_000, "return_path": "https://evil.example"}, "return_path"),
        ({"amount_cents": 5_000, "return_path": "/wallet\n"}, "return_path"),
        ({"amount_cents": 5_000, "return_path": "/a?b=c"}, "return_path"),
        ({"amount_cents": 5_000}, "return_path"),
    ],
)
def test_what_cannot_be_topped_up(api: ApiClient, client: str, body: dict[str, Any], field: str) -> None:
    answer = api.post("/v1/wallet/top-ups", body, as_=client, key="k")
    assert (answer.status, answer.code, answer.json["field"]) == (422, "validation_failed", field)


def test_money_posts_take_a_key_that_stands_for_one_body(api: ApiClient, client: str) -> None:
    body = {"amount_cents": 5_000, "return_path": "/wallet"}
    assert api.post("/v1/wallet/top-ups", body, as_=client).code == "idempotency_key_required"
    start(api, client)
    other = api.post("/v1/wallet/top-ups", body | {"amount_cents": 6_000}, as_=client, key="k1")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


def test_a_provider_that_fails_is_told_and_the_same_request_goes_on(
    api: ApiClient, gateway: FakePayments, client: str
) -> None:
    body = {"amount_cents": 5_000, "return_path": "/wallet"}
    gateway.fail_next(after_effect=True)
    gateway.fail_next(PaymentRefused("invalid_request"))
    for _ in range(2):
        answer = api.post("/v1/wallet/top-ups", body, as_=client, key="k1")
        assert (answer.status, answer.code) == (502, "payment_provider_failed")
    start(api, client)
    assert sum(one["object"] == "checkout.session" for one in gateway.store._objects.values()) == 1


def test_a_mobile_client_pays_by_payment_intent(api: ApiClient, gateway: FakePayments, client: str) -> None:
    answer = api.post("/v1/wallet/payment-intents", {"amount_cents": 2_000}, as_=client, key="m")
    assert answer.status == 201
    begun = answer.json
    assert begun["client_secret"]
    gateway.store.pay_intent(begun["client_secret"].partition("_secret")[0])
    path = f"/v1/wallet/top-ups/{begun['top_up']['top_up_id']}/refresh"
    assert api.post(path, as_=client).json["status"] == "paid"


def test_somebody_elses_top_up_is_not_found(api: ApiClient, gateway: FakePayments, client: str) -> None:
    top_up = start(api, client)
    other = f"test|client|{new_id('xxx', START_MS)}"
    table.write(service.open_wallet(user_of(other)))
    path = f"/v1/wallet/top-ups/{top_up['top_up_id']}"
    for answer in (api.get(path, as_=other), api.post(f"{path}/refresh", as_=other)):
        assert answer.code == "not_found"
    assert api.get("/v1/wallet/top-ups/top_nonsense", as_=client).code == "not_found"


def test_entries_come_in_pages_bound_to_their_owner_and_filter(
    api: ApiClient, gateway: FakePayments, client: str
) -> None:
    funded(api, gateway, client)
    for _ in range(6):
        spend(user_of(client), 10)
    seen, cursor = [], None
    for _ in range(10):
        query = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = api.get("/v1/wallet/entries", as_=client, query=query).json
        seen += [entry["balance_after_cents"] for entry in page["items"]]
        cursor = page["next_cursor"] or cursor
        if page["next_cursor"] is None:
            break
    assert seen == [4_940, 4_950, 4_960, 4_970, 4_980, 4_990, 5_000]
    gifts = api.get("/v1/wallet/entries", as_=client, query={"kind": "gift", "limit": 100}).json["items"]
    assert len(gifts) == 6
    other = api.get("/v1/wallet/entries", as_=client, query={"kind": "gift", "cursor": cursor})
    assert other.code == "invalid_cursor"
    assert api.get("/v1/wallet/entries", as_=client, query={"kind": "loot"}).code == "validation_failed"


def test_the_statement_file(api: ApiClient, gateway: FakePayments, client: str) -> None:
    funded(api, gateway, client)
    answer = api.get("/v1/wallet/statement.csv", as_=client)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="soulseer-wallet.csv"'
    assert ",50.00,50.00,USD,5000,5000," in answer.body.decode().splitlines()[1]
    for query, lines in (
        ({"from": "2025-10-09", "to": "2025-10-09"}, 2),
        ({"to": "2025-10-08"}, 1),
        ({"from": "2025-10-10"}, 1),
    ):
        text = api.get("/v1/wallet/statement.csv", as_=client, query=query).body.decode()
        assert len(text.splitlines()) == lines
    wrong = api.get("/v1/wallet/statement.csv", as_=client, query={"from": "2025-10-10", "to": "2025-10-09"})
    assert (wrong.code, wrong.json["field"]) == ("validation_failed", "from")
    assert api.get("/v1/wallet/statement.csv", as_=client, query={"from": "soon"}).code == "validation_failed"


def test_a_reader_sees_earnings(api: ApiClient, reader: str) -> None:
    account = earnings_of(user_of(reader))
    session_id = new_id("ses", START_MS)
    posting = Posting(ledger.load_account(account))
    posting.transfer(
        Transfer(
            f"share_{session_id}",
            Kind.SESSION_CHARGE,
            session_clearing(session_id),
            account,
            700,
            START_MS,
            "session",
            session_id,
        )
    )
    ledger.commit(posting)
    assert api.get("/v1/earnings", as_=reader).json == {
        "balance_cents": 700,
        "pending_cents": 700,
        "payable_cents": 0,
        "currency": "USD",
        "frozen": False,
    }
    (entry,) = api.get("/v1/earnings/entries", as_=reader).json["items"]
    assert entry["description"] == "Your share of a reading"
    assert "Your share of a reading" in api.get("/v1/earnings/statement.csv", as_=reader).body.decode()


# --- the webhook ---------------------------------------------------------------------------------------------------


def hostile() -> list[tuple[str, bytes, str | None]]:
    good = {"id": "evt_1", "object": "event", "type": "x", "created": 1, "livemode": False, "data": {"object": {}}}
    raw, signature = signed_event(good, SECRET, START_MS)
    bodies: list[tuple[str, bytes]] = [
        ("empty", b""),
        ("not UTF-8", b"\xff\xfe{}"),
        ("not JSON", b"{"),
        ("a list", b"[]"),
        ("no id", b"{}"),
        ("deep", b"[" * 5_000),
        ("null", b"null"),
        ("id with separator", json.dumps(good | {"id": "evt_1#X"}).encode()),
        ("paid by nothing", json.dumps(good | {"type": "charge.refunded"}).encode()),
    ]
    made = [(name, body, f"t={START_MS // 1_000},v1={_signature(body)}") for name, body in bodies]
    return [
        *made,
        ("no signature", raw, None),
        ("another body", raw + b" ", signature),
        ("another secret", *signed_event(good, "other", START_MS)),
        ("too old", *signed_event(good, SECRET, START_MS - 301_000)),
        ("from the future", *signed_event(good, SECRET, START_MS + 301_000)),
        ("garbage signature", raw, "t=,v1=\x01"),
    ]


def _signature(body: bytes) -> str:
    from chalicelib.gateways.stripe_webhooks import signature_of

    return signature_of(body, SECRET, START_MS // 1_000)


@pytest.mark.parametrize(("name", "raw", "signature"), hostile(), ids=[name for name, _, _ in hostile()])
def test_hostile_bodies_are_rejected(api: ApiClient, name: str, raw: bytes, signature: str | None) -> None:
    answer = send(api, raw, signature)
    assert (answer.status, answer.code) == (400, "webhook_rejected")


def test_a_body_too_large_is_refused(api: ApiClient) -> None:
    assert send(api, b"x" * (256 * 1024 + 1), "t=1,v1=0").status == 413


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    change=st.dictionaries(
        st.sampled_from(
            [
                "id",
                "type",
                "amount",
                "amount_refunded",
                "paid",
                "metadata",
                "payment_intent",
                "currency",
                "status",
                "customer_reference",
            ]
        ),
        st.one_of(
            st.none(), st.integers(-5, 10**13), st.text(max_size=8), st.booleans(), st.lists(st.integers(), max_size=2)
        ),
        min_size=1,
    )
)
def test_signed_events_of_any_shape_are_never_credited_by_mistake(api: ApiClient, change: dict[str, Any]) -> None:
    """Only what is about a top-up of ours, and agrees with it, moves money; every other answer has a name."""
    charge = {
        "id": "ch_1",
        "object": "charge",
        "amount": 5_000,
        "amount_refunded": 0,
        "currency": "usd",
        "paid": True,
        "refunded": False,
        "payment_intent": "pi_1",
        "metadata": {"top_up_id": "top_" + "0" * 26, "customer_reference": "usr_" + "0" * 26},
    }
    event = {
        "id": f"evt_{new_id('xxx', START_MS)}",
        "object": "event",
        "type": "charge.refunded",
        "created": 1,
        "livemode": False,
        "data": {"object": charge | change},
    }
    assert deliver(api, event).code in (None, "webhook_rejected", "payment_contradicted")


def test_unknown_types_are_acknowledged_and_recorded(api: ApiClient) -> None:
    event_id = f"evt_{new_id('xxx', START_MS)}"
    event = {
        "id": event_id,
        "object": "event",
        "type": "product.created",
        "created": 1,
        "livemode": False,
        "data": {"object": {"id": "prod_1"}},
    }
    assert deliver(api, event).json == {"received": True}
    assert deliver(api, event).json == {"received": True}
    recorded = table.load(ProcessedEvent, ProcessedEvent.key(event_id=event_id))
    assert recorded is not None
    assert (recorded.event_type, recorded.outcome) == ("product.created", "unknown_type")


def test_an_event_that_cannot_be_posted_is_a_5xx_until_it_can(
    api: ApiClient, gateway: FakePayments, client: str
) -> None:
    top_up = start(api, client)
    pay(gateway, top_up)
    account = ledger.load_account(wallet_of(user_of(client)))
    table.write(table.Delete(account))
    paid = [event for event in gateway.store.events if event["type"] == "checkout.session.completed"]
    assert [deliver(api, event).status for event in paid * 2] == [500, 500]
    table.write(service.open_wallet(user_of(client)))
    assert deliver(api, paid[0]).status == 200
    assert api.get("/v1/wallet", as_=client).json["balance_cents"] == 5_000


def test_a_payment_that_contradicts_its_top_up_is_never_acknowledged(
    api: ApiClient, gateway: FakePayments, client: str
) -> None:
    pay(gateway, start(api, client))
    event = next(event for event in gateway.store.events if event["type"] == "checkout.session.completed")
    event["data"]["object"]["amount_total"] = 4_999
    answers = [deliver(api, event) for _ in range(2)]
    assert [(each.status, each.code) for each in answers] == [(500, "payment_contradicted")] * 2
    assert api.get("/v1/wallet", as_=client).json["balance_cents"] == 0


def test_a_dispute_of_what_the_provider_does_not_know_is_never_acknowledged(api: ApiClient) -> None:
    dispute = {
        "id": "dp_1",
        "object": "dispute",
        "amount": 5_000,
        "currency": "usd",
        "charge": "ch_unknown",
        "status": "needs_response",
        "reason": "general",
        "created": 1,
        "balance_transactions": [],
    }
    event = {
        "id": f"evt_{new_id('xxx', START_MS)}",
        "object": "event",
        "type": "charge.dispute.created",
        "created": 1,
        "livemode": False,
        "data": {"object": dispute},
    }
    assert deliver(api, event).code == "payment_contradicted"


def test_a_secret_can_be_replaced_without_a_gap(
    api: ApiClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(runtime.settings), "secret", lambda self, name: "old,new")
    event = {
        "id": f"evt_{new_id('xxx', START_MS)}",
        "object": "event",
        "type": "x",
        "created": 1,
        "livemode": False,
        "data": {"object": {}},
    }
    assert [deliver(api, event, secret).status for secret in ("old", "new", "other")] == [200, 200, 400]


def test_scenario_13_a_hundred_deliveries_at_once_through_the_application(
    api: ApiClient, gateway: FakePayments, client: str
) -> None:
    top_up = start(api, client)
    pay(gateway, top_up)
    payment = next(one for one in gateway.store._objects.values() if one["object"] == "payment_intent")
    gateway.store.create_refund(payment_intent=payment["id"], amount=5_000, metadata={}, key=None)
    events = [event for event in gateway.store.events for _ in range(17)]
    with ThreadPoolExecutor(16) as pool:
        statuses = set(pool.map(lambda event: deliver(api, event).status, reversed(events)))
    assert statuses <= {200, 503}
    for event in gateway.store.events:
        assert deliver(api, event).status == 200
    entries = api.get("/v1/wallet/entries", as_=client).json["items"]
    assert [entry["amount_cents"] for entry in entries] == [-5_000, 5_000]
    assert api.get(f"/v1/wallet/top-ups/{top_up['top_up_id']}", as_=client).json["status"] == "refunded"


# --- admins ---------------------------------------------------------------------------------------------------------


def test_an_admin_gives_unspent_money_back_and_it_is_audited(
    api: ApiClient, gateway: FakePayments, client: str
) -> None:
    top_up = funded(api, gateway, client)
    path = f"/v1/admin/top-ups/{top_up['top_up_id']}/refund"
    body = {"amount_cents": 2_000, "reason": "asked for it"}
    first = api.post(path, body, as_=ADMIN, key="r1")
    assert first.status == 201
    assert (first.json["amount_cents"], first.json["top_up"]["balance_cents"]) == (2_000, 3_000)
    assert api.post(path, body, as_=ADMIN, key="r1").json == first.json
    for event in gateway.store.events:
        deliver(api, event)
    entries = api.get("/v1/wallet/entries", as_=client).json["items"]
    assert [entry["amount_cents"] for entry in entries] == [-2_000, 5_000]
    assert entries[0]["description"] == "Refund to your card: asked for it"
    log = api.get("/v1/admin/audit-log", as_=ADMIN, query={"target_id": top_up["top_up_id"]}).json["items"]
    assert [one["action"] for one in log] == ["top_up_refunded"]

    too_much = api.post(path, body | {"amount_cents": 3_001}, as_=ADMIN, key="r2")
    assert (too_much.code, too_much.json["field"]) == ("validation_failed", "amount_cents")
    gateway.fail_next(PaymentRefused("invalid_request", provider_code="charge_disputed"))
    assert api.post(path, body | {"amount_cents": 10}, as_=ADMIN, key="r3").code == "conflict"
    assert api.get("/v1/wallet", as_=client).json["balance_cents"] == 3_000
    account = ledger.load_account(wallet_of(user_of(client)))
    table.write(table.Update(account, [Account.open_disputes.set(1)]))
    assert api.post(path, body, as_=ADMIN, key="r4").code == "wallet_frozen"


def test_a_top_up_that_was_not_paid_cannot_be_refunded(api: ApiClient, client: str) -> None:
    body = {"amount_cents": 100, "reason": "asked for it"}
    path = f"/v1/admin/top-ups/{start(api, client)['top_up_id']}/refund"
    assert api.post(path, body, as_=ADMIN, key="r").code == "conflict"
    missing = f"/v1/admin/top-ups/{new_id('top', START_MS)}/refund"
    assert api.post(missing, body, as_=ADMIN, key="r").code == "not_found"


def test_an_admin_reads_and_runs_the_audit(
    api: ApiClient, gateway: FakePayments, client: str, empty_table: None, clock: ManualClock
) -> None:
    assert api.get("/v1/admin/ledger-check", as_=ADMIN).code == "not_found"
    table.write(service.open_wallet(user_of(client)))
    funded(api, gateway, client)
    report = api.post("/v1/admin/ledger-check", as_=ADMIN).json
    assert report["violations"] == []
    assert report["counts"]["account"] == 1
    assert not report["payouts_stopped"]
    assert api.get("/v1/admin/ledger-check", as_=ADMIN).json == report

    account = ledger.load_account(wallet_of(user_of(client)))
    table.write(table.Update(account, [Account.balance_cents.set(1)]))
    broken = api.post("/v1/admin/ledger-check", as_=ADMIN).json
    assert {violation["invariant"] for violation in broken["violations"]} == {"balance_mismatch", "sum_not_zero"}
    assert broken["payouts_stopped"]


def test_the_daily_check_sends_the_metric_also_when_it_finds_nothing(
    runtime: Runtime, empty_table: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from chalicelib.core import observability

    surroundings = replace(runtime, gateways=SimpleNamespace(payments=provider()))
    assert handlers.daily_ledger_check(surroundings) == {"violations": 0}
    assert "LedgerViolations" in observability.metrics.metric_set
    observability.metrics.clear_metrics()
    capsys.readouterr()
