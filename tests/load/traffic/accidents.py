"""What happens to a running product while people use it: its processes are ended and killed, one after the other."""

from __future__ import annotations

import os
import signal
import sys
import time

from infrastructure.local.layout import is_alive
from tests.local.test_run import Run, eventually

CHILDREN = ("emulator", "front", "issuer", "payments")
_BEFORE_SECONDS = 15
"""People sign in and begin sessions first."""
_BETWEEN_SECONDS = 6
_WHOLE_AGAIN_SECONDS = 300
"""A machine that is busy with the people's requests starts things slowly."""
_AFTER_SECONDS = 30
"""People get their answers, and end their sessions."""


class Accidents:
    """All accidents that may happen to a run."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def happen(self) -> None:
        """Let each happen, and wait until the product is whole again.

        The whole run is restarted between two rounds: it ends by itself when its processes end too often.
        """
        time.sleep(_BEFORE_SECONDS)
        for child in CHILDREN:
            self._to(child, signal.SIGKILL)
        self._to_all(signal.SIGTERM)
        for child in CHILDREN:
            self._to(child, signal.SIGTERM)
        self._to_all(signal.SIGKILL)
        time.sleep(_AFTER_SECONDS)

    def _to(self, child: str, number: signal.Signals) -> None:
        process = self._run.told()["processes"][child]
        _say(f"{number.name} to {child}")
        os.kill(process, number)
        eventually(lambda: self._is_whole_again(child, process), f"{child} is started again", _WHOLE_AGAIN_SECONDS)
        time.sleep(_BETWEEN_SECONDS)

    def _is_whole_again(self, child: str, gone: int) -> bool:
        assert self._run.process.poll() is None, self._run.said()
        told = self._run.told()
        return bool(told["ready"]) and told["processes"].get(child) not in (gone, None)

    def _to_all(self, number: signal.Signals) -> None:
        _say(f"{number.name} to the whole run")
        children = self._run.told()["processes"].values()
        self._run.process.send_signal(number)
        self._run.process.wait()
        eventually(
            lambda: not any(is_alive(each) for each in children), "its processes are gone", _WHOLE_AGAIN_SECONDS
        )
        self._run.start()
        time.sleep(_BETWEEN_SECONDS)


def _say(what: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {what}\n")
    sys.stdout.flush()
