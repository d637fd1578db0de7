"""Reads DynamoDB's expressions. Each text is parsed once in the life of the process."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from tests.simulation.table_engine.errors import Invalid
from tests.simulation.table_engine.reserved import reserved_words
from tests.simulation.table_engine.syntax import (
    Action,
    Between,
    Both,
    Call,
    Comparison,
    Condition,
    Either,
    Given,
    Not,
    OneOf,
    Operand,
    Path,
    Placeholders,
    Step,
    Sum,
)

_TOKEN = re.compile(r"\s*(?:(?P<word>[#:]?[A-Za-z0-9_]+)|(?P<mark><>|<=|>=|[=<>()\[\],.+-]))")
_COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_CONDITION_CALLS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
}
_VERBS = ("SET", "REMOVE", "ADD", "DELETE")

T = TypeVar("T")


class _Reader:
    """The tokens of one expression, and how far they have been read."""

    def __init__(self, kind: str, text: str) -> None:
        self._kind = kind
        self.tokens: list[str] = []
        at = 0
        end = len(text.rstrip())
        if end == 0:
            raise Invalid(f"Invalid {kind}: The expression can not be empty;")
        while at < end:
            found = _TOKEN.match(text, at)
            if found is None:
                raise self.error(text[at:].strip()[:10])
            self.tokens.append(found["word"] or found["mark"])
            at = found.end()
        self._at = 0

    @property
    def placeholders(self) -> Placeholders:
        return Placeholders(
            frozenset(each for each in self.tokens if each[0] == "#"),
            frozenset(each for each in self.tokens if each[0] == ":"),
        )

    def error(self, near: str | None) -> Invalid:
        return Invalid(f'Invalid {self._kind}: Syntax error; token: "{near or "<EOF>"}"')

    def peek(self, ahead: int = 0) -> str | None:
        at = self._at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def next(self) -> str:
        token = self.peek()
        if token is None:
            raise self.error(None)
        self._at += 1
        return token

    def is_next(self, *wanted: str) -> bool:
        token = self.peek()
        return token is not None and token.upper() in wanted

    def take(self, wanted: str) -> bool:
        if self.is_next(wanted):
            self._at += 1
            return True
        return False

    def expect(self, wanted: str) -> None:
        if not self.take(wanted):
            raise self.error(self.peek())

    def finish(self) -> None:
        if self.peek() is not None:
            raise self.error(self.peek())

    def separated(self, read: Callable[[], T]) -> tuple[T, ...]:
        found = [read()]
        while self.take(","):
            found.append(read())
        return tuple(found)

    # --- operands ---

    def path(self) -> Path:
        steps: list[Step] = [self._name()]
        while True:
            if self.take("."):
                steps.append(self._name())
            elif self.take("["):
                index = self.next()
                if not index.isdigit():
                    raise self.error(index)
                steps.append(int(index))
                self.expect("]")
            else:
                return Path(tuple(steps))

    def _name(self) -> str:
        token = self.next()
        if token[0] == ":" or not (token[0] == "#" or token[0].isalpha() or token[0] == "_"):
            raise self.error(token)
        if token.upper() in reserved_words():
            raise Invalid(f"Invalid {self._kind}: Attribute name is a reserved keyword; reserved keyword: {token}")
        return token

    def operand(self) -> Operand:
        token = self.peek()
        if token is not None and token[0] == ":":
            return Given(self.next())
        if self.peek(1) == "(" and token == "size":
            return self.call({"size": 1})
        return self.path()

    def call(self, known: dict[str, int]) -> Call:
        name = self.next()
        if name not in known:
            raise Invalid(f"Invalid {self._kind}: Invalid function name; function: {name}")
        self.expect("(")
        arguments = self.separated(self.value if name in ("if_not_exists", "list_append") else self.operand)
        self.expect(")")
        if len(arguments) != known[name]:
            raise Invalid(
                f"Invalid {self._kind}: Incorrect number of operands for operator or function; "
                f"operator or function: {name}, number of operands: {len(arguments)}"
            )
        if name not in ("list_append",) and not isinstance(arguments[0], Path):
            raise Invalid(
                f"Invalid {self._kind}: Operator or function requires a document path; operator or function: {name}"
            )
        return Call(name, arguments)

    # --- conditions ---

    def condition(self) -> Condition:
        left = self._all_of()
        while self.take("OR"):
            left = Either(left, self._all_of())
        return left

    def _all_of(self) -> Condition:
        left = self._negated()
        while self.take("AND"):
            left = Both(left, self._negated())
        return left

    def _negated(self) -> Condition:
        if self.take("NOT"):
            return Not(self._negated())
        return self._single()

    def _single(self) -> Condition:
        if self.take("("):
            inner = self.condition()
            self.expect(")")
            return inner
        if self.peek(1) == "(" and self.peek() != "size":
            return self.call(_CONDITION_CALLS)
        left = self.operand()
        if self.take("BETWEEN"):
            low = self.operand()
            self.expect("AND")
            return Between(left, low, self.operand())
        if self.take("IN"):
            self.expect("(")
            choices = self.separated(self.operand)
            self.expect(")")
            return OneOf(left, choices)
        operator = self.next()
        if operator not in _COMPARISONS:
            raise self.error(operator)
        return Comparison(left, operator, self.operand())

    # --- updates ---

    def value(self) -> Operand:
        left = self._term()
        if self.is_next("+", "-"):
            return Sum(left, self.next(), self._term())
        return left

    def _term(self) -> Operand:
        token = self.peek()
        if token is not None and token[0] == ":":
            return Given(self.next())
        if self.peek(1) == "(":
            return self.call({"if_not_exists": 2, "list_append": 2})
        return self.path()

    def actions(self) -> tuple[Action, ...]:
        found: list[Action] = []
        seen: set[str] = set()
        while self.peek() is not None:
            verb = self.next().upper()
            if verb not in _VERBS:
                raise self.error(verb)
            if verb in seen:
                raise Invalid(
                    f'Invalid {self._kind}: The "{verb}" section can only be used once in an update expression;'
                )
            seen.add(verb)
            found.extend(self.separated(lambda verb=verb: self._action(verb)))  # type: ignore[misc]
        return tuple(found)

    def _action(self, verb: str) -> Action:
        path = self.path()
        if verb == "SET":
            self.expect("=")
            return Action("set", path, self.value())
        if verb == "REMOVE":
            return Action("remove", path)
        given = self.operand()
        if not isinstance(given, Given):
            raise self.error(self.peek())
        return Action(verb.lower(), path, given)


@cache
def parse_condition(kind: str, text: str) -> tuple[Condition, Placeholders]:
    """Parse a condition; `kind` is the request's name for it (`ConditionExpression` …), for the messages."""
    reader = _Reader(kind, text)
    parsed = reader.condition()
    reader.finish()
    return parsed, reader.placeholders


@cache
def parse_update(text: str) -> tuple[tuple[Action, ...], Placeholders]:
    """Parse an UpdateExpression."""
    reader = _Reader("UpdateExpression", text)
    return reader.actions(), reader.placeholders


@cache
def parse_projection(text: str) -> tuple[tuple[Path, ...], Placeholders]:
    """Parse a ProjectionExpression."""
    reader = _Reader("ProjectionExpression", text)
    paths = reader.separated(reader.path)
    reader.finish()
    return paths, reader.placeholders
