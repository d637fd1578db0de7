"""`make test` as a program: what runs beside what, what is shown of a failure, and that nothing is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import everything
from tests.emulator import ROOT
from tests.everything import PARTS, Part, closing_lines, run
from tests.local.test_run import alive, eventually

SOON_SECONDS = 60.0
PROGRAM = """
import subprocess, sys, time
from pathlib import Path
target = sys.argv[1]
Path(f"{target}.began").touch()
if target == "waits":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path("child.part").write_text(str(child.pid))
    Path("child.part").rename("child")
    time.sleep(600)
if target.startswith("meets-"):
    other = Path(f"meets-{'b' if target.endswith('a') else 'a'}.began")
    while not other.exists():
        time.sleep(0.01)
print(f"{target} says what went wrong" if target == "fails" else "7 passed in 0.1s")
sys.exit(3 if target == "fails" else 0)
"""


@pytest.fixture(autouse=True)
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for make by a program that does as the name of its target says."""
    (tmp_path / "program.py").write_text(PROGRAM)
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\ncd "{tmp_path}" && exec "{sys.executable}" program.py "$2"\n')
    make.chmod(0o755)
    monkeypatch.setenv("MAKE_COMMAND", str(make))


def test_parts_run_side_by_side_and_after_what_they_need(tmp_path: Path) -> None:
    parts = (Part("last", after=("meets-a", "meets-b")), Part("meets-a"), Part("meets-b", niceness=0))
    begun = run(parts, tmp_path)
    assert {target: part.exit_code for target, part in begun.items()} == {"last": 0, "meets-a": 0, "meets-b": 0}
    assert closing_lines(begun["last"].log) == ["7 passed in 0.1s"]


def test_a_failure_is_shown_and_what_needs_it_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = run((Part("fails"), Part("needs-it", after=("fails",)), Part("other")), tmp_path)
    assert {target: part.exit_code for target, part in begun.items()} == {"fails": 3, "other": 0}
    said = capsys.readouterr().out
    assert "fails says what went wrong" in said
    assert not (tmp_path / "needs-it.began").exists()


def test_one_failed_part_fails_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(everything, "LOGS", tmp_path / "logs")
    monkeypatch.setattr(everything, "PARTS", (Part("fails"), Part("needs-it", after=("fails",)), Part("other")))
    assert everything.main() == 1
    assert capsys.readouterr().out.endswith("7 passed in 0.1s\nfailed: fails; not run: needs-it\n")
    monkeypatch.setattr(everything, "PARTS", (Part("other"),))
    assert everything.main() == 0
    assert capsys.readouterr().out.endswith("\n7 passed in 0.1s\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_stops_everything_that_was_started(tmp_path: Path, number: signal.Signals) -> None:
    code = f"""
import sys
from pathlib import Path
from tests import everything
everything.LOGS = Path({str(tmp_path)!r})
everything.PARTS = (everything.Part("waits"), everything.Part("never", after=("waits",)))
sys.exit(everything.main())
"""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    child = tmp_path / "child"
    eventually(child.exists, "the part has begun")
    process.send_signal(number)
    assert process.wait(SOON_SECONDS) == 130
    eventually(lambda: not alive(int(child.read_text())), "what the part had started is gone")
    assert not (tmp_path / "never.began").exists()


def test_each_part_is_a_target_of_the_makefile_and_needs_parts_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = [part.target for part in PARTS]
    assert len(targets) == len(set(targets))
    for part in PARTS:
        assert f"\n{part.target}:" in makefile
        assert set(part.after) < set(targets)
