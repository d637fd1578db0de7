"""Serves the built web app as a stage's CDN does: files, pages by their addresses, packed, with the right caching."""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_PACKED_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest")
_MINIMUM_PACKED = 1_024
_PAGES_FILE = ".edge/pages.json"
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
    packed: dict[str, bytes]
    """By content coding, the better one first."""
    etag: str


@dataclass(frozen=True)
class _Pages:
    """Which file answers which address, as web/scripts/prerender.mjs has written it."""

    pages: list[tuple[list[str], str]] = field(default_factory=list)
    nowhere: str = "index.html"
    inline_scripts: list[str] = field(default_factory=list)

    def file_of(self, path: str) -> tuple[str, int]:
        """Return the file for a page address, and the status that it is answered with."""
        segments = path.strip("/").split("/")
        for pattern, file in self.pages:
            if len(pattern) == len(segments) and all(
                part == segment or (part.startswith(":") and segment)
                for part, segment in zip(pattern, segments, strict=True)
            ):
                return file, 200
        return self.nowhere, 404


class WebFiles:
    """The directory of the built app. Files are read once, and again when they change."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()
        self._read: dict[Path, _File] = {}

    @property
    def inline_scripts(self) -> list[str]:
        """What a content security policy must let run besides the app's own files, as its source expressions."""
        return self._pages().inline_scripts

    def respond(self, request: web.Request) -> web.Response:
        """Answer a GET or HEAD request for a page or a file."""
        relative, status = request.path.lstrip("/"), 200
        file = None if _is_inside(relative) else self._file(relative)
        if file is None:
            wants_page = "text/html" in request.headers.get("Accept", "") or not Path(relative).suffix
            if relative.startswith("assets/") or not wants_page:
                return web.Response(status=404, text="There is nothing at this address.")
            name, status = self._pages().file_of(request.path)
            file = self._file(name)
            if file is None:
                return web.Response(status=503, text="The web app is not built yet.", headers={"Retry-After": "2"})
        headers = {
            "Cache-Control": _FOREVER if relative.startswith("assets/") else _ASK_AGAIN,
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
        }
        if status == 200 and request.headers.get("If-None-Match") == file.etag:
            return web.Response(status=304, headers=headers)
        body = file.body
        accepted = request.headers.get("Accept-Encoding", "")
        coding = next((coding for coding in file.packed if coding in accepted), None)
        if coding is not None:
            body = file.packed[coding]
            headers["Content-Encoding"] = coding
        headers["Content-Type"] = file.content_type
        return web.Response(status=status, body=body, headers=headers)

    def _pages(self) -> _Pages:
        file = self._file(_PAGES_FILE)
        if file is None:
            return _Pages()
        told = json.loads(file.body)
        pages = [(each["path"].strip("/").split("/"), each["file"]) for each in told["pages"]]
        return _Pages(pages, told["nowhere"], told["inline_scripts"])

    def _file(self, relative: str) -> _File | None:
        path = (self._directory / relative).resolve()
        if not path.is_relative_to(self._directory) or not path.is_file():
            return None
        modified_ns = path.stat().st_mtime_ns
        known = self._read.get(path)
        if known is None or known.modified_ns != modified_ns:
            known = self._read[path] = _read(path, modified_ns)
        return known


def _is_inside(relative: str) -> bool:
    """Files that are not addresses of their own: pages, their packed copies, and what only a front reads."""
    return relative == "" or relative.startswith(".") or relative.endswith((".html", ".br"))


def _read(path: Path, modified_ns: int) -> _File:
    body = path.read_bytes()
    content_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = {}
    if content_type.startswith(_PACKED_TYPES) and len(body) >= _MINIMUM_PACKED:
        brotli = path.with_name(path.name + ".br")
        if brotli.exists():
            packed["br"] = brotli.read_bytes()
        packed["gzip"] = gzip.compress(body, 9, mtime=0)
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return _File(
        modified_ns=modified_ns,
        content_type=content_type,
        body=body,
        packed=packed,
        etag=f'"{hashlib.sha256(body).hexdigest()[:24]}"',
    )
