"""Making a booking: the terms before it, and the one transaction that takes the price and the time of both."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.accounts import calendar
from chalicelib.accounts import service as accounts
from chalicelib.bookings import books, notices, progress, rules, schedule
from chalicelib.bookings.availability import Offer, offer_of
from chalicelib.bookings.errors import ClientNotFree, NotBookable, PriceChanged, SlotTaken
from chalicelib.bookings.items import BookingItem, ReaderAvailability, booking_key, list_keys
from chalicelib.bookings.rules import BookingState
from chalicelib.bookings.schedule import Schedule
from chalicelib.core import due, table
from chalicelib.core.auth import Role
from chalicelib.core.errors import AccountSuspended, NotFound
from chalicelib.core.table import Check, Put
from chalicelib.readers import service as readers
from chalicelib.readers.rules import Modality
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientFunds, Stale, WalletFrozen
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import wallet_of


class _AlreadyBooked(Exception):
    """The same request has made this booking before."""


@dataclass(frozen=True)
class Wanted:
    """A reading that a client asks for."""

    reader_id: str
    modality: Modality
    starts_at_ms: int
    duration_minutes: int


@dataclass(frozen=True)
class Quote:
    """What a reading costs, whether it can be had now, and what cancelling it gives back by when."""

    wanted: Wanted
    price_cents: int
    is_open: bool
    refund_steps: tuple[rules.RefundStep, ...]
    balance_cents: int


def quote(client_id: str, wanted: Wanted, now_ms: int) -> Quote:
    """Return the terms of a reading before it is booked.

    Raises:
        NotFound: no such reader.
        NotBookable: the reader does not offer such a reading.
    """
    offer = offer_of(wanted.reader_id)
    plan, price_cents = _priced(offer, wanted)
    own = books.client_cells(wanted.starts_at_ms, wanted.duration_minutes)
    taken = _taken(client_id, plan, wanted)
    is_open = _is_open(plan, wanted, taken[wanted.reader_id], now_ms) and not taken[client_id] & set(own)
    wallet = ledger.load_account(wallet_of(client_id))
    steps = rules.refund_steps(price_cents, wanted.starts_at_ms)
    return Quote(wanted, price_cents, is_open, steps, wallet.available_cents)


def book(client: accounts.Person, wanted: Wanted, *, price_cents: int, booking_id: str, now_ms: int) -> BookingItem:
    """Book a reading: its time is locked for both and its price put into clearing, in one transaction.

    Parameters:
        price_cents: what the client was shown.
        booking_id: derived from the request's idempotency key, so that a repeated request finds its booking.

    Raises:
        NotFound: no such reader.
        NotBookable: the reader does not offer such a reading.
        PriceChanged: it costs something else now.
        SlotTaken: the time is not open, or somebody else was quicker.
        ClientNotFree: the client has another reading in that time.
        InsufficientFunds, WalletFrozen: the wallet cannot pay.
        AccountSuspended: the client was suspended meanwhile.
    """

    def decide() -> BookingItem:
        standing = table.load(BookingItem, booking_key(booking_id))
        if standing is not None:
            return standing
        offer = offer_of(wanted.reader_id)
        plan, asked_cents = _priced(offer, wanted)
        if asked_cents != price_cents:
            raise PriceChanged(f"This reading costs {asked_cents} cents now.", field="price_cents")
        _require_free(client.user_id, plan, wanted, now_ms)
        item = _new_booking(client, wanted, plan, offer, asked_cents, booking_id, now_ms)
        posting = Posting(_paying_wallet(client.user_id, asked_cents))
        posting.transfer(books.payment(item, now_ms))
        try:
            ledger.commit(
                posting,
                *_standing_checks(offer, wanted.modality),
                accounts.require_active(client.user_id, Role.CLIENT, AccountSuspended),
                *notices.made(item, now_ms),
                before=[
                    Put(item, refused=_AlreadyBooked),
                    *books.take_calendars(item, reader_refused=SlotTaken, client_refused=ClientNotFree),
                ],
            )
        except _AlreadyBooked:
            return progress.load(booking_id)
        return item

    return ledger.retrying(decide)


def _priced(offer: Offer, wanted: Wanted) -> tuple[Schedule, int]:
    plan = offer.schedule
    price_cents = None
    if plan is not None:
        price_cents = plan.price_cents(offer.rates, wanted.modality, wanted.duration_minutes)
    if plan is None or price_cents is None:
        raise NotBookable("This reader does not offer such a reading.")
    return plan, price_cents


def _taken(client_id: str, plan: Schedule, wanted: Wanted) -> dict[str, frozenset[int]]:
    cells = schedule.reader_cells(plan, wanted.starts_at_ms, wanted.duration_minutes)
    return calendar.taken_cells([wanted.reader_id, client_id], cells)


def _is_open(plan: Schedule, wanted: Wanted, taken: frozenset[int], now_ms: int) -> bool:
    return schedule.is_open(plan, wanted.starts_at_ms, wanted.duration_minutes, now_ms=now_ms, taken=taken)


def _require_free(client_id: str, plan: Schedule, wanted: Wanted, now_ms: int) -> None:
    taken = _taken(client_id, plan, wanted)
    if not _is_open(plan, wanted, taken[wanted.reader_id], now_ms):
        raise SlotTaken
    if taken[client_id] & set(books.client_cells(wanted.starts_at_ms, wanted.duration_minutes)):
        raise ClientNotFree


def _paying_wallet(client_id: str, price_cents: int) -> Account:
    wallet = ledger.load_account(wallet_of(client_id))
    if wallet.is_frozen:
        raise WalletFrozen
    if wallet.balance_cents < price_cents:
        raise InsufficientFunds("The wallet does not hold the price of this reading.")
    return wallet


def _standing_checks(offer: Offer, modality: Modality) -> list[Check]:
    """The conditions that hours, prices and standing of the reader are as they were read."""
    availability = offer.availability
    if availability is None:
        raise NotBookable
    return [
        Check(
            ReaderAvailability,
            (availability.pk, availability.sk),
            ReaderAvailability.version == availability.version,
            refused=Stale,
        ),
        readers.require_listed(offer.status, Stale, offer=(modality, offer.rates[modality])),
    ]


def _new_booking(
    client: accounts.Person,
    wanted: Wanted,
    plan: Schedule,
    offer: Offer,
    price_cents: int,
    booking_id: str,
    now_ms: int,
) -> BookingItem:
    reader = readers.load_person(wanted.reader_id)
    if reader is None:
        raise NotFound("There is no such reader.")
    key = booking_key(booking_id)
    item = BookingItem(
        *key,
        booking_id=booking_id,
        client_id=client.user_id,
        reader_id=wanted.reader_id,
        client_name=client.display_name,
        client_photo_url=client.photo_url,
        reader_name=reader.display_name,
        reader_photo_url=reader.photo_url,
        modality=str(wanted.modality),
        rate_cents=offer.rates[wanted.modality],
        price_cents=price_cents,
        duration_minutes=wanted.duration_minutes,
        starts_at_ms=wanted.starts_at_ms,
        buffer_before_minutes=plan.buffer_before_minutes,
        buffer_after_minutes=plan.buffer_after_minutes,
        state=str(BookingState.BOOKED),
        version=1,
        created_at_ms=now_ms,
        changed_at_ms=now_ms,
        reminded=rules.due_reminders(wanted.starts_at_ms, now_ms),
        clearing_cents=price_cents,
    )
    for name, value in {**list_keys(item), **due.at(key, rules.next_due_ms(item.to_booking(), now_ms))}.items():
        setattr(item, name, value)
    return item
