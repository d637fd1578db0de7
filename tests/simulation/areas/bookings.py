"""Booked readings: clients who race for slots, move, cancel at all distances, come, are late, or never come."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.simulation.areas.people import MODALITIES, People
from tests.simulation.areas.sessions import Sessions
from tests.simulation.areas.wallet import Wallets
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model import booked_steps
from tests.simulation.model.bookings import CLOSED, DAY_MS, HOUR_MS, REFUNDS, Asked, BookingsAuditor
from tests.simulation.model.session_told import MINUTE_MS
from tests.simulation.world.api import Answer, Sent
from tests.simulation.world.world import World

_QUARTER_MS = 15 * MINUTE_MS
_AHEAD_MS = (45 * MINUTE_MS, 2 * HOUR_MS + 20 * MINUTE_MS, 24 * HOUR_MS + 40 * MINUTE_MS)
_ON_TIME_MS = (-120_000, -20_000, 0, 20_000)
_LATE_MS = (240_000, 590_000, 600_000, 890_000, 905_000)
_SOON_MS = 5_000
_PRICES = (1_000, 2_501, 4_999)
_REFUSALS = (
    "slot_taken",
    "client_not_free",
    "price_changed",
    "insufficient_funds",
    "busy_elsewhere",
    "booking_wrong_state",
    "schedule_changed",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Bookings:
    """The actors of bookings, and the model that knows who gets what back.

    Parameters:
        is_open: readers can be booked in this run, which then lasts until the last reading is over.
    """

    boundaries: Mapping[str, Sequence[str]] = {}
    kinds = frozenset({"booking", "reader_availability", "session", "presence", "transfer"})

    def __init__(self, world: World, people: People, wallets: Wallets, sessions: Sessions, *, is_open: bool) -> None:
        self._world = world
        self._people = people
        self._sessions = sessions
        self._wallets = wallets
        self._random = world.stream("bookings")
        self.auditor = BookingsAuditor(sessions.auditor, world.coverage.reach)
        self._is_open = is_open
        self._fickle = self._random.choice((0.0, 0.0, 0.15, 0.5))
        self._starts: list[int] = []
        self._actors = 0
        self.lasts_ms = 0
        """How long the run must last for its readings, in virtual time."""
        if is_open:
            wallets.opening_cents = [10_000, 20_000, 50_000]
            self._starts = self._draw_starts()
            self.lasts_ms = max(self._starts) + 75 * MINUTE_MS - world.scheduler.now_ms

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare("bookings", [*(f"closed as {state}" for state in CLOSED), "a booking is moved"])
        coverage.declare(
            "bookings",
            ("what is left is shared", "an admin gives money back", *(f"refused: {code}" for code in _REFUSALS)),
        )
        coverage.declare("refunds of bookings", REFUNDS)
        coverage.declare("moves of booked readings", [f"{old} -> {new}" for old, new in sorted(booked_steps.MOVES)])
        coverage.declare("ends of booked readings", booked_steps.END_REASONS)

    def _draw_starts(self) -> list[int]:
        """Few times, near each other, so that people want the same."""
        first_ms = self._world.scheduler.now_ms + self._random.choice(_AHEAD_MS)
        first_ms = -(-first_ms // _QUARTER_MS) * _QUARTER_MS
        return [first_ms + number * _QUARTER_MS for number in range(self._random.randint(1, 3))]

    def populate(self) -> None:
        if not self._is_open:
            return
        for name in self._people.readers:
            answer = self._world.api.call(name, "put_own_availability", self._hours(0))
            assert answer.ok, answer

    def _hours(self, version: int) -> dict[str, Any]:
        """A reader's hours and prices, drawn anew, made from those of a version."""
        prices = {minutes: self._random.choice(_PRICES) for minutes in (15, 30) if self._random.random() < 0.5}
        return {
            "version": version,
            "time_zone": self._random.choice(("UTC", "America/New_York")),
            "weekly": {day: [{"start": "00:00", "end": "24:00"}] for day in _DAYS},
            "durations_minutes": [15, 30, 60],
            "modalities": list(MODALITIES),
            "buffer_before_minutes": self._random.choice((0, 0, 15)),
            "buffer_after_minutes": self._random.choice((0, 0, 15)),
            "minimum_notice_minutes": 30,
            "prices": [{"duration_minutes": minutes, "price_cents": cents} for minutes, cents in prices.items()],
        }

    def begin(self) -> None:
        if not self._is_open:
            return
        for name in self._people.clients:
            for number in range(self._random.randint(1, 2)):
                random = self._world.stream(f"bookings {name} {number}")
                self._spawn(name, lambda given=(name, number, random): self._book(*given), random.randint(0, 4_000))  # type: ignore[misc]
        if self._random.random() < 0.4:
            self._spawn("admin-1", self._support)
        if self._random.random() < 0.15:
            somebody = self._random.choice([*self._people.clients, *self._people.readers])
            after_ms = (
                self._starts[0] + self._random.choice((-HOUR_MS, 200_000, 900_000)) - self._world.scheduler.now_ms
            )
            self._spawn("admin-2", lambda: self._people.suspend_for_a_while("admin-2", somebody), max(1_000, after_ms))

    def _spawn(self, name: str, run: Callable[[], None], after_ms: int = 0) -> None:
        self._actors += 1

        def act() -> None:
            try:
                run()
            finally:
                self._actors -= 1

        self._world.scheduler.spawn(name, act, after_ms=after_ms)

    def is_quiet(self) -> bool:
        return not self._actors and all(
            each.item["state"] in CLOSED and each.item["clearing_cents"] == 0 for each in self.auditor.told.values()
        )

    # --- what requests mean ---

    def arrived(self, sent: Sent, at_ms: int) -> None:
        if sent.operation.operation_id == "change_suspension":
            if json.loads(sent.body)["suspended"]:
                self.auditor.suspended[sent.path["user_id"]].add(at_ms)
        elif sent.operation.operation_id == "book_reading":
            body = json.loads(sent.body)
            client_id = self._people.ids[sent.subject or ""]
            starts = _ms(body["starts_at"])
            wanted = client_id, body["reader_id"], starts, body["duration_minutes"], body["price_cents"]
            self.auditor.wanted.add(wanted)
        elif sent.operation.operation_id in ("cancel_booking", "reschedule_booking"):
            body = json.loads(sent.body)
            is_move = sent.operation.operation_id == "reschedule_booking"
            number = _ms(body["starts_at"]) if is_move else body["refund_cents"]
            party = "client" if sent.subject in self._people.clients else "reader"
            asked = Asked("move" if is_move else "cancel", party, at_ms, number)
            self.auditor.asked[sent.path["booking_id"]].add(asked)
        elif sent.operation.operation_id == "call_off_booking":
            self.auditor.asked[sent.path["booking_id"]].add(Asked("call off", "admin", at_ms))
        elif sent.operation.operation_id == "refund_booking":
            amount, key = json.loads(sent.body)["amount_cents"], sent.headers["idempotency-key"]
            self.auditor.asked[sent.path["booking_id"]].add(Asked("give back", "admin", 0, amount, key))

    # --- clients ---

    def _book(self, name: str, number: int, random: Random) -> None:
        for attempt in range(4):
            reader = random.choice(self._people.readers)
            wanted = {
                "reader_id": self._people.ids[reader],
                "modality": random.choice(MODALITIES),
                "starts_at": _text(random.choice(self._starts)),
                "duration_minutes": random.choice((15, 15, 30, 30, 60)),
            }
            quote = self._world.api.call(name, "quote_booking", wanted)
            if quote.ok and quote.body["open"]:
                body = {**wanted, "price_cents": quote.body["price_cents"]}
                self._meanwhile(name, reader)
                answer = self._insist(name, "book_reading", body, f"{name}-booking-{number}-{attempt}")
                if answer.ok:
                    self._live(name, reader, answer.body, random)
                    return
                if answer.code == "insufficient_funds":
                    self._wallets.top_up(name, random)
            self._world.scheduler.sleep(random.randint(300, 5_000))

    def _meanwhile(self, name: str, reader: str) -> None:
        """What others do in the same moment as a client books or moves a reading."""
        self._people.asks(name, reader)
        for _ in range(2):  # two windows of the reader's
            if self._random.random() < self._fickle:
                after_ms = self._random.randint(0, 4 * self._world.network.usual_ms)
                self._spawn(reader, lambda: self._change_hours(reader), after_ms)

    def _change_hours(self, reader: str) -> None:
        shown = self._world.api.call(reader, "get_own_availability")
        if shown.ok:
            self._told(self._world.api.call(reader, "put_own_availability", self._hours(shown.body["version"])))

    def _insist(self, name: str, operation_id: str, body: dict[str, Any], key: str, **path: str) -> Answer:
        answer = self._world.api.insist(name, operation_id, body, key=key, tries=12, **path)
        self._told(answer)
        return answer

    def _told(self, answer: Answer) -> None:
        if not answer.ok and answer.code in _REFUSALS:
            self._world.coverage.reach("bookings", f"refused: {answer.code}")

    def _live(self, name: str, reader: str, booking: dict[str, Any], random: Random) -> None:
        """What both do about a booking that is made: each acts on its own, and neither asks the other."""
        booking_id = booking["booking_id"]
        for who in (name, reader):
            own = self._world.stream(f"{booking_id} {who}")
            self._spawn(who, lambda given=(who, booking_id, own): self._keep_or_not(*given))  # type: ignore[misc]
        if random.random() < 0.4:
            self._spawn("late caller", lambda: self._call_into_a_reading(booking_id, reader))
        starts_late = self._starts[0] - self._world.scheduler.now_ms > DAY_MS
        if random.random() < (0.6 if starts_late else 0.15):
            self._move(name, reader, booking_id, random)

    def _move(self, name: str, reader: str, booking_id: str, random: Random) -> None:
        self._world.scheduler.sleep(random.randint(1_000, 60_000))
        for number in range(random.randint(1, 2)):
            starts = random.choice((*self._starts, self._starts[0] + DAY_MS // 48))
            key = f"{booking_id}-move-{number}"
            self._people.asks(name, often=5)
            self._meanwhile(name, reader)
            self._insist(name, "reschedule_booking", {"starts_at": _text(starts)}, key, booking_id=booking_id)

    def _keep_or_not(self, who: str, booking_id: str, random: Random) -> None:
        is_client = who in self._people.clients
        plan = random.choice(("comes", "comes", "comes", "comes", "cancels", "cancels", "cancels", "never comes"))
        if not is_client and plan == "cancels" and random.random() < 0.6:
            plan = "comes"
        if plan == "cancels":
            distance = random.choice((*(DAY_MS, 2 * HOUR_MS) * 4, HOUR_MS, 40_000, 2_000))
            self._wait_until(booking_id, -distance + random.randint(-4_000, 2_000))
            self._cancel(who, booking_id, random)
        elif plan == "comes":
            on_time = random.random() < 0.65
            late_ms = random.choice(_ON_TIME_MS if on_time else _LATE_MS)
            self._wait_until(booking_id, late_ms + random.randint(-3_000, 3_000))
            self._come(who, booking_id, random)

    def _wait_until(self, booking_id: str, after_start_ms: int) -> None:
        """Sleep until so long after a reading's start, which may be moved meanwhile."""
        for _ in range(4):
            starts = self.auditor.told[booking_id].item["starts_at_ms"]
            left = starts + after_start_ms - self._world.scheduler.now_ms
            if left <= 0:
                return
            self._world.scheduler.sleep(left)

    def _cancel(self, who: str, booking_id: str, random: Random) -> None:
        """Look what would be given back, and cancel for that; look again when it is something else by then."""
        for attempt in range(4):
            shown = self._world.api.call(who, "get_booking", booking_id=booking_id)
            if not shown.ok or shown.body["actions"]["cancel"] is None:
                if shown.unknown:
                    continue
                return
            refund = shown.body["actions"]["cancel"]["refund_cents"]
            self._world.scheduler.sleep(self._thinks_ms(booking_id, random))
            key = f"{booking_id}-{who}-cancel-{attempt}"
            answer = self._insist(who, "cancel_booking", {"refund_cents": refund}, key, booking_id=booking_id)
            if answer.ok and answer.body["state"].startswith("cancelled_by"):
                self.auditor.promised[booking_id] = refund
                return

    def _thinks_ms(self, booking_id: str, random: Random) -> int:
        """How long somebody looks at the refund before they cancel: some until less is given back."""
        left = self.auditor.told[booking_id].item["starts_at_ms"] - self._world.scheduler.now_ms
        for distance in (DAY_MS, 2 * HOUR_MS):
            if 0 <= left - distance < _SOON_MS and random.random() < 0.8:
                return int(left - distance) + random.randint(1, 200)
        return random.choice((0, 300, 2_000))

    # --- support ---

    def _support(self) -> None:
        """Admins call bookings off, and give money of closed ones back, two at once now and then."""
        random, world = self._world.stream("support"), self._world
        number = 0
        last_ms = world.scheduler.now_ms + self.lasts_ms
        while world.scheduler.now_ms < last_ms and not world.closing:
            world.scheduler.sleep(random.choice((20_000, 300_000, 1_800_000, 7_200_000)))
            told = list(self.auditor.told.values())
            if not told:
                continue
            item = random.choice(told).item
            for admin in self._people.admins[: random.choice((1, 1, 2))]:
                number += 1
                self._spawn(
                    admin,
                    lambda given=(admin, item, f"{admin}-support-{number}", random): self._decide(*given),  # type: ignore[misc]
                )

    def _decide(self, admin: str, item: Mapping[str, Any], key: str, random: Random) -> None:
        booking_id, price = item["booking_id"], item["price_cents"]
        body: dict[str, Any] = {"reason": "as agreed"}
        if item["state"] == "booked":
            if random.random() < 0.25:
                self._insist(admin, "call_off_booking", body, key, booking_id=booking_id)
            return
        amount = random.choice((1, 1, price // 3, price // 2, price, price + 1))
        answer = self._insist(admin, "refund_booking", body | {"amount_cents": amount}, key, booking_id=booking_id)
        if answer.ok:
            self.auditor.refunds_promised[booking_id].append(amount)

    # --- the reading ---

    def _come(self, who: str, booking_id: str, random: Random) -> None:
        role = "client" if who in self._people.clients else "reader"
        for _ in range(12):
            answer = self._world.api.call(who, "join_booking", booking_id=booking_id)
            self._told(answer)
            if answer.ok:
                stays_ms = random.choice((3_600_000, 3_600_000, 1_000_000, 300_000, 100_000))
                session_id = answer.body["session_id"]
                self._sessions.take_part(who, role, session_id, random, stays_ms=stays_ms)
                return
            if self._world.closing or answer.code == "booking_wrong_state":
                return
            self._world.scheduler.sleep(random.randint(2_000, 40_000))

    def _call_into_a_reading(self, booking_id: str, reader: str) -> None:
        """Somebody rings a reader some minutes before a reading, and the call goes on into it; or the reader comes in
        to the reading in the same moment.
        """
        random, usual_ms = self._world.stream(f"late caller {booking_id}"), self._world.network.usual_ms
        self._wait_until(booking_id, -random.choice((340_000, 320_000, 590_000)))
        if self.auditor.told[booking_id].item["state"] != "booked":
            return
        until_ms = self._world.scheduler.now_ms + 60_000
        name = random.choice(self._people.clients)
        self._world.api.call(reader, "set_reachability", {"reachability": "online"})
        self._spawn(reader, lambda: self._sessions.answer_calls(reader, random, until_ms))
        if random.random() < 0.7:
            self._spawn(reader, lambda: self._come(reader, booking_id, random), random.randint(0, 3 * usual_ms))
        self._sessions.call_once(name, reader, f"late-call-{booking_id}", random)


def _text(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1_000, UTC).isoformat().replace("+00:00", "Z")


def _ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000)
