"""The real application in process, with people and sessions in it: what the figures of routes are taken on.

Everything goes through the API with real tokens, but for money and readers, which are put into the table directly.
Time is moved by hand.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from logging import StreamHandler
from pathlib import Path
from typing import Any

import app as application
from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.areas import OPERATIONS
from chalicelib.core import observability, table
from chalicelib.core.auth import KeySet, TokenVerifier
from chalicelib.core.clock import DAY_MS, HOUR_MS
from chalicelib.core.idempotency import TableAnswerStore
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import Secrets, Settings
from chalicelib.core.table import Put, Update
from chalicelib.core.wire import timestamp
from chalicelib.notifications.service import notice_of_kind
from chalicelib.readers.items import ReaderCard, ReaderProfile
from chalicelib.readers.rules import Modality
from tests.api.client import Answer, ApiClient
from tests.api.issuer import AUDIENCE, ISSUER, Issuer
from tests.conftest import START_MS, ManualClock
from tests.fakes.payments import FakePayments
from tests.service.sessions import make_reader_profile, top_up

BALANCE_CENTS = 50_000
FULL_PAGE = 25
"""Lists are looked at on a full page of the default length."""
APPLICATION = {
    "display_name": "Luna Vega",
    "headline": "Tarot for turning points",
    "bio": "For twenty years I have read the cards for people at a crossroads. " * 12,
    "specialities": ["tarot", "dream reading", "love"],
    "languages": ["en", "pt-br"],
}
_OFFICE_HOURS = [{"start": "09:00", "end": "12:30"}, {"start": "13:30", "end": "18:00"}]
AVAILABILITY = {
    "version": 0,
    "time_zone": "Europe/Lisbon",
    "weekly": dict.fromkeys(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), _OFFICE_HOURS
    ),
    "durations_minutes": [15, 30, 60],
    "modalities": ["text", "voice", "video"],
    "buffer_after_minutes": 15,
}
BOOKING_CENTS = 250 * 60


class KeptMessages:
    """A queue that keeps what is sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send(self, bodies: list[str]) -> None:
        self.bodies.extend(bodies)

    def waiting(self) -> int:
        return 0


class Outside:
    """The outside services, in memory."""

    def __init__(self, clock: ManualClock) -> None:
        self.queue = KeptMessages()
        self.payments = FakePayments(clock.now_ms)


@dataclass(frozen=True)
class Person:
    """Somebody with an account; `subject` signs in."""

    subject: str
    user_id: str


@contextmanager
def world() -> Iterator[World]:
    """Put the application into the world's surroundings for a while. Its log lines are written to nowhere."""
    clock = ManualClock()
    issuer = Issuer(clock)
    runtime = Runtime(
        _settings(),
        clock,
        TokenVerifier(issuer=ISSUER, audience=AUDIENCE, keys=KeySet(issuer.key_set, clock), clock=clock),
        accounts.resolve_actor,
        TableAnswerStore(),
        gateways=Outside(clock),
        notice=notice_of_kind,
    )
    usual = application.runtime
    application.runtime = lambda: runtime  # type: ignore[assignment] # what the tests of the API do, too
    try:
        with silent():
            yield World(ApiClient(application.app, OPERATIONS, issuer), clock, runtime)
    finally:
        application.runtime = usual


@contextmanager
def silent() -> Iterator[None]:
    """Write the application's log lines to nowhere for a while."""
    log_lines = observability.logger.registered_handler
    assert isinstance(log_lines, StreamHandler)
    with Path(os.devnull).open("w") as nowhere:
        shown = log_lines.setStream(nowhere)
        try:
            yield
        finally:
            if shown is not None:
                log_lines.setStream(shown)


def _settings() -> Settings:
    known = {
        "cursor_secret": "c" * 32,
        "relay_secret": "r" * 32,
        "agora_webhook_secret": "a",
        "stripe_secret_key": "sk_test_bench",
        "stripe_webhook_secret": "whsec_bench",
    }
    return Settings(
        stage="local",
        table_name=table.TableItem.Meta.table_name,
        auth_issuer=ISSUER,
        auth_audience=AUDIENCE,
        auth_jwks_url=f"{ISSUER}.well-known/jwks.json",
        web_origin="http://localhost:8000",
        secrets=Secrets("/soulseer/bench/", lambda _, names: {each: known[each] for each in names if each in known}),
    )


@dataclass(frozen=True)
class Booked:
    """A booking and its two people."""

    client: Person
    reader: Person
    path: str
    starts_at_ms: int


class World:
    """Makes people and sessions. Each is made anew, so that no measurement meets another one's traces."""

    def __init__(self, api: ApiClient, clock: ManualClock, runtime: Runtime) -> None:
        self.api, self.clock, self.runtime = api, clock, runtime
        self._numbers = count(1)

    def number(self) -> int:
        """A number that was not given out before."""
        return next(self._numbers)

    def person(self) -> Person:
        """Somebody who has called once."""
        subject = f"auth0|{new_id('sub', self.clock.at_ms)}"
        answer = self.api.get("/v1/me", as_=subject)
        return Person(subject, answer.json["user_id"])

    def client(self, balance_cents: int = BALANCE_CENTS) -> Person:
        """A client with money."""
        person = self.person()
        top_up(person.user_id, balance_cents, self.clock.at_ms)
        return person

    def reader(self) -> Person:
        """A verified reader who is online, with a profile."""
        person = self.person()
        make_reader_profile(person.user_id)
        profile = ReaderProfile(
            *ReaderProfile.key(reader_id=person.user_id),
            reader_id=person.user_id,
            bio=APPLICATION["bio"],
            time_zone="Europe/Lisbon",
            member_since_ms=self.clock.at_ms,
        )
        table.write(Put(profile))
        return person

    def bookable(self) -> Person:
        """A verified reader who can be booked."""
        person = self.reader()
        self.require(self.api.put("/v1/me/reader/availability", AVAILABILITY, as_=person.subject))
        return person

    def bookable_at_ms(self, number: int = 0) -> int:
        """Ten o'clock some days ahead of now, within the hours above for weeks to come; `number` days later."""
        return (self.clock.at_ms // DAY_MS + 5 + number) * DAY_MS + 10 * HOUR_MS

    def wanted(self, reader: Person, number: int = 0) -> dict[str, Any]:
        """A reading of an hour, days ahead."""
        starts_at = timestamp(self.bookable_at_ms(number))
        return {"reader_id": reader.user_id, "modality": "video", "starts_at": starts_at, "duration_minutes": 60}

    def booked(self, reader: Person | None = None, number: int = 0) -> Booked:
        """A booking of a new client, weeks ahead; `number` tells several of one reader apart."""
        client, reader = self.client(), reader or self.bookable()
        body = self.wanted(reader, number) | {"price_cents": BOOKING_CENTS}
        answer = self.api.post("/v1/bookings", body, as_=client.subject, key=f"book-{self.number()}")
        booking_id = self.require(answer)["booking_id"]
        return Booked(client, reader, f"/v1/bookings/{booking_id}", self.bookable_at_ms(number))

    def applicant(self) -> Person:
        """A client whose application as a reader waits for an admin."""
        person = self.person()
        self.require(self.api.post("/v1/me/reader-application", APPLICATION, as_=person.subject))
        return person

    @cached_property
    def admin(self) -> Person:
        """An admin."""
        person = self.person()
        profile = table.load(UserProfile, UserProfile.key(user_id=person.user_id))
        assert profile is not None
        table.write(Update(profile, [UserProfile.role.set("admin")]))
        return person

    def verify(self, person: Person) -> None:
        """An admin verifies an applicant."""
        body = {"verified": True, "reason": "Checked by hand"}
        self.require(self.api.post(f"/v1/admin/readers/{person.user_id}/verify", body, as_=self.admin.subject))

    @cached_property
    def listed(self) -> list[Person]:
        """A full page of verified readers, each with an act in the audit log."""
        people = [self.applicant() for _ in range(FULL_PAGE)]
        for person in people:
            self.verify(person)
        return people

    @staticmethod
    def age_changes_of_readers() -> None:
        """Let the last change of every reader be longer ago than a search looks back."""
        start_key = None
        while True:
            changed = table.query(
                ReaderCard,
                ReaderCard.change_key.pk_of(),
                index=table.TableItem.index2,
                sk_condition=ReaderCard.i2_sk >= ReaderCard.change_key(changed_at_ms=START_MS + 1, reader_id="-")[1],
                limit=100,
                start_key=start_key,
            )
            for card in changed.items:
                _, aged = ReaderCard.change_key(changed_at_ms=START_MS, reader_id=card.reader_id)
                table.write(Update(card, [ReaderCard.i2_sk.set(aged)]))
            start_key = changed.next_key
            if start_key is None:
                return

    @property
    def payments(self) -> FakePayments:
        """The payment provider."""
        outside: Outside = self.runtime.gateways
        return outside.payments

    def ringing(self, client: Person | None = None, reader: Person | None = None) -> Talk:
        """A session that waits for its reader, between new people or these."""
        talk = Talk(self, client or self.client(), reader or self.reader())
        body = {"reader_id": talk.reader.user_id, "modality": str(Modality.VIDEO)}
        answer = self.api.post("/v1/sessions", body, as_=talk.client.subject, key=f"start-{self.number()}")
        talk.session_id = self.require(answer)["session_id"]
        return talk

    def active(self, minutes: float = 2.5) -> Talk:
        """A session in which both have talked for a while."""
        talk = self.ringing()
        self.accept(talk)
        for _ in range(round(minutes * 4)):
            self.clock.advance(15)
            talk.beat()
        return talk

    def accept(self, talk: Talk) -> None:
        """The reader takes the call, and both join."""
        self.require(self.api.post(f"{talk.path}/accept", as_=talk.reader.subject))
        talk.beat()

    def settled(self, minutes: float = 5) -> Talk:
        """A session that is over and settled."""
        talk = self.active(minutes)
        self.clock.advance(5)
        self.require(self.api.post(f"{talk.path}/end", as_=talk.client.subject))
        return talk

    @staticmethod
    def require(answer: Answer) -> Any:
        """The answer's content; it must be a good one."""
        assert answer.status < 300, (answer.status, answer.body)
        return answer.json


class Talk:
    """A session and its two people."""

    def __init__(self, world: World, client: Person, reader: Person) -> None:
        self.world, self.client, self.reader = world, client, reader
        self.session_id = ""

    @property
    def path(self) -> str:
        """Where the API has it."""
        return f"/v1/sessions/{self.session_id}"

    def beat(self) -> None:
        """Both send a heartbeat."""
        for person in (self.reader, self.client):
            self.world.require(self.world.api.post(f"{self.path}/heartbeat", {}, as_=person.subject))

    def notice(self, event_type: int, uid: int) -> tuple[bytes, dict[str, str]]:
        """A notice of the media channel, with its signature."""
        now_ms = self.world.clock.at_ms
        number = self.world.number()
        payload = {"channelName": self.session_id, "uid": uid, "ts": now_ms // 1_000, "clientSeq": number, "reason": 1}
        notice = {
            "noticeId": f"notice-{number}",
            "productId": 1,
            "eventType": event_type,
            "notifyMs": now_ms,
            "payload": payload,
        }
        raw = json.dumps(notice).encode()
        secret = self.world.runtime.settings.secret("agora_webhook_secret").encode()
        return raw, {"Agora-Signature-V2": hmac.new(secret, raw, hashlib.sha256).hexdigest()}
