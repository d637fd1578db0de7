"""Choosing among a person's sessions, on the real table engine: every choice, every page, nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, MINUTE_MS
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put
from chalicelib.readers.rules import Modality
from chalicelib.sessions import history
from chalicelib.sessions.history import Choice, SessionOutcome
from chalicelib.sessions.items import SessionItem, listed, session_key
from chalicelib.sessions.rules import EndReason, Party, State
from tests.conftest import START_MS
from tests.load.bench.meter import Meter

pytestmark = pytest.mark.usefixtures("table_engine")
CLIENT, READER = (Party.CLIENT,), (Party.READER,)


@dataclass(frozen=True)
class Held:
    """A session that is in the table."""

    client_id: str
    reader_id: str
    modality: Modality
    booked: bool
    outcome: SessionOutcome
    created_at_ms: int
    session_id: str


def person() -> str:
    return new_id("usr", START_MS)


def store(
    client_id: str,
    reader_id: str,
    created_at_ms: int,
    modality: Modality = Modality.VOICE,
    booked: bool = False,
    outcome: SessionOutcome = SessionOutcome.HELD,
) -> Held:
    session_id = new_id("ses", START_MS)
    over = outcome is not SessionOutcome.IN_PROGRESS
    item = SessionItem(
        *session_key(session_id),
        session_id=session_id,
        client_id=client_id,
        reader_id=reader_id,
        client_name="Casey",
        reader_name="Luna",
        modality=modality.value,
        rate_cents=250,
        state=str(State.FINALIZED if over else State.ACTIVE),
        version=1,
        created_at_ms=created_at_ms,
        started_at_ms=None if outcome is SessionOutcome.NOT_HELD else created_at_ms + 5_000,
        ended_at_ms=created_at_ms + MINUTE_MS if over else None,
        end_reason=str(EndReason.ENDED_BY_CLIENT) if over else None,
        booking_id=new_id("bkg", START_MS) if booked else None,
        **listed(
            session_id,
            client_id=client_id,
            reader_id=reader_id,
            modality=modality.value,
            created_at_ms=created_at_ms,
            booked=booked,
        ),
    )
    table.write(Put(item))
    return Held(client_id, reader_id, modality, booked, outcome, created_at_ms, session_id)


def chosen(sessions: list[Held], choice: Choice) -> list[str]:
    """What a choice must show, decided here once more."""

    def fits(each: Held) -> bool:
        return (
            choice.modality in (None, each.modality)
            and choice.counterpart_id in (None, each.client_id, each.reader_id)
            and choice.booked in (None, each.booked)
            and choice.outcome in (None, each.outcome)
            and (choice.from_ms is None or each.created_at_ms >= choice.from_ms)
            and (choice.until_ms is None or each.created_at_ms < choice.until_ms)
        )

    return [each.session_id for each in sorted(sessions, key=lambda each: -each.created_at_ms) if fits(each)]


def paged(user_id: str, choice: Choice, *parties: Party, limit: int = 3) -> list[str]:
    seen: list[str] = []
    before: str | None = None
    for _ in range(500):
        items, before = history.sessions_of(user_id, parties or CLIENT, choice=choice, limit=limit, before=before)
        assert len(items) <= limit
        seen += [item.session_id for item in items]
        if before is None:
            return seen
    raise AssertionError("the list never ends")


def test_every_choice_shows_what_it_should_to_client_and_reader() -> None:
    client, readers = person(), [person(), person()]
    kinds = list(product(readers, list(Modality), (False, True), list(SessionOutcome)))
    mine = [store(client, each[0], START_MS + at * DAY_MS, *each[1:]) for at, each in enumerate(kinds)]
    stranger = store(person(), readers[0], START_MS + 5)
    for modality, counterpart, booked, outcome in product(
        (None, Modality.TEXT), (None, readers[1]), (None, True, False), (None, *SessionOutcome)
    ):
        choice = Choice(modality, counterpart, booked, outcome)
        assert paged(client, choice, limit=4) == chosen(mine, choice), choice
    for outcome in (None, SessionOutcome.NOT_HELD):
        choice = Choice(outcome=outcome, counterpart_id=client)
        with_client = chosen([each for each in mine if each.reader_id == readers[0]], choice)
        assert paged(readers[0], choice, *READER) == with_client
    assert stranger.session_id in paged(readers[0], Choice(), *READER, limit=25)
    assert paged(client, Choice(counterpart_id=person())) == []
    assert paged(readers[0], Choice(counterpart_id=person()), *READER) == []


def test_a_period_has_its_first_instant_and_not_its_last() -> None:
    client, reader = person(), person()
    sessions = [store(client, reader, START_MS + number) for number in range(5)]
    choice = Choice(from_ms=START_MS + 1, until_ms=START_MS + 4)
    assert paged(client, choice) == [each.session_id for each in sessions[3:0:-1]]
    assert paged(client, choice, limit=1) == [each.session_id for each in sessions[3:0:-1]]
    assert paged(client, Choice(from_ms=START_MS + 5)) == []


def test_a_place_holds_for_another_choice_and_another_list() -> None:
    client, reader = person(), person()
    sessions = [store(client, reader, START_MS + number, booked=number % 2 == 0) for number in range(6)]
    _, before = history.sessions_of(client, CLIENT, choice=Choice(), limit=2, before=None)
    booked, _ = history.sessions_of(client, CLIENT, choice=Choice(booked=True), limit=9, before=before)
    assert [item.session_id for item in booked] == [sessions[2].session_id, sessions[0].session_id]
    later = Choice(from_ms=START_MS + 5)
    assert history.sessions_of(client, CLIENT, choice=later, limit=9, before=before) == ([], None)
    of_reader, _ = history.sessions_of(reader, READER, choice=Choice(), limit=9, before=before)
    assert [item.session_id for item in of_reader] == [each.session_id for each in sessions[3::-1]]


def test_what_is_looked_through_for_one_page_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_ENTRIES", 4)
    monkeypatch.setattr(history, "MOST_SESSIONS", 3)
    client, reader, wanted = person(), person(), person()
    odd = store(client, wanted, START_MS, outcome=SessionOutcome.NOT_HELD)
    for number in range(1, 10):
        store(client, reader, START_MS + number)
    page, before = history.sessions_of(client, CLIENT, choice=Choice(counterpart_id=wanted), limit=2, before=None)
    assert (page, before is not None) == ([], True)
    with Meter() as meter:
        history.sessions_of(client, CLIENT, choice=Choice(outcome=SessionOutcome.NOT_HELD), limit=2, before=None)
    assert (meter.total().requests, meter.total().read_units) == (2, 2)
    for choice in (Choice(counterpart_id=wanted), Choice(outcome=SessionOutcome.NOT_HELD)):
        assert paged(client, choice) == [odd.session_id]


def test_two_hundred_sessions_are_chosen_from_without_reading_them() -> None:
    client, reader, wanted = person(), person(), person()
    for number in range(200):
        store(client, wanted if number % 20 == 0 else reader, START_MS + number)
    with Meter() as meter:
        page, before = history.sessions_of(wanted, READER, choice=Choice(counterpart_id=client), limit=25, before=None)
    assert (len(page), before) == (10, None)
    assert meter.total().requests == 2
    assert meter.total().read_units == 10, "5 for the sessions shown, 5 for 200 entries"
    assert history.have_met(client, wanted)
    assert not history.have_met(client, person())
    assert not history.have_met(person(), wanted)


@pytest.mark.parametrize("limit", [1, 2, 25])
def test_both_sides_are_one_list(limit: int) -> None:
    both, reader, client = person(), person(), person()
    mine = [
        store(both, reader, START_MS + number) if number % 3 else store(client, both, START_MS + number, booked=True)
        for number in range(8)
    ]
    for choice in (Choice(), Choice(booked=True), Choice(counterpart_id=reader), Choice(counterpart_id=client)):
        assert paged(both, choice, *Party, limit=limit) == chosen(mine, choice), choice
    assert paged(both, Choice(), *CLIENT, limit=limit) == chosen([each for each in mine if not each.booked], Choice())
    assert paged(both, Choice(), *READER, limit=limit) == chosen([each for each in mine if each.booked], Choice())


def test_two_who_met_on_both_sides_are_listed_with_each_other_once() -> None:
    first, second = person(), person()
    sessions = [store(first, second, START_MS), store(second, first, START_MS + 1)]
    for user_id, other in ((first, second), (second, first)):
        assert paged(user_id, Choice(counterpart_id=other), *Party) == chosen(sessions, Choice())


def test_a_side_that_is_looked_through_less_far_holds_the_other_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_ENTRIES", 4)
    both, reader, client = person(), person(), person()
    old = [store(both, reader, START_MS + number) for number in range(3)]
    new = [store(client, both, START_MS + 10 + number, booked=number % 2 == 0) for number in range(9)]
    choice = Choice(outcome=SessionOutcome.HELD)
    assert paged(both, choice, *Party, limit=2) == chosen([*old, *new], choice)
    assert paged(both, Choice(booked=False), *Party, limit=2) == chosen([*old, *new], Choice(booked=False))
