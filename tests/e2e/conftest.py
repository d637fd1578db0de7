"""One local run and one browser for all end-to-end tests: starting them takes longer than what is tried in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from infrastructure.local import browser as browsers
from tests.e2e.windows import CHROMIUM_ARGUMENTS
from tests.local.test_run import Run


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A local run of its own, with the demo people."""
    stack = Run(tmp_path_factory.mktemp("e2e") / "state")
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = browsers.find()
    assert found is not None, browsers.REMEDY
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
