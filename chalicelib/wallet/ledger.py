"""The ledger: the only writer of balances, holds and transfers.

A `Posting` collects what one fact does to the ledger, checks it against the accounts as they were read, and gives the
conditional writes that make it so. The caller adds the writes of its own items (a session, a top-up) and sends all in
one transaction, inside `retrying`, so that a stale view is read again and never written:

    def charge() -> None:
        wallet = ledger.load_account(wallet_of(client_id))
        posting = Posting(wallet)
        posting.transfer(Transfer(...))
        ledger.commit(posting, Update(session, ...))

    ledger.retrying(charge)

Why it is safe (docs/decisions/0002-ledger.md): every update of an account names the version it was decided on, so no
two postings can both succeed from one view; a transfer id is put once, guarded by an item of its own or, for session
minutes, by the watermark of the hold in the same write.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from chalicelib.core import grouped, table
from chalicelib.core.table import Put, Raw, Sleep, Write
from chalicelib.wallet.day_rules import CENTS
from chalicelib.wallet.days import DayCounts
from chalicelib.wallet.errors import AccountFrozen, AlreadyPosted, InsufficientBalance, Stale, TransferConflict
from chalicelib.wallet.items import Account, TransferGuard, TransferItem
from chalicelib.wallet.rules import (
    OVERDRAWING_KINDS,
    Hold,
    InvalidTransfer,
    Kind,
    Transfer,
    is_statement_account,
    is_stored_account,
    session_clearing,
)

MAX_ATTEMPTS = 40
"""How often a posting is decided anew after losing a race, before the caller is told to try again later."""
POSTINGS_A_TRANSACTION = 25
"""How many independent postings travel together. One that is refused cancels the others' first attempt, which is paid
for, so more is not better (docs/decisions/0011-fast-sweep.md)."""
_ENTRIES_A_PAGE = 500
_BACKOFF_SECONDS = 0.004
_BACKOFF_CAP_SECONDS = 0.25

T = TypeVar("T")


def new_account(account: str, owner_id: str) -> Account:
    """Return the item of an account at zero; the caller puts it together with whatever it belongs to."""
    if not is_stored_account(account):
        raise InvalidTransfer(f"{account} is not kept as an item")
    pk, sk = Account.key(account=account)
    return Account(pk, sk, account=account, owner_id=owner_id, balance_cents=0, version=0, last_seq=0, open_disputes=0)


def load_account(account: str) -> Account:
    """Return an account as it stands now (strongly consistent).

    Raises:
        LookupError: there is no such account.
    """
    found = table.load(Account, Account.key(account=account))
    if found is None:
        raise LookupError(f"no account {account}")
    return found


def load_accounts(*accounts: str) -> tuple[Account, ...]:
    """Return several accounts in one round trip; raises as `load_account` does."""
    keys = [Account.key(account=account) for account in accounts]
    found = table.load_many(keys)
    missing = [account for account, key in zip(accounts, keys, strict=True) if key not in found]
    if missing:
        raise LookupError(f"no account {missing[0]}")
    return tuple(found[key] for key in keys)  # type: ignore[misc] # the keys are those of accounts


def entries_between(account: str, first_seq: int, last_seq: int) -> list[TransferItem]:
    """Return entries number `first_seq` to `last_seq` of a statement account, oldest first, strongly consistent."""
    pk, first = TransferItem.entry_key(account=account, seq=first_seq)
    _, last = TransferItem.entry_key(account=account, seq=last_seq)
    entries: list[TransferItem] = []
    start = None
    for _ in range(-(-(last_seq - first_seq + 1) // _ENTRIES_A_PAGE)):
        page = table.query(
            TransferItem,
            pk,
            sk_condition=TransferItem.sk.between(first, last),
            limit=_ENTRIES_A_PAGE,
            start_key=start,
            consistent=True,
        )
        entries.extend(page.items)
        start = page.next_key
        if start is None:
            break
    return entries


class _Change:
    """What a posting does to one account that was read."""

    def __init__(self, read: Account) -> None:
        self.read = read
        self.balance_cents = read.balance_cents
        self.seq = read.last_seq
        self.lowest_ordinary_cents: int | None = None
        self.known_hold = self.hold = read.hold
        self.disputes_opened = 0

    def move(self, amount_cents: int, kind: Kind) -> None:
        """Add a signed amount to the balance.

        Raises:
            AccountFrozen, InsufficientBalance: an ordinary kind would draw on what is frozen or not there.
        """
        after_cents = self.balance_cents + amount_cents
        if amount_cents < 0 and kind not in OVERDRAWING_KINDS:
            if self.read.open_disputes > 0:
                raise AccountFrozen(self.read.account)
            if after_cents < 0:
                raise InsufficientBalance(self.read.account, self.balance_cents, -amount_cents)
            moved_cents = after_cents - self.read.balance_cents
            self.lowest_ordinary_cents = min(moved_cents, self.lowest_ordinary_cents or 0)
        self.balance_cents = after_cents

    def to_write(self) -> Raw:
        """The conditional write: everything it was decided on stands in its condition."""
        before = self.read
        sets, removes = ["version = :version"], list[str]()
        conditions = ["version = :known_version"]  # also: the account exists
        values = {":version": _number(before.version + 1), ":known_version": _number(before.version)}
        moved_cents = self.balance_cents - before.balance_cents
        if moved_cents:
            sets.append("balance_cents = balance_cents + :moved_cents")
            values[":moved_cents"] = _number(moved_cents)
        if self.seq != before.last_seq:
            sets.append("last_seq = :seq")
            values[":seq"] = _number(self.seq)
        if self.disputes_opened:
            sets.append("open_disputes = open_disputes + :disputes_opened")
            values[":disputes_opened"] = _number(self.disputes_opened)
        if self.lowest_ordinary_cents is not None:
            conditions.append("balance_cents >= :needed_cents AND open_disputes = :none")
            values |= {":needed_cents": _number(-self.lowest_ordinary_cents), ":none": _number(0)}
        if self.hold != self.known_hold:
            known, new = _hold_values(self.known_hold), _hold_values(self.hold)
            conditions += [f"{name} = :known_{name}" for name in _HOLD_CONDITION if name in known]
            if not known:
                conditions.append("attribute_not_exists(hold_session_id)")
            values |= {f":known_{name}": known[name] for name in _HOLD_CONDITION if name in known}
            changed = [name for name in new if known.get(name) != new[name]]
            sets += [f"{name} = :{name}" for name in changed]
            values |= {f":{name}": new[name] for name in changed}
            removes = [name for name in known if name not in new]
        update = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else "")
        request = {
            "Key": {"pk": {"S": before.pk}, "sk": {"S": before.sk}},
            "UpdateExpression": update,
            "ConditionExpression": " AND ".join(conditions),
            "ExpressionAttributeValues": values,
        }
        return Raw((before.pk, before.sk), "Update", request, refused=Stale)

    def apply(self) -> None:
        """Let the account that was read show what was written."""
        self.read.version += 1
        self.read.balance_cents = self.balance_cents
        self.read.last_seq = self.seq
        self.read.open_disputes += self.disputes_opened
        self.read.set_hold(self.hold)


_HOLD_CONDITION = ("hold_session_id", "hold_minutes", "hold_open", "hold_session_version")


def _hold_values(hold: Hold | None) -> dict[str, Any]:
    """The stored attributes of a hold; none without one."""
    if hold is None:
        return {}
    return {
        "hold_session_id": {"S": hold.session_id},
        "hold_session_version": _number(hold.session_version),
        "hold_minutes": _number(hold.minutes),
        "hold_cents": _number(hold.cents),
        "hold_open": {"BOOL": hold.is_open},
    }


def _number(value: int) -> dict[str, str]:
    return {"N": str(value)}


@dataclass(frozen=True)
class _Entry:
    """A transfer where it is kept: its key, and on a statement its number and the balance after it."""

    transfer: Transfer
    key: table.Key
    seq: int | None = None
    balance_after_cents: int | None = None

    def to_write(self) -> Raw:
        """The write of a `TransferItem`, once."""
        transfer, (pk, sk) = self.transfer, self.key
        item: dict[str, Any] = {
            "pk": {"S": pk},
            "sk": {"S": sk},
            "kind": {"S": "transfer"},
            "transfer_id": {"S": transfer.transfer_id},
            "transfer_kind": {"S": str(transfer.kind)},
            "debit": {"S": transfer.debit},
            "credit": {"S": transfer.credit},
            "amount_cents": _number(transfer.amount_cents),
            "currency": {"S": transfer.currency},
            "posted_at_ms": _number(transfer.posted_at_ms),
            "refers_type": {"S": transfer.refers_type},
            "refers_id": {"S": transfer.refers_id},
        }
        if transfer.minute is not None:
            item["minute"] = _number(transfer.minute)
        if transfer.reason is not None:
            item["reason"] = {"S": transfer.reason}
        if self.seq is not None and self.balance_after_cents is not None:
            item |= {"seq": _number(self.seq), "balance_after_cents": _number(self.balance_after_cents)}
        request = {"Item": item, "ConditionExpression": "attribute_not_exists(pk)"}
        return Raw(self.key, "Put", request, refused=AlreadyPosted if self.seq is None else Stale)


class Posting:
    """What one fact does to the ledger: transfers, and changes of holds, decided on accounts as they were read.

    Attributes:
        days: what the fact adds to the days of statement accounts. Entries add themselves, but for those of a session
            under way; the caller adds readings.
    """

    def __init__(self, *accounts: Account) -> None:
        self.days = DayCounts()
        self._changes = {account.account: _Change(account) for account in accounts}
        self._entries: list[_Entry] = []
        self._guards: list[TransferGuard] = []
        self._ids: set[str] = set()

    def transfer(self, transfer: Transfer) -> None:
        """Add a transfer. Both sides that are stored accounts must have been read for this posting.

        Raises:
            InsufficientBalance, AccountFrozen: the debit side cannot bear it.
            InvalidTransfer: a side was not read, the id stands twice, or a session minute is out of turn.
        """
        if transfer.transfer_id in self._ids:
            raise InvalidTransfer(f"{transfer.transfer_id} stands twice in one posting")
        sides = [
            (self._change(account), sign)
            for account, sign in ((transfer.debit, -1), (transfer.credit, 1))
            if is_stored_account(account)
        ]
        holder, hold = self._followed_hold(transfer)
        for change, sign in sides:  # the debit first: it alone can be refused, and then nothing has changed yet
            change.move(sign * transfer.amount_cents, transfer.kind)
        guarded_by_hold = False
        if holder is not None and holder.hold is not None and hold is not None:
            guarded_by_hold = hold.minutes > holder.hold.minutes
            holder.hold = hold
        if holder is None:
            self._count(transfer)
        self._ids.add(transfer.transfer_id)
        self._entries.append(self._entry(transfer))
        if not guarded_by_hold and is_statement_account(transfer.home):
            key = TransferGuard.key(transfer_id=transfer.transfer_id)
            self._guards.append(TransferGuard(*key, content_hash=transfer.content_hash()))

    def hold(self, account: str, hold: Hold | None) -> Hold | None:
        """Set, change or (None) release the hold of a wallet; returns the hold that this replaces."""
        change = self._change(account)
        before, change.hold = change.hold, hold
        return before

    def hold_of(self, account: str) -> Hold | None:
        """The hold of a wallet as it will be after this posting so far."""
        return self._change(account).hold

    def balance_of(self, account: str) -> int:
        """The balance of an account as it will be after this posting so far, in cents."""
        return self._change(account).balance_cents

    def last_seq_of(self, account: str) -> int:
        """The number of the account's last entry as it will be after this posting so far."""
        return self._change(account).seq

    def open_dispute(self, account: str) -> None:
        """Freeze the account by one more open dispute."""
        self._change(account).disputes_opened += 1

    def close_dispute(self, account: str) -> None:
        """Take one open dispute off the account."""
        self._change(account).disputes_opened -= 1

    def writes(self) -> list[Write]:
        """The conditional writes, guards first: "already posted" is told before "stale"."""
        guards = [Put(guard, refused=AlreadyPosted) for guard in self._guards]
        updates = [change.to_write() for change in self._changes.values()]
        entries = [entry.to_write() for entry in self._entries]
        return [*guards, *entries, *updates, *self.days.writes()]

    def apply(self) -> None:
        """Let the accounts that were read show what was written, once it was."""
        for change in self._changes.values():
            change.apply()

    def content_hashes(self) -> dict[table.Key, str]:
        """For each item that makes a transfer id unique, its key and the digest of the transfer's content."""
        hashes = {(guard.pk, guard.sk): guard.content_hash for guard in self._guards}
        hashes |= {entry.key: entry.transfer.content_hash() for entry in self._entries if entry.seq is None}
        return hashes

    def _change(self, account: str) -> _Change:
        try:
            return self._changes[account]
        except KeyError:
            raise InvalidTransfer(f"{account} was not read for this posting") from None

    def _count(self, transfer: Transfer) -> None:
        home = transfer.home
        if is_statement_account(home):
            signed_cents = transfer.amount_cents if transfer.credit == home else -transfer.amount_cents
            self.days.add(home, transfer.posted_at_ms, CENTS, transfer.kind, transfer.refers_type, signed_cents)

    def _followed_hold(self, transfer: Transfer) -> tuple[_Change, Hold] | tuple[None, None]:
        """The account whose hold carries the clearing balance that the transfer moves, and that hold afterwards.

        A session minute also moves the watermark, and so it must be the next one.
        """
        for change in self._changes.values():
            hold = change.hold
            if hold is None or session_clearing(hold.session_id) not in (transfer.debit, transfer.credit):
                continue
            incoming = transfer.credit == session_clearing(hold.session_id)
            is_minute = incoming and transfer.kind is Kind.SESSION_CHARGE and transfer.minute is not None
            if is_minute and transfer.minute != hold.minutes + 1:
                raise InvalidTransfer(f"{transfer.transfer_id}: minute {hold.minutes + 1} is next")
            if is_minute and not hold.is_open:
                raise InvalidTransfer(f"{transfer.transfer_id}: the hold is closed")
            cents = hold.cents + (transfer.amount_cents if incoming else -transfer.amount_cents)
            if cents < 0:
                raise InvalidTransfer(f"{transfer.transfer_id}: the clearing account would fall below zero")
            return change, replace(hold, minutes=hold.minutes + is_minute, cents=cents)
        return None, None

    def _entry(self, transfer: Transfer) -> _Entry:
        home = transfer.home
        if is_statement_account(home):
            change = self._change(home)
            change.seq += 1
            key = TransferItem.entry_key(account=home, seq=change.seq)
            return _Entry(transfer, key, change.seq, change.balance_cents)
        return _Entry(transfer, TransferItem.clearing_key(account=home, transfer_id=transfer.transfer_id))


def commit(posting: Posting, *others: Write, before: Sequence[Write] = (), sleep: Sleep = time.sleep) -> None:
    """Write the posting and the caller's own items, all or nothing; the accounts that were read then show it.

    Parameters:
        others: further writes of the same fact.
        before: further writes whose refusal is told before the ledger's (such as "this event was processed").

    Raises:
        AlreadyPosted: a transfer stands in the ledger with the same content; nothing was written now.
        TransferConflict: a transfer id stands in the ledger with another content.
        Stale: something changed since it was read; use `retrying`.
        TableBusy: passing trouble in every attempt.
    """
    try:
        table.transact(*before, *posting.writes(), *others, sleep=sleep)
    except AlreadyPosted:
        _require_same_content(posting)
        raise
    posting.apply()


def commit_each(postings: Sequence[Posting]) -> list[bool]:
    """Write postings that have nothing to do with each other, each whole or not at all, many in one transaction.

    Returns, for each, whether it is known to be written; the accounts that were read then show it. For one that is
    not, the caller reads and decides anew, by `commit`.
    """
    written = grouped.write_groups([posting.writes() for posting in postings], max_groups=POSTINGS_A_TRANSACTION)
    for posting, is_written in zip(postings, written, strict=True):
        if is_written:
            posting.apply()
    return written


def _require_same_content(posting: Posting) -> None:
    posted = posting.content_hashes()
    for key, standing in table.load_many(list(posted)).items():
        if isinstance(standing, TransferGuard):
            same = standing.content_hash == posted[key]
        else:
            same = isinstance(standing, TransferItem) and standing.to_transfer().content_hash() == posted[key]
        if not same:
            raise TransferConflict(f"{key} stands in the ledger with another content")


def retrying(decide_and_commit: Callable[[], T], sleep: Sleep = time.sleep) -> T:
    """Run `decide_and_commit` until it is not `Stale`, a bounded number of times, with jitter in between.

    Raises:
        TableBusy: every attempt lost its race; nothing was written.
    """
    for attempt in range(MAX_ATTEMPTS):
        try:
            return decide_and_commit()
        except Stale:
            sleep(random.uniform(0, min(_BACKOFF_CAP_SECONDS, _BACKOFF_SECONDS * 2**attempt)))  # noqa: S311
    raise table.TableBusy("others changed the same account in every attempt")
