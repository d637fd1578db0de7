"""Answers "why was I charged this?" from a shell, against the table of the environment (TABLE_NAME, AWS_ENDPOINT_URL):

    python -m chalicelib.explain ses_…      a session: who was there when, each minute, what came back, who got what
    python -m chalicelib.explain bkg_…      a booked reading, and its session
    python -m chalicelib.explain usr_…      the latest lines of a wallet's statement
    python -m chalicelib.explain session_ses_…_min_3    whatever id stands in a statement's line

It prints what is stored, the same that the people themselves and admins see, and changes nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from chalicelib.bookings.items import BookingItem, booking_key
from chalicelib.bookings.views import booking_view
from chalicelib.core import table
from chalicelib.core.clock import SystemClock, to_datetime
from chalicelib.core.money import format_dollars
from chalicelib.sessions import receipt
from chalicelib.sessions.items import SessionItem, session_key
from chalicelib.sessions.rules import LIVE_STATES
from chalicelib.wallet import ledger, service
from chalicelib.wallet.rules import wallet_of

_NAMED = re.compile(r"(?:ses|bkg|usr)_[0-9a-hjkmnp-tv-z]{26}")
_LINES = 50


def explain(name: str, now_ms: int) -> Iterator[str]:
    """Yield the lines that explain what an id, or the id of a transfer, stands for.

    Raises:
        LookupError: it names no session, booking or wallet of this table.
    """
    found = _NAMED.search(name)
    if found is None:
        raise LookupError(f"{name} names no session, booking or account")
    kind, _, _ = found.group().partition("_")
    yield from {"ses": _session, "bkg": _booking, "usr": _wallet}[kind](found.group(), now_ms)


def _session(session_id: str, now_ms: int) -> Iterator[str]:
    item = table.load(SessionItem, session_key(session_id))
    if item is None:
        raise LookupError(f"no session {session_id}")
    session = item.to_session()
    if session.state in LIVE_STATES:
        hold = ledger.load_account(wallet_of(item.client_id)).hold
        minutes, cents = (hold.minutes, hold.cents) if hold and hold.session_id == session_id else (0, 0)
        yield f"{session_id} is {session.state}; so far {minutes} minutes are charged, {format_dollars(cents)}"
        yield from _lines(msgspec.to_builtins(session))
    else:
        yield from _lines(msgspec.to_builtins(receipt.receipt(item, None)))
    if item.booking_id is not None:
        yield f"its price was paid by booking {item.booking_id}"


def _booking(booking_id: str, now_ms: int) -> Iterator[str]:
    item = table.load(BookingItem, booking_key(booking_id))
    if item is None:
        raise LookupError(f"no booking {booking_id}")
    yield from _lines(msgspec.to_builtins(booking_view(item, None, now_ms)))
    if item.session_id is not None:
        yield ""
        yield from _session(item.session_id, now_ms)


def _wallet(user_id: str, now_ms: int) -> Iterator[str]:
    account = ledger.load_account(wallet_of(user_id))
    yield f"balance  {format_dollars(account.balance_cents)}{', frozen' if account.is_frozen else ''}"
    page = service.wallet_entries(user_id, limit=_LINES)
    for entry in page.entries:
        when = to_datetime(entry.posted_at_ms).strftime("%Y-%m-%d %H:%M:%S")
        amounts = f"{format_dollars(entry.amount_cents):>12} {format_dollars(entry.balance_after_cents):>12}"
        yield f"{entry.seq:>6}  {when}  {amounts}  {entry.description}  {entry.transfer_id}"
    if page.next_before_seq is not None:
        yield f"the latest {_LINES} of {account.last_seq} lines"


def _lines(content: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """A document as lines, amounts as people write them."""
    for name, value in content.items():
        match value:
            case dict():
                yield f"{indent}{name}"
                yield from _lines(value, f"{indent}  ")
            case list() | tuple() if value:
                yield f"{indent}{name}"
                for each in value:
                    yield f"{indent}  {_row(each)}"
            case _:
                yield f"{indent}{name}  {_cell(name, value)}"


def _row(each: Any) -> str:
    if not isinstance(each, dict):
        return str(each)
    return "  ".join(f"{name} {_cell(name, value)}" for name, value in each.items() if value is not None)


def _cell(name: str, value: Any) -> str:
    if name.endswith("_cents") and isinstance(value, int):
        return format_dollars(value)
    return "-" if value is None or value == [] else str(value)


def main(arguments: list[str]) -> int:
    """Explain one id; returns 1 when there is no such thing."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m chalicelib.explain <id of a session, booking, account or transfer>\n")
        return 2
    try:
        for line in explain(arguments[0], SystemClock().now_ms()):
            sys.stdout.write(f"{line}\n")
    except LookupError as problem:
        sys.stderr.write(f"{problem.args[0]}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
