"""Making packages small and quick to load, without losing what a function needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infrastructure.package import slim_zip

SITE = f"python/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    path = tmp_path / "layer.zip"
    files = {
        "thing/__init__.py": "VALUE = 7\n",
        "thing/data.json": "{}",
        "thing/tests/test_thing.py": "",
        "thing/fast.pyi": "",
        "pip/__init__.py": "",
        "botocore/data/endpoints.json": "{}",
        "botocore/data/dynamodb/2012-08-10/service-2.json.gz": "x",
        "botocore/data/ec2/2016-11-15/service-2.json.gz": "x",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{SITE}/{name}", text)
    return path


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(f"{SITE}/") for name in archive.namelist()}


def test_only_what_is_needed_stays_as_byte_code(layer: Path, tmp_path: Path) -> None:
    slim_zip(layer, tmp_path / "slim.zip", dependencies=True)
    assert names(tmp_path / "slim.zip") == {
        "thing/__init__.pyc",
        "thing/data.json",
        "botocore/data/endpoints.json",
        "botocore/data/dynamodb/2012-08-10/service-2.json.gz",
    }


def test_byte_code_is_used_whatever_the_time_stamps_say(layer: Path, tmp_path: Path) -> None:
    slim_zip(layer, tmp_path / "slim.zip", dependencies=True)
    with zipfile.ZipFile(tmp_path / "slim.zip") as archive:
        archive.extractall(tmp_path / "out")
    code = "import thing; print(thing.VALUE)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path / "out" / SITE, capture_output=True, text=True, check=True
    )
    assert done.stdout == "7\n"
    header = (tmp_path / "out" / SITE / "thing" / "__init__.pyc").read_bytes()[4:8]
    assert header == b"\x01\x00\x00\x00"  # PEP 552: by hash, never checked


def test_application_keeps_its_source(tmp_path: Path) -> None:
    path = tmp_path / "code.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("app.py", "x = 1\n")
    slim_zip(path, path, dependencies=False)
    version = f"{sys.version_info[0]}{sys.version_info[1]}"
    assert names(path) == {"app.py", f"__pycache__/app.cpython-{version}.pyc"}


def test_same_content_same_bytes(layer: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        slim_zip(layer, tmp_path / name, dependencies=True)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
