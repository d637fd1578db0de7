"""Audits the books of one test's people, from the stored transfers alone."""

from __future__ import annotations

from chalicelib.core import table
from chalicelib.core.money import split
from chalicelib.readers.items import ReaderStatus
from chalicelib.sessions.rules import State
from chalicelib.wallet import ledger
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.rules import PLATFORM_REVENUE, Kind, earnings_of, session_clearing, wallet_of
from tests.service.sessions import Stage


def clearing_transfers(account: str) -> list[TransferItem]:
    """The transfers that are kept under a clearing account."""
    pk = TransferItem.clearing_key.pk_of(account=account)
    condition = TransferItem.sk.startswith(TransferItem.clearing_key.sk_prefix)
    return table.query(TransferItem, pk, sk_condition=condition, limit=500, consistent=True).items


def audit(stage: Stage) -> dict[str, int]:
    """Check every book that the session touched; returns the balance of each account by its transfers.

    Statements are gapless and each line carries the right balance; stored balances are the sums of their transfers;
    all accounts sum to zero; minutes are 1 to n; the hold, or the session's own item, has the clearing balance; after
    the end the wallet and the reader are free, and after settlement the clearing account is empty and split 70/30.
    """
    wallet, earnings, clearing = (
        wallet_of(stage.client_id),
        earnings_of(stage.reader_id),
        session_clearing(stage.session_id),
    )
    transfers: dict[str, TransferItem] = {}
    for account in (wallet, earnings):
        balance_cents = 0
        for number, entry in enumerate(stage.entries(account), start=1):
            assert entry.seq == number
            assert account in (entry.debit, entry.credit)
            balance_cents += entry.amount_cents if entry.credit == account else -entry.amount_cents
            assert entry.balance_after_cents == balance_cents
            assert balance_cents >= 0
            assert entry.transfer_id not in transfers
            transfers[entry.transfer_id] = entry
        standing = ledger.load_account(account)
        assert (standing.balance_cents, standing.last_seq) == (balance_cents, len(stage.entries(account)))
    for entry in clearing_transfers(clearing):
        assert entry.transfer_id not in transfers
        transfers[entry.transfer_id] = entry

    balances: dict[str, int] = {}
    for entry in transfers.values():
        assert entry.amount_cents > 0
        balances[entry.debit] = balances.get(entry.debit, 0) - entry.amount_cents
        balances[entry.credit] = balances.get(entry.credit, 0) + entry.amount_cents
    assert sum(balances.values()) == 0

    item, hold = stage.item, ledger.load_account(wallet).hold
    cleared_cents = balances.get(clearing, 0)
    charged = len(stage.minutes)
    assert stage.minutes == list(range(1, charged + 1))
    status = table.load(ReaderStatus, ReaderStatus.key(reader_id=stage.reader_id))
    assert status is not None
    if State(item.state) in (State.ENDED, State.FINALIZED):
        assert (hold, status.session_id) == (None, None)
        assert item.clearing_cents == cleared_cents
        assert (item.charged_minutes, item.charged_cents) == (charged, charged * item.rate_cents)
        assert item.reversed_cents == stage.reversed_minutes * item.rate_cents
        assert charged * item.rate_cents <= item.to_session().closed_ms // 60_000 * item.rate_cents + item.rate_cents
    else:
        assert hold is not None
        assert (hold.session_id, hold.session_version) == (item.session_id, item.version)
        assert (hold.minutes, hold.cents) == (charged, cleared_cents)
        assert hold.is_open is (State(item.state) is State.ACTIVE)
        assert status.session_id == item.session_id
    if State(item.state) is State.FINALIZED:
        assert cleared_cents == 0
        assert item.live_shard is None
        settled_cents = (charged - stage.reversed_minutes) * item.rate_cents
        assert (item.reader_cents, item.platform_cents) == split(settled_cents)
        assert balances.get(PLATFORM_REVENUE, 0) == item.platform_cents
        assert sum(entry.amount_cents for entry in stage.entries(earnings) if entry.refers_id == item.session_id) == (
            item.reader_cents
        )
    assert all(entry.transfer_kind in set(Kind) for entry in transfers.values())
    return balances
