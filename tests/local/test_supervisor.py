"""What the supervisor says before it starts, and what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infrastructure.local import emulator
from infrastructure.local.layout import ROOT, BadSetting, Layout, layout_from, local_secrets, read_run_file
from infrastructure.local.preflight import node_problem, python_problem
from infrastructure.local.processes import StartFailed
from infrastructure.local.run import OURS, NotReady, check_free, clean, put_aside
from infrastructure.local.watch import Watcher
from infrastructure.package import PackagingFailed
from tests.emulator import free_port


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path, free_port(), free_port(), free_port(), free_port())


def test_ports_follow_the_first() -> None:
    layout = layout_from({"SOULSEER_PORT": "9000", "SOULSEER_PAYMENTS_PORT": "9100"})
    assert [port for port, _ in layout.ports.values()] == [9000, 9001, 9100, 9003]
    assert layout_from(layout.environment()) == layout


def test_a_run_that_was_killed_is_not_ready_though_it_told_so(layout: Layout) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as run:
        layout.run_file.write_text(json.dumps({"pid": run.pid, "ready": True}))
        assert read_run_file(layout) == {"pid": run.pid, "ready": True}
        run.kill()
    assert read_run_file(layout) == {"pid": run.pid, "ready": False}


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "８０００"])
def test_odd_ports_are_named(text: str) -> None:
    with pytest.raises(BadSetting, match=r"SOULSEER_PORT is .*set it to a port number"):
        layout_from({"SOULSEER_PORT": text})


def test_old_python_is_named() -> None:
    assert python_problem((3, 11, 0), has_venv=True) is None
    assert str(python_problem((3, 9, 2), has_venv=True)).startswith("Python 3.11 or newer is needed, this is 3.9;")
    assert "apt-get install python3-venv" in str(python_problem((3, 12, 0), has_venv=False))


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2\n", "v22.12.0", "v23.0.0", "v24.1.0\n"])
def test_a_node_that_builds_the_web_app(version: str) -> None:
    assert node_problem(version) is None


@pytest.mark.parametrize("version", ["v18.19.0", "v20.18.3\n", "v21.7.3", "v22.11.0", "odd"])
def test_a_node_that_does_not_is_named(version: str) -> None:
    said = str(node_problem(version))
    assert said.startswith("Node.js 20.19 or newer, or 22.12 or newer, is needed to build the web app, this is ")
    assert f"this is {version.strip()};" in said


def test_a_missing_node_is_named() -> None:
    assert "install it from https://nodejs.org" in str(node_problem(None))


def test_a_missing_python_is_named(tmp_path: Path) -> None:
    (tmp_path / "sh").symlink_to("/bin/sh")
    command = [str(shutil.which("make")), "--silent", "preflight"]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Python 3.11 or newer is needed, and there is no python3; install it")


def test_port_in_use_is_a_sentence_with_the_remedy_and_no_traceback(layout: Layout) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", layout.payments_port))
        other.listen()
        with pytest.raises(NotReady):
            check_free(layout)
        done = subprocess.run(
            [sys.executable, "-m", "infrastructure.local.run"],
            cwd=ROOT,
            env={**os.environ, **layout.environment()},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Port {layout.payments_port} (test payments) is in use; stop the program")
    assert "make run SOULSEER_PAYMENTS_PORT=" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_without_a_run_says_how_to_start_one(layout: Layout) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infrastructure.local.check"],
        cwd=ROOT,
        env={**os.environ, **layout.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "SoulSeer is not running; start it with: make run\n")


def test_run_that_is_gone_is_not_in_the_way(layout: Layout) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    layout.run_file.write_text(json.dumps({"pid": gone.pid, "origin": layout.origin}))
    check_free(layout)


def test_secrets_are_made_once_kept_private_and_can_be_given(layout: Layout) -> None:
    layout.secrets_file.write_text(json.dumps({"agora_app_id": "given"}))
    first = local_secrets(layout)
    assert first == local_secrets(layout)
    assert first["agora_app_id"] == "given"
    assert layout.secrets_file.stat().st_mode & 0o777 == 0o600


def test_cleaning_removes_what_a_run_made_and_nothing_else(layout: Layout, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    for directory in (elsewhere, tmp_path / "logs", tmp_path / "emulator-venv", tmp_path / "tmp"):
        directory.mkdir()
        (directory / "file").write_text("x")
    (tmp_path / "emulator").symlink_to(elsewhere)
    (tmp_path / "payments.json").write_text("{}")
    (tmp_path / "thesis.txt").write_text("mine")
    clean(layout)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "emulator-venv", "thesis.txt", "tmp"]
    assert all((tmp_path / name / "file").exists() for name in ("elsewhere", "emulator-venv", "tmp"))
    assert "emulator-venv" not in OURS


def test_what_a_killed_emulator_left_is_out_of_the_way_at_once_and_then_removed(layout: Layout) -> None:
    for leftover in ("first", "second"):
        (layout.scratch / leftover).mkdir(parents=True)
        removing = put_aside(layout.scratch)
        assert not layout.scratch.exists()
        removing.join()
    put_aside(layout.scratch).join()
    assert not any(layout.state.glob("emulator-scratch*"))


class TestInstalling:
    """Installing the emulator never empties a directory that it did not make."""

    @pytest.fixture
    def place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        place = tmp_path / "emulator-venv"
        monkeypatch.setattr(emulator, "DEFAULT_VENV", place)
        monkeypatch.delenv("SOULSEER_EMULATOR", raising=False)
        return place

    def test_linked_installation_is_used_as_it_is(self, place: Path, tmp_path: Path) -> None:
        shared = tmp_path / "shared"
        (shared / "bin").mkdir(parents=True)
        (shared / "bin" / "python").write_text("")
        place.symlink_to(shared)
        assert emulator.install() is False
        assert (shared / "bin" / "python").exists()

    def test_link_to_nothing_is_said(self, place: Path, tmp_path: Path) -> None:
        place.symlink_to(tmp_path / "gone")
        with pytest.raises(StartFailed, match="there is no AWS emulator at"):
            emulator.install()

    def test_directory_of_somebody_else_is_left_alone(self, place: Path) -> None:
        place.mkdir()
        (place / "thesis.txt").write_text("mine")
        with pytest.raises(StartFailed, match="left as it is"):
            emulator.install()
        assert (place / "thesis.txt").exists()

    def test_link_is_never_followed_when_making_room(self, place: Path, tmp_path: Path) -> None:
        shared = tmp_path / "shared"
        shared.mkdir()
        (shared / "stamp").write_text("")
        place.symlink_to(shared)
        with pytest.raises(StartFailed):
            emulator.make_room(place, place / "stamp")
        assert (shared / "stamp").exists()

    def test_own_unfinished_installation_is_replaced(self, place: Path) -> None:
        place.mkdir()
        (place / "stamp").write_text("not finished")
        (place / "half").write_text("")
        emulator.make_room(place, place / "stamp")
        assert list(place.iterdir()) == []


def test_watcher_puts_changes_in_place_and_survives_broken_ones(tmp_path: Path) -> None:
    (tmp_path / "chalicelib").mkdir()
    (tmp_path / "app.py").write_text("")
    calls: list[int] = []
    said: list[str] = []

    def put_in_place() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise PackagingFailed("a comma is missing")

    watcher = Watcher(put_in_place, said.append, tmp_path)
    assert watcher.check() is False
    (tmp_path / "chalicelib" / "new.py").write_text("x")
    assert watcher.check() is True
    assert said == ["changed: chalicelib/new.py", "not put in place: a comma is missing"]
    (tmp_path / "app.py").unlink()
    assert watcher.check() is True
    assert watcher.check() is False
    assert len(calls) == 2
