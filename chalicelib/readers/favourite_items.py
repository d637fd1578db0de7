"""The item of a client's favourites."""

from __future__ import annotations

from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.constants import MAP, NUMBER

from chalicelib.core.table import KeyTemplate, TableItem, TextAttribute


class InstantsAttribute(Attribute[dict[str, int]]):
    """Instants by the id of what happened then, milliseconds: a map of whole numbers, each with a path of its own."""

    attr_type = MAP

    def serialize(self, value: dict[str, int]) -> dict[str, Any]:
        return {name: {NUMBER: str(at_ms)} for name, at_ms in value.items()}

    def deserialize(self, value: dict[str, Any]) -> dict[str, int]:
        return {name: int(at_ms[NUMBER]) for name, at_ms in value.items()}


class Favourites(TableItem, discriminator="favourites"):
    """All favourites of one client: when each reader was marked. One item, so that its size is a condition of the
    write that adds to it, and a page that shows many readers learns with one read which of them are marked."""

    key = KeyTemplate("FAVOURITES#{user_id}", "FAVOURITES")

    user_id = TextAttribute()
    marked_at_ms = InstantsAttribute()
