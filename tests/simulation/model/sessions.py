"""Sessions by the minute: each committed change of a session, and each cent it moves, held against the evidence.

The rules are those of product.md ("On-demand sessions") and money.md ("Session billing"), in arithmetic of its own:
connected time is the sum of the closed intervals and of what is proved of the running one, minute n is due when
(n - 1) x 60 s of it are full, and what stands at the end is what was begun in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.model.commits import Commit, ItemChange, Posted, from_json, posted_in, require
from tests.simulation.model.presence import FRESH_MS, SILENT_MS, Evidence, PresenceLog

MINUTE_MS = 60_000
RING_MS = 60_000
CONNECT_MS = 60_000
GRACE_MS = 300_000
SHORT_MS = 30_000
RECONNECTS = 10
DAY_MS = 86_400_000
MOVES = frozenset(
    {
        ("none", "waiting"),
        ("waiting", "active"),
        ("waiting", "ended"),
        ("active", "paused"),
        ("active", "ended"),
        ("paused", "reconnecting"),
        ("paused", "active"),
        ("paused", "ended"),
        ("reconnecting", "active"),
        ("reconnecting", "ended"),
        ("ended", "finalized"),
    }
)
"""Moves that one commit shows. A commit may also pass through several states: it shows the first and the last."""
_THROUGH = frozenset(
    {("waiting", "paused"), ("paused", "paused"), ("active", "reconnecting"), ("waiting", "reconnecting")}
)
_ENDINGS = ("ended_by_client", "ended_by_reader", "declined", "cancelled", "ended_by_admin", "suspended")


@dataclass
class Told:
    """One session, as far as it has come."""

    session_id: str
    log: PresenceLog = field(default_factory=PresenceLog)
    item: Mapping[str, Any] = field(default_factory=dict)
    charged: int = 0
    given_back: int = 0
    standing: int = 0
    refunds: list[int] = field(default_factory=list)
    ends: set[tuple[str | None, int]] = field(default_factory=set)
    """Who asked to end it, and when; None for somebody else than its two parties."""

    @property
    def proved_until(self) -> int:
        """The last instant at which both are proved to be there, by signs and by the calls that end the session."""
        return max(self.log.now.until, *(self.log.now.signed(*end).until for end in self.ends), 0)

    @property
    def rate(self) -> int:
        return int(self.item["rate_cents"])

    @property
    def state(self) -> str:
        return str(self.item.get("state", "none"))


class SessionsAuditor:
    """Watches all sessions.

    Parameters:
        spendable: what a wallet's owner can spend by the books, 0 while frozen.
        rate_of: a reader's rate for a modality as it stands.
    """

    def __init__(self, spendable: Callable[[str], int], reached: Callable[[str, str], None]) -> None:
        self._spendable = spendable
        self._reached = reached
        self._rates: dict[tuple[str, str], int | None] = {}
        self._holds: dict[str, str | None] = {}
        self._short_days: set[tuple[str, str, int]] = set()
        self.told: dict[str, Told] = {}
        self.refunds_asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.refunds_promised: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def session(self, session_id: str) -> Told:
        return self.told.setdefault(session_id, Told(session_id))

    # --- what is committed ---

    def committed(self, commit: Commit) -> None:
        for change in commit.of("presence"):
            told = self.session(_id_in(change))
            told.log.committed(commit.at_ms, change)
            self._check_continuous(told)
        for change in commit.of("session"):
            self._changed(self.session(_id_in(change)), change, commit)
        for change in commit.of("reader_status"):
            self._see_status(change)
        for change in commit.of("account"):
            self._see_hold(change)

    def _check_continuous(self, told: Told) -> None:
        """A run that begins anew leaves a gap behind, and no clock may run on over it."""
        since = told.item.get("running_since_ms")
        met = told.log.now.met
        if since is not None and met is not None:
            require(met <= since, "connected time has no gap", f"{told.session_id} runs since {since}, {told.log.now}")

    def _see_hold(self, change: ItemChange) -> None:
        account = change.after or {}
        self._holds[account["account"]] = account.get("hold_session_id")

    def _see_status(self, change: ItemChange) -> None:
        status = change.after or {}
        for modality in ("text", "voice", "video"):
            self._rates[status["reader_id"], modality] = status.get(f"rate_{modality}_cents")
        before, after = (change.before or {}).get("session_id"), status.get("session_id")
        self._holds[status["reader_id"]] = after
        if before is not None and after is not None:
            require(before == after, "one session for a reader", f"{status['reader_id']}: {before} and {after}")

    def _changed(self, told: Told, change: ItemChange, commit: Commit) -> None:
        before, after = change.before or {}, change.after
        assert after is not None
        old, new = told.state, after["state"]
        if old != new or old == "none":
            self._reached("session moves", f"{old} -> {new}")
            require((old, new) in MOVES | _THROUGH, "allowed moves", f"{told.session_id}: {old} -> {new}")
        told.item = after
        told.log.accepted = after.get("accepted_at_ms")
        where = f"{told.session_id} {old} -> {new}"
        if old == "none":
            self._started(told, where)
            return
        if before.get("accepted_at_ms") != after.get("accepted_at_ms"):
            require(old == "waiting" and "accepted_at_ms" not in before, "accepted once, while it rings", where)
        _Step(self, told, before, after, commit, where).check()
        if new == "finalized" and old != new:
            require(self._moved(commit, told, "finalized"), "settled whole", where)

    def _started(self, told: Told, where: str) -> None:
        item = told.item
        rate = self._rates.get((item["reader_id"], item["modality"]))
        require(item["state"] == "waiting" and item["rate_cents"] == rate, "the rate of the moment is pinned", where)
        require(
            self._spendable(item["client_id"]) >= item["rate_cents"], "a session starts with a minute's money", where
        )
        for other in self.told.values():
            if other is not told and other.state not in ("none", "ended", "finalized"):
                for role in ("client_id", "reader_id"):
                    name = f"{where} {other.session_id}"
                    require(other.item[role] != item[role], "one live session for each", name)

    # --- what is moved ---

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        if transfer.refers_type != "session":
            return False
        told = self.session(transfer.refers_id)
        clearing = f"session:{told.session_id}"
        client, reader = f"wallet:{told.item['client_id']}", f"earnings:{told.item['reader_id']}"
        changed = any(_id_in(change) == told.session_id for change in commit.of("session"))
        sides = (transfer.kind, transfer.debit, transfer.credit)
        if sides == ("session_charge", client, clearing):
            self._charged(told, transfer, commit)
        elif sides == ("refund", clearing, client) and changed and told.state == "ended":
            require(transfer.cents == told.rate, "a minute is given back at its price", transfer.transfer_id)
        elif told.state == "finalized" and sides in (
            ("session_charge", clearing, reader),
            ("commission", clearing, "platform:revenue"),
        ):
            require(changed, "shared once, at settlement", transfer.transfer_id)
        elif told.state == "finalized" and transfer.kind == "refund":
            sides_allowed = {(reader, clearing), ("platform:revenue", clearing), (clearing, client)}
            require((transfer.debit, transfer.credit) in sides_allowed, "a refund goes back", str(transfer))
            if transfer.credit == client:
                self._refunded(told, commit)
        else:
            return False
        return True

    def _charged(self, told: Told, transfer: Posted, commit: Commit) -> None:
        told.charged += 1
        where = f"{transfer.transfer_id}"
        require(
            (transfer.minute, transfer.transfer_id) == (told.charged, f"session_{told.session_id}_min_{told.charged}"),
            "minutes are 1..n without gap or repeat",
            f"{where} is number {told.charged}",
        )
        require(transfer.cents == told.rate, "a minute costs the pinned rate", where)
        require(told.state in ("active", "paused", "reconnecting", "ended"), "charged while it runs", where)
        connected = _closed_ms(told.item)
        since = told.item.get("running_since_ms")
        if since is not None:
            connected += max(0, told.proved_until - since)
        elif told.state == "ended":
            # An end may cut what was closed by the time that charged it; the end itself is held to the evidence.
            connected = max(connected, (told.charged - 1) * MINUTE_MS)
        require(
            connected >= (told.charged - 1) * MINUTE_MS,
            "no charge without proved presence of both",
            f"{where} at {connected} ms connected, {told.log.now}",
        )

    def _refunded(self, told: Told, commit: Commit) -> None:
        cents = sum(
            each.cents
            for each in posted_in(commit)
            if each.credit == f"wallet:{told.item['client_id']}" and each.refers_id == told.session_id
        )
        paid = told.standing * told.rate
        left = paid - sum(told.refunds)
        require(cents <= left, "no more is refunded than was charged", f"{told.session_id}: {cents} of {left}")
        told.refunds.append(cents)
        asked = [amount for _, amount in self.refunds_asked[told.session_id]]
        require(_within(told.refunds, asked), "refunds are those that were asked for", f"{told.session_id} {asked}")
        from_reader = sum(each.cents for each in posted_in(commit) if each.debit.startswith("earnings:"))
        keeps = (left - cents) * 70 // 100
        require(
            left * 70 // 100 - from_reader == keeps,
            "the reader keeps 70 % of what remains",
            f"{told.session_id}: {from_reader} of {cents} from the reader",
        )

    def _moved(self, commit: Commit, told: Told, what: str) -> bool:
        """Whether a commit moves exactly what ending (given back) or settling (the shares) of a session means."""
        mine = [each for each in posted_in(commit) if each.refers_id == told.session_id]
        clearing = f"session:{told.session_id}"
        if what == "ended":
            back = [each for each in mine if each.debit == clearing]
            told.given_back = len(back)
            charged = told.charged + sum(1 for each in mine if each.credit == clearing)
            return len(back) == charged - told.standing
        total = told.standing * told.rate
        shares = {each.credit: each.cents for each in mine}
        reader_cents = total * 70 // 100
        wanted = {f"earnings:{told.item['reader_id']}": reader_cents, "platform:revenue": total - reader_cents}
        return shares == {name: cents for name, cents in wanted.items() if cents}

    def stands(self, told: Told, ended: Mapping[str, Any], charged: int) -> int:
        """How many minutes the client pays for a session that ends so."""
        connected = _closed_ms(ended)
        full, begun = connected // MINUTE_MS, -(-connected // MINUTE_MS)
        standing = min(charged, full if ended["end_reason"] == "reader_left" else begun)
        if standing and connected < SHORT_MS:
            day = (ended["client_id"], ended["reader_id"], ended["ended_at_ms"] // DAY_MS)
            if day not in self._short_days:
                self._short_days.add(day)
                self._reached("money of sessions", "a short session is given back")
                return 0
            self._reached("money of sessions", "the second short session of a day stands")
        return standing

    # --- when all is quiet ---

    def settled(self) -> None:
        for holder, session_id in self._holds.items():
            require(session_id is None, "whoever took part is free again", f"{holder} is held by {session_id}")
        for told in self.told.values():
            if told.state == "none":
                continue
            require(told.state == "finalized", "every session settles", f"{told.session_id} is {told.state}")
            promised = [amount for _, amount in self.refunds_promised[told.session_id]]
            require(_within(promised, told.refunds), "a promised refund is made", f"{told.session_id} {promised}")
            item = told.item
            require(
                (item.get("charged_minutes") or 0, item.get("clearing_cents")) == (told.charged, 0),
                "the receipt says what was charged",
                f"{told.session_id} says {item.get('charged_minutes')} of {told.charged}",
            )
            require(
                (item.get("refunded_cents") or 0) == sum(told.refunds), "the receipt says refunds", told.session_id
            )


class _Step:
    """One change of one session, looked at from all sides."""

    def __init__(
        self,
        auditor: SessionsAuditor,
        told: Told,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        commit: Commit,
        where: str,
    ) -> None:
        self._auditor = auditor
        self._told = told
        self._before = before
        self._after = after
        self._commit = commit
        self._where = where
        self._charges = sum(1 for each in posted_in(commit) if each.credit == f"session:{told.session_id}")
        self._charged = told.charged + self._charges

    def check(self) -> None:
        before, after = self._before, self._after
        for fixed in ("client_id", "reader_id", "rate_cents", "created_at_ms", "session_id"):
            require(before[fixed] == after[fixed], "what was agreed stays", f"{self._where} {fixed}")
        old = [tuple(each) for each in from_json(before.get("intervals"))]
        new = [tuple(each) for each in from_json(after.get("intervals"))]
        kept = old == new[: len(old)]
        if not kept:
            require(after["state"] == "ended", "connected time is never taken back", self._where)
            self._check_cut(old, new)
        self._follow(new[len(old) :] if kept else [])
        if after["state"] == "ended" and before["state"] != "ended":
            self._check_end()

    def _check_cut(self, old: list[Any], new: list[Any]) -> None:
        at_ms = self._after["ended_at_ms"]
        wanted = [(start, min(stop, at_ms)) for start, stop, _ in old if start <= at_ms]
        found = [(start, stop) for start, stop, _ in new]
        require(found[: len(wanted)] == wanted, "an end cuts what lies after it", f"{self._where} {old} {new}")

    def _follow(self, intervals: list[Any]) -> None:
        """Go through the starts and stops that this commit adds, in their order."""
        before = self._before
        since, paused_at = before.get("running_since_ms"), before.get("paused_at_ms")
        reason = before.get("pause_reason")
        closed = _closed_ms(before)
        for start, stop, closed_by in intervals:
            if since is None:
                self._check_begin(start, paused_at, reason)
            else:
                require(start == since, "an interval begins where it began", self._where)
            self._check_stop(start, stop, closed_by, closed)
            closed += stop - start
            since, paused_at, reason = None, stop, "funds" if closed_by == "funds" else "dropped"
        running = self._after.get("running_since_ms")
        require(
            (running is not None) == (self._after["state"] == "active"), "only an active session runs", self._where
        )
        if running is not None and running != since:
            self._check_begin(running, paused_at, reason)

    def _any(self, holds: Callable[[Evidence], bool], check: str, detail: str) -> None:
        """Require that it holds of evidence that the decision can have been made on."""
        told = self._told
        recent = told.log.recent(self._commit.at_ms)
        ended = (each.signed(*end) for end in told.ends if end[0] is not None for each in recent)
        require(any(map(holds, recent)) or any(map(holds, ended)), check, f"{self._where}: {detail} by {told.log.now}")

    def _check_begin(self, at_ms: int, paused_at: int | None, reason: str | None) -> None:
        accepted = self._after.get("accepted_at_ms")
        if paused_at is None:
            require(accepted is not None, "a session begins when the reader has accepted", self._where)
            assert accepted is not None
            self._any(
                lambda proof: (
                    proof.met is not None
                    and at_ms == max(proof.met, accepted)
                    and at_ms < accepted + CONNECT_MS
                    and proof.both_reach(at_ms, FRESH_MS)
                ),
                "a session begins when both are there",
                f"at {at_ms}",
            )
            require(self._charged >= 1, "minute 1 is charged with the start", self._where)
            return
        beats = {at for signs in self._told.log.signs.values() for at in signs.seen}
        self._any(
            lambda proof: (
                proof.met is not None
                and at_ms < paused_at + GRACE_MS
                and proof.both_reach(at_ms)
                and (
                    at_ms == max(proof.met, paused_at)
                    if reason != "funds"
                    else at_ms >= max(proof.met, paused_at) and (at_ms in beats or at_ms in (proof.met, paused_at))
                )
            ),
            "a session resumes when both are there again",
            f"at {at_ms} after {paused_at} ({reason})",
        )

    def _check_stop(self, start: int, stop: int, closed_by: str, closed: int) -> None:
        if closed_by == "funds":
            paid = self._charged * MINUTE_MS
            require(closed + stop - start == paid, "funds stop the clock at the end of a paid minute", self._where)
            require(self._told.proved_until >= stop, "funds stop a clock that runs", self._where)
            short = self._auditor._spendable(self._after["client_id"]) - self._charges * self._told.rate
            require(short < self._told.rate, "a session is paused for funds when they are short", self._where)
            self._auditor._reached("money of sessions", "paused for funds")
            return
        if closed_by == "end":
            self._any(
                lambda proof: any(stop == self._ended_at(proof, start, *end) for end in self._told.ends),
                "an end stops the clock at the end, or where presence is no longer proved",
                f"{start}..{stop} for {sorted(self._told.ends, key=str)}",
            )
            return
        party = closed_by.removesuffix("_left")
        now_ms = self._commit.at_ms
        self._any(
            lambda proof: (
                stop == max(start, proof.until)
                and (proof.of(party).gone or now_ms - (proof.of(party).seen or 0) > SILENT_MS)
            ),
            "a drop stops the clock where both were last proved",
            f"{start}..{stop} {closed_by}",
        )

    def _ended_at(self, proof: Evidence, start: int, party: str | None, at_ms: int) -> int:
        return max(start, min(at_ms, proof.signed(party, at_ms).until))

    def _check_end(self) -> None:
        after, before, told = self._after, self._before, self._told
        reason, now_ms = after["end_reason"], self._commit.at_ms
        self._auditor._reached("end reasons", reason)
        ended_at = after["ended_at_ms"]
        if reason == "no_answer":
            at_ms = before["created_at_ms"] + RING_MS
            require((ended_at, "accepted_at_ms" in before) == (at_ms, False), "no answer within a minute", self._where)
            require(now_ms >= at_ms, "it rings for a minute", self._where)
        elif reason == "not_connected":
            at_ms = before["accepted_at_ms"] + CONNECT_MS
            require(ended_at == at_ms <= now_ms, "both have a minute to connect", self._where)
        elif reason in _ENDINGS:
            asked = {at for _, at in told.ends}
            require(
                ended_at in asked or ended_at == after.get("started_at_ms"), "ended when somebody ends it", self._where
            )
        elif before["state"] in ("paused", "reconnecting") and ended_at == before.get("paused_at_ms"):
            over = now_ms >= ended_at + GRACE_MS or bool(told.ends)
            require(over, "grace is five minutes", self._where)
        told.standing = self._auditor.stands(told, after, self._charged)
        begun = -(-_closed_ms(after) // MINUTE_MS)
        require(self._charged >= begun, "every begun minute is charged", f"{self._where}: {self._charged} of {begun}")
        require(self._auditor._moved(self._commit, told, "ended"), "what does not stand is given back", self._where)


def _closed_ms(item: Mapping[str, Any]) -> int:
    return sum(stop - start for start, stop, *_ in from_json(item.get("intervals")))


def _id_in(change: ItemChange) -> str:
    return change.pk.removeprefix("SESSION#")


def _within(some: list[int], all_of_them: list[int]) -> bool:
    """Whether every amount of `some` is in the other list, as often."""
    left = list(all_of_them)
    for each in some:
        if each not in left:
            return False
        left.remove(each)
    return True
