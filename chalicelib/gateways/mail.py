"""Outgoing mail: one plain and one HTML part to one person, by Amazon SES."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from chalicelib.gateways.errors import MailFailed, MailRefused

MAX_SUBJECT = 200
MAX_BODY = 256 * 1024

# What SES will answer again tomorrow; everything else is worth another try.
_PERMANENT = frozenset(
    {"MessageRejected", "BadRequestException", "NotFoundException", "MailFromDomainNotVerifiedException"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one address. ValueError if an address or subject could smuggle in headers, or a part is missing."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)

    def __post_init__(self) -> None:
        check_address(self.to)
        if not 0 < len(self.subject) <= MAX_SUBJECT or not self.subject.isprintable():
            raise ValueError("a subject must be one printable line of at most 200 characters")
        for part in (self.text, self.html):
            if not part.strip() or len(part.encode()) > MAX_BODY:
                raise ValueError("a mail needs a plain and an HTML part of at most 256 KiB each")


class MailSender(Protocol):
    """Sends mail. Nothing about delivery is known afterwards but that it was taken."""

    def send(self, mail: Mail) -> str:
        """Hand a mail over; the id that the service gave it. MailFailed (try again) or MailRefused (do not)."""


class SesMail:
    """MailSender on Amazon SES (API version 2). `sender` is a verified address, with or without a display name."""

    def __init__(self, sender: str, *, configuration_set: str | None = None) -> None:
        if not sender.strip() or not sender.isprintable():
            raise ValueError("the sender's address is missing")
        self._sender = sender
        self._configuration_set = configuration_set

    @cached_property
    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        return boto3.client(
            "sesv2",
            config=Config(connect_timeout=2, read_timeout=8, retries={"mode": "standard", "total_max_attempts": 2}),
        )

    def send(self, mail: Mail) -> str:
        from botocore.exceptions import BotoCoreError, ClientError

        failure: MailFailed | MailRefused
        try:
            answer = self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [mail.to]},
                Content={
                    "Simple": {
                        "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                        "Body": {
                            "Text": {"Data": mail.text, "Charset": "UTF-8"},
                            "Html": {"Data": mail.html, "Charset": "UTF-8"},
                        },
                    }
                },
                **({"ConfigurationSetName": self._configuration_set} if self._configuration_set else {}),
            )
            return str(answer["MessageId"])
        except ClientError as error:
            word = str(error.response.get("Error", {}).get("Code", "unknown"))
            failure = MailRefused(word) if word in _PERMANENT else MailFailed(word)
        except BotoCoreError as error:
            failure = MailFailed(type(error).__name__)
        # Outside the handler: SES repeats the address in its messages.
        raise failure


def check_address(address: str) -> None:
    """Raise ValueError unless this is one plain address: no display name, no second address, no line break."""
    local, at, domain = address.rpartition("@")
    plain = address.isprintable() and not set(address) & set(' ,;:<>()[]"\\')
    if not (at and local and "." in domain and plain and "@" not in local and len(address) <= 254):
        raise ValueError("not an e-mail address")
