"""What sessions refuse."""

from __future__ import annotations

from chalicelib.core.errors import SoulSeerError


class SessionWrongState(SoulSeerError):
    """The session's state does not allow this."""

    code = "session_wrong_state"
    status = 409
    title = "The session does not allow this now"


class ReaderUnavailable(SoulSeerError):
    """The reader is offline, in another session, not verified, or does not offer this modality."""

    code = "reader_unavailable"
    status = 409
    title = "This reader cannot be reached now"


class ClientBusy(SoulSeerError):
    """The client is in another session."""

    code = "client_busy"
    status = 409
    title = "You are in another session"


class MediaUnavailable(SoulSeerError):
    """Voice and video are not configured on this stage."""

    code = "media_unavailable"
    status = 503
    title = "Voice and video are not available now"
