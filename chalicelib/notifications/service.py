"""Notifications: the area's public door.

Another area tells somebody of a fact in the transaction that makes it a fact:

    table.transact(
        Put(booking, refused=SlotTaken),
        notice(user_id=reader_id, kind=NotificationKind.BOOKING_MADE, fact=booking_id, details={…}, now_ms=now_ms),
    )

What the details of each kind are stands in `rules.FORMS`; sentences are made of them when they are shown or mailed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import due, table
from chalicelib.core.clock import SECOND_MS
from chalicelib.core.errors import NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.table import Put, RefusedError, TableItem, Update
from chalicelib.notifications import rules
from chalicelib.notifications.items import Notification, NotificationBox
from chalicelib.notifications.rules import Details, MailState, NotificationKind

MOST_UNREAD = 20
"""Up to so many unread notifications are counted; what the count reads stays within 4 KB, half a read unit."""

__all__ = [
    "AlreadyNotified",
    "NotificationKind",
    "change_choice",
    "load_box",
    "mark_all_read",
    "mark_read",
    "notice",
    "notice_of_kind",
    "notification_id_of",
    "notifications_of",
    "unread_of",
]


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
    key = Notification.key(user_id=user_id, notification_id=notification_id)
    by_mail = rules.FORMS[kind].by_mail
    item = Notification(
        *key,
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
        mail_state=MailState.WAITING.value if by_mail else None,
        **due.at(key, now_ms if by_mail else None),
    )
    return Put(item, refused=refused)


def notice_of_kind(*, user_id: str, kind: str, fact: str, details: Details, now_ms: int, refused: RefusedError) -> Put:
    """`notice` for those who name the kind only: what `core.runtime` hands to areas that may not call this one."""
    return notice(
        user_id=user_id,
        kind=NotificationKind(kind),
        fact=fact,
        details=details,
        now_ms=now_ms,
        refused=refused,
    )


# --- what a person sees -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unread:
    """How many notifications are unread: `count`, or more than that."""

    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A notification, and whether its person has read it."""

    item: Notification
    read: bool


def load_box(user_id: str, *, consistent: bool = True) -> NotificationBox:
    """Return what a person has read and chosen; a fresh one, not stored, for somebody who did neither."""
    key = NotificationBox.key(user_id=user_id)
    return table.load(NotificationBox, key, consistent=consistent) or NotificationBox(*key)


def notifications_of(
    user_id: str, *, limit: int, start_key: Mapping[str, Any] | None
) -> tuple[list[Seen], dict[str, Any] | None]:
    """Return a page of a person's notifications, newest first, and where the next page starts.

    What the person does not want to see is left out, so a page may be shorter than `limit`.
    """
    box = load_box(user_id, consistent=False)
    page = table.query(
        Notification,
        Notification.listed.pk_of(user_id=user_id),
        index=TableItem.index1,
        newest_first=True,
        limit=limit,
        start_key=start_key,
    )
    seen = [Seen(item, box.has_read(item)) for item in page.items if not box.hides(item.notification_kind)]
    return seen, page.next_key


def unread_of(user_id: str) -> Unread:
    """Return how many notifications a person has not read, at the cost of one read unit however many there are."""
    box = load_box(user_id, consistent=False)
    unread = table.query_sort_values(
        "keys1",
        ("k1_pk", Notification.unread.pk_of(user_id=user_id)),
        "k1_sk",
        between=(f"{box.read_up_to_ms or 0:015d}~", "~"),
        limit=MOST_UNREAD + 1,
    )
    count = sum(not box.hides(value.partition("#")[2]) for value in unread)
    return Unread(min(count, MOST_UNREAD), count > MOST_UNREAD)


def mark_read(user_id: str, notification_id: str, now_ms: int) -> None:
    """A person has read one notification. Reading it again changes nothing.

    Raises:
        NotFound: there is no such notification of this person.
    """
    item = Notification(*Notification.key(user_id=user_id, notification_id=notification_id))
    actions: list[Action] = [Notification.read_at_ms.set(now_ms), TableItem.k1_pk.remove(), TableItem.k1_sk.remove()]
    table.write(Update(item, actions, refused=NotFound))


class _FurtherAlready(Exception):
    """A later notification counts as read up to already."""


def mark_all_read(user_id: str, notification_id: str) -> None:
    """A person has read everything up to this notification, it included: one write, however many those are.

    Raises:
        NotFound: there is no such notification of this person.
    """
    item = table.load(Notification, Notification.key(user_id=user_id, notification_id=notification_id))
    if item is None:
        raise NotFound("There is no such notification.")
    up_to = NotificationBox.read_up_to_ms
    later = up_to.does_not_exist() | (up_to < item.created_at_ms)
    try:
        _change_box(user_id, [up_to.set(item.created_at_ms)], later)
    except _FurtherAlready:
        return


def change_choice(
    user_id: str, kind: NotificationKind, *, in_app: bool | None = None, by_mail: bool | None = None
) -> None:
    """Choose whether a person is told of a kind in the app and by mail; None leaves a choice as it is."""
    actions: list[Action] = []
    for wanted, kinds in ((in_app, NotificationBox.hidden_kinds), (by_mail, NotificationBox.unmailed_kinds)):
        if wanted is not None:
            actions.append(kinds.delete({kind.value}) if wanted else kinds.add({kind.value}))
    if actions:
        _change_box(user_id, actions)


def _change_box(user_id: str, actions: list[Action], condition: Condition | None = None) -> None:
    box = NotificationBox(*NotificationBox.key(user_id=user_id))
    named = [NotificationBox.kind.set(NotificationBox), *actions]
    table.write(Update(box, named, condition, refused=_FurtherAlready, create=True))
