"""`make load`: people use the running product for a while; then the audit of the whole ledger.

    python -m tests.load.traffic [--users 18] [--seconds 75] [--kill]

With `--kill` (`make load-kill`) the product is started for this alone, and while people use it each of its processes
is ended and killed in turn, and the whole of it, too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from infrastructure.local.layout import ROOT, BadSetting, layout_from, read_run_file
from tests.load.bench.environments import NotInstalled, python_with
from tests.load.traffic.accidents import Accidents
from tests.local.test_run import Run

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
ENVIRONMENT = ROOT / ".local" / "locust-venv"
PATIENT_SECONDS = 600
LONGEST_SECONDS = 1_800


def main() -> int:
    """Return 0 when no answer was wrong, nothing is lost and the ledger is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.traffic", description="Load the running product.")
    parser.add_argument("--users", type=int, default=18)
    parser.add_argument("--seconds", type=int, default=75)
    parser.add_argument("--kill", action="store_true", help="end and kill its processes meanwhile")
    options = parser.parse_args()
    try:
        python = python_with(REQUIREMENTS, ENVIRONMENT)
        return _among_accidents(python, options.users) if options.kill else _load(python, options)
    except (BadSetting, NotInstalled) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2


def _load(python: Path, options: argparse.Namespace) -> int:
    if not (read_run_file(layout_from()) or {}).get("ready"):
        sys.stderr.write("SoulSeer is not running; start it with: make run\n")
        return 2
    command = _command(python, options.users, options.seconds)
    driven = subprocess.run(command, cwd=ROOT, check=False).returncode
    return _audit(dict(os.environ)) or driven


def _among_accidents(python: Path, users: int) -> int:
    with tempfile.TemporaryDirectory(prefix="soulseer-load-", ignore_cleanup_errors=True) as home:
        run = Run(Path(home) / "state")
        sys.stdout.write("starting the product …\n")
        sys.stdout.flush()
        run.start()
        try:
            command = [*_command(python, users, LONGEST_SECONDS), "--until-told", "--patient", str(PATIENT_SECONDS)]
            with subprocess.Popen(command, cwd=ROOT, env=run.environment, stdin=subprocess.PIPE) as load:
                Accidents(run).happen()
                load.communicate()
            return _audit(run.environment) or load.returncode
        finally:
            if run.process.poll() is None:
                _stop(run)


def _stop(run: Run) -> None:
    """Stop the product; one that does not stop in time must not hide what went wrong before."""
    try:
        run.stop()
    except subprocess.TimeoutExpired:
        run.process.kill()  # its processes end when they find themselves alone
        run.process.wait()


def _command(python: Path, users: int, seconds: int) -> list[str]:
    return [
        str(python), "-m", "tests.load.traffic.drive", "--users", str(users), "--seconds", str(seconds)
    ]  # fmt: skip


def _audit(environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "infrastructure.local.check"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
