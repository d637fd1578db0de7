"""What the wallet's schedules do, for handlers of one line in `app.py`."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.core import observability
from chalicelib.core.runtime import Runtime
from chalicelib.wallet import ledger_check


def daily_ledger_check(runtime: Runtime) -> dict[str, Any]:
    """Audit the ledger, and ask the provider about the payments of the last two days.

    Each violation is logged; the metric `LedgerViolations` is sent also when it is zero, so that an alarm can tell a
    check that found nothing from one that did not run.
    """
    report = ledger_check.run_check(runtime.clock.now_ms, runtime.gateways.payments)
    observability.metrics.add_metric("LedgerViolations", MetricUnit.Count, report.violation_count)
    for violation in report.violations:
        observability.logger.error(
            "ledger violation",
            extra={"invariant": violation.invariant, "subject": violation.subject, "detail": violation.detail},
        )
    observability.logger.info("ledger check", extra={"counts": report.counts, "totals": report.totals})
    return {"violations": report.violation_count}
