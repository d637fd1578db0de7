"""What the development issuer has given out: codes, refresh tokens, sign-ins, and people made up at the sign-in page.

Codes live in memory for a minute. The rest is kept in a file, so that a restart of the local run signs nobody out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infrastructure.local.layout import write_private
from infrastructure.local.people import PEOPLE

CODE_SECONDS = 60
MAX_NAME = 60
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True)
class Code:
    """An authorization code, good for one exchange with the matching verifier."""

    subject: str
    client_id: str
    redirect_uri: str
    challenge: str
    scope: str
    audience: str
    nonce: str | None
    expires_at: float


@dataclass(frozen=True)
class Somebody:
    """Who a token is about."""

    subject: str
    name: str
    email: str


class Grants:
    """Codes, refresh tokens and sign-ins. `now` gives the time in seconds."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        self._path = path
        self._now = now
        self._codes: dict[str, Code] = {}
        kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        self._refresh: dict[str, dict[str, str]] = kept.get("refresh", {})
        self._sign_ins: dict[str, str] = kept.get("sign_ins", {})
        self._newcomers: dict[str, dict[str, str]] = kept.get("newcomers", {})
        self._people = {person.subject: person for person in PEOPLE}

    def person(self, subject: str | None) -> Somebody | None:
        """Return who `subject` is, or None."""
        if subject in self._people:
            known = self._people[subject]
            return Somebody(known.subject, known.name, known.email)
        if subject in self._newcomers:
            return Somebody(subject, **self._newcomers[subject])
        return None

    def newcomers(self) -> list[Somebody]:
        """Return the people made up at the sign-in page, the newest first."""
        return [Somebody(subject, **kept) for subject, kept in reversed(self._newcomers.items())]

    def add_newcomer(self, name: str) -> str:
        """Make up a person with this name; return the subject."""
        handle = secrets.token_hex(6)
        subject = f"auth0|new-{handle}"
        self._newcomers[subject] = {"name": name[:MAX_NAME], "email": f"new-{handle}@newcomers.demo.example"}
        self._save()
        return subject

    def sign_in(self, subject: str) -> str:
        """Note that a browser is signed in; return the secret its cookie holds."""
        cookie = secrets.token_urlsafe(24)
        self._sign_ins[cookie] = subject
        self._save()
        return cookie

    def signed_in(self, cookie: str | None) -> str | None:
        """Return the subject that this cookie stands for, or None."""
        return self._sign_ins.get(cookie) if cookie else None

    def sign_out(self, cookie: str | None) -> None:
        """Forget this cookie."""
        if cookie and self._sign_ins.pop(cookie, None):
            self._save()

    def issue_code(self, **about: Any) -> str:
        """Return a fresh code; `about` is what `Code` holds but for its expiry."""
        now = self._now()
        self._codes = {code: held for code, held in self._codes.items() if held.expires_at > now}
        code = secrets.token_urlsafe(24)
        self._codes[code] = Code(**about, expires_at=now + CODE_SECONDS)
        return code

    def redeem_code(self, code: str, client_id: str, redirect_uri: str, verifier: str) -> Code | None:
        """Return what the code stands for, or None if it does not fit. Any attempt uses the code up."""
        held = self._codes.pop(code, None)
        if held is None or held.expires_at <= self._now() or not _VERIFIER.fullmatch(verifier):
            return None
        fits = (held.client_id, held.redirect_uri) == (client_id, redirect_uri)
        return held if fits and secrets.compare_digest(challenge_of(verifier), held.challenge) else None

    def issue_refresh(self, subject: str, scope: str, audience: str) -> str:
        """Return a refresh token, good for one use."""
        token = secrets.token_urlsafe(32)
        self._refresh[_fingerprint(token)] = {"subject": subject, "scope": scope, "audience": audience}
        self._save()
        return token

    def redeem_refresh(self, token: str) -> dict[str, str] | None:
        """Return subject, scope and audience of a refresh token, which is then used up; None if there is no such."""
        held = self._refresh.pop(_fingerprint(token), None)
        if held is not None:
            self._save()
        return held

    def _save(self) -> None:
        kept = {"refresh": self._refresh, "sign_ins": self._sign_ins, "newcomers": self._newcomers}
        write_private(self._path, json.dumps(kept, indent=1))


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
