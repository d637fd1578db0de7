"""The idiomatic loop: a transaction for each session, its row locked, the wallet debited by an F() update."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from billing.models import LedgerEntry, Session, Wallet

MINUTE = timedelta(minutes=1)


def tick(now: datetime, first: int, last: int) -> None:
    """Bring those sessions up to date that are due, of the keys that are this worker's."""
    due = Session.objects.filter(state=Session.State.ACTIVE, paid_until__lte=now, pk__range=(first, last))
    for key in due.order_by("pk").values_list("pk", flat=True):
        bring_up_to_date(key, now)


def bring_up_to_date(key: int, now: datetime) -> None:
    """Charge what is due of one session, or pause it."""
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=key)
        while session.state == Session.State.ACTIVE and session.paid_until <= min(now, session.both_present_at):
            enough = Wallet.objects.filter(pk=session.wallet_id, balance_cents__gte=session.rate_cents)
            if not enough.update(balance_cents=F("balance_cents") - session.rate_cents):
                session.state = Session.State.PAUSED
                break
            LedgerEntry.objects.create(
                key=session.entry_key(),
                session=session,
                wallet_id=session.wallet_id,
                amount_cents=session.rate_cents,
                posted_at=now,
            )
            session.charged_minutes += 1
            session.charged_cents += session.rate_cents
            session.paid_until += MINUTE
        session.save(update_fields=["state", "charged_minutes", "charged_cents", "paid_until"])
