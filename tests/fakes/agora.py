"""Agora's side of things for tests: reading tokens as its servers do, and sending signed notices."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from chalicelib.gateways.agora import webhook_signature_of


@dataclass(frozen=True, slots=True)
class ReadToken:
    """What a token says, after its signature has been proved. `expires_at` by privilege, in epoch seconds.

    Version 006 holds no names, only the signature over them: give the names expected to `read_token`.
    """

    version: str
    app_id: str
    issued_at: int | None
    grants: dict[int, dict[int, int]]
    names: dict[int, tuple[str, ...]]


class _Bytes:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def take(self, layout: str) -> Any:
        try:
            (value,) = struct.unpack_from(layout, self._raw, self._at)
        except struct.error as error:
            raise ValueError("cut short") from error
        self._at += struct.calcsize(layout)
        return value

    def text(self) -> bytes:
        size: int = self.take("<H")
        found = self._raw[self._at : self._at + size]
        if len(found) != size:
            raise ValueError("cut short")
        self._at += size
        return found

    def rest(self) -> bytes:
        return self._raw[self._at :]


def read_token(token: str, certificate: str, *, channel: str = "", uid: str = "") -> ReadToken:
    """Prove and read a token of either version. ValueError if it was not signed for these names."""
    if token.startswith("006"):
        return _read_006(token, certificate, channel, uid)
    if token.startswith("007"):
        return _read_007(token, certificate)
    raise ValueError("unknown version")


def _read_006(token: str, certificate: str, channel: str, uid: str) -> ReadToken:
    app_id = token[3:35]
    outer = _Bytes(base64.b64decode(token[35:], validate=True))
    signature = outer.text()
    sums = outer.take("<I"), outer.take("<I")
    signed = outer.text()
    expected = hmac.new(
        certificate.encode(), app_id.encode() + channel.encode() + uid.encode() + signed, hashlib.sha256
    ).digest()
    if expected != signature or sums != (zlib.crc32(channel.encode()), zlib.crc32(uid.encode())) or outer.rest():
        raise ValueError("wrong signature")
    inner = _Bytes(signed)
    inner.take("<I")
    inner.take("<I")
    privileges = {inner.take("<H"): inner.take("<I") for _ in range(inner.take("<H"))}
    return ReadToken("006", app_id, None, {1: privileges}, {1: (channel, uid)})


def _read_007(token: str, certificate: str) -> ReadToken:
    try:
        outer = _Bytes(zlib.decompress(base64.b64decode(token[3:], validate=True)))
    except zlib.error as error:
        raise ValueError("not deflated") from error
    signature = outer.text()
    record = outer.rest()
    inner = _Bytes(record)
    app_id = inner.text().decode()
    issued_at, seconds, salt, count = (inner.take(layout) for layout in ("<I", "<I", "<I", "<H"))
    key = hmac.new(struct.pack("<I", issued_at), certificate.encode(), hashlib.sha256).digest()
    key = hmac.new(struct.pack("<I", salt), key, hashlib.sha256).digest()
    if hmac.new(key, record, hashlib.sha256).digest() != signature:
        raise ValueError("wrong signature")
    grants: dict[int, dict[int, int]] = {}
    names: dict[int, tuple[str, ...]] = {}
    for _ in range(count):
        service = inner.take("<H")
        privileges = {inner.take("<H"): inner.take("<I") for _ in range(inner.take("<H"))}
        # Nothing outlives the token itself.
        grants[service] = {privilege: issued_at + min(seconds, end) for privilege, end in privileges.items()}
        names[service] = tuple(inner.text().decode() for _ in range(2 if service == 1 else 1))
    return ReadToken("007", app_id, issued_at, grants, names)


def notice(
    event_type: int,
    *,
    now_ms: int,
    channel: str,
    uid: int,
    client_seq: int,
    at_ms: int | None = None,
    notice_id: str | None = None,
    reason: int | None = None,
) -> dict[str, Any]:
    """A notice about a channel as Agora sends it at `now_ms` about something that happened at `at_ms`."""
    happened = (now_ms if at_ms is None else at_ms) // 1_000
    payload: dict[str, Any] = {
        "channelName": channel,
        "uid": uid,
        "platform": 7,
        "clientSeq": client_seq,
        "ts": happened,
    }
    if reason is not None:
        payload["reason"] = reason
    return {
        "sid": "C866467GVJJ54687",
        "noticeId": notice_id or f"{channel}:{uid}:{client_seq}:{event_type}",
        "productId": 1,
        "eventType": event_type,
        "notifyMs": now_ms,
        "payload": payload,
    }


def signed_notice(body: dict[str, Any], secret: str) -> tuple[bytes, str]:
    """A notice as it is delivered: the body, and the value of the signature header."""
    raw = json.dumps(body).encode()
    return raw, webhook_signature_of(raw, secret)
