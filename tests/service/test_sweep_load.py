"""Ticks and workers under load, by counts: how late sessions are, whom it hits, and what is done about too much work.

The queue is in memory and hands messages out roughly in order, each perhaps twice; the workers can do so many messages
between two ticks. Everything else is real.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.core import dynamodb, table
from chalicelib.sessions import handlers, sweep
from chalicelib.sessions.items import live_shard_of, presence_key, session_key
from chalicelib.sessions.sweep import Batch
from chalicelib.wallet import ledger
from chalicelib.wallet.items import Account
from chalicelib.wallet.rules import wallet_of
from tests.conftest import ManualClock
from tests.load.bench.population import Population, populate
from tests.service.sessions import Stage

pytestmark = pytest.mark.usefixtures("empty_table")

SESSIONS = 24
SESSIONS_A_MESSAGE = 2
ROUND = SESSIONS // SESSIONS_A_MESSAGE
"""Messages of one round."""


WINDOW = 4
"""The queue hands out any of so many oldest messages."""
RECEIVES = 5
"""So often a message is handed out before it goes to the dead letters (infrastructure/template.yaml)."""


class Shuffled:
    """A queue that keeps order only roughly and delivers some messages twice."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self._random = random.Random(7)

    def send(self, bodies: Sequence[str]) -> None:
        self.bodies.extend(bodies)

    def waiting(self) -> int:
        return len(self.bodies)

    def take(self) -> list[str]:
        """One of the oldest messages, sometimes twice."""
        body = self.bodies.pop(self._random.randrange(min(len(self.bodies), WINDOW)))
        return [body] * self._random.choice([1, 1, 2])


@dataclass
class Minute:
    """What stood after the work of one minute."""

    is_held_back: bool
    waiting: int
    visits: Counter[str]
    late: int
    """How many minutes the session that is furthest behind still owes."""


@pytest.fixture(autouse=True)
def small_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "SESSIONS_A_MESSAGE", SESSIONS_A_MESSAGE)
    monkeypatch.setattr(sweep, "MIN_HELD_BACK", 0)


def live(population: Population, queue: Shuffled, minutes: range, capacity: int) -> list[Minute]:
    """Let minutes pass in which everybody is present and the workers do `capacity` messages at the most."""
    seen = []
    for minute in minutes:
        population.be_present(minute * 60)
        found = sweep.tick(queue, population.stage.at(minute * 60))
        assert found.live_sessions == SESSIONS
        visits: Counter[str] = Counter()
        for _ in range(min(capacity, len(queue.bodies))):
            for number, body in enumerate(queue.take()):
                batch = Batch.decode(body)
                assert sweep.bring_all_up_to_date(batch) == []
                visits.update(batch.session_ids if number == 0 else [])
        late = minute + 1 - min(charged(population))
        seen.append(Minute(found.is_held_back, len(queue.bodies), visits, late))
    return seen


def charged(population: Population) -> list[int]:
    """How many minutes of each session have been charged."""
    accounts = ledger.load_accounts(*population.wallets)
    return [account.hold.minutes for account in accounts if account.hold is not None]


def test_a_seeded_session_is_what_the_product_stores() -> None:
    population = populate(2, seen_seconds=15)
    real = Stage(balance_cents=10_000_000).begin()
    real.sign(15)
    seeded = {"ses_S": population.session_ids[1], "usr_C": population.wallets[1].removeprefix("wallet:")}
    seeded["usr_R"] = population.stage.reader_id
    lived = {"ses_S": real.session_id, "usr_C": real.client_id, "usr_R": real.reader_id}
    assert items_of(seeded) == items_of(lived)
    sweep.bring_all_up_to_date(Batch(real.at(75), [seeded["ses_S"], lived["ses_S"]]))
    assert items_of(seeded) == items_of(lived)


def items_of(names: dict[str, str]) -> str:
    """A session's items as they are stored, with its own names in the place of its ids."""
    session_id, client_id = names["ses_S"], names["usr_C"]
    keys = [session_key(session_id), presence_key(session_id), Account.key(account=wallet_of(client_id))]
    stored = [item.serialize() for key in keys if (item := table.load(table.TableItem, key)) is not None]
    assert len(stored) == len(keys)
    text = json.dumps(stored, sort_keys=True)
    for name, its_id in names.items():
        text = text.replace(its_id, name)
    shard = live_shard_of(session_id)
    return text.replace(shard, "LIVE#")


def test_at_the_rated_load_no_session_is_ever_late() -> None:
    population, queue = populate(SESSIONS), Shuffled()
    seen = live(population, queue, range(1, 6), capacity=ROUND)
    assert [(each.late, each.waiting, each.is_held_back) for each in seen] == [(0, 0, False)] * 5
    assert charged(population) == [6] * SESSIONS


def test_at_three_times_the_rated_load_all_wait_equally_and_the_queue_stays_short() -> None:
    population, queue = populate(SESSIONS), Shuffled()
    seen = live(population, queue, range(1, 13), capacity=ROUND // 3)
    visits = sum((each.visits for each in seen), Counter[str]())
    assert max(each.waiting for each in seen) <= ROUND * 3 // 2
    assert max(each.late for each in seen) <= 6  # a round takes three minutes, and half of one may wait before it
    assert max(visits.values()) - min(visits[session_id] for session_id in population.session_ids) <= 2
    assert sum(each.is_held_back for each in seen) >= 6
    after = live(population, queue, range(13, 16), capacity=ROUND * 3)
    assert after[-1].late == 0
    assert charged(population) == [16] * SESSIONS


def test_a_session_that_fails_for_ever_ends_alone_among_the_dead_letters_and_delays_nobody() -> None:
    population, queue = populate(SESSIONS), Shuffled()
    poisoned = population.session_ids[0]
    pk, sk = Account.key(account=population.wallets[0])
    spoil = {
        "TableName": table.TableItem.Meta.table_name,
        "Key": {"pk": {"S": pk}, "sk": {"S": sk}},
        "UpdateExpression": "SET balance_cents = :text",
        "ExpressionAttributeValues": {":text": {"S": "plenty"}},
    }
    dynamodb.call("UpdateItem", spoil)
    runtime: Any = SimpleNamespace(gateways=SimpleNamespace(queue=queue), clock=ManualClock())
    dead: list[list[str]] = []
    receives: Counter[str] = Counter()
    for minute in range(1, 4):
        population.be_present(minute * 60)
        sweep.tick(queue, population.stage.at(minute * 60))
        while queue.bodies:
            for body in queue.take():
                try:
                    handlers.work(runtime, Batch.decode(body))
                except handlers.SessionsFailed:
                    receives[body] += 1
                    if receives[body] < RECEIVES:
                        queue.send([body])
                    else:
                        dead.append(Batch.decode(body).session_ids)
    assert {*map(tuple, dead)} == {(poisoned,)}
    wallets = ledger.load_accounts(*population.wallets[1:])
    assert [wallet.hold.minutes for wallet in wallets if wallet.hold is not None] == [4] * (SESSIONS - 1)
