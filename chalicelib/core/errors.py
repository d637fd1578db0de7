"""Errors the API answers with: types with a stable code, and one mapping to `application/problem+json` (RFC 9457).

An area declares its own errors beside its service, one class for each code:

    class ReaderUnavailable(SoulSeerError):
        code = "reader_unavailable"
        status = 409
        title = "This reader cannot be reached now"

and raises them with a sentence for people: `raise ReaderUnavailable("Luna is in another session.")`. Codes are a
promise to clients: they never change their meaning and no two classes share one.
"""

from __future__ import annotations

from typing import Any, ClassVar

PROBLEM_TYPE_BASE = "https://soulseer.example/problems/"

_by_code: dict[str, type[SoulSeerError]] = {}


class SoulSeerError(Exception):
    """Base of every error that a client is told about.

    Parameters:
        detail: what happened in this case, for people; the title when absent. Never holds somebody else's data.
        field: the JSON path of the part of the request that is at fault, such as `rates[0].rate_cents`.
        retry_after_seconds: when trying again may help; also sent as `Retry-After`.
    """

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]
    final: ClassVar[bool] = True
    """Whether the same request would get the same answer again, so that an idempotency key may keep it."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        code = cls.__dict__.get("code")
        if code is None or "title" not in cls.__dict__ or not 400 <= cls.status <= 599:
            raise TypeError(f"{cls.__name__} must declare a code, a title and a status of 400 to 599")
        if code in _by_code:
            raise TypeError(f"{cls.__name__} and {_by_code[code].__name__} both declare the code {code!r}")
        if cls.status >= 500:
            cls.final = False
        _by_code[code] = cls

    def __init__(
        self, detail: str | None = None, *, field: str | None = None, retry_after_seconds: int | None = None
    ) -> None:
        self.detail = detail if detail is not None else self.title
        self.field = field
        self.retry_after_seconds = retry_after_seconds
        super().__init__(self.detail)

    def problem(self, request_id: str) -> dict[str, Any]:
        """Return the problem document that tells a client about this error."""
        document: dict[str, Any] = {
            "type": PROBLEM_TYPE_BASE + self.code,
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "request_id": request_id,
        }
        if self.field is not None:
            document["field"] = self.field
        if self.retry_after_seconds is not None:
            document["retry_after_seconds"] = self.retry_after_seconds
        return document

    def headers(self) -> dict[str, str]:
        """Return the headers that belong to this error."""
        return {} if self.retry_after_seconds is None else {"Retry-After": str(self.retry_after_seconds)}


def known_errors() -> dict[str, type[SoulSeerError]]:
    """Return every declared error by its code."""
    return dict(_by_code)


class MalformedRequest(SoulSeerError):
    """The request could not be read: not JSON, not UTF-8, or another content type."""

    code = "malformed_request"
    status = 400
    title = "The request could not be read"


class InvalidCursor(SoulSeerError):
    """A page cursor was edited, belongs to another list or to another account."""

    code = "invalid_cursor"
    status = 400
    title = "This page cursor is not valid here"


class IdempotencyKeyRequired(SoulSeerError):
    """The operation needs an Idempotency-Key header and got none, or a malformed one."""

    code = "idempotency_key_required"
    status = 400
    title = "An Idempotency-Key header is required"


class WebhookRejected(SoulSeerError):
    """A webhook's signature, age or form is wrong."""

    code = "webhook_rejected"
    status = 400
    title = "The webhook was rejected"


class Unauthenticated(SoulSeerError):
    """No valid access token came with the request. The detail never says which check failed."""

    code = "unauthenticated"
    status = 401
    title = "A valid access token is required"

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": 'Bearer realm="soulseer"'} | super().headers()


class Forbidden(SoulSeerError):
    """The account's role is not admitted, or the thing is not the caller's to change."""

    code = "forbidden"
    status = 403
    title = "This account may not do that"


class AccountSuspended(SoulSeerError):
    """The account is suspended: it may read its own data and nothing else."""

    code = "account_suspended"
    status = 403
    title = "This account is suspended"


class NotFound(SoulSeerError):
    """There is no such thing, or the caller may not know of it."""

    code = "not_found"
    status = 404
    title = "Not found"


class MethodNotAllowed(SoulSeerError):
    """The path exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    title = "This method is not allowed here"


class Conflict(SoulSeerError):
    """Somebody else changed the same thing at the same time; nothing was changed by this request."""

    code = "conflict"
    status = 409
    title = "Changed by somebody else at the same time"
    final = False


class IdempotencyInProgress(SoulSeerError):
    """A request with the same Idempotency-Key is still running."""

    code = "idempotency_in_progress"
    status = 409
    title = "The first request with this Idempotency-Key is still running"
    final = False


class PayloadTooLarge(SoulSeerError):
    """The body is larger than the operation takes."""

    code = "payload_too_large"
    status = 413
    title = "The request body is too large"


class ValidationFailed(SoulSeerError):
    """The request was read, but a value in it is not acceptable; `field` names it."""

    code = "validation_failed"
    status = 422
    title = "A value in the request is not acceptable"


class IdempotencyKeyReused(SoulSeerError):
    """The Idempotency-Key was used before with another body."""

    code = "idempotency_key_reused"
    status = 422
    title = "This Idempotency-Key was used with another request"


class RateLimited(SoulSeerError):
    """Too many requests in a short time."""

    code = "rate_limited"
    status = 429
    title = "Too many requests"
    final = False


class InternalError(SoulSeerError):
    """Something went wrong on our side; the request id finds it in the logs."""

    code = "internal_error"
    status = 500
    title = "Something went wrong on our side"


class TryAgain(SoulSeerError):
    """A passing shortage: the same request may succeed in a moment. Nothing was changed, unless the detail says that
    our records cannot be reached: then that is not known."""

    code = "try_again"
    status = 503
    title = "Not possible at this moment, please try again"

    def __init__(
        self, detail: str | None = None, *, field: str | None = None, retry_after_seconds: int | None = 1
    ) -> None:
        super().__init__(detail, field=field, retry_after_seconds=retry_after_seconds)
