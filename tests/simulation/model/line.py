"""Waiting lines: first come, first served, by tickets; a reader who is wanted is kept for whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.model.commits import Commit, ItemChange, Posted, require

SILENCE_MS = 120_000
MAX_WAIT_MS = 3_600_000
TURN_MS = 60_000

Entry = Mapping[str, Any]


class LineAuditor:
    """Watches who waits for whom. No money may move for it: no transfer is ever explained here."""

    def __init__(self, reached: Callable[[str, str], None]) -> None:
        self._reached = reached
        self._lines: dict[str, dict[int, Entry]] = defaultdict(dict)
        self._places: dict[str, tuple[str, int]] = {}
        self._tickets: dict[str, int] = defaultdict(int)
        self.left: set[str] = set()
        """Who has ever asked to leave a line, by user id."""

    def committed(self, commit: Commit) -> None:
        statuses = {each.after["reader_id"]: each for each in commit.of("reader_status") if each.after}
        for change in commit.of("session"):
            if change.before is None and change.after and change.after.get("booking_id") is None:
                self._check_turn_taken(change.after, statuses)
        for change in commit.of("line_place"):
            self._see_place(change)
        for change in commit.of("line_entry"):
            self._see_entry(change, statuses, commit)
        for reader_id, change in statuses.items():
            self._see_status(reader_id, change, commit)

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        return False

    def settled(self) -> None:
        waiting = {
            entry["client_id"]: (reader, ticket)
            for reader, line in self._lines.items()
            for ticket, entry in line.items()
        }
        require(waiting == self._places, "who waits has one place", f"{waiting} and {self._places}")

    def _check_turn_taken(self, session: Mapping[str, Any], statuses: Mapping[str, ItemChange]) -> None:
        reader_id, client_id = session["reader_id"], session["client_id"]
        before = statuses[reader_id].before or {}
        if not self._lines[reader_id]:
            return
        kept_for = before.get("turn_client_id"), before.get("turn_expires_at_ms", 0) > session["created_at_ms"]
        require(
            kept_for == (client_id, True), "first come, first served", f"{client_id} rings {reader_id}: {kept_for}"
        )
        self._reached("waiting line", "a turn is taken")

    def _see_place(self, change: ItemChange) -> None:
        if change.after is not None:
            place = change.after["reader_id"], change.after["ticket"]
            require(change.before is None, "who waits keeps the place", f"{change.before} {place}")
            self._places[change.after["client_id"]] = place
        elif change.before is not None:
            del self._places[change.before["client_id"]]

    def _see_entry(self, change: ItemChange, statuses: Mapping[str, ItemChange], commit: Commit) -> None:
        entry = change.after or change.before or {}
        reader_id, ticket = change.pk.removeprefix("LINE#"), entry["ticket"]
        if change.before is None:
            require(ticket == self._tickets[reader_id] + 1, "tickets are given out in order", f"{change.pk} {ticket}")
            self._tickets[reader_id] = ticket
            self._reached("waiting line", "somebody joins")
        if change.after is not None:
            self._lines[reader_id][ticket] = entry
            return
        del self._lines[reader_id][ticket]
        why = self._why_gone(entry, statuses.get(reader_id), commit)
        require(why is not None, "nobody loses a place without a reason", f"{entry} at {commit.at_ms}")
        self._reached("waiting line", str(why))

    def _why_gone(self, entry: Entry, status: ItemChange | None, commit: Commit) -> str | None:
        client_id, now_ms = entry["client_id"], commit.at_ms
        before = (status.before if status is not None else None) or {}
        if any(
            each.before is None and (each.after or {}).get("client_id") == client_id for each in commit.of("session")
        ):
            return "who begins leaves the line"
        if before.get("turn_client_id") == client_id and before["turn_expires_at_ms"] <= now_ms:
            return "who lets the turn pass loses the place"
        if now_ms - entry["seen_at_ms"] > SILENCE_MS or now_ms >= entry["joined_at_ms"] + MAX_WAIT_MS:
            return "who is silent loses the place"
        return "somebody leaves" if client_id in self.left else None

    def _see_status(self, reader_id: str, change: ItemChange, commit: Commit) -> None:
        before, after = change.before or {}, change.after or {}
        line = self._lines[reader_id]
        require((after.get("line_length") or 0) == len(line), "the reader's status counts who waits", reader_id)
        old, new = before.get("turn_client_id"), after.get("turn_client_id")
        if new is None or new == old:
            return
        name = f"{reader_id}: {new} of {line}"
        require(old is None, "a turn that is given stands", name)
        require(bool(line) and line[min(line)]["client_id"] == new, "the turn is the first one's", name)
        require(
            after.get("session_id") is None and bool(after.get("online")), "a turn is of a reader who is free", name
        )
        require(after["turn_expires_at_ms"] <= commit.at_ms + TURN_MS, "a turn lasts a minute", name)
        self._reached("waiting line", "a turn is given")
