"""The store of snapshots in memory."""

from __future__ import annotations

from collections import deque

from chalicelib.gateways.errors import GatewayError


class FakeSnapshots:
    """SnapshotStore with `objects`: key → bytes. `fail_next` makes the next call fail without effect."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self._faults: deque[GatewayError] = deque()

    def fail_next(self, error: GatewayError) -> None:
        self._faults.append(error)

    def get(self, key: str) -> bytes | None:
        self._fail_if_told()
        return self.objects.get(key)

    def put(self, key: str, body: bytes) -> None:
        self._fail_if_told()
        self.objects[key] = body

    def _fail_if_told(self) -> None:
        if self._faults:
            raise self._faults.popleft()
