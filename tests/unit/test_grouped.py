"""Many facts in few transactions, and many reads in few requests, on a table that answers by a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from chalicelib.core import dynamodb, grouped, table
from chalicelib.core.idempotency import KeptAnswer
from chalicelib.core.table import Raw

NAME = table.TableItem.Meta.table_name


def group(*keys: str) -> list[Raw]:
    return [Raw((key, "S"), "Put", {"Item": {"pk": {"S": key}, "sk": {"S": "S"}}}) for key in keys]


def cancelled(codes: list[str]) -> ClientError:
    reasons = [{"Code": code} for code in codes]
    error = {"Code": "TransactionCanceledException", "Message": "no"}
    return ClientError({"Error": error, "CancellationReasons": reasons}, "TransactWriteItems")


class Asked:
    """Keeps the keys of each transaction; `refuse` is given them and returns the error to raise, if any."""

    def __init__(self, refuse: Callable[[list[str]], Exception | None] = lambda _: None) -> None:
        self.transactions: list[list[str]] = []
        self._refuse = refuse

    def __call__(self, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        keys = [each["Put"]["Item"]["pk"]["S"] for each in arguments["TransactItems"]]
        assert all(each["Put"]["TableName"] == NAME for each in arguments["TransactItems"])
        assert len(set(keys)) == len(keys) <= table.MAX_TRANSACTION_WRITES
        self.transactions.append(keys)
        error = self._refuse(keys)
        if error is not None:
            raise error
        return {}


def written(asked: Asked, groups: list[list[Raw]], max_groups: int = 10) -> list[bool]:
    with dynamodb.standing_in(asked):
        return grouped.write_groups(groups, max_groups=max_groups)


def test_so_many_groups_as_are_wanted_share_a_transaction() -> None:
    asked = Asked()
    assert written(asked, [group(f"{n}a", f"{n}b") for n in range(5)], max_groups=2) == [True] * 5
    assert [len(keys) for keys in asked.transactions] == [4, 4, 2]


def test_a_transaction_is_never_larger_than_the_table_takes() -> None:
    asked = Asked()
    groups = [group(*(f"{n}-{m}" for m in range(30))) for n in range(4)]
    assert written(asked, groups) == [True] * 4
    assert [len(keys) for keys in asked.transactions] == [90, 30]


def test_groups_that_touch_one_item_do_not_share_a_transaction() -> None:
    asked = Asked()
    assert written(asked, [group("a", "b"), group("c"), group("b", "d")]) == [True] * 3
    assert asked.transactions == [["a", "b", "c"], ["b", "d"]]


def test_who_is_in_the_way_is_taken_out() -> None:
    codes = {"b": "ConditionalCheckFailed", "d": "TransactionConflict"}

    def refuse(keys: list[str]) -> Exception | None:
        blamed = [codes.get(key, "None") for key in keys]
        return cancelled(blamed) if set(blamed) != {"None"} else None

    asked = Asked(refuse)
    assert written(asked, [group("a"), group("b", "x"), group("c"), group("y", "d")]) == [True, False, True, False]
    assert asked.transactions == [["a", "b", "x", "c", "y", "d"], ["a", "c"]]


def test_after_three_rounds_the_rest_goes_alone() -> None:
    asked = Asked(lambda keys: cancelled(["TransactionConflict", *["None"] * (len(keys) - 1)]))
    assert written(asked, [group(key) for key in "abcdef"]) == [False] * 6
    assert asked.transactions == [list("abcdef"), list("bcdef"), list("cdef")]


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ValidationException", "Message": "no"}}, "TransactWriteItems"),
        ConnectionClosedError(endpoint_url="http://table"),
        cancelled(["None"] * 2),
    ],
)
def test_when_nobody_is_blamed_all_go_alone(error: Exception) -> None:
    asked = Asked(lambda _: error)
    assert written(asked, [group("a"), group("b")]) == [False, False]
    assert len(asked.transactions) == 1


def test_nothing_to_write_asks_nothing() -> None:
    asked = Asked()
    assert written(asked, []) == []
    assert asked.transactions == []


# --- reads ------------------------------------------------------------------------------------------------------


def kept(number: int) -> dict[str, Any]:
    pk, sk = KeptAnswer.key(key_id=f"k{number}")
    return {"pk": {"S": pk}, "sk": {"S": sk}, "kind": {"S": "kept_answer"}, "fingerprint": {"S": "f"}}


def keys(count: int) -> list[table.Key]:
    return [KeptAnswer.key(key_id=f"k{number}") for number in range(count)]


def test_reads_that_were_left_over_are_asked_for_again() -> None:
    sizes: list[int] = []

    def answer(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        asked = arguments["RequestItems"][NAME]["Keys"]
        sizes.append(len(asked))
        done, left = asked[:70], asked[70:]
        items = [kept(int(key["pk"]["S"].split("#k")[1])) for key in done]
        return {"Responses": {NAME: items}, "UnprocessedKeys": {NAME: {"Keys": left}} if left else {}}

    with dynamodb.standing_in(answer):
        found = table.load_many(keys(150) * 2)
    assert set(found) == set(keys(150))
    assert sizes == [100, 80, 10]


def test_a_table_that_never_answers_reads_is_busy() -> None:
    slept: list[float] = []

    def answer(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"Responses": {}, "UnprocessedKeys": {NAME: {"Keys": arguments["RequestItems"][NAME]["Keys"]}}}

    with dynamodb.standing_in(answer), pytest.raises(table.TableBusy):
        table.load_many(keys(3), sleep=slept.append)
    assert len(slept) == table.MAX_ATTEMPTS - 1
