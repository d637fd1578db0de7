"""The simulator's command.

    python -m tests.simulation --seeds 1000        seeds 0 to 999 on every core, with what they reached
    python -m tests.simulation --seed 17           one seed, line by line

It ends with 1 when a check did not hold, and prints the command that shows it again; with `--full` also when something
that was declared was never reached.
"""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("AWS_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "simulated")
os.environ.setdefault("POWERTOOLS_TRACE_DISABLED", "1")

from tests.simulation.runner import replay, run_all


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description="Hunts for lost cents.")
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--seed", type=int, help="replay one seed, with its trace")
    chosen.add_argument("--seeds", type=int, help="run this many seeds")
    parser.add_argument("--first", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--full", action="store_true", help="fail also when something declared was never reached")
    parser.add_argument("--jobs", type=int, help="how many processes share the seeds; one for each core without it")
    given = parser.parse_args(arguments)
    if given.seed is not None:
        return replay(given.seed)
    return run_all(range(given.first, given.first + given.seeds), full=given.full, jobs=given.jobs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
