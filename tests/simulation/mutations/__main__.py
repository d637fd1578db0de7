"""The mutation check: every planted bug must be caught within so many seeds.

python -m tests.simulation.mutations                   all of them, and a table
python -m tests.simulation.mutations --only words      those whose name has these words in it
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.simulation.mutations.catalogue import MUTATIONS
from tests.simulation.mutations.hunt import hunt

SEEDS = 200


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.mutations", description="Plants bugs.")
    parser.add_argument("--only", default="", help="only mutations whose name has these words")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many seeds a bug may live")
    given = parser.parse_args(arguments)
    chosen = [each for each in MUTATIONS if given.only in each.name]
    began = time.monotonic()
    survived = 0
    # A process lives for one mutation: what was imported with a bug keeps it.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for future in [pool.submit(hunt, each, given.seeds) for each in chosen]:
            mutation, seed, check = future.result()
            survived += seed is None
            place = mutation.module.removeprefix("chalicelib.").replace(".", "/") + ".py"
            by = "" if seed is None else f"seed {seed:<4}"
            sys.stdout.write(f"{mutation.name:<72} {place:<26} {by:<10} {check}\n")
            sys.stdout.flush()
    seconds = time.monotonic() - began
    sys.stdout.write(f"{len(chosen)} mutations, {survived} survived, {seconds:,.0f} s\n")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
