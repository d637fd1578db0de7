"""Python environments of their own for what must not be installed beside the product's packages; made on demand."""

from __future__ import annotations

import hashlib
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
