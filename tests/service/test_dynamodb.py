"""Both ways to the table, ours and botocore's, give the same answers and the same refusals."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.core import dynamodb, table
from chalicelib.core.ids import new_id
from tests.conftest import START_MS
from tests.load.bench.engine import raw_client

NAME = table.TableItem.Meta.table_name


def item(pk: str, **attributes: Any) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": "ITEM"}, "kind": {"S": "test"}} | attributes


def key(pk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": "ITEM"}}


def put(pk: str, **more: Any) -> dict[str, Any]:
    return {"TableName": NAME, "Item": item(pk)} | more


def calls(pk: str) -> list[tuple[str, dict[str, Any]]]:
    """Requests of every kind: writes first, then reads of what was written, then refusals."""
    new = "attribute_not_exists(pk)"
    query = {
        "TableName": NAME,
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": {"S": pk}},
    }
    return [
        ("PutItem", put(pk) | {"Item": item(pk, text={"S": "ä☃"}, list={"L": [{"N": "1"}, {"NULL": True}]})}),
        ("GetItem", {"TableName": NAME, "Key": key(pk), "ConsistentRead": True}),
        ("GetItem", {"TableName": NAME, "Key": key("nobody")}),
        ("BatchGetItem", {"RequestItems": {NAME: {"Keys": [key(pk), key("nobody")]}}}),
        ("Query", query),
        ("PutItem", put(pk, ConditionExpression=new)),
        (
            "TransactWriteItems",
            {"TransactItems": [{"Put": put(f"{pk}-2")}, {"Put": put(pk, ConditionExpression=new)}]},
        ),
        ("UpdateItem", {"TableName": NAME, "Key": key(pk), "UpdateExpression": "SET broken"}),
        ("GetItem", {"TableName": "no-such-table", "Key": key(pk)}),
    ]


def outcome(call: Any, arguments: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    try:
        answer = call(*arguments)
    except ClientError as error:
        answer = error.response | {"operation": error.operation_name}
        answer.pop("message", None)  # botocore keeps the words twice
        answer.pop("Message", None)
    answer.pop("ResponseMetadata", None)
    return answer


@pytest.mark.usefixtures("table_engine")
def test_answers_and_refusals_are_botocores() -> None:
    pk = f"TEST#{new_id('tst', START_MS)}"
    client = raw_client()
    for arguments in calls(pk):
        assert outcome(dynamodb.call, arguments) == outcome(client._make_api_call, arguments), arguments
