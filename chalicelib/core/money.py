"""Money: integer cents of one currency. No float and no division of decimals touches an amount."""

from __future__ import annotations

from typing import NamedTuple

CURRENCY = "USD"
READER_SHARE_PERCENT = 70


class Split(NamedTuple):
    """How an amount is shared; the two parts always sum to it."""

    reader_cents: int
    platform_cents: int


def require_cents(amount: object) -> int:
    """Return `amount` when it is a plain integer.

    Raises:
        TypeError: it is a bool, a float, a Decimal or anything else; money is never rounded silently.
    """
    if type(amount) is not int:
        raise TypeError(f"an amount is an integer number of cents, not {type(amount).__name__}")
    return amount


def split(amount_cents: int) -> Split:
    """Share a non-negative amount: the reader gets floor(70 %), the platform the remainder (money.md, Ledger).

    Raises:
        ValueError: the amount is negative.
    """
    if require_cents(amount_cents) < 0:
        raise ValueError("only an amount of zero or more can be split")
    reader_cents = amount_cents * READER_SHARE_PERCENT // 100
    return Split(reader_cents, amount_cents - reader_cents)


def format_dollars(amount_cents: int) -> str:
    """Return an amount as people write it, such as `-$12.05`; for CSV, mail and logs, never for arithmetic."""
    sign = "-" if require_cents(amount_cents) < 0 else ""
    dollars, cents = divmod(abs(amount_cents), 100)
    return f"{sign}${dollars:,}.{cents:02d}"
