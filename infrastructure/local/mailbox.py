"""The mails that the local run has sent, to look at: the emulated SES keeps them and delivers none.

/local/mail          all of them, newest first        /local/mail/<n>       one as a mail program shows it
                                                       /local/mail/<n>/text  its plain part
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from infrastructure.local.layout import ACCOUNT
from infrastructure.local.pages import page

MAIL_PATH = "/local/mail"
MOST_SHOWN = 200
# A mail may style itself and link to the web app. It runs nothing and loads nothing.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Sent:
    """A mail; `number` counts from 1 in the order of sending."""

    number: int
    to: str
    subject: str
    text: str
    html: str
    sent_at: datetime


async def sent_mails(client: aiohttp.ClientSession, emulator: str) -> list[Sent]:
    """Return the mails that were sent, newest first. Raises aiohttp.ClientError when the emulator does not answer."""
    async with client.get(f"{emulator}/_ministack/ses/messages") as answer:
        told: dict[str, Any] = await answer.json()
    kept = told["messages"].get(ACCOUNT, [])
    mails = [
        Sent(
            number=number,
            to=", ".join(each["To"]),
            subject=each["Subject"],
            text=each["BodyText"],
            html=each["BodyHtml"] or "",
            sent_at=datetime.fromtimestamp(each["Timestamp"], UTC),
        )
        for number, each in enumerate(kept, 1)
    ]
    return mails[::-1]


def list_page(mails: list[Sent]) -> web.Response:
    """Answer with the list of mails."""
    rows = "".join(
        f"<tr><td>{each.sent_at:%d %b %H:%M:%S}</td><td>{html.escape(each.to)}</td>"
        f'<td><a href="{MAIL_PATH}/{each.number}">{html.escape(each.subject)}</a></td>'
        f'<td><a href="{MAIL_PATH}/{each.number}/text">plain</a></td></tr>'
        for each in mails[:MOST_SHOWN]
    )
    table = f"<table><tr><th>Sent (UTC)</th><th>To</th><th>Subject</th><th></th></tr>{rows}</table>"
    nothing = "<p>Nothing was sent yet. Mails go out within a minute of what they tell.</p>"
    body = (
        "<h1>Mails</h1><p class=notice>This run delivers no mail. What a deployed stage would have sent is here.</p>"
        f"{table if mails else nothing}"
    )
    return page("Mails of the local run", body)


def mail_page(mails: list[Sent], number: int, *, plain: bool) -> web.Response:
    """Answer with one mail, its HTML part or its plain one."""
    found = next((each for each in mails if each.number == number), None)
    if found is None:
        return page("No such mail", f'<h1>No such mail</h1><p><a href="{MAIL_PATH}">All mails</a></p>', status=404)
    headers = {"Content-Security-Policy": _MAIL_POLICY, "Cache-Control": "no-store"}
    kind, text = ("text/plain", found.text) if plain else ("text/html", found.html)
    return web.Response(text=text, content_type=kind, headers=headers)
