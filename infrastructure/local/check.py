"""`make check`: audits the whole ledger of the running local stack; exit code 1 when an invariant is broken."""

from __future__ import annotations

import os
import subprocess
import sys

from infrastructure.local.layout import ROOT, BadSetting, layout_from, read_run_file


def ask_product(module: str, *arguments: str) -> int:
    """Run one of the application's commands against the running product; returns its exit code, 2 when none runs."""
    try:
        layout = layout_from()
    except BadSetting as problem:
        print(problem, file=sys.stderr)
        return 2
    told = read_run_file(layout)
    if not told or not told.get("ready"):
        print("SoulSeer is not running; start it with: make run", file=sys.stderr)
        return 2
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **told["environment"]}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(ask_product("chalicelib.wallet.ledger_check"))
