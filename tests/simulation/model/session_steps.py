"""One committed change of a session, looked at from all sides: starts, stops, resumptions and the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tests.simulation.model.commits import Commit, from_json, posted_in, require
from tests.simulation.model.presence import FRESH_MS, SILENT_MS, Evidence
from tests.simulation.model.session_told import MINUTE_MS, Told, closed_ms

RING_MS = 60_000
CONNECT_MS = 60_000
GRACE_MS = 300_000
MAX_RECONNECTS = 10
_ENDINGS = ("ended_by_client", "ended_by_reader", "declined", "cancelled", "ended_by_admin", "suspended")


class Judge(Protocol):
    """What a step asks of the auditor of all sessions."""

    def spendable(self, user_id: str) -> int:
        """What a client can spend by the books."""

    def live_beat(self) -> int | None:
        """When the heartbeat came that is at work now, if one is."""

    def reached(self, heading: str, point: str) -> None:
        """Count a point of the coverage."""

    def stands(self, told: Told, ended: Mapping[str, Any], charged: int) -> int:
        """How many minutes the client pays for a session that ends so."""

    def given_back(self, commit: Commit, told: Told) -> bool:
        """Whether a commit gives back what does not stand, and no more."""


class Step:
    """One change of one session, looked at from all sides."""

    def __init__(
        self,
        judge: Judge,
        told: Told,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        commit: Commit,
        where: str,
    ) -> None:
        self._judge = judge
        self._told = told
        self._before = before
        self._after = after
        self._commit = commit
        self._where = where
        self._charges = sum(1 for each in posted_in(commit) if each.credit == f"session:{told.session_id}")
        self._charged = told.charged + self._charges

    def check(self) -> None:
        before, after = self._before, self._after
        for fixed in ("client_id", "reader_id", "rate_cents", "created_at_ms", "session_id"):
            require(before[fixed] == after[fixed], "what was agreed stays", f"{self._where} {fixed}")
        old = [tuple(each) for each in from_json(before.get("intervals"))]
        new = [tuple(each) for each in from_json(after.get("intervals"))]
        kept = old == new[: len(old)]
        if not kept:
            require(after["state"] == "ended", "connected time is never taken back", self._where)
            self._check_cut(old, new)
        pause = self._follow(new[len(old) :] if kept else [])
        if after["state"] == "ended" and before["state"] != "ended":
            self._check_end()
            if kept and pause is not None:
                self._check_who_left(*pause)

    def _check_cut(self, old: list[Any], new: list[Any]) -> None:
        at_ms = self._after["ended_at_ms"]
        wanted = [(start, min(stop, at_ms)) for start, stop, *_ in old if start <= at_ms]
        found = [(start, stop) for start, stop, *_ in new]
        require(found[: len(wanted)] == wanted, "an end cuts what lies after it", f"{self._where} {old} {new}")

    def _follow(self, intervals: list[Any]) -> tuple[int, str] | None:
        """Go through the starts and stops that this commit adds, in their order.

        Returns since when the session stands in the end for somebody who dropped out, and for whom; None otherwise.
        """
        before = self._before
        since, paused_at = before.get("running_since_ms"), before.get("paused_at_ms")
        reason, dropped = before.get("pause_reason"), before.get("pause_dropped")
        closed = closed_ms(before)
        for start, stop, closed_by, *_ in intervals:
            if since is None:
                self._check_begin(start, paused_at, reason)
            else:
                require(start == since, "an interval begins where it began", self._where)
            self._check_stop(start, stop, closed_by, closed)
            closed += stop - start
            since, paused_at, reason = None, stop, "funds" if closed_by == "funds" else "dropped"
            dropped = closed_by.removesuffix("_left") if closed_by.endswith("_left") else None
        running = self._after.get("running_since_ms")
        require(
            (running is not None) == (self._after["state"] == "active"), "only an active session runs", self._where
        )
        if running is not None and running != since:
            self._check_begin(running, paused_at, reason)
        return (paused_at, dropped) if paused_at is not None and dropped is not None else None

    def _any(self, holds: Callable[[Evidence], bool], check: str, detail: str) -> None:
        """Require that it holds of evidence that the decision can have been made on."""
        told = self._told
        recent = told.log.recent(self._commit.at_ms)
        ended = (each.signed(*end) for end in told.ends if end[0] is not None for each in recent)
        require(any(map(holds, recent)) or any(map(holds, ended)), check, f"{self._where}: {detail} by {told.log.now}")

    def _check_begin(self, at_ms: int, paused_at: int | None, reason: str | None) -> None:
        accepted = self._after.get("accepted_at_ms")
        if paused_at is None:
            require(accepted is not None, "a session begins when the reader has accepted", self._where)
            assert accepted is not None
            self._any(
                lambda proof: (
                    proof.met is not None
                    and at_ms == max(proof.met, accepted)
                    and at_ms < accepted + CONNECT_MS
                    and proof.both_reach(at_ms, FRESH_MS)
                ),
                "a session begins when both are there",
                f"at {at_ms}",
            )
            require(self._charged >= 1, "minute 1 is charged with the start", self._where)
            return
        beat = self._judge.live_beat()
        if reason == "funds":
            require(beat is not None, "a live heartbeat takes up what stood for funds", self._where)
        self._any(
            lambda proof: (
                proof.met is not None
                and at_ms < paused_at + GRACE_MS
                and proof.both_reach(at_ms)
                and at_ms == max(proof.met, paused_at, (beat or 0) if reason == "funds" else 0)
            ),
            "a session resumes when both are there again",
            f"at {at_ms} after {paused_at} ({reason})",
        )

    def _check_stop(self, start: int, stop: int, closed_by: str, closed: int) -> None:
        if closed_by == "funds":
            paid = self._charged * MINUTE_MS
            require(closed + stop - start == paid, "funds stop the clock at the end of a paid minute", self._where)
            require(self._told.proved_until >= stop, "funds stop a clock that runs", self._where)
            short = self._judge.spendable(self._after["client_id"]) - self._charges * self._told.rate
            require(short < self._told.rate, "a session is paused for funds when they are short", self._where)
            self._judge.reached("money of sessions", "paused for funds")
            return
        if closed_by == "end":
            self._any(
                lambda proof: any(stop == self._ended_at(proof, start, *end) for end in self._told.ends),
                "an end stops the clock at the end, or where presence is no longer proved",
                f"{start}..{stop} for {sorted(self._told.ends, key=str)}",
            )
            return
        party = closed_by.removesuffix("_left")
        now_ms = self._commit.at_ms
        self._any(
            lambda proof: (
                stop == max(start, proof.until)
                and (proof.of(party).gone or now_ms - (proof.of(party).seen or 0) > SILENT_MS)
            ),
            "a drop stops the clock where both were last proved",
            f"{start}..{stop} {closed_by}",
        )

    def _ended_at(self, proof: Evidence, start: int, party: str | None, at_ms: int) -> int:
        return max(start, min(at_ms, proof.signed(party, at_ms).until))

    def _check_who_left(self, paused_at: int, dropped: str) -> None:
        """Whose leaving ended a session that stood for somebody who had dropped out; it decides about a minute."""
        reason, ended_at = self._after["end_reason"], self._after["ended_at_ms"]
        other = "reader" if dropped == "client" else "client"
        at_ms = paused_at + GRACE_MS if ended_at == paused_at else ended_at
        if reason == f"{other}_left":
            self._any(
                lambda proof: proof.of(dropped).back(at_ms, paused_at), "the one who is missing has left", reason
            )
        elif reason == f"{dropped}_left":
            too_often = self._before["reconnects"] >= MAX_RECONNECTS
            self._any(
                lambda proof: too_often or not proof.of(dropped).back(at_ms, paused_at),
                "who is back has not left",
                f"{reason} at {at_ms} after {paused_at}",
            )
        elif reason in ("ended_by_client", "ended_by_reader") and (reason, dropped) != ("ended_by_client", "client"):
            self._any(
                lambda proof: proof.of(dropped).back(at_ms, paused_at),
                "who ends a session is not made the one who left",
                f"{reason} at {at_ms} after {paused_at}, {dropped} dropped",
            )

    def _check_end(self) -> None:
        after, before, told = self._after, self._before, self._told
        reason, now_ms = after["end_reason"], self._commit.at_ms
        self._judge.reached("end reasons", reason)
        ended_at = after["ended_at_ms"]
        if reason == "no_answer":
            at_ms = before["created_at_ms"] + RING_MS
            require((ended_at, "accepted_at_ms" in before) == (at_ms, False), "no answer within a minute", self._where)
            require(now_ms >= at_ms, "it rings for a minute", self._where)
        elif reason == "not_connected":
            at_ms = before["accepted_at_ms"] + CONNECT_MS
            require(ended_at == at_ms <= now_ms, "both have a minute to connect", self._where)
        elif reason in _ENDINGS:
            asked = {at for _, at in told.ends}
            require(
                ended_at in asked or ended_at == after.get("started_at_ms"), "ended when somebody ends it", self._where
            )
        elif before["state"] in ("paused", "reconnecting") and ended_at == before.get("paused_at_ms"):
            over = now_ms >= ended_at + GRACE_MS or bool(told.ends)
            require(over, "grace is five minutes", self._where)
        told.standing = self._judge.stands(told, after, self._charged)
        begun = -(-closed_ms(after) // MINUTE_MS)
        require(self._charged >= begun, "every begun minute is charged", f"{self._where}: {self._charged} of {begun}")
        require(self._judge.given_back(self._commit, told), "what does not stand is given back", self._where)
