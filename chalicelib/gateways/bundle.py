"""The outside services of a running process, made when first used: importing their SDKs costs cold-start time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.core.settings import SettingMissing, Settings
from chalicelib.gateways.queue import Queue, SqsQueue

if TYPE_CHECKING:
    from chalicelib.gateways.mail import MailSender
    from chalicelib.gateways.payments import PaymentGateway
    from chalicelib.gateways.snapshots import SnapshotStore


class Gateways:
    """What `Runtime.gateways` is. Tests hand in an object with the same attributes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def payments(self) -> PaymentGateway:
        """The payment provider."""
        from chalicelib.gateways.stripe_payments import StripePayments

        return StripePayments(self._settings.secret("stripe_secret_key"), api_base=self._settings.stripe_api_base)

    @cached_property
    def queue(self) -> Queue:
        """The billing queue."""
        if self._settings.billing_queue_url is None:
            raise SettingMissing("set BILLING_QUEUE_URL in the environment of the function")
        return SqsQueue(self._settings.billing_queue_url)

    @cached_property
    def due_queue(self) -> Queue:
        """The queue of items on which something is due."""
        if self._settings.due_queue_url is None:
            raise SettingMissing("set DUE_QUEUE_URL in the environment of the function")
        return SqsQueue(self._settings.due_queue_url)

    @cached_property
    def mail(self) -> MailSender:
        """The mail service."""
        from chalicelib.gateways.mail import SesMail

        if self._settings.mail_sender is None:
            raise SettingMissing("set MAIL_SENDER in the environment of the function")
        return SesMail(self._settings.mail_sender, configuration_set=self._settings.mail_configuration_set)

    @cached_property
    def search_snapshots(self) -> SnapshotStore:
        """Where the snapshots of the search index are."""
        from chalicelib.gateways.snapshots import S3Snapshots

        if self._settings.search_bucket is None:
            raise SettingMissing("set SEARCH_BUCKET in the environment of the function")
        return S3Snapshots(self._settings.search_bucket)
