"""Notices of the media channel on the real table engine: kept once and first, heard in any order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from chalicelib.core import dynamodb, table
from chalicelib.sessions import service
from chalicelib.sessions.items import ChannelEventItem, PresenceItem
from chalicelib.sessions.rules import Party, State
from tests.service.sessions import Stage

pytestmark = pytest.mark.usefixtures("memory_table")


def tell(
    stage: Stage, number: int, second: int, *, joined: bool, party: Party = Party.CLIENT, now: float = 95
) -> None:
    service.channel_event(
        stage.session_id,
        party,
        notice_id=f"n{number}",
        client_seq=number,
        joined=joined,
        at_ms=stage.at(second),
        now_ms=stage.at(now),
    )


def kept(stage: Stage) -> list[ChannelEventItem]:
    pk = ChannelEventItem.key.pk_of(session_id=stage.session_id)
    prefix = ChannelEventItem.sk.startswith(ChannelEventItem.key.sk_prefix)
    return table.query(ChannelEventItem, pk, sk_condition=prefix, limit=100, consistent=True).items


def presence(stage: Stage) -> PresenceItem:
    found = table.load(PresenceItem, PresenceItem.key(session_id=stage.session_id))
    assert found is not None
    return found


@pytest.mark.parametrize("order", list(permutations([(1, False), (2, True), (3, False), (4, True)])))
def test_leaving_and_returning_within_a_second_is_being_there(order: tuple[tuple[int, bool], ...]) -> None:
    stage = Stage().begin()
    stage.sign_through(15, 89)
    for number, joined in (*order, order[0]):
        tell(stage, number, 90, joined=joined)
    assert presence(stage).client_left_at_ms is None
    assert presence(stage).client_seen_at_ms == stage.at(90)
    assert len(kept(stage)) == 4
    stage.beat(100)
    assert stage.state is State.ACTIVE


def test_a_leave_that_comes_after_the_return_stops_nothing() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)
    tell(stage, 2, 92, joined=True)
    tell(stage, 1, 91, joined=False)
    assert stage.state is State.ACTIVE
    stage.beat(100)
    assert stage.item.reconnects == 0


def test_a_channel_whose_clock_is_ahead_proves_nothing_that_is_still_to_come() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 45)
    tell(stage, 1, 300, joined=True, now=50)
    assert presence(stage).client_seen_at_ms == stage.at(50)
    stage.beat(60)
    assert presence(stage).client_seen_at_ms == stage.at(60)
    tell(stage, 2, 310, joined=False, now=62)
    assert presence(stage).client_left_at_ms == stage.at(62)
    stage.beat(65, Party.READER)
    assert (stage.item.state, stage.item.paused_at_ms) == (State.PAUSED, stage.at(62))
    stage.beat(75, Party.CLIENT)
    assert (stage.item.state, stage.item.running_since_ms) == (State.ACTIVE, stage.at(75))


def test_a_notice_is_kept_before_it_is_heard_and_heard_when_it_comes_again() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)

    def crash(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        answer = go_on(operation, arguments)
        if operation == "PutItem":
            raise KeyboardInterrupt
        return answer

    with dynamodb.around(crash), pytest.raises(KeyboardInterrupt):
        tell(stage, 1, 92, joined=False)
    assert [(each.party, each.event, each.at_ms) for each in kept(stage)] == [("client", "leave", stage.at(92))]
    assert presence(stage).client_left_at_ms is None
    tell(stage, 1, 92, joined=False)
    assert presence(stage).client_left_at_ms == stage.at(92)
    assert len(kept(stage)) == 1


def test_a_notice_that_was_kept_is_never_replaced() -> None:
    stage = Stage().begin()
    tell(stage, 1, 5, joined=True, now=10)
    tell(stage, 1, 7, joined=False, now=10)
    assert [(each.event, each.at_ms) for each in kept(stage)] == [("join", stage.at(5))]


def test_the_orders_of_the_two_are_apart() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)
    tell(stage, 9, 93, joined=True, party=Party.READER)
    tell(stage, 1, 92, joined=False)
    assert presence(stage).client_left_at_ms == stage.at(92)
    assert presence(stage).reader_left_at_ms is None
