"""accounts/rules.py."""

from __future__ import annotations

import pytest

from chalicelib.accounts.rules import (
    DEFAULT_NAME,
    check_phone,
    clean_name,
    email_from_claim,
    name_from_claim,
)


@pytest.mark.parametrize("phone", ["+14155550100", "+4917612345678", "+2901234"])
def test_phones(phone: str) -> None:
    assert check_phone(phone) == phone


@pytest.mark.parametrize(
    "phone", ["", "4155550100", "+0123456789", "+1 415 555", "+1415555010012345", "+123", "+1415555010\u0660", "+1\n"]
)
def test_what_is_no_phone(phone: str) -> None:
    with pytest.raises(ValueError, match="country code"):
        check_phone(phone)


def test_a_name_has_one_to_sixty_characters() -> None:
    assert clean_name("  Mira ") == "Mira"
    with pytest.raises(ValueError, match="60"):
        clean_name("m" * 61)


@pytest.mark.parametrize("claim", [None, 7, "", "\x00", "n" * 500])
def test_a_name_that_the_issuer_does_not_give(claim: object) -> None:
    assert name_from_claim(claim) == DEFAULT_NAME


def test_an_address_that_the_issuer_gives() -> None:
    assert email_from_claim("mira@example.test") == "mira@example.test"
    for claim in (None, 7, "mira", "a b@c", "@c", "a" * 65 + "@c"):
        assert email_from_claim(claim) is None
