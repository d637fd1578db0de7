"""Making packages small and quick to load, without losing what a function needs, and what is in the one we deploy."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from chalicelib.areas import OPERATIONS
from infrastructure import package
from infrastructure.package import CODE_ZIP, ROOT, slim_zip
from tests.load.bench.imports import ENVIRONMENT

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


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The code of a function as it is packaged; the layer of dependencies, which is another zip, is left out."""
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(ROOT / "app.py", project)
    for name in (".chalice", "chalicelib"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
    (project / "requirements.txt").write_text("")
    monkeypatch.setattr(package, "_replace_layer", lambda *layer, **options: None)
    package._package("dev", "https://soulseer.example", tmp_path / "out", for_this_host=True, root=project)
    with zipfile.ZipFile(tmp_path / "out" / CODE_ZIP) as archive:
        archive.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


def test_the_packaged_application_binds_its_routes_by_the_sheet(unpacked: Path) -> None:
    """Without the sheet it would work as well, and load every area at each cold start."""
    code = """
import sys
import app
print(app.__file__)
print(*(name for name in sys.modules if name == "chalicelib.areas" or name.endswith("routes")))
print(*sorted(f"{method}:{path}" for path, methods in app.app.routes.items() for method in methods))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=unpacked, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded_from, areas, routes = done.stdout.split("\n")[:3]
    assert Path(loaded_from).parent == unpacked
    assert areas == "", "no area is loaded before its first request"
    assert routes.split() == sorted(f"{each.method}:{each.path}" for each in OPERATIONS)
