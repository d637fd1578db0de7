"""The minute's sweep: the tick finds live sessions and fans out; workers bring each up to date.

Both go by the tick's scheduled time, so a tick that is late, doubled or missed, and a worker whose clock is wrong,
make no difference to what is charged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from chalicelib.core import observability, table
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.table import Key
from chalicelib.gateways.queue import MAX_BATCH, Queue
from chalicelib.sessions import engine
from chalicelib.sessions.items import LIVE_SHARDS, SessionItem, live_shard, presence_key, session_key
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import Stale
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import wallet_of

SESSIONS_A_MESSAGE = 50
MIN_HELD_BACK = 20
"""No round is held back for so few messages that wait."""
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


@dataclass(frozen=True)
class Round:
    """What a tick found and did. `is_held_back`: it sent nothing, for the workers have enough to do."""

    live_sessions: int
    is_held_back: bool = False


def live_session_ids(first_shard: int = 0) -> Iterator[str]:
    """Yield the ids of all sessions that are not finalized: one query a shard and page, keys alone."""
    for number in range(LIVE_SHARDS):
        shard = live_shard((first_shard + number) % LIVE_SHARDS)
        start = None
        while True:
            page = table.query_keys("live", "live_shard", shard, limit=_PAGE, start_key=start)
            for pk, _ in page.keys:
                yield pk.removeprefix(_SESSION_PREFIX)
            start = page.next_key
            if start is None:
                break


def tick(queue: Queue, scheduled_at_ms: int) -> Round:
    """Send every live session to the workers, unless they are more than half a round behind.

    A session is handed out again only when the workers have got on with the round before: with more work than they can
    do, messages would only grow old in the queue. Held back, each round is done whole, so all sessions wait equally
    long, and a visit charges all the minutes that are due by then. Each tick begins one shard further back: whoever
    was last is first the next time, and nobody who was first becomes last.
    """
    session_ids = list(live_session_ids(-(scheduled_at_ms // MINUTE_MS) % LIVE_SHARDS))
    batches = [
        session_ids[start : start + SESSIONS_A_MESSAGE] for start in range(0, len(session_ids), SESSIONS_A_MESSAGE)
    ]
    if _waiting(queue) > max(MIN_HELD_BACK, len(batches) // 2):
        return Round(len(session_ids), is_held_back=True)
    bodies = [Batch(scheduled_at_ms, batch).encode() for batch in batches]
    for start in range(0, len(bodies), MAX_BATCH):
        queue.send(bodies[start : start + MAX_BATCH])
    return Round(len(session_ids))


def _waiting(queue: Queue) -> int:
    """How many messages wait; none when the queue does not tell, for billing goes on without knowing."""
    try:
        return queue.waiting()
    except Exception as error:
        observability.log_failure(error)
        return 0


def bring_all_up_to_date(batch: Batch) -> list[tuple[str, Exception]]:
    """Bring each session of a message up to date, apart from the others; returns those that failed, with the reason.

    All are read in a few round trips. Sessions that only owe minutes are charged together (`ledger.commit_each`); all
    that is not that simple, or was refused there, is done again alone, as `engine.bring_up_to_date` does it.

    The first look need not be consistent: what it saw stands in the conditions of the charge, and evidence of presence
    that is a moment old proves a little less, never more. What changes a session's state looks again, consistently.
    """
    session_ids = list(dict.fromkeys(batch.session_ids))
    try:
        charges, alone, failed = _first_look(session_ids, batch.as_of_ms)
    except Exception as error:  # an item among them cannot be read, or the table is busy: each for itself, then
        observability.log_failure(error)
        charges, alone, failed = {}, session_ids, []
    written = ledger.commit_each(list(charges.values()))
    alone += [session_id for session_id, is_written in zip(charges, written, strict=True) if not is_written]
    for session_id in alone:
        try:
            engine.bring_up_to_date(session_id, batch.as_of_ms)
        except engine.NoSuchSession:
            continue
        except Exception as error:
            failed.append((session_id, error))
    return failed


def _first_look(
    session_ids: list[str], as_of_ms: int
) -> tuple[dict[str, Posting], list[str], list[tuple[str, Exception]]]:
    """Return the charges of sessions that only owe minutes, the sessions that need more, and those that failed."""
    keys = [key for session_id in session_ids for key in (session_key(session_id), presence_key(session_id))]
    found = table.load_many(keys, consistent=False)
    wallet_keys = [_wallet_key(item) for item in found.values() if isinstance(item, SessionItem)]
    found |= table.load_many(wallet_keys, consistent=False)
    charges: dict[str, Posting] = {}
    alone: list[str] = []
    failed: list[tuple[str, Exception]] = []
    for session_id in session_ids:
        try:
            charge = engine.minutes_due(engine.sight_of(session_id, found), as_of_ms)
        except engine.NoSuchSession:
            continue
        except (engine.MoreThanMinutes, Stale):
            alone.append(session_id)
        except Exception as error:
            failed.append((session_id, error))
        else:
            if charge is not None:
                charges[session_id] = charge
    return charges, alone, failed


def _wallet_key(item: SessionItem) -> Key:
    return Account.key(account=wallet_of(item.client_id))


def retry_alone(queue: Queue, batch: Batch, session_ids: list[str]) -> None:
    """Send sessions that failed again, each in a message of its own, so that one that always fails stands alone."""
    queue.send([Batch(batch.as_of_ms, [session_id]).encode() for session_id in session_ids])
