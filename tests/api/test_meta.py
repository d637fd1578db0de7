"""What the API says about itself: health, its document and its page; the committed document is up to date."""

from __future__ import annotations

import inspect
import json
import re
import typing
from pathlib import Path

import pytest
from chalice.local import LambdaContext
from openapi_spec_validator import OpenAPIV31SpecValidator

import app as application
from chalicelib.areas import OPERATIONS
from chalicelib.composition import make_runtime
from chalicelib.core import openapi
from chalicelib.core.api import Answer, Operation, Request
from chalicelib.meta.__main__ import main
from tests.api.client import ApiClient

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_api_says_that_it_is_well(api: ApiClient) -> None:
    assert api.get("/v1/health").json == {"status": "ok", "stage": "test"}


def test_a_missing_setting_is_named_in_the_log_and_nowhere_else(
    api: ApiClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(application, "runtime", lambda: make_runtime({"STAGE": "test"}))
    answer = api.get("/v1/health")
    assert (answer.status, answer.code) == (500, "internal_error")
    assert b"TABLE_NAME" not in answer.body
    explanation = next(each.__dict__["explanation"] for each in caplog.records if "explanation" in each.__dict__)
    assert "TABLE_NAME" in explanation


@pytest.mark.parametrize("body", ["\ud800", "a"], ids=["surrogate", "base64"])
def test_a_body_that_api_gateway_could_not_have_read_is_malformed(api: ApiClient, body: str) -> None:
    event = {
        "requestContext": {"httpMethod": "GET", "resourcePath": "/v1/health", "requestId": "given-by-the-gateway"},
        "headers": {},
        "pathParameters": None,
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": body,
        "isBase64Encoded": body == "a",
    }
    answer = application.app(event, LambdaContext("api", 128))
    assert (answer["statusCode"], answer["headers"]["X-Request-Id"]) == (400, "given-by-the-gateway")


def test_the_committed_document_is_the_one_the_operations_make(tmp_path: Path) -> None:
    made = tmp_path / "openapi.json"
    assert main([str(made)]) == 0
    assert made.read_bytes() == COMMITTED.read_bytes(), "run `make openapi` and commit docs/openapi.json"
    assert main([]) == 2


def test_the_document_is_served_as_committed(api: ApiClient) -> None:
    answer = api.get("/v1/openapi.json")
    assert answer.body == COMMITTED.read_bytes()
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert api.get("/v1/openapi.json", headers={"If-None-Match": answer.headers["etag"]}).status == 304


def test_the_document_is_valid_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(json.loads(COMMITTED.read_bytes())).validate()


@pytest.mark.parametrize("operation", list(OPERATIONS), ids=lambda each: each.operation_id)
def test_every_answer_is_in_the_document(operation: Operation) -> None:
    described = openapi.document(OPERATIONS)["paths"][operation.path][operation.method.lower()]
    for error in operation.errors:
        assert f"`{error.code}`" in described["responses"][str(error.status)]["description"]
    assert str(operation.status) in described["responses"]
    assert (described["security"] == []) == (operation.public and not operation.optional_actor)
    assert operation.summary


def test_no_pattern_lets_a_last_line_break_pass() -> None:
    """Python's `$` does; what is checked by such a pattern ends up in keys and headers."""
    written = re.findall(r'"pattern":\s*("(?:[^"\\]|\\.)*")', COMMITTED.read_text())
    of_idempotency_key = "^[ -~]+$"  # a header, which holds no line break
    patterns = {json.loads(each) for each in written} - {of_idempotency_key}
    assert patterns
    assert not [each for each in patterns if each.endswith("$")]


@pytest.mark.parametrize("operation", list(OPERATIONS), ids=lambda each: each.operation_id)
def test_a_handler_takes_and_gives_what_its_declaration_says(operation: Operation) -> None:
    hints = typing.get_type_hints(operation.handler)
    parameter = next(iter(inspect.signature(operation.handler).parameters))
    given = hints[parameter]
    body, query = typing.get_args(given) if typing.get_args(given) else (None, None)
    assert (typing.get_origin(given) or given) is Request
    assert (None if body is type(None) else body) == operation.body
    assert (None if query is type(None) else query) == operation.query
    returned = hints["return"]
    if typing.get_origin(returned) is Answer:
        (returned,) = typing.get_args(returned)
    if returned is not bytes:
        assert returned == (operation.returns if operation.returns is not None else type(None))


def test_the_page_runs_its_own_script_and_nothing_else(api: ApiClient) -> None:
    answer = api.get("/v1/docs")
    page = answer.body.decode()
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}';", policy)
    assert "unsafe" not in policy
    assert page.count("<script>") == page.count("<style>") == 1
    assert not re.search(r"https?://", page)
    assert not re.search(r"\son[a-z]+=|style=", page)
