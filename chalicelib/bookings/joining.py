"""Coming in to a booked reading: its session is made by whoever comes first."""

from __future__ import annotations

from chalicelib.bookings import books, rules, service
from chalicelib.bookings.errors import BookingWrongState, BusyElsewhere
from chalicelib.bookings.items import BookingItem
from chalicelib.bookings.rules import BookingState
from chalicelib.core import table
from chalicelib.core.auth import Actor
from chalicelib.sessions import booked
from chalicelib.sessions.booked import PartyBusy, Reading
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.wallet import ledger


def join(booking_id: str, actor: Actor, now_ms: int) -> BookingItem:
    """Let a participant in, from ten minutes before the start until the end; joining again changes nothing.

    From then on the session of `session_id` is the caller's: heartbeats, tokens and chat are asked of it.

    Raises:
        BookingWrongState: too early, or over.
        BusyElsewhere: the caller is in another session.
        NotFound, Forbidden: it is not the caller's.
    """

    def decide() -> BookingItem:
        item, party = service.see_as_participant(booking_id, actor, now_ms)
        if not rules.may_join(item.to_booking(), now_ms):
            is_ahead = BookingState(item.state) is BookingState.BOOKED and now_ms < item.starts_at_ms
            raise BookingWrongState(
                "You can come in from ten minutes before the start." if is_ahead else "This reading is over."
            )
        if item.session_id is None:
            _open(item, now_ms)
        try:
            booked.join(item.session_id or "", party, now_ms)
        except PartyBusy as error:
            raise BusyElsewhere("End your other session first.") from error
        except SessionWrongState as error:
            raise BookingWrongState("This reading is over.") from error
        return item

    return ledger.retrying(decide)


def _open(item: BookingItem, now_ms: int) -> None:
    change = books.Change(item, {"session_id": booked.session_id_of(item.booking_id)}, item.due_at_ms, now_ms)
    reading = Reading(
        booking_id=item.booking_id,
        client_id=item.client_id,
        client_name=item.client_name,
        client_photo_url=item.client_photo_url,
        reader_id=item.reader_id,
        reader_name=item.reader_name,
        reader_photo_url=item.reader_photo_url,
        modality=item.modality,
        rate_cents=item.rate_cents,
        price_cents=item.price_cents,
        starts_at_ms=item.starts_at_ms,
        ends_at_ms=item.ends_at_ms,
    )
    table.transact(change.write(), booked.new_session(reading, now_ms))
    change.apply()
