"""The ledger on the real table engine: conditions, idempotency, holds, and 16 threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.core import table
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import AccountFrozen, AlreadyPosted, InsufficientBalance, Stale, TransferConflict
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import (
    PLATFORM_REVENUE,
    STRIPE_CLEARING,
    Hold,
    InvalidTransfer,
    Kind,
    Transfer,
    earnings_of,
    session_clearing,
    wallet_of,
)
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")


def account(name: str) -> str:
    table.write(Put(ledger.new_account(name, name.split(":")[1])))
    return name


def wallet(balance_cents: int = 0) -> str:
    name = account(wallet_of(new_id("usr", START_MS)))
    if balance_cents:
        post(top_up(name, balance_cents, new_id("pi", START_MS)), name)
    return name


def top_up(name: str, amount_cents: int, payment: str) -> Transfer:
    return Transfer(f"topup_{payment}", Kind.TOP_UP, STRIPE_CLEARING, name, amount_cents, START_MS, "top_up", payment)


def gift(name: str, gift_id: str, amount_cents: int) -> Transfer:
    return Transfer(f"gift_{gift_id}", Kind.GIFT, name, f"gift:{gift_id}", amount_cents, START_MS, "gift", gift_id)


def post(transfer: Transfer, *accounts: str) -> None:
    def decide() -> None:
        posting = Posting(*ledger.load_accounts(*accounts))
        posting.transfer(transfer)
        ledger.commit(posting)

    ledger.retrying(decide)


def entries(name: str) -> list[TransferItem]:
    return table.query(
        TransferItem, f"ACCOUNT#{name}", sk_condition=TransferItem.sk.startswith("ENTRY#"), limit=100
    ).items


def balance(name: str) -> int:
    return ledger.load_account(name).balance_cents


def test_entries_are_numbered_and_carry_the_balance_after() -> None:
    name = wallet()
    for amount_cents in (1_000, 250, 5):
        post(top_up(name, amount_cents, new_id("pi", START_MS)), name)
    assert [(e.seq, e.balance_after_cents) for e in entries(name)] == [(1, 1_000), (2, 1_250), (3, 1_255)]
    assert balance(name) == 1_255


def test_the_same_fact_posts_once_and_another_content_is_an_error() -> None:
    name, payment = wallet(), new_id("pi", START_MS)
    post(top_up(name, 5_000, payment), name)
    with pytest.raises(AlreadyPosted):
        post(top_up(name, 5_000, payment), name)
    with pytest.raises(TransferConflict):
        post(top_up(name, 5_001, payment), name)
    assert balance(name) == 5_000
    assert len(entries(name)) == 1


def test_a_clearing_transfer_is_guarded_by_its_own_key() -> None:
    session_id = new_id("ses", START_MS)
    fee = Transfer("c_1", Kind.COMMISSION, session_clearing(session_id), PLATFORM_REVENUE, 5, START_MS, "session", "s")
    other = Transfer(
        "c_1", Kind.COMMISSION, session_clearing(session_id), PLATFORM_REVENUE, 6, START_MS, "session", "s"
    )
    post(fee)
    with pytest.raises(AlreadyPosted):
        post(fee)
    with pytest.raises(TransferConflict):
        post(other)


def test_nothing_is_spent_that_is_not_there() -> None:
    name = wallet(249)
    with pytest.raises(InsufficientBalance):
        post(gift(name, new_id("gft", START_MS), 250), name)
    assert (balance(name), len(entries(name))) == (249, 1)


def test_refunds_may_overdraw_and_then_nothing_can_be_spent() -> None:
    name = wallet(1_000)
    refund = Transfer("refund_x" + name, Kind.REFUND, name, STRIPE_CLEARING, 1_500, START_MS, "top_up", "x")
    post(refund, name)
    assert balance(name) == -500
    assert ledger.load_account(name).is_frozen
    with pytest.raises(InsufficientBalance):
        post(gift(name, new_id("gft", START_MS), 1), name)


def test_an_open_dispute_freezes_until_it_is_closed() -> None:
    name = wallet(1_000)

    def dispute(opened: bool) -> None:
        posting = Posting(ledger.load_account(name))
        posting.open_dispute(name) if opened else posting.close_dispute(name)
        ledger.commit(posting)

    dispute(opened=True)
    with pytest.raises(AccountFrozen):
        post(gift(name, new_id("gft", START_MS), 1), name)
    dispute(opened=False)
    post(gift(name, new_id("gft", START_MS), 1), name)
    assert balance(name) == 999


def test_a_posting_decided_on_an_old_view_is_stale() -> None:
    name = wallet(1_000)
    old = Posting(ledger.load_account(name))
    old.transfer(gift(name, new_id("gft", START_MS), 10))
    post(gift(name, new_id("gft", START_MS), 20), name)
    with pytest.raises(Stale):
        ledger.commit(old)
    assert balance(name) == 980


def test_the_hold_is_the_watermark_of_minutes() -> None:
    name, session_id = wallet(1_000), new_id("ses", START_MS)

    def minute(number: int) -> Transfer:
        return Transfer(
            f"session_{session_id}_min_{number}",
            Kind.SESSION_CHARGE,
            name,
            session_clearing(session_id),
            250,
            START_MS,
            "session",
            session_id,
            minute=number,
        )

    opening = Posting(ledger.load_account(name))
    opening.hold(name, Hold(session_id, session_version=1, is_open=True))
    opening.transfer(minute(1))
    with pytest.raises(InvalidTransfer, match="minute 2 is next"):
        opening.transfer(minute(3))
    ledger.commit(opening)
    hold = ledger.load_account(name).hold
    assert hold == Hold(session_id, session_version=1, minutes=1, cents=250, is_open=True)

    post(minute(2), name)
    with pytest.raises(InvalidTransfer, match="minute 3 is next"):
        post(minute(2), name)

    closing = Posting(ledger.load_account(name))
    closing.transfer(
        Transfer(
            f"session_{session_id}_min_2_reversal",
            Kind.REFUND,
            session_clearing(session_id),
            name,
            250,
            START_MS,
            "session",
            session_id,
        )
    )
    released = closing.hold(name, None)
    assert released is not None
    assert released.cents == 250
    ledger.commit(closing)
    assert ledger.load_account(name).hold is None
    assert balance(name) == 750


def test_a_minute_without_an_open_hold_is_refused() -> None:
    name, session_id = wallet(1_000), new_id("ses", START_MS)
    posting = Posting(ledger.load_account(name))
    posting.hold(name, Hold(session_id, session_version=1))
    with pytest.raises(InvalidTransfer, match="closed"):
        posting.transfer(
            Transfer(
                "m1", Kind.SESSION_CHARGE, name, session_clearing(session_id), 1, START_MS, "session", "s", minute=1
            )
        )


def test_scenario_20_a_hundred_concurrent_gifts_from_a_wallet_for_fifty() -> None:
    client, reader = wallet(50_000), account(earnings_of(new_id("usr", START_MS)))

    def give(number: int) -> bool:
        gift_id = new_id("gft", START_MS + number)
        clearing = f"gift:{gift_id}"

        def decide() -> None:
            posting = Posting(*ledger.load_accounts(client, reader))
            posting.transfer(gift(client, gift_id, 1_000))
            posting.transfer(
                Transfer(f"gift_{gift_id}_share", Kind.GIFT, clearing, reader, 700, START_MS, "gift", gift_id)
            )
            posting.transfer(
                Transfer(
                    f"gift_{gift_id}_commission",
                    Kind.COMMISSION,
                    clearing,
                    PLATFORM_REVENUE,
                    300,
                    START_MS,
                    "gift",
                    gift_id,
                )
            )
            ledger.commit(posting)

        for _ in range(20):
            try:
                ledger.retrying(decide)
                return True
            except InsufficientBalance:
                return False
            except table.TableBusy:
                continue
        raise AssertionError("never got through")

    with ThreadPoolExecutor(16) as pool:
        given = list(pool.map(give, range(100)))
    assert (given.count(True), given.count(False)) == (50, 50)
    assert (balance(client), balance(reader)) == (0, 35_000)
    assert [entry.seq for entry in entries(reader)] == list(range(1, 51))


class SlotTaken(Exception):
    pass


class SlotLock(table.TableItem, discriminator="test_slot_lock"):
    key = table.KeyTemplate("SLOTS#{reader_id}", "{starts_at_ms:015d}")


def test_scenario_19_two_hundred_requests_for_one_slot() -> None:
    """The lock of a time and the debit are one transaction; bookings will be this and nothing else."""
    reader_id, price_cents = new_id("usr", START_MS), 7_500
    clients = [wallet(10_000) for _ in range(2)]

    def book(number: int) -> str:
        client, booking_id = clients[number % 2], new_id("bok", START_MS + number)
        lock = SlotLock(*SlotLock.key(reader_id=reader_id, starts_at_ms=START_MS))
        clearing = f"booking:{booking_id}"

        def decide() -> None:
            posting = Posting(ledger.load_account(client))
            posting.transfer(
                Transfer(
                    f"booking_{booking_id}",
                    Kind.BOOKING,
                    client,
                    clearing,
                    price_cents,
                    START_MS,
                    "booking",
                    booking_id,
                )
            )
            ledger.commit(posting, before=[Put(lock, refused=SlotTaken)])

        try:
            ledger.retrying(decide)
        except (SlotTaken, InsufficientBalance) as refusal:
            return type(refusal).__name__
        return client

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(book, range(200)))
    winners = [outcome for outcome in outcomes if outcome in clients]
    assert len(winners) == 1
    assert sorted(balance(client) for client in clients) == [2_500, 10_000]
    assert len(outcomes) - len(winners) == 199
    assert set(outcomes) - set(winners) <= {"SlotTaken", "InsufficientBalance"}


@pytest.mark.parametrize("more", [{}, {"minute": 3}, {"reason": "The reader left during this minute"}])
def test_what_the_ledger_writes_in_its_own_words_is_what_the_item_declares(more: dict[str, Any]) -> None:
    name = wallet_of(new_id("usr", START_MS))
    transfer = Transfer("t", Kind.SESSION_CHARGE, name, "session:s", 250, START_MS, "session", "s", **more)
    for entry in (ledger._Entry(transfer, ("p", "s"), 7, 1_250), ledger._Entry(transfer, ("p", "s"))):
        written = entry.to_write().request["Item"]
        item = TransferItem.from_raw_data(written)
        assert item.to_transfer() == transfer
        assert (item.seq, item.balance_after_cents) == (entry.seq, entry.balance_after_cents)
        assert item.get_save_kwargs_from_instance()["Item"] == written


def test_postings_that_travel_together_are_each_whole_or_not_at_all() -> None:
    names = [wallet(1_000) for _ in range(4)]
    postings = []
    for number, name in enumerate(names):
        postings.append(Posting(ledger.load_account(name)))
        postings[-1].transfer(gift(name, new_id("gft", START_MS), 100 + number))
    post(gift(names[2], new_id("gft", START_MS), 1), names[2])
    assert ledger.commit_each(postings) == [True, True, False, True]
    assert [ledger.load_account(name).balance_cents for name in names] == [900, 899, 999, 897]
    assert ledger.commit_each(postings) == [False] * 4
    assert ledger.commit_each([]) == []


def test_two_postings_of_one_account_never_share_a_transaction() -> None:
    name = wallet(1_000)
    postings = [Posting(ledger.load_account(name)) for _ in range(2)]
    for posting in postings:
        posting.transfer(gift(name, new_id("gft", START_MS), 100))
    assert ledger.commit_each(postings) == [True, False]
    assert ledger.load_account(name).balance_cents == 900
