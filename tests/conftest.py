"""What every test shares: made-up AWS settings, no network but loopback, a manual clock, the table engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("soulseer", deadline=None)
settings.load_profile("soulseer")

os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
        "TABLE_NAME": "soulseer-test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "POWERTOOLS_TRACE_DISABLED": "1",
    }
)
os.environ.pop("AWS_ENDPOINT_URL", None)

from tests.emulator import Emulator  # noqa: E402 - the settings above must stand before anything reads them

START_MS = 1_760_000_040_000  # 2025-10-09T08:54:00Z, a whole minute


class ManualClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at_ms: int = START_MS) -> None:
        self.at_ms = at_ms

    def now_ms(self) -> int:
        return self.at_ms

    def advance(self, seconds: float) -> int:
        """Move on by `seconds` and return the new instant."""
        self.at_ms += round(seconds * 1_000)
        return self.at_ms


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(scope="session")
def table_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The emulator's DynamoDB with an empty table, once for a test run; tests keep apart by fresh ids."""
    emulator = Emulator(tmp_path_factory.mktemp("emulator") / "emulator.log")
    os.environ["AWS_ENDPOINT_URL"] = emulator.url
    try:
        _create_table()
        yield emulator.url
    finally:
        os.environ.pop("AWS_ENDPOINT_URL", None)
        emulator.stop()


def _create_table() -> None:
    from chalicelib.core import table

    table.TableItem.create_table(billing_mode="PAY_PER_REQUEST", wait=True)


def wipe_table() -> None:
    """Put an empty table in the place of the test's, and forget what this process remembers of the readers in it."""
    from chalicelib.core import table
    from chalicelib.readers import search

    search.DIRECTORY.forget()
    table.TableItem.delete_table()
    _create_table()


@pytest.fixture
def empty_table(table_engine: str) -> Iterator[None]:
    """The whole table for one test that looks at all of it; nothing is left behind."""
    wipe_table()
    yield
    wipe_table()


@pytest.fixture
def memory_table() -> Iterator[None]:
    """An empty table in memory for one test that asks much of it, in one thread.

    Its engine is held against the emulator, request by request, in tests/simulation/test_table_engine.py, and needs a
    fraction of the emulator's time. What several threads do at once is tested with `table_engine`.
    """
    with new_memory_table():
        yield


@contextmanager
def new_memory_table() -> Iterator[None]:
    """Serve the product's table from memory, empty, as `memory_table` does."""
    from chalicelib.readers import search
    from tests.simulation.table_engine.client import table_in_memory
    from tests.simulation.table_engine.engine import TableEngine

    search.DIRECTORY.forget()
    with table_in_memory(TableEngine(lambda: START_MS)):
        yield
    search.DIRECTORY.forget()
