"""Signs somebody in at the development issuer of a local run, as a browser does."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from infrastructure.local.grants import challenge_of
from infrastructure.local.layout import AUDIENCE, CLIENT_ID, Layout

_SECONDS = 10


def access_token(layout: Layout, *, subject: str | None = None, name: str | None = None) -> str:
    """Return an access token of the demo person `subject`, or of somebody new who is called `name`."""
    verifier = secrets.token_urlsafe(48)
    back = f"{layout.origin}/callback"
    query = {
        "client_id": CLIENT_ID,
        "redirect_uri": back,
        "response_type": "code",
        "audience": AUDIENCE,
        "scope": "openid",
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    picked: Mapping[str, str] = {"name": name} if name is not None else {"subject": str(subject)}
    address = f"{layout.issuer}authorize?{urlencode(query)}"
    sent_back = requests.post(address, data=picked, allow_redirects=False, timeout=_SECONDS)
    form = {
        "grant_type": "authorization_code",
        "client_id": CLIENT_ID,
        "redirect_uri": back,
        "code": parse_qs(urlsplit(sent_back.headers["Location"]).query)["code"][0],
        "code_verifier": verifier,
    }
    answer = requests.post(f"{layout.issuer}oauth/token", data=form, timeout=_SECONDS)
    answer.raise_for_status()
    token: str = answer.json()["access_token"]
    return token
