"""Statements, files and what is payable."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import pairwise

import pytest

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS
from chalicelib.core.ids import new_id
from chalicelib.wallet import ledger, service, statements
from chalicelib.wallet.errors import StatementTooLong
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import STRIPE_CLEARING, Kind, Transfer, earnings_of, session_clearing, wallet_of
from chalicelib.wallet.statements import Filter
from tests.conftest import START_MS
from tests.service.wallet_helpers import new_earnings, new_wallet

pytestmark = pytest.mark.usefixtures("table_engine")


def post(*transfers: Transfer, account: str) -> None:
    posting = Posting(ledger.load_account(account))
    for transfer in transfers:
        posting.transfer(transfer)
    ledger.commit(posting)


def top_up(user_id: str, amount_cents: int, at_ms: int = START_MS, reason: str | None = None) -> Transfer:
    payment = new_id("pi", START_MS)
    return Transfer(
        f"topup_{payment}",
        Kind.TOP_UP,
        STRIPE_CLEARING,
        wallet_of(user_id),
        amount_cents,
        at_ms,
        "top_up",
        payment,
        reason=reason,
    )


def gift(user_id: str, amount_cents: int) -> Transfer:
    gift_id = new_id("gft", START_MS)
    return Transfer(
        f"gift_{gift_id}", Kind.GIFT, wallet_of(user_id), f"gift:{gift_id}", amount_cents, START_MS, "gift", gift_id
    )


def share(reader_id: str, amount_cents: int, at_ms: int, kind: Kind = Kind.SESSION_CHARGE) -> Transfer:
    session_id = new_id("ses", START_MS)
    return Transfer(
        f"share_{session_id}",
        kind,
        session_clearing(session_id),
        earnings_of(reader_id),
        amount_cents,
        at_ms,
        "session",
        session_id,
    )


def many(user_id: str, count: int) -> None:
    """Alternate one top-up and four gifts, so that a filter has something to skip."""
    account = wallet_of(user_id)
    for start in range(0, count, 20):
        numbers = range(start, min(start + 20, count))
        post(*(top_up(user_id, 100) if n % 5 == 0 else gift(user_id, 10) for n in numbers), account=account)


def test_pages_are_newest_first_complete_and_carry_the_balance() -> None:
    user_id = new_wallet()
    many(user_id, 57)
    seen, before, pages = [], None, 0
    while True:
        page = service.wallet_entries(user_id, limit=10, before_seq=before)
        seen += page.entries
        pages += 1
        before = page.next_before_seq
        if before is None:
            break
    assert pages == 6
    assert [entry.seq for entry in seen] == list(range(57, 0, -1))
    for newer, older in pairwise(seen):
        assert newer.balance_after_cents == older.balance_after_cents + newer.amount_cents
    assert seen[0].balance_after_cents == service.wallet_of_user(user_id).balance_cents


def test_a_full_last_page_has_no_next_one() -> None:
    user_id = new_wallet()
    many(user_id, 20)
    assert service.wallet_entries(user_id, limit=20).next_before_seq is None
    assert service.wallet_entries(user_id, limit=19).next_before_seq == 2
    assert service.wallet_entries(new_wallet(), limit=5) == service.EntryPage([], None)


def test_a_filter_finds_every_entry_of_its_kind_by_pages() -> None:
    user_id = new_wallet()
    many(user_id, 120)
    found, before = [], None
    for _ in range(20):
        page = service.wallet_entries(user_id, limit=5, before_seq=before, only=Filter(Kind.TOP_UP))
        assert len(page.entries) <= 5
        found += page.entries
        before = page.next_before_seq
        if before is None:
            break
    assert [entry.seq for entry in found] == list(range(116, 0, -5))
    assert service.wallet_entries(user_id, limit=5, only=Filter(Kind.BOOKING)) == service.EntryPage([], None)


def test_a_filter_reads_a_bounded_number_of_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    user_id = new_wallet()
    many(user_id, 60)
    monkeypatch.setattr(statements, "_READ_SIZE", 5)
    monkeypatch.setattr(statements, "_MAX_READS_FOR_A_PAGE", 4)
    assert service.wallet_entries(user_id, limit=5, only=Filter(Kind.BOOKING)) == service.EntryPage([], 41)


def test_descriptions_say_in_plain_words_what_happened() -> None:
    wallet, earnings = "wallet:u", "earnings:r"

    def words(
        account: str, kind: Kind, debit: str, credit: str, refers: str = "session", **more: int | str | None
    ) -> str:
        transfer = Transfer("t", kind, debit, credit, 1, START_MS, refers, "x", **more)  # type: ignore[arg-type]
        item = TransferItem.from_raw_data(ledger._Entry(transfer, ("p", "s"), 1, 1).to_write().request["Item"])
        return statements.entry_of(account, item).description

    assert words(wallet, Kind.SESSION_CHARGE, wallet, "session:s", minute=3) == "Reading, minute 3"
    assert words(wallet, Kind.REFUND, "session:s", wallet, reason="reader left") == "Refund: reader left"
    assert words(wallet, Kind.REFUND, wallet, STRIPE_CLEARING, "top_up") == "Refund to your card"
    assert words(wallet, Kind.REFUND, STRIPE_CLEARING, wallet, "top_up") == "Refund to your card did not go through"
    assert words(wallet, Kind.DISPUTE, wallet, STRIPE_CLEARING) == "Payment disputed at your bank"
    assert words(wallet, Kind.DISPUTE, "platform:losses", wallet) == "Disputed payment settled by SoulSeer"
    assert words(earnings, Kind.SESSION_CHARGE, "session:s", earnings) == "Your share of a reading"
    assert words(earnings, Kind.REFUND, earnings, "session:s") == "Your share of a refund to the client"
    for kind in Kind:
        assert words(wallet, kind, wallet, "session:s")
        assert words(earnings, kind, "session:s", earnings)


def test_the_file_is_oldest_first_with_dollars_and_cents_and_no_formulas() -> None:
    user_id = new_wallet()
    post(top_up(user_id, 5_000, reason="=HYPERLINK(1)"), gift(user_id, 1_205), account=wallet_of(user_id))
    rows = list(csv.reader(io.StringIO(service.wallet_statement_csv(user_id), newline="")))
    assert tuple(rows[0]) == statements.CSV_HEADER
    first, second = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    assert first["date"] == "2025-10-09T08:54:00.000Z"
    assert first["description"] == "Top-up: =HYPERLINK(1)"
    assert (first["amount"], first["amount_cents"], first["balance_after"]) == ("50.00", "5000", "50.00")
    assert (second["amount"], second["amount_cents"], second["balance_after_cents"]) == ("-12.05", "-1205", "3795")
    assert second["currency"] == "USD"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n@x"])
def test_cells_that_a_spreadsheet_could_run_are_made_text(text: str) -> None:
    assert statements._safe_cell(text).startswith("'")


def test_the_file_takes_only_the_period_and_refuses_what_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    user_id = new_wallet()
    days = [top_up(user_id, 100 + n, START_MS + n * DAY_MS) for n in range(5)]
    post(*days, account=wallet_of(user_id))
    text = service.wallet_statement_csv(user_id, Filter(None, START_MS + DAY_MS, START_MS + 3 * DAY_MS))
    assert [row["amount_cents"] for row in csv.DictReader(io.StringIO(text))] == ["101", "102"]
    monkeypatch.setattr(statements, "_CSV_READ_SIZE", 2)
    assert len(service.wallet_statement_csv(user_id).splitlines()) == 6
    monkeypatch.setattr(statements, "MAX_CSV_ENTRIES", 4)
    with pytest.raises(StatementTooLong):
        service.wallet_statement_csv(user_id)
    monkeypatch.setattr(statements, "MAX_CSV_ENTRIES", 100)
    monkeypatch.setattr(statements, "_MAX_CSV_READ", 4)
    with pytest.raises(StatementTooLong):
        service.wallet_statement_csv(user_id, Filter(from_ms=START_MS + 4 * DAY_MS))


def test_a_filtered_file_and_page_have_the_same_entries_with_the_balance_of_the_whole_statement() -> None:
    user_id = new_wallet()
    for number in range(6):
        day_ms = START_MS + number * DAY_MS
        post(
            top_up(user_id, 1_000, day_ms), replace(gift(user_id, 10), posted_at_ms=day_ms), account=wallet_of(user_id)
        )
    only = Filter(Kind.GIFT, START_MS + DAY_MS, START_MS + 4 * DAY_MS)
    rows = list(csv.DictReader(io.StringIO(service.wallet_statement_csv(user_id, only))))
    assert [row["kind"] for row in rows] == ["gift"] * 3
    assert [row["balance_after_cents"] for row in rows] == ["1980", "2970", "3960"]
    page = service.wallet_entries(user_id, limit=2, only=only)
    assert [entry.balance_after_cents for entry in page.entries] == [3_960, 2_970]
    rest = service.wallet_entries(user_id, limit=2, only=only, before_seq=page.next_before_seq)
    assert ([entry.balance_after_cents for entry in rest.entries], rest.next_before_seq) == ([1_980], None)


def test_earnings_are_pending_for_three_days_after_the_first_month() -> None:
    reader_id, now_ms = new_earnings(), START_MS + 60 * DAY_MS
    account = earnings_of(reader_id)
    post(share(reader_id, 10_000, START_MS), account=account)
    post(share(reader_id, 500, now_ms - 3 * DAY_MS), account=account)
    post(share(reader_id, 70, now_ms - 3 * DAY_MS + 1), account=account)
    post(share(reader_id, 3, now_ms - 6 * DAY_MS, Kind.GIFT), account=account)
    assert service.earnings_of_reader(reader_id, now_ms) == service.Earnings(10_573, 73, 10_500, False)
    assert service.earnings_of_reader(reader_id, now_ms + DAY_MS) == service.Earnings(10_573, 0, 10_573, False)


def test_all_earnings_of_the_first_month_are_pending_for_seven_days() -> None:
    reader_id = new_earnings()
    assert service.earnings_of_reader(reader_id, START_MS) == service.Earnings(0, 0, 0, False)
    post(share(reader_id, 700, START_MS), account=earnings_of(reader_id))
    assert service.earnings_of_reader(reader_id, START_MS + 7 * DAY_MS - 1).payable_cents == 0
    assert service.earnings_of_reader(reader_id, START_MS + 7 * DAY_MS).payable_cents == 700


def test_scenario_12_a_refund_after_the_payout_leaves_the_reader_below_zero_and_unpayable() -> None:
    reader_id, now_ms = new_earnings(), START_MS + 60 * DAY_MS
    account = earnings_of(reader_id)
    earned = share(reader_id, 875, START_MS)
    post(earned, account=account)
    table.write(table.Put(ledger.new_account(f"payouts:{reader_id}", reader_id)))
    posting = Posting(*ledger.load_accounts(account, f"payouts:{reader_id}"))
    posting.transfer(
        Transfer(
            f"payout_{reader_id}",
            Kind.PAYOUT,
            account,
            f"payouts:{reader_id}",
            875,
            now_ms - 5 * DAY_MS,
            "payout",
            "p1",
        )
    )
    ledger.commit(posting)
    post(
        Transfer(
            f"refund_{earned.refers_id}",
            Kind.REFUND,
            account,
            session_clearing(earned.refers_id),
            875,
            now_ms,
            "session",
            earned.refers_id,
        ),
        account=account,
    )
    post(share(reader_id, 100, now_ms), account=account)
    assert service.earnings_of_reader(reader_id, now_ms) == service.Earnings(-775, 0, 0, True)


def test_what_was_taken_back_of_old_earnings_does_not_lower_what_is_pending() -> None:
    reader_id, now_ms = new_earnings(), START_MS + 60 * DAY_MS
    account = earnings_of(reader_id)
    old, recent = share(reader_id, 10_000, START_MS), share(reader_id, 1_000, now_ms - 1)
    post(old, account=account)
    post(recent, account=account)
    for earned, cents in ((old, 875), (recent, 400)):
        post(
            Transfer(
                f"refund_{earned.refers_id}",
                Kind.REFUND,
                account,
                session_clearing(earned.refers_id),
                cents,
                now_ms,
                "session",
                earned.refers_id,
            ),
            account=account,
        )
    assert service.earnings_of_reader(reader_id, now_ms) == service.Earnings(9_725, 600, 9_125, False)
