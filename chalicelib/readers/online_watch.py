"""Telling clients who asked that a reader has come online: once, who asked first first, a bounded number at a time.

Going online makes the reader's status due (`core.due`) in the same write, so nobody is forgotten when the process
ends there; a worker then tells those who wait.
"""

from __future__ import annotations

from chalicelib.core import due, table
from chalicelib.core.clock import DAY_MS, MINUTE_MS, SECOND_MS
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Check, Delete, Put, Update
from chalicelib.notifications.service import AlreadyNotified, NotificationKind, notice
from chalicelib.readers.items import ReaderCard, ReaderStatus
from chalicelib.readers.watch_items import OnlineWatch

LAPSES_MS = 7 * DAY_MS
"""Who has asked is not told any more after so long."""
TOLD_AT_ONCE = 100
"""How many clients are told in a minute; the others are told in the next ones, while the reader is still online."""


class _Gone(Exception):
    """The client does not wait any more, or has been told by another worker."""


def ask(reader_id: str, client_id: str, now_ms: int) -> OnlineWatch:
    """Ask to be told once when a reader comes online; asking again begins the 7 days anew.

    Raises:
        NotFound: there is no such reader.
        Conflict: the reader is online.
    """
    pk, sk = OnlineWatch.listed(reader_id=reader_id, asked_at_ms=now_ms, client_id=client_id)
    lapses_at_ms = now_ms + LAPSES_MS
    watch = OnlineWatch(
        *OnlineWatch.key(reader_id=reader_id, client_id=client_id),
        reader_id=reader_id,
        client_id=client_id,
        asked_at_ms=now_ms,
        lapses_at_ms=lapses_at_ms,
        expires_at=lapses_at_ms // SECOND_MS,
        k1_pk=pk,
        k1_sk=sk,
    )
    status = table.load(ReaderStatus, ReaderStatus.key(reader_id=reader_id))
    if status is None or not status.verified or status.suspended or reader_id == client_id:
        raise NotFound("There is no such reader.")
    offline = ReaderStatus.online == False  # noqa: E712 - builds a condition
    table.transact(
        Check(ReaderStatus, (status.pk, status.sk), offline, refused=_is_online),
        Put(watch, replace=True),
    )
    return watch


def _is_online() -> Conflict:
    return Conflict("This reader is online now.")


def take_back(reader_id: str, client_id: str) -> None:
    """Do not tell the client any more. Taking back what was not asked changes nothing."""
    table.write(Delete(OnlineWatch(*OnlineWatch.key(reader_id=reader_id, client_id=client_id))))


def asked(reader_id: str, client_id: str, now_ms: int) -> OnlineWatch | None:
    """Return what a client has asked and still waits for, or None. Half a read unit, eventually consistent."""
    key = OnlineWatch.key(reader_id=reader_id, client_id=client_id)
    watch = table.load(OnlineWatch, key, consistent=False)
    return None if watch is None or watch.lapses_at_ms <= now_ms else watch


def tell_watchers(status: ReaderStatus, as_of_ms: int, runtime: Runtime) -> None:
    """Tell those who wait that the reader is online; see `core.due`. Nobody is told of a reader who left again."""
    more = status.online and _tell_some(status.reader_id, as_of_ms)
    unchanged = ReaderStatus.due_at_ms == status.due_at_ms
    try:
        table.write(Update(status, due.actions(status, as_of_ms + MINUTE_MS if more else None), unchanged))
    except table.Refused:
        return  # the reader came online anew meanwhile, which is due by itself


def _tell_some(reader_id: str, as_of_ms: int) -> bool:
    """Tell the longest waiting; returns whether others wait still."""
    page = table.query_keys("keys1", "k1_pk", OnlineWatch.listed.pk_of(reader_id=reader_id), limit=TOLD_AT_ONCE)
    if not page.keys:
        return False
    card = table.load(ReaderCard, ReaderCard.key(reader_id=reader_id), consistent=False)
    for watch in table.load_many(page.keys).values():
        if isinstance(watch, OnlineWatch) and card is not None:
            _tell(watch, card.display_name, as_of_ms)
    return page.next_key is not None


def _tell(watch: OnlineWatch, reader_name: str, as_of_ms: int) -> None:
    as_read = OnlineWatch.asked_at_ms == watch.asked_at_ms
    told = notice(
        user_id=watch.client_id,
        kind=NotificationKind.READER_ONLINE,
        fact=f"{watch.reader_id}:{watch.asked_at_ms}",
        details={"reader_id": watch.reader_id, "with_name": reader_name},
        now_ms=as_of_ms,
    )
    gone = Delete(watch, as_read, refused=_Gone)
    try:
        if watch.lapses_at_ms <= as_of_ms:
            table.write(gone)
        else:
            table.transact(gone, told)
    except (_Gone, AlreadyNotified):
        return
