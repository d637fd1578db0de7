"""`python -m chalicelib.meta docs/openapi.json` writes the API document. Needs neither AWS nor settings."""

from __future__ import annotations

import sys
from pathlib import Path

from chalicelib.areas import OPERATIONS
from chalicelib.core.openapi import render


def main(arguments: list[str]) -> int:
    """Write the document of all areas' operations to the path given; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m chalicelib.meta docs/openapi.json\n")
        return 2
    Path(arguments[0]).write_bytes(render(OPERATIONS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
