"""The port to the table: signatures as botocore makes them, and what becomes of answers that are no good."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials, ReadOnlyCredentials
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, HTTPClientError
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import dynamodb
from chalicelib.core.dynamodb import HttpEngine
from chalicelib.core.signing import Signer
from tests.emulator import ROOT, free_port

words = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789/+=", min_size=1, max_size=60)


@given(words, words, st.none() | words, st.binary(max_size=200), st.sampled_from(["us-east-1", "eu-central-1"]))
def test_signatures_are_those_of_botocore(
    access_key: str, secret_key: str, token: str | None, body: bytes, region: str
) -> None:
    host = f"dynamodb.{region}.amazonaws.com"
    timestamp = "20261125T170944Z"
    signed = Signer("dynamodb", region, host).headers(
        ReadOnlyCredentials(access_key, secret_key, token),
        timestamp,
        "DynamoDB_20120810.GetItem",
        "application/x",
        body,
    )
    unsigned = {name: signed[name] for name in ("content-type", "x-amz-target")}
    request = AWSRequest("POST", f"https://{host}/", headers=unsigned, data=body)
    request.context["timestamp"] = timestamp
    auth = SigV4Auth(Credentials(access_key, secret_key, token), "dynamodb", region)
    request.headers["X-Amz-Date"] = timestamp
    if token is not None:
        request.headers["X-Amz-Security-Token"] = token
    canonical = auth.canonical_request(request)
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    names = auth.signed_headers(auth.headers_to_sign(request))
    assert signed["authorization"].endswith(f"SignedHeaders={names}, Signature={signature}")
    assert f"Credential={auth.scope(request)}," in signed["authorization"]


def test_a_signer_follows_new_credentials_and_days() -> None:
    signer = Signer("dynamodb", "us-east-1", "host")
    old, new = ReadOnlyCredentials("a", "old", None), ReadOnlyCredentials("a", "new", None)

    def signature(credentials: ReadOnlyCredentials, timestamp: str, by: Signer) -> str:
        return by.headers(credentials, timestamp, "T", "c", b"")["authorization"]

    for credentials, timestamp in [(old, "20261125T235959Z"), (new, "20261125T235959Z"), (new, "20261126T000000Z")]:
        fresh = Signer("dynamodb", "us-east-1", "host")
        assert signature(credentials, timestamp, signer) == signature(credentials, timestamp, fresh)


@pytest.mark.parametrize(
    ("region", "environment", "endpoint"),
    [
        ("us-east-1", {}, "https://dynamodb.us-east-1.amazonaws.com"),
        ("cn-north-1", {}, "https://dynamodb.cn-north-1.amazonaws.com.cn"),
        ("us-east-1", {"AWS_ENDPOINT_URL": "http://127.0.0.1:8003/"}, "http://127.0.0.1:8003"),
        ("us-east-1", {"AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_DYNAMODB": "http://b"}, "http://b"),
    ],
)
def test_endpoints(region: str, environment: dict[str, str], endpoint: str) -> None:
    assert dynamodb.endpoint_of(region, environment) == endpoint


class Script:
    """A server that answers by a script: a status and a body, bytes to send as they are, or None to hang up."""

    def __init__(self, *steps: tuple[int, object] | bytes | None) -> None:
        self.steps = list(steps)
        self.requests: list[tuple[str, Any]] = []
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                script.requests.append((self.headers["x-amz-target"], json.loads(body)))
                step = script.steps.pop(0)
                if step is None:
                    self.close_connection = True
                    return
                status, answer = step if isinstance(step, tuple) else (200, {})
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                checksum = zlib.crc32(content) if isinstance(step, tuple) else 1
                self.send_response(status)
                self.send_header("content-length", str(len(content)))
                self.send_header("x-amz-crc32", str(checksum))
                self.send_header("x-amzn-RequestId", "request-1")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def engine_of(script: Script) -> Iterator[tuple[HttpEngine, list[float]]]:
    thread = threading.Thread(target=script.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    slept: list[float] = []
    engine = HttpEngine("us-east-1", script.url, sleep=slept.append)
    try:
        yield engine, slept
    finally:
        engine.close()
        script.server.shutdown()
        thread.join()
        script.server.server_close()


THROTTLED = (400, {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "message": "slow down"})


@pytest.mark.parametrize("trouble", [THROTTLED, (500, b"<html>"), (503, {}), None, b"a wrong checksum"])
def test_passing_trouble_is_tried_again(trouble: tuple[int, object] | bytes | None) -> None:
    script = Script(trouble, trouble, (200, {"Item": {"n": {"N": "1"}}}))
    with engine_of(script) as (engine, slept):
        assert engine("GetItem", {"Key": {"pk": {"S": "ä"}}}) == {"Item": {"n": {"N": "1"}}}
    assert script.requests == [("DynamoDB_20120810.GetItem", {"Key": {"pk": {"S": "ä"}}})] * 3
    assert len(slept) == 2


def test_endless_throttling_is_the_tables_error() -> None:
    with engine_of(Script(THROTTLED, THROTTLED, THROTTLED)) as (engine, _), pytest.raises(ClientError) as raised:
        engine("PutItem", {})
    assert raised.value.response["Error"] == {"Code": "ThrottlingException", "Message": "slow down"}


@pytest.mark.parametrize(("trouble", "error"), [(None, ConnectionClosedError), (b"", HTTPClientError)])
def test_endless_trouble_is_a_broken_connection(trouble: bytes | None, error: type[Exception]) -> None:
    with engine_of(Script(trouble, trouble, trouble)) as (engine, _), pytest.raises(error):
        engine("PutItem", {})


def test_nobody_there() -> None:
    engine = HttpEngine("us-east-1", f"http://127.0.0.1:{free_port()}", sleep=lambda _seconds: None)
    with pytest.raises(EndpointConnectionError):
        engine("GetItem", {})


def test_a_refusal_is_not_repeated_and_says_why() -> None:
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "no"}]
    body = {"__type": "x#TransactionCanceledException", "Message": "cancelled", "CancellationReasons": reasons}
    script = Script((400, body))
    with engine_of(script) as (engine, _), pytest.raises(ClientError) as raised:
        engine("TransactWriteItems", {})
    response = raised.value.response
    assert response["Error"] == {"Code": "TransactionCanceledException", "Message": "cancelled"}
    assert response["CancellationReasons"] == reasons
    assert response["ResponseMetadata"]["RequestId"] == "request-1"
    assert len(script.requests) == 1


def test_engines_stand_in_and_around() -> None:
    seen: list[str] = []

    def see(operation: str, arguments: dict[str, Any], go_on: dynamodb.Engine) -> dict[str, Any]:
        seen.append(operation)
        return go_on(operation, arguments)

    with dynamodb.standing_in(lambda operation, arguments: {"asked": operation} | arguments):
        with dynamodb.around(see):
            assert dynamodb.call("GetItem", {"a": 1}) == {"asked": "GetItem", "a": 1}
        assert dynamodb.call("PutItem", {}) == {"asked": "PutItem"}
    assert seen == ["GetItem"]


def test_each_call_is_a_subsegment_of_the_trace() -> None:
    code = """
from aws_xray_sdk import global_sdk_config
from aws_xray_sdk.core import xray_recorder
from chalicelib.core import dynamodb, observability
sent = []
class Emitter:
    def send_entity(self, entity): sent.append(entity)
    def set_daemon_address(self, address): pass
    stop = None
observability.make_tracer()
global_sdk_config.set_sdk_enabled(True)  # Powertools switches it off outside of Lambda
xray_recorder.configure(sampling=False, emitter=Emitter(), streaming_threshold=1_000)
dynamodb._http_engine = lambda operation, arguments: {"Item": {}}
with xray_recorder.in_segment("test"):
    dynamodb.call("GetItem", {"TableName": "soulseer", "Key": {}})
(segment,) = sent
(call,) = segment.subsegments
print(call.name, call.namespace, call.aws["operation"], call.aws["table_name"])
"""
    environment = {name: value for name, value in os.environ.items() if name != "POWERTOOLS_TRACE_DISABLED"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "dynamodb aws GetItem soulseer\n"
