"""Update expressions as functions that turn an item into the item after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.simulation.table_engine import paths
from tests.simulation.table_engine.conditions import Values
from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.parser import parse_update
from tests.simulation.table_engine.paths import Names, Steps
from tests.simulation.table_engine.syntax import Action, Call, Given, Operand, Path, Placeholders, Sum
from tests.simulation.table_engine.values import SET_TYPES, Item, Value, number, number_text, stored, type_of

_KIND = "UpdateExpression"
_WRONG_TYPE = "An operand in the update expression has an incorrect data type"
_MISSING = "The provided expression refers to an attribute that does not exist in the item"
_Evaluate = Callable[[Item, Values], Value]
_Change = Callable[[Item, Item, Values], None]
"""Given the item before, the item that is being made, and the values."""


@dataclass(frozen=True)
class CompiledUpdate:
    """An update that is ready to be made."""

    placeholders: Placeholders
    paths: tuple[Steps, ...]
    _changes: tuple[_Change, ...]

    def apply(self, before: Item, values: Values) -> Item:
        """Return the item after the update; `before` is left as it is.

        Raises:
            Invalid: an operand is missing or of a wrong type, or there is no place for a value.
        """
        after = dict(before)
        for change in self._changes:
            change(before, after, values)
        return after


def compile_update(text: str, names: Names) -> CompiledUpdate:
    """Return the update `text` means with these names; raises Invalid for wrong syntax and overlapping paths."""
    return _compile(text, tuple(names.items()))


@cache
def _compile(text: str, names: tuple[tuple[str, str], ...]) -> CompiledUpdate:
    actions, placeholders = parse_update(text)
    known = dict(names)
    resolved = [paths.resolve(_KIND, action.path, known) for action in actions]
    paths.refuse_overlap(_KIND, resolved)
    # Elements of a list are removed from its end, so that the others keep their numbers until then.
    order = sorted(range(len(actions)), key=lambda at: _removal_order(actions[at], resolved[at]))
    changes = tuple(_change(actions[at], resolved[at], known) for at in order)
    return CompiledUpdate(placeholders, tuple(resolved), changes)


def _removal_order(action: Action, steps: Steps) -> tuple[int, int]:
    last = steps[-1]
    return (1, -last) if action.verb == "remove" and isinstance(last, int) else (0, 0)


def _change(action: Action, steps: Steps, names: Names) -> _Change:
    if action.verb == "remove":
        return lambda _before, after, _values: paths.remove(after, steps)
    assert action.operand is not None
    evaluate = _evaluator(action.operand, names)
    if action.verb == "set":
        return lambda before, after, values: paths.write(after, steps, evaluate(before, values))
    read = paths.reader(steps)
    combine = _added if action.verb == "add" else _deleted

    def change(before: Item, after: Item, values: Values) -> None:
        combined = combine(read(before), evaluate(before, values))
        if combined is None:
            paths.remove(after, steps)
        else:
            paths.write(after, steps, combined)

    return change


def _evaluator(operand: Operand, names: Names) -> _Evaluate:
    match operand:
        case Given(name):
            return lambda _before, values: values[name]
        case Path():
            read = paths.reader(paths.resolve(_KIND, operand, names))

            def attribute(before: Item, _values: Values) -> Value:
                found = read(before)
                if found is None:
                    raise Invalid(_MISSING)
                return found

            return attribute
        case Sum(left, sign, right):
            first, second = _evaluator(left, names), _evaluator(right, names)
            return lambda before, values: _sum(first(before, values), sign, second(before, values))
        case Call("if_not_exists", (Path() as path, default)):
            read, otherwise = paths.reader(paths.resolve(_KIND, path, names)), _evaluator(default, names)
            return lambda before, values: read(before) or otherwise(before, values)
        case Call("list_append", (left, right)):
            first, second = _evaluator(left, names), _evaluator(right, names)
            return lambda before, values: {"L": _list(first(before, values)) + _list(second(before, values))}
        case _:
            raise Invalid(f"Invalid {_KIND}: The function is not allowed in an update expression")


def _list(value: Value) -> list[Value]:
    if "L" not in value:
        raise Invalid(_WRONG_TYPE)
    return list(value["L"])


def _sum(left: Value, sign: str, right: Value) -> Value:
    if "N" not in left or "N" not in right:
        raise Invalid(_WRONG_TYPE)
    first, second = number(left["N"]), number(right["N"])
    return stored({"N": number_text(first + second if sign == "+" else first - second)})


def _added(current: Value | None, given: Value) -> Value:
    kind = type_of(given)
    if kind != "N" and kind not in SET_TYPES:
        raise Invalid(
            f"Invalid {_KIND}: Incorrect operand type for operator or function; operator: ADD, operand type: {kind}"
        )
    if current is None:
        return given
    if kind not in current:
        raise Invalid(_WRONG_TYPE)
    if kind == "N":
        return _sum(current, "+", given)
    return {kind: [*current[kind], *(each for each in given[kind] if each not in current[kind])]}


def _deleted(current: Value | None, given: Value) -> Value | None:
    kind = type_of(given)
    if kind not in SET_TYPES:
        raise Invalid(
            f"Invalid {_KIND}: Incorrect operand type for operator or function; operator: DELETE, operand type: {kind}"
        )
    if current is None:
        return None
    if kind not in current:
        raise Invalid(_WRONG_TYPE)
    left = [each for each in current[kind] if each not in given[kind]]
    return {kind: left} if left else None
