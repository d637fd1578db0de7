"""What can go wrong at an outside service, as types with a stable `code`.

`reason` is a short machine word for logs and metrics. Neither it nor the message ever carries what a provider or a
caller sent: such texts hold names, addresses and card details.
"""

from __future__ import annotations

from typing import ClassVar


class GatewayError(Exception):
    """An outside service failed, refused, or sent something that cannot be trusted."""

    code: ClassVar[str] = "internal_error"
    retryable: ClassVar[bool] = False

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WebhookRejected(GatewayError):
    """A webhook request that is not authentic, not fresh, or not of the documented shape. Use nothing of it."""

    code = "webhook_rejected"


class PaymentProviderFailed(GatewayError):
    """The payment provider could not be asked, or its answer made no sense. The same call may be made again with the
    same idempotency key; whether the first one took effect is unknown."""

    code = "payment_provider_failed"
    retryable = True


class PaymentRefused(GatewayError):
    """The payment provider understood the call and said no. Making the same call again changes nothing.

    `provider_code` is the provider's own word for why (`charge_already_refunded`, `resource_missing` …), `reference`
    its id of the request, to be quoted to its support.
    """

    code = "payment_provider_failed"

    def __init__(self, reason: str, *, provider_code: str | None = None, reference: str | None = None) -> None:
        super().__init__(reason)
        self.provider_code = provider_code
        self.reference = reference


class MediaUnavailable(GatewayError):
    """Voice, video and realtime messaging are not configured, so no token can be made."""

    code = "media_unavailable"


class MailFailed(GatewayError):
    """The mail service could not take the mail now."""

    code = "try_again"
    retryable = True


class MailRefused(GatewayError):
    """The mail service will not take this mail, now or later."""


class StorageFailed(GatewayError):
    """The media store could not be reached or did not do what was asked."""

    code = "try_again"
    retryable = True
