"""Limits of frequency: exact within a window, by account and operation, also when requests come at once."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core.errors import RateLimited
from chalicelib.core.rate import RateLimit, RequestCount, count_request
from chalicelib.core.table import load
from tests.conftest import START_MS

LIMIT = RateLimit(3, 60)

pytestmark = pytest.mark.usefixtures("table_engine")


@pytest.fixture
def user_id() -> str:
    return f"usr_{uuid.uuid4().hex[:26]}"


def test_a_window_takes_its_limit_and_the_next_begins_anew(user_id: str) -> None:
    for second in range(3):
        count_request(user_id, "send", LIMIT, START_MS + second * 1_000)
    with pytest.raises(RateLimited) as refused:
        count_request(user_id, "send", LIMIT, START_MS + 3_001)
    assert refused.value.retry_after_seconds == 57
    count_request(user_id, "send", LIMIT, START_MS + 60_000)


def test_other_accounts_and_operations_are_counted_apart(user_id: str) -> None:
    for _ in range(3):
        count_request(user_id, "send", LIMIT, START_MS)
    count_request(user_id, "flag", LIMIT, START_MS)
    count_request(user_id.replace("usr_", "usr_x"), "send", LIMIT, START_MS)


def test_a_count_lapses_with_its_window(user_id: str) -> None:
    count_request(user_id, "send", LIMIT, START_MS)
    key = RequestCount.key(user_id=user_id, operation_id="send", window=START_MS // 60_000)
    kept = load(RequestCount, key)
    assert kept is not None
    assert (kept.requests, kept.expires_at) == (1, START_MS // 1_000 + 60)


def test_requests_at_once_do_not_slip_through(user_id: str) -> None:
    def attempt(_: int) -> bool:
        try:
            count_request(user_id, "send", LIMIT, START_MS)
        except RateLimited:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(40))) == 3
