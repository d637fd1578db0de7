"""Cost of a million billed minutes at list prices, from counted capacity, batch sizes and measured processor time.

Two figures, because they are two things: *billing* is what charging costs (the sweep, its queue and its workers);
*all-in* is a call of 15 minutes with its heartbeats and with what its two pages poll, API Gateway included. The state
of the session comes with the heartbeats; what is polled is the chat.

Assumptions, each on the dear side: sessions are many, so messages are full, but a worker has only one message of the
queue in an invocation; each charge waits for a transaction of its own, though 25 travel together; a table's round trip
takes 5 ms, during which a function is paid for; a function of 1,769 MB has one processor as fast as this machine's
(with less memory it has less of one, for as much longer: the same gigabyte-seconds).
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.sessions.sweep import SESSIONS_A_MESSAGE
from tests.load.bench import prices
from tests.load.bench.figure import Figure, at_most, known
from tests.load.bench.meter import Usage
from tests.load.bench.session_capacity import MINUTES

_MILLION = 1_000_000
_ROUND_TRIP_SECONDS = 0.005
_WORKER_GB = _API_GB = 1.769
_MESSAGES_A_SEND = 10
_SQS_REQUESTS_A_MESSAGE = 1 / _MESSAGES_A_SEND + 2
"""A tenth of a send, one receive and one delete: the service may receive and delete more at once, or poll in vain."""
_READS_BEFORE_WRITES = 2
_HEARTBEATS_A_MINUTE = 8
_CHAT_POLLS_A_MINUTE = 24
"""Of both pages, every five seconds, as in calls in which nobody writes; see web/src/features/session."""
REQUESTS_A_MINUTE = _HEARTBEATS_A_MINUTE + _CHAT_POLLS_A_MINUTE
_REQUESTS = f"{_HEARTBEATS_A_MINUTE} heartbeats, {_CHAT_POLLS_A_MINUTE} looks for new messages"
GOAL_DOLLARS = 5


@dataclass(frozen=True)
class Minute:
    """What was counted and measured for one billed minute."""

    charge: Usage
    """Sweeps of one session with one minute due, together …"""
    charges: int
    """… and how many there were."""
    sweep_cpu_ms: float
    index_read_units: float
    """To find the session in the index of live sessions."""
    session: Usage
    """A whole session of 15 minutes."""
    chat_poll: Usage
    """One look for new messages of the chat."""
    request_cpu_ms: float
    """Processor time of one request of the API."""


def billing_dollars(minute: Minute) -> dict[str, float]:
    """Dollars for a million charges by sweep."""
    units, charges = minute.charge, minute.charges
    round_trips = units.by_operation["TransactWriteItems"] / charges + _READS_BEFORE_WRITES / SESSIONS_A_MESSAGE
    seconds = minute.sweep_cpu_ms / 1_000 + round_trips * _ROUND_TRIP_SECONDS
    return {
        "DynamoDB writes": _MILLION * units.write_units / charges * prices.WRITE_UNIT,
        "DynamoDB reads": _MILLION * (units.read_units / charges + minute.index_read_units) * prices.READ_UNIT,
        "Lambda": _MILLION
        * (seconds * _WORKER_GB * prices.LAMBDA_GB_SECOND + prices.LAMBDA_REQUEST / SESSIONS_A_MESSAGE),
        "SQS": _MILLION * _SQS_REQUESTS_A_MESSAGE / SESSIONS_A_MESSAGE * prices.SQS_REQUEST,
    }


def all_in_dollars(minute: Minute) -> dict[str, float]:
    """Dollars for a million billed minutes of sessions of 15 minutes, with everything their pages ask."""
    requests = REQUESTS_A_MINUTE
    table_requests = minute.session.requests / MINUTES + _CHAT_POLLS_A_MINUTE * minute.chat_poll.requests
    seconds = requests * minute.request_cpu_ms / 1_000 + table_requests * _ROUND_TRIP_SECONDS
    account_reads = _HEARTBEATS_A_MINUTE
    reads = minute.session.read_units / MINUTES + account_reads + _CHAT_POLLS_A_MINUTE * minute.chat_poll.read_units
    return {
        "DynamoDB writes": _MILLION * minute.session.write_units / MINUTES * prices.WRITE_UNIT,
        "DynamoDB reads": _MILLION * reads * prices.READ_UNIT,
        "Lambda": _MILLION * (seconds * _API_GB * prices.LAMBDA_GB_SECOND + requests * prices.LAMBDA_REQUEST),
        "API Gateway": _MILLION * requests * prices.API_REQUEST,
    }


def figures(minute: Minute) -> list[Figure]:
    """The cost of billing, held against the goal, and that of everything around it."""
    billing, all_in = billing_dollars(minute), all_in_dollars(minute)
    return [
        known("requests of both pages for each minute of a call", REQUESTS_A_MINUTE, "requests", _REQUESTS),
        at_most(
            "cost of 1M billed minutes: billing",
            sum(billing.values()),
            "$",
            GOAL_DOLLARS,
            _parts(billing),
            binds=_parts(billing),
        ),
        known(
            "cost of 1M billed minutes: sessions all-in, with heartbeats and polling",
            sum(all_in.values()),
            "$",
            _parts(all_in),
        ),
    ]


def _parts(dollars: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in dollars.items())
