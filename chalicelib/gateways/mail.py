"""Outgoing mail: one plain and one HTML part to one person, by Amazon SES."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from chalicelib.gateways.errors import MailFailed, MailRefused, MailUncertain

MAX_SUBJECT = 200
MAX_BODY = 256 * 1024

# What SES will answer again tomorrow; everything else is worth another try.
_PERMANENT = frozenset(
    {"MessageRejected", "BadRequestException", "NotFoundException", "MailFromDomainNotVerifiedException"}
)


_HEADER_NAME = re.compile(r"[A-Za-z]+(-[A-Za-z]+)*")
# Errors before anything was sent. After any other broken connection nobody knows whether the mail was taken.
_NOT_CONNECTED = ("EndpointConnectionError", "ConnectTimeoutError", "NoCredentialsError", "NoRegionError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one address. ValueError if a line of it could smuggle in headers, or a part is missing."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        check_address(self.to)
        if not 0 < len(self.subject) <= MAX_SUBJECT or not self.subject.isprintable():
            raise ValueError("a subject must be one printable line of at most 200 characters")
        for part in (self.text, self.html):
            if not part.strip() or len(part.encode()) > MAX_BODY:
                raise ValueError("a mail needs a plain and an HTML part of at most 256 KiB each")
        for name, value in self.headers.items():
            if not _HEADER_NAME.fullmatch(name) or not value.isascii() or not value.isprintable():
                raise ValueError("a header is a name and one line of printable ASCII")


class MailSender(Protocol):
    """Sends mail. Nothing about delivery is known afterwards but that it was taken."""

    def send(self, mail: Mail) -> str:
        """Hand a mail over once and return the id that the service gave it.

        Raises:
            MailFailed: it was not taken; trying again may help.
            MailRefused: it was not taken and never will be.
            MailUncertain: no answer came; it may have been taken.
        """


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
            # One attempt: a repetition after a lost answer would be a second mail.
            config=Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 1}),
        )

    def send(self, mail: Mail) -> str:
        from botocore.exceptions import BotoCoreError, ClientError

        headers = [{"Name": name, "Value": value} for name, value in mail.headers.items()]
        failure: MailFailed | MailRefused | MailUncertain
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
                        **({"Headers": headers} if headers else {}),
                    }
                },
                **({"ConfigurationSetName": self._configuration_set} if self._configuration_set else {}),
            )
            return str(answer["MessageId"])
        except ClientError as error:
            word = str(error.response.get("Error", {}).get("Code", "unknown"))
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
            failure = (
                MailRefused(word) if word in _PERMANENT else MailUncertain(word) if status >= 500 else MailFailed(word)
            )
        except BotoCoreError as error:
            word = type(error).__name__
            failure = MailFailed(word) if word in _NOT_CONNECTED else MailUncertain(word)
        # Outside the handler: SES repeats the address in its messages.
        raise failure


def check_address(address: str) -> None:
    """Raise ValueError unless this is one plain address: no display name, no second address, no line break."""
    local, at, domain = address.rpartition("@")
    plain = address.isprintable() and not set(address) & set(' ,;:<>()[]"\\')
    if not (at and local and "." in domain and plain and "@" not in local and len(address) <= 254):
        raise ValueError("not an e-mail address")
