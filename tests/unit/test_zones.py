"""core/zones.py."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.clock import HOUR_MS, to_datetime
from chalicelib.core.zones import check_time_zone, day_ends_at_ms, day_starts_at_ms, local_day

ZONES = ("UTC", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Beirut", "Pacific/Apia")


@pytest.mark.parametrize("zone", ["UTC", "Europe/Lisbon", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_zones_of_the_database(zone: str) -> None:
    assert check_time_zone(zone) == zone


@pytest.mark.parametrize(
    "zone",
    ["", "Mars/Olympus", "America/Argentina", "../../etc/passwd", "localtime", "europe/lisbon", "Europe/", "+01"],
)
def test_what_is_no_zone(zone: str) -> None:
    with pytest.raises(ValueError, match="IANA"):
        check_time_zone(zone)


@given(st.sampled_from(ZONES), st.dates(date(2011, 1, 1), date(2030, 12, 31)))
def test_a_day_is_the_time_at_which_the_calendar_shows_it(zone: str, day: date) -> None:
    starts_at_ms, ends_at_ms = day_starts_at_ms(day, zone), day_ends_at_ms(day, zone)
    if starts_at_ms == ends_at_ms:  # a zone that went over the date line has left the day out
        assert (zone, day) == ("Pacific/Apia", date(2011, 12, 30))
        return
    assert local_day(starts_at_ms, zone) == local_day(ends_at_ms - 1, zone) == day
    assert local_day(starts_at_ms - 1, zone) < day < local_day(ends_at_ms, zone)
    assert ends_at_ms - starts_at_ms in {hours * HOUR_MS for hours in (23, 24, 25)}


def test_a_day_whose_midnight_does_not_exist_begins_after_it() -> None:
    starts_at_ms = day_starts_at_ms(date(2018, 11, 4), "America/Sao_Paulo")
    assert to_datetime(starts_at_ms).astimezone(ZoneInfo("America/Sao_Paulo")).hour == 1


def test_the_last_day_of_the_calendar_does_not_end() -> None:
    with pytest.raises(ValueError, match="era"):
        day_ends_at_ms(date.max, "UTC")
