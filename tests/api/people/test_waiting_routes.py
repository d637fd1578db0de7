"""Waiting in line, and being told that a reader is online, through the API."""

from __future__ import annotations

from chalicelib.core.ids import new_id
from chalicelib.readers.rules import Modality
from chalicelib.sessions import service as sessions
from chalicelib.wallet import ledger
from tests.api.people.conftest import People
from tests.service.sessions import top_up

PLACE = "/v1/me/waiting-line"


def online(people: People, subject: str, reachability: str = "online") -> None:
    answer = people.api.put("/v1/me/reader/reachability", {"reachability": reachability}, as_=subject)
    assert answer.status == 200, answer


def session_with(people: People, reader: str) -> None:
    """The reader is in a session."""
    client = people.client()
    top_up(people.user_id(client), 5_000)
    person = sessions.Person(people.user_id(client), "Casey", None)
    session_id = new_id("ses", people.clock.now_ms())
    now_ms = people.clock.now_ms()
    sessions.start(person, people.user_id(reader), Modality.VOICE, session_id=session_id, now_ms=now_ms)


def test_a_client_waits_sees_the_place_and_leaves(people: People) -> None:
    reader, client, other = people.reader(), people.client(), people.client()
    online(people, reader)
    line = f"/v1/readers/{people.user_id(reader)}/waiting-line"
    assert people.api.post(line, as_=client).code == "reader_is_free"
    session_with(people, reader)
    joined = people.api.post(line, as_=client).json
    assert (joined["position"], joined["waiting_count"], joined["status"]) == (1, 1, "in_session")
    assert joined["reader_name"] == "Luna Vega"
    assert joined["estimated_wait_seconds"] is None
    assert people.api.post(line, as_=other).json["position"] == 2
    assert people.api.get(f"/v1/readers/{people.user_id(reader)}").json["waiting_count"] == 2
    first = people.api.get(PLACE, as_=other)
    assert first.json["place"]["position"] == 2
    people.clock.advance(3)
    assert people.api.get(PLACE, as_=other, headers={"If-None-Match": first.headers["etag"]}).status == 304
    assert people.api.request("DELETE", PLACE, as_=client).status == 204
    assert people.api.get(PLACE, as_=client).json == {"place": None}
    assert people.api.get(PLACE, as_=other).json["place"]["position"] == 1
    assert ledger.load_account(f"wallet:{people.user_id(other)}").balance_cents == 0


def test_readers_and_others_do_not_wait(people: People) -> None:
    reader = people.reader()
    line = f"/v1/readers/{people.user_id(reader)}/waiting-line"
    assert people.api.post(line, as_=reader).code == "forbidden"
    assert people.api.post(line, as_=people.client()).code == "reader_unavailable"
    assert people.api.post(f"/v1/readers/{new_id('usr', 1)}/waiting-line", as_=people.client()).code == "not_found"


def test_a_client_asks_to_be_told_and_takes_it_back(people: People) -> None:
    reader, client = people.reader(), people.client()
    path = f"/v1/readers/{people.user_id(reader)}/online-notice"
    assert people.api.get(path, as_=client).json == {"asked_until": None}
    asked = people.api.put(path, as_=client).json["asked_until"]
    assert asked is not None
    assert people.api.get(path, as_=client).json["asked_until"] == asked
    assert people.api.request("DELETE", path, as_=client).status == 204
    assert people.api.get(path, as_=client).json == {"asked_until": None}
    online(people, reader)
    assert people.api.put(path, as_=client).code == "conflict"
