"""Many active sessions at once, made by copying one real session's items under other ids, written in batches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chalicelib.core import dynamodb, table
from chalicelib.core.ids import new_id
from chalicelib.core.table import Key
from chalicelib.sessions import sweep
from chalicelib.sessions.items import live_shard_of, presence_key, session_key
from chalicelib.wallet.items import Account
from chalicelib.wallet.rules import wallet_of
from tests.conftest import START_MS
from tests.service.sessions import Stage

_BATCH = 25
_BALANCE_CENTS = 10_000_000


@dataclass(frozen=True)
class Population:
    """Active sessions whose first minute is charged, and the stage that tells their time."""

    stage: Stage
    session_ids: list[str]
    wallets: list[str]

    def be_present(self, seconds: int) -> None:
        """Both parties of every session were last seen `seconds` after t0."""
        evidence = _raw(presence_key(self.stage.session_id)) | _seen(self.stage, seconds)
        put_all(evidence | {"pk": {"S": session_key(each)[0]}} for each in self.session_ids)


def _seen(stage: Stage, seconds: int) -> dict[str, Any]:
    seen = {"N": str(stage.at(seconds))}
    return {"client_seen_at_ms": seen, "reader_seen_at_ms": seen}


def populate(size: int, seen_seconds: int = 0) -> Population:
    """Store `size` active sessions, each with a client and a wallet of its own, last seen `seen_seconds` after t0."""
    stage = Stage(_BALANCE_CENTS).begin()
    originals = [
        _raw(session_key(stage.session_id)),
        _raw(presence_key(stage.session_id)),
        _raw(Account.key(account=wallet_of(stage.client_id))),
    ]
    originals[1] |= _seen(stage, seen_seconds)
    text = json.dumps(originals)
    session_ids, client_ids, items = [], [], []
    for number in range(size):
        session_id, client_id = (new_id(prefix, START_MS + number) for prefix in ("ses", "usr"))
        copies = json.loads(text.replace(stage.session_id, session_id).replace(stage.client_id, client_id))
        copies[0]["live_shard"] = {"S": live_shard_of(session_id)}
        session_ids.append(session_id)
        client_ids.append(client_id)
        items += copies
    put_all(items)
    stage.end(1)
    return Population(stage, session_ids, [wallet_of(each) for each in client_ids])


def end_all() -> None:
    """Remove every live session, whoever made it, so that the next sweep finds its own ones alone."""
    keys = [session_key(session_id) for session_id in sweep.live_session_ids()]
    _batch_write({"DeleteRequest": {"Key": {"pk": {"S": pk}, "sk": {"S": sk}}}} for pk, sk in keys)


def put_all(items: Iterable[Mapping[str, Any]]) -> None:
    """Write items, 25 in a request."""
    _batch_write({"PutRequest": {"Item": item}} for item in items)


def _batch_write(requests: Iterable[Mapping[str, Any]]) -> None:
    source = iter(requests)
    while batch := list(islice(source, _BATCH)):
        dynamodb.call("BatchWriteItem", {"RequestItems": {table.TableItem.Meta.table_name: batch}})


def _raw(key: Key) -> dict[str, Any]:
    arguments = {"TableName": table.TableItem.Meta.table_name, "Key": {"pk": {"S": key[0]}, "sk": {"S": key[1]}}}
    item: dict[str, Any] = dynamodb.call("GetItem", arguments)["Item"]
    return item
