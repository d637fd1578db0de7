"""Binds operations to a Chalice application: one route for each, the same path may carry several methods.

Chalice keeps routing and the Lambda protocol; decoding, authorisation and errors are `core.dispatch`, loaded with the
first request: functions that serve queues and schedules load this module, too, and need none of it. What Chalice
answers by itself (405, an unknown resource) is turned into a problem document by a middleware.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from chalice.app import Chalice, CORSConfig, Response
from chalice.app import Request as ChaliceRequest

from chalicelib.core import observability
from chalicelib.core.errors import InternalError, MalformedRequest, MethodNotAllowed, NotFound, SoulSeerError

if TYPE_CHECKING:
    from chalicelib.core.api import Operation
    from chalicelib.core.dispatch import HttpAnswer
    from chalicelib.core.runtime import Runtime

REQUEST_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match")
ANSWER_HEADERS = ("Content-Disposition", "ETag", "Idempotent-Replayed", "Retry-After", "X-Request-Id")
PREFLIGHT_SECONDS = 7_200

_CHALICE_PROBLEMS: dict[int, type[SoulSeerError]] = {
    400: MalformedRequest,
    404: NotFound,
    405: MethodNotAllowed,
    415: MalformedRequest,
}


def cors(web_origin: str) -> CORSConfig:
    """Return the CORS rules for the one origin the web app is served from."""
    return CORSConfig(
        allow_origin=web_origin,
        allow_headers=list(REQUEST_HEADERS),
        expose_headers=list(ANSWER_HEADERS),
        max_age=PREFLIGHT_SECONDS,
    )


class Route(NamedTuple):
    """Where an operation is bound, and how to get hold of it when it is called."""

    method: str
    path: str
    operation_id: str
    load: Callable[[], Operation]


def routes_of(operations: Iterable[Operation]) -> list[Route]:
    """The routes of operations that are at hand."""

    def at_hand(operation: Operation) -> Route:
        return Route(operation.method, operation.path, operation.operation_id, lambda: operation)

    return [at_hand(each) for each in operations]


def bind(app: Chalice, routes: Iterable[Route], runtime: Callable[[], Runtime]) -> None:
    """Register `routes` on `app`; `runtime` is asked at each request and must keep what it built.

    `app.api.cors` must be set before: Chalice ignores it afterwards without a word.

    Raises:
        ValueError: the application has no CORS rules yet.
    """
    if app.api.cors is None or app.api.cors is False:
        raise ValueError("set app.api.cors before binding operations")
    app.register_middleware(_as_problem, event_type="http")
    for each in routes:
        view = _view(app, each, runtime)
        # `content_types=[]` leaves the check to the operation: Chalice's own answer would be no problem document.
        app.route(each.path, methods=[each.method], name=each.operation_id, content_types=[])(view)


def _view(app: Chalice, bound: Route, runtime: Callable[[], Runtime]) -> Callable[..., Response]:
    route = f"{bound.method} {bound.path}"

    def view(**path: str) -> Response:
        started = time.perf_counter()
        request = app.current_request
        request_id = request_id_of(request)
        observability.begin(request_id, route)
        answer = _dispatch(bound, request, request_id, path, runtime)
        observability.log_answer(answer.status, (time.perf_counter() - started) * 1_000)
        return Response(answer.body.decode(), {**answer.headers}, answer.status)

    return view


def _dispatch(
    bound: Route,
    request: Any,
    request_id: str,
    path: dict[str, str],
    runtime: Callable[[], Runtime],
) -> HttpAnswer:
    from chalicelib.core.dispatch import HttpRequest, dispatch, problem_answer

    try:
        body = request.raw_body
    except ValueError:
        return problem_answer(MalformedRequest("The body could not be decoded."), request_id)
    try:
        surroundings, operation = runtime(), bound.load()
    except Exception as error:
        observability.log_failure(error)
        return problem_answer(InternalError(), request_id)
    query = request.to_original_event()["multiValueQueryStringParameters"] or {}
    return dispatch(operation, HttpRequest(path, query, request.headers, body, request_id), surroundings)


def request_id_of(request: Any) -> str:
    """Return API Gateway's id of the request, or else the function's."""
    given = request.context.get("requestId") or getattr(request.lambda_context, "aws_request_id", None)
    return str(given or "unknown")


def _as_problem(request: ChaliceRequest, get_response: Callable[[Any], Response]) -> Response:
    response = get_response(request)
    if "X-Request-Id" in response.headers:
        return response
    from chalicelib.core.dispatch import problem_answer

    error = _CHALICE_PROBLEMS.get(response.status_code, InternalError)()
    answer = problem_answer(error, request_id_of(request))
    return Response(answer.body.decode(), {**response.headers, **answer.headers}, answer.status)
