"""Finds the Chromium that browser tests use, or installs one: Debian's as root, Playwright's for everybody else.

The headless shell, Chromium without windows, comes first: the same pages take it 40 % less CPU than the whole browser.

python -m infrastructure.local.browser      prints its path, or says what to do (exit code 2)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from infrastructure.local import web_build

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PATH = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PLAYWRIGHT = web_build.WEB / "node_modules" / ".bin" / "playwright"
REMEDY = (
    "Chromium is needed for the browser tests; install it (on Debian and Ubuntu: apt-get install chromium), "
    "or set SOULSEER_CHROMIUM to the path of a Chrome or Chromium."
)


def find(environment: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which) -> str | None:
    """Return the path of a browser, or None."""
    named = environment.get("SOULSEER_CHROMIUM")
    if named:
        return which(named)
    return next((path for name in (*NAMES, MAC_PATH) if (path := which(name))), None) or _of_playwright()


def install() -> None:
    """Try to install Chromium where that needs nobody's word: by apt-get as root, else as a file of the user's own."""
    if shutil.which("apt-get") is not None and os.geteuid() == 0:
        _install_debians()
    if find() is None:
        web_build.install()
        subprocess.run([PLAYWRIGHT, "install", "chromium"], cwd=web_build.WEB, stdout=sys.stderr, check=False)


def _of_playwright() -> str | None:
    """The path of the build that Playwright has installed, if it has."""
    if not PLAYWRIGHT.exists():
        return None
    tell = "console.log(require('playwright-core').chromium.executablePath())"
    told = subprocess.run(["node", "-e", tell], cwd=web_build.WEB, capture_output=True, text=True, check=False)
    path = told.stdout.strip()
    return path if os.access(path, os.X_OK) else None


def _install_debians() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt_get(*arguments: str) -> None:
        subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False)

    apt_get("update", "-qq")
    for package in ("chromium-headless-shell", "chromium"):
        if find() is None:
            apt_get("install", "-y", "-qq", "--no-install-recommends", package)


def main() -> int:
    """Print the browser's path."""
    path = find()
    if path is None:
        try:
            install()
        except web_build.BuildFailed as problem:
            print(problem, file=sys.stderr)
        path = find()
    if path is None:
        print(REMEDY, file=sys.stderr)
        return 2
    print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
