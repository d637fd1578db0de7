"""Sending the mails of notifications: the notification is its own outbox, found by the minute's tick when due.

A mail is claimed by a conditional write before it is handed over, so it goes out once however many workers meet it. A
worker that dies in between, or gets no answer, leaves a mail of which nobody knows whether it went out: it is marked
`uncertain`, counted, and never sent again (docs/decisions/0017-notifications.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from aws_lambda_powertools.metrics import MetricUnit
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.accounts import service as accounts
from chalicelib.core import due, observability, table
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.cursors import decode_cursor, encode_cursor
from chalicelib.core.errors import InvalidCursor, NotFound
from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import Settings
from chalicelib.core.table import Update
from chalicelib.gateways.errors import MailFailed, MailRefused, MailUncertain
from chalicelib.gateways.mail import Mail, MailSender
from chalicelib.notifications import rules
from chalicelib.notifications.items import Notification
from chalicelib.notifications.mails import notification_mail
from chalicelib.notifications.rules import MailState, NotificationKind
from chalicelib.notifications.service import load_box
from chalicelib.notifications.words import LABELS, words

CLAIM_MS = 10 * MINUTE_MS
"""A mail that was claimed so long ago was lost with its worker, who has a minute."""
_COUNTED_AS = {
    MailState.WAITING: "MailsWaiting",
    MailState.SENT: "MailsSent",
    MailState.SKIPPED: "MailsSkipped",
    MailState.REFUSED: "MailsRefused",
    MailState.UNCERTAIN: "MailsUncertain",
}
"""The metric of each way in which an attempt ends; one that goes on is not counted."""
_TOKEN_SCOPE = ("unsubscribe",)


class _Taken(Exception):
    """Another worker has this mail, or it is done with."""


def send_due_mail(item: Notification, as_of_ms: int, runtime: Runtime) -> None:
    """Send the mail of a notification, or decide that it is not sent; see `core.due`."""
    if item.mail_state != MailState.WAITING:
        # Its claim has run out: whoever had it did not live to say how it ended.
        _move(item, MailState.UNCERTAIN)
        return
    kind = NotificationKind(item.notification_kind)
    mail = None
    if rules.is_worth_mailing(kind, item.plain_details(), item.created_at_ms, as_of_ms):
        mail = _mail_of(item, kind, runtime.settings)
    if mail is None:
        _move(item, MailState.SKIPPED)
        return
    claim = Notification.mail_attempts.set((item.mail_attempts or 0) + 1)
    if _move(item, MailState.SENDING, due_at_ms=max(as_of_ms, runtime.clock.now_ms()) + CLAIM_MS, also=[claim]):
        item.mail_attempts = (item.mail_attempts or 0) + 1
        _hand_over(item, mail, runtime.gateways.mail, as_of_ms)


def _hand_over(item: Notification, mail: Mail, sender: MailSender, as_of_ms: int) -> None:
    try:
        sender.send(mail)
    except MailFailed:
        wait_ms = min(60, 2 ** (item.mail_attempts or 1)) * MINUTE_MS
        _move(item, MailState.WAITING, due_at_ms=as_of_ms + wait_ms)
    except MailRefused:
        _move(item, MailState.REFUSED)
    except MailUncertain:
        _move(item, MailState.UNCERTAIN)
    else:
        _move(item, MailState.SENT)


def _move(item: Notification, to: MailState, *, due_at_ms: int | None = None, also: Sequence[Action] = ()) -> bool:
    """Write how the mail stands, if it still stands as it was read; tells whether it did. Counts each outcome.

    The state alone would not tell: a mail waits again after an attempt that failed, and a write that is repeated
    because its answer was lost would take the next worker's claim for its own. So each claim counts as an attempt.
    """
    actions = [Notification.mail_state.set(to.value), *due.actions(item, due_at_ms), *also]
    try:
        table.write(Update(item, actions, _stands_as_read(item), refused=_Taken))
    except _Taken:
        return False
    item.mail_state = to.value
    if to in _COUNTED_AS:
        observability.metrics.add_metric(_COUNTED_AS[to], MetricUnit.Count, 1)
        extra = {"kind": item.notification_kind, "notification_id": item.notification_id, "outcome": to.value}
        observability.logger.info("mail", extra=extra)
    return True


def _stands_as_read(item: Notification) -> Condition:
    attempts, known = Notification.mail_attempts, item.mail_attempts
    same_attempts: Condition = attempts.does_not_exist() if known is None else attempts == known
    as_read: Condition = same_attempts & (Notification.mail_state == item.mail_state)
    return as_read


def _mail_of(item: Notification, kind: NotificationKind, settings: Settings) -> Mail | None:
    """Return the mail of a notification, or None when there is nobody to send it to, or they do not want it."""
    if settings.mail_sender is None or not load_box(item.user_id).mails(kind):
        return None
    try:
        account = accounts.load_account(item.user_id)
    except NotFound:
        return None
    if account.email is None or (account.suspended and kind is not NotificationKind.ACCOUNT_STANDING):
        return None
    try:
        return notification_mail(
            to=account.email,
            words=words(kind, item.plain_details(), accounts.time_zone_of(account)),
            web_origin=settings.web_origin,
            label=LABELS[kind][1],
            unsubscribe_url=unsubscribe_url(settings, item.user_id, kind),
        )
    except ValueError:  # no address that mail could go to
        return None


def unsubscribe_url(settings: Settings, user_id: str, kind: NotificationKind) -> str:
    """Return the address that switches mails of this kind off for this person, for whoever holds it."""
    token = encode_cursor(settings.secret("cursor_secret"), _TOKEN_SCOPE, {"user_id": user_id, "kind": kind.value})
    return f"{settings.web_origin}/v1/unsubscribe?token={token}"


def read_token(settings: Settings, token: str) -> tuple[str, NotificationKind]:
    """Return whose mails of which kind a token of `unsubscribe_url` is about.

    Raises:
        NotFound: it is not one of ours.
    """
    try:
        told = decode_cursor(settings.secret("cursor_secret"), _TOKEN_SCOPE, token)
        return str(told["user_id"]), NotificationKind(told["kind"])
    except (InvalidCursor, KeyError, ValueError) as error:
        raise NotFound("This link is not complete. Copy all of it from the mail.") from error
