"""The front of the local run: one origin for the web app, the API, media and the relay, as a CDN is when deployed.

/            the built web app                  /config.json  what the app must know of this stage
/v1/*        the emulated API Gateway           /local/relay  signalling between two browsers
/media/*     the emulated media bucket      /local/mail   the mails that were sent
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import boto3
from aiohttp import web
from botocore.config import Config
from multidict import CIMultiDict
from yarl import URL

from infrastructure.local.layout import (
    AUDIENCE,
    CLIENT_ID,
    REGION,
    RELAY_PATH,
    ROOT,
    ROOT_ACCESS_KEY,
    STAGE,
    Layout,
    layout_from,
    local_secrets,
    read_run_file,
)
from infrastructure.local.mailbox import MAIL_PATH, Sent, list_page, mail_page, sent_mails
from infrastructure.local.relay import Relay
from infrastructure.local.serving import serve
from infrastructure.local.web_files import WebFiles

API_TIMEOUT_SECONDS = 30.0
MAX_BODY_BYTES = 10 * 1024 * 1024
_MEDIA_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,5}\.[a-z0-9]{2,5}")
# Headers that belong to one connection (RFC 9110, 7.6.1), and those that the client library writes itself.
_NOT_PASSED_ON = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "host", "expect"}
)
_MINIMUM_PACKED_BYTES = 1_024
_PACKED_TYPES = ("application/json", "application/problem+json", "text/html", "text/csv", "text/calendar")
_AGORA_HOSTS = "https://*.agora.io https://*.sd-rtn.com wss://*.agora.io wss://*.sd-rtn.com"


@dataclass
class Front:
    """Everything the handlers need."""

    layout: Layout
    files: WebFiles
    relay: Relay
    with_agora: bool = False
    vite: str | None = None
    """Address of the development server of the web app, in the fast loop only."""
    client: aiohttp.ClientSession | None = None

    def target(self, key: str) -> str | None:
        """Return an address of the deployed stack as the run file tells it now, or None before there is one."""
        told = read_run_file(self.layout) or {}
        value = told.get("stack", {}).get(key)
        return value if isinstance(value, str) else None

    def media_address(self, bucket: str, key: str) -> URL:
        """Return where an object can be read for a minute: the emulator lets nobody in who is not signed for."""
        named = {"Bucket": bucket, "Key": key}
        return URL(self._signer.generate_presigned_url("get_object", Params=named, ExpiresIn=60), encoded=True)

    @cached_property
    def _signer(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.layout.emulator,
            region_name=REGION,
            aws_access_key_id=ROOT_ACCESS_KEY,
            aws_secret_access_key="test",  # noqa: S106 - what the emulator gives its only user
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )


FRONT: web.AppKey[Front] = web.AppKey("front", Front)


def make_app(front: Front) -> web.Application:
    """Return the server."""
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app[FRONT] = front
    app.cleanup_ctx.append(_client)
    app.on_shutdown.append(_close_relay)
    app.add_routes(
        [
            web.route("*", r"/v1/{rest:[\s\S]*}", _api),
            web.get("/media/{key:.*}", _media),
            web.get("/config.json", _config),
            web.get(RELAY_PATH, _relay),
            web.get(MAIL_PATH, _mails),
            web.get(MAIL_PATH + r"/{number:\d{1,6}}", _mail),
            web.get(MAIL_PATH + r"/{number:\d{1,6}}/{part:text}", _mail),
            web.get(r"/{rest:[\s\S]*}", _page),
        ]
    )
    return app


async def _client(app: web.Application) -> AsyncIterator[None]:
    timeout = aiohttp.ClientTimeout(total=API_TIMEOUT_SECONDS)
    # Answers are passed on as they come, packed or not.
    async with aiohttp.ClientSession(
        timeout=timeout, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
    ) as client:
        app[FRONT].client = client
        yield


async def _close_relay(app: web.Application) -> None:
    await app[FRONT].relay.close()


async def _api(request: web.Request) -> web.StreamResponse:
    front = request.app[FRONT]
    base = front.target("api_url")
    if base is None:
        return _not_now("The API is being deployed.")
    headers = _passed_on(request.headers)
    headers["X-Forwarded-For"] = request.remote or ""
    headers["X-Forwarded-Proto"] = request.scheme
    headers["X-Forwarded-Host"] = request.host
    return await _forward(request, base + request.raw_path, headers)


async def _media(request: web.Request) -> web.Response:
    front = request.app[FRONT]
    bucket, key = front.target("media_bucket"), request.match_info["key"]
    if bucket is None or front.client is None or not _MEDIA_KEY.fullmatch(key):
        return _nothing_here()
    try:
        async with front.client.get(front.media_address(bucket, key)) as answer:
            if answer.status != HTTPStatus.OK:
                return _nothing_here()
            body, etag, content_type = await answer.read(), answer.headers.get("ETag", ""), answer.content_type
    except (aiohttp.ClientConnectionError, TimeoutError):
        return _not_now("The emulated AWS does not answer.")
    headers = {
        # A key never gets other content: a new picture has a new key.
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }
    if etag and request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=content_type, headers=headers)


async def _config(request: web.Request) -> web.Response:
    layout = request.app[FRONT].layout
    told = {
        "auth": {"domain": layout.issuer.rstrip("/"), "client_id": CLIENT_ID, "audience": AUDIENCE},
        "relay_path": RELAY_PATH,
        "stage": STAGE,
    }
    return web.json_response(told, headers={"Cache-Control": "no-store"})


async def _relay(request: web.Request) -> web.StreamResponse:
    return await request.app[FRONT].relay.join(request)


async def _mails(request: web.Request) -> web.Response:
    return list_page(await _sent(request))


async def _mail(request: web.Request) -> web.Response:
    return mail_page(await _sent(request), int(request.match_info["number"]), plain="part" in request.match_info)


async def _sent(request: web.Request) -> list[Sent]:
    front = request.app[FRONT]
    if front.client is None:
        return []
    try:
        return await sent_mails(front.client, front.layout.emulator)
    except (aiohttp.ClientConnectionError, TimeoutError):
        return []


async def _page(request: web.Request) -> web.StreamResponse:
    front = request.app[FRONT]
    if front.vite:
        return await _forward(request, front.vite + request.raw_path, _passed_on(request.headers))
    response = front.files.respond(request)
    inline = front.files.inline_scripts
    response.headers.update(page_headers(front.layout, with_agora=front.with_agora, inline=inline))
    return response


async def _forward(request: web.Request, url: str, headers: CIMultiDict[str]) -> web.StreamResponse:
    """Pass the request on, and the answer back, both as streams."""
    client = request.app[FRONT].client
    if client is None:
        return _not_now("The front is starting.")
    try:
        answer = await client.request(
            request.method,
            URL(url, encoded=True),
            headers=headers,
            data=request.content if request.body_exists else None,
            allow_redirects=False,
        )
    except (aiohttp.ClientConnectionError, TimeoutError):
        return _not_now("The emulated AWS does not answer.")
    async with answer:
        response = web.StreamResponse(status=answer.status, reason=answer.reason, headers=_passed_on(answer.headers))
        if answer.content_length is not None and answer.content_length >= _MINIMUM_PACKED_BYTES:
            _pack(response, request)
        await response.prepare(request)
        async for chunk in answer.content.iter_any():
            await response.write(chunk)
        await response.write_eof()
    return response


def _pack(response: web.StreamResponse, request: web.Request) -> None:
    """Pack an answer as API Gateway does by `minimum_compression_size`; the emulated one does not."""
    accepted = request.headers.get("Accept-Encoding", "")
    if "gzip" in accepted and "Content-Encoding" not in response.headers and response.content_type in _PACKED_TYPES:
        response.headers.popall("Content-Length", None)
        response.enable_compression(web.ContentCoding.gzip)


def _passed_on(headers: Any) -> CIMultiDict[str]:
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in _NOT_PASSED_ON)


def _nothing_here() -> web.Response:
    return web.Response(status=404, text="There is nothing at this address.")


def _not_now(detail: str) -> web.Response:
    problem = {
        "type": "https://soulseer.example/problems/try_again",
        "title": "Try again",
        "status": 503,
        "code": "try_again",
        "detail": detail,
        "retry_after_seconds": 1,
    }
    headers = {"Retry-After": "1", "Cache-Control": "no-store"}
    return web.Response(
        body=json.dumps(problem).encode(), status=503, content_type="application/problem+json", headers=headers
    )


def page_headers(layout: Layout, *, with_agora: bool, inline: Sequence[str] = ()) -> dict[str, str]:
    """Return the security headers of the web app's pages; `inline` are the hashes of the scripts in the pages."""
    issuer = layout.issuer.rstrip("/")
    agora = f" {_AGORA_HOSTS}" if with_agora else ""
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *(f"'{script}'" for script in inline)]),
        "connect-src": f"'self' {issuer} ws://localhost:{layout.port}{agora}",
        "frame-src": issuer,
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob: mediastream:",
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": f"'self' {layout.payments}",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(), geolocation=(), payment=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def main() -> None:
    """Serve until told to stop."""
    layout = layout_from()
    kept = local_secrets(layout)
    origins = {layout.origin, *filter(None, os.environ.get("SOULSEER_ORIGINS", "").split(","))}
    front = Front(
        layout=layout,
        files=WebFiles(Path(os.environ.get("SOULSEER_WEB_DIST") or ROOT / "web" / "dist")),
        relay=Relay(kept["relay_secret"], frozenset(origins), time.time),
        with_agora="agora_app_id" in kept,
        vite=os.environ.get("SOULSEER_VITE"),
    )
    serve(make_app(front), layout.port)


if __name__ == "__main__":
    main()
