"""A table in memory whose indexes stand still when they are told to: what was written since is not in them yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.core import table
from tests.conftest import START_MS
from tests.simulation.table_engine.client import table_in_memory
from tests.simulation.table_engine.engine import TableEngine


class Indexes:
    """The followers of the table: up to date, or standing still at what they show."""

    def __init__(self) -> None:
        self.lag = 0

    def stand_still(self) -> None:
        table.query_keys("keys1", "k1_pk", "nobody", limit=1)  # whatever is read brings them up to date
        self.lag = 1_000_000


@contextmanager
def table_with_followers() -> Iterator[Indexes]:
    """Put such a table in the place of the real one."""
    made = Indexes()
    with table_in_memory(TableEngine(lambda: START_MS, lambda: made.lag)):
        yield made
