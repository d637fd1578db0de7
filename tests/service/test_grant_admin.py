"""The command that makes the first admin."""

from __future__ import annotations

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.core.auth import Role
from chalicelib.core.ids import new_id
from infrastructure.grant_admin import main
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")
ISSUER = "https://issuer.example/"


def test_it_makes_an_admin_once(capsys: pytest.CaptureFixture[str]) -> None:
    subject = new_id("auth", START_MS)
    user_id = accounts.user_id_of(ISSUER, subject)
    for _ in range(2):
        assert main(["--issuer", ISSUER, "--subject", subject, "--reason", "First admin"]) == 0
        assert capsys.readouterr().out == f"{user_id} is an admin\n"
    assert accounts.load_account(user_id).role == Role.ADMIN


def test_it_wants_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    subject = new_id("auth", START_MS)
    assert main(["--issuer", ISSUER, "--subject", subject, "--reason", " "]) == 1
    assert "empty" in capsys.readouterr().err
    assert accounts.load_account(accounts.user_id_of(ISSUER, subject)).role == Role.CLIENT
