"""Top-ups: beginning a payment at the provider, and asking the provider how it stands."""

from __future__ import annotations

from chalicelib.core import table
from chalicelib.core.clock import HOUR_MS
from chalicelib.core.ids import derived_id
from chalicelib.core.money import CURRENCY, require_cents
from chalicelib.core.runtime import NoticeMaker
from chalicelib.core.table import Put, Update
from chalicelib.gateways.payments import PaymentGateway, PaymentIntent
from chalicelib.wallet.errors import NoSuchTopUp, RequestReused
from chalicelib.wallet.payment_items import TopUp
from chalicelib.wallet.payment_rules import MAX_TOP_UP_CENTS, MIN_TOP_UP_CENTS
from chalicelib.wallet.payments import TOP_UP_PREFIX, apply_facts, facts_of, load_top_up, payment_actions

_CHECKOUT_OPEN_MS = 23 * HOUR_MS
"""How long a payment page stays open. The provider takes at most 24 hours, and the instant must be the same in each
retry, so it counts from the first request."""
_DESCRIPTION = "SoulSeer wallet top-up"


def start_checkout(
    gateway: PaymentGateway,
    *,
    user_id: str,
    request_id: str,
    amount_cents: int,
    return_path: str,
    web_origin: str,
    now_ms: int,
) -> TopUp:
    """Open a payment page for a top-up and return the top-up with its `checkout_url`.

    The item is written first and everything after it is repeatable under the provider's idempotency key, so a crash
    at any point is repaired by the same request, and a payment is never without its top-up.

    Parameters:
        request_id: the caller's idempotency key; the same one gives the same top-up.
        return_path: a path of the web app, to which the payment page returns.

    Raises:
        RequestReused: the request id stands for another amount.
        PaymentProviderFailed, PaymentRefused: see `gateways.payments`.
    """
    top_up = _begin(user_id, request_id, amount_cents, return_path, now_ms)
    if top_up.checkout_id is not None:
        return top_up
    back = f"{web_origin}{top_up.return_path}?top_up={top_up.top_up_id}"
    checkout = gateway.create_checkout(
        top_up_id=top_up.top_up_id,
        amount_cents=amount_cents,
        currency=top_up.currency,
        description=_DESCRIPTION,
        success_url=f"{back}&paid=1",
        cancel_url=f"{back}&paid=0",
        customer_reference=user_id,
        metadata={},
        idempotency_key=top_up.top_up_id,
        expires_at_ms=top_up.created_at_ms + _CHECKOUT_OPEN_MS,
    )
    found = [TopUp.checkout_id.set(checkout.checkout_id)]
    if checkout.url is not None:
        found.append(TopUp.checkout_url.set(checkout.url))
    table.write(Update(top_up, found))
    top_up.checkout_id, top_up.checkout_url = checkout.checkout_id, checkout.url
    return top_up


def start_payment_intent(
    gateway: PaymentGateway, *, user_id: str, request_id: str, amount_cents: int, now_ms: int
) -> tuple[TopUp, PaymentIntent]:
    """Begin a top-up that a mobile app completes itself; raises as `start_checkout`."""
    top_up = _begin(user_id, request_id, amount_cents, None, now_ms)
    if top_up.payment_intent is not None:
        return top_up, gateway.retrieve_payment_intent(top_up.payment_intent)
    intent = gateway.create_payment_intent(
        top_up_id=top_up.top_up_id,
        amount_cents=amount_cents,
        currency=top_up.currency,
        description=_DESCRIPTION,
        customer_reference=user_id,
        metadata={},
        idempotency_key=top_up.top_up_id,
    )
    table.write(Update(top_up, payment_actions(intent.payment_intent)))
    return top_up, intent


def _begin(user_id: str, request_id: str, amount_cents: int, return_path: str | None, now_ms: int) -> TopUp:
    """Return the top-up of this request, written now or by an earlier attempt."""
    if not MIN_TOP_UP_CENTS <= require_cents(amount_cents) <= MAX_TOP_UP_CENTS:
        raise ValueError(f"a top-up is {MIN_TOP_UP_CENTS} to {MAX_TOP_UP_CENTS} cents")
    top_up_id = derived_id(TOP_UP_PREFIX, user_id, request_id)
    pk, sk = TopUp.key(top_up_id=top_up_id)
    top_up = TopUp(
        pk,
        sk,
        top_up_id=top_up_id,
        user_id=user_id,
        amount_cents=amount_cents,
        currency=CURRENCY,
        return_path=return_path,
        created_at_ms=now_ms,
        version=1,
    )
    try:
        table.write(Put(top_up, refused=RequestReused))
    except RequestReused:
        begun = load_top_up(top_up_id)
        if (begun.amount_cents, begun.return_path) != (amount_cents, return_path):
            raise
        return begun
    return top_up


def own_top_up(top_up_id: str, user_id: str) -> TopUp:
    """Return a top-up of this user.

    Raises:
        NoSuchTopUp: there is none, or it is somebody else's.
    """
    top_up = load_top_up(top_up_id)
    if top_up.user_id != user_id:
        raise NoSuchTopUp(top_up_id)
    return top_up


def refresh_top_up(
    gateway: PaymentGateway, top_up_id: str, user_id: str, now_ms: int, notice: NoticeMaker | None = None
) -> TopUp:
    """Ask the provider how a pending top-up stands and post what it says; the webhook may come before or after.

    Parameters:
        notice: how the owner is told of a credit.

    Raises:
        NoSuchTopUp, PaymentMismatch, PaymentProviderFailed: see `apply_facts` and `gateways.payments`.
    """
    top_up = own_top_up(top_up_id, user_id)
    if top_up.paid or top_up.expired:
        return top_up
    subject = None
    if top_up.checkout_id is not None:
        subject = gateway.retrieve_checkout(top_up.checkout_id)
    elif top_up.payment_intent is not None:
        subject = gateway.retrieve_payment_intent(top_up.payment_intent)
    if subject is None:
        return top_up
    apply_facts(
        top_up_id,
        facts_of(subject),
        customer_reference=subject.metadata.get("customer_reference"),
        now_ms=now_ms,
        notice=notice,
    )
    return load_top_up(top_up_id)
