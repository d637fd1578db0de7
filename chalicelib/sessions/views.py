"""What the API shows of a session."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chalicelib.core.clock import SECOND_MS
from chalicelib.core.money import CURRENCY, Split, split
from chalicelib.core.wire import Id, Timestamp, View, optional_timestamp, timestamp
from chalicelib.readers.rules import Modality
from chalicelib.sessions import rules
from chalicelib.sessions.engine import Sight
from chalicelib.sessions.history import SessionOutcome, outcome_of
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import Appointment, EndReason, Party, PauseReason, Run, State

Cents = Annotated[int, Meta(description="Integer cents.")]


class PersonView(View):
    """A participant as the other one sees them."""

    user_id: Id
    display_name: str
    photo_url: str | None


class PauseView(View):
    """Why the clock stands, who is missing, and until when the session waits."""

    reason: PauseReason
    missing: list[Party]
    paused_at: Timestamp
    grace_expires_at: Timestamp


class PresenceView(View):
    """Whether a party counts as there, and its last sign."""

    present: bool
    seen_at: Timestamp | None


class BothPresenceView(View):
    """Presence of both parties."""

    client: PresenceView
    reader: PresenceView


class BookedReadingView(View):
    """The booking that a session is held for: nothing is charged by the minute, the price was paid when booking.

    Whoever of the two has not come by their deadline has missed it."""

    booking_id: Id
    starts_at: Timestamp
    ends_at: Timestamp
    client_deadline_at: Timestamp
    reader_deadline_at: Timestamp
    price_cents: Cents


class SessionView(View):
    """A session as one of its participants sees it now, or an admin who looks on and is neither `party`."""

    session_id: Id
    state: State
    party: Party | None
    modality: Modality
    rate_cents: Cents
    currency: str
    client: PersonView
    reader: PersonView
    created_at: Timestamp
    ring_expires_at: Timestamp | None
    accepted_at: Timestamp | None
    started_at: Timestamp | None
    ended_at: Timestamp | None
    end_reason: EndReason | None
    pause: PauseView | None
    connected_seconds: int
    running: bool
    charged_minutes: int
    charged_cents: Cents
    paid_until_seconds: int
    reconnects: int
    reconnects_allowed: int
    balance_cents: Cents | None
    minutes_left: int | None
    presence: BothPresenceView
    booking: BookedReadingView | None
    server_time: Timestamp
    heartbeat_seconds: int


class SessionSummary(View):
    """A session in a list. `connected_seconds` is what both were connected until the last interruption or the end;
    `earned_cents` is the reader's share, for the reader alone, once the session or its booking is settled.
    `can_be_reviewed` is for its client, and so is how they rated it, if they have."""

    session_id: Id
    state: State
    modality: Modality
    rate_cents: Cents
    currency: str
    counterpart: PersonView
    party: Party
    created_at: Timestamp
    started_at: Timestamp | None
    ended_at: Timestamp | None
    end_reason: EndReason | None
    outcome: SessionOutcome
    connected_seconds: int
    charged_minutes: int
    total_cents: Cents
    earned_cents: Cents | None
    booking_id: Id | None
    can_be_reviewed: bool
    review_rating: int | None


def client_of(item: SessionItem) -> PersonView:
    """The client of a session."""
    return PersonView(item.client_id, item.client_name, item.client_photo_url)


def reader_of(item: SessionItem) -> PersonView:
    """The reader of a session."""
    return PersonView(item.reader_id, item.reader_name, item.reader_photo_url)


def session_view(sight: Sight, party: Party | None, now_ms: int) -> SessionView:
    """Return a session as `party` sees it (None: an admin). Only the client sees the balance."""
    item, session = sight.item, sight.session
    waiting = session.state is State.WAITING
    ringing = waiting or session.state is State.CREATED
    for_client = party is Party.CLIENT
    charged_minutes = sight.charged_minutes
    charged_cents = sight.hold.cents if sight.hold else (item.charged_cents or 0) - (item.reversed_cents or 0)
    balance_cents = sight.wallet.available_cents
    booking = booked_reading_of(item)
    return SessionView(
        session_id=item.session_id,
        state=session.state,
        party=party,
        modality=session.modality,
        rate_cents=item.rate_cents,
        currency=CURRENCY,
        client=client_of(item),
        reader=reader_of(item),
        created_at=timestamp(item.created_at_ms),
        ring_expires_at=timestamp(session.ring_expires_at_ms) if ringing else None,
        accepted_at=optional_timestamp(item.accepted_at_ms),
        started_at=optional_timestamp(item.started_at_ms),
        ended_at=optional_timestamp(item.ended_at_ms),
        end_reason=session.end_reason,
        pause=_pause_view(sight, now_ms),
        connected_seconds=session.connected_ms(sight.presence) // SECOND_MS,
        running=session.state is State.ACTIVE and sight.presence.both_present(now_ms),
        charged_minutes=charged_minutes,
        charged_cents=booking.price_cents if booking else charged_cents,
        paid_until_seconds=charged_minutes * 60,
        reconnects=session.reconnects,
        reconnects_allowed=rules.MAX_RECONNECTS,
        balance_cents=balance_cents if for_client else None,
        minutes_left=balance_cents // item.rate_cents if for_client and booking is None else None,
        presence=BothPresenceView(
            client=_presence_view(sight.presence.client, now_ms), reader=_presence_view(sight.presence.reader, now_ms)
        ),
        booking=booking,
        server_time=timestamp(now_ms),
        heartbeat_seconds=rules.HEARTBEAT_SECONDS,
    )


def booked_reading_of(item: SessionItem) -> BookedReadingView | None:
    """The booking a session is held for, None for one on demand."""
    if item.booking_id is None or item.starts_at_ms is None or item.ends_at_ms is None:
        return None
    time = Appointment(item.starts_at_ms, item.ends_at_ms)
    return BookedReadingView(
        booking_id=item.booking_id,
        starts_at=timestamp(time.starts_at_ms),
        ends_at=timestamp(time.ends_at_ms),
        client_deadline_at=timestamp(time.client_deadline_ms),
        reader_deadline_at=timestamp(time.reader_deadline_ms),
        price_cents=item.price_cents or 0,
    )


def _pause_view(sight: Sight, now_ms: int) -> PauseView | None:
    pause = sight.session.pause
    if pause is None:
        return None
    return PauseView(
        reason=pause.reason,
        missing=[party for party in Party if not sight.presence.of(party).is_present(now_ms)],
        paused_at=timestamp(pause.paused_at_ms),
        grace_expires_at=timestamp(pause.expires_at_ms),
    )


def _presence_view(run: Run, now_ms: int) -> PresenceView:
    return PresenceView(present=run.is_present(now_ms), seen_at=optional_timestamp(run.seen_at_ms))


def begun_seconds(length_ms: int) -> int:
    """Seconds begun: what makes a second minute due must not read as exactly one."""
    return -(-length_ms // SECOND_MS)


def total_cents_of(item: SessionItem) -> int:
    """What a session that is over costs the client, less all that was given back."""
    charged_cents = item.charged_cents or 0 if item.booking_id is None else item.price_cents or 0
    return charged_cents - (item.reversed_cents or 0) - (item.refunded_cents or 0)


def shares_of(item: SessionItem) -> Split:
    """How the total is shared between reader and platform, once the session or its booking is settled."""
    if item.reader_cents is None:
        return Split(0, 0)
    return split(total_cents_of(item))


def summary_of(
    item: SessionItem, user_id: str, *, can_be_reviewed: bool = False, review_rating: int | None = None
) -> SessionSummary:
    """Return a session as a line of its participant's list. Totals are known once it has ended."""
    is_client = item.client_id == user_id
    is_settled = item.reader_cents is not None
    return SessionSummary(
        session_id=item.session_id,
        state=State(item.state),
        modality=Modality(item.modality),
        rate_cents=item.rate_cents,
        currency=CURRENCY,
        counterpart=reader_of(item) if is_client else client_of(item),
        party=Party.CLIENT if is_client else Party.READER,
        created_at=timestamp(item.created_at_ms),
        started_at=optional_timestamp(item.started_at_ms),
        ended_at=optional_timestamp(item.ended_at_ms),
        end_reason=EndReason(item.end_reason) if item.end_reason else None,
        outcome=outcome_of(item),
        connected_seconds=begun_seconds(item.to_session().closed_ms),
        charged_minutes=item.charged_minutes or 0,
        total_cents=total_cents_of(item),
        earned_cents=None if is_client or not is_settled else shares_of(item).reader_cents,
        booking_id=item.booking_id,
        can_be_reviewed=can_be_reviewed,
        review_rating=review_rating,
    )
