"""The API of wallets, earnings, top-ups, the payment provider's webhook and the ledger's audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

import msgspec
from aws_lambda_powertools.metrics import MetricUnit
from msgspec import Meta

from chalicelib.core import observability
from chalicelib.core.api import ADMIN, ANY, CLIENT, OPERATIONS, PUBLIC, READER, Answer, Request
from chalicelib.core.errors import (
    Conflict,
    IdempotencyKeyReused,
    InvalidCursor,
    NotFound,
    ValidationFailed,
    WebhookRejected,
)
from chalicelib.core.money import CURRENCY
from chalicelib.core.rate import RateLimit
from chalicelib.core.text import valid
from chalicelib.core.wire import Body, Id, Page, PageQuery, Query, Timestamp, View, timestamp
from chalicelib.core.zones import check_time_zone, day_ends_at_ms, day_starts_at_ms
from chalicelib.gateways import stripe_webhooks
from chalicelib.gateways.errors import PaymentProviderFailed, PaymentRefused
from chalicelib.gateways.payments import PaymentGateway
from chalicelib.gateways.webhooks import MAX_BODY_BYTES
from chalicelib.wallet import ledger_check, service
from chalicelib.wallet.audit import Report
from chalicelib.wallet.errors import (
    AccountFrozen,
    NoSuchTopUp,
    PaymentContradicted,
    RefundTooLarge,
    RequestReused,
    StatementTooLong,
    TopUpNotPaid,
    WalletFrozen,
)
from chalicelib.wallet.payment_items import TopUp
from chalicelib.wallet.payment_rules import MAX_TOP_UP_CENTS, MIN_TOP_UP_CENTS, PaymentMismatch, TopUpStatus
from chalicelib.wallet.provider_events import NEEDS_A_PERSON
from chalicelib.wallet.rules import Kind

operation = OPERATIONS.operation
_TAGS = ("wallet",)
_EARNINGS = ("earnings",)
_ADMIN = ("admin",)
_PAYMENTS_RATE = RateLimit(10, 60)
_FILES_RATE = RateLimit(10, 60)

TimeZone = Annotated[str, Meta(max_length=64, examples=["Europe/Lisbon"])]
TopUpCents = Annotated[int, Meta(ge=MIN_TOP_UP_CENTS, le=MAX_TOP_UP_CENTS)]
ReturnPath = Annotated[str, Meta(pattern=r"^(/[A-Za-z0-9_-]+)+$(?!\n)", max_length=200, examples=["/wallet"])]


class WalletView(View):
    """A wallet as it stands now. A frozen one may be topped up, but not spent from."""

    balance_cents: int
    currency: str
    frozen: bool
    live_session_id: Id | None


class RefersTo(View):
    """What an entry is about."""

    type: str
    id: str


class EntryView(View):
    """One line of a statement; `amount_cents` is negative when money left the account."""

    transfer_id: str
    kind: Kind
    amount_cents: int
    balance_after_cents: int
    currency: str
    occurred_at: Timestamp
    description: str
    refers_to: RefersTo | None


class EntriesQuery(PageQuery):
    """A page of a statement: of one kind of entries, of days in a time zone, both included, when they are given."""

    kind: Kind | None = None
    from_: date | None = msgspec.field(name="from", default=None)
    to: date | None = None
    time_zone: TimeZone = "UTC"


class StatementQuery(Query):
    """What of the statement: one kind, days in a time zone, both included; all kinds, from the first, to the last
    when absent."""

    kind: Kind | None = None
    from_: date | None = msgspec.field(name="from", default=None)
    to: date | None = None
    time_zone: TimeZone = "UTC"


class StartTopUp(Body):
    """How much to top up, and where in the web app the payment page returns to."""

    amount_cents: TopUpCents
    return_path: ReturnPath


class StartPaymentIntent(Body):
    """How much to top up from a mobile app."""

    amount_cents: TopUpCents


class TopUpView(View):
    """A top-up. While it is pending it is paid at `checkout_url`; `balance_cents` is the wallet's balance now."""

    top_up_id: Id
    status: TopUpStatus
    amount_cents: int
    currency: str
    checkout_url: str | None
    created_at: Timestamp
    balance_cents: int


class PaymentIntentView(View):
    """A top-up that a mobile app completes with `client_secret`."""

    top_up: TopUpView
    client_secret: str | None


class EarningsView(View):
    """A reader's earnings: what is pending, and what may be paid out now (nothing while frozen)."""

    balance_cents: int
    pending_cents: int
    payable_cents: int
    currency: str
    frozen: bool


class Received(View):
    """The notice was taken."""

    received: bool


class RefundTopUp(Body):
    """How much unspent money to give back to the card, and why."""

    amount_cents: Annotated[int, Meta(ge=1, le=MAX_TOP_UP_CENTS)]
    reason: Annotated[str, Meta(min_length=3, max_length=500)]


class CardRefundView(View):
    """A refund to the card that the payment provider took."""

    refund_id: Id
    top_up: TopUpView
    amount_cents: int
    currency: str


class UnspentTopUp(View):
    """A top-up of which so much is still in the wallet."""

    top_up_id: Id
    amount_cents: int
    unspent_cents: int
    currency: str
    created_at: Timestamp


class UnspentTopUps(View):
    """What is left of top-ups, newest first. The oldest money is spent first."""

    items: list[UnspentTopUp]


class ReturnMoney(Body):
    """How much unspent money is to go back to the card."""

    amount_cents: Annotated[int, Meta(ge=1, le=MAX_TOP_UP_CENTS)]


class ViolationView(View):
    """One break of an invariant of the ledger."""

    invariant: str
    subject: str
    detail: str


class LedgerCheckView(View):
    """What an audit of the whole ledger found. `totals` are cents by account; at most 200 violations are listed."""

    started_at: Timestamp
    finished_at: Timestamp
    counts: dict[str, int]
    totals: dict[str, int]
    violation_count: int
    violations: list[ViolationView]
    payouts_stopped: bool


def _payments(request: Request[Any, Any]) -> PaymentGateway:
    gateway: PaymentGateway = request.runtime.gateways.payments
    return gateway


@contextmanager
def _told() -> Iterator[None]:
    """Say the wallet's refusals in the words of the API."""
    try:
        yield
    except NoSuchTopUp as error:
        raise NotFound from error
    except RequestReused as error:
        raise IdempotencyKeyReused from error
    except TopUpNotPaid as error:
        raise Conflict("This top-up was not paid.") from error
    except AccountFrozen as error:
        raise WalletFrozen from error
    except RefundTooLarge as error:
        raise ValidationFailed(
            f"{error.unspent_cents} cents of this top-up are unspent.", field="amount_cents"
        ) from error
    except StatementTooLong as error:
        raise ValidationFailed("Choose a shorter period.", field="from") from error


# --- wallet -------------------------------------------------------------------------------------------------------


@operation(
    "GET",
    "/v1/wallet",
    roles=ANY,
    allow_suspended=True,
    returns=WalletView,
    etag=True,
    tags=_TAGS,
    summary="The caller's wallet",
)
def get_wallet(request: Request) -> WalletView:
    """Every account has one, whatever it became: what is left from when it was a client's can go back to the card."""
    wallet = service.wallet_of_user(request.actor.user_id)
    return WalletView(wallet.balance_cents, CURRENCY, wallet.frozen, wallet.live_session_id)


@operation(
    "GET",
    "/v1/wallet/entries",
    roles=ANY,
    allow_suspended=True,
    query=EntriesQuery,
    returns=Page[EntryView],
    tags=_TAGS,
    summary="The wallet's statement, newest first",
)
def list_wallet_entries(request: Request[None, EntriesQuery]) -> Page[EntryView]:
    """With `kind` or days, a page may be short, even empty, and still have a next one."""
    page = service.wallet_entries(
        request.actor.user_id, limit=request.query.limit, before_seq=_before(request), only=_filter(request.query)
    )
    return _entry_page(request, page)


@operation(
    "GET",
    "/v1/wallet/statement.csv",
    roles=ANY,
    allow_suspended=True,
    query=StatementQuery,
    returns=str,
    produces="text/csv; charset=utf-8",
    rate=_FILES_RATE,
    tags=_TAGS,
    summary="The wallet's statement as a file, oldest first",
)
def get_wallet_statement(request: Request[None, StatementQuery]) -> Answer[str]:
    only = _filter(request.query)
    with _told():
        text = service.wallet_statement_csv(request.actor.user_id, only)
    return _file(text, "soulseer-wallet.csv")


def _before(request: Request[None, EntriesQuery]) -> int | None:
    start = request.decode_cursor(request.query.cursor)
    if start is None:
        return None
    before = start.get("before")
    if type(before) is not int or {**start, "before": 0} != _position(request.query, 0):
        raise InvalidCursor
    return before


def _position(query: EntriesQuery, before_seq: int) -> dict[str, Any]:
    """Where the next page starts, with the filter that it is a page of."""
    days = [None if day is None else day.isoformat() for day in (query.from_, query.to)]
    return {"before": before_seq, "kind": query.kind, "days": days, "time_zone": query.time_zone}


def _entry_page(request: Request[None, EntriesQuery], page: service.EntryPage) -> Page[EntryView]:
    next_key = None
    if page.next_before_seq is not None:
        next_key = _position(request.query, page.next_before_seq)
    return Page([_entry(entry) for entry in page.entries], request.encode_cursor(next_key))


def _entry(entry: service.Entry) -> EntryView:
    return EntryView(
        transfer_id=entry.transfer_id,
        kind=entry.kind,
        amount_cents=entry.amount_cents,
        balance_after_cents=entry.balance_after_cents,
        currency=entry.currency,
        occurred_at=timestamp(entry.posted_at_ms),
        description=entry.description,
        refers_to=RefersTo(entry.refers_type, entry.refers_id),
    )


def _filter(query: EntriesQuery | StatementQuery) -> service.Filter:
    zone = valid("time_zone", check_time_zone, query.time_zone)
    if query.from_ is not None and query.to is not None and query.from_ > query.to:
        raise ValidationFailed("The first day is after the last.", field="from")
    from_ms = None if query.from_ is None else day_starts_at_ms(query.from_, zone)
    to_ms = None if query.to is None else valid("to", lambda day: day_ends_at_ms(day, zone), query.to)
    return service.Filter(query.kind, from_ms, to_ms)


def _file(text: str, name: str) -> Answer[str]:
    return Answer(text, {"Content-Disposition": f'attachment; filename="{name}"'})


# --- top-ups --------------------------------------------------------------------------------------------------------


@operation(
    "POST",
    "/v1/wallet/top-ups",
    roles={CLIENT},
    body=StartTopUp,
    returns=TopUpView,
    status=201,
    idempotent=True,
    rate=_PAYMENTS_RATE,
    errors=(PaymentProviderFailed,),
    tags=_TAGS,
    summary="Begin a top-up; it is paid at `checkout_url`",
)
def start_top_up(request: Request[StartTopUp]) -> TopUpView:
    with _told():
        try:
            top_up = service.start_checkout(
                _payments(request),
                user_id=request.actor.user_id,
                request_id=request.idempotency_id,
                amount_cents=request.body.amount_cents,
                return_path=request.body.return_path,
                web_origin=request.runtime.settings.web_origin,
                now_ms=request.now_ms,
            )
        except PaymentRefused as error:
            raise PaymentProviderFailed(error.reason) from error
    return _top_up(top_up)


@operation(
    "POST",
    "/v1/wallet/payment-intents",
    roles={CLIENT},
    body=StartPaymentIntent,
    returns=PaymentIntentView,
    status=201,
    idempotent=True,
    rate=_PAYMENTS_RATE,
    errors=(PaymentProviderFailed,),
    tags=_TAGS,
    summary="Begin a top-up that a mobile app completes",
)
def start_payment_intent(request: Request[StartPaymentIntent]) -> PaymentIntentView:
    with _told():
        try:
            top_up, intent = service.start_payment_intent(
                _payments(request),
                user_id=request.actor.user_id,
                request_id=request.idempotency_id,
                amount_cents=request.body.amount_cents,
                now_ms=request.now_ms,
            )
        except PaymentRefused as error:
            raise PaymentProviderFailed(error.reason) from error
    return PaymentIntentView(_top_up(top_up), intent.client_secret)


@operation(
    "GET",
    "/v1/wallet/top-ups/{top_up_id}",
    roles=ANY,
    allow_suspended=True,
    returns=TopUpView,
    tags=_TAGS,
    summary="A top-up",
)
def get_top_up(request: Request) -> TopUpView:
    with _told():
        return _top_up(service.own_top_up(request.path["top_up_id"], request.actor.user_id))


@operation(
    "POST",
    "/v1/wallet/top-ups/{top_up_id}/refresh",
    roles={CLIENT},
    returns=TopUpView,
    errors=(PaymentProviderFailed,),
    tags=_TAGS,
    summary="Ask the payment provider how a top-up stands, and credit it when it is paid",
)
def refresh_top_up(request: Request) -> TopUpView:
    """The page to which the payment page returns calls this. The provider's webhook may come before or after."""
    with _told():
        try:
            top_up = service.refresh_top_up(
                _payments(request),
                request.path["top_up_id"],
                request.actor.user_id,
                request.now_ms,
                request.runtime.notice,
            )
        except PaymentRefused as error:
            raise PaymentProviderFailed(error.reason) from error
    return _top_up(top_up)


def _top_up(top_up: TopUp) -> TopUpView:
    status = top_up.state.status
    return TopUpView(
        top_up_id=top_up.top_up_id,
        status=status,
        amount_cents=top_up.amount_cents,
        currency=top_up.currency,
        checkout_url=top_up.checkout_url if status is TopUpStatus.PENDING else None,
        created_at=timestamp(top_up.created_at_ms),
        balance_cents=service.wallet_of_user(top_up.user_id).balance_cents,
    )


# --- money left with somebody who is no client any more -------------------------------------------------------------


@operation(
    "GET",
    "/v1/wallet/unspent",
    roles=ANY,
    allow_suspended=True,
    returns=UnspentTopUps,
    tags=_TAGS,
    summary="What is left of the caller's top-ups, and can go back to the card",
)
def list_unspent_top_ups(request: Request) -> UnspentTopUps:
    """Who is no client any more can return it. Nothing while the wallet is frozen."""
    found = service.unspent_top_ups(request.actor.user_id)
    return UnspentTopUps(
        [
            UnspentTopUp(
                top_up_id=each.top_up.top_up_id,
                amount_cents=each.top_up.amount_cents,
                unspent_cents=each.unspent_cents,
                currency=each.top_up.currency,
                created_at=timestamp(each.top_up.created_at_ms),
            )
            for each in found
        ]
    )


@operation(
    "POST",
    "/v1/wallet/top-ups/{top_up_id}/return",
    roles={READER, ADMIN},
    body=ReturnMoney,
    returns=CardRefundView,
    status=201,
    idempotent=True,
    rate=_PAYMENTS_RATE,
    errors=(Conflict, WalletFrozen, PaymentProviderFailed),
    tags=_TAGS,
    summary="Give unspent money of one's own top-up back to the card it came from",
)
def return_top_up(request: Request[ReturnMoney]) -> CardRefundView:
    """For who became a reader or admin, and cannot spend what is left from when they were a client.

    After `payment_provider_failed` the outcome is unknown: send the same request again."""
    with _told():
        service.own_top_up(request.path["top_up_id"], request.actor.user_id)
    return _refunded(request, request.body.amount_cents, "Returned to your card at your wish")


# --- earnings -------------------------------------------------------------------------------------------------------


@operation(
    "GET",
    "/v1/earnings",
    roles=ANY,
    allow_suspended=True,
    returns=EarningsView,
    etag=True,
    tags=_EARNINGS,
    summary="What the caller has earned, and how much is payable",
)
def get_earnings(request: Request) -> EarningsView:
    """Who is no reader any more still has what they earned; who never was one has nothing."""
    earnings = service.earnings_of_reader(request.actor.user_id, request.now_ms)
    return EarningsView(
        earnings.balance_cents, earnings.pending_cents, earnings.payable_cents, CURRENCY, earnings.frozen
    )


@operation(
    "GET",
    "/v1/earnings/entries",
    roles=ANY,
    allow_suspended=True,
    query=EntriesQuery,
    returns=Page[EntryView],
    tags=_EARNINGS,
    summary="The statement of the caller's earnings, newest first",
)
def list_earnings_entries(request: Request[None, EntriesQuery]) -> Page[EntryView]:
    """With `kind` or days, a page may be short, even empty, and still have a next one."""
    page = service.earnings_entries(
        request.actor.user_id, limit=request.query.limit, before_seq=_before(request), only=_filter(request.query)
    )
    return _entry_page(request, page)


@operation(
    "GET",
    "/v1/earnings/statement.csv",
    roles=ANY,
    allow_suspended=True,
    query=StatementQuery,
    returns=str,
    produces="text/csv; charset=utf-8",
    rate=_FILES_RATE,
    tags=_EARNINGS,
    summary="The statement of the caller's earnings as a file, oldest first",
)
def get_earnings_statement(request: Request[None, StatementQuery]) -> Answer[str]:
    only = _filter(request.query)
    with _told():
        text = service.earnings_statement_csv(request.actor.user_id, only)
    return _file(text, "soulseer-earnings.csv")


# --- the payment provider ------------------------------------------------------------------------------------------


@operation(
    "POST",
    "/v1/webhooks/stripe",
    roles=PUBLIC,
    raw_body=True,
    max_body_bytes=MAX_BODY_BYTES,
    returns=Received,
    errors=(WebhookRejected, PaymentContradicted, PaymentProviderFailed),
    tags=("webhooks",),
    summary="An event of the payment provider, signed",
)
def receive_stripe_event(request: Request) -> Received:
    """Answers 200 only when the event is recorded with its effect; anything else makes the provider repeat it."""
    # Two secrets, separated by a comma, while one is being replaced by the other.
    secrets = request.runtime.settings.secret("stripe_webhook_secret").split(",")
    signature = request.headers.get(stripe_webhooks.SIGNATURE_HEADER)
    try:
        event = stripe_webhooks.receive_event(request.raw_body, signature, secrets, request.now_ms)
    except WebhookRejected:
        observability.metrics.add_metric("RejectedWebhooks", MetricUnit.Count, 1)
        raise
    extra = {"event_id": event.event_id, "event_type": event.type}
    try:
        outcome = service.handle_event(event, _payments(request), request.now_ms, request.runtime.notice)
    except (NoSuchTopUp, PaymentMismatch, PaymentRefused) as error:
        observability.logger.error("a payment contradicts its top-up", extra=extra)
        observability.metrics.add_metric("PaymentsNeedingAPerson", MetricUnit.Count, 1)
        raise PaymentContradicted from error
    if outcome == NEEDS_A_PERSON:
        observability.logger.error("a payment needs a person", extra=extra)
        observability.metrics.add_metric("PaymentsNeedingAPerson", MetricUnit.Count, 1)
    observability.logger.info("provider event", extra=extra | {"outcome": outcome})
    return Received(True)


@operation(
    "POST",
    "/v1/admin/top-ups/{top_up_id}/refund",
    roles={ADMIN},
    body=RefundTopUp,
    returns=CardRefundView,
    status=201,
    idempotent=True,
    errors=(Conflict, WalletFrozen, PaymentProviderFailed),
    tags=_ADMIN,
    summary="Give unspent money of a top-up back to the card",
)
def refund_top_up(request: Request[RefundTopUp]) -> CardRefundView:
    """Never more than is unspent of it; the oldest money is spent first.

    After `payment_provider_failed` the outcome is unknown: send the same request again."""
    return _refunded(request, request.body.amount_cents, request.body.reason)


def _refunded(request: Request[Any], amount_cents: int, reason: str) -> CardRefundView:
    top_up_id = request.path["top_up_id"]
    with _told():
        try:
            refund = service.refund_to_card(
                _payments(request),
                top_up_id=top_up_id,
                amount_cents=amount_cents,
                reason=reason,
                actor_id=request.actor.user_id,
                request_id=request.idempotency_id,
                now_ms=request.now_ms,
            )
        except PaymentRefused as error:
            raise Conflict("The payment provider refused the refund. The wallet has its money back.") from error
        top_up = service.any_top_up(top_up_id)
    return CardRefundView(refund.refund_id, _top_up(top_up), refund.amount_cents, top_up.currency)


# --- the audit ----------------------------------------------------------------------------------------------------


@operation(
    "GET",
    "/v1/admin/ledger-check",
    roles={ADMIN},
    returns=LedgerCheckView,
    errors=(NotFound,),
    tags=_ADMIN,
    summary="The last audit of the ledger",
)
def get_ledger_check(request: Request) -> LedgerCheckView:
    report = ledger_check.last_report()
    if report is None:
        raise NotFound("No check was made yet.")
    return _ledger_check(report)


@operation(
    "POST",
    "/v1/admin/ledger-check",
    roles={ADMIN},
    returns=LedgerCheckView,
    tags=_ADMIN,
    summary="Audit the ledger now",
)
def run_ledger_check(request: Request) -> LedgerCheckView:
    """Reads the whole table. A violation stops payouts until a person lets them go on."""
    return _ledger_check(ledger_check.run_check(request.runtime.clock.now_ms))


def _ledger_check(report: Report) -> LedgerCheckView:
    return LedgerCheckView(
        started_at=timestamp(report.started_at_ms),
        finished_at=timestamp(report.finished_at_ms),
        counts=report.counts,
        totals=report.totals,
        violation_count=report.violation_count,
        violations=[ViolationView(each.invariant, each.subject, each.detail) for each in report.violations],
        payouts_stopped=ledger_check.payouts_are_stopped(),
    )
