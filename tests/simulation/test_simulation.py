"""A bounded hunt, and that any run can be repeated: one seed gives one trace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.mutations import table
from tests.simulation.mutations.__main__ import SEEDS
from tests.simulation.mutations.catalogue import MUTATIONS, Mutation
from tests.simulation.mutations.importer import mutated
from tests.simulation.simulation import simulate
from tests.simulation.world import refusals

ROOT = Path(__file__).resolve().parents[2]
CHUNKS, SEEDS_A_CHUNK = 4, 20
REPEATED = 7


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_cent_is_lost(chunk: int) -> None:
    first = chunk * SEEDS_A_CHUNK
    for seed in range(first, first + SEEDS_A_CHUNK):
        verdict = simulate(seed)
        assert verdict.violation is None, f"make simulate SEED={seed}: {verdict.detail}"


def test_a_seed_is_a_run() -> None:
    """The same in this process twice, and in another one whose sets and dictionaries have another order."""
    verdict = simulate(REPEATED)
    assert simulate(REPEATED).digest == verdict.digest
    assert simulate(REPEATED + 1).digest != verdict.digest
    for order in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-m", "tests.simulation", "--seed", str(REPEATED)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": order},
            capture_output=True,
            text=True,
            check=True,
        )
        assert verdict.digest in told.stdout.splitlines()[-1]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_each_mutation_still_changes_its_module(mutation: Mutation) -> None:

    path = ROOT / f"{mutation.module.replace('.', '/')}.py"
    compile(mutated(path.read_text(), mutation), str(path), "exec")


def test_the_table_of_mutations_is_that_of_the_catalogue() -> None:
    """`make mutations` writes it; each bug stands in it, caught."""
    lines = [line for line in table.DOCUMENT.read_text().splitlines() if line.startswith("| ")][1:]
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines] == [each.name for each in MUTATIONS]
    assert all(int(line.removesuffix(" |").rpartition(" | ")[2]) < SEEDS for line in lines)


def test_excused_refusals_exist() -> None:
    assert set(refusals.EXCUSED) <= {site.name for site in refusals.sites()}
