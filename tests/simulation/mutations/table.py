"""The mutation table: each bug, the rule that was seen broken, and the seed that showed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.simulation.mutations.catalogue import Mutation
from tests.simulation.mutations.hunt import Caught

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "mutations.md"
JSON = ROOT / "build" / "mutations.json"
_HEAD = """# Mutations

Written by `make mutations`, not by hand. Each bug is put into the product alone, and the
[simulator](../tests/simulation/README.md) runs seeds 0, 1, 2 … until one of its checks does not hold. {verdict}

| bug | put into | rule that was seen broken | seed |
|---|---|---|---|
"""


class Row(NamedTuple):
    """A bug and how it was caught; None: it survived."""

    mutation: Mutation
    caught: Caught | None


def markdown(rows: Sequence[Row], seeds: int) -> str:
    """The table as a document."""
    survived = sum(row.caught is None for row in rows)
    verdict = f"All {len(rows)} are caught within {seeds} seeds."
    if survived:
        verdict = f"{survived} of {len(rows)} survive {seeds} seeds."
    return _HEAD.format(verdict=verdict) + "".join(f"{_line(row)}\n" for row in rows)


def _line(row: Row) -> str:
    check, seed = ("**survived**", "") if row.caught is None else (row.caught.check, str(row.caught.seed))
    cells = (row.mutation.name, f"`{_place(row.mutation)}`", check, seed)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _place(mutation: Mutation) -> str:
    return f"{mutation.module.removeprefix('chalicelib.').replace('.', '/')}.py"


def write_json(rows: Sequence[Row], seeds: int) -> None:
    """Write the table for machines."""
    found = [
        {
            "bug": row.mutation.name,
            "module": row.mutation.module,
            "rule": None if row.caught is None else row.caught.check,
            "seed": None if row.caught is None else row.caught.seed,
        }
        for row in rows
    ]
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps({"seeds": seeds, "mutations": found}, indent=2) + "\n")
