"""Serves the built web app: files as they are, every other page address as index.html, with the right caching."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_PACKED_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest")
_MINIMUM_PACKED = 1_024
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True)
class _File:
    modified_ns: int
    content_type: str
    body: bytes
    packed: bytes | None
    etag: str


class WebFiles:
    """The directory of the built app. Files are read once, and again when they change."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()
        self._read: dict[Path, _File] = {}

    def respond(self, request: web.Request) -> web.Response:
        """Answer a GET or HEAD request for a page or a file."""
        relative = request.path.lstrip("/")
        file = self._file(relative) if relative else None
        if file is None:
            wants_page = "text/html" in request.headers.get("Accept", "") or not Path(relative).suffix
            if relative.startswith("assets/") or not wants_page:
                return web.Response(status=404, text="There is nothing at this address.")
            file = self._file("index.html")
            if file is None:
                return web.Response(status=503, text="The web app is not built yet.", headers={"Retry-After": "2"})
        headers = {
            "Cache-Control": _FOREVER if relative.startswith("assets/") else _ASK_AGAIN,
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("If-None-Match") == file.etag:
            return web.Response(status=304, headers=headers)
        body = file.body
        if file.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = file.packed
            headers["Content-Encoding"] = "gzip"
        headers["Content-Type"] = file.content_type
        return web.Response(body=body, headers=headers)

    def _file(self, relative: str) -> _File | None:
        path = (self._directory / relative).resolve()
        if not path.is_relative_to(self._directory) or not path.is_file():
            return None
        modified_ns = path.stat().st_mtime_ns
        known = self._read.get(path)
        if known is None or known.modified_ns != modified_ns:
            known = self._read[path] = _read(path, modified_ns)
        return known


def _read(path: Path, modified_ns: int) -> _File:
    body = path.read_bytes()
    content_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packable = content_type.startswith(_PACKED_TYPES) and len(body) >= _MINIMUM_PACKED
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return _File(
        modified_ns=modified_ns,
        content_type=content_type,
        body=body,
        packed=gzip.compress(body, 9, mtime=0) if packable else None,
        etag=f'"{hashlib.sha256(body).hexdigest()[:24]}"',
    )
