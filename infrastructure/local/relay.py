"""The signalling relay: passes text frames between the two parties of a session, so that their browsers can connect.

Part of the local run only; a deployed stage uses Agora. A party proves who it is by the media token that the API made
for it; the token is checked when joining. Nothing is kept: what is sent while the other party is away is gone.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMsgType, web

PARTIES = frozenset({1, 2})
MAX_FRAME_BYTES = 256 * 1024
MAX_TOKEN = 2_048
PING_SECONDS = 20.0
REPLACED = 4_001
"""Close code told to a connection when the same party joins again elsewhere."""


class TokenRefused(Exception):
    """A media token does not admit to the channel. The message is a word for logs, never shown with the token."""


def check_token(token: str, channel: str, uid: int, secret: str, now: float) -> None:
    """Return if `token` lets party `uid` join `channel` at `now` (epoch seconds).

    Raises:
        TokenRefused: it does not.
    """
    first, dot, signature = token.partition(".")
    if not dot or len(token) > MAX_TOKEN or not token.isascii():
        raise TokenRefused("malformed")
    expected = hmac.new(secret.encode(), first.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise TokenRefused("wrong_signature")
    try:
        claims = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, binascii.Error):
        raise TokenRefused("malformed") from None
    if not isinstance(claims, dict) or type(claims.get("expires_at")) not in (int, float):
        raise TokenRefused("malformed")
    if claims["expires_at"] <= now:
        raise TokenRefused("expired")
    if claims.get("channel") != channel or claims.get("uid") != uid or uid not in PARTIES:
        raise TokenRefused("wrong_party")


class Relay:
    """The channels in which somebody is. `origin` is the only one whose pages may join."""

    def __init__(self, secret: str, origins: frozenset[str], now: Callable[[], float]) -> None:
        self._secret = secret
        self._origins = origins
        self._now = now
        self._channels: dict[str, dict[int, web.WebSocketResponse]] = {}

    async def join(self, request: web.Request) -> web.StreamResponse:
        """Handle a WebSocket request: admit the party and relay until it leaves."""
        channel, uid_text = request.query.get("channel", ""), request.query.get("uid", "")
        if request.headers.get("Origin", "") not in self._origins:
            return web.Response(status=403, text="This page may not use the relay.")
        try:
            uid = int(uid_text) if uid_text in ("1", "2") else 0
            check_token(request.query.get("token", ""), channel, uid, self._secret, self._now())
        except TokenRefused as refused:
            return web.Response(status=401, text=f"The media token was refused: {refused}.")
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS, max_msg_size=MAX_FRAME_BYTES)
        await socket.prepare(request)
        await self._relay(socket, channel, uid)
        return socket

    async def close(self) -> None:
        """Close every connection: the relay is going."""
        for parties in list(self._channels.values()):
            for socket in list(parties.values()):
                await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _relay(self, socket: web.WebSocketResponse, channel: str, uid: int) -> None:
        parties = self._channels.setdefault(channel, {})
        before = parties.get(uid)
        parties[uid] = socket
        if before is not None:
            await before.close(code=REPLACED, message=b"joined again elsewhere")
        other = _other(uid)
        try:
            await _tell_presence(socket, present=other in parties)
            if other in parties:
                await _tell_presence(parties[other], present=True)
            async for frame in socket:
                if frame.type is WSMsgType.TEXT and other in parties:
                    await _send(parties[other], frame.data)
        finally:
            if parties.get(uid) is socket:
                del parties[uid]
                if other in parties:
                    await _tell_presence(parties[other], present=False)
                if not parties and self._channels.get(channel) is parties:
                    del self._channels[channel]


def _other(uid: int) -> int:
    return 3 - uid


async def _tell_presence(socket: web.WebSocketResponse, *, present: bool) -> None:
    await _send(socket, json.dumps({"type": "peer", "present": present}))


async def _send(socket: web.WebSocketResponse, text: str) -> None:
    """Send, unless that party is just going: it will be told as absent by its own handler."""
    with contextlib.suppress(ConnectionError):
        await socket.send_str(text)
