"""What a transfer is, which accounts exist and what may overdraw them (money.md, Ledger). Pure values, no clock."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.core.money import CURRENCY, require_cents

PLATFORM_REVENUE = "platform:revenue"
PLATFORM_PROMOTIONS = "platform:promotions"
PLATFORM_LOSSES = "platform:losses"
STRIPE_CLEARING = "stripe:clearing"

_STATEMENT_PREFIXES = ("wallet:", "earnings:")
_STORED_PREFIXES = (*_STATEMENT_PREFIXES, "payouts:")
_CLEARING_PREFIXES = ("session:", "booking:", "order:", "reply:", "gift:", "ticket:", "dispute:")
_WORLD = frozenset({PLATFORM_REVENUE, PLATFORM_PROMOTIONS, PLATFORM_LOSSES, STRIPE_CLEARING})


class Kind(StrEnum):
    """The kinds of transfers that people see."""

    TOP_UP = "top_up"
    SESSION_CHARGE = "session_charge"
    BOOKING = "booking"
    PAID_REPLY = "paid_reply"
    GIFT = "gift"
    TICKET = "ticket"
    ORDER = "order"
    REFUND = "refund"
    ADJUSTMENT = "adjustment"
    PAYOUT = "payout"
    COMMISSION = "commission"
    DISPUTE = "dispute"


OVERDRAWING_KINDS = frozenset({Kind.REFUND, Kind.DISPUTE})
"""The only kinds that may take a stored balance below zero, or draw on a frozen account."""


def wallet_of(user_id: str) -> str:
    """The account that holds a client's money."""
    return f"wallet:{user_id}"


def earnings_of(reader_id: str) -> str:
    """The account that holds what a reader has earned and was not yet paid."""
    return f"earnings:{reader_id}"


def payouts_of(reader_id: str) -> str:
    """The account of money on its way to a reader's bank, and arrived there."""
    return f"payouts:{reader_id}"


def session_clearing(session_id: str) -> str:
    """The clearing account of a session: charged minutes wait here until settlement."""
    return f"session:{session_id}"


def booking_clearing(booking_id: str) -> str:
    """The clearing account of a booked reading: its price waits here until it is given back or released."""
    return f"booking:{booking_id}"


def booking_refund_id(booking_id: str) -> str:
    """The id of the transfer that gives money of a booking back."""
    return f"booking_{booking_id}_refund"


def dispute_clearing(dispute_id: str) -> str:
    """The account through which money moves between the platform and Stripe for a dispute; it stays at zero."""
    return f"dispute:{dispute_id}"


def is_statement_account(account: str) -> bool:
    """Tell whether people see the account as a statement: numbered entries with the balance after each."""
    return account.startswith(_STATEMENT_PREFIXES)


def is_stored_account(account: str) -> bool:
    """Tell whether the account has an item that carries its balance."""
    return account.startswith(_STORED_PREFIXES)


def is_clearing_account(account: str) -> bool:
    """Tell whether the account belongs to one session, booking, order or other sale, and must end at zero."""
    return account.startswith(_CLEARING_PREFIXES)


def is_account(account: str) -> bool:
    """Tell whether the name is one of the ledger's accounts."""
    named = account.startswith((*_STORED_PREFIXES, *_CLEARING_PREFIXES)) and not account.endswith(":")
    return account in _WORLD or named


class InvalidTransfer(ValueError):
    """A transfer that breaks the ledger's form was about to be posted: a defect in the code that made it."""


@dataclass(frozen=True)
class Transfer:
    """One immutable movement of a positive amount from one account to another.

    Attributes:
        transfer_id: names the fact (`session_<id>_min_3`, `topup_<payment intent>`); it is the idempotency key.
        debit: the account the money leaves.
        credit: the account the money reaches.
        refers_type, refers_id: what the transfer is about, for statements and receipts.
        minute: the session minute a session charge pays, counted from 1.
        reason: words for people, when the kind alone does not explain it.
    """

    transfer_id: str
    kind: Kind
    debit: str
    credit: str
    amount_cents: int
    posted_at_ms: int
    refers_type: str
    refers_id: str
    minute: int | None = None
    reason: str | None = None
    currency: str = CURRENCY

    def __post_init__(self) -> None:
        if require_cents(self.amount_cents) <= 0:
            raise InvalidTransfer(f"{self.transfer_id}: an amount is positive")
        if self.debit == self.credit:
            raise InvalidTransfer(f"{self.transfer_id}: an account cannot pay itself")
        for account in (self.debit, self.credit):
            if not is_account(account):
                raise InvalidTransfer(f"{self.transfer_id}: no such account as {account}")
        if is_statement_account(self.debit) and is_statement_account(self.credit):
            raise InvalidTransfer(
                f"{self.transfer_id}: two statements in one transfer; pass through a clearing account"
            )

    @property
    def home(self) -> str:
        """The account under which the transfer is kept: the statement it shows on, else the clearing account."""
        sides = (self.debit, self.credit)
        for belongs in (is_statement_account, is_clearing_account, is_stored_account):
            for account in sides:
                if belongs(account):
                    return account
        raise InvalidTransfer(f"{self.transfer_id}: a transfer between two world accounts belongs nowhere")

    def content_hash(self) -> str:
        """A digest of what the transfer says, but for when it was posted: a retry says the same thing later."""
        content = [
            self.transfer_id,
            self.kind,
            self.debit,
            self.credit,
            self.amount_cents,
            self.currency,
            self.refers_type,
            self.refers_id,
            self.minute,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Hold:
    """A session's claim on a client's wallet: it makes the client busy and carries the billing watermark.

    Attributes:
        session_id: the one session the wallet may be charged for.
        session_version: version of the session item that this hold goes with; a charge decided on an older view of
            the session is refused.
        minutes: the watermark: how many minutes of the session have been charged.
        cents: balance of the session's clearing account while the session lives.
        is_open: whether minutes may be charged now (the session is active).
    """

    session_id: str
    session_version: int
    minutes: int = 0
    cents: int = 0
    is_open: bool = False
