"""Trying again what met a passing conflict, throttling or a lost answer."""

from __future__ import annotations

import random
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core.table.errors import CANCELLED, TableBusy, code_of

MAX_ATTEMPTS = 8
"""How often a call that met a passing conflict or throttle is tried before the caller is told to try again."""
_BACKOFF_SECONDS = 0.02
_BACKOFF_CAP_SECONDS = 0.8
_PASSING_ERRORS = frozenset(
    {
        CANCELLED,
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "InternalServerError",
    }
)

Sleep = Callable[[float], None]


def with_retries(
    attempt: Callable[[], None], explain: Callable[[ClientError], Exception | None], sleep: Sleep
) -> None:
    """Make an attempt until it succeeds, is refused, or has met something passing `MAX_ATTEMPTS` times.

    Parameters:
        explain: gives the error that an answer means to the caller, or None for what may pass.

    Raises:
        TableBusy: something passing came in the way of every attempt, or no answer came.
        Exception: what `explain` gives, or an error of the table that does not pass.
    """
    for number in range(MAX_ATTEMPTS):
        try:
            attempt()
            return
        except ClientError as error:
            meaning = explain(error)
            if meaning is not None:
                raise meaning from error
            if code_of(error) not in _PASSING_ERRORS:
                raise
            last: Exception = error
        except BotoCoreError as error:  # no answer came
            last = error
        if number + 1 < MAX_ATTEMPTS:
            sleep(jitter_seconds(number))
    raise TableBusy("the table did not take the write this time") from last


def jitter_seconds(attempt: int) -> float:
    """How long to wait before trying again: any time up to a bound that doubles."""
    return random.uniform(0, min(_BACKOFF_CAP_SECONDS, _BACKOFF_SECONDS * 2**attempt))  # noqa: S311
