"""The part of a request that reads the same in every operation: names, values and expressions, and their checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.simulation.table_engine.conditions import CompiledCondition, compile_condition
from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.projections import CompiledProjection, compile_projection
from tests.simulation.table_engine.syntax import Placeholders
from tests.simulation.table_engine.updates import CompiledUpdate, compile_update
from tests.simulation.table_engine.values import Value, stored

_NOTHING = Placeholders()


class Expressions:
    """The expressions of one request (or of one write of a transaction)."""

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self._arguments = arguments
        self.names: Mapping[str, str] = arguments.get("ExpressionAttributeNames", {})
        given: Mapping[str, Value] = arguments.get("ExpressionAttributeValues", {})
        self.values = {name: stored(value) for name, value in given.items()}
        self._used = _NOTHING

    def condition(self, kind: str = "ConditionExpression") -> CompiledCondition | None:
        """The condition of the name `kind`, if the request has one."""
        text = self._arguments.get(kind)
        if text is None:
            return None
        compiled = compile_condition(kind, text, self.names)
        self._use(kind, compiled.placeholders)
        compiled.check(self.values)
        return compiled

    def update(self) -> CompiledUpdate | None:
        text = self._arguments.get("UpdateExpression")
        if text is None:
            return None
        compiled = compile_update(text, self.names)
        self._use("UpdateExpression", compiled.placeholders)
        return compiled

    def projection(self) -> CompiledProjection | None:
        text = self._arguments.get("ProjectionExpression")
        if text is None:
            return None
        compiled = compile_projection(text, self.names)
        self._use("ProjectionExpression", compiled.placeholders)
        return compiled

    def finish(self) -> None:
        """Raise Invalid for names and values that no expression used."""
        for kind, given, used in (
            ("ExpressionAttributeNames", self.names, self._used.names),
            ("ExpressionAttributeValues", self.values, self._used.values),
        ):
            if kind in self._arguments and not given:
                raise Invalid(f"{kind} must not be empty")
            unused = sorted(given.keys() - used)
            if unused:
                raise Invalid(f"Value provided in {kind} unused in expressions: keys: {{{', '.join(unused)}}}")

    def _use(self, kind: str, used: Placeholders) -> None:
        for name in used.values:
            if name not in self.values:
                raise Invalid(
                    f"Invalid {kind}: An expression attribute value used in expression is not defined; "
                    f"attribute value: {name}"
                )
        self._used = self._used | used if self._used is not _NOTHING else used
