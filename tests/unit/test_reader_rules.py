"""readers/rules.py: what readers may offer and say."""

from __future__ import annotations

import pytest

from chalicelib.readers import rules
from chalicelib.readers.rules import Availability, Listing, Reachability


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


def test_rates_have_limits() -> None:
    assert [rules.check_rate(cents) for cents in (50, 5_000)] == [50, 5_000]
    for cents in (49, 5_001, -1):
        with pytest.raises(ValueError, match="50 to 5000"):
            rules.check_rate(cents)
