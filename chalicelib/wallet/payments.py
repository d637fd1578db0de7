"""Brings a top-up and its wallet up to what the provider says: one way in for webhook and return page."""

from __future__ import annotations

from collections.abc import Callable

from pynamodb.expressions.update import Action

from chalicelib.core import table
from chalicelib.core.ids import is_id
from chalicelib.core.runtime import NoticeMaker
from chalicelib.core.table import Put, Update
from chalicelib.gateways.payments import Charge, Checkout, PaymentIntent
from chalicelib.wallet import ledger, notices
from chalicelib.wallet.errors import EventProcessed, NoSuchTopUp, Stale
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.payment_items import ProcessedEvent, TopUp
from chalicelib.wallet.payment_rules import PaymentFacts, PaymentMismatch, PaymentState, decide_payment
from chalicelib.wallet.rules import STRIPE_CLEARING, Kind, Transfer, wallet_of

TOP_UP_PREFIX = "top"

RecordEvent = Callable[[str], ProcessedEvent]
"""Gives the proof that an event was processed, with the outcome."""

POSTED = "posted"
NOTHING_NEW = "nothing_new"


def load_top_up(top_up_id: str) -> TopUp:
    """Return a top-up as it stands now.

    Raises:
        NoSuchTopUp: there is none.
    """
    if not is_id(top_up_id, TOP_UP_PREFIX):
        raise NoSuchTopUp(top_up_id)
    found = table.load(TopUp, TopUp.key(top_up_id=top_up_id))
    if found is None:
        raise NoSuchTopUp(top_up_id)
    return found


def named_top_up(subject: Checkout | PaymentIntent | Charge) -> str | None:
    """The id of the top-up that a payment was made for, or None when it was made for something else."""
    top_up_id = subject.metadata.get("top_up_id", "")
    return top_up_id if is_id(top_up_id, TOP_UP_PREFIX) else None


def facts_of(subject: Checkout | PaymentIntent | Charge) -> PaymentFacts:
    """What one of the provider's objects says about the payment behind a top-up."""
    match subject:
        case Checkout():
            return PaymentFacts(
                payment_intent=subject.payment_intent,
                currency=subject.currency,
                paid_cents=subject.amount_cents if subject.paid else None,
                expired=subject.status == "expired",
            )
        case PaymentIntent():
            return PaymentFacts(
                payment_intent=subject.payment_intent,
                currency=subject.currency,
                paid_cents=subject.amount_received_cents if subject.paid else None,
                expired=subject.status == "canceled",
            )
        case Charge():
            return PaymentFacts(
                payment_intent=subject.payment_intent,
                currency=subject.currency,
                paid_cents=subject.amount_cents if subject.paid else None,
                refunded_cents=subject.amount_refunded_cents,
            )


def apply_facts(
    top_up_id: str,
    facts: PaymentFacts,
    *,
    customer_reference: str | None,
    now_ms: int,
    charge_id: str | None = None,
    record: RecordEvent | None = None,
    notice: NoticeMaker | None = None,
) -> str:
    """Post what the facts add to the wallet, once, and return `POSTED` or `NOTHING_NEW`.

    Parameters:
        customer_reference: whom the provider says the payment is for; it must be the top-up's owner.
        charge_id: the provider's id of the money taken; needed when something was refunded.
        record: gives the proof that an event was processed; it is written with the effect.
        notice: how the owner is told of the credit, in the same transaction.

    Raises:
        NoSuchTopUp, PaymentMismatch: the payment is not the one that was asked for. Nothing was written.
        EventProcessed: the event was dealt with before. Nothing was written now.
    """

    def decide() -> str:
        top_up = load_top_up(top_up_id)
        if customer_reference != top_up.user_id:
            raise PaymentMismatch(f"{top_up_id} was paid for somebody else")
        move = decide_payment(top_up.state, facts)
        if move.state == top_up.state:
            if record is not None:
                table.write(Put(record(NOTHING_NEW), refused=EventProcessed))
            return NOTHING_NEW
        before = [] if record is None else [Put(record(POSTED), refused=EventProcessed)]
        update = state_update(top_up, move.state, now_ms, charge_id)
        if not move.credit_cents and not move.refund_cents:
            table.transact(*before, update)
            return POSTED
        wallet = wallet_of(top_up.user_id)
        posting = Posting(ledger.load_account(wallet))
        if move.credit_cents:
            posting.transfer(_credit(wallet, top_up, move.state, now_ms))
        if move.refund_cents:
            if charge_id is None:
                raise PaymentMismatch(f"{top_up_id}: a refund of no charge")
            posting.transfer(outside_refund(top_up, move.state, move.refund_cents, charge_id, now_ms))
        told = notices.of_top_up(notice, top_up, posting.balance_of(wallet), now_ms) if move.credit_cents else []
        ledger.commit(posting, *told, before=[*before, update])
        return POSTED

    return ledger.retrying(decide)


def _credit(wallet: str, top_up: TopUp, state: PaymentState, now_ms: int) -> Transfer:
    return Transfer(
        f"topup_{state.payment_intent}",
        Kind.TOP_UP,
        STRIPE_CLEARING,
        wallet,
        state.amount_cents,
        now_ms,
        "top_up",
        top_up.top_up_id,
    )


def outside_refund(top_up: TopUp, state: PaymentState, amount_cents: int, charge_id: str, now_ms: int) -> Transfer:
    """The debit of refunds that were begun at the provider; the id names the charge and their sum so far."""
    return Transfer(
        f"refund_{charge_id}_{state.outside_refunded_cents}",
        Kind.REFUND,
        wallet_of(top_up.user_id),
        STRIPE_CLEARING,
        amount_cents,
        now_ms,
        "top_up",
        top_up.top_up_id,
    )


def state_update(top_up: TopUp, state: PaymentState, now_ms: int, charge_id: str | None = None) -> Update:
    """The write that makes `state` so, if the top-up is still as it was read."""
    actions: list[Action] = [TopUp.version.set(top_up.version + 1)]
    before = top_up.state
    for attribute, old, new in (
        (TopUp.provider_refunded_cents, before.provider_refunded_cents, state.provider_refunded_cents),
        (TopUp.reserved_cents, before.reserved_cents, state.reserved_cents),
        (TopUp.outside_refunded_cents, before.outside_refunded_cents, state.outside_refunded_cents),
        (TopUp.disputed_cents, before.disputed_cents, state.disputed_cents),
    ):
        if old != new:
            actions.append(attribute.set(new))
    if state.expired and not before.expired:
        actions.append(TopUp.expired.set(True))
    if state.paid and not before.paid:
        actions += [TopUp.paid.set(True), TopUp.credited_at_ms.set(now_ms)]
    if state.payment_intent is not None and before.payment_intent is None:
        actions += payment_actions(state.payment_intent)
    if charge_id is not None and top_up.charge_id is None:
        actions.append(TopUp.charge_id.set(charge_id))
    return Update(top_up, actions, TopUp.version == top_up.version, refused=Stale)


def payment_actions(payment_intent: str) -> list[Action]:
    """Name the payment on a top-up, and find the top-up by it from now on."""
    i2_pk, i2_sk = TopUp.payment_key(payment_intent=payment_intent)
    return [TopUp.payment_intent.set(payment_intent), TopUp.i2_pk.set(i2_pk), TopUp.i2_sk.set(i2_sk)]
