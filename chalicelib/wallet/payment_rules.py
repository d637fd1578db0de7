"""What a payment by card does to a wallet: decided from what is known and what the provider says. Pure, no clock.

Everything the provider says about a payment is a level that only rises (paid or not, refunded so far, withdrawn so
far). So each decision keeps the highest level seen and moves the difference: repeated, late and reordered events
need no case of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.core.money import CURRENCY

MIN_TOP_UP_CENTS = 1_000
MAX_TOP_UP_CENTS = 50_000


class PaymentMismatch(Exception):
    """The provider says something about a payment that contradicts what was asked of it. A person must look."""


class TopUpStatus(StrEnum):
    """How a top-up stands, in the words of the API."""

    PENDING = "pending"
    PAID = "paid"
    EXPIRED = "expired"
    REFUNDED = "refunded"


@dataclass(frozen=True, kw_only=True)
class PaymentState:
    """What is known of the payment behind a top-up.

    Attributes:
        amount_cents: what was asked for.
        payment_intent: the provider's id of the payment, once known.
        paid: whether the wallet was credited.
        expired: whether the provider closed the payment unpaid.
        provider_refunded_cents: the highest cumulative refund the provider has told.
        reserved_cents: refunds begun here: debited from the wallet before the provider was asked.
        outside_refunded_cents: refunds begun elsewhere (the provider's own pages), debited when told.
        disputed_cents: what disputes have taken, less what they gave back.
    """

    amount_cents: int
    payment_intent: str | None = None
    paid: bool = False
    expired: bool = False
    provider_refunded_cents: int = 0
    reserved_cents: int = 0
    outside_refunded_cents: int = 0
    disputed_cents: int = 0

    @property
    def refunded_cents(self) -> int:
        """What refunds have taken from the wallet."""
        return self.reserved_cents + self.outside_refunded_cents

    @property
    def net_cents(self) -> int:
        """What the payment has left in the wallet, spent or not."""
        return self.amount_cents - self.refunded_cents - self.disputed_cents if self.paid else 0

    @property
    def status(self) -> TopUpStatus:
        """How the top-up stands."""
        if self.paid:
            return TopUpStatus.REFUNDED if self.refunded_cents >= self.amount_cents else TopUpStatus.PAID
        return TopUpStatus.EXPIRED if self.expired else TopUpStatus.PENDING


@dataclass(frozen=True, kw_only=True)
class PaymentFacts:
    """What the provider says about a payment now.

    Attributes:
        payment_intent: its id; a checkout that nobody has tried to pay has none.
        paid_cents: the amount that came in, None when it has not.
        refunded_cents: how much of it was given back, cumulative.
        expired: the provider will not take the payment any more.
    """

    payment_intent: str | None
    currency: str
    paid_cents: int | None = None
    refunded_cents: int = 0
    expired: bool = False


@dataclass(frozen=True)
class PaymentMove:
    """What to post so that the wallet agrees with the provider, and the state afterwards."""

    state: PaymentState
    credit_cents: int = 0
    refund_cents: int = 0


def decide_payment(known: PaymentState, facts: PaymentFacts) -> PaymentMove:
    """Return what the facts add to what is known.

    A refund proves the payment: when it is told before the payment itself, both are posted, the credit first.

    Raises:
        PaymentMismatch: another amount, currency or payment than was asked for.
    """
    if facts.currency != CURRENCY:
        raise PaymentMismatch(f"paid in {facts.currency}")
    if known.payment_intent and facts.payment_intent and known.payment_intent != facts.payment_intent:
        raise PaymentMismatch("a second payment for one top-up")
    if facts.paid_cents is not None and facts.paid_cents != known.amount_cents:
        raise PaymentMismatch(f"paid {facts.paid_cents} cents instead of {known.amount_cents}")
    if facts.refunded_cents > known.amount_cents:
        raise PaymentMismatch(f"refunded {facts.refunded_cents} of {known.amount_cents} cents")
    state, credit_cents = known, 0
    if facts.paid_cents is not None:
        if facts.payment_intent is None:
            raise PaymentMismatch("paid by no payment")
        credit_cents = 0 if known.paid else known.amount_cents
        state = replace(state, paid=True, payment_intent=facts.payment_intent)
    elif facts.expired and not known.paid:
        state = replace(state, expired=True)
    refunded_cents = max(known.provider_refunded_cents, facts.refunded_cents)
    state, refund_cents = _post_outside_refunds(replace(state, provider_refunded_cents=refunded_cents))
    return PaymentMove(state, credit_cents, refund_cents)


def release_reservation(known: PaymentState, amount_cents: int) -> PaymentMove:
    """Return what follows when a refund begun here was refused; one begun elsewhere may show only now."""
    if not 0 < amount_cents <= known.reserved_cents:
        raise ValueError("more is released than is reserved")
    released = replace(known, reserved_cents=known.reserved_cents - amount_cents)
    state, refund_cents = _post_outside_refunds(released)
    return PaymentMove(state, refund_cents=refund_cents)


def _post_outside_refunds(state: PaymentState) -> tuple[PaymentState, int]:
    """What the provider has refunded beyond all that was debited for it: begun elsewhere, not posted yet.

    A refund that was reserved here and that the provider has not told yet hides one from elsewhere of the same size
    for a moment; both are posted once both were told.
    """
    if not state.paid:
        return state, 0
    due_cents = max(0, state.provider_refunded_cents - state.refunded_cents)
    return replace(state, outside_refunded_cents=state.outside_refunded_cents + due_cents), due_cents


def unspent_cents(balance_cents: int, net_cents: int, newer_net_cents: Iterable[int]) -> int:
    """Return how much of a top-up is still in the wallet, when the oldest money is spent first.

    Parameters:
        balance_cents: what the wallet holds.
        net_cents: what the top-up brought and left (`PaymentState.net_cents`).
        newer_net_cents: the same of each later top-up of the wallet.
    """
    return max(0, min(net_cents, balance_cents - sum(newer_net_cents)))


class DisputeOutcome(StrEnum):
    """How a dispute stands for the platform, in rising rank: a later word never goes back to an earlier one."""

    OPEN = "open"
    LOST = "lost"
    WON = "won"


_RANKS = {DisputeOutcome.OPEN: 0, DisputeOutcome.LOST: 1, DisputeOutcome.WON: 2}


@dataclass(frozen=True, kw_only=True)
class DisputeState:
    """What is known and posted of a dispute. All amounts are cumulative cents.

    `real` is false for an inquiry of the bank, which takes nothing and freezes nothing.
    """

    withdrawn_cents: int = 0
    reinstated_cents: int = 0
    fee_cents: int = 0
    fee_returned_cents: int = 0
    written_off_cents: int = 0
    outcome: DisputeOutcome = DisputeOutcome.OPEN
    real: bool = False

    @property
    def freezes(self) -> bool:
        """Whether the wallet is frozen because of it."""
        return self.real and self.outcome is DisputeOutcome.OPEN

    @property
    def taken_cents(self) -> int:
        """What the dispute holds of the client's money now."""
        return self.withdrawn_cents - self.reinstated_cents

    def merged(self, told: DisputeState) -> DisputeState:
        """The highest of both in each respect. What was written off is known only here."""
        return replace(
            self,
            withdrawn_cents=max(self.withdrawn_cents, told.withdrawn_cents),
            reinstated_cents=max(self.reinstated_cents, told.reinstated_cents),
            fee_cents=max(self.fee_cents, told.fee_cents),
            fee_returned_cents=max(self.fee_returned_cents, told.fee_returned_cents),
            outcome=max(self.outcome, told.outcome, key=_RANKS.__getitem__),
            real=self.real or told.real,
        )


def write_off_cents(state: DisputeState, balance_cents: int, others_taken_cents: int) -> int:
    """Return by how much the platform's part of a dispute changes: positive is a loss, negative is money back.

    A lost dispute costs the platform what the wallet cannot bear. What other open disputes have taken does not count
    against the wallet yet: they may be won.
    """
    match state.outcome:
        case DisputeOutcome.LOST:
            missing_cents = max(0, -(balance_cents + others_taken_cents))
            return max(0, min(missing_cents, state.taken_cents - state.written_off_cents))
        case DisputeOutcome.WON:
            return -state.written_off_cents
        case _:
            return 0
