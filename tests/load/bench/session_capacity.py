"""Capacity of a whole session of 15 minutes per billed minute, by step and by kind of write.

Heartbeats of both parties each 15 seconds, the sweep each minute, an end by the client in the 15th minute. Twice: with
heartbeats alone, and with the media channel's notices of joining and leaving besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chalicelib.core.idempotency import Run, StoredAnswer, TableAnswerStore
from chalicelib.sessions import service, sweep
from chalicelib.sessions.rules import HEARTBEAT_SECONDS, Party
from chalicelib.sessions.sweep import Batch
from tests.conftest import START_MS
from tests.load.bench.figure import Figure, at_most, grid, known
from tests.load.bench.meter import Meter, Usage
from tests.service.sessions import Stage

MINUTES = 15
_ANSWER_BYTES = 900
"""About what a session's view takes as JSON: the answer that is kept for the Idempotency-Key of the start."""

KINDS_OF_WRITE: Mapping[str, tuple[str, ...]] = {
    "charges": ("account", "transfer", "transfer_guard"),
    "presence": ("presence", "channel_event"),
    "lifecycle": ("session", "reader_status", "reader_profile", "user_profile", "kept_answer", "free_short_session"),
    "projections": ("account_day",),
}


def count() -> dict[str, Meter]:
    """Count one session in each of the two ways."""
    return {
        "heartbeats only": metered_session(with_channel=False),
        "with channel notices": metered_session(with_channel=True),
    }


def figures(
    sessions: Mapping[str, Meter], details: list[str], what_binds: Callable[[float, float], str]
) -> list[Figure]:
    """The units of each session for a billed minute; appends the break-down to `details`.

    Parameters:
        what_binds: says why the goal is missed, of all units and those of presence, for a billed minute.
    """
    found: list[Figure] = []
    for title, meter in sessions.items():
        total = meter.total()
        groups = by_group(total)
        all_units, presence_units = total.reported_write_units / MINUTES, groups["presence"] / MINUTES
        found += [
            at_most(
                f"write units a billed minute, {MINUTES}-minute session, {title}",
                all_units,
                "WRU all-in",
                6.9,
                f"{total.write_units / MINUTES:.2f} computed from item sizes",
                binds=what_binds(all_units, presence_units),
            ),
            *(known(f"… of it {name}", units / MINUTES, "WRU") for name, units in groups.items()),
            known("… read units besides, no polling", total.read_units / MINUTES, "RRU"),
        ]
        details.append(_break_down(title, meter))
    return found


def by_group(usage: Usage) -> dict[str, int]:
    """Write units by group of kinds; what belongs to no group stands by itself."""
    groups = dict.fromkeys((*KINDS_OF_WRITE, "indexes"), 0)
    for kind, units in usage.by_kind.items():
        group = "indexes" if kind.startswith("index ") else _group_of(kind)
        groups[group] = groups.get(group, 0) + units
    return groups


def _group_of(kind: str) -> str:
    return next((group for group, kinds in KINDS_OF_WRITE.items() if kind in kinds), kind)


def metered_session(*, with_channel: bool, every: int = HEARTBEAT_SECONDS) -> Meter:
    """Count a session whose parties each give a sign every so many seconds, and one shortly before the end."""
    stage = Stage()
    end_seconds = MINUTES * 60 - 5
    signs = {*range(every, end_seconds, every), end_seconds - 10}
    with Meter() as meter:
        meter.step = "start and ring"
        answers = TableAnswerStore()
        run = answers.begin(stage.session_id.removeprefix("ses_"), "f" * 64, START_MS)
        assert isinstance(run, Run)
        stage.ring()
        answers.finish(run, StoredAnswer(201, "application/json", b"x" * _ANSWER_BYTES))
        meter.step = "accept"
        service.accept(stage.session_id, stage.actor(Party.READER), START_MS + 5_000)
        meter.step = "join and activate (minute 1)"
        for number, party in enumerate(Party):
            stage.beat(0, party)
            if with_channel:
                notice(stage, f"join{number}", party, seconds=0, joined=True)
        for seconds in sorted(signs):
            if seconds % 60 == 0:
                meter.step = "heartbeat that charges"
                stage.beat(seconds, Party.CLIENT)
                stage.beat(seconds, Party.READER)
                meter.step = "sweep"
                sweep.bring_all_up_to_date(Batch(stage.at(seconds), [stage.session_id]))
            else:
                meter.step = "heartbeat"
                stage.beat(seconds)
        meter.step = "end and settle"
        stage.end(end_seconds)
        if with_channel:
            for number, party in enumerate(Party):
                notice(stage, f"leave{number}", party, seconds=end_seconds, joined=False)
    assert stage.minutes == list(range(1, MINUTES + 1))
    assert stage.item.state == "finalized"
    return meter


def notice(stage: Stage, notice_id: str, party: Party, *, seconds: float, joined: bool) -> None:
    """Let the media channel tell that a party joined or left it."""
    at_ms = stage.at(seconds)
    service.channel_event(
        stage.session_id, party, notice_id=notice_id, client_seq=1, joined=joined, at_ms=at_ms, now_ms=at_ms
    )


def _break_down(title: str, meter: Meter) -> str:
    kinds = sorted(meter.total().by_kind)
    rows = [
        (step, usage.requests, f"{usage.read_units:g}", usage.write_units, *(usage.by_kind[kind] for kind in kinds))
        for step, usage in (*meter.steps.items(), ("total", meter.total()))
    ]
    return f"A session of {MINUTES} minutes, {title}: units\n" + grid(("step", "requests", "RRU", "WRU", *kinds), rows)
