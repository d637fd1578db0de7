"""Random lives of a session on the real engine, against the model of money.md, with the books audited on the way."""

from __future__ import annotations

import random

import pytest

from chalicelib.readers.rules import Modality
from chalicelib.sessions import service
from chalicelib.sessions.rules import Party, State
from tests.conftest import START_MS
from tests.service.audit import audit
from tests.service.sessions import RATE_CENTS, Stage, top_up
from tests.unit.sessions.model import Told

pytestmark = pytest.mark.usefixtures("memory_table")

STEPS_MS = (0, 1, 5_000, 12_000, 15_000, 15_000, 15_000, 20_000, 29_000, 45_000, 45_001, 60_000, 250_000, 300_000)
ACTIONS = ("beat", "both", "both", "both", "both", "leave", "sweep", "sweep", "top_up", "end")
WEIGHTS = (6, 4, 4, 4, 4, 2, 3, 3, 1, 1)


class Life:
    """One session, lived on the engine and told by the model, step by step."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.opening_cents = self.chance.choice((RATE_CENTS, 2 * RATE_CENTS + 1, 5 * RATE_CENTS, 100_000))
        self.paid_in_cents = self.opening_cents
        self.stage = Stage(self.opening_cents)
        self.now_ms = self.stage.t0_ms
        client = service.Person(self.stage.client_id, "Casey", None)
        service.start(client, self.stage.reader_id, Modality.VOICE, session_id=self.stage.session_id, now_ms=START_MS)
        service.accept(self.stage.session_id, self.stage.actor(Party.READER), START_MS + 5_000)
        self.told = Told(START_MS + 5_000, RATE_CENTS, self.opening_cents)

    @property
    def seconds(self) -> float:
        return (self.now_ms - self.stage.t0_ms) / 1_000

    def step(self) -> None:
        party = self.chance.choice(tuple(Party))
        [action] = self.chance.choices(ACTIONS, WEIGHTS)
        if action in ("beat", "both"):
            self.now_ms += self.chance.choice(STEPS_MS if action == "beat" else STEPS_MS[:7])
            for each in (party,) if action == "beat" else (party, party.other):
                self.beat(each)
        elif action == "leave":
            self.now_ms += self.chance.choice(STEPS_MS[:6])
            self.stage.beat(self.seconds, party, leaving=True)
            self.told.leave(str(party), self.now_ms)
        elif action == "sweep":
            self.stage.sweep(self.seconds - self.chance.choice((0, 0, 1, 60, 600)))
        elif action == "top_up":
            top_up(self.stage.client_id, 2 * RATE_CENTS, self.now_ms)
            self.told.pay_in(2 * RATE_CENTS)
            self.paid_in_cents += 2 * RATE_CENTS
        elif self.chance.random() < 0.4:
            self.now_ms += self.chance.choice(STEPS_MS[:6])
            self.stage.end(self.seconds, party)
            self.told.end(str(party), self.now_ms)

    def beat(self, party: Party) -> None:
        """A heartbeat. One that comes less than 5 s after the last is not stored, so it is no sign for the model."""
        self.stage.beat(self.seconds, party)
        stay = self.told.stays.get(str(party))
        if stay is not None and stay.left is None and 0 < self.now_ms - stay.signs[-1] < 5_000:
            self.told.sign(str(party), self.now_ms, stored=False)
        else:
            self.told.sign(str(party), self.now_ms)

    def compare(self) -> None:
        self.stage.sweep(self.seconds)
        self.stage.sweep(self.seconds + 86_400)
        self.told.run_out()
        item, told = self.stage.item, self.told
        session = item.to_session()
        assert session.state is State.FINALIZED
        assert (session.closed_ms, item.charged_minutes) == (told.done, told.charged)
        assert (item.end_reason, item.ended_at_ms, item.reconnects) == (told.reason, told.ended, told.returns)
        stands_cents = told.standing * RATE_CENTS
        assert (
            self.stage.balance_cents
            == self.paid_in_cents - stands_cents
            == told.balance + (told.charged * RATE_CENTS - stands_cents)
        )
        assert (item.reader_cents, item.platform_cents) == (
            stands_cents * 7 // 10,
            stands_cents - stands_cents * 7 // 10,
        )
        assert self.stage.earned_cents == item.reader_cents
        audit(self.stage)


def live(seed: int, steps: int = 28) -> Life:
    life = Life(seed)
    for number in range(steps):
        life.step()
        if number % 9 == 0:
            audit(life.stage)
    return life


@pytest.mark.parametrize("seed", range(12))
def test_a_random_life_costs_what_the_model_says(seed: int) -> None:
    live(seed).compare()
