"""Media tokens, against what Agora publishes, and its webhooks."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.gateways import agora_tokens
from chalicelib.gateways.agora import (
    AgoraProject,
    issue_rtc_token,
    issue_rtm_token,
    receive_channel_event,
    webhook_signature_of,
)
from chalicelib.gateways.errors import MediaNotConfigured, WebhookRejected
from chalicelib.gateways.webhooks import MAX_BODY_BYTES
from tests.conftest import START_MS
from tests.fakes.agora import notice, read_token, signed_notice

# The project, names and tokens that Agora publishes in AgoraIO/Tools, DynamicKey/AgoraDynamicKey, python3/test.
APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
CHANNEL = "7d72365eb983485397e3e3f9d460bdda"
UID = 2882341273
ISSUED_AT = 1111111
SECONDS = 600
RTC_TOKEN = (
    "007eJxTYBBbsMMnKq7p9Hf/HcIX5kce9b518kCiQgSr5Zrp4X1Tu6UUGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxNDcwMk4yN3b8IMEQw"
    "MTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiVwMRhYWRsYmhkbmxgDCaiTj"
)
RTC_TOKEN_OF_ANY_USER = (
    "007eJxTYLhzZP08Lxa1Pg57+TcXb/3cZ3wi4V6kbpbOog0G2dOYk20UGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxNDcwMk4yN3b8IMEQw"
    "MTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiQwMADacImo="
)
CHAT_TOKEN = (
    "007eJxTYNAIsnbS3v/A5t2TC6feR15r+6cq8bqAvfaW+tk/Vzz+p6xTYLA0N3B2NDZNSTUzSDYxMTMxTUpKTLVINDI0NTAzTDI2dv8iwBDB"
    "xMDAyADCrEDMCOZzMRhZWBgZmxgamRsDAB+lHrg="
)
# RTC, RTM, streaming, a retired service 4, and chat in one token.
MULTI_SERVICE_TOKEN = (
    "007eJxTYAh5UWu1drfhsnu9etvupS0v/iFs+3PC/Sbl8gdht55xSusqMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhmaGpgZJhkbu38RYIhg"
    "YmBgZGBgYAWSLEAM4jOBSWYwyQImFRjMU8yNjM1MU5MsLYxNLEyNLc1TjVON0yxTTMwMklJSErkYjCwsjIxNDI3MjZmA5kBM4mQoSS0uiS8t"
    "Ti1iZmBCMZ40I1mgToSYgCwDAGL1OcI="
)

PROJECT = AgoraProject(APP_ID, CERTIFICATE)
PROJECT_007 = AgoraProject(APP_ID, CERTIFICATE, rtc_token_version="007")


def record(token: str) -> bytes:
    return zlib.decompress(base64.b64decode(token[3:]))


def build(*grants: agora_tokens.Grant) -> str:
    return agora_tokens.build(APP_ID, CERTIFICATE, grants, issued_at=ISSUED_AT, seconds=SECONDS, salt=1)


def check_vector(token: str, published: str) -> None:
    # Deflating is not defined to the byte, so that another zlib may write it otherwise: what it holds must be equal.
    assert token[:3] == published[:3] == "007"
    assert record(token) == record(published)


def test_the_published_rtc_token() -> None:
    check_vector(build(agora_tokens.rtc_grant(CHANNEL, UID, SECONDS, publish=False)), RTC_TOKEN)


def test_the_published_token_of_version_006() -> None:
    """The package makes what Agora publishes, and our reader of version 006 understands it."""
    from agora_token_builder import AccessToken

    published = (
        "006970CA35de60c44645bbae8a215061b33IACV0fZUBw+72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBXoFHlEAABAAAAR/QQAAEAAQ"
        "CvKDdW"
    )
    token = AccessToken.AccessToken(APP_ID, CERTIFICATE, CHANNEL, UID)
    token.salt, token.ts = 1, ISSUED_AT
    token.addPrivilege(AccessToken.kJoinChannel, 1446455471)
    assert token.build() == published
    assert read_token(published, CERTIFICATE, channel=CHANNEL, uid=str(UID)).grants == {1: {1: 1446455471}}


def test_other_published_tokens_of_the_same_scheme() -> None:
    join_only = {agora_tokens.RTC_JOIN_CHANNEL: SECONDS}
    check_vector(build(agora_tokens.Grant(agora_tokens.RTC, join_only, (CHANNEL, ""))), RTC_TOKEN_OF_ANY_USER)
    check_vector(build(agora_tokens.Grant(5, {1: SECONDS}, (str(UID),))), CHAT_TOKEN)


def test_the_published_token_of_several_services() -> None:
    token = build(
        agora_tokens.rtc_grant(CHANNEL, UID, SECONDS, publish=True),
        agora_tokens.rtm_grant("test_user", SECONDS),
        agora_tokens.Grant(3, {1: SECONDS, 2: SECONDS}, (CHANNEL, str(UID))),
        agora_tokens.Grant(4, {}, ()),
        agora_tokens.Grant(5, {1: SECONDS}, (str(UID),)),
    )
    check_vector(token, MULTI_SERVICE_TOKEN)


NOW_S = START_MS // 1_000
JOIN, AUDIO, VIDEO, DATA = 1, 2, 3, 4


@pytest.mark.parametrize("version", ["006", "007"])
@pytest.mark.parametrize("publish", [True, False])
def test_rtc_tokens_of_both_versions_say_the_same(version: Literal["006", "007"], publish: bool) -> None:
    project = AgoraProject(APP_ID, CERTIFICATE, rtc_token_version=version)
    token = issue_rtc_token(
        project, channel="ses_1", uid=2, now_ms=START_MS + 999, expires_at_ms=START_MS + 61_999, publish=publish
    )
    read = read_token(token, CERTIFICATE, channel="ses_1", uid="2")
    assert (read.version, read.app_id, read.names) == (version, APP_ID, {1: ("ses_1", "2")})
    granted = (JOIN, AUDIO, VIDEO, DATA) if publish else (JOIN,)
    assert read.grants == {1: dict.fromkeys(granted, NOW_S + 61)}


def test_rtc_tokens_are_of_version_006_unless_told_otherwise() -> None:
    token = issue_rtc_token(PROJECT, channel="ses_1", uid=1, now_ms=START_MS, expires_at_ms=START_MS + 60_000)
    assert token.startswith("006" + APP_ID)


def test_rtm_tokens() -> None:
    for project in (PROJECT, PROJECT_007):
        token = issue_rtm_token(project, user_id="usr_1", now_ms=START_MS, expires_at_ms=START_MS + 600_000)
        read = read_token(token, CERTIFICATE)
        assert (read.version, read.issued_at) == ("007", NOW_S)
        assert (read.grants, read.names) == ({2: {1: NOW_S + 600}}, {2: ("usr_1",)})


@pytest.mark.parametrize("project", [PROJECT, PROJECT_007])
def test_two_tokens_for_the_same_are_not_alike(project: AgoraProject) -> None:
    tokens = {
        issue_rtc_token(project, channel="ses_1", uid=1, now_ms=START_MS, expires_at_ms=START_MS + 60_000)
        for _ in range(5)
    }
    assert len(tokens) == 5


@pytest.mark.parametrize("project", [PROJECT, PROJECT_007])
@given(st.data())
def test_a_tampered_token_proves_nothing(project: AgoraProject, data: st.DataObject) -> None:
    token = issue_rtc_token(project, channel="ses_1", uid=1, now_ms=START_MS, expires_at_ms=START_MS + 60_000)
    content = bytearray(record(token) if token.startswith("007") else base64.b64decode(token[35:]))
    # The signature and all that it signs; not the length before it, without which nothing can be read at all.
    at = data.draw(st.integers(2, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    if token.startswith("007"):
        tampered = "007" + base64.b64encode(zlib.compress(bytes(content))).decode()
    else:
        tampered = token[:35] + base64.b64encode(bytes(content)).decode()
    with pytest.raises(ValueError, match=r"."):
        read_token(tampered, CERTIFICATE, channel="ses_1", uid="1")
    with pytest.raises(ValueError, match="signature"):
        read_token(token, "0" * 32, channel="ses_1", uid="1")


def test_a_006_token_holds_for_its_names_only() -> None:
    token = issue_rtc_token(PROJECT, channel="ses_1", uid=1, now_ms=START_MS, expires_at_ms=START_MS + 60_000)
    for channel, uid in (("ses_2", "1"), ("ses_1", "2")):
        with pytest.raises(ValueError, match="signature"):
            read_token(token, CERTIFICATE, channel=channel, uid=uid)


@pytest.mark.parametrize("wrong", ["", "x" * 32, "a" * 31, "a" * 33, "a" * 32 + "\n", "é" * 32])
def test_a_project_that_cannot_be_right(wrong: str) -> None:
    for app_id, certificate in ((wrong, CERTIFICATE), (APP_ID, wrong)):
        with pytest.raises(MediaNotConfigured):
            AgoraProject(app_id, certificate)
    with pytest.raises(MediaNotConfigured):
        AgoraProject(APP_ID, CERTIFICATE, rtc_token_version="005")  # type: ignore[arg-type]


def test_a_certificate_is_not_shown() -> None:
    assert CERTIFICATE not in repr(PROJECT)


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": ""},
        {"channel": "x" * 65},
        {"channel": "é"},
        {"channel": "a/b"},
        {"channel": "a\n"},
        {"uid": 0},
        {"uid": -1},
        {"uid": 2**32},
        {"uid": "1"},
        {"uid": True},
        {"expires_at_ms": START_MS},
        {"expires_at_ms": START_MS - 1_000},
        {"expires_at_ms": START_MS + 24 * 3_600_000 + 1_000},
        {"now_ms": 0, "expires_at_ms": 60_000},
        {"now_ms": 2**32 * 1_000, "expires_at_ms": 2**32 * 1_000 + 60_000},
    ],
)
def test_what_no_token_is_made_for(changes: dict[str, Any]) -> None:
    arguments: dict[str, Any] = {
        "channel": "ses_1",
        "uid": 1,
        "now_ms": START_MS,
        "expires_at_ms": START_MS + 60_000,
    }
    for project in (PROJECT, PROJECT_007):
        with pytest.raises(ValueError, match=r"must|outside"):
            issue_rtc_token(project, **{**arguments, **changes})


@pytest.mark.parametrize("user_id", ["", "x" * 65, "é", "a\x00"])
def test_who_gets_no_messaging_token(user_id: str) -> None:
    with pytest.raises(ValueError, match="user_id"):
        issue_rtm_token(PROJECT, user_id=user_id, now_ms=START_MS, expires_at_ms=START_MS + 60_000)


# Webhooks

SECRET = "made_up"


def join(**changes: Any) -> dict[str, Any]:
    body = notice(107, now_ms=START_MS, channel="ses_1", uid=1, client_seq=7, at_ms=START_MS - 2_000)
    return {**body, **changes}


def reason(raw: bytes, header: str | None, now_ms: int = START_MS) -> str:
    with pytest.raises(WebhookRejected) as caught:
        receive_channel_event(raw, header, [SECRET], now_ms)
    return str(caught.value)


def test_the_signature_that_agora_publishes() -> None:
    # docs.agora.io, "verify signature": this body, signed with the secret "secret".
    body = (
        b'{"eventType":10,"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","notifyMs":1560408533119,'
        b'"payload":{"a":"1","b":2},"productId":1}'
    )
    published = "de96da5acf03b0021ac3b4fa2225e7ae6f3533a30d50bb02c08ea4fa748bda24"
    assert webhook_signature_of(body, "secret") == published
    event = receive_channel_event(body, published, ["secret"], 1560408533119)
    assert (event.notice_id, event.product_id, event.event_type, event.kind) == (
        "4eb720f0-8da7-11e9-a43e-53f411c2761f",
        1,
        10,
        "other",
    )
    assert (event.channel, event.uid, event.occurred_at_ms, event.client_seq) == (None, None, None, None)


@pytest.mark.parametrize(
    ("event_type", "kind"),
    [(103, "join"), (104, "leave"), (105, "join"), (106, "leave"), (107, "join"), (108, "leave"), (101, "other"),
     (102, "other"), (111, "other"), (112, "other"), (0, "other")],
)  # fmt: skip
def test_kinds(event_type: int, kind: str) -> None:
    body = notice(event_type, now_ms=START_MS, channel="ses_1", uid=2, client_seq=9, at_ms=START_MS - 2_000, reason=1)
    raw, header = signed_notice(body, SECRET)
    event = receive_channel_event(raw, header, ["another", SECRET], START_MS)
    assert (event.kind, event.notified_at_ms, event.notice_id) == (kind, START_MS, body["noticeId"])
    if kind != "other":
        assert (event.channel, event.uid, event.client_seq, event.reason) == ("ses_1", 2, 9, 1)
        assert event.occurred_at_ms == START_MS - 2_000


@pytest.mark.parametrize("age_s", [-300, 0, 600])
def test_fresh(age_s: int) -> None:
    raw, header = signed_notice(join(), SECRET)
    receive_channel_event(raw, header, [SECRET], START_MS + age_s * 1_000)


@pytest.mark.parametrize("age_s", [-301, 601, 86_400])
def test_replayed_later_or_from_the_future(age_s: int) -> None:
    raw, header = signed_notice(join(), SECRET)
    assert reason(raw, header, START_MS + age_s * 1_000) == "stale"


def test_hostile_signatures() -> None:
    raw, header = signed_notice(join(), SECRET)
    assert reason(raw, None) == "no_signature"
    assert reason(raw, "") == "no_signature"
    assert reason(raw, "é" * 64) == "malformed_signature"
    assert reason(raw, header[:-1]) == "malformed_signature"
    assert reason(raw, header + "\n") == "malformed_signature"
    assert reason(raw, webhook_signature_of(raw, "other")) == "wrong_signature"
    assert reason(raw + b" ", header) == "wrong_signature"
    # Hex is hex in either case.
    receive_channel_event(raw, header.upper(), [SECRET], START_MS)


@pytest.mark.parametrize("secrets", [[], [""], [SECRET, " "], SECRET])
def test_without_a_secret_nobody_gets_in(secrets: Any) -> None:
    raw, header = signed_notice(join(), "")
    with pytest.raises(ValueError, match="secrets"):
        receive_channel_event(raw, header, secrets, START_MS)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "empty"),
        (b"x" * (MAX_BODY_BYTES + 1), "too_large"),
        (b"\xff", "not_json"),
        (b"[" * 200_000, "wrong_shape"),
        (b'{"a":' * 40_000, "not_json"),
        (b"[]", "wrong_shape"),
        (b"{}", "wrong_shape"),
        (b"null", "wrong_shape"),
    ],
)
def test_hostile_bodies_with_a_right_signature(raw: bytes, expected: str) -> None:
    assert reason(raw, webhook_signature_of(raw, SECRET)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"noticeId": ""},
        {"noticeId": 1},
        {"noticeId": "a#b"},
        {"noticeId": "x" * 256},
        {"eventType": "107"},
        {"eventType": -1},
        {"notifyMs": "1"},
        {"notifyMs": 10**17},
        {"productId": None},
        {"payload": []},
        {"payload": {}},
        {"payload": {**join()["payload"], "uid": -1}},
        {"payload": {**join()["payload"], "uid": 2**32}},
        {"payload": {**join()["payload"], "uid": "1"}},
        {"payload": {**join()["payload"], "channelName": ""}},
        {"payload": {**join()["payload"], "channelName": "x" * 65}},
        {"payload": {**join()["payload"], "ts": START_MS * 1_000}},
        {"payload": {**join()["payload"], "clientSeq": None}},
        {"payload": {**join()["payload"], "reason": "left"}},
    ],
)
def test_notices_of_another_shape(changes: dict[str, Any]) -> None:
    raw, header = signed_notice(join(**changes), SECRET)
    assert reason(raw, header) == "wrong_shape"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=300), st.none() | st.text(max_size=80))
def test_no_unsigned_request_gets_in(raw: bytes, header: str | None) -> None:
    with pytest.raises(WebhookRejected):
        receive_channel_event(raw, header, [SECRET], START_MS)


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_signed_nonsense_is_rejected(raw: bytes) -> None:
    with pytest.raises(WebhookRejected):
        receive_channel_event(raw, webhook_signature_of(raw, SECRET), [SECRET], START_MS)


@given(st.data())
def test_a_changed_field_is_read_or_rejected(data: st.DataObject) -> None:
    body = join()
    inside = data.draw(st.booleans())
    part = body["payload"] if inside else body
    part[data.draw(st.sampled_from(sorted(part)))] = data.draw(JSON)
    raw, header = signed_notice(body, SECRET)
    try:
        event = receive_channel_event(raw, header, [SECRET], START_MS)
    except WebhookRejected:
        return
    repr(event).encode()
