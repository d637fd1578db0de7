"""What the product has confirmed to its people: kept here, and asked for again when the load is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_LOOKS = 5
Ask = Callable[[str, str], Any]
"""Returns the content of GET path, as this person sees it."""


@dataclass
class Facts:
    """By the client who saw them."""

    top_ups: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Cents of each top-up that the wallet was said to hold."""
    sessions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    totals: dict[str, int] = field(default_factory=dict)
    """What the receipt of a settled session said that the client paid."""
    messages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The client's ids of the messages that each session has taken."""

    def count(self) -> int:
        """How many facts there are."""
        paid = sum(len(each) for each in self.top_ups.values())
        held = sum(len(each) for each in self.sessions.values())
        return paid + held + len(self.totals) + sum(len(each) for each in self.messages.values())

    def lost(self, ask: Ask) -> list[str]:
        """Return a sentence for each fact that is not there any more."""
        return [problem for person in {*self.top_ups, *self.sessions} for problem in self._lost_by(person, ask)]

    def _lost_by(self, person: str, ask: Ask) -> Iterator[str]:
        balance, entries = _statement(person, ask)
        if balance != sum(entry["amount_cents"] for entry in entries):
            yield f"the balance {balance} is not the sum of its entries"
        credited = {entry["refers_to"]["id"]: entry["amount_cents"] for entry in entries if entry["kind"] == "top_up"}
        for top_up, cents in self.top_ups.get(person, {}).items():
            if credited.get(top_up) != cents:
                yield f"{top_up}: {cents} cents were credited, the statement has {credited.get(top_up)}"
        for session in self.sessions.get(person, ()):
            yield from self._lost_of(session, person, ask)

    def _lost_of(self, session: str, person: str, ask: Ask) -> Iterator[str]:
        if ask(person, f"/v1/sessions/{session}").get("session_id") != session:
            yield f"{session} is gone"
        said = self.totals.get(session)
        if said is not None and (now := ask(person, f"/v1/sessions/{session}/receipt")["total_cents"]) != said:
            yield f"{session}: the receipt said {said}, and says {now}"
        chat = _pages(person, f"/v1/sessions/{session}/messages?limit=100", ask)
        missing = self.messages.get(session, set()) - {message["client_message_id"] for message in chat}
        if missing:
            yield f"{session}: {len(missing)} messages are gone"


def _statement(person: str, ask: Ask) -> tuple[int, list[dict[str, Any]]]:
    """Return the balance and all entries of one moment: a payment that was told late may still come in between."""
    balance = ask(person, "/v1/wallet")["balance_cents"]
    for _ in range(_LOOKS):
        entries = list(_pages(person, "/v1/wallet/entries?limit=100", ask))
        before, balance = balance, ask(person, "/v1/wallet")["balance_cents"]
        if balance == before:
            break
    return balance, entries


def _pages(person: str, path: str, ask: Ask) -> Iterator[dict[str, Any]]:
    cursor, more = "", True
    while more:
        page = ask(person, f"{path}&cursor={cursor}" if cursor else path)
        yield from page["items"]
        cursor, more = page["next_cursor"], page.get("has_more", page["next_cursor"] is not None)
