"""`make run`: everything on this machine, from the sources to a product in the browser.

    python -m infrastructure.local.run          until Ctrl-C
    python -m infrastructure.local.run --dev    the same, and what changes is put in place at once

Ends with exit code 2 and a sentence when something is missing, 1 when something broke.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType

from botocore.exceptions import BotoCoreError, ClientError

from infrastructure.local import deploy as deployment
from infrastructure.local import emulator, web_build
from infrastructure.local.layout import (
    AUDIENCE,
    MAIL_SENDER,
    ROOT,
    SECRET_PREFIX,
    STAGE,
    BadSetting,
    Layout,
    is_alive,
    layout_from,
    local_secrets,
    payments_base,
    read_run_file,
    write_private,
)
from infrastructure.local.mailbox import MAIL_PATH
from infrastructure.local.people import ADMIN, CLIENTS, READERS
from infrastructure.local.processes import Child, StartFailed, port_is_free
from infrastructure.local.watch import Watcher
from infrastructure.package import PackagingFailed

SERVER_SECONDS = 20.0
POLL_SECONDS = 0.3
RESTARTS = 5
RESTARTS_WITHIN_SECONDS = 120.0
OURS = (
    "emulator",
    "emulator-scratch",
    "emulator-scratch-old",
    "issuer-key.pem",
    "issuer.json",
    "logs",
    "payments.json",
    "restored-api.txt",
    "run.json",
    "secrets.json",
    "seeded",
)
"""What a run puts into its state directory. Cleaning removes these and nothing else: it may hold other things."""


class NotReady(Exception):
    """The run cannot start as things are. The message is a sentence that names the remedy."""


class RunFailed(Exception):
    """The run cannot go on. The message says why."""


class Progress:
    """Says what is going on, with the seconds since the start."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, text: str) -> None:
        """Print a line of progress."""
        print(f"  {time.monotonic() - self._began:6.1f} s  {text}", flush=True)


class LocalRun:
    """A local run as a context: up at its beginning, stopped with its data kept at its end."""

    def __init__(self, layout: Layout, say: Callable[[str], None], *, dev: bool = False) -> None:
        self.layout = layout
        self.say = say
        self._dev = dev
        self._children: dict[str, Child] = {}
        self._restarted: list[float] = []
        self.deployed: deployment.Deployed | None = None

    def __enter__(self) -> LocalRun:
        """Bring everything up.

        Raises:
            NotReady: something is in the way.
            StartFailed, PackagingFailed, BuildFailed, DeployFailed: something broke; what was started is stopped.
        """
        check_free(self.layout)
        try:
            self._up()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _up(self) -> None:
        put_aside(self.layout.scratch)
        self.layout.run_file.unlink(missing_ok=True)
        local_secrets(self.layout)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            # npm's work has a core of its own; in the fast loop Vite serves the sources, so nothing is built.
            web = pool.submit(web_build.install if self._dev else web_build.build)
            if emulator.install():
                self.say("installed the AWS emulator")
            for name in ("emulator", *_SERVERS):
                self._start(name)
            self.say("started the AWS emulator, the development sign-in, test payments and the front")
            self.deploy()
            done = web.result()
            self.say(
                done
                if isinstance(done, str)
                else "installed the web app's packages"
                if done
                else "web packages are there"
            )
        if self._dev and (web_build.WEB / "package.json").exists():
            self._start("vite")
        self._warm()
        self._seed()
        self._tell(ready=True)

    def deploy(self) -> None:
        """Package and deploy what has changed, and tell the others where it is."""
        self.deployed = deployment.deploy(self.layout, self.say)
        self._tell(ready=False)

    def watch_over(self, stopped: Callable[[], bool]) -> None:
        """Return when `stopped` says so; meanwhile start what has ended again.

        Raises:
            RunFailed: something ends again and again.
        """
        while not stopped():
            for name, child in list(self._children.items()):
                if child.exit_code is not None and not stopped():
                    self._revive(name, child)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stop everything, the emulator after those who use it; its data is saved."""
        order = ("vite", "front", "payments", "emulator", "issuer")
        for name in order:
            child = self._children.pop(name, None)
            if child is not None and not child.stop():
                self.say(f"{child.name} did not stop in time and was killed; see {child.log}")
        self.layout.run_file.unlink(missing_ok=True)

    def _start(self, name: str) -> None:
        if name == "emulator":
            self._children[name] = emulator.start(self.layout)
            return
        if name == "vite":
            url = f"http://localhost:{self._vite_port}"
            command = ["node", "node_modules/vite/bin/vite.js", "--port", str(self._vite_port), "--strictPort"]
            environment, cwd = {"SOULSEER_FRONT": self.layout.origin}, web_build.WEB
        else:
            url = {"issuer": self.layout.issuer, "payments": self.layout.payments, "front": self.layout.origin}[name]
            command, cwd = [sys.executable, "-m", f"infrastructure.local.{name}"], ROOT
            environment = self.layout.environment() | self._front_environment()
        child = Child(_SERVERS.get(name, name), command, self.layout.logs / f"{name}.log", environment, cwd)
        self._children[name] = child
        child.wait_until_answering(f"{url.rstrip('/')}/config.json" if name == "front" else url, SERVER_SECONDS)

    @property
    def _vite_port(self) -> int:
        return max(port for port, _ in self.layout.ports.values()) + 1

    def _front_environment(self) -> dict[str, str]:
        return {"SOULSEER_VITE": f"http://localhost:{self._vite_port}"} if self._dev else {}

    def _revive(self, name: str, child: Child) -> None:
        now = time.monotonic()
        self._restarted = [at for at in self._restarted if now - at < RESTARTS_WITHIN_SECONDS] + [now]
        if len(self._restarted) > RESTARTS:
            raise RunFailed(f"{child.name} keeps ending (exit {child.exit_code}):\n{child.last_words()}")
        self.say(f"{child.name} ended (exit {child.exit_code}); starting it again")
        child.stop()
        self._start(name)
        if name == "emulator":
            self.deploy()
        self._tell(ready=True)

    def _warm(self) -> None:
        """Have the API function start, so that the first page is quick."""
        with urllib.request.urlopen(f"{self.layout.origin}/v1/health", timeout=60) as answer:  # noqa: S310 - this machine
            self.say(f"the API answers ({answer.status})")

    def _seed(self) -> None:
        """Load the demo data into an empty run, once."""
        mark = self.layout.state / "seeded"
        if mark.exists():
            return
        # A process of its own: it loads the application, which reads its settings from the environment.
        command = [sys.executable, "-m", "infrastructure.local.seed"]
        environment = {**os.environ, **self.function_environment()}
        # The sessions of the past are held with their own times: a minute that found one of them would end it.
        with deployment.schedules_paused(self.layout):
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RunFailed(f"the demo data could not be loaded:\n{(done.stdout + done.stderr)[-2000:]}")
        mark.write_text(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        deployment.save(self.layout)
        self.say("loaded the demo data")

    def function_environment(self) -> dict[str, str]:
        """Return the settings that make a process of this machine act as the deployed functions do."""
        if self.deployed is None:
            raise RunFailed("nothing is deployed yet")
        return function_environment(self.layout, self.deployed)

    def _tell(self, *, ready: bool) -> None:
        """Write the run file."""
        told = {
            "pid": os.getpid(),
            "ready": ready,
            "origin": self.layout.origin,
            "issuer": self.layout.issuer,
            "payments": self.layout.payments,
            "emulator": self.layout.emulator,
            "stack": deployment.as_told(self.deployed) if self.deployed else {},
            "environment": function_environment(self.layout, self.deployed) if self.deployed else {},
            "processes": {name: child.pid for name, child in self._children.items()},
        }
        write_private(self.layout.run_file, json.dumps(told, indent=1) + "\n")


_SERVERS = {"issuer": "the development sign-in", "payments": "test payments", "front": "the front"}


def function_environment(layout: Layout, deployed: deployment.Deployed) -> dict[str, str]:
    """Return the settings that make a process of this machine act as the deployed functions do."""
    return {
        **layout.aws_environment(),
        "STAGE": STAGE,
        "TABLE_NAME": deployed.table,
        "MEDIA_BUCKET": deployed.media_bucket,
        "BILLING_QUEUE_URL": deployed.queue_url,
        "DUE_QUEUE_URL": deployed.due_queue_url,
        "AUTH_ISSUER": layout.issuer,
        "AUTH_AUDIENCE": AUDIENCE,
        "WEB_ORIGIN": layout.origin,
        "MAIL_SENDER": MAIL_SENDER,
        "SSM_PREFIX": SECRET_PREFIX,
        "STRIPE_API_BASE": payments_base(layout) or "",
        "POWERTOOLS_TRACE_DISABLED": "1",
    }


def check_not_running(layout: Layout) -> None:
    """Return if no run uses this state directory.

    Raises:
        NotReady: one does.
    """
    told = read_run_file(layout)
    if told and is_alive(told.get("pid")):
        raise NotReady(
            f"SoulSeer is running already at {told['origin']} (process {told['pid']}); use it, or stop it with Ctrl-C."
        )


def check_free(layout: Layout) -> None:
    """Return if nothing is in the way of a run.

    Raises:
        NotReady: a run is on already, or a port is taken.
    """
    check_not_running(layout)
    for what, (port, variable) in layout.ports.items():
        if not port_is_free(port):
            raise NotReady(
                f"Port {port} ({what}) is in use; stop the program that uses it, or choose another port: "
                f"make run {variable}={port + 10_000 if port < 50_000 else port - 10_000}."
            )


def clean(layout: Layout) -> None:
    """Forget the data of earlier runs."""
    for name in OURS:
        _remove(layout.state / name)


def put_aside(scratch: Path) -> threading.Thread:
    """Make room for a new scratch directory at once; returns the thread that removes the old one beside the run.

    Each of the emulator's workers unpacks thousands of files, and some disks take minutes to remove them.
    """
    old = scratch.with_name(f"{scratch.name}-old")
    if scratch.is_dir() and not scratch.is_symlink():
        old.mkdir(exist_ok=True)
        scratch.rename(old / str(time.time_ns()))
    else:
        _remove(scratch)
    removing = threading.Thread(target=shutil.rmtree, args=(old,), kwargs={"ignore_errors": True}, daemon=True)
    removing.start()
    return removing


def _remove(path: Path) -> None:
    """Remove a file or directory of ours. A link is removed, never what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def where_to_click(layout: Layout) -> str:
    """Return what to do next, for people."""
    readers = ", ".join(person.name for person in READERS[:3])
    clients = ", ".join(person.name for person in CLIENTS)
    return f"""
  SoulSeer is running:            {layout.origin}

  As a client                     sign in as one of: {clients}
  As a reader                     in a second browser profile, sign in as one of: {readers}, …
  As the operator                 sign in as {ADMIN.name}
  Payments and disputes (test)    {layout.payments}
  Mails that were sent            {layout.origin}{MAIL_PATH}

  Ctrl-C stops everything and keeps the data.
"""


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Run SoulSeer on this machine.")
    parser.add_argument("--dev", action="store_true", help="put changes of the sources in place at once")
    parser.add_argument("--clean", action="store_true", help="forget all data and do not run")
    options = parser.parse_args()
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if not stopping.is_set():
            stopping.set()
            print("\n  stopping …", flush=True)
            if not watching.is_set():
                raise KeyboardInterrupt

    watching = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        layout = layout_from()
        if options.clean or os.environ.get("SOULSEER_CLEAN") == "1":
            check_not_running(layout)
            clean(layout)
        if options.clean:
            return 0
        with LocalRun(layout, Progress(), dev=options.dev) as run:
            print(where_to_click(layout), flush=True)
            watching.set()
            with Watcher(run.deploy, run.say) if options.dev else contextlib.nullcontext():
                run.watch_over(stopping.is_set)
    except KeyboardInterrupt:
        pass
    except (NotReady, BadSetting) as problem:
        print(problem, file=sys.stderr)
        return 2
    except (
        BotoCoreError,
        ClientError,
        StartFailed,
        RunFailed,
        PackagingFailed,
        web_build.BuildFailed,
        deployment.DeployFailed,
        OSError,
    ) as problem:
        print(f"\nSoulSeer cannot run: {problem}", file=sys.stderr)
        return 1
    print("  stopped; the data is kept", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
