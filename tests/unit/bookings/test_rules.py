"""What a booking gives back, by when, and what can be done with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bookings import rules
from chalicelib.bookings.rules import CLOSED_STATES, Booking, BookingState, WrongState
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS

STARTS_MS = 40 * DAY_MS
prices = st.integers(1, 300_000)
durations = st.sampled_from([15, 30, 45, 60])
instants = st.integers(0, STARTS_MS + 2 * DAY_MS)


def booking(
    price_cents: int = 10_000, minutes: int = 60, state: BookingState = BookingState.BOOKED, **more: int
) -> Booking:
    return Booking(state, STARTS_MS, STARTS_MS + minutes * MINUTE_MS, price_cents, **more)


@pytest.mark.parametrize(
    ("before_ms", "price_cents", "refund_cents"),
    [
        (DAY_MS, 10_000, 10_000),
        (DAY_MS - 1, 10_000, 5_000),
        (DAY_MS - 1, 199, 100),
        (2 * HOUR_MS, 10_000, 5_000),
        (2 * HOUR_MS - 1, 10_000, 0),
        (1, 10_000, 0),
    ],
)
def test_the_refund_of_a_cancellation(before_ms: int, price_cents: int, refund_cents: int) -> None:
    assert rules.client_cancels_refund_cents(booking(price_cents), STARTS_MS - before_ms) == refund_cents


@given(price_cents=prices, at_ms=st.integers(0, STARTS_MS - 1))
def test_what_is_shown_is_what_is_paid(price_cents: int, at_ms: int) -> None:
    steps = rules.refund_steps(price_cents, STARTS_MS)
    shown = next(step.refund_cents for step in steps if step.until_ms is None or at_ms <= step.until_ms)
    paid = rules.client_cancels_refund_cents(booking(price_cents), at_ms)
    assert 0 <= paid == shown <= price_cents == rules.reader_cancels_refund_cents(booking(price_cents), at_ms)


@given(price_cents=prices, first_ms=st.integers(0, STARTS_MS - 1), second_ms=st.integers(0, STARTS_MS - 1))
def test_waiting_never_raises_a_refund(price_cents: int, first_ms: int, second_ms: int) -> None:
    earlier, later = sorted((first_ms, second_ms))
    refund_cents = rules.client_cancels_refund_cents
    assert refund_cents(booking(price_cents), earlier) >= refund_cents(booking(price_cents), later)


@pytest.mark.parametrize("state", sorted(CLOSED_STATES))
def test_what_is_closed_stays_closed(state: BookingState) -> None:
    for decide in (rules.client_cancels_refund_cents, rules.reader_cancels_refund_cents, rules.require_movable):
        with pytest.raises(WrongState):
            decide(booking(state=state), 0)
    assert not rules.may_join(booking(state=state), STARTS_MS)


def test_what_has_begun_cannot_be_cancelled_or_moved() -> None:
    for decide in (rules.client_cancels_refund_cents, rules.reader_cancels_refund_cents, rules.require_movable):
        with pytest.raises(WrongState):
            decide(booking(), STARTS_MS)


def test_a_booking_moves_until_a_day_before_and_not_for_ever() -> None:
    rules.require_movable(booking(), STARTS_MS - DAY_MS)
    with pytest.raises(WrongState, match="24 hours"):
        rules.require_movable(booking(), STARTS_MS - DAY_MS + 1)
    with pytest.raises(WrongState, match="too often"):
        rules.require_movable(booking(reschedules=rules.MAX_RESCHEDULES), 0)


@pytest.mark.parametrize(("minutes", "opens"), [(-10.01, False), (-10, True), (59.99, True), (60, False)])
def test_the_door_is_open_from_ten_minutes_before_until_the_end(minutes: float, opens: bool) -> None:
    assert rules.may_join(booking(), STARTS_MS + round(minutes * MINUTE_MS)) is opens


@given(price_cents=prices, minutes=durations, stopped_ms=st.integers(-HOUR_MS, 2 * HOUR_MS))
def test_unused_minutes_are_between_nothing_and_all(price_cents: int, minutes: int, stopped_ms: int) -> None:
    ends_ms = STARTS_MS + minutes * MINUTE_MS
    unused = rules.unused_cents(price_cents, STARTS_MS, ends_ms, STARTS_MS + stopped_ms)
    assert 0 <= unused <= price_cents
    assert (unused == price_cents) >= (stopped_ms <= 0)
    assert (unused == 0) >= (stopped_ms >= minutes * MINUTE_MS)
    later = rules.unused_cents(price_cents, STARTS_MS, ends_ms, STARTS_MS + stopped_ms + MINUTE_MS)
    assert later <= unused


@given(at_ms=instants, minutes=durations, reminded=st.integers(0, 2))
def test_the_next_look_never_skips_anything(at_ms: int, minutes: int, reminded: int) -> None:
    ahead = booking(minutes=minutes, reminded=reminded)
    next_ms = rules.next_due_ms(ahead, at_ms)
    if reminded < 2:
        assert next_ms == STARTS_MS - rules.REMIND_MS[reminded]
        return
    assert next_ms > at_ms
    deadlines = {10 * MINUTE_MS, min(15, minutes) * MINUTE_MS, minutes * MINUTE_MS}
    missed = [STARTS_MS + each for each in deadlines if at_ms < STARTS_MS + each < next_ms]
    assert missed == []
