"""Readers as clients find them, and what readers do about themselves."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.routes import Name, TimeZone
from chalicelib.core.api import ANY, CLIENT, PUBLIC, READER, Request, operation
from chalicelib.core.errors import Conflict, NotFound, RateLimited, ValidationFailed
from chalicelib.core.money import CURRENCY
from chalicelib.core.wire import Body, Id, Timestamp, View, tidied, timestamp
from chalicelib.readers import service
from chalicelib.readers.rules import (
    BIO_MAX_CHARS,
    HEADLINE_MAX_CHARS,
    MAX_LABELS,
    MAX_RATE_CENTS,
    MIN_RATE_CENTS,
    ApplicationStatus,
    Availability,
    Modality,
    Rates,
    Reachability,
    rating_hundredths,
)
from chalicelib.readers.search import entry_of
from chalicelib.readers.search_rules import MODALITIES, Entry
from chalicelib.readers.service import Description, Reader

Headline = Annotated[str, tidied(HEADLINE_MAX_CHARS, "1 to 120 characters on one line.", slack=4)]
Bio = Annotated[str, tidied(BIO_MAX_CHARS, "1 to 4,000 characters.")]
Labels = Annotated[list[Annotated[str, Meta(max_length=64)]], Meta(min_length=1, max_length=2 * MAX_LABELS)]
RateCents = Annotated[int, Meta(ge=MIN_RATE_CENTS, le=MAX_RATE_CENTS, description="Cents a minute.")]
TAGS = ("readers",)


class Rate(View):
    """What a minute costs."""

    modality: Modality
    rate_cents: int


class ReaderCard(View):
    """A reader as lists show them. `rating_hundredths` 487 is a mean of 4.87 of 5 stars. `bookable`: the reader keeps
    hours in which readings can be booked."""

    reader_id: Id
    display_name: str
    headline: str
    photo_url: str | None
    specialities: list[str]
    languages: list[str]
    rates: list[Rate]
    currency: str
    rating_hundredths: int | None
    review_count: int
    status: Availability
    bookable: bool
    featured: bool


class ReaderDetail(ReaderCard):
    """A reader's page. `rating_counts` says how many reviews gave 1, 2, 3, 4 and 5 stars; `waiting_count` clients wait
    in line."""

    rating_counts: list[int]
    bio: str
    time_zone: str
    member_since: Timestamp
    verified: bool
    completed_sessions: int
    waiting_count: int


class ReaderProfile(ReaderDetail):
    """A reader's page as the reader and admins see it.

    `reachability` is what the reader has set, `status` what clients see. `missed_rings` counts the rings in a row that
    nobody answered; the second one makes an online reader away.
    """

    application_status: ApplicationStatus
    reachability: Reachability
    missed_rings: int


class ReaderApplication(Body):
    """What an applicant says about themselves."""

    display_name: Name
    headline: Headline
    bio: Bio
    specialities: Labels
    languages: Annotated[Labels, Meta(description="BCP 47 tags.", examples=[["en", "pt-BR"]])]


class ReaderDescription(ReaderApplication):
    """What a reader's page says."""

    time_zone: TimeZone


class OfferedRate(Body):
    """A rate that a reader asks for."""

    modality: Modality
    rate_cents: RateCents


class OfferedRates(Body):
    """All that a reader offers, each modality once; what is absent is not offered."""

    rates: Annotated[list[OfferedRate], Meta(max_length=len(Modality))]


class ReachabilityChange(Body):
    """Whether clients can ask for a session now, and what they are told when not."""

    reachability: Reachability


def rate_views(rates: Rates) -> list[Rate]:
    """Return rates as the API shows them."""
    return [Rate(modality=modality, rate_cents=cents) for modality, cents in rates.items()]


def card_fields(entry: Entry, status: Availability, *, bookable: bool) -> dict[str, object]:
    """Return the fields of a `ReaderCard`."""
    offered = {modality: cents for modality, cents in zip(MODALITIES, entry.rates, strict=True) if cents}
    return {
        "reader_id": entry.reader_id,
        "display_name": entry.display_name,
        "headline": entry.headline,
        "photo_url": entry.photo_url,
        "specialities": list(entry.specialities),
        "languages": list(entry.languages),
        "rates": rate_views(offered),
        "currency": CURRENCY,
        "rating_hundredths": rating_hundredths(entry.rating_sum, entry.rating_count),
        "review_count": entry.rating_count,
        "status": status,
        "bookable": bookable,
        "featured": entry.featured,
    }


def _detail_fields(reader: Reader) -> dict[str, object]:
    profile = reader.profile
    status, bookable = service.status_of(reader.status), service.is_bookable(reader.status)
    return card_fields(entry_of(reader.card), status, bookable=bookable) | {
        "rating_counts": reader.card.rating_counts,
        "bio": profile.bio,
        "time_zone": profile.time_zone,
        "member_since": timestamp(profile.member_since_ms),
        "verified": reader.status.verified,
        "completed_sessions": reader.status.completed_sessions,
        "waiting_count": reader.status.line_length or 0,
    }


def reader_view(reader: Reader) -> ReaderProfile:
    """Return a reader as the reader and admins see them."""
    return ReaderProfile(
        **_detail_fields(reader),  # type: ignore[arg-type] # the fields, by name
        application_status=reader.status.application_status,
        reachability=reader.status.reachability,
        missed_rings=reader.status.missed_rings,
    )


@operation(
    "GET",
    "/v1/readers/{reader_id}",
    roles=PUBLIC,
    returns=ReaderDetail,
    etag=True,
    summary="A verified reader's page",
    tags=TAGS,
)
def get_reader(request: Request) -> ReaderDetail:
    reader = service.public_reader(request.path["reader_id"])
    return ReaderDetail(**_detail_fields(reader))  # type: ignore[arg-type] # the fields, by name


@operation(
    "POST",
    "/v1/me/reader-application",
    roles={CLIENT},
    body=ReaderApplication,
    returns=ReaderProfile,
    status=201,
    errors=(Conflict, NotFound),
    summary="Apply to be a reader",
    tags=TAGS,
)
def apply_as_reader(request: Request[ReaderApplication]) -> ReaderProfile:
    """An admin looks at the application; with the verification the account's role becomes `reader`."""
    time_zone = accounts.time_zone_of(accounts.own_account(request.actor))
    return reader_view(service.apply(request.actor, _description(request.body, time_zone), request.now_ms))


@operation(
    "GET",
    "/v1/me/reader",
    roles=ANY,
    allow_suspended=True,
    returns=ReaderProfile,
    errors=(NotFound,),
    summary="The caller's reader profile, or pending application",
    tags=TAGS,
)
def get_own_reader(request: Request) -> ReaderProfile:
    return reader_view(service.load_reader(request.actor.user_id))


@operation(
    "PUT",
    "/v1/me/reader",
    roles={READER},
    body=ReaderDescription,
    returns=ReaderProfile,
    errors=(NotFound,),
    summary="Change what the caller's reader page says",
    tags=TAGS,
)
def change_own_reader(request: Request[ReaderDescription]) -> ReaderProfile:
    description = _description(request.body, request.body.time_zone)
    return reader_view(service.change_description(request.actor, description))


@operation(
    "PUT",
    "/v1/me/reader/rates",
    roles={READER},
    body=OfferedRates,
    returns=ReaderProfile,
    errors=(Conflict, NotFound, RateLimited),
    summary="Set what the caller offers, and for how much",
    tags=TAGS,
)
def change_own_rates(request: Request[OfferedRates]) -> ReaderProfile:
    """Sessions that run keep the rate they began with. Offering nothing also switches the reader off.

    Rates can be changed 6 times in a UTC day; saving them as they are does not count."""
    return reader_view(service.change_rates(request.actor, _once_each(request.body.rates), request.now_ms))


@operation(
    "PUT",
    "/v1/me/reader/reachability",
    roles={READER},
    body=ReachabilityChange,
    returns=ReaderProfile,
    errors=(Conflict, NotFound),
    summary="Take calls, or be busy, away or offline",
    tags=TAGS,
)
def set_reachability(request: Request[ReachabilityChange]) -> ReaderProfile:
    """Before verification anything but `offline` is refused with `forbidden`; `online` without a rate with `conflict`.

    Ends no session, and forgets the rings missed so far."""
    return reader_view(service.set_reachability(request.actor, request.body.reachability, request.now_ms))


def _description(body: ReaderApplication, time_zone: str) -> Description:
    return Description(
        display_name=body.display_name,
        headline=body.headline,
        bio=body.bio,
        specialities=body.specialities,
        languages=body.languages,
        time_zone=time_zone,
    )


def _once_each(offered: list[OfferedRate]) -> Rates:
    rates: dict[Modality, int] = {}
    for number, each in enumerate(offered):
        if each.modality in rates:
            raise ValidationFailed("Name each modality once.", field=f"rates[{number}].modality")
        rates[each.modality] = each.rate_cents
    return rates
