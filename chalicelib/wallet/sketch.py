"""Finds where two sides of a very large account differ, in constant memory and without any order.

Each fact adds a weight made from its own text to the bucket of the group that it belongs to, positive on one side and
negative on the other. A bucket at zero says that both sides hold the same facts (weights are 128 bits of a hash, so
chance cannot hide a difference). A bucket that is not zero names its few groups as suspects for a closer look.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b

BUCKETS = 1 << 14


def bucket_of(group: str) -> int:
    """The bucket that a group belongs to."""
    return int.from_bytes(blake2b(group.encode(), digest_size=4).digest(), "big") % BUCKETS


class Sketch:
    """Sums of weighted facts by bucket."""

    def __init__(self) -> None:
        self._sums: defaultdict[int, int] = defaultdict(int)

    def add(self, group: str, fact: str, amount: int) -> None:
        """Count `amount` of a fact (negative on the other side)."""
        weight = int.from_bytes(blake2b(fact.encode(), digest_size=16).digest(), "big") | 1
        self._sums[bucket_of(group)] += weight * amount

    def merge(self, other: Sketch) -> None:
        """Add what another sketch has counted."""
        for number, total in other._sums.items():
            self._sums[number] += total

    def suspects(self) -> frozenset[int]:
        """The buckets whose two sides differ."""
        return frozenset(number for number, total in self._sums.items() if total)
