"""Wallets, sessions, and one ledger entry for each charged minute, whose key makes a second charge impossible."""

from __future__ import annotations

from django.db import models


class Wallet(models.Model):
    balance_cents = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(balance_cents__gte=0), name="wallet_not_below_zero")]


class Session(models.Model):
    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ACTIVE)
    rate_cents = models.BigIntegerField()
    charged_minutes = models.IntegerField()
    charged_cents = models.BigIntegerField()
    paid_until = models.DateTimeField()
    both_present_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["paid_until"], condition=models.Q(state="active"), name="active_sessions")]

    def entry_key(self) -> str:
        """What names the next minute's charge."""
        return f"session_{self.pk}_min_{self.charged_minutes + 1}"


class LedgerEntry(models.Model):
    key = models.CharField(max_length=64, unique=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    amount_cents = models.BigIntegerField()
    posted_at = models.DateTimeField()
