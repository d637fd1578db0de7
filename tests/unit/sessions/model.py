"""What money.md says a session costs, told from the list of what happened and from nothing else.

It shares no code with the product. It knows heartbeats, leaves, top-ups, other spending and ends, in the order in
which they came; sweeps do not exist for it, because money.md says that they make no difference.

Words: a *stay* of a party is a chain of signs with no more than 45 s between two; a leave ends it. Both are connected
while a stay of each is proved: from the later beginning to the earlier of the two last signs. When a new stay begins,
what the two stays before it proved until then is settled. A minute begins whenever 60 s of connected time are full.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SILENT = 45_000
FRESH = 20_000
CONNECT = 60_000
GRACE = 300_000
MINUTE = 60_000
TRIES = 10
FOREVER = 10**15


@dataclass
class Stay:
    """One chain of signs."""

    signs: list[int]
    left: int | None = None

    @property
    def proved(self) -> int:
        return self.signs[-1] if self.left is None else self.left

    def over(self, now: int) -> bool:
        return self.left is not None or now - self.signs[-1] > SILENT

    def lasts(self, instant: int, slack: int = SILENT) -> bool:
        return instant <= (self.signs[-1] + slack if self.left is None else self.left)


@dataclass
class Told:
    """How the session stands: `ringing`, `running`, `stopped` or `over`, and what it has come to."""

    accepted: int
    rate: int
    balance: int
    phase: str = "ringing"
    stays: dict[str, Stay] = field(default_factory=dict)
    start: int = 0
    done: int = 0
    charged: int = 0
    stopped: int = 0
    missing: str | None = None
    returns: int = 0
    reason: str = ""
    ended: int = 0

    # --- what happens ---

    def sign(self, who: str, now: int, *, stored: bool = True) -> None:
        """A heartbeat; one that is not stored, or not news, proves nothing, but money is looked at all the same."""
        self.time_passes(now)
        stay = self.stays.get(who)
        if not stored or (stay is not None and now <= stay.proved):
            self.look(now, resume=True)
            return
        if stay is None or stay.over(now):
            self.settle_before(who, now)
            if self.phase != "over":
                self.stays[who] = Stay([now])
        else:
            stay.signs.append(now)
        self.look(now, resume=True)

    def leave(self, who: str, now: int) -> None:
        self.time_passes(now)
        stay = self.stays.get(who)
        if stay is not None and not stay.over(now):
            stay.left = now
        self.look(now)

    def pay_in(self, cents: int) -> None:
        self.balance += cents

    def end(self, who: str, now: int) -> None:
        self.time_passes(now)
        stay = self.stays.get(who)
        if stay is not None and not stay.over(now) and now > stay.proved and self.phase != "over":
            stay.signs.append(now)
        self.look(now)
        self.time_passes(now)
        if self.phase == "ringing":
            self.finish(now, "cancelled" if who == "client" else "declined")
        elif self.phase == "running":
            self.done += max(0, min(now, self.both_proved()) - self.start)
            self.finish(now, f"ended_by_{who}")
        elif self.phase == "stopped":
            someone_else_left = (
                self.missing is not None and not self.is_back(now) and (self.missing == "reader" or who != "client")
            )
            self.finish(now, f"{self.missing}_left" if someone_else_left else f"ended_by_{who}")

    def run_out(self) -> None:
        """Nobody gives a sign any more."""
        self.time_passes(FOREVER)
        self.time_passes(FOREVER)

    # --- what it costs ---

    @property
    def connected(self) -> int:
        running = max(0, self.both_proved() - self.start) if self.phase == "running" else 0
        return self.done + running

    @property
    def standing(self) -> int:
        """How many minutes the client pays in the end, when this is the pair's first session of the day."""
        if self.done < 30_000:
            return 0
        begun, full = -(-self.done // MINUTE), self.done // MINUTE
        return min(self.charged, full if self.reason == "reader_left" else begun)

    # --- how it goes on ---

    def both_proved(self) -> int:
        return min(stay.proved for stay in self.stays.values())

    def is_back(self, now: int) -> bool:
        assert self.missing is not None
        stay = self.stays[self.missing]
        return stay.signs[-1] > self.stopped and stay.lasts(now)

    def time_passes(self, now: int) -> None:
        if self.phase == "ringing" and now >= self.accepted + CONNECT and not self.may_still_start(now):
            self.finish(self.accepted + CONNECT, "not_connected")
        if self.phase == "running":
            earliest = self.both_proved()
            gone = [who for who, stay in self.stays.items() if stay.proved == earliest and stay.over(now)]
            if gone and earliest < now:
                self.stop(max(self.start, earliest), gone)
        if self.phase == "stopped" and now >= self.stopped + GRACE:
            reason = "out_of_funds"
            if self.missing is not None:
                other = "client" if self.missing == "reader" else "reader"
                reason = f"{other if self.is_back(self.stopped + GRACE) else self.missing}_left"
            self.finish(self.stopped, reason)

    def may_still_start(self, now: int) -> bool:
        if len(self.stays) < 2:
            return False
        first = max(self.accepted, *(stay.signs[0] for stay in self.stays.values()))
        unsure = [stay for stay in self.stays.values() if not stay.lasts(first, FRESH)]
        return first < self.accepted + CONNECT and not any(stay.over(now) for stay in unsure)

    def settle_before(self, who: str, now: int) -> None:
        """A new stay of `who` is about to begin; what was proved until now is all that the stays before it prove."""
        if self.phase == "running":
            gone = [each for each, stay in self.stays.items() if stay.over(now)]
            earliest = min(self.stays[each].proved for each in gone)
            self.stop(
                max(self.start, self.both_proved()), [each for each in gone if self.stays[each].proved == earliest]
            )
        self.time_passes(now)

    def stop(self, instant: int, gone: list[str]) -> None:
        self.done += instant - self.start
        said_so = [who for who in gone if self.stays[who].left is not None]
        together = said_so or gone
        self.missing = "reader" if "reader" in together else "client"
        self.phase, self.stopped = "stopped", instant
        if self.returns == TRIES:
            self.finish(instant, f"{self.missing}_left")

    def look(self, now: int, resume: bool = False) -> None:
        if len(self.stays) == 2 and self.phase in ("ringing", "stopped"):
            self.meet(now, resume)
        if self.phase == "running":
            self.charge()

    def meet(self, now: int, resume: bool) -> None:
        stays = self.stays.values()
        first = max(stay.signs[0] for stay in stays)
        if self.phase == "ringing":
            first = max(first, self.accepted)
            if first < self.accepted + CONNECT and all(stay.lasts(first, FRESH) for stay in stays):
                if self.balance < self.rate:
                    self.finish(first, "out_of_funds")
                else:
                    self.phase, self.start = "running", first
            return
        if self.missing is None:
            if not resume or self.balance < self.rate:
                return
            first = max(first, now)
        elif first <= self.stopped and self.both_proved() <= self.stopped:
            return
        first = max(first, self.stopped)
        if first < self.stopped + GRACE and all(stay.lasts(first) for stay in stays):
            self.returns += self.missing is not None
            self.phase, self.start = "running", first

    def charge(self) -> None:
        while self.connected >= self.charged * MINUTE:
            if self.balance < self.rate:
                self.stopped = self.start + self.charged * MINUTE - self.done
                self.done, self.phase, self.missing = self.charged * MINUTE, "stopped", None
                return
            self.balance -= self.rate
            self.charged += 1

    def finish(self, instant: int, reason: str) -> None:
        if self.phase != "over":
            self.phase, self.ended, self.reason = "over", instant, reason
