"""What SoulSeer does to bookings: calls them off for whoever cannot take part, gives money of a closed one back."""

from __future__ import annotations

import pytest

from chalicelib.accounts import calendar
from chalicelib.bookings import service, support
from chalicelib.bookings.errors import BookingWrongState
from chalicelib.bookings.rules import BookingState
from chalicelib.core import table
from chalicelib.core.audit import AuditLog
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, HOUR_MS
from chalicelib.core.errors import NotFound, ValidationFailed
from chalicelib.notifications.items import Notification
from chalicelib.sessions import receipt
from chalicelib.sessions import service as sessions
from chalicelib.sessions.items import SessionItem, session_key
from chalicelib.sessions.rules import Party, State
from chalicelib.wallet import ledger
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import Kind, Transfer, earnings_of, payouts_of
from tests.service.bookings import (
    PRICE_CENTS,
    STARTS_MS,
    Case,
    balance_cents,
    book,
    cells_of,
    clearing_cents,
    paying_client,
    tick_of,
)

pytestmark = pytest.mark.usefixtures("memory_table")

ADMIN = "usr_admin"
RELEASED_MS = STARTS_MS + 3 * DAY_MS
CLIENT, READER = Party.CLIENT, Party.READER


def refund(case: Case, amount_cents: int, *, number: int = 1, at_ms: int = RELEASED_MS) -> None:
    support.refund(
        ADMIN,
        case.booking_id,
        amount_cents,
        "The reader was rude",
        refund_id=f"rfd_{case.booking_id}_{number}",
        now_ms=at_ms,
    )


def closed_without_a_refund() -> Case:
    """A booking that its client cancelled too late: the whole price waits in clearing."""
    case = Case()
    case.cancel(CLIENT, -60, 0)
    return case


def held(*, until: float = 60) -> Case:
    """A reading that took place."""
    case = Case()
    for party in Party:
        case.join(party, 0)
    case.stay(0.25, until)
    case.tick(61)
    assert case.state is BookingState.COMPLETED
    return case


def told(user_id: str) -> list[tuple[str, str]]:
    page = table.query(Notification, Notification.key.pk_of(user_id=user_id), limit=50, consistent=True)
    return sorted((each.notification_kind, str(each.details.get("cancelled_by", ""))) for each in page.items)


def entries(case: Case) -> list[AuditLog]:
    found = table.query(AuditLog, AuditLog.target_key.pk_of(target_id=case.booking_id), index=AuditLog.index1, limit=9)
    return list(found.items)


# --- who may not take part any more -----------------------------------------------------------------------------


@pytest.mark.parametrize("party", list(Party))
@pytest.mark.parametrize("minutes", [-30 * 60, -300, -30, 5])
def test_bookings_of_whoever_may_not_take_part_are_given_back_in_full(party: Party, minutes: float) -> None:
    case = Case()
    others = Case()
    second = paying_client()
    book(second, case.reader_id, STARTS_MS + 4 * HOUR_MS)
    user_id = case.client_id if party is CLIENT else case.reader_id
    for _ in range(2):
        support.cancel_all(user_id, case.at(minutes), as_reader=party is READER)
    assert case.state is BookingState.CANCELLED_BY_PLATFORM
    assert case.given_back_cents == PRICE_CENTS
    assert balance_cents(second) == (100_000 if party is READER else 100_000 - PRICE_CENTS)
    assert others.state is BookingState.BOOKED
    of_reader, of_client = cells_of(case.item)
    assert not of_reader & calendar.taken_in(case.reader_id, calendar.cells_between(STARTS_MS, STARTS_MS + HOUR_MS))
    assert not of_client & calendar.taken_in(case.client_id, calendar.cells_between(STARTS_MS, STARTS_MS + HOUR_MS))
    for user in (case.client_id, case.reader_id):
        assert ("booking_cancelled", "platform") in told(user)


def test_a_reader_who_loses_verification_in_a_reading_finishes_it_and_loses_the_rest() -> None:
    case = Case()
    later = [book(paying_client(), case.reader_id, STARTS_MS + hours * HOUR_MS).booking_id for hours in (2, 4)]
    for party in Party:
        case.join(party, 0)
    case.stay(0.25, 20)
    support.cancel_all(case.reader_id, case.at(20), as_reader=True)
    assert case.state is BookingState.BOOKED
    for booking_id in later:
        admin = Actor(user_id=ADMIN, role=Role.ADMIN, suspended=False, subject="")
        assert service.admitted(booking_id, admin)[0].state == BookingState.CANCELLED_BY_PLATFORM
    case.stay(20.25, 60)
    case.tick(61)
    assert (case.state, case.given_back_cents) == (BookingState.COMPLETED, 0)


# --- an admin cancels -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [-3_000, -30, 5])
def test_an_admin_cancels_and_everything_is_given_back(minutes: float) -> None:
    case = Case()
    for _ in range(2):
        support.cancel(ADMIN, case.booking_id, " Reader is ill ", now_ms=case.at(minutes))
    assert (case.state, case.given_back_cents) == (BookingState.CANCELLED_BY_PLATFORM, PRICE_CENTS)
    assert case.item.clearing_cents == clearing_cents(case.booking_id) == 0
    for user in (case.client_id, case.reader_id):
        assert ("booking_cancelled", "platform") in told(user)
    (entry,) = entries(case)
    assert (entry.actor_id, entry.action, entry.reason) == (ADMIN, "booking_cancelled", "Reader is ill")
    assert entry.after == {"state": "cancelled_by_platform", "refunded_cents": PRICE_CENTS}


def test_a_session_that_waits_is_called_off_and_both_are_free() -> None:
    case = Case()
    for party in Party:
        case.join(party, -5)
    support.cancel(ADMIN, case.booking_id, "Ill", now_ms=case.at(-4))
    assert case.given_back_cents == PRICE_CENTS
    for user in (case.client_id, case.reader_id):
        assert sessions.live_session_ids(user) == []


def test_what_an_admin_cannot_cancel() -> None:
    case = Case()
    with pytest.raises(ValidationFailed):
        support.cancel(ADMIN, case.booking_id, "  ", now_ms=case.at(-60))
    with pytest.raises(NotFound):
        support.cancel(ADMIN, "bkg_none", "Ill", now_ms=case.at(-60))
    for party in Party:
        case.join(party, 0)
    case.stay(0.25, 5)
    with pytest.raises(BookingWrongState, match="under way"):
        support.cancel(ADMIN, case.booking_id, "Ill", now_ms=case.at(5))
    over = closed_without_a_refund()
    with pytest.raises(BookingWrongState, match="over"):
        support.cancel(ADMIN, over.booking_id, "Ill", now_ms=over.at(-30))
    assert entries(case) == entries(over) == []


# --- an admin gives money back ----------------------------------------------------------------------------------


def test_before_the_release_a_refund_comes_out_of_clearing() -> None:
    case = closed_without_a_refund()
    for _ in range(2):
        refund(case, 5_001, at_ms=case.at(0))
    assert (case.given_back_cents, case.earned_cents) == (5_001, 0)
    assert case.item.clearing_cents == clearing_cents(case.booking_id) == 10_000
    tick_of(case.booking_id, RELEASED_MS)
    assert (case.earned_cents, case.item.platform_cents) == (7_000, 3_000)
    assert case.item.clearing_cents == clearing_cents(case.booking_id) == 0


def test_all_of_it_before_the_release_leaves_nothing_to_release() -> None:
    case = closed_without_a_refund()
    refund(case, PRICE_CENTS, at_ms=case.at(0))
    assert (case.item.due_at_ms, case.item.released_at_ms, case.item.reader_cents) == (None, case.at(0), 0)
    tick_of(case.booking_id, RELEASED_MS)
    assert (case.given_back_cents, case.earned_cents, clearing_cents(case.booking_id)) == (PRICE_CENTS, 0, 0)


def test_after_the_release_it_comes_from_both_shares_as_one_refund_would() -> None:
    case = closed_without_a_refund()
    tick_of(case.booking_id, RELEASED_MS)
    assert case.earned_cents == PRICE_CENTS * 70 // 100
    given_cents = 0
    for number, amount_cents in enumerate((1, 333, 7_000, PRICE_CENTS - 7_334)):
        refund(case, amount_cents, number=number)
        given_cents += amount_cents
        assert case.given_back_cents == given_cents
        assert case.earned_cents == case.item.reader_cents == (PRICE_CENTS - given_cents) * 70 // 100
        assert clearing_cents(case.booking_id) == 0
    with pytest.raises(ValidationFailed, match="At most 0"):
        refund(case, 1, number=9)


def test_a_look_after_a_day_releases_before_it_gives_back() -> None:
    """A tick that is late must not make a refund cost the reader less than one that is not."""
    case = closed_without_a_refund()
    refund(case, 5_001)
    assert (case.given_back_cents, case.earned_cents) == (5_001, 7_000)


def test_a_reader_who_was_paid_out_owes_it() -> None:
    case = closed_without_a_refund()
    tick_of(case.booking_id, RELEASED_MS)
    earned_cents = case.earned_cents
    payouts = payouts_of(case.reader_id)
    table.write(table.Put(ledger.new_account(payouts, case.reader_id)))
    posting = Posting(*ledger.load_accounts(earnings_of(case.reader_id), payouts))
    name = f"payout_{case.reader_id}"
    earnings = earnings_of(case.reader_id)
    posting.transfer(Transfer(name, Kind.PAYOUT, earnings, payouts, earned_cents, RELEASED_MS, "payout", name))
    ledger.commit(posting)
    refund(case, PRICE_CENTS)
    assert (case.given_back_cents, case.earned_cents) == (PRICE_CENTS, -earned_cents)


def test_both_are_told_of_it_and_it_is_on_record() -> None:
    case = closed_without_a_refund()
    refund(case, 500)
    for user in (case.client_id, case.reader_id):
        assert ("session_refunded", "") in told(user)
    (entry,) = entries(case)
    assert (entry.actor_id, entry.action, entry.target_type) == (ADMIN, "booking_refunded", "booking")
    assert (entry.before, entry.after) == ({"refunded_cents": 0}, {"refunded_cents": 500})
    assert entry.reason == "The reader was rude"


@pytest.mark.parametrize("released", [False, True])
def test_the_receipt_of_the_reading_shows_it(released: bool) -> None:
    case = held()
    at_ms = RELEASED_MS if released else case.at(90)
    refund(case, 5_001, at_ms=at_ms)
    refund(case, 1_000, number=2, at_ms=at_ms)
    item = table.load(SessionItem, session_key(case.session_id))
    assert item is not None
    assert item.state == State.FINALIZED
    shown = receipt.receipt(item, None)
    assert (shown.charged_cents, shown.refunded_cents, shown.total_cents) == (PRICE_CENTS, 6_001, 9_000)
    assert [(each.amount_cents, each.reason) for each in shown.refunds] == [
        (5_001, "The reader was rude"),
        (1_000, "The reader was rude"),
    ]
    assert shown.split is not None
    assert (shown.split.reader_cents, shown.split.platform_cents) == (6_300, 2_700)
    tick_of(case.booking_id, RELEASED_MS)
    assert (case.earned_cents, case.item.platform_cents) == (6_300, 2_700)


def test_a_refund_at_the_closing_and_one_later_both_stand_on_the_receipt() -> None:
    case = Case()
    for party in Party:
        case.join(party, 0)
    case.stay(0.25, 10)
    sessions.end(case.session_id, case.actor(READER), case.at(10))
    case.tick(11)
    at_closing_cents = case.given_back_cents
    refund(case, 100)
    item = table.load(SessionItem, session_key(case.session_id))
    assert item is not None
    assert [each.amount_cents for each in receipt.receipt(item, CLIENT).refunds] == [at_closing_cents, 100]


def test_what_an_admin_cannot_refund() -> None:
    case = Case()
    with pytest.raises(BookingWrongState):
        refund(case, 100, at_ms=case.at(-60))
    case.cancel(CLIENT, -600, 7_501)
    for amount_cents in (7_501, PRICE_CENTS):
        with pytest.raises(ValidationFailed, match="At most 7500"):
            refund(case, amount_cents, at_ms=case.at(-60))
    with pytest.raises(ValidationFailed):
        support.refund(ADMIN, case.booking_id, 100, " ", refund_id="rfd_x", now_ms=case.at(-60))
    assert case.given_back_cents == 7_501
    assert entries(case) == []


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_crash_around_a_refund_gives_back_once(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    case = closed_without_a_refund()
    tick_of(case.booking_id, RELEASED_MS)
    usual = table.transact

    def crash(*writes: table.Write, **options: object) -> None:
        if lost == "after":
            usual(*writes)
        raise ConnectionError

    monkeypatch.setattr(table, "transact", crash)
    with pytest.raises(ConnectionError):
        refund(case, 5_000)
    monkeypatch.setattr(table, "transact", usual)
    refund(case, 5_000)
    assert case.given_back_cents == 5_000
    assert len(entries(case)) == 1
