"""Applying, describing oneself, rates, the online switch; lists, pages and reviews of readers."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.ids import new_id
from tests.api.people.conftest import People, application_of


def word() -> str:
    """A word that only this test's readers carry."""
    return new_id("w", 1).split("_")[1]


def test_from_application_to_being_found(people: People) -> None:
    api, mark = people.api, word()
    subject = people.applicant(headline=f"Tarot {mark}")
    reader_id = people.user_id(subject)
    own = api.get("/v1/me/reader", as_=subject).json
    assert (own["application_status"], own["verified"], own["status"]) == ("pending", False, "offline")
    assert (own["specialities"], own["languages"]) == (["tarot", "dream reading"], ["en", "pt-BR"])
    assert api.get(f"/v1/readers/{reader_id}").code == "not_found"
    assert api.get("/v1/readers", query={"q": mark}).json == {
        "items": [],
        "next_cursor": None,
        "total": 0,
        "facets": None,
    }
    assert api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=subject).code == "forbidden"

    people.verify(subject)
    assert api.get("/v1/me", as_=subject).json["role"] == "reader"
    assert api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=subject).code == "conflict"
    rates = [{"modality": "video", "rate_cents": 5000}, {"modality": "text", "rate_cents": 50}]
    assert api.put("/v1/me/reader/rates", {"rates": rates}, as_=subject).status == 200
    assert api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=subject).json["status"] == "online"

    (card,) = api.get("/v1/readers", query={"q": mark.upper()}).json["items"]
    assert card == {
        "reader_id": reader_id,
        "display_name": "Luna Vega",
        "headline": f"Tarot {mark}",
        "photo_url": None,
        "specialities": ["tarot", "dream reading"],
        "languages": ["en", "pt-BR"],
        "rates": rates[::-1],
        "currency": "USD",
        "rating_hundredths": None,
        "review_count": 0,
        "status": "online",
        "bookable": False,
        "featured": False,
    }
    detail = api.get(f"/v1/readers/{reader_id}").json
    assert detail == card | {
        "rating_counts": [0, 0, 0, 0, 0],
        "bio": "For years.\n\nAnd years.",
        "time_zone": "UTC",
        "member_since": "2025-10-09T08:54:00.000Z",
        "verified": True,
        "completed_sessions": 0,
        "waiting_count": 0,
    }


def test_an_application_comes_once_and_from_clients(people: People) -> None:
    subject = people.applicant()
    assert people.api.post("/v1/me/reader-application", application_of(), as_=subject).code == "conflict"
    people.verify(subject)
    assert people.api.post("/v1/me/reader-application", application_of(), as_=subject).code == "forbidden"
    assert people.api.get("/v1/me/reader", as_=people.client()).code == "not_found"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", " "),
        ("headline", "x" * 121),
        ("bio", "\u202e"),
        ("bio", "x" * 4001),
        ("specialities", []),
        ("languages", ["english"]),
        ("verified", True),
    ],
)
def test_an_application_that_is_not_acceptable(people: People, field: str, value: object) -> None:
    answer = people.api.post("/v1/me/reader-application", application_of(**{field: value}), as_=people.client())
    assert (answer.code, answer.json["field"]) == ("validation_failed", field)


@pytest.mark.parametrize(
    ("rates", "field"),
    [
        ([{"modality": "text", "rate_cents": 49}], "rates[0].rate_cents"),
        ([{"modality": "text", "rate_cents": 5001}], "rates[0].rate_cents"),
        ([{"modality": "text", "rate_cents": 250.0}], "rates[0].rate_cents"),
        ([{"modality": "text", "rate_cents": 50}, {"modality": "text", "rate_cents": 60}], "rates[1].modality"),
        ([{"modality": "smoke", "rate_cents": 50}], "rates[0].modality"),
        ([{"modality": "text", "rate_cents": 50}] * 4, "rates"),
    ],
)
def test_rates_that_are_not_acceptable(people: People, rates: object, field: str) -> None:
    subject = people.reader()
    before = people.api.get("/v1/me/reader", as_=subject).json
    answer = people.api.put("/v1/me/reader/rates", {"rates": rates}, as_=subject)
    assert answer.code == "validation_failed"
    assert answer.json["field"].startswith(field.split("[")[0])
    assert people.api.get("/v1/me/reader", as_=subject).json == before


def test_readers_change_themselves_and_nobody_else(people: People) -> None:
    """The routes name no id: what a reader changes is found by the token, whatever else is sent."""
    one, other = people.reader(), people.reader()
    before = people.api.get("/v1/me/reader", as_=other).json
    change = application_of(headline="Mine", time_zone="Europe/Lisbon")
    assert people.api.put("/v1/me/reader", change, as_=one).json["headline"] == "Mine"
    smuggled = people.api.put("/v1/me/reader", change | {"reader_id": people.user_id(other)}, as_=one)
    assert smuggled.code == "validation_failed"
    assert people.api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=one).status == 200
    assert people.api.get("/v1/me/reader", as_=other).json == before
    for path, body in (
        ("/v1/me/reader", change),
        ("/v1/me/reader/rates", {"rates": []}),
        ("/v1/me/reader/reachability", {"reachability": "offline"}),
    ):
        assert people.api.put(path, body, as_=people.client()).code == "forbidden"


def test_a_list_is_paged_and_ordered(people: People) -> None:
    mark = word()
    subjects = [people.reader(headline=f"Reader {mark}") for _ in range(3)]
    for number, subject in enumerate(subjects):
        rates = {"rates": [{"modality": "voice", "rate_cents": 300 - 100 * number}]}
        assert people.api.put("/v1/me/reader/rates", rates, as_=subject).status == 200
    query: dict[str, object] = {"q": mark, "sort": "price", "limit": 2}
    first = people.api.get("/v1/readers", query=query).json
    second = people.api.get("/v1/readers", query=query | {"cursor": first["next_cursor"]}).json
    ids = [card["reader_id"] for card in first["items"] + second["items"]]
    assert ids == [people.user_id(subject) for subject in subjects[::-1]]
    assert second["next_cursor"] is None
    for wrong in ({"sort": "rating"}, {"cursor": "x" + first["next_cursor"]}):
        refused = people.api.get("/v1/readers", query={**query, "cursor": first["next_cursor"], **wrong})
        assert refused.code == "invalid_cursor"
    for wrong in (
        {"limit": 0},
        {"limit": 101},
        {"sort": "age"},
        {"modality": "smoke"},
        {"colour": "red"},
        {"min_rate_cents": -1},
        {"max_rate_cents": 5_001},
        {"min_rating_hundredths": 501},
        {"language": [f"l{number}" for number in range(9)]},
    ):
        assert people.api.get("/v1/readers", query=wrong).code == "validation_failed"


def test_filters_and_what_their_choices_would_leave(people: People) -> None:
    mark = word()
    offers = [("tarot", "en", "text", 150), ("runes", "pt-BR", "video", 250), (f"{mark} x", "pt", "video", 450)]
    ids = []
    for speciality, language, modality, cents in offers:
        subject = people.reader(bio=f"Bio {mark}", specialities=[speciality, "love"], languages=[language])
        rates = {"rates": [{"modality": modality, "rate_cents": cents}]}
        assert people.api.put("/v1/me/reader/rates", rates, as_=subject).status == 200
        ids.append(people.user_id(subject))
    assert people.api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=subject).status == 200

    def find(**query: object) -> dict[str, Any]:
        answer = people.api.get("/v1/readers", query={"q": mark, **query})
        assert answer.status == 200, answer.json
        return answer.json

    def ids_of(**query: object) -> list[str]:
        found = find(**query)
        assert found["total"] == len(found["items"])
        return [card["reader_id"] for card in found["items"]]

    assert ids_of()[0] == ids[2], "a speciality tells more than a bio"
    assert set(ids_of(speciality=["Tarot", "runes"])) == set(ids[:2])
    assert set(ids_of(language="pt")) == set(ids[1:])
    assert ids_of(language="pt-br") == [ids[1]]
    assert ids_of(min_rate_cents=151, max_rate_cents=250) == [ids[1]]
    assert ids_of(online=True) == [ids[2]]
    assert ids_of(min_rating_hundredths=400) == []
    assert ids_of(q=f"lov bio {mark[:10]}", sort="price") == ids

    facets = find(facets=True, speciality="runes", limit=1)["facets"]
    assert facets == {
        "online": 0,
        "modalities": [{"value": "text", "count": 0}, {"value": "voice", "count": 0}, {"value": "video", "count": 1}],
        "prices": [
            {"min_rate_cents": 0, "max_rate_cents": 199, "count": 0},
            {"min_rate_cents": 200, "max_rate_cents": 299, "count": 1},
            {"min_rate_cents": 300, "max_rate_cents": 499, "count": 0},
            {"min_rate_cents": 500, "max_rate_cents": 5000, "count": 0},
        ],
        "ratings": [{"min_rating_hundredths": least, "count": 0} for least in (450, 400, 300)],
        "specialities": [
            {"value": "love", "count": 3},
            *sorted(
                [{"value": name, "count": 1} for name in ("tarot", "runes", f"{mark} x")],
                key=lambda choice: str(choice["value"]),
            ),
        ],
        "languages": [{"value": "pt", "count": 1}],
    }
    nobody = find(facets=True, speciality="Nothing", language="en")
    assert {"value": "nothing", "count": 0} in nobody["facets"]["specialities"]
    assert nobody["total"] == 0


def test_a_list_that_did_not_change_is_not_sent_again(people: People) -> None:
    mark = word()
    people.reader(headline=mark)
    first = people.api.get("/v1/readers", query={"q": mark})
    again = people.api.get("/v1/readers", query={"q": mark}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304


def test_who_is_suspended_is_not_there(people: People) -> None:
    mark = word()
    subject = people.reader(headline=mark)
    reader_id = people.user_id(subject)
    people.suspend(subject)
    assert people.api.get(f"/v1/readers/{reader_id}").code == "not_found"
    assert people.api.get(f"/v1/readers/{reader_id}/reviews").code == "not_found"
    assert people.api.get("/v1/readers", query={"q": mark}).json["items"] == []
    people.suspend(subject, False)
    assert people.api.get(f"/v1/readers/{reader_id}").status == 200


@pytest.mark.parametrize("reader_id", ["usr_" + "0" * 26, "nonsense", "usr_%23"])
def test_nobody_is_not_found(people: People, reader_id: str) -> None:
    assert people.api.get(f"/v1/readers/{reader_id}").code == "not_found"
    assert people.api.get(f"/v1/readers/{reader_id}/reviews").code == "not_found"
