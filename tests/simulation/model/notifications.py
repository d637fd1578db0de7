"""Notifications: whoever is to be told of a fact is told with it, once, and mailed once at the most."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.simulation.model.commits import Commit, ItemChange, Posted, posted_in, require

_FINAL = ("sent", "skipped", "refused", "uncertain")
_MAIL_MOVES = frozenset(
    {
        ("waiting", "sending"),
        ("waiting", "skipped"),
        ("sending", "waiting"),
        *(("sending", final) for final in ("sent", "refused", "uncertain")),
    }
)

Fact = tuple[Any, ...]
"""Who is told, what kind of thing, and what names it among those."""


class NotificationsAuditor:
    """Watches what people are told.

    Parameters:
        current: which process is at work, to know whose mail is handed over.
    """

    def __init__(self, current: Callable[[], object], reached: Callable[[str, str], None]) -> None:
        self._current = current
        self._reached = reached
        self._told: Counter[Fact] = Counter()
        self._joined: Counter[str] = Counter()
        self._claims: dict[object, str] = {}
        self._mailed: set[str] = set()
        self._mails: dict[str, str | None] = {}

    @property
    def is_quiet(self) -> bool:
        """Whether no mail waits, or is on its way."""
        return all(state is None or state in _FINAL for state in self._mails.values())

    def committed(self, commit: Commit) -> None:
        told: list[Fact] = []
        for change in commit.of("line_place"):
            if change.before is None:
                self._joined[(change.after or {})["client_id"]] += 1
        for change in commit.of("notification"):
            if change.before is None:
                told.append(self._see_new(change, commit))
            self._see_mail(change)
        for fact in _due_with(commit):
            require(fact in told, "whoever is to be told of a fact is told with it", str(fact))

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        return False

    def settled(self) -> None:
        for key, state in self._mails.items():
            require(state is None or state in _FINAL, "every mail comes to an end", f"{key} is {state}")
            require(state != "sent" or key in self._mailed, "a mail that counts as sent was sent", key)

    def mailed(self) -> None:
        """The mail service took a mail of the process that is at work."""
        key = self._claims.pop(self._current(), None)
        require(key is not None, "a mail is claimed before it is sent", str(self._current()))
        assert key is not None
        require(key not in self._mailed, "a mail goes out once", key)
        self._mailed.add(key)
        self._reached("notifications", "a mail goes out")

    def _see_new(self, change: ItemChange, commit: Commit) -> Fact:
        item = change.after or {}
        fact = fact_of(item)
        if item["notification_kind"] == "session_refunded":  # two admins may give the same back in one millisecond
            fact += tuple(sorted(each.transfer_id for each in posted_in(commit)))
        named = fact
        if item["notification_kind"] == "your_turn":  # whoever left and joined again has another turn
            named += (self._joined[item["user_id"]],)
        self._told[named] += 1
        require(self._told[named] == 1, "nobody is told of a fact twice", str(named))
        self._reached("notifications", item["notification_kind"])
        return fact

    def _see_mail(self, change: ItemChange) -> None:
        before, after = change.before or {}, change.after or {}
        old, new = before.get("mail_state"), after.get("mail_state")
        self._mails[change.sk] = new
        if change.before is None:
            require(new in (None, "waiting"), "a mail waits at first", f"{change.sk} {new}")
        elif old != new or before.get("due_at_ms") != after.get("due_at_ms"):
            require((old, new) in _MAIL_MOVES, "a mail is taken by one worker", f"{change.sk} {old} -> {new}")
            self._reached("notifications", f"mail: {old} -> {new}")
            if new == "sending":
                self._claims[self._current()] = change.sk


def fact_of(item: Mapping[str, Any]) -> Fact:
    """The fact that a notification is about, by what it says."""
    details = _plain(item["details"])
    kind = item["notification_kind"]
    named = {
        "booking_reminder": ("booking_id", "starts_at_ms", "minutes_before"),
        "booking_rescheduled": ("booking_id", "previous_starts_at_ms", "starts_at_ms", "created_at_ms"),
        "session_refunded": ("session_id", "booking_id", "amount_cents", "created_at_ms"),
        "your_turn": ("reader_id", "expires_at_ms"),
        "dispute": ("dispute_id", "outcome", "created_at_ms"),
        "account_standing": ("decision", "created_at_ms"),
        "verification": ("decision", "created_at_ms"),
        "reader_online": ("reader_id", "created_at_ms"),
    }.get(kind, ("session_id", "booking_id", "top_up_id"))
    every = {**details, "created_at_ms": item["created_at_ms"]}
    return item["user_id"], kind, *(every.get(name) for name in named)


def _plain(details: Any) -> dict[str, Any]:
    return dict(json.loads(details)) if isinstance(details, str) else dict(details)


def _due_with(commit: Commit) -> Iterator[Fact]:
    """What must be told in the very commit that makes it so."""
    for change in commit.of("booking"):
        before, after = change.before or {}, change.after or {}
        both = (after["client_id"], after["reader_id"])
        booking_id = after["booking_id"]
        if not before:
            yield from ((user, "booking_made", None, booking_id, None) for user in both)
        elif before["state"] == "booked" and after["state"].startswith("cancelled_"):
            yield from ((user, "booking_cancelled", None, booking_id, None) for user in both)
        elif before["state"] == "booked" and after["state"].endswith("_missed"):
            yield from ((user, "session_missed", None, booking_id, None) for user in both)
    for change in commit.of("session"):
        before, after = change.before or {}, change.after or {}
        if before.get("end_reason") is None and after.get("end_reason") == "no_answer":
            yield after["reader_id"], "session_missed", after["session_id"], None, None
        if _begins_low(commit, before, after):
            yield after["client_id"], "low_balance", after["session_id"], None, None
    for transfer in posted_in(commit):
        if transfer.kind == "top_up":
            yield transfer.credit.removeprefix("wallet:"), "top_up_receipt", None, None, transfer.refers_id
    for change in commit.of("reader_status"):
        before, after = change.before or {}, change.after or {}
        client = after.get("turn_client_id")
        if client is not None and client != before.get("turn_client_id"):
            yield client, "your_turn", after["reader_id"], after["turn_expires_at_ms"]


def _begins_low(commit: Commit, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a session on demand goes on from its first minute with less than five minutes of money."""
    if (
        before.get("started_at_ms")
        or not after.get("started_at_ms")
        or after.get("booking_id")
        or after.get("ended_at_ms")
    ):
        return False
    wallets = {(change.after or {})["account"]: change.after or {} for change in commit.of("account")}
    return bool(wallets[f"wallet:{after['client_id']}"]["balance_cents"] < 5 * after["rate_cents"])
