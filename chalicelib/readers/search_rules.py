"""What a client can look for among the readers, and in which order they come. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from chalicelib.core.text import search_words
from chalicelib.readers.rules import MAX_RATE_CENTS, Modality, rating_hundredths

MAX_WORDS = 6
"""How many different words of a text are looked for; what follows is not."""

PRICE_BANDS: tuple[tuple[int, int], ...] = ((0, 199), (200, 299), (300, 499), (500, MAX_RATE_CENTS))
"""The bands that prices are counted in, cents a minute, both ends included. Together they hold every price once."""
RATING_STEPS: tuple[int, ...] = (450, 400, 300)
"""The least ratings that readers are counted for, in hundredths of a star."""

UNPRICED_CENTS = MAX_RATE_CENTS + 1
"""Where a reader stands among the prices who does not offer what is asked for: behind everybody who does."""


class Sort(StrEnum):
    """The orders of the list of readers."""

    RELEVANCE = "relevance"
    FEATURED = "featured"
    RATING = "rating"
    PRICE = "price"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Search:
    """What a client looks for. What is empty or None does not narrow.

    Attributes:
        modality: who offers it; prices are then those of this modality, else of a reader's cheapest one.
        online: who is switched on, in a session or not.
        specialities: who names any of these, in lower case.
        languages: who names any of these tags, in lower case; `pt` also finds `pt-BR`.
        min_rate_cents, max_rate_cents: whose price lies between, both ends included.
        min_rating: whose mean rating, in hundredths, is not below; who has no review is below everything.
        words: who has them all, each at the beginning of a word of name, specialities, headline or bio.
    """

    modality: Modality | None = None
    online: bool = False
    specialities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_rate_cents: int | None = None
    max_rate_cents: int | None = None
    min_rating: int | None = None
    words: tuple[str, ...] = ()
    sort: Sort = Sort.FEATURED


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """What lists show and compare of a reader: a card, without how it is stored.

    `rates` are those of text, voice and video, cents a minute, 0 where not offered. `described_at_ms` tells one
    version of the texts (name, headline, labels, and the bio, which is not here) from another.
    """

    reader_id: str
    display_name: str
    headline: str
    photo_url: str | None
    specialities: tuple[str, ...]
    languages: tuple[str, ...]
    rates: tuple[int, int, int]
    rating_sum: int
    rating_count: int
    featured: bool
    online: bool
    described_at_ms: int

    @property
    def rating(self) -> int:
        """The mean rating in hundredths; 0 without a review."""
        return rating_hundredths(self.rating_sum, self.rating_count) or 0

    @property
    def prices(self) -> tuple[int, int, int, int]:
        """The prices a search may go by: the lowest rate, then those of text, voice and video."""
        text, voice, video = (cents or UNPRICED_CENTS for cents in self.rates)
        return min(text, voice, video), text, voice, video


MODALITIES = tuple(Modality)
"""The order of `Entry.rates`."""


def price_column(modality: Modality | None) -> int:
    """Return which of `Entry.prices` a search for `modality` goes by."""
    return 0 if modality is None else 1 + MODALITIES.index(modality)


def language_tags(languages: Iterable[str]) -> set[str]:
    """Return the tags that find a reader of these languages: each as it is, and its language alone."""
    return {tag for language in languages for tag in (language.lower(), language.lower().partition("-")[0])}


# --- free text --------------------------------------------------------------------------------------------------


class Field(StrEnum):
    """Where a word can stand, the most telling first."""

    NAME = "name"
    SPECIALITY = "speciality"
    HEADLINE = "headline"
    BIO = "bio"


WEIGHTS = {Field.NAME: 8, Field.SPECIALITY: 4, Field.HEADLINE: 2, Field.BIO: 1}
"""What a word counts for by the best field that has it. A reader's relevance is the sum over the words."""

Words = dict[Field, frozenset[str]]
"""The words of a reader's texts, as `core.text.search_words` gives them."""


def words_of(entry: Entry, bio: str) -> Words:
    """Return the words by which a reader is found."""
    texts = {
        Field.NAME: entry.display_name,
        Field.SPECIALITY: " ".join(entry.specialities),
        Field.HEADLINE: entry.headline,
        Field.BIO: bio,
    }
    return {field: frozenset(search_words(text)) for field, text in texts.items()}


def wanted_words(text: str) -> tuple[str, ...]:
    """Return the words of what a client typed: each once, none that another one begins with, six at the most."""
    words = sorted(set(search_words(text)))
    telling = {
        word for number, word in enumerate(words) if number + 1 == len(words) or not words[number + 1].startswith(word)
    }
    return tuple(dict.fromkeys(word for word in search_words(text) if word in telling))[:MAX_WORDS]


def looks_into(word: str, field: Field) -> bool:
    """Tell whether a word is looked for in a field: a single letter says nothing about a bio."""
    return field is not Field.BIO or len(word) > 1 or not word.isascii()
