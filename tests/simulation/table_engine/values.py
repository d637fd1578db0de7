"""Attribute values in DynamoDB's form (`{"S": "text"}`): their types, order, equality, arithmetic and size."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, DecimalException, Inexact
from typing import Any

from tests.simulation.table_engine.errors import Invalid

Value = dict[str, Any]
Item = dict[str, Value]

ORDERED_TYPES = frozenset({"S", "N", "B"})
SET_TYPES = frozenset({"SS", "NS", "BS"})
TYPES = ORDERED_TYPES | SET_TYPES | {"BOOL", "NULL", "L", "M"}
MAX_ITEM_BYTES = 400 * 1024
_PRECISION = Context(prec=38, Emax=125, Emin=-130, traps=[Inexact])


def type_of(value: Value) -> str:
    """The type of a value.

    Raises:
        Invalid: it has none, several, or one that does not exist.
    """
    if len(value) == 1:
        (kind,) = value
        if kind in TYPES:
            return kind
    if not value:
        raise Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
    raise Invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported")


def number(text: str) -> int | Decimal:
    """A number as Python counts with it; whole ones as integers."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return _PRECISION.create_decimal(text)
    except Inexact:
        raise Invalid("Attempting to store more than 38 significant digits in a Number") from None
    except DecimalException:
        raise Invalid(f"The parameter cannot be converted to a numeric value: {text}") from None


def number_text(amount: int | Decimal) -> str:
    """A number as DynamoDB writes it: no exponent, no needless zeros."""
    if isinstance(amount, int):
        return str(amount)
    text = format(amount, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def stored(value: Value) -> Value:
    """The value as it is kept: checked, and numbers in their one form.

    Raises:
        Invalid: no such type, an empty set, a doubled element, a number that is none.
    """
    kind = type_of(value)
    inner = value[kind]
    if kind == "S" or kind == "BOOL" or kind == "B":
        return value
    if kind == "N":
        text = number_text(number(inner))
        return value if text == inner else {"N": text}
    if kind == "M":
        return {"M": {name: stored(each) for name, each in inner.items()}}
    if kind == "L":
        return {"L": [stored(each) for each in inner]}
    if kind in SET_TYPES:
        if not inner:
            raise Invalid("One or more parameter values were invalid: An number set may not be empty")
        elements = [number_text(number(each)) for each in inner] if kind == "NS" else list(inner)
        if len(set(elements)) != len(elements):
            raise Invalid("One or more parameter values were invalid: Input collection contains duplicates")
        return {kind: elements}
    if inner is not True:
        raise Invalid("One or more parameter values were invalid: Null attribute value types must have value of true")
    return value


def equal(left: Value, right: Value) -> bool:
    """Whether two values are the same one; values of different types never are."""
    if left == right:
        return True
    kind = type_of(left)
    if kind not in right:
        return False
    mine, theirs = left[kind], right[kind]
    if kind == "N":
        return number(mine) == number(theirs)
    if kind == "NS":
        return {number(each) for each in mine} == {number(each) for each in theirs}
    if kind in SET_TYPES:
        return set(mine) == set(theirs)
    if kind == "L":
        return len(mine) == len(theirs) and all(map(equal, mine, theirs))
    if kind == "M":
        return mine.keys() == theirs.keys() and all(equal(mine[name], theirs[name]) for name in mine)
    return bool(mine == theirs)


def sort_key(value: Value) -> Any:
    """What an ordered value is sorted by among values of its type."""
    (kind,) = value
    if kind == "N":
        return number(value["N"])
    return value["S"].encode() if kind == "S" else value[kind]


def contains(holder: Value, wanted: Value) -> bool:
    """DynamoDB's `contains`: a part of a text, or an element of a set or list."""
    kind = type_of(holder)
    if kind in ("S", "B"):
        return kind in wanted and wanted[kind] in holder[kind]
    if kind in SET_TYPES:
        element = kind[0]
        return element in wanted and any(equal({element: each}, wanted) for each in holder[kind])
    return kind == "L" and any(equal(each, wanted) for each in holder["L"])


def length(value: Value) -> int | None:
    """DynamoDB's `size` of a value; None for types that have none."""
    kind = type_of(value)
    if kind == "S":
        return len(value["S"].encode())
    return len(value[kind]) if kind in ("B", "L", "M") or kind in SET_TYPES else None


def bytes_of(value: Value) -> int:
    """How many bytes a value counts for (DynamoDB, "Item sizes and formats")."""
    (kind,) = value
    inner = value[kind]
    if kind == "S":
        return len(inner.encode())
    if kind == "N":
        return _bytes_of_number(inner)
    if kind in ("BOOL", "NULL"):
        return 1
    if kind == "B":
        return len(inner)
    if kind == "L":
        return 3 + sum(1 + bytes_of(each) for each in inner)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + bytes_of(each) for name, each in inner.items())
    return sum(bytes_of({kind[0]: each}) for each in inner)


def _bytes_of_number(text: str) -> int:
    digits = text.replace(".", "").lstrip("-0").rstrip("0")
    return (len(digits) + 1) // 2 + 1 + text.startswith("-")


def bytes_of_item(item: Mapping[str, Value]) -> int:
    """How many bytes an item counts for: its attribute names and values."""
    return sum(len(name.encode()) + bytes_of(value) for name, value in item.items())
