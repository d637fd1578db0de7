"""Hours by the wall clock and the slots that follow: plain days, days on which clocks change, limits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bookings.schedule import (
    DURATIONS_MINUTES,
    MIN_NOTICE_MINUTES,
    BadSchedule,
    Hours,
    Override,
    Schedule,
    TimeOff,
    checked,
    first_instant_ms,
    format_time,
    is_open,
    offers,
    open_starts_ms,
    parse_time,
    reader_cells,
    windows,
)
from chalicelib.core.clock import DAY_MS, MINUTE_MS, to_datetime, to_ms
from chalicelib.readers.rules import Modality

ALL_DAY = (Hours(0, 1440),)
NEW_YORK = ZoneInfo("America/New_York")
YEAR = 2026


def every_day(hours: tuple[Hours, ...], zone: str = "America/New_York", **options: object) -> Schedule:
    given_options = {"minimum_notice_minutes": MIN_NOTICE_MINUTES, "horizon_days": 180, **options}
    return Schedule(time_zone=zone, weekly=(hours,) * 7, **given_options)  # type: ignore[arg-type] # by name


def local(zone: ZoneInfo, *parts: int, fold: int = 0) -> int:
    return to_ms(datetime(*parts, tzinfo=zone, fold=fold))  # type: ignore[arg-type] # year, month, day, hour, minute


def starts(
    schedule: Schedule, day: date, minutes: int = 60, *, days: int = 1, taken: frozenset[int] = frozenset()
) -> list[int]:
    """The slots that begin on a local date (or on several)."""
    zone = ZoneInfo(schedule.time_zone)
    from_ms = first_instant_ms(day, 0, zone)
    to_ms_ = first_instant_ms(day + timedelta(days=days), 0, zone)
    return list(
        open_starts_ms(
            schedule,
            from_ms=from_ms,
            to_ms_=to_ms_,
            duration_minutes=minutes,
            now_ms=from_ms - 2 * DAY_MS,
            taken=taken,
        )
    )


def shown(schedule: Schedule, found: list[int]) -> list[str]:
    zone = ZoneInfo(schedule.time_zone)
    return [to_datetime(at_ms).astimezone(zone).strftime("%H:%M%z") for at_ms in found]


# --- plain days -------------------------------------------------------------------------------------------------


def test_office_hours_have_a_slot_each_quarter() -> None:
    schedule = every_day((Hours(9 * 60, 11 * 60),))
    assert shown(schedule, starts(schedule, date(2026, 7, 1))) == [
        "09:00-0400",
        "09:15-0400",
        "09:30-0400",
        "09:45-0400",
        "10:00-0400",
    ]


def test_hours_that_touch_midnight_join_those_of_the_next_day() -> None:
    schedule = every_day((Hours(0, 60), Hours(23 * 60, 1440)))
    found = starts(schedule, date(2026, 7, 1), 60)
    over_midnight = local(NEW_YORK, 2026, 7, 1, 23, 45)
    assert is_open(schedule, over_midnight, 60, now_ms=over_midnight - DAY_MS, taken=())
    assert shown(schedule, found) == ["00:00-0400", *(f"23:{minute}-0400" for minute in ("00", "15", "30", "45"))]


def test_overrides_and_time_off_replace_the_week() -> None:
    day = date(2026, 7, 6)
    schedule = every_day(
        (Hours(9 * 60, 10 * 60),),
        overrides=(Override(day, (Hours(600, 660),)), Override(day + timedelta(days=1), ())),
        time_off=(TimeOff(day + timedelta(days=2), day + timedelta(days=3)),),
    )
    counts = [shown(schedule, starts(schedule, day + timedelta(days=number))) for number in range(5)]
    assert counts == [["10:00-0400"], [], [], [], ["09:00-0400"]]


def test_each_weekday_has_its_own_hours() -> None:
    weekly = tuple((Hours(60 * (9 + number), 60 * (10 + number)),) for number in range(7))
    schedule = Schedule(time_zone="Asia/Tokyo", weekly=weekly, horizon_days=180)
    monday = date(2026, 7, 6)
    for number in range(7):
        assert shown(schedule, starts(schedule, monday + timedelta(days=number))) == [f"{9 + number:02d}:00+0900"]


def test_taken_time_and_buffers_keep_others_away() -> None:
    plain = every_day((Hours(9 * 60, 13 * 60),))
    at_ten = local(NEW_YORK, 2026, 7, 1, 10, 0)
    without = starts(plain, date(2026, 7, 1), 30, taken=frozenset(reader_cells(plain, at_ten, 60)))
    texts = shown(plain, without)
    assert "09:30-0400" in texts
    assert not {"09:45-0400", "10:00-0400", "10:45-0400"} & set(texts)
    assert "11:00-0400" in texts
    padded = every_day((Hours(9 * 60, 13 * 60),), buffer_before_minutes=15, buffer_after_minutes=30)
    taken = frozenset(reader_cells(padded, at_ten, 60))
    around = shown(padded, starts(padded, date(2026, 7, 1), 30, taken=taken))
    # Until 09:45 the first booking's buffer begins; the new one needs 30 minutes after its end.
    assert around[-1] == "12:30-0400"
    assert "09:00-0400" not in around
    assert [text for text in around if text < "11"] == []
    assert around[0] == "11:45-0400"


def test_notice_and_horizon_bound_what_is_open() -> None:
    schedule = every_day(ALL_DAY, minimum_notice_minutes=120, horizon_days=3)
    now_ms = local(NEW_YORK, 2026, 7, 1, 12, 7)
    found = list(
        open_starts_ms(
            schedule,
            from_ms=now_ms - DAY_MS,
            to_ms_=now_ms + 30 * DAY_MS,
            duration_minutes=15,
            now_ms=now_ms,
            taken=(),
        )
    )
    assert found[0] == local(NEW_YORK, 2026, 7, 1, 14, 15)
    assert found[-1] == local(NEW_YORK, 2026, 7, 4, 12, 0)
    assert is_open(schedule, found[0], 15, now_ms=now_ms, taken=())
    assert not is_open(schedule, found[0] - 15 * MINUTE_MS, 15, now_ms=now_ms, taken=())
    assert not is_open(schedule, found[0] + MINUTE_MS, 15, now_ms=now_ms, taken=())


# --- days on which the clocks change ----------------------------------------------------------------------------


def test_a_skipped_hour_has_no_slots() -> None:
    spring = date(2026, 3, 8)  # 02:00 becomes 03:00
    inside = every_day((Hours(120, 180),))
    assert starts(inside, spring, 15) == []
    across = every_day((Hours(60, 240),))
    assert shown(across, starts(across, spring, 60)) == [
        "01:00-0500",
        "01:15-0500",
        "01:30-0500",
        "01:45-0500",
        "03:00-0400",
    ]


def test_a_repeated_hour_is_worked_twice_only_as_a_part_of_longer_hours() -> None:
    autumn = date(2026, 11, 1)  # 02:00 becomes 01:00
    night = every_day((Hours(0, 180),))
    assert len(starts(night, autumn, 60)) == 4 * 4 - 3
    second_half = every_day((Hours(90, 120),))
    assert shown(second_half, starts(second_half, autumn, 30)) == ["01:30-0400"]
    first_half = every_day((Hours(60, 90),))
    assert shown(first_half, starts(first_half, autumn, 30)) == ["01:00-0400"]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 7, 1), 24)])
def test_a_whole_day_has_as_many_hours_as_the_clock_says(day: date, hours: int) -> None:
    assert len(starts(every_day(ALL_DAY), day, 15)) == 4 * hours


def test_tokyo_and_new_york_see_one_instant_across_a_change() -> None:
    """A reader in New York works from 20:00: in Tokyo that is 10:00 until the clocks change there, 09:00 after."""
    schedule = every_day((Hours(20 * 60, 21 * 60),))
    tokyo = ZoneInfo("Asia/Tokyo")
    seen = [
        to_datetime(starts(schedule, day, 60)[0]).astimezone(tokyo).strftime("%m-%d %H:%M")
        for day in (date(2026, 3, 7), date(2026, 3, 8))
    ]
    assert seen == ["03-08 10:00", "03-09 09:00"]


ZONES = sorted(available_timezones())


def transitions(zone: ZoneInfo) -> list[int]:
    """The hours of a year in which the zone's offset changes."""
    found = []
    at = datetime(YEAR, 1, 1, tzinfo=UTC)
    offset = at.astimezone(zone).utcoffset()
    for _ in range(366):
        later = at + timedelta(days=1)
        after = later.astimezone(zone).utcoffset()
        if after != offset:
            found.append(to_ms(at))
        at, offset = later, after
    return found


def holds_everywhere(schedule: Schedule, day: date, minutes: int) -> None:
    """What must be so on any day in any zone."""
    zone = ZoneInfo(schedule.time_zone)
    from_ms = first_instant_ms(day, 0, zone)
    open_windows = windows(schedule, from_ms, from_ms + 2 * DAY_MS)
    for earlier, later in pairwise(open_windows):
        assert earlier.start_ms < earlier.end_ms < later.start_ms
    found = starts(schedule, day, minutes, days=2)
    assert found == sorted(set(found))
    for start_ms in found[:2] + found[-2:]:
        assert is_open(schedule, start_ms, minutes, now_ms=start_ms - DAY_MS, taken=())
    hours = {each: schedule.hours_on(each) for each in (day + timedelta(days=n) for n in range(-1, 4))}
    for start_ms in found:
        for at_ms in range(start_ms, start_ms + minutes * MINUTE_MS, 5 * MINUTE_MS):
            wall = to_datetime(at_ms).astimezone(zone)
            minute = wall.hour * 60 + wall.minute
            assert any(each.start_minute <= minute < each.end_minute for each in hours[wall.date()]), (
                schedule.time_zone,
                wall.isoformat(),
            )


@pytest.mark.parametrize("part", range(6))
def test_slots_are_right_on_every_change_of_every_zone_in_a_year(part: int) -> None:
    rules = (ALL_DAY, (Hours(0, 90), Hours(105, 150), Hours(165, 240), Hours(1365, 1440)), (Hours(540, 1020),))
    for name in ZONES[part::6]:
        zone = ZoneInfo(name)
        for changed_ms in transitions(zone):
            day = to_datetime(changed_ms).astimezone(zone).date()
            for hours in rules:
                holds_everywhere(every_day(hours, name), day, 45)
            whole = every_day(ALL_DAY, name)
            for each in (day, day + timedelta(days=1)):
                length_ms = first_instant_ms(each + timedelta(days=1), 0, zone) - first_instant_ms(each, 0, zone)
                assert len(starts(whole, each, 15)) == length_ms // (15 * MINUTE_MS), (name, each)


CHANGING = [name for name in ZONES if transitions(ZoneInfo(name))]


@st.composite
def day_hours(draw: st.DrawFn) -> tuple[Hours, ...]:
    marks = draw(st.lists(st.integers(0, 96), min_size=0, max_size=8, unique=True).map(sorted))
    return tuple(Hours(15 * a, 15 * b) for a, b in zip(marks[::2], marks[1::2], strict=False))


@given(
    zone=st.sampled_from(CHANGING),
    weekly=st.lists(day_hours(), min_size=7, max_size=7),
    minutes=st.sampled_from(DURATIONS_MINUTES),
    which=st.integers(0, 5),
)
def test_any_week_around_any_change(zone: str, weekly: list[tuple[Hours, ...]], minutes: int, which: int) -> None:
    schedule = checked(Schedule(time_zone=zone, weekly=tuple(weekly), horizon_days=180))
    changes = transitions(ZoneInfo(zone))
    day = to_datetime(changes[which % len(changes)]).astimezone(ZoneInfo(zone)).date()
    holds_everywhere(schedule, day, minutes)


@given(
    booked=st.lists(st.tuples(st.integers(0, 23), st.sampled_from(DURATIONS_MINUTES)), max_size=12),
    before=st.sampled_from([0, 15, 30]),
    after=st.sampled_from([0, 15, 60]),
)
def test_what_is_booked_in_open_slots_never_overlaps(booked: list[tuple[int, int]], before: int, after: int) -> None:
    schedule = every_day(ALL_DAY, buffer_before_minutes=before, buffer_after_minutes=after)
    taken: set[int] = set()
    kept: list[tuple[int, int]] = []
    for number, minutes in booked:
        found = starts(schedule, date(2026, 11, 1), minutes, taken=frozenset(taken))
        if found:
            start_ms = found[number * len(found) // 24]
            taken |= set(reader_cells(schedule, start_ms, minutes))
            kept.append((start_ms, start_ms + minutes * MINUTE_MS))
    kept.sort()
    for (_, end_ms), (start_ms, _) in pairwise(kept):
        assert start_ms - end_ms >= (before + after) * MINUTE_MS


# --- limits -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weekly": ((),) * 6}, "weekly"),
        ({"weekly": ((Hours(60, 120), Hours(105, 180)), *((),) * 6)}, "weekly[0]"),
        ({"weekly": ((Hours(60, 60),), *((),) * 6)}, "weekly[0]"),
        ({"weekly": ((Hours(60, 1455),), *((),) * 6)}, "weekly[0]"),
        ({"weekly": ((Hours(61, 120),), *((),) * 6)}, "weekly[0]"),
        ({"overrides": (Override(date(2026, 1, 1), ()),) * 2}, "overrides"),
        ({"time_off": (TimeOff(date(2026, 1, 2), date(2026, 1, 1)),)}, "time_off[0]"),
        ({"durations_minutes": ()}, "durations_minutes"),
        ({"durations_minutes": (20,)}, "durations_minutes"),
        ({"modalities": ()}, "modalities"),
        ({"buffer_after_minutes": 10}, "buffer_after_minutes"),
        ({"minimum_notice_minutes": 29}, "minimum_notice_minutes"),
        ({"horizon_days": 0}, "horizon_days"),
        ({"prices": ((30, 99),)}, "prices"),
        ({"prices": ((30, 1_000), (30, 2_000))}, "prices"),
    ],
)
def test_what_cannot_be_a_schedule_is_refused_by_name(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadSchedule) as refusal:
        checked(every_day(ALL_DAY, **change) if "weekly" not in change else Schedule("UTC", **change))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_prices_are_the_readers_own_or_the_rate_by_the_minute() -> None:
    schedule = every_day(
        ALL_DAY, durations_minutes=(30, 60), modalities=(Modality.VOICE, Modality.VIDEO), prices=((60, 9_900),)
    )
    rates = {Modality.TEXT: 100, Modality.VIDEO: 250}
    assert offers(schedule, rates) == [(30, Modality.VIDEO, 7_500), (60, Modality.VIDEO, 9_900)]


@pytest.mark.parametrize("text", ["00:00", "09:45", "23:59", "24:00"])
def test_times_are_read_and_written(text: str) -> None:
    assert format_time(parse_time(text)) == text


@pytest.mark.parametrize("text", ["24:15", "9:00", "12:60", "", "12:00:00"])
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hours and minutes"):
        parse_time(text)
