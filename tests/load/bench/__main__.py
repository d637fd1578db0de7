"""Prints the figures and writes them to build/bench.json: `python -m tests.load.bench`.

The run takes minutes; progress goes to standard error. Figures of what has not been built are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from tests.emulator import ROOT
from tests.load.bench.engine import table_engine
from tests.load.bench.figure import Figure, render

SIZES = (1_000, 10_000, 50_000)


def main() -> int:
    """Take every figure; 0 whether goals are met or not: a figure is something to know."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.bench", description="Measure SoulSeer's figures.")
    parser.add_argument("--profile", action="store_true", help="also show where a sweep spends its time")
    parser.add_argument("--quick", action="store_true", help=f"sweep {SIZES[0]:,} sessions only")
    options = parser.parse_args()
    details: list[str] = []
    figures = _take(options.profile, SIZES[:1] if options.quick else SIZES, details)
    sys.stdout.write("\n".join([*details, render(figures)]))
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
            route_capacity,
            session_capacity,
            sweep_cpu,
        )

        _say("capacity of charges, sessions and routes")
        charge = charge_capacity.count()
        sessions = session_capacity.count()
        figures += charge_capacity.figures(charge) + session_capacity.figures(sessions, details)
        figures += route_capacity.figures(details)
        _say("processor time of requests")
        requests = handler_cpu.measure()
        figures += handler_cpu.figures(requests)
        costs = []
        for size in sizes:
            _say(f"a sweep of {size:,} sessions")
            costs.append(sweep_cpu.measure(size, engine))
        if profiled:
            details.append(sweep_cpu.profile(sizes[0]))
        figures += sweep_cpu.figures(costs)
        _say("the Django + PostgreSQL loop")
        try:
            figures += django_loop.figures(django_loop.measure(sizes[-1]), costs[-1].client_cpu_ms)
        except django_loop.NotHere as reason:
            _say(f"left out: {reason}")
        figures += cost.figures(
            cost.Minute(
                charge.usage,
                charge.minutes,
                costs[-1].client_cpu_ms,
                sessions["heartbeats only"].total(),
                route_capacity.poll(),
                next(each.took_ms for each in requests if each.name == "GET session"),
            )
        )
        _say("browsing")
        figures += browse.figures()
    _say("imports and sizes")
    return figures + imports.figures() + delivered_sizes.figures()


def _say(doing: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {doing} …\n")


if __name__ == "__main__":
    raise SystemExit(main())
