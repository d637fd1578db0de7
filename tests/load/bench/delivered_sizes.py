"""Sizes of what is delivered: the deployment package and the web app's first load. Only of what has been built."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.emulator import ROOT
from tests.load.bench.figure import Figure, at_most, known

PACKAGE_LIMIT_MB = 16
FIRST_LOAD_LIMIT_KB = 130
_LOADED_AT_ONCE = re.compile(r"""<(?:script|link)\b[^>]*?\b(?:src|href)=["']/?([^"']+\.js)["']""")


def figures(package: Path | None = None, web: Path | None = None) -> list[Figure]:
    """Return the sizes of the newest package under build/package/ and of web/dist, where they exist."""
    return [*_package(package or newest_package()), *_web(web or ROOT / "web" / "dist")]


def newest_package() -> Path | None:
    """The directory of the package that was made last, None when none was."""
    made = sorted((ROOT / "build" / "package").glob("*/deployment.zip"), key=lambda path: path.stat().st_mtime)
    return made[-1].parent if made else None


def _package(package: Path | None) -> list[Figure]:
    if package is None:
        return []
    megabytes = {path.name: path.stat().st_size / 1e6 for path in sorted(package.glob("*.zip"))}
    return [
        at_most(
            f"deployment package, zipped with byte code ({package.name})",
            sum(megabytes.values()),
            "MB",
            PACKAGE_LIMIT_MB,
            f"35 MB unpruned; {', '.join(f'{name} {size:.1f}' for name, size in megabytes.items())}",
        )
    ]


def _web(dist: Path) -> list[Figure]:
    page = dist / "index.html"
    if not page.exists():
        return []
    first = {dist / name for name in _LOADED_AT_ONCE.findall(page.read_text())}
    every = set(dist.rglob("*.js"))
    return [
        at_most("first load of the web app, JavaScript", _gz_kb(first), "kB gz", FIRST_LOAD_LIMIT_KB),
        known("… all of its JavaScript, loaded when needed", _gz_kb(every), "kB gz", f"{len(every)} files"),
    ]


def _gz_kb(files: set[Path]) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) / 1_000
