"""A made-up token issuer: signs real RS256 tokens with its own keys and publishes them as a key set."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jose import jwk, jwt
from jose.backends.cryptography_backend import CryptographyRSAKey

from chalicelib.core.clock import Clock

ISSUER = "https://issuer.test/"
AUDIENCE = "https://api.soulseer.example"


@cache
def rsa_key(name: str, bits: int = 2048) -> RSAPrivateKey:
    """Return the private key called `name`, made once for a test run."""
    return generate_private_key(public_exponent=65537, key_size=bits)


@cache
def _signer(key: RSAPrivateKey) -> CryptographyRSAKey:
    return CryptographyRSAKey(key, "RS256")


def public_pem(key: RSAPrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def published(key_id: str, key: RSAPrivateKey) -> dict[str, Any]:
    """Return the entry of a key set for `key`."""
    public = jwk.construct(public_pem(key), "RS256").to_dict()
    return {"kid": key_id, "use": "sig", "alg": "RS256", "kty": "RSA", "n": public["n"], "e": public["e"]}


def segment(document: Mapping[str, Any]) -> str:
    """Return one part of a token: base64url of JSON."""
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


class Issuer:
    """Issues tokens by the injected clock; `fetches` counts how often its key set was asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.keys = {"key-1": rsa_key("key-1")}
        self.fetches = 0
        self.down = False

    def key_set(self) -> dict[str, Any]:
        """What the issuer publishes; raises OSError while it is down."""
        self.fetches += 1
        if self.down:
            raise OSError("the issuer does not answer")
        return {"keys": [published(key_id, key) for key_id, key in self.keys.items()]}

    def claims(self, subject: str = "test|client", **changes: Any) -> dict[str, Any]:
        """Return good claims with `changes`; a claim changed to None is left out."""
        now = self._clock.now_ms() // 1_000
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "iat": now, "exp": now + 3_600} | changes
        return {name: value for name, value in claims.items() if value is not None}

    def token(
        self,
        subject: str = "test|client",
        *,
        key_id: str = "key-1",
        signed_with: RSAPrivateKey | None = None,
        headers: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> str:
        """Return a token that is good but for what the arguments change."""
        key = signed_with or self.keys[key_id]
        header = {"kid": key_id, **(headers or {})}
        # A prebuilt key: reading it from PEM at each signature would take 20 times as long as signing.
        return str(jwt.encode(self.claims(subject, **changes), _signer(key), "RS256", headers=header))

    def unsigned(self, subject: str = "test|client") -> str:
        """Return a token with `alg: none` and no signature."""
        return f"{segment({'alg': 'none', 'kid': 'key-1', 'typ': 'JWT'})}.{segment(self.claims(subject))}."

    def signed_with_public_key(self, subject: str = "test|client") -> str:
        """Return a token signed by HS256 with the published key as its secret."""
        import hashlib
        import hmac

        head = f"{segment({'alg': 'HS256', 'kid': 'key-1', 'typ': 'JWT'})}.{segment(self.claims(subject))}"
        secret = public_pem(self.keys["key-1"]).encode()
        signature = hmac.new(secret, head.encode(), hashlib.sha256).digest()
        return f"{head}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
