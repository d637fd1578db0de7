"""What people do: look for readers, top up, hold sessions. Everybody is somebody new, signed in like anybody.

A session lasts seconds here instead of minutes, and its pages ask more often for it, so that a minute of load has the
requests of many; what is asked, and in which order, is what the web app does.
"""

from __future__ import annotations

import random
import secrets
import time
from itertools import count
from typing import Any, ClassVar

import gevent
import requests
from locust import HttpUser, between, task

from infrastructure.local.layout import Layout
from infrastructure.local.people import ADMIN
from tests.load.traffic.facts import Facts
from tests.load.traffic.promises import Promises
from tests.local.sign_in import access_token, subject_of

RATE_CENTS = 100
TOP_UP_CENTS = 5_000
_LOW_CENTS = 1_000
_WAIT_SECONDS = 30
_NOBODY_THERE = frozenset({0, 502, 503, 504})
_TOKEN_SECONDS = 480
"""Tokens of the development issuer live for ten minutes; they are renewed before."""


def _nobody_answered(status: int, content: bytes) -> bool:
    """Whether an answer is none of the API's: nothing at all, or a word of what stands before it."""
    return status in _NOBODY_THERE or (status >= 500 and b'"request_id"' not in content)


class Answer:
    """The status and the content of an answer."""

    def __init__(self, status: int, content: Any) -> None:
        self.status = status
        self.json = content

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300


class SomebodyUsing(HttpUser):
    """Somebody who calls operations by their names; each answer is held against the API document."""

    abstract = True
    layout: ClassVar[Layout]
    promises: ClassVar[Promises]
    facts: ClassVar[Facts]
    patient_seconds: ClassVar[int] = 0
    """How long somebody tries again when nobody answers: for runs in which things are killed."""
    unanswered: ClassVar[int] = 0
    _number: ClassVar[Any] = count(1)
    _tokens: ClassVar[dict[str, tuple[float, str]]] = {}

    def call(self, operation: str, person: str | None, body: Any = None, *, key: str | None = None, query: Any = None,
             **path: str) -> Answer:  # fmt: skip
        """Call an operation; while things are killed, the same request is sent again until it is answered."""
        method, template = self.promises.route(operation)
        headers = {} if person is None else self.bearer(person)
        if key is not None:
            headers["Idempotency-Key"] = key
        target = template.format(**path)
        waited = 0.0
        while True:
            with self.client.request(
                method, target, name=operation, headers=headers, json=body, params=query, timeout=_WAIT_SECONDS,
                catch_response=True,
            ) as response:  # fmt: skip
                status, content = response.status_code, response.content or b""
                if _nobody_answered(status, content) and waited < self.patient_seconds:
                    response.success()
                else:
                    problem = "no answer" if status == 0 else self.promises.broken(operation, status, content)
                    if problem:
                        response.failure(problem)
                    else:
                        response.success()
                    return Answer(status, response.json() if content and status < 500 else None)
            SomebodyUsing.unanswered += 1
            waited += 1
            gevent.sleep(1)

    @classmethod
    def bearer(cls, person: str) -> dict[str, str]:
        """Return the headers that prove somebody who has signed in before, signing them in again in time."""
        renew_at, token = cls._tokens.get(person, (0.0, ""))
        if time.monotonic() > renew_at:
            token = cls._signed_in(subject=person)
        return {"Authorization": f"Bearer {token}"}

    @classmethod
    def somebody_new(cls) -> str:
        """Sign in somebody who was never here, and return the subject."""
        return subject_of(cls._signed_in(name=f"Load {next(cls._number)} {secrets.token_hex(2)}"))

    @classmethod
    def _signed_in(cls, **whom: str) -> str:
        waited = 0
        while True:
            try:
                token = access_token(cls.layout, **whom)
                SomebodyUsing._tokens[subject_of(token)] = time.monotonic() + _TOKEN_SECONDS, token
                return token
            except (requests.RequestException, KeyError):
                if waited >= cls.patient_seconds:
                    raise
            SomebodyUsing.unanswered += 1
            waited += 1
            gevent.sleep(1)

    def top_up(self, person: str) -> None:
        """Put money into the wallet through the test checkout, and come back from it."""
        body = {"amount_cents": TOP_UP_CENTS, "return_path": "/wallet"}
        begun = self.call("start_top_up", person, body, key=secrets.token_hex(16))
        if not begun.good:
            return
        if not self._pay(begun.json["checkout_url"]):
            return
        top_up_id = begun.json["top_up_id"]
        for _ in range(20):
            told = self.call("refresh_top_up", person, top_up_id=top_up_id)
            if told.good and told.json["status"] == "paid":
                self.facts.top_ups[person][top_up_id] = TOP_UP_CENTS
                return
            gevent.sleep(1)

    def _pay(self, checkout_url: str) -> bool:
        for _ in range(1 + self.patient_seconds):
            with self.client.post(
                checkout_url, data={"action": "pay"}, allow_redirects=False, name="(test checkout)",
                timeout=_WAIT_SECONDS, catch_response=True,
            ) as response:  # fmt: skip
                if response.status_code in (302, 303):
                    response.success()
                    return True
                if not self.patient_seconds:
                    response.failure(f"{response.status_code}")
                    return False
                response.success()
            SomebodyUsing.unanswered += 1
            gevent.sleep(1)
        return False


class Visitor(SomebodyUsing):
    """Somebody who looks around, signed in half of the time."""

    weight = 2
    wait_time = between(0.5, 1.5)

    def on_start(self) -> None:
        self.person = self.somebody_new() if random.random() < 0.5 else None

    @task(5)
    def browse(self) -> None:
        query = random.choice(({}, {"online": "true"}, {"sort": "rating"}, {"q": "tarot"}, {"modality": "video"}))
        found = self.call("list_readers", self.person, query=query)
        if found.good and found.json["items"]:
            reader_id = random.choice(found.json["items"])["reader_id"]
            self.call("get_reader", self.person, reader_id=reader_id)
            self.call("list_reviews", None, reader_id=reader_id)

    @task(2)
    def look_at_own_things(self) -> None:
        if self.person is not None:
            for operation in ("get_account", "get_wallet", "list_wallet_entries", "list_sessions", "get_unread"):
                self.call(operation, self.person)


class Payer(SomebodyUsing):
    """Somebody who tops up again and again, and looks whether the money came."""

    weight = 1
    wait_time = between(8, 12)

    def on_start(self) -> None:
        self.person = self.somebody_new()
        self.call("get_account", self.person)

    @task
    def top_up_and_look(self) -> None:
        self.top_up(self.person)
        self.call("get_wallet", self.person)
        self.call("list_wallet_entries", self.person)


class Couple(SomebodyUsing):
    """A client and a reader who talk with each other, again and again."""

    weight = 3
    wait_time = between(1, 2)

    def on_start(self) -> None:
        self.payer = self.somebody_new()
        self.reader = self.somebody_new()
        self.call("get_account", self.payer)
        self.reader_id = self._become_reader()
        self.top_up(self.payer)

    def _become_reader(self) -> str:
        about = {
            "display_name": "Reader under load",
            "headline": "Cards for busy days",
            "bio": "Reads the cards while many others ask for readings at the same time, and never loses count.",
            "specialities": ["tarot"],
            "languages": ["en"],
        }
        reader = self.call("get_account", self.reader).json["user_id"]
        self.call("apply_as_reader", self.reader, about)
        self.call(
            "verify_reader", ADMIN.subject, {"verified": True, "reason": "Takes part in a load test"}, user_id=reader
        )
        rates = [{"modality": modality, "rate_cents": RATE_CENTS} for modality in ("text", "voice", "video")]
        self.call("change_own_rates", self.reader, {"rates": rates})
        self.call("set_reachability", self.reader, {"reachability": "online"})
        return str(reader)

    @task
    def talk(self) -> None:
        if self.call("get_wallet", self.payer).json["balance_cents"] < _LOW_CENTS:
            self.top_up(self.payer)
        body = {"reader_id": self.reader_id, "modality": random.choice(("text", "voice", "video"))}
        begun = self.call("start_session", self.payer, body, key=secrets.token_hex(16))
        if not begun.good:
            # The last session is not over for everybody yet, or the reader missed a call and went away.
            self.call("set_reachability", self.reader, {"reachability": "online"})
            return
        session_id = begun.json["session_id"]
        self.facts.sessions[self.payer].add(session_id)
        ringing = self.call("live_session", self.reader)
        if ringing.good and ringing.json["session"] is not None:
            self.call("accept_session", self.reader, session_id=session_id)
        self._hold(session_id, beats=random.choice((4, 6, 8, 24)))
        ended = self.call("end_session", random.choice((self.payer, self.reader)), session_id=session_id)
        receipt = self.call("get_receipt", self.payer, session_id=session_id)
        self.call("get_receipt", self.reader, session_id=session_id)
        if ended.good and receipt.good and receipt.json["state"] == "finalized":
            self.facts.totals[session_id] = receipt.json["total_cents"]

    def _hold(self, session_id: str, beats: int) -> None:
        both = (self.reader, self.payer)
        for number in range(beats):
            for person in both:
                self.call("heartbeat", person, {"leaving": False}, session_id=session_id)
            seen = self.call("get_session", self.payer, session_id=session_id)
            if seen.good and seen.json["state"] in ("ended", "finalized"):
                return
            if number % 2 == 0:
                self._say(session_id, both[number // 2 % 2])
            self.call("list_messages", random.choice(both), session_id=session_id)
            gevent.sleep(3)

    def _say(self, session_id: str, person: str) -> None:
        message = {"client_message_id": secrets.token_hex(8), "text": "And what does the fourth card say?"}
        if self.call("send_message", person, message, session_id=session_id).good:
            self.facts.messages[session_id].add(message["client_message_id"])
