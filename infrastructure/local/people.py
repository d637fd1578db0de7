"""The demo people of the local run: one list for the sign-in page and for the demo data.

Their subjects never change, so that accounts made by the demo data are found again at sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["client", "reader", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in. `hint` says on the sign-in page what trying this person shows."""

    subject: str
    name: str
    email: str
    role: Role
    hint: str


def _person(role: Role, number: int, name: str, hint: str) -> Person:
    email = f"{name.split()[0].lower()}@{role}s.demo.example"
    return Person(f"auth0|{role}-{number:02d}", name, email, role, hint)


CLIENTS: Final = (
    _person("client", 1, "Casey Morgan", "has money in the wallet"),
    _person("client", 2, "Priya Nair", "has money and a history"),
    _person("client", 3, "Jonas Weber", "has little money left"),
)
READERS: Final = (
    _person("reader", 1, "Luna Reyes", "tarot, online"),
    _person("reader", 2, "Orion Blake", "astrology, online"),
    _person("reader", 3, "Sage Whitfield", "mediumship, online"),
    _person("reader", 4, "Ivy Thornton", "dreams, online"),
    _person("reader", 5, "Mateo Cruz", "numerology, online"),
    _person("reader", 6, "Aisha Rahman", "palmistry, online"),
    _person("reader", 7, "Rowan Hale", "runes"),
    _person("reader", 8, "Celeste Dubois", "oracle cards"),
    _person("reader", 9, "Kenji Mori", "energy work"),
    _person("reader", 10, "Freya Lindqvist", "runes and dreams"),
    _person("reader", 11, "Theo Papadakis", "astrology"),
    _person("reader", 12, "Wren Calloway", "tarot and crystals"),
)
ADMIN: Final = _person("admin", 1, "Ada Sinclair", "sees the audit log and checks the ledger")
PEOPLE: Final[tuple[Person, ...]] = (*CLIENTS, *READERS, ADMIN)
