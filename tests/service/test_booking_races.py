"""Bookings of which several people, windows and ticks want something at the same time: one of it counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from chalicelib.bookings import joining, support
from chalicelib.bookings.errors import BookingWrongState
from chalicelib.bookings.rules import BookingState
from chalicelib.core.clock import DAY_MS, MINUTE_MS
from chalicelib.readers import service as readers
from chalicelib.sessions.rules import Party
from chalicelib.wallet import ledger
from chalicelib.wallet.rules import wallet_of
from tests.service.bookings import PRICE_CENTS, Case, clearing_cents, tick_of
from tests.service.test_booked_readings import require_closed, session
from tests.service.test_booking_support import ADMIN, RELEASED_MS, closed_without_a_refund, entries, refund

pytestmark = pytest.mark.usefixtures("table_engine")

CLIENT, READER = Party.CLIENT, Party.READER


def test_both_come_in_at_once_from_many_windows() -> None:
    case = Case()

    def come(party: Party) -> None:
        joining.join(case.booking_id, case.actor(party), case.at(-1))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(come, [CLIENT, READER] * 6))
    found, status = session(case), readers.load_status(case.reader_id)
    assert (found.client_joined_at_ms, found.reader_joined_at_ms) == (case.at(-1), case.at(-1))
    assert status is not None
    assert status.session_id == case.session_id
    hold = ledger.load_account(wallet_of(case.client_id)).hold
    assert hold is not None
    assert hold.session_id == case.session_id


def test_a_late_reader_and_the_tick_at_once_leave_one_outcome() -> None:
    for _ in range(4):
        case = Case()
        case.join(CLIENT, 0)
        case.stay(0.25, 10, CLIENT)

        def late(_: int, case: Case = case) -> None:
            try:
                joining.join(case.booking_id, case.actor(READER), case.at(10))
            except BookingWrongState:
                return

        def tick(_: int, case: Case = case) -> None:
            case.tick(10)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda do: do(0), [late, tick] * 4))
        require_closed(case, BookingState.READER_MISSED, PRICE_CENTS, closed_at=10)


def test_client_reader_and_admin_cancel_at_once_and_one_counts() -> None:
    case = Case()

    def act(number: int) -> None:
        with suppress(BookingWrongState):
            if number % 3 == 0:
                support.cancel(ADMIN, case.booking_id, "Ill", now_ms=case.at(-600))
            else:
                case.cancel(CLIENT if number % 3 == 1 else READER, -600, 7_501 if number % 3 == 1 else PRICE_CENTS)

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(act, range(9)))
    item = case.item
    expected_cents = 7_501 if item.state == "cancelled_by_client" else PRICE_CENTS
    assert case.given_back_cents == item.refunded_cents == expected_cents
    assert len(entries(case)) == (item.state == "cancelled_by_platform")


def test_many_refunds_and_the_release_at_once_share_exactly() -> None:
    case = closed_without_a_refund()
    at_ms = case.at(-60) + DAY_MS

    def act(number: int) -> None:
        if number == 0:
            tick_of(case.booking_id, at_ms)
        else:
            refund(case, 2_500, number=number, at_ms=at_ms - (number % 2) * MINUTE_MS)

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(act, range(7)))
    assert case.given_back_cents == case.item.refunded_cents == 15_000
    tick_of(case.booking_id, RELEASED_MS)
    assert (case.earned_cents, case.item.platform_cents, clearing_cents(case.booking_id)) == (0, 1, 0)
