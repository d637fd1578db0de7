"""Words that may not stand in an expression as the name of an attribute; DynamoDB has 573 of them.

The list is moto's copy of it (Apache-2.0), a development dependency.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def reserved_words() -> frozenset[str]:
    """The reserved words, in capitals."""
    listed = files("moto").joinpath("dynamodb/parsing/reserved_keywords.txt")
    return frozenset(word.strip().upper() for word in listed.read_text().splitlines() if word.strip())
