"""Notifications on the real table engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core import table
from chalicelib.core.ids import is_id, new_id
from chalicelib.core.table import Put
from chalicelib.notifications import service as notifications
from chalicelib.notifications.items import Notification
from chalicelib.notifications.service import AlreadyNotified, NotificationKind, notice, notify
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")

KIND = NotificationKind.PAYOUT
DETAILS = {"payout_id": "pay_1", "amount_cents": 2_500, "outcome": "sent"}


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
        return notify(user_id=user_id, kind=KIND, fact="pay_1", details=DETAILS, now_ms=START_MS + number)

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(tell, range(16))) == 1
