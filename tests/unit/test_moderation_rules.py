"""What a decision about flags does, and what it is to the author."""

from __future__ import annotations

import pytest

from chalicelib.moderation.rules import Decision, Outcome, outcome_of

FLAGGED = {"hidden": True, "waiting": True}
TAKEN_DOWN = {"hidden": True, "waiting": False}
SHOWS = {"hidden": False, "waiting": True}


def test_everything_but_dismissing_hides() -> None:
    assert [decision for decision in Decision if not decision.hides] == [Decision.DISMISS]


@pytest.mark.parametrize(
    ("decision", "before", "outcome"),
    [
        (Decision.HIDE, SHOWS, Outcome.HIDDEN),
        (Decision.HIDE, FLAGGED, Outcome.HIDDEN),
        (Decision.HIDE, TAKEN_DOWN, None),
        (Decision.SUSPEND, FLAGGED, Outcome.HIDDEN),
        (Decision.SUSPEND, TAKEN_DOWN, None),
        (Decision.WARN, TAKEN_DOWN, Outcome.WARNED),
        (Decision.WARN, SHOWS, Outcome.WARNED),
        (Decision.DISMISS, FLAGGED, Outcome.SHOWN),
        (Decision.DISMISS, TAKEN_DOWN, Outcome.SHOWN),
        (Decision.DISMISS, SHOWS, None),
    ],
)
def test_the_author_is_told_what_changes_for_them(
    decision: Decision, before: dict[str, bool], outcome: Outcome | None
) -> None:
    assert outcome_of(decision, **before) is outcome
