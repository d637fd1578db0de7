"""What a reader may offer and say. Pure values and decisions, no clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from chalicelib.core.text import clean_line, clean_text

MIN_RATE_CENTS = 50
MAX_RATE_CENTS = 5_000


class Modality(StrEnum):
    """The ways to talk."""

    TEXT = "text"
    VOICE = "voice"
    VIDEO = "video"


class Availability(StrEnum):
    """What a client can expect who asks for a session now. Only an online reader can be rung."""

    ONLINE = "online"
    IN_SESSION = "in_session"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


class Reachability(StrEnum):
    """What a reader has set: taking calls, or not for a moment, or gone for a while, or off.

    Readers become away by themselves when they miss two rings in a row.
    """

    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


MISSED_RINGS_TO_AWAY = 2
"""How many rings in a row a reader may leave unanswered before being away."""
MAX_RATE_CHANGES_A_DAY = 6
"""How often a reader may set other rates in a UTC day. Sessions pin their rate, so a step needs no limit."""


class ApplicationStatus(StrEnum):
    """How an application stands: to be looked at, verified, or its verification was taken back."""

    PENDING = "pending"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


class Listing(StrEnum):
    """The lists a reader can be on: shown to everybody, waiting for verification, hidden by a suspension."""

    LISTED = "listed"
    APPLIED = "applied"
    HIDDEN = "hidden"


Rates = Mapping[Modality, int]
"""Cents a minute of each modality that is offered."""


def availability(*, verified: bool, reachability: Reachability, session_id: str | None) -> Availability:
    """Return what a client can expect. What a reader has set shows even while a session still goes on: a client wants
    to know whether waiting makes sense."""
    if not verified:
        return Availability.OFFLINE
    if reachability is Reachability.ONLINE and session_id is not None:
        return Availability.IN_SESSION
    return Availability(reachability.value)


def listing(*, verified: bool, suspended: bool) -> Listing:
    """Return the list a reader belongs on."""
    if suspended:
        return Listing.HIDDEN
    return Listing.LISTED if verified else Listing.APPLIED


def rating_hundredths(rating_sum: int, rating_count: int) -> int | None:
    """Return the mean rating times 100, rounded half up (487 is 4.87), or None without a review."""
    if rating_count == 0:
        return None
    return (200 * rating_sum + rating_count) // (2 * rating_count)


# --- what readers may write about themselves --------------------------------------------------------------------

HEADLINE_MAX_CHARS = 120
BIO_MAX_CHARS = 4_000
MAX_LABELS = 8
LABEL_MAX_CHARS = 40

_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:-([a-zA-Z]{4}))?(?:-([a-zA-Z]{2}|[0-9]{3}))?")


def clean_headline(headline: str) -> str:
    """Return a headline, tidied: 1 to 120 characters on one line. Raises ValueError."""
    return clean_line(headline, max_chars=HEADLINE_MAX_CHARS)


def clean_bio(bio: str) -> str:
    """Return a reader's text about themselves, tidied: 1 to 4,000 characters. Raises ValueError."""
    return clean_text(bio, max_chars=BIO_MAX_CHARS)


def clean_speciality(speciality: str) -> str:
    """Return a speciality as lists compare it: lower case, 2 to 40 characters on one line. Raises ValueError."""
    return clean_line(speciality.lower(), min_chars=2, max_chars=LABEL_MAX_CHARS)


def clean_language(tag: str) -> str:
    """Return a BCP 47 language tag (language, script, region) in its customary case, such as `pt-BR`.

    Raises:
        ValueError: it does not have that form.
    """
    match = _LANGUAGE.fullmatch(tag)
    if match is None:
        raise ValueError("Write a language as a tag such as en or pt-BR.")
    language, script, region = match.groups()
    parts = (language.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def clean_labels(labels: Sequence[str], clean: Callable[[str], str]) -> list[str]:
    """Return labels cleaned and without repeats, in their order: 1 to 8 of them. Raises ValueError."""
    unique = list(dict.fromkeys(clean(label) for label in labels[: 4 * MAX_LABELS]))
    if not 1 <= len(unique) <= MAX_LABELS or len(labels) > 4 * MAX_LABELS:
        raise ValueError(f"Give 1 to {MAX_LABELS}.")
    return unique


def check_rate(rate_cents: int) -> int:
    """Return a rate in cents a minute when it is within the limits. Raises ValueError."""
    if not MIN_RATE_CENTS <= rate_cents <= MAX_RATE_CENTS:
        raise ValueError(f"A rate is {MIN_RATE_CENTS} to {MAX_RATE_CENTS} cents a minute.")
    return rate_cents
