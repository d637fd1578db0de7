"""What each operation of the API may ask of the table at the most, on the calls of `route_calls`.

A budget is a promise, kept by tests/api/test_route_budgets.py: lower it when a route gets cheaper, and raise it only
with a reason. Every admitted request with a token costs one read for the account, and one write where the operation
limits how often it may be called. A read unit is 4 KB read strongly, a write unit 1 KB written outside a transaction.
"""

from __future__ import annotations

from typing import NamedTuple


class Budget(NamedTuple):
    """Requests and units of one call."""

    requests: float
    read_units: float
    write_units: int

    def holds(self, requests: int, read_units: float, write_units: int) -> bool:
        """Whether a call stayed within."""
        return requests <= self.requests and read_units <= self.read_units and write_units <= self.write_units


WHOLE_TABLE = float("inf")
"""Of the audit alone, which reads everything by its nature; for admins, limited by how often it may be asked for."""

BUDGETS: dict[str, Budget] = {
    # about the API itself
    "get_health": Budget(0, 0, 0),
    "get_openapi": Budget(0, 0, 0),
    "get_docs": Budget(0, 0, 0),
    # accounts
    "get_account": Budget(1, 1, 0),
    "change_account": Budget(2, 1, 1),
    # readers
    "list_readers": Budget(2, 6.5, 0),  # half a unit for each shown, and for 4 KB of cards changed in the last minute
    "get_reader": Budget(1, 1.5, 0),
    "get_reader_availability": Budget(1, 1, 0),
    "list_slots": Budget(2, 2, 0),
    "get_own_availability": Budget(2, 2, 0),
    "put_own_availability": Budget(2, 1, 4),  # 1 KB and more of schedule
    "list_reviews": Budget(2, 4.5, 0),
    "list_own_reviews": Budget(2, 4, 0),
    "answer_review": Budget(5, 3.5, 9),
    "get_session_review": Budget(3, 3, 0),
    "put_session_review": Budget(5, 3, 13),
    "flag_item": Budget(4, 3, 19),
    "list_flagged": Budget(4, 12, 0),  # a unit for each flagged item, half for each person; others wait too
    "decide_flags": Budget(11, 14, 31),  # with the author's suspension, and the end of what they are in
    "apply_as_reader": Budget(2, 1, 10),
    "get_own_reader": Budget(2, 4, 0),
    "change_own_reader": Budget(3, 4, 5),
    "change_own_rates": Budget(3, 4, 5),
    "set_reachability": Budget(3, 4, 5),
    # sessions
    "start_session": Budget(10, 6.5, 15),  # the calendars of both: nobody is rung just before a booked reading
    "list_sessions": Budget(5, 27.5, 0),  # both sides; half a unit for each shown, and for its review
    "live_session": Budget(5, 6, 0),
    "get_session": Budget(4, 5, 0),
    "accept_session": Budget(5, 5, 1),
    "decline_session": Budget(8, 8, 8),
    "cancel_session": Budget(8, 8, 8),
    "end_session": Budget(7, 6, 21),  # counted on a day of each of the two
    "heartbeat": Budget(6, 5, 5),  # with a minute due; one write unit without
    "media_token": Budget(4, 5, 0),
    "messaging_token": Budget(4, 5, 0),
    "list_messages": Budget(3, 4, 0),
    "send_message": Budget(4, 2, 5),
    "get_receipt": Budget(4, 4, 0),
    "get_note": Budget(3, 3, 0),
    "put_note": Budget(3, 2, 3),  # a changed note: its place in the list moves
    "agora_webhook": Budget(9, 9, 6),
    # bookings
    "quote_booking": Budget(4, 6, 0),
    "book_reading": Budget(9, 7.5, 36),  # the price, both calendars, a notice with its indexes to each
    "list_bookings": Budget(4, 15, 0),  # both sides; half a unit for each shown, one for entries that name with whom
    "get_booking": Budget(2, 2, 0),
    "get_booking_calendar": Budget(2, 2, 0),
    "cancel_booking": Budget(6, 3, 32),  # the answer that is kept is a little over 1 KB
    "call_off_booking": Budget(6, 3, 35),  # audited
    "refund_booking": Budget(9, 9, 37),  # the same
    "list_bookings_of_user": Budget(3, 14.5, 0),  # as above, of one side
    "reschedule_booking": Budget(9, 9, 35),
    "join_booking": Budget(6, 5, 11),
    # money
    "get_wallet": Budget(2, 2, 0),
    "list_wallet_entries": Budget(2, 4, 0),
    "get_wallet_statement": Budget(3, 4, 1),
    "start_top_up": Budget(7, 2, 6),
    "start_payment_intent": Budget(7, 2, 7),
    "get_top_up": Budget(3, 3, 0),
    "refresh_top_up": Budget(7, 6, 16),  # the person is told
    "get_wallet_summary": Budget(3, 3, 0),  # half a unit more for every eight readings in its days
    "list_unspent_top_ups": Budget(4, 5, 0),
    "return_top_up": Budget(15, 11, 22),
    "get_earnings": Budget(4, 4, 0),
    "get_earnings_summary": Budget(3, 3, 0),  # half a unit more for every eight readings in 90 days
    "list_earnings_entries": Budget(2, 4, 0),
    "get_earnings_statement": Budget(3, 4, 1),
    "receive_stripe_event": Budget(4, 3, 18),  # the person is told
    # waiting for readers
    "get_online_notice": Budget(2, 1.5, 0),
    "ask_online_notice": Budget(3, 2, 5),
    "take_back_online_notice": Budget(2, 1, 2),
    "join_line": Budget(11, 8, 8),
    "get_own_place": Budget(8, 7, 1),
    "leave_line": Budget(4, 3, 7),
    # favourites and notes
    "mark_favourite": Budget(4, 3, 1),
    "unmark_favourite": Budget(2, 1, 1),
    "list_favourites": Budget(3, 14, 0),  # a unit for each of 12 shown: card and status
    "list_favourite_ids": Budget(2, 2, 0),
    "list_notes": Budget(4, 27, 0),  # a unit for each of 25 shown: note and person
    "get_person_note": Budget(2, 2, 0),
    "put_person_note": Budget(4, 2.5, 2),  # the first one about somebody: have they met?
    # notifications
    "list_notifications": Budget(3, 4.5, 0),  # a full page of 100
    "get_unread": Budget(3, 2, 0),  # one unit and that of the account, however many there are
    "read_notification": Budget(2, 1, 3),  # leaves the unread ones, and its list shows it as read
    "read_all_notifications": Budget(3, 2, 1),
    "get_notification_choices": Budget(2, 2, 0),
    "change_notification_choice": Budget(3, 2, 1),
    "ask_to_unsubscribe": Budget(0, 0, 0),
    "do_unsubscribe": Budget(1, 0, 1),
    # admins
    "verify_reader": Budget(6, 9, 20),  # the person is told
    "change_role": Budget(5, 6, 6),  # it falls due, as a suspension does
    "change_suspension": Budget(13, 13, 32),  # of somebody in a session, which is ended and settled
    "list_readers_for_admins": Budget(3, 78, 0),  # three items, read strongly, for each of 25 shown
    "list_audit_log": Budget(2, 4, 0),
    "refund_session": Budget(10, 7.5, 33),  # the person is told; the receipt shows the refund
    "refund_top_up": Budget(13, 10, 21),  # it falls due until the provider has answered
    "get_ledger_check": Budget(3, 20, 0),  # a report lists up to 200 violations
    "run_ledger_check": Budget(WHOLE_TABLE, WHOLE_TABLE, 70),
}
