"""Browsing with 10,000 verified readers: read units and processor time of the first page, the dearest filter."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

from chalicelib.core.ids import new_id
from chalicelib.readers import service
from chalicelib.readers.items import ReaderCard, ReaderStatus
from chalicelib.readers.rules import Listing, Modality, Search, Sort
from tests.conftest import START_MS
from tests.load.bench.figure import Figure, at_most, known
from tests.load.bench.meter import Meter
from tests.load.bench.population import put_all

READERS = 10_000
_SPECIALITIES = ("tarot", "astrology", "mediumship", "dream reading", "runes", "palmistry", "numerology")
SEARCHES = {
    "featured": Search(),
    "rating, video": Search(modality=Modality.VIDEO, sort=Sort.RATING),
    "speciality and words": Search(speciality="runes", words=("luna",), sort=Sort.PRICE),
}


def figures(readers: int = READERS) -> list[Figure]:
    """Seed readers and read first pages; the worst of the searches counts."""
    put_all(_readers(readers))
    units: dict[str, float] = {}
    requests: dict[str, int] = {}
    cpu: dict[str, float] = {}
    for name, search in SEARCHES.items():
        service.search_readers(search, 25, None)
        with Meter() as meter:
            service.search_readers(search, 25, None)
        units[name], requests[name] = meter.total().read_units, meter.total().requests
        took = []
        for _ in range(3):
            began = time.process_time()
            service.search_readers(search, 25, None)
            took.append((time.process_time() - began) * 1_000)
        cpu[name] = statistics.median(took)
    worst = max(units, key=lambda name: units[name])
    slowest = max(cpu, key=lambda name: cpu[name])
    return [
        at_most(
            f"browse {readers:,} readers, first page", units[worst], "RRU", 8, f"dearest of {len(units)}: {worst}"
        ),
        known("… requests", requests[worst], "requests"),
        at_most("… processor time", cpu[slowest], "ms", 10, f"slowest: {slowest}"),
    ]


def _readers(number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    for index in range(number):
        reader_id = new_id("usr", START_MS + index)
        rates: dict[str, Any] = {f"rate_{modality}_cents": chance.randrange(99, 999) for modality in Modality}
        pk, sk = ReaderCard.listing_key(listing=Listing.LISTED, member_since_ms=START_MS + index, reader_id=reader_id)
        card = ReaderCard(
            *ReaderCard.key(reader_id=reader_id),
            reader_id=reader_id,
            display_name=f"{chance.choice(('Luna', 'Orion', 'Vega', 'Mira'))} {index}",
            headline="Clear words for turning points in love, work and family",
            specialities=chance.sample(_SPECIALITIES, 3),
            languages=["en", "es"],
            online=chance.random() < 0.2,
            rating_sum=chance.randrange(300, 500),
            rating_count=100,
            i1_pk=pk,
            i1_sk=sk,
            **rates,
        )
        status = ReaderStatus(
            *ReaderStatus.key(reader_id=reader_id),
            reader_id=reader_id,
            verified=True,
            online=bool(card.online),
            **rates,
        )
        yield card.serialize()
        yield status.serialize()
