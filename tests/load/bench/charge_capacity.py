"""Write capacity of a billed minute in the steady state: both are there, the sweep finds one minute due."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.sessions import sweep
from chalicelib.sessions.sweep import Batch
from tests.load.bench.figure import Figure, at_most, known
from tests.load.bench.meter import Meter, Usage
from tests.service.sessions import Stage

_MINUTES = 5


@dataclass(frozen=True)
class Charges:
    """What sweeps that each charged one minute of one session asked of the table, together."""

    minutes: int
    usage: Usage


def count() -> Charges:
    """Sweep one session each minute, its presence being counted apart."""
    stage = Stage().begin()
    with Meter() as meter:
        for minute in range(1, _MINUTES + 1):
            meter.step = "presence"
            stage.sign_through(60 * minute - 45, 60 * minute)
            meter.step = "sweep"
            sweep.bring_all_up_to_date(Batch(stage.at(60 * minute), [stage.session_id]))
    assert stage.minutes == list(range(1, _MINUTES + 2))
    return Charges(_MINUTES, meter.steps["sweep"])


def figures(charges: Charges) -> list[Figure]:
    """The units of a charge, as the engine reports them and as DynamoDB's rules make them."""
    usage, minutes = charges.usage, charges.minutes
    return [
        at_most(
            "write units a billed minute, steady state",
            usage.reported_write_units / minutes,
            "WRU, reported by the engine",
            6,
            "14 with two statement indexes; 6 with wallet, session and transfer",
        ),
        at_most("… computed from item sizes by DynamoDB's rules", usage.write_units / minutes, "WRU", 6),
        at_most("… write requests", usage.by_operation["TransactWriteItems"] / minutes, "requests", 1),
        known("… read units of the sweep", usage.read_units / minutes, "RRU", "session, presence and wallet"),
    ]
