"""Puts the people into motion for a while and says what they met; runs in Locust's own environment.

    python -m tests.load.traffic.drive --users 18 --seconds 75 [--patient 90]

Exit code 1 when an answer was a server's error or is not documented, or when a confirmed fact is lost.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402 - gevent must come before whatever opens connections
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import requests  # noqa: E402
from gevent.os import tp_read  # noqa: E402
from locust.env import Environment  # noqa: E402
from locust.runners import LocalRunner  # noqa: E402
from locust.stats import RequestStats  # noqa: E402

from infrastructure.local.layout import layout_from  # noqa: E402
from tests.load.bench.figure import grid  # noqa: E402
from tests.load.traffic.facts import Facts  # noqa: E402
from tests.load.traffic.people import Couple, Payer, SomebodyUsing, Visitor  # noqa: E402
from tests.load.traffic.promises import Promises  # noqa: E402

_SECONDS = 30


def main() -> int:
    """Run the load; see the top of this module."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.traffic.drive")
    parser.add_argument("--users", type=int, required=True)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--until-told", action="store_true", help="end when standard input closes, if that is sooner")
    parser.add_argument("--patient", type=int, default=0, help="seconds to try again while things are killed")
    options = parser.parse_args()
    layout = layout_from()
    SomebodyUsing.layout, SomebodyUsing.facts = layout, Facts()
    SomebodyUsing.promises = Promises(_document(layout.origin))
    SomebodyUsing.patient_seconds = options.patient
    environment = Environment(user_classes=[Visitor, Payer, Couple], host=layout.origin)
    runner = environment.create_local_runner()
    started = time.monotonic()
    runner.start(options.users, spawn_rate=2)
    gevent.spawn_later(options.seconds, runner.quit)
    if options.until_told:
        gevent.spawn(_quit_when_told, runner)
    runner.greenlet.join()
    sys.stdout.write(_table(environment.stats, time.monotonic() - started))
    return _verdict(environment, layout.origin)


def _document(origin: str) -> dict[str, Any]:
    document: dict[str, Any] = requests.get(f"{origin}/v1/openapi.json", timeout=_SECONDS).json()
    return document


def _quit_when_told(runner: LocalRunner) -> None:
    tp_read(sys.stdin.fileno(), 1)
    runner.quit()


def _table(stats: RequestStats, seconds: float) -> str:
    rows = [
        (
            each.name,
            each.num_requests,
            f"{each.num_requests / seconds:.1f}",
            round(each.get_response_time_percentile(0.5) or 0),
            round(each.get_response_time_percentile(0.99) or 0),
            round(each.max_response_time),
            each.num_failures,
        )
        for each in [*sorted(stats.entries.values(), key=lambda each: each.name), stats.total]
    ]
    return grid(("operation", "requests", "a second", "p50 ms", "p99 ms", "max ms", "errors"), rows)


def _verdict(environment: Environment, origin: str) -> int:
    for error in environment.stats.errors.values():
        sys.stdout.write(f"error: {error.name}: {error.error} ({error.occurrences} times)\n")
    for error in environment.runner.exceptions.values():
        sys.stdout.write(f"a person broke off: {error['traceback']}\n")
    facts = SomebodyUsing.facts
    lost = facts.lost(lambda person, path: _ask(origin, person, path))
    for each in lost:
        sys.stdout.write(f"lost: {each}\n")
    errors = environment.stats.total.num_failures + len(environment.runner.exceptions)
    requests_sent, again = environment.stats.total.num_requests, SomebodyUsing.unanswered
    sys.stdout.write(f"{requests_sent:,} requests, {again} sent again because nobody answered, {errors} errors\n")
    sys.stdout.write(f"{facts.count()} confirmed facts, {len(lost)} lost\n")
    return 1 if errors or lost else 0


def _ask(origin: str, person: str, path: str) -> Any:
    return requests.get(origin + path, headers=SomebodyUsing.bearer(person), timeout=_SECONDS).json()


if __name__ == "__main__":
    raise SystemExit(main())
