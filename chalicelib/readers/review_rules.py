"""What a review may say, for how long it can be changed, and how its author is shown. Pure."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.core.clock import DAY_MS
from chalicelib.core.text import clean_text

STARS = (1, 2, 3, 4, 5)
REVIEW_MAX_CHARS = 2_000
CHANGE_MS = 7 * DAY_MS
"""A review, and its answer, can be changed for so long after it was first written."""
UNNAMED = "A client"


class ReviewSort(StrEnum):
    """The orders of a reader's reviews."""

    NEWEST = "newest"
    HIGHEST = "highest"
    LOWEST = "lowest"


def clean_review(text: str) -> str:
    """Return a review's or an answer's text, tidied: 1 to 2,000 characters. Raises ValueError."""
    return clean_text(text, max_chars=REVIEW_MAX_CHARS)


def check_rating(rating: int) -> int:
    """Return a rating of 1 to 5. Raises ValueError."""
    if rating not in STARS:
        raise ValueError("A rating is 1 to 5.")
    return rating


def shown_name(display_name: str) -> str:
    """Return the name that a review shows of its author: the first word and the last one's initial, `Mira K.`

    A reading is a private matter, and a display name may be somebody's full name or, by the sign-in's default, their
    e-mail address, which is not shown at all.
    """
    if "@" in display_name:
        return UNNAMED
    first, *others = display_name.split()
    if not others:
        return first
    last = next((char for char in others[-1] if char.isalnum()), None)
    return first if last is None else f"{first} {last.upper()}."


def changeable_until_ms(first_written_at_ms: int) -> int:
    """Return the instant from which on a review or an answer stands as it is."""
    return first_written_at_ms + CHANGE_MS
