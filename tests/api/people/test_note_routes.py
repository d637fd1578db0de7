"""Private notes through the API: one's own, listed, changed and erased, and nobody else's."""

from __future__ import annotations

from chalicelib.core.ids import new_id
from chalicelib.readers.rules import Modality
from chalicelib.sessions import service as sessions
from tests.api.people.conftest import People
from tests.service.sessions import top_up

LIST = "/v1/me/notes"


def on(people: People, subject: str) -> str:
    return f"/v1/me/notes/people/{people.user_id(subject)}"


def ring(people: People, client: str, reader: str) -> str:
    """The client rings the reader; returns the session's path."""
    people.api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=reader)
    top_up(people.user_id(client), 5_000)
    person = sessions.Person(people.user_id(client), "Casey", None)
    session_id, now_ms = new_id("ses", people.clock.now_ms()), people.clock.now_ms()
    sessions.start(person, people.user_id(reader), Modality.VOICE, session_id=session_id, now_ms=now_ms)
    return f"/v1/sessions/{session_id}"


def texts(people: People, subject: str, about: str = "person") -> list[str]:
    items = people.api.get(LIST, as_=subject, query={"about": about}).json["items"]
    return [each["text"] for each in items]


def test_a_client_keeps_notes_on_a_reader_and_on_a_session(people: People) -> None:
    client, reader = people.client(), people.reader()
    assert people.api.get(on(people, reader), as_=client).json == {"text": "", "updated_at": None}
    kept = people.api.put(on(people, reader), {"text": "warm voice"}, as_=client)
    assert kept.json == {"text": "warm voice", "updated_at": "2025-10-09T08:54:00.000Z"}
    path = ring(people, client, reader)
    people.api.put(f"{path}/note", {"text": "the Star, again"}, as_=client)
    (on_reader,) = people.api.get(LIST, as_=client).json["items"]
    assert on_reader["person"] == {
        "user_id": people.user_id(reader),
        "party": "reader",
        "display_name": "Luna Vega",
        "photo_url": None,
    }
    assert (on_reader["session"], on_reader["subject_id"]) == (None, people.user_id(reader))
    (on_session,) = people.api.get(LIST, as_=client, query={"about": "session"}).json["items"]
    assert (on_session["person"]["display_name"], on_session["session"]["modality"]) == ("Luna Vega", "voice")
    people.api.put(on(people, reader), {"text": ""}, as_=client)
    people.api.put(f"{path}/note", {"text": ""}, as_=client)
    assert (texts(people, client), texts(people, client, "session")) == ([], [])
    assert people.api.get(f"{path}/note", as_=client).json == {"text": "", "updated_at": None}


def test_a_reader_notes_on_a_client_once_they_ring_and_nobody_else_sees_it(people: People) -> None:
    client, reader, other = people.client(), people.reader(), people.reader()
    assert people.api.put(on(people, client), {"text": "x"}, as_=reader).code == "not_found"
    ring(people, client, reader)
    assert people.api.put(on(people, client), {"text": "rings late"}, as_=reader).status == 200
    assert people.api.get(on(people, client), as_=reader).json["text"] == "rings late"
    for somebody in (client, other, people.client()):
        assert people.api.get(on(people, client), as_=somebody).json == {"text": "", "updated_at": None}
        assert texts(people, somebody) == []
    assert people.api.put(on(people, client), {"text": "x"}, as_=other).code == "not_found"
    assert people.api.put(on(people, client), {"text": "x"}, as_=people.client()).code == "not_found"
    assert texts(people, reader) == ["rings late"]
    admin = people.admin()
    assert people.api.get(on(people, client), as_=admin).json == {"text": "", "updated_at": None}
    assert people.api.put(on(people, client), {"text": "x"}, as_=admin).code == "not_found"
    assert texts(people, admin) == []


def test_a_note_has_a_length(people: People) -> None:
    client, reader = people.client(), people.reader()
    assert people.api.put(on(people, reader), {"text": "é" * 4_000}, as_=client).status == 200
    refused = people.api.put(on(people, reader), {"text": "x" * 4_001}, as_=client)
    assert (refused.code, refused.json["field"]) == ("validation_failed", "text")
    assert texts(people, client) == ["é" * 4_000]


def test_the_list_is_paged_and_a_cursor_is_of_one_list(people: People) -> None:
    client = people.client()
    for number in range(3):
        people.clock.advance(1)
        people.api.put(on(people, people.reader()), {"text": f"note {number}"}, as_=client)
    first = people.api.get(LIST, as_=client, query={"limit": 2}).json
    rest = people.api.get(LIST, as_=client, query={"limit": 2, "cursor": first["next_cursor"]}).json
    assert [each["text"] for each in [*first["items"], *rest["items"]]] == ["note 2", "note 1", "note 0"]
    elsewhere = {"about": "session", "cursor": first["next_cursor"]}
    assert people.api.get(LIST, as_=client, query=elsewhere).code == "invalid_cursor"


def test_a_suspended_person_reads_notes_and_changes_none(people: People) -> None:
    client, reader = people.client(), people.reader()
    people.api.put(on(people, reader), {"text": "warm voice"}, as_=client)
    people.suspend(client)
    assert texts(people, client) == ["warm voice"]
    assert people.api.get(on(people, reader), as_=client).json["text"] == "warm voice"
    assert people.api.put(on(people, reader), {"text": "x"}, as_=client).code == "account_suspended"
