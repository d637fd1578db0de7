"""How counts stand in a day of an account: by quarter of an hour and measure (docs/decisions/0020-dashboards.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalicelib.core.clock import DAY_MS, MINUTE_MS

QUARTER_MS = 15 * MINUTE_MS
CENTS, READINGS, MINUTES = "cents", "readings", "minutes"
_PARTS = 4


@dataclass(frozen=True)
class Figure:
    """One count of a quarter of an hour.

    Attributes:
        at_ms: when the quarter begins.
        measure: `cents` (signed, as the account's owner sees them), `readings` or `minutes`.
        what: the kind of entry; of readings and minutes, the modality.
        about: what the entry is about (`session`, `booking`, `top_up` …); of readings and minutes, with whom.
    """

    at_ms: int
    measure: str
    what: str
    about: str
    amount: int


def count_name(at_ms: int, measure: str, what: str, about: str) -> str:
    """The name of a count within its day."""
    return f"{at_ms % DAY_MS // QUARTER_MS:02d}:{measure}:{what}:{about}"


def counts_in(item: dict[str, Any]) -> dict[str, int]:
    """The counts among an item's attributes."""
    return {name: value for name, value in item.items() if name.count(":") == _PARTS - 1}
