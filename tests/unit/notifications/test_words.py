"""Notifications in words, and as mails."""

from __future__ import annotations

from html.parser import HTMLParser
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.gateways.mail import MAX_SUBJECT
from chalicelib.notifications.mails import notification_mail
from chalicelib.notifications.rules import FORMS, Details, NotificationKind, checked_details
from chalicelib.notifications.words import LABELS, Words, words
from tests.unit.notifications.samples import EACH, SAMPLES

ORIGIN = "https://soulseer.example"
LEAVE = f"{ORIGIN}/v1/unsubscribe?token=abc"


def mail_of(told: Words, label: str = "Receipts for top-ups") -> tuple[str, str, str]:
    mail = notification_mail(to="casey@example.com", words=told, web_origin=ORIGIN, label=label, unsubscribe_url=LEAVE)
    return mail.subject, mail.text, mail.html


def test_every_kind_has_samples_a_label_and_a_place_among_the_choices() -> None:
    assert SAMPLES.keys() == LABELS.keys() == FORMS.keys() == set(NotificationKind)


@pytest.mark.parametrize(("kind", "details"), EACH, ids=lambda each: getattr(each, "value", None))
def test_every_kind_speaks_in_whole_sentences(kind: NotificationKind, details: Details) -> None:
    assert checked_details(kind, details) == details
    told = words(kind, details, "Europe/Lisbon")
    assert told.path.startswith("/")
    assert told.text.endswith(".")
    assert not told.title.endswith(".")
    for line in (told.title, told.text, told.action):
        assert line[0].isupper() or line[0] in "$0123456789"
        assert not any(mark in line for mark in ("{", "}", "None", "_at_ms", "True", "False"))
    assert len(told.title) <= MAX_SUBJECT


def test_instants_are_told_in_the_zone_of_the_person() -> None:
    details = SAMPLES[NotificationKind.BOOKING_RESCHEDULED][0]
    assert "Thursday, 9 October at 08:54 (UTC)" in words(NotificationKind.BOOKING_RESCHEDULED, details, "UTC").text
    text = words(NotificationKind.BOOKING_RESCHEDULED, details, "Pacific/Auckland").text
    assert "Thursday, 9 October at 21:54 (Pacific/Auckland)" in text


@given(st.sampled_from(sorted(available_timezones())), st.sampled_from(EACH))
def test_every_zone_can_be_told(zone: str, each: tuple[NotificationKind, Details]) -> None:
    assert words(*each, zone).text


def test_money_is_told_to_the_cent() -> None:
    told = words(NotificationKind.TOP_UP_RECEIPT, SAMPLES[NotificationKind.TOP_UP_RECEIPT][0], "UTC")
    assert told.title == "Receipt: $50.00 added to your wallet"
    assert "$60.00" in told.text


@pytest.mark.parametrize(("kind", "details"), EACH, ids=lambda each: getattr(each, "value", None))
def test_nobody_is_told_of_a_wallet_that_is_not_theirs(kind: NotificationKind, details: Details) -> None:
    told = words(kind, details, "UTC")
    if details.get("as_reader"):
        assert "your wallet" not in f"{told.title} {told.text}"


class Seen(HTMLParser):
    """What a mail program would find in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("kind", "details"), EACH, ids=lambda each: getattr(each, "value", None))
def test_a_mail_has_both_parts_and_loads_nothing(kind: NotificationKind, details: Details) -> None:
    told = words(kind, details, "UTC")
    subject, text, html = mail_of(told, LABELS[kind][1])
    assert subject == told.title
    assert told.text in text
    assert f"{ORIGIN}{told.path}" in text
    assert LEAVE in text
    page = Seen()
    page.feed(html)
    assert not page.open
    assert not page.tags & {"img", "script", "link", "iframe"}
    assert set(page.links) == {f"{ORIGIN}{told.path}", LEAVE, f"{ORIGIN}/account#notifications"}
    assert len(html) < 20_000


def test_a_name_cannot_become_markup() -> None:
    details = {"reader_id": "usr_1", "with_name": '<img src=x onerror="x">&\u2028'}
    subject, _, html = mail_of(words(NotificationKind.READER_ONLINE, details, "UTC"))
    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert subject.isprintable()


def test_a_mail_program_can_unsubscribe_by_one_click() -> None:
    told = words(NotificationKind.VERIFICATION, {"decision": "verified"}, "UTC")
    mail = notification_mail(to="casey@example.com", words=told, web_origin=ORIGIN, label="x", unsubscribe_url=LEAVE)
    assert mail.headers == {
        "List-Unsubscribe": f"<{LEAVE}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
