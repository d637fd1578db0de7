"""Tokens for voice, video and realtime messages: for the two participants, for one channel, as long as is paid for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from chalicelib.core.clock import MINUTE_MS, SECOND_MS
from chalicelib.core.settings import Settings
from chalicelib.gateways import agora
from chalicelib.gateways.agora import AgoraProject
from chalicelib.gateways.errors import MediaNotConfigured
from chalicelib.sessions import rules
from chalicelib.sessions.engine import Sight
from chalicelib.sessions.errors import MediaUnavailable, SessionWrongState
from chalicelib.sessions.rules import Party, State

MAX_TOKEN_MS = 20 * MINUTE_MS
UID = {Party.CLIENT: 1, Party.READER: 2}
"""The parties' numbers in the channel."""


@dataclass(frozen=True)
class MediaToken:
    """A token and whose media it opens: Agora's, or (in the local run) the browsers' own between two windows."""

    provider: str
    app_id: str | None
    channel: str
    uid: int
    token: str
    expires_at_ms: int
    refresh_after_seconds: int


@dataclass(frozen=True)
class MessagingToken:
    """A token of Agora's realtime messaging; None where Agora is not configured and messages are polled alone."""

    provider: str
    app_id: str | None
    user_id: str
    token: str | None
    expires_at_ms: int


def media_token(settings: Settings, sight: Sight, party: Party, now_ms: int) -> MediaToken:
    """Return a token for the session's channel.

    Raises:
        SessionWrongState: not accepted yet, or over.
        MediaUnavailable: no Agora project is configured, and this is not the local run.
    """
    expires_at_ms = token_expires_at_ms(sight, now_ms)
    channel, uid = sight.item.session_id, UID[party]
    refresh_after_seconds = max(10, (expires_at_ms - now_ms) // SECOND_MS * 2 // 3)
    project = _project(settings)
    if project is not None:
        token = agora.issue_rtc_token(project, channel=channel, uid=uid, now_ms=now_ms, expires_at_ms=expires_at_ms)
        return MediaToken("agora", project.app_id, channel, uid, token, expires_at_ms, refresh_after_seconds)
    if not settings.is_local:
        raise MediaUnavailable
    token = relay_token(settings.secret("relay_secret"), channel, uid, expires_at_ms)
    return MediaToken("browser", None, channel, uid, token, expires_at_ms, refresh_after_seconds)


def messaging_token(settings: Settings, sight: Sight, party: Party, now_ms: int) -> MessagingToken:
    """Return a token for realtime messages; raises SessionWrongState as `media_token`."""
    expires_at_ms = token_expires_at_ms(sight, now_ms)
    user_id = f"{sight.item.session_id}-{UID[party]}"
    project = _project(settings)
    if project is None:
        return MessagingToken("poll", None, user_id, None, expires_at_ms)
    token = agora.issue_rtm_token(project, user_id=user_id, now_ms=now_ms, expires_at_ms=expires_at_ms)
    return MessagingToken("agora", project.app_id, user_id, token, expires_at_ms)


def token_expires_at_ms(sight: Sight, now_ms: int) -> int:
    """When a token issued now ends: 20 minutes at the most, never beyond the paid time plus grace (product.md).

    Raises:
        SessionWrongState: no token may be had in this state.
    """
    return min(now_ms + MAX_TOKEN_MS, _paid_until_ms(sight) + rules.GRACE_MS)


def _paid_until_ms(sight: Sight) -> int:
    """Until when the session is paid for, by its own instants alone: how old the last sign of anybody is, or when
    this is asked, moves nothing.

    The charged minutes pay from when the present stretch of connected time began; while the clock stands, they pay
    until it stopped; nothing is paid before the first. Of a booked reading its time is paid.

    Raises:
        SessionWrongState: nobody is to be in the channel in this state.
    """
    session = sight.session
    if session.appointment is not None and session.state in rules.LIVE_STATES:
        return session.appointment.ends_at_ms
    if session.pause is not None:
        return session.pause.paused_at_ms
    if session.running_since_ms is not None:
        return session.running_since_ms + sight.charged_minutes * MINUTE_MS - session.closed_ms
    if session.state is State.WAITING and session.accepted_at_ms is not None:
        return session.accepted_at_ms
    raise SessionWrongState(f"The session is {session.state}.")


def relay_token(secret: str, channel: str, uid: int, expires_at_ms: int) -> str:
    """Return the token that the local run's signalling relay takes: a signed statement of channel, uid and expiry."""
    claims = {"channel": channel, "uid": uid, "expires_at": expires_at_ms // SECOND_MS}
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode()
    signature = hmac.new(secret.encode(), payload.encode(), hashlib.sha256).hexdigest()
    return f"{payload}.{signature}"


def _project(settings: Settings) -> AgoraProject | None:
    app_id = settings.optional_secret("agora_app_id")
    certificate = settings.optional_secret("agora_app_certificate")
    if not app_id or not certificate:
        return None
    try:
        return AgoraProject(app_id, certificate)
    except MediaNotConfigured as error:
        raise MediaUnavailable from error
