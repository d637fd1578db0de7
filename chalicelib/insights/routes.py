"""The API of the dashboards: a reader's earnings and a client's spending, by day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from chalicelib.core.api import ANY, OPERATIONS, Request
from chalicelib.core.money import CURRENCY
from chalicelib.core.text import valid
from chalicelib.core.wire import Id, Query, View
from chalicelib.core.zones import check_time_zone
from chalicelib.insights import rules, service
from chalicelib.insights.rules import Totals
from chalicelib.readers.review_rules import UNNAMED, shown_name
from chalicelib.readers.rules import Modality
from chalicelib.wallet.rules import Kind

operation = OPERATIONS.operation

Count = Annotated[int, Meta(ge=0)]


class SummaryQuery(Query):
    """So many days of a time zone, of which today is the last."""

    days: Annotated[int, Meta(ge=1, le=rules.MAX_DAYS)] = 30
    time_zone: Annotated[str, Meta(max_length=64, examples=["Europe/Lisbon"])] = "UTC"


class KindAmount(View):
    """What one kind of entries came to."""

    kind: Kind
    amount_cents: int


class ModalityMinutes(View):
    """Paid minutes by modality."""

    text: Count
    voice: Count
    video: Count


class DayFigures(View):
    """One day of a time zone. `amounts` has the kinds that occurred."""

    day: date
    total_cents: int
    amounts: list[KindAmount]
    readings: Count
    minutes: ModalityMinutes


class ReturningClient(View):
    """A client who came back, by first name and initial."""

    name: str
    readings: Count
    minutes: Count


class Clients(View):
    """Who came since a day, whatever the period: how many, and how many of them more than once."""

    since: date
    count: Count
    returning_count: Count
    top: list[ReturningClient]


class SummaryView(View):
    """A period by day, without gaps. `readings` are the paid ones, `minutes` those that were paid and not given back.

    Sessions count when they are settled, the price of a booking when it is booked (for its client) or released (for
    its reader), a held booking's minutes when it ended, whatever is given back when it is.
    """

    time_zone: str
    first_day: date
    last_day: date
    currency: str
    total_cents: int
    amounts: list[KindAmount]
    readings: Count
    minutes: ModalityMinutes
    average_seconds: Count | None
    days: list[DayFigures]


class EarningsSummaryView(SummaryView):
    """What the reader earned: positive; what was taken back is negative. Payouts are no part of it."""

    clients: Clients


class MostReadReader(View):
    """A reader with whom there were readings in the period."""

    reader_id: Id
    display_name: str
    photo_url: str | None
    readings: Count
    minutes: Count


class SpendingSummaryView(SummaryView):
    """What the client spent: positive; what came back is negative. Top-ups and refunds to the card are no part."""

    readers: list[MostReadReader]


@operation(
    "GET",
    "/v1/earnings/summary",
    roles=ANY,
    allow_suspended=True,
    query=SummaryQuery,
    returns=EarningsSummaryView,
    tags=("earnings",),
    summary="What the caller has earned by day and kind, for how many minutes, and who came back",
)
def get_earnings_summary(request: Request[None, SummaryQuery]) -> EarningsSummaryView:
    found = service.earnings_summary(
        request.actor.user_id, days=request.query.days, time_zone=_time_zone(request.query), now_ms=request.now_ms
    )
    clients = found.clients
    top = [
        ReturningClient(shown_name(known.display_name) if known else UNNAMED, person.readings, person.minutes)
        for person, known in clients.top
    ]
    return EarningsSummaryView(
        **_summary(found), clients=Clients(clients.since, clients.count, clients.returning_count, top)
    )


@operation(
    "GET",
    "/v1/wallet/summary",
    roles=ANY,
    allow_suspended=True,
    query=SummaryQuery,
    returns=SpendingSummaryView,
    tags=("wallet",),
    summary="What the caller has spent by day and kind, for how many minutes, and with whom",
)
def get_wallet_summary(request: Request[None, SummaryQuery]) -> SpendingSummaryView:
    found = service.spending_summary(
        request.actor.user_id, days=request.query.days, time_zone=_time_zone(request.query), now_ms=request.now_ms
    )
    readers = [
        MostReadReader(
            person.user_id,
            known.display_name if known else "Reader",
            known.photo_url if known else None,
            person.readings,
            person.minutes,
        )
        for person, known in found.readers
    ]
    return SpendingSummaryView(**_summary(found), readers=readers)


def _time_zone(query: SummaryQuery) -> str:
    return valid("time_zone", check_time_zone, query.time_zone)


def _summary(found: service.Summary) -> dict[str, Any]:
    """The parts that every summary has."""
    period, whole = found.period, found.whole
    return {
        "time_zone": period.time_zone,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "currency": CURRENCY,
        "total_cents": whole.total_cents,
        "amounts": _amounts(whole),
        "readings": whole.readings,
        "minutes": _minutes(whole),
        "average_seconds": whole.average_seconds,
        "days": [
            DayFigures(day, each.total_cents, _amounts(each), each.readings, _minutes(each))
            for day, each in found.days.items()
        ],
    }


def _amounts(totals: Totals) -> list[KindAmount]:
    return [KindAmount(kind, totals.cents[kind]) for kind in Kind if kind in totals.cents]


def _minutes(totals: Totals) -> ModalityMinutes:
    return ModalityMinutes(*(totals.minutes[modality] for modality in (Modality.TEXT, Modality.VOICE, Modality.VIDEO)))
