"""The rules against the model of money.md, over random lives of a session and random times of looking at it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.money import split
from chalicelib.sessions import rules
from chalicelib.sessions.rules import Party
from tests.unit.sessions.desk import ACCEPTED_MS, RATE_CENTS, RICH_CENTS, T0_MS, Desk, waiting
from tests.unit.sessions.model import FOREVER, Told

PARTIES = st.sampled_from(Party)
EDGES_MS = (0, 1, 4_000, 14_999, 15_000, 20_000, 20_001, 30_000, 44_999, 45_000, 45_001, 60_000, 254_999, 300_000)
STEPS_MS = st.sampled_from(EDGES_MS) | st.integers(0, 46_000) | st.integers(0, 400_000)
SHORT_STEPS_MS = st.sampled_from((0, 1, 14_999, 15_000, 15_001, 30_000, 45_000)) | st.integers(0, 20_000)
LAG_MS = st.sampled_from((0, 0, 1, 45_000, 60_000, 300_000)) | st.integers(0, 7_200_000)


def standing_cents(desk: Desk) -> int:
    return rules.standing_minutes(desk.session, desk.charged, free_if_short=True) * desk.session.rate_cents


class SessionLife(RuleBasedStateMachine):
    """Two people live through a session; `often` is looked at whenever the machine likes, `plain` at heartbeats."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = T0_MS
        self.often = self.plain = Desk(waiting(), charged=0)
        self.told = Told(ACCEPTED_MS, RATE_CENTS, 0)
        self.paid_in_cents = 0

    @initialize(minutes=st.integers(0, 4) | st.just(40), odd_cents=st.sampled_from((0, 1, RATE_CENTS - 1)))
    def begin(self, minutes: int, odd_cents: int) -> None:
        self.paid_in_cents = minutes * RATE_CENTS + odd_cents
        self.often = Desk(waiting(), charged=0, balance_cents=self.paid_in_cents)
        self.plain = Desk(waiting(), charged=0, balance_cents=self.paid_in_cents)
        self.told = Told(ACCEPTED_MS, RATE_CENTS, self.paid_in_cents)

    @property
    def seconds(self) -> float:
        return (self.now_ms - T0_MS) / 1_000

    @rule(party=PARTIES, step_ms=STEPS_MS)
    def heartbeat(self, party: Party, step_ms: int) -> None:
        self.now_ms += step_ms
        for desk in (self.often, self.plain):
            desk.seen(self.seconds, party)
        self.told.sign(str(party), self.now_ms)

    @rule(count=st.integers(1, 8), step_ms=SHORT_STEPS_MS)
    def both_stay(self, count: int, step_ms: int) -> None:
        for _ in range(count):
            for party in Party:
                self.heartbeat(party, step_ms // 2)

    @rule(party=PARTIES, step_ms=SHORT_STEPS_MS)
    def leave(self, party: Party, step_ms: int) -> None:
        self.now_ms += step_ms
        for desk in (self.often, self.plain):
            desk.left(self.seconds, party)
        self.told.leave(str(party), self.now_ms)

    @rule(lags_ms=st.lists(LAG_MS, min_size=1, max_size=4))
    def sweep(self, lags_ms: list[int]) -> None:
        for lag_ms in lags_ms:
            self.often.look(self.now_ms - lag_ms)

    @rule(step_ms=STEPS_MS)
    def quiet(self, step_ms: int) -> None:
        self.now_ms += step_ms

    @rule(cents=st.sampled_from((1, RATE_CENTS - 1, RATE_CENTS, 3 * RATE_CENTS)))
    def top_up(self, cents: int) -> None:
        self.paid_in_cents += cents
        for desk in (self.often, self.plain):
            desk.balance_cents += cents
        self.told.pay_in(cents)

    @rule(party=PARTIES, step_ms=SHORT_STEPS_MS, wanted=st.integers(0, 3))
    def end(self, party: Party, step_ms: int, wanted: int) -> None:
        if wanted:
            return
        self.now_ms += step_ms
        for desk in (self.often, self.plain):
            desk.end(self.seconds, party)
        self.told.end(str(party), self.now_ms)

    @invariant()
    def never_more_than_proved_and_paid(self) -> None:
        for desk in (self.often, self.plain):
            session = desk.session
            assert desk.balance_cents >= 0
            assert desk.balance_cents + desk.charged * RATE_CENTS == self.paid_in_cents
            proved_ms = session.connected_ms(desk.presence)
            assert desk.charged <= proved_ms // MINUTE_MS + 1
            assert session.reconnects <= rules.MAX_RECONNECTS
            edges = [edge for each in session.intervals for edge in (each.started_at_ms, each.ended_at_ms)]
            assert edges == sorted(edges)
            if session.running_since_ms is not None:
                assert (session.state, session.pause) == (rules.State.ACTIVE, None)
                assert session.running_since_ms >= (edges[-1] if edges else 0)

    def teardown(self) -> None:
        for desk in (self.often, self.plain):
            desk.look(self.now_ms)
            desk.look(FOREVER)
        self.told.run_out()
        self._compare(self.often)
        self._compare(self.plain)
        assert self.often.session == self.plain.session

    def _compare(self, desk: Desk) -> None:
        session, told = desk.session, self.told
        assert session.state is rules.State.ENDED
        assert (session.closed_ms, desk.charged) == (told.done, told.charged)
        assert (str(session.end_reason), session.ended_at_ms) == (told.reason, told.ended)
        assert session.reconnects == told.returns
        stands_cents = standing_cents(desk)
        assert stands_cents == told.standing * RATE_CENTS
        assert sum(split(stands_cents)) == stands_cents


TestSessionLife = SessionLife.TestCase
TestSessionLife.settings = settings(
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Happening:
    """One thing that happens `step_ms` after the one before, and at which past instants somebody looks after it."""

    what: str
    party: Party
    step_ms: int
    lags_ms: tuple[int, ...]


HAPPENINGS = st.lists(
    st.builds(
        Happening,
        what=st.sampled_from(("sign", "sign", "sign", "sign", "leave", "quiet")),
        party=PARTIES,
        step_ms=SHORT_STEPS_MS | st.sampled_from((100_000, 290_000, 299_999, 300_000)),
        lags_ms=st.lists(LAG_MS, max_size=2).map(tuple),
    ),
    max_size=60,
)


def lived(happenings: list[Happening], *, heartbeats: bool, sweeps: bool) -> Desk:
    desk, now_ms = Desk(waiting(), charged=0, balance_cents=RICH_CENTS), T0_MS
    for happening in happenings:
        now_ms += happening.step_ms
        seconds = (now_ms - T0_MS) / 1_000
        match happening.what:
            case "sign":
                desk.signed(seconds, happening.party)
            case "leave":
                desk.went(seconds, happening.party)
        if heartbeats:
            desk.look(now_ms, resume_at_ms=now_ms)
        for lag_ms in happening.lags_ms if sweeps else ():
            desk.look(now_ms - lag_ms)
    return desk.look(now_ms).look(FOREVER)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(happenings=HAPPENINGS)
def test_one_bill_whether_it_is_looked_at_always_sometimes_or_never(happenings: list[Happening]) -> None:
    never = lived(happenings, heartbeats=False, sweeps=False)
    for heartbeats, sweeps in ((True, False), (True, True), (False, True)):
        other = lived(happenings, heartbeats=heartbeats, sweeps=sweeps)
        assert (other.session, other.charged) == (never.session, never.charged)
