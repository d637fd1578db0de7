"""How a table is keyed, read from the CreateTable request that makes it.

As in the product, keys are strings, but for the range key of an index, which may be a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.values import Item, Value, number

Range = str | int | Decimal

MAX_HASH_BYTES = 2048
MAX_RANGE_BYTES = 1024


@dataclass(frozen=True)
class KeyNames:
    """The attributes of a key."""

    hash: str
    range: str

    @property
    def both(self) -> tuple[str, str]:
        return self.hash, self.range


@dataclass(frozen=True)
class IndexSchema:
    """A global secondary index. `projected` is None when all attributes are."""

    name: str
    key: KeyNames
    projected: frozenset[str] | None
    range_type: str = "S"

    def entry(self, item: Item) -> tuple[str, Range] | None:
        """Where an item stands in the index, or None: an item without both key attributes is not in it."""
        found = item.get(self.key.hash), item.get(self.key.range)
        if found[0] is None or found[1] is None:
            return None
        return found[0]["S"], self.range_of(found[1])

    def range_of(self, value: Value) -> Range:
        """A range key as it is sorted."""
        return value["S"] if self.range_type == "S" else number(value["N"])

    def project(self, item: Item) -> Item:
        """What the index holds of an item."""
        if self.projected is None:
            return dict(item)
        return {name: value for name, value in item.items() if name in self.projected}


@dataclass(frozen=True)
class TableSchema:
    """A table's keys and indexes."""

    name: str
    key: KeyNames
    indexes: Mapping[str, IndexSchema]

    @property
    def key_attributes(self) -> frozenset[str]:
        return frozenset(self.key.both)

    def key_of(self, given: Item) -> tuple[str, str]:
        """The key in a request's `Key` or `Item`.

        Raises:
            Invalid: an attribute is missing, of another type, empty or too long.
        """
        return (
            self._key_text(given, self.key.hash, MAX_HASH_BYTES),
            self._key_text(given, self.key.range, MAX_RANGE_BYTES),
        )

    def exact_key_of(self, given: Item) -> tuple[str, str]:
        """The key in a request's `Key`, which has the key's attributes and no others; raises as `key_of`."""
        if given.keys() != self.key_attributes:
            raise Invalid("The provided key element does not match the schema")
        return self.key_of(given)

    def check_index_keys(self, item: Item) -> None:
        """Raise Invalid for an item that an index cannot take: its keys must be texts that are not empty."""
        for index in self.indexes.values():
            for name, wanted in zip(index.key.both, ("S", index.range_type), strict=True):
                value = item.get(name)
                if value is None:
                    continue
                if wanted not in value:
                    raise Invalid(
                        f"One or more parameter values were invalid: Type mismatch for Index Key {name} "
                        f"Expected: {wanted} Actual: {next(iter(value))} IndexName: {index.name}"
                    )
                if value.get("S") == "":
                    raise Invalid(
                        "One or more parameter values are not valid. A value specified for a secondary index key is "
                        "not supported. The AttributeValue for a key attribute cannot contain an empty string value. "
                        f"IndexName: {index.name}, IndexKey: {name}"
                    )

    def _key_text(self, given: Item, name: str, most_bytes: int) -> str:
        value = given.get(name)
        if value is None:
            raise Invalid(f"One or more parameter values were invalid: Missing the key {name} in the item")
        if "S" not in value:
            raise Invalid(
                f"One or more parameter values were invalid: Type mismatch for key {name} expected: S "
                f"actual: {next(iter(value))}"
            )
        text: str = value["S"]
        if not text:
            raise Invalid(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
                f"an empty string value. Key: {name}"
            )
        if len(text.encode()) > most_bytes:
            raise Invalid(f"One or more parameter values were invalid: Size of key {name} has exceeded {most_bytes}")
        return text


def schema_from(request: Mapping[str, Any]) -> TableSchema:
    """Return the schema that a CreateTable request describes."""
    types = {each["AttributeName"]: each["AttributeType"] for each in request["AttributeDefinitions"]}
    key = _key_names(request["KeySchema"])
    indexes = {}
    for described in request.get("GlobalSecondaryIndexes", ()):
        index_key = _key_names(described["KeySchema"])
        projection = described["Projection"]
        projected = None
        if projection["ProjectionType"] != "ALL":
            projected = frozenset({*key.both, *index_key.both, *projection.get("NonKeyAttributes", ())})
        name = described["IndexName"]
        indexes[name] = IndexSchema(name, index_key, projected, types[index_key.range])
    texts = {*key.both, *(index.key.hash for index in indexes.values())}
    if any(types[name] != "S" for name in texts) or any(each.range_type not in "SN" for each in indexes.values()):
        raise Invalid("this engine keeps keys that are strings, and numbers as the range keys of indexes")
    return TableSchema(request["TableName"], key, indexes)


def _key_names(described: list[Mapping[str, str]]) -> KeyNames:
    roles = {each["KeyType"]: each["AttributeName"] for each in described}
    return KeyNames(roles["HASH"], roles["RANGE"])
