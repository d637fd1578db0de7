"""The seam: an engine in the place of botocore's DynamoDB client, below PynamoDB and everything of our own.

PynamoDB's connection asks its client for one thing, `_make_api_call(operation, arguments)`, with values in DynamoDB's
form. So serialisation, expressions, retries of our own and the mapping of errors stay real; signing and HTTP go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.core import table
from tests.simulation.table_engine.engine import TableEngine
from tests.simulation.table_engine.errors import TableError

Send = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Carries an operation to an engine, or does to it what a network does."""


class TableClient:
    """What PynamoDB uses of botocore's client."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._request_signer = SimpleNamespace(_credentials=True)
        self.meta = SimpleNamespace(endpoint_url="memory:")

    def _make_api_call(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._send(operation, arguments)
        except TableError as error:
            raise as_client_error(error, operation) from error


def as_client_error(error: TableError, operation: str) -> ClientError:
    """A refusal as botocore raises it."""
    answer = {"Error": {"Code": error.code, "Message": error.message}, "ResponseMetadata": {}, **error.answer}
    return ClientError(answer, operation)


@contextmanager
def table_served_by(send: Send) -> Iterator[None]:
    """Serve the product's table by `send` for a while; the table itself is made by whoever needs it."""
    connection = table.TableItem._get_connection().connection
    before = connection._client
    connection._client = TableClient(send)  # type: ignore[assignment]
    try:
        yield
    finally:
        connection._client = before


@contextmanager
def table_in_memory(engine: TableEngine) -> Iterator[None]:
    """Serve the product's table by an engine, and make the table in it."""
    with table_served_by(engine.call):
        table.TableItem.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        yield
