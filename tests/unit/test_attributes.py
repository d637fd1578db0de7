"""Attributes that are read in one step are PynamoDB's in all else."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.table import IntegerAttribute, TableItem, TextAttribute
from chalicelib.sessions.items import SessionItem
from chalicelib.wallet.items import Account

STORED: dict[str, dict[str, Any]] = {
    "pk": {"S": "ACCOUNT#wallet:1"},
    "sk": {"S": "ACCOUNT"},
    "kind": {"S": "account"},
    "account": {"S": "wallet:1"},
    "balance_cents": {"N": "250"},
    "hold_open": {"BOOL": True},
    "hold_session_id": {"NULL": True},
    "unknown": {"S": "of another release"},
}


def test_an_item_is_of_its_kind_and_has_what_is_stored() -> None:
    account = TableItem.from_raw_data(STORED)

    assert isinstance(account, Account)
    assert (account.account, account.balance_cents, account.hold_open) == ("wallet:1", 250, True)
    assert account.hold_session_id is None
    assert account.last_seq is None
    assert account.open_disputes == 0


def test_what_is_set_is_read_and_written() -> None:
    account = Account("ACCOUNT#wallet:1", "ACCOUNT", account="wallet:1")
    account.balance_cents = 7

    assert account.balance_cents == 7
    assert account.serialize(null_check=False)["balance_cents"] == {"N": "7"}


def test_on_its_class_an_attribute_is_itself() -> None:
    assert isinstance(Account.account, TextAttribute)
    assert isinstance(Account.balance_cents, IntegerAttribute)
    assert str(Account.balance_cents == 7) == "balance_cents = {'N': '7'}"


@pytest.mark.parametrize(
    ("name", "stored"), [("balance_cents", {"S": "plenty"}), ("account", {"N": "1"}), ("hold_open", {"S": "yes"})]
)
def test_another_type_than_the_attributes_is_refused(name: str, stored: dict[str, str]) -> None:
    with pytest.raises(Exception, match=r"N|S|BOOL"):
        TableItem.from_raw_data(STORED | {name: stored})


def test_an_item_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="is no SessionItem"):
        SessionItem.from_raw_data(STORED)
