"""Sessions by the minute: each committed change of a session, and each cent it moves, held against the evidence.

The rules are those of product.md ("On-demand sessions") and money.md ("Session billing"), in arithmetic of its own:
connected time is the sum of the closed intervals and of what is proved of the running one, minute n is due when
(n - 1) x 60 s of it are full, and what stands at the end is what was begun in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.model.booked_steps import BookedStep
from tests.simulation.model.commits import Commit, ItemChange, Posted, from_json, posted_in, require
from tests.simulation.model.session_steps import Step
from tests.simulation.model.session_told import MINUTE_MS, Told, closed_ms

SHORT_MS = 30_000
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
    {
        ("waiting", "paused"),
        ("waiting", "reconnecting"),
        ("active", "reconnecting"),
        ("paused", "paused"),
        ("reconnecting", "paused"),
    }
)


class SessionsAuditor:
    """Watches all sessions.

    Parameters:
        spendable: what a wallet's owner can spend by the books, 0 while frozen.
        live_beat: when the heartbeat came that is at work now, if one is.
        rate_of: a reader's rate for a modality as it stands.
    """

    def __init__(
        self,
        spendable: Callable[[str], int],
        live_beat: Callable[[], int | None],
        reached: Callable[[str, str], None],
    ) -> None:
        self.spendable = spendable
        self.live_beat = live_beat
        self.reached = reached
        self._rates: dict[tuple[str, str], int | None] = {}
        self._holds: dict[str, str | None] = {}
        self._suspensions: list[int] = []
        self._out: set[str] = set()
        self._short_days: set[tuple[str, str, int]] = set()
        self.told: dict[str, Told] = {}
        self.refunds_asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.refunds_promised: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def session(self, session_id: str) -> Told:
        if session_id not in self.told:
            self.told[session_id] = Told(session_id, ends={(None, at_ms) for at_ms in self._suspensions})
        return self.told[session_id]

    def somebody_is_suspended(self, at_ms: int) -> None:
        """An admin's request arrived; it ends the person's sessions, one that is just being made too."""
        self._suspensions.append(at_ms)
        for told in self.told.values():
            told.ends.add((None, at_ms))

    def is_out(self, user_id: str) -> bool:
        """Whether somebody is suspended now."""
        return user_id in self._out

    # --- what is committed ---

    def committed(self, commit: Commit) -> None:
        for change in commit.of("presence"):
            told = self.session(_id_in(change))
            told.log.committed(commit.at_ms, change)
            self._check_continuous(told)
        for change in commit.of("user_profile"):
            profile = change.after or {}
            if profile.get("suspended"):
                self._out.add(profile["user_id"])
            else:
                self._out.discard(profile["user_id"])
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
        told.item = after
        told.log.accepted = after.get("accepted_at_ms")
        if told.is_booked:
            BookedStep(told, before, commit, self.reached).check()
            return
        if old != new or old == "none":
            self.reached("session moves", f"{old} -> {new}")
            require((old, new) in MOVES | _THROUGH, "allowed moves", f"{told.session_id}: {old} -> {new}")
        where = f"{told.session_id} {old} -> {new}"
        if old == "none":
            self._started(told, where)
            return
        if before.get("accepted_at_ms") != after.get("accepted_at_ms"):
            require(old == "waiting" and "accepted_at_ms" not in before, "accepted once, while it rings", where)
        Step(self, told, before, after, commit, where).check()
        if new == "finalized" and old != new:
            require(self._shared(commit, told), "settled whole", where)

    def _started(self, told: Told, where: str) -> None:
        item = told.item
        rate = self._rates.get((item["reader_id"], item["modality"]))
        require(item["state"] == "waiting" and item["rate_cents"] == rate, "the rate of the moment is pinned", where)
        require(not self.is_out(item["client_id"]), "a suspended person begins nothing", where)
        require(
            self.spendable(item["client_id"]) >= item["rate_cents"], "a session starts with a minute's money", where
        )
        for other in self.told.values():
            if other is not told and other.state not in ("none", "ended", "finalized"):
                for role in ("client", "reader"):
                    if other.is_booked and other.item.get(f"{role}_joined_at_ms") is None:
                        continue  # a booked reading takes those who have come in
                    name = f"{where} {other.session_id}"
                    require(other.item[f"{role}_id"] != item[f"{role}_id"], "one live session for each", name)

    # --- what is moved ---

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        if transfer.refers_type != "session":
            return False
        told = self.session(transfer.refers_id)
        if told.is_booked:
            return False  # its price is the booking's, and no minute of it is charged
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
        connected = closed_ms(told.item)
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

    def given_back(self, commit: Commit, told: Told) -> bool:
        """See `Judge`."""
        clearing = f"session:{told.session_id}"
        mine = [each for each in posted_in(commit) if each.refers_id == told.session_id]
        charged = told.charged + sum(1 for each in mine if each.credit == clearing)
        return sum(1 for each in mine if each.debit == clearing) == charged - told.standing

    def _shared(self, commit: Commit, told: Told) -> bool:
        """Whether a commit shares what a session has come to, 70 % rounded down and the rest."""
        total = told.standing * told.rate
        reader_cents = total * 70 // 100
        wanted = {f"earnings:{told.item['reader_id']}": reader_cents, "platform:revenue": total - reader_cents}
        shares = {each.credit: each.cents for each in posted_in(commit) if each.refers_id == told.session_id}
        return shares == {name: cents for name, cents in wanted.items() if cents}

    def stopped(self, session_id: str, otherwise_ms: int) -> int:
        """When the connected time of a session came to its end, or another instant when there was none."""
        intervals = from_json(self.session(session_id).item.get("intervals"))
        return int(intervals[-1][1]) if intervals else otherwise_ms

    def rate_of(self, reader_id: str, modality: str) -> int | None:
        """A reader's rate for a modality as it stands."""
        return self._rates.get((reader_id, modality))

    def stands(self, told: Told, ended: Mapping[str, Any], charged: int) -> int:
        """How many minutes the client pays for a session that ends so."""
        connected = closed_ms(ended)
        full, begun = connected // MINUTE_MS, -(-connected // MINUTE_MS)
        standing = min(charged, full if ended["end_reason"] == "reader_left" else begun)
        if standing and connected < SHORT_MS:
            day = (ended["client_id"], ended["reader_id"], ended["ended_at_ms"] // DAY_MS)
            if day not in self._short_days:
                self._short_days.add(day)
                self.reached("money of sessions", "a short session is given back")
                return 0
            self.reached("money of sessions", "the second short session of a day stands")
        return standing

    # --- when all is quiet ---

    def settled(self) -> None:
        for holder, session_id in self._holds.items():
            require(session_id is None, "whoever took part is free again", f"{holder} is held by {session_id}")
        for told in self.told.values():
            if told.state == "none":
                continue
            require(told.state == "finalized", "every session settles", f"{told.session_id} is {told.state}")
            if told.is_booked:
                continue
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
