"""The Chalice application: CORS, middleware, routes; every schedule and queue handler, a line each.

CORS rules and the queues' names must be known when the application is packaged, so they come from the environment that
`.chalice/config.json` gives each stage, not from the runtime's settings.

Every function loads this module. What only some of them need is imported where it is used, so that none pays for
another one's cold start (docs/decisions/0011-fast-sweep.md).
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from chalice.app import Chalice, CloudWatchEvent, Cron, Rate, SQSEvent

from chalicelib import cold_start, route_sheet
from chalicelib.core import binding, observability

if TYPE_CHECKING:
    from chalicelib.core.runtime import Runtime

app = Chalice(app_name="soulseer", configure_logs=False)
app.api.cors = binding.cors(os.environ.get("WEB_ORIGIN", "http://localhost:8000"))
observability.wire(app)


@cache
def runtime() -> Runtime:
    """Return the surroundings of this process, built at the first request."""
    from chalicelib.composition import make_runtime

    return make_runtime(os.environ)


# Looked up at each request, so that tests can put their own runtime in its place.
binding.bind(app, route_sheet.routes(), lambda: runtime())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def billing_tick(event: CloudWatchEvent) -> dict[str, Any]:
    """Every minute: find the live sessions and hand them to the workers."""
    from chalicelib.core import events
    from chalicelib.sessions import handlers as sessions

    return sessions.billing_tick(runtime(), events.scheduled_ms(event.to_dict()))


@app.on_sqs_message(queue=os.environ.get("BILLING_QUEUE_NAME", "soulseer-billing"), batch_size=10)
def bring_up_to_date(event: SQSEvent) -> dict[str, Any]:
    """The workers: bring each session of each message up to date."""
    from chalicelib.core import events
    from chalicelib.sessions import handlers as sessions

    return events.for_each_message(event.to_dict(), sessions.Batch, lambda batch: sessions.work(runtime(), batch))


@app.schedule(Rate(1, unit=Rate.MINUTES))
def due_tick(event: CloudWatchEvent) -> dict[str, Any]:
    """Every minute: find the items on which something is due and hand them to the workers."""
    from chalicelib.core import due, events

    return due.tick(runtime().gateways.due_queue.send, runtime(), events.scheduled_ms(event.to_dict()))


@app.on_sqs_message(queue=os.environ.get("DUE_QUEUE_NAME", "soulseer-due"), batch_size=10)
def do_due_work(event: SQSEvent) -> dict[str, Any]:
    """The workers: do what is due on each item of each message."""
    from chalicelib.areas import DUE
    from chalicelib.core import due, events

    send = runtime().gateways.due_queue.send
    return events.for_each_message(event.to_dict(), due.Batch, lambda batch: due.work(DUE, send, runtime(), batch))


@app.schedule(Cron(15, 5, "*", "*", "?", "*"))
def ledger_check(event: CloudWatchEvent) -> dict[str, Any]:
    """Every day at 05:15 UTC: audit the whole ledger."""
    from chalicelib.wallet import handlers as wallet

    return wallet.daily_ledger_check(runtime())


@app.schedule(Rate(15, unit=Rate.MINUTES))
def refresh_search(event: CloudWatchEvent) -> dict[str, Any]:
    """Every 15 minutes: make a new snapshot of the search index when enough readers have changed."""
    from chalicelib.readers import handlers as readers

    return readers.refresh_search(runtime())


cold_start.finish()
