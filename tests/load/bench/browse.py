"""Browsing with 10,000 verified readers: read units and processor time of the first page, in a warm and a new process.

The first page is twelve rows, the API's default, with the counts of all filters. The dearest search counts.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import Any, TypeVar

from chalicelib.core.clock import DAY_MS, SystemClock
from chalicelib.core.ids import new_id
from chalicelib.readers import search
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderCard, ReaderProfile, ReaderStatus
from chalicelib.readers.rules import Listing, Modality, Reachability
from chalicelib.readers.search import Directory
from chalicelib.readers.search_rules import Search
from tests.conftest import START_MS
from tests.fakes.snapshots import FakeSnapshots
from tests.load.bench.figure import Figure, at_most, known
from tests.load.bench.meter import Meter
from tests.load.bench.population import put_all
from tests.load.bench.profiles import profile
from tests.load.bench.world import World, world

READERS = 10_000
ROWS = 12
CHANGES_A_MINUTE = 8
"""What 10,000 readers do, 300 of them online: switch on and off every two hours, and get three reviews a minute."""
_CHANCE = random.Random(7)
_VOCABULARY = [
    "".join(_CHANCE.choices("abcdefghijklmnopqrstuvwxyz", k=_CHANCE.randrange(2, 11))) for _ in range(20_000)
]
_FREQUENCIES = list(accumulate(1 / (rank + 1) for rank in range(len(_VOCABULARY))))
_SPECIALITIES = _VOCABULARY[200:260]
R = TypeVar("R")


def queries(number: int) -> dict[str, dict[str, object]]:
    """The searches; with another number those with words have others, so that none was answered before."""
    words = _VOCABULARY[10 * number : 10 * number + 10]
    everything = {"modality": "video", "online": True, "speciality": _SPECIALITIES[:2], "language": "en"}
    prices = {"min_rate_cents": 200, "max_rate_cents": 499, "min_rating_hundredths": 400}
    return {
        "nothing asked": {},
        "video, by rating": {"modality": "video", "sort": "rating"},
        "every filter, by price": {**everything, **prices, "sort": "price"},
        "two words": {"q": " ".join(word[:3] for word in words[:2])},
        "six short words": {"q": " ".join(word[:2] for word in words[:6])},
        "every filter and a word": {**everything, **prices, "q": words[9][:3]},
    }


def figures(number_of_readers: int = READERS) -> list[Figure]:
    """Seed readers and take the figures."""
    put_all(_readers(number_of_readers))
    store, clock = FakeSnapshots(), SystemClock()
    with world() as place:
        return [
            *_warm(place, number_of_readers),
            *_snapshot(store, clock, number_of_readers),
            *_new_processes(store, clock),
        ]


def _warm(place: World, number_of_readers: int) -> list[Figure]:
    place.require(place.api.get("/v1/readers"))
    units, requests = 0.0, 0
    cpu: dict[str, list[float]] = {}
    for _ in range(CHANGES_A_MINUTE):
        readers.set_reachability(_actor(place), Reachability.OFFLINE, START_MS)
    for turn in range(5):
        for name, query in queries(turn).items():
            _, took_ms = _timed(lambda query=query: _get(place, query))  # type: ignore[misc]
            cpu.setdefault(name, []).append(took_ms)
            with Meter() as meter:
                _get(place, query)
            units, requests = max(units, meter.total().read_units), max(requests, meter.total().requests)
    place.age_changes_of_readers()
    with Meter() as meter:
        _get(place, {})
    quiet = meter.total().read_units
    with Meter() as meter:
        _get(place, {"limit": 25})
    slowest = max(cpu, key=lambda name: statistics.median(cpu[name]))
    return [
        at_most(
            f"browse {number_of_readers:,} readers, first page",
            units,
            "RRU",
            8,
            f"any search, {ROWS} rows; {CHANGES_A_MINUTE} readers changed in the minute before",
        ),
        known("… with no reader changed lately", quiet, "RRU", "half a unit for each row, and half for looking"),
        known("… the same with 25 rows", meter.total().read_units, "RRU"),
        known("… requests", requests, "requests"),
        at_most(
            "… processor time",
            statistics.median(cpu[slowest]),
            "ms",
            10,
            f"whole handler; slowest: {slowest}",
            binds=lambda: profile(prepared=(partial(_get, place, queries(turn)[slowest]) for turn in range(5, 15))),
        ),
    ]


def _snapshot(store: FakeSnapshots, clock: SystemClock, number_of_readers: int) -> list[Figure]:
    with Meter() as meter:
        made, took_ms = _timed(lambda: search.refresh_snapshot(store, clock))
    assert made is not None
    assert made >= number_of_readers
    (raw,) = store.objects.values()
    return [
        known("snapshot: processor time to make", took_ms / 1_000, "s", "every 15 minutes, when 20 readers changed"),
        known("… read units to make", meter.total().read_units, "RRU"),
        known("… size", len(raw) / 1e6, "MB", "one GET of S3 for a new process"),
    ]


def _new_processes(store: FakeSnapshots, clock: SystemClock) -> list[Figure]:
    taken = []
    for kept in (store, None):
        cpu = []
        for _ in range(3):
            directory = Directory()
            with Meter() as meter:
                _, took_ms = _timed(
                    lambda directory=directory, kept=kept: search.find(  # type: ignore[misc]
                        Search(), ROWS, None, counted=True, store=kept, directory=directory
                    )
                )
            cpu.append(took_ms)
            if kept is None:
                break
        taken.append((meter.total(), statistics.median(cpu)))
    (cold, cold_ms), (bare, bare_ms) = taken
    return [
        known("first page of a new process", cold.read_units, "RRU", "from the snapshot"),
        known("… requests", cold.requests, "requests", "and one GET of S3"),
        known("… processor time", cold_ms, "ms", "without the imports and the GET"),
        known("first page without a snapshot", bare.read_units, "RRU", "until the first one is made"),
        known("… processor time", bare_ms / 1_000, "s"),
    ]


def _get(place: World, query: dict[str, object]) -> None:
    place.require(place.api.get("/v1/readers", query={"facets": True, **query}))


def _timed(do: Callable[[], R]) -> tuple[R, float]:
    began = time.process_time()
    done = do()
    return done, (time.process_time() - began) * 1_000


def _actor(place: World) -> Any:
    """One of the seeded readers, as the service wants a caller."""
    from chalicelib.core.auth import Actor, Role

    index = place.number()
    card = search.DIRECTORY.look(Search(), index, None, None, counted=False)[0][-1].entry
    return Actor(card.reader_id, Role.READER, False, "")


def _text(words: int) -> str:
    return " ".join(_CHANCE.choices(_VOCABULARY, cum_weights=_FREQUENCIES, k=words))


def _readers(number: int) -> Iterator[dict[str, Any]]:
    chance = _CHANCE
    for index in range(number):
        joined_ms = START_MS - DAY_MS + index
        reader_id = new_id("usr", joined_ms)
        rates: dict[str, Any] = {f"rate_{modality}_cents": chance.randrange(99, 999) for modality in Modality}
        pk, sk = ReaderCard.listing_key(listing=Listing.LISTED, member_since_ms=joined_ms, reader_id=reader_id)
        change_pk, change_sk = ReaderCard.change_key(changed_at_ms=joined_ms, reader_id=reader_id)
        reviews = chance.choice((0, 1, 5, 30, 200))
        card = ReaderCard(
            *ReaderCard.key(reader_id=reader_id),
            reader_id=reader_id,
            display_name=f"{chance.choice(_VOCABULARY[:3_000])} {chance.choice(_VOCABULARY[:9_000])}".title(),
            headline=_text(8),
            photo_url=f"/media/readers/{reader_id}-1.webp",
            specialities=chance.sample(_SPECIALITIES, 3),
            languages=chance.sample(("en", "en-GB", "es", "pt-BR", "de"), 2),
            online=chance.random() < 0.03,
            featured=chance.random() < 0.01,
            rating_sum=4 * reviews + chance.randrange(reviews + 1),
            rating_count=reviews,
            described_at_ms=joined_ms,
            i1_pk=pk,
            i1_sk=sk,
            i2_pk=change_pk,
            i2_sk=change_sk,
            **rates,
        )
        profile = ReaderProfile(
            *ReaderProfile.key(reader_id=reader_id),
            reader_id=reader_id,
            bio=_text(chance.randrange(60, 160)),
            time_zone="UTC",
            member_since_ms=joined_ms,
        )
        status = ReaderStatus(
            *ReaderStatus.key(reader_id=reader_id),
            reader_id=reader_id,
            verified=True,
            online=bool(card.online),
            **rates,
        )
        yield from (card.serialize(), profile.serialize(), status.serialize())
