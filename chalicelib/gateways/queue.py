"""A queue between a minute's tick and its workers: SQS, and what it must do for us."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

MAX_BATCH = 10
"""SQS takes ten messages in one call."""


class QueueFailed(Exception):
    """Some messages were not taken. The next tick finds the same work again."""


class Queue(Protocol):
    """Takes messages; delivers each at least once, in any order."""

    def send(self, bodies: Sequence[str]) -> None:
        """Send messages; raises QueueFailed when the queue did not take all of them."""
        ...

    def waiting(self) -> int:
        """About how many messages nobody has taken yet."""
        ...


class SqsQueue:
    """A queue of SQS."""

    def __init__(self, url: str, client: Any = None) -> None:
        self._url = url
        self._client = client

    def send(self, bodies: Sequence[str]) -> None:
        for start in range(0, len(bodies), MAX_BATCH):
            batch = bodies[start : start + MAX_BATCH]
            entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(batch)]
            answer = self._sqs().send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise QueueFailed(f"{len(answer['Failed'])} of {len(entries)} messages were not taken")

    def waiting(self) -> int:
        name = "ApproximateNumberOfMessages"
        answer = self._sqs().get_queue_attributes(QueueUrl=self._url, AttributeNames=[name])
        return int(answer["Attributes"][name])

    def _sqs(self) -> Any:
        if self._client is None:
            import boto3  # loading it costs tens of milliseconds, and only the tick sends

            self._client = boto3.client("sqs")
        return self._client
