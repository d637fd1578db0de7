"""The areas whose routes make up the API. Importing this module declares all of them, and nothing else does.

Adding an area is one line here.
"""

from __future__ import annotations

from chalicelib.accounts import routes as accounts_routes
from chalicelib.admin import routes as admin_routes
from chalicelib.core.api import OPERATIONS
from chalicelib.meta import routes as meta_routes
from chalicelib.readers import routes as readers_routes
from chalicelib.readers import search_routes as readers_search_routes
from chalicelib.sessions import routes as sessions_routes
from chalicelib.wallet import routes as wallet_routes

AREAS = (
    meta_routes,
    accounts_routes,
    readers_search_routes,
    readers_routes,
    sessions_routes,
    wallet_routes,
    admin_routes,
)

__all__ = ["AREAS", "OPERATIONS"]
