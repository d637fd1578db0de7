"""The same loop by somebody who needs it fast: five hundred sessions a transaction, one statement for each table.

What it gives up: one row that cannot be written undoes five hundred, and their locks are held all along.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from billing.models import LedgerEntry, Session

MINUTE = timedelta(minutes=1)
BATCH = 500

_WALLETS = """
    UPDATE billing_wallet SET balance_cents = balance_cents - due.cents
    FROM unnest(%s::bigint[], %s::bigint[]) AS due(id, cents) WHERE billing_wallet.id = due.id
"""
_SESSIONS = """
    UPDATE billing_session
    SET charged_minutes = charged_minutes + 1, charged_cents = charged_cents + rate_cents,
        paid_until = paid_until + interval '1 minute'
    WHERE id = ANY(%s::bigint[])
"""
_PAUSED = "UPDATE billing_session SET state = 'paused' WHERE id = ANY(%s::bigint[])"


def tick(now: datetime, first: int, last: int) -> None:
    """Charge one minute of those sessions that are due, of the keys that are this worker's."""
    while True:
        with transaction.atomic():
            sessions = _locked(now, first, last)
            _charge(sessions, now)
        if len(sessions) < BATCH:
            return
        first = sessions[-1].pk + 1


def _locked(now: datetime, first: int, last: int) -> list[Session]:
    due = Session.objects.select_for_update(skip_locked=True).select_related("wallet")
    due = due.filter(state=Session.State.ACTIVE, paid_until__lte=now, pk__range=(first, last))
    return list(due.order_by("pk")[:BATCH])


def _charge(sessions: list[Session], now: datetime) -> None:
    present = [session for session in sessions if session.paid_until <= session.both_present_at]
    charged = [session for session in present if session.wallet.balance_cents >= session.rate_cents]
    paused = [session.pk for session in present if session.wallet.balance_cents < session.rate_cents]
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            key=session.entry_key(),
            session=session,
            wallet=session.wallet,
            amount_cents=session.rate_cents,
            posted_at=now,
        )
        for session in charged
    )
    with connection.cursor() as cursor:
        wallets, cents = [each.wallet_id for each in charged], [each.rate_cents for each in charged]
        cursor.execute(_WALLETS, [wallets, cents])
        cursor.execute(_SESSIONS, [[each.pk for each in charged]])
        cursor.execute(_PAUSED, [paused])
