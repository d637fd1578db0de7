"""What can go wrong at an outside service, as types.

Only PaymentProviderFailed and WebhookRejected are answers to a client as they stand; an area catches the others.

`reason` is a short machine word for logs and metrics. Neither it nor the message ever carries what a provider or a
caller sent: such texts hold names, addresses and card details.
"""

from __future__ import annotations

from typing import ClassVar

from chalicelib.core.errors import SoulSeerError, WebhookRejected

__all__ = [
    "GatewayError",
    "MailFailed",
    "MailRefused",
    "MailUncertain",
    "MediaNotConfigured",
    "PaymentProviderFailed",
    "PaymentRefused",
    "StorageFailed",
    "WebhookRejected",
]


class GatewayError(Exception):
    """An outside service failed or refused. Not an answer to a client by itself: the caller decides what it means."""

    retryable: ClassVar[bool] = False

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PaymentProviderFailed(SoulSeerError):
    """The payment provider could not be asked, or its answer made no sense. The same call may be made again with the
    same idempotency key; whether the first one took effect is unknown."""

    code = "payment_provider_failed"
    status = 502
    title = "The payment provider cannot be reached at this moment, please try again"
    retryable: ClassVar[bool] = True

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class PaymentRefused(GatewayError):
    """The payment provider understood the call and said no. Making the same call again changes nothing.

    `provider_code` is the provider's own word for why (`charge_already_refunded`, `resource_missing` …), `reference`
    its id of the request, to be quoted to its support.
    """

    def __init__(self, reason: str, *, provider_code: str | None = None, reference: str | None = None) -> None:
        super().__init__(reason)
        self.provider_code = provider_code
        self.reference = reference


class MediaNotConfigured(GatewayError):
    """The project for voice, video and messaging is missing or cannot be right, so no token can be made.

    To a client this is `media_unavailable`, which the sessions area declares."""


class MailFailed(GatewayError):
    """The mail service could not take the mail now."""

    retryable = True


class MailRefused(GatewayError):
    """The mail service will not take this mail, now or later."""


class MailUncertain(GatewayError):
    """No answer came from the mail service: the mail may have been taken, so it must not be sent again."""


class StorageFailed(GatewayError):
    """The media store could not be reached or did not do what was asked."""

    retryable = True
