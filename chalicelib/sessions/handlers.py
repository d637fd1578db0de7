"""What the minute's tick and the queue's messages do, for handlers of one line in `app.py`."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.core import observability
from chalicelib.core.clock import SECOND_MS
from chalicelib.core.runtime import Runtime
from chalicelib.gateways.queue import Queue
from chalicelib.sessions import sweep
from chalicelib.sessions.sweep import Batch

__all__ = ["Batch", "billing_tick", "work"]


class SessionsFailed(Exception):
    """Some sessions of a message could not be brought up to date; the queue delivers the message again."""


def billing_tick(runtime: Runtime, scheduled_at_ms: int) -> dict[str, Any]:
    """Send every live session to the workers, as of the instant the tick was scheduled for; see `sweep.tick`."""
    queue: Queue = runtime.gateways.queue
    found = sweep.tick(queue, scheduled_at_ms)
    lag_seconds = max(0, runtime.clock.now_ms() - scheduled_at_ms) / SECOND_MS
    observability.metrics.add_metric("LiveSessions", MetricUnit.Count, found.live_sessions)
    observability.metrics.add_metric("TicksHeldBack", MetricUnit.Count, int(found.is_held_back))
    observability.metrics.add_metric("TickLagSeconds", MetricUnit.Seconds, lag_seconds)
    told = {"live_sessions": found.live_sessions, "held_back": found.is_held_back}
    observability.logger.info("tick", extra=told | {"lag_seconds": lag_seconds})
    return told


def work(runtime: Runtime, batch: Batch) -> None:
    """Bring the sessions of a message up to date.

    A session that fails among others is sent again alone, so that it cannot hold up the rest; one that fails alone
    fails its message, which the queue repeats and at last moves to the dead letters.

    Raises:
        SessionsFailed: the message's only session failed.
    """
    failed = sweep.bring_all_up_to_date(batch)
    lag_seconds = max(0, runtime.clock.now_ms() - batch.as_of_ms) / SECOND_MS
    observability.metrics.add_metric("BillingLagSeconds", MetricUnit.Seconds, lag_seconds)
    observability.logger.info(
        "swept", extra={"sessions": len(batch.session_ids), "failed": len(failed), "lag_seconds": lag_seconds}
    )
    for _, error in failed:
        observability.log_failure(error)
    if failed and len(batch.session_ids) == 1:
        raise SessionsFailed
    if failed:
        queue: Queue = runtime.gateways.queue
        sweep.retry_alone(queue, batch, [session_id for session_id, _ in failed])
