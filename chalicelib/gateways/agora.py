"""Agora: tokens for voice, video and realtime messaging, and its webhooks about who is in a channel.

Making a token calls nobody, so there is nothing to fake: tests use an invented project. See
docs/decisions/0006-agora-tokens.md for the versions issued.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets as random_source
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.core.clock import SECOND_MS
from chalicelib.gateways import agora_tokens
from chalicelib.gateways.errors import MediaNotConfigured, WebhookRejected
from chalicelib.gateways.webhooks import LATEST_MS, PROVIDER_ID, any_equal, check_secrets, check_size, decode

RtcTokenVersion = Literal["006", "007"]

SIGNATURE_HEADER = "Agora-Signature-V2"
# Agora renews `notifyMs` at each of its few retries, so that an honest notice is seconds old; the rest is for clocks.
MAX_AGE_SECONDS = 600
MAX_AHEAD_SECONDS = 300

MAX_TOKEN_SECONDS = 24 * 3600
MAX_UID = 2**32 - 1

_HEX_32 = re.compile(r"[0-9A-Fa-f]{32}")
# The characters and the length that Agora documents for channel names and for the user ids of realtime messaging.
_NAME = re.compile(r"[A-Za-z0-9 !#$%&()+\-:;<=.>?@\[\]^_{}|~,]{1,64}")
_SIGNATURE = re.compile(r"[0-9A-Fa-f]{64}")


@dataclass(frozen=True, slots=True)
class AgoraProject:
    """A project of Agora's console.

    MediaNotConfigured if its id or certificate is not 32 hex digits: the token builder takes anything, an empty
    certificate too, and such tokens would be refused only when somebody joins.
    """

    app_id: str
    app_certificate: str = field(repr=False)
    rtc_token_version: RtcTokenVersion = "006"  # noqa: S105 - a version, not a secret

    def __post_init__(self) -> None:
        if not _HEX_32.fullmatch(self.app_id):
            raise MediaNotConfigured("app_id_malformed")
        if not _HEX_32.fullmatch(self.app_certificate):
            raise MediaNotConfigured("app_certificate_malformed")
        if self.rtc_token_version not in ("006", "007"):
            raise MediaNotConfigured("rtc_token_version_unknown")


def issue_rtc_token(
    project: AgoraProject, *, channel: str, uid: int, now_ms: int, expires_at_ms: int, publish: bool = True
) -> str:
    """A token to join `channel` as `uid` (1 to 2³²−1) until `expires_at_ms`, rounded down to the second.

    With `publish` its holder may send audio, video and data, otherwise only receive. ValueError for a name, a uid or
    a time that Agora does not take, and for more than 24 hours.
    """
    _check_name("channel", channel)
    if type(uid) is not int or not 0 < uid <= MAX_UID:
        # Zero would make a token that fits every user of the channel.
        raise ValueError("uid must be an integer from 1 to 4294967295")
    issued, seconds = _validity(now_ms, expires_at_ms)
    if project.rtc_token_version == "007":  # noqa: S105 - a version, not a secret
        return _build_007(project, agora_tokens.rtc_grant(channel, uid, seconds, publish=publish), issued, seconds)
    from agora_token_builder import RtcTokenBuilder
    from agora_token_builder.RtcTokenBuilder import Role_Publisher, Role_Subscriber

    token: str = RtcTokenBuilder.buildTokenWithUid(
        project.app_id,
        project.app_certificate,
        channel,
        uid,
        Role_Publisher if publish else Role_Subscriber,
        issued + seconds,
    )
    return token


def issue_rtm_token(project: AgoraProject, *, user_id: str, now_ms: int, expires_at_ms: int) -> str:
    """A token to log in to realtime messaging as `user_id` until `expires_at_ms`. Version 007: RTM 2.x takes no other.

    ValueError as with `issue_rtc_token`.
    """
    _check_name("user_id", user_id)
    issued, seconds = _validity(now_ms, expires_at_ms)
    return _build_007(project, agora_tokens.rtm_grant(user_id, seconds), issued, seconds)


def _build_007(project: AgoraProject, grant: agora_tokens.Grant, issued: int, seconds: int) -> str:
    return agora_tokens.build(
        project.app_id,
        project.app_certificate,
        [grant],
        issued_at=issued,
        seconds=seconds,
        salt=1 + random_source.randbelow(2**32 - 1),
    )


def _check_name(what: str, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{what} must be 1 to 64 of the characters that Agora allows")


def _validity(now_ms: int, expires_at_ms: int) -> tuple[int, int]:
    """Time of issue in epoch seconds, and seconds from then. Both are rounded down: never longer than asked."""
    issued = now_ms // SECOND_MS
    seconds = expires_at_ms // SECOND_MS - issued
    if not 0 < seconds <= MAX_TOKEN_SECONDS:
        raise ValueError("a token must expire after now, and within 24 hours")
    if not 0 < issued < 2**32 - MAX_TOKEN_SECONDS:
        raise ValueError("now_ms is outside of what a token can hold")
    return issued, seconds


ChannelEventKind = Literal["join", "leave", "other"]

# Live-broadcast hosts 103/104 and audience 105/106, and the communication profile that sessions use, 107/108.
_KINDS: dict[int, ChannelEventKind] = {
    103: "join",
    104: "leave",
    105: "join",
    106: "leave",
    107: "join",
    108: "leave",
}

_Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class _Notice(msgspec.Struct, frozen=True, rename="camel"):
    notice_id: Annotated[str, msgspec.Meta(pattern=PROVIDER_ID)]
    product_id: _Count
    event_type: _Count
    notify_ms: Annotated[int, msgspec.Meta(ge=0, le=LATEST_MS)]
    payload: dict[str, Any]


class _Presence(msgspec.Struct, frozen=True, rename="camel"):
    channel_name: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    uid: Annotated[int, msgspec.Meta(ge=0, le=MAX_UID)]
    client_seq: _Count
    ts: Annotated[int, msgspec.Meta(ge=0, le=LATEST_MS // SECOND_MS)]
    reason: _Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEvent:
    """A notice of Agora about a channel, proved to come from it.

    Join and leave always have channel, uid, `occurred_at_ms` (to the second, by Agora's clock) and
    `client_seq`; of kind "other" only the head is read. Agora does not prevent replays: de-duplicate on `notice_id`,
    and order the events of one uid by `client_seq`, not by arrival.
    """

    notice_id: str
    product_id: int
    event_type: int
    kind: ChannelEventKind
    notified_at_ms: int
    channel: str | None
    uid: int | None
    occurred_at_ms: int | None
    client_seq: int | None
    reason: int | None


def webhook_signature_of(raw: bytes, secret: str) -> str:
    """The value of `Agora-Signature-V2`: hex HMAC-SHA256 of the body."""
    return hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def receive_channel_event(raw: bytes, header: str | None, secrets: Sequence[str], now_ms: int) -> ChannelEvent:
    """The event in a request to the webhook endpoint, verified and checked.

    `raw` are the bytes as received, `header` the value of `Agora-Signature-V2`; several secrets are given while one is
    being replaced. Raises WebhookRejected for anything that is not authentic and well-formed, or that was sent more
    than 10 minutes before or 5 after `now_ms`. ValueError if there is no secret.
    """
    check_secrets(secrets)
    check_size(raw)
    if not header:
        raise WebhookRejected("no_signature")
    if not _SIGNATURE.fullmatch(header):
        raise WebhookRejected("malformed_signature")
    expected = (webhook_signature_of(raw, secret) for secret in secrets)
    if not any_equal(expected, [header.lower().encode("ascii")]):
        raise WebhookRejected("wrong_signature")

    notice = decode(raw, _Notice)
    age_ms = now_ms - notice.notify_ms
    if not -MAX_AHEAD_SECONDS * SECOND_MS <= age_ms <= MAX_AGE_SECONDS * SECOND_MS:
        raise WebhookRejected("stale")

    kind = _KINDS.get(notice.event_type, "other")
    presence = _presence(notice.payload) if kind != "other" else None
    return ChannelEvent(
        notice_id=notice.notice_id,
        product_id=notice.product_id,
        event_type=notice.event_type,
        kind=kind,
        notified_at_ms=notice.notify_ms,
        channel=presence.channel_name if presence else None,
        uid=presence.uid if presence else None,
        occurred_at_ms=presence.ts * SECOND_MS if presence else None,
        client_seq=presence.client_seq if presence else None,
        reason=presence.reason if presence else None,
    )


def _presence(payload: dict[str, Any]) -> _Presence:
    try:
        return msgspec.convert(payload, _Presence)
    except msgspec.ValidationError:
        raise WebhookRejected("wrong_shape") from None
