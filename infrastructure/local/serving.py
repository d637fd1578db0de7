"""How the development servers run: on the loopback interface, until told to stop or until their owner is gone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import stat

from aiohttp import web

SHUTDOWN_SECONDS = 3.0
# Browsers try both for the name "localhost"; a machine may have only one of them.
_ADDRESSES = ("127.0.0.1", "::1")


def serve(app: web.Application, port: int) -> None:
    """Serve `app` on `port` until SIGTERM, SIGINT or the end of standard input."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(app, port))


async def _serve(app: web.Application, port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    owner = asyncio.create_task(_until_orphaned(stopped))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    for address in _ADDRESSES if socket.has_ipv6 else _ADDRESSES[:1]:
        try:
            await web.TCPSite(runner, address, port).start()
        except OSError:
            if address == _ADDRESSES[0]:
                raise
    await stopped.wait()
    owner.cancel()
    await runner.cleanup()


async def _until_orphaned(stopped: asyncio.Event) -> None:
    """Set `stopped` when whoever started this process closes its standard input (by ending, for one)."""
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        return  # started by hand
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", closefd=False))
    while await reader.read(1024):
        pass
    stopped.set()
