"""Notifications on the real table engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core import table
from chalicelib.core.errors import NotFound
from chalicelib.core.ids import is_id, new_id
from chalicelib.core.table import Put
from chalicelib.notifications import service as notifications
from chalicelib.notifications.items import Notification
from chalicelib.notifications.rules import Details
from chalicelib.notifications.service import AlreadyNotified, NotificationKind, notice
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")

KIND = NotificationKind.PAYOUT
DETAILS: Details = {"payout_id": "pay_1", "amount_cents": 2_500, "outcome": "sent"}


def fresh_user() -> str:
    return new_id("usr", START_MS)


def payout(user_id: str, fact: str = "pay_1", at_ms: int = START_MS) -> Put:
    return notice(user_id=user_id, kind=KIND, fact=fact, details=DETAILS, now_ms=at_ms)


def load(user_id: str, fact: str = "pay_1") -> Notification | None:
    notification_id = notifications.notification_id_of(user_id, KIND, fact)
    return table.load(Notification, Notification.key(user_id=user_id, notification_id=notification_id))


def test_a_notice_is_written_with_its_fact() -> None:
    user_id, other_id = fresh_user(), fresh_user()
    table.transact(payout(user_id), payout(other_id))
    item = load(user_id)
    assert item is not None
    assert is_id(item.notification_id, "ntf")
    assert item.plain_details() == DETAILS
    assert item.expires_at == START_MS // 1_000 + 90 * 86_400
    assert load(other_id) is not None


def test_a_fact_is_told_once_and_a_refused_transaction_tells_nothing() -> None:
    user_id, other_id = fresh_user(), fresh_user()
    table.write(payout(user_id))
    with pytest.raises(AlreadyNotified):
        table.transact(payout(other_id), payout(user_id, at_ms=START_MS + 1))
    assert load(other_id) is None


def test_sixteen_threads_tell_a_fact_once() -> None:
    user_id = fresh_user()

    def tell(number: int) -> bool:
        try:
            table.write(payout(user_id, at_ms=START_MS + number))
        except AlreadyNotified:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(tell, range(16))) == 1


# --- what a person sees -----------------------------------------------------------------------------------------


def tell(user_id: str, count: int, kind: NotificationKind = KIND, start: int = 0) -> list[str]:
    """Tell somebody of `count` facts, a second apart; returns the notifications' ids, oldest first."""
    details: dict[NotificationKind, Details] = {KIND: DETAILS, NotificationKind.VERIFICATION: {"decision": "verified"}}
    for number in range(start, start + count):
        at_ms = START_MS + number * 1_000
        table.write(notice(user_id=user_id, kind=kind, fact=f"fact-{number}", details=details[kind], now_ms=at_ms))
    return [notifications.notification_id_of(user_id, kind, f"fact-{n}") for n in range(start, start + count)]


def shown(user_id: str) -> list[tuple[str, bool]]:
    seen, _ = notifications.notifications_of(user_id, limit=100, start_key=None)
    return [(each.item.notification_id, each.read) for each in seen]


def unread(user_id: str) -> tuple[int, bool]:
    found = notifications.unread_of(user_id)
    return found.count, found.more


def test_the_list_is_newest_first_in_pages() -> None:
    user_id = fresh_user()
    ids = tell(user_id, 5)
    first, next_key = notifications.notifications_of(user_id, limit=3, start_key=None)
    rest, end = notifications.notifications_of(user_id, limit=3, start_key=next_key)
    assert [each.item.notification_id for each in first + rest] == ids[::-1]
    assert end is None


def test_reading_one_takes_it_off_the_count_once() -> None:
    user_id = fresh_user()
    ids = tell(user_id, 3)
    for _ in range(2):
        notifications.mark_read(user_id, ids[1], START_MS)
        assert unread(user_id) == (2, False)
    assert shown(user_id) == [(ids[2], False), (ids[1], True), (ids[0], False)]


def test_reading_all_up_to_one_leaves_what_came_after_it() -> None:
    user_id = fresh_user()
    ids = tell(user_id, 4)
    notifications.mark_all_read(user_id, ids[2])
    notifications.mark_all_read(user_id, ids[0])  # later news of less changes nothing
    assert unread(user_id) == (1, False)
    assert [read for _, read in shown(user_id)] == [False, True, True, True]


def test_the_count_is_bounded() -> None:
    user_id = fresh_user()
    tell(user_id, 20)
    assert unread(user_id) == (20, False)
    tell(user_id, 3, start=20)
    assert unread(user_id) == (20, True)


def test_nobody_reads_for_somebody_else() -> None:
    user_id, other_id = fresh_user(), fresh_user()
    (mine,) = tell(user_id, 1)
    with pytest.raises(NotFound):
        notifications.mark_read(other_id, mine, START_MS)
    with pytest.raises(NotFound):
        notifications.mark_all_read(other_id, mine)
    assert unread(user_id) == (1, False)
    assert shown(other_id) == []


def test_what_is_not_wanted_in_the_app_is_neither_shown_nor_counted() -> None:
    user_id = fresh_user()
    tell(user_id, 2)
    (wanted,) = tell(user_id, 1, NotificationKind.VERIFICATION, start=5)
    notifications.change_choice(user_id, KIND, in_app=False)
    assert shown(user_id) == [(wanted, False)]
    assert unread(user_id) == (1, False)
    notifications.change_choice(user_id, KIND, in_app=True)
    assert unread(user_id) == (3, False)


def test_choices_that_are_changed_at_once_all_stand() -> None:
    user_id = fresh_user()
    kinds = list(NotificationKind)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda kind: notifications.change_choice(user_id, kind, by_mail=False), kinds))
    box = notifications.load_box(user_id)
    assert not any(box.mails(kind) for kind in kinds)
    assert not any(box.hides(kind) for kind in kinds)
