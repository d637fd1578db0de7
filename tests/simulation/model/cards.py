"""Money that enters and leaves by card: each transfer is held against the books of the payment provider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tests.simulation.model.books import Books
from tests.simulation.model.commits import Commit, Posted, require


class ProviderBooks(Protocol):
    """What is asked of the provider's books."""

    def retrieve(self, kind: str, object_id: str) -> dict[str, Any]: ...

    def all(self, kind: str) -> list[dict[str, Any]]: ...


@dataclass
class _TopUp:
    """A top-up as the transfers about it have made it."""

    top_up_id: str
    user_id: str
    credited: int = 0
    place: int = 0
    """How many were credited before it, once it is: money is spent in the order in which it came."""
    refunded: int = 0
    disputed: int = 0

    @property
    def net(self) -> int:
        return self.credited - self.refunded - self.disputed


@dataclass
class _Dispute:
    """A dispute as the transfers about it have made it."""

    dispute_id: str
    withdrawn: int = 0
    reinstated: int = 0
    fees: int = 0
    written_off: int = 0
    outcome: str = "open"
    user_id: str = ""

    @property
    def taken(self) -> int:
        return self.withdrawn - self.reinstated


class CardsAuditor:
    """Watches top-ups, refunds to the card, and disputes."""

    def __init__(self, provider: ProviderBooks, reached: Callable[[str, str], None]) -> None:
        self._provider = provider
        self._reached = reached
        self.books: Books
        self._top_ups: dict[str, _TopUp] = {}
        self._credited: set[str] = set()
        self._by_charge: dict[str, int] = defaultdict(int)
        self._disputes: dict[str, _Dispute] = {}
        self.refunds_asked: dict[str, list[int]] = defaultdict(list)
        self.refund_keys: set[str] = set()
        self.refunds_promised: set[str] = set()
        self._reserved: dict[str, int] = {}
        self._open_refunds: dict[str, str] = {}

    def committed(self, commit: Commit) -> None:
        for change in commit.of("top_up"):
            item = change.after or {}
            self._top_ups.setdefault(item["top_up_id"], _TopUp(item["top_up_id"], item["user_id"]))
        for change in commit.of("dispute"):
            item = change.after or {}
            dispute = self._dispute(item["dispute_id"])
            dispute.outcome, dispute.user_id = item["outcome"], item["user_id"]
        for change in commit.of("card_refund"):
            item = change.after or {}
            self._open_refunds[item["refund_id"]] = item["state"]
        for change in commit.of("processed_event"):
            item = change.after or {}
            self._reached("provider events", f"{item['event_type']}: {item['outcome']}")

    @property
    def is_quiet(self) -> bool:
        """Whether no refund to the card is under way."""
        return "reserved" not in self._open_refunds.values()

    def explains(self, transfer: Posted, commit: Commit) -> bool:
        if transfer.refers_type == "top_up":
            return self._explains_payment(transfer, self._top_ups[transfer.refers_id])
        if transfer.refers_type == "dispute":
            return self._explains_dispute(transfer, self._dispute(transfer.refers_id))
        return False

    def _dispute(self, dispute_id: str) -> _Dispute:
        return self._disputes.setdefault(dispute_id, _Dispute(dispute_id))

    # --- top-ups and refunds ---

    def _explains_payment(self, transfer: Posted, top_up: _TopUp) -> bool:
        wallet = f"wallet:{top_up.user_id}"
        sides = (transfer.kind, transfer.debit, transfer.credit)
        name = transfer.transfer_id
        if sides == ("top_up", "stripe:clearing", wallet):
            self._credit(transfer, top_up)
        elif sides == ("refund", wallet, "stripe:clearing") and name.startswith("refund_rfd_"):
            self._reserve(transfer, top_up)
        elif sides == ("refund", wallet, "stripe:clearing"):
            self._from_outside(transfer, top_up)
        elif sides == ("refund", "stripe:clearing", wallet) and name.endswith("_returned"):
            self._give_back(transfer, top_up)
        else:
            return False
        return True

    def _credit(self, transfer: Posted, top_up: _TopUp) -> None:
        name = transfer.transfer_id
        payment = self._provider.retrieve("payment_intent", name.removeprefix("topup_"))
        require(payment["status"] == "succeeded", "credited only when the provider says paid", name)
        require(payment["amount_received"] == transfer.cents, "credited as much as was paid", name)
        require(payment["metadata"]["customer_reference"] == top_up.user_id, "credited to whoever paid", name)
        require(payment["metadata"]["top_up_id"] == top_up.top_up_id, "credited for its top-up", name)
        top_up.credited += transfer.cents
        top_up.place = len(self._credited)
        self._credited.add(payment["id"])

    def _reserve(self, transfer: Posted, top_up: _TopUp) -> None:
        """A refund that was begun here: asked for by an admin, and never more than is unspent of the top-up."""
        balance = self.books.cents[transfer.debit]
        newer = sum(
            each.net for each in self._top_ups.values() if each.user_id == top_up.user_id and each.place > top_up.place
        )
        unspent = max(0, min(top_up.net, balance - newer))
        require(
            transfer.cents <= unspent, "no more is refunded than is unspent", f"{transfer.transfer_id} of {unspent}"
        )
        asked = self.refunds_asked[top_up.top_up_id]
        require(transfer.cents in asked, "a card refund was asked for", transfer.transfer_id)
        asked.remove(transfer.cents)
        require(not self.books.open_disputes[transfer.debit], "a frozen wallet refunds nothing", transfer.transfer_id)
        top_up.refunded += transfer.cents
        self._reserved[transfer.transfer_id.removeprefix("refund_")] = transfer.cents

    def _give_back(self, transfer: Posted, top_up: _TopUp) -> None:
        refund_id = transfer.transfer_id.removeprefix("refund_").removesuffix("_returned")
        require(
            self._reserved.pop(refund_id, None) == transfer.cents, "given back what was reserved", transfer.transfer_id
        )
        sent = self._sent(refund_id)
        require(not sent, "a refund that was sent is not given back", transfer.transfer_id)
        self._reached("money of cards", "a refused refund is given back")
        top_up.refunded -= transfer.cents

    def _sent(self, refund_id: str) -> list[dict[str, Any]]:
        return [each for each in self._provider.all("refund") if each["metadata"].get("refund_id") == refund_id]

    def _from_outside(self, transfer: Posted, top_up: _TopUp) -> None:
        """A refund begun at the provider: the id names the charge and the sum of such refunds so far."""
        name, _, sum_text = transfer.transfer_id.removeprefix("refund_").rpartition("_")
        charge = self._provider.retrieve("charge", name)
        self._by_charge[name] += transfer.cents
        require(self._by_charge[name] == int(sum_text), "outside refunds are cumulative", transfer.transfer_id)
        require(
            top_up.refunded + transfer.cents <= charge["amount_refunded"],
            "refunded no more than the provider did",
            f"{transfer.transfer_id}: {top_up.refunded} + {transfer.cents} of {charge['amount_refunded']}",
        )
        self._reached("money of cards", "a refund from outside is posted")
        top_up.refunded += transfer.cents

    # --- disputes ---

    def _explains_dispute(self, transfer: Posted, dispute: _Dispute) -> bool:
        told = self._provider.retrieve("dispute", dispute.dispute_id)
        withdrawn = sum(-move["amount"] for move in told["balance_transactions"] if move["amount"] < 0)
        reinstated = sum(move["amount"] for move in told["balance_transactions"] if move["amount"] > 0)
        fees = sum(move["fee"] for move in told["balance_transactions"])
        wallet = f"wallet:{dispute.user_id}"
        clearing = f"dispute:{dispute.dispute_id}"
        name = f"{transfer.transfer_id}: {transfer.cents}"
        if transfer.kind != "dispute":
            return False
        match transfer.debit, transfer.credit:
            case (debit, "stripe:clearing") if debit == wallet:
                dispute.withdrawn += transfer.cents
                require(dispute.withdrawn <= withdrawn, "no more is taken than the bank took", name)
                self._count(dispute, transfer.cents)
            case ("stripe:clearing", credit) if credit == wallet:
                dispute.reinstated += transfer.cents
                require(dispute.reinstated <= reinstated, "no more comes back than the bank gave", name)
                self._count(dispute, -transfer.cents)
            case ("platform:losses", credit) if credit == clearing:
                dispute.fees += transfer.cents
                require(dispute.fees <= fees, "the platform pays the fee once", name)
            case (debit, "stripe:clearing") if debit == clearing:
                pass
            case ("platform:losses", credit) if credit == wallet:
                wanted = self._to_write_off(dispute, wallet)
                require(transfer.cents == wanted, "the platform bears what the wallet cannot", f"{name} not {wanted}")
                dispute.written_off += transfer.cents
                self._reached("money of cards", "a lost dispute is written off")
            case (debit, "platform:losses") if debit == wallet:
                require(dispute.outcome == "won", "a loss is taken back when the dispute is won", name)
                dispute.written_off -= transfer.cents
                require(dispute.written_off == 0, "a loss is taken back whole", name)
            case _:
                return False
        return True

    def _count(self, dispute: _Dispute, cents: int) -> None:
        payment = self._provider.retrieve("dispute", dispute.dispute_id)["payment_intent"]
        top_up_id = self._provider.retrieve("payment_intent", payment)["metadata"]["top_up_id"]
        self._top_ups[top_up_id].disputed += cents

    def _to_write_off(self, dispute: _Dispute, wallet: str) -> int:
        others = sum(
            each.taken
            for each in self._disputes.values()
            if each is not dispute and each.user_id == dispute.user_id and each.outcome == "open"
        )
        missing = -(self.books.cents[wallet] + others)
        return max(0, min(missing, dispute.taken - dispute.written_off))

    # --- when all is quiet ---

    def settled(self) -> None:
        for payment in self._provider.all("payment_intent"):
            paid = payment["status"] == "succeeded"
            require(
                (payment["id"] in self._credited) == paid, "paid amounts = top-up entries", f"{payment['id']} {paid}"
            )
        for charge in self._provider.all("charge"):
            top_up = self._top_ups[charge["metadata"]["top_up_id"]]
            require(
                top_up.refunded == charge["amount_refunded"],
                "refunded = what the provider refunded",
                f"{charge['id']}: {top_up.refunded} of {charge['amount_refunded']}",
            )
        require(self.is_quiet, "every refund to the card comes to an end", str(self._open_refunds))
        for refund_id in self.refunds_promised:
            require(bool(self._sent(refund_id)), "a promised card refund is sent", refund_id)
        self._settled_disputes()

    def _settled_disputes(self) -> None:
        frozen: dict[str, int] = defaultdict(int)
        for told in self._provider.all("dispute"):
            dispute = self._dispute(told["id"])
            moves: list[Mapping[str, int]] = told["balance_transactions"]
            wanted = (
                sum(-move["amount"] for move in moves if move["amount"] < 0),
                sum(move["amount"] for move in moves if move["amount"] > 0),
                sum(move["fee"] for move in moves),
            )
            found = (dispute.withdrawn, dispute.reinstated, dispute.fees)
            require(found == wanted, "a dispute is posted whole", f"{told['id']}: {found} of {wanted}")
            over = {"won": "won", "warning_closed": "won", "lost": "lost"}.get(told["status"], "open")
            require(
                dispute.outcome == over, "a dispute's outcome is known", f"{told['id']}: {dispute.outcome} not {over}"
            )
            if over == "open" and not told["status"].startswith("warning"):
                frozen[f"wallet:{dispute.user_id}"] += 1
        for account, count in self.books.open_disputes.items():
            require(
                count == frozen[account], "frozen by its open disputes", f"{account}: {count}, not {frozen[account]}"
            )
