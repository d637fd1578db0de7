"""A reader's three items, read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from chalicelib.core import table
from chalicelib.core.errors import NotFound
from chalicelib.readers.items import ReaderCard, ReaderProfile, ReaderStatus


@dataclass(frozen=True, slots=True)
class Reader:
    """All three items of a reader."""

    card: ReaderCard
    profile: ReaderProfile
    status: ReaderStatus


def load_reader(reader_id: str, *, consistent: bool = True) -> Reader:
    """Return a reader, verified or not, in one round trip.

    Raises:
        NotFound: nobody has applied under this id.
    """
    keys = [kind.key(reader_id=reader_id) for kind in (ReaderCard, ReaderProfile, ReaderStatus)]
    found = table.load_many(keys, consistent=consistent)
    if len(found) < len(keys):
        raise NotFound("There is no such reader.")
    return reader_of(found, reader_id)


def reader_of(found: Mapping[table.Key, table.TableItem], reader_id: str) -> Reader:
    """Return a reader whose three items are among those found."""
    return Reader(
        cast(ReaderCard, found[ReaderCard.key(reader_id=reader_id)]),
        cast(ReaderProfile, found[ReaderProfile.key(reader_id=reader_id)]),
        cast(ReaderStatus, found[ReaderStatus.key(reader_id=reader_id)]),
    )


def find_reader(reader_id: str) -> Reader | None:
    """Return `load_reader(reader_id)`, or None for an account that never applied."""
    try:
        return load_reader(reader_id)
    except NotFound:
        return None
