"""What a cold start of the API function must not load."""

from __future__ import annotations

from tests.load.bench.imports import MONEY_LIBRARIES, imported_by_the_application


def test_money_libraries_are_imported_only_where_money_moves() -> None:
    assert imported_by_the_application(MONEY_LIBRARIES) == []


def test_the_check_sees_what_is_imported() -> None:
    assert imported_by_the_application(("pynamodb",)) == ["pynamodb"]
