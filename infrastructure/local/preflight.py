"""Checks what must be on the machine before anything is installed, and says in a sentence what is missing.

Run by the Makefile with whatever Python there is, so this file keeps to what old versions (3.6) understand.
"""
# ruff: noqa: UP035, UP045

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from typing import Optional, Sequence

PYTHON = (3, 11)
NODE = ((20, 19), (22, 12))
"""From which minor version on Vite takes a major one; it takes none between these, and all after them."""
WEB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "web", "package.json")


def python_problem(version: Sequence[int], *, has_venv: bool) -> Optional[str]:
    """Return what is wrong with this Python, or None."""
    if tuple(version[:2]) < PYTHON:
        return (
            f"Python {PYTHON[0]}.{PYTHON[1]} or newer is needed, this is {version[0]}.{version[1]}; "
            "install it, or name it: make PYTHON=/path/to/python3."
        )
    if not has_venv:
        return "This Python has no venv module; install it (on Debian and Ubuntu: apt-get install python3-venv)."
    return None


def node_problem(version: Optional[str]) -> Optional[str]:
    """Return what is wrong with Node, whose `node --version` is given (None: there is none), or None."""
    needed = "Node.js {}.{} or newer, or {}.{} or newer, is needed to build the web app".format(*NODE[0], *NODE[1])
    if version is None:
        return f"{needed}; install it from https://nodejs.org."
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    major, minor = (int(found.group(1)), int(found.group(2))) if found else (0, 0)
    if (major, minor) > NODE[1] or any(major == each[0] and minor >= each[1] for each in NODE):
        return None
    return f"{needed}, this is {version.strip()}; install it from https://nodejs.org."


def _node_version() -> Optional[str]:
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    try:
        return subprocess.check_output(["node", "--version"], universal_newlines=True)
    except (OSError, subprocess.CalledProcessError):
        return None


def main() -> int:
    """Return the exit code: 2 with a sentence for each thing that is missing."""
    has_venv = all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))
    problems = [python_problem(sys.version_info, has_venv=has_venv)]
    if os.path.exists(WEB):
        problems.append(node_problem(_node_version()))
    problems = [problem for problem in problems if problem]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
