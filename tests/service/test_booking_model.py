"""Random histories of bookings against a model of its own: money, states and calendars must be what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from chalicelib.accounts import calendar
from chalicelib.bookings import joining, progress, service, support
from chalicelib.bookings.errors import BookingWrongState, ClientNotFree, SlotTaken
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.core.errors import ValidationFailed
from chalicelib.sessions import service as sessions
from chalicelib.sessions.rules import Party
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import InsufficientFunds
from chalicelib.wallet.rules import earnings_of
from tests.conftest import START_MS
from tests.service.bookings import Case, balance_cents, book, bookable_reader, clearing_cents, paying_client, tick_of

OPENING_CENTS = 60_000
QUARTER_MS = 15 * MINUTE_MS
FIRST_MS = START_MS // QUARTER_MS * QUARTER_MS
PRICES = {30: 7_500, 60: 15_001}


@dataclass
class Expected:
    """A booking as the model has it."""

    case: Case
    starts_at_ms: int
    minutes: int
    state: str = "booked"
    refund_cents: int = 0
    refund_at_close_cents: int = 0
    closed_at_ms: int = 0

    @property
    def price_cents(self) -> int:
        return PRICES[self.minutes]

    @property
    def ends_at_ms(self) -> int:
        return self.starts_at_ms + self.minutes * MINUTE_MS

    def quarters(self, *, reader: bool) -> set[int]:
        last_ms = self.ends_at_ms + (QUARTER_MS if reader else 0)
        return set(range(self.starts_at_ms // QUARTER_MS, last_ms // QUARTER_MS))

    def close(self, state: str, refund_cents: int, at_ms: int) -> None:
        self.state, self.refund_cents, self.closed_at_ms = state, refund_cents, at_ms
        self.refund_at_close_cents = refund_cents


def done(do: Callable[[], None], refusal: type[Exception] | None) -> bool:
    """Do something that must be refused in this way (None: must succeed); tells whether it was done."""
    if refusal is None:
        do()
        return True
    with pytest.raises(refusal):
        do()
    return False


class Bookings(RuleBasedStateMachine):
    """Two readers, three clients, hours and days going by."""

    def __init__(self) -> None:
        super().__init__()
        self.readers = [bookable_reader(buffer_after_minutes=15, durations_minutes=(30, 60)) for _ in range(2)]
        self.clients = [paying_client(OPENING_CENTS) for _ in range(3)]
        self.now_ms = START_MS
        self.all: list[Expected] = []
        self.refunds = 0

    # --- what people do ---

    @rule(
        client=st.integers(0, 2),
        reader=st.integers(0, 1),
        ahead=st.integers(2, 200),
        minutes=st.sampled_from([30, 60]),
    )
    def book(self, client: int, reader: int, ahead: int, minutes: int) -> None:
        starts_at_ms = self.now_ms // QUARTER_MS * QUARTER_MS + ahead * QUARTER_MS
        case = self._case(self.clients[client], self.readers[reader])
        wanted = Expected(case, starts_at_ms, minutes)
        refusal = self._refusal(wanted, starts_at_ms - self.now_ms)

        def do() -> None:
            case.booking_id = book(
                case.client_id,
                case.reader_id,
                starts_at_ms,
                minutes=minutes,
                price_cents=PRICES[minutes],
                now_ms=self.now_ms,
            ).booking_id

        if done(do, refusal):
            self.all.append(wanted)

    @precondition(lambda self: self._standing())
    @rule(which=st.integers(0, 99), party=st.sampled_from(Party))
    def cancel(self, which: int, party: Party) -> None:
        one = self._pick(which)
        left_ms = one.starts_at_ms - self.now_ms
        if party is Party.READER or left_ms >= DAY_MS:
            refund_cents = one.price_cents
        elif left_ms >= 2 * HOUR_MS:
            refund_cents = (one.price_cents + 1) // 2
        else:
            refund_cents = 0
        try:
            service.cancel(one.case.booking_id, one.case.actor(party), refund_cents=refund_cents, now_ms=self.now_ms)
        except BookingWrongState:
            assert left_ms <= 0
            return
        assert left_ms > 0
        one.close(f"cancelled_by_{party}", refund_cents, self.now_ms)

    @precondition(lambda self: self._standing())
    @rule(which=st.integers(0, 99))
    def call_off(self, which: int) -> None:
        one = self._pick(which)
        support.cancel("usr_admin", one.case.booking_id, "Ill", now_ms=self.now_ms)
        one.close("cancelled_by_platform", one.price_cents, self.now_ms)

    @precondition(lambda self: any(one.state != "booked" for one in self.all))
    @rule(which=st.integers(0, 99), amount_cents=st.integers(1, 16_000))
    def give_back(self, which: int, amount_cents: int) -> None:
        over = [one for one in self.all if one.state != "booked"]
        one = over[which % len(over)]
        left_cents = one.price_cents - one.refund_cents
        self.refunds += 1
        refund_id = f"rfd_{one.case.booking_id}_{self.refunds}"

        def do() -> None:
            booking_id = one.case.booking_id
            support.refund("usr_admin", booking_id, amount_cents, "Rude", refund_id=refund_id, now_ms=self.now_ms)

        if done(do, ValidationFailed if amount_cents > left_cents else None):
            one.refund_cents += amount_cents

    @precondition(lambda self: self._standing())
    @rule(which=st.integers(0, 99), quarters=st.integers(-6, 120))
    def move(self, which: int, quarters: int) -> None:
        one = self._pick(which)
        starts_at_ms = one.starts_at_ms + quarters * QUARTER_MS
        moved = Expected(one.case, starts_at_ms, one.minutes)
        refusal: type[Exception] | None = self._refusal(moved, starts_at_ms - self.now_ms, but=one, paid=True)
        if one.starts_at_ms - self.now_ms < DAY_MS:
            refusal = BookingWrongState
        if quarters == 0:
            refusal = None

        def do() -> None:
            actor = one.case.actor(Party.CLIENT)
            service.reschedule(one.case.booking_id, actor, starts_at_ms=starts_at_ms, now_ms=self.now_ms)

        if done(do, refusal):
            one.starts_at_ms = starts_at_ms

    @precondition(lambda self: self._standing())
    @rule(which=st.integers(0, 99), comes=st.sampled_from(["both", "reader", "client", "reader ends"]))
    def hold(self, which: int, comes: str) -> None:
        """Time goes on to a booking's start, and some come; the others' time goes by as well."""
        one = self._pick(which)
        if one.starts_at_ms < self.now_ms:
            return
        self._pass_to(one.starts_at_ms)
        parties = {"reader": (Party.READER,), "client": (Party.CLIENT,)}.get(comes, tuple(Party))
        at_ms, stops_at_ms = one.starts_at_ms, one.ends_at_ms
        for party in parties:
            self._join(one, party)
        session_id = progress.load(one.case.booking_id).session_id or ""
        if comes == "reader ends":
            stops_at_ms = at_ms + 11 * MINUTE_MS
        if comes in ("reader", "client"):
            stops_at_ms = min(stops_at_ms, at_ms + 15 * MINUTE_MS)
        while at_ms < stops_at_ms:
            for party in parties:
                sessions.heartbeat(session_id, one.case.actor(party), at_ms)
            at_ms += 40_000
        if comes == "reader ends":
            sessions.end(session_id, one.case.actor(Party.READER), stops_at_ms)
            kept_cents = one.price_cents * 11 // one.minutes
            one.close("completed", one.price_cents - kept_cents, stops_at_ms)
        elif comes == "both":
            one.close("completed", 0, one.ends_at_ms)
        elif comes == "reader":
            one.close("client_missed", 0, one.starts_at_ms + 15 * MINUTE_MS)
        else:
            one.close("reader_missed", one.price_cents, one.starts_at_ms + 10 * MINUTE_MS)
        self._pass_to(max(self.now_ms, one.ends_at_ms))

    @rule(minutes=st.one_of(st.integers(1, 90), st.integers(90, 3 * 1440)))
    def time_goes_by(self, minutes: int) -> None:
        self._pass_to(self.now_ms + minutes * MINUTE_MS)

    # --- what must be so ---

    @invariant()
    def everybody_has_what_they_should(self) -> None:
        for client in self.clients:
            own = [one for one in self.all if one.case.client_id == client]
            spent_cents = sum(one.price_cents - one.refund_cents for one in own)
            assert balance_cents(client) == OPENING_CENTS - spent_cents
            assert self._taken(client) == self._union(own, reader=False)
        for reader in self.readers:
            own = [one for one in self.all if one.case.reader_id == reader]
            released = [one for one in own if self._is_released(one)]
            earned_cents = sum((one.price_cents - one.refund_cents) * 70 // 100 for one in released)
            assert ledger.load_account(earnings_of(reader)).balance_cents == earned_cents
            assert self._taken(reader) == self._union(own, reader=True)

    @invariant()
    def every_booking_is_as_expected(self) -> None:
        for one in self.all:
            item = progress.load(one.case.booking_id)
            assert (item.state, item.refunded_cents, item.starts_at_ms) == (
                one.state,
                one.refund_cents,
                one.starts_at_ms,
            )
            left_cents = 0 if self._is_released(one) else one.price_cents - one.refund_cents
            assert item.clearing_cents == left_cents == clearing_cents(one.case.booking_id)

    # --- helpers ---

    def _case(self, client_id: str, reader_id: str) -> Case:
        case = Case.__new__(Case)
        case.client_id, case.reader_id, case.before_cents = client_id, reader_id, OPENING_CENTS
        return case

    def _standing(self) -> list[Expected]:
        return [one for one in self.all if one.state == "booked"]

    def _pick(self, which: int) -> Expected:
        standing = self._standing()
        return standing[which % len(standing)]

    def _refusal(
        self, wanted: Expected, notice_ms: int, *, but: Expected | None = None, paid: bool = False
    ) -> type[Exception] | None:
        others = [one for one in self._standing() if one is not but]
        of_reader = [one for one in others if one.case.reader_id == wanted.case.reader_id]
        if notice_ms < 30 * MINUTE_MS or notice_ms >= 60 * DAY_MS:
            return SlotTaken
        if wanted.quarters(reader=True) & self._union(of_reader, reader=True):
            return SlotTaken
        of_client = [one for one in others if one.case.client_id == wanted.case.client_id]
        if wanted.quarters(reader=False) & self._union(of_client, reader=False):
            return ClientNotFree
        if not paid and balance_cents(wanted.case.client_id) < wanted.price_cents:
            return InsufficientFunds
        return None

    def _union(self, some: list[Expected], *, reader: bool) -> set[int]:
        found: set[int] = set()
        for one in some:
            if one.state == "booked":
                quarters = one.quarters(reader=reader)
                assert not found & quarters, "two bookings in one time"
                found |= quarters
        return found

    def _taken(self, user_id: str) -> set[int]:
        return set(calendar.taken_in(user_id, range(FIRST_MS // QUARTER_MS - 96, FIRST_MS // QUARTER_MS + 9_000)))

    def _is_released(self, one: Expected) -> bool:
        if one.state == "booked":
            return False
        return one.price_cents == one.refund_cents or self.now_ms >= one.closed_at_ms + DAY_MS

    def _pass_to(self, at_ms: int) -> None:
        """Time goes on; whatever falls due by then is done at its end, late as it may be."""
        self.now_ms = at_ms
        for one in self._standing():
            if at_ms >= one.starts_at_ms + 10 * MINUTE_MS and not self._is_attended(one):
                one.close("reader_missed", one.price_cents, one.starts_at_ms + 10 * MINUTE_MS)
        for one in self.all:
            tick_of(one.case.booking_id, at_ms)

    def _is_attended(self, one: Expected) -> bool:
        return progress.load(one.case.booking_id).session_id is not None

    def _join(self, one: Expected, party: Party) -> None:
        joining.join(one.case.booking_id, one.case.actor(party), one.starts_at_ms)


@pytest.mark.usefixtures("memory_table")
def test_random_histories_of_bookings() -> None:
    quiet: Any = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Bookings,
        settings=settings(max_examples=15, stateful_step_count=14, deadline=None, suppress_health_check=quiet),
    )
