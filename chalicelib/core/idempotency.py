"""Answers kept by Idempotency-Key, so that a repeated request is answered, not repeated.

One item for a key (already scoped to actor and route). Its life: *running* under a lease, then *done* with the answer,
for 24 hours. A run that crashed leaves its lease; after 60 seconds the next request with the key takes it over. That
is safe because handlers build what they create from `request.idempotency_id`: a second run makes the same thing.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from typing import Protocol

import msgspec
from pynamodb.expressions.update import Action

from chalicelib.core.clock import DAY_MS, MINUTE_MS
from chalicelib.core.errors import IdempotencyInProgress, IdempotencyKeyReused
from chalicelib.core.table import (
    BytesAttribute,
    IntegerAttribute,
    KeyTemplate,
    Put,
    TableItem,
    TextAttribute,
    Update,
    load,
    write,
)

LEASE_MS = MINUTE_MS
KEPT_MS = DAY_MS
MAX_KEPT_BYTES = 256 * 1024
"""Answers above this are not kept (an item holds 400 KB); no money operation answers so much."""


class StoredAnswer(msgspec.Struct, frozen=True):
    """An answer to give again."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = msgspec.field(default_factory=dict)


class Run(msgspec.Struct, frozen=True):
    """The right to run a request: the key it holds and the lease that proves it."""

    key_id: str
    lease: str


class AnswerStore(Protocol):
    """Keeps answers by key."""

    def begin(self, key_id: str, fingerprint: str, now_ms: int) -> StoredAnswer | Run:
        """Return the kept answer of `key_id`, or the right to run the request now.

        Raises:
            IdempotencyKeyReused: the key was used with another fingerprint.
            IdempotencyInProgress: another request holds the key.
        """
        ...

    def finish(self, run: Run, answer: StoredAnswer) -> None:
        """Keep the answer of `run`; a run whose lease was taken over changes nothing."""
        ...

    def release(self, run: Run) -> None:
        """Let the next request with the key run at once: this one came to no final answer."""
        ...


class KeptAnswer(TableItem, discriminator="kept_answer"):
    """The item of one key."""

    key = KeyTemplate("IDEMPOTENCY#{key_id}", "ANSWER")

    fingerprint = TextAttribute()
    lease = TextAttribute(null=True)
    leased_until_ms = IntegerAttribute(null=True)
    status = IntegerAttribute(null=True)
    content_type = TextAttribute(null=True)
    body = BytesAttribute(null=True)
    headers_json = TextAttribute(null=True)


class _Taken(Exception):
    """The key's item is there already, or the lease is no longer ours."""


class TableAnswerStore:
    """Keeps answers in the table: one write when a run begins and one when it ends."""

    def begin(self, key_id: str, fingerprint: str, now_ms: int) -> StoredAnswer | Run:
        run = Run(key_id, secrets.token_hex(8))
        fresh = KeptAnswer(
            *KeptAnswer.key(key_id=key_id),
            fingerprint=fingerprint,
            lease=run.lease,
            leased_until_ms=now_ms + LEASE_MS,
            expires_at=(now_ms + KEPT_MS) // 1_000,
        )
        # TTL removes items late, by days even: what has expired may be replaced.
        free = KeptAnswer.pk.does_not_exist() | (KeptAnswer.expires_at <= now_ms // 1_000)
        try:
            write(Put(fresh, free, refused=_Taken))
        except _Taken:
            return self._resume(fresh, run, now_ms)
        return run

    def _resume(self, fresh: KeptAnswer, run: Run, now_ms: int) -> StoredAnswer | Run:
        kept = load(KeptAnswer, (fresh.pk, fresh.sk))
        if kept is None:
            raise IdempotencyInProgress(retry_after_seconds=1)
        if kept.fingerprint != fresh.fingerprint:
            raise IdempotencyKeyReused
        if kept.status is not None:
            headers = json.loads(kept.headers_json or "{}")
            return StoredAnswer(kept.status, kept.content_type or "", kept.body or b"", headers)
        until_ms = kept.leased_until_ms or 0
        if until_ms > now_ms:
            raise IdempotencyInProgress(retry_after_seconds=max(1, -(-(until_ms - now_ms) // 1_000)))
        same = (
            KeptAnswer.lease == kept.lease if kept.lease is not None else KeptAnswer.lease.does_not_exist()
        ) & KeptAnswer.status.does_not_exist()
        try:
            write(Put(fresh, same, refused=_Taken))
        except _Taken as error:
            raise IdempotencyInProgress(retry_after_seconds=1) from error
        return run

    def finish(self, run: Run, answer: StoredAnswer) -> None:
        if len(answer.body) > MAX_KEPT_BYTES:
            self.release(run)
            return
        self._change(
            run,
            KeptAnswer.status.set(answer.status),
            KeptAnswer.content_type.set(answer.content_type),
            KeptAnswer.body.set(answer.body),
            KeptAnswer.headers_json.set(json.dumps(answer.headers)),
            KeptAnswer.lease.remove(),
            KeptAnswer.leased_until_ms.remove(),
        )

    def release(self, run: Run) -> None:
        self._change(run, KeptAnswer.lease.remove(), KeptAnswer.leased_until_ms.remove())

    def _change(self, run: Run, *actions: Action) -> None:
        item = KeptAnswer(*KeptAnswer.key(key_id=run.key_id))
        # A refusal means that the lease was taken over: the other run's answer counts.
        with suppress(_Taken):
            write(Update(item, actions, KeptAnswer.lease == run.lease, refused=_Taken))
