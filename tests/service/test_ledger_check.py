"""The audit finds every kind of break, each planted by hand, and nothing in a ledger that was only ever posted to."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, MINUTE_MS, utc_day
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put, Raw, Update
from chalicelib.gateways.payments import PaymentIntent
from chalicelib.sessions.items import SessionItem
from chalicelib.wallet import audit, ledger, ledger_check, service
from chalicelib.wallet.audit import Report
from chalicelib.wallet.day_rules import CENTS
from chalicelib.wallet.days import AccountDay, DayCounts
from chalicelib.wallet.errors import AccountFrozen, InsufficientBalance
from chalicelib.wallet.items import Account, TransferGuard, TransferItem
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.payment_items import DisputeItem, TopUp
from chalicelib.wallet.rules import PLATFORM_LOSSES, STRIPE_CLEARING, Kind, Transfer, earnings_of, wallet_of
from tests.conftest import START_MS, wipe_table
from tests.fakes.payments import FakePayments
from tests.service.sessions import RATE_CENTS, Stage, make_reader
from tests.service.wallet_helpers import balance, begin, deliver, events_of, funded, new_wallet, pay, provider, spend

pytestmark = pytest.mark.usefixtures("empty_table")


def run() -> Report:
    return audit.check(lambda: START_MS)


def found() -> set[str]:
    return {violation.invariant for violation in run().violations}


def named() -> set[tuple[str, str]]:
    return {(violation.invariant, violation.subject) for violation in run().violations}


def change(item: table.TableItem, *actions: object) -> None:
    table.write(Update(item, list(actions)))  # type: ignore[arg-type]


def entry(user_id: str, seq: int) -> TransferItem:
    item = table.load(TransferItem, TransferItem.entry_key(account=wallet_of(user_id), seq=seq))
    assert item is not None
    return item


def held_session(balance_cents: int = 5_000) -> Stage:
    """A live session with two charged minutes, paid from a proper top-up."""
    user_id, _, _ = funded(provider(), balance_cents)
    stage = Stage(client=user_id, reader=make_reader()).begin()
    stage.sign_through(0, 70)
    stage.sweep(70)
    return stage


def settled_session() -> Stage:
    stage = held_session()
    stage.end(80)
    return stage


def test_an_empty_table_and_one_in_use_have_no_violations() -> None:
    assert run().violation_count == 0
    gateway = provider()
    user_id, _, charge = funded(gateway)
    spend(user_id, 4_000)
    gateway.store.open_dispute(str(charge["id"]))
    deliver(gateway, *events_of(gateway, "charge.dispute.created"))
    held_session()
    settled_session()
    report = run()
    assert report.violations == ()
    assert report.counts["account"] == 6
    assert report.counts["session"] == 2
    assert report.totals == {
        "platform:losses": -1_500,
        "platform:revenue": 1_200 + 150,
        "stripe:clearing": -15_000 + 5_000 + 1_500,
    }


def break_balance() -> str:
    user_id, _, _ = funded(provider())
    change(ledger.load_account(wallet_of(user_id)), Account.balance_cents.set(5_001))
    return wallet_of(user_id)


def break_entry_amount() -> str:
    user_id, _, _ = funded(provider())
    spend(user_id, 100)
    change(entry(user_id, 2), TransferItem.amount_cents.set(99))
    return wallet_of(user_id)


def break_running_balance() -> str:
    user_id, _, _ = funded(provider())
    spend(user_id, 100)
    change(entry(user_id, 1), TransferItem.balance_after_cents.set(4_000))
    return wallet_of(user_id)


def lose_entry() -> str:
    user_id, _, _ = funded(provider())
    spend(user_id, 100)
    spend(user_id, 100)
    table.write(table.Delete(entry(user_id, 2)))
    return wallet_of(user_id)


def lose_last_entry() -> str:
    user_id, _, _ = funded(provider())
    spend(user_id, 100)
    table.write(table.Delete(entry(user_id, 2)))
    return wallet_of(user_id)


def lose_account() -> str:
    user_id, _, _ = funded(provider())
    table.write(table.Delete(ledger.load_account(wallet_of(user_id))))
    return wallet_of(user_id)


def overdraw() -> str:
    user_id, _, _ = funded(provider())
    account = ledger.load_account(wallet_of(user_id))
    account.balance_cents = 10_000  # a posting that was decided on a balance that is not there
    posting = Posting(account)
    posting.transfer(
        Transfer("gift_x", Kind.GIFT, account.account, "gift:x", 6_000, START_MS, "gift", "x"),
    )
    for write in posting.writes():
        if isinstance(write, Put) or (isinstance(write, Raw) and write.action == "Put"):
            table.write(write)
    change(entry(user_id, 2), TransferItem.balance_after_cents.set(-1_000))
    change(account, Account.balance_cents.set(-1_000), Account.last_seq.set(2))
    return account.account


def lose_guard() -> str:
    user_id, _, _ = funded(provider())
    transfer_id = entry(user_id, 1).transfer_id
    key = TransferGuard.key(transfer_id=transfer_id)
    table.write(table.Delete(TransferGuard(*key)))
    return transfer_id


def change_guard() -> str:
    user_id, _, _ = funded(provider())
    transfer_id = entry(user_id, 1).transfer_id
    change(TransferGuard(*TransferGuard.key(transfer_id=transfer_id)), TransferGuard.content_hash.set("0"))
    return transfer_id


def orphan_guard() -> str:
    table.write(Put(TransferGuard(*TransferGuard.key(transfer_id="nothing"), content_hash="0")))
    return "nothing"


def post_twice() -> str:
    """The same transfer id on two wallets: one guard for both."""
    first, second = new_wallet(), new_wallet()
    for number, user_id in enumerate((first, second)):
        posting = Posting(ledger.load_account(wallet_of(user_id)))
        posting.transfer(
            Transfer("adjustment_1", Kind.ADJUSTMENT, PLATFORM_LOSSES, wallet_of(user_id), 5, START_MS, "x", "x")
        )
        writes = posting.writes()
        table.transact(*(writes if number == 0 else writes[1:]))
    return "adjustment_1"


def malform_transfer() -> str:
    user_id, _, _ = funded(provider())
    item = entry(user_id, 1)
    change(item, TransferItem.credit.set("nobody"))
    return f"{item.pk} {item.sk}"


def misplace_transfer() -> str:
    user_id, _, _ = funded(provider())
    item = entry(user_id, 1)
    change(item, TransferItem.transfer_kind.set("top_up"), TransferItem.seq.set(7))
    return f"{item.pk} {item.sk}"


def forget_top_up() -> str:
    _, top_up, _ = funded(provider())
    change(top_up, TopUp.paid.set(False))
    return str(top_up.payment_intent)


def invent_top_up() -> str:
    gateway = provider()
    top_up = begin(gateway, new_wallet())
    change(top_up, TopUp.paid.set(True), TopUp.payment_intent.set("pi_invented"))
    return "pi_invented"


def change_top_up() -> str:
    _, top_up, _ = funded(provider())
    change(top_up, TopUp.amount_cents.set(6_000))
    return str(top_up.payment_intent)


def shift_clearing_of_live_session() -> str:
    stage = held_session()
    change(ledger.load_account(wallet_of(stage.client_id)), Account.hold_cents.set(RATE_CENTS))
    return f"session:{stage.session_id}"


def hold_below_zero() -> str:
    stage = held_session()
    change(ledger.load_account(wallet_of(stage.client_id)), Account.hold_cents.set(-1))
    return f"session:{stage.session_id}"


def leave_money_in_clearing() -> str:
    stage = settled_session()
    change(stage.item, SessionItem.clearing_cents.set(1))
    return stage.session_id


def unsettle() -> str:
    """A finalized session whose commission was never posted."""
    stage = settled_session()
    key = TransferItem.clearing_key(
        account=f"session:{stage.session_id}", transfer_id=f"session_{stage.session_id}_commission"
    )
    table.write(table.Delete(TransferItem(*key)))
    return f"session:{stage.session_id}"


def leave_gift_unshared() -> str:
    user_id, _, _ = funded(provider())
    posting = Posting(ledger.load_account(wallet_of(user_id)))
    posting.transfer(Transfer("gift_y", Kind.GIFT, wallet_of(user_id), "gift:y", 10, START_MS, "gift", "y"))
    ledger.commit(posting)
    return "gift:y"


def overdraw_clearing() -> str:
    table.transact(*_clearing_posting("gift:z", 10).writes())
    return "gift:z"


def _clearing_posting(account: str, amount_cents: int) -> Posting:
    posting = Posting()
    posting.transfer(
        Transfer("gift_z_cut", Kind.COMMISSION, account, "platform:revenue", amount_cents, START_MS, "gift", "z")
    )
    return posting


def move_watermark() -> str:
    stage = held_session()
    change(ledger.load_account(wallet_of(stage.client_id)), Account.hold_minutes.set(3))
    return stage.session_id


def repeat_minute() -> str:
    stage = held_session()
    change(entry(stage.client_id, 3), TransferItem.minute.set(1))
    return stage.session_id


def charge_without_presence() -> str:
    stage = settled_session()
    change(stage.item, SessionItem.intervals.set([]), SessionItem.started_at_ms.remove())
    return stage.session_id


def prove_a_minute_less() -> str:
    """Two minutes stand, and just one minute of both being there is recorded."""
    stage = settled_session()
    started_at_ms = stage.item.started_at_ms or 0
    change(stage.item, SessionItem.intervals.set([[started_at_ms, started_at_ms + MINUTE_MS, "end"]]))
    return stage.session_id


def prove_no_time() -> str:
    stage = settled_session()
    change(stage.item, SessionItem.intervals.set([]))
    return stage.session_id


def forget_refund() -> str:
    gateway = provider()
    _, top_up, charge = funded(gateway)
    gateway.store.create_refund(payment_intent=charge["payment_intent"], amount=100, metadata={}, key=None)
    deliver(gateway, *events_of(gateway, "charge.refunded"))
    change(top_up, TopUp.outside_refunded_cents.set(99))
    return top_up.top_up_id


def disputed() -> tuple[str, str]:
    gateway = provider()
    user_id, _, charge = funded(gateway)
    dispute_id = gateway.store.open_dispute(charge["id"])["id"]
    deliver(gateway, *events_of(gateway, "charge.dispute.created"))
    return user_id, dispute_id


def change_dispute() -> str:
    user_id, dispute_id = disputed()
    key = DisputeItem.key(user_id=user_id, dispute_id=dispute_id)
    change(DisputeItem(*key), DisputeItem.withdrawn_cents.set(1))
    return dispute_id


def thaw() -> str:
    user_id, _ = disputed()
    change(ledger.load_account(wallet_of(user_id)), Account.open_disputes.set(0))
    return wallet_of(user_id)


def count_a_day_wrong() -> str:
    user_id, _, _ = funded(provider())
    counts = DayCounts()
    counts.add(wallet_of(user_id), START_MS, CENTS, Kind.TOP_UP, "top_up", 1)
    table.transact(*counts.writes())
    return f"{wallet_of(user_id)} {utc_day(START_MS)}"


def lose_a_day() -> str:
    stage = settled_session()
    day = utc_day(stage.item.finalized_at_ms or 0)
    key = AccountDay.key(account=earnings_of(stage.reader_id), day=day)
    table.write(table.Delete(AccountDay(*key)))
    return f"{earnings_of(stage.reader_id)} {day}"


BREAKS: list[tuple[Callable[[], str], set[str]]] = [
    (break_balance, {"balance_mismatch"}),
    (break_entry_amount, {"balance_mismatch", "running_balance"}),
    (break_running_balance, {"running_balance"}),
    (lose_entry, {"entry_gap", "running_balance", "balance_mismatch"}),
    (lose_last_entry, {"entry_gap", "balance_mismatch"}),
    (lose_account, {"account_missing"}),
    (overdraw, {"below_zero"}),
    (lose_guard, {"transfer_without_guard"}),
    (change_guard, {"transfer_without_guard", "guard_without_transfer"}),
    (orphan_guard, {"guard_without_transfer"}),
    (post_twice, {"transfer_without_guard"}),
    (malform_transfer, {"malformed_transfer"}),
    (misplace_transfer, {"malformed_transfer"}),
    (forget_top_up, {"entry_without_top_up"}),
    (invent_top_up, {"top_up_without_entry"}),
    (change_top_up, {"entry_without_top_up", "top_up_without_entry"}),
    (shift_clearing_of_live_session, {"clearing_mismatch"}),
    (hold_below_zero, {"below_zero", "clearing_mismatch"}),
    (leave_money_in_clearing, {"finalized_not_zero"}),
    (unsettle, {"clearing_mismatch"}),
    (leave_gift_unshared, {"clearing_mismatch"}),
    (overdraw_clearing, {"clearing_mismatch", "below_zero"}),
    (move_watermark, {"minute_missing"}),
    (repeat_minute, {"minute_missing", "minute_repeated"}),
    (forget_refund, {"refund_mismatch"}),
    (change_dispute, {"dispute_mismatch"}),
    (thaw, {"freeze_mismatch"}),
    (charge_without_presence, {"charge_without_presence"}),
    (prove_a_minute_less, {"charge_without_presence"}),
    (prove_no_time, {"charge_without_presence"}),
    (count_a_day_wrong, {"day_mismatch"}),
    (lose_a_day, {"day_mismatch"}),
]


@pytest.mark.parametrize(("plant", "invariants"), BREAKS, ids=[plant.__name__ for plant, _ in BREAKS])
def test_each_break_is_found_and_named(plant: Callable[[], str], invariants: set[str]) -> None:
    sound, _, _ = funded(provider())
    subject = plant()
    violations = named()
    assert {(invariant, subject) for invariant in invariants} <= violations
    assert not any(sound in subject for _, subject in violations)


def test_a_stored_balance_that_no_transfer_explains_breaks_the_sum_of_all_accounts() -> None:
    break_balance()
    assert "sum_not_zero" in found()
    wipe_table()
    change_only_payouts = new_id("usr", START_MS)
    account = ledger.new_account(f"payouts:{change_only_payouts}", change_only_payouts)
    account.balance_cents = 3
    table.write(Put(account))
    assert named() == {("balance_mismatch", account.account), ("sum_not_zero", "all accounts")}


def test_the_provider_is_asked_about_what_was_credited() -> None:
    gateway = provider()
    _, top_up, _ = funded(gateway)
    assert audit.check(lambda: START_MS, gateway=gateway).violation_count == 0

    class Forgetful(FakePayments):
        def retrieve_payment_intent(self, payment_intent: str) -> PaymentIntent:
            return replace(super().retrieve_payment_intent(payment_intent), paid=False)

    other = Forgetful(lambda: START_MS, gateway.store)
    report = audit.check(lambda: START_MS, gateway=other)
    assert [violation.invariant for violation in report.violations] == ["provider_disagrees"]
    assert report.violations[0].subject == top_up.payment_intent
    assert audit.check(lambda: START_MS, gateway=other, ask_since_ms=START_MS + 1).violation_count == 0


def test_the_provider_is_asked_about_what_was_never_credited_once_nobody_can_pay_it() -> None:
    gateway = provider()
    user_id = new_wallet()
    paid, left = begin(gateway, user_id, 2_000), begin(gateway, user_id, 3_000)
    pay(gateway, paid)

    def asked(at_ms: int) -> set[tuple[str, str]]:
        report = audit.check(lambda: at_ms, gateway=gateway, ask_since_ms=at_ms - 2 * DAY_MS)
        return {(violation.invariant, violation.subject) for violation in report.violations}

    assert asked(START_MS + audit.PAYABLE_MS) == set()
    assert asked(START_MS + audit.PAYABLE_MS + 1) == {("paid_not_credited", paid.top_up_id)}
    assert asked(START_MS + audit.PAYABLE_MS + 2 * DAY_MS) == {("paid_not_credited", paid.top_up_id)}
    assert asked(START_MS + audit.PAYABLE_MS + 2 * DAY_MS + 1) == set()
    service.refresh_top_up(gateway, paid.top_up_id, user_id, START_MS)
    service.refresh_top_up(gateway, left.top_up_id, user_id, START_MS)
    assert asked(START_MS + audit.PAYABLE_MS + 1) == set()


def test_the_command_asks_the_provider_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway = provider()
    _, top_up, _ = funded(gateway)
    change(top_up, TopUp.amount_cents.set(top_up.amount_cents + 1))
    monkeypatch.setattr(ledger_check, "Gateways", lambda settings: SimpleNamespace(payments=gateway))
    monkeypatch.setattr(ledger_check, "load_settings", lambda environment: None)
    monkeypatch.setattr(ledger_check, "SystemClock", lambda: SimpleNamespace(now_ms=lambda: START_MS))
    assert ledger_check.main() == 1
    assert f"VIOLATION provider_disagrees: {top_up.payment_intent}" in capsys.readouterr().out


def test_a_check_keeps_its_report_and_a_violation_stops_payouts_for_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger_check.last_report() is None
    clean = ledger_check.run_check(lambda: START_MS)
    assert ledger_check.last_report() == clean
    assert not ledger_check.payouts_are_stopped()
    assert ledger_check.main() == 0
    assert "0 violations" in capsys.readouterr().out

    subject = break_balance()
    broken = ledger_check.run_check(lambda: START_MS)
    assert broken.violation_count > 0
    assert ledger_check.last_report() == broken
    assert ledger_check.payouts_are_stopped()
    assert ledger_check.main() == 1
    assert f"VIOLATION balance_mismatch: {subject}" in capsys.readouterr().out

    wipe_account(subject)
    ledger_check.run_check(lambda: START_MS)
    assert ledger_check.payouts_are_stopped()


def test_a_day_counted_wrong_is_reported_and_stops_no_payouts() -> None:
    count_a_day_wrong()
    report = ledger_check.run_check(lambda: START_MS)
    assert (report.violation_count, report.money_violation_count) == (1, 0)
    assert "was counted" in report.violations[0].detail
    assert not ledger_check.payouts_are_stopped()


def wipe_account(name: str) -> None:
    change(ledger.load_account(name), Account.balance_cents.set(5_000))


def test_a_table_in_use_by_other_threads_gives_no_false_alarm() -> None:
    gateway = provider()
    people = [funded(gateway, 50_000)[0] for _ in range(4)]
    stop = threading.Event()

    def use(user_id: str) -> None:
        while not stop.is_set():
            spend(user_id, 10)
            top_up = begin(gateway, user_id, 1_000)
            pay(gateway, top_up)
            service.refresh_top_up(gateway, top_up.top_up_id, user_id, START_MS)

    threads = [threading.Thread(target=use, args=(user_id,)) for user_id in people]
    for thread in threads:
        thread.start()
    try:
        reports = [run() for _ in range(3)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert [report.violations for report in reports if report.violations] == []
    assert run().violations == ()


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32), steps=st.integers(5, 25))
def test_random_histories_keep_every_invariant(seed: int, steps: int) -> None:
    """Top-ups, refunds from both sides, disputes, gifts and events in any order, repeated, some never delivered."""
    wipe_table()
    chance = random.Random(seed)
    gateway = provider()
    people = [funded(gateway)[0] for _ in range(2)]
    charges: list[dict[str, object]] = []
    for _ in range(steps):
        user_id = chance.choice(people)
        match chance.randrange(6):
            case 0:
                charges.append(pay(gateway, begin(gateway, user_id, chance.randrange(1_000, 9_000))))
            case 1 if balance(user_id) > 0:
                try:
                    spend(user_id, chance.randint(1, balance(user_id)))
                except (AccountFrozen, InsufficientBalance):
                    continue
            case 2 if charges:
                charge = gateway.store.retrieve("charge", str(chance.choice(charges)["id"]))
                left = charge["amount"] - charge["amount_refunded"]
                if left and not charge["disputed"]:
                    gateway.store.create_refund(
                        payment_intent=charge["payment_intent"], amount=chance.randint(1, left), metadata={}, key=None
                    )
            case 3 if charges:
                charge = gateway.store.retrieve("charge", str(chance.choice(charges)["id"]))
                if not charge["disputed"]:
                    dispute_id = gateway.store.open_dispute(charge["id"])["id"]
                    if chance.random() < 0.7:
                        gateway.store.close_dispute(dispute_id, won=chance.random() < 0.5)
            case _:
                events = events_of(gateway)
                deliver(gateway, *chance.sample(events, min(len(events), 6)))
    assert run().violations == ()
    deliver(gateway, *events_of(gateway))
    assert run().violations == ()


def test_the_sum_of_the_platform_is_what_the_provider_holds() -> None:
    gateway = provider()
    user_id, _, _ = funded(gateway)
    spend(user_id, 1_000)
    report = run()
    assert report.totals[STRIPE_CLEARING] == -5_000
    assert balance(user_id) + 700 + report.totals["platform:revenue"] == 5_000
