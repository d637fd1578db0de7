"""What a search must find, said plainly: a list that is filtered and sorted. The index is held against it."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from functools import cache

from chalicelib.core.text import search_words
from chalicelib.readers.rules import Modality
from chalicelib.readers.search_rules import (
    MODALITIES,
    PRICE_BANDS,
    RATING_STEPS,
    UNPRICED_CENTS,
    WEIGHTS,
    Entry,
    Search,
    Sort,
    language_tags,
    looks_into,
    words_of,
)

cached_words_of = cache(words_of)

Readers = dict[str, tuple[Entry, str]]
"""Listed readers by id, each with the bio."""

SPECIALITIES = ("tarot", "astrology", "love", "life path", "runes", "dreams", "énergie")
LANGUAGES = ("en", "en-GB", "es", "pt-BR", "zh-Hant-TW", "de")
NAMES = ("Luna", "Zoë", "Orion", "Mira", "Åsa", "Lucas", "Tarot", "Ivo")
TALK = ("love", "lost", "path", "tarot", "cards", "moon", "Ünder", "stars", "family", "a", "grief", "énergie", "42")


def price_of(entry: Entry, modality: Modality | None) -> int:
    rates = [cents for cents in entry.rates if cents]
    if modality is None:
        return min(rates, default=UNPRICED_CENTS)
    return entry.rates[MODALITIES.index(modality)] or UNPRICED_CENTS


def score(entry: Entry, bio: str, words: Collection[str]) -> int | None:
    """The relevance of a reader, None for one who lacks a word."""
    if not words:
        return 0
    texts = cached_words_of(entry, bio)
    total = 0
    for word in words:
        weights = [
            weight
            for field, weight in WEIGHTS.items()
            if looks_into(word, field) and any(each.startswith(word) for each in texts[field])
        ]
        if not weights:
            return None
        total += max(weights)
    return total


def passes(entry: Entry, bio: str, search: Search, but: str = "") -> bool:
    """Whether a reader passes all filters, those of the group `but` apart."""
    price = price_of(entry, search.modality)
    tags = {language.lower() for language in entry.languages}
    tags |= {tag.split("-")[0] for tag in tags}
    low, high = search.min_rate_cents, search.max_rate_cents
    checks = {
        "modality": search.modality is None or bool(entry.rates[MODALITIES.index(search.modality)]),
        "online": not search.online or entry.online,
        "speciality": not search.specialities or bool(set(search.specialities) & set(entry.specialities)),
        "language": not search.languages or bool(set(search.languages) & tags),
        "price": (low is None and high is None)
        or (price < UNPRICED_CENTS and (low or 0) <= price <= (UNPRICED_CENTS if high is None else high)),
        "rating": search.min_rating is None or (entry.rating_count > 0 and entry.rating >= search.min_rating),
    }
    if not all(passed for name, passed in checks.items() if name != but):
        return False
    return score(entry, bio, search.words) is not None


def key_of(entry: Entry, bio: str, search: Search) -> tuple[int | str, ...]:
    featured = (int(not entry.featured), int(not entry.online), -entry.rating, -entry.rating_count, entry.reader_id)
    match search.sort:
        case Sort.RATING:
            return -entry.rating, -entry.rating_count, entry.reader_id
        case Sort.REVIEWS:
            return -entry.rating_count, -entry.rating, entry.reader_id
        case Sort.PRICE:
            return price_of(entry, search.modality), entry.reader_id
        case Sort.FEATURED:
            return featured
        case Sort.RELEVANCE:
            return -(score(entry, bio, search.words) or 0), *featured


def found(readers: Readers, search: Search) -> list[str]:
    """The ids of who matches, in order."""
    matching = [(entry, bio) for entry, bio in readers.values() if passes(entry, bio, search)]
    return [entry.reader_id for entry, bio in sorted(matching, key=lambda each: key_of(*each, search))]


def counts(readers: Readers, search: Search) -> dict[str, dict[object, int]]:
    """How many readers each choice leaves, only choices that leave somebody."""

    def among(but: str) -> list[Entry]:
        return [entry for entry, bio in readers.values() if passes(entry, bio, search, but)]

    def tally(values: Iterable[object]) -> dict[object, int]:
        tallied: dict[object, int] = {}
        for value in values:
            tallied[value] = tallied.get(value, 0) + 1
        return tallied

    by_modality: dict[object, int] = {}
    for modality in Modality:
        chosen = Search(
            modality, search.online, search.specialities, search.languages, search.min_rate_cents,
            search.max_rate_cents, search.min_rating, search.words,
        )  # fmt: skip
        by_modality[modality] = sum(passes(entry, bio, chosen) for entry, bio in readers.values())
    return {
        "online": {True: sum(entry.online for entry in among("online"))},
        "modalities": by_modality,
        "prices": tally(
            band
            for entry in among("price")
            for band in PRICE_BANDS
            if band[0] <= price_of(entry, search.modality) <= band[1]
        ),
        "ratings": {
            step: sum(entry.rating_count > 0 and entry.rating >= step for entry in among("rating"))
            for step in RATING_STEPS
        },
        "specialities": tally(label for entry in among("speciality") for label in entry.specialities),
        "languages": tally(
            tag
            for entry in among("language")
            for tag in language_tags(entry.languages)
            if "-" not in tag or tag in search.languages
        ),
    }


def some_reader(chance: random.Random, reader_id: str) -> tuple[Entry, str]:
    """A random reader and a bio; equal ratings and prices are frequent, so that ties are."""
    count = chance.choice((0, 0, 1, 2, 5, 40))
    entry = Entry(
        reader_id=reader_id,
        display_name=f"{chance.choice(NAMES)} {chance.choice(NAMES)}",
        headline=" ".join(chance.sample(TALK, 3)),
        photo_url=None,
        specialities=tuple(chance.sample(SPECIALITIES, chance.randrange(1, 4))),
        languages=tuple(chance.sample(LANGUAGES, chance.randrange(1, 3))),
        rates=(some_rate(chance), some_rate(chance), some_rate(chance)),
        rating_sum=sum(chance.choice((3, 4, 5, 5)) for _ in range(count)),
        rating_count=count,
        featured=chance.random() < 0.1,
        online=chance.random() < 0.3,
        described_at_ms=chance.randrange(1_000_000_000),
    )
    return entry, " ".join(chance.choices(TALK, k=chance.randrange(1, 12)))


def some_rate(chance: random.Random) -> int:
    return chance.choice((0, 50, 149, 150, 199, 200, 299, 300, 499, 500, 5_000))


def some_search(chance: random.Random) -> Search:
    def maybe(value: object, share: float = 0.3) -> object:
        return value if chance.random() < share else None

    low, high = maybe(chance.choice((0, 100, 150, 200, 500))), maybe(chance.choice((149, 199, 300, 5_000, 9_999)))
    words = search_words(" ".join(chance.choice((*TALK, *NAMES))[: chance.randrange(1, 6)] for _ in range(2)))
    return Search(
        modality=maybe(chance.choice(MODALITIES)),  # type: ignore[arg-type]
        online=chance.random() < 0.3,
        specialities=tuple(maybe(tuple(chance.sample((*SPECIALITIES, "nothing"), 2))) or ()),  # type: ignore[arg-type]
        languages=tuple(maybe(tuple(chance.sample(("en", "en-gb", "pt", "pt-br", "es", "xx"), 2))) or ()),  # type: ignore[arg-type]
        min_rate_cents=low,  # type: ignore[arg-type]
        max_rate_cents=high,  # type: ignore[arg-type]
        min_rating=maybe(chance.choice((0, 1, 300, 400, 450, 500))),  # type: ignore[arg-type]
        words=tuple(dict.fromkeys(words[: chance.randrange(1, 3)])) if chance.random() < 0.4 else (),
        sort=chance.choice(tuple(Sort)),
    )
