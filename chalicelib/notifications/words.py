"""The sentences of each kind of notification, made of its details when somebody looks or a mail is sent. Pure.

The one place where notifications speak. Instants are told in the reader's own time zone, amounts in dollars.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from chalicelib.core.clock import to_datetime
from chalicelib.core.money import format_dollars
from chalicelib.notifications.rules import Details, NotificationKind


@dataclass(frozen=True, slots=True)
class Words:
    """A notification in words.

    Attributes:
        title: one line, without a full stop; a mail's subject.
        text: one to three sentences.
        path: the page of the web app that it is about.
        action: what the link to that page is called.
    """

    title: str
    text: str
    path: str
    action: str


class NotificationTopic(StrEnum):
    """Groups of kinds on the page of choices."""

    BOOKINGS = "bookings"
    SESSIONS = "sessions"
    MONEY = "money"
    PEOPLE = "people"
    ACCOUNT = "account"


LABELS: Final[Mapping[NotificationKind, tuple[NotificationTopic, str]]] = {
    NotificationKind.BOOKING_MADE: (NotificationTopic.BOOKINGS, "A reading is booked"),
    NotificationKind.BOOKING_REMINDER: (NotificationTopic.BOOKINGS, "A booked reading begins soon"),
    NotificationKind.BOOKING_CANCELLED: (NotificationTopic.BOOKINGS, "A booked reading is cancelled"),
    NotificationKind.BOOKING_RESCHEDULED: (NotificationTopic.BOOKINGS, "A booked reading is moved"),
    NotificationKind.SESSION_MISSED: (NotificationTopic.SESSIONS, "A session or call was missed"),
    NotificationKind.YOUR_TURN: (NotificationTopic.SESSIONS, "It is your turn in a waiting line"),
    NotificationKind.READER_ONLINE: (NotificationTopic.SESSIONS, "A reader you asked about is online"),
    NotificationKind.LOW_BALANCE: (NotificationTopic.MONEY, "Your balance runs low in a session"),
    NotificationKind.TOP_UP_RECEIPT: (NotificationTopic.MONEY, "Receipts for top-ups"),
    NotificationKind.SESSION_REFUNDED: (NotificationTopic.MONEY, "Money of a session or reading is given back"),
    NotificationKind.PAYOUT: (NotificationTopic.MONEY, "Payouts"),
    NotificationKind.DISPUTE: (NotificationTopic.MONEY, "Disputed payments"),
    NotificationKind.MESSAGE_DIGEST: (NotificationTopic.PEOPLE, "Unread messages, in one summary"),
    NotificationKind.REVIEW_RECEIVED: (NotificationTopic.PEOPLE, "A new review"),
    NotificationKind.REVIEW_ANSWERED: (NotificationTopic.PEOPLE, "An answer to your review"),
    NotificationKind.MODERATION: (NotificationTopic.ACCOUNT, "Decisions on what you have written"),
    NotificationKind.VERIFICATION: (NotificationTopic.ACCOUNT, "The decision on your application"),
    NotificationKind.ACCOUNT_STANDING: (NotificationTopic.ACCOUNT, "Suspension of your account"),
}
"""What a kind is called where people choose, and the group it stands in; in the order they are shown."""


def words(kind: NotificationKind, details: Details, time_zone: str) -> Words:
    """Return a notification in words.

    Parameters:
        details: as `rules.FORMS` asks for.
        time_zone: IANA name of the zone that instants are told in.
    """
    return _WORDS[kind](details, ZoneInfo(time_zone))


def _when(at_ms: Any, zone: ZoneInfo) -> str:
    at = to_datetime(at_ms).astimezone(zone)
    return f"{at:%A}, {at.day} {at:%B} at {at:%H:%M} ({zone.key})"


def _counted(number: Any, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _ahead(minutes: Any) -> str:
    if minutes % 1_440 == 0:
        return "tomorrow" if minutes == 1_440 else f"in {minutes // 1_440} days"
    if minutes % 60 == 0:
        return f"in {_counted(minutes // 60, 'hour')}"
    return f"in {_counted(minutes, 'minute')}"


def _booking_path(details: Details) -> str:
    return f"/bookings/{details['booking_id']}"


def _booking_made(details: Details, zone: ZoneInfo) -> Words:
    name, when = details["with_name"], _when(details["starts_at_ms"], zone)
    price, minutes = format_dollars(int(details["price_cents"])), details["minutes"]
    if details["as_reader"]:
        title, text = f"{name} booked a reading", f"{minutes} minutes on {when}. The price is {price}."
    else:
        title = f"Your reading with {name} is booked"
        text = f"{minutes} minutes on {when}. {price} is set aside from your wallet until the reading is over."
    return Words(title, text, _booking_path(details), "See the booking")


def _booking_reminder(details: Details, zone: ZoneInfo) -> Words:
    return Words(
        f"Your reading with {details['with_name']} is {_ahead(details['minutes_before'])}",
        f"It begins on {_when(details['starts_at_ms'], zone)}.",
        _booking_path(details),
        "See the booking",
    )


def _booking_cancelled(details: Details, zone: ZoneInfo) -> Words:
    name, refund_cents, as_reader = details["with_name"], int(details["refund_cents"]), bool(details["as_reader"])
    cancelled_by_me = details["cancelled_by"] == ("reader" if as_reader else "client")
    who = "You" if cancelled_by_me else "SoulSeer" if details["cancelled_by"] == "platform" else str(name)
    if as_reader:
        money = (
            f"{format_dollars(refund_cents)} went back to the client." if refund_cents else "Nothing was given back."
        )
    else:
        money = (
            f"{format_dollars(refund_cents)} is back in your wallet."
            if refund_cents
            else "It was too late for money to be given back."
        )
    return Words(
        f"The reading with {name} is cancelled",
        f"{who} cancelled the reading of {_when(details['starts_at_ms'], zone)}. {money}",
        _booking_path(details),
        "See the booking",
    )


def _booking_rescheduled(details: Details, zone: ZoneInfo) -> Words:
    return Words(
        f"The reading with {details['with_name']} is moved",
        f"It now begins on {_when(details['starts_at_ms'], zone)}"
        f" instead of {_when(details['previous_starts_at_ms'], zone)}.",
        _booking_path(details),
        "See the booking",
    )


def _session_missed(details: Details, zone: ZoneInfo) -> Words:
    name, when = details["with_name"], _when(details["missed_at_ms"], zone)
    refund_cents = int(details.get("refund_cents", 0))
    money = ""
    if refund_cents:
        where = "went back to the client" if details["as_reader"] else "is back in your wallet"
        money = f" {format_dollars(refund_cents)} {where}."
    if "booking_id" in details:
        mine = details.get("missed_by") == ("reader" if details["as_reader"] else "client")
        who = "You were" if mine else f"{name} was"
        return Words(
            f"The booked reading with {name} did not take place",
            f"{who} not there in time on {when}.{money}",
            _booking_path(details),
            "See the booking",
        )
    text = f"{name} asked for a session on {when} and nobody answered within a minute."
    text += " Switch yourself offline when you are away, so that clients do not ring in vain."
    return Words(f"You missed a call from {name}", text, "/reader", "Open your desk")


def _session_refunded(details: Details, zone: ZoneInfo) -> Words:
    amount, name = format_dollars(int(details["amount_cents"])), details["with_name"]
    if "booking_id" in details:
        path, action, what = _booking_path(details), "See the booking", "reading"
    else:
        path, action, what = f"/sessions/{details['session_id']}/receipt", "See the receipt", "session"
    if details.get("as_reader"):
        text = f"We gave {amount} of your {what} with {name} back to the client. Your share is that of what remains."
        return Words(f"{amount} was given back to {name}", text, path, action)
    shown = "The receipt" if action == "See the receipt" else "Your wallet"
    text = f"We gave {amount} of your {what} with {name} back. {shown} shows it with the reason."
    return Words(f"{amount} is back in your wallet", text, path, action)


def _low_balance(details: Details, zone: ZoneInfo) -> Words:
    left = _counted(details["minutes_left"], "more minute")
    return Words(
        f"Your balance lasts for {left}" if details["minutes_left"] else "Your balance is running out",
        f"You have {format_dollars(int(details['balance_cents']))} left in your session with {details['with_name']}."
        " When it is used up the session pauses, and ends after five minutes unless you top up.",
        f"/sessions/{details['session_id']}",
        "Go to the session",
    )


def _top_up_receipt(details: Details, zone: ZoneInfo) -> Words:
    amount = format_dollars(int(details["amount_cents"]))
    return Words(
        f"Receipt: {amount} added to your wallet",
        f"Paid on {_when(details['paid_at_ms'], zone)}, reference {details['top_up_id']}."
        f" Your balance after it was {format_dollars(int(details['balance_after_cents']))}.",
        "/wallet",
        "See your wallet",
    )


def _payout(details: Details, zone: ZoneInfo) -> Words:
    amount = format_dollars(int(details["amount_cents"]))
    title, text = {
        "sent": (f"A payout of {amount} is on its way", "It usually reaches a bank account within a few days."),
        "paid": (f"A payout of {amount} has arrived", "It is in the bank account that you connected."),
        "failed": (f"A payout of {amount} failed", "The money is back in your earnings. Check your payout details."),
    }[str(details["outcome"])]
    return Words(title, f"{text} Reference {details['payout_id']}.", "/earnings", "See your earnings")


def _dispute(details: Details, zone: ZoneInfo) -> Words:
    amount = format_dollars(int(details["amount_cents"]))
    title, text = {
        "opened": (
            f"A card payment of {amount} is disputed",
            "Your bank has taken the payment back for now, and your wallet is frozen until the bank decides."
            " If this was not you, write to your bank and to us.",
        ),
        "won": (f"The dispute of {amount} is settled", "The payment stands and your wallet can be used again."),
        "lost": (f"The dispute of {amount} is settled", "Your bank gave the payment back to your card."),
    }[str(details["outcome"])]
    return Words(title, text, "/wallet", "See your wallet")


def _message_digest(details: Details, zone: ZoneInfo) -> Words:
    unread, people = int(details["unread_count"]), int(details["conversation_count"])
    source = f"from {details['with_name']}" if people == 1 and "with_name" in details else f"in {people} conversations"
    path = f"/messages/{details['conversation_id']}" if people == 1 and "conversation_id" in details else "/messages"
    return Words(
        f"You have {_counted(unread, 'unread message')}", f"There is news {source}.", path, "Read your messages"
    )


def _review_received(details: Details, zone: ZoneInfo) -> Words:
    return Words(
        f"{details['with_name']} reviewed you",
        f"You were given {details['rating']} of 5 stars. You can answer once; everybody sees the answer.",
        "/reader/reviews",
        "See the review",
    )


def _review_answered(details: Details, zone: ZoneInfo) -> Words:
    name = details["with_name"]
    return Words(
        f"{name} answered your review",
        "The answer stands under your review.",
        f"/sessions/ses_{str(details['review_id']).removeprefix('rev_')}/receipt#review",
        "See the answer",
    )


_ITEM_WORDS: Final[Mapping[str, str]] = {"review": "review", "review_answer": "answer to a review"}
"""What the kinds of items are called that can be moderated."""


def _moderation(details: Details, zone: ZoneInfo) -> Words:
    item = _ITEM_WORDS[str(details["target_type"])]
    title, text = {
        "flagged": (
            f"Your {item} is hidden for now",
            "Several people have flagged it. A moderator looks at it and decides; we tell you then.",
        ),
        "hidden": (
            f"Your {item} was taken down",
            "A moderator found that it breaks the rules of SoulSeer. Only you can see it now."
            " Write to us if you think that it was wrong.",
        ),
        "warned": (
            f"A warning: your {item} was taken down",
            "A moderator found that it breaks the rules of SoulSeer. If that happens again, your account can be"
            " suspended. Write to us if you think that it was wrong.",
        ),
        "shown": (f"Your {item} shows again", "A moderator looked at it and found nothing wrong."),
    }[str(details["outcome"])]
    return Words(title, text, str(details["path"]), f"See your {item.split()[0]}")


def _reader_online(details: Details, zone: ZoneInfo) -> Words:
    name = details["with_name"]
    return Words(
        f"{name} is online now",
        f"You asked to be told when {name} comes online. Others may be quicker: a session goes to whoever asks first.",
        f"/readers/{details['reader_id']}",
        f"See {name}",
    )


def _your_turn(details: Details, zone: ZoneInfo) -> Words:
    name = details["with_name"]
    return Words(
        f"It is your turn with {name}",
        f"{name} was free for you alone for a minute, until {_when(details['expires_at_ms'], zone)}.",
        f"/readers/{details['reader_id']}",
        f"See {name}",
    )


def _verification(details: Details, zone: ZoneInfo) -> Words:
    if details["decision"] == "verified":
        text = "Welcome! Set your rates, then switch yourself online whenever you are there for clients."
        return Words("Your application is accepted", text, "/reader", "Open your desk")
    text = "Clients do not see your profile any more. Your earnings stay yours. Write to us if you have questions."
    return Words("Your verification was taken back", text, "/account", "See your account")


def _account_standing(details: Details, zone: ZoneInfo) -> Words:
    if details["decision"] == "suspended":
        text = "You can sign in and see what is yours, and nothing else for now. Write to us if you think it is wrong."
        return Words("Your account is suspended", text, "/account", "See your account")
    return Words("Your account is open again", "Everything works as before.", "/account", "See your account")


_WORDS: Final[Mapping[NotificationKind, Callable[[Details, ZoneInfo], Words]]] = {
    NotificationKind.BOOKING_MADE: _booking_made,
    NotificationKind.BOOKING_REMINDER: _booking_reminder,
    NotificationKind.BOOKING_CANCELLED: _booking_cancelled,
    NotificationKind.BOOKING_RESCHEDULED: _booking_rescheduled,
    NotificationKind.SESSION_MISSED: _session_missed,
    NotificationKind.SESSION_REFUNDED: _session_refunded,
    NotificationKind.LOW_BALANCE: _low_balance,
    NotificationKind.TOP_UP_RECEIPT: _top_up_receipt,
    NotificationKind.PAYOUT: _payout,
    NotificationKind.DISPUTE: _dispute,
    NotificationKind.MESSAGE_DIGEST: _message_digest,
    NotificationKind.REVIEW_RECEIVED: _review_received,
    NotificationKind.REVIEW_ANSWERED: _review_answered,
    NotificationKind.MODERATION: _moderation,
    NotificationKind.READER_ONLINE: _reader_online,
    NotificationKind.YOUR_TURN: _your_turn,
    NotificationKind.VERIFICATION: _verification,
    NotificationKind.ACCOUNT_STANDING: _account_standing,
}
