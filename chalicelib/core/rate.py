"""How often an account may do a thing: a counter for each account, operation and window, kept in the table.

One conditional write for a request (1 write unit), only on operations that declare a limit. Windows are fixed and
begin at multiples of their length, so the most that passes in any stretch as long as a window is twice the limit.
"""

from __future__ import annotations

from typing import NamedTuple

from chalicelib.core.clock import SECOND_MS
from chalicelib.core.errors import RateLimited
from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, Update, write


class RateLimit(NamedTuple):
    """At most `requests` in each window of `seconds`."""

    requests: int
    seconds: int


class RequestCount(TableItem, discriminator="request_count"):
    """How many requests of one account and operation came in one window."""

    key = KeyTemplate("RATE#{user_id}#{operation_id}", "WINDOW#{window:012d}")

    requests = IntegerAttribute()


class _Full(Exception):
    """The window took all it takes."""


def count_request(user_id: str, operation_id: str, limit: RateLimit, now_ms: int) -> None:
    """Count a request.

    Raises:
        RateLimited: it would be one too many; it is not counted, and the error says when the next window begins.
    """
    window_ms = limit.seconds * SECOND_MS
    window = now_ms // window_ms
    ends_at_ms = (window + 1) * window_ms
    item = RequestCount(*RequestCount.key(user_id=user_id, operation_id=operation_id, window=window))
    actions = [
        RequestCount.requests.add(1),
        RequestCount.kind.set(RequestCount),
        RequestCount.expires_at.set(ends_at_ms // SECOND_MS),
    ]
    room = RequestCount.requests.does_not_exist() | (RequestCount.requests < limit.requests)
    try:
        write(Update(item, actions, room, refused=_Full, create=True))
    except _Full as error:
        raise RateLimited(retry_after_seconds=-(-(ends_at_ms - now_ms) // SECOND_MS)) from error
