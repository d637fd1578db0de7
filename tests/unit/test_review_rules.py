"""readers/review_rules.py: what reviews say, and how their authors are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.readers import review_rules as rules


@pytest.mark.parametrize(
    ("display_name", "shown"),
    [
        ("Mira Kovač", "Mira K."),
        ("Mira", "Mira"),
        ("Ana Maria de la Cruz", "Ana C."),
        ("Harriet P.", "Harriet P."),
        ("Zoë élan", "Zoë É."),
        ("Sam (they)", "Sam T."),
        ("Sam ✨", "Sam"),
        ("mira@example.com", "A client"),
        ("Mira <mira@example.com>", "A client"),
    ],
)
def test_an_author_is_shown_by_first_name_and_initial(display_name: str, shown: str) -> None:
    assert rules.shown_name(display_name) == shown


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=2, max_size=9), min_size=2, max_size=5))
def test_no_other_name_is_given_away(words: list[str]) -> None:
    shown = rules.shown_name(" ".join(words))
    first, *rest = shown.split(" ")
    assert first == words[0]
    assert [len(each) <= 4 and each.endswith(".") for each in rest] == [True]


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_what_is_no_rating(rating: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        rules.check_rating(rating)


def test_a_review_has_so_much_to_say() -> None:
    assert rules.clean_review(" Kind.\r\nClear. ") == "Kind.\nClear."
    for text in ("", " ", "x" * 2_001):
        with pytest.raises(ValueError, match=r"."):
            rules.clean_review(text)
