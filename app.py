"""The Chalice application: CORS, middleware, routes; every schedule and queue handler, a line each.

CORS rules and the queue's name must be known when the application is packaged, so they come from the environment that
`.chalice/config.json` gives each stage, not from the runtime's settings.
"""

from __future__ import annotations

import os
from functools import cache

from chalice.app import Chalice

from chalicelib.areas import OPERATIONS
from chalicelib.composition import make_runtime
from chalicelib.core import binding, observability
from chalicelib.core.runtime import Runtime

app = Chalice(app_name="soulseer", configure_logs=False)
app.api.cors = binding.cors(os.environ.get("WEB_ORIGIN", "http://localhost:8000"))
observability.wire(app)


@cache
def runtime() -> Runtime:
    """Return the surroundings of this process, built at the first request."""
    return make_runtime(os.environ)


# Looked up at each request, so that tests can put their own runtime in its place.
binding.bind(app, OPERATIONS, lambda: runtime())
