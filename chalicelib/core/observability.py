"""Logs, metrics and traces, wired once.

Every log line is one JSON object with the correlation id (the request id of API Gateway, or of the function) and the
route. No line carries a person's data, a token or a body: values that come from a request are never logged, exceptions
are logged by type, place and stack without their message, because a message may quote what a person sent. An exception
class whose messages are about the system only says so by `safe_to_log = True`.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from aws_lambda_powertools.logging import Logger
from aws_lambda_powertools.metrics import Metrics, MetricUnit
from chalice.app import Chalice, ConvertToMiddleware

if TYPE_CHECKING:
    from aws_lambda_powertools.tracing import Tracer

    from chalicelib.core.dynamodb import Engine

SERVICE: Final = "soulseer"
NAMESPACE: Final = "SoulSeer"

logger: Final = Logger(service=SERVICE, utc=True)
metrics: Final = Metrics(namespace=NAMESPACE, service=SERVICE)


def tracing_wanted(environment: Mapping[str, str]) -> bool:
    """Tell whether X-Ray listens: in Lambda, but not in the local run's emulator, nor when tracing is switched off."""
    in_lambda = "AWS_LAMBDA_FUNCTION_NAME" in environment and environment.get("STAGE") != "local"
    return in_lambda and environment.get("POWERTOOLS_TRACE_DISABLED", "").lower() not in ("1", "true")


def make_tracer() -> Tracer:
    """Return the tracer that records each call to AWS. Importing X-Ray's SDK is dear: only where it is of use."""
    from aws_lambda_powertools.tracing import Tracer
    from aws_xray_sdk.core import xray_recorder

    from chalicelib.core import dynamodb

    tracer = Tracer(service=SERVICE, patch_modules=("botocore",))

    def trace(operation: str, arguments: dict[str, Any], go_on: Engine) -> dict[str, Any]:
        with xray_recorder.in_subsegment("dynamodb", namespace="aws") as subsegment:
            if subsegment is not None:
                subsegment.set_aws({"operation": operation, "table_name": arguments.get("TableName")})
            return go_on(operation, arguments)

    dynamodb.wrap(trace)  # calls of the table do not pass botocore, where X-Ray's SDK would see them
    return tracer


def wire(app: Chalice) -> None:
    """Register logging, metrics and tracing around every handler of `app`."""
    app.register_middleware(ConvertToMiddleware(logger.inject_lambda_context(clear_state=True)))
    app.register_middleware(_flush_metrics)
    if tracing_wanted(os.environ):
        app.register_middleware(ConvertToMiddleware(make_tracer().capture_lambda_handler(capture_response=False)))


def _flush_metrics(event: Any, get_response: Callable[[Any], Any]) -> Any:
    """Write the metrics of one invocation. `metrics.log_metrics` would warn about each invocation that has none."""
    try:
        return get_response(event)
    finally:
        if metrics.metric_set:
            metrics.flush_metrics()


def begin(request_id: str, route: str) -> None:
    """Name the request that the following lines belong to."""
    logger.append_keys(correlation_id=request_id, route=route)


def log_answer(status: int, duration_ms: float) -> None:
    """Log that a request was answered: its status and how long it took."""
    logger.info("answered", extra={"status": status, "duration_ms": round(duration_ms, 1)})


def log_failure(error: BaseException) -> None:
    """Log an unexpected exception: its type and stack, not its message."""
    frames = traceback.extract_tb(error.__traceback__)
    stack = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    extra: dict[str, Any] = {"error_type": type(error).__qualname__, "stack": stack}
    if cause is not None:
        extra["cause_type"] = type(cause).__qualname__
    if getattr(error, "safe_to_log", False):
        extra["explanation"] = str(error)
    logger.error("unexpected failure", extra=extra)
    metrics.add_metric("UnexpectedFailures", MetricUnit.Count, 1)


def note_problem(code: str) -> None:
    """Add the code of the problem a request is answered with to its log lines."""
    logger.append_keys(problem=code)


def note_refused_token(reason: str) -> None:
    """Add why a token was refused (a word of ours, nothing of the token) to the request's log lines."""
    logger.append_keys(token_refused=reason)
