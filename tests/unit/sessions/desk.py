"""Sessions, runs and a worker's desk for tests of the rules. Times are seconds after t0, when both are present."""

from __future__ import annotations

from chalicelib.core.clock import SECOND_MS
from chalicelib.readers.rules import Modality
from chalicelib.sessions import rules
from chalicelib.sessions.rules import EndReason, Party, Plan, Presence, Run, Session, State

C, R = Party.CLIENT, Party.READER
RATE_CENTS = 250
RICH_CENTS = 10_000_000
CREATED_MS = 1_760_000_000_000
ACCEPTED_MS = CREATED_MS + 10_000
T0_MS = ACCEPTED_MS + 5_000
"""Both are present from here on."""


def at(seconds: float) -> int:
    return T0_MS + round(seconds * SECOND_MS)


def waiting(accepted: bool = True) -> Session:
    return Session(
        session_id="ses",
        client_id="client",
        reader_id="reader",
        modality=Modality.VIDEO,
        rate_cents=RATE_CENTS,
        state=State.WAITING,
        created_at_ms=CREATED_MS,
        accepted_at_ms=ACCEPTED_MS if accepted else None,
    )


def run(since: float, seen: float, left: float | None = None) -> Run:
    return Run(at(since), at(seen), None if left is None else at(left))


def both(client: Run, reader: Run) -> Presence:
    return Presence(client, reader)


def look(
    session: Session,
    presence: Presence,
    as_of_ms: int,
    *,
    charged: int = 1,
    balance_cents: int = RICH_CENTS,
    resume_at_ms: int | None = None,
    renewed: Party | None = None,
) -> Plan:
    return rules.advance(
        session,
        presence,
        charged_minutes=charged,
        balance_cents=balance_cents,
        as_of_ms=as_of_ms,
        resume_at_ms=resume_at_ms,
        renewed=renewed,
    )


class Desk:
    """Looks at one session again and again and keeps its watermark, as a worker with a wallet would."""

    def __init__(self, session: Session, charged: int = 1, balance_cents: int = RICH_CENTS) -> None:
        self.session, self.charged, self.balance_cents = session, charged, balance_cents
        self.presence = Presence() if session.running_since_ms is None else both(run(0, 0), run(0, 0))

    def seen(self, seconds: float, *parties: Party) -> Desk:
        """A heartbeat: what the old run proves is billed before a new one begins, then all is brought up to date."""
        for party in parties or (C, R):
            self._record(party, at(seconds), leaving=False)
            self.look(at(seconds), resume_at_ms=at(seconds))
        return self

    def signed(self, seconds: float, *parties: Party) -> Desk:
        """Signs alone, with no billing after them."""
        for party in parties or (C, R):
            self._record(party, at(seconds), leaving=False)
        return self

    def through(self, start: int, stop: int, *parties: Party) -> Desk:
        """Heartbeats every 15 s from `start` to `stop`, both included."""
        for seconds in (*range(start, stop, 15), stop):
            self.seen(seconds, *parties)
        return self

    def went(self, seconds: float, party: Party) -> Desk:
        """The news of a leave alone, with no billing after it."""
        self._record(party, at(seconds), leaving=True)
        return self

    def left(self, seconds: float, party: Party) -> Desk:
        """A page says that it goes."""
        return self.went(seconds, party).look(at(seconds))

    def look(self, as_of_ms: int, resume_at_ms: int | None = None, renewed: Party | None = None) -> Desk:
        while self.session.state in rules.LIVE_STATES:
            plan = look(
                self.session,
                self.presence,
                as_of_ms,
                charged=self.charged,
                balance_cents=self.balance_cents,
                resume_at_ms=resume_at_ms,
                renewed=renewed,
            )
            if plan == Plan(self.session):
                break
            self.session, self.charged = plan.session, self.charged + plan.minutes
            self.balance_cents -= plan.minutes * self.session.rate_cents
        return self

    def end(self, seconds: float, party: Party) -> Desk:
        """A party ends it; the call is a sign of one who is still there."""
        run = self.presence.of(party)
        if run.is_present(at(seconds)):
            self.presence = self.presence.with_run(party, run.seen(at(seconds)))
        self.look(at(seconds))
        if self.session.state in rules.LIVE_STATES:
            reason = EndReason.ENDED_BY_CLIENT if party is C else EndReason.ENDED_BY_READER
            self.session = rules.end(self.session, self.presence, at(seconds), reason)
        return self

    def _record(self, party: Party, at_ms: int, *, leaving: bool) -> None:
        standing = self.presence.of(party)
        news = standing.left(at_ms) if leaving else standing.seen(at_ms)
        if standing != Run() and news.since_at_ms != standing.since_at_ms:
            self.look(at_ms, renewed=party)
        if self.session.state in rules.LIVE_STATES:
            self.presence = self.presence.with_run(party, news)
