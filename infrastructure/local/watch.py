"""The fast loop: puts the application in place again when its sources change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from infrastructure.local.deploy import DeployFailed
from infrastructure.local.layout import ROOT
from infrastructure.package import PackagingFailed

POLL_SECONDS = 0.4
_WATCHED = ("app.py", "requirements.txt", "chalicelib", ".chalice/config.json", "infrastructure/template.yaml")


class Watcher:
    """Calls `put_in_place` after each change, until its context ends."""

    def __init__(self, put_in_place: Callable[[], None], say: Callable[[str], None], root: Path = ROOT) -> None:
        self._put_in_place = put_in_place
        self._say = say
        self._root = root
        self._stopped = threading.Event()
        self._seen = self._look()
        self._thread = threading.Thread(target=self._watch, name="watcher")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *failure: object) -> None:
        self._stopped.set()
        self._thread.join()

    def check(self) -> bool:
        """Put the application in place if anything changed since the last look; tell whether it did."""
        now = self._look()
        changed = sorted({path for path, _ in now ^ self._seen})
        if not changed:
            return False
        self._seen = now
        self._say(f"changed: {', '.join(changed[:3])}{' …' if len(changed) > 3 else ''}")
        try:
            self._put_in_place()
        except (PackagingFailed, DeployFailed) as failure:
            self._say(f"not put in place: {failure}")
        return True

    def _watch(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            self.check()

    def _look(self) -> set[tuple[str, int]]:
        return {(str(path.relative_to(self._root)), path.stat().st_mtime_ns) for path in self._files()}

    def _files(self) -> Iterator[Path]:
        for name in _WATCHED:
            path = self._root / name
            if path.is_dir():
                yield from (found for found in path.rglob("*.py") if found.is_file())
            elif path.is_file():
                yield path
