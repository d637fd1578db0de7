"""The emulated table for a run of the benchmark, and how much processor time its process has used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.session import get_session

import tests.conftest  # noqa: F401 - made-up AWS settings, before the first botocore client
from tests.emulator import ROOT, Emulator

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@contextmanager
def table_engine() -> Iterator[Emulator]:
    """Run the emulator with an empty table."""
    from chalicelib.core import table

    log = ROOT / "build" / "bench-emulator.log"
    log.parent.mkdir(exist_ok=True)
    emulator = Emulator(log)
    os.environ["AWS_ENDPOINT_URL"] = emulator.url
    try:
        table.TableItem.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        yield emulator
    finally:
        os.environ.pop("AWS_ENDPOINT_URL", None)
        emulator.stop()


@cache
def raw_client() -> Any:
    """A botocore client, without checks of its arguments: the floor that the application is compared with."""
    config = Config(parameter_validation=False, max_pool_connections=32)
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    return get_session().create_client("dynamodb", endpoint_url=endpoint, config=config)


def cpu_seconds_of(pid: int) -> float | None:
    """The processor time that a process has used, or None where the system does not tell (no /proc)."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
