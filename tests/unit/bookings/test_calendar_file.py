"""The calendar file keeps to RFC 5545: escaping, folding, identity."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bookings.calendar_file import Event, calendar_file


def event(title: str = "Reading with Luna", *, cancelled: bool = False, sequence: int = 0) -> Event:
    return Event(
        uid="bkg_1@soulseer.example",
        sequence=sequence,
        starts_at_ms=1_760_000_040_000,
        ends_at_ms=1_760_003_640_000,
        changed_at_ms=1_759_000_000_000,
        cancelled=cancelled,
        title=title,
        text="Text",
        url="https://soulseer.example/bookings/bkg_1",
    )


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_booking_as_an_event() -> None:
    lines = unfolded(calendar_file(event()))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20251009T085400Z", "DTEND:20251009T095400Z", "STATUS:CONFIRMED", "SEQUENCE:0"} <= set(lines)
    assert "TRIGGER:-PT15M" in lines


def test_a_cancelled_one_rings_no_more() -> None:
    lines = unfolded(calendar_file(event(cancelled=True, sequence=1)))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"} <= set(lines)
    assert "BEGIN:VALARM" not in lines


def test_text_is_escaped() -> None:
    assert r"SUMMARY:a\;b\,c\\d\ne" in unfolded(calendar_file(event("a;b,c\\d\ne")))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_lines_are_short_and_nothing_is_lost(title: str) -> None:
    text = calendar_file(event(title))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (summary,) = [line for line in unfolded(text) if line.startswith("SUMMARY:")]
    read = summary.removeprefix("SUMMARY:").replace("\\\\", "\0").replace("\\;", ";").replace("\\,", ",")
    assert read.replace("\0", "\\") == title
