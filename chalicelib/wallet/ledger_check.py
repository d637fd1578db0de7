"""Runs the audit, keeps its last report, and stops payouts when something is broken.

Run from a shell, against the table of the environment (TABLE_NAME, AWS_ENDPOINT_URL):

    python -m chalicelib.wallet.ledger_check

It prints the counts and each violation, and exits with 1 when there are any. With the settings of a deployed function
in the environment it asks the payment provider too; without them it says that it did not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from chalicelib.core import table
from chalicelib.core.clock import DAY_MS, SystemClock
from chalicelib.core.money import format_dollars
from chalicelib.core.settings import SettingMissing, load_settings
from chalicelib.core.table import IntegerAttribute, KeyTemplate, Put, TableItem, TextAttribute
from chalicelib.gateways.bundle import Gateways
from chalicelib.gateways.payments import PaymentGateway
from chalicelib.wallet.audit import Report, check

ASK_MS = 2 * DAY_MS
"""The daily check asks the provider about the payments of the last two days, so that each is asked about."""


class LedgerReport(TableItem, discriminator="ledger_report"):
    """The last report of the audit."""

    key = KeyTemplate("LEDGER_CHECK", "LAST")

    report = TextAttribute()


class PayoutsStop(TableItem, discriminator="payouts_stop"):
    """While this item stands nothing is paid out. A check that finds money wrong puts it, only a person removes it."""

    key = KeyTemplate("PAYOUTS", "STOP")

    stopped_at_ms = IntegerAttribute()
    violation_count = IntegerAttribute()


class _StoppedBefore(Exception):
    """Payouts are stopped already."""


def run_check(now_ms: Callable[[], int], gateway: PaymentGateway | None = None) -> Report:
    """Audit the table, keep the report, and stop payouts when it names a violation about money.

    Parameters:
        gateway: when given, the provider is asked about the payments of the last two days too.
    """
    report = check(now_ms, gateway=gateway, ask_since_ms=now_ms() - ASK_MS)
    table.write(Put(LedgerReport(*LedgerReport.key(), report=report.to_json()), replace=True))
    if report.money_violation_count:
        stop = PayoutsStop(
            *PayoutsStop.key(), stopped_at_ms=report.finished_at_ms, violation_count=report.money_violation_count
        )
        try:
            table.write(Put(stop, refused=_StoppedBefore))
        except _StoppedBefore:
            return report
    return report


def last_report() -> Report | None:
    """Return the last report, or None when none was made."""
    found = table.load(LedgerReport, LedgerReport.key())
    return None if found is None else Report.from_json(found.report)


def payouts_are_stopped() -> bool:
    """Tell whether a check found a violation that no person has dealt with yet."""
    return table.load(PayoutsStop, PayoutsStop.key()) is not None


def main() -> int:
    """Print what the audit finds; returns 1 when there is a violation."""
    report = run_check(SystemClock().now_ms, _provider())
    for name, count in report.counts.items():
        sys.stdout.write(f"{count:>12,}  {name}\n")
    for name, amount_cents in report.totals.items():
        sys.stdout.write(f"{format_dollars(amount_cents):>12}  {name}\n")
    for violation in report.violations:
        sys.stdout.write(f"VIOLATION {violation.invariant}: {violation.subject}: {violation.detail}\n")
    sys.stdout.write(f"{report.violation_count} violations\n")
    return 1 if report.violation_count else 0


def _provider() -> PaymentGateway | None:
    """The payment provider, when the environment says how to reach it."""
    try:
        return Gateways(load_settings(os.environ)).payments
    except SettingMissing as missing:
        sys.stdout.write(f"the payment provider is not asked: {missing}\n")
        return None


if __name__ == "__main__":
    sys.exit(main())
