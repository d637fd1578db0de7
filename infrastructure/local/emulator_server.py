"""Runs the AWS emulator, keeping its data safe. Executed by the emulator's interpreter: it imports nothing of ours.

By itself the emulator saves its data at a clean stop only, so that a killed process would take back everything since
its start. Here the data is also saved a few seconds after a request, as it was at one instant; and the process stops
cleanly when its standard input closes, which happens when whoever started it is gone.
"""

import asyncio
import os
import signal
import threading
import time

from ministack import app as emulator
from ministack.core import persistence

INTERVAL_SECONDS = float(os.environ.get("SOULSEER_CHECKPOINT_SECONDS", "3"))
# Copying happens on the thread that serves requests (the table engine is consistent between two requests only), so
# with much data it is done less often: it may cost a fiftieth of the time.
IDLE_PER_COPY = 50


class Checkpoints:
    """Saves the emulator's data from time to time, when there was a request since the last time."""

    def __init__(self, application):
        self._application = application
        self._touched = False
        self._task = None

    async def __call__(self, scope, receive, send):
        """Serve as the emulator does, noticing requests, the start and the stop."""
        if scope["type"] != "lifespan":
            self._touched = self._touched or not scope.get("path", "").startswith("/_ministack/")
            return await self._application(scope, receive, send)

        async def receive_and_settle():
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._task = asyncio.create_task(self._run())
            else:
                # The emulator now saves everything itself: a copy still being written must not come after it.
                self._task.cancel()
                await asyncio.gather(self._task, return_exceptions=True)
            return message

        return await self._application(scope, receive_and_settle, send)

    async def _run(self):
        pause = INTERVAL_SECONDS
        while True:
            await asyncio.sleep(pause)
            if not self._touched:
                continue
            self._touched = False
            began = time.monotonic()
            copies = {name: state() for name, state in emulator._build_persistence_save_dict().items()}
            pause = max(INTERVAL_SECONDS, (time.monotonic() - began) * IDLE_PER_COPY)
            await asyncio.shield(asyncio.to_thread(_write, copies))


def _write(copies):
    for name, copy in copies.items():
        if copy is not None:
            persistence.save_state(name, copy)


def stop_when_orphaned():
    """Wait for the end of standard input, then ask this process to stop as its owner would have."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=stop_when_orphaned, daemon=True).start()
    emulator.app = Checkpoints(emulator.app)
    emulator.main()
