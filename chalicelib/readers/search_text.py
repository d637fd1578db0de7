"""Which readers have a word: sorted words, each with the ordinals of its readers. Pure.

Sets of readers are integers, bit n for the reader with ordinal n: at 10,000 readers an intersection or a count takes
less than a microsecond.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chalicelib.readers.search_rules import Field, Words, looks_into

_AFTER_ALL = "\U0010ffff"
_FEW = 48
"""Up to so many ordinals, shifting each is quicker than marking them in a row of bytes."""


def bits_of(ordinals: Sequence[int], size: int) -> int:
    """Return the set of `ordinals`, all below `size`."""
    if len(ordinals) <= _FEW:
        bits = 0
        for ordinal in ordinals:
            bits |= 1 << ordinal
        return bits
    marks = bytearray(b"0") * size
    for ordinal in ordinals:
        marks[ordinal] = 49  # "1"
    marks.reverse()
    return int(marks, 2)


def flags_of(bits: int, size: int) -> str:
    """Return a set as text: "1" at the position of each ordinal that is in it."""
    return format(bits, f"0{size}b")[::-1]


def ordinals_of(bits: int, size: int) -> Iterator[int]:
    """Return the ordinals of a set, ascending."""
    flags = flags_of(bits, size)
    position = flags.find("1")
    while position >= 0:
        yield position
        position = flags.find("1", position + 1)


class Postings:
    """The words of one field and who has them. Does not change once made.

    `starts[n]` is where the ordinals of word n begin in `ordinals`; one more marks the end of the last.
    """

    __slots__ = ("ordinals", "starts", "words")

    def __init__(self, words: list[str], starts: array[int], ordinals: array[int]) -> None:
        self.words, self.starts, self.ordinals = words, starts, ordinals

    @classmethod
    def of(cls, readers: Iterable[Iterable[str]]) -> Postings:
        """Return the postings of readers' words, the readers by ordinal from 0."""
        found: dict[str, list[int]] = {}
        for ordinal, words in enumerate(readers):
            for word in words:
                found.setdefault(word, []).append(ordinal)
        sorted_words = sorted(found)
        starts, ordinals = array("I", [0]), array("I")
        for word in sorted_words:
            ordinals.extend(found[word])
            starts.append(len(ordinals))
        return cls(sorted_words, starts, ordinals)

    def beginning_with(self, prefix: str) -> Sequence[int]:
        """Return the ordinals of who has a word that begins so; some perhaps more than once."""
        first = bisect_left(self.words, prefix)
        end = bisect_left(self.words, prefix + _AFTER_ALL, first)
        return self.ordinals[self.starts[first] : self.starts[end]]


class TextIndex:
    """The words of all readers: postings, and over them the words of readers that were written since."""

    __slots__ = ("_overlaid", "_overlay", "postings")

    def __init__(self, postings: Mapping[Field, Postings]) -> None:
        self.postings = dict(postings)
        self._overlay: dict[int, Words] = {}
        self._overlaid = 0

    def replace(self, ordinal: int, words: Words) -> None:
        """Take these as the words of a reader from now on."""
        self._overlay[ordinal] = words
        self._overlaid |= 1 << ordinal

    def having(self, word: str, field: Field, size: int) -> int:
        """Return who has a word in `field` that begins with `word`."""
        if not looks_into(word, field):
            return 0
        found = bits_of(self.postings[field].beginning_with(word), size) & ~self._overlaid
        for ordinal, words in self._overlay.items():
            if any(each.startswith(word) for each in words[field]):
                found |= 1 << ordinal
        return found
