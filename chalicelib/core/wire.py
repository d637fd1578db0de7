"""What goes over the wire in every area: bases of request types, timestamps, pages.

Instants are integers of milliseconds inside (`core.clock`) and RFC 3339 text in UTC with milliseconds outside.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import Meta

from chalicelib.core.clock import to_datetime, to_ms
from chalicelib.core.errors import ValidationFailed
from chalicelib.core.ids import ID_PATTERN

T = TypeVar("T")

Id = Annotated[str, Meta(pattern=ID_PATTERN, max_length=31)]
"""An identifier such as `ses_…`; see `core.ids`."""

Timestamp = Annotated[str, Meta(extra_json_schema={"format": "date-time", "examples": ["2026-03-01T12:00:00.000Z"]})]
"""An instant in an answer. Made by `timestamp`, never by hand."""

Instant = Annotated[datetime, Meta(tz=True)]
"""An instant in a request, with its zone; `instant_ms` makes it a number."""

Limit = Annotated[int, Meta(ge=1, le=100, description="How many items at the most.")]
CursorText = Annotated[str, Meta(min_length=1, max_length=2048, description="`next_cursor` of the page before.")]


def tidied(max_chars: int, description: str, *, slack: int = 2, min_length: int | None = None) -> Meta:
    """Return the Meta of a text that is tidied (`core.text`) before its characters count.

    `max_length` allows `slack` times as much, for what tidying takes away; the document's `x-tidied-max-length` is the
    limit of what is kept, to which a form holds.
    """
    return Meta(
        min_length=min_length,
        max_length=slack * max_chars,
        description=description,
        extra_json_schema={"x-tidied-max-length": max_chars},
    )


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Base of request bodies and of the structures inside them: unknown fields are refused by name."""


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Base of query strings. Every field has a default; unknown parameters are refused by name."""


class PageQuery(Query):
    """The query of a paged list; subclass it to add filters."""

    limit: Limit = 25
    cursor: CursorText | None = None


class View(msgspec.Struct):
    """Base of answers."""


class Page(View, Generic[T]):
    """One page of a list. `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None


def timestamp(at_ms: int) -> str:
    """Return an instant as RFC 3339 text in UTC, such as `2026-03-01T12:00:00.250Z`."""
    return f"{to_datetime(at_ms).isoformat(timespec='milliseconds')[:-6]}Z"


def optional_timestamp(at_ms: int | None) -> str | None:
    """Return `timestamp(at_ms)`, or None for an instant that has not come."""
    return None if at_ms is None else timestamp(at_ms)


def instant_ms(at: datetime, field: str) -> int:
    """Return an instant of a request in milliseconds.

    Raises:
        ValidationFailed: it lies before 1970 or too far ahead to stand in a key; `field` names where it stood.
    """
    at_ms = to_ms(at)
    if not 0 <= at_ms < 1 << 44:
        raise ValidationFailed("This instant is out of range.", field=field)
    return at_ms
