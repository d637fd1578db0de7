"""A client in Tokyo books a far reader across a change of the reader's clocks, in a real browser on the real API.

The clocks of Tokyo never change. The reader is there from 20:00 to 21:00 by the wall clock of her zone, every day; the
day that is booked lies after the next change of that clock, so what was one hour in Tokyo before it is another then.
Both see the right hour, both get a calendar file with the same instant, and cancelling pays exactly what it said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect

from infrastructure.local.people import CLIENTS, READERS
from tests.e2e.windows import window
from tests.local.test_run import Run

TOKYO = "Asia/Tokyo"
ZONES = ("America/New_York", "America/Santiago")
"""The first of these whose clocks change within the horizon: those of New York are left alone for longer in summer."""
HORIZON_DAYS = 180
PRICE_CENTS = 4_900
DAYS_A_PAGE = 14
FIRST_LOAD_MS = 120_000
"""A product that has just started loads each part of its API with the first request for it."""
CLIENT, READER = CLIENTS[0], READERS[1]


@dataclass(frozen=True)
class Evening:
    """An evening of the reader, 20:00 by her clock, after its next change."""

    zone: str
    starts_at: datetime

    def shown(self, zone: str) -> str:
        """The hour as the pages write it in a zone, such as "Monday, March 15, 9:00 AM"."""
        at = self.starts_at.astimezone(ZoneInfo(zone))
        return f"{at:%A}, {at:%B} {at.day}, {at.hour % 12 or 12}:{at:%M} {at:%p}"

    @property
    def hour_before_the_change(self) -> int:
        """The hour in Tokyo of the same evening hour as long as the clock stands as today."""
        today = datetime.now(ZoneInfo(self.zone)).replace(hour=20, minute=0)
        return today.astimezone(ZoneInfo(TOKYO)).hour


def evening_after_a_change() -> Evening:
    """The second evening after the next change of the clocks in one of the zones."""
    for name in ZONES:
        zone = ZoneInfo(name)
        today = datetime.now(zone).replace(hour=20, minute=0, second=0, microsecond=0)
        for days in range(1, HORIZON_DAYS - 5):
            at = today + timedelta(days=days)
            if at.utcoffset() != today.utcoffset():
                return Evening(name, (at + timedelta(days=1)).astimezone(UTC))
    raise AssertionError("no clock of these zones changes within the horizon")


def keep_hours(run: Run, zone: str) -> str:
    """The reader keeps her evening hour each day; returns her id."""
    reader = run.sign_in(READER.subject)
    standing = run.api("GET", "/me/reader/availability", reader).json()
    evening = [{"start": "20:00", "end": "21:00"}]
    hours: dict[str, Any] = {
        "version": standing["version"],
        "time_zone": zone,
        "weekly": dict.fromkeys(standing["weekly"], evening),
        "durations_minutes": [60],
        "modalities": ["voice"],
        "horizon_days": HORIZON_DAYS,
        "prices": [{"duration_minutes": 60, "price_cents": PRICE_CENTS}],
    }
    answer = run.api("PUT", "/me/reader/availability", reader, json=hours)
    assert answer.ok, answer.text
    reader_id: str = run.api("GET", "/me", reader).json()["user_id"]
    return reader_id


def day_of(page: Page, evening: Evening) -> None:
    """Choose the evening's day, as it is called in Tokyo, in the calendar of open times."""
    local = evening.starts_at.astimezone(ZoneInfo(TOKYO))
    name = re.compile(f"^{local:%A}, {local:%B} {local.day}:")
    radio = page.get_by_role("radio", name=name)
    later = page.get_by_role("button", name="Later days", exact=True)
    expect(later).to_be_visible(timeout=FIRST_LOAD_MS)
    for _ in range(HORIZON_DAYS // DAYS_A_PAGE + 1):
        if radio.count():
            break
        later.click()
    expect(radio).to_be_enabled()  # once the open times of these days are here
    radio.check(force=True)


def calendar_file(page: Page) -> str:
    """What the page gives to put the booking into a calendar."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to calendar").click()
    return download.value.path().read_text()


def test_tokyo_books_across_a_change_of_the_readers_clocks_and_cancels(run: Run, chromium: Browser) -> None:
    evening = evening_after_a_change()
    reader_id = keep_hours(run, evening.zone)
    in_tokyo = evening.starts_at.astimezone(ZoneInfo(TOKYO))
    assert in_tokyo.hour != evening.hour_before_the_change
    money = run.sign_in(CLIENT.subject)
    before_cents = run.balance(money) or 0
    assert before_cents >= PRICE_CENTS

    _, client = window(chromium, run, CLIENT.name, TOKYO)
    client.goto(f"{run.layout.origin}/readers/{reader_id}#book")
    day_of(client, evening)
    times = client.get_by_role("region", name=re.compile("^Open times on"))
    expect(times).to_contain_text("Tokyo time")
    hour = f"{in_tokyo.hour % 12 or 12}:00 {in_tokyo:%p}"
    expect(times.get_by_role("button")).to_have_text([hour])
    times.get_by_role("button").click()
    question = client.get_by_role("dialog", name=f"Book {READER.name}?")
    for zone in (TOKYO, evening.zone):
        expect(question).to_contain_text(evening.shown(zone))
    question.get_by_role("button", name="Book for $49.00").click()
    expect(client.get_by_role("heading", name=f"Reading with {READER.name}")).to_be_visible()
    expect(client.get_by_role("main")).to_contain_text(evening.shown(TOKYO))
    assert run.balance(money) == before_cents - PRICE_CENTS

    _, reader = window(chromium, run, READER.name, evening.zone)
    reader.goto(client.url)
    expect(reader.get_by_role("heading", name=f"Reading with {CLIENT.name}")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text(evening.shown(evening.zone))
    assert evening.shown(evening.zone).endswith("8:00 PM")
    for page in (client, reader):
        assert f"DTSTART:{evening.starts_at:%Y%m%dT%H%M%SZ}" in calendar_file(page).splitlines()

    client.get_by_role("button", name="Cancel the reading").click()
    cancelling = client.get_by_role("dialog", name="Cancel this reading?")
    expect(cancelling).to_contain_text("You get back $49.00 of $49.00")
    cancelling.get_by_role("button", name="Cancel, $49.00 back").click()
    outcome = client.get_by_role("region", name="What became of it")
    expect(outcome).to_contain_text("All of it, $49.00, was given back to you.")
    assert run.balance(money) == before_cents
    reader.reload()
    expect(reader.get_by_role("region", name="What became of it")).to_contain_text(f"Cancelled by {CLIENT.name}")
