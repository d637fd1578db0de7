"""What people read of their money when their role or their standing was taken from them."""

from __future__ import annotations

import pytest

from chalicelib.admin import service as admin
from chalicelib.core import audit
from chalicelib.core.auth import Role
from chalicelib.wallet import ledger
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Kind, Transfer, earnings_of, session_clearing, wallet_of
from tests.api.people.conftest import People

WALLET = ("/v1/wallet", "/v1/wallet/entries", "/v1/wallet/statement.csv", "/v1/wallet/summary", "/v1/wallet/unspent")
EARNINGS = ("/v1/earnings", "/v1/earnings/entries", "/v1/earnings/statement.csv", "/v1/earnings/summary")


def pay_in(people: People, account: str, kind: Kind) -> None:
    posting = Posting(ledger.load_account(account))
    source = session_clearing(account.partition(":")[2])
    posting.transfer(Transfer(f"in_{account}", kind, source, account, 700, people.clock.now_ms(), "session", "ses_1"))
    ledger.commit(posting)


def become(people: People, subject: str, role: Role) -> None:
    user_id = people.user_id(subject)
    admin.change_role(audit.OPERATOR, user_id, role=role, reason="Asked to", now_ms=people.clock.now_ms())


@pytest.mark.parametrize("role", [Role.CLIENT, Role.ADMIN])
def test_a_former_reader_still_sees_what_was_earned(people: People, role: Role) -> None:
    reader = people.reader()
    pay_in(people, earnings_of(people.user_id(reader)), Kind.SESSION_CHARGE)
    become(people, reader, role)
    assert people.api.get("/v1/earnings", as_=reader).json["balance_cents"] == 700
    assert len(people.api.get("/v1/earnings/entries", as_=reader).json["items"]) == 1
    assert "700" in people.api.get("/v1/earnings/statement.csv", as_=reader).body.decode()
    assert people.api.get("/v1/earnings/summary", as_=reader).json["total_cents"] == 700
    assert people.api.get("/v1/me/reader", as_=reader).status == 200


def test_an_admin_still_sees_the_wallet_of_before(people: People) -> None:
    client = people.client()
    pay_in(people, wallet_of(people.user_id(client)), Kind.ADJUSTMENT)
    become(people, client, Role.ADMIN)
    assert people.api.get("/v1/wallet", as_=client).json["balance_cents"] == 700
    assert len(people.api.get("/v1/wallet/entries", as_=client).json["items"]) == 1


def test_who_never_was_a_reader_has_earned_nothing(people: People) -> None:
    client = people.client()
    assert people.api.get("/v1/earnings", as_=client).json == {
        "balance_cents": 0,
        "pending_cents": 0,
        "payable_cents": 0,
        "currency": "USD",
        "frozen": False,
    }
    assert people.api.get("/v1/earnings/entries", as_=client).json == {"items": [], "next_cursor": None}
    assert len(people.api.get("/v1/earnings/statement.csv", as_=client).body.decode().splitlines()) == 1
    summary = people.api.get("/v1/earnings/summary", as_=client).json
    assert (summary["total_cents"], summary["clients"]["count"]) == (0, 0)


def test_suspended_people_see_their_money(people: People) -> None:
    reader = people.reader()
    pay_in(people, earnings_of(people.user_id(reader)), Kind.SESSION_CHARGE)
    people.suspend(reader)
    for path in (*WALLET, *EARNINGS, "/v1/me/reader", "/v1/me/reader/reviews"):
        assert people.api.get(path, as_=reader).status == 200, path
    client = people.client()
    people.suspend(client)
    for path in (*WALLET, "/v1/me/waiting-line", f"/v1/readers/{people.user_id(people.reader())}/online-notice"):
        assert people.api.get(path, as_=client).status == 200, path
