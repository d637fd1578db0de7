"""Notifications through the API."""

from __future__ import annotations

import re

from chalicelib.core import table
from chalicelib.notifications.outbox import unsubscribe_url
from chalicelib.notifications.service import NotificationKind, notice
from tests.api.conftest import test_settings as made_up_settings
from tests.api.people.conftest import People

LIST, UNREAD = "/v1/me/notifications", "/v1/me/notifications/unread"
CHOICES = "/v1/me/notification-choices"


def tell(people: People, subject: str, count: int = 1) -> None:
    for number in range(count):
        told = notice(
            user_id=people.user_id(subject),
            kind=NotificationKind.PAYOUT,
            fact=f"pay_{number}",
            details={"payout_id": f"pay_{number}", "amount_cents": 2_500, "outcome": "sent"},
            now_ms=people.clock.advance(1),
        )
        table.write(told)


def test_a_person_sees_what_they_are_told(people: People) -> None:
    subject = people.client()
    tell(people, subject, 3)
    page = people.api.get(LIST, as_=subject, query={"limit": 2}).json
    assert [each["title"] for each in page["items"]] == ["A payout of $25.00 is on its way"] * 2
    assert page["items"][0] | {"notification_id": "", "created_at": ""} == {
        "notification_id": "",
        "kind": "payout",
        "title": "A payout of $25.00 is on its way",
        "text": "It usually reaches a bank account within a few days. Reference pay_2.",
        "path": "/earnings",
        "action": "See your earnings",
        "read": False,
        "created_at": "",
    }
    rest = people.api.get(LIST, as_=subject, query={"limit": 2, "cursor": page["next_cursor"]}).json
    assert len(rest["items"]) == 1
    assert rest["next_cursor"] is None
    other = people.client()
    assert people.api.get(LIST, as_=other).json["items"] == []
    answer = people.api.get(LIST, as_=other, query={"cursor": page["next_cursor"]})
    assert answer.code == "invalid_cursor"


def test_the_count_is_made_to_be_polled(people: People) -> None:
    subject = people.client()
    tell(people, subject, 2)
    first = people.api.get(UNREAD, as_=subject)
    assert first.json == {"count": 2, "more": False}
    again = people.api.get(UNREAD, as_=subject, headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304
    newest = people.api.get(LIST, as_=subject).json["items"][0]["notification_id"]
    assert people.api.post(f"{LIST}/{newest}/read", as_=subject).status == 204
    changed = people.api.get(UNREAD, as_=subject, headers={"If-None-Match": first.headers["etag"]})
    assert changed.json == {"count": 1, "more": False}
    assert people.api.post(f"{LIST}/read-all", {"notification_id": newest}, as_=subject).status == 204
    assert people.api.get(UNREAD, as_=subject).json == {"count": 0, "more": False}
    assert all(each["read"] for each in people.api.get(LIST, as_=subject).json["items"])


def test_nobody_reads_for_somebody_else(people: People) -> None:
    subject, other = people.client(), people.client()
    tell(people, subject)
    mine = people.api.get(LIST, as_=subject).json["items"][0]["notification_id"]
    assert people.api.post(f"{LIST}/{mine}/read", as_=other).code == "not_found"
    assert people.api.post(f"{LIST}/read-all", {"notification_id": mine}, as_=other).code == "not_found"
    assert people.api.get(UNREAD, as_=subject).json["count"] == 1


def kinds_offered(people: People, subject: str) -> set[str]:
    return {each["kind"] for each in people.api.get(CHOICES, as_=subject).json["choices"]}


def test_choices_are_of_what_can_happen_to_the_person(people: People) -> None:
    client, reader, admin = (kinds_offered(people, who) for who in (people.client(), people.reader(), people.admin()))
    assert {"low_balance", "your_turn", "booking_made"} <= client
    assert "review_received" not in client
    assert {"review_received", "booking_made"} <= reader
    assert not {"low_balance", "top_up_receipt", "reader_online"} & reader
    assert admin == {"dispute", "moderation", "account_standing"}
    assert not {"payout", "message_digest"} & (client | reader | admin)


def test_times_are_told_in_the_zone_that_is_asked_for(people: People) -> None:
    subject = people.client()
    told = notice(
        user_id=people.user_id(subject),
        kind=NotificationKind.BOOKING_REMINDER,
        fact="bkg_1",
        details={
            "booking_id": "bkg_1",
            "with_name": "Luna",
            "starts_at_ms": people.clock.now_ms(),
            "minutes_before": 15,
            "as_reader": False,
        },
        now_ms=people.clock.now_ms(),
    )
    table.write(told)

    def told(**query: str) -> str:
        (item,) = people.api.get(LIST, as_=subject, query=query).json["items"]
        return f"{item['title']} {item['text']}"

    assert "8:54" in told()  # in UTC, until a zone is chosen
    assert "14:24 (Asia/Kolkata)" in told(time_zone="Asia/Kolkata")
    people.api.patch("/v1/me", {"time_zone": "Europe/Lisbon"}, as_=subject)
    assert "9:54" in told()
    wrong = people.api.get(LIST, as_=subject, query={"time_zone": "Mars/Olympus"})
    assert (wrong.status, wrong.json["field"]) == (422, "time_zone")


def test_choices_are_kept_one_by_one(people: People) -> None:
    subject = people.client()
    chosen = people.api.get(CHOICES, as_=subject).json
    assert [each["kind"] for each in chosen["choices"] if not each["in_app"]] == []
    people.api.patch(CHOICES, {"kind": "top_up_receipt", "by_mail": False}, as_=subject)
    changed = people.api.patch(CHOICES, {"kind": "top_up_receipt", "in_app": False}, as_=subject).json
    receipt = next(each for each in changed["choices"] if each["kind"] == "top_up_receipt")
    assert (receipt["in_app"], receipt["by_mail"], receipt["topic"]) == (False, False, "money")
    assert people.api.patch(CHOICES, {"kind": "weather"}, as_=subject).code == "validation_failed"


def test_the_link_in_a_mail_asks_first_and_stops_then(people: People) -> None:
    subject = people.client()
    user_id = people.user_id(subject)
    url = unsubscribe_url(made_up_settings(), user_id, NotificationKind.TOP_UP_RECEIPT)
    path, token = "/v1/unsubscribe", url.rpartition("token=")[2]
    asked = people.api.get(path, query={"token": token})
    assert "Receipts for top-ups" in asked.body.decode()
    assert '<form method="post">' in asked.body.decode()
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]+'", asked.headers["content-security-policy"])

    def mails() -> bool:
        found = people.api.get(CHOICES, as_=subject).json["choices"]
        return next(bool(each["by_mail"]) for each in found if each["kind"] == "top_up_receipt")

    assert mails()
    for _ in range(2):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        done = people.api.post(path, query={"token": token}, content=b"List-Unsubscribe=One-Click", headers=headers)
        assert "Done" in done.body.decode()
        assert not mails()


def test_a_broken_link_changes_nothing(people: People) -> None:
    asked = people.api.get("/v1/unsubscribe", query={"token": "x" * 40})
    assert "not complete" in asked.body.decode()
    assert people.api.post("/v1/unsubscribe", query={"token": "x" * 40}, content=b"").code == "not_found"
    assert people.api.get("/v1/unsubscribe").status == 200
