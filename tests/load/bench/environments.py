"""Environments of their own for what must not be installed beside the product's packages; made on demand."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path


class NotInstalled(Exception):
    """Something could not be installed; the message says what and why."""


def python_with(requirements: Path, directory: Path) -> Path:
    """Return the Python of the environment in `directory`, which has exactly these requirements.

    Raises:
        NotInstalled: pip refused.
    """
    stamp = directory / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    python = directory / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(directory, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            told = (done.stdout + done.stderr)[-500:]
            raise NotInstalled(f"{requirements.name} of {requirements.parent.name} could not be installed: {told}")
        stamp.write_text(wanted)
    return python


def node_with(home: Path, directory: Path) -> Path:
    """Return `directory`, into which exactly the packages of `home`'s package-lock.json are installed.

    Raises:
        NotInstalled: npm refused, or is not there.
    """
    stamp = directory / "package-lock.sha256"
    wanted = hashlib.sha256((home / "package-lock.json").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        directory.mkdir(parents=True, exist_ok=True)
        for name in (".npmrc", "package.json", "package-lock.json"):
            shutil.copy(home / name, directory / name)
        try:
            command = ["npm", "ci", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise NotInstalled("npm is not there") from None
        if done.returncode != 0:
            raise NotInstalled(f"the packages of {home.name} could not be installed: {done.stderr[-500:]}")
        stamp.write_text(wanted)
    return directory
