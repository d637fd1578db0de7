"""Sessions on demand: clients who ring, readers who answer, pages that beat, drop and come back, ticks, Agora."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.fakes.agora import notice, signed_notice
from tests.simulation.areas.moods import MOODS, Moods
from tests.simulation.areas.people import MODALITIES, People
from tests.simulation.areas.wallet import Wallets
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.kernel.scheduler import Task
from tests.simulation.model.books import Books
from tests.simulation.model.session_steps import RING_MS
from tests.simulation.model.sessions import MOVES, SessionsAuditor
from tests.simulation.world.api import Answer, Sent
from tests.simulation.world.world import WEBHOOK_SECRET, World

BRIEF_MS = 150_000
FOREVER_MS = 10**12
_AGORA = "agora notice"
_LATE_MS = (10_000, 300_000)
_UIDS = {"client": 1, "reader": 2}
_END_REASONS = (
    "ended_by_client",
    "ended_by_reader",
    "declined",
    "cancelled",
    "no_answer",
    "not_connected",
    "client_left",
    "reader_left",
    "out_of_funds",
    "ended_by_admin",
    "suspended",
)


class Sessions:
    """The actors of sessions, and the model that knows what they owe.

    Parameters:
        is_brief: people call for some minutes only; the run goes on for days with something else.
    """

    boundaries: Mapping[str, Sequence[str]] = {_AGORA: ("duplicate", "late", "lost")}
    kinds = frozenset({"session", "presence", "reader_status", "account", "transfer", "user_profile"})

    def __init__(self, world: World, people: People, books: Books, wallets: Wallets, *, is_brief: bool) -> None:
        self._world = world
        self._people = people
        self._wallets = wallets
        self._beats: dict[Task | None, int] = {}
        self.auditor = SessionsAuditor(
            lambda user_id: self._spendable(books, user_id),
            lambda: self._beats.get(world.scheduler.current),
            world.coverage.reach,
        )
        self._random = world.stream("sessions")
        self._parties: dict[str, tuple[str, str]] = {}
        self._actors = 0
        self._calls = self._random.randint(1, 3)
        self._with_agora = self._random.random() < 0.4
        self._outages = self._draw_outages()
        self._crowded = self._random.choice((0.0, 0.0, 0.1, 0.5))
        self._agora_ms = self._random.choice(((50, 3_000), (1_000, 90_000)))
        self._drops = self._random.choice((0.0, 0.02, 0.1, 0.25))
        self._hurry_ms = self._random.choice((0, 0, 0, 15_000))
        mood = self._random.choice(MOODS)
        self._moods = Moods(world, self.auditor, wallets, self._spawn, "" if is_brief else mood)
        if self._hurry_ms or self.is_long:
            self._calls = 8  # calls that are short are many; where something is waited for, it must come
        self._calls_until_ms = world.scheduler.now_ms + (BRIEF_MS if is_brief else FOREVER_MS)
        self._sequence = 0
        self.when_taken: Callable[[str, str, str, Random], None] | None = None
        """What a client does who cannot ring a reader now."""
        self.when_leaving: Callable[[str, str], None] = lambda name, reader: None
        """What others do in the moment in which somebody ends a session with a reader."""

    @property
    def is_long(self) -> bool:
        """Whether this run's people do what takes a long time."""
        return bool(self._moods.mood)

    @staticmethod
    def _spendable(books: Books, user_id: str) -> int:
        account = f"wallet:{user_id}"
        return 0 if books.open_disputes[account] or books.cents[account] < 0 else books.cents[account]

    @staticmethod
    def declare(coverage: Coverage) -> None:
        coverage.declare("session moves", [f"{old} -> {new}" for old, new in sorted(MOVES)])
        coverage.declare("end reasons", _END_REASONS)
        coverage.declare(
            "money of sessions",
            (
                "a short session is given back",
                "the second short session of a day stands",
                "paused for funds",
                "an admin gives money back",
            ),
        )

    def populate(self) -> None:
        return None

    def begin(self) -> None:
        for name in self._people.clients:
            self._spawn(name, lambda name=name: self._client(name))  # type: ignore[misc]
        for name in self._people.readers:
            self._spawn(name, lambda name=name: self._reader(name))  # type: ignore[misc]
        if self._random.random() < 0.5:
            self._spawn("admin-1", self._admin)
        if self.is_long:  # what takes long must not be broken off
            self._drops = 0.0
            self._people.zeal = 0.0

    def _spawn(self, name: str, run: Callable[[], object]) -> None:
        self._actors += 1

        def act() -> None:
            try:
                run()
            finally:
                self._actors -= 1

        self._world.scheduler.spawn(name, act, after_ms=self._random.randint(0, 3_000))

    def is_quiet(self) -> bool:
        live = [each for each in self.auditor.told.values() if each.state not in ("none", "finalized")]
        return not self._actors and not live

    # --- what requests mean ---

    def arrived(self, sent: Sent, at_ms: int) -> None:
        match sent.operation.operation_id:
            case "heartbeat":
                self._beats[self._world.scheduler.current] = at_ms
                told = self.auditor.session(sent.path["session_id"])
                party = self._party(sent)
                signs = told.log.signs[party]
                (signs.left if json.loads(sent.body).get("leaving") else signs.seen).add(at_ms)
            case "end_session" | "cancel_session" | "decline_session":
                told = self.auditor.session(sent.path["session_id"])
                is_end = sent.operation.operation_id == "end_session"
                told.ends.add(
                    (self._party(sent) if is_end and sent.subject not in self._people.admins else None, at_ms)
                )
            case "change_suspension":
                self.auditor.somebody_is_suspended(at_ms)
            case "refund_session":
                asked = (sent.headers["idempotency-key"], json.loads(sent.body)["amount_cents"])
                requests = self.auditor.refunds_asked[sent.path["session_id"]]
                if asked not in requests:
                    requests.append(asked)
            case "agora_webhook":
                payload = json.loads(sent.body)["payload"]
                told = self.auditor.session(payload["channelName"])
                party = "client" if payload["uid"] == _UIDS["client"] else "reader"
                joined = json.loads(sent.body)["eventType"] == 107
                signs = told.log.signs[party]
                (signs.seen if joined else signs.left).add(payload["ts"] * 1_000)

    def _party(self, sent: Sent) -> str:
        return "client" if sent.subject in self._people.clients else "reader"

    # --- clients ---

    def _client(self, name: str) -> None:
        random, world = self._world.stream(name), self._world
        for number in range(self._calls):
            if self.is_late:
                return
            reader = random.choice(self._people.readers)
            self.call_once(name, reader, f"{name}-call-{number}", random)
            world.scheduler.sleep(random.randint(500, 20_000))

    @property
    def is_late(self) -> bool:
        """Whether nobody begins a call any more."""
        return self._world.closing or self._world.scheduler.now_ms > self._calls_until_ms

    def call_once(self, name: str, reader: str, key: str, random: Random) -> None:
        """Ring a reader, and take part if they can be rung; top up if money is short, or do what one does then."""
        answer = self.ring(name, reader, key, random)
        if answer.code == "insufficient_funds":
            self._wallets.top_up(name, random)
        elif answer.code in ("reader_unavailable", "others_waiting") and self.when_taken is not None:
            self.when_taken(name, reader, key, random)

    def ring(self, name: str, reader: str, key: str, random: Random) -> Answer:
        """Ring a reader, and take part if they can be rung."""
        body = {"reader_id": self._people.ids[reader], "modality": random.choice(MODALITIES)}
        self._people.asks(name, reader)
        answer = self._world.api.insist(name, "start_session", body, key=key)
        if answer.ok:
            self.take_part(name, "client", answer.body["session_id"], random)
        return answer

    # --- both parties ---

    def take_part(self, name: str, role: str, session_id: str, random: Random, *, stays_ms: int | None = None) -> None:
        """Be on the page of a session until it is over, or until the person has had enough of it.

        Parameters:
            stays_ms: how long somebody bears it at the most; the run's mood decides without it.
        """
        world = self._world
        stays_ms = stays_ms or self._patience_ms(random)
        leaves_at = world.scheduler.now_ms + random.randint(stays_ms // 2, stays_ms)
        gives_up_at = leaves_at + 900_000
        joined = False
        while world.scheduler.now_ms < gives_up_at:
            if world.closing or world.scheduler.now_ms >= leaves_at:
                if random.random() < 0.7:
                    self._leave_for_good(name, role, session_id, random)
                    return
                if world.closing or random.random() < 0.5:
                    return  # is never heard of again, so silence must end it
                leaves_at = gives_up_at
                world.scheduler.sleep(random.randint(60_000, 500_000))
            self._wait_for_network(random)
            if random.random() < self._crowded:
                self._another_page(name, session_id, random)
            answer = world.api.call(name, "heartbeat", {}, session_id=session_id)
            if answer.ok:
                if not joined and answer.body["state"] == "active":
                    joined = True
                    self._notify(session_id, role, joined=True)
                if answer.body["state"] in ("ended", "finalized"):
                    return
                self._on_the_page(name, role, session_id, answer, random)
            world.scheduler.sleep(self._until_next_beat(name, role, session_id, random))

    def _patience_ms(self, random: Random) -> int:
        if self.is_long:
            return 1_500_000
        return self._hurry_ms or random.choice((15_000, 65_000, 130_000, 250_000, 600_000))

    def _draw_outages(self) -> list[tuple[int, int]]:
        """Times at which nobody's page gets through, in some runs: all fall silent at once, and come back at once."""
        at_ms, found = self._world.scheduler.now_ms, []
        for _ in range(self._random.choice((0, 0, 6))):
            at_ms += self._random.randint(40_000, 150_000)
            lasts_ms = self._random.choice((20_000, 40_000, 44_000, 50_000, 200_000))
            found.append((at_ms, at_ms + lasts_ms))
            at_ms += lasts_ms
        return found

    def _wait_for_network(self, random: Random) -> None:
        now_ms = self._world.scheduler.now_ms
        for began_ms, ends_ms in self._outages:
            if began_ms <= now_ms < ends_ms:
                self._world.scheduler.sleep(ends_ms - now_ms + random.randint(0, 8_000))

    def _another_page(self, name: str, session_id: str, random: Random) -> None:
        """A second page of the same person beats, asks or leaves at the same time."""
        operation_id, body = random.choice(
            (
                ("heartbeat", {}),
                ("heartbeat", {}),
                ("heartbeat", {"leaving": True}),
                ("get_session", None),
                ("media_token", None),
            )
        )
        self._world.scheduler.spawn(
            f"{name} elsewhere",
            lambda: self._world.api.call(name, operation_id, body, session_id=session_id),
            after_ms=random.randint(0, 400),
        )

    def _until_next_beat(self, name: str, role: str, session_id: str, random: Random) -> int:
        wait_ms = self._moods.until_next_beat(name, role, session_id, random)
        if wait_ms is not None:
            return wait_ms
        if random.random() >= self._drops:
            return random.choice((5_000, 15_000, 15_000, 30_000, 44_000))
        if random.random() < 0.5:
            self._world.api.call(name, "heartbeat", {"leaving": True}, session_id=session_id)
            self._notify(session_id, role, joined=False)
        return random.choice((1_000, 46_000, 61_000, 130_000, 310_000))

    def _on_the_page(self, name: str, role: str, session_id: str, answer: Answer, random: Random) -> None:
        view, chance = answer.body, random.random()
        is_caller = role == "client" and view["booking"] is None
        if is_caller and view["state"] == "waiting" and chance < 0.04:
            self._world.api.call(name, "cancel_session", session_id=session_id)
        elif is_caller and self._moods.pays(name, session_id, view, random):
            pass
        elif is_caller and (view["minutes_left"] or 0) < 1 and chance < 0.35:
            self._wallets.top_up(name, random)
        elif chance < 0.06:
            self._world.api.call(name, "media_token", session_id=session_id)
        elif chance < 0.12 and view["state"] == "active":
            self._write(name, session_id, random)
        elif chance < 0.15:
            self._world.api.call(name, "get_session", session_id=session_id)

    def _write(self, name: str, session_id: str, random: Random) -> None:
        """A message, now and then sent twice at once, as pages do that do not hear back."""
        message = {"client_message_id": f"message-{random.getrandbits(32)}", "text": "Hello"}
        for _ in range(random.choice((0, 1))):
            self._world.scheduler.spawn(
                f"{name} once more", lambda: self._world.api.call(name, "send_message", message, session_id=session_id)
            )
        self._world.api.call(name, "send_message", message, session_id=session_id)

    def _leave_for_good(self, name: str, role: str, session_id: str, random: Random) -> None:
        self.when_leaving(name, self._people.name_of(self.auditor.session(session_id).item["reader_id"]))
        if random.random() < 0.25:
            self._hang_up_too(session_id, random)
        for _ in range(3):
            if self._world.api.call(name, "end_session", session_id=session_id).ok:
                break
            self._world.scheduler.sleep(random.randint(500, 4_000))
        if random.random() < 0.2:
            self._world.api.call(name, "get_receipt", session_id=session_id)

    def _hang_up_too(self, session_id: str, random: Random) -> None:
        """One of the two, perhaps the same one in another window, ends the session in the same moment."""
        item, world = self.auditor.session(session_id).item, self._world
        who = self._people.name_of(item[random.choice(("client_id", "reader_id"))])
        end = functools.partial(world.api.call, who, "end_session", session_id=session_id)
        world.scheduler.spawn(who, end, after_ms=random.randint(0, 2 * world.network.usual_ms))

    # --- readers ---

    def _reader(self, name: str) -> None:
        self.answer_calls(name, self._world.stream(name), self._calls_until_ms)

    def answer_calls(self, name: str, random: Random, until_ms: int) -> None:
        """A reader looks whether it rings, and answers or does not, until an instant."""
        world = self._world
        ignores, declines = (0.0, 0.0) if self.is_long else random.choice(((0.0, 0.0), (0.1, 0.1), (0.8, 0.1)))
        while not world.closing and world.scheduler.now_ms <= until_ms:
            answer = world.api.call(name, "live_session")
            live = answer.body["session"] if answer.ok else None
            if live is not None and live["party"] == "reader" and live["booking"] is None:
                mood = random.random()
                if live["state"] == "waiting" and mood < ignores:
                    self._let_it_ring(name, live["session_id"], random)
                elif live["state"] == "waiting" and mood < ignores + declines:
                    world.api.call(name, "decline_session", session_id=live["session_id"])
                else:
                    self._answer(name, live, random)
            elif answer.ok and random.random() < 0.2:
                world.api.call(name, "set_reachability", {"reachability": "online"})
            world.scheduler.sleep(random.choice((3_000, 8_000, 20_000)))

    def _let_it_ring(self, name: str, session_id: str, random: Random) -> None:
        """Take no call; now and then look, and say that one is there or away, just when it has rung for a minute."""
        world, usual_ms = self._world, self._world.network.usual_ms
        rings_until_ms = self.auditor.session(session_id).item["created_at_ms"] + RING_MS
        world.scheduler.sleep(max(0, rings_until_ms - world.scheduler.now_ms))
        if random.random() < 0.8:
            reachability = {"reachability": random.choice(("online", "online", "away"))}
            world.scheduler.spawn(
                name,
                lambda: world.api.call(name, "set_reachability", reachability),
                after_ms=random.randint(usual_ms, 3 * usual_ms),
            )
            world.api.call(name, "live_session")

    def _answer(self, name: str, live: dict[str, str], random: Random) -> None:
        session_id = live["session_id"]
        if live["state"] == "waiting" and not self._world.api.call(name, "accept_session", session_id=session_id).ok:
            return
        if random.random() < 0.9:
            self.take_part(name, "reader", session_id, random)

    # --- admins ---

    def _admin(self) -> None:
        """Gives money of settled sessions back, some of it twice, and now and then ends a session."""
        random, world = self._world.stream("admin-1"), self._world
        number = 0
        pauses_ms = random.choice(((10_000, 120_000), (2_000, 10_000)))
        while not self.is_late:
            world.scheduler.sleep(random.randint(*pauses_ms))
            told = [each for each in self.auditor.told.values() if each.state != "none"]
            if not told:
                continue
            each = random.choice(told)
            if each.state != "finalized":
                if random.random() < 0.15 and not self.is_long:
                    world.api.call("admin-1", "end_session", session_id=each.session_id)
                continue
            number += 1
            for admin in self._people.admins[: random.choice((1, 1, 2))]:
                amount = random.choice((1, 50, each.rate, each.rate * max(1, each.standing), each.rate * 2 + 1))
                key, session_id = f"refund-{number}-{admin}", each.session_id
                self._spawn(admin, lambda given=(admin, session_id, amount, key): self._give_back(*given))  # type: ignore[misc]

    def _give_back(self, admin: str, session_id: str, amount: int, key: str) -> None:
        body = {"amount_cents": amount, "reason": "as agreed"}
        answer = self._world.api.insist(admin, "refund_session", body, key=key, tries=40, session_id=session_id)
        if answer.ok:
            self._world.coverage.reach("money of sessions", "an admin gives money back")
            promised = self.auditor.refunds_promised[session_id]
            if (key, amount) not in promised:
                promised.append((key, amount))

    # --- Agora ---

    def _notify(self, session_id: str, role: str, *, joined: bool) -> None:
        """Agora tells that a party joined or left the channel, once, twice or never, now or later."""
        if not self._with_agora:
            return
        world = self._world
        self._sequence += 1
        sequence, happened_ms = self._sequence, world.scheduler.now_ms
        fault = world.faults.at(_AGORA)
        if fault == "lost":
            return
        for _ in range(2 if fault == "duplicate" else 1):
            after_ms = self._random.randint(*(_LATE_MS if fault == "late" else self._agora_ms))

            def deliver() -> None:
                body = notice(
                    107 if joined else 108,
                    now_ms=world.scheduler.now_ms,
                    channel=session_id,
                    uid=_UIDS[role],
                    client_seq=sequence,
                    at_ms=happened_ms,
                )
                raw, signature = signed_notice(body, WEBHOOK_SECRET)
                world.api.send(None, "agora_webhook", raw, headers={"Agora-Signature-V2": signature})

            world.scheduler.spawn("agora", deliver, after_ms=after_ms)
