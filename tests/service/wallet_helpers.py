"""Shared by the wallet's tests: wallets, top-ups through the fake provider, and its events as values."""

from __future__ import annotations

from typing import Any

from chalicelib.core import table
from chalicelib.core.ids import new_id
from chalicelib.gateways.payments import ProviderEvent
from chalicelib.gateways.stripe_objects import subject_from
from chalicelib.notifications.service import notice_of_kind
from chalicelib.wallet import ledger, service
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.payment_items import TopUp
from chalicelib.wallet.rules import Kind, Transfer, wallet_of
from tests.conftest import START_MS
from tests.fakes.payments import FakePayments
from tests.fakes.provider_store import ProviderStore
from tests.service.people import make_account

WEB_ORIGIN = "https://soulseer.example"


class UniqueStore(ProviderStore):
    """Counts ids from a prefix of its own, so that the tests of one table never share a provider id."""

    def __init__(self) -> None:
        super().__init__(lambda: START_MS)
        self._own = new_id("st", START_MS)[3:]

    def _id(self, prefix: str) -> str:
        return f"{super()._id(prefix)}{self._own}"


def provider() -> FakePayments:
    return FakePayments(lambda: START_MS, UniqueStore())


def new_wallet() -> str:
    """Open an empty wallet and return its owner, who has an account."""
    user_id = new_id("usr", START_MS)
    make_account(user_id)
    table.write(service.open_wallet(user_id))
    return user_id


def new_earnings() -> str:
    reader_id = new_id("usr", START_MS)
    table.write(service.open_earnings(reader_id))
    return reader_id


def begin(gateway: FakePayments, user_id: str, amount_cents: int = 5_000, request_id: str | None = None) -> TopUp:
    return service.start_checkout(
        gateway,
        user_id=user_id,
        request_id=request_id or new_id("key", START_MS),
        amount_cents=amount_cents,
        return_path="/wallet",
        web_origin=WEB_ORIGIN,
        now_ms=START_MS,
    )


def pay(gateway: FakePayments, top_up: TopUp) -> dict[str, Any]:
    """The client pays on the provider's page; returns the charge."""
    assert top_up.checkout_id is not None
    session = gateway.store.pay(top_up.checkout_id)
    intent = gateway.store.retrieve("payment_intent", session["payment_intent"])
    return gateway.store.retrieve("charge", intent["latest_charge"])


def funded(gateway: FakePayments, amount_cents: int = 5_000) -> tuple[str, TopUp, dict[str, Any]]:
    """A wallet with one paid and credited top-up: its owner, the top-up, the charge."""
    user_id = new_wallet()
    top_up = begin(gateway, user_id, amount_cents)
    charge = pay(gateway, top_up)
    deliver(gateway, *events_of(gateway, "checkout.session.completed"))
    return user_id, service.own_top_up(top_up.top_up_id, user_id), charge


def events_of(gateway: FakePayments, *types: str) -> list[ProviderEvent]:
    return [to_event(raw) for raw in gateway.store.events if not types or raw["type"] in types]


def to_event(raw: dict[str, Any]) -> ProviderEvent:
    return ProviderEvent(
        event_id=raw["id"],
        type=raw["type"],
        created_at_ms=raw["created"] * 1_000,
        livemode=raw["livemode"],
        account=None,
        object=raw["data"]["object"],
        subject=subject_from(raw["type"], raw["data"]["object"]),
    )


def deliver(gateway: FakePayments, *events: ProviderEvent, now_ms: int = START_MS) -> list[str]:
    return [service.handle_event(event, gateway, now_ms, notice_of_kind) for event in events]


def balance(user_id: str) -> int:
    return ledger.load_account(wallet_of(user_id)).balance_cents


def amounts(user_id: str) -> list[int]:
    """The signed amounts of a wallet's statement, oldest first."""
    return [entry.amount_cents for entry in reversed(service.wallet_entries(user_id, limit=100).entries)]


def spend(user_id: str, amount_cents: int) -> None:
    """Spend from a wallet on a gift that is shared at once."""
    gift_id = new_id("gft", START_MS)
    reader_id = new_earnings()

    def decide() -> None:
        posting = Posting(*ledger.load_accounts(wallet_of(user_id), f"earnings:{reader_id}"))
        gift_gives(posting, gift_id, wallet_of(user_id), f"earnings:{reader_id}", amount_cents)
        ledger.commit(posting)

    ledger.retrying(decide)


def gift_gives(posting: Posting, gift_id: str, wallet: str, earnings: str, amount_cents: int) -> None:
    clearing = f"gift:{gift_id}"
    reader_cents = amount_cents * 70 // 100

    def move(name: str, kind: Kind, debit: str, credit: str, cents: int) -> None:
        if cents:
            posting.transfer(Transfer(name, kind, debit, credit, cents, START_MS, "gift", gift_id))

    move(f"gift_{gift_id}", Kind.GIFT, wallet, clearing, amount_cents)
    move(f"gift_{gift_id}_share", Kind.GIFT, clearing, earnings, reader_cents)
    move(f"gift_{gift_id}_cut", Kind.COMMISSION, clearing, "platform:revenue", amount_cents - reader_cents)


def world(*refers: str) -> dict[str, int]:
    """What the transfers under the given home accounts moved on accounts that store no balance."""
    sums: dict[str, int] = {}
    for home in refers:
        for item in table.query(TransferItem, f"ACCOUNT#{home}", limit=1_000, consistent=True).items:
            for name, sign in ((item.debit, -1), (item.credit, 1)):
                sums[name] = sums.get(name, 0) + sign * item.amount_cents
    return sums
