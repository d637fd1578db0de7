"""The table engine in memory against the emulator: the same requests, the same answers, refusals and final items.

Where the emulator is known to differ from AWS the engine follows AWS, and the difference has a test of its own below.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.simulation import operations
from tests.simulation.operations import CREATE_TABLE, PARTITIONS, TABLE, Request
from tests.simulation.table_engine.engine import TableEngine
from tests.simulation.table_engine.errors import TableError

Outcome = tuple[str, Any]
_PAGES = 6
_examples = itertools.count()


@pytest.fixture(scope="module")
def emulator(table_engine: str) -> Iterator[Any]:
    """The emulator's API as botocore's client, with the table that the requests name."""
    client = botocore.session.get_session().create_client("dynamodb", endpoint_url=table_engine)
    client.create_table(**CREATE_TABLE)
    yield client
    client.delete_table(TableName=TABLE)
    client.close()


def twin() -> TableEngine:
    engine = TableEngine(lambda: 0)
    engine.call("CreateTable", CREATE_TABLE)
    return engine


def ask_twin(engine: TableEngine, request: Request) -> Outcome:
    try:
        return "answer", canonical(engine.call(*request))
    except TableError as error:
        return refusal(error.code, error.answer)


def ask_emulator(client: Any, request: Request) -> Outcome:
    operation, arguments = request
    try:
        return "answer", canonical(client._make_api_call(operation, arguments))
    except ClientError as error:
        return refusal(error.response["Error"]["Code"], error.response)


def refusal(code: str, answer: dict[str, Any]) -> Outcome:
    reasons = [(reason["Code"], canonical(reason.get("Item"))) for reason in answer.get("CancellationReasons", ())]
    return code, (reasons, canonical(answer.get("Item")))


def canonical(answer: Any) -> Any:
    """An answer without what is no part of its meaning: the order of sets and of a batch, empty parts, bookkeeping."""
    if isinstance(answer, dict):
        left_out = ("ResponseMetadata", "ConsumedCapacity", "UnprocessedKeys")
        kept = {name: canonical(each) for name, each in answer.items() if name not in left_out}
        if "Responses" in kept and isinstance(kept["Responses"], dict):
            kept["Responses"] = {name: sorted(them, key=repr) for name, them in kept["Responses"].items()}
        for kind in ("NS", "SS", "BS"):
            if kind in kept and isinstance(kept[kind], list):
                kept[kind] = sorted(kept[kind])
        return kept
    if isinstance(answer, list):
        return [canonical(each) for each in answer]
    return answer


def apart(value: Any, name: str) -> Any:
    """A request whose partitions, of the table and of its indexes, are those of one example alone."""
    if isinstance(value, dict):
        return {
            key: {"S": f"{name}.{each['S']}"}
            if key in ("pk", "g_pk", "k_pk", "d_pk") and "S" in each
            else apart(each, name)
            for key, each in value.items()
        }
    return [apart(each, name) for each in value] if isinstance(value, list) else value


def apart_request(request: Request, name: str) -> Request:
    operation, arguments = request
    moved = apart(arguments, name)
    if operation == "Query":
        values = dict(moved["ExpressionAttributeValues"])
        values[":v0"] = {"S": f"{name}.{values[':v0']['S']}"}
        moved["ExpressionAttributeValues"] = values
    return operation, moved


@settings(
    max_examples=120,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(sent=st.lists(operations.requests, min_size=1, max_size=25))
def test_same_answers(emulator: Any, sent: list[Request]) -> None:
    name, engine = f"e{next(_examples)}", twin()
    for request in sent:
        moved = apart_request(request, name)
        assert ask_twin(engine, moved) == ask_emulator(emulator, moved), moved
    for partition in PARTITIONS:
        everything = {
            "TableName": TABLE,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": f"{name}.{partition}"}},
        }
        assert ask_twin(engine, ("Query", everything)) == ask_emulator(emulator, ("Query", everything))


@settings(max_examples=60, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    put=st.lists(operations.items(), min_size=1, max_size=12),
    asked=st.one_of(operations.queries(), operations.due_queries()),
)
def test_same_pages(emulator: Any, put: list[dict[str, Any]], asked: Request) -> None:
    """Reading on from page to page gives all items once, in the same order, from both."""
    name, engine = f"p{next(_examples)}", twin()
    for item in put:
        request = apart_request(("PutItem", {"TableName": TABLE, "Item": item}), name)
        assert ask_twin(engine, request) == ask_emulator(emulator, request)
    query = apart_request(asked, name)
    assert all_pages(lambda request: ask_twin(engine, request), query) == all_pages(
        lambda request: ask_emulator(emulator, request), query
    )


def all_pages(ask: Any, query: Request) -> list[Any]:
    operation, arguments = query
    found: list[Any] = []
    start = None
    for _ in range(_PAGES * 3):
        _, answer = ask((operation, arguments | ({"ExclusiveStartKey": start} if start else {})))
        found += answer["Items"]
        start = answer.get("LastEvaluatedKey")
        if start is None:
            return found
    raise AssertionError("the pages do not end")


KEY = {"pk": {"S": "v"}, "sk": {"S": "1"}}
ITEM = KEY | {"n": {"N": "1"}, "s": {"S": "a"}, "l": {"L": [{"N": "1"}]}}
HASH = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "v"}}}


def update(text: str, **values: dict[str, Any]) -> Request:
    given = {f":{name}": value for name, value in values.items()}
    arguments = {"TableName": TABLE, "Key": KEY, "UpdateExpression": text}
    return "UpdateItem", arguments | ({"ExpressionAttributeValues": given} if given else {})


def put(item: dict[str, Any], **more: Any) -> Request:
    return "PutItem", {"TableName": TABLE, "Item": item, **more}


def query(**more: Any) -> Request:
    return "Query", {"TableName": TABLE, **HASH, **more}


ONE, TEXT, FLAG = {"N": "1"}, {"S": "a"}, {"BOOL": True}
REFUSED_BY_BOTH: dict[str, Request] = {
    "empty partition key": put(KEY | {"pk": {"S": ""}}),
    "empty sort key": put(KEY | {"sk": {"S": ""}}),
    "no sort key": put({"pk": {"S": "v"}}),
    "key of a wrong type": put(KEY | {"sk": ONE}),
    "get by half a key": ("GetItem", {"TableName": TABLE, "Key": {"pk": {"S": "v"}}}),
    "get by more than the key": ("GetItem", {"TableName": TABLE, "Key": KEY | {"n": ONE}}),
    "index key of a wrong type": put(KEY | {"g_pk": ONE}),
    "empty set": put(KEY | {"n": {"NS": []}}),
    "syntax": put(KEY, ConditionExpression="attribute_exists(pk"),
    "unknown function": put(KEY, ConditionExpression="exists(pk)"),
    "reserved word": put(KEY, ConditionExpression="attribute_exists(state)"),
    "undefined value": put(KEY, ConditionExpression="n = :nothing"),
    "undefined name": put(KEY, ConditionExpression="attribute_exists(#nothing)"),
    "unused value": put(KEY, ConditionExpression="attribute_exists(pk)", ExpressionAttributeValues={":v": ONE}),
    "unused name": put(KEY, ConditionExpression="attribute_exists(pk)", ExpressionAttributeNames={"#x": "x"}),
    "update of a key": update("SET sk = :v", v=TEXT),
    "sum of nothing": update("SET n = nothing + :v", v=ONE),
    "path into nothing": update("SET nothing.x = :v", v=ONE),
    "ADD to text": update("ADD s :v", v=ONE),
    "BETWEEN from high to low": put(
        KEY, ConditionExpression="n BETWEEN :a AND :b", ExpressionAttributeValues={":a": {"N": "2"}, ":b": ONE}
    ),
    "empty key of an index": put(KEY | {"g_pk": {"S": ""}, "g_sk": TEXT}),
    "names without an expression": put(KEY, ExpressionAttributeNames={"#x": "x"}),
    "query without hash key": (
        "Query",
        {
            "TableName": TABLE,
            "KeyConditionExpression": "sk = :sk",
            "ExpressionAttributeValues": {":sk": {"S": "1"}},
        },
    ),
    "strong read of an index": (
        "Query",
        {
            "TableName": TABLE,
            "IndexName": "all",
            "ConsistentRead": True,
            "KeyConditionExpression": "g_pk = :g",
            "ExpressionAttributeValues": {":g": TEXT},
        },
    ),
    "no such index": query(IndexName="none"),
    "an item twice in a transaction": (
        "TransactWriteItems",
        {"TransactItems": [{"Put": {"TableName": TABLE, "Item": KEY}}, {"Delete": {"TableName": TABLE, "Key": KEY}}]},
    ),
    "a key twice in a batch": ("BatchGetItem", {"RequestItems": {TABLE: {"Keys": [KEY, KEY]}}}),
    "101 writes": (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"TableName": TABLE, "Item": KEY | {"sk": {"S": str(number)}}}} for number in range(101)
            ]
        },
    ),
    "no such table": ("GetItem", {"TableName": "nothing", "Key": KEY}),
}
REFUSED_BY_AWS_ALONE: dict[str, Request] = {
    "sum of text": update("SET n = s + :v", v=ONE),
    "append to no list": update("SET l = list_append(n, :v)", v={"L": [ONE]}),
    "a verb twice": update("SET n = :v SET s = :v", v=ONE),
    "overlapping paths": update("SET n = :v REMOVE n", v=ONE),
    "a path within another": update("SET l = :v REMOVE l[0]", v=ONE),
    "filter on a key": query(FilterExpression="begins_with(sk, :pk)"),
    "order of a flag": put(KEY, ConditionExpression="n < :v", ExpressionAttributeValues={":v": FLAG}),
}
"""What AWS refuses as a request and the emulator does not. The engine follows AWS, so that no code relies on it."""


@pytest.mark.parametrize("request_", REFUSED_BY_BOTH.values(), ids=REFUSED_BY_BOTH)
def test_refused_requests(emulator: Any, request_: Request) -> None:
    engine = twin()
    for ask in (lambda request: ask_twin(engine, request), lambda request: ask_emulator(emulator, request)):
        ask(put(ITEM))
        code, _ = ask(request_)
        assert code in ("ValidationException", "ResourceNotFoundException"), code


@pytest.mark.parametrize("request_", REFUSED_BY_AWS_ALONE.values(), ids=REFUSED_BY_AWS_ALONE)
def test_known_deviations_of_the_emulator(emulator: Any, request_: Request) -> None:
    engine = twin()
    engine.call(*put(ITEM))
    ask_emulator(emulator, put(ITEM))
    assert ask_twin(engine, request_)[0] == "ValidationException"
    assert ask_emulator(emulator, request_)[0] != "ValidationException"


# --- what the emulator cannot show: readers that come after, request tokens, segments ---


def test_indexes_and_weak_reads_may_lag() -> None:
    lag = [0]
    engine = TableEngine(lambda: 0, lag=lambda: lag[0])
    engine.call("CreateTable", CREATE_TABLE)
    listed = {
        "TableName": TABLE,
        "IndexName": "keys",
        "KeyConditionExpression": "k_pk = :k",
        "ExpressionAttributeValues": {":k": {"S": "k"}},
    }
    engine.call(*put(KEY | {"k_pk": {"S": "k"}, "k_sk": {"S": "1"}, "n": ONE}))
    lag[0] = 1
    engine.call(*update("SET n = :v REMOVE k_pk", v={"N": "2"}))
    weak = {"TableName": TABLE, "Key": KEY}
    assert engine.call("GetItem", weak)["Item"]["n"] == ONE
    assert engine.call("GetItem", weak | {"ConsistentRead": True})["Item"]["n"] == {"N": "2"}
    assert engine.call("Query", listed)["Count"] == 1
    lag[0] = 0
    assert engine.call("Query", listed)["Count"] == 0


def test_a_request_token_is_remembered_for_ten_minutes() -> None:
    now = [0]
    engine = TableEngine(lambda: now[0])
    engine.call("CreateTable", CREATE_TABLE)
    more = {"TableName": TABLE, "Key": KEY, "UpdateExpression": "ADD n :v", "ExpressionAttributeValues": {":v": ONE}}
    sent = {"TransactItems": [{"Update": more}], "ClientRequestToken": "t"}
    for _ in range(2):
        engine.call("TransactWriteItems", sent)
    assert engine.call("GetItem", {"TableName": TABLE, "Key": KEY})["Item"]["n"] == ONE
    other = {"TransactItems": [{"Delete": {"TableName": TABLE, "Key": KEY}}], "ClientRequestToken": "t"}
    assert ask_twin(engine, ("TransactWriteItems", other))[0] == "IdempotentParameterMismatchException"
    now[0] = 10 * 60_000
    engine.call("TransactWriteItems", sent)
    assert engine.call("GetItem", {"TableName": TABLE, "Key": KEY})["Item"]["n"] == {"N": "2"}


def test_segments_hold_every_item_once() -> None:
    engine = twin()
    wanted = {(f"p{number % 7}", str(number)) for number in range(40)}
    for pk, sk in wanted:
        engine.call(*put({"pk": {"S": pk}, "sk": {"S": sk}}))
    found = []
    for segment in range(3):
        asked = {"TableName": TABLE, "Segment": segment, "TotalSegments": 3, "Limit": 4}
        found += all_pages(lambda request: ask_twin(engine, request), ("Scan", asked))
    assert sorted((item["pk"]["S"], item["sk"]["S"]) for item in found) == sorted(wanted)
