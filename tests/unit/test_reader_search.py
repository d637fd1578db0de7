"""The search index against a plain list: every filter, order and text, pages under change, snapshots."""

from __future__ import annotations

import random
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.readers import search_snapshot
from chalicelib.readers.search_index import SearchIndex, SortKey
from chalicelib.readers.search_rules import Entry, Search, Sort, wanted_words
from tests.unit import search_model as model

SEEDS = st.integers(0, 2**32 - 1)


def population(chance: random.Random, size: int) -> model.Readers:
    return {f"usr_{number:04d}": model.some_reader(chance, f"usr_{number:04d}") for number in range(size)}


def pages(index: SearchIndex, search: Search, limit: int) -> list[str]:
    found: list[str] = []
    after: SortKey | None = None
    while True:
        rows, more = index.page(search, limit, after)
        found += [row.entry.reader_id for row in rows]
        if not more:
            return found
        assert len(rows) == limit
        after = rows[-1].key


def check(index: SearchIndex, readers: model.Readers, search: Search, limit: int) -> None:
    expected = model.found(readers, search)
    assert pages(index, search, limit) == expected
    assert index.count(search) == len(expected)
    counted, wanted = index.counts(search), model.counts(readers, search)
    assert counted.online == wanted["online"][True]
    assert counted.modalities == wanted["modalities"]
    assert counted.ratings == wanted["ratings"]
    for found, named in (
        (counted.prices, wanted["prices"]),
        (counted.specialities, wanted["specialities"]),
        (counted.languages, wanted["languages"]),
    ):
        assert {name: number for name, number in found.items() if number} == named


def test_a_thousand_readers_are_found_as_in_a_plain_list() -> None:
    chance = random.Random(11)
    readers = population(chance, 1_000)
    index = SearchIndex.of(readers.values())
    for sort in Sort:
        check(index, readers, Search(sort=sort), 400)
    for _ in range(150):
        check(index, readers, model.some_search(chance), chance.choice((7, 100, 1_000)))


@settings(max_examples=60)
@given(SEEDS)
def test_an_index_that_was_changed_is_as_one_made_anew(seed: int) -> None:
    chance = random.Random(seed)
    readers = population(chance, 30)
    index = SearchIndex.of(readers.values())
    if chance.random() < 0.5:
        index = taken_back(index)
    for _ in range(25):
        change(chance, readers, index)
    for _ in range(8):
        check(index, readers, model.some_search(chance), chance.randrange(1, 12))


def change(
    chance: random.Random, readers: model.Readers, index: SearchIndex, *, spare: frozenset[str] = frozenset()
) -> None:
    """Change one reader in the list and in the index: new, gone, back, other texts, other numbers, on, off."""
    reader_id = f"usr_{chance.randrange(40):04d}"
    if reader_id in spare:
        return
    if reader_id in readers and chance.random() < 0.2:
        del readers[reader_id]
        index.remove(reader_id)
        return
    entry, bio = model.some_reader(chance, reader_id)
    if reader_id in readers and chance.random() < 0.6:
        old, bio = readers[reader_id]
        entry = (
            msgspec.structs.replace(
                old, online=not old.online, rating_sum=old.rating_sum + 5, rating_count=old.rating_count + 1
            )
            if chance.random() < 0.5
            else msgspec.structs.replace(old, rates=entry.rates, featured=entry.featured, photo_url="/media/x.webp")
        )
    readers[reader_id] = entry, bio
    index.put(entry, None if index.knows_texts_of(entry) else bio)


@settings(max_examples=80)
@given(SEEDS)
def test_paging_meets_everybody_who_did_not_change_once_and_in_order(seed: int) -> None:
    chance = random.Random(seed)
    readers = population(chance, 36)
    index = SearchIndex.of(readers.values())
    search = replace(model.some_search(chance), min_rate_cents=None, max_rate_cents=None, min_rating=None)
    unchanged = frozenset(chance.sample(sorted(readers), 24))
    expected = [each for each in model.found(readers, search) if each in unchanged]
    met: list[str] = []
    after: SortKey | None = None
    more = True
    while more:
        rows, more = index.page(search, chance.randrange(1, 6), after)
        met += [row.entry.reader_id for row in rows]
        after = rows[-1].key if rows else after
        for _ in range(chance.randrange(4)):
            change(chance, readers, index, spare=unchanged)
    assert [each for each in met if each in unchanged] == expected


def taken_back(index: SearchIndex) -> SearchIndex:
    again = search_snapshot.decode(search_snapshot.encode(index))
    assert again is not None
    return again


@settings(max_examples=20)
@given(SEEDS, st.integers(0, 60))
def test_a_snapshot_gives_back_the_same_index(seed: int, size: int) -> None:
    chance = random.Random(seed)
    readers = population(chance, size)
    index = taken_back(SearchIndex.of(readers.values()))
    for _ in range(6):
        check(index, readers, model.some_search(chance), 9)


def test_bytes_of_another_version_are_not_taken() -> None:
    raw = search_snapshot.encode(SearchIndex.of([]))
    assert search_snapshot.decode(raw) is not None
    assert search_snapshot.decode(b"\xff\xff" + raw[2:]) is None


def test_a_name_comes_before_a_speciality_a_headline_and_a_bio() -> None:
    def reader(reader_id: str, **changes: object) -> Entry:
        fields: dict[str, object] = {
            "display_name": "Ann", "headline": "Clear", "photo_url": None, "specialities": ("love",),
            "languages": ("en",), "rates": (100, 0, 0), "rating_sum": 0, "rating_count": 0, "featured": False,
            "online": False, "described_at_ms": 1,
        }  # fmt: skip
        return Entry(reader_id=reader_id, **(fields | changes))  # type: ignore[arg-type]

    index = SearchIndex.of(
        [
            (reader("a", featured=True, online=True, rating_sum=50, rating_count=10), "I lay the tarots for you"),
            (reader("b", headline="Tarot"), "Bio"),
            (reader("c", specialities=("tarot",)), "Bio"),
            (reader("d", display_name="Tárot Queen"), "Bio"),
            (reader("e"), "Nothing of it"),
        ]
    )
    words = wanted_words("TARÓ")
    assert pages(index, Search(words=words, sort=Sort.RELEVANCE), 2) == ["d", "c", "b", "a"]
    assert pages(index, Search(words=words), 9)[0] == "a"
    assert pages(index, Search(words=wanted_words("tarot ann"), sort=Sort.RELEVANCE), 9) == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Zoë  TAROT", ("zoe", "tarot")),
        ("love lo love l", ("love",)),
        ("what's up", ("what", "s", "up")),
        ("a b c d e f g h i j", ("a", "b", "c", "d", "e", "f")),
        (" !? ", ()),
        ("straße", ("strasse",)),
    ],
)
def test_words_that_are_looked_for(typed: str, words: tuple[str, ...]) -> None:
    assert wanted_words(typed) == words


def test_a_single_letter_is_not_looked_for_in_bios() -> None:
    chance = random.Random(3)
    entry = msgspec.structs.replace(model.some_reader(chance, "usr_1")[0], display_name="Quin", headline="Clear words")
    index = SearchIndex.of([(entry, "Yes, 愛")])
    assert index.count(Search(words=("q",))) == 1
    assert index.count(Search(words=("y",))) == 0
    assert index.count(Search(words=("ye",))) == 1
    assert index.count(Search(words=("愛",))) == 1
