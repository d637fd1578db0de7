"""The rules of a waiting line."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.clock import MINUTE_MS
from chalicelib.sessions import line_rules
from chalicelib.sessions.line_rules import Call, ClearTurn, Drop, Line, Turn, Waiting, estimated_wait_ms, next_step
from tests.conftest import START_MS

NOW = START_MS


def waiting(name: str, ticket: int, *, seen: int = NOW, joined: int = NOW) -> Waiting:
    return Waiting(name, ticket, joined, seen)


def line(*clients: Waiting, turn: Turn | None = None, free: bool = True) -> Line:
    return Line(clients, turn, free)


ANN, BEN = waiting("ann", 1), waiting("ben", 2)


def test_the_first_is_called_for_a_minute_when_the_reader_is_free() -> None:
    assert next_step(line(ANN, BEN), NOW) == Call(ANN, NOW + MINUTE_MS)
    assert next_step(line(ANN, BEN, free=False), NOW) is None
    assert next_step(line(), NOW) is None


def test_a_turn_under_way_is_left_alone() -> None:
    assert next_step(line(ANN, BEN, turn=Turn("ann", NOW + 1)), NOW) is None


def test_who_lets_the_minute_pass_makes_room_for_the_next() -> None:
    assert next_step(line(ANN, BEN, turn=Turn("ann", NOW)), NOW) == Drop(ANN)
    assert next_step(line(BEN, turn=None), NOW) == Call(BEN, NOW + MINUTE_MS)


def test_who_could_not_begin_because_the_reader_left_keeps_the_place() -> None:
    assert next_step(line(ANN, BEN, turn=Turn("ann", NOW), free=False), NOW) == ClearTurn()


def test_a_turn_of_somebody_who_is_gone_ends() -> None:
    assert next_step(line(BEN, turn=Turn("ann", NOW)), NOW) == ClearTurn()


def test_who_is_silent_for_two_minutes_or_waits_for_an_hour_is_dropped() -> None:
    silent = waiting("ann", 1, seen=NOW - line_rules.SILENCE_MS - 1)
    assert next_step(line(silent, BEN), NOW) == Drop(silent)
    assert next_step(line(waiting("ann", 1, seen=NOW - line_rules.SILENCE_MS), free=False), NOW) is None
    patient = waiting("ann", 1, joined=NOW - line_rules.MAX_WAIT_MS)
    assert next_step(line(patient, BEN, free=False), NOW) == Drop(patient)
    later = waiting("ben", 2, seen=NOW - line_rules.SILENCE_MS - 1)
    assert next_step(line(ANN, later, turn=Turn("ann", NOW + 1)), NOW) == Drop(later)


def test_positions() -> None:
    assert line_rules.position_of(line(ANN, BEN), "ben") == 2
    assert line_rules.position_of(line(ANN, BEN), "cat") is None


def test_estimates_come_from_real_durations_or_not_at_all() -> None:
    def estimate(position: int, connected_ms: int | None, *, turn: bool = False) -> int | None:
        return estimated_wait_ms(
            position, average_session_ms=10 * MINUTE_MS, connected_ms=connected_ms, turn_is_open=turn
        )

    assert estimate(1, 4 * MINUTE_MS) == 6 * MINUTE_MS
    assert estimate(3, 4 * MINUTE_MS) == 26 * MINUTE_MS
    assert estimate(1, 50 * MINUTE_MS) == MINUTE_MS
    assert estimate(1, None) == 0
    assert estimate(2, None, turn=True) == 10 * MINUTE_MS
    assert estimate(2, None) == 11 * MINUTE_MS
    assert estimated_wait_ms(1, average_session_ms=None, connected_ms=0, turn_is_open=False) is None


CLIENTS = st.lists(st.tuples(st.integers(-200_000, 0), st.integers(-4_000_000, 0)), max_size=6).map(
    lambda rows: [
        waiting(f"client-{n}", n, seen=NOW + seen, joined=NOW + joined) for n, (seen, joined) in enumerate(rows)
    ]
)


@given(CLIENTS, st.booleans(), st.none() | st.tuples(st.integers(0, 7), st.integers(-90_000, 90_000)))
def test_steps_come_to_rest_and_leave_nobody_who_lapsed_and_no_reader_unused(
    clients: Sequence[Waiting], free: bool, holder: tuple[int, int] | None
) -> None:
    turn = None if holder is None else Turn(f"client-{holder[0]}", NOW + holder[1])
    now = line(*clients, turn=turn, free=free)
    for _ in range(20):
        step = next_step(now, NOW)
        if step is None:
            break
        match step:
            case Drop(gone):
                kept = [each for each in now.waiting if each != gone]
                turn = None if now.turn is not None and now.turn.client_id == gone.client_id else now.turn
                now = Line(kept, turn, free)
            case Call(called, until_ms):
                assert now.turn is None
                assert called == now.waiting[0]
                now = Line(now.waiting, Turn(called.client_id, until_ms), free)
            case ClearTurn():
                now = Line(now.waiting, None, free)
    else:
        raise AssertionError("the line never came to rest")
    holding = now.turn.client_id if now.turn is not None else None
    assert not [each for each in now.waiting if each.has_lapsed(NOW) and each.client_id != holding]
    if free and now.waiting:
        assert now.turn is not None
        assert now.turn.expires_at_ms > NOW
