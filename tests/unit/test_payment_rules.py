"""What the provider's words do to a wallet, as pure decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.wallet.payment_rules import (
    DisputeOutcome,
    DisputeState,
    PaymentFacts,
    PaymentMismatch,
    PaymentMove,
    PaymentState,
    TopUpStatus,
    decide_payment,
    release_reservation,
    unspent_cents,
    write_off_cents,
)
from chalicelib.wallet.rules import dispute_clearing, is_clearing_account
from chalicelib.wallet.sketch import Sketch, bucket_of

NEW = PaymentState(amount_cents=5_000)
PAID = replace(NEW, paid=True, payment_intent="pi_1")


def facts(**changes: object) -> PaymentFacts:
    return replace(PaymentFacts(payment_intent="pi_1", currency="USD"), **changes)  # type: ignore[arg-type]


def test_a_payment_is_credited_when_it_is_paid_and_only_then() -> None:
    assert decide_payment(NEW, facts()) == PaymentMove(NEW)
    move = decide_payment(NEW, facts(paid_cents=5_000))
    assert move == PaymentMove(PAID, credit_cents=5_000)
    assert decide_payment(move.state, facts(paid_cents=5_000)) == PaymentMove(PAID)


def test_a_refund_proves_the_payment() -> None:
    move = decide_payment(NEW, facts(paid_cents=5_000, refunded_cents=2_000))
    assert (move.credit_cents, move.refund_cents) == (5_000, 2_000)
    assert decide_payment(move.state, facts(paid_cents=5_000, refunded_cents=1_000)) == PaymentMove(move.state)


@pytest.mark.parametrize(
    "wrong",
    [
        {"currency": "EUR"},
        {"paid_cents": 4_999},
        {"paid_cents": 5_000, "payment_intent": None},
        {"paid_cents": 5_000, "refunded_cents": 5_001},
    ],
)
def test_contradictions_are_errors(wrong: dict[str, object]) -> None:
    with pytest.raises(PaymentMismatch):
        decide_payment(NEW, facts(**wrong))


def test_a_second_payment_for_one_top_up_is_an_error() -> None:
    with pytest.raises(PaymentMismatch):
        decide_payment(PAID, facts(payment_intent="pi_2", paid_cents=5_000))


def test_the_status_says_how_it_stands() -> None:
    assert NEW.status is TopUpStatus.PENDING
    assert decide_payment(NEW, facts(expired=True)).state.status is TopUpStatus.EXPIRED
    assert decide_payment(PAID, facts(expired=True)).state.status is TopUpStatus.PAID
    assert replace(PAID, reserved_cents=2_000, outside_refunded_cents=3_000).status is TopUpStatus.REFUNDED


@given(
    told=st.lists(st.integers(0, 5_000), max_size=8),
    reserved=st.lists(st.integers(1, 1_000), max_size=4),
)
def test_refunds_told_in_any_order_never_take_more_than_the_highest_sum_or_what_was_reserved(
    told: list[int], reserved: list[int]
) -> None:
    state, debited = replace(PAID, reserved_cents=sum(reserved)), sum(reserved)
    for refunded_cents in told:
        move = decide_payment(state, facts(paid_cents=5_000, refunded_cents=refunded_cents))
        state, debited = move.state, debited + move.refund_cents
    assert debited == state.refunded_cents == max([sum(reserved), *told])
    for amount_cents in reserved:
        move = release_reservation(state, amount_cents)
        state, debited = move.state, debited - amount_cents + move.refund_cents
    assert debited == state.refunded_cents == max([0, *told])


def test_only_what_is_reserved_can_be_released() -> None:
    with pytest.raises(ValueError, match="reserved"):
        release_reservation(PAID, 1)


@given(nets=st.lists(st.integers(0, 5_000), min_size=1, max_size=6), spent=st.integers(0, 30_000))
def test_the_unspent_parts_of_all_top_ups_add_up_to_the_balance(nets: list[int], spent: int) -> None:
    balance_cents = max(0, sum(nets) - spent)
    unspent = [unspent_cents(balance_cents, net, nets[index + 1 :]) for index, net in enumerate(nets)]
    assert sum(unspent) == balance_cents
    assert all(0 <= part <= net for part, net in zip(unspent, nets, strict=True))


def test_a_lost_dispute_costs_the_platform_what_the_wallet_cannot_bear() -> None:
    lost = DisputeState(withdrawn_cents=5_000, outcome=DisputeOutcome.LOST, real=True)
    assert write_off_cents(lost, -4_000, 0) == 4_000
    assert write_off_cents(lost, 1_000, 0) == 0
    assert write_off_cents(lost, -9_000, 0) == 5_000
    assert write_off_cents(lost, -6_000, 2_000) == 4_000
    assert write_off_cents(replace(lost, written_off_cents=4_000), 0, 0) == 0
    assert write_off_cents(replace(lost, outcome=DisputeOutcome.WON, written_off_cents=4_000), 0, 0) == -4_000
    assert write_off_cents(replace(lost, outcome=DisputeOutcome.OPEN), -4_000, 0) == 0


amounts = st.integers(0, 9_999)
states = st.builds(
    DisputeState,
    withdrawn_cents=amounts,
    reinstated_cents=amounts,
    fee_cents=amounts,
    fee_returned_cents=amounts,
    outcome=st.sampled_from(DisputeOutcome),
    real=st.booleans(),
)


@given(first=states, second=states, third=states)
def test_what_is_told_of_a_dispute_adds_up_the_same_in_any_order(
    first: DisputeState, second: DisputeState, third: DisputeState
) -> None:
    start = DisputeState()
    together = start.merged(first).merged(second).merged(third)
    assert together == start.merged(third).merged(first).merged(second).merged(first)
    assert together == together.merged(second)


def test_a_dispute_has_a_clearing_account() -> None:
    assert is_clearing_account(dispute_clearing("dp_1"))


@given(facts=st.lists(st.tuples(st.sampled_from("abcdef"), st.text(max_size=3), st.integers(-9, 9)), max_size=20))
def test_a_sketch_is_empty_exactly_when_both_sides_agree(facts: list[tuple[str, str, int]]) -> None:
    one, other = Sketch(), Sketch()
    for group, fact, amount in facts:
        one.add(group, fact, amount)
    for group, fact, amount in reversed(facts):
        other.add(group, fact, -amount)
    other.merge(one)
    assert other.suspects() == frozenset()
    other.add("a", "only here", 1)
    assert other.suspects() == {bucket_of("a")}
