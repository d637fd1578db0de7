"""The comparison run beside our sweep: a Django + PostgreSQL per-minute loop (tests/load/django_loop).

Installed on demand: Django in an environment of its own, PostgreSQL by apt-get where this runs as root on Debian. The
server is started for the measurement alone, in a directory that is removed after it, and listens on no port.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.emulator import ROOT
from tests.load.bench.figure import Figure, known

HOME = ROOT / "tests" / "load" / "django_loop"
ENVIRONMENT = ROOT / ".local" / "django-loop-venv"
_START_SECONDS = 30
_SUPERUSER = "postgres"
_NAMES = {"per_session": "a transaction a session", "batched": "500 sessions a transaction, set-based SQL"}
_MINUTE_MS = 60_000


class NotHere(Exception):
    """The comparison cannot run on this machine; the message says why."""


@dataclass(frozen=True)
class Compared:
    """What one of the two loops took for each session, in milliseconds."""

    name: str
    client_cpu_ms: float
    server_cpu_ms: float | None
    wall_ms: float
    together_ms: float
    """With two workers at once."""
    versions: str


def measure(sessions: int) -> list[Compared]:
    """Return what both loops cost for each billed minute.

    Raises:
        NotHere: PostgreSQL or Django is not there and could not be installed, or did not run.
    """
    programs = _postgresql()
    python = _environment()
    with _server(programs) as sockets:
        command = [str(python), "measure.py", str(sockets), str(sessions)]
        done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotHere(f"the comparison failed: {done.stderr[-1_500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return [Compared(name, **found[name], versions=found["versions"]) for name in _NAMES]


def figures(compared: list[Compared], our_client_cpu_ms: float) -> list[Figure]:
    """Both loops' figures beside the client's processor time of our sweep."""
    found = []
    for each in compared:
        times = each.client_cpu_ms / our_client_cpu_ms
        server = "" if each.server_cpu_ms is None else f"; its server took {each.server_cpu_ms:.3f} ms more"
        one_worker = _MINUTE_MS / each.wall_ms
        found += [
            known(
                f"{each.versions}, {_NAMES[each.name]}: client CPU a billed minute",
                each.client_cpu_ms,
                "ms",
                f"{times:.2g} × our sweep's {our_client_cpu_ms:.3f} ms{server}",
            ),
            known(
                "… sessions in 60 s, two workers, server on the same machine",
                _MINUTE_MS / each.together_ms,
                "sessions",
                f"{one_worker:,.0f} with one worker",
            ),
        ]
    return found


def _postgresql() -> Path:
    """Return the directory of PostgreSQL's programs."""
    found = _programs()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
        found = _programs()
    if found is None:
        raise NotHere("PostgreSQL is not installed (on Debian and Ubuntu: apt-get install postgresql)")
    return found


def _programs() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    if installed:
        return installed[-1].parent
    program = shutil.which("initdb")
    return Path(program).parent if program else None


def _environment() -> Path:
    """Return the Python that has Django, installing it first where it has not."""
    requirements = HOME / "requirements.txt"
    stamp = ENVIRONMENT / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    python = ENVIRONMENT / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise NotHere(f"Django could not be installed: {(done.stdout + done.stderr)[-500:]}")
        stamp.write_text(wanted)
    return python


@contextmanager
def _server(programs: Path) -> Iterator[Path]:
    """Run a server for a while; yields the directory of its socket."""
    # PostgreSQL refuses to run as root.
    user: dict[str, Any] = {"user": _SUPERUSER, "group": _SUPERUSER} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="soulseer-django-"))
    if user:
        shutil.chown(home, **user)
    try:
        data = home / "data"
        settings = ["--auth=trust", f"--username={_SUPERUSER}", "--encoding=UTF8", "--locale=C"]
        command = [str(programs / "initdb"), f"--pgdata={data}", *settings]
        made = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, **user)
        if made.returncode != 0:
            raise NotHere(f"PostgreSQL could not make a database: {made.stderr[-500:]}")
        with (home / "log").open("wb") as log:
            command = [str(programs / "postgres"), "-D", str(data), "-k", str(home), "-c", "listen_addresses="]
            server = subprocess.Popen(command, cwd=home, stdout=log, stderr=subprocess.STDOUT, **user)
        try:
            _wait(server, home)
            (home / "postmaster.pid").write_text(str(server.pid))
            yield home
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(_START_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if b"ready to accept connections" in (home / "log").read_bytes():
            return
        time.sleep(0.05)
    raise NotHere(f"PostgreSQL did not start: {(home / 'log').read_text()[-500:]}")
