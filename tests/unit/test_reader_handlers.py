"""The schedule of the readers: what it hands on, and that a stage without a bucket says so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import SettingMissing, load_settings
from chalicelib.gateways.bundle import Gateways
from chalicelib.gateways.snapshots import S3Snapshots
from chalicelib.readers import handlers, search

ENVIRONMENT = {
    "STAGE": "test",
    "TABLE_NAME": "t",
    "AUTH_ISSUER": "https://issuer.example/",
    "AUTH_AUDIENCE": "a",
    "WEB_ORIGIN": "https://soulseer.example",
}


def test_the_schedule_refreshes_the_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def refresh(store: object, clock: object) -> int:
        asked.append((store, clock))
        return 7

    monkeypatch.setattr(search, "refresh_snapshot", refresh)
    runtime = cast(Runtime, SimpleNamespace(gateways=SimpleNamespace(search_snapshots="store"), clock="clock"))
    assert handlers.refresh_search(runtime) == {"readers": 7}
    assert asked == [("store", "clock")]


def test_the_bucket_is_named_by_the_environment() -> None:
    assert isinstance(
        Gateways(load_settings(ENVIRONMENT | {"SEARCH_BUCKET": "snapshots"})).search_snapshots, S3Snapshots
    )
    with pytest.raises(SettingMissing, match="SEARCH_BUCKET"):
        _ = Gateways(load_settings(ENVIRONMENT)).search_snapshots
