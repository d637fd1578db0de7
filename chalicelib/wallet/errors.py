"""What the ledger and the wallet refuse."""

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


class PaymentContradicted(SoulSeerError):
    """The provider tells of a payment that is not the one it was asked for: a person must look.

    Answered 5xx, so that the provider goes on telling until somebody has."""

    code = "payment_contradicted"
    status = 500
    title = "This payment is not the one that was asked for"


class NoSuchTopUp(LookupError):
    """There is no such top-up, or it belongs to somebody else."""


class TopUpNotPaid(Exception):
    """The top-up was not paid, so nothing of it can be given back."""


class RequestReused(Exception):
    """The same request id came again with another content. Nothing was done now."""


class RefundTooLarge(Exception):
    """More should be given back than is unspent of the top-up. Nothing was done."""

    def __init__(self, unspent_cents: int) -> None:
        super().__init__(f"{unspent_cents} cents of this top-up are unspent")
        self.unspent_cents = unspent_cents


class EventProcessed(Exception):
    """The provider's event was dealt with before. Nothing was written now."""


class StatementTooLong(Exception):
    """The chosen period has more entries than one file takes."""
