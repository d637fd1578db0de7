"""The receipt of a session: who was present when, each minute charged, what was given back, how it was shared.

It is read from what cannot change: the wallet's numbered entries between the session's first and last, the closed
intervals with what proved them when they closed, the channel's notices until the end, and the refunds that admins gave
later.
"""

from __future__ import annotations

from typing import Literal

from chalicelib.core import table
from chalicelib.core.errors import NotFound
from chalicelib.core.money import CURRENCY
from chalicelib.core.wire import Id, Timestamp, View, optional_timestamp, timestamp
from chalicelib.readers.rules import Modality
from chalicelib.sessions.engine import minute_transfer_id, reversal_transfer_id
from chalicelib.sessions.items import ChannelEventItem, SessionItem, SessionRefundItem
from chalicelib.sessions.rules import EndReason, Interval, Party, Session, State
from chalicelib.sessions.views import (
    BookedReadingView,
    Cents,
    PersonView,
    begun_seconds,
    booked_reading_of,
    client_of,
    reader_of,
    shares_of,
    total_cents_of,
)
from chalicelib.wallet import ledger
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.rules import booking_refund_id, wallet_of

_MAX_REFUNDS = 100
_MAX_NOTICES = 100


class PartyProofView(View):
    """What showed that a party was there: since when without a gap, and the last sign when the clock stopped."""

    since: Timestamp
    last_sign_at: Timestamp


class IntervalProofView(View):
    """What showed that both were there."""

    client: PartyProofView
    reader: PartyProofView


class IntervalView(View):
    """A stretch of time in which both were connected, what closed it, and what proves it (None: of old sessions)."""

    started_at: Timestamp
    ended_at: Timestamp
    seconds: int
    closed_by: str
    proof: IntervalProofView | None


class ChannelNoticeView(View):
    """What the media channel told by itself: a party joined or left the call. Its clock tells whole seconds."""

    party: Party
    event: Literal["join", "leave"]
    occurred_at: Timestamp


class MinuteView(View):
    """A minute that was charged."""

    minute: int
    transfer_id: str
    amount_cents: Cents
    charged_at: Timestamp
    starts_at_seconds: int
    reversed_by: str | None


class RefundView(View):
    """Money that came back to the client."""

    transfer_id: str
    amount_cents: Cents
    reason: str
    occurred_at: Timestamp


class SplitView(View):
    """How the total was shared."""

    reader_cents: Cents
    platform_cents: Cents


class ReceiptView(View):
    """The whole account of a session that is over."""

    session_id: Id
    state: State
    modality: Modality
    rate_cents: Cents
    currency: str
    client: PersonView
    reader: PersonView
    created_at: Timestamp
    started_at: Timestamp | None
    ended_at: Timestamp
    finalized_at: Timestamp | None
    end_reason: EndReason
    connected_seconds: int
    reconnects: int
    intervals: list[IntervalView]
    channel_notices: list[ChannelNoticeView]
    minutes: list[MinuteView]
    refunds: list[RefundView]
    charged_cents: Cents
    refunded_cents: Cents
    total_cents: Cents
    split: SplitView | None
    booking: BookedReadingView | None


def receipt(item: SessionItem, party: Party | None) -> ReceiptView:
    """Return the receipt of a session; the split is for the reader and admins (`party` None).

    Raises:
        NotFound: the session is not over yet.
    """
    session = item.to_session()
    if session.end_reason is None or session.ended_at_ms is None:
        raise NotFound("There is a receipt when the session is over.")
    entries = _entries(item)
    later = _later_refunds(item.session_id) if item.refunded_cents else []
    booking = booked_reading_of(item)
    total_cents = total_cents_of(item)
    refunded_cents = (item.reversed_cents or 0) + (item.refunded_cents or 0)
    return ReceiptView(
        session_id=item.session_id,
        state=session.state,
        modality=session.modality,
        rate_cents=item.rate_cents,
        currency=CURRENCY,
        client=client_of(item),
        reader=reader_of(item),
        created_at=timestamp(item.created_at_ms),
        started_at=optional_timestamp(item.started_at_ms),
        ended_at=timestamp(session.ended_at_ms),
        finalized_at=optional_timestamp(item.finalized_at_ms),
        end_reason=session.end_reason,
        connected_seconds=begun_seconds(session.closed_ms),
        reconnects=session.reconnects,
        intervals=[_interval(interval) for interval in session.intervals],
        channel_notices=_channel_notices(session),
        minutes=_minutes(item, entries),
        refunds=[*_reversals(item, entries), *_booking_refund(item, later), *later],
        charged_cents=total_cents + refunded_cents,
        refunded_cents=refunded_cents,
        total_cents=total_cents,
        split=None if party is Party.CLIENT else SplitView(*shares_of(item)),
        booking=booking,
    )


def _interval(interval: Interval) -> IntervalView:
    proof = None
    if interval.proofs is not None:
        client, reader = (
            PartyProofView(timestamp(each.since_at_ms), timestamp(each.last_sign_at_ms)) for each in interval.proofs
        )
        proof = IntervalProofView(client, reader)
    return IntervalView(
        started_at=timestamp(interval.started_at_ms),
        ended_at=timestamp(interval.ended_at_ms),
        seconds=begun_seconds(interval.length_ms),
        closed_by=interval.closed_by,
        proof=proof,
    )


def _channel_notices(session: Session) -> list[ChannelNoticeView]:
    """The channel's notices in their order. None is looked for where there was no call to join."""
    if session.accepted_at_ms is None and session.started_at_ms is None:
        return []
    pk = ChannelEventItem.key.pk_of(session_id=session.session_id)
    prefix = ChannelEventItem.sk.startswith(ChannelEventItem.key.sk_prefix)
    found = table.query(ChannelEventItem, pk, sk_condition=prefix, limit=_MAX_NOTICES, consistent=False)
    return [
        ChannelNoticeView(Party(notice.party), "join" if notice.event == "join" else "leave", timestamp(notice.at_ms))
        for notice in sorted(found.items, key=lambda notice: (notice.at_ms, notice.client_seq))
    ]


def _booking_refund(item: SessionItem, later: list[RefundView]) -> list[RefundView]:
    """What the booking of a booked reading gave back when it was closed, without what admins gave later."""
    at_closing_cents = (item.refunded_cents or 0) - sum(refund.amount_cents for refund in later)
    if item.booking_id is None or at_closing_cents == 0:
        return []
    at = timestamp(item.finalized_at_ms or item.ended_at_ms or item.created_at_ms)
    return [RefundView(booking_refund_id(item.booking_id), at_closing_cents, "Of the price of the booking", at)]


def _entries(item: SessionItem) -> dict[str, TransferItem]:
    """The wallet's entries about this session, by transfer id."""
    if item.first_entry_seq is None or item.last_entry_seq is None:
        return {}
    between = ledger.entries_between(wallet_of(item.client_id), item.first_entry_seq, item.last_entry_seq)
    return {entry.transfer_id: entry for entry in between if entry.refers_id == item.session_id}


def _minutes(item: SessionItem, entries: dict[str, TransferItem]) -> list[MinuteView]:
    minutes = []
    for number in range(1, (item.charged_minutes or 0) + 1):
        entry = entries[minute_transfer_id(item.session_id, number)]
        reversal_id = reversal_transfer_id(item.session_id, number)
        minutes.append(
            MinuteView(
                minute=number,
                transfer_id=entry.transfer_id,
                amount_cents=entry.amount_cents,
                charged_at=timestamp(entry.posted_at_ms),
                starts_at_seconds=(number - 1) * 60,
                reversed_by=reversal_id if reversal_id in entries else None,
            )
        )
    return minutes


def _reversals(item: SessionItem, entries: dict[str, TransferItem]) -> list[RefundView]:
    ids = (reversal_transfer_id(item.session_id, number) for number in range(1, (item.charged_minutes or 0) + 1))
    return [
        RefundView(entry.transfer_id, entry.amount_cents, entry.reason or "", timestamp(entry.posted_at_ms))
        for entry in (entries.get(transfer_id) for transfer_id in ids)
        if entry is not None
    ]


def _later_refunds(session_id: str) -> list[RefundView]:
    pk = SessionRefundItem.key.pk_of(session_id=session_id)
    prefix = SessionRefundItem.sk.startswith(SessionRefundItem.key.sk_prefix)
    found = table.query(SessionRefundItem, pk, sk_condition=prefix, limit=_MAX_REFUNDS, consistent=True)
    return [
        RefundView(refund.transfer_id, refund.amount_cents, refund.reason, timestamp(refund.refunded_at_ms))
        for refund in found.items
    ]
