"""The demonstration's past sessions are held although the running product's minute comes between."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, SECOND_MS
from chalicelib.readers.rules import Modality
from chalicelib.sessions import engine
from chalicelib.sessions import service as sessions
from infrastructure.local import past_sessions
from tests.conftest import START_MS
from tests.service.sessions import make_client, make_reader

pytestmark = pytest.mark.usefixtures("table_engine")


@pytest.mark.parametrize("after_signs", [0, 1, 3])
def test_a_session_that_the_minute_ends_too_early_is_held_again(
    monkeypatch: pytest.MonkeyPatch, after_signs: int
) -> None:
    reader = Actor(user_id=make_reader(), role=Role.READER, suspended=False, subject="r")
    client = Actor(user_id=make_client(100_000), role=Role.CLIENT, suspended=False, subject="c")
    usual, signs = sessions.record_presence, []

    def interrupted(session_id: str, *more: Any, **named: Any) -> Any:
        signs.append(session_id)
        if len(signs) == after_signs + 1:
            engine.bring_up_to_date(session_id, START_MS + DAY_MS)
        return usual(session_id, *more, **named)

    monkeypatch.setattr(sessions, "record_presence", interrupted)
    session_id = past_sessions.hold(reader, client, "Casey", Modality.VIDEO, START_MS, 300)
    item, _ = sessions.admitted(session_id, client)
    assert item.to_session().closed_ms >= 30 * SECOND_MS
    assert (item.charged_cents or 0) > (item.reversed_cents or 0)
