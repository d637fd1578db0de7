"""What an account's own facts may be. Pure."""

from __future__ import annotations

import re

from chalicelib.core.text import clean_line

NAME_MAX_CHARS = 60
DEFAULT_NAME = "SoulSeer client"
DEFAULT_TIME_ZONE = "UTC"

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")


def clean_name(name: str) -> str:
    """Return a display name, tidied: 1 to 60 characters on one line.

    Raises:
        ValueError: it cannot be one; the message is a sentence for people.
    """
    return clean_line(name, max_chars=NAME_MAX_CHARS)


def check_phone(phone: str) -> str:
    """Return a phone number in E.164 form (`+` and 7 to 15 digits, no spaces).

    Raises:
        ValueError: it is not one.
    """
    if not _E164.fullmatch(phone):
        raise ValueError("Write the number with its country code and digits only, such as +14155550100.")
    return phone


def name_from_claim(claim: object) -> str:
    """Return the display name for a new account: the issuer's, if it can be one."""
    if isinstance(claim, str):
        try:
            return clean_name(claim[: 2 * NAME_MAX_CHARS])
        except ValueError:
            return DEFAULT_NAME
    return DEFAULT_NAME


def email_from_claim(claim: object) -> str | None:
    """Return the e-mail address that the issuer vouches for, or None when there is none that could be one."""
    return claim if isinstance(claim, str) and _EMAIL.fullmatch(claim) else None
