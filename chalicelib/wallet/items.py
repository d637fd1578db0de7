"""The ledger's items. Only `wallet/ledger.py` writes them."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute
from chalicelib.wallet.rules import Hold, Kind, Transfer


class Account(TableItem, discriminator="account"):
    """An account with a stored balance: `wallet:<user>`, `earnings:<reader>` or `payouts:<reader>`.

    `version` grows with every change and is the condition of the next one. `last_seq` numbers the entries of a
    statement without a gap. The `hold_*` attributes are one `Hold` (wallets only).
    """

    key = KeyTemplate("ACCOUNT#{account}", "ACCOUNT")

    account = TextAttribute()
    owner_id = TextAttribute()
    balance_cents = IntegerAttribute()
    version = IntegerAttribute()
    last_seq = IntegerAttribute()
    open_disputes = IntegerAttribute(default=0)
    hold_session_id = TextAttribute(null=True)
    hold_session_version = IntegerAttribute(null=True)
    hold_minutes = IntegerAttribute(null=True)
    hold_cents = IntegerAttribute(null=True)
    hold_open = BooleanAttribute(null=True)

    @property
    def hold(self) -> Hold | None:
        """The session's claim on this wallet, or None."""
        if self.hold_session_id is None:
            return None
        return Hold(
            session_id=self.hold_session_id,
            session_version=self.hold_session_version or 0,
            minutes=self.hold_minutes or 0,
            cents=self.hold_cents or 0,
            is_open=bool(self.hold_open),
        )

    def set_hold(self, hold: Hold | None) -> None:
        """Show another hold on this item in memory; only the ledger stores one."""
        self.hold_session_id = hold.session_id if hold else None
        self.hold_session_version = hold.session_version if hold else None
        self.hold_minutes = hold.minutes if hold else None
        self.hold_cents = hold.cents if hold else None
        self.hold_open = hold.is_open if hold else None

    @property
    def available_cents(self) -> int:
        """What can be spent now: nothing while the account is frozen."""
        return 0 if self.is_frozen else self.balance_cents

    @property
    def is_frozen(self) -> bool:
        """Whether the account may neither spend nor pay out: a dispute is open, or it is below zero."""
        return self.open_disputes > 0 or self.balance_cents < 0


class TransferItem(TableItem, discriminator="transfer"):
    """A transfer, kept under its home account. On a statement account it is the entry number `seq`."""

    entry_key = KeyTemplate("ACCOUNT#{account}", "ENTRY#{seq:012d}")
    clearing_key = KeyTemplate("ACCOUNT#{account}", "TRANSFER#{transfer_id}")

    transfer_id = TextAttribute()
    transfer_kind = TextAttribute()
    debit = TextAttribute()
    credit = TextAttribute()
    amount_cents = IntegerAttribute()
    currency = TextAttribute()
    posted_at_ms = IntegerAttribute()
    refers_type = TextAttribute()
    refers_id = TextAttribute()
    minute = IntegerAttribute(null=True)
    reason = TextAttribute(null=True)
    seq = IntegerAttribute(null=True)
    balance_after_cents = IntegerAttribute(null=True)

    def to_transfer(self) -> Transfer:
        """The transfer as a value."""
        return Transfer(
            transfer_id=self.transfer_id,
            kind=Kind(self.transfer_kind),
            debit=self.debit,
            credit=self.credit,
            amount_cents=self.amount_cents,
            posted_at_ms=self.posted_at_ms,
            refers_type=self.refers_type,
            refers_id=self.refers_id,
            minute=self.minute,
            reason=self.reason,
            currency=self.currency,
        )


class TransferGuard(TableItem, discriminator="transfer_guard"):
    """Makes a transfer id unique: it can be put only once, with the transfer, in one transaction."""

    key = KeyTemplate("TRANSFER#{transfer_id}", "GUARD")

    content_hash = TextAttribute()
