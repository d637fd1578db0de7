"""`make explain ID=…`: tells from the running local stack why something was charged."""

from __future__ import annotations

import sys

from infrastructure.local.check import ask_product

if __name__ == "__main__":
    raise SystemExit(ask_product("chalicelib.explain", *sys.argv[1:]))
