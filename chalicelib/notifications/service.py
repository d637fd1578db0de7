"""Notifications: the area's public door.

Another area tells somebody of a fact in the transaction that makes it a fact:

    table.transact(
        Put(booking, refused=SlotTaken),
        notice(user_id=reader_id, kind=NotificationKind.BOOKING_MADE, fact=booking_id, details={…}, now_ms=now_ms),
    )

What the details of each kind are stands in `rules.FORMS`; sentences are made of them when they are shown or mailed.
"""

from __future__ import annotations

from chalicelib.core import table
from chalicelib.core.clock import SECOND_MS
from chalicelib.core.ids import derived_id
from chalicelib.core.table import Put, RefusedError
from chalicelib.notifications import rules
from chalicelib.notifications.items import Notification
from chalicelib.notifications.rules import Details, NotificationKind

__all__ = ["AlreadyNotified", "NotificationKind", "notice", "notification_id_of", "notify"]


class AlreadyNotified(Exception):
    """This person has been told of this fact before. Nothing was written."""


def notification_id_of(user_id: str, kind: NotificationKind, fact: str) -> str:
    """Return the id of the notification that tells a person of a fact."""
    return derived_id("ntf", user_id, kind, rules.checked_fact(fact))


def notice(
    *,
    user_id: str,
    kind: NotificationKind,
    fact: str,
    details: Details,
    now_ms: int,
    refused: RefusedError = AlreadyNotified,
) -> Put:
    """Return the write that tells a person of a fact, for the transaction of the fact itself.

    A fact that was told is refused with `refused`: name the guard of the fact first in the transaction, so that its
    repetition is told as what it is. A fact that can come to pass again under the same name must expect the refusal.

    Parameters:
        fact: what names the fact among those of its kind for this person, such as a booking's id.
        details: what the kind asks for (`rules.FORMS`): ids, cents, instants, a name; no sentences.

    Raises:
        InvalidNotification: the details are not what the kind asks for.
    """
    notification_id = notification_id_of(user_id, kind, fact)
    listed_pk, listed_sk = Notification.listed(user_id=user_id, created_at_ms=now_ms, notification_id=notification_id)
    unread_pk, unread_sk = Notification.unread(user_id=user_id, created_at_ms=now_ms, notification_kind=kind)
    item = Notification(
        *Notification.key(user_id=user_id, notification_id=notification_id),
        notification_id=notification_id,
        user_id=user_id,
        notification_kind=kind.value,
        details=rules.checked_details(kind, details),
        created_at_ms=now_ms,
        expires_at=(now_ms + rules.RETENTION_MS) // SECOND_MS,
        i1_pk=listed_pk,
        i1_sk=listed_sk,
        k1_pk=unread_pk,
        k1_sk=unread_sk,
    )
    return Put(item, refused=refused)


def notify(*, user_id: str, kind: NotificationKind, fact: str, details: Details, now_ms: int) -> bool:
    """Tell a person of a fact by itself, unless they were told before; returns whether they are told now."""
    try:
        table.write(notice(user_id=user_id, kind=kind, fact=fact, details=details, now_ms=now_ms))
    except AlreadyNotified:
        return False
    return True
