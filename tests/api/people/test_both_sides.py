"""A client who became a reader: what was booked and held as a client is still theirs, by who they are in it."""

from __future__ import annotations

import pytest

from tests.api.bookings.test_booking_routes import Book
from tests.api.people.conftest import People, application_of
from tests.load.bench.world import AVAILABILITY
from tests.service.sessions import top_up


class Both:
    """Somebody who has booked as a client, became a reader, and was booked as one."""

    def __init__(self, people: People) -> None:
        self.place = place = Book(people)
        self.api, self.slots = people.api, place.slots()
        self.subject = place.client
        self.own = place.booked(self.slots[-1])
        assert self.api.post("/v1/me/reader-application", application_of(), as_=self.subject).status == 201
        people.verify(self.subject)
        rates = {"rates": [{"modality": "voice", "rate_cents": 250}]}
        assert self.api.put("/v1/me/reader/rates", rates, as_=self.subject).status == 200
        assert self.api.put("/v1/me/reader/availability", AVAILABILITY, as_=self.subject).status == 200
        self.other = place.paying()
        body = place.wanted(self.slots[0]) | {"price_cents": 15_000, "reader_id": people.user_id(self.subject)}
        answer = self.api.post("/v1/bookings", body, as_=self.other, key=place.key())
        assert answer.status == 201, answer
        self.as_reader = f"/v1/bookings/{answer.json['booking_id']}"


@pytest.fixture
def both(people: People) -> Both:
    return Both(people)


def test_bookings_of_both_sides_are_one_list_and_can_be_narrowed(both: Both) -> None:
    def listed(**query: object) -> list[tuple[str, str]]:
        items = both.api.get("/v1/bookings", as_=both.subject, query=query).json["items"]
        return [(f"/v1/bookings/{each['booking_id']}", each["party"]) for each in items]

    assert listed() == [(both.as_reader, "reader"), (both.own, "client")]
    assert listed(party="client") == [(both.own, "client")]
    assert listed(party="reader") == [(both.as_reader, "reader")]
    assert listed(when="over") == []
    first = both.api.get("/v1/bookings", as_=both.subject, query={"limit": 1}).json
    assert listed(limit=1, cursor=first["next_cursor"]) == [(both.own, "client")]
    elsewhere = {"limit": 1, "cursor": first["next_cursor"], "party": "client"}
    assert both.api.get("/v1/bookings", as_=both.subject, query=elsewhere).code == "invalid_cursor"


def test_ones_own_booking_is_moved_and_cancelled_as_its_client(both: Both) -> None:
    moved = both.api.post(
        f"{both.own}/reschedule", {"starts_at": both.slots[-5]}, as_=both.subject, key=both.place.key()
    )
    assert (moved.status, moved.json["party"], moved.json["starts_at"]) == (200, "client", both.slots[-5])
    others = both.api.post(
        f"{both.as_reader}/reschedule", {"starts_at": both.slots[4]}, as_=both.subject, key=both.place.key()
    )
    assert others.code == "forbidden"
    both.place.at(both.own, -10 * 60)
    shown = both.api.get(both.own, as_=both.subject).json["actions"]["cancel"]["refund_cents"]
    done = both.api.post(f"{both.own}/cancel", {"refund_cents": shown}, as_=both.subject, key=both.place.key())
    assert (done.json["state"], shown) == ("cancelled_by_client", 7_500)


def test_a_booked_reading_is_held_noted_and_reviewed_as_its_client(both: Both) -> None:
    api, subject, people = both.api, both.subject, both.place.people
    assert b"Reading with Luna Vega" in api.get(f"{both.own}/calendar", as_=subject).body
    both.place.at(both.own, -1)
    session = f"/v1/sessions/{api.post(f'{both.own}/join', as_=subject).json['session_id']}"
    assert api.post(f"{both.own}/join", as_=both.place.reader).status == 200
    for _ in range(92):
        for person in (subject, both.place.reader):
            api.post(f"{session}/heartbeat", {}, as_=person)
        both.place.clock.advance(40)
    assert api.get(session, as_=subject).json["party"] == "client"
    receipt = api.get(f"{session}/receipt", as_=subject).json
    assert (receipt["total_cents"], receipt["split"]) == (15_000, None)
    (row,) = api.get("/v1/sessions", as_=subject).json["items"]
    assert (row["party"], row["earned_cents"], row["counterpart"]["display_name"]) == ("client", None, "Luna Vega")
    assert api.get("/v1/sessions", as_=subject, query={"party": "reader"}).json["items"] == []
    assert len(api.get("/v1/sessions", as_=subject, query={"party": "client"}).json["items"]) == 1

    assert api.put(f"{session}/note", {"text": "the Star"}, as_=subject).status == 200
    on_reader = f"/v1/me/notes/people/{people.user_id(both.place.reader)}"
    assert api.put(on_reader, {"text": "warm voice"}, as_=subject).status == 200
    (kept,) = api.get("/v1/me/notes", as_=subject).json["items"]
    assert (kept["person"]["party"], kept["person"]["display_name"]) == ("reader", "Luna Vega")


def test_a_session_on_demand_that_was_held_as_a_client_stays_listed(people: People) -> None:
    subject, reader = people.client(), people.reader()
    top_up(people.user_id(subject), 5_000)
    people.api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=reader)
    body = {"reader_id": people.user_id(reader), "modality": "voice"}
    made = people.api.post("/v1/sessions", body, as_=subject, key="ring-once-0001").json["session_id"]
    people.api.post(f"/v1/sessions/{made}/cancel", as_=subject)
    people.api.post("/v1/me/reader-application", application_of(), as_=subject)
    people.verify(subject)
    (row,) = people.api.get("/v1/sessions", as_=subject).json["items"]
    assert (row["session_id"], row["party"], row["end_reason"]) == (made, "client", "cancelled")
