"""The media storage in memory."""

from __future__ import annotations

from collections import deque

from chalicelib.gateways.errors import GatewayError
from chalicelib.gateways.storage import check_key, check_object, media_path


class FakeStorage:
    """MediaStorage with `objects`: key → (body, content type). `fail_next` makes the next call fail without effect."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, str]] = {}
        self._faults: deque[GatewayError] = deque()

    def fail_next(self, error: GatewayError) -> None:
        self._faults.append(error)

    def put(self, key: str, body: bytes, content_type: str) -> str:
        check_object(key, body, content_type)
        self._fail_if_told()
        self.objects[key] = (body, content_type)
        return media_path(key)

    def delete(self, key: str) -> None:
        check_key(key)
        self._fail_if_told()
        self.objects.pop(key, None)

    def _fail_if_told(self) -> None:
        if self._faults:
            raise self._faults.popleft()
