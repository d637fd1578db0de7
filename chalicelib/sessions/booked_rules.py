"""The rules of a booked reading's session (docs/decisions/0014-bookings.md). Pure values and decisions.

The price is in escrow, so nothing is charged and nothing depends on funds. The session waits from the moment somebody
joins; it begins when both are there, at its time at the earliest; it waits for whoever drops out until its time is
over; and it ends then at the latest. Who missed it is decided by proved presence at two instants, never by when this
is looked at: the reader's comes first, so that a reading to which nobody comes is given back.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.sessions.rules import (
    LIVE_STATES,
    MAX_RECONNECTS,
    Appointment,
    EndReason,
    Look,
    Party,
    Pause,
    PauseReason,
    Presence,
    Run,
    Session,
    State,
    WrongState,
    advance_paused,
    close_interval,
    end,
    left_by,
    over,
    running_since,
)


def advance(session: Session, presence: Presence, *, as_of_ms: int, renewed: Party | None = None) -> Session:
    """Bring a booked reading's session up to date with the evidence; parameters as of `rules.advance`."""
    look = Look(presence, 0, 0, as_of_ms, None, renewed, None)
    for _ in range(8):  # wait, begin, pause, resume, end …: each step rests on its own evidence
        stepped = _step(session, look)
        if stepped == session:
            return session
        session = stepped
    return session


def _step(session: Session, look: Look) -> Session:
    match session.state:
        case State.WAITING:
            return _advance_waiting(session, look)
        case State.ACTIVE:
            return _advance_active(session, look)
        case State.PAUSED | State.RECONNECTING:
            return _advance_paused(session, look)
        case _:
            return session


def _advance_waiting(session: Session, look: Look) -> Session:
    time, met_at_ms = appointment_of(session), _met_at(session, look)
    reader_deadline_ms, client_deadline_ms = time.reader_deadline_ms, time.client_deadline_ms
    if met_at_ms is None or met_at_ms > reader_deadline_ms:
        if look.as_of_ms < reader_deadline_ms:
            return session
        if not _is_there(look.presence.reader, reader_deadline_ms):
            return over(session, reader_deadline_ms, EndReason.READER_MISSED)
    if met_at_ms is None or met_at_ms > client_deadline_ms:
        if look.as_of_ms < client_deadline_ms:
            return session
        here = _is_there(look.presence.client, client_deadline_ms)
        return over(session, client_deadline_ms, EndReason.READER_MISSED if here else EndReason.CLIENT_MISSED)
    if met_at_ms > look.as_of_ms or met_at_ms >= time.ends_at_ms:
        return session
    return session.moved(State.ACTIVE, started_at_ms=met_at_ms, running_since_ms=met_at_ms)


def _met_at(session: Session, look: Look) -> int | None:
    """When both were there, not before the reading's time; None while they have not met."""
    both_from_ms = look.presence.both_from_ms
    if both_from_ms is None:
        return None
    met_at_ms = max(both_from_ms, appointment_of(session).starts_at_ms)
    return met_at_ms if look.presence.both_reach(met_at_ms) else None


def _is_there(run: Run, at_ms: int) -> bool:
    """Whether a party counts as there at an instant, by the run that is known."""
    return run.since_at_ms is not None and run.since_at_ms <= at_ms and run.reaches(at_ms)


def _advance_active(session: Session, look: Look) -> Session:
    presence, ends_at_ms = look.presence, appointment_of(session).ends_at_ms
    dropped = presence.dropped(look.as_of_ms, look.renewed)
    stopped_at_ms = max(running_since(session), presence.both_until_ms or 0)
    if dropped is not None and stopped_at_ms < ends_at_ms and not presence.both_reach(ends_at_ms):
        closed = close_interval(session, presence, stopped_at_ms, f"{dropped}_left")
        if session.reconnects >= MAX_RECONNECTS:
            return over(closed, stopped_at_ms, left_by(dropped))
        pause = Pause(PauseReason.DROPPED, stopped_at_ms, dropped, until_ms=ends_at_ms)
        return closed.moved(State.PAUSED, pause=pause, running_since_ms=None)
    if look.as_of_ms < ends_at_ms:
        return session
    if presence.both_reach(ends_at_ms):
        return over(close_interval(session, presence, ends_at_ms, "end"), ends_at_ms, EndReason.TIME_OVER)
    return session


def _advance_paused(session: Session, look: Look) -> Session:
    advanced = advance_paused(session, look, can_pay=True)
    if advanced.state is not State.ENDED:
        return advanced
    # The time is over while somebody was gone: the clock stopped before, the reading ends with its time.
    return replace(advanced, ended_at_ms=appointment_of(session).ends_at_ms)


def called_off(session: Session, at_ms: int) -> Session:
    """The session of a reading that was cancelled before it began.

    Raises:
        WrongState: it has begun, or is over.
    """
    if session.state is not State.WAITING:
        raise WrongState(session.state, "cancelled")
    return over(session, at_ms, EndReason.CANCELLED)


def ended(session: Session, presence: Presence, at_ms: int, reason: EndReason) -> Session:
    """End a booked reading's session at `at_ms`, as `rules.end` does.

    Raises:
        WrongState: it is over, or it has not begun and a participant asks: that is cancelled as a booking.
    """
    by_participant = reason in (
        EndReason.ENDED_BY_CLIENT,
        EndReason.ENDED_BY_READER,
        EndReason.DECLINED,
        EndReason.CANCELLED,
    )
    if session.state not in LIVE_STATES or (session.state is State.WAITING and by_participant):
        raise WrongState(session.state, "ended")
    return end(session, presence, at_ms, reason)


def stopped_at_ms(session: Session) -> int:
    """When the connected time of a session that is over came to its end; its time's start when they never met."""
    if session.intervals:
        return session.intervals[-1].ended_at_ms
    return appointment_of(session).starts_at_ms


def appointment_of(session: Session) -> Appointment:
    """The time of a booked reading. Raises WrongState for any other session."""
    if session.appointment is None:
        raise WrongState(session.state, "kept to a time")
    return session.appointment
