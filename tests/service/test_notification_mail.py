"""Mails of notifications on the real table engine: sent once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.accounts import service as accounts
from chalicelib.core import due, dynamodb, observability, table
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.errors import NotFound
from chalicelib.core.ids import new_id
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Update
from chalicelib.gateways.errors import GatewayError, MailFailed, MailRefused, MailUncertain
from chalicelib.gateways.mail import Mail
from chalicelib.notifications import outbox
from chalicelib.notifications import service as notifications
from chalicelib.notifications.items import Notification
from chalicelib.notifications.outbox import send_due_mail
from chalicelib.notifications.rules import Details
from chalicelib.notifications.service import NotificationKind, notice
from tests.api.conftest import test_settings as made_up_settings
from tests.conftest import START_MS, ManualClock
from tests.fakes.mail import FakeMail

pytestmark = pytest.mark.usefixtures("table_engine")

PAYOUT: Details = {"payout_id": "pay_1", "amount_cents": 2_500, "outcome": "sent"}


class Outside:
    """The outside services."""

    def __init__(self, mail: Any) -> None:
        self.mail = mail


def runtime_with(mail: Any, clock: ManualClock | None = None) -> Runtime:
    nothing: Any = None
    settings = replace(made_up_settings(), mail_sender="SoulSeer <hello@soulseer.example>")
    return Runtime(settings, clock or ManualClock(), nothing, nothing, nothing, gateways=Outside(mail))


def person(email: str | None = "casey@example.com") -> str:
    issuer, subject = "https://issuer.example/", new_id("auth", START_MS)
    user_id: str = accounts.sign_in(issuer, subject, "Casey", email, START_MS).user_id
    return user_id


def told(user_id: str, kind: NotificationKind = NotificationKind.PAYOUT, details: Details = PAYOUT) -> Notification:
    table.write(notice(user_id=user_id, kind=kind, fact="f", details=details, now_ms=START_MS))
    return stored(user_id, kind)


def stored(user_id: str, kind: NotificationKind = NotificationKind.PAYOUT) -> Notification:
    notification_id = notifications.notification_id_of(user_id, kind, "f")
    item = table.load(Notification, Notification.key(user_id=user_id, notification_id=notification_id))
    assert item is not None
    return item


def state(item: Notification) -> tuple[str | None, int | None]:
    """How the mail stands, and when somebody looks at it again."""
    now = stored(item.user_id, NotificationKind(item.notification_kind))
    return now.mail_state, now.due_at_ms


def test_a_mail_goes_out_once() -> None:
    mail = FakeMail()
    item = told(person())
    assert item.due_at_ms == START_MS
    key = (item.pk, item.sk)
    assert key in set(due.due_keys(START_MS))
    send_due_mail(item, START_MS, runtime_with(mail))
    assert [(each.to, each.subject) for each in mail.sent] == [
        ("casey@example.com", "A payout of $25.00 is on its way")
    ]
    assert state(item) == ("sent", None)
    assert key not in set(due.due_keys(START_MS + 10**9))


def test_eight_workers_with_the_same_message_send_one_mail() -> None:
    mail = FakeMail()
    item = told(person())
    copies = [stored(item.user_id) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda copy: send_due_mail(copy, START_MS, runtime_with(mail)), copies))
    assert len(mail.sent) == 1
    assert state(item) == ("sent", None)


class Dies:
    """A mail service in whose call the worker dies, the mail taken or not."""

    def __init__(self, taken: bool) -> None:
        self.taken = taken
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> str:
        if self.taken:
            self.sent.append(mail)
        raise KeyboardInterrupt


@pytest.mark.parametrize("taken", [False, True])
def test_a_worker_that_dies_while_sending_leaves_a_mail_that_is_never_sent_again(taken: bool) -> None:
    dying, clock = Dies(taken), ManualClock()
    item = told(person())
    with pytest.raises(KeyboardInterrupt):
        send_due_mail(item, START_MS, runtime_with(dying, clock))
    assert state(item) == ("sending", START_MS + outbox.CLAIM_MS)
    assert (item.pk, item.sk) not in set(due.due_keys(START_MS + outbox.CLAIM_MS - 1))
    mail = FakeMail()
    send_due_mail(stored(item.user_id), START_MS + outbox.CLAIM_MS, runtime_with(mail))
    assert state(item) == ("uncertain", None)
    assert mail.sent == []


@pytest.mark.parametrize(("error", "left"), [(MailRefused("x"), "refused"), (MailUncertain("x"), "uncertain")])
def test_what_must_not_be_repeated_is_not(error: GatewayError, left: str) -> None:
    mail = FakeMail()
    mail.fail_next(error)
    item = told(person())
    send_due_mail(item, START_MS, runtime_with(mail))
    assert state(item) == (left, None)


def test_a_mail_of_which_nobody_knows_is_counted_for_the_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    monkeypatch.setattr(observability.metrics, "add_metric", lambda name, *_: counted.append(name))
    mail = FakeMail()
    mail.fail_next(MailUncertain("x"))
    send_due_mail(told(person()), START_MS, runtime_with(mail))
    assert counted == ["MailsUncertain"]


def test_a_mail_that_was_not_taken_is_tried_again_later_and_later_and_not_for_ever() -> None:
    mail = FakeMail()
    item = told(person())
    at_ms, waits = START_MS, []
    for _ in range(3):
        mail.fail_next(MailFailed("TooManyRequestsException"))
        send_due_mail(stored(item.user_id), at_ms, runtime_with(mail))
        left, next_ms = state(item)
        assert left == "waiting"
        assert next_ms is not None
        waits.append((next_ms - at_ms) // MINUTE_MS)
        at_ms = next_ms
    assert waits == [2, 4, 8]
    send_due_mail(stored(item.user_id), START_MS + 4 * 86_400_000, runtime_with(mail))
    assert state(item) == ("skipped", None)
    assert mail.sent == []


def _without_choice(user_id: str) -> None:
    notifications.change_choice(user_id, NotificationKind.PAYOUT, by_mail=False)


def _suspended(user_id: str) -> None:
    table.write(accounts.change_suspension(accounts.load_account(user_id), True, START_MS))


def _odd_address(user_id: str) -> None:
    profile = accounts.load_account(user_id)
    table.write(Update(profile, [type(profile).email.set("casey@localhost")]))


def test_a_second_delivery_that_was_read_before_an_attempt_does_not_claim_the_mail_again() -> None:
    mail = FakeMail()
    item = told(person())
    read_before = stored(item.user_id)
    mail.fail_next(MailFailed("TooManyRequestsException"))
    send_due_mail(item, START_MS, runtime_with(mail))
    send_due_mail(read_before, START_MS, runtime_with(mail))
    assert mail.sent == []
    assert state(item) == ("waiting", START_MS + 2 * MINUTE_MS)


def test_a_write_that_is_repeated_after_a_lost_answer_leaves_the_next_claim_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call, written = dynamodb.call, list[tuple[str, dict[str, Any]]]()

    def noted(action: str, arguments: dict[str, Any]) -> Any:
        if action == "UpdateItem":
            written.append((action, arguments))
        return call(action, arguments)

    mail = FakeMail()
    item = told(person())
    mail.fail_next(MailFailed("TooManyRequestsException"))
    with monkeypatch.context() as patched:
        patched.setattr(dynamodb, "call", noted)
        send_due_mail(item, START_MS, runtime_with(mail))
    _, back_to_waiting = written

    class Meets(FakeMail):
        def send(self, mail: Mail) -> str:
            with pytest.raises(ClientError, match="ConditionalCheckFailed"):
                call(*back_to_waiting)
            return super().send(mail)

    later = Meets()
    send_due_mail(stored(item.user_id), START_MS + 2 * MINUTE_MS, runtime_with(later))
    assert len(later.sent) == 1
    assert state(item) == ("sent", None)


@pytest.mark.parametrize("change", [_without_choice, _suspended, _odd_address])
def test_who_does_not_want_mail_or_cannot_have_it_gets_none(change: Callable[[str], None]) -> None:
    mail = FakeMail()
    user_id = person()
    change(user_id)
    item = told(user_id)
    send_due_mail(item, START_MS, runtime_with(mail))
    assert mail.sent == []
    assert state(item) == ("skipped", None)


def test_without_a_verified_address_no_mail_is_sent() -> None:
    mail = FakeMail()
    item = told(person(email=None))
    send_due_mail(item, START_MS, runtime_with(mail))
    assert state(item) == ("skipped", None)


def test_an_account_that_is_gone_gets_none() -> None:
    mail = FakeMail()
    item = told(new_id("usr", START_MS))
    send_due_mail(item, START_MS, runtime_with(mail))
    assert state(item) == ("skipped", None)


def test_a_stage_without_a_sender_sends_none() -> None:
    runtime = runtime_with(FakeMail())
    item = told(person())
    send_due_mail(item, START_MS, replace(runtime, settings=replace(runtime.settings, mail_sender=None)))
    assert state(item) == ("skipped", None)


def test_the_suspended_are_told_that_they_are() -> None:
    mail = FakeMail()
    user_id = person()
    _suspended(user_id)
    item = told(user_id, NotificationKind.ACCOUNT_STANDING, {"decision": "suspended"})
    send_due_mail(item, START_MS, runtime_with(mail))
    assert [each.subject for each in mail.sent] == ["Your account is suspended"]


def test_a_reminder_that_comes_too_late_stays_away() -> None:
    mail = FakeMail()
    kind = NotificationKind.BOOKING_REMINDER
    details: Details = {
        "booking_id": "bkg_1",
        "with_name": "Luna Vega",
        "starts_at_ms": START_MS + 15 * MINUTE_MS,
        "minutes_before": 15,
        "as_reader": False,
    }
    item = told(person(), kind, details)
    send_due_mail(item, START_MS + 15 * MINUTE_MS, runtime_with(mail))
    assert state(item) == ("skipped", None)


def test_kinds_without_mail_wait_for_nothing() -> None:
    details: Details = {"review_id": "rev_1", "reader_id": "usr_1", "with_name": "Casey", "rating": 5}
    item = told(person(), NotificationKind.REVIEW_RECEIVED, details)
    assert (item.mail_state, item.due_at_ms) == (None, None)


def test_the_link_in_a_mail_names_person_and_kind_and_cannot_be_made_up() -> None:
    settings = made_up_settings()
    url = outbox.unsubscribe_url(settings, "usr_1", NotificationKind.PAYOUT)
    token = url.rpartition("token=")[2]
    assert outbox.read_token(settings, token) == ("usr_1", NotificationKind.PAYOUT)
    for wrong in ("", token[:-2], token[::-1], f"A{token[1:]}"):
        with pytest.raises(NotFound):
            outbox.read_token(settings, wrong)
