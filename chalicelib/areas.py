"""The areas whose routes make up the API, and what they do with items that fall due.

Importing this module declares all of them. Adding an area is one line in each place. A packaged function does not
import it for a request: it loads the one area that is asked for (`route_sheet`).
"""

from __future__ import annotations

from chalicelib.accounts import routes as accounts_routes
from chalicelib.accounts.items import UserProfile
from chalicelib.admin import routes as admin_routes
from chalicelib.admin import standing
from chalicelib.bookings import availability_routes, progress
from chalicelib.bookings import routes as bookings_routes
from chalicelib.bookings.items import BookingItem
from chalicelib.core.api import OPERATIONS
from chalicelib.core.due import DueFunction
from chalicelib.core.table import TableItem
from chalicelib.insights import routes as insights_routes
from chalicelib.meta import routes as meta_routes
from chalicelib.moderation import routes as moderation_routes
from chalicelib.notifications import outbox as notifications_outbox
from chalicelib.notifications import routes as notifications_routes
from chalicelib.notifications.items import Notification
from chalicelib.readers import favourite_routes, online_watch, watch_routes
from chalicelib.readers import review_routes as reviews_routes
from chalicelib.readers import routes as readers_routes
from chalicelib.readers import search_routes as readers_search_routes
from chalicelib.readers.items import ReaderStatus
from chalicelib.sessions import line_routes, note_routes
from chalicelib.sessions import review_routes as session_reviews_routes
from chalicelib.sessions import routes as sessions_routes
from chalicelib.sessions.items import SessionItem
from chalicelib.wallet import card_refunds
from chalicelib.wallet import routes as wallet_routes
from chalicelib.wallet.payment_items import CardRefund

AREAS = (
    meta_routes,
    accounts_routes,
    readers_search_routes,
    readers_routes,
    reviews_routes,
    watch_routes,
    favourite_routes,
    sessions_routes,
    session_reviews_routes,
    line_routes,
    note_routes,
    availability_routes,
    bookings_routes,
    wallet_routes,
    insights_routes,
    notifications_routes,
    moderation_routes,
    admin_routes,
)

DUE: dict[type[TableItem], DueFunction] = {
    BookingItem: progress.follow_up,
    SessionItem: progress.after_session,
    Notification: notifications_outbox.send_due_mail,
    ReaderStatus: online_watch.tell_watchers,
    CardRefund: card_refunds.finish,
    UserProfile: standing.follow_up,
}
"""What happens to an item of each kind when its `due_at_ms` has come; see `core.due`."""

__all__ = ["AREAS", "DUE", "OPERATIONS"]
