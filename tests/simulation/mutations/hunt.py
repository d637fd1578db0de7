"""One bug in one process: planted, and hunted with one seed after the other."""

from __future__ import annotations

import os
from dataclasses import dataclass

from tests.simulation.mutations.catalogue import Mutation
from tests.simulation.mutations.importer import plant

_DETAIL_CHARS = 110
_FAILURE = "no unexpected failure"
"""The one check whose name does not say enough: the table also shows what failed."""


@dataclass(frozen=True)
class Caught:
    """Which seed caught a bug, and the check that did not hold there."""

    seed: int
    check: str


def hunt(mutation: Mutation, seeds: int) -> Caught | None:
    """Plant a bug in this process and run seeds until a check does not hold; None when all of them hold."""
    os.environ.setdefault("AWS_REGION", "us-east-1")
    os.environ.setdefault("TABLE_NAME", "simulated")
    os.environ.setdefault("POWERTOOLS_TRACE_DISABLED", "1")
    plant(mutation)
    from tests.simulation.simulation import simulate  # imports the product, with the bug

    for seed in range(seeds):
        verdict = simulate(seed)
        if verdict.violation is not None:
            detail = verdict.detail.replace("\n", " ")[:_DETAIL_CHARS]
            return Caught(seed, detail if verdict.violation == _FAILURE else verdict.violation)
    return None
