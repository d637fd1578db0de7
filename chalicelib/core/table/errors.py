"""What goes wrong at the table, and what the table itself calls it."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection
from pynamodb.exceptions import PynamoDBException

from chalicelib.core import dynamodb

CANCELLED = "TransactionCanceledException"
"""The error of a transaction of which some write could not be made."""


class TableBusy(Exception):
    """A write met conflicts or throttling in every attempt. Nothing was written; the caller may try again later."""


class Refused(Exception):
    """A condition did not hold and the write named no error of its own. Nothing was written."""


class CorruptItem(Exception):
    """An item was read that breaks its own declared form (a required attribute missing, a wrong type)."""


TABLE_FAILED = (TableBusy, CorruptItem, ClientError, BotoCoreError)
"""What a call of the table raises when the table is at fault and not the caller: busy, refused, unanswered."""


def is_passing(error: Exception) -> bool:
    """Whether a call of the table failed for a reason that passes: no answer, throttling, a failure of the service.

    A write may have happened. PynamoDB's reads wrap what the port raises.
    """
    cause = error.cause if isinstance(error, PynamoDBException) else error
    if isinstance(cause, ClientError):
        return dynamodb.is_passing(cause)
    return isinstance(cause, HTTPClientError | NoConnection)


def code_of(error: ClientError) -> str:
    """The table's code for an error."""
    return str(error.response.get("Error", {}).get("Code"))


def cancellation_codes(error: ClientError) -> list[str | None]:
    """Why a transaction was cancelled: a code for each of its writes, None for those that were not in the way."""
    reasons = error.response.get("CancellationReasons", [])
    return [None if reason["Code"] == "None" else str(reason["Code"]) for reason in reasons]
