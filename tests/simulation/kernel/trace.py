"""What happened, line by line, and its digest: two runs of one seed must agree in every line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from hashlib import blake2b

START_KEPT = 60


class Trace:
    """Collects lines; prints them as they come when `show` is given, else keeps the last few."""

    def __init__(self, now_ms: Callable[[], int], show: Callable[[str], None] | None = None) -> None:
        self._now_ms = now_ms
        self._start_ms = now_ms()
        self._digest = blake2b(digest_size=12)
        self._show = show
        self.last: deque[str] = deque(maxlen=START_KEPT)

    def note(self, who: str, what: str) -> None:
        line = f"{(self._now_ms() - self._start_ms) / 1_000:>10.3f}  {who:<28} {what}"
        self._digest.update(line.encode())
        self.last.append(line)
        if self._show is not None:
            self._show(line)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()
