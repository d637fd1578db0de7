"""The signing key of the development issuer: made at first use, kept on this machine, never part of the project."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jose import jwt

_BITS = 2048


class SigningKey:
    """An RS256 key with its id."""

    def __init__(self, pem: bytes) -> None:
        key = serialization.load_pem_private_key(pem, None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("the signing key of the development issuer is not an RSA key")
        public = key.public_key()
        self._pem = pem.decode()
        self._numbers = public.public_numbers()
        digest = hashes.Hash(hashes.SHA256())
        digest.update(public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))
        self.key_id = digest.finalize().hex()[:16]

    def sign(self, claims: dict[str, Any]) -> str:
        """Return a signed token with these claims."""
        token: str = jwt.encode(claims, self._pem, algorithm="RS256", headers={"kid": self.key_id})
        return token

    def key_set(self) -> dict[str, Any]:
        """Return the public half as a JSON Web Key Set."""
        key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.key_id}
        return {"keys": [{**key, "n": _base64url(self._numbers.n), "e": _base64url(self._numbers.e)}]}


def load_or_make(path: Path) -> SigningKey:
    """Return the key kept at `path`, which is made when there is none."""
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    return SigningKey(path.read_bytes())


def _base64url(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
