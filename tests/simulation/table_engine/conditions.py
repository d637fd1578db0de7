"""Conditions as functions of an item: compiled once for a text and its names, then only called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.parser import parse_condition
from tests.simulation.table_engine.paths import Names, Steps, reader, resolve
from tests.simulation.table_engine.syntax import (
    Between,
    Both,
    Call,
    Comparison,
    Condition,
    Either,
    Given,
    Not,
    OneOf,
    Operand,
    Path,
    Placeholders,
)
from tests.simulation.table_engine.values import (
    ORDERED_TYPES,
    TYPES,
    Item,
    Value,
    contains,
    equal,
    length,
    sort_key,
    type_of,
)

Values = Mapping[str, Value]
Test = Callable[[Item, Values], bool]
_Get = Callable[[Item, Values], Value | None]
_Demand = tuple[str, str, frozenset[str]]
"""A placeholder, the operator it stands beside, and the types that this one takes."""

_TEXTS = frozenset({"S", "B"})
_ORDERINGS: Mapping[str, Callable[[object, object], bool]] = {
    "<": lambda left, right: left < right,  # type: ignore[operator]
    "<=": lambda left, right: left <= right,  # type: ignore[operator]
    ">": lambda left, right: left > right,  # type: ignore[operator]
    ">=": lambda left, right: left >= right,  # type: ignore[operator]
}


@dataclass(frozen=True)
class CompiledCondition:
    """A condition that is ready to be asked."""

    kind: str
    parsed: Condition
    placeholders: Placeholders
    paths: frozenset[Steps]
    _test: Test
    _demands: tuple[_Demand, ...]
    _ranges: tuple[tuple[str, str], ...]

    def check(self, values: Values) -> None:
        """Raise Invalid for values that the condition's operators never take."""
        for name, operator, types in self._demands:
            if name in values and type_of(values[name]) not in types:
                raise Invalid(
                    f"Invalid {self.kind}: Incorrect operand type for operator or function; operator or function: "
                    f"{operator}, operand type: {type_of(values[name])}"
                )
        for low, high in self._ranges:
            if low in values and high in values and not _at_most(values[low], values[high]):
                raise Invalid(
                    f"Invalid {self.kind}: The BETWEEN operator requires upper bound to be greater than or equal to "
                    "lower bound"
                )

    def holds(self, item: Item, values: Values) -> bool:
        """Whether it is true of an item; of {} when there is none."""
        return self._test(item, values)


def compile_condition(kind: str, text: str, names: Names) -> CompiledCondition:
    """Return the condition `text` means with these names; raises Invalid for wrong syntax and unknown names."""
    return _compile(kind, text, tuple(names.items()))


@cache
def _compile(kind: str, text: str, names: tuple[tuple[str, str], ...]) -> CompiledCondition:
    parsed, placeholders = parse_condition(kind, text)
    compiler = _Compiler(kind, dict(names))
    test = compiler.test(parsed)
    return CompiledCondition(
        kind,
        parsed,
        placeholders,
        frozenset(compiler.paths),
        test,
        tuple(compiler.demands),
        tuple(compiler.ranges),
    )


class _Compiler:
    def __init__(self, kind: str, names: Names) -> None:
        self._kind = kind
        self._names = names
        self.paths: set[Steps] = set()
        self.demands: list[_Demand] = []
        self.ranges: list[tuple[str, str]] = []

    def test(self, condition: Condition) -> Test:
        match condition:
            case Both(left, right):
                first, second = self.test(left), self.test(right)
                return lambda item, values: first(item, values) and second(item, values)
            case Either(left, right):
                first, second = self.test(left), self.test(right)
                return lambda item, values: first(item, values) or second(item, values)
            case Not(inner):
                negated = self.test(inner)
                return lambda item, values: not negated(item, values)
            case Comparison():
                return self._comparison(condition)
            case Between():
                return self._between(condition)
            case OneOf(operand, choices):
                get, options = self.get(operand), [self.get(choice) for choice in choices]
                return lambda item, values: any(_same(get(item, values), each(item, values)) for each in options)
            case Call():
                return self._call(condition)

    def get(self, operand: Operand) -> _Get:
        match operand:
            case Given(name):
                return lambda _item, values: values[name]
            case Path():
                steps = resolve(self._kind, operand, self._names)
                self.paths.add(steps)
                read = reader(steps)
                return lambda item, _values: read(item)
            case Call("size", (inner,)):
                get = self.get(inner)
                return lambda item, values: _size(get(item, values))
            case _:
                raise Invalid(f"Invalid {self._kind}: The function is not allowed to be used this way")

    def _demand(self, operand: Operand, operator: str, types: frozenset[str]) -> None:
        if isinstance(operand, Given):
            self.demands.append((operand.name, operator, types))

    def _comparison(self, condition: Comparison) -> Test:
        left, right = self.get(condition.left), self.get(condition.right)
        if condition.operator == "=":
            return lambda item, values: _same(left(item, values), right(item, values))
        if condition.operator == "<>":
            return lambda item, values: not _same(left(item, values), right(item, values))
        self._demand(condition.left, condition.operator, ORDERED_TYPES)
        self._demand(condition.right, condition.operator, ORDERED_TYPES)
        ordered = _ORDERINGS[condition.operator]

        def compare(item: Item, values: Values) -> bool:
            mine, theirs = left(item, values), right(item, values)
            return _comparable(mine, theirs) and ordered(sort_key(mine), sort_key(theirs))  # type: ignore[arg-type]

        return compare

    def _between(self, condition: Between) -> Test:
        get, low, high = self.get(condition.operand), self.get(condition.low), self.get(condition.high)
        for operand in (condition.operand, condition.low, condition.high):
            self._demand(operand, "BETWEEN", ORDERED_TYPES)
        if isinstance(condition.low, Given) and isinstance(condition.high, Given):
            self.ranges.append((condition.low.name, condition.high.name))
        return lambda item, values: (
            _at_most(low(item, values), value := get(item, values)) and _at_most(value, high(item, values))
        )

    def _call(self, call: Call) -> Test:
        get = self.get(call.arguments[0])
        if call.function == "attribute_exists":
            return lambda item, values: get(item, values) is not None
        if call.function == "attribute_not_exists":
            return lambda item, values: get(item, values) is None
        second = self.get(call.arguments[1])
        if call.function == "begins_with":
            self._demand(call.arguments[1], "begins_with", _TEXTS)
            return lambda item, values: _begins_with(get(item, values), second(item, values))
        if call.function == "contains":
            return lambda item, values: (
                (holder := get(item, values)) is not None
                and (wanted := second(item, values)) is not None
                and contains(holder, wanted)
            )
        self._demand(call.arguments[1], "attribute_type", frozenset({"S"}))

        def has_type(item: Item, values: Values) -> bool:
            value, wanted = get(item, values), second(item, values)
            if wanted is None or wanted["S"] not in TYPES:
                raise Invalid(f"Invalid {self._kind}: Invalid attribute type name found")
            return value is not None and wanted["S"] in value

        return has_type


def _same(left: Value | None, right: Value | None) -> bool:
    return left is not None and right is not None and equal(left, right)


def _comparable(left: Value | None, right: Value | None) -> bool:
    if left is None or right is None:
        return False
    return left.keys() == right.keys() and not ORDERED_TYPES.isdisjoint(left)


def _at_most(left: Value | None, right: Value | None) -> bool:
    return _comparable(left, right) and sort_key(left) <= sort_key(right)  # type: ignore[arg-type,no-any-return]


def _begins_with(value: Value | None, start: Value | None) -> bool:
    if value is None or start is None or value.keys() != start.keys() or _TEXTS.isdisjoint(value):
        return False
    (kind,) = value
    return bool(value[kind].startswith(start[kind]))


def _size(value: Value | None) -> Value | None:
    found = None if value is None else length(value)
    return None if found is None else {"N": str(found)}
