"""The syntax of DynamoDB's expressions as data. Placeholders stand in it as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field

Step = str | int
"""A part of a path: an attribute's name, a name's placeholder (`#name`), or an index into a list."""


@dataclass(frozen=True)
class Path:
    """A document path: `a.b[2]`."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Given:
    """A value's placeholder: `:value`."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function and what it is given."""

    function: str
    arguments: tuple[Operand, ...]


@dataclass(frozen=True)
class Sum:
    """`left + right` or `left - right`, in the value of SET."""

    left: Operand
    sign: str
    right: Operand


Operand = Path | Given | Call | Sum


@dataclass(frozen=True)
class Comparison:
    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True)
class Between:
    operand: Operand
    low: Operand
    high: Operand


@dataclass(frozen=True)
class OneOf:
    operand: Operand
    choices: tuple[Operand, ...]


@dataclass(frozen=True)
class Not:
    condition: Condition


@dataclass(frozen=True)
class Both:
    left: Condition
    right: Condition


@dataclass(frozen=True)
class Either:
    left: Condition
    right: Condition


Condition = Comparison | Between | OneOf | Call | Not | Both | Either


@dataclass(frozen=True)
class Placeholders:
    """Which placeholders an expression uses."""

    names: frozenset[str] = field(default_factory=frozenset)
    values: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: Placeholders) -> Placeholders:
        return Placeholders(self.names | other.names, self.values | other.values)


@dataclass(frozen=True)
class Action:
    """One action of an update: `set path = operand`, `remove path`, `add path operand`, `delete path operand`."""

    verb: str
    path: Path
    operand: Operand | None = None
