"""Document paths with their placeholders filled in: reading, writing, and telling which of them overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.syntax import Path, Step
from tests.simulation.table_engine.values import Item, Value

Steps = tuple[Step, ...]
Names = Mapping[str, str]
_NO_PLACE = "The document path provided in the update expression is invalid for update"


def resolve(kind: str, path: Path, names: Names) -> Steps:
    """The path with names in the place of placeholders.

    Raises:
        Invalid: a placeholder has no name.
    """
    steps: list[Step] = []
    for step in path.steps:
        if isinstance(step, str) and step[0] == "#":
            if step not in names:
                raise Invalid(
                    f"Invalid {kind}: An expression attribute name used in the document path is not defined; "
                    f"attribute name: {step}"
                )
            steps.append(names[step])
        else:
            steps.append(step)
    return tuple(steps)


def reader(steps: Steps) -> Callable[[Item], Value | None]:
    """Return the function that finds the value at a path in an item, or None."""
    first = steps[0]
    assert isinstance(first, str)
    if len(steps) == 1:
        return lambda item: item.get(first)

    def read(item: Item) -> Value | None:
        value = item.get(first)
        for step in steps[1:]:
            if value is None:
                return None
            value = _inner(value, step)
        return value

    return read


def _inner(value: Value, step: Step) -> Value | None:
    if isinstance(step, int):
        elements = value.get("L")
        return elements[step] if elements is not None and step < len(elements) else None
    inner: Mapping[str, Value] = value.get("M", {})
    return inner.get(step)


def write(item: Item, steps: Steps, value: Value) -> None:
    """Set the value at a path. Documents on the way are replaced, never changed in place: others may hold them."""
    holder, last = _holder(item, steps)
    if isinstance(last, int):
        elements = holder
        if last < len(elements):
            elements[last] = value
        else:
            elements.append(value)
    else:
        holder[last] = value


def remove(item: Item, steps: Steps) -> None:
    """Remove what is at a path; nothing there is no error, but a missing document on the way is."""
    holder, last = _holder(item, steps)
    if isinstance(last, int):
        if last < len(holder):
            del holder[last]
    else:
        holder.pop(last, None)


def _holder(item: Item, steps: Steps) -> tuple[Any, Step]:
    holder: Any = item
    for step in steps[:-1]:
        value = _at(holder, step)
        if value is None or not value.keys() & {"L", "M"}:
            raise Invalid(_NO_PLACE)
        (kind,) = value
        copy = list(value["L"]) if kind == "L" else dict(value["M"])
        holder[step] = {kind: copy}
        holder = copy
    last = steps[-1]
    if isinstance(holder, list) is not isinstance(last, int):
        raise Invalid(_NO_PLACE)
    return holder, last


def _at(holder: Any, step: Step) -> Value | None:
    if isinstance(holder, list):
        return holder[step] if isinstance(step, int) and step < len(holder) else None
    found: Value | None = holder.get(step)
    return found


def refuse_overlap(kind: str, paths: Sequence[Steps]) -> None:
    """Raise Invalid when a path is named twice, or is part of another one."""
    for number, one in enumerate(paths):
        for other in paths[number + 1 :]:
            shorter = min(len(one), len(other))
            if one[:shorter] == other[:shorter]:
                raise Invalid(
                    f"Invalid {kind}: Two document paths overlap with each other; must remove or rewrite one of these "
                    f"paths; path one: {shown(one)}, path two: {shown(other)}"
                )
            parting = next(at for at in range(shorter) if one[at] != other[at])
            if isinstance(one[parting], int) is not isinstance(other[parting], int):
                raise Invalid(
                    f"Invalid {kind}: Two document paths conflict with each other; must remove or rewrite one of "
                    f"these paths; path one: {shown(one)}, path two: {shown(other)}"
                )


def shown(steps: Iterable[Step]) -> str:
    """A path as messages show it."""
    return "[" + ", ".join(f"[{step}]" if isinstance(step, int) else step for step in steps) + "]"
