"""`make test`: every part of the tests, side by side where that saves time, each with its own log.

A part is a target of the Makefile and can be run alone. The two-window test mostly waits for real minutes, so it runs
beside the others, and they stand back for it: it must not miss its heartbeats. Needs nothing but Python itself, for
installing the packages is a part, too. See docs/decisions/0022-test-run.md.

python -m tests.everything      exit code 0 when all parts are right, 1 when one is not, 130 when interrupted
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "test"
POLL_SECONDS = 0.2
STOP_SECONDS = 30.0
"""How long an interrupted part may take to end what it started, before it is killed."""

_CLOSING = re.compile(r"\s*(=+ .* =+|\d+ (passed|failed|flaky|errors?|did not run)\b.*)")
"""The lines by which pytest and Playwright say how it went."""


@dataclass(frozen=True)
class Part:
    """One target of the Makefile; begins when the parts in `after` have ended well. A nicer part stands back."""

    target: str
    after: tuple[str, ...] = ()
    niceness: int = 5


PARTS = (
    Part("install-python"),
    Part("install-web"),
    Part("install-emulator"),
    Part("install-browser", after=("install-python", "install-web")),
    Part("build-web", after=("install-web",)),
    Part("test-e2e", after=("install-emulator", "install-browser", "build-web"), niceness=0),
    Part("test-python", after=("install-python", "install-emulator", "build-web")),
    Part("lint", after=("install-python",)),
    Part("test-web", after=("build-web", "lint")),
    Part("test-browser", after=("install-browser", "test-python")),
)


class Running:
    """A part that was begun: a process group of its own, so that all of it can be stopped."""

    def __init__(self, part: Part, logs: Path) -> None:
        self.part = part
        self.log = logs / f"{part.target}.log"
        self._began = time.monotonic()
        make = os.environ.get("MAKE_COMMAND", "make")
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [make, "--no-print-directory", part.target],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        os.setpriority(os.PRIO_PGRP, self._process.pid, os.nice(0) + part.niceness)

    @property
    def exit_code(self) -> int | None:
        """How it ended, or None while it runs."""
        return self._process.poll()

    @property
    def seconds(self) -> float:
        """How long ago it began."""
        return time.monotonic() - self._began

    def send(self, number: int) -> None:
        """Send a signal to everything the part has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def wait(self, seconds: float) -> None:
        """Return when it has ended; kill what has not after `seconds`."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.send(signal.SIGKILL)
        self._process.wait()


class Interrupted(Exception):
    """Somebody wants it all to stop."""


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def closing_lines(log: Path) -> list[str]:
    """Return the lines by which the tools of a part say how it went."""
    lines = log.read_text(errors="replace").splitlines()
    return [line.strip() for line in lines if _CLOSING.fullmatch(line)]


def run(parts: Sequence[Part], logs: Path) -> dict[str, Running]:
    """Run the parts; return those that were begun. A part whose forerunner failed is not.

    Raises:
        Interrupted: by a signal; what was running is stopped.
    """
    began = time.monotonic()
    begun: dict[str, Running] = {}
    told: set[str] = set()
    try:
        while True:
            for part in _ready(parts, begun):
                begun[part.target] = Running(part, logs)
            for target, running in begun.items():
                if running.exit_code is not None and target not in told:
                    told.add(target)
                    _tell(running, time.monotonic() - began)
            if len(told) == len(begun) and not _ready(parts, begun):
                return begun
            time.sleep(POLL_SECONDS)
    except BaseException:
        _stop([running for running in begun.values() if running.exit_code is None])
        raise


def _ready(parts: Sequence[Part], begun: dict[str, Running]) -> list[Part]:
    right = {target for target, running in begun.items() if running.exit_code == 0}
    return [part for part in parts if part.target not in begun and right.issuperset(part.after)]


def _tell(running: Running, seconds: float) -> None:
    """Say how a part went; what it printed is shown when it failed."""
    failed = running.exit_code != 0
    if failed:
        say(f"\n---- {running.part.target} printed:\n{running.log.read_text(errors='replace')}----")
    went = "FAILED" if failed else "; ".join(closing_lines(running.log)) or "done"
    say(f"  {seconds:6.1f} s  {running.part.target:<16} in {running.seconds:5.1f} s  {went}")


def _stop(left: Sequence[Running]) -> None:
    """End what still runs, each part by Ctrl-C as if it ran alone, and what does not listen by force."""
    for running in left:
        running.send(signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    for running in left:
        running.wait(max(0.0, deadline - time.monotonic()))


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for each in signals:
        signal.signal(each, stop)
    yield


def main() -> int:
    """Run all parts and say how each went; return the exit code."""
    LOGS.mkdir(parents=True, exist_ok=True)
    say(f"  what each part prints is kept in {LOGS}")
    try:
        with _interruptible():
            begun = run(PARTS, LOGS)
    except Interrupted:
        say("\n  stopped")
        return 130
    for running in begun.values():
        for line in closing_lines(running.log):
            say(line)
    failed = [target for target, running in begun.items() if running.exit_code != 0]
    if failed:
        left = [part.target for part in PARTS if part.target not in begun]
        say(f"failed: {', '.join(failed)}{'; not run: ' if left else ''}{', '.join(left)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
