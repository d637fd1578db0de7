"""The longer run by command: one operation's broken promise does not keep the others from being asked."""

from __future__ import annotations

from typing import Any

import pytest
from schemathesis.core.failures import Failure, FailureGroup

from chalicelib.areas import OPERATIONS
from chalicelib.core.api import Operation
from tests.contract import __main__ as command


def test_it_goes_on_after_a_broken_promise_and_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    (broken, raised, *_) = (each.operation_id for each in OPERATIONS)

    class Breaks:
        def fuzz(self, operation: Operation, *_: object) -> int:
            asked.append(operation.operation_id)
            if operation.operation_id == broken:
                raise FailureGroup([Failure(operation="GET /", title="Undocumented status code", message="404")])
            if operation.operation_id == raised:
                raise ConnectionError("nobody there")
            return 1

    monkeypatch.setattr(command, "Contract", Breaks)
    nowhere: Any = None
    assert command._fuzz(nowhere, cases=40, seed=1) == {broken, raised}
    assert len(asked) == 2 * len(list(OPERATIONS)) - 2
