"""The form of notifications."""

from __future__ import annotations

import pytest

from chalicelib.notifications import rules
from chalicelib.notifications.rules import InvalidNotification, NotificationKind

PAYOUT = {"payout_id": "pay_1", "amount_cents": 2_500, "outcome": "sent"}


def test_every_kind_has_a_form() -> None:
    assert rules.FORMS.keys() == set(NotificationKind)


def test_details_in_their_form_are_kept() -> None:
    assert rules.checked_details(NotificationKind.PAYOUT, PAYOUT) == PAYOUT


@pytest.mark.parametrize(
    "wrong",
    [
        {"payout_id": "pay_1", "amount_cents": 2_500},
        PAYOUT | {"bank": "somewhere"},
        PAYOUT | {"amount_cents": "2500"},
        PAYOUT | {"amount_cents": True},
        PAYOUT | {"outcome": "x" * 121},
        PAYOUT | {"outcome": ["sent"]},
    ],
    ids=["missing", "unknown", "text for cents", "boolean for cents", "too long", "not flat"],
)
def test_details_out_of_form_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidNotification):
        rules.checked_details(NotificationKind.PAYOUT, wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", ["", "x" * 121])
def test_a_fact_needs_a_name(fact: str) -> None:
    with pytest.raises(InvalidNotification):
        rules.checked_fact(fact)
