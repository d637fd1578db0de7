"""Sizes of what is delivered: the deployment package and the web app's first load, both made when they are not."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections import Counter
from pathlib import Path

from infrastructure.local import web_build
from infrastructure.package import package
from tests.emulator import ROOT
from tests.load.bench.figure import Figure, at_most, known

PACKAGE_LIMIT_MB = 16
FIRST_LOAD_LIMIT_KB = 130
_STAGE = "bench"
_SHOWN = 12
_LOADED_AT_ONCE = re.compile(r"""<(?:script|link)\b[^>]*?\b(?:src|href)=["']/?([^"']+\.js)["']""")


def figures() -> list[Figure]:
    """Package the application as for a deployed stage, build the web app, and return their sizes."""
    out = ROOT / "build" / "package" / _STAGE
    package("dev", "https://soulseer.example", out)
    web_build.build()
    return [*package_figures(out), *web_figures(ROOT / "web" / "dist")]


def package_figures(out: Path) -> list[Figure]:
    """The size of a package."""
    megabytes = {path.name: path.stat().st_size / 1e6 for path in sorted(out.glob("*.zip"))}
    return [
        at_most(
            "deployment package, zipped with byte code",
            sum(megabytes.values()),
            "MB",
            PACKAGE_LIMIT_MB,
            f"35 MB unpruned; {', '.join(f'{name} {size:.1f}' for name, size in megabytes.items())}",
            binds=lambda: _largest(out),
        )
    ]


def _largest(out: Path) -> str:
    """The libraries that take the most room."""
    sizes: Counter[str] = Counter()
    for path in out.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for each in archive.infolist():
                below = each.filename.partition("site-packages/")[2] or each.filename
                sizes[below.partition("/")[0]] += each.compress_size
    return "\n".join(f"{size / 1e6:6.2f} MB  {name}" for name, size in sizes.most_common(_SHOWN))


def web_figures(dist: Path) -> list[Figure]:
    """The sizes of a built web app, as they travel."""
    first = {dist / name for name in _LOADED_AT_ONCE.findall((dist / "index.html").read_text())}
    every = set(dist.rglob("*.js"))
    return [
        at_most(
            "first load of the web app, JavaScript",
            _gz_kb(first),
            "kB gz",
            FIRST_LOAD_LIMIT_KB,
            "npm run size holds each page's share",
            binds="\n".join(f"{_gz_kb({path}):6.1f} kB  {path.name}" for path in sorted(first)),
        ),
        known("… all of its JavaScript, loaded when needed", _gz_kb(every), "kB gz", f"{len(every)} files"),
    ]


def _gz_kb(files: set[Path]) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) / 1_000
