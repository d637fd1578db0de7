"""The attributes of items: what PynamoDB's are, read in one step.

PynamoDB finds out at each access whether the attribute is part of a document. Those below never are, and a minute's
charge reads seventy of them (docs/decisions/0011).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from pynamodb.attributes import Attribute, UnicodeAttribute
from pynamodb.constants import BINARY, NUMBER, STRING

T = TypeVar("T")


class _Plain(Attribute[T]):
    """An attribute that stands in its item by its own name."""

    if not TYPE_CHECKING:  # the types are PynamoDB's

        def __get__(self, instance: Any, owner: Any) -> Any:
            if instance is None:
                return self
            return instance.attribute_values.get(self.attr_path[0])


class TextAttribute(_Plain[str], UnicodeAttribute):
    """Text."""


class IntegerAttribute(_Plain[int]):
    """A whole number. Refuses floats, Decimals and booleans instead of rounding them."""

    attr_type = NUMBER

    def serialize(self, value: Any) -> str:
        if type(value) is not int:
            raise TypeError(f"{self.attr_name} takes an integer, not {type(value).__name__}")
        return str(value)

    def deserialize(self, value: str) -> int:
        return int(value)


class BytesAttribute(_Plain[bytes]):
    """Bytes. The port speaks DynamoDB's JSON, in which they are base64 text (`core/dynamodb.py`)."""

    attr_type = BINARY

    def serialize(self, value: Any) -> str:
        return b64encode(value).decode()

    def deserialize(self, value: str) -> bytes:
        return b64decode(value, validate=True)


def reader_of(attribute: Attribute[Any]) -> Callable[[dict[str, Any]], Any]:
    """Return what makes a value of what is stored, such as 7 of `{"N": "7"}`; it raises for another type."""
    if isinstance(attribute, TextAttribute):
        return itemgetter(STRING)
    if isinstance(attribute, IntegerAttribute):
        return lambda stored: int(stored[NUMBER])
    return lambda stored: attribute.deserialize(attribute.get_value(stored))
