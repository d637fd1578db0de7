"""Which refusals of conditional writes were met: every `refused=` of the simulated use cases, found in their sources.

A write that is built says where it was built; when the table refuses it, that place was reached.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from unittest import mock

import chalicelib
from chalicelib.core import table
from chalicelib.core.table import Raw
from chalicelib.wallet import ledger
from tests.simulation.kernel.coverage import Coverage

HEADING = "refused writes"
ROOT = Path(chalicelib.__file__).resolve().parent
MODULES = (
    "accounts/calendar.py",
    "accounts/service.py",
    "bookings/availability.py",
    "bookings/books.py",
    "bookings/making.py",
    "bookings/notices.py",
    "bookings/service.py",
    "bookings/support.py",
    "core/idempotency.py",
    "core/rate.py",
    "notifications/outbox.py",
    "notifications/service.py",
    "readers/items.py",
    "readers/line.py",
    "readers/reachability.py",
    "readers/service.py",
    "sessions/booked.py",
    "sessions/chat.py",
    "sessions/engine.py",
    "sessions/refunds.py",
    "sessions/service.py",
    "sessions/updates.py",
    "sessions/waiting_line.py",
    "wallet/card_refunds.py",
    "wallet/disputes.py",
    "wallet/ledger.py",
    "wallet/payments.py",
    "wallet/provider_events.py",
    "wallet/top_ups.py",
)
"""Where the simulated use cases build their writes."""
_WRITES = ("Put", "Update", "Delete", "Check", "Raw")


Place = tuple[str, int | None, int | None]
"""A file, and the line and the column at which an expression begins."""


@dataclass(frozen=True)
class Site:
    """A place that builds a write which may be refused."""

    place: Place
    name: str


@cache
def sites() -> tuple[Site, ...]:
    """Every `refused=` of the simulated use cases."""
    return tuple(site for module in MODULES for site in _sites_in(module))


def _sites_in(module: str) -> Iterator[Site]:
    path = ROOT / module
    tree = ast.parse(path.read_text())
    seen: dict[str, int] = {}
    for function, call in _calls(tree, ""):
        refused = next((word.value for word in call.keywords if word.arg == "refused"), None)
        if refused is None or not isinstance(call.func, ast.Name) or call.func.id not in _WRITES:
            continue
        name = f"{module} {function}: {call.func.id} {ast.unparse(refused)}"
        seen[name] = seen.get(name, 0) + 1
        number = f" #{seen[name]}" if seen[name] > 1 else ""
        yield Site((str(path), call.lineno, call.col_offset), f"{name}{number}")


def _calls(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inside = function
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inside = f"{function}.{child.name}".lstrip(".")
        if isinstance(child, ast.Call):
            yield inside, child
        yield from _calls(child, inside)


_NOBODY_DOES = "no actor does this yet"
_ONE_RUN = "the lease of an idempotency key, longer than a process lives, lets one run of a request be at work"
_DEFENCE = "holds against data that no code writes"
EXCUSED: dict[str, str] = {
    "accounts/service.py change_account: Update AccountSuspended": _NOBODY_DOES,
    "accounts/service.py change_role: Update _changed_meanwhile": _NOBODY_DOES,
    "accounts/service.py lose_standing: Update _changed_meanwhile": _NOBODY_DOES,
    "accounts/service.py require_unchanged: Check _changed_meanwhile": _NOBODY_DOES,
    "bookings/availability.py change_availability: Put ScheduleChanged": "first hours are set before the run",
    "bookings/making.py book.decide: Put _AlreadyBooked": _ONE_RUN,
    "bookings/support.py _give_back: Put Stale": _ONE_RUN,
    "notifications/service.py mark_read: Update NotFound": _NOBODY_DOES,
    "notifications/service.py _change_box: Update _FurtherAlready": _NOBODY_DOES,
    "readers/items.py change_card: Update refused": _DEFENCE,
    "readers/reachability.py release: Update refused": _DEFENCE,
    "readers/service.py apply: Put lambda: Conflict('You have applied already.')": _NOBODY_DOES,
    "readers/service.py standing_writes: Update lambda: changed": "the account's own refusal is told first",
    "sessions/booked.py new_session: Put Stale": "the booking's version, which moves with it, is refused first",
    "sessions/booked.py refunded: Put Stale": "the booking's own refund, of the same id, is refused first",
    "sessions/engine.py _end_of: Put Stale": "two people have one session with each other at a time",
    "sessions/refunds.py refund.decide: Put Stale": _ONE_RUN,
    "sessions/service.py start.decide: Put _AlreadyStarted": _ONE_RUN,
    "sessions/waiting_line.py _leaving: Delete Stale #2": "a place goes with its entry, and is refused first",
    "wallet/card_refunds.py _reserve.decide: Put RequestReused": _ONE_RUN,
    "wallet/card_refunds.py _give_back.decide: Update _GivenBack": "nobody asks again when due work has taken it up",
}
"""Refusals that a run does not meet, and why."""


def declare(coverage: Coverage) -> None:
    """Name every site that a full run must reach."""
    coverage.declare(HEADING, [site.name for site in sites() if site.name not in EXCUSED])


@contextmanager
def recorded(coverage: Coverage) -> Iterator[None]:
    """Count refusals by the site that built the write."""
    names = {site.place: site.name for site in sites()}
    with ExitStack() as stack:
        for name in _WRITES:
            kind = getattr(table, name)
            if kind is not Raw:
                stack.enter_context(mock.patch.object(kind, "__init__", _telling(kind.__init__, names, coverage)))
        # A Struct is made without its `__init__`.
        stack.enter_context(mock.patch.object(ledger, "Raw", _telling_raw(names, coverage)))
        yield


def _place_of(frame: FrameType) -> Place:
    """Where the expression stands that a frame is at work on."""
    return _place_in(frame.f_code, frame.f_lasti)


@cache
def _place_in(code: CodeType, instruction: int) -> Place:
    line, _, column, _ = next(islice(code.co_positions(), instruction // 2, None))
    return code.co_filename, line, column


def _telling_raw(names: Mapping[Place, str], coverage: Coverage) -> Callable[..., Raw]:
    def construct(key: table.Key, action: str, request: dict[str, Any], refused: table.RefusedError) -> Raw:
        site = names.get(_place_of(sys._getframe(1)))

        def tell() -> Exception:
            if site is not None:
                coverage.reach(HEADING, site)
            return refused()

        return Raw(key, action, request, tell)

    return construct


def _telling(construct: Callable[..., None], names: Mapping[Place, str], coverage: Coverage) -> Callable[..., None]:
    def construct_and_tell(self: Any, *arguments: Any, **named: Any) -> None:
        construct(self, *arguments, **named)
        site = names.get(_place_of(sys._getframe(1)))
        if site is None:
            return
        refused = self.refused

        def tell() -> Exception:
            coverage.reach(HEADING, site)
            error: Exception = refused()
            return error

        object.__setattr__(self, "refused", tell)

    return construct_and_tell
