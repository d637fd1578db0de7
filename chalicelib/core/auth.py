"""Who is calling: RS256 access tokens of the configured issuer, checked against its published keys.

Everything is refused that is not expressly allowed: another algorithm than RS256, a key id the issuer does not
publish, a critical header, a missing expiry, audience, issuer or subject, a token from the future. Callers are told
that the token is not valid, never why; the reason goes to the log as a word.

Sources: RFC 7519, RFC 7515 (section 4.1.11, `crit`), RFC 8725. python-jose's own time checks read the machine's clock
and accept much unless told otherwise, so the times are checked here by the injected clock. python-jose is loaded while
the issuer's keys are fetched: it brings the cryptography package, which no queue's or schedule's function needs.
"""

from __future__ import annotations

import base64
import http.client
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib.core.clock import Clock
from chalicelib.core.errors import Unauthenticated

if TYPE_CHECKING:
    from jose.backends.cryptography_backend import CryptographyRSAKey

MAX_TOKEN_CHARS = 8_192
CLOCK_LEEWAY_SECONDS = 60
"""How far the issuer's clock may be ahead of ours: bounds `iat` and `nbf`. Expiry gets no leeway."""
REFRESH_INTERVAL_MS = 60_000
"""A key set that is held is fetched anew at most once in this time, whatever tokens arrive."""
FIRST_FETCH_INTERVAL_MS = 2_000
"""How soon a process that holds no key set yet asks again after the issuer did not answer: nobody can be admitted."""
KEY_SET_LIFETIME_MS = 6 * 3_600_000
"""A key set older than this is fetched again, so that a key withdrawn by the issuer stops counting."""
FETCH_TIMEOUT_SECONDS = 3
MIN_RSA_BITS = 2_048
MAX_REMEMBERED_TOKENS = 1_000
"""How many tokens with a good signature a process remembers; their times and key are checked at every use."""
_MAX_KEY_SET_BYTES = 65_536
_MAX_KEYS = 32

# `require_exp` and `require_iat` would switch python-jose's own clock on again: `_check_times` requires those two.
_OPTIONS = {
    "require_aud": True,
    "require_iss": True,
    "require_sub": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_at_hash": False,
}


class Role(StrEnum):
    """What an account is; every operation states which roles it admits."""

    CLIENT = "client"
    READER = "reader"
    ADMIN = "admin"


class Identity(msgspec.Struct, frozen=True):
    """A person as the issuer vouches for: who says it, who it is, and the other claims of the token."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """The account on whose behalf a request runs."""

    user_id: str
    role: Role
    suspended: bool
    subject: str


class InvalidToken(Exception):
    """A token was refused; `reason` is one word for the log and never leaves the server."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class KeysUnavailable(Exception):
    """The issuer did not say which keys are its own, so whether a token is good is not known. Nothing was refused."""


KeySetFetcher = Callable[[], Mapping[str, Any]]
"""Returns the issuer's JSON Web Key Set; raises OSError, HTTPException or ValueError when it cannot."""


def fetch_key_set(url: str) -> KeySetFetcher:
    """Return a fetcher of the key set at `url` with a time-out and a limit of size.

    Raises:
        ValueError: `url` is neither https nor on this machine.
    """
    local = url.startswith(("http://localhost:", "http://127.0.0.1:"))
    if not (url.startswith("https://") or local):
        raise ValueError("the key set must be fetched over https")

    def fetch() -> Mapping[str, Any]:
        import urllib.request  # only a cold start needs it

        request = urllib.request.Request(url, headers={"Accept": "application/json"})  # noqa: S310 - checked above
        with urllib.request.urlopen(request, timeout=FETCH_TIMEOUT_SECONDS) as answer:  # noqa: S310
            if answer.url != url:
                raise ValueError("the key set was redirected")
            document = json.loads(answer.read(_MAX_KEY_SET_BYTES))
        if not isinstance(document, dict):
            raise ValueError("the key set is no JSON object")
        return document

    return fetch


class KeySet:
    """The issuer's public keys by key id, fetched when first needed and cached."""

    def __init__(self, fetch: KeySetFetcher, clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: dict[str, CryptographyRSAKey] = {}
        self._next_attempt_ms = 0
        self._fetched_at_ms: int | None = None
        self._has_failed = False

    def key(self, key_id: str) -> CryptographyRSAKey:
        """Return the prebuilt key of `key_id`, asking the issuer again at most once a minute when it is unknown.

        Raises:
            InvalidToken: the issuer publishes no such key, or did not a moment ago.
            KeysUnavailable: the key is not known here, and the issuer did not answer when it was asked last.
        """
        found = self._keys.get(key_id)
        if found is None or self._is_stale():
            self._refresh()
            found = self._keys.get(key_id)
        if found is None:
            if self._has_failed:
                raise KeysUnavailable
            raise InvalidToken("unknown_key")
        return found

    def _is_stale(self) -> bool:
        fetched_at_ms = self._fetched_at_ms
        return fetched_at_ms is None or self._clock.now_ms() - fetched_at_ms >= KEY_SET_LIFETIME_MS

    def _refresh(self) -> None:
        with self._lock:
            if self._clock.now_ms() < self._next_attempt_ms:
                return
            # Loading python-jose takes about as long as the issuer takes to answer.
            threading.Thread(target=import_module, args=("jose.jwt",), daemon=True).start()
            try:
                self._keys = _usable_keys(self._fetch())
                self._fetched_at_ms = self._clock.now_ms()
                self._has_failed = False
            except (OSError, http.client.HTTPException, ValueError):
                # The keys that are known go on serving: a short outage of the issuer signs nobody out.
                self._has_failed = True
            interval_ms = FIRST_FETCH_INTERVAL_MS if self._fetched_at_ms is None else REFRESH_INTERVAL_MS
            self._next_attempt_ms = self._clock.now_ms() + interval_ms


def _usable_keys(document: Mapping[str, Any]) -> dict[str, CryptographyRSAKey]:
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise ValueError("the key set lists no keys")
    keys: dict[str, CryptographyRSAKey] = {}
    for each in listed[:_MAX_KEYS]:
        key = _signing_key(each)
        if key is not None:
            keys[each["kid"]] = key
    return keys


def _signing_key(entry: Any) -> CryptographyRSAKey | None:
    """Return the key of one entry of a key set, or None when it is not a public RSA signing key we accept."""
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
        return None
    from jose.backends.cryptography_backend import CryptographyRSAKey
    from jose.exceptions import JOSEError

    if entry.get("use", "sig") != "sig" or entry.get("alg", "RS256") != "RS256":
        return None
    try:
        key = CryptographyRSAKey({"kty": "RSA", "n": entry["n"], "e": entry["e"]}, "RS256")
    except (JOSEError, KeyError, TypeError, ValueError, AttributeError):
        return None
    return key if key.prepared_key.key_size >= MIN_RSA_BITS else None


class TokenVerifier:
    """Turns a bearer token into the identity it proves."""

    def __init__(self, *, issuer: str, audience: str, keys: KeySet, clock: Clock) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keys = keys
        self._clock = clock
        self._verified: dict[str, tuple[CryptographyRSAKey, Identity]] = {}

    def verify(self, token: str) -> Identity:
        """Return the identity that `token` proves.

        Raises:
            InvalidToken: it proves none.
            KeysUnavailable: its key is not known, and the issuer does not answer.
        """
        header = _header(token)
        if header.get("alg") != "RS256":
            raise InvalidToken("algorithm")
        if "crit" in header:
            raise InvalidToken("critical_header")
        key_id = header.get("kid")
        if not isinstance(key_id, str) or not key_id:
            raise InvalidToken("no_key_id")
        key = self._keys.key(key_id)
        known = self._verified.get(token)
        # A page that polls sends one token again and again: its signature needs checking once for each key.
        if known is None or known[0] is not key:
            known = key, self._proved_by(token, key)
            if len(self._verified) >= MAX_REMEMBERED_TOKENS:
                self._verified.clear()
            self._verified[token] = known
        identity = known[1]
        self._check_times(identity.claims)
        return identity

    def _proved_by(self, token: str, key: CryptographyRSAKey) -> Identity:
        """Return the identity of a token that `key` signed for us, whatever its times."""
        from jose import jwt
        from jose.exceptions import JOSEError

        try:
            claims = jwt.decode(
                token, key, algorithms=["RS256"], audience=self._audience, issuer=self._issuer, options=_OPTIONS
            )
        except (JOSEError, ValueError, TypeError, RecursionError) as error:
            raise InvalidToken("refused") from error
        subject = claims["sub"]
        if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
            raise InvalidToken("subject")
        return Identity(self._issuer, subject, claims)

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        now_ms = self._clock.now_ms()
        latest_ms = now_ms + CLOCK_LEEWAY_SECONDS * 1_000
        if _seconds(claims, "exp") * 1_000 <= now_ms:
            raise InvalidToken("expired")
        if _seconds(claims, "iat") * 1_000 > latest_ms:
            raise InvalidToken("issued_in_the_future")
        if "nbf" in claims and _seconds(claims, "nbf") * 1_000 > latest_ms:
            raise InvalidToken("not_yet_valid")


def _seconds(claims: Mapping[str, Any], name: str) -> int | float:
    value: Any = claims.get(name)
    if type(value) not in (int, float) or not 0 <= value < 1e11:
        raise InvalidToken(name)
    return value  # type: ignore[no-any-return]  # narrowed by the exact type above


def _header(token: str) -> Mapping[str, Any]:
    """Return the unverified header: it only chooses the key, the signature then covers it."""
    if len(token) > MAX_TOKEN_CHARS or token.count(".") != 2 or not token.isascii():
        raise InvalidToken("form")
    encoded = token.split(".", 1)[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (ValueError, RecursionError) as error:
        raise InvalidToken("form") from error
    if not isinstance(header, dict):
        raise InvalidToken("form")
    return header


def bearer_token(authorization: str | None) -> str | None:
    """Return the token of an `Authorization` header, or None when there is no such header.

    Raises:
        Unauthenticated: the header holds something else than a bearer token.
    """
    if authorization is None:
        return None
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or " " in token:
        raise Unauthenticated
    return token
