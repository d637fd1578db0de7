"""What all webhook endpoints share: limits, secrets, and reading a body that may be hostile."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from chalicelib.gateways.errors import WebhookRejected

MAX_BODY_BYTES = 256 * 1024
PROVIDER_ID = r"\A[!\"$-~]{1,255}\Z"
"""An id that a provider gave: visible characters, but no `#`, which parts the table's keys such ids stand in."""
# The end of the year 2999: what comes later is no time, and no calendar has to hold it.
LATEST_MS = 32_503_680_000_000

_T = TypeVar("_T")


def check_size(raw: bytes) -> None:
    """Raise WebhookRejected if a body is empty or longer than any provider sends."""
    if not raw:
        raise WebhookRejected("empty")
    if len(raw) > MAX_BODY_BYTES:
        raise WebhookRejected("too_large")


def check_secrets(secrets: Sequence[str]) -> None:
    """Raise ValueError when no usable secret is configured: anybody can sign with an empty one.

    This is the operator's mistake and not the sender's, hence no WebhookRejected: it must be noticed.
    """
    if isinstance(secrets, str) or not secrets or not all(secret.strip() for secret in secrets):
        raise ValueError("webhook secrets must be a list of at least one secret, none of them blank")


def any_equal(expected: Iterable[str], given: Iterable[bytes]) -> bool:
    """Whether any given signature is an expected one. Takes the same time wherever they differ."""
    candidates = tuple(given)
    found = False
    for signature in expected:
        wanted = signature.encode("ascii")
        for candidate in candidates:
            found |= hmac.compare_digest(wanted, candidate)
    return found


def decode(raw: bytes, shape: type[_T]) -> _T:
    """The body as `shape`, or WebhookRejected. Must only see bodies whose signature has been checked."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.ValidationError:
        raise WebhookRejected("wrong_shape") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise WebhookRejected("not_json") from None
