"""One committed change of a booked reading's session, held against the evidence (product.md, docs/decisions/0014).

Nothing is charged. It begins when both are there, at its time at the earliest; it waits for whoever drops out until
its time is over; who is not there at the instant at which it counts has missed it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.model.commits import Commit, from_json, require
from tests.simulation.model.presence import SILENT_MS, Evidence
from tests.simulation.model.session_told import MINUTE_MS, Told

END_REASONS = (
    "time_over",
    "client_missed",
    "reader_missed",
    "client_left",
    "reader_left",
    "ended_by_client",
    "ended_by_reader",
    "cancelled",
    "suspended",
)
MOVES = frozenset(
    {
        ("waiting", "active"),
        ("active", "paused"),
        ("paused", "reconnecting"),
        ("paused", "active"),
        ("reconnecting", "active"),
        ("waiting", "finalized"),
        ("active", "finalized"),
        ("paused", "finalized"),
        ("reconnecting", "finalized"),
    }
)
"""The end and the settlement of a booked reading's session are one commit."""
_THROUGH = frozenset(
    {
        ("waiting", "paused"),
        ("waiting", "reconnecting"),
        ("active", "reconnecting"),
        ("paused", "paused"),
        ("reconnecting", "paused"),
    }
)
_READER_LATE_MS = 10 * MINUTE_MS
_CLIENT_LATE_MS = 15 * MINUTE_MS
_BEFORE_MS = 10 * MINUTE_MS


def deadlines(starts: int, ends: int) -> tuple[int, int]:
    """When a reader, and a client, who is not there has missed a reading."""
    return min(starts + _READER_LATE_MS, ends), min(starts + _CLIENT_LATE_MS, ends)


class BookedStep:
    """One change of one booked reading's session."""

    def __init__(
        self,
        told: Told,
        before: Mapping[str, Any],
        commit: Commit,
        reached: Callable[[str, str], None],
    ) -> None:
        self._told = told
        self._before = before
        self._after = told.item
        self._commit = commit
        self._reached = reached
        self._starts, self._ends = told.item["starts_at_ms"], told.item["ends_at_ms"]
        self._where = f"{told.session_id} {before.get('state')} -> {told.item['state']}"

    def check(self) -> None:
        before, after = self._before, self._after
        if not before:
            require(after["state"] == "waiting", "a reading waits for both", self._where)
            opened = self._starts - _BEFORE_MS <= self._commit.at_ms < self._ends
            require(opened, "people come in from ten minutes before", f"{self._where} at {self._commit.at_ms}")
            return
        old, new = before["state"], after["state"]
        if old != new:
            self._reached("moves of booked readings", f"{old} -> {new}")
            require((old, new) in MOVES | _THROUGH, "allowed moves", self._where)
        for name in ("client_joined_at_ms", "reader_joined_at_ms"):
            require(before.get(name) in (None, after.get(name)), "one comes in once", f"{self._where} {name}")
        for fixed in ("booking_id", "price_cents", "starts_at_ms", "ends_at_ms", "client_id", "reader_id"):
            require(before[fixed] == after[fixed], "what was agreed stays", f"{self._where} {fixed}")
        if old == "finalized":
            return
        self._follow()
        if new == "finalized":
            self._check_end()

    def _any(self, holds: Callable[[Evidence], bool], check: str, detail: str) -> None:
        told = self._told
        recent = told.log.recent(self._commit.at_ms)
        ended = (each.signed(*end) for end in told.ends if end[0] is not None for each in recent)
        require(any(map(holds, recent)) or any(map(holds, ended)), check, f"{self._where}: {detail} by {told.log.now}")

    def _follow(self) -> None:
        before, after = self._before, self._after
        old = [tuple(each) for each in from_json(before.get("intervals"))]
        new = [tuple(each) for each in from_json(after.get("intervals"))]
        if old != new[: len(old)]:
            require(after["state"] == "finalized", "connected time is never taken back", self._where)
            cut = [
                (start, min(stop, after["ended_at_ms"])) for start, stop, *_ in old if start <= after["ended_at_ms"]
            ]
            require([each[:2] for each in new][: len(cut)] == cut, "an end cuts what lies after it", self._where)
            return
        since, paused_at = before.get("running_since_ms"), before.get("paused_at_ms")
        for start, stop, closed_by, *_ in new[len(old) :]:
            if since is None:
                self._check_begin(start, paused_at)
            else:
                require(start == since, "an interval begins where it began", self._where)
            self._check_stop(start, stop, closed_by)
            since, paused_at = None, stop
        running = after.get("running_since_ms")
        require((running is not None) == (after["state"] == "active"), "only an active session runs", self._where)
        if running is not None and running != since:
            self._check_begin(running, paused_at)

    def _check_begin(self, at_ms: int, paused_at: int | None) -> None:
        require(self._starts <= at_ms < self._ends, "a reading is held in its time", f"{self._where} at {at_ms}")
        earliest = self._starts if paused_at is None else paused_at
        by_reader, by_client = deadlines(self._starts, self._ends)

        def is_right(proof: Evidence) -> bool:
            if proof.met is None or at_ms != max(proof.met, earliest) or not proof.both_reach(at_ms):
                return False
            if paused_at is not None:
                return True
            return at_ms <= by_reader or (at_ms <= by_client and _is_there(proof, "reader", by_reader))

        self._any(is_right, "a reading begins, or goes on, when both are there", f"at {at_ms} after {paused_at}")

    def _check_stop(self, start: int, stop: int, closed_by: str) -> None:
        require(stop <= self._ends, "a reading ends with its time", f"{self._where} {stop}")
        if closed_by == "end":
            times = [(None, self._ends), *self._told.ends]
            self._any(
                lambda proof: (
                    any(stop == max(start, min(at, proof.signed(party, at).until)) for party, at in times)
                    or (stop == self._ends and proof.both_reach(self._ends))
                ),
                "an end stops the clock at the end, or where presence is no longer proved",
                f"{start}..{stop}",
            )
            return
        party, now_ms = closed_by.removesuffix("_left"), self._commit.at_ms
        self._any(
            lambda proof: (
                stop == max(start, proof.until)
                and (proof.of(party).gone or now_ms - (proof.of(party).seen or 0) > SILENT_MS)
            ),
            "a drop stops the clock where both were last proved",
            f"{start}..{stop} {closed_by}",
        )

    def _check_end(self) -> None:
        after, told = self._after, self._told
        reason, at_ms = after["end_reason"], after["ended_at_ms"]
        self._reached("ends of booked readings", reason)
        by_reader, by_client = deadlines(self._starts, self._ends)
        has_begun = after.get("started_at_ms") is not None
        require(at_ms <= self._commit.at_ms, "an end is not ahead", f"{self._where} {at_ms}")
        if reason in ("client_missed", "reader_missed"):
            require(not has_begun, "who has begun has not missed it", self._where)
            self._any(
                lambda proof: _who_missed(proof, by_reader, by_client) == (reason, at_ms),
                "who is not there when it counts has missed it",
                f"{reason} at {at_ms}",
            )
        elif reason == "time_over":
            require(at_ms == self._ends, "a reading ends with its time", self._where)
        elif reason in ("client_left", "reader_left"):
            require(has_begun, "only who was there can leave", self._where)
            self._check_who_left(reason, at_ms)
        elif reason == "cancelled":
            cancelled = any(
                str((each.after or {}).get("state")).startswith("cancelled") for each in self._commit.of("booking")
            )
            require(cancelled and not has_begun, "called off with its booking, before it begins", self._where)
        else:
            if at_ms == after.get("started_at_ms"):
                return  # an end that was asked for before both met, stored after it
            require(at_ms in {at for _, at in told.ends}, "ended when somebody ends it", f"{self._where} {at_ms}")
            by_party = {"ended_by_client": "client", "ended_by_reader": "reader"}.get(reason)
            require((by_party, at_ms) in told.ends, "ended by whoever ended it", f"{self._where} {reason}")
            require(has_begun or by_party is None, "who has not begun cancels the booking", self._where)

    def _check_who_left(self, reason: str, at_ms: int) -> None:
        """The last to drop out has left, unless they were back in the end: then it is the other one."""
        closed = from_json(self._after.get("intervals"))
        stop, closed_by = closed[-1][1], closed[-1][2]
        if not closed_by.endswith("_left"):
            return  # cut by the end
        dropped = closed_by.removesuffix("_left")
        blamed = reason.removesuffix("_left")
        self._any(
            lambda proof: (blamed == dropped) != proof.of(dropped).back(at_ms, stop),
            "the one who is missing has left",
            f"{reason} at {at_ms} after {stop}",
        )


def _is_there(proof: Evidence, party: str, at_ms: int) -> bool:
    run = proof.of(party)
    return run.since is not None and run.since <= at_ms and run.reaches(at_ms)


def _who_missed(proof: Evidence, by_reader: int, by_client: int) -> tuple[str, int]:
    if not _is_there(proof, "reader", by_reader):
        return "reader_missed", by_reader
    return ("reader_missed" if _is_there(proof, "client", by_client) else "client_missed"), by_client
