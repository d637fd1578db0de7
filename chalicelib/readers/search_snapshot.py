"""A search index as bytes: what a new process loads instead of reading every reader. Pure.

Columns are stored as they stand in memory (little-endian, as every machine that Lambda offers), so loading does no
work for each reader. Bytes of another version are not understood, and whoever finds them makes the index anew.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Mapping

import msgspec

from chalicelib.readers.search_index import SearchIndex
from chalicelib.readers.search_rules import Field
from chalicelib.readers.search_text import Postings, TextIndex

VERSION = 1
"""Of the form and of what is in it; another number makes every process start from the table until it is rebuilt."""
_LEVEL = 6
_BREAK = "\n"


class _Postings(msgspec.Struct, array_like=True):
    words: str
    starts: bytes
    ordinals: bytes


class _Snapshot(msgspec.Struct, array_like=True):
    ids: str
    entries: list[bytes]
    ratings: bytes
    reviews: bytes
    prices: list[bytes]
    listed: bytes
    featured: bytes
    online: bytes
    offering: list[bytes]
    specialities: dict[str, bytes]
    languages: dict[str, bytes]
    orders: list[bytes]
    text: dict[Field, _Postings]


def encode(index: SearchIndex) -> bytes:
    """Return an index as bytes, as `SearchIndex.of` made it: words that were put into it since are not kept."""

    def sets(given: Mapping[str, int]) -> dict[str, bytes]:
        return {name: _bytes_of(bits) for name, bits in given.items()}

    snapshot = _Snapshot(
        ids=_BREAK.join(index.ids),
        entries=index.entries,
        ratings=index.ratings.tobytes(),
        reviews=index.reviews.tobytes(),
        prices=[column.tobytes() for column in index.prices],
        listed=_bytes_of(index.listed),
        featured=_bytes_of(index.featured),
        online=_bytes_of(index.online),
        offering=[_bytes_of(bits) for bits in index.offering],
        specialities=sets(index.specialities),
        languages=sets(index.languages),
        orders=[array("I", order).tobytes() for order in index.orders],
        text={
            field: _Postings(_BREAK.join(each.words), each.starts.tobytes(), each.ordinals.tobytes())
            for field, each in index.text.postings.items()
        },
    )
    return VERSION.to_bytes(2, "little") + zlib.compress(msgspec.msgpack.encode(snapshot), _LEVEL)


def decode(raw: bytes) -> SearchIndex | None:
    """Return the index that `encode` made bytes of; None for those of another version."""
    if raw[:2] != VERSION.to_bytes(2, "little"):
        return None
    snapshot = msgspec.msgpack.decode(zlib.decompress(memoryview(raw)[2:]), type=_Snapshot)
    index = SearchIndex()
    index.ids = snapshot.ids.split(_BREAK) if snapshot.ids else []
    index.entries = snapshot.entries
    index.ratings.frombytes(snapshot.ratings)
    index.reviews.frombytes(snapshot.reviews)
    for column, stored in zip(index.prices, snapshot.prices, strict=True):
        column.frombytes(stored)
    index.listed, index.featured = _bits_from(snapshot.listed), _bits_from(snapshot.featured)
    index.online = _bits_from(snapshot.online)
    index.offering = [_bits_from(stored) for stored in snapshot.offering]
    index.specialities = {name: _bits_from(stored) for name, stored in snapshot.specialities.items()}
    index.languages = {name: _bits_from(stored) for name, stored in snapshot.languages.items()}
    for order, stored in zip(index.orders, snapshot.orders, strict=True):
        order.extend(_array(stored))
    index.text = TextIndex(
        {
            field: Postings(
                stored.words.split(_BREAK) if stored.words else [], _array(stored.starts), _array(stored.ordinals)
            )
            for field, stored in snapshot.text.items()
        }
    )
    index.restore_ordinals()
    return index


def _bytes_of(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _bits_from(stored: bytes) -> int:
    return int.from_bytes(stored, "little")


def _array(stored: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(stored)
    return numbers
