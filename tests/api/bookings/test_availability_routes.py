"""A reader's availability and the open slots, over the API."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.api.people.conftest import People, people
from tests.load.bench.world import AVAILABILITY

__all__ = ["people"]
PATH = "/v1/me/reader/availability"


def test_a_reader_sets_hours_and_everybody_sees_the_slots(people: People) -> None:
    api, reader = people.api, people.reader()
    reader_id = people.user_id(reader)
    fresh = api.get(PATH, as_=reader).json
    assert (fresh["version"], fresh["time_zone"], fresh["weekly"]["monday"]) == (0, "UTC", [])
    public = api.get(f"/v1/readers/{reader_id}/availability").json
    assert (public["bookable"], public["offers"]) == (False, [])
    assert api.get(f"/v1/readers/{reader_id}/slots").json["slots"] == []

    kept = api.put(PATH, AVAILABILITY, as_=reader).json
    assert kept["version"] == 1
    assert api.get(PATH, as_=reader).json == kept
    public = api.get(f"/v1/readers/{reader_id}/availability").json
    assert public["bookable"] is True
    assert public["offers"] == [
        {"duration_minutes": minutes, "modality": "voice", "price_cents": 250 * minutes} for minutes in (15, 30, 60)
    ]
    query = {"from": "2025-10-13T00:00:00Z", "to": "2025-10-14T02:00:00+02:00", "duration_minutes": 60}
    slots = api.get(f"/v1/readers/{reader_id}/slots", query=query).json
    assert slots["slots"][0] == {"starts_at": "2025-10-13T08:00:00.000Z", "ends_at": "2025-10-13T09:00:00.000Z"}
    assert len(slots["slots"]) == 11 + 15
    assert [each["modality"] for each in slots["offers"]] == ["voice"]


def test_a_card_says_whether_there_is_anything_to_book(people: People) -> None:
    api, reader = people.api, people.reader()
    reader_id = people.user_id(reader)
    closed: dict[str, list[object]] = {day: [] for day in AVAILABILITY["weekly"]}
    christmas = [{"date": "2025-12-25", "hours": [{"start": "10:00", "end": "12:00"}]}]
    steps: list[tuple[dict[str, object], bool]] = [
        ({}, True),
        ({"weekly": closed}, False),
        ({"weekly": closed, "overrides": christmas}, True),
        ({"modalities": ["text"]}, False),  # this reader has a rate for voice only
    ]
    assert api.get(f"/v1/readers/{reader_id}").json["bookable"] is False
    for version, (change, bookable) in enumerate(steps):
        assert api.put(PATH, AVAILABILITY | change | {"version": version}, as_=reader).status == 200
        assert api.get(f"/v1/readers/{reader_id}").json["bookable"] is bookable
        assert api.get(f"/v1/readers/{reader_id}/availability").json["bookable"] is bookable
    assert (
        api.put("/v1/me/reader/rates", {"rates": [{"modality": "text", "rate_cents": 200}]}, as_=reader).status == 200
    )
    name = api.get(f"/v1/readers/{reader_id}").json["display_name"]
    listed = api.get("/v1/readers", query={"q": name, "limit": 100}).json["items"]
    assert [each["bookable"] for each in listed if each["reader_id"] == reader_id] == [True]


def test_two_tabs_cannot_overwrite_each_other(people: People) -> None:
    api, reader = people.api, people.reader()
    assert api.put(PATH, AVAILABILITY, as_=reader).status == 200
    assert api.put(PATH, AVAILABILITY, as_=reader).code == "schedule_changed"
    assert api.put(PATH, AVAILABILITY | {"version": 1, "horizon_days": 7}, as_=reader).json["version"] == 2
    assert api.put(PATH, AVAILABILITY | {"version": 1}, as_=reader).code == "schedule_changed"
    assert api.get(PATH, as_=reader).json["horizon_days"] == 7


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_zone": "Europe/Nowhere"}, "time_zone"),
        ({"buffer_before_minutes": 10}, "buffer_before_minutes"),
        ({"minimum_notice_minutes": 5}, "minimum_notice_minutes"),
        ({"durations_minutes": []}, "durations_minutes"),
        ({"prices": [{"duration_minutes": 30, "price_cents": 99}]}, "prices[0].price_cents"),
        (
            {"weekly": AVAILABILITY["weekly"] | {"monday": [{"start": "09:10", "end": "10:00"}]}},
            "weekly.monday[0].start",
        ),
        ({"weekly": AVAILABILITY["weekly"] | {"monday": [{"start": "10:00", "end": "09:00"}]}}, "weekly[0]"),
        ({"time_off": [{"first_day": "2026-02-02", "last_day": "2026-02-01"}]}, "time_off[0]"),
    ],
)
def test_what_cannot_be_is_refused_by_name(people: People, change: dict[str, object], field: str) -> None:
    answer = people.api.put(PATH, AVAILABILITY | change, as_=people.reader())
    assert (answer.code, answer.json["field"]) == ("validation_failed", field)


def test_slots_are_asked_for_in_bounds(people: People) -> None:
    api, reader = people.api, people.reader()
    api.put(PATH, AVAILABILITY, as_=reader)
    path = f"/v1/readers/{people.user_id(reader)}/slots"
    for query in (
        {"from": "2025-10-13T00:00:00Z", "to": "2025-11-14T00:00:00Z"},
        {"from": "2025-10-13T00:00:00Z", "to": "2025-10-13T00:00:00Z"},
        {"from": "2025-10-13T00:00:00"},
        {"duration_minutes": 20},
        {"from": "1800-01-01T00:00:00Z"},
    ):
        assert api.get(path, query=query).code == "validation_failed", query
    usual = api.get(path).json["slots"]
    assert (datetime.fromisoformat(usual[-1]["starts_at"]) - datetime.fromisoformat(usual[0]["starts_at"])).days == 13


def test_a_suspended_or_unverified_reader_has_no_slots(people: People) -> None:
    api, reader = people.api, people.reader()
    reader_id = people.user_id(reader)
    api.put(PATH, AVAILABILITY, as_=reader)
    people.suspend(reader)
    for path in (f"/v1/readers/{reader_id}/slots", f"/v1/readers/{reader_id}/availability"):
        assert api.get(path).code == "not_found"
    assert api.put(PATH, AVAILABILITY | {"version": 1}, as_=reader).code == "account_suspended"
    assert api.get(PATH, as_=reader).status == 200
    people.suspend(reader, suspended=False)
    assert api.get(f"/v1/readers/{reader_id}/slots").status == 200
