"""The dashboards' figures, statements with a filter, and money left with a reader, through the application."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from chalicelib.core.clock import DAY_MS, HOUR_MS, utc_day
from chalicelib.wallet import ledger
from chalicelib.wallet.rules import earnings_of, wallet_of
from tests.conftest import wipe_table
from tests.load.bench.route_calls import CALLS
from tests.load.bench.world import Talk, World, world
from tests.service.sessions import make_reader_profile


@pytest.fixture(scope="module")
def place(table_engine: str) -> Iterator[World]:
    wipe_table()  # the payment stand-in numbers its payments from one in each world
    with world() as made:
        yield made


@pytest.fixture
def talk(place: World) -> Talk:
    return place.settled(minutes=5)


def test_a_reader_sees_what_a_session_earned_on_its_day_and_who_came(place: World, talk: Talk) -> None:
    now_ms = place.clock.at_ms
    found = place.require(place.api.get("/v1/earnings/summary", as_=talk.reader.subject, query={"days": 7}))
    earned_cents = ledger.load_account(earnings_of(talk.reader.user_id)).balance_cents
    assert earned_cents > 0
    assert (found["last_day"], found["first_day"]) == (utc_day(now_ms), utc_day(now_ms - 6 * DAY_MS))
    assert [day["total_cents"] for day in found["days"]] == [0] * 6 + [earned_cents]
    assert found["amounts"] == [{"kind": "session_charge", "amount_cents": earned_cents}]
    assert (found["total_cents"], found["readings"]) == (earned_cents, 1)
    minutes = sum(found["minutes"].values())
    assert (minutes, found["average_seconds"]) == (5, 300)
    assert {key: found["clients"][key] for key in ("count", "returning_count", "top")} == {
        "count": 1,
        "returning_count": 0,
        "top": [],
    }


def test_a_client_who_came_back_is_named_by_first_name_and_initial(place: World) -> None:
    talk = place.settled(minutes=2)
    place.require(place.api.patch("/v1/me", {"display_name": "Mira Katharina Koval"}, as_=talk.client.subject))
    again = place.ringing(talk.client, talk.reader)
    place.accept(again)
    for _ in range(8):
        place.clock.advance(15)
        again.beat()
    place.require(place.api.post(f"{again.path}/end", as_=talk.client.subject))
    found = place.require(place.api.get("/v1/earnings/summary", as_=talk.reader.subject))
    clients = found["clients"]
    assert (clients["count"], clients["returning_count"]) == (1, 1)
    assert clients["top"] == [{"name": "Mira K.", "readings": 2, "minutes": 4}]


def test_a_client_sees_what_a_session_cost_and_whose_it_was(place: World, talk: Talk) -> None:
    found = place.require(place.api.get("/v1/wallet/summary", as_=talk.client.subject, query={"days": 1}))
    assert len(found["days"]) == 1
    assert found["total_cents"] > 0
    assert found["amounts"] == [{"kind": "session_charge", "amount_cents": found["total_cents"]}]
    assert [(each["reader_id"], each["readings"], each["minutes"]) for each in found["readers"]] == [
        (talk.reader.user_id, 1, 5)
    ]


def test_days_are_those_of_the_zone_that_is_asked_for(place: World, talk: Talk) -> None:
    place.clock.advance((DAY_MS - place.clock.at_ms % DAY_MS + 2 * HOUR_MS) / 1_000)  # two in the morning, UTC

    def today(zone: str) -> tuple[str, int]:
        answer = place.api.get("/v1/earnings/summary", as_=talk.reader.subject, query={"days": 1, "time_zone": zone})
        found = place.require(answer)
        return found["last_day"], found["total_cents"]

    yesterday = utc_day(place.clock.at_ms - DAY_MS)
    assert today("UTC") == (utc_day(place.clock.at_ms), 0)
    assert today("America/Los_Angeles")[0] == yesterday
    assert today("America/Los_Angeles")[1] > 0


@pytest.mark.parametrize("path", ["/v1/earnings/summary", "/v1/earnings/entries", "/v1/earnings/statement.csv"])
def test_what_is_no_zone_is_refused_by_name(place: World, talk: Talk, path: str) -> None:
    answer = place.api.get(path, as_=talk.reader.subject, query={"time_zone": "Mars/Olympus"})
    assert (answer.status, answer.json["field"]) == (422, "time_zone")


@pytest.mark.parametrize("days", [0, 91])
def test_so_many_days_can_be_asked_for(place: World, talk: Talk, days: int) -> None:
    answer = place.api.get("/v1/wallet/summary", as_=talk.client.subject, query={"days": days})
    assert (answer.status, answer.json["field"]) == (422, "days")


def test_list_and_file_take_the_same_filter(place: World, talk: Talk) -> None:
    today = utc_day(place.clock.at_ms)
    for query, count in (
        ({"kind": "session_charge"}, 6),  # the sixth was given back
        ({"kind": "session_charge", "from": today, "to": today}, 6),
        ({"kind": "refund"}, 1),
        ({"kind": "session_charge", "to": utc_day(place.clock.at_ms - DAY_MS)}, 0),
        ({"kind": "booking"}, 0),
    ):
        page = place.require(place.api.get("/v1/wallet/entries", as_=talk.client.subject, query=query))
        file = place.api.get("/v1/wallet/statement.csv", as_=talk.client.subject, query=query)
        rows = list(csv.DictReader(io.StringIO(file.body.decode())))
        listed = [each["balance_after_cents"] for each in reversed(page["items"])]
        assert listed == [int(row["balance_after_cents"]) for row in rows]
        assert len(rows) == count


def test_a_cursor_belongs_to_its_filter(place: World, talk: Talk) -> None:
    first = place.require(place.api.get("/v1/wallet/entries", as_=talk.client.subject, query={"limit": 2}))
    query = {"limit": 2, "cursor": first["next_cursor"], "from": utc_day(place.clock.at_ms)}
    answer = place.api.get("/v1/wallet/entries", as_=talk.client.subject, query=query)
    assert answer.json["code"] == "invalid_cursor"
    query = {"from": "2026-01-02", "to": "2026-01-01"}
    answer = place.api.get("/v1/wallet/entries", as_=talk.client.subject, query=query)
    assert (answer.status, answer.json["field"]) == (422, "from")


def test_a_reader_who_was_a_client_sees_the_wallet_and_returns_what_is_left(place: World) -> None:
    call = CALLS["list_unspent_top_ups"](place)
    assert call.caller is not None
    reader = call.caller
    balance_cents = place.require(place.api.get("/v1/wallet", as_=reader.subject))["balance_cents"]
    entries = place.require(place.api.get("/v1/wallet/entries", as_=reader.subject))["items"]
    assert entries[0]["balance_after_cents"] == balance_cents
    (unspent, *_), path = place.require(place.api.get("/v1/wallet/unspent", as_=reader.subject))["items"], ""
    path = f"/v1/wallet/top-ups/{unspent['top_up_id']}/return"
    too_much = {"amount_cents": unspent["unspent_cents"] + 1}
    answer = place.api.post(path, too_much, as_=reader.subject, key="return-too-much")
    assert (answer.status, answer.json["field"]) == (422, "amount_cents")
    amount_cents = unspent["unspent_cents"]
    for _ in range(2):
        answer = place.api.post(path, {"amount_cents": amount_cents}, as_=reader.subject, key="return-all")
        assert place.require(answer)["amount_cents"] == amount_cents
    assert ledger.load_account(wallet_of(reader.user_id)).balance_cents == balance_cents - amount_cents
    assert place.require(place.api.get("/v1/wallet/unspent", as_=reader.subject))["items"] == []
    (entry, *_) = place.require(place.api.get("/v1/wallet/entries", as_=reader.subject))["items"]
    assert (entry["kind"], entry["amount_cents"]) == ("refund", -amount_cents)


def test_nobody_elses_top_up_can_be_returned_and_a_client_has_no_button(place: World) -> None:
    call = CALLS["return_top_up"](place)
    assert call.caller is not None
    other = place.client()
    make_reader_profile(other.user_id)
    assert place.api.post(call.path, call.body, as_=other.subject, key="others").status == 404
    client = place.client()
    assert place.api.post(call.path, call.body, as_=client.subject, key="clients").status == 403
