"""The embedded AWS emulator: installed into a virtual environment of its own, started, stopped with its data kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from infrastructure.local.layout import REGION, ROOT, ROOT_ACCESS_KEY, Layout
from infrastructure.local.processes import Child, StartFailed

REQUIREMENTS = Path(__file__).with_name("requirements-emulator.txt")
SERVER = Path(__file__).with_name("emulator_server.py")
DEFAULT_VENV = ROOT / ".local" / "emulator-venv"
START_SECONDS = 30.0


def interpreter() -> Path:
    """Return the emulator's Python; SOULSEER_EMULATOR names the emulator's program to use another installation."""
    program = os.environ.get("SOULSEER_EMULATOR")
    return (Path(program).parent if program else DEFAULT_VENV / "bin") / "python"


def install() -> bool:
    """Install the pinned emulator, unless it is; tell whether anything was done.

    An installation that somebody else made, named by SOULSEER_EMULATOR or linked to, is used as it is.

    Raises:
        StartFailed: pip refused, or something is in the way; the message says what.
    """
    if os.environ.get("SOULSEER_EMULATOR") or DEFAULT_VENV.is_symlink():
        if not interpreter().exists():
            raise StartFailed(
                f"there is no AWS emulator at {interpreter().parent}; put it there, or take the link away"
            )
        return False
    stamp = DEFAULT_VENV / "requirements.sha256"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    make_room(DEFAULT_VENV, stamp)
    stamp.write_text("not finished")
    venv.create(DEFAULT_VENV, with_pip=True)
    command = [str(interpreter()), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StartFailed(f"the AWS emulator could not be installed:\n{(done.stdout + done.stderr)[-1500:]}")
    stamp.write_text(wanted)
    return True


def make_room(directory: Path, stamp: Path) -> None:
    """Leave `directory` empty, having removed an environment in it only if `install` made that (it has a stamp).

    Raises:
        StartFailed: something else is in the way; it is left untouched.
    """
    if directory.is_symlink() or (directory.exists() and not stamp.exists() and any(directory.iterdir())):
        raise StartFailed(f"{directory} was not made by this installation and is left as it is; move it away")
    if directory.exists():
        shutil.rmtree(directory)
    directory.mkdir(parents=True)


def start(layout: Layout) -> Child:
    """Start the emulator with the data of its last run, and wait until it is ready.

    Raises:
        StartFailed: it did not come up.
    """
    scratch = layout.scratch
    scratch.mkdir(parents=True, exist_ok=True)
    environment = {
        "GATEWAY_PORT": str(layout.emulator_port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        # Functions may do what their policies allow and nothing else, as on AWS; everybody else here is the root user.
        "AUTH": "true",
        "AWS_ACCESS_KEY_ID": ROOT_ACCESS_KEY,
        "STATE_DIR": str(layout.state / "emulator"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(layout.state / "emulator" / "s3"),
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_WARM_TTL_SECONDS": "86400",
        "LOG_LEVEL": "WARNING",
        "TMPDIR": str(scratch),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [str(interpreter()), str(SERVER)]
    child = Child("the AWS emulator", command, layout.logs / "emulator.log", environment, ROOT)
    try:
        child.wait_until_answering(f"{layout.emulator}/_ministack/health", START_SECONDS)
    except StartFailed:
        child.stop()
        raise
    return child


def main() -> int:
    """Install the emulator from the command line."""
    try:
        if install():
            print(f"installed the AWS emulator into {DEFAULT_VENV}")
    except StartFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
