"""The listed readers in memory, so that any filter, order and text over all of them is answered without reading them.

A reader has an ordinal for as long as the index lives; sets of readers are integers with a bit for each ordinal, and
the orders are lists of ordinals kept sorted. Pure: no table, no clock. Not safe for two threads at once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import msgspec

from chalicelib.readers.rules import Modality
from chalicelib.readers.search_rules import (
    MODALITIES,
    PRICE_BANDS,
    RATING_STEPS,
    UNPRICED_CENTS,
    WEIGHTS,
    Entry,
    Field,
    Search,
    Sort,
    Words,
    language_tags,
    price_column,
    words_of,
)
from chalicelib.readers.search_text import Postings, TextIndex, bits_of, flags_of, ordinals_of

SortKey = tuple[int | str, ...]
"""Where a reader stands in the order of a search, ascending. Ends with the reader's id, so it is a total order."""

_SPARSE = 400
"""Up to so many matches, sorting them is quicker than walking along an order until enough are found."""

_KEPT = 64
"""How many answers of each kind are kept, of those that pages and counts ask for again and again."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode


@dataclass(frozen=True, slots=True)
class Row:
    """A reader in the answer to a search, and where in its order."""

    entry: Entry
    key: SortKey


@dataclass(frozen=True, slots=True)
class Counts:
    """How many readers each choice of a filter would leave, all other filters as they are.

    Labels and tags that would leave nobody are not there. Of tags, those without a region are counted, and those that
    the search names.
    """

    online: int
    modalities: dict[Modality, int]
    prices: dict[tuple[int, int], int]
    ratings: dict[int, int]
    specialities: dict[str, int]
    languages: dict[str, int]


class SearchIndex:
    """See the top of this module."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.entries: list[bytes] = []
        self.ratings, self.reviews = array("H"), array("I")
        self.prices = tuple(array("H") for _ in range(1 + len(MODALITIES)))
        self.listed = self.featured = self.online = 0
        self.offering = [0] * len(MODALITIES)
        self.specialities: dict[str, int] = {}
        self.languages: dict[str, int] = {}
        self.orders: tuple[list[int], ...] = tuple([] for _ in range(2 + len(self.prices)))
        self.text = TextIndex({field: Postings.of([]) for field in Field})
        self._ordinals: dict[str, int] = {}
        self._ranges: dict[tuple[int, int, int], int] = {}
        self._texts: dict[tuple[str, ...], dict[int, int]] = {}
        self._keys: tuple[Callable[[int], SortKey], ...] = (
            lambda each: (-self.ratings[each], -self.reviews[each], self.ids[each]),
            lambda each: (-self.reviews[each], -self.ratings[each], self.ids[each]),
            *(self._price_key(column) for column in self.prices),
        )

    def _price_key(self, column: array[int]) -> Callable[[int], SortKey]:
        return lambda each: (column[each], self.ids[each])

    @classmethod
    def of(cls, readers: Iterable[tuple[Entry, str]]) -> SearchIndex:
        """Return the index of listed readers, each with the bio."""
        index = cls()
        words: list[Words] = []
        for entry, bio in readers:
            index._append(entry)
            words.append(words_of(entry, bio))
        for order, key in zip(index.orders, index._keys, strict=True):
            order.extend(sorted(range(index.size), key=key))
        index.text = TextIndex({field: Postings.of(each[field] for each in words) for field in Field})
        return index

    @property
    def size(self) -> int:
        """How many ordinals there are: readers, listed or not any more."""
        return len(self.ids)

    # --- changes ------------------------------------------------------------------------------------------------

    def knows_texts_of(self, entry: Entry) -> bool:
        """Tell whether the words of this version of a reader's texts are in the index."""
        ordinal = self._ordinals.get(entry.reader_id)
        return ordinal is not None and _decode(self.entries[ordinal]).described_at_ms == entry.described_at_ms

    def put(self, entry: Entry, bio: str | None = None) -> None:
        """Take in a listed reader, new or changed; the bio is needed unless `knows_texts_of(entry)`."""
        ordinal = self._ordinals.get(entry.reader_id)
        if ordinal is None:
            ordinal = self._append(entry)
            for order, key in zip(self.orders, self._keys, strict=True):
                insort(order, ordinal, key=key)
        elif self.entries[ordinal] != _encode(entry):
            self._replace(ordinal, entry)
        self.listed |= 1 << ordinal
        if bio is not None:
            self.text.replace(ordinal, words_of(entry, bio))
            self._texts.clear()

    def remove(self, reader_id: str) -> None:
        """Show a reader no longer. It may be put again."""
        ordinal = self._ordinals.get(reader_id)
        if ordinal is not None:
            self.listed &= ~(1 << ordinal)

    def restore_ordinals(self) -> None:
        """Complete an index whose columns, sets and orders were filled in from a snapshot."""
        self._ordinals = {reader_id: ordinal for ordinal, reader_id in enumerate(self.ids)}

    def _append(self, entry: Entry) -> int:
        ordinal = self.size
        self.ids.append(entry.reader_id)
        self._ordinals[entry.reader_id] = ordinal
        self.entries.append(_encode(entry))
        self.ratings.append(entry.rating)
        self.reviews.append(entry.rating_count)
        for column, cents in zip(self.prices, entry.prices, strict=True):
            column.append(cents)
        self._ranges.clear()
        self._texts.clear()
        self.listed |= 1 << ordinal
        self._set_bits(ordinal, entry)
        return ordinal

    def _replace(self, ordinal: int, entry: Entry) -> None:
        old = _decode(self.entries[ordinal])
        if (old.rating, old.rating_count, old.prices) != (entry.rating, entry.rating_count, entry.prices):
            self._ranges.clear()
            for order, key in zip(self.orders, self._keys, strict=True):
                del order[bisect_left(order, key(ordinal), key=key)]
            self.ratings[ordinal], self.reviews[ordinal] = entry.rating, entry.rating_count
            for column, cents in zip(self.prices, entry.prices, strict=True):
                column[ordinal] = cents
            for order, key in zip(self.orders, self._keys, strict=True):
                insort(order, ordinal, key=key)
        self.entries[ordinal] = _encode(entry)
        out = ~(1 << ordinal)
        for sets, labels in (
            (self.specialities, old.specialities),
            (self.languages, language_tags(old.languages)),
        ):
            for label in labels:
                sets[label] &= out
                if not sets[label]:
                    del sets[label]
        self._set_bits(ordinal, entry)

    def _set_bits(self, ordinal: int, entry: Entry) -> None:
        bit = 1 << ordinal
        self.featured = self.featured | bit if entry.featured else self.featured & ~bit
        self.online = self.online | bit if entry.online else self.online & ~bit
        for number, cents in enumerate(entry.rates):
            self.offering[number] = self.offering[number] | bit if cents else self.offering[number] & ~bit
        for label in entry.specialities:
            self.specialities[label] = self.specialities.get(label, 0) | bit
        for tag in language_tags(entry.languages):
            self.languages[tag] = self.languages.get(tag, 0) | bit

    # --- what a search leaves -----------------------------------------------------------------------------------

    def count(self, search: Search) -> int:
        """Return how many readers match."""
        return self._matching(search).bit_count()

    def counts(self, search: Search) -> Counts:
        """Return how many readers each choice of each filter would leave."""
        parts = self._parts(search)

        def others(*names: str) -> int:
            return reduce(and_, (bits for name, bits in parts.items() if name not in names), self.listed)

        by_label = others("speciality")
        by_tag = others("language")
        by_price = others("price")
        by_rating = others("rating")
        by_modality = others("price", "modality")
        return Counts(
            online=(others("online") & self.online).bit_count(),
            modalities={
                modality: (by_modality & self.offering[number] & self._priced(search, 1 + number)).bit_count()
                for number, modality in enumerate(MODALITIES)
            },
            prices={
                band: (by_price & self._between(price_column(search.modality), *band)).bit_count()
                for band in PRICE_BANDS
            },
            ratings={step: (by_rating & self._rated(step)).bit_count() for step in RATING_STEPS},
            specialities=_counted(self.specialities, self.specialities, by_label),
            languages=_counted(
                self.languages, {*(tag for tag in self.languages if "-" not in tag), *search.languages}, by_tag
            ),
        )

    def _parts(self, search: Search) -> dict[str, int]:
        """Return who passes each filter that is set, by the filter's name."""
        parts: dict[str, int] = {}
        if search.modality is not None:
            parts["modality"] = self.offering[MODALITIES.index(search.modality)]
        if search.online:
            parts["online"] = self.online
        if search.specialities:
            parts["speciality"] = reduce(or_, (self.specialities.get(each, 0) for each in search.specialities))
        if search.languages:
            parts["language"] = reduce(or_, (self.languages.get(each, 0) for each in search.languages))
        if search.min_rate_cents is not None or search.max_rate_cents is not None:
            parts["price"] = self._priced(search, price_column(search.modality))
        if search.min_rating is not None:
            parts["rating"] = self._rated(search.min_rating)
        if search.words:
            parts["text"] = reduce(or_, self.relevance(search.words).values(), 0)
        return parts

    def _matching(self, search: Search) -> int:
        return reduce(and_, self._parts(search).values(), self.listed)

    def _priced(self, search: Search, column: int) -> int:
        """Return whose price in a column lies where the search wants it; everybody when it does not say."""
        low, high = search.min_rate_cents, search.max_rate_cents
        if low is None and high is None:
            return self.listed
        return self._between(column, low or 0, UNPRICED_CENTS - 1 if high is None else high)

    def _between(self, column: int, low: int, high: int) -> int:
        """Return who has a price between, both ends included; who has none is nowhere."""
        cents = self.prices[column]
        high = min(high, UNPRICED_CENTS - 1)
        return self._slice(2 + column, low, high + 1, lambda each: cents[each])

    def _rated(self, least: int) -> int:
        return self._slice(0, -1_000_000, 1 - max(least, 1), lambda each: -self.ratings[each])

    def _slice(self, number: int, low: int, below: int, value: Callable[[int], int]) -> int:
        """Return whose value, by which an order goes first, is at least `low` and below `below`."""
        asked = number, low, below
        if asked not in self._ranges:
            order = self.orders[number]
            first, end = bisect_left(order, low, key=value), bisect_left(order, below, key=value)
            if len(self._ranges) >= _KEPT:
                self._ranges.clear()
            self._ranges[asked] = bits_of(order[first:end], self.size)
        return self._ranges[asked]

    def relevance(self, words: tuple[str, ...]) -> dict[int, int]:
        """Return who has all the words, by how telling the places are where they stand: a sum of `WEIGHTS`."""
        if words not in self._texts:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            self._texts[words] = self._scored(words)
        return self._texts[words]

    def _scored(self, words: Sequence[str]) -> dict[int, int]:
        by_score = {0: (1 << self.size) - 1}
        for word in words:
            next_score: dict[int, int] = {}
            seen = 0
            for field, weight in WEIGHTS.items():
                best_here = self.text.having(word, field, self.size) & ~seen
                seen |= best_here
                for score, bits in by_score.items():
                    both = bits & best_here
                    if both:
                        next_score[score + weight] = next_score.get(score + weight, 0) | both
            by_score = next_score
        return by_score

    # --- the order ----------------------------------------------------------------------------------------------

    def page(self, search: Search, limit: int, after: SortKey | None) -> tuple[list[Row], bool]:
        """Return the first `limit` readers that match and come after `after`, and whether there are more.

        A reader's key follows from the reader alone. So whoever pages by keys meets every reader once who does not
        change in between, whatever others do.
        """
        number, tiers = self._tiers(search)
        rows: list[Row] = []
        for prefix, bits in tiers:
            depth = len(prefix)
            if after is not None and prefix < after[:depth]:
                continue
            start = after[depth:] if after is not None and prefix == after[:depth] else None
            for ordinal in self._walk(number, bits, start):
                if len(rows) == limit:
                    return rows, True
                rows.append(Row(_decode(self.entries[ordinal]), (*prefix, *self._keys[number](ordinal))))
        return rows, False

    def _tiers(self, search: Search) -> tuple[int, list[tuple[SortKey, int]]]:
        """Return which order a search goes by, and the groups, best first, in each of which it does."""
        matching = self._matching(search)
        match search.sort:
            case Sort.RATING:
                return 0, [((), matching)]
            case Sort.REVIEWS:
                return 1, [((), matching)]
            case Sort.PRICE:
                return 2 + price_column(search.modality), [((), matching)]
            case Sort.FEATURED:
                return 0, self._featured_first((), matching)
            case Sort.RELEVANCE:
                scores = sorted(self.relevance(search.words).items(), reverse=True)
                return 0, [tier for score, bits in scores for tier in self._featured_first((-score,), bits & matching)]

    def _featured_first(self, prefix: SortKey, bits: int) -> list[tuple[SortKey, int]]:
        return [
            ((*prefix, 0, 0), bits & self.featured & self.online),
            ((*prefix, 0, 1), bits & self.featured & ~self.online),
            ((*prefix, 1, 0), bits & ~self.featured & self.online),
            ((*prefix, 1, 1), bits & ~self.featured & ~self.online),
        ]

    def _walk(self, number: int, bits: int, start: SortKey | None) -> Iterator[int]:
        """Return the ordinals of a set in an order, those after `start`."""
        order, key = self.orders[number], self._keys[number]
        if bits.bit_count() <= _SPARSE:
            few = sorted(ordinals_of(bits, self.size), key=key)
            return iter(few if start is None else few[bisect_right(few, start, key=key) :])
        flags = flags_of(bits, self.size)
        first = 0 if start is None else bisect_right(order, start, key=key)
        return (order[place] for place in range(first, len(order)) if flags[order[place]] == "1")


def _counted(sets: dict[str, int], names: Iterable[str], among: int) -> dict[str, int]:
    """Return the size of the named sets among others; only of those that have somebody."""
    counted = {name: (sets.get(name, 0) & among).bit_count() for name in names}
    return {name: number for name, number in counted.items() if number}
