"""Loads the demonstration's data: `python -m infrastructure.local.seed`.

Goes through the areas' services, against whatever AWS_ENDPOINT_URL names, as TABLE_NAME, MEDIA_BUCKET and AUTH_ISSUER
say. Running it again changes nothing; after an interruption it goes on where it stopped. A reader counts as loaded
with the photo, which is set last, so what somebody changed in the demonstration since stays as it is.

Nobody paid for the clients' money by card, so it is no top-up: it is an adjustment out of the platform's promotions.
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
from chalicelib.core.clock import DAY_MS, HOUR_MS, SystemClock
from chalicelib.core.ids import derived_id, new_id
from chalicelib.gateways.storage import MediaStorage, S3Media
from chalicelib.readers import service as readers
from chalicelib.readers.rules import Modality, Reachability
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

DEFAULT_ISSUER = "http://localhost:8001/"

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
    reviewers = [demo.account(subject, name, None, 720) for subject, name in demo_readers.REVIEWERS.items()]
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
    _credit(demo, profile, f"demo_credit_{profile.user_id}", credit_cents)


def _credit(demo: Demo, profile: UserProfile, transfer_id: str, credit_cents: int) -> None:
    wallet = wallet_of(profile.user_id)
    credit = Transfer(
        transfer_id=transfer_id,
        kind=Kind.ADJUSTMENT,
        debit=PLATFORM_PROMOTIONS,
        credit=wallet,
        amount_cents=credit_cents,
        posted_at_ms=demo.now_ms,
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
    _credit(demo, profile, f"demo_{booking_id}", price_cents)
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
    readers.set_reachability(
        actor, Reachability.ONLINE if reader.online else Reachability.OFFLINE, joined_ms + HOUR_MS
    )
    for review in reader.reviews:
        _load_review(actor.user_id, review, reviewers[review.reviewer - 1], joined_ms)
    name = f"readers/{actor.user_id}-{portraits.VERSION}.webp"
    readers.set_photo(actor.user_id, demo.storage.put(name, demo.draw(reader.portrait), "image/webp"))
    return True


def _load_review(reader_id: str, review: DemoReview, author: UserProfile, joined_ms: int) -> None:
    at_ms = joined_ms + review.days_after_joining * DAY_MS + review.reviewer * HOUR_MS
    review_id = new_id("rev", at_ms, lambda bits: review.reviewer)
    writes = readers.add_review(
        reader_id=reader_id,
        review_id=review_id,
        author=accounts.Party(author.user_id, author.display_name, None),
        rating=review.rating,
        text=review.text,
        now_ms=at_ms,
    )
    _once(lambda: table.transact(*writes, readers.count_session(reader_id)), readers.AlreadyReviewed)
    if review.answer is not None:
        answer = review.answer
        _once(lambda: readers.answer_review(reader_id, review_id, answer, at_ms + 5 * HOUR_MS), readers.HasAnswer)


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
