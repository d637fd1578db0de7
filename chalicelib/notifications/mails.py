"""How a notification looks as a mail: a plain and an HTML part, and the headers that let a mail program unsubscribe.

Pure. Styles are inline, because mail programs drop style sheets; the one style sheet that is there only adds the
light colours for programs that honour `prefers-color-scheme`. Nothing is loaded from anywhere, so opening a mail
tells nobody anything.
"""

from __future__ import annotations

from html import escape

from chalicelib.gateways.mail import MAX_SUBJECT, Mail
from chalicelib.notifications.words import Words

_DARK = {"canvas": "#0a080c", "card": "#141117", "line": "#2b2631", "text": "#f7f3f8", "muted": "#b9b0c0"}
_PINK, _ON_PINK, _GOLD = "#ff69b4", "#1b0711", "#e5bf69"
_FONT = "Figtree,'Helvetica Neue',Helvetica,Arial,sans-serif"
_SERIF = "'Playfair Display',Georgia,'Times New Roman',serif"
_LIGHT_STYLE = (
    "@media (prefers-color-scheme: light){"
    ".canvas{background-color:#fdfafb!important}"
    ".card{background-color:#ffffff!important;border-color:#e7dde4!important}"
    ".text{color:#1a1220!important}.muted{color:#5d5264!important}.brand{color:#76550a!important}}"
)
_FILLER = "&#8199;&#847; " * 60
"""Keeps a mail program from showing the beginning of the body after the preheader."""


def notification_mail(*, to: str, words: Words, web_origin: str, label: str, unsubscribe_url: str) -> Mail:
    """Return the mail of a notification.

    Parameters:
        label: what mails of this kind are called where people choose.
        unsubscribe_url: where these mails are switched off: by POST at once (RFC 8058), by GET after a question.
    """
    link, choices = f"{web_origin}{words.path}", f"{web_origin}/account#notifications"
    text = (
        f"{words.title}\n\n{words.text}\n\n{words.action}: {link}\n\n--\n"
        f"SoulSeer sent you this because of your choice “{label}”.\n"
        f"No more of these: {unsubscribe_url}\nAll your choices: {choices}\n"
    )
    return Mail(
        to=to,
        subject=_one_line(words.title),
        text=text,
        html=_page(words, link, label, unsubscribe_url, choices),
        headers={
            "List-Unsubscribe": f"<{unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _one_line(title: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in title)
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"


def _page(words: Words, link: str, label: str, unsubscribe_url: str, choices: str) -> str:
    small = f"font:400 13px/20px {_FONT};color:{_DARK['muted']}"
    quiet_link = f"color:{_DARK['muted']};text-decoration:underline"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="dark light"><meta name="supported-color-schemes" content="dark light">'
        f"<title>{escape(words.title)}</title><style>{_LIGHT_STYLE}</style></head>"
        f'<body class="canvas" style="margin:0;padding:0;background-color:{_DARK["canvas"]}">'
        f'<div style="display:none;max-height:0;overflow:hidden">{escape(words.text)} {_FILLER}</div>'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="canvas"'
        f' style="background-color:{_DARK["canvas"]}"><tr><td align="center" style="padding:32px 16px">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">'
        f'<tr><td class="brand" style="padding:0 4px 16px;font:600 20px/28px {_SERIF};color:{_GOLD}">'
        "SoulSeer</td></tr>"
        f'<tr><td class="card" style="background-color:{_DARK["card"]};border:1px solid {_DARK["line"]};'
        'border-radius:18px;padding:28px 24px">'
        f'<h1 class="text" style="margin:0 0 12px;font:600 24px/32px {_SERIF};color:{_DARK["text"]}">'
        f"{escape(words.title)}</h1>"
        f'<p class="text" style="margin:0 0 24px;font:400 16px/25px {_FONT};color:{_DARK["text"]}">'
        f"{escape(words.text)}</p>"
        f'<a href="{escape(link)}" style="display:inline-block;background-color:{_PINK};color:{_ON_PINK};'
        f'border-radius:10px;padding:13px 22px;font:600 16px/22px {_FONT};text-decoration:none">'
        f"{escape(words.action)}</a></td></tr>"
        f'<tr><td class="muted" style="padding:20px 4px 0;{small}">'
        f"SoulSeer sent you this because of your choice “{escape(label)}”. "
        f'<a class="muted" href="{escape(unsubscribe_url)}" style="{quiet_link}">No more of these</a> · '
        f'<a class="muted" href="{escape(choices)}" style="{quiet_link}">All your choices</a></td></tr>'
        "</table></td></tr></table></body></html>"
    )
