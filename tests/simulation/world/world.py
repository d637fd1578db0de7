"""Everything that one run is made of, put together from its seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.core import dynamodb
from chalicelib.core.due import DueWorkFailed
from chalicelib.core.idempotency import TableAnswerStore
from chalicelib.core.runtime import Runtime
from chalicelib.core.settings import Secrets, Settings
from chalicelib.core.table import TableBusy
from chalicelib.gateways.queue import QueueFailed
from chalicelib.notifications.service import notice_of_kind
from chalicelib.sessions.handlers import SessionsFailed
from tests.simulation.kernel.coverage import Coverage
from tests.simulation.kernel.faults import Faults
from tests.simulation.kernel.scheduler import Scheduler
from tests.simulation.kernel.trace import Trace
from tests.simulation.model.commits import Commit, Violation, changes_from
from tests.simulation.table_engine.client import as_port
from tests.simulation.table_engine.engine import TableEngine
from tests.simulation.table_engine.errors import PassingTrouble, TransactionCancelled
from tests.simulation.world import api, lambdas, mail, network, provider, queue
from tests.simulation.world.api import Api, PlainTokens, Sent
from tests.simulation.world.lambdas import Lambdas
from tests.simulation.world.mail import SimulatedMail
from tests.simulation.world.network import InjectedTimeout, TableNetwork
from tests.simulation.world.provider import SimulatedPayments
from tests.simulation.world.queue import SimulatedQueue
from tests.simulation.world.surroundings import seeded

START_MS = 1_760_000_040_000
MAX_STEPS = 60_000
FOLLOWER = "follower"
BOUNDARIES: Mapping[str, Sequence[str]] = {
    **network.BOUNDARIES,
    **queue.BOUNDARIES,
    **provider.BOUNDARIES,
    **api.BOUNDARIES,
    **lambdas.BOUNDARIES,
    **mail.BOUNDARIES,
    FOLLOWER: ("lags",),
}
WEBHOOK_SECRET = "simulated-webhook-secret"

Watch = Callable[[Commit], None]


class World:
    """One run. Areas add their actors and auditors; `run` lets it all happen."""

    def __init__(self, seed: int, coverage: Coverage, show: Callable[[str], None] | None = None) -> None:
        self.seed = seed
        self.coverage = coverage
        self.scheduler = Scheduler(self.stream("scheduler"), START_MS)
        self.scheduler.limit = MAX_STEPS
        self.trace = Trace(lambda: self.scheduler.now_ms, show)
        self.closing = False
        self.over = False
        self.watches: list[Watch] = []
        self.kinds: frozenset[str] = frozenset()
        self.listeners: list[Callable[[Sent, int], None]] = []
        self._lags = self.stream("lags")

    def stream(self, name: str) -> Random:
        """Random numbers of the seed for one purpose, so that one purpose's use of them does not move another's."""
        return Random(f"{self.seed}/{name}")

    def open(self, boundaries: Mapping[str, Sequence[str]]) -> None:
        """Put the parts together, once the areas' boundaries are known."""
        self.faults = Faults(self.stream("faults"), self.coverage, boundaries)
        self.engine = TableEngine(lambda: self.scheduler.now_ms, self._lag, self._committed)
        self.network = TableNetwork(self.scheduler, self.engine, self.faults, self.stream("network"))
        self.payments = SimulatedPayments(self.scheduler, self.faults, self.stream("provider"))
        self.mail = SimulatedMail(self.scheduler, self.faults, self.stream("mail"))
        self.lambdas = Lambdas(
            self.scheduler,
            self.faults,
            self.trace,
            self.stream("skews"),
            self.stream("schedule"),
            self._runtime,
            self._judge_failure,
        )
        random = self.stream("queue")
        self.queue = SimulatedQueue(self.scheduler, self.faults, random, self.lambdas.bring_up_to_date)
        self.due_queue = SimulatedQueue(self.scheduler, self.faults, random, self.lambdas.do_due_work)
        self.settings = Settings(
            stage="simulated",
            table_name="simulated",
            auth_issuer=api.ISSUER,
            auth_audience="simulated",
            auth_jwks_url=f"{api.ISSUER}jwks",
            web_origin="https://soulseer.example",
            mail_sender="SoulSeer <hello@soulseer.example>",
            secrets=Secrets("/simulated/", lambda prefix, names: dict.fromkeys(names, WEBHOOK_SECRET)),
        )
        runtime = self._runtime(0)
        self.api = Api(self.scheduler, self.faults, self.stream("api"), self.trace, runtime, self._arrived)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The product runs in this world, and nothing of it outside."""
        pause = self.scheduler.sleep
        with (
            seeded(self.stream("product"), lambda seconds: pause(seconds * 1_000), self._judge_failure),
            dynamodb.standing_in(as_port(self.network.send)),
        ):
            yield

    def _runtime(self, skew_ms: int) -> Runtime:
        """The surroundings of one process, whose clock is off by so much."""
        clock = SimpleNamespace(now_ms=lambda: self.scheduler.now_ms + skew_ms)
        gateways = SimpleNamespace(payments=self.payments, queue=self.queue, due_queue=self.due_queue, mail=self.mail)
        return Runtime(
            settings=self.settings,
            clock=clock,
            verifier=PlainTokens(),  # type: ignore[arg-type]
            resolve_actor=accounts.resolve_actor,
            answers=TableAnswerStore(),
            gateways=gateways,
            notice=notice_of_kind,
        )

    @property
    def is_quiet(self) -> bool:
        """Whether no message waits in a queue."""
        return not self.queue.unfinished and not self.due_queue.unfinished

    # --- what is watched ---

    def _arrived(self, sent: Sent, at_ms: int) -> None:
        for listener in self.listeners:
            listener(sent, at_ms)

    def _lag(self) -> int:
        if self.scheduler.current is None or self.faults.at(FOLLOWER) is None:
            return 0
        return self._lags.randint(1, 6)

    def _committed(self, changes: Sequence[Any]) -> None:
        commit = Commit(self.scheduler.now_ms, changes_from(changes, self.kinds))
        if not commit.changes:
            return
        if self.scheduler.current is not None:
            self.trace.note(self.scheduler.current.name, "commits " + ", ".join(map(_shown, commit.changes)))
        for watch in self.watches:
            watch(commit)

    def _judge_failure(self, error: BaseException) -> None:
        """A failure that the run brought about is as it should be; any other is a defect of the product."""
        if not _is_injected(error):
            raise Violation("no unexpected failure", f"{type(error).__name__}: {error}") from error


_INJECTED = (PassingTrouble, InjectedTimeout, QueueFailed, SessionsFailed, DueWorkFailed, TableBusy)


def _is_injected(error: BaseException | None) -> bool:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, _INJECTED):
            return True
        if isinstance(each, TransactionCancelled):
            return any(reason["Code"] in ("TransactionConflict", "ThrottlingError") for reason in _reasons(each))
        waiting += [each.__cause__, each.__context__]
    return False


def _reasons(error: TransactionCancelled) -> list[dict[str, Any]]:
    return list(error.answer["CancellationReasons"])


def _shown(change: Any) -> str:
    before, after = change.before or {}, change.after or {}
    if change.kind == "transfer":
        return f"{after['transfer_id']} {after['amount_cents']} {after['debit']} > {after['credit']}"
    news = {name: value for name, value in after.items() if before.get(name) != value and before}
    return f"{change.kind} {change.pk.partition('#')[2]} {json.dumps(news) if news else ''}".rstrip()
