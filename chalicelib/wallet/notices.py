"""What the owner of a wallet is told by notification, as writes for the transaction of the fact.

The wallet calls no other area: whoever calls it hands in how a notification is written (`core.runtime.NoticeMaker`).
"""

from __future__ import annotations

from chalicelib.core.runtime import NoticeMaker
from chalicelib.core.table import Write
from chalicelib.gateways.payments import Dispute
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.payment_items import TopUp
from chalicelib.wallet.payment_rules import DisputeOutcome, DisputeState


def of_top_up(make: NoticeMaker | None, top_up: TopUp, balance_after_cents: int, now_ms: int) -> list[Write]:
    """Tell the owner that a top-up was credited; nothing when nobody said how."""
    if make is None:
        return []
    told = make(
        user_id=top_up.user_id,
        kind="top_up_receipt",
        fact=top_up.top_up_id,
        details={
            "top_up_id": top_up.top_up_id,
            "amount_cents": top_up.amount_cents,
            "balance_after_cents": balance_after_cents,
            "paid_at_ms": now_ms,
        },
        now_ms=now_ms,
        refused=Stale,
    )
    return [told]


def of_dispute(
    make: NoticeMaker | None,
    subject: Dispute,
    *,
    user_id: str,
    version: int,
    known: DisputeState,
    state: DisputeState,
    now_ms: int,
) -> list[Write]:
    """Tell the owner that a dispute has frozen the wallet, or that it is settled; nothing when neither has changed.

    Parameters:
        version: of the dispute as it is written, so that one that is opened again is told again.
    """
    if make is None or known.freezes == state.freezes:
        return []
    outcome = "opened" if state.freezes else "lost" if state.outcome is DisputeOutcome.LOST else "won"
    told = make(
        user_id=user_id,
        kind="dispute",
        fact=f"{subject.dispute_id}_{version}",
        details={
            "dispute_id": subject.dispute_id,
            "amount_cents": subject.amount_cents,
            "outcome": outcome,
        },
        now_ms=now_ms,
        refused=Stale,
    )
    return [told]
