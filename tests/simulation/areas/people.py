"""Accounts and readers: who takes part, rates that change, readers who go on and off, suspensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chalicelib.accounts.items import UserProfile
from chalicelib.core import table
from chalicelib.core.table import Update
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model.commits import Commit, Posted
from tests.simulation.world.api import Answer, Sent
from tests.simulation.world.world import World

RATES = (199, 250, 251, 397)
_MAX_ZEALOUS_ACTS = 3
MODALITIES = ("text", "voice", "video")
_APPLICATION = {
    "display_name": "Luna",
    "headline": "Tarot",
    "bio": "Reads cards.",
    "specialities": ["tarot"],
    "languages": ["en"],
}


class NoMoney:
    """An auditor for an area that moves none."""

    def committed(self, commit: Commit) -> None:
        return None

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        return False

    def settled(self) -> None:
        return None


class People:
    """The cast of a run, and what its readers and admins do about accounts."""

    boundaries: Mapping[str, Sequence[str]] = {}
    kinds = frozenset({"reader_status", "user_profile"})

    def __init__(self, world: World) -> None:
        self.auditor = NoMoney()
        self._world = world
        self._random = world.stream("people")
        self.clients = [f"client-{number}" for number in range(1, self._random.randint(1, 4) + 1)]
        self.readers = [f"reader-{number}" for number in range(1, self._random.choice((1, 1, 2)) + 1)]
        self.admins = ["admin-1", "admin-2"]
        self.ids: dict[str, str] = {}
        self._actors = 0
        self._has_troubles = self._random.random() < 0.3
        self.zeal = self._random.choice((0.0, 0.0, 0.0, 0.04, 0.1))
        """How likely it is that somebody is suspended in the moment in which something is asked for."""
        self._zealous_acts = _MAX_ZEALOUS_ACTS

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare(
            "acts of people",
            (
                "rates change",
                "a reader goes off",
                "a suspension",
                "a suspension lifted",
                "a suspension in the same moment",
            ),
        )

    def populate(self) -> None:
        for name in (*self.clients, *self.readers, *self.admins):
            self.ids[name] = self._must(self._world.api.call(name, "get_account"))["user_id"]
        for name in self.admins:
            profile = UserProfile(*UserProfile.key(user_id=self.ids[name]))
            table.write(Update(profile, [UserProfile.role.set("admin")]))
        for name in self.readers:
            self._must(self._world.api.call(name, "apply_as_reader", _APPLICATION))
            verdict = {"verified": True, "reason": "known to us"}
            self._must(self._world.api.call("admin-1", "verify_reader", verdict, user_id=self.ids[name]))
            self._must(self._world.api.call(name, "change_own_rates", self._rates()))
            self._must(self._world.api.call(name, "set_reachability", {"reachability": "online"}))

    def name_of(self, user_id: str) -> str:
        """Who has an id."""
        return next(name for name, each in self.ids.items() if each == user_id)

    def _must(self, answer: Answer) -> dict[str, str]:
        assert answer.ok, answer
        body: dict[str, str] = answer.body
        return body

    def _rates(self) -> dict[str, object]:
        rate = self._random.choice(RATES)
        return {"rates": [{"modality": modality, "rate_cents": rate} for modality in MODALITIES]}

    def begin(self) -> None:
        if self._has_troubles:
            for name in self.readers:
                self._spawn(name, lambda name=name: self._moods_of(name))  # type: ignore[misc]
            somebody = self._random.choice([*self.clients, *self.readers])
            after_ms = self._random.randint(1_000, 400_000)
            for admin in self.admins[: self._random.randint(1, 2)]:
                self._spawn(admin, lambda admin=admin: self.suspend_for_a_while(admin, somebody), after_ms)  # type: ignore[misc]
        for visit in range(self._random.choice((0, 0, 0, 2))):
            self._spawn(f"newcomer {visit}", lambda: self._world.api.call("newcomer", "get_account"))

    def _spawn(self, name: str, run: Callable[[], object], after_ms: int = 0) -> None:
        self._actors += 1

        def act() -> None:
            try:
                run()
            finally:
                self._actors -= 1

        self._world.scheduler.spawn(name, act, after_ms=after_ms)

    def arrived(self, sent: Sent, at_ms: int) -> None:
        return None

    def is_quiet(self) -> bool:
        return not self._actors

    def _moods_of(self, name: str) -> None:
        world = self._world
        for _ in range(12):
            world.scheduler.sleep(self._random.randint(20_000, 300_000))
            if world.closing:
                return
            if self._random.random() < 0.6:
                world.coverage.reach("acts of people", "rates change")
                if self._random.random() < 0.3:  # in two windows at once
                    self._spawn(name, lambda: world.api.call(name, "change_own_rates", self._rates()))
                world.api.call(name, "change_own_rates", self._rates())
            else:
                world.coverage.reach("acts of people", "a reader goes off")
                world.api.call(
                    name, "set_reachability", {"reachability": self._random.choice(("busy", "away", "offline"))}
                )
                world.scheduler.sleep(self._random.randint(1_000, 60_000))
            world.api.call(name, "set_reachability", {"reachability": "online"})

    def asks(self, *involved: str, often: int = 1) -> None:
        """Somebody asks for something that others are involved in: in some runs an admin suspends one of them in the
        same moment, which whoever asks waits for.

        Parameters:
            often: how much more often than for other things.
        """
        random, world = self._random, self._world
        if not self._zealous_acts or world.closing or random.random() >= self.zeal * often:
            return
        self._zealous_acts -= 1
        world.coverage.reach("acts of people", "a suspension in the same moment")
        somebody = random.choice(involved)
        after_ms = random.randint(0, 8 * world.network.usual_ms)
        self._spawn("admin-2", lambda: self.suspend_for_a_while("admin-2", somebody), after_ms)
        world.scheduler.sleep(4 * world.network.usual_ms)

    def suspend_for_a_while(self, admin: str, somebody: str) -> None:
        """An admin suspends somebody for a while, perhaps at once with another one; asks again until it is so."""
        world = self._world
        for suspended in (True, False):
            body = {"suspended": suspended, "reason": "looking into it"}
            for _ in range(20):
                answer = world.api.call(admin, "change_suspension", body, user_id=self.ids[somebody])
                if answer.ok:
                    break
                world.scheduler.sleep(5_000)
            world.coverage.reach("acts of people", "a suspension" if suspended else "a suspension lifted")
            world.scheduler.sleep(self._random.randint(5_000, 200_000))
        if somebody in self.readers:
            world.api.call(somebody, "set_reachability", {"reachability": "online"})
