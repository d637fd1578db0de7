"""The payment provider's webhooks: only what is authentic, fresh and well-formed gets in."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import stripe
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.gateways.errors import WebhookRejected
from chalicelib.gateways.payments import Charge, Checkout, Dispute, PaymentIntent, ProviderEvent, Refund
from chalicelib.gateways.stripe_webhooks import receive_event, signature_of, verify
from chalicelib.gateways.webhooks import MAX_BODY_BYTES
from tests.conftest import START_MS, ManualClock
from tests.fakes.payments import signed_event
from tests.fakes.provider_store import ProviderStore

SECRET = "whsec_made_up"
OLD_SECRET = "whsec_of_last_year"
NOW_S = START_MS // 1_000


def header(raw: bytes, secret: str = SECRET, at_s: int = NOW_S) -> str:
    return f"t={at_s},v1={signature_of(raw, secret, at_s)}"


def event(**changes: Any) -> dict[str, Any]:
    return {
        "id": "evt_1",
        "object": "event",
        "type": "customer.created",
        "created": NOW_S,
        "livemode": False,
        "data": {"object": {"id": "cus_1", "object": "customer"}},
        **changes,
    }


def receive(body: object, *, secrets: tuple[str, ...] = (SECRET,)) -> ProviderEvent:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return receive_event(raw, header(raw), list(secrets), START_MS)


def reason(raw: bytes, given_header: str | None, *, now_ms: int = START_MS) -> str:
    with pytest.raises(WebhookRejected) as caught:
        receive_event(raw, given_header, [SECRET], now_ms)
    return str(caught.value)


def test_an_event_that_nothing_reads_is_taken_as_it_is() -> None:
    taken = receive(event(account="acct_1"))
    assert (taken.event_id, taken.type, taken.created_at_ms) == ("evt_1", "customer.created", NOW_S * 1_000)
    assert (taken.livemode, taken.account, taken.subject) == (False, "acct_1", None)
    assert taken.object == {"id": "cus_1", "object": "customer"}
    assert "cus_1" not in repr(taken)


@pytest.mark.parametrize("offset_s", [-300, -1, 0, 1, 300])
def test_fresh_within_five_minutes_both_ways(offset_s: int) -> None:
    raw = json.dumps(event()).encode()
    receive_event(raw, header(raw, at_s=NOW_S + offset_s), [SECRET], START_MS)


@pytest.mark.parametrize("offset_s", [-301, 301, -NOW_S, 10**11])
def test_stale_and_from_the_future(offset_s: int) -> None:
    raw = json.dumps(event()).encode()
    assert reason(raw, header(raw, at_s=NOW_S + offset_s)) == "stale"


def test_secrets_can_be_replaced_one_by_another() -> None:
    raw = json.dumps(event()).encode()
    for secret in (SECRET, OLD_SECRET):
        receive_event(raw, header(raw, secret), [SECRET, OLD_SECRET], START_MS)
    both = header(raw, OLD_SECRET) + ",v1=" + signature_of(raw, SECRET, NOW_S)
    receive_event(raw, both, [SECRET], START_MS)
    assert reason(raw, header(raw, OLD_SECRET)) == "wrong_signature"


@pytest.mark.parametrize("secrets", [[], [""], [SECRET, " "], SECRET])
def test_without_a_secret_nobody_gets_in(secrets: Any) -> None:
    raw = json.dumps(event()).encode()
    with pytest.raises(ValueError, match="secrets"):
        receive_event(raw, header(raw, ""), secrets, START_MS)


@pytest.mark.parametrize(
    ("given_header", "expected"),
    [
        (None, "no_signature"),
        ("", "no_signature"),
        ("t=", "malformed_signature"),
        ("v1=" + "a" * 64, "malformed_signature"),
        (f"t={NOW_S}", "malformed_signature"),
        (f"t={NOW_S},v1=", "malformed_signature"),
        (f"t={NOW_S},v1=" + "é" * 64, "malformed_signature"),
        (f"t={NOW_S},v0=" + "a" * 64, "malformed_signature"),
        (f"t={NOW_S},t={NOW_S},v1=" + "a" * 64, "malformed_signature"),
        ("t=+1,v1=" + "a" * 64, "malformed_signature"),
        ("t=" + "9" * 5_000 + ",v1=" + "a" * 64, "malformed_signature"),
        ("t=\u0661,v1=" + "a" * 64, "malformed_signature"),
        (f"t={NOW_S}" + (",v1=" + "a" * 64) * 17, "malformed_signature"),
        (f"t={NOW_S},v1=" + "a" * 64, "wrong_signature"),
    ],
)
def test_hostile_headers(given_header: str | None, expected: str) -> None:
    assert reason(b"{}", given_header) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "empty"),
        (b"x" * (MAX_BODY_BYTES + 1), "too_large"),
        (b"\xff\xfe", "not_json"),
        (b"not json", "not_json"),
        (b"[" * 200_000, "wrong_shape"),
        (b"{" * 10, "not_json"),
        (b'{"a":' * 40_000, "not_json"),
        (b"NaN", "not_json"),
        (b"9" * 10_000, "wrong_shape"),
        (b"[]", "wrong_shape"),
        (b"{}", "wrong_shape"),
        (b"null", "wrong_shape"),
        (b'"evt_1"', "wrong_shape"),
    ],
)
def test_hostile_bodies_with_a_right_signature(raw: bytes, expected: str) -> None:
    assert reason(raw, header(raw)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": ""},
        {"id": "evt_"},
        {"id": "evt_1\n"},
        {"id": 1},
        {"id": "cus_1"},
        {"id": "evt_" + "a" * 300},
        {"object": "v2.core.event"},
        {"type": ""},
        {"type": "a b"},
        {"type": None},
        {"created": -1},
        {"created": "1"},
        {"created": 10**14},
        {"created": 1.5},
        {"livemode": None},
        {"livemode": "false"},
        {"account": ""},
        {"data": None},
        {"data": {}},
        {"data": {"object": []}},
        {"data": {"object": None}},
    ],
)
def test_events_of_another_shape(changes: dict[str, Any]) -> None:
    raw = json.dumps(event(**changes)).encode()
    assert reason(raw, header(raw)) == "wrong_shape"


def test_each_kind_of_event_is_read_as_what_it_is_about(clock: ManualClock) -> None:
    store = ProviderStore(clock.now_ms)
    metadata = {"top_up_id": "top_1"}
    for key in ("a", "b"):
        opened = store.create_checkout(
            amount=5_000, currency="usd", metadata=metadata, expires_at=NOW_S + 3_600, key=key, success_url=key
        )
        if key == "a":
            store.expire(opened["id"])
    done = store.pay(opened["id"])
    refund = store.create_refund(payment_intent=done["payment_intent"], amount=1_000, metadata={}, key="c")
    store.create_refund(payment_intent=done["payment_intent"], amount=1_500, metadata={}, key="d")
    dispute = store.open_dispute(refund["charge"])
    store.close_dispute(dispute["id"], won=True)

    taken = []
    for one in store.events:
        raw, signature = signed_event(one, SECRET, clock.at_ms)
        taken.append(receive_event(raw, signature, [SECRET], clock.at_ms))
    assert len({one.event_id for one in taken}) == len(taken)

    subjects = [(one.type, one.subject) for one in taken]
    kinds: dict[str, type] = {
        "checkout.session.expired": Checkout,
        "charge.succeeded": Charge,
        "payment_intent.succeeded": PaymentIntent,
        "checkout.session.completed": Checkout,
        "refund.created": Refund,
        "charge.refunded": Charge,
        "charge.dispute.created": Dispute,
        "charge.dispute.funds_withdrawn": Dispute,
        "charge.dispute.funds_reinstated": Dispute,
        "charge.dispute.closed": Dispute,
    }
    assert {kind for kind, _ in subjects} == set(kinds)
    assert all(type(subject) is kinds[kind] for kind, subject in subjects)

    cumulative = [
        s.amount_refunded_cents for kind, s in subjects if isinstance(s, Charge) and kind == "charge.refunded"
    ]
    assert cumulative == [1_000, 2_500]
    completed = next(s for kind, s in subjects if kind == "checkout.session.completed")
    assert isinstance(completed, Checkout)
    assert completed.paid
    assert completed.payment_intent == done["payment_intent"]
    assert dict(completed.metadata) == metadata
    assert [s.outcome for _, s in subjects if isinstance(s, Dispute)] == ["open", "open", "won", "won"]


PAID_SESSION = {
    "id": "cs_1",
    "object": "checkout.session",
    "mode": "payment",
    "status": "complete",
    "payment_status": "paid",
    "amount_total": 5_000,
    "currency": "usd",
    "payment_intent": "pi_1",
}
CHARGE = {
    "id": "ch_1",
    "object": "charge",
    "amount": 5_000,
    "amount_refunded": 1_000,
    "currency": "usd",
    "paid": True,
    "refunded": False,
    "payment_intent": {"id": "pi_1", "object": "payment_intent"},
}
INTENT = {
    "id": "pi_1",
    "object": "payment_intent",
    "status": "succeeded",
    "amount": 5_000,
    "amount_received": 5_000,
    "currency": "usd",
    "latest_charge": "ch_1",
}
REFUND = {"id": "re_1", "object": "refund", "amount": 1, "currency": "usd", "status": None, "charge": "ch_1"}
DISPUTE = {
    "id": "dp_1",
    "object": "dispute",
    "amount": 5_000,
    "currency": "usd",
    "charge": "ch_1",
    "status": "warning_needs_response",
    "reason": "general",
    "created": NOW_S,
    "balance_transactions": [],
}


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("checkout.session.completed", PAID_SESSION),
        ("charge.refunded", CHARGE),
        ("payment_intent.succeeded", INTENT),
        ("charge.refund.updated", REFUND),
        ("charge.dispute.created", DISPUTE),
    ],
)
def test_the_smallest_objects_that_are_read(kind: str, subject: dict[str, Any]) -> None:
    assert receive(event(type=kind, data={"object": subject})).subject is not None


def test_related_objects_may_be_expanded() -> None:
    subject = receive(event(type="charge.refunded", data={"object": CHARGE})).subject
    assert isinstance(subject, Charge)
    assert subject.payment_intent == "pi_1"


def test_an_inquiry_takes_nothing() -> None:
    subject = receive(event(type="charge.dispute.created", data={"object": DISPUTE})).subject
    assert isinstance(subject, Dispute)
    assert (subject.outcome, subject.amount_withdrawn_cents, subject.fee_cents) == ("open", 0, 0)


def test_a_checkout_that_collects_no_single_payment_is_none_of_ours() -> None:
    setup = {"id": "cs_1", "object": "checkout.session", "mode": "setup", "amount_total": None}
    assert receive(event(type="checkout.session.completed", data={"object": setup})).subject is None


@pytest.mark.parametrize(
    ("kind", "subject", "changes"),
    [
        ("checkout.session.completed", PAID_SESSION, {"payment_intent": None}),
        ("checkout.session.completed", PAID_SESSION, {"payment_intent": {}}),
        ("checkout.session.completed", PAID_SESSION, {"payment_intent": {"id": 1}}),
        ("checkout.session.completed", PAID_SESSION, {"amount_total": None}),
        ("checkout.session.completed", PAID_SESSION, {"amount_total": "5000"}),
        ("checkout.session.completed", PAID_SESSION, {"amount_total": 5_000.5}),
        ("checkout.session.completed", PAID_SESSION, {"amount_total": True}),
        ("checkout.session.completed", PAID_SESSION, {"amount_total": -1}),
        ("checkout.session.completed", PAID_SESSION, {"currency": "us"}),
        ("checkout.session.completed", PAID_SESSION, {"currency": None}),
        ("checkout.session.completed", PAID_SESSION, {"status": "done"}),
        ("checkout.session.completed", PAID_SESSION, {"metadata": {"top_up_id": 1}}),
        ("checkout.session.completed", PAID_SESSION, {"object": "charge"}),
        ("checkout.session.completed", PAID_SESSION, {"id": ""}),
        ("checkout.session.completed", PAID_SESSION, {"payment_intent": "pi_1#TOPUP"}),
        ("charge.refunded", CHARGE, {"amount_refunded": 5_001}),
        ("charge.refunded", CHARGE, {"amount_refunded": None}),
        ("charge.refunded", CHARGE, {"amount": 10**13}),
        ("payment_intent.succeeded", INTENT, {"amount_received": -5}),
        ("payment_intent.succeeded", INTENT, {"status": None}),
        ("charge.refund.updated", REFUND, {"amount": None}),
        ("charge.dispute.created", DISPUTE, {"charge": None}),
        ("charge.dispute.created", DISPUTE, {"balance_transactions": [{"amount": "1", "fee": 1}]}),
        ("charge.dispute.created", DISPUTE, {"object": "charge"}),
        ("charge.dispute.created", DISPUTE, {"id": "dp#1"}),
    ],
)
def test_objects_of_another_shape(kind: str, subject: dict[str, Any], changes: dict[str, Any]) -> None:
    raw = json.dumps(event(type=kind, data={"object": {**subject, **changes}})).encode()
    assert reason(raw, header(raw)) == "wrong_shape"


# The same scheme as the SDK's

TEXTS = st.text(max_size=200).filter(lambda text: text.encode("utf-8", "ignore").decode() == text and text)
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)
TIMES = st.integers(0, 2**33)


def sdk_accepts(raw: bytes, given_header: str, secret: str) -> bool:
    try:
        return bool(stripe.WebhookSignature.verify_header(raw, given_header, secret))
    except stripe.SignatureVerificationError:
        return False


def we_accept(raw: bytes, given_header: str, secret: str, at_s: int) -> bool:
    try:
        verify(raw, given_header, [secret], at_s * 1_000)
    except WebhookRejected:
        return False
    return True


@given(TEXTS, SECRETS, TIMES)
def test_what_the_sdk_signs_is_accepted(text: str, secret: str, at_s: int) -> None:
    verify(
        text.encode(), stripe.WebhookSignature.generate_signature_header(text, secret, at_s), [secret], at_s * 1_000
    )


@given(TEXTS, SECRETS, TIMES)
def test_the_sdk_accepts_our_signature(text: str, secret: str, at_s: int) -> None:
    assert sdk_accepts(text.encode(), header(text.encode(), secret, at_s), secret)


@given(TEXTS, SECRETS, TIMES, st.data())
def test_tampering_is_refused_as_the_sdk_refuses_it(text: str, secret: str, at_s: int, data: st.DataObject) -> None:
    raw, right = text.encode(), header(text.encode(), secret, at_s)
    what = data.draw(st.sampled_from(["body", "header", "secret", "time"]))
    tampered, given_header, other = raw, right, secret
    if what == "body":
        tampered = data.draw(TEXTS).encode()
        assume(tampered != raw)
    elif what == "header":
        at = data.draw(st.integers(0, len(right) - 1))
        given_header = right[:at] + data.draw(st.characters(codec="ascii")) + right[at + 1 :]
        assume(given_header != right)
    elif what == "secret":
        other = data.draw(SECRETS)
        assume(other != secret)
    else:
        given_header = right.replace(f"t={at_s}", f"t={at_s + 1}")
    if we_accept(tampered, given_header, other, at_s):
        assert sdk_accepts(tampered, given_header, other)
        # Only a header that says the same in other letters may pass.
        assert what == "header"


def test_the_sdk_would_have_let_these_in() -> None:
    """Why the check is our own: each of these passes the SDK's, or fails in it with another kind of error."""
    now_s = int(time.time())
    for raw in (b"[]", b"{}"):
        assert sdk_accepts(raw, header(raw, SECRET, now_s), SECRET)
    ahead = header(b"{}", SECRET, now_s + 10**6)
    assert stripe.WebhookSignature.verify_header(b"{}", ahead, SECRET, 300)
    with pytest.raises(UnicodeDecodeError):
        stripe.WebhookSignature.verify_header(b"\xff", "t=1,v1=a", SECRET)


# Hostile input of any kind

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=300), st.none() | st.text(max_size=200))
def test_no_unsigned_request_gets_in(raw: bytes, given_header: str | None) -> None:
    with pytest.raises(WebhookRejected):
        receive_event(raw, given_header, [SECRET], START_MS)


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_signed_nonsense_is_rejected(raw: bytes) -> None:
    with pytest.raises(WebhookRejected):
        receive_event(raw, header(raw), [SECRET], START_MS)


@given(
    st.sampled_from([("checkout.session.completed", PAID_SESSION), ("charge.refunded", CHARGE),
                     ("payment_intent.succeeded", INTENT), ("refund.failed", REFUND),
                     ("charge.dispute.closed", DISPUTE)]),
    st.data(),
)  # fmt: skip
def test_a_changed_field_is_read_or_rejected(pair: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    kind, subject = pair
    field = data.draw(st.sampled_from(sorted(subject)))
    changed = {**subject, field: data.draw(JSON)}
    raw = json.dumps(event(type=kind, data={"object": changed})).encode()
    try:
        taken = receive_event(raw, header(raw), [SECRET], START_MS)
    except WebhookRejected:
        return
    # Whatever gets in can be stored and sent on.
    repr(taken.subject).encode()
    json.dumps(dict(taken.object)).encode()
