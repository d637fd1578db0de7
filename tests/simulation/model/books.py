"""A second set of books: every transfer is entered again, by other arithmetic, and every stored balance must agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tests.simulation.model.commits import Auditor, Commit, Posted, posted_in, require

_OVERDRAWING = ("refund", "dispute")
_WITH_STATEMENT = ("wallet:", "earnings:")


class Books:
    """Balances of every account, from the transfers alone.

    Each transfer must be explained by exactly one area, must come once, and must be paid for.
    """

    def __init__(self, explainers: Sequence[Auditor]) -> None:
        self._explainers = explainers
        self.cents: dict[str, int] = defaultdict(int)
        self.entries: dict[str, int] = defaultdict(int)
        self.open_disputes: dict[str, int] = defaultdict(int)
        self._seen: set[str] = set()

    def committed(self, commit: Commit) -> None:
        frozen = {name for name, count in self.open_disputes.items() if count}
        self._check_statements(commit)
        for transfer in posted_in(commit):
            self._enter(transfer, commit, frozen)
        for change in commit.of("transfer"):
            require(change.before is None and change.after is not None, "transfers are never changed", change.sk)
        for change in commit.of("account"):
            account = change.after
            assert account is not None
            name = account["account"]
            require(
                account["balance_cents"] == self.cents[name],
                "balance = sum of transfers",
                f"{name} stores {account['balance_cents']}, its transfers come to {self.cents[name]}",
            )
            require(
                account["last_seq"] == self.entries[name] or not name.startswith(_WITH_STATEMENT),
                "entries are numbered 1..n",
                f"{name} stores {account['last_seq']} of {self.entries[name]}",
            )
            self.open_disputes[name] = account["open_disputes"]
            require(account["open_disputes"] >= 0, "disputes are counted", name)

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        return False

    def settled(self) -> None:
        require(sum(self.cents.values()) == 0, "sum of all accounts = 0", str(sum(self.cents.values())))
        for name, cents in self.cents.items():
            if name.startswith(("session:", "dispute:", "booking:")):
                require(cents == 0, "clearing accounts end at zero", f"{name} holds {cents}")

    def _enter(self, transfer: Posted, commit: Commit, frozen: set[str]) -> None:
        require(transfer.cents > 0, "amounts are positive", transfer.transfer_id)
        require(transfer.transfer_id not in self._seen, "a fact is posted once", transfer.transfer_id)
        self._seen.add(transfer.transfer_id)
        explained = [each for each in self._explainers if each.explains(transfer, commit)]
        require(len(explained) == 1, "every transfer has its reason", f"{transfer} has {len(explained)}")
        self.cents[transfer.debit] -= transfer.cents
        self.cents[transfer.credit] += transfer.cents
        if transfer.kind not in _OVERDRAWING and transfer.debit.startswith(_WITH_STATEMENT):
            require(
                self.cents[transfer.debit] >= 0,
                "never below zero",
                f"{transfer.transfer_id} leaves {self.cents[transfer.debit]} on {transfer.debit}",
            )
            require(transfer.debit not in frozen, "a frozen account spends nothing", transfer.transfer_id)

    def _check_statements(self, commit: Commit) -> None:
        """Each line of a statement has its number, and says the balance after it."""
        entries = [change for change in commit.of("transfer") if change.after and change.after.get("seq") is not None]
        running: dict[str, int] = {}
        for change in sorted(entries, key=lambda change: change.sk):
            entry = change.after
            assert entry is not None
            name = next(side for side in (entry["debit"], entry["credit"]) if side.startswith(_WITH_STATEMENT))
            self.entries[name] += 1
            number = self.entries[name]
            require(
                (change.pk, change.sk, entry["seq"]) == (f"ACCOUNT#{name}", f"ENTRY#{number:012d}", number),
                "an entry stands at its number",
                f"{change.pk} {change.sk}",
            )
            signed = entry["amount_cents"] if entry["credit"] == name else -entry["amount_cents"]
            running[name] = running.get(name, self.cents[name]) + signed
            require(
                entry["balance_after_cents"] == running[name],
                "each line says the balance after it",
                f"{name} line {number}: {entry['balance_after_cents']} instead of {running[name]}",
            )
