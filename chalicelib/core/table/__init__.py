"""The one DynamoDB table: item base, declared keys, reads, conditional writes and transactions.

Every access to the table goes through this package, by the names below. Keys are declared data (`KeyTemplate`); no
other code builds a key string. A write carries the condition that makes it right and the error that a refusal means,
so a caller states both in one place:

    transact(
        Put(session, refused=SessionExists),
        Update(wallet, [Account.balance_cents.set(…)], Account.version == 7, refused=Stale),
    )

When several writes of a transaction are refused at once, the error of the one that the caller named first is raised:
name "already done" before "not enough".

Requests are sent by `core/dynamodb.py`; its top says how a test stands in for the table.
"""

from __future__ import annotations

from chalicelib.core.table.attributes import BytesAttribute, IntegerAttribute, TextAttribute
from chalicelib.core.table.errors import TABLE_FAILED, CorruptItem, Refused, TableBusy, cancellation_codes, is_passing
from chalicelib.core.table.items import Key, KeyTemplate, TableItem
from chalicelib.core.table.reading import (
    MAX_BATCH_READS,
    KeyPage,
    Page,
    connection,
    load,
    load_many,
    query,
    query_keys,
    query_sort_values,
    scan_raw,
)
from chalicelib.core.table.retries import MAX_ATTEMPTS, Sleep
from chalicelib.core.table.writing import (
    MAX_TRANSACTION_WRITES,
    Check,
    Delete,
    Put,
    Raw,
    RefusedError,
    Update,
    Write,
    key_of,
    transact,
    transaction,
    write,
)

__all__ = [
    "MAX_ATTEMPTS",
    "MAX_BATCH_READS",
    "MAX_TRANSACTION_WRITES",
    "TABLE_FAILED",
    "BytesAttribute",
    "Check",
    "CorruptItem",
    "Delete",
    "IntegerAttribute",
    "Key",
    "KeyPage",
    "KeyTemplate",
    "Page",
    "Put",
    "Raw",
    "Refused",
    "RefusedError",
    "Sleep",
    "TableBusy",
    "TableItem",
    "TextAttribute",
    "Update",
    "Write",
    "cancellation_codes",
    "connection",
    "is_passing",
    "key_of",
    "load",
    "load_many",
    "query",
    "query_keys",
    "query_sort_values",
    "scan_raw",
    "transact",
    "transaction",
    "write",
]
