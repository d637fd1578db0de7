"""Opaque page cursors: where the next page starts, signed and bound to the list and caller they were made for.

The signature covers the scope (operation, caller, path parameters), so a cursor that was edited, or that belongs to
somebody else's list, is refused instead of reading another partition.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.core.errors import InvalidCursor

_SIGNATURE_BYTES = 16


def encode_cursor(secret: str, scope: Sequence[str], start_key: Mapping[str, Any]) -> str:
    """Return the cursor that stands for `start_key` within `scope`."""
    payload = json.dumps(start_key, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signature(secret, scope, payload) + payload).rstrip(b"=").decode()


def decode_cursor(secret: str, scope: Sequence[str], cursor: str) -> dict[str, Any]:
    """Return the key that `cursor` stands for.

    Raises:
        InvalidCursor: it was not made by `encode_cursor` with this secret and scope.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise InvalidCursor from error
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(secret, scope, payload)):
        raise InvalidCursor
    start_key: dict[str, Any] = json.loads(payload)
    return start_key


def _signature(secret: str, scope: Sequence[str], payload: bytes) -> bytes:
    message = json.dumps(list(scope)).encode() + b"\n" + payload
    return hmac.new(secret.encode(), message, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
