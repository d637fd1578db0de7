"""Write capacity of a billed minute in the steady state: both are there, the sweep finds one minute due."""

from __future__ import annotations

from chalicelib.sessions import sweep
from chalicelib.sessions.sweep import Batch
from tests.load.bench.figure import Figure, at_most, known
from tests.load.bench.meter import Meter
from tests.service.sessions import Stage

_MINUTES = 5


def figures() -> list[Figure]:
    """Count the units of the charges alone (a sweep of one session each minute)."""
    stage = Stage().begin()
    with Meter() as meter:
        for minute in range(1, _MINUTES + 1):
            meter.step = "presence"
            stage.sign_through(60 * minute - 45, 60 * minute)
            meter.step = "sweep"
            sweep.bring_all_up_to_date(Batch(stage.at(60 * minute), [stage.session_id]))
    assert stage.minutes == list(range(1, _MINUTES + 2))
    usage = meter.steps["sweep"]
    writes = usage.by_operation["TransactWriteItems"]
    return [
        at_most(
            "write units a billed minute, steady state",
            usage.reported_write_units / _MINUTES,
            "WRU, reported by the engine",
            6,
            "14 with two statement indexes; 6 with wallet, session and transfer",
        ),
        at_most("… computed from item sizes by DynamoDB's rules", usage.write_units / _MINUTES, "WRU", 6),
        at_most("… write requests", writes / _MINUTES, "requests", 1),
        known("… read units of the sweep", usage.read_units / _MINUTES, "RRU", "session, presence and wallet"),
    ]
