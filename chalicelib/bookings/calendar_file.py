"""A booking as a calendar file (iCalendar, RFC 5545), for either side. Pure.

Instants are written in UTC, which every calendar shows in its owner's own zone. The same booking keeps its UID; moving
or cancelling it raises SEQUENCE, so that a calendar replaces what it has.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.core.clock import to_datetime

_LINE_OCTETS = 75


@dataclass(frozen=True)
class Event:
    """What stands in the file."""

    uid: str
    sequence: int
    starts_at_ms: int
    ends_at_ms: int
    changed_at_ms: int
    cancelled: bool
    title: str
    text: str
    url: str


def calendar_file(event: Event) -> str:
    """Return the file: lines of at most 75 octets, ended by CR LF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SoulSeer//Bookings//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if event.cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_instant(event.changed_at_ms)}",
        f"LAST-MODIFIED:{_instant(event.changed_at_ms)}",
        f"DTSTART:{_instant(event.starts_at_ms)}",
        f"DTEND:{_instant(event.ends_at_ms)}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(event.text)}",
        f"URL:{event.url}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
    ]
    if not event.cancelled:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(event.title)}",
            "TRIGGER:-PT15M",
            "END:VALARM",
        ]
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _instant(at_ms: int) -> str:
    return to_datetime(at_ms).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> str:
    """Fold a line at 75 octets without breaking a character (RFC 5545, 3.1)."""
    parts: list[str] = []
    current, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE_OCTETS:
            parts.append(current)
            current, size = "", 1
        current += char
        size += octets
    return "\r\n ".join([*parts, current])
