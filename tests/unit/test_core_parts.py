"""The small parts of core: errors, wire forms, cursors, settings, events, logs and metrics."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aws_lambda_powertools.metrics import MetricUnit
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import observability
from chalicelib.core.cursors import decode_cursor, encode_cursor
from chalicelib.core.errors import InvalidCursor, NotFound, RateLimited, SoulSeerError, TryAgain, known_errors
from chalicelib.core.events import for_each_message, scheduled_ms
from chalicelib.core.ids import is_id
from chalicelib.core.settings import SECRET_NAMES, Secrets, SettingMissing, load_settings
from chalicelib.core.wire import optional_timestamp, timestamp

ENVIRONMENT = {
    "STAGE": "dev",
    "TABLE_NAME": "soulseer-dev",
    "AUTH_ISSUER": "https://issuer.test/",
    "AUTH_AUDIENCE": "https://api.soulseer.example",
    "WEB_ORIGIN": "https://soulseer.example",
}


# --- errors -----------------------------------------------------------------------------------------------------


def test_a_problem_says_what_the_contract_promises() -> None:
    problem = RateLimited("Slow down.", field="text", retry_after_seconds=7).problem("request-1")
    assert problem == {
        "type": "https://soulseer.example/problems/rate_limited",
        "title": "Too many requests",
        "status": 429,
        "code": "rate_limited",
        "detail": "Slow down.",
        "request_id": "request-1",
        "field": "text",
        "retry_after_seconds": 7,
    }
    assert NotFound().problem("r").keys() == {"type", "title", "status", "code", "detail", "request_id"}
    assert TryAgain().headers() == {"Retry-After": "1"}


def test_two_errors_never_share_a_code() -> None:
    with pytest.raises(TypeError, match="not_found"):
        type("Again", (SoulSeerError,), {"code": "not_found", "status": 404, "title": "x"})
    with pytest.raises(TypeError, match="must declare"):
        type("Nameless", (SoulSeerError,), {"status": 404, "title": "x"})


def test_server_errors_are_never_final() -> None:
    assert not any(error.final for error in known_errors().values() if error.status >= 500)


# --- wire -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at_ms", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_760_000_040_007, "2025-10-09T08:54:00.007Z"),
        (1_760_000_040_250, "2025-10-09T08:54:00.250Z"),
    ],
)
def test_timestamps_carry_milliseconds_and_z(at_ms: int, text: str) -> None:
    assert timestamp(at_ms) == text
    assert optional_timestamp(at_ms) == text
    assert optional_timestamp(None) is None


# --- ids --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["ses_" + "0" * 26 + "\n", "ses_" + "0" * 25, "ses_" + "u" * 26, "usr_" + "0" * 26])
def test_what_is_no_id(wrong: str) -> None:
    assert is_id("ses_" + "0" * 26, "ses")
    assert not is_id(wrong, "ses")


# --- cursors ----------------------------------------------------------------------------------------------------

KEY = {"pk": {"S": "WALLET#usr_1"}, "sk": {"S": "ENTRY#000000000042"}}


def test_a_cursor_comes_back_as_the_key_it_was_made_from() -> None:
    assert decode_cursor("secret", ("list", "usr_1"), encode_cursor("secret", ("list", "usr_1"), KEY)) == KEY


@pytest.mark.parametrize(
    ("secret", "scope"),
    [("other", ("list", "usr_1")), ("secret", ("list", "usr_2")), ("secret", ("other", "usr_1")), ("secret", ())],
)
def test_a_cursor_of_another_list_owner_or_secret_is_refused(secret: str, scope: tuple[str, ...]) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(secret, scope, encode_cursor("secret", ("list", "usr_1"), KEY))


@given(st.text(max_size=200))
def test_no_text_but_a_signed_one_is_a_cursor(text: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("secret", ("list",), text)


@given(position=st.integers(0, 500), change=st.sampled_from("Aa0_-"))
def test_an_edited_cursor_is_refused(position: int, change: str) -> None:
    cursor = encode_cursor("secret", ("list",), KEY)
    at = position % len(cursor)
    edited = cursor[:at] + change + cursor[at + 1 :]
    try:
        # base64 ignores bits at the very end; whatever decodes must then be the same key
        assert decode_cursor("secret", ("list",), edited) == KEY
    except InvalidCursor:
        assert edited != cursor


# --- settings ---------------------------------------------------------------------------------------------------


def test_missing_settings_are_all_named() -> None:
    with pytest.raises(SettingMissing, match="TABLE_NAME, WEB_ORIGIN"):
        load_settings({**ENVIRONMENT, "TABLE_NAME": "", "WEB_ORIGIN": ""})


def test_the_key_set_address_follows_from_the_issuer() -> None:
    assert load_settings(ENVIRONMENT).auth_jwks_url == "https://issuer.test/.well-known/jwks.json"
    given_url = {**ENVIRONMENT, "AUTH_JWKS_URL": "https://keys.test/jwks"}
    assert load_settings(given_url).auth_jwks_url == "https://keys.test/jwks"


@pytest.mark.parametrize("prefix", [None, "/soulseer/dev", "/soulseer/dev/"])
def test_secrets_are_fetched_together_once_and_only_when_needed(prefix: str | None) -> None:
    asked: list[str] = []

    def fetch(under: str, names: tuple[str, ...]) -> dict[str, str]:
        asked.append(under)
        assert names == SECRET_NAMES
        return {"cursor_secret": "hidden-value"}

    settings = load_settings(ENVIRONMENT | ({"SSM_PREFIX": prefix} if prefix else {}), fetch)
    assert asked == []
    assert settings.secret("cursor_secret") == "hidden-value"
    assert settings.optional_secret("agora_app_id") is None
    with pytest.raises(SettingMissing, match="stripe_secret_key"):
        settings.secret("stripe_secret_key")
    with pytest.raises(KeyError):
        settings.optional_secret("unheard_of")
    assert asked == ["/soulseer/dev/"]
    assert "hidden-value" not in repr(settings) + repr(settings.secrets)


def test_there_are_no_more_secrets_than_one_request_takes() -> None:
    assert len(SECRET_NAMES) <= 10
    assert isinstance(Secrets("/x/", lambda prefix, names: {}).get(SECRET_NAMES[0]), type(None))


# --- events -----------------------------------------------------------------------------------------------------


def sqs_event(*bodies: str) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": f"m{index}", "body": body, "eventSource": "aws:sqs", "receiptHandle": "r", "attributes": {}}
            for index, body in enumerate(bodies)
        ]
    }


def test_only_the_messages_that_failed_are_reported(caplog: pytest.LogCaptureFixture) -> None:
    handled: list[int] = []

    def handle(number: int) -> None:
        if number < 0:
            raise ValueError(f"private {number}")
        handled.append(number)

    answer = for_each_message(sqs_event("1", "-1", "not json", "2"), int, handle)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "m2"}]}
    assert handled == [1, 2]
    assert "private" not in caplog.text


def test_a_batch_that_fails_entirely_is_reported_message_by_message() -> None:
    answer = for_each_message(sqs_event("x", "y"), int, lambda number: None)
    assert [each["itemIdentifier"] for each in answer["batchItemFailures"]] == ["m0", "m1"]


def test_a_schedule_counts_by_the_time_it_was_due() -> None:
    assert scheduled_ms({"time": "2025-10-09T08:54:00Z"}) == 1_760_000_040_000


# --- logs, metrics, traces ----------------------------------------------------------------------------------------


def test_a_metric_is_one_log_line_in_embedded_metric_format(capsys: pytest.CaptureFixture[str]) -> None:
    observability.metrics.clear_metrics()
    observability.metrics.add_metric("MinutesCharged", MetricUnit.Count, 3)
    observability.metrics.flush_metrics()
    line = json.loads(capsys.readouterr().out)
    declared = line["_aws"]["CloudWatchMetrics"][0]
    assert declared["Namespace"] == "SoulSeer"
    assert declared["Metrics"] == [{"Name": "MinutesCharged", "Unit": "Count"}]
    assert declared["Dimensions"] == [["service"]]
    assert line["service"] == "soulseer"
    assert line["MinutesCharged"] == [3.0]


def test_a_failure_is_logged_by_type_and_place_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("somebody@example.test")
    except ValueError as error:
        observability.log_failure(error)
    observability.metrics.clear_metrics()
    record = caplog.records[-1]
    assert record.__dict__["error_type"] == "ValueError"
    assert any("test_core_parts.py" in place for place in record.__dict__["stack"])
    assert "somebody" not in repr(record.__dict__)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"AWS_LAMBDA_FUNCTION_NAME": "api", "STAGE": "prod"}, True),
        ({"AWS_LAMBDA_FUNCTION_NAME": "api", "STAGE": "local"}, False),
        ({"AWS_LAMBDA_FUNCTION_NAME": "api", "STAGE": "prod", "POWERTOOLS_TRACE_DISABLED": "1"}, False),
    ],
)
def test_traces_are_made_in_a_deployed_function_only(environment: dict[str, str], wanted: bool) -> None:
    assert observability.tracing_wanted(environment) is wanted
