"""The rules of a session as pure values: each move, each boundary to the millisecond, each order of looking."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest

from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.sessions import rules
from chalicelib.sessions.rules import (
    CONNECT_MS,
    FRESH_MS,
    GRACE_MS,
    MAX_RECONNECTS,
    MOVES,
    RING_MS,
    SILENCE_MS,
    EndReason,
    Interval,
    Party,
    Pause,
    PauseReason,
    Plan,
    Presence,
    Run,
    Session,
    State,
    WrongState,
)
from tests.unit.sessions.desk import (
    ACCEPTED_MS,
    CREATED_MS,
    RATE_CENTS,
    RICH_CENTS,
    T0_MS,
    C,
    Desk,
    R,
    at,
    both,
    look,
    run,
    waiting,
)


def active(**changes: object) -> Session:
    begun = replace(waiting(), state=State.ACTIVE, started_at_ms=T0_MS, running_since_ms=T0_MS)
    return replace(begun, **changes)  # type: ignore[arg-type]


def paused(
    seconds: float = 90, dropped: Party | None = C, reason: PauseReason = PauseReason.DROPPED, **changes: object
) -> Session:
    closed_by = "funds" if dropped is None else f"{dropped}_left"
    session = active(
        state=State.PAUSED,
        running_since_ms=None,
        intervals=(Interval(T0_MS, at(seconds), closed_by),),
        pause=Pause(reason, at(seconds), dropped),
    )
    return replace(session, **changes)  # type: ignore[arg-type]


# --- moves ------------------------------------------------------------------------------------------------------

ALLOWED = {
    ("created", "waiting"),
    ("waiting", "active"),
    ("waiting", "ended"),
    ("active", "paused"),
    ("active", "ended"),
    ("paused", "reconnecting"),
    ("paused", "active"),
    ("paused", "ended"),
    ("reconnecting", "active"),
    ("reconnecting", "ended"),
    ("ended", "finalized"),
}


@pytest.mark.parametrize(("before", "to"), list(itertools.product(State, State)))
def test_exactly_the_allowed_moves_are_made(before: State, to: State) -> None:
    session = replace(waiting(), state=before)
    if (str(before), str(to)) in ALLOWED:
        assert session.moved(to).state is to
    else:
        with pytest.raises(WrongState):
            session.moved(to)
        assert session.state is before


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State)
    assert len(State) == 7


@pytest.mark.parametrize("state", [State.CREATED, State.ENDED, State.FINALIZED])
def test_what_is_not_live_is_neither_advanced_nor_ended(state: State) -> None:
    session = replace(waiting(), state=state)
    assert look(session, both(run(0, 20), run(0, 20)), at(HOUR_MS)) == Plan(session)
    with pytest.raises(WrongState):
        rules.end(session, Presence(), at(20), EndReason.ENDED_BY_CLIENT)


@pytest.mark.parametrize("state", [state for state in State if state is not State.WAITING])
def test_only_a_ringing_session_is_accepted(state: State) -> None:
    with pytest.raises(WrongState):
        rules.accept(replace(waiting(False), state=state), CREATED_MS + 1)


@pytest.mark.parametrize("state", [state for state in State if state is not State.CREATED])
def test_only_a_created_session_is_rung(state: State) -> None:
    with pytest.raises(WrongState):
        rules.ring(replace(waiting(False), state=state))


@pytest.mark.parametrize("state", [state for state in State if state is not State.ENDED])
def test_only_an_ended_session_is_finalized(state: State) -> None:
    with pytest.raises(WrongState):
        rules.finalized(replace(waiting(False), state=state))


def test_accepting_twice_keeps_the_first_time() -> None:
    once = rules.accept(waiting(False), CREATED_MS + 1_000)
    assert rules.accept(once, CREATED_MS + 2_000).accepted_at_ms == CREATED_MS + 1_000


# --- ringing and connecting -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("late_ms", "state"), [(-1, State.WAITING), (0, State.ENDED), (1, State.ENDED), (5 * HOUR_MS, State.ENDED)]
)
def test_a_ring_runs_out_after_sixty_seconds(late_ms: int, state: State) -> None:
    plan = look(waiting(False), Presence(), CREATED_MS + RING_MS + late_ms, charged=0)
    assert (plan.session.state, plan.minutes) == (state, 0)
    if state is State.ENDED:
        assert plan.session.ended_at_ms == CREATED_MS + RING_MS
        assert plan.session.end_reason is EndReason.NO_ANSWER


def test_an_answer_at_the_last_millisecond_counts_and_one_later_does_not() -> None:
    assert rules.accept(waiting(False), CREATED_MS + RING_MS - 1).accepted_at_ms == CREATED_MS + RING_MS - 1
    with pytest.raises(WrongState):
        rules.accept(waiting(False), CREATED_MS + RING_MS)


@pytest.mark.parametrize(("late_ms", "state"), [(-1, State.WAITING), (0, State.ENDED), (3 * DAY_MS, State.ENDED)])
def test_connecting_runs_out_sixty_seconds_after_the_answer(late_ms: int, state: State) -> None:
    presence = Presence(client=Run(ACCEPTED_MS, ACCEPTED_MS))
    plan = look(waiting(), presence, ACCEPTED_MS + CONNECT_MS + late_ms, charged=0)
    assert (plan.session.state, plan.minutes) == (state, 0)
    if state is State.ENDED:
        assert plan.session.ended_at_ms == ACCEPTED_MS + CONNECT_MS
        assert plan.session.end_reason is EndReason.NOT_CONNECTED


@pytest.mark.parametrize(("late_ms", "state"), [(-1, State.ACTIVE), (0, State.ENDED)])
def test_connecting_at_the_last_millisecond_counts(late_ms: int, state: State) -> None:
    instant_ms = ACCEPTED_MS + CONNECT_MS + late_ms
    presence = both(Run(instant_ms, instant_ms), Run(instant_ms - 5_000, instant_ms - 5_000))
    plan = look(waiting(), presence, instant_ms, charged=0)
    assert plan.session.state is state
    assert plan.minutes == (1 if state is State.ACTIVE else 0)


@pytest.mark.parametrize(("age_ms", "state"), [(FRESH_MS, State.ACTIVE), (FRESH_MS + 1, State.WAITING)])
def test_a_start_wants_a_fresh_sign_of_the_other(age_ms: int, state: State) -> None:
    presence = both(Run(at(0), at(0)), Run(at(0) + age_ms, at(0) + age_ms))
    plan = look(waiting(), presence, at(0) + age_ms, charged=0)
    assert plan.session.state is state
    if state is State.ACTIVE:
        assert plan.session.started_at_ms == at(0) + age_ms
        assert plan.minutes == 1


def test_presence_before_the_answer_does_not_start_the_clock() -> None:
    early = Run(ACCEPTED_MS - 5_000, ACCEPTED_MS + 1_000)
    plan = look(waiting(), both(early, early), ACCEPTED_MS + 1_000, charged=0)
    assert plan.session.started_at_ms == ACCEPTED_MS


def test_without_money_the_session_ends_where_it_would_have_begun() -> None:
    plan = look(waiting(), both(run(0, 0), run(0, 0)), at(0), charged=0, balance_cents=RATE_CENTS - 1)
    assert (plan.session.state, plan.minutes) == (State.ENDED, 0)
    assert plan.session.end_reason is EndReason.OUT_OF_FUNDS
    assert plan.session.ended_at_ms == at(0)


def test_one_who_left_before_the_other_came_does_not_start_the_clock() -> None:
    plan = look(waiting(), both(run(0, 3, left=5), run(8, 8)), at(8), charged=0)
    assert plan.session.state is State.WAITING


@pytest.mark.parametrize("late_seconds", [0, 30, 50, 200, 7_200])
def test_a_session_that_both_joined_starts_however_late_it_is_looked_at(late_seconds: int) -> None:
    presence = both(run(0, 40), run(3, 40))
    desk = Desk(waiting(), charged=0)
    desk.presence = presence
    desk.look(at(40 + late_seconds))
    assert desk.session.started_at_ms == at(3)
    assert desk.charged == 1
    desk.look(at(DAY_MS))
    assert desk.session.closed_ms == 37_000


def test_a_sign_that_can_still_prove_the_start_is_waited_for() -> None:
    """The reader came at +43 s, the client's last sign is 27 s old: its next one shows that it was there all along."""
    presence = both(run(0, 16), run(43, 43))
    waits = look(waiting(), presence, ACCEPTED_MS + CONNECT_MS, charged=0)
    assert waits == Plan(waiting())
    started = look(waiting(), both(run(0, 57), run(43, 43)), at(57), charged=0)
    assert started.session.started_at_ms == at(43)
    given_up = look(waiting(), presence, at(16) + SILENCE_MS + 1, charged=0)
    assert given_up.session.end_reason is EndReason.NOT_CONNECTED


# --- runs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap_ms", "since"), [(SILENCE_MS, 0), (SILENCE_MS + 1, SILENCE_MS + 1)])
def test_a_run_is_lengthened_up_to_the_silence(gap_ms: int, since: int) -> None:
    assert Run(0, 0).seen(gap_ms) == Run(since, gap_ms)


@pytest.mark.parametrize("at_ms", [0, 50, 99, 100])
def test_old_news_changes_nothing(at_ms: int) -> None:
    for standing in (Run(0, 100), Run(0, 50, 100)):
        assert standing.seen(at_ms) == standing
    assert Run(0, 50, 100).seen(101) == Run(101, 101)


def test_leaving_counts_only_in_a_run() -> None:
    assert Run().left(5) == Run()
    assert Run(0, 100).left(99) == Run(0, 100)
    assert Run(0, 100).left(100) == Run(0, 100, 100)
    assert Run(0, 100).left(100 + SILENCE_MS + 1) == Run(0, 100)
    assert Run(0, 100, 110).left(120) == Run(0, 100, 110)


def test_a_run_that_was_left_is_broken_by_the_next_sign() -> None:
    assert Run(0, 100, 110).is_broken_by(111)
    assert not Run(0, 100).is_broken_by(100 + SILENCE_MS)
    assert Run(0, 100).is_broken_by(101 + SILENCE_MS)
    assert not Run().is_broken_by(5)


@pytest.mark.parametrize(
    ("standing", "at_ms", "was_there"),
    [
        (Run(), 5, False),
        (Run(0, 100), 100 + SILENCE_MS, True),
        (Run(0, 100), 101 + SILENCE_MS, False),
        (Run(0, 100, 110), 110, True),
        (Run(0, 100, 110), 111, False),
    ],
)
def test_whether_a_party_was_there(standing: Run, at_ms: int, was_there: bool) -> None:
    assert standing.reaches(at_ms) is was_there


# --- minutes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proved_ms", "due"),
    [(0, 0), (59_999, 0), (60_000, 1), (60_001, 1), (119_999, 1), (120_000, 2), (HOUR_MS, 60), (90 * MINUTE_MS, 90)],
)
def test_minutes_are_due_as_they_begin(proved_ms: int, due: int) -> None:
    proved = Run(T0_MS, T0_MS + proved_ms)
    assert look(active(), both(proved, proved), T0_MS + proved_ms).minutes == due


@pytest.mark.parametrize("party", Party)
def test_nothing_is_due_for_time_that_one_alone_proves(party: Party) -> None:
    presence = both(run(0, 59), run(0, 59)).with_run(party, run(0, 100))
    assert look(active(), presence, at(100)).minutes == 0


def test_a_late_look_charges_at_most_as_many_minutes_as_it_may_and_goes_on() -> None:
    presence = both(run(0, 6_000), run(0, 6_000))
    first = rules.advance(
        active(), presence, charged_minutes=1, balance_cents=RICH_CENTS, as_of_ms=at(6_000), max_minutes=80
    )
    assert (first.session, first.minutes) == (active(), 80)
    again = rules.advance(
        active(), presence, charged_minutes=81, balance_cents=RICH_CENTS, as_of_ms=at(6_000), max_minutes=80
    )
    assert again.minutes == 20


def test_a_start_that_is_seen_hours_late_is_planned_in_parts() -> None:
    presence = both(run(0, 6_000), run(0, 6_000))
    plan = rules.advance(
        waiting(), presence, charged_minutes=0, balance_cents=RICH_CENTS, as_of_ms=at(6_000), max_minutes=80
    )
    assert (plan.session.state, plan.minutes) == (State.ACTIVE, 80)


@pytest.mark.parametrize("balance_cents", [0, 1, RATE_CENTS - 1, -1, -RATE_CENTS, -1_000])
def test_a_minute_that_cannot_be_paid_pauses_at_the_end_of_the_paid_one(balance_cents: int) -> None:
    plan = look(active(), both(run(0, 75), run(0, 75)), at(75), balance_cents=balance_cents)
    assert plan.minutes == 0
    assert plan.session.pause == Pause(PauseReason.FUNDS, at(60))
    assert plan.session.intervals == (Interval(at(0), at(60), "funds"),)


def test_every_minute_that_can_be_paid_is_charged_first() -> None:
    plan = look(active(), both(run(0, 485), run(0, 485)), at(485), balance_cents=1_850 - RATE_CENTS)
    assert plan.minutes == 6
    assert plan.session.pause == Pause(PauseReason.FUNDS, at(420))


def test_a_paid_minute_is_used_up_after_a_pause() -> None:
    session = active(intervals=(Interval(at(0), at(30), "client_left"),), running_since_ms=at(100))
    plan = look(session, both(run(100, 140), run(0, 140)), at(140), balance_cents=0)
    assert plan.session.pause == Pause(PauseReason.FUNDS, at(130))


@pytest.mark.parametrize("as_of", [-100, 0, 59, 60, 74.9])
def test_an_early_look_after_newer_evidence_decides_nothing_else(as_of: float) -> None:
    plan = look(active(), both(run(0, 75), run(0, 75)), at(as_of))
    assert plan == Plan(active(), 1)


# --- dropping ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("late_ms", "state"), [(0, State.ACTIVE), (1, State.PAUSED)])
@pytest.mark.parametrize("party", Party)
def test_silence_is_a_drop_after_forty_five_seconds(party: Party, late_ms: int, state: State) -> None:
    presence = both(run(0, 120), run(0, 120)).with_run(party, run(0, 90))
    plan = look(active(), presence, at(90) + SILENCE_MS + late_ms)
    assert plan.session.state is state
    if state is State.PAUSED:
        assert plan.session.pause == Pause(PauseReason.DROPPED, at(90), party)


def test_both_dropping_is_the_readers_drop_only_when_the_reader_went_first_or_with_the_client() -> None:
    for client, reader, dropped in [(90, 80, R), (80, 90, C), (90, 90, R)]:
        plan = look(active(), both(run(0, client), run(0, reader)), at(500))
        assert plan.session.ended_at_ms == at(min(client, reader))
        assert plan.session.end_reason is (EndReason.CLIENT_LEFT if dropped is C else EndReason.READER_LEFT)


@pytest.mark.parametrize("late_seconds", [0.001, 44, 46, 5_000])
def test_of_two_who_go_at_one_instant_it_is_the_one_who_said_so(late_seconds: float) -> None:
    presence = both(run(0, 90, left=90), run(0, 90))
    assert look(active(), presence, at(90) + round(late_seconds * 1_000), charged=2).session.intervals == (
        Interval(at(0), at(90), "client_left"),
    )


@pytest.mark.parametrize("looks", [0, 1])
def test_a_drop_is_not_settled_in_its_own_millisecond(looks: int) -> None:
    """Both leave at one instant; a look between the two news does not make it the first one's drop."""
    desk = Desk(active()).through(0, 90).went(90, C)
    for _ in range(looks):
        desk.look(at(90))
    desk.went(90, R).look(at(DAY_MS))
    assert desk.session.end_reason is EndReason.READER_LEFT


def test_one_who_says_that_they_leave_has_dropped_whatever_the_age_of_the_others_sign() -> None:
    for party in Party:
        desk = Desk(active()).through(0, 90).left(94, party).seen(95, party.other)
        assert desk.session.pause == Pause(PauseReason.DROPPED, at(94), party)
        assert desk.session.closed_ms == 94_000


def test_the_time_until_a_leave_is_the_same_however_often_it_is_looked_at() -> None:
    """The other's next sign proves the time up to the leave; closing the clock before it came would lose that time."""
    outcomes = set()
    for looks in ([], [125], [125, 126, 129], [126, 140, 200]):
        desk = Desk(active()).signed(0).signed(45).signed(90).signed(115)
        desk.presence = desk.presence.with_run(C, desk.presence.client.left(at(125)))
        for seconds in looks:
            if seconds < 130:
                desk.look(at(seconds))
        desk.signed(130, R)
        for seconds in looks:
            desk.look(at(seconds))
        desk.look(at(DAY_MS))
        outcomes.add((desk.session, desk.charged))
    assert len(outcomes) == 1
    [(session, charged)] = outcomes
    assert (session.closed_ms, charged, session.end_reason) == (125_000, 3, EndReason.CLIENT_LEFT)


def test_one_who_leaves_and_comes_back_before_the_other_gave_a_sign() -> None:
    desk = Desk(active()).through(0, 50).left(60, C).seen(62, C).seen(65, R)
    assert desk.session.state is State.ACTIVE
    assert desk.session.intervals == (Interval(at(0), at(50), "client_left"),)
    assert desk.session.running_since_ms == at(62)
    assert desk.session.reconnects == 1


@pytest.mark.parametrize("party", Party)
def test_leaving_and_coming_back_within_seconds_is_one_reconnect(party: Party) -> None:
    desk = Desk(active()).through(0, 60).left(60, party).seen(61, party).seen(62)
    assert desk.session.reconnects == 1
    assert desk.session.connected_ms(desk.presence) == 61_000


def test_dropping_in_each_others_grace() -> None:
    desk = Desk(active()).through(0, 90).through(105, 390, R)
    assert desk.session.pause is None
    assert desk.session.end_reason is EndReason.CLIENT_LEFT

    desk = Desk(active()).through(0, 90).through(105, 150, R)
    assert desk.session.pause == Pause(PauseReason.DROPPED, at(90), C)
    desk.seen(250, C).look(at(251))  # the reader is away by now
    assert desk.session.state is State.RECONNECTING
    desk.through(265, 390, C)
    assert desk.session.end_reason is EndReason.READER_LEFT
    assert desk.session.ended_at_ms == at(90)


# --- grace ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("late_ms", "state"), [(-1, State.PAUSED), (0, State.ENDED), (9 * HOUR_MS, State.ENDED)])
@pytest.mark.parametrize("reason", PauseReason)
def test_grace_runs_out_after_five_minutes(reason: PauseReason, late_ms: int, state: State) -> None:
    dropped = C if reason is PauseReason.DROPPED else None
    session = paused(120, dropped, reason)
    plan = look(session, both(run(0, 120), run(0, 120)), at(120) + GRACE_MS + late_ms, charged=2, balance_cents=0)
    assert plan.session.state is state
    if state is State.ENDED:
        assert plan.session.ended_at_ms == at(120)
        assert plan.session.pause is None
        left = EndReason.CLIENT_LEFT if dropped else EndReason.OUT_OF_FUNDS
        assert plan.session.end_reason is left


@pytest.mark.parametrize(("late_ms", "state"), [(-1, State.ACTIVE), (0, State.ENDED)])
def test_coming_back_at_the_last_millisecond_of_the_grace(late_ms: int, state: State) -> None:
    back_ms = at(90) + GRACE_MS + late_ms
    presence = both(Run(back_ms, back_ms), Run(T0_MS, back_ms - 10_000))
    plan = look(paused(), presence, back_ms, charged=2)
    assert plan.session.state is state
    if state is State.ACTIVE:
        assert plan.session.running_since_ms == back_ms


@pytest.mark.parametrize("late_seconds", [0, 20, 46, 300, 90_000])
def test_a_return_in_time_counts_however_late_it_is_looked_at(late_seconds: int) -> None:
    presence = both(run(130, 190), run(0, 190))
    desk = Desk(paused(), charged=2)
    desk.presence = presence
    desk.look(at(190 + late_seconds))
    desk.look(at(DAY_MS))
    assert desk.session.reconnects == 1
    assert desk.session.closed_ms == 150_000
    assert desk.session.ended_at_ms == at(190)
    assert desk.charged == 3


@pytest.mark.parametrize("as_of", [100, 150, 199, 200, 300])
def test_an_early_look_does_not_call_back_one_who_is_silent(as_of: float) -> None:
    """The reader was back from +120 to +130, the client came at +300: they never met again."""
    presence = both(run(300, 300), run(120, 130))
    assert look(paused(100, C), presence, at(as_of), charged=2).session.state is not State.ACTIVE


def test_the_reason_of_a_lapse_is_judged_at_the_end_of_the_grace() -> None:
    """The client came back and waited for a reader who was gone; that it went later as well changes nothing."""
    for client in (run(200, 345), run(200, 385), run(200, 395, left=399), run(200, 385, left=390)):
        plan = look(paused(90, C), both(client, run(0, 120)), at(DAY_MS), charged=2)
        assert plan.session.end_reason is EndReason.READER_LEFT
    for client in (run(200, 344.999), run(200, 380, left=389.999)):
        plan = look(paused(90, C), both(client, run(0, 120)), at(DAY_MS), charged=2)
        assert plan.session.end_reason is EndReason.CLIENT_LEFT


def test_the_missing_party_is_joining() -> None:
    plan = look(paused(90, C), both(run(200, 200), run(0, 130)), at(200), charged=2)
    assert plan.session.state is State.RECONNECTING
    assert plan.session.pause == Pause(PauseReason.DROPPED, at(90), C)


def test_only_a_heartbeat_after_a_top_up_takes_up_a_session_that_ran_out_of_funds() -> None:
    session = paused(60, None, PauseReason.FUNDS)
    presence = both(run(0, 100), run(0, 100))
    assert look(session, presence, at(100), balance_cents=0, resume_at_ms=at(100)).session == session
    assert look(session, presence, at(100)).session.state is not State.ACTIVE
    plan = look(session, presence, at(100), resume_at_ms=at(100))
    assert (plan.session.state, plan.session.running_since_ms, plan.minutes) == (State.ACTIVE, at(100), 1)
    assert plan.session.reconnects == 0


def test_a_top_up_alone_does_not_make_up_for_one_who_is_gone() -> None:
    session = paused(60, None, PauseReason.FUNDS)
    plan = look(session, both(run(0, 120), run(0, 70)), at(120), resume_at_ms=at(120))
    assert (plan.session.state, plan.minutes) == (State.RECONNECTING, 0)


def test_a_heartbeat_of_a_slow_clock_does_not_wind_the_clock_back() -> None:
    session = paused(60, None, PauseReason.FUNDS)
    plan = look(session, both(run(0, 62), run(0, 62)), at(57), resume_at_ms=at(57))
    assert plan.session.running_since_ms == at(60)


# --- reconnects -------------------------------------------------------------------------------------------------


def test_ten_reconnects_and_the_eleventh_drop() -> None:
    desk = Desk(active()).signed(0)
    for number in range(MAX_RECONNECTS):
        away = 20 * (number + 1)
        desk.seen(away).left(away, C).seen(away + 10, C, R)
        assert (desk.session.state, desk.session.reconnects) == (State.ACTIVE, number + 1)
    desk.seen(220).left(220, C).seen(221, R)
    assert desk.session.state is State.ENDED
    assert desk.session.end_reason is EndReason.CLIENT_LEFT
    assert desk.session.ended_at_ms == at(220)
    assert len(desk.session.intervals) == MAX_RECONNECTS + 1
    assert desk.session.closed_ms == 20_000 + 10 * 10_000


# --- ending -----------------------------------------------------------------------------------------------------


def test_an_end_stops_the_clock_where_presence_is_no_longer_proved() -> None:
    ended = rules.end(active(), both(run(0, 100), run(0, 90)), at(100), EndReason.ENDED_BY_CLIENT)
    assert ended.intervals == (Interval(at(0), at(90), "end"),)
    assert (ended.ended_at_ms, ended.end_reason) == (at(100), EndReason.ENDED_BY_CLIENT)


def test_an_end_stamped_before_the_running_stretch_leaves_only_what_was_before() -> None:
    first = Interval(at(0), at(60), "client_left")
    session = active(intervals=(first,), running_since_ms=at(100))
    ended = rules.end(session, both(run(100, 130), run(0, 130)), at(99), EndReason.ENDED_BY_CLIENT)
    assert ended.closed_ms == 60_000
    assert ended.intervals[0] == first


@pytest.mark.parametrize("state", [State.PAUSED, State.RECONNECTING])
def test_an_end_stamped_before_the_pause_counts_from_its_stamp(state: State) -> None:
    session = replace(paused(181), state=state)
    ended = rules.end(session, both(run(0, 181), run(0, 200)), at(179.2), EndReason.ENDED_BY_ADMIN)
    assert ended.closed_ms == 179_200
    assert rules.standing_minutes(ended, 4, free_if_short=True) == 3


def test_an_end_stamped_before_the_start_costs_nothing() -> None:
    ended = rules.end(active(), both(run(0, 15), run(0, 15)), at(-1), EndReason.ENDED_BY_READER)
    assert ended.closed_ms == 0
    assert ended.ended_at_ms == at(0)
    assert rules.standing_minutes(ended, 1, free_if_short=False) == 0


@pytest.mark.parametrize("gone", Party)
def test_one_who_ends_a_session_while_the_other_is_gone_is_not_the_one_who_left(gone: Party) -> None:
    by_other = EndReason.ENDED_BY_CLIENT if gone is R else EndReason.ENDED_BY_READER
    left = EndReason.READER_LEFT if gone is R else EndReason.CLIENT_LEFT
    presence = both(run(0, 90), run(0, 90)).with_run(gone.other, run(0, 200))
    assert rules.end(paused(90, gone), presence, at(200), by_other).end_reason is left
    back = presence.with_run(gone, run(195, 200))
    assert rules.end(paused(90, gone), back, at(200), by_other).end_reason is by_other
    assert rules.end(paused(90, gone), presence, at(200), EndReason.ENDED_BY_ADMIN).end_reason is (
        EndReason.ENDED_BY_ADMIN
    )


def test_a_client_who_leaves_and_then_ends_does_not_make_it_the_reader_who_left() -> None:
    desk = Desk(active()).signed(0).signed(45).signed(90).left(92, C).look(at(93))
    ended = rules.end(desk.session, desk.presence, at(93), EndReason.ENDED_BY_CLIENT)
    assert ended.end_reason is EndReason.ENDED_BY_CLIENT
    assert rules.standing_minutes(ended, desk.charged, free_if_short=True) == 2


def test_declining_and_cancelling_are_words_for_a_session_that_rings() -> None:
    presence = both(run(0, 10), run(0, 10))
    for ringing, joined in [
        (EndReason.DECLINED, EndReason.ENDED_BY_READER),
        (EndReason.CANCELLED, EndReason.ENDED_BY_CLIENT),
    ]:
        for reason in (ringing, joined):
            assert rules.end(waiting(), Presence(), at(1), reason).end_reason is ringing
            assert rules.end(active(), presence, at(10), reason).end_reason is joined


@pytest.mark.parametrize(
    ("connected_ms", "ordinary", "free_used_up", "reader_left"),
    [
        (0, 0, 0, 0),
        (1, 0, 1, 0),
        (29_999, 0, 1, 0),
        (30_000, 1, 1, 0),
        (30_001, 1, 1, 0),
        (59_999, 1, 1, 0),
        (60_000, 1, 1, 1),
        (60_001, 2, 2, 1),
        (119_999, 2, 2, 1),
        (120_000, 2, 2, 2),
        (120_001, 3, 3, 2),
        (180_000, 3, 3, 3),
    ],
)
def test_minutes_that_stand(connected_ms: int, ordinary: int, free_used_up: int, reader_left: int) -> None:
    charged = connected_ms // MINUTE_MS + 1
    intervals = (Interval(T0_MS, T0_MS + connected_ms, "end"),)
    ended = active(state=State.ENDED, intervals=intervals, end_reason=EndReason.ENDED_BY_CLIENT)
    assert rules.standing_minutes(ended, charged, free_if_short=True) == ordinary
    assert rules.standing_minutes(ended, charged, free_if_short=False) == free_used_up
    dropped = replace(ended, end_reason=EndReason.READER_LEFT)
    assert rules.standing_minutes(dropped, charged, free_if_short=False) == reader_left
    assert rules.standing_minutes(dropped, charged, free_if_short=True) == reader_left


def test_more_never_stands_than_was_charged() -> None:
    ended = active(state=State.ENDED, intervals=(Interval(0, 10 * MINUTE_MS, "end"),), end_reason=EndReason.CANCELLED)
    for charged in range(12):
        assert rules.standing_minutes(ended, charged, free_if_short=True) == min(charged, 10)


# --- the order of looking ---------------------------------------------------------------------------------------


def _two_visits(desk: Desk) -> Iterable[None]:
    """Drop, return, drop for good, with both heartbeats every 15 s; yields after each sign."""
    for seconds in range(0, 91, 15):
        desk.seen(seconds)
        yield
    for seconds in range(105, 271, 15):
        desk.seen(seconds, R)
        yield
    desk.seen(272, C)
    yield
    desk.seen(285)
    yield
    desk.left(297, R)
    yield
    desk.seen(300, C)
    yield


@pytest.mark.parametrize("early_ms", [0, 1, 15_000, 60_000, HOUR_MS])
def test_looking_all_the_time_or_never_gives_one_outcome(early_ms: int) -> None:
    often, never = Desk(waiting(), charged=0), Desk(waiting(), charged=0)
    for desk in (often, never):
        for step, _ in enumerate(_two_visits(desk)):
            if desk is often:
                desk.look(at(15 * step) - early_ms)
                desk.look(at(15 * step) - early_ms)
        desk.look(at(DAY_MS))
    assert often.session == never.session
    assert (often.charged, often.balance_cents) == (never.charged, never.balance_cents)
    assert never.session.closed_ms == 90_000 + 25_000
