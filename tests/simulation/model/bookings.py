"""Booked readings: each committed change of a booking, and each cent it moves, held against money.md "Booking".

The price lies in clearing until one thing closes the booking. What the client gets back follows from who closed it and
when (or who did not come), by arithmetic of its own; the rest is shared a day later.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.model.booked_steps import MINUTE_MS, deadlines
from tests.simulation.model.commits import Commit, Posted, posted_in, require
from tests.simulation.model.sessions import SessionsAuditor

HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
CLOSED = (
    "completed",
    "cancelled_by_client",
    "cancelled_by_reader",
    "cancelled_by_platform",
    "client_missed",
    "reader_missed",
)
REFUNDS = (
    "all of it, 24 hours before",
    "half of it, 2 hours before",
    "nothing, later than that",
    "all of it, for the reader cancels",
    "all of it, for SoulSeer calls it off",
    "all of it, for the reader is not there",
    "nothing, for the client is not there",
    "nothing, for the reading was held",
    "the minutes that the reader did not give",
)
_READERS_DOING = ("reader_left", "ended_by_reader", "ended_by_admin", "suspended")


@dataclass
class ToldBooking:
    """One booking, as far as it has come."""

    item: Mapping[str, Any] = field(default_factory=dict)
    refunded: int = 0
    at_closing: int = 0
    given_back: list[int] = field(default_factory=list)
    shared: dict[str, int] = field(default_factory=dict)

    @property
    def ends(self) -> int:
        return int(self.item["starts_at_ms"] + self.item["duration_minutes"] * MINUTE_MS)


@dataclass(frozen=True)
class Asked:
    """A request about a booking that arrived: what, by which party, when, with which number."""

    what: str
    party: str
    at_ms: int
    number: int = 0
    key: str = ""


class BookingsAuditor:
    """Watches bookings."""

    def __init__(self, sessions: SessionsAuditor, reached: Callable[[str, str], None]) -> None:
        self._sessions = sessions
        self._reached = reached
        self._prices: dict[str, dict[int, int]] = defaultdict(dict)
        self.told: dict[str, ToldBooking] = defaultdict(ToldBooking)
        self.wanted: set[tuple[str, str, int, int, int]] = set()
        """What clients asked for: client, reader, start, minutes, the price that was shown."""
        self.asked: dict[str, set[Asked]] = defaultdict(set)
        self.suspended: dict[str, set[int]] = defaultdict(set)
        self.promised: dict[str, int] = {}
        """What somebody was told that a cancelled booking gives back."""
        self.refunds_promised: dict[str, list[int]] = defaultdict(list)
        """What admins were told that they gave back."""

    # --- what is committed ---

    def committed(self, commit: Commit) -> None:
        for change in commit.of("reader_availability"):
            hours = change.after or {}
            self._prices[hours["reader_id"]] = dict(json.loads(hours["schedule"])["prices"])
        for change in commit.of("booking"):
            after = change.after
            assert after is not None
            booking = self.told[after["booking_id"]]
            before, booking.item = booking.item, after
            if not before:
                self._check_made(booking, commit)
            else:
                self._check_changed(booking, before, commit)
            if after["state"] == "booked":
                self._check_apart(booking)

    def _price_of(self, reader_id: str, modality: str, minutes: int) -> int:
        """What a reading costs by the reader's hours as they stand; the rate counts where those set no price."""
        rate = self._sessions.rate_of(reader_id, modality) or 0
        return self._prices[reader_id].get(minutes, rate * minutes)

    def _check_made(self, booking: ToldBooking, commit: Commit) -> None:
        item, where = booking.item, booking.item["booking_id"]
        price = self._price_of(item["reader_id"], item["modality"], item["duration_minutes"])
        wanted = (
            item["client_id"],
            item["reader_id"],
            item["starts_at_ms"],
            item["duration_minutes"],
            item["price_cents"],
        )
        require(wanted in self.wanted, "a booking is what was asked for, at the price that was shown", where)
        require(item["price_cents"] == price, "a booking costs what the reader asks now", f"{where}: not {price}")
        require(item["state"] == "booked", "a new booking stands", where)
        self._check_standing(item)
        paid = [each.cents for each in posted_in(commit) if each.refers_id == where]
        require(paid == [price], "the price is paid with the booking", f"{where}: {paid}")

    def _check_changed(self, booking: ToldBooking, before: Mapping[str, Any], commit: Commit) -> None:
        item, where = booking.item, booking.item["booking_id"]
        for fixed in ("client_id", "reader_id", "price_cents", "duration_minutes", "rate_cents", "created_at_ms"):
            require(item[fixed] == before[fixed], "what was agreed stays", f"{where} {fixed}")
        require(item["version"] == before["version"] + 1, "a booking is changed as it stands", where)
        require(before["state"] in ("booked", item["state"]), "a booking is closed once", where)
        if item["starts_at_ms"] != before["starts_at_ms"]:
            self._check_moved(item, before)
        if before["state"] == "booked" != item["state"]:
            self._check_closed(booking, commit)
        elif before["state"] != "booked":
            require(item["closed_at_ms"] == before["closed_at_ms"], "an outcome is decided once", where)
            if item["refunded_cents"] != before["refunded_cents"]:
                self._check_given_back(booking, item["refunded_cents"] - before["refunded_cents"])
        has_left = item["refunded_cents"] < item["price_cents"]
        if (
            has_left
            and item.get("released_at_ms") != before.get("released_at_ms")
            and item["state"] == before["state"]
        ):
            late = commit.at_ms >= item["closed_at_ms"] + DAY_MS
            require(late, "released a day after it was closed", f"{where} at {commit.at_ms}")

    def _check_standing(self, item: Mapping[str, Any]) -> None:
        out = [party for party in ("client_id", "reader_id") if self._sessions.is_out(item[party])]
        require(not out, "nobody who is suspended is booked", f"{item['booking_id']}: {out}")

    def _check_moved(self, item: Mapping[str, Any], before: Mapping[str, Any]) -> None:
        where, earliest = item["booking_id"], before["starts_at_ms"] - DAY_MS
        asked = [each for each in self.asked[where] if each.what == "move" and each.number == item["starts_at_ms"]]
        require(
            any(each.party == "client" and each.at_ms <= earliest for each in asked),
            "the client moves a booking, a day before it begins at the latest",
            f"{where}: {asked}",
        )
        require(item["reschedules"] == before["reschedules"] + 1 <= 10, "moves are counted", where)
        self._check_standing(item)
        self._reached("bookings", "a booking is moved")

    def _check_given_back(self, booking: ToldBooking, cents: int) -> None:
        """An admin gives money of a closed booking back: what was asked for, and no more than the price."""
        where = booking.item["booking_id"]
        booking.given_back.append(cents)
        asked = [each.number for each in self.asked[where] if each.what == "give back"]
        over = [each for each in set(booking.given_back) if booking.given_back.count(each) > asked.count(each)]
        require(not over, "refunds are those that were asked for", f"{where}: {booking.given_back} of {asked}")
        require(booking.item["refunded_cents"] <= booking.item["price_cents"], "no more is given back", where)
        self._reached("bookings", "an admin gives money back")

    def _check_apart(self, booking: ToldBooking) -> None:
        """No two readings of one person overlap; between a reader's lie the buffers of both."""
        mine = booking.item
        for other in self.told.values():
            if other is booking or other.item["state"] != "booked":
                continue
            name = f"{mine['booking_id']} and {other.item['booking_id']}"
            if other.item["reader_id"] == mine["reader_id"]:
                require(_apart(_with_buffers(booking), _with_buffers(other)), "one reading at a time", name)
            if other.item["client_id"] == mine["client_id"]:
                own = (mine["starts_at_ms"], booking.ends), (other.item["starts_at_ms"], other.ends)
                require(_apart(*own), "nobody is in two readings", name)

    # --- the outcome ---

    def _check_closed(self, booking: ToldBooking, commit: Commit) -> None:
        item, where = booking.item, booking.item["booking_id"]
        require(commit.at_ms >= item["closed_at_ms"], "closed when it is time", f"{where} at {commit.at_ms}")
        state, refund = item["state"], item["refunded_cents"]
        match state:
            case "cancelled_by_client":
                wanted = self._refund_of_cancelling(booking)
            case "cancelled_by_reader":
                wanted = self._refund_of_readers_cancelling(booking)
            case "cancelled_by_platform":
                wanted = self._refund_of_calling_off(booking)
            case "reader_missed" | "client_missed":
                wanted = self._refund_of_absence(booking)
            case _:
                wanted = self._refund_of_held(booking)
        require(refund == wanted, "the refund is what the rules say", f"{where} {state}: {refund}, not {wanted}")
        paid = [each.cents for each in posted_in(commit) if each.refers_id == where and each.kind == "refund"]
        require(paid == ([wanted] if wanted else []), "the refund is paid when it is decided", f"{where}: {paid}")
        require(item["clearing_cents"] == item["price_cents"] - refund, "the rest stays in clearing", where)
        booking.at_closing = refund
        self._reached("bookings", f"closed as {state}")
        promised = self.promised.get(where, refund)
        require(promised == refund, "the refund is the one that was shown", f"{where}: {refund}, shown {promised}")

    def _refund_of_cancelling(self, booking: ToldBooking) -> int:
        item = booking.item
        at_ms, ahead = item["closed_at_ms"], item["starts_at_ms"] - item["closed_at_ms"]
        price = int(item["price_cents"])
        refund, why = 0, REFUNDS[2]
        if ahead >= DAY_MS:
            refund, why = price, REFUNDS[0]
        elif ahead >= 2 * HOUR_MS:
            refund, why = -(-price // 2), REFUNDS[1]
        asked = Asked("cancel", "client", at_ms, refund)
        require(
            asked in self.asked[item["booking_id"]] and ahead > 0,
            "the client cancels, for the refund that was shown",
            f"{item['booking_id']} at {at_ms}",
        )
        self._reached("refunds of bookings", why)
        return refund

    def _refund_of_readers_cancelling(self, booking: ToldBooking) -> int:
        item = booking.item
        at_ms, price = item["closed_at_ms"], int(item["price_cents"])
        asked = Asked("cancel", "reader", at_ms, price) in self.asked[item["booking_id"]]
        require(
            asked and at_ms < item["starts_at_ms"],
            "the reader cancels, before it begins",
            f"{item['booking_id']} at {at_ms}",
        )
        self._reached("refunds of bookings", REFUNDS[3])
        return price

    def _refund_of_calling_off(self, booking: ToldBooking) -> int:
        item = booking.item
        at_ms, price = item["closed_at_ms"], int(item["price_cents"])
        suspended = any(at_ms in self.suspended[item[party]] for party in ("client_id", "reader_id"))
        asked = Asked("call off", "admin", at_ms) in self.asked[item["booking_id"]]
        require(suspended or asked, "SoulSeer calls off what somebody decided", f"{item['booking_id']} at {at_ms}")
        self._reached("refunds of bookings", REFUNDS[4])
        return price

    def _refund_of_absence(self, booking: ToldBooking) -> int:
        """The session judges who was absent (`booked_steps`); without one nobody came: the reader counts first."""
        item = booking.item
        session = self._session_of(booking)
        by_reader, by_client = deadlines(item["starts_at_ms"], booking.ends)
        name = f"{item['booking_id']} {item['state']}"
        if session is None:
            require(item["state"] == "reader_missed", "nobody came: the reader is the first who counts", name)
            require(item["closed_at_ms"] == by_reader, "a reader has ten minutes", name)
        else:
            require(session["end_reason"] == item["state"], "a booking ends as its session did", name)
            require(item["closed_at_ms"] in (by_reader, by_client), "absence counts at its instant", name)
        missed_by_reader = item["state"] == "reader_missed"
        self._reached("refunds of bookings", REFUNDS[5] if missed_by_reader else REFUNDS[6])
        return int(item["price_cents"]) if missed_by_reader else 0

    def _refund_of_held(self, booking: ToldBooking) -> int:
        item, session = booking.item, self._session_of(booking)
        assert session is not None
        reason, price = session["end_reason"], int(item["price_cents"])
        require(session["state"] == "finalized", "a reading is over when its session is", item["booking_id"])
        require(item["closed_at_ms"] == session["ended_at_ms"], "closed when the session ended", item["booking_id"])
        if reason not in _READERS_DOING:
            self._reached("refunds of bookings", REFUNDS[7])
            return 0
        held_ms = self._sessions.stopped(item["session_id"], item["starts_at_ms"]) - item["starts_at_ms"]
        begun = -(-held_ms // MINUTE_MS)
        minutes = item["duration_minutes"]
        self._reached("refunds of bookings", REFUNDS[8])
        kept: int = price * max(0, min(minutes, begun)) // minutes
        return price - kept

    def _session_of(self, booking: ToldBooking) -> Mapping[str, Any] | None:
        session_id = booking.item.get("session_id")
        return None if session_id is None else self._sessions.session(session_id).item

    # --- what is moved ---

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        if transfer.refers_type != "booking":
            return False
        booking = self.told[transfer.refers_id]
        item = booking.item
        clearing = f"booking:{transfer.refers_id}"
        client, reader = f"wallet:{item['client_id']}", f"earnings:{item['reader_id']}"
        changed = any(each.after and each.after["booking_id"] == transfer.refers_id for each in commit.of("booking"))
        require(changed, "money of a booking moves with the booking", transfer.transfer_id)
        match transfer.kind, transfer.debit, transfer.credit:
            case ("booking", debit, credit) if (debit, credit) == (client, clearing):
                require(transfer.cents == item["price_cents"], "a booking costs its price", transfer.transfer_id)
            case ("refund", debit, credit) if (debit, credit) == (clearing, client):
                booking.refunded += transfer.cents
                require(booking.refunded == item["refunded_cents"], "refunded once", transfer.transfer_id)
                left = item["price_cents"] - booking.refunded
                keeps = booking.shared.get(reader, 0)
                is_right = keeps == left * 70 // 100 or not booking.shared
                require(
                    is_right, "the reader keeps 70 % of what remains", f"{transfer.transfer_id}: {keeps} of {left}"
                )
            case ("refund", debit, credit) if credit == clearing and debit in booking.shared:
                booking.shared[debit] -= transfer.cents
            case ("booking" | "commission", debit, credit) if debit == clearing and credit in (
                reader,
                "platform:revenue",
            ):
                left = item["price_cents"] - item["refunded_cents"]
                share = left * 70 // 100 if credit == reader else left - left * 70 // 100
                require(credit not in booking.shared, "shared once", transfer.transfer_id)
                require(item["state"] in CLOSED, "shared when it is over", transfer.transfer_id)
                require(transfer.cents == share, "reader 70 %, platform the rest", f"{transfer.transfer_id}: {share}")
                booking.shared[credit] = transfer.cents
                self._reached("bookings", "what is left is shared")
            case _:
                return False
        return True

    # --- when all is quiet ---

    def settled(self) -> None:
        for booking_id, booking in self.told.items():
            item = booking.item
            require(item["state"] in CLOSED, "every booking is closed", f"{booking_id} is {item['state']}")
            left = item["price_cents"] - booking.refunded
            require(sum(booking.shared.values()) == left, "what is left is shared", f"{booking_id}: {left} cents")
            require(item["clearing_cents"] == 0, "a booking says that nothing is left", booking_id)
            for amount in self.refunds_promised[booking_id]:
                require(amount in booking.given_back, "a promised refund is made", f"{booking_id}: {amount}")
        for booking_id, refund in self.promised.items():
            found = self.told[booking_id].at_closing
            require(found == refund, "a promised refund is made", f"{booking_id}: {found} of {refund}")


def _with_buffers(booking: ToldBooking) -> tuple[int, int]:
    item = booking.item
    before, after = item["buffer_before_minutes"] * MINUTE_MS, item["buffer_after_minutes"] * MINUTE_MS
    return item["starts_at_ms"] - before, booking.ends + after


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
