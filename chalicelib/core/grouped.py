"""Many independent facts in few transactions.

A transaction's request costs the client far more than what is in it, so facts that have nothing to do with each other
(the minutes of different sessions) may travel together. What they share is the journey, not the fate: a group that is
refused, or in somebody's way, is taken out, and the others are sent again.
"""

from __future__ import annotations

from collections.abc import Sequence

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core import dynamodb, table
from chalicelib.core.table import Write

_MAX_ROUNDS = 3
"""How often the rest of a transaction is sent again without those that were refused, before it goes alone, too."""


def write_groups(groups: Sequence[Sequence[Write]], *, max_groups: int) -> list[bool]:
    """Write each group of writes whole or not at all, `max_groups` of them in one transaction at the most.

    Returns, for each group, whether it is known to be written. One that is not may be refused, in conflict, or (when
    no answer came) even written: the caller looks again, alone, by `transact`, and learns what is the matter.
    """
    written = [False] * len(groups)
    for numbers in _packed(groups, max_groups):
        for number in _write(groups, numbers):
            written[number] = True
    return written


def _packed(groups: Sequence[Sequence[Write]], max_groups: int) -> list[list[int]]:
    """Share the groups, by number, among transactions that are not too large and touch no item twice."""
    packed: list[list[int]] = []
    keys: set[table.Key] = set()
    for number, group in enumerate(groups):
        own = {table.key_of(each) for each in group}
        fits = packed and len(packed[-1]) < max_groups and len(keys) + len(own) <= table.MAX_TRANSACTION_WRITES
        if fits and keys.isdisjoint(own):
            packed[-1].append(number)
            keys |= own
        else:
            packed.append([number])
            keys = own
    return packed


def _write(groups: Sequence[Sequence[Write]], numbers: list[int]) -> list[int]:
    """Send groups in one transaction, again without those that were in the way; returns those that were written."""
    for _ in range(_MAX_ROUNDS):
        in_the_way = _send(groups, numbers)
        if not in_the_way:
            return numbers
        numbers = [number for number in numbers if number not in in_the_way]
        if not numbers:
            return []
    return []


def _send(groups: Sequence[Sequence[Write]], numbers: list[int]) -> set[int]:
    """Send groups in one transaction; returns those that kept it from being written."""
    owners = [number for number in numbers for _ in groups[number]]
    try:
        dynamodb.call("TransactWriteItems", table.transaction([each for number in numbers for each in groups[number]]))
    except ClientError as error:
        codes = table.cancellation_codes(error)
        return {number for number, code in zip(owners, codes, strict=False) if code is not None} or set(numbers)
    except BotoCoreError:
        return set(numbers)
    return set()
