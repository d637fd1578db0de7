"""One good call for each operation of the API, on realistic data: what the figures of routes are made of.

A function makes what the call needs and returns the call; only the call itself is counted. An operation without such
a function has no budget either, and fails the test of budgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.core import table
from chalicelib.core.ids import new_id
from chalicelib.core.table import Update
from chalicelib.moderation import service as moderation
from chalicelib.moderation.rules import FlagReason, TargetType
from chalicelib.notifications.outbox import unsubscribe_url
from chalicelib.notifications.service import NotificationKind, notice, notification_id_of
from chalicelib.readers import service as readers
from chalicelib.sessions.items import SessionItem, session_key
from chalicelib.sessions.rules import Party
from chalicelib.wallet.ledger import Posting, commit, load_account
from chalicelib.wallet.rules import Kind, Transfer, earnings_of, session_clearing, wallet_of
from tests.fakes.payments import signed_event
from tests.load.bench.world import (
    APPLICATION,
    AVAILABILITY,
    BOOKING_CENTS,
    FULL_PAGE,
    Person,
    Talk,
    World,
)
from tests.service.sessions import make_reader_profile, top_up

REASON = {"reason": "Checked by hand"}
REVIEW = {"rating": 4, "text": "She asked what I wanted to know, and told me what she saw and what not. " * 4}
_LEFT = 108


@dataclass(frozen=True)
class Call:
    """A request of the API."""

    path: str
    caller: Person | None = None
    body: Any = None
    key: str | None = None
    query: Mapping[str, Any] | None = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Prepare = Callable[[World], Call]
CALLS: dict[str, Prepare] = {}


def call_of(operation_id: str) -> Callable[[Prepare], Prepare]:
    """Declare how an operation is called."""

    def declare(prepare: Prepare) -> Prepare:
        CALLS[operation_id] = prepare
        return prepare

    return declare


def _plain(operation_id: str, path: str) -> None:
    CALLS[operation_id] = lambda world: Call(path)


_plain("get_health", "/v1/health")
_plain("get_openapi", "/v1/openapi.json")
_plain("get_docs", "/v1/docs")


# --- accounts and readers ---------------------------------------------------------------------------------------


@call_of("get_account")
def get_account(world: World) -> Call:
    return Call("/v1/me", world.client())


@call_of("change_account")
def change_account(world: World) -> Call:
    return Call("/v1/me", world.client(), {"display_name": "Casey Jones", "time_zone": "Europe/Lisbon"})


@call_of("apply_as_reader")
def apply_as_reader(world: World) -> Call:
    return Call("/v1/me/reader-application", world.person(), APPLICATION)


@call_of("get_own_reader")
def get_own_reader(world: World) -> Call:
    return Call("/v1/me/reader", world.reader())


@call_of("change_own_reader")
def change_own_reader(world: World) -> Call:
    return Call("/v1/me/reader", world.reader(), APPLICATION | {"time_zone": "Europe/Lisbon"})


@call_of("change_own_rates")
def change_own_rates(world: World) -> Call:
    rates = [{"modality": modality, "rate_cents": 299} for modality in ("text", "voice", "video")]
    return Call("/v1/me/reader/rates", world.reader(), {"rates": rates})


@call_of("set_reachability")
def set_reachability(world: World) -> Call:
    return Call("/v1/me/reader/reachability", world.reader(), {"reachability": "away"})


@call_of("list_readers")
def list_readers(world: World) -> Call:
    assert len(world.listed) == FULL_PAGE
    world.require(world.api.get("/v1/readers"))  # a process that has answered before
    world.age_changes_of_readers()
    return Call("/v1/readers", query={"sort": "rating", "facets": True})


@call_of("get_reader")
def get_reader(world: World) -> Call:
    return Call(f"/v1/readers/{world.reader().user_id}")


@call_of("get_reader_availability")
def get_reader_availability(world: World) -> Call:
    return Call(f"/v1/readers/{world.bookable().user_id}/availability")


@call_of("list_slots")
def list_slots(world: World) -> Call:
    return Call(f"/v1/readers/{world.bookable().user_id}/slots", query={"duration_minutes": 60})


@call_of("get_own_availability")
def get_own_availability(world: World) -> Call:
    return Call("/v1/me/reader/availability", world.bookable())


@call_of("put_own_availability")
def put_own_availability(world: World) -> Call:
    return Call("/v1/me/reader/availability", world.bookable(), AVAILABILITY | {"version": 1})


@call_of("quote_booking")
def quote_booking(world: World) -> Call:
    return Call("/v1/bookings/quote", world.client(), world.wanted(world.bookable()))


@call_of("book_reading")
def book_reading(world: World) -> Call:
    body = world.wanted(world.bookable()) | {"price_cents": BOOKING_CENTS}
    return Call("/v1/bookings", world.client(), body, key="book")


@call_of("list_bookings")
def list_bookings(world: World) -> Call:
    reader = world.bookable()
    for number in range(FULL_PAGE):
        world.booked(reader=reader, number=number)
    return Call("/v1/bookings", reader)


@call_of("get_booking")
def get_booking(world: World) -> Call:
    booking = world.booked()
    return Call(booking.path, booking.client)


@call_of("get_booking_calendar")
def get_booking_calendar(world: World) -> Call:
    booking = world.booked()
    return Call(f"{booking.path}/calendar", booking.reader)


@call_of("cancel_booking")
def cancel_booking(world: World) -> Call:
    booking = world.booked()
    return Call(f"{booking.path}/cancel", booking.client, {"refund_cents": BOOKING_CENTS}, key="cancel")


@call_of("reschedule_booking")
def reschedule_booking(world: World) -> Call:
    booking = world.booked()
    body = {"starts_at": world.wanted(booking.reader, 30)["starts_at"]}
    return Call(f"{booking.path}/reschedule", booking.client, body, key="move")


@call_of("join_booking")
def join_booking(world: World) -> Call:
    booking = world.booked()
    world.clock.at_ms = booking.starts_at_ms
    return Call(f"{booking.path}/join", booking.client)


@call_of("list_bookings_of_user")
def list_bookings_of_user(world: World) -> Call:
    reader = world.bookable()
    for number in range(1, FULL_PAGE + 1):
        world.booked(reader=reader, number=number)
    return Call(f"/v1/admin/users/{reader.user_id}/bookings", world.admin, query={"party": "reader"})


@call_of("call_off_booking")
def call_off_booking(world: World) -> Call:
    path = world.booked(number=1).path.replace("/v1/", "/v1/admin/")
    return Call(f"{path}/cancel", world.admin, REASON, key="call-off")


@call_of("refund_booking")
def refund_booking(world: World) -> Call:
    booking = world.booked(number=1)
    world.clock.at_ms = booking.starts_at_ms - 60_000
    world.require(
        world.api.post(f"{booking.path}/cancel", {"refund_cents": 0}, as_=booking.client.subject, key="late")
    )
    path = booking.path.replace("/v1/", "/v1/admin/")
    return Call(f"{path}/refund", world.admin, REASON | {"amount_cents": 250}, key="refund")


def reviewed(world: World) -> Talk:
    """A settled session with its review."""
    talk = world.settled()
    world.clock.advance(60)  # so that no limit for a minute is met
    world.require(world.api.put(f"{talk.path}/review", REVIEW, as_=talk.client.subject))
    return talk


def _review_id(talk: Talk) -> str:
    return f"rev_{talk.session_id[4:]}"


def _much_reviewed(world: World) -> Person:
    """A reader with a full page of reviews."""
    reader = world.reader()
    for _ in range(FULL_PAGE):
        session_id = new_id("ses", world.clock.at_ms)
        author = accounts.Person(new_id("usr", world.clock.at_ms), "Mira K.", None)
        readers.write_review(
            readers.PaidSession(session_id, reader.user_id, author),
            rating=4,
            text=REVIEW["text"],
            now_ms=world.clock.at_ms,
        )
    return reader


@call_of("list_reviews")
def list_reviews(world: World) -> Call:
    return Call(f"/v1/readers/{_much_reviewed(world).user_id}/reviews")


@call_of("list_own_reviews")
def list_own_reviews(world: World) -> Call:
    return Call("/v1/me/reader/reviews", _much_reviewed(world), query={"sort": "lowest"})


@call_of("answer_review")
def answer_review(world: World) -> Call:
    talk = reviewed(world)
    return Call(f"/v1/me/reader/reviews/{_review_id(talk)}/answer", talk.reader, {"text": "Thank you for coming."})


@call_of("get_session_review")
def get_session_review(world: World) -> Call:
    talk = reviewed(world)
    return Call(f"{talk.path}/review", talk.client)


@call_of("put_session_review")
def put_session_review(world: World) -> Call:
    """The dearest one: a new review."""
    talk = world.settled()
    return Call(f"{talk.path}/review", talk.client, REVIEW)


def _flagged(world: World, flags: int) -> Talk:
    talk = reviewed(world)
    for _ in range(flags):
        moderation.flag(
            new_id("usr", world.clock.at_ms),
            TargetType.REVIEW,
            _review_id(talk),
            reason=FlagReason.ABUSE,
            details="It names my sister, and where she lives.",
            now_ms=world.clock.at_ms,
        )
    return talk


@call_of("flag_item")
def flag_item(world: World) -> Call:
    """The dearest one: the third flag, which hides the review."""
    talk = _flagged(world, 2)
    body = {"target_type": "review", "target_id": _review_id(talk), "reason": "spam", "details": "An advertisement."}
    return Call("/v1/flags", world.client(), body)


@call_of("list_flagged")
def list_flagged(world: World) -> Call:
    for _ in range(3):
        _flagged(world, 3)
    return Call("/v1/admin/flagged", world.admin)


@call_of("decide_flags")
def decide_flags(world: World) -> Call:
    """The dearest one: a review that shows is hidden, and its author suspended."""
    talk = _flagged(world, 1)
    return Call(f"/v1/admin/flagged/review/{_review_id(talk)}/decision", world.admin, REASON | {"decision": "suspend"})


@call_of("verify_reader")
def verify_reader(world: World) -> Call:
    return Call(f"/v1/admin/readers/{world.applicant().user_id}/verify", world.admin, REASON | {"verified": True})


@call_of("list_readers_for_admins")
def list_readers_for_admins(world: World) -> Call:
    for _ in range(FULL_PAGE):
        world.applicant()
    return Call("/v1/admin/readers", world.admin)


@call_of("change_role")
def change_role(world: World) -> Call:
    return Call(f"/v1/admin/users/{world.person().user_id}/role", world.admin, REASON | {"role": "admin"})


@call_of("change_suspension")
def change_suspension(world: World) -> Call:
    person = world.active().client
    return Call(f"/v1/admin/users/{person.user_id}/suspension", world.admin, REASON | {"suspended": True})


@call_of("list_audit_log")
def list_audit_log(world: World) -> Call:
    assert len(world.listed) == FULL_PAGE
    return Call("/v1/admin/audit-log", world.admin)


# --- sessions -----------------------------------------------------------------------------------------------------


@call_of("start_session")
def start_session(world: World) -> Call:
    body = {"reader_id": world.reader().user_id, "modality": "video"}
    return Call("/v1/sessions", world.client(), body, key=f"start-{world.number()}")


@call_of("list_sessions")
def list_sessions(world: World) -> Call:
    """The dearest one: each was paid for, so there may be a review of it."""
    client, reader = world.client(), world.reader()
    for _ in range(FULL_PAGE):
        talk = world.ringing(client, reader)
        world.require(world.api.post(f"{talk.path}/cancel", as_=client.subject))
        session = SessionItem(*session_key(talk.session_id))
        table.write(Update(session, [SessionItem.charged_cents.set(250)]))
        world.clock.advance(10)  # a client rings ten times a minute at the most
    return Call("/v1/sessions", client)


@call_of("live_session")
def live_session(world: World) -> Call:
    return Call("/v1/me/live-session", world.active().client)


@call_of("get_session")
def get_session(world: World) -> Call:
    talk = world.active()
    world.clock.advance(5)
    return Call(talk.path, talk.client)


@call_of("accept_session")
def accept_session(world: World) -> Call:
    talk = world.ringing()
    return Call(f"{talk.path}/accept", talk.reader)


@call_of("decline_session")
def decline_session(world: World) -> Call:
    talk = world.ringing()
    return Call(f"{talk.path}/decline", talk.reader)


@call_of("cancel_session")
def cancel_session(world: World) -> Call:
    talk = world.ringing()
    return Call(f"{talk.path}/cancel", talk.client)


@call_of("end_session")
def end_session(world: World) -> Call:
    talk = world.active()
    world.clock.advance(5)
    return Call(f"{talk.path}/end", talk.client)


@call_of("heartbeat")
def heartbeat(world: World) -> Call:
    """The dearest one: it finds a minute due and charges it."""
    return heartbeat_that_charges(world.active(minutes=2.75))


def heartbeat_that_charges(talk: Talk) -> Call:
    """The client's heartbeat at a full minute, the reader's having come first."""
    world = talk.world
    world.clock.advance(15)
    world.require(world.api.post(f"{talk.path}/heartbeat", {}, as_=talk.reader.subject))
    return Call(f"{talk.path}/heartbeat", talk.client, {"leaving": False})


@call_of("media_token")
def media_token(world: World) -> Call:
    talk = world.active()
    return Call(f"{talk.path}/media-token", talk.client)


@call_of("messaging_token")
def messaging_token(world: World) -> Call:
    talk = world.active()
    return Call(f"{talk.path}/messaging-token", talk.client)


def _chatty(world: World) -> Talk:
    talk = world.active(minutes=1)
    for number in range(FULL_PAGE):
        world.clock.advance(1)
        body = {"client_message_id": f"message-{number:04d}", "text": "And what do you see in the fourth card? " * 3}
        world.require(world.api.post(f"{talk.path}/messages", body, as_=talk.client.subject))
    return talk


@call_of("list_messages")
def list_messages(world: World) -> Call:
    talk = _chatty(world)
    return Call(f"{talk.path}/messages", talk.reader)


@call_of("send_message")
def send_message(world: World) -> Call:
    talk = world.active()
    return Call(f"{talk.path}/messages", talk.client, {"client_message_id": "message-0001", "text": "Hello Luna!"})


@call_of("get_receipt")
def get_receipt(world: World) -> Call:
    talk = world.settled()
    return Call(f"{talk.path}/receipt", talk.client)


@call_of("get_note")
def get_note(world: World) -> Call:
    talk = world.settled()
    return Call(f"{talk.path}/note", talk.client)


@call_of("put_note")
def put_note(world: World) -> Call:
    """The dearest one: a note is changed."""
    talk = world.settled()
    world.require(world.api.put(f"{talk.path}/note", {"text": "The fourth card"}, as_=talk.client.subject))
    world.clock.advance(1)
    return Call(f"{talk.path}/note", talk.client, {"text": "The fourth card was the Star."})


@call_of("refund_session")
def refund_session(world: World) -> Call:
    path = world.settled().path.replace("/v1/", "/v1/admin/") + "/refund"
    return Call(path, world.admin, REASON | {"amount_cents": 250}, key=f"refund-{world.number()}")


@call_of("agora_webhook")
def agora_webhook(world: World) -> Call:
    talk = world.active()
    world.clock.advance(5)
    content, headers = talk.notice(_LEFT, uid=list(Party).index(Party.CLIENT) + 1)
    return Call("/v1/webhooks/agora", content=content, headers=headers)


# --- waiting for readers ------------------------------------------------------------------------------------------


@call_of("get_online_notice")
def get_online_notice(world: World) -> Call:
    return Call(f"/v1/readers/{world.reader().user_id}/online-notice", world.client())


def _offline_reader(world: World) -> Person:
    reader = world.reader()
    world.require(world.api.put("/v1/me/reader/reachability", {"reachability": "offline"}, as_=reader.subject))
    return reader


@call_of("ask_online_notice")
def ask_online_notice(world: World) -> Call:
    return Call(f"/v1/readers/{_offline_reader(world).user_id}/online-notice", world.client())


@call_of("take_back_online_notice")
def take_back_online_notice(world: World) -> Call:
    call = ask_online_notice(world)
    assert call.caller is not None
    world.require(world.api.put(call.path, as_=call.caller.subject))
    return call


@call_of("join_line")
def join_line(world: World) -> Call:
    reader_id = world.active().reader.user_id
    for _ in range(4):
        world.require(world.api.post(f"/v1/readers/{reader_id}/waiting-line", as_=world.client().subject))
    return Call(f"/v1/readers/{reader_id}/waiting-line", world.client())


def _waiting(world: World) -> Person:
    call = join_line(world)
    assert call.caller is not None
    world.require(world.api.post(call.path, as_=call.caller.subject))
    return call.caller


@call_of("get_own_place")
def get_own_place(world: World) -> Call:
    client = _waiting(world)
    world.clock.advance(30)
    return Call("/v1/me/waiting-line", client)


@call_of("leave_line")
def leave_line(world: World) -> Call:
    return Call("/v1/me/waiting-line", _waiting(world))


# --- favourites and notes -----------------------------------------------------------------------------------------

NOTE = "She lost her mother in spring; asks about the house by the sea. " * 6


def _marked(world: World, count: int) -> tuple[Person, list[Person]]:
    """A client and as many favourites."""
    client, readers_ = world.client(), [world.reader() for _ in range(count)]
    for reader in readers_:
        assert world.api.put(f"/v1/readers/{reader.user_id}/favourite", as_=client.subject).status == 204
        world.clock.advance(1)
    return client, readers_


@call_of("mark_favourite")
def mark_favourite(world: World) -> Call:
    client, _ = _marked(world, 1)
    return Call(f"/v1/readers/{world.reader().user_id}/favourite", client)


@call_of("unmark_favourite")
def unmark_favourite(world: World) -> Call:
    client, (reader,) = _marked(world, 1)
    return Call(f"/v1/readers/{reader.user_id}/favourite", client)


@call_of("list_favourites")
def list_favourites(world: World) -> Call:
    client, _ = _marked(world, 15)
    return Call("/v1/me/favourites", client)


@call_of("list_favourite_ids")
def list_favourite_ids(world: World) -> Call:
    client, _ = _marked(world, 3)
    return Call("/v1/me/favourites/ids", client)


@call_of("get_person_note")
def get_person_note(world: World) -> Call:
    call = put_person_note(world)
    assert call.caller is not None
    world.require(world.api.put(call.path, call.body, as_=call.caller.subject))
    return Call(call.path, call.caller)


@call_of("put_person_note")
def put_person_note(world: World) -> Call:
    """The dearest one: the first note of a reader on a client."""
    talk = world.settled()
    return Call(f"/v1/me/notes/people/{talk.client.user_id}", talk.reader, {"text": NOTE})


@call_of("list_notes")
def list_notes(world: World) -> Call:
    client = world.client()
    for _ in range(FULL_PAGE + 1):
        path = f"/v1/me/notes/people/{world.reader().user_id}"
        world.require(world.api.put(path, {"text": NOTE}, as_=client.subject))
        world.clock.advance(1)
    return Call("/v1/me/notes", client)


# --- notifications ------------------------------------------------------------------------------------------------


def _told(world: World) -> tuple[Person, str]:
    """Somebody with a full page of unread notifications, and the id of one of them."""
    person = world.person()
    for number in range(FULL_PAGE):
        told = notice(
            user_id=person.user_id,
            kind=NotificationKind.BOOKING_CANCELLED,
            fact=f"booking-{number}",
            details={
                "booking_id": new_id("bkg", world.clock.at_ms),
                "with_name": "Luna Vega",
                "starts_at_ms": world.clock.at_ms,
                "cancelled_by": "client",
                "refund_cents": 12_500,
                "as_reader": False,
            },
            now_ms=world.clock.at_ms + number,
        )
        table.write(told)
    return person, notification_id_of(person.user_id, NotificationKind.BOOKING_CANCELLED, "booking-3")


@call_of("list_notifications")
def list_notifications(world: World) -> Call:
    return Call("/v1/me/notifications", _told(world)[0])


@call_of("get_unread")
def get_unread(world: World) -> Call:
    return Call("/v1/me/notifications/unread", _told(world)[0])


@call_of("read_notification")
def read_notification(world: World) -> Call:
    person, notification_id = _told(world)
    return Call(f"/v1/me/notifications/{notification_id}/read", person)


@call_of("read_all_notifications")
def read_all_notifications(world: World) -> Call:
    person, notification_id = _told(world)
    return Call("/v1/me/notifications/read-all", person, {"notification_id": notification_id})


@call_of("get_notification_choices")
def get_notification_choices(world: World) -> Call:
    return Call("/v1/me/notification-choices", world.person())


@call_of("change_notification_choice")
def change_notification_choice(world: World) -> Call:
    return Call("/v1/me/notification-choices", world.person(), {"kind": "payout", "by_mail": False})


def _unsubscribe(world: World) -> Call:
    url = unsubscribe_url(world.runtime.settings, world.person().user_id, NotificationKind.PAYOUT)
    return Call("/v1/unsubscribe", query={"token": url.rpartition("=")[2]}, content=b"List-Unsubscribe=One-Click")


@call_of("ask_to_unsubscribe")
def ask_to_unsubscribe(world: World) -> Call:
    return replace(_unsubscribe(world), content=None)


@call_of("do_unsubscribe")
def do_unsubscribe(world: World) -> Call:
    return _unsubscribe(world)


# --- money --------------------------------------------------------------------------------------------------------


@call_of("get_wallet")
def get_wallet(world: World) -> Call:
    return Call("/v1/wallet", world.client())


def _client_with_entries(world: World) -> Person:
    client = world.client()
    for _ in range(FULL_PAGE):
        top_up(client.user_id, 1_000, world.clock.at_ms)
    return client


@call_of("list_wallet_entries")
def list_wallet_entries(world: World) -> Call:
    return Call("/v1/wallet/entries", _client_with_entries(world))


@call_of("get_wallet_statement")
def get_wallet_statement(world: World) -> Call:
    return Call("/v1/wallet/statement.csv", _client_with_entries(world))


@call_of("get_wallet_summary")
def get_wallet_summary(world: World) -> Call:
    talk = world.settled()
    return Call("/v1/wallet/summary", talk.client, query={"days": 90, "time_zone": "Asia/Kathmandu"})


@call_of("start_top_up")
def start_top_up(world: World) -> Call:
    body = {"amount_cents": 5_000, "return_path": "/wallet"}
    return Call("/v1/wallet/top-ups", world.client(), body, key=f"top-up-{world.number()}")


@call_of("start_payment_intent")
def start_payment_intent(world: World) -> Call:
    return Call("/v1/wallet/payment-intents", world.client(), {"amount_cents": 5_000}, key=f"top-up-{world.number()}")


def _paid(world: World) -> tuple[Person, str]:
    """A client who has paid a top-up, and the top-up's path; nobody has told the application yet."""
    call = start_top_up(world)
    assert call.caller is not None
    answer = world.api.post(call.path, call.body, as_=call.caller.subject, key=call.key)
    top_up = world.require(answer)
    world.payments.store.pay(top_up["checkout_url"].rpartition("/")[2])
    return call.caller, f"/v1/wallet/top-ups/{top_up['top_up_id']}"


@call_of("get_top_up")
def get_top_up(world: World) -> Call:
    client, path = _paid(world)
    return Call(path, client)


@call_of("refresh_top_up")
def refresh_top_up(world: World) -> Call:
    """The dearest one: it finds the top-up paid and credits it."""
    client, path = _paid(world)
    return Call(f"{path}/refresh", client)


@call_of("receive_stripe_event")
def receive_stripe_event(world: World) -> Call:
    """The dearest one: the payment of a top-up that nobody has credited yet."""
    world.payments.store.events.clear()
    client, _ = _paid(world)
    event = next(each for each in world.payments.store.events if each["type"] == "checkout.session.completed")
    assert load_account(wallet_of(client.user_id)).last_seq == 1
    secret = world.runtime.settings.secret("stripe_webhook_secret")
    content, signature = signed_event(event, secret, world.clock.at_ms)
    return Call("/v1/webhooks/stripe", content=content, headers={"Stripe-Signature": signature})


@call_of("refund_top_up")
def refund_top_up(world: World) -> Call:
    client, path = _paid(world)
    world.require(world.api.post(f"{path}/refresh", as_=client.subject))
    path = path.replace("/v1/wallet/", "/v1/admin/") + "/refund"
    return Call(path, world.admin, REASON | {"amount_cents": 1_000}, key=f"refund-{world.number()}")


def _left_with_a_reader(world: World) -> tuple[Person, str]:
    """A reader whose wallet has a top-up from when they were a client, and the top-up's path."""
    client, path = _paid(world)
    world.require(world.api.post(f"{path}/refresh", as_=client.subject))
    make_reader_profile(client.user_id)
    return client, path


@call_of("list_unspent_top_ups")
def list_unspent_top_ups(world: World) -> Call:
    return Call("/v1/wallet/unspent", _left_with_a_reader(world)[0])


@call_of("return_top_up")
def return_top_up(world: World) -> Call:
    reader, path = _left_with_a_reader(world)
    return Call(f"{path}/return", reader, {"amount_cents": 1_000}, key=f"return-{world.number()}")


@call_of("get_earnings_summary")
def get_earnings_summary(world: World) -> Call:
    talk = world.settled()
    return Call("/v1/earnings/summary", talk.reader, query={"days": 90, "time_zone": "America/New_York"})


@call_of("get_earnings")
def get_earnings(world: World) -> Call:
    return Call("/v1/earnings", world.settled().reader)


@call_of("list_earnings_entries")
def list_earnings_entries(world: World) -> Call:
    return Call("/v1/earnings/entries", _paid_reader(world))


@call_of("get_earnings_statement")
def get_earnings_statement(world: World) -> Call:
    return Call("/v1/earnings/statement.csv", _paid_reader(world))


def _paid_reader(world: World) -> Person:
    reader = world.reader()
    for _ in range(FULL_PAGE):
        posting = Posting(load_account(earnings_of(reader.user_id)))
        session_id = new_id("ses", world.clock.at_ms)
        posting.transfer(
            Transfer(
                f"session_{session_id}_earnings",
                Kind.SESSION_CHARGE,
                session_clearing(session_id),
                earnings_of(reader.user_id),
                525,
                world.clock.at_ms,
                "session",
                session_id,
            )
        )
        commit(posting)
    return reader


@call_of("get_ledger_check")
def get_ledger_check(world: World) -> Call:
    world.require(world.api.post("/v1/admin/ledger-check", as_=world.admin.subject))
    return Call("/v1/admin/ledger-check", world.admin)


@call_of("run_ledger_check")
def run_ledger_check(world: World) -> Call:
    return Call("/v1/admin/ledger-check", world.admin)
