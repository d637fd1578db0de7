"""The store of answers by Idempotency-Key: one contract for the table and for the store tests keep in memory."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core.errors import IdempotencyInProgress, IdempotencyKeyReused
from chalicelib.core.idempotency import (
    KEPT_MS,
    LEASE_MS,
    MAX_KEPT_BYTES,
    AnswerStore,
    Run,
    StoredAnswer,
    TableAnswerStore,
)
from tests.conftest import START_MS
from tests.unit.memory_answers import MemoryAnswerStore

ANSWER = StoredAnswer(201, "application/json", b'{"made":1}', {"Retry-After": "1"})


@pytest.fixture(params=["memory", "table"])
def store(request: pytest.FixtureRequest) -> AnswerStore:
    if request.param == "memory":
        return MemoryAnswerStore()
    request.getfixturevalue("table_engine")
    return TableAnswerStore()


@pytest.fixture
def key() -> str:
    return uuid.uuid4().hex[:26]


def begun(store: AnswerStore, key: str, now_ms: int = START_MS) -> Run:
    run = store.begin(key, "body", now_ms)
    assert isinstance(run, Run)
    return run


def test_a_finished_answer_is_given_again_for_a_day(store: AnswerStore, key: str) -> None:
    store.finish(begun(store, key), ANSWER)
    assert store.begin(key, "body", START_MS + KEPT_MS - 1_000) == ANSWER
    begun(store, key, START_MS + KEPT_MS)


def test_another_body_is_refused_whether_running_or_done(store: AnswerStore, key: str) -> None:
    run = begun(store, key)
    with pytest.raises(IdempotencyKeyReused):
        store.begin(key, "other", START_MS)
    store.finish(run, ANSWER)
    with pytest.raises(IdempotencyKeyReused):
        store.begin(key, "other", START_MS)


def test_a_running_request_holds_its_key_until_its_lease_ends(store: AnswerStore, key: str) -> None:
    begun(store, key)
    with pytest.raises(IdempotencyInProgress) as refused:
        store.begin(key, "body", START_MS + LEASE_MS - 1)
    assert refused.value.retry_after_seconds == 1
    begun(store, key, START_MS + LEASE_MS)


def test_a_run_that_was_taken_over_changes_nothing(store: AnswerStore, key: str) -> None:
    slow = begun(store, key)
    second = begun(store, key, START_MS + LEASE_MS)
    store.finish(slow, StoredAnswer(500, "text/plain", b"late"))
    store.release(slow)
    with pytest.raises(IdempotencyInProgress):
        store.begin(key, "body", START_MS + LEASE_MS)
    store.finish(second, ANSWER)
    store.finish(slow, StoredAnswer(500, "text/plain", b"late"))
    assert store.begin(key, "body", START_MS + LEASE_MS) == ANSWER


def test_a_released_key_runs_again_at_once(store: AnswerStore, key: str) -> None:
    store.release(begun(store, key))
    begun(store, key)


def test_an_answer_too_large_to_keep_frees_the_key(table_engine: str, key: str) -> None:
    store = TableAnswerStore()
    store.finish(begun(store, key), StoredAnswer(200, "text/plain", b"x" * (MAX_KEPT_BYTES + 1)))
    begun(store, key)


@pytest.mark.parametrize("at_ms", [START_MS, START_MS + LEASE_MS], ids=["fresh", "take-over"])
def test_of_many_at_once_one_runs(table_engine: str, key: str, at_ms: int) -> None:
    store = TableAnswerStore()
    if at_ms != START_MS:
        begun(store, key)

    def attempt(_: int) -> bool:
        try:
            return isinstance(store.begin(key, "body", at_ms), Run)
        except IdempotencyInProgress:
            return False

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(32))) == 1
