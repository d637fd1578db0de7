"""How long media tokens hold: 20 minutes at the most, and never beyond the time that was paid for plus grace."""

from __future__ import annotations

import pytest

from chalicelib.sessions import media, service
from chalicelib.sessions.engine import Sight
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import GRACE_MS, Party, Presence, State
from chalicelib.wallet.items import Account
from tests.conftest import START_MS
from tests.service.sessions import Stage, top_up

pytestmark = pytest.mark.usefixtures("table_engine")

GRACE_SECONDS = GRACE_MS // 1_000


def token_ends_after(stage: Stage, seconds: float) -> float:
    """When a token that is issued `seconds` after t0 ends, in seconds from t0."""
    sight, _ = service.see(stage.session_id, stage.actor(Party.CLIENT))
    return (media.token_expires_at_ms(sight, stage.at(seconds)) - stage.t0_ms) / 1_000


def test_a_token_ends_with_the_paid_minute_and_grace_however_old_the_last_sign_is() -> None:
    stage = Stage().begin()
    for seconds in (0, 15, 44):
        assert token_ends_after(stage, seconds) == 60 + GRACE_SECONDS
    stage.sign_through(15, 60)
    assert token_ends_after(stage, 60) == 60 + GRACE_SECONDS, "the next minute is not paid before it is charged"
    stage.sweep(60)
    for seconds in (60, 104):
        assert token_ends_after(stage, seconds) == 120 + GRACE_SECONDS


def test_while_the_clock_stands_a_token_ends_with_the_grace() -> None:
    stage = Stage().begin()
    stage.sign_through(15, 90)
    stage.sign_through(105, 270, Party.READER)
    stage.sweep(150)
    assert stage.state is State.PAUSED
    assert token_ends_after(stage, 150) == 90 + GRACE_SECONDS
    stage.beat(270, Party.CLIENT)
    assert stage.item.state == State.ACTIVE
    for seconds in (270, 300):  # half a minute is left of the second, from when both were back
        assert token_ends_after(stage, seconds) == 300 + GRACE_SECONDS


def test_without_funds_a_token_ends_with_the_grace_and_topping_up_lengthens_the_next_one() -> None:
    stage = Stage(250).begin()
    stage.sign_through(15, 70)
    stage.sweep(70)
    assert token_ends_after(stage, 70) == 60 + GRACE_SECONDS
    top_up(stage.client_id, 2_000)
    stage.beat(100)
    assert token_ends_after(stage, 100) == 160 + GRACE_SECONDS


def test_before_the_first_minute_only_grace_is_had_from_the_answer_on() -> None:
    stage = Stage()
    stage.ring()
    with pytest.raises(SessionWrongState):
        token_ends_after(stage, -10)
    service.accept(stage.session_id, stage.actor(Party.READER), START_MS + 5_000)
    for seconds in (-5, 30):
        assert token_ends_after(stage, seconds) == -5 + GRACE_SECONDS


def test_no_token_holds_longer_than_twenty_minutes_and_none_is_had_after_the_end() -> None:
    stage = Stage().begin()
    item: SessionItem = stage.item
    item.charged_minutes = 60
    ahead = Sight(item, Presence(), Account(*Account.key(account="wallet:paid-ahead")))
    assert media.token_expires_at_ms(ahead, stage.at(30)) == stage.at(30 + 20 * 60)
    stage.end(40)
    with pytest.raises(SessionWrongState):
        token_ends_after(stage, 41)
