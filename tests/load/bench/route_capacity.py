"""Requests and capacity of each operation of the API, counted on a call of the real application in process."""

from __future__ import annotations

from chalicelib.areas import OPERATIONS
from chalicelib.core.api import Operation
from tests.load.bench.budgets import BUDGETS
from tests.load.bench.figure import Figure, at_most, grid
from tests.load.bench.meter import Meter, Usage
from tests.load.bench.route_calls import CALLS, Call
from tests.load.bench.world import World, world

AUDIT = "run_ledger_check"
"""The one operation that reads the whole table."""


def ordered() -> list[Operation]:
    """Every operation, by path. What one of them leaves behind is there when the next one is counted."""
    return sorted(OPERATIONS, key=lambda each: (each.path, each.method))


def usage_of(operation: Operation, world: World) -> Usage:
    """Call an operation once and return what it asked of the table; the call must succeed."""
    call = CALLS[operation.operation_id](world)
    with Meter() as meter:
        send(operation, call, world)
    return meter.total()


def chat_poll() -> Usage:
    """What one look for new messages asks, when nobody has written: in a call the page sends it every five seconds."""
    with world() as place:
        talk = place.active()
        with Meter() as meter:
            place.require(place.api.get(f"{talk.path}/messages", as_=talk.client.subject))
        return meter.total()


def send(operation: Operation, call: Call, world: World) -> None:
    """Send a call; the answer must be the declared one."""
    answer = world.api.request(
        operation.method,
        call.path,
        call.body,
        as_=call.caller.subject if call.caller else None,
        key=call.key,
        query=call.query,
        content=call.content,
        headers=call.headers,
    )
    assert answer.status == operation.status, (operation.operation_id, answer.status, answer.body)


def figures(details: list[str]) -> list[Figure]:
    """Count every operation; appends the table to `details`."""
    rows: list[tuple[object, ...]] = []
    over: list[str] = []
    scanning: list[str] = []
    with world() as place:
        for operation in ordered():
            usage = usage_of(operation, place)
            budget = BUDGETS[operation.operation_id]
            within = budget.holds(usage.requests, usage.read_units, usage.write_units)
            name = f"{operation.method} {operation.path}"
            if not within:
                over.append(name)
            if usage.by_operation["Scan"] and operation.operation_id != AUDIT:
                scanning.append(name)
            rows.append(
                (
                    name,
                    usage.requests,
                    budget.requests,
                    f"{usage.read_units:g}",
                    f"{budget.read_units:g}",
                    usage.write_units,
                    budget.write_units,
                    ", ".join(f"{name} {number}" for name, number in sorted(usage.by_operation.items())),
                )
            )
    head = ("operation", "requests", "budget", "RRU", "budget", "WRU", "budget", "of which")
    details.append("Requests and capacity of each operation\n" + grid(head, rows))
    return [
        at_most(
            f"operations above their budget, of {len(rows)}",
            len(over),
            "operations",
            0,
            "tests/load/bench/budgets.py",
            binds="\n".join(over),
        ),
        at_most(
            f"operations that scan, of {len(rows)}",
            len(scanning),
            "operations",
            0,
            "but for the audit that an admin asks for, which reads everything",
            binds="\n".join(scanning),
        ),
    ]
