"""The mail sender in memory."""

from __future__ import annotations

from collections import deque

from chalicelib.gateways.errors import GatewayError
from chalicelib.gateways.mail import Mail


class FakeMail:
    """MailSender that keeps what was sent in `sent`. `fail_next` makes the next call fail before it is kept."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self._faults: deque[GatewayError] = deque()

    def fail_next(self, error: GatewayError) -> None:
        self._faults.append(error)

    def send(self, mail: Mail) -> str:
        if self._faults:
            raise self._faults.popleft()
        self.sent.append(mail)
        return f"mail-{len(self.sent)}"
