"""Starts the embedded AWS emulator for tests that need the real table engine (conditions, transactions, threads).

The emulator lives in a virtual environment of its own (it pins another botocore). Its program is found at
SOULSEER_EMULATOR or where the Makefile installs it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 20.0


def program() -> Path:
    """Return the emulator's program.

    Raises:
        FileNotFoundError: it is not installed; the message names the command that installs it.
    """
    path = Path(os.environ.get("SOULSEER_EMULATOR", ROOT / ".local" / "emulator-venv" / "bin" / "ministack"))
    if not path.exists():
        raise FileNotFoundError("the AWS emulator is not installed; run: make install")
    return path


def free_port() -> int:
    """Return a TCP port on the loopback interface that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Emulator:
    """One emulator process without stored state. `url` is its endpoint once started."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [str(program())],
                env={
                    **os.environ,
                    "GATEWAY_PORT": str(self.port),
                    "BIND_HOST": "127.0.0.1",
                    "PERSIST_STATE": "0",
                    "SFTP_ENABLED": "0",
                    "IOT_MTLS_ENABLED": "0",
                },
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait(log)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"the emulator stopped at once: {log.read_text()[-2000:]}")
            try:
                with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"the emulator did not come up in {_START_SECONDS} s: {log.read_text()[-2000:]}")

    def stop(self) -> None:
        """End the process and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
