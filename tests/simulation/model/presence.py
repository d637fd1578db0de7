"""Evidence of presence: what was proved, told from stored signs, which are held against the signs really given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.simulation.model.commits import ItemChange, require

SILENT_MS = 45_000
FRESH_MS = 20_000
WINDOW_MS = 150_000
"""A decision may rest on evidence that was read this long before it was committed."""
PARTIES = ("client", "reader")


@dataclass(frozen=True)
class Run:
    """One party's run as it is stored."""

    since: int | None = None
    seen: int | None = None
    left: int | None = None

    @property
    def gone(self) -> bool:
        return self.left is not None and (self.seen is None or self.left >= self.seen)

    @property
    def proved(self) -> int | None:
        if self.seen is None:
            return None
        return self.left if self.gone else self.seen

    def reaches(self, at_ms: int, within_ms: int = SILENT_MS) -> bool:
        """Whether the party counts as there at an instant of this run."""
        if self.seen is None:
            return False
        if self.gone:
            return self.left is not None and self.left >= at_ms
        return at_ms - self.seen <= within_ms

    def back(self, at_ms: int, since_ms: int) -> bool:
        """Whether the party gave a sign after an instant and was still there at a later one."""
        return self.reaches(at_ms) and (self.seen or 0) > since_ms

    def over(self, at_ms: int) -> bool:
        """Whether nothing can lengthen the run any more."""
        return self.seen is not None and (self.gone or at_ms - self.seen > SILENT_MS)

    def signed(self, at_ms: int) -> Run:
        """The run with one more sign, if that is news and the run still goes on."""
        if self.seen is None or self.over(at_ms) or at_ms <= max(self.seen, self.left or 0):
            return self
        return Run(self.since, at_ms)


@dataclass(frozen=True)
class Evidence:
    """Both runs."""

    client: Run = Run()
    reader: Run = Run()

    @property
    def met(self) -> int | None:
        if self.client.since is None or self.reader.since is None:
            return None
        return max(self.client.since, self.reader.since)

    @property
    def until(self) -> int:
        """The last instant at which both were proved to be there."""
        client, reader = self.client.proved, self.reader.proved
        return 0 if client is None or reader is None else min(client, reader)

    def of(self, party: str) -> Run:
        return self.client if party == "client" else self.reader

    def signed(self, party: str | None, at_ms: int) -> Evidence:
        """The evidence with one more sign: whoever ends a session is there to do it. None: nobody of the two."""
        if party is None:
            return self
        runs = {each: self.of(each) for each in PARTIES}
        runs[party] = runs[party].signed(at_ms)
        return Evidence(runs["client"], runs["reader"])

    def both_reach(self, at_ms: int, within_ms: int = SILENT_MS) -> bool:
        return self.client.reaches(at_ms, within_ms) and self.reader.reaches(at_ms, within_ms)


@dataclass
class Signs:
    """What a party really did, whether or not it was stored: instants of signs and of leaving."""

    seen: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)


class PresenceLog:
    """The stored evidence of one session, in its versions."""

    def __init__(self) -> None:
        self._versions: list[tuple[int, Evidence]] = [(0, Evidence())]
        self.signs = {party: Signs() for party in PARTIES}
        self.accepted: int | None = None

    @property
    def now(self) -> Evidence:
        return self._versions[-1][1]

    def recent(self, at_ms: int) -> list[Evidence]:
        """All that a decision committed now may have been made on, the latest first.

        Whoever gives a sign decides on its own run as it has just been stored, and on the other party's as it was
        read before. So any recent version of the one's run may have been seen with any of the other's. A run that was
        replaced by a new one decides nothing any more: the session counts that, so whoever read it looks again.
        """
        seen: list[Evidence] = []
        for since_ms, evidence in reversed(self._versions):
            seen.append(evidence)
            if since_ms < at_ms - WINDOW_MS:
                break
        clients, readers = (list(dict.fromkeys(self._standing(each.of(party) for each in seen))) for party in PARTIES)
        return [Evidence(client, reader) for client in clients for reader in readers]

    @staticmethod
    def _standing(runs: Iterable[Run]) -> Iterator[Run]:
        """Of versions, the latest first, those of the last run, and that there was none before."""
        last: Run | None = None
        for run in runs:
            last = last or run
            if run.since in (last.since, None):
                yield run

    def committed(self, at_ms: int, change: ItemChange) -> None:
        """Hold a stored change against the signs that were given, and keep it."""
        after = change.after or {}
        before = self.now
        evidence = Evidence(*(_run(after, party) for party in PARTIES))
        for party in PARTIES:
            self._check(party, before.of(party), evidence.of(party), change.pk)
        self._versions.append((at_ms, evidence))

    def _check(self, party: str, old: Run, new: Run, where: str) -> None:
        if new == old:
            return
        given = self.signs[party]
        name = f"{where} {party} {old} -> {new}"
        require(new.seen in self._possible(given.seen), "presence is a sign that was given", name)
        if new.left is not None and new.left != old.left:
            require(new.left in self._possible(given.left), "a leave is one that was told", name)
        if new.since == old.since:
            assert old.seen is not None
            assert new.seen is not None
            require(new.seen >= old.seen, "evidence only grows", name)
            if new.seen > old.seen:
                require(not old.over(new.seen), "a silence ends a run", name)
        else:
            require(new.since == new.seen and new.left is None, "a run begins with one sign", name)
            if old.seen is not None:
                require(old.over(new.seen or 0), "a run goes on until a silence", name)

    def _possible(self, given: set[int]) -> set[int]:
        """Notices of a channel count from the moment of acceptance at the earliest."""
        return given if self.accepted is None else given | {self.accepted}


def _run(item: object, party: str) -> Run:
    assert isinstance(item, dict)
    return Run(*(item.get(f"{party}_{name}_at_ms") for name in ("since", "seen", "left")))
