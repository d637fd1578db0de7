"""Finding readers over the API."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chalicelib.core.api import PUBLIC, Request, operation
from chalicelib.core.runtime import Runtime
from chalicelib.core.wire import PageQuery, View
from chalicelib.gateways.snapshots import SnapshotStore
from chalicelib.readers import search
from chalicelib.readers.routes import TAGS, ReaderCard, card_fields
from chalicelib.readers.rules import MAX_RATE_CENTS, Modality
from chalicelib.readers.search import Found
from chalicelib.readers.search_index import Counts
from chalicelib.readers.search_rules import Search, Sort, wanted_words

DEFAULT_ROWS = 12
MOST_CHOICES = 40
"""How many specialities and languages an answer counts: those that were asked for, and those with the most readers."""
_MOST_ANY_OF = 8

AnyOf = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=64)], ...], Meta(max_length=_MOST_ANY_OF)]
Cents = Annotated[int, Meta(ge=0, le=MAX_RATE_CENTS)]


class ReaderQuery(PageQuery):
    """What to look for.

    Prices, and the order by price, are those of `modality`, else of a reader's cheapest one. Without `sort` the order
    is by relevance when there are words, else featured readers come first.
    """

    limit: Annotated[int, Meta(ge=1, le=100, description="How many readers at the most.")] = DEFAULT_ROWS
    modality: Modality | None = None
    online: Annotated[bool, Meta(description="Only readers who are online, in a session or not.")] = False
    speciality: Annotated[AnyOf, Meta(description="Only readers who name any of these; may come more than once.")] = ()
    language: Annotated[
        AnyOf, Meta(description="Only readers who speak any of these (BCP 47); `pt` also finds `pt-BR`.")
    ] = ()
    min_rate_cents: Annotated[Cents | None, Meta(description="Only readers whose price is not below.")] = None
    max_rate_cents: Annotated[Cents | None, Meta(description="Only readers whose price is not above.")] = None
    min_rating_hundredths: Annotated[
        Annotated[int, Meta(ge=0, le=500)] | None, Meta(description="Only readers whose mean rating is not below.")
    ] = None
    q: Annotated[
        str,
        Meta(
            max_length=100,
            description="Beginnings of words that all occur in name, specialities, headline or bio, "
            "without regard to case and accents. The first six count.",
        ),
    ] = ""
    sort: Sort | None = None
    facets: Annotated[bool, Meta(description="Also count what each choice of each filter would leave.")] = False


class Choice(View):
    """A choice of a filter, and how many readers it would leave with all other filters as they are."""

    value: str
    count: int


class PriceChoice(View):
    """A band of prices, both ends included."""

    min_rate_cents: int
    max_rate_cents: int
    count: int


class RatingChoice(View):
    """A least rating."""

    min_rating_hundredths: int
    count: int


class Facets(View):
    """How many readers each choice of each filter would leave, all other filters as they are.

    Specialities and languages have the most frequent first; languages are without region, in lower case.
    """

    online: int
    modalities: list[Choice]
    prices: list[PriceChoice]
    ratings: list[RatingChoice]
    specialities: list[Choice]
    languages: list[Choice]


class ReaderPage(View):
    """One page of readers. `total` counts all who match; `next_cursor` is null on the last page."""

    items: list[ReaderCard]
    next_cursor: str | None
    total: int
    facets: Facets | None


@operation(
    "GET",
    "/v1/readers",
    roles=PUBLIC,
    query=ReaderQuery,
    returns=ReaderPage,
    etag=True,
    summary="Find verified readers",
    tags=TAGS,
)
def list_readers(request: Request[None, ReaderQuery]) -> ReaderPage:
    """Whoever pages to the end meets every reader once who did not change in between, whatever others did. A change of
    a reader shows within a second as a rule; status is that of the moment."""
    query = request.query
    words = wanted_words(query.q)
    result = search.find(
        Search(
            modality=query.modality,
            online=query.online,
            specialities=tuple(each.strip().lower() for each in query.speciality),
            languages=tuple(each.strip().lower() for each in query.language),
            min_rate_cents=query.min_rate_cents,
            max_rate_cents=query.max_rate_cents,
            min_rating=query.min_rating_hundredths,
            words=words,
            sort=query.sort or (Sort.RELEVANCE if words else Sort.FEATURED),
        ),
        query.limit,
        request.decode_cursor(query.cursor),
        counted=query.facets,
        store=_store(request.runtime),
    )
    return ReaderPage(
        items=[_card(each) for each in result.found],
        next_cursor=request.encode_cursor(result.next_start),
        total=result.total,
        facets=None if result.counts is None else _facets(result.counts, query),
    )


def _card(found: Found) -> ReaderCard:
    return ReaderCard(**card_fields(found.entry, found.availability, bookable=found.bookable))  # type: ignore[arg-type]


def _store(runtime: Runtime) -> SnapshotStore | None:
    if runtime.settings.search_bucket is None:
        return None
    store: SnapshotStore = runtime.gateways.search_snapshots
    return store


def _facets(counts: Counts, query: ReaderQuery) -> Facets:
    return Facets(
        online=counts.online,
        modalities=[Choice(value=modality, count=count) for modality, count in counts.modalities.items()],
        prices=[
            PriceChoice(min_rate_cents=low, max_rate_cents=high, count=count)
            for (low, high), count in counts.prices.items()
        ],
        ratings=[RatingChoice(min_rating_hundredths=least, count=count) for least, count in counts.ratings.items()],
        specialities=_most(counts.specialities, query.speciality),
        languages=_most(counts.languages, query.language),
    )


def _most(counts: dict[str, int], asked: tuple[str, ...]) -> list[Choice]:
    wanted = {each.strip().lower() for each in asked}
    every = dict.fromkeys(wanted, 0) | counts
    kept = sorted(every.items(), key=lambda each: (each[0] not in wanted, -each[1], each[0]))[:MOST_CHOICES]
    return [Choice(value=value, count=count) for value, count in sorted(kept, key=lambda each: (-each[1], each[0]))]
