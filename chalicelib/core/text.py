"""Text that people type: what is taken as it is, what is tidied, what is refused. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeVar

from chalicelib.core.errors import ValidationFailed

V = TypeVar("V")
R = TypeVar("R")

_JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiners: invisible, but parts of emoji and of several scripts."""
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VISIBLE = frozenset("LNPS")


def clean_line(text: str, *, max_chars: int, min_chars: int = 1) -> str:
    """Return a single line (a name, a headline): normalised to NFC, trimmed, runs of spaces made one.

    Raises:
        ValueError: too short or long, nothing visible in it, or a character that controls instead of showing
            (line breaks, escapes, reversals of direction, unassigned). The message is a sentence for people.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    while "  " in line:
        line = line.replace("  ", " ")
    return _checked(line, line, min_chars, max_chars)


def clean_text(text: str, *, max_chars: int, min_chars: int = 1) -> str:
    """Return a text of several lines (a bio, a review): normalised to NFC, trimmed, line breaks made `\\n`.

    Raises:
        ValueError: as `clean_line`; line breaks and tabs are allowed here.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _checked(lines, lines.replace("\n", " ").replace("\t", " "), min_chars, max_chars)


def search_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as a search compares them: without case and accents, split at what is no letter."""
    flat = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return tuple("".join(char if char.isalnum() else " " for char in flat).split())


def valid(field: str, check: Callable[[V], R], value: V) -> R:
    """Return `check(value)` for the part of a request that `field` names.

    Raises:
        ValidationFailed: the check raised a ValueError; its sentence becomes the detail.
    """
    try:
        return check(value)
    except ValueError as error:
        raise ValidationFailed(str(error), field=field) from error


def _checked(text: str, shown: str, min_chars: int, max_chars: int) -> str:
    if len(text) < min_chars:
        raise ValueError("This must not be empty." if min_chars == 1 else f"At least {min_chars} characters, please.")
    if len(text) > max_chars:
        raise ValueError(f"At most {max_chars} characters, please.")
    for char in shown:
        if unicodedata.category(char) in _REFUSED_CATEGORIES and char not in _JOINERS:
            raise ValueError("This contains a character that cannot be shown.")
    if text and not any(unicodedata.category(char)[0] in _VISIBLE for char in shown):
        raise ValueError("This contains nothing that can be seen.")
    return text
