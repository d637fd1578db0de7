"""What takes a long time in a session: in some runs all that people do is meant to meet one thing again and again.

Each of these moods is about requests that cross when a silence, or a grace, has just begun to count, or about a
balance that is short again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from tests.simulation.areas.wallet import Wallets
from tests.simulation.model.presence import SILENT_MS
from tests.simulation.model.session_steps import GRACE_MS
from tests.simulation.model.sessions import SessionsAuditor
from tests.simulation.world.world import World

MOODS = ("", "", "pays late", "pays in bits", "brings money", "brings money", "crosses", "crosses")
_OPENING_CENTS = {"pays in bits": [1_000, 2_000], "brings money": [1_000], "crosses": [5_000, 10_000]}


class Moods:
    """The mood of a run, and what it makes people do; `mood` is one of `MOODS`, "" for none.

    Parameters:
        spawn: begins a task of the sessions' area.
    """

    def __init__(
        self,
        world: World,
        auditor: SessionsAuditor,
        wallets: Wallets,
        spawn: Callable[[str, Callable[[], object]], None],
        mood: str,
    ) -> None:
        self.mood = mood
        self._world = world
        self._auditor = auditor
        self._wallets = wallets
        self._spawn = spawn
        self._pacts: dict[str, str] = {}
        self._late: set[str] = set()
        self._paying: set[str] = set()
        self._paid_pauses: set[tuple[str, int]] = set()
        if mood in _OPENING_CENTS:
            wallets.opening_cents = _OPENING_CENTS[mood]

    # --- when one is heard of again ---

    def until_next_beat(self, name: str, role: str, session_id: str, random: Random) -> int | None:
        """How long to be silent, after what the mood makes of it; None: it makes nothing of it."""
        if self.mood == "crosses" and self._auditor.session(session_id).state in ("active", "paused", "reconnecting"):
            return self._cross(name, role, session_id, random)
        if self.mood == "brings money":
            return self._bring_money(name, role, session_id, random)
        return None

    def _cross(self, name: str, role: str, session_id: str, random: Random) -> int:
        """Both agree on how they come back, or end: whoever sees the other's offer is silent from then on, the other
        goes, or stays, and both act when that silence has just begun to count. So their requests cross.
        """
        if self._pacts.get(session_id, role) != role:
            del self._pacts[session_id]
            return self._come_back_or_end(name, session_id, self._until_silent(session_id, role, random), random)
        self._pacts[session_id] = role
        for _ in range(30):
            self._world.scheduler.sleep(1_500)
            if session_id not in self._pacts:
                return self._go_and_come_back(name, role, session_id, random)
        self._pacts.pop(session_id, None)
        return 0

    def _go_and_come_back(self, name: str, role: str, session_id: str, random: Random) -> int:
        other = "reader" if role == "client" else "client"
        how = random.choice(("leaves", "leaves", "is silent", "goes on"))
        if how == "leaves":
            self._world.api.call(name, "heartbeat", {"leaving": True}, session_id=session_id)
        elif how == "goes on":
            self._world.scheduler.sleep(15_000)
            self._world.api.call(name, "heartbeat", {}, session_id=session_id)
        return self._come_back_or_end(name, session_id, self._until_silent(session_id, other, random), random)

    def _bring_money(self, name: str, role: str, session_id: str, random: Random) -> int:
        """While a session stands for funds the client pays, silently, and both are heard of when that silence has just
        begun to count: the reader may take the session up with the run that the client's return replaces.
        """
        item = self._auditor.session(session_id).item
        usual = random.choice((5_000, 12_000))
        if item.get("pause_reason") != "funds":
            return usual
        pause = session_id, item["paused_at_ms"]
        if role == "client" and pause not in self._paid_pauses:
            self._paid_pauses.add(pause)
            now_ms = self._world.scheduler.now_ms
            self._spawn(f"{name} pays", lambda: self._wallets.top_up_at(name, now_ms, random))
        return self._until_silent(session_id, "client", random) or usual

    def _come_back_or_end(self, name: str, session_id: str, wait_ms: int, random: Random) -> int:
        if random.random() >= 0.12:
            return wait_ms
        self._world.scheduler.sleep(wait_ms)
        self._world.api.call(name, "end_session", session_id=session_id)
        return 0

    def _until_silent(self, session_id: str, role: str, random: Random) -> int:
        """How long until somebody's last sign is 45 seconds old, some calls of the table more or less."""
        last_ms = max(self._auditor.session(session_id).log.signs[role].seen, default=0)
        usual_ms = self._world.network.usual_ms
        spread_ms = random.choice((30, usual_ms, 2 * usual_ms))
        return max(0, last_ms + SILENT_MS + random.randint(-spread_ms, spread_ms) - self._world.scheduler.now_ms)

    # --- paying ---

    def pays(self, name: str, session_id: str, view: Mapping[str, Any], random: Random) -> bool:
        """Let a client on the page pay as the mood has it; tells whether the mood decides that."""
        if self.mood == "pays late":
            self._pay_late(name, session_id, random)
        elif self.mood == "pays in bits":
            self._pay_in_bits(name, view, random)
        return self.mood in ("pays late", "pays in bits")

    def _pay_late(self, name: str, session_id: str, random: Random) -> None:
        """Pay about when the grace of a session that stands for funds is over, once; stay on the page meanwhile."""
        item = self._auditor.session(session_id).item
        if item.get("pause_reason") != "funds" or session_id in self._late:
            return
        self._late.add(session_id)
        at_ms = item["paused_at_ms"] + GRACE_MS + random.randint(-8_000, 4_000)
        self._spawn(f"{name} pays", lambda: self._wallets.top_up_at(name, at_ms, random))

    def _pay_in_bits(self, name: str, view: Mapping[str, Any], random: Random) -> None:
        """Pay for a few minutes more whenever few are left, so that the balance is low several times in a session."""
        if view["state"] != "active" or name in self._paying or (view["minutes_left"] or 0) > 3:
            return
        self._paying.add(name)
        now_ms = self._world.scheduler.now_ms

        def pay() -> None:
            self._wallets.top_up_at(name, now_ms, random)
            self._paying.discard(name)

        self._spawn(f"{name} pays", pay)
