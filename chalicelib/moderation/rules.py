"""What can be flagged and why, and when flags hide it. Pure."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.core.text import clean_text

FLAGS_TO_HIDE = 3
"""So many different people hide an item until a moderator decides."""
DETAILS_MAX_CHARS = 500
MAX_QUOTED = 5
"""The latest flags that the moderators' list quotes."""


class TargetType(StrEnum):
    """What can be flagged."""

    REVIEW = "review"
    REVIEW_ANSWER = "review_answer"  # its id is the review's


class FlagReason(StrEnum):
    """Why something is flagged."""

    ABUSE = "abuse"
    SPAM = "spam"
    PERSONAL_DATA = "personal_data"
    UNTRUE = "untrue"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class Decision(StrEnum):
    """What a moderator does about flags: hide the item, also warn or suspend its author, or dismiss them, so that it
    shows."""

    HIDE = "hide"
    WARN = "warn"
    SUSPEND = "suspend"
    DISMISS = "dismiss"

    @property
    def hides(self) -> bool:
        """Whether the item is hidden by it."""
        return self is not Decision.DISMISS


class Outcome(StrEnum):
    """What the author of an item is told of."""

    FLAGGED = "flagged"  # hidden by flags until a moderator decides
    HIDDEN = "hidden"
    WARNED = "warned"
    SHOWN = "shown"


def outcome_of(decision: Decision, *, hidden: bool, waiting: bool) -> Outcome | None:
    """Return what a decision is to the author of an item; None when nothing changes for them.

    Parameters:
        hidden: whether the item was hidden before: by flags when the case was `waiting`, else by a decision.
    """
    match decision:
        case Decision.WARN:
            return Outcome.WARNED
        case Decision.DISMISS:
            return Outcome.SHOWN if hidden else None
        case Decision.HIDE | Decision.SUSPEND:
            return None if hidden and not waiting else Outcome.HIDDEN


def clean_details(details: str) -> str:
    """Return what a flagger adds in words, tidied: at most 500 characters, none is fine. Raises ValueError."""
    return clean_text(details, max_chars=DETAILS_MAX_CHARS, min_chars=0) if details.strip() else ""


def hides(flags: int) -> bool:
    """Tell whether so many flags since the last decision hide an item."""
    return flags >= FLAGS_TO_HIDE
