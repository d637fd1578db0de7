"""Refunds of settled sessions by admins, scenario 12 among them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core.errors import ValidationFailed
from chalicelib.core.ids import new_id
from chalicelib.sessions import receipt, refunds
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.rules import Party
from chalicelib.sessions.views import summary_of
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientBalance
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Kind, Transfer, earnings_of, payouts_of
from tests.conftest import START_MS
from tests.service.sessions import Stage, store_account

pytestmark = pytest.mark.usefixtures("table_engine")


def settled() -> Stage:
    stage = Stage().begin()
    stage.sign_through(15, 280)
    stage.end(280)
    assert stage.item.charged_cents == 1_250
    return stage


def refund(stage: Stage, amount_cents: int, refund_id: str | None = None) -> None:
    refunds.refund(
        "usr_admin",
        stage.session_id,
        amount_cents,
        "The line was bad",
        refund_id=refund_id or new_id("rfd", START_MS),
        now_ms=START_MS,
    )


def pay_out(stage: Stage, amount_cents: int) -> None:
    earnings, payouts = earnings_of(stage.reader_id), payouts_of(stage.reader_id)
    posting = Posting(*ledger.load_accounts(earnings, payouts))
    payout_id = new_id("pay", START_MS)
    posting.transfer(
        Transfer(f"payout_{payout_id}", Kind.PAYOUT, earnings, payouts, amount_cents, START_MS, "payout", payout_id)
    )
    ledger.commit(posting)


def test_12_refund_after_the_reader_was_paid_out() -> None:
    stage = settled()
    store_account(payouts_of(stage.reader_id))
    pay_out(stage, 875)
    before = [(entry.seq, entry.transfer_id, entry.amount_cents) for entry in stage.entries()]
    refund(stage, 1_250)
    assert stage.balance_cents == 100_000
    assert stage.earned_cents == -875
    last = stage.entries(earnings_of(stage.reader_id))[-1]
    assert (last.transfer_kind, last.amount_cents) == ("refund", 875)
    given = stage.entries()
    assert [(entry.seq, entry.transfer_id, entry.amount_cents) for entry in given][: len(before)] == before
    with pytest.raises(InsufficientBalance):
        pay_out(stage, 1)


def test_several_refunds_share_as_one() -> None:
    stage = settled()
    for amount_cents in (1, 333, 417, 499):
        refund(stage, amount_cents)
        kept_cents = 1_250 - (stage.item.refunded_cents or 0)
        assert stage.earned_cents == kept_cents * 70 // 100
    assert stage.earned_cents == 0
    assert stage.balance_cents == 100_000


def test_never_more_than_was_charged_and_each_once() -> None:
    stage = settled()
    with pytest.raises(ValidationFailed):
        refund(stage, 1_251)
    same = new_id("rfd", START_MS)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: refund(stage, 1_000, same), range(16)))
    assert stage.balance_cents == 100_000 - 250
    with pytest.raises(ValidationFailed):
        refund(stage, 251)


def test_only_what_is_settled() -> None:
    stage = Stage().begin()
    with pytest.raises(SessionWrongState):
        refund(stage, 1)


def test_a_receipt_shares_what_is_left_after_a_refund() -> None:
    stage = settled()
    assert receipt.receipt(stage.item, Party.READER).split == receipt.SplitView(875, 375)
    refund(stage, 333)
    told = receipt.receipt(stage.item, Party.READER)
    assert (told.total_cents, told.split) == (917, receipt.SplitView(641, 276))
    assert stage.earned_cents == 641
    assert summary_of(stage.item, stage.reader_id).earned_cents == 641
    assert summary_of(stage.item, stage.client_id).earned_cents is None
