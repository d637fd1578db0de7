"""One bug in one process: planted, and hunted with one seed after the other."""

from __future__ import annotations

import os

from tests.simulation.mutations.catalogue import Mutation
from tests.simulation.mutations.importer import plant

_FAILURE = "no unexpected failure"
"""The one check whose name does not say enough: the table also shows what failed."""


def hunt(mutation: Mutation, seeds: int) -> tuple[Mutation, int | None, str]:
    """Plant a bug in this process and run seeds until a check does not hold; which seed and check, if any."""
    os.environ.setdefault("AWS_REGION", "us-east-1")
    os.environ.setdefault("TABLE_NAME", "simulated")
    os.environ.setdefault("POWERTOOLS_TRACE_DISABLED", "1")
    plant(mutation)
    from tests.simulation.simulation import simulate  # imports the product, with the bug

    for seed in range(seeds):
        verdict = simulate(seed)
        if verdict.violation is not None:
            return mutation, seed, verdict.detail[:110] if verdict.violation == _FAILURE else verdict.violation
    return mutation, None, "SURVIVED"
