"""What the parts of the demo data's loading share: where and when, the demo accounts, and their money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS
from chalicelib.gateways.storage import MediaStorage
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import AlreadyPosted
from chalicelib.wallet.rules import PLATFORM_PROMOTIONS, Kind, Transfer, wallet_of
from infrastructure.local import demo_history, portraits
from infrastructure.local.demo_history import DemoSession
from infrastructure.local.people import ADMIN
from infrastructure.local.portraits import Portrait

ADMIN_JOINED_DAYS_AGO = 720

Say = Callable[[str], None]
Draw = Callable[[Portrait], bytes]


@dataclass(frozen=True)
class Demo:
    """Where and when the demonstration is loaded, and which sessions of the past with it."""

    issuer: str
    storage: MediaStorage
    now_ms: int
    history: tuple[DemoSession, ...] = demo_history.SESSIONS
    draw: Draw = portraits.draw
    say: Say = print

    def account(self, subject: str, name: str, email: str | None, joined_days_ago: int) -> UserProfile:
        """Return the account of a demo character, who joined some days before the first run."""
        return accounts.sign_in(self.issuer, subject, name, email, self.now_ms - joined_days_ago * DAY_MS)

    def admin(self) -> UserProfile:
        """Return the operator's account."""
        return self.account(ADMIN.subject, ADMIN.name, ADMIN.email, ADMIN_JOINED_DAYS_AGO)

    def first_run_ms(self) -> int:
        """Return when the demonstration was first loaded, which a later run that goes on keeps to."""
        return self.admin().created_at_ms + ADMIN_JOINED_DAYS_AGO * DAY_MS


def actor_of(profile: UserProfile) -> Actor:
    """Return a demo character as somebody who is signed in."""
    return Actor(profile.user_id, Role(profile.role), profile.suspended, profile.subject)


def credit(profile: UserProfile, transfer_id: str, credit_cents: int, at_ms: int) -> None:
    """Put money of the platform's promotions into a wallet, once."""
    wallet = wallet_of(profile.user_id)
    transfer = Transfer(
        transfer_id=transfer_id,
        kind=Kind.ADJUSTMENT,
        debit=PLATFORM_PROMOTIONS,
        credit=wallet,
        amount_cents=credit_cents,
        posted_at_ms=at_ms,
        refers_type="adjustment",
        refers_id=profile.user_id,
        reason="Credit for the demonstration",
    )

    def post() -> None:
        posting = ledger.Posting(ledger.load_account(wallet))
        posting.transfer(transfer)
        ledger.commit(posting)

    once(lambda: ledger.retrying(post), AlreadyPosted)


def once(do: Callable[[], object], done_already: type[Exception]) -> None:
    """Do what an interrupted run may have done already."""
    try:
        do()
    except done_already:
        return
