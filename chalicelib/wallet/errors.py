"""What the ledger refuses."""

from __future__ import annotations

from chalicelib.core.errors import SoulSeerError


class Stale(Exception):
    """An account changed between reading and writing. Nothing was written: read again and decide again."""


class InsufficientBalance(Exception):
    """The account does not hold the amount. Nothing was written."""

    def __init__(self, account: str, balance_cents: int, needed_cents: int) -> None:
        super().__init__(f"{account} holds {balance_cents} cents, {needed_cents} are needed")
        self.account = account
        self.balance_cents = balance_cents
        self.needed_cents = needed_cents


class AccountFrozen(Exception):
    """The account is frozen for spending and paying out, by an open dispute. Nothing was written."""


class AlreadyPosted(Exception):
    """A transfer of this posting stands in the ledger already, with the same content. Nothing was written now."""


class TransferConflict(Exception):
    """A transfer id was used again for a different content: a defect that a person must look at."""


class InsufficientFunds(SoulSeerError):
    """The wallet does not hold what this costs. The client can top up and try again."""

    code = "insufficient_funds"
    status = 402
    title = "There is not enough money in the wallet"
    final = False


class WalletFrozen(SoulSeerError):
    """The wallet may not spend: a dispute is open, or it is below zero."""

    code = "wallet_frozen"
    status = 403
    title = "This wallet is frozen"
    final = False
