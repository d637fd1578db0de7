"""The rules of a session, as pure values and decisions (product.md "On-demand sessions", money.md "Session billing").

Everything here is decided from evidence that carries its own time stamps, never from the time at which a worker
happens to run. So the same evidence gives the same minutes, pauses and end, however late or often it is looked at.

Evidence of a party is a *run*: it was first seen at `since_at_ms` and last seen at `seen_at_ms`, with no gap longer
than SILENCE between. Both are connected from the later `since` to the earlier end. Only that time is billed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from chalicelib.core.clock import MINUTE_MS, SECOND_MS
from chalicelib.readers.rules import Modality

HEARTBEAT_SECONDS = 15
SILENCE_MS = 45 * SECOND_MS
"""A party not heard of for this long has dropped out, as of when it was last heard of."""
FRESH_MS = 20 * SECOND_MS
"""How old the other party's last sign may be when a session becomes active."""
RING_MS = 60 * SECOND_MS
CONNECT_MS = 60 * SECOND_MS
"""After the reader accepted, both must be there within this time."""
GRACE_MS = 5 * MINUTE_MS
MAX_RECONNECTS = 10
LOW_BALANCE_MINUTES = 5
"""A client whose balance falls below so many minutes of the running rate is told."""
FREE_MS = 30 * SECOND_MS
"""A session shorter than this is given back (once a day for the same two people)."""

READER_LATE_MS = 10 * MINUTE_MS
CLIENT_LATE_MS = 15 * MINUTE_MS
"""How long after the start of a booked reading somebody who is not there has missed it (money.md "Booking")."""


class State(StrEnum):
    """The seven states of a session."""

    CREATED = "created"
    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    RECONNECTING = "reconnecting"
    ENDED = "ended"
    FINALIZED = "finalized"


MOVES: dict[State, frozenset[State]] = {
    State.CREATED: frozenset({State.WAITING}),
    State.WAITING: frozenset({State.ACTIVE, State.ENDED}),
    State.ACTIVE: frozenset({State.PAUSED, State.ENDED}),
    State.PAUSED: frozenset({State.RECONNECTING, State.ACTIVE, State.ENDED}),
    State.RECONNECTING: frozenset({State.ACTIVE, State.ENDED}),
    State.ENDED: frozenset({State.FINALIZED}),
    State.FINALIZED: frozenset(),
}
LIVE_STATES = frozenset({State.CREATED, State.WAITING, State.ACTIVE, State.PAUSED, State.RECONNECTING})
JOINED_STATES = frozenset({State.ACTIVE, State.PAUSED, State.RECONNECTING})


class Party(StrEnum):
    """One of the two people of a session."""

    CLIENT = "client"
    READER = "reader"

    @property
    def other(self) -> Party:
        """The other one."""
        return Party.READER if self is Party.CLIENT else Party.CLIENT


class PauseReason(StrEnum):
    """Why the clock stands."""

    DROPPED = "dropped"
    FUNDS = "funds"


class EndReason(StrEnum):
    """Why a session is over."""

    ENDED_BY_CLIENT = "ended_by_client"
    ENDED_BY_READER = "ended_by_reader"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    NO_ANSWER = "no_answer"
    NOT_CONNECTED = "not_connected"
    CLIENT_LEFT = "client_left"
    READER_LEFT = "reader_left"
    OUT_OF_FUNDS = "out_of_funds"
    ENDED_BY_ADMIN = "ended_by_admin"
    SUSPENDED = "suspended"
    TIME_OVER = "time_over"
    CLIENT_MISSED = "client_missed"
    READER_MISSED = "reader_missed"


def is_low_balance(balance_cents: int, rate_cents: int) -> bool:
    """Whether a balance is too low for five minutes of a session."""
    return balance_cents < LOW_BALANCE_MINUTES * rate_cents


class WrongState(Exception):
    """A move that the session's state does not allow. It changes nothing."""

    def __init__(self, state: State, wanted: str) -> None:
        super().__init__(f"a session that is {state} cannot be {wanted}")
        self.state = state


@dataclass(frozen=True, order=True)
class NoticeOrder:
    """Where a notice of the media channel stands among those of one party: by the channel's own clock, which tells
    whole seconds, then by the number that the channel gave it."""

    told_at_ms: int
    client_seq: int


@dataclass(frozen=True)
class Run:
    """What is known of one party's presence.

    Attributes:
        since_at_ms: first sign of the present run; None when never seen.
        seen_at_ms: last sign.
        left_at_ms: when it said that it leaves, or the channel said so; counts when later than `seen_at_ms`.
        last_notice: the latest of the channel's notices that were heard of; it stays when a new run begins.
    """

    since_at_ms: int | None = None
    seen_at_ms: int | None = None
    left_at_ms: int | None = None
    last_notice: NoticeOrder | None = None

    @property
    def has_left(self) -> bool:
        """Whether the last thing known is that the party went."""
        return self.left_at_ms is not None and (self.seen_at_ms is None or self.left_at_ms >= self.seen_at_ms)

    @property
    def proved_until_ms(self) -> int | None:
        """The last instant at which the party was known to be there."""
        if self.seen_at_ms is None:
            return None
        return self.left_at_ms if self.has_left else self.seen_at_ms

    def is_present(self, at_ms: int) -> bool:
        """Whether the party counts as there at `at_ms`: heard of within SILENCE, and it has not left since."""
        return self.seen_at_ms is not None and not self.has_left and at_ms - self.seen_at_ms <= SILENCE_MS

    def reaches(self, at_ms: int, within_ms: int = SILENCE_MS) -> bool:
        """Whether this run, once it has begun, counts as going on at `at_ms`. Later signs never take a yes back."""
        if self.seen_at_ms is None:
            return False
        if self.left_at_ms is not None and self.has_left:
            return self.left_at_ms >= at_ms
        return at_ms - self.seen_at_ms <= within_ms

    def is_broken_by(self, at_ms: int) -> bool:
        """Whether a sign at `at_ms` would start a new run instead of lengthening this one."""
        return self.seen_at_ms is not None and not self.is_present(at_ms)

    def seen(self, at_ms: int) -> Run:
        """The run with a sign of presence at `at_ms`; a sign that is not news changes nothing."""
        known_ms = self._known_ms()
        if known_ms is not None and at_ms <= known_ms:
            return self
        goes_on = self.seen_at_ms is not None and not self.is_broken_by(at_ms)
        return replace(self, since_at_ms=self.since_at_ms if goes_on else at_ms, seen_at_ms=at_ms, left_at_ms=None)

    def left(self, at_ms: int) -> Run:
        """The run with the news that the party went at `at_ms`."""
        known_ms = self._known_ms()
        if known_ms is None or at_ms < known_ms or self.is_broken_by(at_ms):
            return self
        return replace(self, left_at_ms=at_ms)

    def noticed(self, order: NoticeOrder, at_ms: int, *, joined: bool) -> Run:
        """The run with a notice of the channel, that the party joined or left it at `at_ms`.

        Notices repeat and arrive in any order. One that is not later than the latest known changes nothing: what was
        proved stays proved, and who is there is what the latest notice says, in whatever order they came.
        """
        last = self.last_notice
        if last is not None and order <= last:
            return self
        if not joined:
            return replace(self.left(at_ms), last_notice=order)
        is_back_at_once = self.left_at_ms == at_ms and last is not None and last.told_at_ms == order.told_at_ms
        if is_back_at_once:
            return Run(since_at_ms=at_ms, seen_at_ms=at_ms, last_notice=order)
        return replace(self.seen(at_ms), last_notice=order)

    def _known_ms(self) -> int | None:
        known = [at_ms for at_ms in (self.seen_at_ms, self.left_at_ms) if at_ms is not None]
        return max(known) if known else None


@dataclass(frozen=True)
class Presence:
    """The runs of both parties."""

    client: Run = Run()
    reader: Run = Run()

    def of(self, party: Party) -> Run:
        """The run of one party."""
        return self.client if party is Party.CLIENT else self.reader

    def with_run(self, party: Party, run: Run) -> Presence:
        """This presence with one party's run replaced."""
        return replace(self, client=run) if party is Party.CLIENT else replace(self, reader=run)

    @property
    def both_from_ms(self) -> int | None:
        """When the later of the two runs began."""
        if self.client.since_at_ms is None or self.reader.since_at_ms is None:
            return None
        return max(self.client.since_at_ms, self.reader.since_at_ms)

    @property
    def both_until_ms(self) -> int | None:
        """The last instant at which both were known to be there."""
        client_ms, reader_ms = self.client.proved_until_ms, self.reader.proved_until_ms
        if client_ms is None or reader_ms is None:
            return None
        return min(client_ms, reader_ms)

    def proofs(self) -> tuple[Proof, Proof] | None:
        """What shows now that client and reader were there; None when one was never seen."""
        client, reader = _proof(self.client), _proof(self.reader)
        return None if client is None or reader is None else (client, reader)

    def dropped(self, as_of_ms: int, renewed: Party | None) -> Party | None:
        """Who has dropped out, once it is settled how long both were there; None while a sign may still change that.

        It is the one who was gone first. Of two who went at one instant it is the one who said so, else the reader
        (the client gets the benefit). When somebody left, but the other one's last sign is older, that one's next sign
        may prove the time until the leave, so it is waited for, but for `renewed`: a new run of that party is about
        to replace what is known, so it is settled now by what is known.
        """
        gone = [party for party in Party if not self.of(party).is_present(as_of_ms)]
        if not gone:
            return None

        def order(party: Party) -> tuple[int, bool, bool]:
            run = self.of(party)
            return run.proved_until_ms or 0, not run.has_left, party is Party.CLIENT

        first = min(gone, key=order)
        gone_at_ms = self.of(first).proved_until_ms or 0
        is_settled = gone_at_ms <= (self.of(first.other).proved_until_ms or 0) and gone_at_ms < as_of_ms
        return first if is_settled or renewed in gone else None

    def both_reach(self, at_ms: int) -> bool:
        """Whether both runs go on at `at_ms`."""
        return self.client.reaches(at_ms) and self.reader.reaches(at_ms)

    def both_present(self, at_ms: int) -> bool:
        """Whether both count as there at `at_ms`."""
        return self.client.is_present(at_ms) and self.reader.is_present(at_ms)


@dataclass(frozen=True)
class Proof:
    """What showed that a party was there: the run that went on, and its last sign when the clock stopped."""

    since_at_ms: int
    last_sign_at_ms: int


@dataclass(frozen=True)
class Interval:
    """A stretch of connected time, and what closed it: `end`, `funds`, `client_left` or `reader_left`.

    `proofs` are of client and reader; they tell why it counts, not what it is.
    """

    started_at_ms: int
    ended_at_ms: int
    closed_by: str
    proofs: tuple[Proof, Proof] | None = field(default=None, compare=False)

    @property
    def length_ms(self) -> int:
        """Its length."""
        return self.ended_at_ms - self.started_at_ms


def _proof(run: Run) -> Proof | None:
    if run.since_at_ms is None or run.proved_until_ms is None:
        return None
    return Proof(run.since_at_ms, run.proved_until_ms)


@dataclass(frozen=True)
class Pause:
    """The clock stands since `paused_at_ms`. `dropped` is the party that went, when somebody went.

    `until_ms` is the end of a booked reading, which waits so long for whoever dropped out.
    """

    reason: PauseReason
    paused_at_ms: int
    dropped: Party | None = None
    until_ms: int | None = None

    @property
    def expires_at_ms(self) -> int:
        """When the grace is over."""
        return self.paused_at_ms + GRACE_MS if self.until_ms is None else self.until_ms


@dataclass(frozen=True)
class Appointment:
    """The time of a booked reading. Its price is in escrow: no minute of it is charged."""

    starts_at_ms: int
    ends_at_ms: int

    @property
    def reader_deadline_ms(self) -> int:
        """When a reader who is not there has missed it."""
        return min(self.starts_at_ms + READER_LATE_MS, self.ends_at_ms)

    @property
    def client_deadline_ms(self) -> int:
        """When a client who is not there has missed it."""
        return min(self.starts_at_ms + CLIENT_LATE_MS, self.ends_at_ms)


@dataclass(frozen=True)
class Session:
    """A session as the rules see it. Money is elsewhere: the watermark of charged minutes is the wallet's hold."""

    session_id: str
    client_id: str
    reader_id: str
    modality: Modality
    rate_cents: int
    state: State
    created_at_ms: int
    accepted_at_ms: int | None = None
    started_at_ms: int | None = None
    running_since_ms: int | None = None
    intervals: tuple[Interval, ...] = ()
    pause: Pause | None = None
    reconnects: int = 0
    ended_at_ms: int | None = None
    end_reason: EndReason | None = None
    appointment: Appointment | None = None

    @property
    def ring_expires_at_ms(self) -> int:
        """When ringing (or, once accepted, connecting; of a booked reading, waiting for the client) is over."""
        if self.appointment is not None:
            return self.appointment.client_deadline_ms
        return self.created_at_ms + RING_MS if self.accepted_at_ms is None else self.accepted_at_ms + CONNECT_MS

    @property
    def closed_ms(self) -> int:
        """Connected time of the closed intervals."""
        return sum(interval.length_ms for interval in self.intervals)

    def connected_ms(self, presence: Presence) -> int:
        """Connected time that is proved: the closed intervals and what is proved of the running one."""
        if self.running_since_ms is None:
            return self.closed_ms
        return self.closed_ms + max(0, (presence.both_until_ms or 0) - self.running_since_ms)

    def moved(self, to: State, **changes: object) -> Session:
        """The session in another state.

        Raises:
            WrongState: the move is not allowed.
        """
        if to not in MOVES[self.state]:
            raise WrongState(self.state, to)
        return replace(self, state=to, **changes)  # type: ignore[arg-type]

    def party_of(self, user_id: str) -> Party | None:
        """Which party a user is, or None for anybody else."""
        return {self.client_id: Party.CLIENT, self.reader_id: Party.READER}.get(user_id)


@dataclass(frozen=True)
class Plan:
    """What bringing a session up to date means: its new value, and how many minutes to charge."""

    session: Session
    minutes: int = 0


def ring(session: Session) -> Session:
    """Start ringing the reader."""
    return session.moved(State.WAITING)


def accept(session: Session, at_ms: int) -> Session:
    """The reader takes the call. Accepting twice changes nothing.

    Raises:
        WrongState: it is not being rung any more, or the 60 seconds are over.
    """
    if session.state is not State.WAITING or at_ms >= session.ring_expires_at_ms:
        raise WrongState(session.state, "accepted")
    return session if session.accepted_at_ms is not None else replace(session, accepted_at_ms=at_ms)


def advance(
    session: Session,
    presence: Presence,
    *,
    charged_minutes: int,
    balance_cents: int,
    as_of_ms: int,
    resume_at_ms: int | None = None,
    renewed: Party | None = None,
    max_minutes: int | None = None,
) -> Plan:
    """Bring a session up to date with the evidence.

    Whether both met, and when, is judged at the instant of meeting, by their runs; `as_of_ms` only tells how long
    silence has lasted and which times are over. So a look that comes late, or early, or never, changes no outcome.

    Parameters:
        charged_minutes: the watermark.
        balance_cents: what the wallet holds; only whole minutes that it can pay are planned.
        as_of_ms: the instant silence, ringing and grace are judged at: a heartbeat's own time, or the scheduled time
            of the tick, never a worker's clock.
        resume_at_ms: the time of a live heartbeat, which alone may take up a session that was paused for funds.
        renewed: whose run is over and about to be replaced by a new one that begins at `as_of_ms`; an active session
            is paused by that.
        max_minutes: how many minutes to plan at the most; the next look goes on from there.
    """
    look = Look(presence, charged_minutes, balance_cents, as_of_ms, resume_at_ms, renewed, max_minutes)
    plan = Plan(session)
    for _ in range(8):  # pause, resume, pause again …: each step rests on its own evidence, and few can follow at once
        step = _step(plan, look)
        if step == plan:
            return plan
        plan = step
    return plan


@dataclass(frozen=True)
class Look:
    """What `advance` was given besides the session; its parameters."""

    presence: Presence
    charged_minutes: int
    balance_cents: int
    as_of_ms: int
    resume_at_ms: int | None
    renewed: Party | None
    max_minutes: int | None


def _step(plan: Plan, look: Look) -> Plan:
    session = plan.session
    charged_minutes = look.charged_minutes + plan.minutes
    affordable_minutes = (look.balance_cents - plan.minutes * session.rate_cents) // session.rate_cents
    match session.state:
        case State.WAITING:
            stepped = _advance_waiting(session, look, can_pay=affordable_minutes >= 1)
            return Plan(stepped, 1 if stepped.state is State.ACTIVE else 0)
        case State.ACTIVE:
            return _advance_active(plan, look, charged_minutes, max(0, affordable_minutes))
        case State.PAUSED | State.RECONNECTING:
            can_pay = affordable_minutes >= 1 or session.closed_ms < charged_minutes * MINUTE_MS
            return replace(plan, session=advance_paused(session, look, can_pay=can_pay))
        case _:
            return plan


def _advance_waiting(session: Session, look: Look, *, can_pay: bool) -> Session:
    presence, both_from_ms = look.presence, look.presence.both_from_ms
    if session.accepted_at_ms is not None and both_from_ms is not None:
        start_ms = max(both_from_ms, session.accepted_at_ms)
        not_fresh = [run for run in (presence.client, presence.reader) if not run.reaches(start_ms, FRESH_MS)]
        if start_ms < session.ring_expires_at_ms and not not_fresh:
            if not can_pay:
                return over(session, start_ms, EndReason.OUT_OF_FUNDS)
            return session.moved(State.ACTIVE, started_at_ms=start_ms, running_since_ms=start_ms)
        if start_ms < session.ring_expires_at_ms and all(run.is_present(look.as_of_ms) for run in not_fresh):
            return session  # their next sign may prove that they were there all along
    if look.as_of_ms >= session.ring_expires_at_ms:
        reason = EndReason.NO_ANSWER if session.accepted_at_ms is None else EndReason.NOT_CONNECTED
        return over(session, session.ring_expires_at_ms, reason)
    return session


def _advance_active(plan: Plan, look: Look, charged_minutes: int, affordable_minutes: int) -> Plan:
    session = plan.session
    started_minutes = session.connected_ms(look.presence) // MINUTE_MS + 1
    due_minutes = max(0, started_minutes - charged_minutes)
    payable_minutes = min(due_minutes, affordable_minutes)
    if look.max_minutes is not None and plan.minutes + payable_minutes > look.max_minutes:
        return Plan(session, look.max_minutes)
    minutes = plan.minutes + payable_minutes
    if payable_minutes < due_minutes:
        return Plan(_paused_for_funds(session, look.presence, charged_minutes + payable_minutes), minutes)
    dropped = look.presence.dropped(look.as_of_ms, look.renewed)
    if dropped is None:
        return Plan(session, minutes)
    return Plan(_dropped(session, look.presence, dropped), minutes)


def _paused_for_funds(session: Session, presence: Presence, paid_minutes: int) -> Session:
    """Stop the clock at the end of the last paid minute."""
    running_since_ms = running_since(session)
    paused_at_ms = running_since_ms + paid_minutes * MINUTE_MS - session.closed_ms
    return close_interval(session, presence, paused_at_ms, "funds").moved(
        State.PAUSED, pause=Pause(PauseReason.FUNDS, paused_at_ms), running_since_ms=None
    )


def _dropped(session: Session, presence: Presence, dropped: Party) -> Session:
    """Stop the clock where both were last known to be there; after too many reconnects, for good."""
    stopped_at_ms = max(running_since(session), presence.both_until_ms or 0)
    closed = close_interval(session, presence, stopped_at_ms, f"{dropped}_left")
    if session.reconnects >= MAX_RECONNECTS:
        return over(closed, stopped_at_ms, left_by(dropped))
    return closed.moved(State.PAUSED, pause=Pause(PauseReason.DROPPED, stopped_at_ms, dropped), running_since_ms=None)


def advance_paused(session: Session, look: Look, *, can_pay: bool) -> Session:
    """Take up a session that stands, or end it when its grace is over."""
    pause = _pause(session)
    resumed_at_ms = _resumed_at(pause, look.presence, look.resume_at_ms if can_pay else None)
    if resumed_at_ms is not None and resumed_at_ms < pause.expires_at_ms:
        reconnects = session.reconnects + (pause.reason is PauseReason.DROPPED)
        return session.moved(State.ACTIVE, pause=None, running_since_ms=resumed_at_ms, reconnects=reconnects)
    if look.as_of_ms >= pause.expires_at_ms:
        return over(session, pause.paused_at_ms, _reason_of_lapse(pause, look.presence))
    if session.state is State.PAUSED and _is_joining(pause, look, can_pay=can_pay):
        return session.moved(State.RECONNECTING)
    return session


def _resumed_at(pause: Pause, presence: Presence, resume_at_ms: int | None) -> int | None:
    """When both were there again after a pause, if they were, by news that came after it began."""
    both_from_ms, both_until_ms = presence.both_from_ms, presence.both_until_ms
    if both_from_ms is None or both_until_ms is None:
        return None
    met_at_ms = max(both_from_ms, pause.paused_at_ms)
    if pause.reason is PauseReason.FUNDS:
        if resume_at_ms is None:
            return None
        met_at_ms = max(met_at_ms, resume_at_ms)
    elif max(both_from_ms, both_until_ms) <= pause.paused_at_ms:
        return None
    return met_at_ms if presence.both_reach(met_at_ms) else None


def _is_joining(pause: Pause, look: Look, *, can_pay: bool) -> bool:
    if pause.dropped is not None:
        return _is_back(look.presence.of(pause.dropped), pause, look.as_of_ms)
    return can_pay and not look.presence.both_present(look.as_of_ms)


def _is_back(run: Run, pause: Pause, at_ms: int) -> bool:
    """Whether a party gave a sign after the pause began, and was still there at `at_ms`."""
    return run.reaches(at_ms) and (run.seen_at_ms or 0) > pause.paused_at_ms


def _reason_of_lapse(pause: Pause, presence: Presence) -> EndReason:
    """Who was missing when the grace ended; whoever came back to wait for the other one did not leave."""
    if pause.dropped is None:
        return EndReason.OUT_OF_FUNDS
    if _is_back(presence.of(pause.dropped), pause, pause.expires_at_ms):
        return left_by(pause.dropped.other)
    return left_by(pause.dropped)


def end(session: Session, presence: Presence, at_ms: int, reason: EndReason) -> Session:
    """End a session at `at_ms`; the clock stops there, or earlier where presence is no longer proved.

    Whoever ends a session while the other one is gone is not the one who left: the reason then tells who did. A reader
    who dropped out cannot keep the price of the broken minute by ending the session from elsewhere, either. A
    session is declined or cancelled while it rings, and ended by its parties afterwards, whichever they asked for.

    Raises:
        WrongState: it is over already.
    """
    if session.state not in LIVE_STATES or session.state is State.CREATED:
        raise WrongState(session.state, "ended")
    if session.state is State.WAITING:
        return over(session, at_ms, _WHILE_RINGING.get(reason, reason))
    reason = _ONCE_JOINED.get(reason, reason)
    if session.state is State.ACTIVE:
        stopped_at_ms = max(running_since(session), min(at_ms, presence.both_until_ms or 0))
        session = close_interval(session, presence, stopped_at_ms, "end")
    pause = session.pause
    if pause is not None and pause.dropped is not None and reason in _BY_PARTY:
        gone = not _is_back(presence.of(pause.dropped), pause, at_ms)
        if gone and (pause.dropped is Party.READER or reason is not EndReason.ENDED_BY_CLIENT):
            reason = left_by(pause.dropped)
    return over(_cut(session, at_ms), max(at_ms, session.started_at_ms or 0), reason)


_BY_PARTY = frozenset({EndReason.ENDED_BY_CLIENT, EndReason.ENDED_BY_READER})
_WHILE_RINGING = {EndReason.ENDED_BY_CLIENT: EndReason.CANCELLED, EndReason.ENDED_BY_READER: EndReason.DECLINED}
_ONCE_JOINED = {ringing: joined for joined, ringing in _WHILE_RINGING.items()}


def _cut(session: Session, at_ms: int) -> Session:
    """The session without connected time after `at_ms`: an end may be stamped before what was closed already."""
    kept = (interval for interval in session.intervals if interval.started_at_ms <= at_ms)
    cut = (
        interval if interval.ended_at_ms <= at_ms else replace(interval, ended_at_ms=at_ms, closed_by="end")
        for interval in kept
    )
    return replace(session, intervals=tuple(cut))


def standing_minutes(session: Session, charged_minutes: int, *, free_if_short: bool) -> int:
    """How many of the charged minutes stand when a session has ended (money.md, Session billing "End").

    Parameters:
        free_if_short: whether these two people have not yet had a short session given back today.
    """
    connected_ms = session.closed_ms
    if connected_ms < FREE_MS and free_if_short:
        return 0
    if session.end_reason is EndReason.READER_LEFT:
        return min(charged_minutes, connected_ms // MINUTE_MS)
    return min(charged_minutes, -(-connected_ms // MINUTE_MS))


def finalized(session: Session) -> Session:
    """The session once it is settled."""
    return session.moved(State.FINALIZED)


def over(session: Session, at_ms: int, reason: EndReason) -> Session:
    """The session once it has ended at `at_ms`."""
    return session.moved(State.ENDED, ended_at_ms=at_ms, end_reason=reason, pause=None, running_since_ms=None)


def close_interval(session: Session, presence: Presence, at_ms: int, closed_by: str) -> Session:
    """The session with its running stretch of connected time closed at `at_ms`, and what proves it by now."""
    interval = Interval(running_since(session), at_ms, closed_by, presence.proofs())
    return replace(session, intervals=(*session.intervals, interval))


def left_by(party: Party) -> EndReason:
    """The reason of an end by a party's leaving."""
    return EndReason.CLIENT_LEFT if party is Party.CLIENT else EndReason.READER_LEFT


def running_since(session: Session) -> int:
    """When the running stretch of connected time began. Raises WrongState when none runs."""
    if session.running_since_ms is None:
        raise WrongState(session.state, "stopped")
    return session.running_since_ms


def _pause(session: Session) -> Pause:
    if session.pause is None:
        raise WrongState(session.state, "resumed")
    return session.pause
