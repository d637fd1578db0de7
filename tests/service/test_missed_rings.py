"""Rings that nobody answers, on the real table engine: what they do to the reader's status."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core.ids import new_id
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderStatus
from chalicelib.readers.rules import Availability, Reachability
from chalicelib.sessions import engine, service
from chalicelib.sessions.errors import ReaderUnavailable
from chalicelib.sessions.rules import EndReason, Party
from tests.conftest import START_MS
from tests.service.sessions import Stage

pytestmark = pytest.mark.usefixtures("table_engine")


def status(stage: Stage) -> ReaderStatus:
    found = readers.load_status(stage.reader_id)
    assert found is not None
    return found


def ring(stage: Stage) -> None:
    stage.session_id = new_id("ses", START_MS)
    stage.ring()


def miss(stage: Stage) -> None:
    """The ring runs out; four workers notice at once."""
    ring(stage)
    with ThreadPoolExecutor(4) as pool:
        sights = list(pool.map(lambda _: engine.bring_up_to_date(stage.session_id, START_MS + 60_000), range(4)))
    assert {sight.session.end_reason for sight in sights} == {EndReason.NO_ANSWER}


def test_two_missed_rings_in_a_row_make_a_reader_away() -> None:
    stage = Stage()
    miss(stage)
    assert (status(stage).missed_rings, readers.status_of(status(stage))) == (1, Availability.ONLINE)
    miss(stage)
    assert (status(stage).missed_rings, readers.status_of(status(stage))) == (2, Availability.AWAY)
    assert status(stage).session_id is None
    with pytest.raises(ReaderUnavailable, match="away"):
        ring(stage)


@pytest.mark.parametrize("answer", [service.accept, service.decline])
def test_an_answer_between_them_begins_the_row_anew(answer: object) -> None:
    stage = Stage()
    miss(stage)
    ring(stage)
    assert callable(answer)
    answer(stage.session_id, stage.actor(Party.READER), START_MS + 5_000)
    engine.end(stage.session_id, None, START_MS + 10_000, EndReason.ENDED_BY_ADMIN)
    assert status(stage).missed_rings == 0
    miss(stage)
    assert readers.status_of(status(stage)) is Availability.ONLINE


def test_a_ring_that_the_client_gave_up_counts_for_nothing() -> None:
    stage = Stage()
    miss(stage)
    ring(stage)
    service.cancel(stage.session_id, stage.actor(Party.CLIENT), START_MS + 5_000)
    assert status(stage).missed_rings == 1


def test_a_reader_who_goes_off_while_the_second_ring_runs_out_is_not_brought_back() -> None:
    stage = Stage()
    miss(stage)
    ring(stage)
    item = status(stage)
    item.update(actions=[ReaderStatus.online.set(False), ReaderStatus.absence.set("busy")])
    engine.bring_up_to_date(stage.session_id, START_MS + 60_000)
    assert (status(stage).session_id, status(stage).reachability) == (None, Reachability.BUSY)
