"""Which routes there are, so that a cold start need not load the areas that declare them.

A function lives to answer its first request soon, and that needs one area of many. A package carries a sheet of all
routes with the module that declares each (`infrastructure/package.py` writes it); an area is loaded when the first
request for it comes. Without a sheet, in tests and tools, all areas are loaded at once.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.core.binding import Route, routes_of

if TYPE_CHECKING:
    from chalicelib.core.api import Operation

SHEET = Path(__file__).with_suffix(".json")


def routes() -> list[Route]:
    """Return every route of the API."""
    if SHEET.exists():
        return read(SHEET.read_bytes())
    from chalicelib.areas import OPERATIONS

    return routes_of(OPERATIONS)


def read(sheet: bytes) -> list[Route]:
    """Return the routes of a sheet; each loads its module when it is first called."""
    return [
        Route(method, path, name, partial(_load, module, name)) for method, path, name, module in json.loads(sheet)
    ]


def render() -> bytes:
    """Return the sheet of all areas."""
    from chalicelib.areas import OPERATIONS

    rows = [[each.method, each.path, each.operation_id, each.handler.__module__] for each in OPERATIONS]
    return json.dumps(rows, indent=0).encode()


def _load(module: str, operation_id: str) -> Operation:
    from chalicelib.core.api import OPERATIONS

    import_module(module)
    return OPERATIONS.named(operation_id)


if __name__ == "__main__":
    sys.stdout.buffer.write(render())
