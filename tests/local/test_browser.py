"""Which browser the tests take, and how one is had where there is none."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from infrastructure.local import browser, web_build


class Machine:
    """A machine without any browser, on which Playwright may have put one. Says what was run."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, *, downloads: bool = True) -> None:
        self.ran: list[list[str]] = []
        self.chromium = home / "chrome"
        self._downloads = downloads
        playwright = home / "playwright"
        playwright.touch()
        monkeypatch.delenv("SOULSEER_CHROMIUM", raising=False)
        monkeypatch.setattr(browser, "NAMES", ())
        monkeypatch.setattr(browser, "MAC_PATH", str(home / "no-such-browser"))
        monkeypatch.setattr(browser, "PLAYWRIGHT", playwright)
        monkeypatch.setattr(web_build, "install", lambda: True)
        monkeypatch.setattr(os, "geteuid", lambda: 1_000)
        monkeypatch.setattr(subprocess, "run", self._run)

    def _run(self, command: list[Any], **_: Any) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        self.ran.append(words)
        if words[1:] == ["install", "chromium"] and self._downloads:
            self.chromium.touch()
            self.chromium.chmod(stat.S_IRWXU)
        return subprocess.CompletedProcess(command, 0, f"{self.chromium}\n", "")


def test_whoever_is_not_root_gets_playwrights_own_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(tmp_path, monkeypatch)
    assert browser.find() is None
    assert browser.main() == 0
    assert capsys.readouterr().out == f"{machine.chromium}\n"
    assert [words[1:] for words in machine.ran if words[0].endswith("playwright")] == [["install", "chromium"]]
    assert browser.find() == str(machine.chromium)


def test_what_cannot_be_had_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine(tmp_path, monkeypatch, downloads=False)
    assert browser.main() == 2
    assert browser.REMEDY in capsys.readouterr().err


def test_a_browser_that_is_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(tmp_path, monkeypatch)
    assert browser.find({"SOULSEER_CHROMIUM": "/bin/sh"}) == "/bin/sh"
    assert browser.find({"SOULSEER_CHROMIUM": str(tmp_path / "none")}) is None
    assert machine.ran == []
