"""`make fuzz`: holds the running product against its API document, with as many requests as one likes.

Each operation gets CASES requests, in rounds: what a round's answers show, the next one uses. Ends with the audit of
the whole ledger. Leaves traces in the demo data, as everybody who uses the product does.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
import traceback

from schemathesis.core.failures import FailureGroup

from chalicelib.areas import OPERATIONS
from chalicelib.core import openapi
from infrastructure.local.layout import BadSetting, layout_from, read_run_file
from tests.contract.fuzz import Contract
from tests.contract.running import Running

_ROUND = 20


def main() -> int:
    """Return 0 when every answer was promised and the ledger is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description="Fuzz the running product's API.")
    parser.add_argument("--cases", type=int, default=100, help="requests of each operation")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32), help="repeats an earlier run's choices")
    options = parser.parse_args()
    try:
        layout = layout_from()
    except BadSetting as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    if not (read_run_file(layout) or {}).get("ready"):
        sys.stderr.write("SoulSeer is not running; start it with: make run\n")
        return 2
    sys.stdout.write(f"seed {options.seed}\n")
    place = Running(layout)
    if place.document() != json.loads(openapi.render(OPERATIONS)):
        sys.stderr.write("The running product is not of this code; stop it and start it again with: make run\n")
        return 2
    failed = _fuzz(place, options.cases, options.seed)
    if failed:
        sys.stdout.write(f"broken promises: {', '.join(sorted(failed))}\n")
    audit = place.check()
    return 1 if failed else audit


def _fuzz(place: Running, cases: int, seed: int) -> set[str]:
    contract, started, sent = Contract(), time.monotonic(), 0
    failed: set[str] = set()
    # What reads comes first: it shows the ids that the others need.
    operations = sorted(OPERATIONS, key=lambda each: (each.method != "GET", each.path))
    for number, left in enumerate(range(cases, 0, -_ROUND)):
        for operation in operations:
            if operation.operation_id in failed:
                continue
            try:
                sent += contract.fuzz(operation, place, min(left, _ROUND), seed + number)
            except (Exception, FailureGroup):  # a group of broken promises is no Exception
                failed.add(operation.operation_id)
                sys.stdout.write(traceback.format_exc(limit=0))
        took = time.monotonic() - started
        sys.stdout.write(f"{sent:,} requests of {len(OPERATIONS)} operations in {took:.0f} s\n")
        sys.stdout.flush()
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
