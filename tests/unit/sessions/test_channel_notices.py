"""The channel's notices on a party's run: they repeat, come in any order, and tell whole seconds."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.clock import SECOND_MS
from chalicelib.sessions.rules import NoticeOrder, Run
from tests.unit.sessions.desk import at, run

Told = tuple[int, int, bool]
"""Second, number, whether the party joined."""


def heard(told: list[Told], since: Run | None = None) -> Run:
    known = since or Run()
    for second, number, joined in told:
        known = known.noticed(NoticeOrder(at(second), number), at(second), joined=joined)
    return known


def standing(told: Run, second: float) -> int | None:
    """The last sign of a party who is there at an instant; None of one who is not."""
    return told.seen_at_ms if told.is_present(at(second)) else None


JOIN, LEAVE = True, False
STORIES: list[list[Told]] = [
    [(10, 1, JOIN), (20, 2, LEAVE)],
    [(10, 1, JOIN), (20, 2, LEAVE), (30, 3, JOIN)],
    [(10, 1, JOIN), (20, 2, LEAVE), (30, 3, JOIN), (40, 4, LEAVE)],
    [(10, 1, JOIN), (20, 2, LEAVE), (20, 3, JOIN)],
    [(20, 1, JOIN), (20, 2, LEAVE), (20, 3, JOIN), (20, 4, LEAVE)],
    [(20, 1, JOIN), (20, 2, LEAVE), (20, 3, JOIN), (20, 4, LEAVE), (20, 5, JOIN)],
    [(10, 9, JOIN), (20, 1, LEAVE), (20, 2, JOIN)],
    [(10, 1, JOIN), (200, 2, JOIN), (201, 3, LEAVE), (201, 4, JOIN)],
]


@pytest.mark.parametrize("story", STORIES)
def test_who_is_there_is_what_the_latest_notice_says_in_every_order_and_with_every_replay(story: list[Told]) -> None:
    last_second, _, joined = max(story)
    for order in permutations(story):
        for replayed in story:
            known = heard([*order, replayed])
            for second in (last_second, last_second + 30):
                assert standing(known, second) == (at(last_second) if joined else None), order
            assert standing(known, last_second + 46) is None


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 5), st.booleans()), unique_by=lambda each: each[:2]),
    st.randoms(use_true_random=False),
)
def test_any_notices_in_any_order_leave_the_same_person_there(story: list[Told], random: object) -> None:
    shuffled = list(story)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    in_order, as_they_came = heard(sorted(story)), heard(shuffled)
    assert as_they_came.last_notice == in_order.last_notice
    for second in range(101, 146):
        assert standing(as_they_came, second) == standing(in_order, second)


def test_in_order_a_return_begins_a_new_run_and_a_leave_ends_it() -> None:
    assert heard(STORIES[2][:2]) == Run(at(10), at(10), at(20), NoticeOrder(at(20), 2))
    assert heard(STORIES[2][:3]) == Run(at(30), at(30), None, NoticeOrder(at(30), 3))
    assert heard(STORIES[3]) == Run(at(20), at(20), None, NoticeOrder(at(20), 3))


def test_what_was_proved_is_not_taken_back_by_a_leave_that_is_told_after_the_return() -> None:
    known = heard([(30, 3, JOIN)], run(0, 25))
    assert (known.since_at_ms, known.seen_at_ms) == (at(0), at(30))
    assert heard([(20, 2, LEAVE)], known) == known


def test_a_page_that_goes_on_beating_after_the_channel_was_left_is_there() -> None:
    known = heard([(20, 2, LEAVE)], run(0, 15))
    assert known.seen(at(20) - SECOND_MS) == known
    assert known.seen(at(30)) == Run(at(30), at(30), None, NoticeOrder(at(20), 2))


def test_a_page_that_left_in_the_instant_of_a_join_has_left() -> None:
    assert heard([(20, 1, JOIN)], run(0, 15, 20)).has_left


def test_a_leave_of_somebody_never_seen_is_remembered_against_an_older_join() -> None:
    known = heard([(20, 2, LEAVE), (10, 1, JOIN)])
    assert not known.is_present(at(20))
    assert known.seen(at(21)).since_at_ms == at(21)
