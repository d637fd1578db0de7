"""readers/rules.py: what readers may offer and say, and how they are found."""

from __future__ import annotations

import pytest

from chalicelib.core.text import search_words
from chalicelib.readers import rules
from chalicelib.readers.items import ReaderCard
from chalicelib.readers.rules import Availability, Listing, Modality, Reachability, Search, Sort


def card(reader_id: str = "r", **changes: object) -> ReaderCard:
    attributes: dict[str, object] = {
        "display_name": "Zoë Marlow",
        "headline": "Tarot for turning points",
        "specialities": ["tarot", "dream reading"],
        "languages": ["en"],
        "rate_text_cents": 199,
        "rate_video_cents": 399,
    } | changes
    return ReaderCard(reader_id=reader_id, **attributes)


@pytest.mark.parametrize(
    ("verified", "reachability", "session_id", "expected"),
    [
        (True, "online", None, Availability.ONLINE),
        (True, "online", "ses", Availability.IN_SESSION),
        (True, "busy", None, Availability.BUSY),
        (True, "busy", "ses", Availability.BUSY),
        (True, "away", None, Availability.AWAY),
        (True, "away", "ses", Availability.AWAY),
        (True, "offline", "ses", Availability.OFFLINE),
        (True, "offline", None, Availability.OFFLINE),
        (False, "online", None, Availability.OFFLINE),
        (False, "busy", None, Availability.OFFLINE),
    ],
)
def test_availability(verified: bool, reachability: str, session_id: str | None, expected: Availability) -> None:
    found = rules.availability(verified=verified, reachability=Reachability(reachability), session_id=session_id)
    assert found is expected


def test_listing() -> None:
    assert rules.listing(verified=True, suspended=False) is Listing.LISTED
    assert rules.listing(verified=False, suspended=False) is Listing.APPLIED
    assert rules.listing(verified=True, suspended=True) is Listing.HIDDEN


@pytest.mark.parametrize(("total", "count", "hundredths"), [(0, 0, None), (5, 1, 500), (14, 3, 467), (9, 2, 450)])
def test_ratings_are_rounded_half_up(total: int, count: int, hundredths: int | None) -> None:
    assert rules.rating_hundredths(total, count) == hundredths


@pytest.mark.parametrize(
    ("tag", "taken"), [("EN", "en"), ("pt-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")]
)
def test_languages(tag: str, taken: str) -> None:
    assert rules.clean_language(tag) == taken


@pytest.mark.parametrize("tag", ["", "e", "english", "en_US", "en-", "en-USA"])
def test_what_is_no_language(tag: str) -> None:
    with pytest.raises(ValueError, match="tag"):
        rules.clean_language(tag)


def test_labels_are_cleaned_and_unique() -> None:
    assert rules.clean_labels([" Tarot", "tarot", "Dream  reading"], rules.clean_speciality) == [
        "tarot",
        "dream reading",
    ]
    for labels in ([], [f"label {n}" for n in range(9)], ["tarot"] * 33):
        with pytest.raises(ValueError, match="1 to 8"):
            rules.clean_labels(labels, rules.clean_speciality)


def test_rates_and_ratings_have_limits() -> None:
    assert [rules.check_rate(cents) for cents in (50, 5_000)] == [50, 5_000]
    for cents in (49, 5_001, -1):
        with pytest.raises(ValueError, match="50 to 5000"):
            rules.check_rate(cents)
    for rating in (0, 6):
        with pytest.raises(ValueError, match="1 to 5"):
            rules.check_rating(rating)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search(), True),
        (Search(modality=Modality.VIDEO), True),
        (Search(modality=Modality.VOICE), False),
        (Search(online=True), False),
        (Search(speciality="dream reading"), True),
        (Search(speciality="dream"), False),
        (Search(words=search_words("zoe tarot")), True),
        (Search(words=search_words("Marl turning")), True),
        (Search(words=search_words("zoe astrology")), False),
    ],
)
def test_what_a_search_finds(search: Search, found: bool) -> None:
    assert rules.matches(card(), search) is found


def test_orders() -> None:
    plain = card("a")
    featured = card("b", featured=True, rate_text_cents=None)
    online = card("c", online=True, rating_sum=9, rating_count=2)
    best = card("d", rating_sum=5, rating_count=1, rate_text_cents=None, rate_video_cents=None)
    cards = [plain, featured, online, best]

    def order(search: Search) -> str:
        return "".join(each.reader_id for each in sorted(cards, key=lambda each: rules.sort_key(each, search)))

    assert order(Search()) == "bcda"
    assert order(Search(sort=Sort.RATING)) == "dcab"
    assert order(Search(sort=Sort.REVIEWS)) == "cdab"
    assert order(Search(sort=Sort.PRICE)) == "acbd"
