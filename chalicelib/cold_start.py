"""What makes a function ready soon; `app.py` imports this before anything else of ours, and ends with `finish()`.

While modules load nothing is garbage, and looking for it takes a tenth of the time: collection is off until all is
loaded, and what is loaded is never looked at again. Figures: docs/decisions/0011-fast-sweep.md.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module

gc.disable()

API_HANDLER = "app.app"
_NEEDED_BY_EACH_REQUEST = ("chalicelib.core.dispatch", "chalicelib.composition")


def finish() -> None:
    """Load what each request of the API needs, when this is the API's function, and switch collection on.

    Lambda gives a function more processor time before its first request than for it, so what will surely be needed is
    loaded now; what only some requests need (an area's routes, see `route_sheet`) is loaded when one comes.
    """
    if os.environ.get("_HANDLER") == API_HANDLER:
        for name in _NEEDED_BY_EACH_REQUEST:
            import_module(name)
    gc.enable()
    gc.freeze()
