"""The page behind "No more of these" in a mail: it asks, and its one button switches these mails off. No script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

_PAGE = Path(__file__).with_name("unsubscribe.html")
_FORM = '<form method="post"><button type="submit">Stop these e-mails</button></form>'


def question(label: str, web_origin: str) -> str:
    """Return the page that asks whether mails called `label` are to stop."""
    text = f"You will get no more e-mails called “{label}”. In the app you are still told."
    return _filled("Stop these e-mails?", text, _FORM, web_origin)


def done(label: str, web_origin: str) -> str:
    """Return the page that says that they have stopped."""
    text = f"You get no more e-mails called “{label}”. You can switch them on again whenever you like."
    return _filled("Done", text, "", web_origin)


def broken(web_origin: str) -> str:
    """Return the page for a link that is none of ours."""
    return _filled("This link is not complete", "Copy all of it from the mail, or sign in to choose.", "", web_origin)


def content_security_policy() -> str:
    """Return a policy that admits the page's own style, by digest, its form, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_style_digest()}'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


@cache
def _template() -> str:
    return _PAGE.read_text(encoding="utf-8")


@cache
def _style_digest() -> str:
    style = _template().partition("<style>")[2].partition("</style>")[0]
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def _filled(title: str, text: str, form: str, web_origin: str) -> str:
    parts = {
        "{title}": escape(title),
        "{text}": escape(text),
        "{form}": form,
        "{choices}": escape(f"{web_origin}/account#notifications"),
    }
    page = _template()
    for place, part in parts.items():
        page = page.replace(place, part)
    return page
