"""How long a cold start imports, with byte code as it is packaged, against the bare dependencies in the same run.

Fresh interpreters load a copy of the application, with its sheet of routes, as Lambda does before the first request
(and, the other way round, only what it is built on) from byte code of the unchecked kind. What is compared is the
processor time of the imports, the median of several. What a first request loads besides is told beside it.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from chalicelib import route_sheet
from infrastructure.package import ROUTE_SHEET
from tests.emulator import ROOT
from tests.load.bench.figure import Figure, at_most, known

BARE = "import chalice.app, pynamodb.models, botocore.session, aws_lambda_powertools.logging"
LIMIT = 1.2
WORKER = "chalicelib.composition, chalicelib.core.events, chalicelib.sessions.handlers"
_PUBLISHED_MS = 173
_TIMES = 7
_SHOWN = 15
MONEY_LIBRARIES = ("stripe", "requests")
ENVIRONMENT = {
    "STAGE": "dev",
    "TABLE_NAME": "soulseer-dev",
    "AUTH_ISSUER": "https://issuer.example/",
    "AUTH_AUDIENCE": "https://api.soulseer.example",
    "WEB_ORIGIN": "https://soulseer.example",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def imported_by_the_application(names: tuple[str, ...]) -> list[str]:
    """Return which of these libraries importing the API function loads."""
    code = f"import sys, app, chalicelib.areas; print(*[name for name in {names!r} if name in sys.modules])"
    return _run(code, ROOT).split()


def figures() -> list[Figure]:
    """Measure the application's imports and those of what it is built on, in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        shutil.copy(ROOT / "app.py", copy)
        shutil.copytree(ROOT / "chalicelib", copy / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
        (copy / ROUTE_SHEET).write_bytes(route_sheet.render())
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        compileall.compile_dir(copy, quiet=1, invalidation_mode=mode)
        _run("import app, chalicelib.areas", copy)  # the dependencies' own byte code is written by this first run
        statements = {
            "bare": BARE,
            "init": "import app",
            "browse": "import app, chalicelib.readers.routes",
            "session": "import app, jose.jwt, chalicelib.sessions.routes",
            "all": "import app, jose.jwt, chalicelib.areas",
            "worker": f"import app, {WORKER}",
        }
        times = [
            {name: _import_ms(statement, copy, name) for name, statement in statements.items()} for _ in range(_TIMES)
        ]
        ms = {name: statistics.median(each[name] for each in times) for name in statements}
        slowest = _slowest_imports(copy) if ms["init"] / ms["bare"] > LIMIT else ""
    return [
        at_most(
            "cold import of the API function ÷ bare dependencies",
            ms["init"] / ms["bare"],
            "×",
            LIMIT,
            f"{_PUBLISHED_MS} ms (published) for the bare dependencies on another machine",
            binds=slowest,
        ),
        known(
            "… the API function, before its first request", ms["init"], "ms CPU", f"median of {_TIMES} interpreters"
        ),
        known("… the bare dependencies", ms["bare"], "ms CPU", BARE.removeprefix("import ")),
        known("… and what the first browsing of readers loads ÷ bare", ms["browse"] / ms["bare"], "×"),
        known(
            "… and what a first session's request loads ÷ bare", ms["session"] / ms["bare"], "×", "with python-jose"
        ),
        known("… and every area at once ÷ bare", ms["all"] / ms["bare"], "×"),
        known("… a billing worker with all it needs ÷ bare", ms["worker"] / ms["bare"], "×"),
        at_most(
            "money libraries imported at a cold start",
            len(imported_by_the_application(MONEY_LIBRARIES)),
            "libraries",
            0,
            ", ".join(MONEY_LIBRARIES),
        ),
    ]


def _import_ms(statement: str, where: Path, name: str) -> float:
    code = f"import time; began = time.process_time(); {statement}; print((time.process_time() - began) * 1000)"
    return float(_run(code, where, _HANDLER="app.bring_up_to_date" if name == "worker" else "app.app"))


def _slowest_imports(where: Path) -> str:
    """The modules that take the most time of a cold start by themselves."""
    options = ("-X", "importtime")
    done = _started("import app", where, options, _HANDLER="app.app")
    timed = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    own = sorted(((int(self_us), name.strip()) for self_us, _, name in timed[1:]), reverse=True)
    return "\n".join(f"{self_us / 1_000:6.1f} ms  {name}" for self_us, name in own[:_SHOWN])


def _run(code: str, where: Path, **more: str) -> str:
    return _started(code, where, **more).stdout


def _started(code: str, where: Path, options: tuple[str, ...] = (), **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("AWS_ENDPOINT_URL", "PYTHONPATH")}
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        cwd=where,
        env=environment | ENVIRONMENT | more,
        capture_output=True,
        text=True,
        check=True,
    )
