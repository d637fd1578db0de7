"""Which part of an item an answer carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tests.simulation.table_engine import paths
from tests.simulation.table_engine.parser import parse_projection
from tests.simulation.table_engine.paths import Names, Steps
from tests.simulation.table_engine.syntax import Placeholders
from tests.simulation.table_engine.values import Item

_KIND = "ProjectionExpression"


@dataclass(frozen=True)
class CompiledProjection:
    """A projection that is ready to be made."""

    placeholders: Placeholders
    paths: tuple[Steps, ...]

    def of(self, item: Item) -> Item:
        """The part of an item that was asked for."""
        found: Item = {}
        for steps in self.paths:
            value = paths.reader(steps)(item)
            if value is not None:
                _place(found, item, steps, value)
        return found


def compile_projection(text: str, names: Names) -> CompiledProjection:
    """Return the projection `text` means with these names; raises Invalid as `compile_update` does."""
    return _compile(text, tuple(names.items()))


@cache
def _compile(text: str, names: tuple[tuple[str, str], ...]) -> CompiledProjection:
    parsed, placeholders = parse_projection(text)
    resolved = tuple(paths.resolve(_KIND, path, dict(names)) for path in parsed)
    paths.refuse_overlap(_KIND, resolved)
    return CompiledProjection(placeholders, resolved)


def _place(found: Item, item: Item, steps: Iterable[object], value: object) -> None:
    """Put a value where it was in the item: maps keep their names, lists keep the order of what was asked for."""
    *before, last = steps
    holder: object = found
    source: object = {"M": item}
    for step in before:
        source = source["M"][step] if isinstance(step, str) else source["L"][step]  # type: ignore[index]
        kind = "L" if "L" in source else "M"  # type: ignore[operator]
        holder = _descend(holder, step, kind)
    if isinstance(holder, list):
        holder.append(value)
    else:
        holder[last] = value  # type: ignore[index]


def _descend(holder: object, step: object, kind: str) -> object:
    fresh: object = [] if kind == "L" else {}
    if isinstance(holder, list):
        holder.append({kind: fresh})
        return fresh
    return holder.setdefault(step, {kind: fresh})[kind]  # type: ignore[attr-defined]
