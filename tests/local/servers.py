"""Runs the local run's servers inside a test: in a thread, on a free port of the loopback interface."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from types import TracebackType

from aiohttp import web

from tests.emulator import free_port

START_SECONDS = 10.0


class Served:
    """A server as a context. `make` is given the port, so that the application can know its own address."""

    def __init__(self, make: Callable[[int], web.Application], port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self._make = make
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._stop = asyncio.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Served:
        self._thread.start()
        assert self._up.wait(START_SECONDS), "the server did not start"
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        gc.collect()

    def call(self, function: Callable[[], None]) -> None:
        """Run `function` on the server's own thread."""
        self._loop.call_soon_threadsafe(function)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
            self._loop.run_until_complete(self._settle())
        except BaseException as failure:
            self._failure = failure
        finally:
            self._up.set()
            self._loop.close()

    async def _settle(self) -> None:
        """Let connections that came or went in the last moment end: the loop closes none by itself."""
        for transport in list(getattr(self._loop, "_transports", {}).values()):
            transport.abort()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for _ in range(3):  # closed transports are told so in the loop's next rounds
            await asyncio.sleep(0)

    async def _serve(self) -> None:
        runner = web.AppRunner(self._make(self.port), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        self._up.set()
        await self._stop.wait()
        await runner.cleanup()
