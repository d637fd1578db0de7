"""Statements: the entries of a wallet or of a reader's earnings, in pages, as a file, and in plain words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, to_datetime
from chalicelib.core.money import CURRENCY
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import StatementTooLong
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.rules import PLATFORM_LOSSES, Kind

_READ_SIZE = 100
_MAX_READS_FOR_A_PAGE = 10
"""How often a page with a filter reads on; then it is given short, with a cursor to go on from."""
MAX_CSV_ENTRIES = 20_000
"""Entries one file may take: 6 MB is what the API may answer, an entry takes about 200 bytes."""
_MAX_CSV_READ = 60_000
_CSV_READ_SIZE = 1_000
_LAST_SEQ = 999_999_999_999

CSV_HEADER = (
    "date",
    "kind",
    "description",
    "amount",
    "balance_after",
    "currency",
    "amount_cents",
    "balance_after_cents",
    "transfer_id",
    "refers_to_type",
    "refers_to_id",
)


@dataclass(frozen=True)
class Entry:
    """One line of a statement, seen from its owner: `amount_cents` is negative when money left the account."""

    seq: int
    transfer_id: str
    kind: Kind
    amount_cents: int
    balance_after_cents: int
    currency: str
    posted_at_ms: int
    description: str
    refers_type: str
    refers_id: str


@dataclass(frozen=True)
class Filter:
    """Which entries of a statement are wanted: of one kind, with `from_ms` ≤ posted < `to_ms`; None: no bound."""

    kind: Kind | None = None
    from_ms: int | None = None
    to_ms: int | None = None

    def takes_all(self) -> bool:
        """Tell whether every entry passes."""
        return self == Filter()

    def takes(self, item: TransferItem) -> bool:
        """Tell whether an entry passes."""
        return (
            (self.kind is None or item.transfer_kind == self.kind)
            and (self.from_ms is None or item.posted_at_ms >= self.from_ms)
            and (self.to_ms is None or item.posted_at_ms < self.to_ms)
        )


@dataclass(frozen=True)
class EntryPage:
    """Entries, newest first. The next page starts below `next_before_seq`; None says that there is none."""

    entries: list[Entry]
    next_before_seq: int | None


def entry_of(account: str, item: TransferItem) -> Entry:
    """An item as the line that the owner of `account` sees."""
    if item.seq is None or item.balance_after_cents is None:
        raise table.CorruptItem(f"{item.pk} {item.sk} is no entry")
    incoming = item.credit == account
    kind = Kind(item.transfer_kind)
    return Entry(
        seq=item.seq,
        transfer_id=item.transfer_id,
        kind=kind,
        amount_cents=item.amount_cents if incoming else -item.amount_cents,
        balance_after_cents=item.balance_after_cents,
        currency=item.currency,
        posted_at_ms=item.posted_at_ms,
        description=describe(account, item, kind, incoming),
        refers_type=item.refers_type,
        refers_id=item.refers_id,
    )


_INCOMING = {
    Kind.TOP_UP: "Top-up",
    Kind.SESSION_CHARGE: "Part of a reading given back",
    Kind.BOOKING: "Booking given back",
    Kind.PAID_REPLY: "Paid reply given back",
    Kind.GIFT: "Gift given back",
    Kind.TICKET: "Ticket given back",
    Kind.ORDER: "Order given back",
    Kind.REFUND: "Refund",
    Kind.ADJUSTMENT: "Adjustment in your favour",
    Kind.DISPUTE: "Disputed payment given back",
}
_OUTGOING = {
    Kind.SESSION_CHARGE: "Reading",
    Kind.BOOKING: "Booking",
    Kind.PAID_REPLY: "Paid reply",
    Kind.GIFT: "Gift",
    Kind.TICKET: "Ticket",
    Kind.ORDER: "Order",
    Kind.REFUND: "Refund taken back",
    Kind.ADJUSTMENT: "Adjustment",
    Kind.DISPUTE: "Payment disputed at your bank",
}
_EARNED = {
    Kind.SESSION_CHARGE: "Your share of a reading",
    Kind.BOOKING: "Your share of a booking",
    Kind.PAID_REPLY: "Your share of a paid reply",
    Kind.GIFT: "Your share of a gift",
    Kind.TICKET: "Your share of a ticket",
    Kind.PAYOUT: "Payout that did not arrive, given back",
}
_PAID_OUT = {
    Kind.PAYOUT: "Payout to your bank",
    Kind.REFUND: "Your share of a refund to the client",
    Kind.DISPUTE: "Your share of a disputed payment",
}


def describe(account: str, item: TransferItem, kind: Kind, incoming: bool) -> str:
    """Say in plain words what an entry is, with the reason when somebody gave one."""
    words = str(kind).replace("_", " ").capitalize()
    if account.startswith("earnings:"):
        words = (_EARNED if incoming else _PAID_OUT).get(kind) or (_INCOMING if incoming else _OUTGOING).get(
            kind, words
        )
    elif kind is Kind.REFUND and item.refers_type == "top_up":
        words = "Refund to your card did not go through" if incoming else "Refund to your card"
    elif kind is Kind.DISPUTE and PLATFORM_LOSSES in (item.debit, item.credit):
        words = "Disputed payment settled by SoulSeer" if incoming else "Settled disputed payment taken back"
    else:
        words = (_INCOMING if incoming else _OUTGOING).get(kind, words)
    if item.minute is not None:
        words = f"{words}, minute {item.minute}"
    return f"{words}: {item.reason}" if item.reason else words


def entry_page(account: str, *, limit: int, before_seq: int | None = None, only: Filter | None = None) -> EntryPage:
    """Return the newest entries below number `before_seq`, only those that pass the filter when one is given.

    A filtered page reads a bounded number of entries; it may be short, or empty, and still have a next one.
    """
    only = only or Filter()
    found: list[Entry] = []
    below = _LAST_SEQ if before_seq is None else before_seq
    for _ in range(_MAX_READS_FOR_A_PAGE):
        size = limit + 1 if only.takes_all() else _READ_SIZE
        items = _entries_below(account, below, size)
        for item in items:
            if len(found) == limit:
                return EntryPage(found, below)
            below = item.seq or 0
            if only.takes(item):
                found.append(entry_of(account, item))
        if len(items) < size or below <= 1:
            return EntryPage(found, None)
    return EntryPage(found, below)


def _entries_below(account: str, below_seq: int, size: int) -> list[TransferItem]:
    """Strongly consistent, so that an entry that was just made is on the page with its balance."""
    if below_seq <= 1:
        return []
    pk, first = TransferItem.entry_key(account=account, seq=1)
    _, last = TransferItem.entry_key(account=account, seq=below_seq - 1)
    return table.query(
        TransferItem,
        pk,
        sk_condition=TransferItem.sk.between(first, last),
        newest_first=True,
        limit=size,
        consistent=True,
    ).items


def entries_since(account: str, since_ms: int, *, slack_ms: int = DAY_MS) -> Iterator[Entry]:
    """Yield the entries posted at or after an instant, newest first.

    Entries are numbered in the order in which money moved; one that was brought up to date late carries its own
    instant. So this reads on until entries are older by `slack_ms`.
    """
    below = _LAST_SEQ
    while True:
        items = _entries_below(account, below, _CSV_READ_SIZE)
        for item in items:
            if item.posted_at_ms < since_ms - slack_ms:
                return
            if item.posted_at_ms >= since_ms:
                yield entry_of(account, item)
        if len(items) < _CSV_READ_SIZE:
            return
        below = items[-1].seq or 0


def statement_csv(account: str, only: Filter | None = None) -> Iterator[str]:
    """Yield the lines of a statement file, oldest entry first, only those that pass the filter when one is given.

    Each line carries the balance after its entry, whichever entries are left out.
    Amounts stand twice: as `-12.05` for spreadsheets and as integer cents for machines. Text that a spreadsheet
    could take for a formula gets an apostrophe in front.

    Raises:
        StatementTooLong: the account or the period has more entries than one file takes.
    """
    only = only or Filter()
    yield _csv_line(CSV_HEADER)
    written = 0
    for read, item in enumerate(_oldest_first(account), start=1):
        if read > _MAX_CSV_READ:
            raise StatementTooLong(account)
        if not only.takes(item):
            continue
        entry = entry_of(account, item)
        written += 1
        if written > MAX_CSV_ENTRIES:
            raise StatementTooLong(account)
        yield _csv_line(
            (
                to_datetime(entry.posted_at_ms).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                str(entry.kind),
                _safe_cell(entry.description),
                _decimal(entry.amount_cents),
                _decimal(entry.balance_after_cents),
                CURRENCY,
                entry.amount_cents,
                entry.balance_after_cents,
                _safe_cell(entry.transfer_id),
                entry.refers_type,
                _safe_cell(entry.refers_id),
            )
        )


def _oldest_first(account: str) -> Iterator[TransferItem]:
    after = 0
    while True:
        items = ledger.entries_between(account, after + 1, after + _CSV_READ_SIZE)
        yield from items
        if len(items) < _CSV_READ_SIZE:
            return
        after += len(items)


def _csv_line(cells: tuple[str | int, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _safe_cell(text: str) -> str:
    """Keep a spreadsheet from running text as a formula (OWASP, CSV injection)."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat


def _decimal(amount_cents: int) -> str:
    sign = "-" if amount_cents < 0 else ""
    dollars, cents = divmod(abs(amount_cents), 100)
    return f"{sign}{dollars}.{cents:02d}"
