"""What a reader may offer and how readers are found. Pure values and decisions, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

MIN_RATE_CENTS = 50
MAX_RATE_CENTS = 5_000


class Modality(StrEnum):
    """The ways to talk."""

    TEXT = "text"
    VOICE = "voice"
    VIDEO = "video"


class Availability(StrEnum):
    """What a client can expect who asks for a session now."""

    ONLINE = "online"
    IN_SESSION = "in_session"
    OFFLINE = "offline"


class Listing(StrEnum):
    """The lists a reader can be on: shown to everybody, waiting for verification, hidden by a suspension."""

    LISTED = "listed"
    APPLIED = "applied"
    HIDDEN = "hidden"


Rates = Mapping[Modality, int]
"""Cents a minute of each modality that is offered."""


def availability(*, verified: bool, online: bool, session_id: str | None) -> Availability:
    """Return what a client can expect. A reader who switched off is offline even while a session still goes on."""
    if not (verified and online):
        return Availability.OFFLINE
    return Availability.ONLINE if session_id is None else Availability.IN_SESSION


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
