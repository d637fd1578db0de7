"""Loads the demonstration's data: `python -m infrastructure.local.seed`.

Goes through the areas' services, against whatever AWS_ENDPOINT_URL names, as TABLE_NAME, MEDIA_BUCKET and AUTH_ISSUER
say. Running it again changes nothing; after an interruption it goes on where it stopped. A reader counts as loaded
with the photo, which is set last, so what somebody changed in the demonstration since stays as it is.

Nobody paid for the clients' money by card, so it is no top-up: it is an adjustment out of the platform's promotions.
Each review stands on a session that was held and paid for, some time after the reader joined.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.admin import service as admin
from chalicelib.bookings import availability
from chalicelib.bookings import service as bookings
from chalicelib.bookings.errors import ScheduleChanged
from chalicelib.bookings.items import BookingItem, booking_key
from chalicelib.bookings.schedule import Schedule
from chalicelib.core import audit, table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, SystemClock
from chalicelib.core.ids import derived_id
from chalicelib.gateways.storage import MediaStorage, S3Media
from chalicelib.readers import service as readers
from chalicelib.readers.rules import Modality, Reachability
from chalicelib.sessions import reviews
from chalicelib.sessions import service as sessions
from chalicelib.sessions.errors import ReaderUnavailable, SessionWrongState
from chalicelib.sessions.rules import Party
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import AlreadyPosted
from chalicelib.wallet.rules import PLATFORM_PROMOTIONS, Kind, Transfer, wallet_of
from infrastructure.local import demo_bookings, demo_readers, portraits
from infrastructure.local.demo_bookings import DemoBooking
from infrastructure.local.demo_readers import DemoReader, DemoReview
from infrastructure.local.people import ADMIN, CLIENTS, READERS, Person
from infrastructure.local.portraits import Portrait

CREDITS_CENTS = (12_000, 2_500, 250)
"""What the demo clients have, in their order."""
REVIEWER_CREDIT_CENTS = 20_000
"""What each of those who only wrote reviews had for their sessions."""
_SIGNS_SECONDS = 40
"""How often both parties of a session of the past gave signs of presence."""

DEFAULT_ISSUER = "http://localhost:8001/"

_MAX_ATTEMPTS = 3

Say = Callable[[str], None]
Draw = Callable[[Portrait], bytes]


@dataclass(frozen=True)
class Demo:
    """Where and when the demonstration is loaded."""

    issuer: str
    storage: MediaStorage
    now_ms: int
    draw: Draw = portraits.draw
    say: Say = print

    def account(self, subject: str, name: str, email: str | None, joined_days_ago: int) -> UserProfile:
        """Return the account of a demo character, who joined some days before the first run."""
        return accounts.sign_in(self.issuer, subject, name, email, self.now_ms - joined_days_ago * DAY_MS)


def load(demo: Demo) -> None:
    """Load all of it; see the top of this module."""
    _load_admin(demo, ADMIN)
    for person, credit_cents in zip(CLIENTS, CREDITS_CENTS, strict=True):
        _load_client(demo, person, credit_cents)
    reviewers = [_load_reviewer(demo, subject, name) for subject, name in demo_readers.REVIEWERS.items()]
    loaded = 0
    for person, reader in zip(READERS, demo_readers.READERS, strict=True):
        loaded += _load_reader(demo, person, reader, reviewers)
    for number, (person, reader) in enumerate(zip(READERS, demo_readers.READERS, strict=True)):
        _load_availability(demo, person, demo_bookings.schedule_of(number, reader.time_zone))
    for booking in demo_bookings.BOOKINGS:
        _load_booking(demo, booking)
    reviews = sum(len(reader.reviews) for reader in demo_readers.READERS)
    demo.say(f"demo data: {len(READERS)} readers ({loaded} new), {reviews} reviews, {len(CLIENTS)} clients, 1 admin")


def _load_admin(demo: Demo, person: Person) -> None:
    profile = demo.account(person.subject, person.name, person.email, 720)
    admin.change_role(
        audit.OPERATOR, profile.user_id, role=Role.ADMIN, reason="Admin of the demonstration", now_ms=demo.now_ms
    )


def _load_client(demo: Demo, person: Person, credit_cents: int) -> None:
    profile = demo.account(person.subject, person.name, person.email, 90)
    _credit(profile, f"demo_credit_{profile.user_id}", credit_cents, demo.now_ms)


def _load_reviewer(demo: Demo, subject: str, name: str) -> UserProfile:
    profile = demo.account(subject, name, None, 720)
    _credit(profile, f"demo_credit_{profile.user_id}", REVIEWER_CREDIT_CENTS, profile.created_at_ms)
    return profile


def _credit(profile: UserProfile, transfer_id: str, credit_cents: int, now_ms: int) -> None:
    wallet = wallet_of(profile.user_id)
    credit = Transfer(
        transfer_id=transfer_id,
        kind=Kind.ADJUSTMENT,
        debit=PLATFORM_PROMOTIONS,
        credit=wallet,
        amount_cents=credit_cents,
        posted_at_ms=now_ms,
        refers_type="adjustment",
        refers_id=profile.user_id,
        reason="Credit for the demonstration",
    )

    def post() -> None:
        posting = ledger.Posting(ledger.load_account(wallet))
        posting.transfer(credit)
        ledger.commit(posting)

    _once(lambda: ledger.retrying(post), AlreadyPosted)


def _load_availability(demo: Demo, person: Person, schedule: Schedule) -> None:
    reader_id = accounts.user_id_of(demo.issuer, person.subject)
    _once(lambda: availability.change_availability(reader_id, schedule, 0), ScheduleChanged)


def _load_booking(demo: Demo, booking: DemoBooking) -> None:
    """Book the first slot that is open, once, with money of its own: the clients keep what they have."""
    person = CLIENTS[booking.client]
    profile = demo.account(person.subject, person.name, person.email, 90)
    reader_id = accounts.user_id_of(demo.issuer, READERS[booking.reader].subject)
    booking_id = derived_id("bkg", profile.user_id, reader_id, str(booking.days_ahead))
    if table.load(BookingItem, booking_key(booking_id)) is not None:
        return
    from_ms = demo.now_ms + booking.days_ahead * DAY_MS
    found = availability.open_slots(
        reader_id,
        from_ms=from_ms,
        to_ms=from_ms + 7 * DAY_MS,
        duration_minutes=booking.duration_minutes,
        now_ms=demo.now_ms,
    )
    schedule = found.offer.schedule
    price_cents = schedule and schedule.price_cents(found.offer.rates, booking.modality, booking.duration_minutes)
    if not found.starts_ms or not price_cents:
        return
    _credit(profile, f"demo_{booking_id}", price_cents, demo.now_ms)
    bookings.book(
        accounts.Party(profile.user_id, profile.display_name, profile.avatar_url),
        bookings.Wanted(reader_id, booking.modality, found.starts_ms[0], booking.duration_minutes),
        price_cents=price_cents,
        booking_id=booking_id,
        now_ms=demo.now_ms,
    )


def _load_reader(demo: Demo, person: Person, reader: DemoReader, reviewers: list[UserProfile]) -> bool:
    """Load a reader unless that was done; tells whether it was done now."""
    profile = demo.account(person.subject, person.name, person.email, reader.joined_days_ago)
    found = readers.find_reader(profile.user_id)
    if found is not None and found.card.photo_url is not None:
        return False
    demo.say(f"demo data: {person.name}")
    actor = Actor(profile.user_id, Role(profile.role), profile.suspended, person.subject)
    joined_ms = profile.created_at_ms
    if found is None:
        description = readers.Description(
            person.name, reader.headline, reader.bio, reader.specialities, reader.languages, reader.time_zone
        )
        accounts.change_account(actor, time_zone=reader.time_zone)
        readers.apply(actor, description, joined_ms)
    admin.verify_reader(
        audit.OPERATOR,
        actor.user_id,
        verified=True,
        reason="Reader of the demonstration",
        now_ms=joined_ms + HOUR_MS,
    )
    offered = zip((Modality.TEXT, Modality.VOICE, Modality.VIDEO), reader.rates, strict=True)
    rates = {modality: cents for modality, cents in offered if cents is not None}
    readers.change_rates(actor, rates, joined_ms + HOUR_MS)
    readers.feature(actor.user_id, reader.featured)
    readers.set_reachability(actor, Reachability.ONLINE, joined_ms + HOUR_MS)
    for review in reader.reviews:
        _load_review(actor, person, review, reviewers[review.reviewer - 1], joined_ms)
    reachability = Reachability.ONLINE if reader.online else Reachability.OFFLINE
    readers.set_reachability(actor, reachability, joined_ms + HOUR_MS)
    name = f"readers/{actor.user_id}-{portraits.VERSION}.webp"
    readers.set_photo(actor.user_id, demo.storage.put(name, demo.draw(reader.portrait), "image/webp"))
    return True


def _load_review(reader: Actor, person: Person, review: DemoReview, author: UserProfile, joined_ms: int) -> None:
    at_ms = joined_ms + review.days_after_joining * DAY_MS + review.reviewer * HOUR_MS
    client = Actor(author.user_id, Role.CLIENT, False, author.subject)
    session_id = _hold_session(reader, client, author.display_name, at_ms, minutes=1 + review.reviewer % 3)
    written_ms = at_ms + HOUR_MS
    reviews.review(session_id, client, rating=review.rating, text=review.text, now_ms=written_ms)
    if review.answer is not None:
        review_id = readers.review_id_of(session_id)
        readers.answer_review(reader.user_id, person.name, review_id, review.answer, written_ms + 5 * HOUR_MS)


def _hold_session(reader: Actor, client: Actor, client_name: str, at_ms: int, *, minutes: int) -> str:
    """Hold a session of the past, paid for `minutes`, unless that was done; returns its id.

    The running product's minute may find the session while it lives here, and end it as long unanswered: then another
    one is held.
    """
    for attempt in range(_MAX_ATTEMPTS):
        session_id = derived_id("ses", "demo", reader.user_id, client.user_id, str(at_ms), str(attempt))
        try:
            _talk(reader, client, client_name, session_id, at_ms, minutes)
        except (SessionWrongState, ReaderUnavailable):
            continue
        item, _ = sessions.admitted(session_id, client)
        if reviews.can_be_reviewed(item):
            return session_id
    raise RuntimeError(f"no session could be held at {at_ms}")


def _talk(reader: Actor, client: Actor, client_name: str, session_id: str, at_ms: int, minutes: int) -> None:
    asking = sessions.Person(client.user_id, client_name, None)
    sight = sessions.start(asking, reader.user_id, _modality_of(reader), session_id=session_id, now_ms=at_ms)
    if sight.session.end_reason is not None:
        return
    sessions.accept(session_id, reader, at_ms + 5 * SECOND_MS)
    began_ms = at_ms + 10 * SECOND_MS
    for actor in (client, reader):
        sessions.heartbeat(session_id, actor, began_ms)
    ended_ms = began_ms + minutes * MINUTE_MS - 5 * SECOND_MS
    for sign_ms in (*range(began_ms, ended_ms, _SIGNS_SECONDS * SECOND_MS), ended_ms):
        for party in Party:
            sessions.record_presence(session_id, party, sign_ms)
    sessions.end(session_id, client, ended_ms)


def _modality_of(reader: Actor) -> Modality:
    """The dearest way to talk that a reader offers."""
    rates = readers.load_reader(reader.user_id).status.rates
    return max(rates, key=lambda modality: rates[modality])


def _once(do: Callable[[], None], done_already: type[Exception]) -> None:
    """Do what an interrupted run may have done already."""
    try:
        do()
    except done_already:
        return


def main() -> int:
    """Load the demonstration as the environment says; returns the exit status."""
    bucket = os.environ.get("MEDIA_BUCKET")
    if not bucket or not os.environ.get("AWS_ENDPOINT_URL"):
        # Demo characters with known subjects have no business on a real AWS account.
        print("set AWS_ENDPOINT_URL and MEDIA_BUCKET: demo data are for the local run only", file=sys.stderr)
        return 2
    issuer = os.environ.get("AUTH_ISSUER", DEFAULT_ISSUER)
    load(Demo(issuer, S3Media(bucket), SystemClock().now_ms()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
