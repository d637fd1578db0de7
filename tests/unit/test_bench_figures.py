"""What `make bench` says of a figure: whether its goal is met, and what binds where it is not."""

from __future__ import annotations

from tests.load.bench.figure import at_least, at_most, known, render


def test_what_binds_is_asked_and_shown_only_where_a_goal_is_not_met() -> None:
    asked: list[str] = []

    def because(reason: str) -> str:
        asked.append(reason)
        return f"{reason}\nand more"

    figures = [
        at_most("quick", 1, "ms", 2, binds=lambda: because("never")),
        at_most("slow", 3, "ms", 2, binds=lambda: because("it waits")),
        at_least("few", 3, "sessions", 4, binds="the table"),
        at_least("fewer", 2, "sessions", 4, binds="the table"),
        known("told", 7, "ms"),
    ]
    assert asked == ["it waits"]
    assert [each.met for each in figures] == [True, False, False, False, None]
    shown = render(figures)
    assert "NOT MET: slow\n  it waits\n  and more\n" in shown
    assert "NOT MET: few\nNOT MET: fewer\n  the table\n" in shown
    assert "never" not in shown


def test_a_figure_in_the_file_has_what_a_reader_needs() -> None:
    row = at_most("slow", 3, "ms", 2, "4 ms elsewhere", binds="it waits").as_json()
    assert row == {
        "name": "slow",
        "value": 3,
        "unit": "ms",
        "goal": "≤ 2",
        "compared_with": "4 ms elsewhere",
        "met": False,
        "binds": "it waits",
    }
