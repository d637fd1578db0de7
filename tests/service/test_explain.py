"""An operator asks why something was charged, and reads it from one command."""

from __future__ import annotations

import pytest

from chalicelib import explain
from chalicelib.core.money import format_dollars
from tests.conftest import START_MS
from tests.service.bookings import PRICE_CENTS, book, bookable_reader, paying_client
from tests.service.sessions import Stage, make_reader
from tests.service.wallet_helpers import funded, provider

pytestmark = pytest.mark.usefixtures("empty_table")


def told(name: str) -> str:
    return "\n".join(explain.explain(name, START_MS))


def session() -> Stage:
    user_id, _, _ = funded(provider(), 5_000)
    stage = Stage(client=user_id, reader=make_reader()).begin()
    stage.sign_through(0, 70)
    stage.sweep(70)
    return stage


def test_a_session_under_way_says_what_is_charged_so_far() -> None:
    stage = session()
    assert f"{stage.session_id} is active; so far 2 minutes are charged, $5.00" in told(stage.session_id)


def test_a_session_that_is_over_shows_each_minute_and_who_got_what() -> None:
    stage = session()
    stage.end(80)
    for name in (stage.session_id, f"session_{stage.session_id}_min_2"):
        text = told(name)
        assert f"minute 2  transfer_id session_{stage.session_id}_min_2  amount_cents $2.50" in text
        assert "total_cents  $5.00" in text
        assert "split\n  reader_cents  $3.50\n  platform_cents  $1.50" in text


def test_a_booking_shows_its_price_and_what_cancelling_gives_back() -> None:
    booking = book(paying_client(), bookable_reader())
    text = told(f"booking_{booking.booking_id}")
    assert f"price_cents  {format_dollars(PRICE_CENTS)}" in text
    assert f"refund_cents {format_dollars(PRICE_CENTS)}" in text


def test_a_wallet_shows_its_latest_lines_with_the_ids_that_can_be_asked_for() -> None:
    stage = session()
    text = told(stage.client_id)
    assert text.startswith("balance  $45.00\n")
    assert f"session_{stage.session_id}_min_1" in text
    assert "$50.00" in text


@pytest.mark.parametrize("name", ["", "min_3", "ses_" + "0" * 26, "bkg_" + "0" * 26, "usr_" + "0" * 26])
def test_what_is_not_there_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain.main([name]) == 1
    assert "no" in capsys.readouterr().err


def test_it_takes_one_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain.main([]) == 2
    assert "usage" in capsys.readouterr().err
