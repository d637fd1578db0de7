"""Favourites through the API: a client's own, as cards now, and nobody else's business."""

from __future__ import annotations

from chalicelib.core.ids import new_id
from tests.api.people.conftest import People

LIST = "/v1/me/favourites"
IDS = "/v1/me/favourites/ids"


def path_of(people: People, reader: str) -> str:
    return f"/v1/readers/{people.user_id(reader)}/favourite"


def ids(people: People, client: str) -> list[str]:
    found: list[str] = people.api.get(IDS, as_=client).json["reader_ids"]
    return found


def test_a_client_marks_readers_and_sees_them_as_cards(people: People) -> None:
    client, first, second = people.client(), people.reader(), people.reader(display_name="Sol Arden")
    assert people.api.get(LIST, as_=client).json == {"items": [], "next_cursor": None}
    for _ in range(2):
        assert people.api.put(path_of(people, first), as_=client).status == 204
    people.clock.advance(1)
    assert people.api.put(path_of(people, second), as_=client).status == 204
    assert ids(people, client) == [people.user_id(second), people.user_id(first)]
    page = people.api.get(LIST, as_=client, query={"limit": 1}).json
    assert page["items"][0]["reader"]["display_name"] == "Sol Arden"
    assert (page["items"][0]["reader"]["status"], page["items"][0]["reader"]["rates"][0]["rate_cents"]) == (
        "offline",
        250,
    )
    people.api.put("/v1/me/reader/reachability", {"reachability": "online"}, as_=first)
    rest = people.api.get(LIST, as_=client, query={"cursor": page["next_cursor"]})
    assert [each["reader"]["status"] for each in rest.json["items"]] == ["online"]
    assert rest.json["next_cursor"] is None
    for _ in range(2):
        assert people.api.request("DELETE", path_of(people, first), as_=client).status == 204
    assert ids(people, client) == [people.user_id(second)]


def test_a_hidden_reader_is_not_available_and_comes_back(people: People) -> None:
    client, reader = people.client(), people.reader()
    people.api.put(path_of(people, reader), as_=client)
    people.suspend(reader)
    (item,) = people.api.get(LIST, as_=client).json["items"]
    assert (item["reader"], item["display_name"]) == (None, "Luna Vega")
    assert ids(people, client) == [people.user_id(reader)]
    assert people.api.put(path_of(people, reader), as_=people.client()).code == "not_found"
    people.suspend(reader, False)
    (item,) = people.api.get(LIST, as_=client).json["items"]
    assert item["reader"]["reader_id"] == people.user_id(reader)


def test_nobody_learns_who_marked_whom(people: People) -> None:
    client, reader, other = people.client(), people.reader(), people.client()
    before = people.api.get(f"/v1/readers/{people.user_id(reader)}").json
    people.api.put(path_of(people, reader), as_=client)
    assert people.api.get(f"/v1/readers/{people.user_id(reader)}").json == before
    assert "favour" not in str(people.api.get("/v1/me/reader", as_=reader).json)
    assert ids(people, other) == []
    people.api.request("DELETE", path_of(people, reader), as_=other)
    assert ids(people, client) == [people.user_id(reader)]


def test_a_cursor_is_its_callers_alone(people: People) -> None:
    client = people.client()
    for _ in range(2):
        people.api.put(path_of(people, people.reader()), as_=client)
    cursor = people.api.get(LIST, as_=client, query={"limit": 1}).json["next_cursor"]
    assert people.api.get(LIST, as_=people.client(), query={"cursor": cursor}).code == "invalid_cursor"


def test_readers_have_no_favourites_and_who_does_not_exist_cannot_be_one(people: People) -> None:
    reader, client = people.reader(), people.client()
    assert people.api.put(path_of(people, people.reader()), as_=reader).code == "forbidden"
    assert people.api.get(LIST, as_=reader).code == "forbidden"
    assert people.api.put(f"/v1/readers/{new_id('usr', 1)}/favourite", as_=client).code == "not_found"
    assert people.api.put(path_of(people, people.applicant()), as_=client).code == "not_found"


def test_what_has_not_changed_is_not_sent_again(people: People) -> None:
    client, reader = people.client(), people.reader()
    people.api.put(path_of(people, reader), as_=client)
    tag = people.api.get(IDS, as_=client).headers["etag"]
    assert people.api.get(IDS, as_=client, headers={"If-None-Match": tag}).status == 304
    people.api.request("DELETE", path_of(people, reader), as_=client)
    assert people.api.get(IDS, as_=client, headers={"If-None-Match": tag}).status == 200


def test_a_suspended_client_reads_and_changes_nothing(people: People) -> None:
    client, reader = people.client(), people.reader()
    people.api.put(path_of(people, reader), as_=client)
    people.suspend(client)
    assert ids(people, client) == [people.user_id(reader)]
    assert people.api.get(LIST, as_=client).status == 200
    for method in ("PUT", "DELETE"):
        assert people.api.request(method, path_of(people, reader), as_=client).code == "account_suspended"
