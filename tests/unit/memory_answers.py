"""Answers kept in memory, for tests without a table; tests/service/test_idempotency.py holds both to one contract."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.core.errors import IdempotencyInProgress, IdempotencyKeyReused
from chalicelib.core.idempotency import KEPT_MS, LEASE_MS, Run, StoredAnswer


@dataclass
class _Entry:
    fingerprint: str
    lease: str | None
    leased_until_ms: int
    expires_at_ms: int
    answer: StoredAnswer | None = None


class MemoryAnswerStore:
    """The contract of `AnswerStore` in a dict."""

    def __init__(self) -> None:
        self.entries: dict[str, _Entry] = {}
        self._leases = 0

    def begin(self, key_id: str, fingerprint: str, now_ms: int) -> StoredAnswer | Run:
        entry = self.entries.get(key_id)
        if entry is not None and entry.expires_at_ms > now_ms:
            if entry.fingerprint != fingerprint:
                raise IdempotencyKeyReused
            if entry.answer is not None:
                return entry.answer
            if entry.lease is not None and entry.leased_until_ms > now_ms:
                raise IdempotencyInProgress(retry_after_seconds=-(-(entry.leased_until_ms - now_ms) // 1_000))
        self._leases += 1
        lease = str(self._leases)
        self.entries[key_id] = _Entry(fingerprint, lease, now_ms + LEASE_MS, now_ms + KEPT_MS)
        return Run(key_id, lease)

    def finish(self, run: Run, answer: StoredAnswer) -> None:
        entry = self.entries[run.key_id]
        if entry.lease == run.lease:
            entry.answer, entry.lease = answer, None

    def release(self, run: Run) -> None:
        entry = self.entries[run.key_id]
        if entry.lease == run.lease:
            entry.lease = None
