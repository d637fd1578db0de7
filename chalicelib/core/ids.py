"""Identifiers: a prefix that names the kind, and 26 lower-case Crockford base-32 characters.

A new id carries its birth time in its first ten characters, so ids of one kind sort by age. A derived id is a digest
of the facts it stands for, so the same facts give the same id however often they arrive.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 26
_TIME_BITS = 48
_RANDOM_BITS = 80
ID_PATTERN = r"^[a-z]{2,4}_[0-9a-hjkmnp-tv-z]{26}$(?!\n)"
"""Read alike by Python, whose `$` lets a last line break pass, and by ECMA-262, which has no `\\Z`."""
_ID = re.compile(ID_PATTERN)

RandomBits = Callable[[int], int]


def _encode(number: int) -> str:
    chars = []
    for _ in range(_LENGTH):
        number, index = divmod(number, 32)
        chars.append(_ALPHABET[index])
    return "".join(reversed(chars))


def new_id(prefix: str, now_ms: int, random_bits: RandomBits = secrets.randbits) -> str:
    """Return a fresh id such as `ses_01h…`.

    Parameters:
        prefix: two to four letters that name the kind.
        now_ms: the instant the id carries, milliseconds since the epoch.
        random_bits: source of n random bits; tests and simulations inject a seeded one.

    Raises:
        ValueError: the instant does not fit 48 bits.
    """
    if not 0 <= now_ms < 1 << _TIME_BITS:
        raise ValueError("instant out of range for an id")
    return f"{prefix}_{_encode(now_ms << _RANDOM_BITS | random_bits(_RANDOM_BITS))}"


def derived_id(prefix: str, *facts: str) -> str:
    """Return the id that stands for `facts`, always the same one.

    The facts are length-prefixed before hashing, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256(b"".join(b"%d:%s" % (len(raw := fact.encode()), raw) for fact in facts)).digest()
    return f"{prefix}_{_encode(int.from_bytes(digest[:16], 'big'))}"


def is_id(text: str, prefix: str) -> bool:
    """Tell whether `text` has the form of an id of the kind `prefix`."""
    return text.startswith(f"{prefix}_") and _ID.match(text) is not None
