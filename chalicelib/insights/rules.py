"""How the counts of quarters of an hour become days, totals and people. Pure; docs/decisions/0020-dashboards.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalicelib.core.clock import utc_day
from chalicelib.core.zones import day_ends_at_ms, day_starts_at_ms, local_day
from chalicelib.wallet.day_rules import CENTS, MINUTES, READINGS, Figure
from chalicelib.wallet.rules import Kind

RETURNING_DAYS = 90
"""Who came back is told of so many days up to today, whatever period is looked at."""
MAX_DAYS = 90
TOP_PEOPLE = 5
_NOT_EARNED = frozenset({Kind.PAYOUT})
_SPENT = frozenset(
    {Kind.SESSION_CHARGE, Kind.BOOKING, Kind.PAID_REPLY, Kind.GIFT, Kind.TICKET, Kind.ORDER, Kind.REFUND}
)


@dataclass(frozen=True)
class Period:
    """Whole days in a zone, both included."""

    first_day: date
    last_day: date
    time_zone: str

    def utc_days(self) -> tuple[date, date]:
        """The first and the last UTC day that the period has a part of."""
        starts_at_ms = day_starts_at_ms(self.first_day, self.time_zone)
        last_ms = day_ends_at_ms(self.last_day, self.time_zone) - 1
        return date.fromisoformat(utc_day(starts_at_ms)), date.fromisoformat(utc_day(last_ms))

    def days(self) -> list[date]:
        """Every day of it."""
        count = (self.last_day - self.first_day).days + 1
        return [self.first_day + timedelta(days=number) for number in range(count)]


def period_until(now_ms: int, days: int, time_zone: str) -> Period:
    """The period of so many days of which today, in the zone, is the last."""
    today = local_day(now_ms, time_zone)
    return Period(today - timedelta(days=days - 1), today, time_zone)


@dataclass
class Totals:
    """What one day, or a whole period, comes to. `cents` are signed, by kind; `minutes` by modality."""

    cents: Counter[str] = field(default_factory=Counter)
    readings: int = 0
    minutes: Counter[str] = field(default_factory=Counter)

    @property
    def total_cents(self) -> int:
        """All kinds together."""
        return sum(self.cents.values())

    @property
    def average_seconds(self) -> int | None:
        """How long a reading was on average, None without one."""
        return sum(self.minutes.values()) * 60 // self.readings if self.readings else None

    def add(self, figure: Figure, cents: int) -> None:
        """Take a count in; `cents` is what it is worth here."""
        if figure.measure == CENTS and cents:
            self.cents[figure.what] += cents
        elif figure.measure == READINGS:
            self.readings += figure.amount
        elif figure.measure == MINUTES:
            self.minutes[figure.what] += figure.amount


@dataclass
class Person:
    """Somebody with whom there were readings."""

    user_id: str
    readings: int = 0
    minutes: int = 0


def earned_cents(figure: Figure) -> int:
    """What a count is worth as earnings: payouts move them and are none."""
    return 0 if figure.what in _NOT_EARNED else figure.amount


def spent_cents(figure: Figure) -> int:
    """What a count is worth as spending, positive; what came back is negative.

    Topping up, giving that back to the card, disputes and adjustments are not spending.
    """
    to_card = figure.what == Kind.REFUND and figure.about == "top_up"
    return -figure.amount if figure.what in _SPENT and not to_card else 0


def by_day(figures: Iterable[Figure], period: Period, *, spending: bool) -> dict[date, Totals]:
    """The totals of each day of a period, without gaps. Counts of other days are left out."""
    days = {day: Totals() for day in period.days()}
    worth = spent_cents if spending else earned_cents
    for figure in figures:
        totals = days.get(local_day(figure.at_ms, period.time_zone))
        if totals is not None:
            totals.add(figure, worth(figure))
    return days


def total_of(days: Iterable[Totals]) -> Totals:
    """The totals of several days together."""
    whole = Totals()
    for each in days:
        whole.cents.update(each.cents)
        whole.readings += each.readings
        whole.minutes.update(each.minutes)
    return whole


def people_in(figures: Iterable[Figure], period: Period) -> list[Person]:
    """With whom there were readings in a period, those with the most first."""
    found: dict[str, Person] = {}
    first_ms = day_starts_at_ms(period.first_day, period.time_zone)
    for figure in figures:
        if figure.measure == CENTS or figure.at_ms < first_ms:
            continue
        person = found.setdefault(figure.about, Person(figure.about))
        if figure.measure == READINGS:
            person.readings += figure.amount
        else:
            person.minutes += figure.amount
    return sorted(found.values(), key=lambda each: (-each.readings, -each.minutes, each.user_id))
