"""How long a cold start imports, with byte code as it is packaged, against the bare dependencies in the same run.

Fresh interpreters load a copy of the application (and, the other way round, only what it is built on) from byte code
of the unchecked kind. What is compared is the processor time of the imports, the median of several.
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

from tests.emulator import ROOT
from tests.load.bench.figure import Figure, at_most, known

BARE = "import chalice.app, pynamodb.models, botocore.session, aws_lambda_powertools.logging"
LIMIT = 1.2
ALSO_NEEDED = "msgspec, jose.jwt"
"""What every request needs besides: bodies are decoded, and tokens are checked by the cryptography package."""
_PUBLISHED_MS = 173
_TIMES = 7
MONEY_LIBRARIES = ("stripe", "requests")
_ENVIRONMENT = {
    "STAGE": "dev",
    "TABLE_NAME": "soulseer-dev",
    "AUTH_ISSUER": "https://issuer.example/",
    "AUTH_AUDIENCE": "https://api.soulseer.example",
    "WEB_ORIGIN": "https://soulseer.example",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def imported_by_the_application(names: tuple[str, ...]) -> list[str]:
    """Return which of these libraries importing the API function loads."""
    code = f"import sys, app; print(*[name for name in {names!r} if name in sys.modules])"
    return _run(code, ROOT).split()


def figures() -> list[Figure]:
    """Measure the application's imports and those of what it is built on, in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        shutil.copy(ROOT / "app.py", copy)
        shutil.copytree(ROOT / "chalicelib", copy / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        compileall.compile_dir(copy, quiet=1, invalidation_mode=mode)
        _run("import app", copy)  # the dependencies' own byte code is written by this first run
        statements = (BARE, f"{BARE}, {ALSO_NEEDED}", "import app")
        times = [[_import_ms(statement, copy) for statement in statements] for _ in range(_TIMES)]
    bare_ms, needed_ms, ours_ms = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        at_most(
            "cold import of the API function ÷ bare dependencies",
            ours_ms / bare_ms,
            "×",
            LIMIT,
            f"{_PUBLISHED_MS} ms (published) for the bare dependencies on another machine",
        ),
        known("… the API function", ours_ms, "ms CPU", f"median of {_TIMES} fresh interpreters"),
        known("… the bare dependencies", bare_ms, "ms CPU", BARE.removeprefix("import ")),
        known("… the API function ÷ these and what it cannot do without", ours_ms / needed_ms, "×", ALSO_NEEDED),
        at_most(
            "money libraries imported at a cold start",
            len(imported_by_the_application(MONEY_LIBRARIES)),
            "libraries",
            0,
            ", ".join(MONEY_LIBRARIES),
        ),
    ]


def _import_ms(statement: str, where: Path) -> float:
    code = f"import time; began = time.process_time(); {statement}; print((time.process_time() - began) * 1000)"
    return float(_run(code, where))


def _run(code: str, where: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("AWS_ENDPOINT_URL", "PYTHONPATH")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=where,
        env=environment | _ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
