"""Child processes of the local run: started apart from the terminal, watched, stopped in order.

Each child is told to end by SIGTERM, and also ends by itself when its standard input closes: should the run itself be
killed, nothing of it stays behind.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

POLL_SECONDS = 0.03


class StartFailed(Exception):
    """A process did not come up. The message says which, and shows its last words."""


class Child:
    """One process with its log."""

    def __init__(
        self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str], cwd: Path
    ) -> None:
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal reaches the run only, which then stops all in order.
            self._process = subprocess.Popen(
                command,
                cwd=cwd,
                env={**os.environ, **environment},
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended, or None while it runs."""
        return self._process.poll()

    def wait_until_answering(self, url: str, seconds: float) -> None:
        """Return once `url` answers.

        Raises:
            StartFailed: it ended, or `seconds` went by.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.exit_code is not None:
                raise StartFailed(f"{self.name} ended at once (exit {self.exit_code}):\n{self.last_words()}")
            if answers(url):
                return
            time.sleep(POLL_SECONDS)
        raise StartFailed(f"{self.name} did not answer within {seconds:.0f} s:\n{self.last_words()}")

    def last_words(self, lines: int = 12) -> str:
        """Return the end of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(f"  | {line}" for line in text.splitlines()[-lines:])

    def stop(self, seconds: float = 15) -> bool:
        """End the process and what it started; tell whether it ended in time by itself."""
        in_time = True
        if self.exit_code is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                in_time = False
                os.killpg(self.pid, signal.SIGKILL)
                self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        return in_time


def answers(url: str) -> bool:
    """Tell whether an HTTP server answers at `url`, whatever it says."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - http on this machine
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on `port` of the loopback interface, in both families browsers try."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((address, port)) == 0:
                return False
    return True
