"""The seam: an engine in the place of the table's port (`core/dynamodb.py`), below PynamoDB and all of our own code.

So serialisation, expressions, retries of our own and the mapping of errors stay real; signing and HTTP go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.core import dynamodb, table
from tests.simulation.table_engine.engine import TableEngine
from tests.simulation.table_engine.errors import TableError

Send = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Carries an operation to an engine, or does to it what a network does."""


def as_port(send: Send) -> dynamodb.Engine:
    """`send` as the port's engine: what it refuses is told in botocore's words."""

    def call(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        try:
            return send(operation, arguments)
        except TableError as error:
            raise as_client_error(error, operation) from error

    return call


def as_client_error(error: TableError, operation: str) -> ClientError:
    """A refusal as botocore raises it."""
    answer = {"Error": {"Code": error.code, "Message": error.message}, "ResponseMetadata": {}, **error.answer}
    return ClientError(answer, operation)


@contextmanager
def table_in_memory(engine: TableEngine) -> Iterator[None]:
    """Serve the product's table by an engine, and make the table in it."""
    with dynamodb.standing_in(as_port(engine.call)):
        table.TableItem.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        yield
