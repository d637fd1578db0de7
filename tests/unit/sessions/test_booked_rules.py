"""A booked reading's session by its evidence: who was there decides, whenever anybody looks."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.clock import MINUTE_MS, SECOND_MS
from chalicelib.readers.rules import Modality
from chalicelib.sessions import booked_rules
from chalicelib.sessions.rules import (
    Appointment,
    EndReason,
    Party,
    Presence,
    Session,
    State,
    WrongState,
)

STARTS_MS = 1_000 * MINUTE_MS
MINUTES = 30
ENDS_MS = STARTS_MS + MINUTES * MINUTE_MS


def waiting(minutes: int = MINUTES) -> Session:
    return Session(
        session_id="s",
        client_id="c",
        reader_id="r",
        modality=Modality.VOICE,
        rate_cents=250,
        state=State.WAITING,
        created_at_ms=STARTS_MS - 10 * MINUTE_MS,
        accepted_at_ms=STARTS_MS - 10 * MINUTE_MS,
        appointment=Appointment(STARTS_MS, STARTS_MS + minutes * MINUTE_MS),
    )


@dataclass
class Room:
    """Feeds signs and looks to the rules in order of time, as the service does."""

    session: Session = field(default_factory=waiting)
    presence: Presence = field(default_factory=Presence)

    def look(self, at_ms: int, renewed: Party | None = None) -> None:
        self.session = booked_rules.advance(self.session, self.presence, as_of_ms=at_ms, renewed=renewed)

    def sign(self, at_ms: int, party: Party, *, leaving: bool = False) -> None:
        run = self.presence.of(party)
        news = run.left(at_ms) if leaving else run.seen(at_ms)
        if run.since_at_ms is not None and news.since_at_ms != run.since_at_ms:
            self.look(at_ms, renewed=party)
            run = self.presence.of(party)
            news = run.left(at_ms) if leaving else run.seen(at_ms)
        if self.session.state in (State.ENDED, State.FINALIZED):
            return
        self.presence = self.presence.with_run(party, news)


stays = st.lists(
    st.tuples(st.integers(-10 * 60, (MINUTES + 5) * 60), st.integers(0, 20 * 60), st.booleans()), max_size=4
)


def signs(stay: list[tuple[int, int, bool]], party: Party) -> list[tuple[int, Party, bool]]:
    found = []
    for start, length, leaves in stay:
        found += [(start + step, party, False) for step in range(0, length + 1, 15)]
        if leaves:
            found.append((start + length, party, True))
    return found


def run(client: list[tuple[int, int, bool]], reader: list[tuple[int, int, bool]], looks: list[int]) -> Session:
    """Play both parties' stays, with looks at these seconds in between, to the end."""
    room = Room()
    events = [(second, 0, party, leaving) for second, party, leaving in signs(client, Party.CLIENT)]
    events += [(second, 0, party, leaving) for second, party, leaving in signs(reader, Party.READER)]
    timeline = sorted([*events, *((second, 1, None, False) for second in looks)], key=lambda each: each[:2])
    for second, _, party, leaving in timeline:
        at_ms = STARTS_MS + second * SECOND_MS
        if party is None:
            room.look(at_ms)
        else:
            room.sign(at_ms, party, leaving=leaving)
    room.look(ENDS_MS + 60 * MINUTE_MS)
    return room.session


@given(client=stays, reader=stays, looks=st.lists(st.integers(-600, 60 * 60), max_size=6))
def test_every_reading_ends_once_and_within_its_time(
    client: list[tuple[int, int, bool]], reader: list[tuple[int, int, bool]], looks: list[int]
) -> None:
    session = run(client, reader, looks)
    assert session.state is State.ENDED
    assert session.end_reason in {
        EndReason.TIME_OVER,
        EndReason.CLIENT_LEFT,
        EndReason.READER_LEFT,
        EndReason.CLIENT_MISSED,
        EndReason.READER_MISSED,
    }
    assert STARTS_MS < (session.ended_at_ms or 0) <= ENDS_MS
    for interval in session.intervals:
        assert STARTS_MS <= interval.started_at_ms <= interval.ended_at_ms <= ENDS_MS
    missed = session.end_reason in (EndReason.CLIENT_MISSED, EndReason.READER_MISSED)
    assert missed == (session.started_at_ms is None)


@given(client=stays, reader=stays, looks=st.lists(st.integers(-600, 60 * 60), max_size=12))
def test_when_it_is_looked_at_changes_no_absence(
    client: list[tuple[int, int, bool]], reader: list[tuple[int, int, bool]], looks: list[int]
) -> None:
    often, seldom = run(client, reader, looks), run(client, reader, [])
    absences = (EndReason.CLIENT_MISSED, EndReason.READER_MISSED)
    assert (often.end_reason in absences) == (seldom.end_reason in absences)
    if often.end_reason in absences:
        assert (often.end_reason, often.ended_at_ms) == (seldom.end_reason, seldom.ended_at_ms)


@given(client=stays)
def test_a_reader_who_never_comes_is_the_one_who_missed_it(client: list[tuple[int, int, bool]]) -> None:
    assert run(client, [], []).end_reason is EndReason.READER_MISSED


def test_a_reader_who_waits_until_fifteen_minutes_has_not_missed_it() -> None:
    session = run([], [(-60, 16 * 60, False)], [])
    assert (session.end_reason, session.ended_at_ms) == (EndReason.CLIENT_MISSED, STARTS_MS + 15 * MINUTE_MS)


def test_both_there_all_along() -> None:
    session = run([(-300, 2_400, False)], [(-200, 2_400, False)], [0, 60])
    assert (session.end_reason, session.closed_ms) == (EndReason.TIME_OVER, MINUTES * MINUTE_MS)


def test_a_drop_is_waited_for_until_the_end() -> None:
    session = run([(0, 300, True), (1_500, 300, False)], [(0, 1_800, False)], [900, 1_400])
    assert (session.end_reason, session.reconnects) == (EndReason.TIME_OVER, 1)
    assert [each.closed_by for each in session.intervals] == ["client_left", "end"]


def test_what_waits_is_called_off_and_what_runs_is_not() -> None:
    assert booked_rules.called_off(waiting(), STARTS_MS).end_reason is EndReason.CANCELLED
    room = Room()
    for party in Party:
        room.sign(STARTS_MS, party)
    room.look(STARTS_MS)
    assert room.session.state is State.ACTIVE
    with pytest.raises(WrongState):
        booked_rules.called_off(room.session, STARTS_MS + 1)


@pytest.mark.parametrize(
    "reason",
    [EndReason.ENDED_BY_CLIENT, EndReason.ENDED_BY_READER, EndReason.DECLINED, EndReason.CANCELLED],
)
def test_a_participant_does_not_end_what_waits(reason: EndReason) -> None:
    with pytest.raises(WrongState):
        booked_rules.ended(waiting(), Presence(), STARTS_MS, reason)
    assert booked_rules.ended(waiting(), Presence(), STARTS_MS, EndReason.SUSPENDED).state is State.ENDED
