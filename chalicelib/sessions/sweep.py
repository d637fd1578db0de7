"""The minute's sweep: the tick finds live sessions and fans out; workers bring each up to date.

Both go by the tick's scheduled time, so a tick that is late, doubled or missed, and a worker whose clock is wrong,
make no difference to what is charged.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from chalicelib.core import table
from chalicelib.gateways.queue import Queue
from chalicelib.sessions import engine
from chalicelib.sessions.items import LIVE_SHARDS, live_shard, presence_key, session_key
from chalicelib.wallet.items import Account
from chalicelib.wallet.rules import wallet_of

SESSIONS_A_MESSAGE = 25
_PAGE = 1_000
_SESSION_PREFIX = "SESSION#"


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message to a worker: which sessions to bring up to date, as of which instant."""

    as_of_ms: int
    session_ids: list[str]

    def encode(self) -> str:
        """The message's body."""
        return msgspec.json.encode(self).decode()

    @staticmethod
    def decode(body: str) -> Batch:
        """Read a message's body; raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
        return msgspec.json.decode(body, type=Batch)


def live_session_ids() -> Iterator[str]:
    """Yield the ids of all sessions that are not finalized: one query a shard and page, keys alone."""
    for number in range(LIVE_SHARDS):
        start = None
        while True:
            page = table.query_keys("live", "live_shard", live_shard(number), limit=_PAGE, start_key=start)
            for pk, _ in page.keys:
                yield pk.removeprefix(_SESSION_PREFIX)
            start = page.next_key
            if start is None:
                break


def tick(queue: Queue, scheduled_at_ms: int) -> int:
    """Send every live session to the workers; returns how many there are."""
    count = 0
    bodies: list[str] = []
    batch: list[str] = []
    for session_id in live_session_ids():
        count += 1
        batch.append(session_id)
        if len(batch) == SESSIONS_A_MESSAGE:
            bodies.append(Batch(scheduled_at_ms, batch).encode())
            batch = []
        if len(bodies) == 10:
            queue.send(bodies)
            bodies = []
    if batch:
        bodies.append(Batch(scheduled_at_ms, batch).encode())
    if bodies:
        queue.send(bodies)
    return count


def bring_all_up_to_date(batch: Batch) -> list[tuple[str, Exception]]:
    """Bring each session of a message up to date, apart from the others; returns those that failed, with the reason.

    All are read in three round trips first. A session that fails keeps no other one waiting.
    """
    keys = [key for session_id in batch.session_ids for key in (session_key(session_id), presence_key(session_id))]
    found = table.load_many(keys)
    wallets = table.load_many(
        [Account.key(account=wallet_of(item.client_id)) for item in found.values() if hasattr(item, "client_id")]
    )
    failed: list[tuple[str, Exception]] = []
    for session_id in batch.session_ids:
        try:
            sight = engine.sight_of(session_id, found, lambda account: _wallet(wallets, account))
            engine.bring_up_to_date(session_id, batch.as_of_ms, sight=sight)
        except engine.NoSuchSession:
            continue
        except Exception as error:
            failed.append((session_id, error))
    return failed


def _wallet(wallets: dict[table.Key, table.TableItem], account: str) -> Account:
    found = wallets.get(Account.key(account=account))
    if not isinstance(found, Account):
        raise LookupError(f"no account {account}")
    return found


def retry_alone(queue: Queue, batch: Batch, session_ids: list[str]) -> None:
    """Send sessions that failed again, each in a message of its own, so that one that always fails stands alone."""
    queue.send([Batch(batch.as_of_ms, [session_id]).encode() for session_id in session_ids])
