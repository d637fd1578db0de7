"""The few HTML pages of the development servers, in one plain style. No script, nothing loaded from elsewhere."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

_STYLE = Path(__file__).with_name("pages.css").read_text()


def page(title: str, body: str, *, may_lead_to: Iterable[str] = (), status: int = 200) -> web.Response:
    """Answer with a page; its forms may end on this server and on the origins of `may_lead_to`."""
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    targets = " ".join(["'self'", *sorted(set(may_lead_to))])
    policy = f"default-src 'none'; style-src 'unsafe-inline'; form-action {targets}; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def message_to_opener(payload: object, target_origin: str) -> web.Response:
    """Answer with the page that tells the embedding window of `target_origin` something (OAuth's web_message mode)."""
    # Inside a script element, "<" could end it.
    told, origin = (json.dumps(value).replace("<", "\\u003c") for value in (payload, target_origin))
    text = f"<!doctype html><title>Signed in</title><script>parent.postMessage({told}, {origin})</script>"
    policy = f"default-src 'none'; script-src 'unsafe-inline'; frame-ancestors {target_origin}"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return web.Response(text=text, content_type="text/html", headers=headers)


def origin_of(url: str) -> str | None:
    """Return the origin of an http(s) address, or None if it has none or hides something (user names, fragments)."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        return None
    return f"{parts.scheme}://{parts.hostname}{port}"
