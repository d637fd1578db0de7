"""Days: what moved on a statement account, by quarter of an hour, kept in the transaction of each fact.

A day is a projection. It is never read to decide about money; it is there so that a chart of three months is a few
dozen small items and not thousands of entries (docs/decisions/0020-dashboards.md). One item holds one UTC day of one
account, as counts named by quarter and measure; quarters, because every zone in use is a multiple of 15 minutes
from UTC, so the days of any zone are sums of quarters.

What is counted, and when:
- every entry of the account, by kind and by what it is about, at its own instant, in the transaction that posts it;
- but the minutes of a session that is under way, which would cost each of them two write units: what a session cost
  in all is counted on the wallet when it is settled;
- every paid reading, with its minutes, for both of its people, when a session is settled or a booking closed.

The ledger's check recounts all of it (`audit`). A difference is reported, and nobody mends it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, utc_day
from chalicelib.core.table import Key, KeyTemplate, Raw, TableItem
from chalicelib.wallet.day_rules import MINUTES, QUARTER_MS, READINGS, Figure, count_name, counts_in
from chalicelib.wallet.rules import earnings_of, wallet_of

MAX_DAYS = 100
"""How many UTC days one question may read."""


class AccountDay(TableItem, discriminator="account_day"):
    """One UTC day of a statement account. Its counts are attributes such as `53:cents:booking:booking`."""

    key = KeyTemplate("ACCOUNT#{account}", "DAY#{day}")

    counts: dict[str, int]

    @classmethod
    def from_raw_data(cls, data: dict[str, Any]) -> AccountDay:
        """Return the item with its counts, which no declaration names."""
        item: AccountDay = super().from_raw_data(data)
        item.counts = counts_in({name: int(value["N"]) for name, value in data.items() if "N" in value})
        return item


class DayCounts:
    """What one fact adds to days of accounts, and the writes that add it; nothing is read for it."""

    def __init__(self) -> None:
        self._days: dict[Key, dict[str, int]] = {}

    def add(self, account: str, at_ms: int, measure: str, what: str, about: str, amount: int) -> None:
        """Count `amount` of one measure at an instant of an account."""
        counts = self._days.setdefault(AccountDay.key(account=account, day=utc_day(at_ms)), {})
        name = count_name(at_ms, measure, what, about)
        counts[name] = counts.get(name, 0) + amount

    def add_reading(self, *, client_id: str, reader_id: str, modality: str, minutes: int, at_ms: int) -> None:
        """Count a paid reading of so many paid minutes, for both of its people."""
        for account, other_id in ((wallet_of(client_id), reader_id), (earnings_of(reader_id), client_id)):
            self.add(account, at_ms, READINGS, modality, other_id, 1)
            self.add(account, at_ms, MINUTES, modality, other_id, minutes)

    def writes(self) -> list[Raw]:
        """The writes, two units each for every kilobyte of the day.

        They have no condition: the transaction that they are part of happens once, by the conditions of its others.
        """
        return [_addition(key, counts) for key, counts in self._days.items()]


def _addition(key: Key, counts: dict[str, int]) -> Raw:
    pk, sk = key
    names = {f"#{number}": name for number, name in enumerate(counts)}
    values: dict[str, Any] = {f":{number}": {"N": str(amount)} for number, amount in enumerate(counts.values())}
    additions = ", ".join(f"#{number} :{number}" for number in range(len(counts)))
    request = {
        "Key": {"pk": {"S": pk}, "sk": {"S": sk}},
        "UpdateExpression": f"SET #kind = :kind ADD {additions}",
        "ExpressionAttributeNames": names | {"#kind": "kind"},
        "ExpressionAttributeValues": values | {":kind": {"S": "account_day"}},
    }
    return Raw(key, "Update", request)


def figures_of(account: str, first_day: date, last_day: date) -> Iterator[Figure]:
    """Yield what was counted of an account in UTC days, both included, oldest day first (eventually consistent).

    Raises:
        ValueError: more than `MAX_DAYS` days are asked for.
    """
    if (last_day - first_day) >= timedelta(days=MAX_DAYS):
        raise ValueError(f"at most {MAX_DAYS} days are read at once")
    pk, first = AccountDay.key(account=account, day=first_day.isoformat())
    _, last = AccountDay.key(account=account, day=last_day.isoformat())
    days = table.query(AccountDay, pk, sk_condition=AccountDay.sk.between(first, last), limit=MAX_DAYS).items
    for day in days:
        starts_at_ms = _day_starts_at_ms(day.sk)
        for name, amount in day.counts.items():
            quarter, measure, what, about = name.split(":")
            yield Figure(starts_at_ms + int(quarter) * QUARTER_MS, measure, what, about, amount)


def _day_starts_at_ms(sk: str) -> int:
    day = date.fromisoformat(sk.removeprefix(AccountDay.key.sk_prefix))
    return (day - date(1970, 1, 1)).days * DAY_MS
