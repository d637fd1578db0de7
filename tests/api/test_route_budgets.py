"""Every operation of the API asks no more of the table than its budget; a new operation must declare one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.areas import OPERATIONS
from chalicelib.core.api import Operation
from tests.conftest import wipe_table
from tests.load.bench.budgets import BUDGETS
from tests.load.bench.route_calls import CALLS
from tests.load.bench.route_capacity import AUDIT, ordered, usage_of
from tests.load.bench.world import World, world


@pytest.fixture(scope="module")
def place(table_engine: str) -> Iterator[World]:
    wipe_table()  # lists of everybody's things are as long as other tests have made them
    with world() as made:
        yield made


def test_every_operation_has_a_budget_and_a_call() -> None:
    declared = {each.operation_id for each in OPERATIONS}
    assert set(BUDGETS) == declared
    assert set(CALLS) == declared


@pytest.mark.parametrize("operation", ordered(), ids=lambda each: each.operation_id)
def test_an_operation_stays_within_its_budget(place: World, operation: Operation) -> None:
    usage = usage_of(operation, place)
    budget = BUDGETS[operation.operation_id]
    found = (usage.requests, usage.read_units, usage.write_units)
    assert budget.holds(*found), f"{found} is above {tuple(budget)}: {dict(usage.by_operation)} {dict(usage.by_kind)}"
    assert not usage.by_operation["Scan"] or operation.operation_id == AUDIT, "no route scans"
    assert usage.reported_write_units == usage.write_units, "the engine and DynamoDB's rules disagree"
