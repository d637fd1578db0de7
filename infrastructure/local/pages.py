"""The few HTML pages of the development servers, in one plain style. No script, nothing loaded from elsewhere."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from aiohttp import web

_STYLE = """
:root { color-scheme: dark; --ink: #f6f1f4; --dim: #b9aeb5; --line: #3a3036; --card: #191417; --pink: #ff69b4; --gold: #e5c07b }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; background: radial-gradient(circle at 50% -20%, #3b1730, #0d0a0c 60%); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; display: flex; justify-content: center; padding: 2rem 1rem }
main { width: 100%; max-width: 46rem }
h1 { font: 600 1.9rem/1.2 Georgia, serif; margin: 0 0 .5rem }
h2 { font: 600 1.05rem/1.3 Georgia, serif; color: var(--gold); margin: 1.75rem 0 .6rem }
p { margin: .4rem 0; color: var(--dim) }
.notice { border: 1px solid var(--gold); border-radius: .6rem; padding: .7rem 1rem; color: var(--ink); background: #e5c07b14 }
.people { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)) }
button, input { font: inherit; border-radius: .6rem; padding: .65rem .9rem; min-height: 2.75rem }
button { border: 1px solid var(--line); background: var(--card); color: var(--ink); cursor: pointer; text-align: left }
button small { display: block; color: var(--dim) }
button:hover { border-color: var(--pink) }
:focus-visible { outline: 3px solid var(--pink); outline-offset: 2px }
button.main { background: var(--pink); color: #1a0812; border-color: var(--pink); font-weight: 700; text-align: center }
input { border: 1px solid #75656e; background: #0d0a0c; color: var(--ink); width: 100% }
.row { display: flex; gap: .6rem; align-items: end; flex-wrap: wrap } .row > label { flex: 1 1 12rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: 1.25rem; margin: 1rem 0 }
.amount { font: 600 2.4rem/1.1 Georgia, serif; color: var(--ink); margin: .3rem 0 1rem }
table { width: 100%; border-collapse: collapse } th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line) }
"""


def page(title: str, body: str, *, may_lead_to: Iterable[str] = (), status: int = 200) -> web.Response:
    """Answer with a page; its forms may end on this server and on the origins of `may_lead_to`."""
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    targets = " ".join(["'self'", *sorted(set(may_lead_to))])
    policy = f"default-src 'none'; style-src 'unsafe-inline'; form-action {targets}; frame-ancestors 'none'; base-uri 'none'"
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
