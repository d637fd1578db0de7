"""The main job in a real browser against the whole local run: two people in two browser profiles hold a session.

The client tops up, finds a reader and rings; both talk across two charged minutes while the one-minute rule ticks;
the client's connection is lost and comes back; the session ends, both see the same receipt, and the audit of the
whole ledger finds nothing. Waiting here is for things to happen on the pages, never for time to pass.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

from playwright.sync_api import Browser, Page, expect

from infrastructure.local.layout import ROOT
from infrastructure.local.people import CLIENTS, READERS
from tests.e2e.windows import top_up, window
from tests.local.test_run import Run

MINUTE_MS = 60_000


def swept(run: Run) -> int:
    """How many sessions the workers have been handed by the minute's tick so far."""
    return sum(1 for line in run.log_lines("BringUpToDate") if '"swept"' in line)


def amounts(page: Page, heading: str) -> list[str]:
    """The money that a section of the receipt shows, in order."""
    section = page.get_by_role("region", name=heading)
    expect(section).to_be_visible()
    found: list[str] = re.findall(r"-?\$[\d,]+\.\d\d", section.inner_text())
    return found


def receipt_of(page: Page) -> dict[str, Any]:
    """The facts that somebody sees on the receipt; the words around them say "you" to each."""
    present = page.get_by_role("region", name="Who was present when").inner_text()
    return {
        "minutes": amounts(page, "Each minute"),
        "present": re.findall(r"\d+:\d\d:\d\d\s[AP]M|\d+ min|\d+ s\b", present),
    }


def test_the_main_job_in_two_windows(run: Run, chromium: Browser) -> None:
    client_context, client = window(chromium, run, CLIENTS[0].name)
    _, reader = window(chromium, run, READERS[0].name)
    top_up(client, run, "$25")

    client.goto(f"{run.layout.origin}/readers")
    client.get_by_role("link", name=READERS[0].name).first.click()
    client.get_by_role("button", name=re.compile("Start video")).click()
    client.get_by_role("button", name=re.compile("^Ring at")).click()
    client.wait_for_url(re.compile("/sessions/ses_"))
    session_path = re.sub(r"^https?://[^/]+", "", client.url)

    reader.get_by_role("button", name=re.compile("^Accept")).click()
    for page in (client, reader):
        join = page.get_by_role("button", name=re.compile("^Join"))
        connected = page.get_by_text("Connected", exact=False).first
        expect(join.or_(connected).first).to_be_visible(timeout=MINUTE_MS)
        if join.count():
            join.first.click()
    for page in (client, reader):
        expect(page.get_by_text("Video · Connected").first).to_be_visible(timeout=MINUTE_MS)
    expect(client.get_by_text("Cost, 1 min")).to_be_visible(timeout=MINUTE_MS)

    client.get_by_role("textbox", name=re.compile("Message")).fill("Hello from the client")
    client.get_by_role("button", name="Send").click()
    expect(reader.get_by_text("Hello from the client").first).to_be_visible()

    expect(client.get_by_text("Cost, 2 min")).to_be_visible(timeout=2 * MINUTE_MS)
    client.reload()
    expect(client.get_by_text("Hello from the client").first).to_be_visible()

    client_context.set_offline(True)
    expect(client.get_by_text("No connection to SoulSeer").first).to_be_visible(timeout=MINUTE_MS)
    expect(reader.get_by_text("The clock has stopped").first).to_be_visible(timeout=3 * MINUTE_MS)
    client_context.set_offline(False)
    client.reload()
    rejoin = client.get_by_role("button", name=re.compile("^(Join|Come back)"))
    if rejoin.count():
        rejoin.first.click()
    for page in (client, reader):
        expect(page.get_by_text("Video · Connected").first).to_be_visible(timeout=2 * MINUTE_MS)
    expect(client.get_by_text("Cost, 3 min")).to_be_visible(timeout=3 * MINUTE_MS)
    assert swept(run) >= 2, "the one-minute rule handed the session to the workers"

    assert [line for line in run.log_lines() if "AccessDenied" in line] == [], "the functions' policies suffice"

    client.get_by_role("button", name="End", exact=True).click()
    client.get_by_role("dialog").get_by_role("button", name="End session").click()
    for page in (client, reader):
        page.goto(f"{run.layout.origin}{session_path}/receipt")
    of_client, of_reader = receipt_of(client), receipt_of(reader)
    assert of_client == of_reader
    assert len(of_client["minutes"]) >= 3

    audit = subprocess.run(
        [sys.executable, "-m", "infrastructure.local.check"],
        cwd=ROOT,
        env=run.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert audit.returncode == 0, audit.stdout + audit.stderr
