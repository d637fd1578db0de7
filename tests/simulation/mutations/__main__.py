"""The mutation check: every planted bug must be caught within so many seeds.

python -m tests.simulation.mutations                   all of them, on every core; writes docs/mutations.md
python -m tests.simulation.mutations --only words      those whose name has these words in it

It tells on stderr how it goes, prints the table, writes build/mutations.json, and ends with 1 when a bug survived.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.simulation.mutations import table
from tests.simulation.mutations.catalogue import MUTATIONS, Mutation
from tests.simulation.mutations.hunt import Caught, hunt

SEEDS = 200


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.mutations", description="Plants bugs.")
    parser.add_argument("--only", default="", help="only mutations whose name has these words")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many seeds a bug may live")
    parser.add_argument("--jobs", type=int, help="how many bugs are hunted at a time; one for each core without it")
    given = parser.parse_args(arguments)
    chosen = [each for each in MUTATIONS if given.only in each.name]
    began = time.monotonic()
    found = _hunted(chosen, given.seeds, given.jobs or os.cpu_count() or 1)
    rows = [table.Row(each, found[each.name]) for each in chosen]
    table.write_json(rows, given.seeds)
    text = table.markdown(rows, given.seeds)
    sys.stdout.write(text)
    if chosen == list(MUTATIONS) and given.seeds == SEEDS:
        table.DOCUMENT.write_text(text)
    survived = sum(row.caught is None for row in rows)
    _tell(f"{len(chosen)} bugs, {survived} survived, {time.monotonic() - began:,.0f} s")
    return 1 if survived else 0


def _hunted(chosen: list[Mutation], seeds: int, jobs: int) -> dict[str, Caught | None]:
    """Hunt bugs, several at a time, and say of each when it is caught; by the bug's name."""
    found: dict[str, Caught | None] = {}
    # A process lives for one mutation: what was imported with a bug keeps it.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        names = {pool.submit(hunt, each, seeds): each.name for each in chosen}
        for future in as_completed(names):
            name, caught = names[future], future.result()
            found[name] = caught
            outcome = "SURVIVED" if caught is None else f"seed {caught.seed}: {caught.check}"
            _tell(f"[{len(found)}/{len(chosen)}] {name}: {outcome}")
    return found


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
