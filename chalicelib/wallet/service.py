"""The wallet's public door: what other areas and the routes may ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS
from chalicelib.core.table import Put
from chalicelib.wallet import ledger
from chalicelib.wallet.card_refunds import Unspent, refund_to_card, unspent_top_ups
from chalicelib.wallet.day_rules import Figure
from chalicelib.wallet.days import figures_of
from chalicelib.wallet.items import Account, TransferItem
from chalicelib.wallet.payments import load_top_up as any_top_up
from chalicelib.wallet.provider_events import handle_event
from chalicelib.wallet.rules import Kind, earnings_of, wallet_of
from chalicelib.wallet.statements import (
    Entry,
    EntryPage,
    Filter,
    entries_since,
    entry_page,
    statement_csv,
)
from chalicelib.wallet.top_ups import own_top_up, refresh_top_up, start_checkout, start_payment_intent

PENDING_MS = 3 * DAY_MS
LONG_PENDING_MS = 7 * DAY_MS
"""How long gifts, and everything in a reader's first month, stay pending."""
FIRST_MONTH_MS = 30 * DAY_MS

__all__ = [
    "Earnings",
    "Entry",
    "EntryPage",
    "Figure",
    "Filter",
    "Unspent",
    "Wallet",
    "any_top_up",
    "earnings_entries",
    "earnings_figures",
    "earnings_of_reader",
    "earnings_statement_csv",
    "handle_event",
    "open_earnings",
    "open_wallet",
    "own_top_up",
    "refresh_top_up",
    "refund_to_card",
    "start_checkout",
    "start_payment_intent",
    "unspent_top_ups",
    "wallet_entries",
    "wallet_figures",
    "wallet_of_user",
    "wallet_statement_csv",
]


@dataclass(frozen=True)
class Wallet:
    """What a client sees of the wallet. `available_cents` is what can be spent now."""

    balance_cents: int
    available_cents: int
    frozen: bool
    live_session_id: str | None


@dataclass(frozen=True)
class Earnings:
    """What a reader sees: `balance_cents` = pending + payable, unless frozen, when nothing is payable."""

    balance_cents: int
    pending_cents: int
    payable_cents: int
    frozen: bool


def open_wallet(user_id: str) -> Put:
    """The write that opens a client's wallet at zero, to be sent together with the new account."""
    return Put(ledger.new_account(wallet_of(user_id), user_id))


def open_earnings(reader_id: str) -> Put:
    """The write that opens a reader's earnings at zero, to be sent together with what makes the reader one."""
    return Put(ledger.new_account(earnings_of(reader_id), reader_id))


def wallet_of_user(user_id: str) -> Wallet:
    """Return the wallet as it stands now; raises LookupError when the user has none."""
    account = ledger.load_account(wallet_of(user_id))
    return Wallet(account.balance_cents, account.available_cents, account.is_frozen, account.hold_session_id)


def wallet_entries(
    user_id: str, *, limit: int, before_seq: int | None = None, only: Filter | None = None
) -> EntryPage:
    """Return one page of a wallet's statement; see `statements.entry_page`."""
    return entry_page(wallet_of(user_id), limit=limit, before_seq=before_seq, only=only)


def earnings_entries(
    reader_id: str, *, limit: int, before_seq: int | None = None, only: Filter | None = None
) -> EntryPage:
    """Return one page of a reader's statement; see `statements.entry_page`."""
    return entry_page(earnings_of(reader_id), limit=limit, before_seq=before_seq, only=only)


def wallet_statement_csv(user_id: str, only: Filter | None = None) -> str:
    """Return a wallet's statement as a CSV file; see `statements.statement_csv`."""
    return "".join(statement_csv(wallet_of(user_id), only))


def earnings_statement_csv(reader_id: str, only: Filter | None = None) -> str:
    """Return a reader's statement as a CSV file; see `statements.statement_csv`."""
    return "".join(statement_csv(earnings_of(reader_id), only))


def wallet_figures(user_id: str, first_day: date, last_day: date) -> Iterator[Figure]:
    """Yield what a wallet's days have counted; see `days.figures_of`."""
    return figures_of(wallet_of(user_id), first_day, last_day)


def earnings_figures(reader_id: str, first_day: date, last_day: date) -> Iterator[Figure]:
    """Yield what the days of a reader's earnings have counted; see `days.figures_of`."""
    return figures_of(earnings_of(reader_id), first_day, last_day)


def earnings_of_reader(reader_id: str, now_ms: int) -> Earnings:
    """Return what a reader has earned and how much of it may be paid out now.

    An amount is pending for 3 days after it was earned; gifts, and all that was earned within 30 days of the first
    earning, for 7. What was taken back of a pending amount is not pending any more. Who never was a reader has earned
    nothing.
    """
    name = earnings_of(reader_id)
    account = table.load(Account, Account.key(account=name))
    if account is None:
        return Earnings(0, 0, 0, frozen=False)
    first = table.load(TransferItem, TransferItem.entry_key(account=name, seq=1))
    first_month_ends_ms = now_ms if first is None else first.posted_at_ms + FIRST_MONTH_MS
    earned_cents: dict[tuple[str, str], int] = {}
    for entry in entries_since(name, now_ms - LONG_PENDING_MS):
        is_long = entry.kind is Kind.GIFT or entry.posted_at_ms < first_month_ends_ms
        if entry.kind is Kind.PAYOUT or entry.posted_at_ms <= now_ms - (LONG_PENDING_MS if is_long else PENDING_MS):
            continue
        source = entry.refers_type, entry.refers_id
        earned_cents[source] = earned_cents.get(source, 0) + entry.amount_cents
    pending_cents = max(0, min(sum(max(0, cents) for cents in earned_cents.values()), account.balance_cents))
    payable_cents = 0 if account.is_frozen else account.balance_cents - pending_cents
    return Earnings(account.balance_cents, pending_cents, payable_cents, account.is_frozen)
