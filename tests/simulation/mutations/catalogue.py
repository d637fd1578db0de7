"""The bugs. Each replaces one piece of a module's source by another; the piece must stand there exactly once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """A bug: what it is in words, and how it changes a module's source."""

    name: str
    module: str
    old: str
    new: str
    also: tuple[str, str] | None = None
    """A second piece and its replacement, for a bug that takes two: each of two guards may hold alone."""


_LEDGER = "chalicelib.wallet.ledger"
_ENGINE = "chalicelib.sessions.engine"
_UPDATES = "chalicelib.sessions.updates"
_RULES = "chalicelib.sessions.rules"
_SESSIONS = "chalicelib.sessions.service"
_ROUTES = "chalicelib.sessions.routes"
_PAYMENTS = "chalicelib.wallet.payments"
_PAYMENT_RULES = "chalicelib.wallet.payment_rules"
_DISPUTES = "chalicelib.wallet.disputes"
_BOOKING_RULES = "chalicelib.bookings.rules"
_BOOKING_PROGRESS = "chalicelib.bookings.progress"
_CARD_REFUNDS = "chalicelib.wallet.card_refunds"

MUTATIONS: tuple[Mutation, ...] = (
    # --- conditions ---
    Mutation(
        "accounts and their entries are written whatever stands there",
        _LEDGER,
        '"version = :known_version"]',
        '"(version <= :known_version OR version > :known_version)"]',
        also=(
            '"ConditionExpression": "attribute_not_exists(pk)"}',
            '"ConditionExpression": "NOT size(pk) > size(pk)"}',
        ),
    ),
    Mutation(
        "a session is written whatever its version",
        _UPDATES,
        "condition = (SessionItem.version == item.version) & (SessionItem.state == item.state)",
        "condition = (SessionItem.version >= 0)",
    ),
    Mutation(
        "a change of the session does not reach the wallet's hold",
        _ENGINE,
        "replace(hold, session_version=sight.item.version + 1, is_open=is_active)",
        "replace(hold, is_open=is_active)",
    ),
    Mutation(
        "a new run of presence does not count itself",
        _SESSIONS,
        "table.transact(update, Update(item, [SessionItem.replaced_runs.set(replaced_runs)], as_read, refused=Stale))",
        "table.write(update)",
    ),
    Mutation(
        "a session is taken up by a run that was replaced meanwhile",
        _UPDATES,
        " & runs_as_read(item)\n",
        "\n",
    ),
    Mutation(
        "a sign is stored whatever was stored meanwhile",
        _SESSIONS,
        "update = Update(presence, actions, reduce(and_, unchanged), refused=Stale, create=True)",
        "update = Update(presence, actions, None, refused=Stale, create=True)",
    ),
    Mutation(
        "a reader is reserved who is taken",
        "chalicelib.readers.reachability",
        "& ReaderStatus.session_id.does_not_exist()",
        "",
    ),
    Mutation(
        "the watermark stands still",
        _LEDGER,
        "replace(hold, minutes=hold.minutes + is_minute, cents=cents)",
        "replace(hold, cents=cents)",
    ),
    Mutation(
        "a transfer's guard has a random key",
        _LEDGER,
        "key = TransferGuard.key(transfer_id=transfer.transfer_id)",
        'key = TransferGuard.key(transfer_id=f"{transfer.transfer_id}{random.random()}")',
    ),
    Mutation(
        "a minute more is planned than the wallet can pay",
        _RULES,
        "affordable_minutes = (look.balance_cents",
        "affordable_minutes = 1 + (look.balance_cents",
    ),
    Mutation(
        "what a frozen wallet holds can be spent",
        "chalicelib.wallet.items",
        "return 0 if self.is_frozen else self.balance_cents",
        "return self.balance_cents",
    ),
    # --- minutes ---
    Mutation(
        "a minute is charged before it begins",
        _RULES,
        "started_minutes = session.connected_ms(look.presence) // MINUTE_MS + 1",
        "started_minutes = session.connected_ms(look.presence) // MINUTE_MS + 2",
    ),
    Mutation(
        "a begun minute is charged when it is full",
        _RULES,
        "started_minutes = session.connected_ms(look.presence) // MINUTE_MS + 1",
        "started_minutes = max(1, session.connected_ms(look.presence) // MINUTE_MS)",
    ),
    Mutation(
        "a session begins when the reader accepts",
        _RULES,
        "start_ms = max(both_from_ms, session.accepted_at_ms)",
        "start_ms = session.accepted_at_ms",
    ),
    Mutation(
        "a session begins though one of both is not there any more",
        _RULES,
        "if start_ms < session.ring_expires_at_ms and not not_fresh:",
        "if start_ms < session.ring_expires_at_ms:",
    ),
    Mutation(
        "silence is noticed after two minutes",
        _RULES,
        "SILENCE_MS = 45 * SECOND_MS",
        "SILENCE_MS = 120 * SECOND_MS",
    ),
    Mutation(
        "the clock stops when the drop is noticed",
        _RULES,
        "return Plan(_dropped(session, look.presence, dropped), minutes)",
        "return Plan(replace(close_interval(session, look.as_of_ms, f'{dropped}_left').moved(State.PAUSED, "
        "pause=Pause(PauseReason.DROPPED, look.as_of_ms, dropped), running_since_ms=None)), minutes)",
    ),
    Mutation(
        "the clock goes on where it stopped for funds",
        _RULES,
        "met_at_ms = max(met_at_ms, resume_at_ms)",
        "pass",
    ),
    Mutation(
        "grace lasts fifty minutes for whoever comes back",
        _RULES,
        "if resumed_at_ms is not None and resumed_at_ms < pause.expires_at_ms:",
        "if resumed_at_ms is not None and resumed_at_ms < pause.expires_at_ms + 10 * GRACE_MS:",
    ),
    Mutation(
        "an end does not stop the clock",
        _RULES,
        "stopped_at_ms = max(running_since(session), min(at_ms, presence.both_until_ms or 0))",
        "stopped_at_ms = max(running_since(session), at_ms)",
    ),
    Mutation(
        "a new stay replaces the old one before that is billed",
        _SESSIONS,
        "        if _is_replaced(run, news):\n            sight = engine",
        "        if False:\n            sight = engine",
    ),
    Mutation(
        "the sweep judges by the worker's clock",
        "chalicelib.sessions.handlers",
        "failed = sweep.bring_all_up_to_date(batch)",
        "failed = sweep.bring_all_up_to_date(Batch(runtime.clock.now_ms(), batch.session_ids))",
    ),
    Mutation(
        "the sweep charges, and does nothing else",
        _ENGINE,
        "    if plan.session != session or plan.minutes == MAX_MINUTES_A_WRITE:\n",
        "    if plan.minutes == MAX_MINUTES_A_WRITE:\n",
    ),
    Mutation(
        "a client who is suspended meanwhile begins a session",
        _SESSIONS,
        "                accounts.require_active(client.user_id, Role.CLIENT, AccountSuspended),\n",
        "",
    ),
    # --- the end ---
    Mutation(
        "a minute that does not stand is not given back",
        _ENGINE,
        "for minute in range(standing + 1, hold.minutes + 1):",
        "for minute in range(standing + 2, hold.minutes + 1):",
    ),
    Mutation(
        "the broken minute stands when the reader left",
        _RULES,
        "return min(charged_minutes, connected_ms // MINUTE_MS)",
        "return min(charged_minutes, -(-connected_ms // MINUTE_MS))",
    ),
    Mutation(
        "a short session is given back as often as one likes",
        _ENGINE,
        "others.append(Put(short, refused=Stale))",
        "others.append(Put(short, replace=True)) if False else None",
    ),
    Mutation(
        "a short session stands",
        _RULES,
        "if connected_ms < FREE_MS and free_if_short:",
        "if connected_ms < 0 and free_if_short:",
    ),
    Mutation(
        "the wallet stays held",
        _ENGINE,
        "posting.hold(account, None)\n",
        "pass\n",
    ),
    Mutation(
        "the reader stays reserved",
        _ENGINE,
        "ledger.commit(posting, *writes, *_release(item, ended, paid=paid))",
        "ledger.commit(posting, *writes)",
    ),
    Mutation(
        "the reader's share is rounded up",
        "chalicelib.core.money",
        "reader_cents = amount_cents * READER_SHARE_PERCENT // 100",
        "reader_cents = -(-amount_cents * READER_SHARE_PERCENT // 100)",
    ),
    Mutation(
        "each minute is shared for itself",
        _ENGINE,
        "shares = split(clearing_cents)",
        "reader_cents = clearing_cents // item.rate_cents * split(item.rate_cents).reader_cents\n"
        "    shares = type(split(0))(reader_cents, clearing_cents - reader_cents)",
    ),
    Mutation(
        "settling writes the shares before the session",
        _ENGINE,
        "ledger.commit(posting, before=[update.write])",
        "ledger.commit(posting)\n        table.write(update.write)",
    ),
    # --- refunds of sessions ---
    Mutation(
        "a refund of a session takes 70 % of itself from the reader",
        "chalicelib.sessions.refunds",
        "= had.reader_cents - kept.reader_cents, had.platform_cents - kept.platform_cents",
        "= split(amount_cents).reader_cents, split(amount_cents).platform_cents",
    ),
    Mutation(
        "more of a session is refunded than was charged",
        "chalicelib.sessions.refunds",
        "- (item.reversed_cents or 0) - refunded_cents",
        "- refunded_cents",
    ),
    Mutation(
        "a refund that is asked for again is made again",
        _ROUTES,
        'refund_id=f"rfd_{request.idempotency_id}"',
        'refund_id=f"rfd_{request.idempotency_id[:-6]}{request.now_ms % 1_000_000:06d}"',
    ),
    # --- cards ---
    Mutation(
        "a wallet is credited before the payment is paid",
        _PAYMENTS,
        "paid_cents=subject.amount_cents if subject.paid else None,\n                expired=subject.status",
        "paid_cents=subject.amount_cents,\n                expired=subject.status",
    ),
    Mutation(
        "an event is recorded before its effect",
        _PAYMENTS,
        "        before = [] if record is None else [Put(record(POSTED), refused=EventProcessed)]\n",
        "        before: list[Put] = []\n        if record is not None:\n"
        "            table.write(Put(record(POSTED), refused=EventProcessed))\n",
    ),
    Mutation(
        "a cumulative refund is posted whole each time",
        _PAYMENT_RULES,
        "due_cents = max(0, state.provider_refunded_cents - state.refunded_cents)",
        "due_cents = state.provider_refunded_cents if state.provider_refunded_cents > state.refunded_cents else 0",
    ),
    Mutation(
        "what was refunded here is posted again when the provider tells of it",
        _PAYMENT_RULES,
        "due_cents = max(0, state.provider_refunded_cents - state.refunded_cents)",
        "due_cents = max(0, state.provider_refunded_cents - state.outside_refunded_cents)",
    ),
    Mutation(
        "a refund to the card is taken from newer money too",
        _PAYMENT_RULES,
        "balance_cents - sum(newer_net_cents)",
        "balance_cents",
    ),
    Mutation(
        "a refund of unknown outcome is given back",
        _CARD_REFUNDS,
        "    except PaymentRefused as refusal:\n        if refusal.provider_code == _KEY_IN_USE:\n",
        "    except (PaymentRefused, PaymentProviderFailed) as refusal:\n"
        "        if getattr(refusal, 'provider_code', '') == _KEY_IN_USE:\n",
    ),
    Mutation(
        "a refund whose process died is left to itself",
        _CARD_REFUNDS,
        "            **due.at((pk, sk), now_ms + FINISH_AFTER_MS),\n",
        "",
    ),
    Mutation(
        "a refused refund is kept",
        _CARD_REFUNDS,
        "        _give_back(refund, now_ms)\n        raise",
        "        raise",
    ),
    Mutation(
        "a disputed wallet is not frozen",
        _DISPUTES,
        "posting.open_dispute(wallet)",
        "pass",
    ),
    Mutation(
        "the client pays the fee of a dispute",
        _DISPUTES,
        'post(f"fee_{state.fee_cents}", PLATFORM_LOSSES, clearing, rise_cents)',
        'post(f"fee_{state.fee_cents}", wallet, clearing, rise_cents)',
    ),
    Mutation(
        "a lost dispute writes off what the wallet could bear",
        _PAYMENT_RULES,
        "missing_cents = max(0, -(balance_cents + others_taken_cents))",
        "missing_cents = max(0, -balance_cents, state.taken_cents)",
    ),
    Mutation(
        "an older word about a dispute undoes a newer one",
        _PAYMENT_RULES,
        "outcome=max(self.outcome, told.outcome, key=_RANKS.__getitem__)",
        "outcome=told.outcome",
    ),
    # --- bookings ---
    Mutation(
        "a client who cancels two hours before gets everything back",
        _BOOKING_RULES,
        "RefundStep(starts_at_ms - HALF_REFUND_MS, half_cents(price_cents)),",
        "RefundStep(starts_at_ms - HALF_REFUND_MS, price_cents),",
    ),
    Mutation(
        "the odd cent of half a price is kept",
        _BOOKING_RULES,
        "return price_cents - price_cents // 2",
        "return price_cents // 2",
    ),
    Mutation(
        "a booking is cancelled for whatever is due then, not for what was shown",
        "chalicelib.bookings.service",
        "        if exact_cents != refund_cents:\n",
        "        if False:\n",
    ),
    Mutation(
        "two who want the same time both get it",
        "chalicelib.accounts.calendar",
        "            _none_taken(names),\n",
        "            None,\n",
    ),
    Mutation(
        "a reading is booked at a price that the reader changes meanwhile",
        "chalicelib.bookings.making",
        "ReaderAvailability.version == availability.version,",
        "ReaderAvailability.version >= 0,",
    ),
    Mutation(
        "a client who is suspended meanwhile books a reading",
        "chalicelib.bookings.making",
        "                accounts.require_active(client.user_id, Role.CLIENT, AccountSuspended),\n",
        "",
    ),
    Mutation(
        "who misses a reading is decided by the client's time alone",
        "chalicelib.sessions.booked_rules",
        "        if not _is_there(look.presence.reader, reader_deadline_ms):\n",
        "        if False:\n",
    ),
    Mutation(
        "a client who is not there gets everything back",
        _BOOKING_PROGRESS,
        "state, refund_cents = BookingState.CLIENT_MISSED, 0",
        "state, refund_cents = BookingState.CLIENT_MISSED, item.price_cents",
    ),
    Mutation(
        "a reader who breaks off keeps the whole price",
        _BOOKING_PROGRESS,
        "        case reason if reason in _UNUSED_IS_GIVEN_BACK:\n",
        "        case reason if reason == 'suspended':\n",
    ),
    Mutation(
        "what is left of a booking is released at once",
        _BOOKING_PROGRESS,
        "if item.clearing_cents == 0 or as_of_ms < (item.closed_at_ms or 0) + rules.RELEASE_AFTER_MS:",
        "if item.clearing_cents == 0:",
    ),
    Mutation(
        "a booking is closed and its refund paid in two writes",
        _BOOKING_PROGRESS,
        "        ledger.commit(posting, before=writes)\n",
        "        table.transact(*writes)\n        ledger.commit(posting)\n",
    ),
    Mutation(
        "a booking is written whatever its version",
        "chalicelib.bookings.books",
        "return Update(item, actions, BookingItem.version == item.version, refused=Stale)",
        "return Update(item, actions, BookingItem.version >= 0, refused=Stale)",
    ),
    Mutation(
        "a booking is moved at any time before it begins",
        _BOOKING_RULES,
        "    if booking.starts_at_ms - at_ms < RESCHEDULE_MS:\n",
        "    if booking.starts_at_ms - at_ms < 0:\n",
    ),
    Mutation(
        "a booked reading's wallet stays held",
        "chalicelib.sessions.booked_engine",
        "        posting.hold(wallet, None)\n",
        "        pass\n",
    ),
    # --- waiting lines ---
    Mutation(
        "whoever is quicker begins before those who wait",
        "chalicelib.readers.reachability",
        "        condition &= line.nobody_waits()\n",
        "        pass\n",
    ),
    Mutation(
        "the turn is given to the last who came",
        "chalicelib.sessions.line_rules",
        "return Call(line.waiting[0], now_ms + TURN_MS)",
        "return Call(line.waiting[-1], now_ms + TURN_MS)",
    ),
    Mutation(
        "who begins stays in the line",
        "chalicelib.sessions.service",
        "return [reserve, *(leaving or [])]",
        "return [reserve]",
    ),
    Mutation(
        "a place is given up though somebody else did it before",
        "chalicelib.sessions.waiting_line",
        "        Delete(place, same_place, refused=Stale),\n"
        "        Delete(entry, LineEntry.client_id == client_id, refused=Stale),\n",
        "        Delete(place),\n        Delete(entry),\n",
    ),
    # --- notifications ---
    Mutation(
        "a fact is told again when it is done again",
        "chalicelib.notifications.service",
        "    notification_id = notification_id_of(user_id, kind, fact)\n",
        "    notification_id = notification_id_of(user_id, kind, f'{fact}_{now_ms}')\n",
    ),
    Mutation(
        "a mail is sent by every worker who meets it",
        "chalicelib.notifications.outbox",
        "_stands_as_read(item), refused=_Taken",
        "None, refused=_Taken",
    ),
    Mutation(
        "a mail whose worker died is sent again",
        "chalicelib.notifications.outbox",
        "        _move(item, MailState.UNCERTAIN)\n        return\n",
        "        pass\n",
    ),
    Mutation(
        "nobody is told of a call that was not answered",
        "chalicelib.sessions.notices",
        "if ended.end_reason is not EndReason.NO_ANSWER:\n        return []",
        "if True:\n        return []",
    ),
    Mutation(
        "nobody is warned who begins with little",
        "chalicelib.sessions.notices",
        "and not is_first",
        "",
    ),
    # --- days ---
    Mutation(
        "what a session cost is counted on no day",
        _ENGINE,
        "        _count_reading(posting, item, clearing_cents, at_ms)\n",
        "",
    ),
    Mutation(
        "a refund is counted on no day",
        _LEDGER,
        "            self._count(transfer)\n",
        "            if transfer.kind is not Kind.REFUND:\n                self._count(transfer)\n",
    ),
    Mutation(
        "minutes under way are counted too",
        _LEDGER,
        "        if holder is None:\n            self._count(transfer)\n",
        "        self._count(transfer)\n",
    ),
)
