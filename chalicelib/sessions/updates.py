"""Conditional changes of a session's item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.table import Update
from chalicelib.sessions.items import SessionItem
from chalicelib.wallet.errors import Stale


@dataclass(frozen=True)
class SessionUpdate:
    """A conditional change of a session item, and how to show it on the item in memory once it was written."""

    item: SessionItem
    changes: dict[str, Any]
    write: Update

    def apply(self) -> None:
        """Let the item that was read show what was written."""
        for name, value in self.changes.items():
            setattr(self.item, name, value)
        self.item.version += 1


def runs_as_read(item: SessionItem) -> Condition:
    """The condition that no run of presence was replaced by a new one since the session was read."""
    replaced = SessionItem.replaced_runs
    condition: Condition = replaced.does_not_exist() if item.replaced_runs is None else replaced == item.replaced_runs
    return condition


def session_update(item: SessionItem, attributes: dict[str, Any]) -> SessionUpdate:
    """Return the write of those attributes that differ from what was read, on condition that nothing else changed."""
    changes = {name: value for name, value in attributes.items() if getattr(item, name) != value}
    actions: list[Action] = [SessionItem.version.set(item.version + 1)]
    for name, value in changes.items():
        attribute: Attribute[Any] = getattr(SessionItem, name)
        actions.append(attribute.remove() if value is None else attribute.set(value))
    condition = (SessionItem.version == item.version) & (SessionItem.state == item.state) & runs_as_read(item)
    if item.accepted_at_ms is None:  # answering does not move the version, for it does not touch the wallet's hold
        condition &= SessionItem.accepted_at_ms.does_not_exist()
    return SessionUpdate(item, changes, Update(item, actions, condition, refused=Stale))
