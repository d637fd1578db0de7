"""Prints the figures and writes them to build/bench.json: `python -m tests.load.bench`.

The run takes minutes; progress goes to standard error. Where a goal is not met, what binds is printed below the table.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from infrastructure.local.web_build import BuildFailed
from infrastructure.package import PackagingFailed
from tests.emulator import ROOT
from tests.load.bench.engine import table_engine
from tests.load.bench.environments import NotInstalled
from tests.load.bench.figure import Figure, render

SIZES = (1_000, 10_000, 50_000)
COMPARED_AT = 10_000
"""At so many sessions at the most the other architecture is measured, too: it takes as long for each, however many."""
ASKED_FOR = (
    "write units a billed minute, steady state",
    "write units a billed minute, 15-minute session, heartbeats only",
    "client CPU a billed minute, sweep of 1,000 sessions",
    "sessions in 60 s on 2 cores with the emulated table",
    "linear: sweep ÷ bare",
    "cost of 1M billed minutes: billing",
    "operations above their budget",
    "handler CPU ÷ floor, GET session",
    "handler CPU ÷ floor, POST session",
    "cold import of the API function ÷ bare dependencies",
    "deployment package, zipped with byte code",
    "browse 10,000 readers, first page",
    "first load of the web app, JavaScript",
    "Lighthouse, performance",
)
"""How the rows begin that every run must have; one that a machine cannot take is named after the table."""


def main() -> int:
    """Take every figure; 0 whether goals are met or not: a figure is something to know."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.bench", description="Measure SoulSeer's figures.")
    parser.add_argument("--profile", action="store_true", help="also show where a sweep spends its time")
    parser.add_argument("--quick", action="store_true", help=f"sweep {SIZES[0]:,} sessions only")
    options = parser.parse_args()
    details: list[str] = []
    figures = _take(options.profile, SIZES[:1] if options.quick else SIZES, details)
    sys.stdout.write("\n".join([*details, render(figures)]))
    for name in ASKED_FOR:
        if not any(each.name.startswith(name) for each in figures):
            sys.stdout.write(f"LEFT OUT on this machine: {name}\n")
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([each.as_json() for each in figures], indent=1, ensure_ascii=False) + "\n")
    sys.stdout.write(f"\nwritten: {out.relative_to(ROOT)}\n")
    return 0


def _take(profiled: bool, sizes: tuple[int, ...], details: list[str]) -> list[Figure]:
    figures: list[Figure] = []
    with table_engine() as engine:
        # Imported here: the application reads its table's endpoint from the environment that the engine has set.
        from tests.load.bench import (
            browse,
            charge_capacity,
            cost,
            delivered_sizes,
            django_loop,
            handler_cpu,
            imports,
            lighthouse,
            presence_ways,
            route_capacity,
            session_capacity,
            sweep_cpu,
        )

        _say("capacity of charges, sessions and routes")
        charge = charge_capacity.count()
        sessions = session_capacity.count()
        figures += charge_capacity.figures(charge)
        figures += session_capacity.figures(sessions, details, presence_ways.what_binds)
        figures += presence_ways.figures(presence_ways.measure(), details)
        figures += route_capacity.figures(details)
        _say("processor time of requests")
        requests = handler_cpu.measure()
        figures += handler_cpu.figures(requests)
        costs = []
        for size in sizes:
            _say(f"a sweep of {size:,} sessions")
            costs.append(sweep_cpu.measure(size, engine))
        if profiled:
            details.append(sweep_cpu.what_takes_time())
        figures += sweep_cpu.figures(costs, sweep_cpu.isolate(sizes[0]))
        _say("the Django + PostgreSQL loop")
        try:
            ours = next(each for each in reversed(costs) if each.sessions <= COMPARED_AT)
            figures += django_loop.figures(django_loop.measure(ours.sessions), ours.client_cpu_ms)
        except NotInstalled as reason:
            _say(f"left out: {reason}")
        figures += cost.figures(
            cost.Minute(
                charge.usage,
                charge.minutes,
                costs[-1].client_cpu_ms,
                costs[-1].index_units,
                sessions["heartbeats only"].total(),
                route_capacity.chat_poll(),
                next(each.took_ms for each in requests if each.name == "GET session"),
            )
        )
        _say("browsing")
        figures += browse.figures()
    _say("Lighthouse")
    try:
        figures += lighthouse.figures(lighthouse.measure())
    except NotInstalled as reason:
        _say(f"left out: {reason}")
    _say("imports and sizes")
    figures += imports.figures()
    try:
        figures += delivered_sizes.figures()
    except (PackagingFailed, BuildFailed) as reason:
        _say(f"left out: {reason}")
    return figures


def _say(doing: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {doing} …\n")


if __name__ == "__main__":
    raise SystemExit(main())
