"""Disputes: the wallet follows what the provider has taken and is frozen meanwhile; the platform bears the rest."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.core import table
from chalicelib.core.money import CURRENCY
from chalicelib.core.runtime import NoticeMaker
from chalicelib.core.table import Put, Update, Write
from chalicelib.gateways.payments import Dispute
from chalicelib.wallet import ledger, notices
from chalicelib.wallet.errors import EventProcessed, Stale
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.payment_items import DisputeItem
from chalicelib.wallet.payment_rules import DisputeOutcome, DisputeState, PaymentMismatch, write_off_cents
from chalicelib.wallet.payments import NOTHING_NEW, POSTED, RecordEvent, load_top_up, state_update
from chalicelib.wallet.rules import (
    PLATFORM_LOSSES,
    STRIPE_CLEARING,
    Kind,
    Transfer,
    dispute_clearing,
    wallet_of,
)

_INQUIRY = "warning_"
_DISPUTES_OF_ONE_WALLET = 100


def told_state(subject: Dispute) -> DisputeState:
    """What the provider says about a dispute, as a value."""
    return DisputeState(
        withdrawn_cents=subject.amount_withdrawn_cents,
        reinstated_cents=subject.amount_reinstated_cents,
        fee_cents=subject.fee_cents,
        fee_returned_cents=subject.fee_returned_cents,
        outcome=DisputeOutcome(subject.outcome),
        real=not subject.status.startswith(_INQUIRY),
    )


def apply_dispute(
    subject: Dispute, top_up_id: str, *, now_ms: int, record: RecordEvent, notice: NoticeMaker | None = None
) -> str:
    """Post what the provider says about a dispute of a paid top-up beyond what is posted, together with the event.

    Returns `POSTED` or `NOTHING_NEW`.

    Parameters:
        notice: how the owner is told that the wallet is frozen, or not any more.

    Raises:
        EventProcessed: the event was dealt with before. Nothing was written now.
        PaymentMismatch: the dispute is in another currency, or the payment has not been credited.
    """
    if subject.currency != CURRENCY:
        raise PaymentMismatch(f"a dispute in {subject.currency}")
    told = told_state(subject)

    def decide() -> str:
        top_up = load_top_up(top_up_id)
        if not top_up.paid:
            raise PaymentMismatch(f"{top_up_id} is disputed before it was credited")
        wallet = wallet_of(top_up.user_id)
        account = ledger.load_account(wallet)  # before the disputes: a change of those since then makes this stale
        disputes = _disputes_of(top_up.user_id)
        item = disputes.pop(subject.dispute_id, None)
        known = DisputeState() if item is None else item.state
        state = known.merged(told)
        posting = Posting(account)
        _post_moves(posting, wallet, subject.dispute_id, known, state, now_ms)
        others_taken_cents = sum(
            other.state.taken_cents for other in disputes.values() if other.state.outcome is DisputeOutcome.OPEN
        )
        change_cents = write_off_cents(state, posting.balance_of(wallet), others_taken_cents)
        state = replace(state, written_off_cents=state.written_off_cents + change_cents)
        _post_write_off(posting, wallet, subject.dispute_id, state, change_cents, now_ms)
        if state == known and item is not None:
            table.write(Put(record(NOTHING_NEW), refused=EventProcessed))
            return NOTHING_NEW
        if state.freezes and not known.freezes:
            posting.open_dispute(wallet)
        if known.freezes and not state.freezes:
            posting.close_dispute(wallet)
        before: list[Write] = [
            Put(record(POSTED), refused=EventProcessed),
            _item_write(item, subject, top_up.user_id, top_up_id, state),
        ]
        taken_cents = state.taken_cents - known.taken_cents
        if taken_cents:
            payment = replace(top_up.state, disputed_cents=top_up.disputed_cents + taken_cents)
            before.append(state_update(top_up, payment, now_ms, subject.charge_id))
        telling = notices.of_dispute(
            notice,
            subject,
            user_id=top_up.user_id,
            version=1 if item is None else item.version + 1,
            known=known,
            state=state,
            now_ms=now_ms,
        )
        ledger.commit(posting, *telling, before=before)
        return POSTED

    return ledger.retrying(decide)


def _disputes_of(user_id: str) -> dict[str, DisputeItem]:
    page = table.query(
        DisputeItem, DisputeItem.key.pk_of(user_id=user_id), limit=_DISPUTES_OF_ONE_WALLET, consistent=True
    )
    if page.next_key is not None:
        raise PaymentMismatch(f"{user_id} has too many disputes for a machine to decide")
    return {item.dispute_id: item for item in page.items}


def _post_moves(
    posting: Posting, wallet: str, dispute_id: str, known: DisputeState, state: DisputeState, now_ms: int
) -> None:
    """Post how each of the provider's sums has risen. The id of a transfer names the sum it reaches."""
    clearing = dispute_clearing(dispute_id)

    def post(name: str, debit: str, credit: str, amount_cents: int) -> None:
        posting.transfer(
            Transfer(
                f"dispute_{dispute_id}_{name}",
                Kind.DISPUTE,
                debit,
                credit,
                amount_cents,
                now_ms,
                "dispute",
                dispute_id,
            )
        )

    if state.withdrawn_cents > known.withdrawn_cents:
        rise_cents = state.withdrawn_cents - known.withdrawn_cents
        post(f"withdrawn_{state.withdrawn_cents}", wallet, STRIPE_CLEARING, rise_cents)
    if state.reinstated_cents > known.reinstated_cents:
        rise_cents = state.reinstated_cents - known.reinstated_cents
        post(f"reinstated_{state.reinstated_cents}", STRIPE_CLEARING, wallet, rise_cents)
    if state.fee_cents > known.fee_cents:
        rise_cents = state.fee_cents - known.fee_cents
        post(f"fee_{state.fee_cents}", PLATFORM_LOSSES, clearing, rise_cents)
        post(f"fee_{state.fee_cents}_paid", clearing, STRIPE_CLEARING, rise_cents)
    if state.fee_returned_cents > known.fee_returned_cents:
        rise_cents = state.fee_returned_cents - known.fee_returned_cents
        post(f"fee_returned_{state.fee_returned_cents}", STRIPE_CLEARING, clearing, rise_cents)
        post(f"fee_returned_{state.fee_returned_cents}_kept", clearing, PLATFORM_LOSSES, rise_cents)


def _post_write_off(
    posting: Posting, wallet: str, dispute_id: str, state: DisputeState, change_cents: int, now_ms: int
) -> None:
    if change_cents == 0:
        return
    if change_cents > 0:
        name, debit, credit = f"loss_{state.written_off_cents}", PLATFORM_LOSSES, wallet
    else:
        name, debit, credit = "loss_returned", wallet, PLATFORM_LOSSES
    posting.transfer(
        Transfer(
            f"dispute_{dispute_id}_{name}",
            Kind.DISPUTE,
            debit,
            credit,
            abs(change_cents),
            now_ms,
            "dispute",
            dispute_id,
        )
    )


def _item_write(
    item: DisputeItem | None, subject: Dispute, user_id: str, top_up_id: str, state: DisputeState
) -> Write:
    if item is None:
        return Put(_new_item(subject, user_id, top_up_id, state), refused=Stale)
    return Update(
        item,
        [
            DisputeItem.version.set(item.version + 1),
            DisputeItem.withdrawn_cents.set(state.withdrawn_cents),
            DisputeItem.reinstated_cents.set(state.reinstated_cents),
            DisputeItem.fee_cents.set(state.fee_cents),
            DisputeItem.fee_returned_cents.set(state.fee_returned_cents),
            DisputeItem.written_off_cents.set(state.written_off_cents),
            DisputeItem.outcome.set(str(state.outcome)),
            DisputeItem.real.set(state.real),
        ],
        DisputeItem.version == item.version,
        refused=Stale,
    )


def _new_item(subject: Dispute, user_id: str, top_up_id: str, state: DisputeState) -> DisputeItem:
    pk, sk = DisputeItem.key(user_id=user_id, dispute_id=subject.dispute_id)
    return DisputeItem(
        pk,
        sk,
        dispute_id=subject.dispute_id,
        user_id=user_id,
        top_up_id=top_up_id,
        reason=subject.reason,
        version=1,
        opened_at_ms=subject.created_at_ms,
        withdrawn_cents=state.withdrawn_cents,
        reinstated_cents=state.reinstated_cents,
        fee_cents=state.fee_cents,
        fee_returned_cents=state.fee_returned_cents,
        written_off_cents=state.written_off_cents,
        outcome=str(state.outcome),
        real=state.real,
    )
