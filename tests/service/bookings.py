"""A reader who can be booked, clients with money, and one booking moved through time."""

from __future__ import annotations

from typing import Any

from chalicelib.accounts.service import Person
from chalicelib.bookings import availability, books, joining, progress, service
from chalicelib.bookings.items import BookingItem
from chalicelib.bookings.rules import BookingState
from chalicelib.bookings.schedule import Hours, Schedule
from chalicelib.bookings.service import Wanted
from chalicelib.core import due, table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.readers.rules import Modality
from chalicelib.sessions import engine
from chalicelib.sessions import service as sessions
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import Party
from chalicelib.wallet import ledger
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.rules import booking_clearing, earnings_of, wallet_of
from tests.conftest import START_MS, ManualClock
from tests.service.people import make_account
from tests.service.sessions import make_client, make_reader_profile

ALL_DAY = ((Hours(0, 1440),),) * 7
STARTS_MS = (START_MS // DAY_MS + 3) * DAY_MS + 10 * HOUR_MS
PRICE_CENTS = 15_001
"""An odd price, so that halves and shares must be rounded."""


def bookable_reader(user_id: str = "", **options: Any) -> str:
    """A reader with an account who is there all day, for 60 minutes at a price of their own.

    Parameters:
        user_id: a client who becomes one.
    """
    reader_id = user_id or new_id("usr", START_MS)
    make_reader_profile(reader_id)
    make_account(reader_id, Role.READER)
    options = {"minimum_notice_minutes": 30, "prices": ((60, PRICE_CENTS),), **options}
    options.setdefault("weekly", ALL_DAY)
    options.setdefault("time_zone", "UTC")
    availability.change_availability(reader_id, Schedule(**options), 0)
    return reader_id


def paying_client(balance_cents: int = 100_000) -> str:
    """A client with an account and money."""
    client_id = make_client(balance_cents)
    make_account(client_id, Role.CLIENT)
    return client_id


def balance_cents(client_id: str) -> int:
    return ledger.load_account(wallet_of(client_id)).balance_cents


def book(
    client_id: str,
    reader_id: str,
    starts_at_ms: int = STARTS_MS,
    *,
    minutes: int = 60,
    price_cents: int = PRICE_CENTS,
    booking_id: str = "",
    now_ms: int = START_MS,
) -> BookingItem:
    return service.book(
        Person(client_id, "Casey", None),
        Wanted(reader_id, Modality.VIDEO, starts_at_ms, minutes),
        price_cents=price_cents,
        booking_id=booking_id or new_id("bkg", START_MS),
        now_ms=now_ms,
    )


def clearing_cents(booking_id: str) -> int:
    """What the transfers of a booking leave in its clearing account, from those of everybody concerned."""
    item = progress.load(booking_id)
    account = booking_clearing(booking_id)
    sums = 0
    for home in (wallet_of(item.client_id), earnings_of(item.reader_id), account):
        for entry in table.query(TransferItem, f"ACCOUNT#{home}", limit=500, consistent=True).items:
            if entry.transfer_kind and account in (entry.debit, entry.credit):
                sums += entry.amount_cents if entry.credit == account else -entry.amount_cents
    return sums


class Case:
    """One booking of one client with one reader; times are minutes from its start."""

    def __init__(self, *, minutes: int = 60, **options: Any) -> None:
        self.reader_id = bookable_reader(**options)
        self.client_id = paying_client()
        self.before_cents = balance_cents(self.client_id)
        price_cents = PRICE_CENTS if minutes == 60 else 250 * minutes
        self.booking_id = book(self.client_id, self.reader_id, minutes=minutes, price_cents=price_cents).booking_id

    def at(self, minutes: float) -> int:
        return STARTS_MS + round(minutes * MINUTE_MS)

    def actor(self, party: Party) -> Actor:
        user_id, role = (self.client_id, Role.CLIENT) if party is Party.CLIENT else (self.reader_id, Role.READER)
        return Actor(user_id=user_id, role=role, suspended=False, subject=user_id)

    @property
    def item(self) -> BookingItem:
        return progress.load(self.booking_id)

    @property
    def state(self) -> BookingState:
        return BookingState(self.item.state)

    @property
    def session_id(self) -> str:
        found = self.item.session_id
        assert found is not None
        return found

    @property
    def given_back_cents(self) -> int:
        """What the client has back of the price."""
        return balance_cents(self.client_id) - self.before_cents + self.item.price_cents

    @property
    def earned_cents(self) -> int:
        return ledger.load_account(earnings_of(self.reader_id)).balance_cents

    def cancel(self, party: Party, minutes: float, refund_cents: int) -> BookingItem:
        return service.cancel(self.booking_id, self.actor(party), refund_cents=refund_cents, now_ms=self.at(minutes))

    def join(self, party: Party, minutes: float) -> None:
        """A party comes in, and its page sends a first heartbeat."""
        joining.join(self.booking_id, self.actor(party), self.at(minutes))
        self.beat(party, minutes)

    def beat(self, party: Party, minutes: float, *, leaving: bool = False) -> None:
        sessions.heartbeat(self.session_id, self.actor(party), self.at(minutes), leaving=leaving)

    def stay(self, start: float, stop: float, *parties: Party) -> None:
        """Heartbeats every half a minute (silence is 45 seconds), both ends included."""
        minutes = start
        while minutes < stop:
            for party in parties or tuple(Party):
                self.beat(party, minutes)
            minutes += 0.5
        for party in parties or tuple(Party):
            self.beat(party, stop)

    def sweep(self, minutes: float) -> None:
        """The minute's sweep of live sessions."""
        engine.bring_up_to_date(self.session_id, self.at(minutes))

    def tick(self, minutes: float) -> None:
        """What the due work does at that time, when it is due."""
        tick_of(self.booking_id, self.at(minutes))


def tick_of(booking_id: str, at_ms: int) -> None:
    """Let a worker do what is due on a booking as of an instant."""
    nothing: Any = None
    runtime = Runtime(nothing, ManualClock(at_ms), nothing, nothing, nothing)
    key = BookingItem.key(booking_id=booking_id)
    due.work({BookingItem: progress.follow_up}, lambda bodies: None, runtime, due.Batch(at_ms, [key]))


def tick_of_session(item: SessionItem, at_ms: int) -> None:
    """Let a worker do what is due on a booked reading's session as of an instant."""
    nothing: Any = None
    runtime = Runtime(nothing, ManualClock(at_ms), nothing, nothing, nothing)
    batch = due.Batch(at_ms, [(item.pk, item.sk)])
    due.work({SessionItem: progress.after_session}, lambda bodies: None, runtime, batch)


def cells_of(item: BookingItem) -> tuple[set[int], set[int]]:
    """The cells that a booking takes in its reader's and its client's calendar."""
    return set(books.reader_cells_of(item)), set(books.client_cells(item.starts_at_ms, item.duration_minutes))
