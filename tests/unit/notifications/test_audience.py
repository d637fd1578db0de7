"""Who is offered which choices."""

from __future__ import annotations

import re
from pathlib import Path

import chalicelib
from chalicelib.notifications.rules import AUDIENCE, NotificationKind

_MADE = re.compile(r"NotificationKind\.([A-Z_]+)|kind=\"([a-z_]+)\"")


def test_choices_are_offered_of_the_kinds_that_something_makes() -> None:
    root = Path(chalicelib.__file__).parent
    made: set[str] = set()
    for area in root.iterdir():
        if area.is_dir() and area.name != "notifications":
            texts = (path.read_text() for path in area.rglob("*.py"))
            made |= {(name or word).lower() for text in texts for name, word in _MADE.findall(text)}
    assert set(AUDIENCE) == made & set(NotificationKind)
    assert all(AUDIENCE.values())
