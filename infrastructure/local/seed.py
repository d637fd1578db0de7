"""Loads the demonstration's data: `python -m infrastructure.local.seed`.

Goes through the areas' services, against whatever AWS_ENDPOINT_URL names, as TABLE_NAME, MEDIA_BUCKET and AUTH_ISSUER
say. Running it again changes nothing; after an interruption it goes on where it stopped. A reader counts as loaded
with the photo, which is set last, so what somebody changed in the demonstration since stays as it is.

Nobody paid for the clients' money by card, so it is no top-up: it is an adjustment out of the platform's promotions.
Each review stands on a session that was held and paid for, some time after the reader joined. Sessions of the past go
through the same rules as those of today, with the signs of presence that two people would have given: a service is
told the time. What the clients have at the end is credited last, so that it is exactly what the README says.
"""

from __future__ import annotations

import os
import sys

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
from chalicelib.gateways.storage import S3Media
from chalicelib.readers import service as readers
from chalicelib.readers.rules import Modality, Reachability
from chalicelib.sessions import reviews
from chalicelib.wallet import service as wallet
from chalicelib.wallet.items import TransferGuard
from infrastructure.local import demo_bookings, demo_readers, past_sessions, portraits
from infrastructure.local.demo_bookings import DemoBooking
from infrastructure.local.demo_readers import DemoReader, DemoReview
from infrastructure.local.people import CLIENTS, READERS, Person
from infrastructure.local.seed_history import load_history
from infrastructure.local.seeding import Demo, actor_of, credit, once

BALANCES_CENTS = (12_000, 2_500, 250)
"""What the demo clients have, in their order."""
REVIEWER_CREDIT_CENTS = 20_000
"""What each of those who only wrote reviews had for the sessions that those are about."""

DEFAULT_ISSUER = "http://localhost:8001/"


def load(demo: Demo) -> None:
    """Load all of it; see the top of this module."""
    _load_admin(demo)
    for person in CLIENTS:
        _client(demo, person)
    reviewers = [_load_reviewer(demo, subject, name) for subject, name in demo_readers.REVIEWERS.items()]
    loaded = 0
    for person, reader in zip(READERS, demo_readers.READERS, strict=True):
        loaded += _load_reader(demo, person, reader, reviewers)
    for number, (person, reader) in enumerate(zip(READERS, demo_readers.READERS, strict=True)):
        _load_availability(demo, person, demo_bookings.schedule_of(number, reader.time_zone))
    _load_weeks(demo)
    for booking in demo_bookings.BOOKINGS:
        _load_booking(demo, booking)
    demo.say(
        f"demo data: {len(READERS)} readers ({loaded} new), {len(CLIENTS)} clients with {len(demo.history)} sessions,"
        " 1 admin"
    )


def _load_admin(demo: Demo) -> None:
    admin.change_role(
        audit.OPERATOR,
        demo.admin().user_id,
        role=Role.ADMIN,
        reason="Admin of the demonstration",
        now_ms=demo.now_ms,
    )


def _client(demo: Demo, person: Person) -> UserProfile:
    return demo.account(person.subject, person.name, person.email, 90)


def _load_reviewer(demo: Demo, subject: str, name: str) -> UserProfile:
    profile = demo.account(subject, name, None, 720)
    credit(profile, f"demo_credit_{profile.user_id}", REVIEWER_CREDIT_CENTS, profile.created_at_ms)
    return profile


def _load_weeks(demo: Demo) -> None:
    """Load the last weeks' sessions, then what the clients have left, which marks that the sessions are there."""
    clients = [_client(demo, person) for person in CLIENTS]
    credits = [f"demo_credit_{profile.user_id}" for profile in clients]
    if table.load(TransferGuard, TransferGuard.key(transfer_id=credits[-1])) is None:
        load_history(demo)
    for profile, transfer_id, balance_cents in zip(clients, credits, BALANCES_CENTS, strict=True):
        if table.load(TransferGuard, TransferGuard.key(transfer_id=transfer_id)) is None:
            left_cents = wallet.wallet_of_user(profile.user_id).balance_cents
            credit(profile, transfer_id, balance_cents - left_cents, demo.now_ms)


def _load_availability(demo: Demo, person: Person, schedule: Schedule) -> None:
    reader_id = accounts.user_id_of(demo.issuer, person.subject)
    once(lambda: availability.change_availability(reader_id, schedule, 0), ScheduleChanged)


def _load_booking(demo: Demo, booking: DemoBooking) -> None:
    """Book the first slot that is open, once, with money of its own: the clients keep what they have."""
    profile = _client(demo, CLIENTS[booking.client])
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
    credit(profile, f"demo_{booking_id}", price_cents, demo.now_ms)
    bookings.book(
        accounts.Person(profile.user_id, profile.display_name, profile.avatar_url),
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
    actor = actor_of(profile)
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
    client = actor_of(author)
    seconds = (1 + review.reviewer % 3) * MINUTE_MS // SECOND_MS - 5
    session_id = past_sessions.hold(reader, client, author.display_name, _dearest(reader), at_ms, seconds)
    written_ms = at_ms + HOUR_MS
    reviews.review(session_id, client, rating=review.rating, text=review.text, now_ms=written_ms)
    if review.answer is not None:
        review_id = readers.review_id_of(session_id)
        readers.answer_review(reader.user_id, person.name, review_id, review.answer, written_ms + 5 * HOUR_MS)


def _dearest(reader: Actor) -> Modality:
    """The dearest way to talk that a reader offers."""
    rates = readers.load_reader(reader.user_id).status.rates
    return max(rates, key=lambda modality: rates[modality])


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
