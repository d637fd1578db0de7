"""The people of the demonstration: whom the development issuer offers to sign in as. They are characters, not persons.

A subject never changes, and with the issuer's address it makes the account's id, so a second run finds its data again.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

DEFAULT_ISSUER = "http://localhost:8001/"


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as. `about` is one line for the sign-in page."""

    subject: str
    name: str
    email: str
    role: Literal["client", "reader", "admin"]
    about: str


def _person(role: Literal["client", "reader", "admin"], number: int, name: str, about: str) -> Person:
    plain = unicodedata.normalize("NFKD", name.lower().replace("ø", "o")).encode("ascii", "ignore").decode()
    return Person(f"auth0|{role}-{number:02d}", name, f"{plain.replace(' ', '.')}@demo.example", role, about)


CLIENTS = (
    _person("client", 1, "Ada Whitlock", "client with $120.00"),
    _person("client", 2, "Ben Okafor", "client with $25.00"),
    _person("client", 3, "Chloe Marsh", "client with $2.50, soon out of funds"),
)

READERS = (
    _person("reader", 1, "Luna Castellane", "tarot, online"),
    _person("reader", 2, "Naomi Adeyemi", "astrology, online"),
    _person("reader", 3, "Samira Haddad", "coffee and palm reading, online"),
    _person("reader", 4, "Róisín Kelly", "dream reading, online"),
    _person("reader", 5, "Mateo Rivas", "tarot and numerology, offline"),
    _person("reader", 6, "Yuki Arakawa", "crystals and feng shui, online"),
    _person("reader", 7, "Solomon Grey", "mediumship, online"),
    _person("reader", 8, "Priya Raman", "Vedic astrology, online"),
    _person("reader", 9, "Astrid Nørgaard", "runes, offline"),
    _person("reader", 10, "Zuri Mbeki", "ancestral readings, online"),
    _person("reader", 11, "Inés Valdivia", "love and relationship tarot, offline"),
    _person("reader", 12, "Gideon Hart", "past lives, offline"),
)

ADMINS = (_person("admin", 1, "Morgan Ellery", "admin"),)

PEOPLE = (*CLIENTS, *READERS, *ADMINS)
