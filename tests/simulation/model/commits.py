"""A committed write as the auditors see it: plain values, and which items it changed together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Violation(BaseException):
    """Something is not as it must be. It is no Exception, so that no code of the product can catch it."""

    def __init__(self, check: str, detail: str) -> None:
        super().__init__(f"{check}: {detail}")
        self.check = check


def require(holds: bool, check: str, detail: str) -> None:
    """Raise the violation of a check that does not hold."""
    if not holds:
        raise Violation(check, detail)


@dataclass(frozen=True)
class ItemChange:
    """One item before and after, as plain values; None where there is none."""

    kind: str
    pk: str
    sk: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class Commit:
    """What one write or transaction changed, in one instant."""

    at_ms: int
    changes: list[ItemChange]

    def of(self, kind: str) -> list[ItemChange]:
        return [each for each in self.changes if each.kind == kind]


@dataclass(frozen=True)
class Posted:
    """A transfer as it was stored."""

    transfer_id: str
    kind: str
    debit: str
    credit: str
    cents: int
    refers_type: str
    refers_id: str
    minute: int | None


def posted_in(commit: Commit) -> list[Posted]:
    """The transfers of a commit."""
    return [
        Posted(
            item["transfer_id"],
            item["transfer_kind"],
            item["debit"],
            item["credit"],
            item["amount_cents"],
            item["refers_type"],
            item["refers_id"],
            item.get("minute"),
        )
        for item in (change.after for change in commit.of("transfer"))
        if item is not None
    ]


class Auditor(Protocol):
    """Watches one area. Every hook may raise Violation."""

    def committed(self, commit: Commit) -> None:
        """Something was committed."""

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        """Whether a transfer of a commit is one of this area's, and right."""

    def settled(self) -> None:
        """All is quiet: nothing is under way any more, and nothing fails."""


def plain(item: Mapping[str, Mapping[str, Any]] | None) -> dict[str, Any] | None:
    """An item in DynamoDB's form as plain values."""
    return None if item is None else {name: _value(value) for name, value in item.items()}


def _value(value: Mapping[str, Any]) -> Any:
    ((kind, inner),) = value.items()
    if kind == "N":
        return int(inner)
    if kind == "L":
        return [_value(each) for each in inner]
    if kind == "M":
        return {name: _value(each) for name, each in inner.items()}
    return inner


def changes_from(raw: Iterable[tuple[tuple[str, str], Any, Any]], wanted: frozenset[str]) -> list[ItemChange]:
    """The changes of those kinds that auditors look at; others carry no money and no state."""
    found = []
    for (pk, sk), before, after in raw:
        kind = ((after or before) or {}).get("kind", {}).get("S", "")
        if kind in wanted:
            found.append(ItemChange(kind, pk, sk, plain(before), plain(after)))
    return found


def from_json(text: str | None) -> Any:
    """A list that is stored as text."""
    return json.loads(text) if text else []
