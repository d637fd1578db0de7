"""What people are told of, and which facts each telling needs. Pure.

A notification stores its kind and a few facts, never sentences: `words` makes those when somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.core.auth import Role
from chalicelib.core.clock import DAY_MS, MINUTE_MS

RETENTION_MS: Final = 90 * DAY_MS
"""A notification lapses this long after it was made, read or not."""
MAX_DETAILS: Final = 12
MAX_DETAIL_CHARS: Final = 120
MAX_FACT_CHARS: Final = 120

Detail = str | int | bool
Details = Mapping[str, Detail]
"""A small flat mapping: ids, cents (`_cents`), instants (`_at_ms`), counts, a name as it was then."""


class NotificationKind(StrEnum):
    """Everything a person can be told of."""

    BOOKING_MADE = "booking_made"
    BOOKING_REMINDER = "booking_reminder"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_RESCHEDULED = "booking_rescheduled"
    SESSION_MISSED = "session_missed"
    SESSION_REFUNDED = "session_refunded"
    LOW_BALANCE = "low_balance"
    TOP_UP_RECEIPT = "top_up_receipt"
    PAYOUT = "payout"
    DISPUTE = "dispute"
    MESSAGE_DIGEST = "message_digest"
    REVIEW_RECEIVED = "review_received"
    REVIEW_ANSWERED = "review_answered"
    MODERATION = "moderation"
    READER_ONLINE = "reader_online"
    YOUR_TURN = "your_turn"
    VERIFICATION = "verification"
    ACCOUNT_STANDING = "account_standing"


class MailState(StrEnum):
    """How the mail of a notification stands. Kinds that are never mailed have none."""

    WAITING = "waiting"
    SENDING = "sending"  # handed to the mail service, whose answer is not written down yet
    SENT = "sent"
    SKIPPED = "skipped"  # by the person's choice, for want of an address, or because it came too late to be of use
    REFUSED = "refused"
    UNCERTAIN = "uncertain"  # it may have gone out or not; it is never sent again


@dataclass(frozen=True, slots=True)
class Form:
    """What the details of a kind are: all of `required` and any of `optional`, and whether mail is sent at all."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    by_mail: bool = False


def _form(required: str, optional: str = "", *, by_mail: bool = False) -> Form:
    return Form(frozenset(required.split()), frozenset(optional.split()), by_mail)


FORMS: Final[Mapping[NotificationKind, Form]] = {
    # `with_name`: the other person, as they were called then. `as_reader`: told to the reader, not to the client.
    NotificationKind.BOOKING_MADE: _form(
        "booking_id with_name starts_at_ms minutes price_cents as_reader", "modality", by_mail=True
    ),
    NotificationKind.BOOKING_REMINDER: _form(
        "booking_id with_name starts_at_ms minutes_before as_reader", "minutes modality", by_mail=True
    ),
    # `cancelled_by`: client, reader or platform.
    NotificationKind.BOOKING_CANCELLED: _form(
        "booking_id with_name starts_at_ms cancelled_by refund_cents as_reader", by_mail=True
    ),
    NotificationKind.BOOKING_RESCHEDULED: _form(
        "booking_id with_name starts_at_ms previous_starts_at_ms as_reader", by_mail=True
    ),
    # A ring nobody answered, told to its reader, has a session_id; a booked reading that somebody missed has a
    # booking_id and `missed_by`.
    NotificationKind.SESSION_MISSED: _form(
        "with_name missed_at_ms as_reader", "session_id booking_id missed_by refund_cents", by_mail=True
    ),
    # Of a session, or (booking_id) of a booked reading. `as_reader`: told to the reader, whose share it lessens.
    NotificationKind.SESSION_REFUNDED: _form("with_name amount_cents", "session_id booking_id as_reader"),
    NotificationKind.LOW_BALANCE: _form("session_id with_name balance_cents minutes_left", by_mail=True),
    NotificationKind.TOP_UP_RECEIPT: _form("top_up_id amount_cents balance_after_cents paid_at_ms", by_mail=True),
    # `outcome`: sent, paid or failed.
    NotificationKind.PAYOUT: _form("payout_id amount_cents outcome", by_mail=True),
    # `outcome`: opened, won or lost.
    NotificationKind.DISPUTE: _form("dispute_id amount_cents outcome", by_mail=True),
    NotificationKind.MESSAGE_DIGEST: _form(
        "unread_count conversation_count", "with_name conversation_id", by_mail=True
    ),
    NotificationKind.REVIEW_RECEIVED: _form("review_id reader_id with_name rating"),
    NotificationKind.REVIEW_ANSWERED: _form("review_id reader_id with_name"),
    # `path`: where its author sees the item, hidden or not. `outcome`: flagged, hidden, warned or shown.
    NotificationKind.MODERATION: _form("target_type target_id path outcome", by_mail=True),
    NotificationKind.READER_ONLINE: _form("reader_id with_name", by_mail=True),
    NotificationKind.YOUR_TURN: _form("reader_id with_name expires_at_ms"),
    # `decision`: verified or withdrawn.
    NotificationKind.VERIFICATION: _form("decision", by_mail=True),
    # `decision`: suspended or restored.
    NotificationKind.ACCOUNT_STANDING: _form("decision", by_mail=True),
}


_EVERYBODY: Final = frozenset(Role)
_SIDES: Final = frozenset({Role.CLIENT, Role.READER})
_CLIENTS: Final = frozenset({Role.CLIENT})
AUDIENCE: Final[Mapping[NotificationKind, frozenset[Role]]] = {
    NotificationKind.BOOKING_MADE: _SIDES,
    NotificationKind.BOOKING_REMINDER: _SIDES,
    NotificationKind.BOOKING_CANCELLED: _SIDES,
    NotificationKind.BOOKING_RESCHEDULED: _SIDES,
    NotificationKind.SESSION_MISSED: _SIDES,
    NotificationKind.SESSION_REFUNDED: _SIDES,
    NotificationKind.LOW_BALANCE: _CLIENTS,
    NotificationKind.TOP_UP_RECEIPT: _CLIENTS,
    NotificationKind.DISPUTE: _EVERYBODY,  # of a top-up of before, whatever its owner became
    NotificationKind.REVIEW_RECEIVED: frozenset({Role.READER}),
    NotificationKind.REVIEW_ANSWERED: _SIDES,
    NotificationKind.MODERATION: _EVERYBODY,
    NotificationKind.READER_ONLINE: _CLIENTS,
    NotificationKind.YOUR_TURN: _CLIENTS,
    NotificationKind.VERIFICATION: _SIDES,
    NotificationKind.ACCOUNT_STANDING: _EVERYBODY,
}
"""To whom it happens. Kinds that nothing makes yet (payouts, messages) are not in it, and not offered as a choice."""


MAIL_WORTH_MS: Final = 3 * DAY_MS
"""A mail that could not go out for so long is not sent any more …"""
_SOON_STALE_MS: Final[Mapping[NotificationKind, int]] = {
    NotificationKind.LOW_BALANCE: 10 * MINUTE_MS,
    NotificationKind.READER_ONLINE: 15 * MINUTE_MS,
}


def is_worth_mailing(kind: NotificationKind, details: Details, created_at_ms: int, as_of_ms: int) -> bool:
    """Tell whether a mail is still of use: … sooner for what passes quickly, and no reminder after the beginning."""
    if kind is NotificationKind.BOOKING_REMINDER and as_of_ms >= int(details["starts_at_ms"]):
        return False
    return as_of_ms - created_at_ms <= _SOON_STALE_MS.get(kind, MAIL_WORTH_MS)


class InvalidNotification(ValueError):
    """A notification that breaks its form was about to be made: a defect in the code that made it."""


def checked_details(kind: NotificationKind, details: Details) -> dict[str, Detail]:
    """Return the details of a notification when they have the form of their kind.

    Raises:
        InvalidNotification: a detail is missing, unknown, no plain value, or too long.
    """
    form = FORMS[kind]
    _require(form.required <= details.keys(), kind, "lacks", form.required - details.keys())
    unknown = details.keys() - form.required - form.optional
    _require(not unknown, kind, "does not know", unknown)
    for name, value in details.items():
        plain = type(value) in (str, int, bool) and not (isinstance(value, str) and len(value) > MAX_DETAIL_CHARS)
        wanted = int if name.endswith(("_cents", "_at_ms")) else None
        _require(plain and (wanted is None or type(value) is wanted), kind, "cannot hold", (name,))
    return dict(details)


def checked_fact(fact: str) -> str:
    """Return the name of a fact: 1 to 120 characters. Raises InvalidNotification."""
    if not 1 <= len(fact) <= MAX_FACT_CHARS:
        raise InvalidNotification("the name of a fact has 1 to 120 characters")
    return fact


def _require(holds: bool, kind: NotificationKind, verb: str, names: Iterable[str]) -> None:
    if not holds:
        raise InvalidNotification(f"{kind} {verb} {', '.join(sorted(names))}")
