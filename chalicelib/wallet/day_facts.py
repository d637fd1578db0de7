"""What the audit reads about days: what raw items say must have been counted (`wallet.days`), by own arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from chalicelib.core.clock import utc_day
from chalicelib.wallet.day_rules import CENTS, MINUTES, READINGS, count_name, counts_in
from chalicelib.wallet.days import AccountDay
from chalicelib.wallet.rules import Transfer, earnings_of, wallet_of

Item = Mapping[str, Any]


class Count(NamedTuple):
    """So much of one measure on one day of one account."""

    day: str
    name: str
    amount: int


def _count(account: str, at_ms: int, measure: str, what: str, about: str, amount: int) -> Count:
    return Count(f"{account} {utc_day(at_ms)}", count_name(at_ms, measure, what, about), amount)


def of_day(item: Item) -> Iterator[Count]:
    """What a day's item has counted."""
    account = str(item["pk"]).removeprefix(AccountDay.key.pk.split("{", 1)[0])
    day = str(item["sk"]).removeprefix(AccountDay.key.sk_prefix)
    for name, amount in counts_in(dict(item)).items():
        yield Count(f"{account} {day}", name, amount)


def of_entry(transfer: Transfer) -> Count | None:
    """What an entry of a statement must have counted: none for a session's minutes, charged or given back."""
    account = transfer.home
    if transfer.refers_type == "session" and transfer.transfer_id.startswith(f"session_{transfer.refers_id}_min_"):
        return None
    signed_cents = transfer.amount_cents if transfer.credit == account else -transfer.amount_cents
    return _count(account, transfer.posted_at_ms, CENTS, transfer.kind, transfer.refers_type, signed_cents)


def of_session(item: Item) -> Iterator[Count]:
    """What a settled session must have counted: what the client paid in all, and the reading for both."""
    paid_cents = (item.get("charged_cents") or 0) - (item.get("reversed_cents") or 0)
    if item["state"] != "finalized" or paid_cents == 0:
        return
    at_ms = item["finalized_at_ms"]
    yield _count(wallet_of(item["client_id"]), at_ms, CENTS, "session_charge", "session", -paid_cents)
    yield from _reading(item, at_ms, paid_cents // item["rate_cents"])


def of_booking(item: Item) -> Iterator[Count]:
    """What a booking must have counted: the reading that was held, for both. A later refund takes it away no more."""
    minutes = item.get("paid_minutes")
    if minutes is not None:
        yield from _reading(item, item["closed_at_ms"], minutes)


def _reading(item: Item, at_ms: int, minutes: int) -> Iterator[Count]:
    client_id, reader_id, modality = item["client_id"], item["reader_id"], item["modality"]
    for account, other_id in ((wallet_of(client_id), reader_id), (earnings_of(reader_id), client_id)):
        yield _count(account, at_ms, READINGS, modality, other_id, 1)
        yield _count(account, at_ms, MINUTES, modality, other_id, minutes)
