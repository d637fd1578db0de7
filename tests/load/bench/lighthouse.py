"""Lighthouse of the pages that everybody sees, on a phone: a product of its own, served as it would be deployed.

Lighthouse is installed on demand (tests/load/lighthouse), into an environment of its own. `python -m
tests.load.bench.lighthouse` takes these figures alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from infrastructure.local import browser
from tests.emulator import ROOT
from tests.load.bench.environments import NotInstalled, node_with
from tests.load.bench.figure import Figure, at_least, known, render
from tests.local.test_run import Run

HOME = ROOT / "tests" / "load" / "lighthouse"
ENVIRONMENT = ROOT / ".local" / "lighthouse"
RUNS = 3
GOAL = 95
_BEFORE = {"/": "67–88", "/readers": "64–80", "/readers/:id": "48–66", "/help": "69–88"}
"""Performance before pages were rendered at build time, on the machine of decision 0021."""
_GOOD_MS = {"fcp_ms": 1_800, "lcp_ms": 2_500, "speed_index_ms": 3_400, "tbt_ms": 200}
"""What Lighthouse calls good on a phone."""
_OTHERS = {"accessibility": "accessibility", "best-practices": "best practices", "seo": "SEO"}


@dataclass(frozen=True)
class Page:
    """The median run of one page."""

    name: str
    scores: dict[str, int]
    metrics: dict[str, float]
    performance: list[int]
    failed: list[str]


@dataclass(frozen=True)
class Lighthouse:
    """What Lighthouse found, and how fast it took this machine to be."""

    pages: list[Page]
    benchmark_index: float
    slowdown: float


def measure() -> Lighthouse:
    """Start a product, look at its pages, and end it.

    Raises:
        NotInstalled: Lighthouse or a Chromium is not there and could not be installed, or it did not run.
    """
    installed = node_with(HOME, ENVIRONMENT)
    chromium = browser.find()
    if chromium is None:
        raise NotInstalled(browser.REMEDY)
    with tempfile.TemporaryDirectory(prefix="soulseer-lighthouse-") as home:
        run = Run(Path(home) / "state")
        try:
            run.start()
            return _look(installed, chromium, run.layout.origin)
        except AssertionError as failed:
            raise NotInstalled(f"the product did not start: {failed}") from failed
        finally:
            if run.process.poll() is None:
                run.stop()


def _look(installed: Path, chromium: str, origin: str) -> Lighthouse:
    listed = requests.get(f"{origin}/v1/readers", params={"limit": 1}, timeout=30).json()
    paths = {
        "/": "/",
        "/readers": "/readers",
        "/readers/:id": f"/readers/{listed['items'][0]['reader_id']}",
        "/help": "/help",
    }
    command = ["node", str(HOME / "measure.mjs"), str(installed), chromium, origin, str(RUNS), *paths.values()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "CI": "1"})
    if done.returncode != 0:
        raise NotInstalled(f"Lighthouse did not run: {done.stderr[-1_500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    pages = [
        Page(name, each["scores"], each["metrics"], each["performance"], each["failed"])
        for name, each in zip(paths, found["pages"], strict=True)
    ]
    return Lighthouse(pages, found["benchmark_index"], found["slowdown"])


def figures(found: Lighthouse) -> list[Figure]:
    """The performance of each page, and the lowest score of all pages in each other category."""
    rows = [
        at_least(
            f"Lighthouse, performance of {page.name}",
            page.scores["performance"],
            "of 100",
            GOAL,
            _told(page),
            binds=_binds(page, found),
        )
        for page in found.pages
    ]
    for category, name in _OTHERS.items():
        lowest = min(found.pages, key=lambda page: page.scores[category])
        failed = sorted({audit for page in found.pages for audit in page.failed if page.scores[category] < 100})
        told = f"lowest of {len(found.pages)} pages" + (f": {lowest.name}, {', '.join(failed)}" if failed else "")
        rows.append(at_least(f"Lighthouse, {name}", lowest.scores[category], "of 100", GOAL, told))
    told = f"benchmark index {found.benchmark_index:,.0f}; Lighthouse's own 4 × is meant for 1,500 to 2,000"
    return [*rows, known("… how much slower a phone was taken to be, on slow 4G", found.slowdown, "×", told)]


def _binds(page: Page, found: Lighthouse) -> str:
    worst = min(_GOOD_MS, key=lambda name: _GOOD_MS[name] / max(page.metrics[name], 1))
    busy = " The machine was busy or slow: take these figures on a quiet one." if found.benchmark_index < 1_000 else ""
    return f"{worst} is {page.metrics[worst]:,.0f}, where up to {_GOOD_MS[worst]:,} is called good.{busy}"


def _told(page: Page) -> str:
    runs = ", ".join(map(str, page.performance))
    seconds = {name: page.metrics[f"{name}_ms"] / 1_000 for name in ("fcp", "lcp")}
    return (
        f"{_BEFORE[page.name]} before; runs {runs}; FCP {seconds['fcp']:.1f} s, LCP {seconds['lcp']:.1f} s, "
        f"TBT {page.metrics['tbt_ms']:.0f} ms, CLS {page.metrics['cls']:.3f}"
    )


if __name__ == "__main__":
    sys.stdout.write(render(figures(measure())))
