"""Refunds of unspent money to the card, begun here: debit first, then the provider, then done, or given back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chalicelib.core import audit, due, table
from chalicelib.core.clock import MINUTE_MS
from chalicelib.core.ids import derived_id
from chalicelib.core.observability import logger
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import Put, Update
from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from chalicelib.gateways.payments import PaymentGateway, Refund
from chalicelib.wallet import ledger
from chalicelib.wallet.errors import AccountFrozen, RefundTooLarge, RequestReused, TopUpNotPaid
from chalicelib.wallet.items import Account
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.payment_items import CardRefund, TopUp
from chalicelib.wallet.payment_rules import release_reservation, unspent_cents
from chalicelib.wallet.payments import load_top_up, outside_refund, state_update
from chalicelib.wallet.rules import STRIPE_CLEARING, Kind, Transfer, wallet_of

RESERVED = "reserved"
SENT = "sent"
REFUSED = "refused"
FINISH_AFTER_MS = 10 * MINUTE_MS
"""A refund that was begun so long ago lost its process, which has half a minute."""
_ENTRIES_A_LOOK = 100
_MAX_ENTRIES = 2_000
"""Money that came before so many entries of the statement is held to be spent; 250 read units at the most."""
_KEY_IN_USE = "idempotency_key_in_use"
"""The provider is still busy with an earlier attempt of the same refund."""
_FAILED = frozenset({"failed", "canceled"})


def refund_to_card(
    gateway: PaymentGateway,
    *,
    top_up_id: str,
    amount_cents: int,
    reason: str,
    actor_id: str,
    request_id: str,
    now_ms: int,
) -> CardRefund:
    """Give unspent money of a top-up back to the card it came from.

    The wallet is debited before the provider is asked, so that the money cannot be spent meanwhile. After a failure
    of unknown outcome the same request goes on where it stopped: it first looks whether the provider has the refund.
    Nobody has to: what is left so is finished by due work.

    Raises:
        NoSuchTopUp, TopUpNotPaid, AccountFrozen, RefundTooLarge: nothing was done.
        RequestReused: the request id stands for another refund.
        PaymentRefused: the provider said no; the wallet has its money back.
        PaymentProviderFailed: not known; make the same request again.
    """
    refund_id = derived_id("rfd", top_up_id, actor_id, request_id)
    top_up = load_top_up(top_up_id)
    refund = table.load(CardRefund, CardRefund.key(top_up_id=top_up_id, refund_id=refund_id))
    begun_before = refund is not None
    if refund is None:
        refund = _reserve(top_up_id, refund_id, amount_cents, reason, actor_id, now_ms)
    if (refund.amount_cents, refund.reason) != (amount_cents, reason):
        raise RequestReused(refund_id)
    if refund.state == SENT:
        return refund
    if refund.state == REFUSED:
        raise PaymentRefused("refund_refused_before")
    if begun_before and not _claimed(refund, now_ms):
        raise PaymentProviderFailed("refund_in_flight")
    _send(gateway, top_up, refund, now_ms, look_first=begun_before)
    return refund


def finish(refund: CardRefund, as_of_ms: int, runtime: Runtime) -> None:
    """Go on with a refund whose request did not live to say how it ended (`areas.DUE`).

    While the provider does not answer, it is tried again every `FINISH_AFTER_MS`.
    """
    if refund.state != RESERVED or not _claimed(refund, as_of_ms):
        return
    try:
        _send(runtime.gateways.payments, load_top_up(refund.top_up_id), refund, as_of_ms, look_first=True)
    except PaymentRefused:
        return
    except PaymentProviderFailed:
        extra = {"refund_id": refund.refund_id, "top_up_id": refund.top_up_id}
        logger.warning("a refund to the card is not finished yet", extra=extra)


def _claimed(refund: CardRefund, now_ms: int) -> bool:
    """Take over a refund that was begun; tells whether nobody else did since it was read. So one goes on at a time."""
    known_ms = refund.due_at_ms
    as_read = CardRefund.due_at_ms.does_not_exist() if known_ms is None else CardRefund.due_at_ms == known_ms
    next_ms = max(now_ms, known_ms or 0) + FINISH_AFTER_MS
    try:
        still_reserved = (CardRefund.state == RESERVED) & as_read
        table.write(Update(refund, due.actions(refund, next_ms), still_reserved, refused=_Taken))
    except _Taken:
        return False
    refund.due_at_ms = next_ms
    return True


def _send(gateway: PaymentGateway, top_up: TopUp, refund: CardRefund, now_ms: int, *, look_first: bool) -> None:
    """Ask the provider, and write down what it says; `refund` then shows it.

    Parameters:
        look_first: whether the provider may have the refund already.

    Raises:
        PaymentRefused: the provider said no; the wallet has its money back.
        PaymentProviderFailed: not known.
    """
    try:
        sent = _find_sent(gateway, top_up, refund.refund_id) if look_first else None
        if sent is None:
            sent = gateway.create_refund(
                payment_intent=top_up.payment_intent or "",
                amount_cents=refund.amount_cents,
                idempotency_key=refund.refund_id,
                metadata={"top_up_id": top_up.top_up_id, "refund_id": refund.refund_id},
            )
        if sent.status in _FAILED:
            raise PaymentRefused("refund_failed")
    except PaymentRefused as refusal:
        if refusal.provider_code == _KEY_IN_USE:
            raise PaymentProviderFailed("refund_in_flight") from None
        _give_back(refund, now_ms)
        raise
    news = [CardRefund.state.set(SENT), CardRefund.provider_refund_id.set(sent.refund_id)]
    table.write(Update(refund, [*news, *due.actions(refund, None)]))
    refund.state, refund.provider_refund_id, refund.due_at_ms = SENT, sent.refund_id, None


def _reserve(top_up_id: str, refund_id: str, amount_cents: int, reason: str, actor_id: str, now_ms: int) -> CardRefund:
    pk, sk = CardRefund.key(top_up_id=top_up_id, refund_id=refund_id)

    def decide() -> CardRefund:
        top_up = load_top_up(top_up_id)
        if not top_up.paid:
            raise TopUpNotPaid(top_up_id)
        wallet = ledger.load_account(wallet_of(top_up.user_id))
        if wallet.is_frozen:
            raise AccountFrozen(wallet.account)
        unspent = next((each.unspent_cents for each in _unspent_of(wallet) if each.top_up.pk == top_up.pk), 0)
        if amount_cents > unspent:
            raise RefundTooLarge(unspent)
        refund = CardRefund(
            pk,
            sk,
            refund_id=refund_id,
            top_up_id=top_up_id,
            amount_cents=amount_cents,
            reason=reason,
            actor_id=actor_id,
            created_at_ms=now_ms,
            state=RESERVED,
            **due.at((pk, sk), now_ms + FINISH_AFTER_MS),
        )
        reserved = replace(top_up.state, reserved_cents=top_up.reserved_cents + amount_cents)
        posting = Posting(wallet)
        posting.transfer(
            Transfer(
                f"refund_{refund_id}",
                Kind.REFUND,
                wallet.account,
                STRIPE_CLEARING,
                amount_cents,
                now_ms,
                "top_up",
                top_up_id,
                reason=reason,
            )
        )
        # Another attempt of the same request has put the item: it goes on there, this one is told to read again.
        ledger.commit(
            posting,
            audit.record(
                actor_id=actor_id,
                action="top_up_refunded",
                target_type="top_up",
                target_id=top_up_id,
                before={"refunded_cents": top_up.state.refunded_cents},
                after={"refunded_cents": reserved.refunded_cents},
                reason=reason,
                now_ms=now_ms,
            ),
            before=[Put(refund, refused=RequestReused), state_update(top_up, reserved, now_ms)],
        )
        return refund

    try:
        return ledger.retrying(decide)
    except RequestReused:
        begun = table.load(CardRefund, (pk, sk))
        if begun is None:
            raise
        return begun


@dataclass(frozen=True)
class Unspent:
    """A top-up of which `unspent_cents` are still in the wallet, and can go back to the card."""

    top_up: TopUp
    unspent_cents: int


def unspent_top_ups(user_id: str) -> list[Unspent]:
    """Return what of a wallet's top-ups is unspent, the last credited first; none while the wallet is frozen."""
    wallet = ledger.load_account(wallet_of(user_id))
    return [] if wallet.is_frozen else list(_unspent_of(wallet))


def _unspent_of(wallet: Account) -> Iterator[Unspent]:
    """Yield the top-ups that a wallet's balance is made of.

    The oldest money is spent first, so it is the latest top-ups that are still there, by the order in which the
    statement has them.
    """
    newer_net_cents: list[int] = []
    for top_up in _credited(wallet):
        cents = unspent_cents(wallet.balance_cents, top_up.state.net_cents, newer_net_cents)
        if cents:
            yield Unspent(top_up, cents)
        newer_net_cents.append(top_up.state.net_cents)
        if sum(newer_net_cents) >= wallet.balance_cents:
            return


def _credited(wallet: Account) -> Iterator[TopUp]:
    """Yield the top-ups on a wallet's statement, the latest first, strongly consistent: no index lacks one."""
    last_seq = wallet.last_seq
    while last_seq > max(0, wallet.last_seq - _MAX_ENTRIES):
        first_seq = max(1, last_seq - _ENTRIES_A_LOOK + 1)
        entries = ledger.entries_between(wallet.account, first_seq, last_seq)
        keys = [TopUp.key(top_up_id=each.refers_id) for each in entries if each.transfer_kind == Kind.TOP_UP]
        found = table.load_many(keys)
        yield from (top_up for key in reversed(keys) if isinstance(top_up := found.get(key), TopUp))
        last_seq = first_seq - 1


def _find_sent(gateway: PaymentGateway, top_up: TopUp, refund_id: str) -> Refund | None:
    """The refund as the provider has it, if an earlier attempt reached it. Its idempotency keys lapse after a day."""
    charge_id = gateway.retrieve_payment_intent(top_up.payment_intent or "").charge_id
    if charge_id is None:
        raise PaymentProviderFailed("paid_without_charge")
    for refund in gateway.list_refunds(charge_id):
        if refund.metadata.get("refund_id") == refund_id:
            return refund
    return None


def _give_back(refund: CardRefund, now_ms: int) -> None:
    """Return a reserved amount to the wallet, once."""

    def decide() -> None:
        top_up = load_top_up(refund.top_up_id)
        move = release_reservation(top_up.state, refund.amount_cents)
        posting = Posting(ledger.load_account(wallet_of(top_up.user_id)))
        posting.transfer(
            Transfer(
                f"refund_{refund.refund_id}_returned",
                Kind.REFUND,
                STRIPE_CLEARING,
                wallet_of(top_up.user_id),
                refund.amount_cents,
                now_ms,
                "top_up",
                top_up.top_up_id,
            )
        )
        if move.refund_cents and top_up.charge_id is not None:
            posting.transfer(outside_refund(top_up, move.state, move.refund_cents, top_up.charge_id, now_ms))
        ledger.commit(
            posting,
            before=[
                Update(
                    refund,
                    [CardRefund.state.set(REFUSED), *due.actions(refund, None)],
                    CardRefund.state == RESERVED,
                    refused=_GivenBack,
                ),
                state_update(top_up, move.state, now_ms),
            ],
        )

    try:
        ledger.retrying(decide)
    except _GivenBack:
        return


class _Taken(Exception):
    """Somebody else goes on with this refund, or has finished it."""


class _GivenBack(Exception):
    """The reservation was returned, or used, by another attempt."""
