"""How a process of the application ends."""

from __future__ import annotations

import subprocess
import sys

_LEAVES = "import atexit, gc, chalicelib; atexit._run_exitfuncs(); print(gc.get_freeze_count())"


def test_nothing_is_left_to_the_collection_at_the_end_of_a_process() -> None:
    """The last collection can crash in msgspec's types, which turns finished work into exit code 139."""
    done = subprocess.run([sys.executable, "-c", _LEAVES], capture_output=True, text=True, check=True)

    assert int(done.stdout) > 0
