"""Bookings over the API: from the quote to the door, with the exact refund; who may do what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib.core.clock import to_ms
from chalicelib.core.ids import new_id
from tests.api.client import Answer
from tests.api.people.conftest import People, people
from tests.load.bench.world import AVAILABILITY
from tests.service.sessions import top_up

__all__ = ["people"]


class Book:
    """A reader who can be booked, and a client with money."""

    def __init__(self, people: People, **availability: Any) -> None:
        self.people, self.api, self.clock = people, people.api, people.clock
        self.reader = people.reader()
        self.reader_id = people.user_id(self.reader)
        body = AVAILABILITY | availability
        assert self.api.put("/v1/me/reader/availability", body, as_=self.reader).status == 200
        self.client = self.paying()

    def paying(self, amount_cents: int = 50_000) -> str:
        client = self.people.client()
        top_up(self.people.user_id(client), amount_cents, self.clock.at_ms)
        return client

    def key(self) -> str:
        return new_id("key", self.clock.at_ms)

    def slots(self, minutes: int = 60) -> list[str]:
        path = f"/v1/readers/{self.reader_id}/slots"
        found = self.api.get(path, query={"duration_minutes": minutes}).json["slots"]
        return [each["starts_at"] for each in found]

    def wanted(self, starts_at: str, minutes: int = 60) -> dict[str, Any]:
        return {
            "reader_id": self.reader_id,
            "modality": "voice",
            "starts_at": starts_at,
            "duration_minutes": minutes,
        }

    def book(self, starts_at: str, *, as_: str = "", price_cents: int = 15_000, key: str = "") -> Answer:
        body = self.wanted(starts_at) | {"price_cents": price_cents}
        return self.api.post("/v1/bookings", body, as_=as_ or self.client, key=key or self.key())

    def booked(self, starts_at: str = "") -> str:
        """The path of a new booking."""
        answer = self.book(starts_at or self.slots()[-1])
        assert answer.status == 201, answer
        return f"/v1/bookings/{answer.json['booking_id']}"

    def at(self, path: str, minutes: float) -> None:
        """Move the time to so many minutes from the start of a booking."""
        starts_at = self.api.get(path, as_=self.client).json["starts_at"]
        self.clock.at_ms = to_ms(datetime.fromisoformat(starts_at)) + round(minutes * 60_000)


@pytest.fixture
def place(people: People) -> Book:
    return Book(people)


def test_a_client_books_what_was_quoted(place: Book) -> None:
    api, starts_at = place.api, place.slots()[-1]
    quote = api.post("/v1/bookings/quote", place.wanted(starts_at), as_=place.client).json
    assert (quote["price_cents"], quote["open"], quote["missing_cents"]) == (15_000, True, 0)
    assert [step["refund_cents"] for step in quote["refund_steps"]] == [15_000, 7_500, 0]

    key = place.key()
    booked = place.book(starts_at, key=key)
    view = booked.json
    assert (view["state"], view["party"], view["price_cents"], view["split"]) == ("booked", "client", 15_000, None)
    assert view["actions"]["cancel"] == {"refund_cents": 15_000, "until": quote["refund_steps"][0]["until"]}
    assert place.book(starts_at, key=key).json == view
    assert starts_at not in place.slots()
    assert api.get("/v1/wallet", as_=place.client).json["balance_cents"] == 35_000

    path = f"/v1/bookings/{view['booking_id']}"
    seen = api.get(path, as_=place.reader).json
    assert (seen["party"], seen["client"]["display_name"]) == ("reader", view["client"]["display_name"])
    assert seen["actions"]["cancel"] == {"refund_cents": 15_000, "until": None}
    for person in place.client, place.reader:
        (listed,) = api.get("/v1/bookings", as_=person).json["items"]
        assert listed["booking_id"] == view["booking_id"]
        assert api.get("/v1/bookings", as_=person, query={"when": "over"}).json["items"] == []
    (entry, *_) = api.get("/v1/wallet/entries", as_=place.client).json["items"]
    assert (entry["kind"], entry["amount_cents"], entry["transfer_id"]) == (
        "booking",
        -15_000,
        f"booking_{view['booking_id']}",
    )


def test_what_cannot_be_booked_says_why(place: Book) -> None:
    starts_at = place.slots()[-1]
    assert place.book(starts_at, price_cents=14_999).code == "price_changed"
    assert place.book(starts_at, as_=place.paying(14_999)).code == "insufficient_funds"
    assert place.book("2025-10-10T00:00:00Z").code == "slot_taken"
    assert place.book("2025-10-10T00:00:00").code == "validation_failed"
    body = place.wanted(starts_at) | {"modality": "video"}
    assert place.api.post("/v1/bookings/quote", body, as_=place.client).code == "not_bookable"
    assert place.book(starts_at).status == 201
    assert place.book(starts_at, as_=place.paying()).code == "slot_taken"
    other = Book(place.people)
    assert other.book(starts_at, as_=place.client).code == "client_not_free"


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        ("0001-01-01T00:00:00+23:59", "validation_failed"),
        ("9999-12-31T23:59:59-23:59", "validation_failed"),
        ("1970-01-01T00:00:00Z", "slot_taken"),
        ("2526-01-01T00:00:00Z", "slot_taken"),
        ("2025-10-13T10:07:00Z", "slot_taken"),
    ],
)
def test_instants_far_off_and_off_the_grid_are_refused(place: Book, starts_at: str, code: str) -> None:
    assert place.book(starts_at).code == code
    quote = place.api.post("/v1/bookings/quote", place.wanted(starts_at), as_=place.client)
    assert quote.code == code or quote.json["open"] is False
    path = f"/v1/readers/{place.reader_id}/slots"
    assert place.api.get(path, query={"from": starts_at}).code in (None, "validation_failed")


def test_a_client_cancels_for_what_was_shown(place: Book) -> None:
    api, path = place.api, place.booked()
    place.at(path, -24 * 60)
    shown = api.get(path, as_=place.client).json["actions"]["cancel"]
    assert shown["refund_cents"] == 15_000
    place.at(path, -24 * 60 + 1)
    body = {"refund_cents": shown["refund_cents"]}
    assert api.post(f"{path}/cancel", body, as_=place.client, key=place.key()).code == "price_changed"
    shown = api.get(path, as_=place.client).json["actions"]["cancel"]
    assert shown["refund_cents"] == 7_500
    body, key = {"refund_cents": 7_500}, place.key()
    done = api.post(f"{path}/cancel", body, as_=place.client, key=key).json
    assert (done["state"], done["refunded_cents"], done["actions"]["cancel"]) == ("cancelled_by_client", 7_500, None)
    assert api.post(f"{path}/cancel", body, as_=place.client, key=key).json == done
    assert api.get("/v1/wallet", as_=place.client).json["balance_cents"] == 50_000 - 7_500
    (listed,) = api.get("/v1/bookings", as_=place.reader, query={"when": "over"}).json["items"]
    assert listed["booking_id"] == done["booking_id"]


def test_a_client_moves_a_booking(place: Book) -> None:
    api, path = place.api, place.booked()
    new = place.slots()[-4]
    moved = api.post(f"{path}/reschedule", {"starts_at": new}, as_=place.client, key=place.key()).json
    assert (moved["starts_at"], moved["price_cents"], moved["reschedules"]) == (new, 15_000, 1)
    place.at(path, -24 * 60 + 1)
    late = api.post(f"{path}/reschedule", {"starts_at": place.slots()[-1]}, as_=place.client, key=place.key())
    assert late.code == "booking_wrong_state"
    assert api.get(path, as_=place.client).json["actions"]["reschedule_until"] is None


def test_both_come_in_and_the_receipt_shows_the_price(place: Book) -> None:
    api, path = place.api, place.booked()
    place.at(path, -11)
    assert api.post(f"{path}/join", as_=place.client).code == "booking_wrong_state"
    place.at(path, -1)
    session_id = api.post(f"{path}/join", as_=place.client).json["session_id"]
    assert api.post(f"{path}/join", as_=place.reader).json["session_id"] == session_id
    session = f"/v1/sessions/{session_id}"
    for _ in range(91):
        for person in place.client, place.reader:
            assert api.post(f"{session}/heartbeat", {}, as_=person).status == 200
        place.clock.advance(40)
    assert api.post(f"{session}/media-token", as_=place.client).status in (200, 503)
    live = api.get(session, as_=place.client).json
    begins = datetime.fromisoformat(live["booking"]["starts_at"])
    for told in live["booking"], api.get(path, as_=place.client).json:
        late = [datetime.fromisoformat(told[f"{party}_deadline_at"]) - begins for party in ("reader", "client")]
        assert late == [timedelta(minutes=10), timedelta(minutes=15)]
    assert (live["state"], live["charged_cents"], live["minutes_left"]) == ("active", 15_000, None)
    assert live["booking"]["booking_id"] == path.rsplit("/", 1)[1]
    for person in place.client, place.reader:
        assert api.post(f"{session}/heartbeat", {}, as_=person).status == 200
    place.at(path, 60)
    done = api.get(path, as_=place.reader).json
    assert (done["state"], done["refunded_cents"]) == ("completed", 0)
    receipt = api.get(f"{session}/receipt", as_=place.client).json
    assert (receipt["total_cents"], receipt["minutes"], receipt["end_reason"]) == (15_000, [], "time_over")
    assert receipt["booking"]["price_cents"] == 15_000
    (row,) = api.get("/v1/sessions", as_=place.client).json["items"]
    assert (row["total_cents"], row["booking_id"]) == (15_000, done["booking_id"])


def test_a_calendar_file_for_both(place: Book) -> None:
    api, path = place.api, place.booked()
    answer = api.get(f"{path}/calendar", as_=place.client)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = answer.body.decode().split("\r\n")
    assert f"UID:{path.rsplit('/', 1)[1]}@soulseer.example" in lines
    assert {"SEQUENCE:0", "STATUS:CONFIRMED", "METHOD:PUBLISH", "SUMMARY:Reading with Luna Vega"} <= set(lines)
    api.post(f"{path}/cancel", {"refund_cents": 15_000}, as_=place.reader, key=place.key())
    lines = api.get(f"{path}/calendar", as_=place.reader).body.decode().split("\r\n")
    assert {"SEQUENCE:1", "STATUS:CANCELLED", "METHOD:CANCEL"} <= set(lines)


def test_a_booking_is_its_twos_and_the_admins(place: Book) -> None:
    api, path = place.api, place.booked()
    stranger, admin = place.paying(), place.people.admin()
    for read in (path, f"{path}/calendar"):
        assert api.get(read, as_=stranger).code == "not_found"
    assert api.post(f"{path}/cancel", {"refund_cents": 0}, as_=stranger, key=place.key()).code == "not_found"
    assert api.post(f"{path}/join", as_=stranger).code == "not_found"
    starts_at = {"starts_at": place.slots()[0]}
    assert api.post(f"{path}/reschedule", starts_at, as_=stranger, key=place.key()).code == "not_found"
    assert api.get(path, as_=admin).json["party"] is None
    assert api.post(f"{path}/cancel", {"refund_cents": 0}, as_=admin, key=place.key()).code == "forbidden"


def test_a_suspended_readers_bookings_are_given_back(place: Book) -> None:
    path = place.booked()
    place.people.suspend(place.reader)
    view = place.api.get(path, as_=place.client).json
    assert (view["state"], view["refunded_cents"]) == ("cancelled_by_platform", 15_000)
    assert place.api.get("/v1/wallet", as_=place.client).json["balance_cents"] == 50_000
    kinds = [each["kind"] for each in place.api.get("/v1/me/notifications", as_=place.client).json["items"]]
    assert "booking_cancelled" in kinds


def test_a_suspended_clients_bookings_are_given_back_and_the_reader_is_told(place: Book) -> None:
    path = place.booked()
    place.at(path, -30)
    place.people.suspend(place.client)
    view = place.api.get(path, as_=place.client).json
    assert (view["state"], view["refunded_cents"]) == ("cancelled_by_platform", 15_000)
    told = place.api.get("/v1/me/notifications", as_=place.reader).json["items"][0]
    assert "SoulSeer cancelled the reading" in told["text"]


def test_losing_verification_in_a_reading_gives_the_other_bookings_back(place: Book) -> None:
    slots = place.slots()
    second = place.paying()
    now, later = place.booked(slots[0]), place.book(slots[-1], as_=second).json["booking_id"]
    place.at(now, 0)
    for who in (place.client, place.reader):
        place.api.post(f"{now}/join", as_=who)
    session_path = f"/v1/sessions/{place.api.get(now, as_=place.client).json['session_id']}"
    for _ in range(2):
        for who in (place.client, place.reader):
            assert place.api.post(f"{session_path}/heartbeat", {}, as_=who).status == 200
        place.clock.advance(30)
    path = f"/v1/admin/readers/{place.reader_id}/verify"
    body = {"verified": False, "reason": "Complaints"}
    assert place.api.post(path, body, as_=place.people.admin()).status == 200
    assert place.api.get(f"/v1/bookings/{later}", as_=second).json["state"] == "cancelled_by_platform"
    assert place.api.get(now, as_=place.client).json["state"] == "booked"
    assert place.api.get(session_path, as_=place.client).json["state"] == "active"


def test_a_cursor_leads_on_in_its_own_list_only(place: Book) -> None:
    slots = place.slots()
    for starts_at in (slots[0], slots[-1]):
        place.booked(starts_at)
    first = place.api.get("/v1/bookings", as_=place.client, query={"limit": 1}).json
    query = {"limit": 1, "cursor": first["next_cursor"]}
    (second,) = place.api.get("/v1/bookings", as_=place.client, query=query).json["items"]
    assert second["starts_at"] > first["items"][0]["starts_at"]
    other = place.api.get("/v1/bookings", as_=place.client, query=query | {"when": "over"})
    assert (other.status, other.code) == (400, "invalid_cursor")


def test_an_admin_finds_a_booking_cancels_it_and_gives_money_back(place: Book) -> None:
    api, admin, slots = place.api, place.people.admin(), place.slots()
    cancelled, missed = place.booked(slots[0]), place.booked(slots[-1])
    listed = f"/v1/admin/users/{place.people.user_id(place.client)}/bookings"
    found = api.get(listed, as_=admin).json["items"]
    assert [each["booking_id"] for each in found] == [path.rsplit("/", 1)[1] for path in (cancelled, missed)]
    assert found[0]["actions"]["cancel"] == {"refund_cents": 15_000, "until": None}
    assert api.get(listed, as_=admin, query={"party": "reader"}).json["items"] == []

    url = cancelled.replace("/v1/", "/v1/admin/") + "/cancel"
    for _ in range(2):
        done = api.post(url, {"reason": "Reader is ill"}, as_=admin, key="one-intent-0001")
        assert (done.json["state"], done.json["refunded_cents"]) == ("cancelled_by_platform", 15_000)
    again = api.post(url, {"reason": "Another"}, as_=admin, key="one-intent-0001")
    assert again.status == 422

    place.at(missed, -60)
    url = missed.replace("/v1/", "/v1/admin/") + "/refund"
    early = api.post(url, {"amount_cents": 100, "reason": "Why not"}, as_=admin, key=place.key())
    assert early.code == "booking_wrong_state"
    assert api.post(f"{missed}/cancel", {"refund_cents": 0}, as_=place.client, key=place.key()).status == 200
    view = api.get(missed, as_=admin).json
    assert (view["actions"]["refundable_cents"], view["actions"]["cancel"]) == (15_000, None)
    given = api.post(url, {"amount_cents": 5_000, "reason": "Was in hospital"}, as_=admin, key=place.key())
    assert (given.json["refunded_cents"], given.json["actions"]["refundable_cents"]) == (5_000, 10_000)
    assert api.get(missed, as_=place.client).json["actions"]["refundable_cents"] == 0
    entry = api.get("/v1/wallet/entries", as_=place.client).json["items"][0]
    assert (entry["kind"], entry["amount_cents"], entry["description"]) == ("refund", 5_000, "Refund: Was in hospital")
    too_much = api.post(url, {"amount_cents": 10_001, "reason": "More"}, as_=admin, key=place.key())
    assert (too_much.code, too_much.json["field"]) == ("validation_failed", "amount_cents")


def test_tokyo_and_new_york_see_the_right_hour_across_a_change(people: People) -> None:
    """A reader in New York is there from 20:00 to 21:00. Her clocks go back on 2 November 2025, Tokyo's never do."""
    evening = [{"start": "20:00", "end": "21:00"}]
    place = Book(
        people,
        time_zone="America/New_York",
        weekly=dict.fromkeys(AVAILABILITY["weekly"], evening),  # type: ignore[call-overload] # the days' names
        durations_minutes=[60],
        buffer_after_minutes=0,
    )
    tokyo, new_york = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")
    query = {"from": "2025-11-01T00:00:00Z", "to": "2025-11-04T12:00:00Z", "duration_minutes": 60}
    slots = place.api.get(f"/v1/readers/{place.reader_id}/slots", query=query).json["slots"]
    starts = [datetime.fromisoformat(each["starts_at"]) for each in slots]
    assert [f"{at.astimezone(new_york):%d %H:%M}" for at in starts] == [
        "31 20:00",
        "01 20:00",
        "02 20:00",
        "03 20:00",
    ]
    assert [f"{at.astimezone(tokyo):%d %H:%M}" for at in starts] == ["01 09:00", "02 09:00", "03 10:00", "04 10:00"]

    before, after = slots[1]["starts_at"], slots[2]["starts_at"]
    for slot in (before, after):
        view = place.book(slot).json
        assert view["starts_at"] == slot
        assert place.api.get(f"/v1/bookings/{view['booking_id']}", as_=place.reader).json["starts_at"] == slot
    moved = [datetime.fromisoformat(each) for each in (before, after)]
    assert (moved[1] - moved[0]).total_seconds() == 25 * 3600
