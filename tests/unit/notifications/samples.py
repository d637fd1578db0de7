"""Details of every kind of notification, as other areas give them."""

from __future__ import annotations

from chalicelib.moderation.rules import Outcome
from chalicelib.notifications.rules import Details, NotificationKind
from tests.conftest import START_MS

SAMPLES: dict[NotificationKind, list[Details]] = {
    NotificationKind.BOOKING_MADE: [
        {
            "booking_id": "bkg_1",
            "with_name": "Luna Vega",
            "starts_at_ms": START_MS,
            "minutes": 30,
            "price_cents": 7_500,
            "as_reader": as_reader,
        }
        for as_reader in (False, True)
    ],
    NotificationKind.BOOKING_REMINDER: [
        {
            "booking_id": "bkg_1",
            "with_name": "Luna Vega",
            "starts_at_ms": START_MS + 1,
            "minutes_before": minutes,
            "as_reader": False,
        }
        for minutes in (15, 60, 1_440, 2_880)
    ],
    NotificationKind.BOOKING_CANCELLED: [
        {
            "booking_id": "bkg_1",
            "with_name": "Luna Vega",
            "starts_at_ms": START_MS,
            "cancelled_by": who,
            "refund_cents": cents,
            "as_reader": as_reader,
        }
        for who in ("client", "reader", "platform")
        for cents in (0, 7_500)
        for as_reader in (False, True)
    ],
    NotificationKind.BOOKING_RESCHEDULED: [
        {
            "booking_id": "bkg_1",
            "with_name": "Luna Vega",
            "starts_at_ms": START_MS,
            "previous_starts_at_ms": START_MS - 1,
            "as_reader": False,
        }
    ],
    NotificationKind.SESSION_MISSED: [
        {"session_id": "ses_1", "with_name": "Casey", "missed_at_ms": START_MS, "as_reader": True},
        *(
            {
                "booking_id": "bkg_1",
                "with_name": "Luna Vega",
                "missed_at_ms": START_MS,
                "as_reader": as_reader,
                "missed_by": "reader",
                "refund_cents": 7_500,
            }
            for as_reader in (False, True)
        ),
    ],
    NotificationKind.SESSION_REFUNDED: [
        {"session_id": "ses_1", "with_name": "Luna Vega", "amount_cents": 500},
        *(
            {"booking_id": "bkg_1", "with_name": "Luna Vega", "amount_cents": 500, "as_reader": as_reader}
            for as_reader in (False, True)
        ),
    ],
    NotificationKind.LOW_BALANCE: [
        {"session_id": "ses_1", "with_name": "Luna Vega", "balance_cents": 1_000, "minutes_left": minutes}
        for minutes in (0, 1, 4)
    ],
    NotificationKind.TOP_UP_RECEIPT: [
        {"top_up_id": "top_1", "amount_cents": 5_000, "balance_after_cents": 6_000, "paid_at_ms": START_MS}
    ],
    NotificationKind.PAYOUT: [
        {"payout_id": "pay_1", "amount_cents": 2_500, "outcome": outcome} for outcome in ("sent", "paid", "failed")
    ],
    NotificationKind.DISPUTE: [
        {"dispute_id": "dp_1", "amount_cents": 5_000, "outcome": outcome} for outcome in ("opened", "won", "lost")
    ],
    NotificationKind.MESSAGE_DIGEST: [
        {"unread_count": 1, "conversation_count": 1, "with_name": "Luna Vega", "conversation_id": "cnv_1"},
        {"unread_count": 5, "conversation_count": 2},
    ],
    NotificationKind.REVIEW_RECEIVED: [
        {"review_id": "rev_1", "reader_id": "usr_1", "with_name": "Casey", "rating": 5}
    ],
    NotificationKind.REVIEW_ANSWERED: [{"review_id": "rev_1", "reader_id": "usr_1", "with_name": "Luna Vega"}],
    NotificationKind.MODERATION: [
        {
            "target_type": "review",
            "target_id": "rev_1",
            "path": "/sessions/ses_1/receipt#review",
            "outcome": outcome.value,
        }
        for outcome in Outcome
    ],
    NotificationKind.READER_ONLINE: [{"reader_id": "usr_1", "with_name": "Luna Vega"}],
    NotificationKind.YOUR_TURN: [{"reader_id": "usr_1", "with_name": "Luna Vega", "expires_at_ms": START_MS}],
    NotificationKind.VERIFICATION: [{"decision": "verified"}, {"decision": "withdrawn"}],
    NotificationKind.ACCOUNT_STANDING: [{"decision": "suspended"}, {"decision": "restored"}],
}
EACH = [(kind, details) for kind, several in SAMPLES.items() for details in several]
