"""Agora's access tokens of version 007 (AccessToken2), as its published scheme defines them.

A token is `007` and the base64 of a deflated record: an HMAC, and what it signs (app id, time of issue, seconds of
validity, salt, and the services granted with their privileges). All times in it are *seconds from the time of issue*,
unlike version 006, which holds points in time. Integers are little-endian; texts are preceded by a 16-bit length.

The functions here pack and sign; `agora` checks what is to be signed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VERSION = "007"

RTC = 1
RTC_JOIN_CHANNEL = 1
RTC_PUBLISH_AUDIO = 2
RTC_PUBLISH_VIDEO = 3
RTC_PUBLISH_DATA = 4

RTM = 2
RTM_LOGIN = 1


@dataclass(frozen=True, slots=True)
class Grant:
    """One service that a token opens: what may be done for how many seconds, and the names for which it holds."""

    service: int
    privileges: Mapping[int, int]
    names: tuple[str, ...]


def rtc_grant(channel: str, uid: int, seconds: int, *, publish: bool) -> Grant:
    """May join one channel as one user, and send audio, video and data there if `publish`."""
    allowed = [RTC_JOIN_CHANNEL]
    if publish:
        allowed += [RTC_PUBLISH_AUDIO, RTC_PUBLISH_VIDEO, RTC_PUBLISH_DATA]
    return Grant(RTC, dict.fromkeys(allowed, seconds), (channel, str(uid)))


def rtm_grant(user_id: str, seconds: int) -> Grant:
    """May log in to realtime messaging as one user."""
    return Grant(RTM, {RTM_LOGIN: seconds}, (user_id,))


def build(
    app_id: str, app_certificate: str, grants: Sequence[Grant], *, issued_at: int, seconds: int, salt: int
) -> str:
    """A signed token, valid for `seconds` from `issued_at` (epoch seconds). `salt` is a random 32-bit number."""
    record = b"".join(
        (
            _text(app_id),
            struct.pack("<IIIH", issued_at, seconds, salt, len(grants)),
            *(_grant(grant) for grant in grants),
        )
    )
    # The certificate never signs directly: time and salt are folded in first, each as the key of the next round.
    key = _hmac(struct.pack("<I", issued_at), app_certificate.encode())
    key = _hmac(struct.pack("<I", salt), key)
    signature = _hmac(key, record)
    signed = struct.pack("<H", len(signature)) + signature + record
    return VERSION + base64.b64encode(zlib.compress(signed)).decode("ascii")


def _grant(grant: Grant) -> bytes:
    return b"".join(
        (
            struct.pack("<HH", grant.service, len(grant.privileges)),
            *(struct.pack("<HI", *privilege) for privilege in sorted(grant.privileges.items())),
            *(_text(name) for name in grant.names),
        )
    )


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<H", len(raw)) + raw


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()
