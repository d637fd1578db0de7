"""Builds the web app when its sources have changed since the last build."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from infrastructure.local.layout import ROOT

WEB = ROOT / "web"
_LEFT_OUT = frozenset({"node_modules", "dist", "pages-tests", "test-results", "playwright-report", ".vite"})


class BuildFailed(Exception):
    """The web app could not be built. The message carries npm's last words."""


def install(web: Path = WEB) -> bool:
    """Install what package-lock.json says, unless it is; tell whether anything was done.

    Raises:
        BuildFailed: npm refused.
    """
    stamp = web / "node_modules" / ".installed.sha256"
    wanted = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    _npm(web, "ci", "--no-audit", "--no-fund")
    stamp.write_text(wanted)
    return True


def build(web: Path = WEB) -> str:
    """Bring web/dist up to date; return what was done, for people.

    Raises:
        BuildFailed: npm refused, or its build failed.
    """
    if not (web / "package.json").exists():
        return "there is no web app to build"
    sources = _hash(web)
    stamp = web / "dist" / ".sources.sha256"
    if stamp.exists() and stamp.read_text() == sources:
        return "web app is up to date"
    installed = install(web)
    _npm(web, "run", "build")
    stamp.write_text(sources)
    return "installed its packages and built the web app" if installed else "built the web app"


def _npm(web: Path, *arguments: str) -> None:
    # Without CI=1 some tools draw progress bars, others ask.
    done = subprocess.run(
        ["npm", *arguments], cwd=web, env={**os.environ, "CI": "1"}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last_words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise BuildFailed(f"npm {' '.join(arguments)} failed in web/:\n{last_words}")


def _hash(web: Path) -> str:
    digest = hashlib.sha256()
    for directory, subdirectories, names in os.walk(web):
        subdirectories[:] = sorted(set(subdirectories) - _LEFT_OUT)
        for name in sorted(names):
            path = Path(directory) / name
            digest.update(str(path.relative_to(web)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> int:
    """Install or build from the command line."""
    try:
        if "--install" in sys.argv[1:]:
            install()
        else:
            print(build())
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
