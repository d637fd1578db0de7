"""What a reader's status says of the line of clients who wait: how many, and whose turn it is.

Who waits, in which order, is the sessions' concern (`sessions.waiting_line`); the status carries what a reservation
must not overlook. All of these are parts of transactions, decided on a status that was read.
"""

from __future__ import annotations

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.table import RefusedError, Update
from chalicelib.readers.items import ReaderStatus

MAX_WAITING = 20
"""How many clients can wait for one reader."""
RECENT_SESSIONS = 20
"""When so many lengths of sessions have been summed up, the sum is halved, so that older ones weigh less and less."""


def has_turn(status: ReaderStatus, client_id: str, now_ms: int) -> bool:
    """Whether the reader is kept for this client at this instant."""
    return status.turn_client_id == client_id and (status.turn_expires_at_ms or 0) > now_ms


def average_session_ms(status: ReaderStatus) -> int | None:
    """How long the reader's recent sessions lasted on average; None when there were none."""
    return (status.talk_ms_sum or 0) // status.talk_count if status.talk_count else None


def nobody_waits() -> Condition:
    """The condition that a reader is not wanted by a line of clients."""
    condition: Condition = ReaderStatus.line_length.does_not_exist() | (ReaderStatus.line_length == 0)
    return condition


def may_take_turn(client_id: str, now_ms: int) -> Condition:
    """The condition that the reader is kept for this client at this instant."""
    condition: Condition = (ReaderStatus.turn_client_id == client_id) & (ReaderStatus.turn_expires_at_ms > now_ms)
    return condition


def turn_taken_actions() -> list[Action]:
    """What of a status changes when the client whose turn it is takes it: they leave the line by that."""
    return [*_no_turn(), ReaderStatus.line_length.set(ReaderStatus.line_length - 1)]


def enter_line(status: ReaderStatus, refused: RefusedError) -> Update:
    """Return the write that gives out the next ticket, `status.line_tickets + 1`.

    Refused unless it is still the next one, the line has room and the reader may be asked for.
    """
    ticket = status.line_tickets or 0
    as_read = ReaderStatus.line_tickets.does_not_exist() if not ticket else ReaderStatus.line_tickets == ticket
    condition = (
        as_read
        & (ReaderStatus.verified == True)  # noqa: E712 - builds a condition
        & (ReaderStatus.suspended == False)  # noqa: E712
        & (ReaderStatus.line_length.does_not_exist() | (ReaderStatus.line_length < MAX_WAITING))
    )
    actions: list[Action] = [
        ReaderStatus.line_tickets.set(ticket + 1),
        ReaderStatus.line_length.set((ReaderStatus.line_length | 0) + 1),
    ]
    if status.talk_count is not None and status.talk_count >= RECENT_SESSIONS:
        condition &= ReaderStatus.talk_count == status.talk_count
        actions += [
            ReaderStatus.talk_ms_sum.set((status.talk_ms_sum or 0) // 2),
            ReaderStatus.talk_count.set(status.talk_count // 2),
        ]
    return Update(status, actions, condition, refused=refused)


def leave_line(status: ReaderStatus, client_id: str, refused: RefusedError) -> Update:
    """Return the write that takes a client off the line and ends their turn. Refused when that changed."""
    actions: list[Action] = [ReaderStatus.line_length.set(ReaderStatus.line_length - 1)]
    if status.turn_client_id == client_id:
        actions += _no_turn()
    return Update(status, actions, _turn_as_read(status), refused=refused)


def give_turn(status: ReaderStatus, client_id: str, expires_at_ms: int, refused: RefusedError) -> Update:
    """Return the write that keeps the reader for one client until an instant.

    Refused unless the reader is online and free and nobody has been given the turn since the status was read.
    """
    condition = (
        _turn_as_read(status)
        & (ReaderStatus.online == True)  # noqa: E712 - builds a condition
        & (ReaderStatus.verified == True)  # noqa: E712
        & ReaderStatus.session_id.does_not_exist()
    )
    actions: list[Action] = [
        ReaderStatus.turn_client_id.set(client_id),
        ReaderStatus.turn_expires_at_ms.set(expires_at_ms),
    ]
    return Update(status, actions, condition, refused=refused)


def clear_turn(status: ReaderStatus, refused: RefusedError) -> Update:
    """Return the write that ends a turn without taking anybody off the line."""
    return Update(status, _no_turn(), _turn_as_read(status), refused=refused)


def count_talk_actions(talked_ms: int) -> list[Action]:
    """What of a status changes when a session of this length is over."""
    return [
        ReaderStatus.talk_ms_sum.set((ReaderStatus.talk_ms_sum | 0) + talked_ms),
        ReaderStatus.talk_count.set((ReaderStatus.talk_count | 0) + 1),
    ]


def _no_turn() -> list[Action]:
    return [ReaderStatus.turn_client_id.remove(), ReaderStatus.turn_expires_at_ms.remove()]


def _turn_as_read(status: ReaderStatus) -> Condition:
    condition: Condition
    if status.turn_client_id is None:
        condition = ReaderStatus.turn_client_id.does_not_exist()
    else:
        condition = (ReaderStatus.turn_client_id == status.turn_client_id) & (
            ReaderStatus.turn_expires_at_ms == status.turn_expires_at_ms
        )
    return condition
