"""Proves the invariants of money.md for the whole table, and names each break. It repairs nothing.

One pass reads every item once, in any order and in parallel segments, and keeps only sketches (`wallet.sketch`) of
what must agree:

- statements: each entry starts from the number and balance that another one ended with, the first from nothing, and
  the account stores the number and balance of the last. So entries are numbered 1..n without a gap, every line's
  balance is right, and the stored balance is the sum of its transfers.
- clearing: the transfers of a session add up to what its wallet's hold (while it lives) or the session itself (after
  its end) says, and to nothing when it is finalized; those of a booking add up to what it says is not released;
  every other clearing account adds up to nothing.
- bookings: each account's part of a booking's price is what the booking says; the quarters of an hour that bookings
  take are those that the calendars of their two people have as taken, each once.
- minutes: the session minutes that were charged are 1..n, once each, n being the hold's watermark or the session's.
- guards: every transfer on a statement has the guard of its id with its content, and every guard has its transfer.
- top-ups: every paid top-up has its entry with its amount, and every entry its paid top-up. When the provider is
  asked: it has received each amount that is credited, and nothing for a top-up that is not.
- refunds: what a top-up says was refunded is what the entries about it took from the wallet.
- disputes: what a dispute says it took is what its entries took, and an account counts just those that freeze it.
- ratings: what a reader's card counts by stars, in number and in sum are the reviews that show.
- days: what an account's days have counted is what its entries, settled sessions and closed bookings say.

A pass over a table in use is no snapshot. So whatever differs is looked at again: an account by strongly consistent
reads between two equal versions, the rest by two more passes that must find the very same difference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, MINUTE_MS, to_datetime
from chalicelib.gateways.payments import PaymentGateway
from chalicelib.wallet import booking_facts, day_facts
from chalicelib.wallet.day_facts import Count
from chalicelib.wallet.items import Account, TransferItem
from chalicelib.wallet.payment_items import TopUp
from chalicelib.wallet.payment_rules import DisputeOutcome
from chalicelib.wallet.rules import (
    OVERDRAWING_KINDS,
    InvalidTransfer,
    Kind,
    Transfer,
    booking_clearing,
    is_clearing_account,
    is_statement_account,
    is_stored_account,
    session_clearing,
    wallet_of,
)
from chalicelib.wallet.sketch import Sketch, bucket_of

SEGMENTS = 4
MAX_LISTED = 200
"""How many violations a report lists; it counts all."""
PAYABLE_MS = DAY_MS
"""A top-up that was begun longer ago is not paid any more: its checkout is open for 23 hours (`top_ups.py`)."""
_MAX_ASKED = 500
"""How many payments, and how many unpaid top-ups, one check asks the provider about, the latest first."""
_ACCOUNT_LOOKS = 5
"""How often an account that changes while it is looked at is looked at again."""
_NOT_MONEY = frozenset({"rating_mismatch", "day_mismatch"})
T = TypeVar("T", tuple[int, str, int], tuple[int, str])
_LIVE = frozenset({"created", "waiting", "active", "paused", "reconnecting"})

Item = Mapping[str, Any]


@dataclass(frozen=True, order=True)
class Violation:
    """One break of an invariant: which, where, and what was found."""

    invariant: str
    subject: str
    detail: str


@dataclass(frozen=True)
class Report:
    """What a check found. `totals` are the balances of the platform's and the provider's accounts, in cents.

    `money_violation_count` leaves out what is not about money, such as a rating that was counted wrong.
    """

    started_at_ms: int
    finished_at_ms: int
    counts: dict[str, int]
    totals: dict[str, int]
    violation_count: int
    violations: tuple[Violation, ...]
    money_violation_count: int = 0

    def to_json(self) -> str:
        """The report as text to be stored."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> Report:
        """A stored report."""
        fields = json.loads(text)
        return Report(**{**fields, "violations": tuple(Violation(**each) for each in fields["violations"])})


def check(now_ms: Callable[[], int], *, gateway: PaymentGateway | None = None, ask_since_ms: int = 0) -> Report:
    """Audit the whole table.

    Parameters:
        gateway: when given, the provider is asked about the payments credited since `ask_since_ms` too, and about the
            top-ups that were begun up to `PAYABLE_MS` before that and cannot be paid any more.
    """
    started_at_ms = now_ms()
    first = _pass(_Suspects(), range(ask_since_ms - PAYABLE_MS, started_at_ms - PAYABLE_MS))
    violations = set(first.violations)
    suspects = first.suspects()
    if suspects:
        violations |= _confirmed(suspects)
    if gateway is not None:
        violations |= _disagreements(gateway, first.payments, ask_since_ms, first.counts)
        violations |= _never_credited(gateway, first.unpaid, first.counts)
    ordered = sorted(violations)
    return Report(
        started_at_ms,
        now_ms(),
        dict(sorted(first.counts.items())),
        dict(sorted(first.world.items())),
        len(ordered),
        tuple(ordered[:MAX_LISTED]),
        sum(each.invariant not in _NOT_MONEY for each in ordered),
    )


# --- one pass over the table -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Suspects:
    """Which groups a pass shall collect in detail: by bucket at first, by name when they are known."""

    buckets: Mapping[str, frozenset[int]] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] | None = None

    def __bool__(self) -> bool:
        return any(self.buckets.values())

    def wants(self, aspect: str, group: str) -> bool:
        if self.names is not None:
            return group in self.names.get(aspect, ())
        return aspect in self.buckets and bucket_of(group) in self.buckets[aspect]


_STATEMENTS, _CLEARING, _MINUTES, _GUARDS, _SUM = "statement", "clearing", "minutes", "guard", "sum"
_TOP_UPS, _REFUNDS, _DISPUTES, _FREEZES = "top_up", "refund", "dispute", "freeze"
_RATINGS, _DAYS = "rating", "day"
_BOOKINGS, _CALENDARS = "booking", "calendar"
_ASPECTS = (
    *(_STATEMENTS, _CLEARING, _MINUTES, _GUARDS, _SUM, _TOP_UPS, _REFUNDS, _DISPUTES, _FREEZES),
    *(_BOOKINGS, _CALENDARS, _RATINGS, _DAYS),
)
_ALL = "all accounts"


class _Pass:
    """What one segment of one pass has seen."""

    def __init__(self, wanted: _Suspects, unpaid_from: range) -> None:
        self._wanted = wanted
        self._unpaid_from = unpaid_from
        self._sketches = {aspect: Sketch() for aspect in _ASPECTS}
        self.counts: Counter[str] = Counter()
        self.world: Counter[str] = Counter()
        self.differences: dict[tuple[str, str], Counter[str]] = {}
        self.violations: list[Violation] = []
        self.payments: list[tuple[int, str, int]] = []
        self.unpaid: list[tuple[int, str]] = []

    def merge(self, other: _Pass) -> None:
        for aspect in _ASPECTS:
            self._sketches[aspect].merge(other._sketches[aspect])
        self.counts.update(other.counts)
        for account, amount_cents in other.world.items():
            self.world[account] += amount_cents
        for key, facts in other.differences.items():
            self._add_all(self.differences.setdefault(key, Counter()), facts)
        self.violations += other.violations
        self.payments = _latest([*self.payments, *other.payments])
        self.unpaid = _latest([*self.unpaid, *other.unpaid])

    def suspects(self) -> _Suspects:
        return _Suspects({aspect: sketch.suspects() for aspect, sketch in self._sketches.items()})

    @staticmethod
    def _add_all(to: Counter[str], facts: Mapping[str, int]) -> None:
        for fact, amount in facts.items():
            to[fact] += amount

    def _count(self, aspect: str, group: str, fact: str, amount: int) -> None:
        if amount == 0:
            return
        self._sketches[aspect].add(group, f"{group}|{fact}", amount)
        if self._wanted.wants(aspect, group):
            self.differences.setdefault((aspect, group), Counter())[fact] += amount

    def _violated(self, invariant: str, subject: str, detail: str) -> None:
        self.violations.append(Violation(invariant, subject, detail))

    def see(self, item: Item) -> None:
        """Take one item into account. Kinds that carry no money are only counted."""
        kind = str(item.get("kind", "unknown"))
        self.counts["items"] += 1
        self.counts[kind] += 1
        match kind:
            case "account":
                self._see_account(item)
            case "transfer":
                self._see_transfer(item)
            case "transfer_guard":
                transfer_id = str(item["pk"]).removeprefix("TRANSFER#")
                self._count(_GUARDS, transfer_id, str(item["content_hash"]), -1)
            case "session":
                self._see_session(item)
            case "top_up":
                self._see_top_up(item)
            case "dispute":
                self._see_dispute(item)
            case "review" if not item["hidden"]:
                self._count(_RATINGS, item["reader_id"], str(item["rating"]), 1)
            case "reader_card":
                self._see_card(item)
            case "booking":
                self._see_booking(item)
            case "calendar_day":
                for user_id, fact in booking_facts.time_taken_in(item):
                    self._count(_CALENDARS, user_id, fact, 1)
            case "account_day":
                self._must_be_counted(day_facts.of_day(item), -1)

    def _must_be_counted(self, counts: Iterable[Count], times: int = 1) -> None:
        for day, name, amount in counts:
            self._count(_DAYS, day, name, times * amount)

    def _see_account(self, item: Item) -> None:
        account, balance_cents = item["account"], item["balance_cents"]
        self._count(_SUM, _ALL, "cents", balance_cents)
        self._count(_FREEZES, account, "disputes", -(item.get("open_disputes") or 0))
        if is_statement_account(account):
            self._count(_STATEMENTS, account, _point(0, 0), 1)
            self._count(_STATEMENTS, account, _point(item["last_seq"], balance_cents), -1)
        else:
            self._count(_STATEMENTS, account, "cents", -balance_cents)
        session_id = item.get("hold_session_id")
        if session_id is not None:
            self._expect(session_id, item["hold_minutes"], item["hold_cents"])
            if item["hold_cents"] < 0:
                self._violated("below_zero", session_clearing(session_id), f"{item['hold_cents']} cents")

    def _expect(self, session_id: str, minutes: int, clearing_cents: int) -> None:
        for minute in range(1, minutes + 1):
            self._count(_MINUTES, session_id, str(minute), -1)
        self._count(_CLEARING, session_clearing(session_id), "cents", -clearing_cents)

    def _see_session(self, item: Item) -> None:
        session_id, state = item["session_id"], item["state"]
        if state in _LIVE:
            return
        self._must_be_counted(day_facts.of_session(item))
        clearing_cents = item.get("clearing_cents") or 0
        self._expect(session_id, item.get("charged_minutes") or 0, clearing_cents)
        if state == "finalized" and clearing_cents != 0:
            self._violated("finalized_not_zero", session_id, f"{clearing_cents} cents are left in clearing")
        unproved = _unproved(item)
        if unproved is not None:
            self._violated("charge_without_presence", session_id, unproved)

    def _see_card(self, item: Item) -> None:
        reader_id, told = item["reader_id"], (item["rating_count"], item["rating_sum"])
        by_stars = {stars: item.get(f"ratings_{stars}") or 0 for stars in range(1, 6)}
        for stars, number in by_stars.items():
            self._count(_RATINGS, reader_id, str(stars), -number)
        counted = sum(by_stars.values()), sum(stars * number for stars, number in by_stars.items())
        if told != counted:
            self._violated("rating_mismatch", reader_id, f"number and sum are {told}, those by stars {counted}")

    def _see_booking(self, item: Item) -> None:
        booking_id = item["booking_id"]
        self._count(_CLEARING, booking_clearing(booking_id), "cents", -item["clearing_cents"])
        for account, gained_cents in booking_facts.money_of(item).items():
            self._count(_BOOKINGS, booking_id, account, -gained_cents)
        for user_id, fact in booking_facts.time_taken_by(item):
            self._count(_CALENDARS, user_id, fact, -1)
        self._must_be_counted(day_facts.of_booking(item))
        contradiction = booking_facts.contradiction_in(item)
        if contradiction is not None:
            self._violated("booking_contradicts_itself", booking_id, contradiction)

    def _see_dispute(self, item: Item) -> None:
        taken_cents = item["withdrawn_cents"] - item["reinstated_cents"] - item["written_off_cents"]
        self._count(_DISPUTES, item["dispute_id"], "cents", -taken_cents)
        if item["real"] and item["outcome"] == DisputeOutcome.OPEN:
            self._count(_FREEZES, wallet_of(item["user_id"]), "disputes", 1)

    def _see_top_up(self, item: Item) -> None:
        refunded_cents = item["reserved_cents"] + item["outside_refunded_cents"]
        self._count(_REFUNDS, item["top_up_id"], "cents", -refunded_cents)
        if item.get("paid"):
            self._count(_TOP_UPS, item["payment_intent"], f"{item['amount_cents']} to {item['user_id']}", 1)
            self.payments.append((item.get("credited_at_ms") or 0, item["payment_intent"], item["amount_cents"]))
            if len(self.payments) > 2 * _MAX_ASKED:
                self.payments = _latest(self.payments)
        elif item["created_at_ms"] in self._unpaid_from:
            self.unpaid.append((item["created_at_ms"], item["top_up_id"]))
            if len(self.unpaid) > 2 * _MAX_ASKED:
                self.unpaid = _latest(self.unpaid)

    def _see_transfer(self, item: Item) -> None:
        transfer = _transfer_of(item)
        if isinstance(transfer, str):
            self._violated("malformed_transfer", f"{item.get('pk')} {item.get('sk')}", transfer)
            return
        amount_cents = transfer.amount_cents
        for account, signed_cents in ((transfer.debit, -amount_cents), (transfer.credit, amount_cents)):
            if is_clearing_account(account):
                self._count(_CLEARING, account, "cents", signed_cents)
            if is_stored_account(account):
                if not is_statement_account(account):
                    self._count(_STATEMENTS, account, "cents", signed_cents)
            else:
                self._count(_SUM, _ALL, "cents", signed_cents)
                if not is_clearing_account(account):
                    self.world[account] += signed_cents
            if transfer.refers_type == "booking" and not is_clearing_account(account):
                self._count(_BOOKINGS, transfer.refers_id, account, signed_cents)
        if is_statement_account(transfer.home):
            self._see_entry(item, transfer)

    def _see_entry(self, item: Item, transfer: Transfer) -> None:
        account, seq, after_cents = transfer.home, item["seq"], item["balance_after_cents"]
        signed_cents = transfer.amount_cents if transfer.credit == account else -transfer.amount_cents
        self._count(_STATEMENTS, account, _point(seq - 1, after_cents - signed_cents), -1)
        self._count(_STATEMENTS, account, _point(seq, after_cents), 1)
        if after_cents < 0 and signed_cents < 0 and transfer.kind not in OVERDRAWING_KINDS:
            self._violated("below_zero", account, f"entry {seq}: {transfer.kind} leaves {after_cents} cents")
        if transfer.kind is Kind.SESSION_CHARGE and transfer.minute is not None:
            session_id = transfer.refers_id
            if transfer.transfer_id != f"session_{session_id}_min_{transfer.minute}":
                self._violated("malformed_transfer", transfer.transfer_id, f"is minute {transfer.minute}")
            self._count(_MINUTES, session_id, str(transfer.minute), 1)
        else:
            self._count(_GUARDS, transfer.transfer_id, transfer.content_hash(), 1)
        counted = day_facts.of_entry(transfer)
        if counted is not None:
            self._must_be_counted([counted])
        if transfer.kind is Kind.REFUND and transfer.refers_type == "top_up":
            self._count(_REFUNDS, transfer.refers_id, "cents", -signed_cents)
        if transfer.kind is Kind.DISPUTE and transfer.refers_type == "dispute":
            self._count(_DISPUTES, transfer.refers_id, "cents", -signed_cents)
        if transfer.kind is Kind.TOP_UP:
            payment_intent = transfer.transfer_id.removeprefix("topup_")
            owner_id = account.partition(":")[2]
            self._count(_TOP_UPS, payment_intent, f"{transfer.amount_cents} to {owner_id}", -1)


def _latest(dated: list[T]) -> list[T]:
    """Those that the provider is asked about."""
    return sorted(dated, reverse=True)[:_MAX_ASKED]


def _point(seq: int, balance_cents: int) -> str:
    """A place in a statement: after entry `seq` the balance is so much."""
    return f"{seq}:{balance_cents}"


def _transfer_of(item: Item) -> Transfer | str:
    """The transfer that an item holds, or what is wrong with it."""
    try:
        transfer = Transfer(
            transfer_id=item["transfer_id"],
            kind=Kind(item["transfer_kind"]),
            debit=item["debit"],
            credit=item["credit"],
            amount_cents=item["amount_cents"],
            posted_at_ms=item["posted_at_ms"],
            refers_type=item["refers_type"],
            refers_id=item["refers_id"],
            minute=item.get("minute"),
            reason=item.get("reason"),
            currency=item["currency"],
        )
        home = transfer.home
        if is_statement_account(home):
            key = TransferItem.entry_key(account=home, seq=item["seq"])
            if type(item["balance_after_cents"]) is not int:
                return "carries no balance"
        else:
            key = TransferItem.clearing_key(account=home, transfer_id=transfer.transfer_id)
    except (InvalidTransfer, KeyError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return transfer if key == (item["pk"], item["sk"]) else "is kept under another key than its own"


def _unproved(item: Item) -> str | None:
    """Say whether more minutes of a session that is over stand than were begun in recorded presence of both."""
    rate_cents = item["rate_cents"]
    standing = ((item.get("charged_cents") or 0) - (item.get("reversed_cents") or 0)) // rate_cents
    intervals = json.loads(item.get("intervals") or "[]")
    connected_ms = sum(ended_ms - started_ms for started_ms, ended_ms, *_ in intervals)
    begun = -(-connected_ms // MINUTE_MS)
    return None if standing <= begun else f"{standing} minutes stand for {connected_ms} ms of connected time"


def _pass(wanted: _Suspects, unpaid_from: range = range(0)) -> _Pass:
    def segment(number: int) -> _Pass:
        seen = _Pass(wanted, unpaid_from)
        for raw in table.scan_raw(number, SEGMENTS):
            seen.see({name: _plain(value) for name, value in raw.items()})
        return seen

    table.connection()
    with ThreadPoolExecutor(SEGMENTS) as pool:
        first, *rest = pool.map(segment, range(SEGMENTS))
    for other in rest:
        first.merge(other)
    return first


def _plain(value: Mapping[str, Any]) -> Any:
    """A DynamoDB value as Python's own; kinds of values that no money is kept in are left as they are."""
    ((kind, content),) = value.items()
    match kind:
        case "N":
            return int(content)
        case "NULL":
            return None
        case _:
            return content


# --- a closer look -----------------------------------------------------------------------------------------------


def _confirmed(suspects: _Suspects) -> set[Violation]:
    """Look closer at what differed; what differs again, and in the same way, is a violation."""
    second = _differing(_pass(suspects))
    names: dict[str, set[str]] = {aspect: set() for aspect in _ASPECTS}
    for aspect, group in second:
        names[aspect].add(group)
    found: set[Violation] = set()
    statements = {name for name in names.pop(_STATEMENTS) if is_statement_account(name)}
    if len(second) > len(statements):
        named = {aspect: frozenset(groups) for aspect, groups in names.items()}
        named[_STATEMENTS] = frozenset(group for aspect, group in second if aspect == _STATEMENTS) - statements
        third = _differing(_pass(_Suspects(suspects.buckets, named)))
        for key in second.keys() & third.keys():
            if second[key] == third[key]:
                found |= set(_named(*key, third[key]))
    for account in statements:
        found |= set(_statement_violations(account))
    return found


def _differing(seen: _Pass) -> dict[tuple[str, str], dict[str, int]]:
    left = {key: {fact: n for fact, n in facts.items() if n} for key, facts in seen.differences.items()}
    return {key: facts for key, facts in left.items() if facts}


def _named(aspect: str, group: str, facts: Mapping[str, int]) -> Iterable[Violation]:
    """Say what a difference means."""
    for fact, amount in facts.items():
        match aspect:
            case "sum":
                yield Violation("sum_not_zero", group, f"{amount} cents")
            case "statement":
                yield Violation("balance_mismatch", group, f"the transfers come to {amount} cents more than is stored")
            case "clearing":
                yield Violation("clearing_mismatch", group, f"{amount} cents more than there should be")
                if amount < 0:
                    yield Violation("below_zero", group, f"{amount} cents against what is expected")
            case "minutes" if amount < 0:
                yield Violation("minute_missing", group, f"minute {fact} is {-amount} times short")
            case "minutes":
                yield Violation("minute_repeated", group, f"minute {fact} is {amount} times too many")
            case "guard" if amount < 0:
                yield Violation("guard_without_transfer", group, f"{-amount} with content {fact}")
            case "guard":
                yield Violation("transfer_without_guard", group, f"{amount} with content {fact}")
            case "refund":
                yield Violation("refund_mismatch", group, f"{amount} cents more were taken than the top-up says")
            case "dispute":
                yield Violation("dispute_mismatch", group, f"{amount} cents more were taken than the dispute says")
            case "booking":
                yield Violation("booking_mismatch", group, f"{fact} has {amount} cents more than the booking says")
            case "calendar" if not fact.isdecimal():
                yield Violation("calendar_mismatch", group, f"{fact}: named {amount:+} times against its time")
            case "calendar" if amount < 0:
                yield Violation("time_taken_twice", group, f"{_quarter(fact)}: {-amount} more bookings than its lock")
            case "calendar":
                yield Violation("time_taken_by_nobody", group, f"{_quarter(fact)} is locked without a booking")
            case "freeze":
                yield Violation("freeze_mismatch", group, f"{amount} more disputes are open than the account counts")
            case "rating":
                yield Violation("rating_mismatch", group, f"{amount} more reviews of {fact} stars than are counted")
            case "day":
                yield Violation("day_mismatch", group, f"{fact} is {amount} more than was counted")
            case "top_up" if amount < 0:
                yield Violation("entry_without_top_up", group, f"{fact}, {-amount} times")
            case _:
                yield Violation("top_up_without_entry", group, f"{fact}, {amount} times")


def _quarter(cell: str) -> str:
    """The beginning of a quarter of an hour, for people."""
    return to_datetime(int(cell) * 15 * MINUTE_MS).isoformat()


def _statement_violations(account: str) -> list[Violation]:
    """Walk one statement by consistent reads between two equal versions of its account."""
    for _ in range(_ACCOUNT_LOOKS):
        before = table.load(Account, Account.key(account=account))
        found = _walk(account, before)
        after = table.load(Account, Account.key(account=account))
        if (before and before.version) == (after and after.version):
            return found
    return [Violation("not_checked", account, f"it changed during each of {_ACCOUNT_LOOKS} looks")]


def _walk(account: str, stored: Account | None) -> list[Violation]:
    if stored is None:
        return [Violation("account_missing", account, "has entries but no account")]
    found: list[Violation] = []
    seq, balance_cents, sum_cents = 0, 0, 0
    start: Mapping[str, Any] | None = None
    while True:
        page = table.query(
            TransferItem,
            TransferItem.entry_key.pk_of(account=account),
            sk_condition=TransferItem.sk.startswith(TransferItem.entry_key.sk_prefix),
            limit=1_000,
            start_key=start,
            consistent=True,
        )
        for entry in page.items:
            signed_cents = entry.amount_cents if entry.credit == account else -entry.amount_cents
            if entry.seq != seq + 1:
                found.append(Violation("entry_gap", account, f"entry {entry.seq} follows entry {seq}"))
            if entry.balance_after_cents != balance_cents + signed_cents:
                detail = f"entry {entry.seq} says {entry.balance_after_cents} after {balance_cents} {signed_cents:+}"
                found.append(Violation("running_balance", account, detail))
            seq, balance_cents = entry.seq or 0, entry.balance_after_cents or 0
            sum_cents += signed_cents
        start = page.next_key
        if start is None:
            break
    if stored.last_seq != seq:
        found.append(Violation("entry_gap", account, f"the last entry is {seq}, not {stored.last_seq}"))
    if stored.balance_cents != sum_cents:
        detail = f"{stored.balance_cents} cents are stored, the transfers come to {sum_cents}"
        found.append(Violation("balance_mismatch", account, detail))
    return found


def _disagreements(
    gateway: PaymentGateway, payments: Iterable[tuple[int, str, int]], since_ms: int, counts: Counter[str]
) -> set[Violation]:
    """Ask the provider about credited payments, the latest first and a bounded number."""
    found = set()
    for credited_at_ms, payment_intent, amount_cents in payments:
        if credited_at_ms < since_ms:
            continue
        told = gateway.retrieve_payment_intent(payment_intent)
        counts["payments_asked"] += 1
        if not told.paid or told.amount_received_cents != amount_cents:
            received = told.amount_received_cents if told.paid else 0
            detail = f"{amount_cents} cents are credited, the provider received {received}"
            found.add(Violation("provider_disagrees", payment_intent, detail))
    return found


def _never_credited(
    gateway: PaymentGateway, unpaid: Iterable[tuple[int, str]], counts: Counter[str]
) -> set[Violation]:
    """Ask the provider about top-ups that nobody can pay any more and that are not credited."""
    found = set()
    for _, top_up_id in unpaid:
        top_up = table.load(TopUp, TopUp.key(top_up_id=top_up_id))
        if top_up is None or top_up.paid:
            continue
        if top_up.checkout_id is not None:
            is_paid = gateway.retrieve_checkout(top_up.checkout_id).paid
        elif top_up.payment_intent is not None:
            is_paid = gateway.retrieve_payment_intent(top_up.payment_intent).paid
        else:
            continue
        counts["unpaid_top_ups_asked"] += 1
        if is_paid:
            detail = f"the provider received {top_up.amount_cents} cents, none are credited"
            found.add(Violation("paid_not_credited", top_up_id, detail))
    return found
