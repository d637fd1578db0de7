"""The chat of a session: kept, so that a reload loses nothing, and open only while the session is active."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.core import table
from chalicelib.core.clock import SECOND_MS
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.items import ChatGuardItem, ChatMessageItem, SessionItem
from chalicelib.sessions.rules import Party, State

_SETTLE_MS = 5 * SECOND_MS
"""A message may become visible a little after one with a later time (instances differ), so polling never moves past
the last few seconds; whoever polls drops what it has by `message_id`."""


class _AlreadySent(Exception):
    """The same message was sent before."""


@dataclass(frozen=True)
class Messages:
    """Messages in order, and the message id after which to go on polling ("" for the beginning)."""

    items: list[ChatMessageItem]
    after: str
    has_more: bool


def send(item: SessionItem, author: Party, client_message_id: str, text: str, now_ms: int) -> ChatMessageItem:
    """Keep a message; the same `client_message_id` of the same author is one message, however often it is sent.

    Raises:
        SessionWrongState: the session is not active (paused time is not paid for).
    """
    guard_key = ChatGuardItem.key(session_id=item.session_id, author=str(author), client_message_id=client_message_id)
    if State(item.state) is not State.ACTIVE:
        sent = _sent_before(item.session_id, guard_key)
        if sent is None:
            raise SessionWrongState("Messages can be sent while the session is active.")
        return sent
    message_id = new_id("msg", now_ms)
    message = ChatMessageItem(
        *ChatMessageItem.key(session_id=item.session_id, message_id=message_id),
        message_id=message_id,
        client_message_id=client_message_id,
        author=str(author),
        text=text,
        sent_at_ms=now_ms,
    )
    try:
        table.transact(Put(ChatGuardItem(*guard_key, message_id=message_id), refused=_AlreadySent), Put(message))
    except _AlreadySent:
        sent = _sent_before(item.session_id, guard_key)
        if sent is None:
            raise
        return sent
    return message


def _sent_before(session_id: str, guard_key: table.Key) -> ChatMessageItem | None:
    guard = table.load(ChatGuardItem, guard_key)
    if guard is None:
        return None
    return table.load(ChatMessageItem, ChatMessageItem.key(session_id=session_id, message_id=guard.message_id))


def read(session_id: str, after: str, limit: int, now_ms: int) -> Messages:
    """Return the messages after the message id `after` ("" for the first), oldest first."""
    prefix = ChatMessageItem.key.sk_prefix
    page = table.query(
        ChatMessageItem,
        ChatMessageItem.key.pk_of(session_id=session_id),
        sk_condition=ChatMessageItem.sk.between(f"{prefix}{after}~" if after else prefix, f"{prefix}~"),
        limit=limit,
        consistent=True,
    )
    has_more = page.next_key is not None
    last = page.items[-1].message_id if page.items else after
    settled = new_id("msg", max(0, now_ms - _SETTLE_MS), lambda _bits: 0)
    return Messages(page.items, last if has_more else max(after, min(last, settled)), has_more)
