"""Browser windows of people who use a local run."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.local.test_run import Run

SOON_MS = 30_000
expect.set_options(timeout=SOON_MS)
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream=fps=5",  # thirty cost most of what two windows do, and show nothing more
)


def window(chromium: Browser, run: Run, name: str, time_zone: str | None = None) -> tuple[BrowserContext, Page]:
    """A browser profile of its own, with somebody signed in; in a time zone when one is named."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, timezone_id=time_zone)
    context.set_default_timeout(SOON_MS)
    page = context.new_page()
    page.goto(run.layout.origin)
    page.get_by_role("button", name="Sign in").first.click()
    page.get_by_role("button", name=re.compile(name)).first.click()
    expect(page.get_by_role("banner").get_by_role("link", name=re.compile("Wallet|Earnings")).first).to_be_visible()
    return context, page


def top_up(page: Page, run: Run, dollars: str) -> None:
    """Put money into the wallet through the hosted test checkout."""
    page.goto(f"{run.layout.origin}/wallet")
    page.get_by_role("radio", name=re.compile(re.escape(dollars))).first.check(force=True)
    page.get_by_role("button", name=re.compile("Top up|Continue|Pay")).first.click()
    page.wait_for_url(re.compile(re.escape(run.layout.payments)))
    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.wait_for_url(re.compile(re.escape(run.layout.origin)))
    expect(page.get_by_text(re.compile("added|is in your wallet|arrived", re.I)).first).to_be_visible()
