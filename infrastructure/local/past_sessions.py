"""Holds the demonstration's sessions of the past: the services are told the time, and given the signs of presence that
two people's pages would have given.
"""

from __future__ import annotations

from chalicelib.core.auth import Actor
from chalicelib.core.clock import MINUTE_MS, SECOND_MS
from chalicelib.core.ids import derived_id
from chalicelib.readers.rules import Modality
from chalicelib.sessions import engine
from chalicelib.sessions import service as sessions
from chalicelib.sessions.errors import ReaderUnavailable, SessionWrongState
from chalicelib.sessions.rules import Party, State

_SIGNS_SECONDS = 44
"""How often both parties gave signs of presence: just before they would count as gone, because each costs a write."""
_PAID_FROM_SECONDS = 30
"""Shorter ones are given back (money.md, Session billing), and cannot be reviewed."""
_MAX_ATTEMPTS = 3


def hold(reader: Actor, client: Actor, client_name: str, modality: Modality, at_ms: int, seconds: int) -> str:
    """Hold a session that was asked for at `at_ms`, unless that was done; returns its id.

    The running product's minute may find the session while it lives here, and end it as long left. One that was cut
    short is good enough once it is paid for; else another one is held.

    Parameters:
        seconds: how long both were connected; with 0 the reader did not answer.
    """
    for attempt in range(_MAX_ATTEMPTS):
        session_id = derived_id("ses", "demo", reader.user_id, client.user_id, str(at_ms), str(attempt))
        try:
            if seconds:
                _talk(reader, client, client_name, modality, session_id, at_ms, seconds)
            else:
                _ring_in_vain(reader, client, client_name, modality, session_id, at_ms)
        except (SessionWrongState, ReaderUnavailable):
            continue
        item, _ = sessions.admitted(session_id, client)
        connected_seconds = item.to_session().closed_ms // SECOND_MS
        if State(item.state) is State.FINALIZED and connected_seconds >= min(seconds, _PAID_FROM_SECONDS):
            return session_id
    raise RuntimeError(f"no session could be held at {at_ms}")


def _talk(
    reader: Actor, client: Actor, client_name: str, modality: Modality, session_id: str, at_ms: int, seconds: int
) -> None:
    asking = sessions.Person(client.user_id, client_name, None)
    sight = sessions.start(asking, reader.user_id, modality, session_id=session_id, now_ms=at_ms)
    if sight.session.end_reason is not None:
        return
    sessions.accept(session_id, reader, at_ms + 5 * SECOND_MS)
    began_ms = at_ms + 10 * SECOND_MS
    for actor in (client, reader):
        sessions.heartbeat(session_id, actor, began_ms)
    ended_ms = began_ms + seconds * SECOND_MS
    known = None  # each sign gives what the next one would have to read
    for sign_ms in (*range(began_ms, ended_ms, _SIGNS_SECONDS * SECOND_MS), ended_ms):
        for party in Party:
            known = sessions.record_presence(session_id, party, sign_ms, sight=known)
    sessions.end(session_id, client, ended_ms)


def _ring_in_vain(
    reader: Actor, client: Actor, client_name: str, modality: Modality, session_id: str, at_ms: int
) -> None:
    asking = sessions.Person(client.user_id, client_name, None)
    sessions.start(asking, reader.user_id, modality, session_id=session_id, now_ms=at_ms)
    engine.bring_up_to_date(session_id, at_ms + 2 * MINUTE_MS)
