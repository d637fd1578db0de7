"""Runs many seeds on every core, or shows one."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Sequence

from tests.simulation.simulation import Verdict, declared, simulate

_CHUNK = 25
_REPORT_SECONDS = 10


def replay(seed: int) -> int:
    """Show one seed line by line; returns 1 when a check did not hold."""
    verdict = simulate(seed, _print)
    _print(f"seed {seed}: {verdict.steps} steps, {verdict.virtual_ms / 1_000:.0f} s, trace {verdict.digest}")
    if verdict.violation is None:
        return 0
    _print(f"VIOLATION {verdict.detail}")
    return 1


def run_all(seeds: Sequence[int], *, full: bool = False, jobs: int | None = None) -> int:
    """Run seeds, print how it goes and what they reached; returns 1 at a violation, or at a gap when `full`.

    Parameters:
        jobs: how many processes share the seeds; one for each core without it.
    """
    coverage, began, steps, told = declared(), time.monotonic(), 0, time.monotonic()
    broken: list[Verdict] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs or os.cpu_count()) as pool:
        for number, verdict in enumerate(pool.imap_unordered(simulate, seeds, _CHUNK), start=1):
            steps += verdict.steps
            coverage.add(verdict.counts)
            if verdict.violation is not None:
                broken.append(verdict)
                _print(f"VIOLATION in seed {verdict.seed}: {verdict.detail}")
            if time.monotonic() - told > _REPORT_SECONDS:
                told = time.monotonic()
                _print(f"{number:,} of {len(seeds):,} seeds, {steps:,} steps, {len(broken)} violations")
    seconds = time.monotonic() - began
    for line in coverage.lines():
        _print(line)
    missed = coverage.missed()
    for heading, point in missed:
        _print(f"NEVER REACHED {heading}: {point}")
    _print(
        f"{len(seeds):,} seeds, {steps:,} steps in {seconds:,.0f} s ({steps / seconds:,.0f} a second), "
        f"{len(broken)} violations, {len(missed)} points never reached"
    )
    for verdict in sorted(broken, key=lambda each: each.steps)[:5]:
        _print(f"show it again: make simulate SEED={verdict.seed}   ({verdict.violation})")
    return 1 if broken or (full and missed) else 0


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
