"""Each operation of the API document, fuzzed in process: a bounded number of requests, the same ones each time.

`make fuzz` sends more of them, to the running product. A new operation is fuzzed by being declared.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.areas import OPERATIONS
from chalicelib.core import observability
from chalicelib.core.api import Operation
from tests.conftest import new_memory_table
from tests.contract.fuzz import Contract
from tests.contract.in_process import InProcess
from tests.load.bench.world import world

CASES = max(10, 1_200 // len(OPERATIONS))
SEED = 20_251_125


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract()


@pytest.fixture(scope="module")
def place() -> Iterator[InProcess]:
    usual = observability.logger.log_level
    # Thousands of good answers are no news; what breaks is logged with its place in the code.
    observability.logger.setLevel("ERROR")
    with new_memory_table(), world() as made:
        yield InProcess(made)
    observability.logger.setLevel(usual)


@pytest.mark.parametrize("operation", list(OPERATIONS), ids=lambda each: each.operation_id)
def test_every_answer_is_one_the_document_promises(contract: Contract, place: InProcess, operation: Operation) -> None:
    assert contract.fuzz(operation, place, CASES, SEED) > 0
