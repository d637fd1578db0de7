"""The signalling relay: who may join, and what passes between the two parties."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from infrastructure.local.relay import REPLACED, Relay, TokenRefused, check_token
from tests.local.servers import Served

SECRET = "made-up"
ORIGIN = "http://localhost:65001"
NOW = 1_760_000_000.0
WAIT_SECONDS = 5.0


def token_for(uid: object = 1, channel: object = "ses_1", expires_at: object = NOW + 60, secret: str = SECRET) -> str:
    claims = {"channel": channel, "uid": uid, "expires_at": expires_at}
    first = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{first}.{hmac.new(secret.encode(), first.encode(), hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize("uid", [1, 2])
def test_good_token(uid: int) -> None:
    check_token(token_for(uid), "ses_1", uid, SECRET, NOW)


def test_padded_token_is_good_too() -> None:
    claims = json.dumps({"channel": "ses_1", "uid": 1, "expires_at": NOW + 60}).encode()
    first = base64.urlsafe_b64encode(claims).decode()
    signature = hmac.new(SECRET.encode(), first.encode(), hashlib.sha256).hexdigest()
    check_token(f"{first}.{signature}", "ses_1", 1, SECRET, NOW)


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("", "malformed"),
        ("no-dot", "malformed"),
        ("é.x", "malformed"),
        (token_for() + "0", "wrong_signature"),
        (token_for(secret="other"), "wrong_signature"),
        (token_for(expires_at=NOW), "expired"),
        (token_for(expires_at="never"), "malformed"),
        (token_for(expires_at=True), "malformed"),
        (token_for(uid=2), "wrong_party"),
        (token_for(channel="ses_2"), "wrong_party"),
        (token_for(uid="1"), "wrong_party"),
        ("." + hmac.new(SECRET.encode(), b"", hashlib.sha256).hexdigest(), "malformed"),
        ("Wzhd." + hmac.new(SECRET.encode(), b"Wzhd", hashlib.sha256).hexdigest(), "malformed"),
    ],
)
def test_bad_tokens(token: str, word: str) -> None:
    with pytest.raises(TokenRefused, match=f"^{word}$"):
        check_token(token, "ses_1", 1, SECRET, NOW)


class Party:
    """One browser's connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def hears(self) -> Any:
        return await self.socket.receive_json(timeout=WAIT_SECONDS)


Join = Callable[..., Awaitable[Party]]


def with_relay(scenario: Callable[[Join], Awaitable[None]]) -> None:
    relay = Relay(SECRET, frozenset({ORIGIN}), lambda: NOW)

    def make(port: int) -> web.Application:
        app = web.Application()
        app.router.add_get("/local/relay", relay.join)
        return app

    async def run(url: str) -> None:
        async with aiohttp.ClientSession() as client:

            async def join(uid: int, channel: str = "ses_1", token: str | None = None, origin: str = ORIGIN) -> Party:
                query = {"channel": channel, "uid": str(uid), "token": token or token_for(uid, channel)}
                socket = await client.ws_connect(f"{url}/local/relay", params=query, headers={"Origin": origin})
                return Party(socket)

            await scenario(join)

    with Served(make) as served:
        asyncio.run(run(served.url))


def test_frames_pass_verbatim_and_presence_is_told() -> None:
    async def scenario(join: Join) -> None:
        client = await join(1)
        assert await client.hears() == {"type": "peer", "present": False}
        reader = await join(2)
        assert await reader.hears() == {"type": "peer", "present": True}
        assert await client.hears() == {"type": "peer", "present": True}
        await client.socket.send_str('{ "sdp": "ö" }')
        assert await reader.socket.receive_str(timeout=WAIT_SECONDS) == '{ "sdp": "ö" }'
        await reader.socket.send_str("back")
        assert await client.socket.receive_str(timeout=WAIT_SECONDS) == "back"
        await reader.socket.close()
        assert await client.hears() == {"type": "peer", "present": False}

    with_relay(scenario)


def test_nothing_is_kept_for_who_is_away() -> None:
    async def scenario(join: Join) -> None:
        client = await join(1)
        await client.hears()
        await client.socket.send_str("lost")
        # An answered ping proves that the frame before it was dealt with.
        await client.socket.ping()
        reader = await join(2)
        await reader.hears()
        await client.hears()
        await client.socket.send_str("heard")
        assert await reader.socket.receive_str(timeout=WAIT_SECONDS) == "heard"

    with_relay(scenario)


def test_joining_again_replaces_without_telling_the_other_that_one_left() -> None:
    async def scenario(join: Join) -> None:
        client, reader = await join(1), await join(2)
        await client.hears()
        await client.hears()
        await reader.hears()
        again = await join(1)
        assert (await client.socket.receive(timeout=WAIT_SECONDS)).type is aiohttp.WSMsgType.CLOSE
        assert client.socket.close_code == REPLACED
        assert await again.hears() == {"type": "peer", "present": True}
        assert await reader.hears() == {"type": "peer", "present": True}
        await reader.socket.send_str("to the new one")
        assert await again.socket.receive_str(timeout=WAIT_SECONDS) == "to the new one"

    with_relay(scenario)


def test_channels_do_not_mix() -> None:
    async def scenario(join: Join) -> None:
        one, other = await join(1), await join(2, channel="ses_2")
        assert await one.hears() == {"type": "peer", "present": False}
        assert await other.hears() == {"type": "peer", "present": False}

    with_relay(scenario)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"token": token_for(2)}, 401),
        ({"token": token_for(expires_at=NOW - 1)}, 401),
        ({"uid": 3, "token": token_for(3)}, 401),
        ({"origin": "http://evil.example"}, 403),
    ],
)
def test_refused_before_the_upgrade(changes: dict[str, Any], status: int) -> None:
    async def scenario(join: Join) -> None:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await join(**({"uid": 1} | changes))
        assert refused.value.status == status

    with_relay(scenario)
