"""What the API shows of a booking."""

from __future__ import annotations

from chalicelib.bookings import rules
from chalicelib.bookings.calendar_file import Event
from chalicelib.bookings.items import BookingItem
from chalicelib.bookings.rules import BookingState, RefundStep
from chalicelib.bookings.service import Quote
from chalicelib.core.money import CURRENCY
from chalicelib.core.wire import Id, Timestamp, View, optional_timestamp, timestamp
from chalicelib.readers.rules import Modality
from chalicelib.sessions.rules import Appointment, Party
from chalicelib.sessions.views import Cents, PersonView


class RefundStepView(View):
    """Cancelled at `until` or before, the client gets `refund_cents` back; null: from the step before on."""

    until: Timestamp | None
    refund_cents: Cents


class CancellationView(View):
    """What cancelling now gives back to the client, and until when that holds (null: until the start)."""

    refund_cents: Cents
    until: Timestamp | None


class BookingActions(View):
    """What the caller can do now. `join_from` is when the door opens; `cancel` and `reschedule_until` are null when
    that cannot be done; `refundable_cents` is what an admin can still give back, 0 for everybody else."""

    join: bool
    join_from: Timestamp
    cancel: CancellationView | None
    reschedule_until: Timestamp | None
    refundable_cents: Cents


class BookingSplit(View):
    """How what was not given back is shared; `released_at` is null until it is."""

    reader_cents: Cents
    platform_cents: Cents
    released_at: Timestamp | None


class BookingView(View):
    """A booked reading as one of its two people sees it now, or an admin who looks on and is neither `party`.

    Whoever of the two has not come by their deadline has missed it."""

    booking_id: Id
    state: BookingState
    party: Party | None
    modality: Modality
    duration_minutes: int
    starts_at: Timestamp
    ends_at: Timestamp
    client_deadline_at: Timestamp
    reader_deadline_at: Timestamp
    price_cents: Cents
    currency: str
    client: PersonView
    reader: PersonView
    created_at: Timestamp
    changed_at: Timestamp
    reschedules: int
    closed_at: Timestamp | None
    refunded_cents: Cents
    refund_steps: list[RefundStepView]
    session_id: Id | None
    split: BookingSplit | None
    actions: BookingActions
    server_time: Timestamp


class QuoteView(View):
    """The terms of a reading before it is booked."""

    reader_id: Id
    modality: Modality
    duration_minutes: int
    starts_at: Timestamp
    price_cents: Cents
    currency: str
    open: bool
    refund_steps: list[RefundStepView]
    balance_cents: Cents
    missing_cents: Cents


def _steps_view(steps: tuple[RefundStep, ...], now_ms: int) -> list[RefundStepView]:
    """The steps that still lie ahead."""
    ahead = [step for step in steps if step.until_ms is None or step.until_ms >= now_ms]
    return [RefundStepView(optional_timestamp(step.until_ms), step.refund_cents) for step in ahead]


def quote_view(quote: Quote, now_ms: int) -> QuoteView:
    """Return a quote as the API shows it."""
    wanted = quote.wanted
    return QuoteView(
        reader_id=wanted.reader_id,
        modality=wanted.modality,
        duration_minutes=wanted.duration_minutes,
        starts_at=timestamp(wanted.starts_at_ms),
        price_cents=quote.price_cents,
        currency=CURRENCY,
        open=quote.is_open,
        refund_steps=_steps_view(quote.refund_steps, now_ms),
        balance_cents=quote.balance_cents,
        missing_cents=max(0, quote.price_cents - quote.balance_cents),
    )


def booking_view(item: BookingItem, party: Party | None, now_ms: int) -> BookingView:
    """Return a booking as `party` sees it (None: an admin). The split is the reader's and the admins' to see."""
    steps = (
        rules.refund_steps(item.price_cents, item.starts_at_ms)
        if BookingState(item.state) is BookingState.BOOKED
        else ()
    )
    time = Appointment(item.starts_at_ms, item.ends_at_ms)
    return BookingView(
        booking_id=item.booking_id,
        state=BookingState(item.state),
        party=party,
        modality=Modality(item.modality),
        duration_minutes=item.duration_minutes,
        starts_at=timestamp(item.starts_at_ms),
        ends_at=timestamp(item.ends_at_ms),
        client_deadline_at=timestamp(time.client_deadline_ms),
        reader_deadline_at=timestamp(time.reader_deadline_ms),
        price_cents=item.price_cents,
        currency=CURRENCY,
        client=PersonView(item.client_id, item.client_name, item.client_photo_url),
        reader=PersonView(item.reader_id, item.reader_name, item.reader_photo_url),
        created_at=timestamp(item.created_at_ms),
        changed_at=timestamp(item.changed_at_ms),
        reschedules=item.reschedules,
        closed_at=optional_timestamp(item.closed_at_ms),
        refunded_cents=item.refunded_cents,
        refund_steps=_steps_view(steps, now_ms),
        session_id=item.session_id,
        split=None if party is Party.CLIENT else _split_view(item),
        actions=_actions_view(item, party, now_ms),
        server_time=timestamp(now_ms),
    )


def _split_view(item: BookingItem) -> BookingSplit | None:
    if item.reader_cents is None or item.platform_cents is None:
        return None
    return BookingSplit(item.reader_cents, item.platform_cents, optional_timestamp(item.released_at_ms))


def _actions_view(item: BookingItem, party: Party | None, now_ms: int) -> BookingActions:
    booking = item.to_booking()
    return BookingActions(
        join=party is not None and rules.may_join(booking, now_ms),
        join_from=timestamp(item.starts_at_ms - rules.JOIN_BEFORE_MS),
        cancel=_cancellation_view(item, party, now_ms),
        reschedule_until=_reschedule_until(item, party, now_ms),
        refundable_cents=rules.refundable_cents(booking) if party is None else 0,
    )


def _cancellation_view(item: BookingItem, party: Party | None, now_ms: int) -> CancellationView | None:
    booking = item.to_booking()
    try:
        if party is Party.READER:
            return CancellationView(rules.reader_cancels_refund_cents(booking, now_ms), None)
        if party is Party.CLIENT:
            refund_cents = rules.client_cancels_refund_cents(booking, now_ms)
            steps = rules.refund_steps(item.price_cents, item.starts_at_ms)
            until_ms = next((step.until_ms for step in steps if step.until_ms and step.until_ms >= now_ms), None)
            return CancellationView(refund_cents, optional_timestamp(until_ms))
        return CancellationView(rules.platform_cancels_refund_cents(booking), None)
    except rules.WrongState:
        return None


def _reschedule_until(item: BookingItem, party: Party | None, now_ms: int) -> Timestamp | None:
    if party is not Party.CLIENT:
        return None
    try:
        rules.require_movable(item.to_booking(), now_ms)
    except rules.WrongState:
        return None
    return timestamp(item.starts_at_ms - rules.RESCHEDULE_MS)


def calendar_event(item: BookingItem, party: Party | None, web_origin: str) -> Event:
    """Return a booking as a calendar's event, named after the other one."""
    other = item.client_name if party is Party.READER else item.reader_name
    url = f"{web_origin}/bookings/{item.booking_id}"
    cancelled = BookingState(item.state) in rules.CANCELLED_STATES
    return Event(
        uid=f"{item.booking_id}@soulseer.example",
        sequence=item.reschedules + cancelled,
        starts_at_ms=item.starts_at_ms,
        ends_at_ms=item.ends_at_ms,
        changed_at_ms=item.changed_at_ms,
        cancelled=cancelled,
        title=f"Reading with {other}",
        text=f"SoulSeer, {item.modality}, {item.duration_minutes} minutes. Come in from ten minutes before: {url}",
        url=url,
    )
