"""What a receipt shows as proof that both were there: each one's run and last sign, and the channel's notices."""

from __future__ import annotations

import pytest

from chalicelib.core import table
from chalicelib.core.table import Update
from chalicelib.core.wire import timestamp
from chalicelib.sessions import receipt, service
from chalicelib.sessions.items import SessionItem, session_attributes
from chalicelib.sessions.receipt import ChannelNoticeView, PartyProofView, ReceiptView
from chalicelib.sessions.rules import Party
from tests.service.sessions import Stage

pytestmark = pytest.mark.usefixtures("table_engine")

CLIENT, READER = Party.CLIENT, Party.READER


def receipt_of(stage: Stage) -> ReceiptView:
    return receipt.receipt(stage.item, CLIENT)


def proof(stage: Stage, since: float, last_sign: float) -> PartyProofView:
    return PartyProofView(timestamp(stage.at(since)), timestamp(stage.at(last_sign)))


def proofs(stage: Stage) -> list[tuple[PartyProofView, PartyProofView]]:
    shown = [interval.proof for interval in receipt_of(stage).intervals]
    return [(each.client, each.reader) for each in shown if each is not None]


def tell(stage: Stage, number: int, party: Party, seconds: int, *, joined: bool) -> None:
    at_ms = stage.at(seconds)
    service.channel_event(
        stage.session_id, party, notice_id=f"n{number}", client_seq=number, joined=joined, at_ms=at_ms, now_ms=at_ms
    )


def test_each_interval_tells_since_when_both_were_there_and_their_last_signs() -> None:
    stage = Stage()
    stage.ring()
    service.accept(stage.session_id, stage.actor(READER), stage.at(-5))
    stage.beat(-4, READER)
    stage.beat(0)
    stage.sign_through(15, 90)
    stage.sign_through(105, 270, READER)
    stage.sweep(150)
    stage.beat(270, CLIENT)
    stage.sign_through(285, 305)
    stage.end(310, CLIENT)
    assert proofs(stage) == [
        (proof(stage, 0, 90), proof(stage, -4, 270)),
        (proof(stage, 270, 310), proof(stage, -4, 305)),
    ]


def test_without_funds_the_last_signs_go_on_after_the_clock_stopped() -> None:
    stage = Stage(250).begin()
    stage.sign_through(15, 75)
    stage.sweep(75)
    stage.sweep(400)
    assert receipt_of(stage).intervals[0].ended_at == timestamp(stage.at(60))
    assert proofs(stage) == [(proof(stage, 0, 75), proof(stage, 0, 75))]


def test_the_channels_notices_are_shown_once_and_in_their_order() -> None:
    stage = Stage().begin()
    tell(stage, 2, READER, 3, joined=True)
    tell(stage, 1, CLIENT, 2, joined=True)
    tell(stage, 1, CLIENT, 2, joined=True)
    stage.sign_through(15, 60)
    tell(stage, 3, READER, 70, joined=False)
    stage.beat(75, CLIENT)
    stage.sweep(400)
    assert receipt_of(stage).channel_notices == [
        ChannelNoticeView(CLIENT, "join", timestamp(stage.at(2))),
        ChannelNoticeView(READER, "join", timestamp(stage.at(3))),
        ChannelNoticeView(READER, "leave", timestamp(stage.at(70))),
    ]
    assert proofs(stage) == [(proof(stage, 0, 75), proof(stage, 0, 70))]


def test_a_session_of_before_has_a_receipt_without_proof_and_is_left_as_it_is() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 60)
    stage.end(60)
    item = stage.item
    stored = [interval[:3] for interval in item.intervals]
    table.write(Update(item, [SessionItem.intervals.set(stored)]))
    assert [interval.proof for interval in receipt_of(stage).intervals] == [None]
    assert session_attributes(stage.item.to_session())["intervals"] == stored


def test_a_session_that_never_began_shows_no_proof() -> None:
    stage = Stage()
    stage.ring()
    service.decline(stage.session_id, stage.actor(READER), stage.at(-5))
    assert (receipt_of(stage).intervals, receipt_of(stage).channel_notices) == ([], [])


def test_the_item_of_a_session_with_a_drop_stays_within_a_write_unit() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 31)
    stage.beat(40, CLIENT, leaving=True)
    stage.beat(45, READER)
    stage.beat(100)
    stage.sign_through(115, 130)
    stage.end(130)
    assert len(proofs(stage)) == 2
    assert size_of(stage.item) < 1_024


def size_of(item: SessionItem) -> int:
    """Bytes of an item as DynamoDB counts them: names and texts in full, two digits of a number in a byte."""
    return sum(
        len(name) + (len(value["N"]) // 2 + 2 if "N" in value else len(next(iter(value.values()))))
        for name, value in item.serialize().items()
    )
