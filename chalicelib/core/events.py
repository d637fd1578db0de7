"""Events of queues and schedules, for handlers of one line in `app.py`:

    @app.on_sqs_message(queue=f"soulseer-{STAGE}-billing", batch_size=10)
    def bring_up_to_date(event):
        return for_each_message(event.to_dict(), Visit, lambda visit: sessions.bring_up_to_date(runtime(), visit))

A message that fails is reported alone, so that its batch is not done again; after its last attempt the queue moves it
to its dead-letter queue. The template must ask for `ReportBatchItemFailures`, else SQS takes every answer as success.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from chalicelib.core import observability
from chalicelib.core.clock import to_ms

M = TypeVar("M")


def for_each_message(event: Mapping[str, Any], message_type: type[M], handle: Callable[[M], None]) -> dict[str, Any]:
    """Decode and handle each SQS message of `event`; return which ones failed, in the form Lambda expects.

    A failure of one message, its decoding included, never stops the others. Failures are logged without their content.
    """
    # The batch utility brings 80 ms of imports that only a queue's worker needs.
    from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

    def handle_record(record: Any) -> None:
        try:
            handle(msgspec.json.decode(record.body, type=message_type))
        except Exception as error:
            observability.log_failure(error)
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return dict(process_partial_response(dict(event), handle_record, processor))


def scheduled_ms(event: Mapping[str, Any]) -> int:
    """Return the instant that an EventBridge event was scheduled for, however late it came."""
    return to_ms(datetime.fromisoformat(event["time"]))
