"""A figure: what was found, the goal it is held against, and how both are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from textwrap import indent
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One number with its goal. `met` is None where there is no goal, only something to know.

    `binds` says what keeps the value from being better: shown where the goal is not met.
    """

    name: str
    value: float
    unit: str
    goal: str = ""
    compared_with: str = ""
    met: bool | None = None
    binds: str = ""

    def as_json(self) -> dict[str, Any]:
        """The figure as it stands in build/bench.json."""
        return asdict(self)


def at_most(
    name: str, value: float, unit: str, limit: float, compared_with: str = "", *, binds: Callable[[], str] | str = ""
) -> Figure:
    """Return a figure whose goal is not to be above `limit`; `binds` is asked only when it is."""
    met = value <= limit
    return Figure(name, round(value, 4), unit, f"≤ {limit:,g}", compared_with, met, "" if met else _told(binds))


def at_least(
    name: str, value: float, unit: str, limit: float, compared_with: str = "", *, binds: Callable[[], str] | str = ""
) -> Figure:
    """Return a figure whose goal is not to be below `limit`; `binds` is asked only when it is."""
    met = value >= limit
    return Figure(name, round(value, 4), unit, f"≥ {limit:,g}", compared_with, met, "" if met else _told(binds))


def _told(binds: Callable[[], str] | str) -> str:
    return binds if isinstance(binds, str) else binds()


def known(name: str, value: float, unit: str, compared_with: str = "") -> Figure:
    """Return a figure without a goal."""
    return Figure(name, round(value, 4), unit, "", compared_with)


_MARK = {True: "met", False: "NOT MET", None: ""}


def render(figures: Sequence[Figure]) -> str:
    """Return the figures as a table for people."""
    rows = [
        (each.name, f"{each.value:,.4g}" if abs(each.value) < 100 else f"{each.value:,.0f}", each.unit, each.goal,
         _MARK[each.met], each.compared_with)
        for each in figures
    ]  # fmt: skip
    shown = grid(("figure", "value", "unit", "goal", "", "compared with"), rows)
    missed: dict[str, list[str]] = {}
    for each in figures:
        if each.met is False:
            missed.setdefault(each.binds, []).append(f"NOT MET: {each.name}\n")
    return "\n".join([shown, *(f"{''.join(names)}{indent(binds, '  ')}\n" for binds, names in missed.items())])


def grid(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as aligned columns under a head; numbers stand to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    right = [bool(rows) and all(_is_number(row[column]) for row in cells[1:]) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if aligned else cell.ljust(width)
            for cell, width, aligned in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + "\n"


def _is_number(cell: str) -> bool:
    return cell == "" or cell.replace(",", "").replace(".", "").replace("e+", "").replace("e-", "").isdigit()
