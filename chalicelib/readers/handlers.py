"""What the readers' schedule does, for a handler of one line in `app.py`."""

from __future__ import annotations

from typing import Any

from chalicelib.core import observability
from chalicelib.core.runtime import Runtime
from chalicelib.readers import search


def refresh_search(runtime: Runtime) -> dict[str, Any]:
    """Make a new snapshot of the search index when enough readers have changed since the last."""
    readers = search.refresh_snapshot(runtime.gateways.search_snapshots, runtime.clock)
    observability.logger.info("search snapshot", extra={"made": readers is not None, "readers": readers})
    return {"readers": readers}
