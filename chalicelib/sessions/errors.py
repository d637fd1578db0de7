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


class OthersWaiting(SoulSeerError):
    """Others wait in line for this reader and come first."""

    code = "others_waiting"
    status = 409
    title = "Others are waiting for this reader"
    final = False


class ReaderIsFree(SoulSeerError):
    """There is nothing to wait for: the reader can be asked for a session now."""

    code = "reader_is_free"
    status = 409
    title = "This reader is free: start a session"


class AlreadyWaiting(SoulSeerError):
    """A client waits in one line at a time."""

    code = "already_waiting"
    status = 409
    title = "You are waiting for another reader"


class LineFull(SoulSeerError):
    """Too many clients wait for this reader."""

    code = "line_full"
    status = 409
    title = "The line for this reader is full"


class MediaUnavailable(SoulSeerError):
    """Voice and video are not configured on this stage."""

    code = "media_unavailable"
    status = 503
    title = "Voice and video are not available now"
