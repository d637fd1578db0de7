"""The port to DynamoDB: every call of the table, PynamoDB's own included, goes through `call`.

How to stand in for the table
=============================
An engine is any function `(operation, arguments) -> answer`: the operation by its name in DynamoDB's API, arguments
and answer as its protocol has them (`{"Key": {"pk": {"S": …}}}`, bytes as text in base 64). It raises
`botocore.exceptions.ClientError` for what DynamoDB refuses, its `response` with `Error` (`Code`, `Message`) and, for a
cancelled transaction, `CancellationReasons` (one for each write in the order sent, `{"Code": "None"}` where there is
nothing to say). A broken connection or a timeout is another `botocore.exceptions.BotoCoreError`, such as
`ConnectionClosedError`. A test puts its engine in the place of the real one, or around it:

    with dynamodb.standing_in(engine):              # an in-process table, a fault injector …
        …
    with dynamodb.around(lambda operation, arguments, go_on: go_on(operation, arguments)):  # a recorder, a meter …
        …

The engine of a process is `HttpEngine` unless told otherwise. Why it is not botocore's client: docs/decisions/0011.
"""

from __future__ import annotations

import os
import random
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import botocore.session
import msgspec
import urllib3
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    ReadTimeoutError,
)
from botocore.exceptions import (
    ConnectionError as NoConnection,
)
from botocore.httpsession import get_cert_path
from urllib3 import exceptions as http

from chalicelib.core.signing import Signer

Engine = Callable[[str, dict[str, Any]], dict[str, Any]]
Around = Callable[[str, dict[str, Any], Engine], dict[str, Any]]

CONNECT_SECONDS: Final = 2
READ_SECONDS: Final = 5
MAX_ATTEMPTS: Final = 3
"""How often a request is sent that met a broken connection, throttling or a failure of the service."""
MAX_CONNECTIONS: Final = 32
_BACKOFF_SECONDS = 0.05
_PASSING_STATUSES = frozenset({500, 502, 503, 504})
_PASSING_ERRORS = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)
_API = "DynamoDB_20120810."
_CONTENT_TYPE = "application/x-amz-json-1.0"


def call(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Ask the table. The one function through which every call of this process goes.

    Raises:
        botocore.exceptions.ClientError: the table refused.
        botocore.exceptions.BotoCoreError: no answer came, in any attempt; a write may have happened.
    """
    return _engine(operation, arguments)


@contextmanager
def standing_in(engine: Engine) -> Iterator[Engine]:
    """Put `engine` in the place of the process's engine, for all threads; yields the one it replaces."""
    global _engine
    usual, _engine = _engine, engine
    try:
        yield usual
    finally:
        _engine = usual


@contextmanager
def around(wrapper: Around) -> Iterator[None]:
    """Let `wrapper(operation, arguments, go_on)` see every call and its answer; `go_on` lets it happen."""
    inner = _engine
    with standing_in(lambda operation, arguments: wrapper(operation, arguments, inner)):
        yield


def wrap(wrapper: Around) -> None:
    """Let `wrapper` see every call for the life of the process, as `around` does."""
    global _engine
    inner = _engine
    _engine = lambda operation, arguments: wrapper(operation, arguments, inner)  # noqa: E731 - as in `around`


class HttpEngine:
    """Speaks DynamoDB's JSON protocol over kept-alive connections. Safe to use from several threads.

    Requests are signed with botocore's credentials, which it refreshes when they run out. Broken connections,
    timeouts, throttling and failures of the service are tried again with jitter; a conditional write whose answer was
    lost may then be refused though it happened, as with every client.
    """

    def __init__(self, region: str, endpoint: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
        address = urlsplit(endpoint)
        self._endpoint = endpoint
        self._sleep = sleep
        self._signer = Signer("dynamodb", region, address.netloc)
        self._credentials = botocore.session.get_session().get_credentials()
        if self._credentials is None:
            raise NoCredentialsError
        trusted = os.environ.get("AWS_CA_BUNDLE") or get_cert_path(True)
        settings: dict[str, Any] = {"ca_certs": trusted} if address.scheme == "https" else {}
        self._pool = urllib3.connection_from_url(
            endpoint,
            maxsize=MAX_CONNECTIONS,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=False,
            **settings,
        )

    def __call__(self, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """See `call`."""
        body = msgspec.json.encode(arguments)
        attempt = 1
        while True:
            try:
                status, headers, content = self._send(operation, body)
                if status < 300:
                    answer: dict[str, Any] = msgspec.json.decode(content)
                    return answer
                error = _refusal(operation, status, headers, content)
                if not is_passing(error):
                    raise error
                failure: Exception = error
            except (HTTPClientError, NoConnection) as broken:
                failure = broken
            if attempt == MAX_ATTEMPTS:
                raise failure
            self._sleep(random.uniform(0, _BACKOFF_SECONDS * 2**attempt))  # noqa: S311 - jitter
            attempt += 1

    def close(self) -> None:
        """Close the connections that are kept."""
        self._pool.close()

    def _send(self, operation: str, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
        timestamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        headers = self._signer.headers(
            self._credentials.get_frozen_credentials(), timestamp, _API + operation, _CONTENT_TYPE, body
        )
        headers["accept-encoding"] = "identity"
        try:
            answer = self._pool.urlopen("POST", "/", body=body, headers=headers, redirect=False, decode_content=False)
        except http.ReadTimeoutError as error:
            raise ReadTimeoutError(endpoint_url=self._endpoint, error=error) from error
        except http.NewConnectionError as error:  # in some releases of urllib3 a kind of the next one
            raise EndpointConnectionError(endpoint_url=self._endpoint, error=error) from error
        except http.ConnectTimeoutError as error:
            raise ConnectTimeoutError(endpoint_url=self._endpoint, error=error) from error
        except http.ProtocolError as error:
            raise ConnectionClosedError(endpoint_url=self._endpoint, error=error) from error
        except http.HTTPError as error:
            raise HTTPClientError(error=error) from error
        checksum = answer.headers.get("x-amz-crc32")
        if checksum is not None and int(checksum) != zlib.crc32(answer.data):
            raise HTTPClientError(error="the answer's checksum is wrong")
        return answer.status, answer.headers, answer.data


def is_passing(error: ClientError) -> bool:
    """Whether the table refused because it cannot answer now: throttling, or a failure of the service."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return status in _PASSING_STATUSES or error.response.get("Error", {}).get("Code") in _PASSING_ERRORS


def endpoint_of(region: str, environment: Mapping[str, str]) -> str:
    """Where DynamoDB is: what the environment names, as for every AWS client, else the region's address."""
    named = environment.get("AWS_ENDPOINT_URL_DYNAMODB") or environment.get("AWS_ENDPOINT_URL")
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return (named or f"https://dynamodb.{region}.{suffix}").rstrip("/")


def region_of(environment: Mapping[str, str]) -> str:
    """The region of the table."""
    return environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1"


def _refusal(operation: str, status: int, headers: Mapping[str, str], content: bytes) -> ClientError:
    """The error that an answer means, in the form botocore gives it."""
    try:
        body = msgspec.json.decode(content) if content else {}
    except msgspec.DecodeError:
        body = {}
    told = body if isinstance(body, dict) else {}
    code = str(told.get("__type") or status).rpartition("#")[2]
    response = {
        "Error": {"Code": code, "Message": told.get("message") or told.get("Message") or ""},
        "ResponseMetadata": {
            "RequestId": headers.get("x-amzn-requestid", ""),
            "HTTPStatusCode": status,
            "HTTPHeaders": {name.lower(): value for name, value in headers.items()},
        },
    }
    if "CancellationReasons" in told:
        response["CancellationReasons"] = told["CancellationReasons"]
    return ClientError(response, operation)


_making = threading.Lock()
_http_engine: HttpEngine | None = None


def _usual_engine(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The process's `HttpEngine`, made at its first call."""
    global _http_engine
    if _http_engine is None:
        with _making:
            if _http_engine is None:
                region = region_of(os.environ)
                _http_engine = HttpEngine(region, endpoint_of(region, os.environ))
    return _http_engine(operation, arguments)


_engine: Engine = _usual_engine
