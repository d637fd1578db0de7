"""Health, the OpenAPI document and the page that shows it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from chalicelib.core import openapi
from chalicelib.core.api import JSON, PUBLIC, Answer, Request, operation
from chalicelib.core.wire import View

_PAGE = Path(__file__).with_name("docs.html")


class Health(View):
    """That the API answers, and from which stage."""

    status: Literal["ok"]
    stage: str


@operation("GET", "/v1/health", roles=PUBLIC, returns=Health, summary="Whether the API answers", tags=("meta",))
def get_health(request: Request) -> Health:
    return Health(status="ok", stage=request.runtime.settings.stage)


@operation(
    "GET",
    "/v1/openapi.json",
    roles=PUBLIC,
    returns=dict[str, Any],
    produces=JSON,
    etag=True,
    cache_seconds=300,
    summary="This document",
    tags=("meta",),
)
def get_openapi(request: Request) -> bytes:
    return _document()


@cache
def _document() -> bytes:
    from chalicelib.areas import OPERATIONS  # all of them: other routes load one area only

    return openapi.render(OPERATIONS)


@operation(
    "GET",
    "/v1/docs",
    roles=PUBLIC,
    returns=str,
    produces="text/html; charset=utf-8",
    cache_seconds=300,
    summary="This document, to browse",
    tags=("meta",),
)
def get_docs(request: Request) -> Answer[str]:
    page, policy = _page()
    return Answer(page, {"Content-Security-Policy": policy})


@cache
def _page() -> tuple[str, str]:
    """Return the page and a policy that admits its own script and style, by digest, and nothing else."""
    page = _PAGE.read_text(encoding="utf-8")
    script, style = _digest(page, "script"), _digest(page, "style")
    return page, (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(page: str, tag: str) -> str:
    content = page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
