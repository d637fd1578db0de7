"""Booking, cancelling and moving a reading: one time, one price, the exact refund; races leave one winner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.accounts import calendar
from chalicelib.bookings import availability, making, service, support
from chalicelib.bookings.errors import (
    BookingWrongState,
    ClientNotFree,
    NotBookable,
    PriceChanged,
    SlotTaken,
)
from chalicelib.bookings.items import BookingItem
from chalicelib.bookings.rules import BookingState
from chalicelib.bookings.schedule import Schedule
from chalicelib.bookings.service import Wanted
from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.core.due import DueWorkFailed
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.ids import new_id
from chalicelib.readers.rules import Modality
from chalicelib.sessions.rules import Party
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientFunds, WalletFrozen
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import wallet_of
from tests.conftest import START_MS
from tests.service.bookings import (
    PRICE_CENTS,
    STARTS_MS,
    Case,
    balance_cents,
    book,
    bookable_reader,
    cells_of,
    clearing_cents,
    paying_client,
    tick_of,
)

pytestmark = pytest.mark.usefixtures("table_engine")
HALF_CENTS = 7_501


def taken(user_id: str) -> set[int]:
    around = calendar.cells_between(STARTS_MS - 20 * DAY_MS, STARTS_MS + 20 * DAY_MS)
    return set(calendar.taken_in(user_id, around))


def clients_and_a_reader(clients: int) -> tuple[list[str], str]:
    return [paying_client() for _ in range(clients)], bookable_reader()


# --- booking ----------------------------------------------------------------------------------------------------


def test_booking_takes_the_price_and_the_time_of_both() -> None:
    case = Case(buffer_before_minutes=15, buffer_after_minutes=30)
    item = case.item
    assert case.before_cents - balance_cents(case.client_id) == PRICE_CENTS == clearing_cents(case.booking_id)
    assert (taken(case.reader_id), taken(case.client_id)) == cells_of(item)
    assert len(taken(case.reader_id)) == 7
    assert item.due_at_ms == STARTS_MS - DAY_MS
    (entry,) = [
        each for each in ledger.entries_between(wallet_of(case.client_id), 1, 9) if each.refers_id == case.booking_id
    ]
    assert (entry.transfer_id, entry.transfer_kind) == (f"booking_{case.booking_id}", "booking")


def test_a_repeated_request_finds_its_booking() -> None:
    (client,), reader = clients_and_a_reader(1)
    booking_id = new_id("bkg", START_MS)
    first = book(client, reader, booking_id=booking_id)
    again = book(client, reader, booking_id=booking_id)
    assert again.version == first.version == 1
    assert balance_cents(client) == 100_000 - PRICE_CENTS


@pytest.mark.parametrize("shift_minutes", [-45, 0, 45])
def test_overlapping_time_is_refused_and_costs_nothing(shift_minutes: int) -> None:
    (first, second), reader = clients_and_a_reader(2)
    book(first, reader)
    with pytest.raises(SlotTaken):
        book(second, reader, STARTS_MS + shift_minutes * MINUTE_MS)
    assert balance_cents(second) == 100_000
    book(second, reader, STARTS_MS + HOUR_MS)


def test_nobody_is_in_two_readings_at_once() -> None:
    client, first, second = paying_client(), bookable_reader(), bookable_reader()
    book(client, first)
    with pytest.raises(ClientNotFree):
        book(client, second, STARTS_MS + 30 * MINUTE_MS)
    book(client, second, STARTS_MS + 60 * MINUTE_MS)


def test_what_is_not_offered_cannot_be_booked() -> None:
    (client,), reader = clients_and_a_reader(1)
    with pytest.raises(NotBookable):
        book(client, reader, minutes=45)
    with pytest.raises(PriceChanged):
        book(client, reader, price_cents=PRICE_CENTS - 1)
    with pytest.raises(SlotTaken):
        book(client, reader, STARTS_MS + MINUTE_MS)
    with pytest.raises(SlotTaken):
        book(client, reader, START_MS - START_MS % (15 * MINUTE_MS) + 30 * MINUTE_MS)
    with pytest.raises(NotFound):
        book(client, new_id("usr", START_MS))
    assert balance_cents(client) == 100_000
    assert taken(reader) == set()


def test_the_price_must_be_in_the_wallet() -> None:
    client, reader = paying_client(PRICE_CENTS - 1), bookable_reader()
    with pytest.raises(InsufficientFunds):
        book(client, reader)
    exact = paying_client(PRICE_CENTS)
    book(exact, reader)
    assert balance_cents(exact) == 0


def test_a_frozen_wallet_books_nothing() -> None:
    client, reader = paying_client(), bookable_reader()
    posting = Posting(ledger.load_account(wallet_of(client)))
    posting.open_dispute(wallet_of(client))
    ledger.commit(posting)
    with pytest.raises(WalletFrozen):
        book(client, reader)


def test_closing_the_hours_at_the_same_time_lets_no_booking_slip_through(monkeypatch: pytest.MonkeyPatch) -> None:
    client, reader = paying_client(), bookable_reader()
    usual = making.offer_of

    def offer_then_closed(reader_id: str) -> availability.Offer:
        offer = usual(reader_id)
        if offer.availability is not None and offer.availability.version == 1:
            closed = Schedule(time_zone="UTC", weekly=((),) * 7, prices=((60, PRICE_CENTS),))
            availability.change_availability(reader, closed, 1)
        return offer

    monkeypatch.setattr(making, "offer_of", offer_then_closed)
    with pytest.raises(SlotTaken):
        book(client, reader)
    assert balance_cents(client) == 100_000


def test_scenario_19_one_slot_and_200_requests_at_once() -> None:
    clients, reader = clients_and_a_reader(20)

    def request(number: int) -> str:
        shift_ms = (number % 4) * 15 * MINUTE_MS
        try:
            return book(clients[number % 20], reader, STARTS_MS + shift_ms).booking_id
        except SlotTaken:
            return "slot_taken"

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(request, range(200)))
    (booking_id,) = [answer for answer in answers if answer != "slot_taken"]
    assert answers.count("slot_taken") == 199
    debited = [client for client in clients if balance_cents(client) != 100_000]
    item = table.load(BookingItem, BookingItem.key(booking_id=booking_id))
    assert item is not None
    assert debited == [item.client_id]
    assert balance_cents(item.client_id) == 100_000 - PRICE_CENTS
    assert taken(reader) == cells_of(item)[0]
    assert all(taken(client) == set() for client in clients if client != item.client_id)


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_crash_around_the_commit_books_once(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    client, reader = paying_client(), bookable_reader()
    booking_id = new_id("bkg", START_MS)
    usual = table.transact

    def crash(*writes: table.Write, **options: object) -> None:
        if lost == "after":
            usual(*writes)
        raise ConnectionError

    monkeypatch.setattr(table, "transact", crash)
    with pytest.raises(ConnectionError):
        book(client, reader, booking_id=booking_id)
    monkeypatch.setattr(table, "transact", usual)
    assert balance_cents(client) == 100_000 - (PRICE_CENTS if lost == "after" else 0)
    book(client, reader, booking_id=booking_id)
    assert balance_cents(client) == 100_000 - PRICE_CENTS
    assert clearing_cents(booking_id) == PRICE_CENTS


# --- cancelling -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes_before", "refund_cents"),
    [
        (3 * 1440, PRICE_CENTS),
        (1440, PRICE_CENTS),
        (1440 - 1 / 60, HALF_CENTS),
        (120, HALF_CENTS),
        (120 - 1 / 60, 0),
        (1, 0),
    ],
)
def test_a_client_cancels_for_the_exact_refund(minutes_before: float, refund_cents: int) -> None:
    case = Case()
    item = case.cancel(Party.CLIENT, -minutes_before, refund_cents)
    assert (BookingState(item.state), item.refunded_cents) == (BookingState.CANCELLED_BY_CLIENT, refund_cents)
    assert case.given_back_cents == refund_cents
    assert clearing_cents(case.booking_id) == PRICE_CENTS - refund_cents == case.item.clearing_cents
    assert taken(case.reader_id) == taken(case.client_id) == set()
    assert case.cancel(Party.CLIENT, -minutes_before, refund_cents).version == item.version

    kept_cents = PRICE_CENTS - refund_cents
    cancelled_at_ms = case.at(-minutes_before)
    tick_of(case.booking_id, cancelled_at_ms + DAY_MS - 1)
    assert case.earned_cents == 0
    for _ in range(2):
        tick_of(case.booking_id, cancelled_at_ms + DAY_MS)
    assert case.earned_cents == kept_cents * 70 // 100
    assert clearing_cents(case.booking_id) == 0
    assert case.item.due_at_ms is None
    assert (case.item.reader_cents or 0) + (case.item.platform_cents or 0) == kept_cents


def test_a_refund_that_changed_meanwhile_is_refused() -> None:
    case = Case()
    with pytest.raises(PriceChanged):
        case.cancel(Party.CLIENT, -1439, PRICE_CENTS)
    assert case.state is BookingState.BOOKED
    assert case.given_back_cents == 0


@pytest.mark.parametrize("minutes_before", [1440 * 2, 60, 1])
def test_a_reader_who_cancels_gives_everything_back(minutes_before: float) -> None:
    case = Case()
    case.cancel(Party.READER, -minutes_before, PRICE_CENTS)
    assert case.state is BookingState.CANCELLED_BY_READER
    assert case.given_back_cents == PRICE_CENTS
    assert clearing_cents(case.booking_id) == 0
    assert case.item.due_at_ms is None


def test_what_has_begun_or_is_over_cannot_be_cancelled() -> None:
    case = Case()
    with pytest.raises(BookingWrongState):
        case.cancel(Party.CLIENT, 0, 0)
    case.cancel(Party.CLIENT, -30, 0)
    with pytest.raises(BookingWrongState):
        case.cancel(Party.READER, -20, PRICE_CENTS)


def test_both_cancel_at_once_and_one_counts() -> None:
    case = Case()

    def cancel(party: Party) -> bool:
        try:
            case.cancel(party, -60 * 30, PRICE_CENTS)
        except BookingWrongState:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(cancel, [Party.CLIENT, Party.READER] * 8))
    assert any(done)
    assert case.given_back_cents == PRICE_CENTS
    assert clearing_cents(case.booking_id) == 0


def test_cancelled_time_can_be_booked_again() -> None:
    case = Case()
    case.cancel(Party.READER, -600, PRICE_CENTS)
    other = paying_client()
    book(other, case.reader_id)
    assert balance_cents(other) == 100_000 - PRICE_CENTS


def test_strangers_see_and_change_nothing() -> None:
    case, other = Case(), Case()
    with pytest.raises(NotFound):
        service.cancel(case.booking_id, other.actor(Party.CLIENT), refund_cents=0, now_ms=START_MS)
    with pytest.raises(NotFound):
        service.see(case.booking_id, other.actor(Party.READER), START_MS)


# --- moving -----------------------------------------------------------------------------------------------------


def move(case: Case, starts_at_ms: int, now_ms: int = START_MS, party: Party = Party.CLIENT) -> BookingItem:
    return service.reschedule(case.booking_id, case.actor(party), starts_at_ms=starts_at_ms, now_ms=now_ms)


@pytest.mark.parametrize("shift_minutes", [15, 60, -30, 14 * 60, 3 * 1440])
def test_a_client_moves_a_booking_for_nothing(shift_minutes: int) -> None:
    case = Case(buffer_after_minutes=15)
    moved = move(case, STARTS_MS + shift_minutes * MINUTE_MS)
    assert (moved.reschedules, moved.price_cents) == (1, PRICE_CENTS)
    item = case.item
    assert item.starts_at_ms == STARTS_MS + shift_minutes * MINUTE_MS
    assert (taken(case.reader_id), taken(case.client_id)) == cells_of(item)
    assert case.given_back_cents == 0
    assert item.due_at_ms == item.starts_at_ms - DAY_MS
    assert move(case, item.starts_at_ms).version == item.version


def test_a_booking_moves_only_to_open_time_and_only_in_time() -> None:
    case = Case()
    other = paying_client()
    book(other, case.reader_id, STARTS_MS + 2 * HOUR_MS)
    for shift in (2 * HOUR_MS, 90 * MINUTE_MS):
        with pytest.raises(SlotTaken):
            move(case, STARTS_MS + shift)
    with pytest.raises(BookingWrongState):
        move(case, STARTS_MS + DAY_MS, STARTS_MS - DAY_MS + 1)
    with pytest.raises(Forbidden):
        move(case, STARTS_MS + DAY_MS, party=Party.READER)
    second_reader = bookable_reader()
    book(case.client_id, second_reader, STARTS_MS + 6 * HOUR_MS)
    with pytest.raises(ClientNotFree):
        move(case, STARTS_MS + 6 * HOUR_MS)
    assert case.item.version == 1


def test_many_who_move_to_one_time_leave_one_there() -> None:
    reader = bookable_reader()
    cases = []
    for number in range(6):
        client = paying_client()
        item = book(client, reader, STARTS_MS + number * HOUR_MS)
        case = Case.__new__(Case)
        case.reader_id, case.client_id, case.booking_id = reader, client, item.booking_id
        case.before_cents = 100_000
        cases.append(case)
    target_ms = STARTS_MS + DAY_MS

    def go(case: Case) -> bool:
        try:
            move(case, target_ms)
        except SlotTaken:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(go, cases)) == 1
    expected: set[int] = set()
    for case in cases:
        cells = cells_of(case.item)[0]
        assert not expected & cells
        expected |= cells
    assert taken(reader) == expected


def test_other_hours_and_buffers_leave_a_booking_as_it_was_made() -> None:
    case = Case(buffer_after_minutes=15)
    made = case.item
    closed = Schedule(time_zone="Asia/Tokyo", weekly=((),) * 7, buffer_after_minutes=60, durations_minutes=(15,))
    availability.change_availability(case.reader_id, closed, 1)
    assert (case.state, case.item.starts_at_ms, case.item.price_cents) == (BookingState.BOOKED, STARTS_MS, PRICE_CENTS)
    assert taken(case.reader_id) == cells_of(made)[0]
    with pytest.raises(SlotTaken):
        service.reschedule(
            case.booking_id, case.actor(Party.CLIENT), starts_at_ms=STARTS_MS + 2 * HOUR_MS, now_ms=START_MS
        )
    case.cancel(Party.CLIENT, -30 * 60, PRICE_CENTS)
    assert taken(case.reader_id) == set()
    assert case.given_back_cents == PRICE_CENTS


# --- lists, quotes, suspension ----------------------------------------------------------------------------------


def listed(user_id: str, *parties: Party, over: bool = False, limit: int = 2) -> list[str]:
    found: list[str] = []
    after: str | None = None
    while True:
        page, after = service.bookings_of(user_id, parties, over=over, limit=limit, after=after)
        assert len(page) <= limit
        found += [item.booking_id for item in page]
        if after is None:
            return found


def test_lists_are_those_ahead_and_those_over() -> None:
    client, reader = paying_client(), bookable_reader()
    items = [book(client, reader, STARTS_MS + number * 2 * HOUR_MS) for number in range(5)]

    ids = [item.booking_id for item in items]
    assert listed(client, Party.CLIENT) == listed(reader, Party.READER) == ids
    case = Case.__new__(Case)
    case.client_id, case.reader_id = client, reader
    for booking_id in ids[1], ids[3]:
        case.booking_id = booking_id
        service.cancel(booking_id, case.actor(Party.READER), refund_cents=PRICE_CENTS, now_ms=START_MS + MINUTE_MS)
    assert listed(client, Party.CLIENT) == [ids[0], ids[2], ids[4]]
    assert listed(client, Party.CLIENT, over=True) == [ids[3], ids[1]]
    assert listed(reader, Party.READER, over=True) == [ids[3], ids[1]]


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 9])
def test_both_sides_are_one_list_in_the_order_of_time(over: bool, limit: int) -> None:
    both, other_reader, client = paying_client(), bookable_reader(), paying_client()
    starts = [STARTS_MS + number * 2 * HOUR_MS for number in range(5)]
    made = {at_ms: book(both, other_reader, at_ms) for at_ms in (starts[1], starts[2], starts[4])}
    bookable_reader(both)
    made |= {at_ms: book(client, both, at_ms) for at_ms in (starts[0], starts[3])}
    ids = [made[at_ms].booking_id for at_ms in starts]
    if over:
        for booking_id in ids:
            support.cancel("usr_admin", booking_id, "Ill", now_ms=START_MS)
        ids.reverse()
    assert listed(both, *Party, over=over, limit=limit) == ids
    of_client = listed(both, Party.CLIENT, over=over, limit=limit)
    assert sorted([*of_client, *listed(both, Party.READER, over=over, limit=limit)]) == sorted(ids)
    assert len(of_client) == 3
    assert service.have_booked(both, other_reader)
    assert not service.have_booked(other_reader, both)
    assert not service.have_booked(client, other_reader)


def test_a_quote_tells_the_terms() -> None:
    client, reader = paying_client(), bookable_reader()
    wanted = Wanted(reader, Modality.VIDEO, STARTS_MS, 60)
    quote = service.quote(client, wanted, START_MS)
    assert (quote.price_cents, quote.is_open, quote.balance_cents) == (PRICE_CENTS, True, 100_000)
    assert [(step.until_ms, step.refund_cents) for step in quote.refund_steps] == [
        (STARTS_MS - DAY_MS, PRICE_CENTS),
        (STARTS_MS - 2 * HOUR_MS, HALF_CENTS),
        (None, 0),
    ]
    book(client, reader)
    assert not service.quote(client, wanted, START_MS).is_open
    plain = Wanted(reader, Modality.VIDEO, STARTS_MS + 2 * HOUR_MS, 30)
    assert service.quote(client, plain, START_MS).price_cents == 30 * 250


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_crash_around_a_cancellation_gives_back_once(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    case = Case()
    usual = table.transact

    def crash(*writes: table.Write, **options: object) -> None:
        if lost == "after":
            usual(*writes)
        raise ConnectionError

    monkeypatch.setattr(table, "transact", crash)
    with pytest.raises(ConnectionError):
        case.cancel(Party.CLIENT, -600, HALF_CENTS)
    monkeypatch.setattr(table, "transact", usual)
    assert case.given_back_cents == (HALF_CENTS if lost == "after" else 0)
    case.cancel(Party.CLIENT, -599, HALF_CENTS)
    assert case.given_back_cents == HALF_CENTS


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_crash_around_the_release_pays_once(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    case = Case()
    case.cancel(Party.CLIENT, -60, 0)
    usual = table.transact

    def crash(*writes: table.Write, **options: object) -> None:
        if lost == "after":
            usual(*writes)
        raise ConnectionError

    due_at_ms = case.item.due_at_ms or 0
    monkeypatch.setattr(table, "transact", crash)
    with pytest.raises(DueWorkFailed):
        tick_of(case.booking_id, due_at_ms)
    monkeypatch.setattr(table, "transact", usual)
    for later in (0, 11 * MINUTE_MS):
        tick_of(case.booking_id, due_at_ms + later)
    assert case.earned_cents == PRICE_CENTS * 70 // 100
    assert clearing_cents(case.booking_id) == 0
