"""The use cases of insights: what a reader earned and what a client spent, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalicelib.accounts import service as accounts
from chalicelib.insights import rules
from chalicelib.insights.rules import RETURNING_DAYS, TOP_PEOPLE, Period, Person, Totals
from chalicelib.readers import service as readers
from chalicelib.wallet import service as wallet


@dataclass(frozen=True)
class Clients:
    """Who came to a reader since a day: how many, how many of them more than once, and who the most often."""

    since: date
    count: int
    returning_count: int
    top: list[tuple[Person, accounts.Person | None]]


@dataclass(frozen=True)
class Summary:
    """A period by day, and all of it together."""

    period: Period
    days: dict[date, Totals]
    whole: Totals


@dataclass(frozen=True)
class EarningsSummary(Summary):
    """What a reader earned, and who came back."""

    clients: Clients


@dataclass(frozen=True)
class SpendingSummary(Summary):
    """What a client spent, and with whom the most readings were."""

    readers: list[tuple[Person, accounts.Person | None]]


def earnings_summary(reader_id: str, *, days: int, time_zone: str, now_ms: int) -> EarningsSummary:
    """Return what a reader earned in the last `days` days of a zone, today included.

    It reads the days of the last 90, of which who came back is told (about half a read unit for eight of them).
    """
    longest = rules.period_until(now_ms, RETURNING_DAYS, time_zone)
    figures = list(wallet.earnings_figures(reader_id, *longest.utc_days()))
    period = rules.period_until(now_ms, days, time_zone)
    by_day = rules.by_day(figures, period, spending=False)
    people = rules.people_in(figures, longest)
    returning = [person for person in people if person.readings > 1]
    names = accounts.load_people([person.user_id for person in returning[:TOP_PEOPLE]])
    clients = Clients(
        since=longest.first_day,
        count=len(people),
        returning_count=len(returning),
        top=[(person, names.get(person.user_id)) for person in returning[:TOP_PEOPLE]],
    )
    return EarningsSummary(period, by_day, rules.total_of(by_day.values()), clients)


def spending_summary(user_id: str, *, days: int, time_zone: str, now_ms: int) -> SpendingSummary:
    """Return what a client spent in the last `days` days of a zone, today included, and on whose readings."""
    period = rules.period_until(now_ms, days, time_zone)
    figures = list(wallet.wallet_figures(user_id, *period.utc_days()))
    by_day = rules.by_day(figures, period, spending=True)
    people = rules.people_in(figures, period)[:TOP_PEOPLE]
    names = readers.load_people([person.user_id for person in people])
    return SpendingSummary(
        period,
        by_day,
        rules.total_of(by_day.values()),
        [(person, names.get(person.user_id)) for person in people],
    )
