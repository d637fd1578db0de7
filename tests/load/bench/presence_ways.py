"""What signs of presence cost and what cheaper ways of keeping them would lose, by running each way.

The write units of a session are its charges, its beginning and end, and the signs of its two parties. Charges are two
items in a transaction, which money.md asks for; signs are what is left to save. Here the real services run with fewer
signs (and a silence that is longer by as much), and two things are looked at besides the units:

- money.md's scenario 10 (drop at +1:30, back at +4:30, end at connected 2:10), of which the client owes 750 cents;
- how much of the time that both were there an abrupt drop takes back at worst: someone vanishes just before a sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from chalicelib.core.clock import SECOND_MS
from chalicelib.sessions import rules
from chalicelib.sessions.rules import Party
from tests.load.bench import session_capacity
from tests.load.bench.figure import Figure, grid, known
from tests.load.bench.session_capacity import MINUTES, notice
from tests.service.sessions import RATE_CENTS, Stage

GOAL_UNITS = 6.9
OWED_CENTS = 3 * RATE_CENTS
"""What money.md's scenario 10 costs the client."""
_BALANCE_CENTS = 100_000


@dataclass(frozen=True)
class Way:
    """A way of keeping signs: how often each party's is stored, and what else is known of a drop."""

    name: str
    every_seconds: int
    silence_seconds: int
    leave_told: bool = False
    """Whether the media channel tells of the drop, with its instant."""


WAYS = (
    Way("each sign stored, every 15 s (what stands)", 15, 45),
    Way("every second sign", 30, 60),
    Way("one sign a minute", 60, 105),
    Way("one sign a minute, the channel's notice of leaving arrives", 60, 105, leave_told=True),
)


@dataclass(frozen=True)
class Outcome:
    """What a way costs (write units for each billed minute) and what comes of it."""

    way: Way
    presence_units: float
    all_units: float
    scenario_10_cents: int
    forgotten_seconds: float


def measure() -> list[Outcome]:
    """Run every way."""
    return [_outcome(way) for way in WAYS]


def figures(outcomes: list[Outcome], details: list[str]) -> list[Figure]:
    """What the goal leaves for signs, and what they take at the least; appends the table of ways to `details`."""
    stands = outcomes[0]
    rest = stands.all_units - stands.presence_units
    rows = [
        (
            each.way.name,
            f"{each.presence_units:.1f}",
            f"{each.all_units:.1f}",
            each.scenario_10_cents,
            f"{each.forgotten_seconds:.0f}",
            "nothing" if each.scenario_10_cents == OWED_CENTS and each is stands else _lost(each),
        )
        for each in outcomes
    ]
    rows += _computed(rest, stands.presence_units)
    details.append(
        "Signs of presence: what each way of keeping them costs a billed minute, and loses "
        f"(scenario 10 of money.md owes {OWED_CENTS} cents)\n"
        + grid(("way", "presence", "all-in", "scenario 10", "forgotten, s", "what it gives up"), rows)
    )
    return [
        known("… write units without signs of presence", rest, "WRU", "charges, beginning, end, settlement"),
        known(
            "… left for signs by the goal", GOAL_UNITS - rest, "WRU", "both parties together; see the table of ways"
        ),
    ]


def what_binds(all_units: float, presence_units: float) -> str:
    """Why the goal is not met, in figures."""
    rest = all_units - presence_units
    return (
        f"signs of presence {presence_units:.1f} + charges, beginning and end {rest:.1f} = {all_units:.1f} WRU; "
        f"the goal leaves {GOAL_UNITS - rest:.1f} for signs.\n"
        "Two parties × four signs a minute × 1 WRU (the least that a durable write costs) = 8. One sign a minute for\n"
        "each party would be above the goal, too, and takes up to a minute of proof at every drop: see the table of\n"
        "ways above, and docs/decisions/0011."
    )


def _lost(outcome: Outcome) -> str:
    if outcome.way.leave_told:
        return "as the line above whenever the notice is lost"
    wrong = OWED_CENTS - outcome.scenario_10_cents
    spoils = f"scenario 10 wrong by {wrong} cents; " if wrong else ""
    return f"{spoils}ten drops hide {10 * outcome.forgotten_seconds / 60:.0f} min for nothing"


def _computed(rest: float, presence_units: float) -> list[tuple[object, ...]]:
    """Ways that need no run: what they cost follows from DynamoDB's rules."""
    halved, in_charge = presence_units / 2, presence_units + 1
    return [
        (
            "a page hands in the other one's sign with its own",
            f"{halved:.1f}",
            f"{rest + halved:.1f}",
            "",
            "30",
            "proof that one side can withhold; above the goal, too",
        ),
        (
            "the sign of the charging heartbeat in its transaction",
            f"{in_charge:.1f}",
            f"{rest + in_charge:.1f}",
            "",
            "14",
            "dearer: 2 WRU in a transaction, 1 alone",
        ),
        (
            "only signs of whoever was seen longer ago",
            f"{presence_units:.1f}",
            f"{rest + presence_units:.1f}",
            "",
            "14",
            "saves nothing: with each sign the other one is that party",
        ),
    ]


def _outcome(way: Way) -> Outcome:
    with _silence_of(way.silence_seconds):
        meter = session_capacity.metered_session(with_channel=way.leave_told, every=way.every_seconds)
        total = meter.total()
        presence = session_capacity.by_group(total)["presence"]
        return Outcome(
            way,
            presence / MINUTES,
            total.reported_write_units / MINUTES,
            _scenario_10(way),
            _forgotten_seconds(way),
        )


@contextmanager
def _silence_of(seconds: int) -> Iterator[None]:
    """Let a party count as there for so long after a sign."""
    silence_ms = seconds * SECOND_MS
    reaches = mock.patch.object(rules.Run.reaches, "__defaults__", (silence_ms,))
    with mock.patch.object(rules, "SILENCE_MS", silence_ms), reaches:
        yield


def _scenario_10(way: Way) -> int:
    """What the client pays for money.md's scenario 10."""
    stage = Stage(_BALANCE_CENTS).begin()
    _drop(stage, way, at_seconds=90, back_seconds=270)
    stage.sign_through(270 + 15, 310)
    stage.end(310)
    return _BALANCE_CENTS - stage.balance_cents


def _forgotten_seconds(way: Way) -> float:
    """How much of the time until a drop, just before the next sign, is not proved afterwards."""
    stage = Stage(_BALANCE_CENTS).begin()
    dropped_seconds = 119
    _drop(stage, way, at_seconds=dropped_seconds, back_seconds=270)
    proved_ms = stage.item.to_session().intervals[0].length_ms
    stage.end(300)
    return dropped_seconds - proved_ms / SECOND_MS


def _drop(stage: Stage, way: Way, *, at_seconds: int, back_seconds: int) -> None:
    """Let the client vanish and come back, signs being stored as the way has it."""
    for seconds in range(way.every_seconds, back_seconds, way.every_seconds):
        if seconds > at_seconds and way.leave_told and stage.item.pause_reason is None:
            notice(stage, f"gone{seconds}", Party.CLIENT, seconds=at_seconds, joined=False)
        stage.sign(seconds, *((Party.CLIENT, Party.READER) if seconds <= at_seconds else (Party.READER,)))
        if seconds % 60 == 0:
            stage.sweep(seconds)
    stage.sign(back_seconds, Party.READER)
    stage.beat(back_seconds, Party.CLIENT)
