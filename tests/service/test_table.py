"""core/table on the real table engine: conditions, transactions, refusals in the caller's order, retries."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from chalicelib.core import dynamodb, table
from chalicelib.core.ids import new_id
from chalicelib.core.table import Check, Delete, IntegerAttribute, KeyTemplate, Put, TableItem, Update

pytestmark = pytest.mark.usefixtures("table_engine")


class Counter(TableItem, discriminator="test_counter"):
    key = KeyTemplate("COUNTER#{counter_id}", "COUNTER")
    value = IntegerAttribute(default=0)


class Taken(Exception):
    pass


class TooLow(Exception):
    pass


def counter(value: int = 0) -> Counter:
    pk, sk = Counter.key(counter_id=new_id("tst", 1))
    return Counter(pk, sk, value=value)


def stored(item: Counter) -> Counter:
    table.write(Put(item))
    return item


def value_of(item: Counter) -> int | None:
    found = table.load(Counter, (item.pk, item.sk))
    return None if found is None else found.value


def test_put_refuses_to_replace() -> None:
    item = stored(counter(1))
    with pytest.raises(Taken):
        table.write(Put(Counter(item.pk, item.sk, value=2), refused=Taken))
    assert value_of(item) == 1


def test_update_never_creates() -> None:
    item = counter()
    with pytest.raises(table.Refused):
        table.write(Update(item, [Counter.value.set(5)]))
    assert value_of(item) is None


def test_transaction_is_all_or_nothing() -> None:
    first, second = stored(counter(5)), stored(counter(0))
    with pytest.raises(TooLow):
        table.transact(
            Update(first, [Counter.value.set(6)]),
            Update(second, [Counter.value.set(1)], Counter.value >= 1, refused=TooLow),
        )
    assert (value_of(first), value_of(second)) == (5, 0)


def test_first_named_refusal_wins_whatever_order_is_sent() -> None:
    existing, low = stored(counter(5)), stored(counter(0))
    duplicate = Put(Counter(existing.pk, existing.sk), refused=Taken)
    too_low = Update(low, [Counter.value.set(1)], Counter.value >= 1, refused=TooLow)
    with pytest.raises(Taken):
        table.transact(duplicate, too_low)
    with pytest.raises(TooLow):
        table.transact(too_low, duplicate)


def test_check_and_delete_take_part() -> None:
    guard, gone = stored(counter(1)), stored(counter(1))
    with pytest.raises(TooLow):
        table.transact(Check(Counter, (guard.pk, guard.sk), Counter.value > 1, refused=TooLow), Delete(gone))
    assert value_of(gone) == 1
    table.transact(Check(Counter, (guard.pk, guard.sk), Counter.value == 1), Delete(gone))
    assert value_of(gone) is None


def test_an_item_is_touched_once() -> None:
    item = counter()
    with pytest.raises(ValueError, match="only once"):
        table.transact(Put(item), Put(item))


def test_sixteen_threads_lose_no_increment() -> None:
    item = stored(counter(0))

    def increment(_: int) -> bool:
        for _attempt in range(200):
            now = value_of(item)
            assert now is not None
            try:
                table.transact(Update(item, [Counter.value.set(now + 1)], Counter.value == now, refused=TooLow))
                return True
            except TooLow:
                continue
        return False

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(increment, range(64)))
    assert value_of(item) == 64


def conflict(code: str) -> ClientError:
    reasons = [{"Code": code}]
    error = {"Code": "TransactionCanceledException", "Message": code}
    return ClientError({"Error": error, "CancellationReasons": reasons}, "TransactWriteItems")


@contextmanager
def failing(errors: list[Exception]) -> Iterator[list[str]]:
    """Let transactions fail with `errors` before the table takes one; yields the tokens that were sent."""
    tokens: list[str] = []

    def fail(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        if operation == "TransactWriteItems":
            tokens.append(arguments["ClientRequestToken"])
            if errors:
                raise errors.pop(0)
        return go_on(operation, arguments)

    with dynamodb.around(fail):
        yield tokens


def test_passing_trouble_is_retried_with_one_token() -> None:
    item, slept = stored(counter(0)), []
    trouble = [
        conflict("TransactionConflict"),
        conflict("ThrottlingError"),
        ConnectionClosedError(endpoint_url="http://table"),
    ]
    with failing(trouble) as tokens:
        table.transact(Update(item, [Counter.value.set(1)]), sleep=slept.append)
    assert value_of(item) == 1
    assert len(tokens) == 4
    assert len(set(tokens)) == 1
    assert len(slept) == 3


def test_endless_conflict_becomes_table_busy() -> None:
    item = stored(counter(0))
    endless: list[Exception] = [conflict("TransactionConflict") for _ in range(table.MAX_ATTEMPTS)]
    with failing(endless), pytest.raises(table.TableBusy):
        table.transact(Update(item, [Counter.value.set(1)]), sleep=lambda _seconds: None)
    assert value_of(item) == 0


def test_a_reason_that_cannot_pass_is_not_retried() -> None:
    item = stored(counter(0))
    with failing([conflict("ValidationError")]) as tokens, pytest.raises(table.CorruptItem, match="ValidationError"):
        table.transact(Update(item, [Counter.value.set(1)]))
    assert len(tokens) == 1


def test_keys_refuse_forged_parts() -> None:
    for part in ("", "a#b"):
        with pytest.raises(ValueError, match="counter_id"):
            Counter.key(counter_id=part)


def test_integers_only() -> None:
    for wrong in (1.0, True, "1"):
        with pytest.raises(TypeError):
            table.write(Put(Counter("COUNTER#x", "COUNTER", value=wrong)))


def test_query_pages() -> None:
    class Line(TableItem, discriminator="test_line"):
        key = KeyTemplate("LINES#{owner_id}", "LINE#{seq:04d}")

    owner = new_id("tst", 2)
    for seq in range(5):
        table.write(Put(Line(*Line.key(owner_id=owner, seq=seq))))
    pk = Line.key.pk_of(owner_id=owner)
    first = table.query(Line, pk, limit=3, newest_first=True)
    assert [item.sk for item in first.items] == ["LINE#0004", "LINE#0003", "LINE#0002"]
    rest = table.query(Line, pk, limit=3, newest_first=True, start_key=first.next_key)
    assert [item.sk for item in rest.items] == ["LINE#0001", "LINE#0000"]
    assert rest.next_key is None
