"""Runs the AWS emulator, keeping its data safe. Executed by the emulator's interpreter: it imports nothing of ours.

By itself the emulator saves its data at a clean stop only, so that a killed process would take back everything since
its start. A table of AWS forgets nothing it has confirmed, so here every write to a table is put into a journal before
it is confirmed, and everything is saved a few seconds after a request. A start loads what was saved last and repeats
the writes that came after it. The process stops cleanly when its standard input closes: its owner is gone.
"""

import asyncio
import json
import os
import signal
import threading
import time
from pathlib import Path

from ministack import app as emulator
from ministack.core import persistence
from ministack.services import dynamodb

INTERVAL_SECONDS = float(os.environ.get("SOULSEER_CHECKPOINT_SECONDS", "3"))
# Copying happens on the thread that serves requests (the table engine is consistent between two requests only), so
# with much data it is done less often: it may cost a fiftieth of the time.
IDLE_PER_COPY = 50
GENERATION = "soulseer_generation"
SAVE_PATH = "/_soulseer/save"
WRITES = frozenset(
    f"DynamoDB_20120810.{name}"
    for name in ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem", "UpdateTimeToLive")
)


class Journal:
    """Confirmed table writes since the last save. Each save begins a new generation, and names it in what it saves.

    A save and the end of the generation before it cannot happen as one, but which generations a save contains is
    written into it: a write is repeated exactly when it is not part of what was loaded.
    """

    def __init__(self, directory):
        self._directory = directory
        self.generation = 0
        self._file = None

    def open(self, generation):
        """Write to this generation from now on."""
        if self._file is not None:
            self._file.close()
        self._directory.mkdir(parents=True, exist_ok=True)
        self.generation = generation
        self._file = self._path(generation).open("a", encoding="utf-8")

    def add(self, target, body):
        """Keep one write. Flushed to the system, so that the end of this process does not lose it."""
        self._file.write(json.dumps([target, body.decode()]) + "\n")
        self._file.flush()

    def since(self, generation):
        """Return the writes of this generation and of those after it, in their order."""
        writes = []
        for path in self._kept():
            if int(path.stem) >= generation:
                for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
                    if line.endswith("\n"):  # a line cut short was never confirmed
                        writes.append(json.loads(line))
        return writes

    def forget_before(self, generation):
        """Remove what a save contains."""
        for path in self._kept():
            if int(path.stem) < generation:
                path.unlink()

    def last(self):
        """Return the latest generation there is, or 0."""
        return max((int(path.stem) for path in self._kept()), default=0)

    def _kept(self):
        return sorted(self._directory.glob("*.jsonl"), key=lambda path: int(path.stem))

    def _path(self, generation):
        return self._directory / f"{generation}.jsonl"


class SafeEmulator:
    """The emulator's application with a journal and saves around it."""

    def __init__(self, application, state):
        self._application = application
        self._saved = state / "dynamodb.json"
        self._journal = Journal(state / "journal")
        self._answer = dynamodb.handle_request
        self._state_of_tables = dynamodb.get_state
        self._touched = False
        self._task = None
        self._saving = asyncio.Lock()

    def install(self):
        """Put this in the emulator's way."""
        emulator.app = self
        dynamodb.handle_request = self._answer_and_keep
        dynamodb.get_state = self._state_with_generation

    async def __call__(self, scope, receive, send):
        """Serve as the emulator does, noticing requests, the start and the stop."""
        if scope.get("path") == SAVE_PATH:
            await self._save()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            return await send({"type": "http.response.body"})
        if scope["type"] != "lifespan":
            self._touched = self._touched or not scope.get("path", "").startswith("/_ministack/")
            return await self._application(scope, receive, send)

        async def receive_stop():
            message = await receive()
            if message["type"] == "lifespan.shutdown" and self._task is not None:
                # The emulator now saves everything itself: a copy still being written must not come after it.
                self._task.cancel()
                await asyncio.gather(self._task, return_exceptions=True)
                self._journal.open(self._journal.generation + 1)
            return message

        async def send_start(message):
            if message["type"] == "lifespan.startup.complete":
                await self._repeat()
                self._task = asyncio.create_task(self._save_forever())
            await send(message)
            if message["type"] == "lifespan.shutdown.complete":
                self._forget_what_is_saved()

        return await self._application(scope, receive_stop, send_start)

    async def _answer_and_keep(self, method, path, headers, body, query_params):
        # The table engine answers without giving way to other requests, so the journal has the order of the writes.
        answer = await self._answer(method, path, headers, body, query_params)
        target = headers.get("x-amz-target", "")
        if answer[0] == 200 and target in WRITES:
            self._journal.add(target, body)
        return answer

    def _state_with_generation(self):
        return {**self._state_of_tables(), GENERATION: self._journal.generation}

    def _saved_generation(self):
        if not self._saved.exists():
            return 0
        return json.loads(self._saved.read_text(encoding="utf-8")).get("payload", {}).get(GENERATION, 0)

    async def _repeat(self):
        """Repeat the writes that came after what was loaded, and save the outcome."""
        for target, body in self._journal.since(self._saved_generation()):
            await self._answer("POST", "/", {"x-amz-target": target}, body.encode(), {})
        self._journal.open(self._journal.last() + 1)
        emulator.save_all(emulator._build_persistence_save_dict())
        self._forget_what_is_saved()

    def _forget_what_is_saved(self):
        self._journal.forget_before(self._saved_generation())

    async def _save_forever(self):
        pause = INTERVAL_SECONDS
        while True:
            await asyncio.sleep(pause)
            if self._touched:
                pause = max(INTERVAL_SECONDS, await self._save() * IDLE_PER_COPY)

    async def _save(self):
        """Save everything; return the seconds for which requests had to wait."""
        async with self._saving:
            self._touched = False
            began = time.monotonic()
            # From here to the copy of the tables nothing gives way: what follows is of the new generation.
            self._journal.open(self._journal.generation + 1)
            copies = {name: state() for name, state in emulator._build_persistence_save_dict().items()}
            waited = time.monotonic() - began
            writing = asyncio.create_task(asyncio.to_thread(_write, copies))
            try:
                await asyncio.shield(writing)
            except asyncio.CancelledError:
                await writing
                raise
            self._forget_what_is_saved()
            return waited


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
    SafeEmulator(emulator.app, Path(os.environ["STATE_DIR"])).install()
    emulator.main()
