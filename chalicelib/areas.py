"""The areas whose routes make up the API. Importing this module declares all of them, and nothing else does.

Adding an area is one line here.
"""

from __future__ import annotations

from chalicelib.core.api import OPERATIONS
from chalicelib.meta import routes as meta_routes

AREAS = (meta_routes,)

__all__ = ["AREAS", "OPERATIONS"]
