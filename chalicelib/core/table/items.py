"""What is stored: attributes, indexes, the base of every item, and keys as declared data."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, Self

import msgspec
from pynamodb.attributes import DiscriminatorAttribute, UnicodeAttribute
from pynamodb.connection import TableConnection
from pynamodb.constants import NULL
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.core import dynamodb
from chalicelib.core.table.attributes import IntegerAttribute, TextAttribute, reader_of

Key = tuple[str, str]
"""Partition key and sort key of an item."""


class Index1(GlobalSecondaryIndex[Any]):
    """First overloaded sparse index; each kind declares what it puts there in docs/access-patterns.md."""

    class Meta:
        index_name = "index1"
        projection = AllProjection()

    i1_pk = UnicodeAttribute(hash_key=True)
    i1_sk = UnicodeAttribute(range_key=True)


class Index2(GlobalSecondaryIndex[Any]):
    """Second overloaded sparse index."""

    class Meta:
        index_name = "index2"
        projection = AllProjection()

    i2_pk = UnicodeAttribute(hash_key=True)
    i2_sk = UnicodeAttribute(range_key=True)


class Keys1(GlobalSecondaryIndex[Any]):
    """First overloaded sparse index of keys alone, for items that change often: a change costs nothing here."""

    class Meta:
        index_name = "keys1"
        projection = KeysOnlyProjection()

    k1_pk = UnicodeAttribute(hash_key=True)
    k1_sk = UnicodeAttribute(range_key=True)
    pk = UnicodeAttribute()
    sk = UnicodeAttribute()


class Keys2(GlobalSecondaryIndex[Any]):
    """Second overloaded sparse index of keys alone."""

    class Meta:
        index_name = "keys2"
        projection = KeysOnlyProjection()

    k2_pk = UnicodeAttribute(hash_key=True)
    k2_sk = UnicodeAttribute(range_key=True)
    pk = UnicodeAttribute()
    sk = UnicodeAttribute()


class LiveIndex(GlobalSecondaryIndex[Any]):
    """Sharded sparse index of sessions that still need the sweep.

    It projects keys only, and those never change while a session lives, so charging a minute writes nothing here.
    """

    class Meta:
        index_name = "live"
        projection = KeysOnlyProjection()

    live_shard = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class _Port:
    """What PynamoDB uses of botocore's client: the port."""

    _request_signer = None

    @staticmethod
    def _make_api_call(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return dynamodb.call(operation, arguments)


class DueIndex(GlobalSecondaryIndex[Any]):
    """Sharded sparse index of items on which something happens at a time (`core.due`)."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_shard = UnicodeAttribute(hash_key=True)
    due_at_ms = IntegerAttribute(range_key=True)


class TableItem(Model):
    """Base of every kind of item. A subclass declares `discriminator="kind"` and its `KeyTemplate`."""

    class Meta:
        table_name = os.environ.get("TABLE_NAME", "soulseer")
        region = dynamodb.region_of(os.environ)

    pk = TextAttribute(hash_key=True)
    sk = TextAttribute(range_key=True)
    kind = DiscriminatorAttribute()
    expires_at = IntegerAttribute(null=True)  # epoch seconds, as DynamoDB's TTL requires
    i1_pk = TextAttribute(null=True)
    i1_sk = TextAttribute(null=True)
    i2_pk = TextAttribute(null=True)
    i2_sk = TextAttribute(null=True)
    k1_pk = TextAttribute(null=True)
    k1_sk = TextAttribute(null=True)
    k2_pk = TextAttribute(null=True)
    k2_sk = TextAttribute(null=True)
    live_shard = TextAttribute(null=True)
    due_shard = TextAttribute(null=True)
    due_at_ms = IntegerAttribute(null=True)

    index1: ClassVar[Index1] = Index1()
    index2: ClassVar[Index2] = Index2()
    keys1: ClassVar[Keys1] = Keys1()
    keys2: ClassVar[Keys2] = Keys2()
    live: ClassVar[LiveIndex] = LiveIndex()
    due: ClassVar[DueIndex] = DueIndex()

    @classmethod
    def from_raw_data(cls, data: dict[str, Any]) -> Self:
        """Return the item that was read, of the class its kind names.

        PynamoDB's own walks twice over every attribute that the kind may have, and most items have half of them.
        """
        item_type: type[Self] = cls._get_discriminator_class(data) or cls
        if not issubclass(item_type, cls):
            raise ValueError(f"{item_type.__name__} is no {cls.__name__}")
        readers = _readers_of(item_type)
        values = {name: value() if callable(value) else value for name, value in _defaults_of(item_type)}
        for name, stored in data.items():
            read = readers.get(name)
            if read is not None and NULL not in stored:
                values[name] = read(stored)
        item = item_type.__new__(item_type)
        item.attribute_values = values
        return item

    @classmethod
    def _get_connection(cls) -> TableConnection:
        shared = super()._get_connection()
        if not isinstance(shared.connection._client, _Port):
            shared.connection._client = _Port()  # type: ignore[assignment] # PynamoDB uses no more of a client
        return shared


@cache
def _defaults_of(item_type: type[TableItem]) -> list[tuple[str, Any]]:
    """The attributes of a kind that have a value when none is stored, with that value or what makes it."""
    attributes = item_type.get_attributes().items()
    return [(name, attribute.default) for name, attribute in attributes if attribute.default is not None]


@cache
def _readers_of(item_type: type[TableItem]) -> dict[str, Callable[[dict[str, Any]], Any]]:
    """For each attribute of a kind, what makes its value of the stored one."""
    return {name: reader_of(attribute) for name, attribute in item_type.get_attributes().items()}


class KeyTemplate(msgspec.Struct, frozen=True):
    """A key as declared data: `KeyTemplate("SESSION#{session_id}", "SESSION")`.

    Calling it with the named parts gives (pk, sk). A part may be a string or a non-negative integer with a format,
    such as `{seq:012d}`, so that numbers sort as text.
    """

    pk: str
    sk: str = ""

    def __call__(self, **parts: str | int) -> Key:
        """Return the key of `parts`.

        Raises:
            ValueError: a part is empty or contains the separator `#`, so it could forge another key.
        """
        for name, part in parts.items():
            if isinstance(part, str) and (not part or "#" in part):
                raise ValueError(f"{name} cannot stand in a key")
        return self.pk.format(**parts), self.sk.format(**parts)

    def pk_of(self, **parts: str | int) -> str:
        """Return the partition key alone, for queries; the sort key's parts may be missing."""
        for name, part in parts.items():
            if isinstance(part, str) and (not part or "#" in part):
                raise ValueError(f"{name} cannot stand in a key")
        return self.pk.format(**parts)

    @property
    def sk_prefix(self) -> str:
        """The part of the sort key before its first variable, for `begins_with`."""
        return self.sk.split("{", 1)[0]
