"""The items of a session. Each stays under 1 KB but for chat messages, so a write costs one unit (two in a
transaction)."""

from __future__ import annotations

import json
import zlib
from typing import Any

from pynamodb.attributes import JSONAttribute

from chalicelib.core.table import IntegerAttribute, Key, KeyTemplate, TableItem, TextAttribute
from chalicelib.readers.rules import Modality
from chalicelib.sessions.rules import (
    Appointment,
    EndReason,
    Interval,
    NoticeOrder,
    Party,
    Pause,
    PauseReason,
    Presence,
    Proof,
    Run,
    Session,
    State,
)

LIVE_SHARDS = 16
"""The index of live sessions is spread over this many partitions, so that no partition takes all starts and ends."""

ON_DEMAND = "on_demand"
BOOKED = "booked"
_LISTED = "{created_at_ms:015d}#{session_id}#{modality}#{origin}#{counterpart_id}"
"""What lists choose by: it is all fixed when a session is made, so the lists' entries are written once."""
SESSIONS_OF_CLIENT = KeyTemplate("SESSIONS_OF_CLIENT#{user_id}", _LISTED)
SESSIONS_OF_READER = KeyTemplate("SESSIONS_OF_READER#{user_id}", _LISTED)


def listed(
    session_id: str, *, client_id: str, reader_id: str, modality: str, created_at_ms: int, booked: bool
) -> dict[str, Any]:
    """Return the attributes that put a session on the lists of its two participants."""
    facts: dict[str, str | int] = {
        "created_at_ms": created_at_ms,
        "session_id": session_id,
        "modality": modality,
        "origin": BOOKED if booked else ON_DEMAND,
    }
    k1_pk, k1_sk = SESSIONS_OF_CLIENT(user_id=client_id, counterpart_id=reader_id, **facts)
    k2_pk, k2_sk = SESSIONS_OF_READER(user_id=reader_id, counterpart_id=client_id, **facts)
    return {"k1_pk": k1_pk, "k1_sk": k1_sk, "k2_pk": k2_pk, "k2_sk": k2_sk}


def live_shard(number: int) -> str:
    """The index partition of shard `number`."""
    return f"LIVE#{number:02d}"


def live_shard_of(session_id: str) -> str:
    """The index partition a session belongs to."""
    return live_shard(zlib.crc32(session_id.encode()) % LIVE_SHARDS)


class _ShortJSONAttribute(JSONAttribute):
    """JSON without spaces."""

    def serialize(self, value: Any) -> str:
        return json.dumps(value, separators=(",", ":"))


class SessionItem(TableItem, discriminator="session"):
    """A session. `version` grows with every change of its state; the wallet's hold names the version it goes with."""

    key = KeyTemplate("SESSION#{session_id}", "SESSION")

    session_id = TextAttribute()
    client_id = TextAttribute()
    reader_id = TextAttribute()
    client_name = TextAttribute()
    client_photo_url = TextAttribute(null=True)
    reader_name = TextAttribute()
    reader_photo_url = TextAttribute(null=True)
    modality = TextAttribute()
    rate_cents = IntegerAttribute()
    state = TextAttribute()
    version = IntegerAttribute()
    created_at_ms = IntegerAttribute()
    accepted_at_ms = IntegerAttribute(null=True)
    started_at_ms = IntegerAttribute(null=True)
    running_since_ms = IntegerAttribute(null=True)
    intervals: JSONAttribute = _ShortJSONAttribute(null=True)  # at most 11 of `_stored_interval`
    pause_reason = TextAttribute(null=True)
    paused_at_ms = IntegerAttribute(null=True)
    pause_dropped = TextAttribute(null=True)
    reconnects = IntegerAttribute(default=0)
    replaced_runs = IntegerAttribute(null=True)  # how often a party came back: what was decided on older runs is stale
    ended_at_ms = IntegerAttribute(null=True)
    end_reason = TextAttribute(null=True)
    finalized_at_ms = IntegerAttribute(null=True)
    first_entry_seq = IntegerAttribute(null=True)  # of the wallet's statement: where this session's minutes begin …
    last_entry_seq = IntegerAttribute(null=True)  # … and end, reversals included
    charged_minutes = IntegerAttribute(null=True)  # set at the end; while it lives the wallet's hold has the number
    charged_cents = IntegerAttribute(null=True)
    reversed_cents = IntegerAttribute(null=True)
    clearing_cents = IntegerAttribute(null=True)  # balance of the clearing account from the end on
    reader_cents = IntegerAttribute(null=True)
    platform_cents = IntegerAttribute(null=True)
    refunded_cents = IntegerAttribute(null=True)  # by admins, after settlement; of a booked reading, by its booking
    booking_id = TextAttribute(null=True)  # a booked reading: its price is in the booking's clearing account …
    price_cents = IntegerAttribute(null=True)
    starts_at_ms = IntegerAttribute(null=True)
    ends_at_ms = IntegerAttribute(null=True)
    client_joined_at_ms = IntegerAttribute(null=True)  # … and each party is reserved once it has joined
    reader_joined_at_ms = IntegerAttribute(null=True)

    @property
    def appointment(self) -> Appointment | None:
        """The time of a booked reading; None for a session on demand."""
        if self.starts_at_ms is None or self.ends_at_ms is None:
            return None
        return Appointment(self.starts_at_ms, self.ends_at_ms)

    def to_session(self) -> Session:
        """The session as the rules see it."""
        pause = None
        if self.pause_reason is not None and self.paused_at_ms is not None:
            dropped = Party(self.pause_dropped) if self.pause_dropped is not None else None
            pause = Pause(PauseReason(self.pause_reason), self.paused_at_ms, dropped, until_ms=self.ends_at_ms)
        return Session(
            session_id=self.session_id,
            client_id=self.client_id,
            reader_id=self.reader_id,
            modality=Modality(self.modality),
            rate_cents=self.rate_cents,
            state=State(self.state),
            created_at_ms=self.created_at_ms,
            accepted_at_ms=self.accepted_at_ms,
            started_at_ms=self.started_at_ms,
            running_since_ms=self.running_since_ms,
            intervals=tuple(_interval_of(*interval) for interval in self.intervals or ()),
            pause=pause,
            reconnects=self.reconnects,
            ended_at_ms=self.ended_at_ms,
            end_reason=EndReason(self.end_reason) if self.end_reason is not None else None,
            appointment=self.appointment,
        )


def _stored_interval(interval: Interval) -> list[int | str]:
    """Return when it started and ended, what closed it, and of client and reader how long before its start their run
    began and how long after its end their last sign was (negative: before it). Differences are short to store."""
    proofs = [
        difference_ms
        for proof in interval.proofs or ()
        for difference_ms in (
            interval.started_at_ms - proof.since_at_ms,
            proof.last_sign_at_ms - interval.ended_at_ms,
        )
    ]
    return [interval.started_at_ms, interval.ended_at_ms, interval.closed_by, *proofs]


def _interval_of(started_at_ms: int, ended_at_ms: int, closed_by: str, *proofs_ms: int) -> Interval:
    """Read what `_stored_interval` made; without proofs, where none were known."""
    if not proofs_ms:
        return Interval(started_at_ms, ended_at_ms, closed_by)
    client_before_ms, client_after_ms, reader_before_ms, reader_after_ms = proofs_ms
    client = Proof(started_at_ms - client_before_ms, ended_at_ms + client_after_ms)
    reader = Proof(started_at_ms - reader_before_ms, ended_at_ms + reader_after_ms)
    return Interval(started_at_ms, ended_at_ms, closed_by, (client, reader))


def session_attributes(session: Session) -> dict[str, Any]:
    """The stored attributes of what the rules may change; None means that the attribute is absent."""
    pause = session.pause
    return {
        "state": str(session.state),
        "accepted_at_ms": session.accepted_at_ms,
        "started_at_ms": session.started_at_ms,
        "running_since_ms": session.running_since_ms,
        "intervals": [_stored_interval(interval) for interval in session.intervals] or None,
        "pause_reason": str(pause.reason) if pause else None,
        "paused_at_ms": pause.paused_at_ms if pause else None,
        "pause_dropped": str(pause.dropped) if pause and pause.dropped else None,
        "reconnects": session.reconnects,
        "ended_at_ms": session.ended_at_ms,
        "end_reason": str(session.end_reason) if session.end_reason else None,
    }


class PresenceItem(TableItem, discriminator="presence"):
    """Evidence of both parties' presence. It is written by signs of presence alone, never by billing."""

    key = KeyTemplate("SESSION#{session_id}", "PRESENCE")

    replaced_runs = IntegerAttribute(null=True)  # as the session has it; otherwise the two are of different moments
    client_since_at_ms = IntegerAttribute(null=True)
    client_seen_at_ms = IntegerAttribute(null=True)
    client_left_at_ms = IntegerAttribute(null=True)
    client_notice_at_ms = IntegerAttribute(null=True)  # the channel's latest notice: its own instant and number
    client_notice_seq = IntegerAttribute(null=True)
    reader_since_at_ms = IntegerAttribute(null=True)
    reader_seen_at_ms = IntegerAttribute(null=True)
    reader_left_at_ms = IntegerAttribute(null=True)
    reader_notice_at_ms = IntegerAttribute(null=True)
    reader_notice_seq = IntegerAttribute(null=True)

    def to_presence(self) -> Presence:
        """The evidence as a value."""
        return Presence(
            client=Run(
                self.client_since_at_ms,
                self.client_seen_at_ms,
                self.client_left_at_ms,
                _notice_order(self.client_notice_at_ms, self.client_notice_seq),
            ),
            reader=Run(
                self.reader_since_at_ms,
                self.reader_seen_at_ms,
                self.reader_left_at_ms,
                _notice_order(self.reader_notice_at_ms, self.reader_notice_seq),
            ),
        )


def _notice_order(told_at_ms: int | None, client_seq: int | None) -> NoticeOrder | None:
    return None if told_at_ms is None or client_seq is None else NoticeOrder(told_at_ms, client_seq)


class ChannelEventItem(TableItem, discriminator="channel_event"):
    """One notice of Agora about a channel, kept once by its notice id, as evidence for the receipt."""

    key = KeyTemplate("SESSION#{session_id}", "CHANNEL#{notice_id}")

    party = TextAttribute()
    event = TextAttribute()  # join or leave
    at_ms = IntegerAttribute()
    client_seq = IntegerAttribute()


class ChatMessageItem(TableItem, discriminator="chat_message"):
    """A message of a session's chat. The sort key is its id, which carries the time."""

    key = KeyTemplate("SESSION#{session_id}", "CHAT#{message_id}")

    message_id = TextAttribute()
    client_message_id = TextAttribute()
    author = TextAttribute()
    text = TextAttribute()
    sent_at_ms = IntegerAttribute()


class ChatGuardItem(TableItem, discriminator="chat_guard"):
    """Makes a message that was sent twice one message."""

    key = KeyTemplate("SESSION#{session_id}", "CHAT_GUARD#{author}#{client_message_id}")

    message_id = TextAttribute()


class SessionRefundItem(TableItem, discriminator="session_refund"):
    """A refund that an admin gave on a settled session."""

    key = KeyTemplate("SESSION#{session_id}", "REFUND#{refund_id}")

    refund_id = TextAttribute()
    amount_cents = IntegerAttribute()
    reader_cents = IntegerAttribute()
    platform_cents = IntegerAttribute()
    reason = TextAttribute()
    refunded_at_ms = IntegerAttribute()
    transfer_id = TextAttribute()


class FreeShortSession(TableItem, discriminator="free_short_session"):
    """On this day a short session of these two people was given back; it happens once a day."""

    key = KeyTemplate("SHORT#{client_id}#{reader_id}", "DAY#{day}")

    session_id = TextAttribute()


def session_key(session_id: str) -> Key:
    """The key of a session."""
    return SessionItem.key(session_id=session_id)


def presence_key(session_id: str) -> Key:
    """The key of a session's evidence of presence."""
    return PresenceItem.key(session_id=session_id)
