"""Sessions that are brought up to date together come out as those that are brought up to date one by one.

Each example makes every session twice. One copy is swept in overlapping batches, by several workers at once, through a
table that refuses, conflicts, fails and loses answers; the other one quietly, alone. Money and state must be the same.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.core import dynamodb, table
from chalicelib.core.table import Delete, Update
from chalicelib.sessions import engine, sweep
from chalicelib.sessions.items import PresenceItem, SessionItem, presence_key
from chalicelib.sessions.rules import Party
from chalicelib.sessions.sweep import Batch
from chalicelib.wallet import ledger
from chalicelib.wallet.items import Account
from chalicelib.wallet.rules import wallet_of
from tests.conftest import new_memory_table
from tests.service.audit import audit
from tests.service.sessions import RATE_CENTS, Stage

pytestmark = pytest.mark.usefixtures("table_engine")

NOW = 320
"""Seconds after t0 at which the sweeps look."""


def due(minutes: int) -> Stage:
    stage = Stage().begin()
    stage.sign_through(15, minutes * 60 + 5, every=40)
    return stage


def up_to_date() -> Stage:
    stage = due(5)
    stage.sweep(NOW)
    return stage


def short_of_funds() -> Stage:
    stage = Stage(balance_cents=RATE_CENTS * 3 + 40).begin()
    stage.sign_through(15, NOW - 10, every=40)
    return stage


def dropped() -> Stage:
    stage = Stage().begin()
    stage.sign_through(15, 130, every=40)
    stage.sign_through(160, NOW, Party.CLIENT, every=40)
    return stage


def ringing() -> Stage:
    stage = Stage()
    stage.ring()
    return stage


def over() -> Stage:
    stage = due(2)
    stage.end(125)
    return stage


def without_evidence() -> Stage:
    stage = Stage().begin()
    evidence = table.load(PresenceItem, presence_key(stage.session_id))
    assert evidence is not None
    table.write(Delete(evidence))
    return stage


def frozen() -> Stage:
    stage = due(5)
    wallet = ledger.load_account(wallet_of(stage.client_id))
    table.write(Update(wallet, [Account.open_disputes.set(1), Account.version.set(wallet.version + 1)]))
    return stage


KINDS: dict[str, Callable[[], Stage]] = {
    "1 minute due": lambda: due(1),
    "5 minutes due": lambda: due(5),
    "up to date": up_to_date,
    "short of funds": short_of_funds,
    "dropped": dropped,
    "ringing": ringing,
    "over": over,
    "without evidence": without_evidence,
    "frozen": frozen,
}


def outcome(stage: Stage) -> dict[str, Any]:
    """All that matters of a session, without the names in it."""
    item, wallet = stage.item, ledger.load_account(wallet_of(stage.client_id))
    ids = {stage.session_id, stage.client_id, stage.reader_id}
    told = {
        name: getattr(item, name)
        for name in SessionItem.get_attributes()
        if name not in ("kind", "pk", "sk", "session_id", "client_id", "reader_id")
        and not name.startswith(("k1_", "k2_", "live_", "i1_", "i2_"))
    }
    entries = [
        (entry.seq, entry.transfer_kind, entry.amount_cents, entry.minute, entry.reason, entry.balance_after_cents)
        for entry in stage.entries()
    ]
    hold = wallet.hold and (wallet.hold.minutes, wallet.hold.cents, wallet.hold.is_open, wallet.hold.session_version)
    assert not ids & set(map(str, told.values()))
    return told | {
        "entries": entries,
        "balance_cents": wallet.balance_cents,
        "version": item.version,
        "hold": hold,
        "earned_cents": stage.earned_cents,
    }


def alone(stage: Stage) -> dict[str, Any]:
    """What comes of a session that is brought up to date by itself."""
    engine.bring_up_to_date(stage.session_id, stage.at(NOW))
    return outcome(stage)


class Trouble:
    """A table that makes trouble, by a seed, in the first transactions."""

    def __init__(self, seed: int, times: int = 12) -> None:
        self._random = random.Random(seed)
        self._times = times
        self._lock = threading.Lock()

    def __call__(self, operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        if operation != "TransactWriteItems":
            return go_on(operation, arguments)
        with self._lock:
            self._times -= 1
            trouble = self._random.choice(["none", "conflict", "lost", "broken", "refused"]) if self._times > 0 else ""
            writes = len(arguments["TransactItems"])
            victim = self._random.randrange(writes)
        if trouble == "conflict":
            reasons = [{"Code": "TransactionConflict" if n == victim else "None"} for n in range(writes)]
            error = {"Code": "TransactionCanceledException", "Message": "conflict"}
            raise ClientError({"Error": error, "CancellationReasons": reasons}, operation)
        if trouble == "refused":
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "too much"}}, operation)
        if trouble == "broken":
            raise ConnectionClosedError(endpoint_url="http://table")
        answer = go_on(operation, arguments)
        if trouble == "lost":
            raise ConnectionClosedError(endpoint_url="http://table")
        return answer


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=10),
    st.integers(0, 2**32),
    st.sampled_from([2, 3, 25]),
)
def test_together_as_one_by_one(kinds: list[str], seed: int, together: int) -> None:
    order = random.Random(seed)
    with new_memory_table():
        expected = [alone(KINDS[kind]()) for kind in kinds]
    swept = [KINDS[kind]() for kind in kinds]
    batches = []
    for _ in range(8):
        ids = [stage.session_id for stage in swept] * 2 + ["ses_00000000000000000000000000"]
        order.shuffle(ids)
        batches.append(Batch(swept[0].at(NOW), ids[: order.randint(1, len(ids))]))
    batches.append(Batch(swept[0].at(NOW), [stage.session_id for stage in swept]))
    with pytest.MonkeyPatch.context() as patched, dynamodb.around(Trouble(seed)), ThreadPoolExecutor(16) as pool:
        patched.setattr(ledger, "POSTINGS_A_TRANSACTION", together)
        assert list(pool.map(sweep.bring_all_up_to_date, batches)) == [[]] * len(batches)
    for kind, one, other in zip(kinds, swept, expected, strict=True):
        assert outcome(one) == other, kind
        if kind != "frozen":
            audit(one)


def counted(batch: Batch) -> tuple[list[int], list[tuple[str, Exception]]]:
    """Sweep a batch; returns the writes of each transaction that was sent, and what failed."""
    sizes: list[int] = []

    def see(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        if operation == "TransactWriteItems":
            sizes.append(len(arguments["TransactItems"]))
        return go_on(operation, arguments)

    with dynamodb.around(see):
        failed = sweep.bring_all_up_to_date(batch)
    return sizes, failed


def test_minutes_of_many_sessions_are_one_transaction() -> None:
    stages = [due(1) for _ in range(6)] + [up_to_date()]
    sizes, failed = counted(Batch(stages[0].at(NOW - 250), [stage.session_id for stage in stages]))
    assert (sizes, failed) == ([12], [])
    assert [stage.minutes for stage in stages[:6]] == [[1, 2]] * 6


def test_who_is_refused_is_taken_out_and_done_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = [due(1) for _ in range(4)]
    read = engine.sight_of

    def read_then_charge_elsewhere(session_id: str, found: Any) -> engine.Sight:
        sight = read(session_id, found)
        if session_id == stages[2].session_id:
            monkeypatch.setattr(engine, "sight_of", read)
            stages[2].sweep(70)
        return sight

    monkeypatch.setattr(engine, "sight_of", read_then_charge_elsewhere)
    sizes, failed = counted(Batch(stages[0].at(70), [stage.session_id for stage in stages]))
    assert failed == []
    assert sizes == [2, 8, 6]  # the charge elsewhere, all four together, the other three
    assert [stage.minutes for stage in stages] == [[1, 2]] * 4


@pytest.mark.parametrize("broken", ["session", "wallet"])
def test_a_session_that_cannot_be_read_fails_alone(broken: str) -> None:
    stages = [due(1) for _ in range(4)]
    poisoned = stages[1]
    item = poisoned.item if broken == "session" else ledger.load_account(wallet_of(poisoned.client_id))
    arguments = {
        "TableName": table.TableItem.Meta.table_name,
        "Key": {"pk": {"S": item.pk}, "sk": {"S": item.sk}},
        "UpdateExpression": "SET rate_cents = :text, balance_cents = :text",
        "ExpressionAttributeValues": {":text": {"S": "plenty"}},
    }
    dynamodb.call("UpdateItem", arguments)
    failed = sweep.bring_all_up_to_date(Batch(poisoned.at(70), [stage.session_id for stage in stages]))
    assert [session_id for session_id, _ in failed] == [poisoned.session_id]
    assert [stage.minutes for stage in stages if stage is not poisoned] == [[1, 2]] * 3
