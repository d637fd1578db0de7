"""Who may review which session. What a review is, and what it does to the reader's rating, is the readers' matter."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.accounts import service as accounts
from chalicelib.core.auth import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.readers import service as readers
from chalicelib.readers.items import Review
from chalicelib.readers.service import PaidSession
from chalicelib.sessions import service
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import Party, State


def can_be_reviewed(item: SessionItem) -> bool:
    """Tell whether a session is finalized and was paid for: charged, less what was given back until then.

    Neither changes any more. Money that an admin refunds later takes no right away: a refund buys no silence. A booked
    reading was paid for when it began and its booking kept some of the price.
    """
    if State(item.state) is not State.FINALIZED:
        return False
    if item.booking_id is not None:
        return item.started_at_ms is not None and (item.price_cents or 0) > (item.refunded_cents or 0)
    return (item.charged_cents or 0) > (item.reversed_cents or 0)


def reviewed(session_id: str, actor: Actor) -> tuple[Review | None, bool]:
    """Return the review of the caller's session, if there is one, and whether the session can have one.

    Raises:
        NotFound, Forbidden: the caller is not the session's client.
    """
    item = _own(session_id, actor)
    return readers.find_review(readers.review_id_of(session_id)), can_be_reviewed(item)


def ratings_of(items: Sequence[SessionItem], client_id: str) -> dict[str, int]:
    """Return how a client has rated those of their sessions that they have reviewed, by the sessions' ids."""
    ids = [item.session_id for item in items if item.client_id == client_id and can_be_reviewed(item)]
    found = readers.find_reviews([readers.review_id_of(session_id) for session_id in ids])
    return {review.session_id: review.rating for review in found.values()}


def review(session_id: str, actor: Actor, *, rating: int, text: str, now_ms: int) -> Review:
    """Write or change the review of the caller's session; raises as `readers.write_review` does, and

    Raises:
        NotFound, Forbidden: the caller is not the session's client.
        SessionWrongState: the session is not settled yet, or nothing was paid for it.
    """
    item = _own(session_id, actor)
    if not can_be_reviewed(item):
        raise SessionWrongState("A session is reviewed when it is settled and was paid for.")
    account = accounts.own_account(actor)
    client = accounts.Person(account.user_id, account.display_name, None)
    session = PaidSession(session_id, item.reader_id, client)
    return readers.write_review(session, rating=rating, text=text, now_ms=now_ms)


def _own(session_id: str, actor: Actor) -> SessionItem:
    item, party = service.participant(session_id, actor)
    if party is not Party.CLIENT:
        raise Forbidden("Only the client reviews a session.")
    return item
