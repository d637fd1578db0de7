"""Packages the application for one stage: Chalice's template merged with ours, and zips made small and quick to load.

    python -m infrastructure.package --stage dev --web-origin https://soulseer.example

writes build/package/dev/ (sam.json, deployment.zip, layer-deployment.zip), ready for `aws cloudformation package`.
Packaging again without a change of its inputs does nothing.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import fcntl
import hashlib
import json
import os
import platform
import py_compile
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "infrastructure" / "template.yaml"
CODE_ZIP = "deployment.zip"
LAYER_ZIP = "layer-deployment.zip"
SAM_FILE = "sam.json"
MARK = "inputs.sha256"
"""Tells what the package beside it was made of."""
ROUTE_SHEET = "chalicelib/route_sheet.json"
"""Lets a function find the area of a request without loading all of them; see chalicelib/route_sheet.py."""

AWS_SERVICES_USED = frozenset({"dynamodb", "s3", "sesv2", "sns", "sqs", "ssm", "sts", "xray"})
"""Service descriptions of botocore that stay in the package; the other 400 are most of its size."""
_SDK_FILES_KEPT = frozenset({"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"})
CHALICE_TOOL_ONLY = (
    "_distutils_hack", "blessed", "cffi", "click", "editor", "inquirer", "jinxed", "packaging", "pip", "pkg_resources",
    "pycparser", "readchar", "runs", "setuptools", "wcwidth", "wheel", "xmod", "yaml", "_yaml",
)  # fmt: skip
"""What chalice's command line needs and a function does not (cffi and its parser are for building, too)."""
NEVER_LOADED = (
    "aws_lambda_powertools/event_handler", "aws_lambda_powertools/utilities/auth_alpha",
    "aws_lambda_powertools/utilities/circuit_breaker", "aws_lambda_powertools/utilities/data_masking",
    "aws_lambda_powertools/utilities/feature_flags", "aws_lambda_powertools/utilities/idempotency",
    "aws_lambda_powertools/utilities/kafka", "aws_lambda_powertools/utilities/parameters",
    "aws_lambda_powertools/utilities/parser", "aws_lambda_powertools/utilities/streaming",
    "aws_lambda_powertools/utilities/validation", "ecdsa", "pyasn1", "rsa", "stripe/params",
)  # fmt: skip
"""Parts of libraries that nothing of ours leads to: other tools of Powertools, python-jose's ways of doing without the
cryptography package, and types of Stripe's that only type checkers read. A test holds that it is so."""
_PACKAGE_RECORDS = frozenset({"INSTALLER", "RECORD", "REQUESTED", "WHEEL", "direct_url.json", "top_level.txt"})
"""What tells pip how a library was installed; its METADATA and licence stay."""
_DIRECTORIES_NEVER_NEEDED = frozenset({"tests", "testing", "examples", "swagger_ui"})
_SUFFIXES_NEVER_NEEDED = frozenset({".pyi", ".c", ".pxd", ".pyx", ".h"})
_QUEUE_OF = {"BringUpToDate": "BillingQueue", "DoDueWork": "DueQueue"}
"""The queue that each worker takes its messages from."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_HOST_MACHINES = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


class PackagingFailed(Exception):
    """The application could not be packaged. The message says what went wrong, for people."""


def package(stage: str, web_origin: str, out: Path, *, for_this_host: bool = False, root: Path = ROOT) -> bool:
    """Package `stage` into `out`, and tell whether anything had to be done.

    `for_this_host` makes the dependencies loadable on this machine (the local run executes them here), when it is not
    the Linux machine that Chalice builds them for.

    Raises:
        PackagingFailed: Chalice or pip refused; the message carries their last words.
    """
    inputs = _hash_of_inputs(stage, web_origin, root, for_this_host=for_this_host)
    mark = out / MARK
    if mark.exists() and mark.read_text() == inputs:
        return False
    with _one_at_a_time(root):
        _package(stage, web_origin, out, for_this_host=for_this_host, root=root)
    mark.write_text(inputs)
    return True


@contextlib.contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Wait until nobody else packages this checkout: Chalice and we keep what is built once for all in it."""
    lock = root / "build" / "package.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _package(stage: str, web_origin: str, out: Path, *, for_this_host: bool, root: Path) -> None:
    for name in (MARK, CODE_ZIP, LAYER_ZIP, SAM_FILE):
        (out / name).unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        merge = Path(scratch) / "merge.json"
        merge.write_text(json.dumps(yaml.safe_load(TEMPLATE.read_text())))
        _run_chalice(stage, web_origin, merge, out, root)
    sam = out / SAM_FILE
    sam.write_text(json.dumps(finish_template(json.loads(sam.read_text())), indent=1) + "\n")
    native = for_this_host and not _chalice_builds_for_this_host(stage, root)
    # What stays on this machine need not be small, only quick to pack and unpack.
    level = 1 if for_this_host else 9
    _replace_layer(out / LAYER_ZIP, root, host_native=native, level=level)
    sheet = _run([sys.executable, "-m", "chalicelib.route_sheet"], root, "listing the routes")
    slim_zip(out / CODE_ZIP, out / CODE_ZIP, dependencies=False, level=level, extra={ROUTE_SHEET: sheet})


def finish_template(template: dict[str, Any]) -> dict[str, Any]:
    """Name queues by reference: app.py can only name them by text, which would hide the dependency."""
    for name, queue in _QUEUE_OF.items():
        for event in template["Resources"][name]["Properties"]["Events"].values():
            event["Properties"]["Queue"] = {"Fn::GetAtt": [queue, "Arn"]}
    return template


def slim_zip(
    source: Path, target: Path, *, dependencies: bool, level: int = 9, extra: Mapping[str, str] | None = None
) -> None:
    """Write `source`, and `extra` texts by path, to `target` with byte code and without what a function never opens.

    Dependencies keep their byte code only; the application keeps its source too, so that stack traces quote it.
    Byte code is of the unchecked kind: it is used whatever the time stamps say, so a cold start compiles nothing. The
    same content always makes the same bytes, so an unchanged package is recognised as such.
    """
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        with zipfile.ZipFile(source) as archive:
            archive.extractall(tree)
        for name, text in (extra or {}).items():
            (tree / name).write_text(text)
        for base in tree.glob("python/lib/python3*/site-packages") if dependencies else ():
            _prune(base)
        quiet_errors_only = 2
        compileall.compile_dir(
            tree,
            quiet=quiet_errors_only,
            stripdir=str(tree),
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            legacy=dependencies,
            workers=os.cpu_count() or 1,
        )
        for source_file in tree.rglob("*.py") if dependencies else ():
            if source_file.with_suffix(".pyc").exists():
                source_file.unlink()
        _write_zip(tree, target, level)


def _prune(site_packages: Path) -> None:
    for name in (*CHALICE_TOOL_ONLY, *NEVER_LOADED):
        shutil.rmtree(site_packages / name, ignore_errors=True)
        for information in site_packages.glob(f"{name}-*.dist-info"):
            shutil.rmtree(information)
    for path in sorted(site_packages.rglob("*")):
        if path.is_dir() and path.name in _DIRECTORIES_NEVER_NEEDED:
            shutil.rmtree(path)
        elif path.is_file() and (path.suffix in _SUFFIXES_NEVER_NEEDED or _is_package_record(path)):
            path.unlink()
    for data in (site_packages / "botocore" / "data", site_packages / "boto3" / "data"):
        for entry in data.iterdir() if data.is_dir() else ():
            if entry.is_dir() and entry.name not in AWS_SERVICES_USED:
                shutil.rmtree(entry)
            elif entry.is_file() and entry.name not in _SDK_FILES_KEPT:
                entry.unlink()


def _is_package_record(path: Path) -> bool:
    return path.parent.suffix == ".dist-info" and path.name in _PACKAGE_RECORDS


def _write_zip(tree: Path, target: Path, level: int) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(tree.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(str(path.relative_to(tree)), _ZIP_TIME)
                info.external_attr = (0o755 if os.access(path, os.X_OK) else 0o644) << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes(), compresslevel=level)


def _replace_layer(layer: Path, root: Path, *, host_native: bool, level: int) -> None:
    """Put the slimmed dependencies in the place of Chalice's, from a cache when these were slimmed before."""
    key = hashlib.sha256(layer.read_bytes() + Path(__file__).read_bytes() + f"{host_native} {level}".encode())
    cached = root / "build" / "layers" / f"{key.hexdigest()[:20]}.zip"
    if not cached.exists():
        cached.parent.mkdir(parents=True, exist_ok=True)
        part = cached.with_suffix(".part")
        source = _host_native_layer(root, part.with_suffix(".raw")) if host_native else layer
        slim_zip(source, part, dependencies=True, level=level)
        part.replace(cached)
        if host_native:
            source.unlink()
    shutil.copyfile(cached, layer)


def _host_native_layer(root: Path, target: Path) -> Path:
    """Zip the dependencies as pip installs them for this interpreter on this machine."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target"]
        site_packages = f"{scratch}/python/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
        _run(
            [*command, site_packages, "-r", str(root / "requirements.txt")],
            root,
            "installing the dependencies for this machine",
        )
        _write_zip(Path(scratch), target, 0)
    return target


def _chalice_builds_for_this_host(stage: str, root: Path) -> bool:
    if platform.system() != "Linux":
        return False
    stages = json.loads((root / ".chalice" / "config.json").read_text())["stages"]
    return bool(_HOST_MACHINES.get(platform.machine()) == stages[stage]["lambda_architecture"])


def _run_chalice(stage: str, web_origin: str, merge: Path, out: Path, root: Path) -> None:
    command = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", stage]
    environment = {"AWS_DEFAULT_REGION": "us-east-1", **os.environ, "WEB_ORIGIN": web_origin, "STAGE": stage}
    _run([*command, "--merge-template", str(merge), str(out)], root, "packaging the application", environment)


def _run(command: list[str], root: Path, doing: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        last_words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise PackagingFailed(f"{doing} failed:\n{last_words}")
    return done.stdout


def _hash_of_inputs(stage: str, web_origin: str, root: Path, *, for_this_host: bool) -> str:
    digest = hashlib.sha256(f"{stage} {web_origin} {for_this_host} {sys.version_info[:2]}".encode())
    files = [root / "app.py", root / "requirements.txt", TEMPLATE, Path(__file__)]
    files += (root / ".chalice").glob("*.json")
    files += (path for path in (root / "chalicelib").rglob("*") if "__pycache__" not in path.parts)
    for path in sorted(files):
        if path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> int:
    """Package from the command line."""
    parser = argparse.ArgumentParser(description="Package SoulSeer for one stage.")
    parser.add_argument("--stage", required=True)
    parser.add_argument("--web-origin", required=True, help="origin of the web app, such as https://soulseer.example")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    out = options.out or ROOT / "build" / "package" / options.stage
    try:
        done = package(options.stage, options.web_origin, out)
    except PackagingFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    sizes = ", ".join(f"{name} {(out / name).stat().st_size / 1e6:.1f} MB" for name in (CODE_ZIP, LAYER_ZIP))
    sys.stdout.write(f"{out}: {'packaged' if done else 'unchanged'} ({sizes})\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
