"""core/text.py: what people may type."""

from __future__ import annotations

import pytest

from chalicelib.core.errors import ValidationFailed
from chalicelib.core.text import clean_line, clean_text, search_words, valid


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("  Luna  Vega ", "Luna Vega"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("👩‍🚀 Ada", "👩‍🚀 Ada"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_line_is_tidied(typed: str, taken: str) -> None:
    assert clean_line(typed, max_chars=60) == taken


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "x" * 61, "a\nb", "a\x00b", "a\x1b[0m", "\u202eevil", "\u200d", "a\u2028b", "\ud800", "a\tb"],
)
def test_a_line_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$|please"):
        clean_line(typed, max_chars=60)


def test_a_text_keeps_its_lines() -> None:
    assert clean_text(" one\r\n\r\ntwo\rthree\t4 \n", max_chars=60) == "one\n\ntwo\nthree\t4"
    with pytest.raises(ValueError, match="cannot be shown"):
        clean_text("one\x0btwo", max_chars=60)


def test_search_words_know_no_case_and_no_accents() -> None:
    assert search_words("Zoë's Tarot-Reading, STRASSE straße") == (
        "zoe",
        "s",
        "tarot",
        "reading",
        "strasse",
        "strasse",
    )


def test_a_refusal_names_the_field() -> None:
    with pytest.raises(ValidationFailed) as refused:
        valid("display_name", lambda text: clean_line(text, max_chars=5), "too long")
    assert (refused.value.field, refused.value.detail) == ("display_name", "At most 5 characters, please.")
