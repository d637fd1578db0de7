"""The main job through the API, on the real table engine: ring, accept, talk, be charged, end, read the receipt."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest

import app as application
from chalicelib.accounts import service as accounts
from chalicelib.areas import OPERATIONS
from chalicelib.core.idempotency import TableAnswerStore
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.sessions import handlers
from tests.api.client import Answer, ApiClient
from tests.api.issuer import Issuer
from tests.conftest import ManualClock
from tests.service.sessions import make_reader_profile, top_up

pytestmark = pytest.mark.usefixtures("table_engine")


class RecordingQueue:
    """Keeps the messages that were sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send(self, bodies: list[str]) -> None:
        self.bodies.extend(bodies)

    def waiting(self) -> int:
        return 0


class Gateways:
    """What the sessions' area asks of outside services."""

    def __init__(self) -> None:
        self.queue = RecordingQueue()


class World:
    """A client and a reader, both signed in through the API, and time that is moved by hand."""

    def __init__(self, api: ApiClient, clock: ManualClock, runtime: Runtime) -> None:
        self.api, self.clock, self.runtime = api, clock, runtime
        self.client, self.reader = (f"auth0|{new_id('sub', clock.at_ms)}" for _ in range(2))
        self.client_id = self.me(self.client)["user_id"]
        self.reader_id = self.me(self.reader)["user_id"]
        make_reader_profile(self.reader_id)

    def me(self, subject: str) -> Any:
        return self.api.get("/v1/me", as_=subject).json

    def start(self, key: str = "start-1", modality: str = "video") -> Answer:
        body = {"reader_id": self.reader_id, "modality": modality}
        return self.api.post("/v1/sessions", body, as_=self.client, key=key)

    def both_beat(self, path: str) -> Any:
        self.api.post(f"{path}/heartbeat", {"leaving": False}, as_=self.reader)
        return self.api.post(f"{path}/heartbeat", {"leaving": False}, as_=self.client).json

    def talk(self, path: str, seconds: int) -> Any:
        seen = None
        for _ in range(seconds // 15):
            self.clock.advance(15)
            seen = self.both_beat(path)
        return seen

    def begin(self, modality: str = "video", key: str = "start-1") -> str:
        path = f"/v1/sessions/{self.start(key, modality).json['session_id']}"
        assert self.api.post(f"{path}/accept", as_=self.reader).status == 200
        assert self.both_beat(path)["state"] == "active"
        return path


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, clock: ManualClock, issuer: Issuer, runtime: Runtime) -> World:
    settings = replace(runtime.settings, stage="local", secrets=_secrets_without_agora())
    real = replace(
        runtime,
        settings=settings,
        resolve_actor=accounts.resolve_actor,
        answers=TableAnswerStore(),
        gateways=Gateways(),
    )
    monkeypatch.setattr(application, "runtime", lambda: real)
    return World(ApiClient(application.app, OPERATIONS, issuer), clock, real)


def _secrets_without_agora() -> Any:
    from chalicelib.core.settings import Secrets

    known = {"cursor_secret": "c", "relay_secret": "r", "agora_webhook_secret": "a"}
    return Secrets("/soulseer/test/", lambda _prefix, names: {n: known[n] for n in names if n in known})


def test_the_main_job(world: World) -> None:
    assert world.start("broke").code == "insufficient_funds"
    top_up(world.client_id, 5_000)

    started = world.start()
    assert started.status == 201
    session = started.json
    assert (session["state"], session["party"], session["rate_cents"]) == ("waiting", "client", 250)
    again = world.start()
    assert again.json["session_id"] == session["session_id"]
    path = f"/v1/sessions/{session['session_id']}"

    ringing = world.api.get("/v1/me/live-session", as_=world.reader).json["session"]
    assert ringing["session_id"] == session["session_id"]
    assert ringing["balance_cents"] is None
    assert world.api.post(f"{path}/accept", as_=world.client).code == "forbidden"
    assert world.api.post(f"{path}/media-token", as_=world.client).code == "session_wrong_state"
    assert world.api.post(f"{path}/accept", as_=world.reader).json["accepted_at"] is not None
    token = world.api.post(f"{path}/media-token", as_=world.client).json
    assert (token["provider"], token["uid"], token["channel"]) == ("browser", 1, session["session_id"])

    assert world.both_beat(path)["state"] == "active"
    live = world.talk(path, 150)
    assert live["charged_minutes"] == 3
    assert live["charged_cents"] == 750
    assert live["connected_seconds"] == 150
    assert live["balance_cents"] == 4_250
    assert live["minutes_left"] == 17
    assert world.api.get(f"{path}/receipt", as_=world.client).code == "not_found"

    ended = world.api.post(f"{path}/end", as_=world.client).json
    assert (ended["state"], ended["end_reason"]) == ("finalized", "ended_by_client")
    assert world.api.post(f"{path}/end", as_=world.reader).json["end_reason"] == "ended_by_client"

    receipt = world.api.get(f"{path}/receipt", as_=world.client).json
    assert [minute["amount_cents"] for minute in receipt["minutes"]] == [250, 250, 250]
    assert receipt["total_cents"] == 750
    assert receipt["split"] is None
    assert len(receipt["intervals"]) == 1
    of_reader = world.api.get(f"{path}/receipt", as_=world.reader).json
    assert of_reader["split"] == {"reader_cents": 525, "platform_cents": 225}
    assert of_reader["minutes"] == receipt["minutes"]
    assert world.api.post(f"{path}/media-token", as_=world.client).code == "session_wrong_state"
    assert world.api.get("/v1/me/live-session", as_=world.client).json["session"] is None

    for subject, role in ((world.client, "client"), (world.reader, "reader")):
        listed = world.api.get("/v1/sessions", as_=subject).json["items"]
        assert [(line["session_id"], line["party"], line["total_cents"]) for line in listed] == [
            (session["session_id"], role, 750)
        ]


def test_nobody_else_sees_a_session(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = f"/v1/sessions/{world.start().json['session_id']}"
    stranger = f"auth0|{new_id('sub', world.clock.at_ms)}"
    for method, sub, body in (
        ("GET", "", None),
        ("GET", "/receipt", None),
        ("GET", "/messages", None),
        ("GET", "/note", None),
        ("PUT", "/note", {"text": "x"}),
        ("POST", "/heartbeat", {"leaving": False}),
        ("POST", "/end", None),
        ("POST", "/cancel", None),
        ("POST", "/media-token", None),
        ("POST", "/messages", {"client_message_id": "12345678", "text": "x"}),
    ):
        assert world.api.request(method, path + sub, body, as_=stranger).code == "not_found", (method, sub)


def test_a_ring_that_nobody_answers_ends_by_itself(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = f"/v1/sessions/{world.start().json['session_id']}"
    world.clock.advance(60)
    session = world.api.get(path, as_=world.client).json
    assert (session["state"], session["end_reason"]) == ("finalized", "no_answer")
    assert world.api.post(f"{path}/accept", as_=world.reader).code == "session_wrong_state"
    assert world.api.get(f"{path}/receipt", as_=world.client).json["total_cents"] == 0
    assert world.start("second").status == 201


def test_decline_and_cancel(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = f"/v1/sessions/{world.start('a').json['session_id']}"
    assert world.api.post(f"{path}/decline", as_=world.reader).json["end_reason"] == "declined"
    path = f"/v1/sessions/{world.start('b').json['session_id']}"
    assert world.api.post(f"{path}/cancel", as_=world.client).json["end_reason"] == "cancelled"
    assert world.api.post(f"{path}/decline", as_=world.reader).code == "session_wrong_state"


def test_a_receipt_counts_seconds_begun(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin()
    world.talk(path, 60)
    world.clock.advance(0.004)
    world.both_beat(path)
    world.clock.advance(8)
    world.both_beat(path)
    world.clock.at_ms += 250
    world.both_beat(path)
    world.api.post(f"{path}/end", as_=world.client)
    receipt = world.api.get(f"{path}/receipt", as_=world.client).json
    assert len(receipt["minutes"]) == 2
    assert receipt["connected_seconds"] == 69
    assert receipt["intervals"][0]["seconds"] == 69


def test_both_are_reserved(world: World) -> None:
    top_up(world.client_id, 5_000)
    world.start("a")
    assert world.start("b").code == "reader_unavailable"
    other = f"auth0|{new_id('sub', world.clock.at_ms)}"
    top_up(world.me(other)["user_id"], 5_000)
    body = {"reader_id": world.reader_id, "modality": "text"}
    assert world.api.post("/v1/sessions", body, as_=other, key="k").code == "reader_unavailable"


def test_chat_survives_a_reload_and_is_sent_once(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin("text")
    first = {"client_message_id": "aaaaaaaa-1", "text": "Hello"}
    sent = world.api.post(f"{path}/messages", first, as_=world.client)
    assert sent.status == 201
    world.clock.advance(1)
    assert world.api.post(f"{path}/messages", first, as_=world.client).json == sent.json
    world.api.post(f"{path}/messages", {"client_message_id": "aaaaaaaa-1", "text": "Hi"}, as_=world.reader)
    page = world.api.get(f"{path}/messages", as_=world.reader).json
    assert [(m["author"], m["text"]) for m in page["items"]] == [("client", "Hello"), ("reader", "Hi")]
    world.clock.advance(10)
    settled = world.api.get(f"{path}/messages", as_=world.reader, query={"cursor": page["next_cursor"]}).json
    later = world.api.get(f"{path}/messages", as_=world.reader, query={"cursor": settled["next_cursor"]}).json
    assert later["items"] == []
    world.api.post(f"{path}/end", as_=world.reader)
    refused = {"client_message_id": "bbbbbbbb-1", "text": "?"}
    assert world.api.post(f"{path}/messages", refused, as_=world.client).code == "session_wrong_state"
    assert len(world.api.get(f"{path}/messages", as_=world.client).json["items"]) == 2


def test_ringing_and_waiting_in_line_are_bounded(world: World) -> None:
    world.clock.at_ms -= world.clock.at_ms % 60_000
    top_up(world.client_id, 5_000)
    for number in range(10):
        path = f"/v1/sessions/{world.start(f'ring-{number}').json['session_id']}"
        assert world.api.post(f"{path}/cancel", as_=world.client).status == 200
    refused = world.start("ring-10")
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert int(refused.headers["retry-after"]) <= 60
    line = f"/v1/readers/{world.reader_id}/waiting-line"
    codes = [world.api.post(line, as_=world.client).code for _ in range(11)]
    assert codes == ["reader_is_free"] * 10 + ["rate_limited"]
    world.clock.advance(60)
    assert world.start("ring-11").status == 201


def test_a_conversation_may_be_quick_but_not_endless(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin("text")
    world.clock.advance(60 - world.clock.at_ms % 60_000 / 1_000)
    world.both_beat(path)

    def say(number: int, subject: str) -> Answer:
        message = {"client_message_id": f"message-{number}", "text": "Hello"}
        return world.api.post(f"{path}/messages", message, as_=subject)

    assert [say(number, world.client).status for number in range(60)] == [201] * 60
    assert say(60, world.client).code == "rate_limited"
    assert say(60, world.reader).status == 201


def test_notes_are_private(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin()
    world.api.put(f"{path}/note", {"text": "ask about the sea"}, as_=world.client)
    assert world.api.get(f"{path}/note", as_=world.client).json["text"] == "ask about the sea"
    assert world.api.get(f"{path}/note", as_=world.reader).json == {"text": "", "updated_at": None}


def test_sessions_are_chosen_by_how_they_were_held(world: World) -> None:
    top_up(world.client_id, 5_000)
    for key, modality in (("a", "video"), ("b", "text")):
        path = world.begin(modality, key)
        world.talk(path, 45)
        world.api.post(f"{path}/end", as_=world.client)
        world.clock.advance(60)
    missed = f"/v1/sessions/{world.start('c').json['session_id']}"
    world.api.post(f"{missed}/decline", as_=world.reader)
    every = world.api.get("/v1/sessions", as_=world.client).json["items"]
    assert [(each["modality"], each["outcome"]) for each in every] == [
        ("video", "not_held"),
        ("text", "held"),
        ("video", "held"),
    ]
    assert [each["connected_seconds"] for each in every] == [0, 45, 45]
    assert [each["can_be_reviewed"] for each in every] == [False, True, True]
    assert [each["earned_cents"] for each in every] == [None] * 3
    of_reader = world.api.get("/v1/sessions", as_=world.reader).json["items"]
    assert [each["earned_cents"] for each in of_reader] == [0, 175, 175]
    assert [each["can_be_reviewed"] for each in of_reader] == [False] * 3

    def count(subject: str, **query: object) -> int:
        return len(world.api.get("/v1/sessions", as_=subject, query=query).json["items"])

    for subject, other in ((world.client, world.reader_id), (world.reader, world.client_id)):
        assert count(subject, modality="text") == 1
        assert count(subject, outcome="held") == 2
        assert count(subject, modality="video", outcome="not_held") == 1
        assert count(subject, booked="true") == 0
        assert count(subject, counterpart_id=other) == 3
        assert count(subject, counterpart_id=new_id("usr", 1)) == 0
        assert count(subject, **{"from": every[1]["created_at"]}) == 2
        assert count(subject, **{"from": every[2]["created_at"], "to": every[1]["created_at"]}) == 1
    stranger = f"auth0|{new_id('sub', world.clock.at_ms)}"
    assert count(stranger, counterpart_id=world.client_id) == 0
    backwards = {"from": every[1]["created_at"], "to": every[1]["created_at"]}
    refused = world.api.get("/v1/sessions", as_=world.client, query=backwards)
    assert (refused.code, refused.json["field"]) == ("validation_failed", "to")


def test_another_choice_goes_on_from_the_same_place(world: World) -> None:
    for number in range(3):
        top_up(world.client_id, 500)
        path = f"/v1/sessions/{world.start(str(number)).json['session_id']}"
        world.api.post(f"{path}/cancel", as_=world.client)
        world.clock.advance(1)
    first = world.api.get("/v1/sessions", as_=world.client, query={"limit": 1}).json
    rest = {"cursor": first["next_cursor"], "outcome": "not_held", "limit": 100}
    assert len(world.api.get("/v1/sessions", as_=world.client, query=rest).json["items"]) == 2
    assert world.api.get("/v1/sessions", as_=world.reader, query=rest).code == "invalid_cursor"


def test_polling_with_an_etag(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin()
    first = world.api.get(path, as_=world.client)
    world.clock.advance(1)
    again = world.api.get(path, as_=world.client, headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304
    world.talk(path, 60)
    assert world.api.get(path, as_=world.client, headers={"If-None-Match": first.headers["etag"]}).status == 200


def test_tick_and_workers_charge(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin()
    session_id = path.rsplit("/", 1)[1]
    handlers.billing_tick(world.runtime, world.clock.at_ms)
    bodies = world.runtime.gateways.queue.bodies
    assert any(session_id in body for body in bodies)
    world.talk(path, 45)
    world.clock.advance(60)
    for body in (*bodies, handlers.Batch(world.clock.at_ms, [session_id]).encode()):
        handlers.work(world.runtime, handlers.Batch.decode(body))
    assert world.api.get(path, as_=world.client).json["state"] == "paused"


def test_agora_notices_are_evidence(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin()
    session_id = path.rsplit("/", 1)[1]
    world.talk(path, 90)
    left_at = world.clock.at_ms // 1_000
    world.clock.advance(5)

    def notice(notice_id: str, secret: str = "a") -> Answer:
        payload = {"channelName": session_id, "uid": 1, "ts": left_at, "clientSeq": 7, "reason": 1}
        raw = json.dumps(
            {
                "noticeId": notice_id,
                "productId": 1,
                "eventType": 108,
                "notifyMs": world.clock.at_ms,
                "payload": payload,
            }
        ).encode()
        signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        return world.api.post("/v1/webhooks/agora", content=raw, headers={"Agora-Signature-V2": signature})

    assert notice("n1", secret="wrong").code == "webhook_rejected"
    assert notice("n1").status == 200
    assert notice("n1").status == 200
    session = world.api.get(path, as_=world.client).json
    assert session["state"] == "paused"
    assert session["pause"]["missing"] == ["client"]
    assert session["connected_seconds"] == 90


def test_an_admin_refunds_a_settled_session(world: World) -> None:
    top_up(world.client_id, 5_000)
    path = world.begin()
    world.talk(path, 280)
    world.api.post(f"{path}/end", as_=world.client)
    admin = f"auth0|{new_id('sub', world.clock.at_ms)}"
    _make_admin(world.me(admin)["user_id"])
    url = path.replace("/v1/", "/v1/admin/") + "/refund"
    assert world.api.post(url, {"amount_cents": 1_251, "reason": "bad line"}, as_=admin, key="r").status == 422
    body = {"amount_cents": 1_250, "reason": "The line was bad"}
    assert world.api.post(url, body, as_=world.client, key="r1").code == "forbidden"
    receipt = world.api.post(url, body, as_=admin, key="r1").json
    assert (receipt["total_cents"], receipt["refunded_cents"]) == (0, 1_250)
    assert world.api.post(url, body, as_=admin, key="r1").json == receipt
    assert world.api.post(url, {"amount_cents": 1, "reason": "more"}, as_=admin, key="r2").status == 422
    assert world.api.get(f"/v1/sessions/{path.rsplit('/', 1)[1]}", as_=admin).json["party"] is None


def _make_admin(user_id: str) -> None:
    from chalicelib.accounts.items import UserProfile
    from chalicelib.core import table
    from chalicelib.core.table import Update

    profile = table.load(UserProfile, UserProfile.key(user_id=user_id))
    assert profile is not None
    table.write(Update(profile, [UserProfile.role.set("admin")]))
