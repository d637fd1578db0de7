"""The templates as they would be deployed, made by Chalice from the real app.py."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from infrastructure.package import ROOT, TEMPLATE, finish_template

Template = dict[str, Any]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """The packaged template of each stage. Dependencies are left out: a template has none of them."""
    root = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "app.py", root)
    for name in (".chalice", "chalicelib"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
    (root / "requirements.txt").write_text("")
    (root / "merge.json").write_text(json.dumps(yaml.safe_load(TEMPLATE.read_text())))
    made = {}
    for stage in ("local", "dev", "prod"):
        command = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", stage]
        environment = {**os.environ, "STAGE": stage, "WEB_ORIGIN": "https://soulseer.example"}
        subprocess.run(
            [*command, "--merge-template", "merge.json", stage],
            cwd=root,
            env=environment,
            check=True,
            capture_output=True,
        )
        made[stage] = finish_template(json.loads((root / stage / "sam.json").read_text()))
    return made


@pytest.fixture(params=["dev", "prod"])
def deployed(request: pytest.FixtureRequest, templates: dict[str, Template]) -> Template:
    """The template of a stage that is really deployed."""
    return templates[request.param]
