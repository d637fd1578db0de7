"""Readers on the real table engine: reservation, what they offer, verification, lists, reviews."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS, SystemClock
from chalicelib.core.errors import Conflict, Forbidden, NotFound, RateLimited, ValidationFailed
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put, Update
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderCard, ReaderStatus
from chalicelib.readers.rules import MAX_RATE_CHANGES_A_DAY, Availability, Modality, Rates, Reachability
from chalicelib.readers.service import Description
from chalicelib.wallet.errors import Stale
from tests.conftest import START_MS
from tests.emulator import ROOT

pytestmark = pytest.mark.usefixtures("table_engine")


class Taken(Exception):
    pass


def reader(**changes: object) -> ReaderStatus:
    reader_id = new_id("usr", START_MS)
    attributes: dict[str, object] = {"verified": True, "online": True, "rate_voice_cents": 250} | changes
    item = ReaderStatus(*ReaderStatus.key(reader_id=reader_id), reader_id=reader_id, **attributes)
    table.write(Put(item))
    return item


def status(item: ReaderStatus) -> ReaderStatus:
    found = readers.load_status(item.reader_id)
    assert found is not None
    return found


def test_a_free_reader_is_reserved_and_released() -> None:
    item = reader()
    assert readers.status_of(item) is Availability.ONLINE
    table.transact(readers.reserve(status(item), "ses_1", Modality.VOICE, 250, Taken))
    assert status(item).session_id == "ses_1"
    assert readers.status_of(status(item)) is Availability.IN_SESSION
    with pytest.raises(Taken):
        table.write(readers.release(item.reader_id, "ses_2", Taken))
    table.write(readers.release(item.reader_id, "ses_1"))
    assert (status(item).session_id, status(item).missed_rings) == (None, 0)


def card_of(item: ReaderStatus) -> ReaderCard:
    card = ReaderCard(
        *ReaderCard.key(reader_id=item.reader_id),
        reader_id=item.reader_id,
        display_name="Luna",
        headline="Tarot",
        specialities=["tarot"],
        languages=["en"],
        online=item.online,
    )
    table.write(Put(card))
    return card


def test_the_second_ring_in_a_row_that_nobody_answers_makes_a_reader_away() -> None:
    item = reader(session_id="ses_1")
    card = card_of(item)
    table.transact(*readers.release_unanswered(status(item), Stale))
    assert (status(item).session_id, status(item).missed_rings, status(item).online) == (None, 1, True)
    table.transact(readers.reserve(status(item), "ses_2", Modality.VOICE, 250, Taken))
    ringing = status(item)
    table.transact(*readers.release_unanswered(ringing, Stale))
    assert (status(item).session_id, status(item).missed_rings) == (None, 2)
    assert (status(item).reachability, readers.status_of(status(item))) == (Reachability.AWAY, Availability.AWAY)
    found = table.load(ReaderCard, (card.pk, card.sk))
    assert found is not None
    assert not found.online
    with pytest.raises(Stale):
        table.transact(*readers.release_unanswered(ringing, Stale))
    with pytest.raises(Taken):
        table.transact(readers.reserve(status(item), "ses_3", Modality.VOICE, 250, Taken))


@pytest.mark.parametrize("absence", [None, "busy"])
def test_who_takes_no_calls_any_more_stays_as_they_set_it(absence: str | None) -> None:
    item = reader(session_id="ses_1", missed_rings=1, online=False, absence=absence)
    table.transact(*readers.release_unanswered(status(item), Stale))
    assert status(item).missed_rings == 2
    assert status(item).reachability is (Reachability.BUSY if absence else Reachability.OFFLINE)


def test_an_answered_call_ends_the_row_of_missed_rings() -> None:
    item = reader(session_id="ses_1", missed_rings=1)
    table.write(readers.release(item.reader_id, "ses_1"))
    assert status(item).missed_rings == 1
    table.transact(readers.reserve(status(item), "ses_2", Modality.VOICE, 250, Taken))
    table.write(readers.release(item.reader_id, "ses_2", answered=True, completed=True))
    assert (status(item).missed_rings, status(item).completed_sessions) == (0, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"online": False},
        {"verified": False},
        {"session_id": "ses_0"},
        {"rate_voice_cents": 251},
        {"rate_voice_cents": None, "rate_text_cents": 250},
    ],
)
def test_a_reader_who_cannot_be_had_is_not_reserved(changes: dict[str, object]) -> None:
    item = reader(**changes)
    with pytest.raises(Taken):
        table.transact(readers.reserve(item, "ses_1", Modality.VOICE, 250, Taken))
    assert status(item).session_id == changes.get("session_id")


def test_a_reader_who_does_not_exist_is_not_made_by_a_reservation() -> None:
    reader_id = new_id("usr", START_MS)
    item = ReaderStatus(*ReaderStatus.key(reader_id=reader_id), reader_id=reader_id)
    for write in (readers.reserve(item, "ses_1", Modality.VOICE, 250, Taken), readers.release(reader_id, "s", Taken)):
        with pytest.raises(Taken):
            table.write(write)
    assert readers.load_status(reader_id) is None
    assert readers.load_person(reader_id) is None


def test_sixteen_sessions_reserve_one_reader_once() -> None:
    item = reader()

    def attempt(number: int) -> bool:
        reserve = readers.reserve(item, f"ses_{number}", Modality.VOICE, 250, Taken)
        other = new_id("usr", START_MS)
        session = ReaderStatus(*ReaderStatus.key(reader_id=other), reader_id=other)
        try:
            table.transact(Put(session), reserve)
        except Taken:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(attempt, range(16)))
    assert won.count(True) == 1
    assert status(item).session_id == f"ses_{won.index(True)}"


def test_switching_off_does_not_end_a_session() -> None:
    item = reader(session_id="ses_1")
    table.write(Update(item, [ReaderStatus.online.set(False)]))
    assert status(item).session_id == "ses_1"
    assert readers.status_of(status(item)) is Availability.OFFLINE
    table.write(readers.release(item.reader_id, "ses_1"))


# --- what readers do and what clients find ----------------------------------------------------------------------


DESCRIPTION = Description(
    " Luna  Vega ", "Tarot for turning points", "Line one\r\nline two", ["Tarot", "tarot"], ["EN"], "Europe/Lisbon"
)


def client(name: str = "Luna") -> Actor:
    profile = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), name, None, START_MS)
    return Actor(profile.user_id, Role(profile.role), profile.suspended, profile.subject)


def verified(description: Description = DESCRIPTION, rates: Rates | None = None, online: bool = False) -> Actor:
    actor = client()
    readers.apply(actor, description, START_MS)
    admin.verify_reader(new_id("usr", START_MS), actor.user_id, verified=True, reason="Checked", now_ms=START_MS)
    if rates:
        readers.change_rates(actor, rates, START_MS)
    if online:
        readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    return actor


def test_an_application_is_tidied_and_kept_once() -> None:
    actor = client()

    def apply(_: int) -> bool:
        try:
            readers.apply(actor, DESCRIPTION, START_MS)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(apply, range(8))).count(True) == 1
    stored = readers.load_reader(actor.user_id)
    assert (stored.card.display_name, stored.profile.bio) == ("Luna Vega", "Line one\nline two")
    assert (stored.card.specialities, stored.card.languages) == (["tarot"], ["en"])
    assert not stored.status.verified
    with pytest.raises(NotFound):
        readers.public_reader(actor.user_id)
    with pytest.raises(Forbidden):
        readers.set_reachability(actor, Reachability.ONLINE, START_MS)


@pytest.mark.parametrize(
    ("field", "value"),
    [("display_name", ""), ("headline", "h" * 121), ("bio", "b" * 4_001), ("specialities", []), ("languages", ["?"])],
)
def test_a_description_that_is_not_acceptable(field: str, value: object) -> None:
    actor = client()
    with pytest.raises(ValidationFailed) as refused:
        readers.apply(actor, replace(DESCRIPTION, **{field: value}), START_MS)
    assert refused.value.field == field
    assert readers.find_reader(actor.user_id) is None


def test_a_description_can_be_changed() -> None:
    actor = verified()
    changed = readers.change_description(actor, replace(DESCRIPTION, headline="New", bio="Other", languages=["es"]))
    stored = readers.public_reader(actor.user_id)
    for reader in (changed, stored):
        assert (reader.card.headline, reader.profile.bio, reader.card.languages) == ("New", "Other", ["es"])


def test_rates_and_the_online_switch() -> None:
    actor = verified()
    with pytest.raises(Conflict, match="rate"):
        readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    with pytest.raises(ValidationFailed) as refused:
        readers.change_rates(actor, {Modality.TEXT: 50, Modality.VOICE: 49}, START_MS)
    assert refused.value.field == "rates[1].rate_cents"
    readers.change_rates(actor, {Modality.TEXT: 50, Modality.VIDEO: 5_000}, START_MS)
    readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    stored = readers.load_reader(actor.user_id)
    assert stored.card.rates == stored.status.rates == {Modality.TEXT: 50, Modality.VIDEO: 5_000}
    assert stored.card.online
    assert stored.status.online
    changed = readers.change_rates(actor, {}, START_MS)
    stored = readers.load_reader(actor.user_id)
    for reader in (changed, stored):
        assert (reader.card.rates, reader.status.rates) == ({}, {})
        assert (reader.card.online, reader.status.online) == (False, False)


def test_rates_taken_back_while_switching_on_leave_nobody_online_without_a_rate() -> None:
    for _ in range(5):
        actor = verified(rates={Modality.TEXT: 50})

        def switch(actor: Actor = actor) -> None:
            with suppress(Conflict):
                readers.set_reachability(actor, Reachability.ONLINE, START_MS)

        def take_back(actor: Actor = actor) -> None:
            readers.change_rates(actor, {}, START_MS)

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(switch), pool.submit(take_back)]:
                done.result()
        stored = readers.load_reader(actor.user_id)
        assert not stored.status.online
        assert not stored.card.online


@pytest.mark.parametrize("reachability", [Reachability.BUSY, Reachability.AWAY])
def test_a_reader_takes_no_calls_for_a_while(reachability: Reachability) -> None:
    actor = verified(rates={Modality.TEXT: 50}, online=True)
    changed = readers.set_reachability(actor, reachability, START_MS)
    stored = readers.load_reader(actor.user_id)
    for each in (changed, stored):
        assert (each.status.reachability, each.status.online, each.card.online) == (reachability, False, False)
    assert readers.status_of(stored.status) is Availability(reachability.value)
    changed = readers.change_rates(actor, {}, START_MS)
    for each in (changed, readers.load_reader(actor.user_id)):
        assert each.status.reachability is Reachability.OFFLINE


def test_an_applicant_is_offline_and_nothing_else() -> None:
    actor = client()
    readers.apply(actor, DESCRIPTION, START_MS)
    for reachability in Reachability:
        if reachability is Reachability.OFFLINE:
            readers.set_reachability(actor, reachability, START_MS)
        else:
            with pytest.raises(Forbidden):
                readers.set_reachability(actor, reachability, START_MS)


def test_rates_change_so_often_a_day() -> None:
    actor = verified()
    for number in range(MAX_RATE_CHANGES_A_DAY):
        readers.change_rates(actor, {Modality.TEXT: 50 + number}, START_MS)
    last = readers.load_reader(actor.user_id).status.rates
    readers.change_rates(actor, last, START_MS)
    with pytest.raises(RateLimited) as refused:
        readers.change_rates(actor, {Modality.TEXT: 400}, START_MS)
    midnight_ms = (START_MS // DAY_MS + 1) * DAY_MS
    assert refused.value.retry_after_seconds == (midnight_ms - START_MS) // 1_000
    assert readers.load_reader(actor.user_id).status.rates == last
    readers.change_rates(actor, {Modality.TEXT: 400}, midnight_ms)
    assert readers.load_reader(actor.user_id).card.rates == {Modality.TEXT: 400}


def test_rate_changes_at_once_are_counted_each() -> None:
    actor = verified()

    def change(number: int) -> bool:
        try:
            readers.change_rates(actor, {Modality.TEXT: 100 + number}, START_MS)
        except (Conflict, RateLimited):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(change, range(16))).count(True)
    assert readers.load_reader(actor.user_id).status.rate_changes == done <= MAX_RATE_CHANGES_A_DAY


def test_going_online_forgets_missed_rings() -> None:
    actor = verified(rates={Modality.TEXT: 50}, online=True)
    first = readers.load_status(actor.user_id)
    assert first is not None
    table.write(readers.reserve(first, "ses_1", Modality.TEXT, 50, Taken))
    rung = readers.load_status(actor.user_id)
    assert rung is not None
    table.transact(*readers.release_unanswered(rung, Stale))
    assert readers.load_reader(actor.user_id).status.missed_rings == 1
    readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    assert readers.load_reader(actor.user_id).status.missed_rings == 0


def test_photo_and_featured_are_shown() -> None:
    actor = verified()
    readers.set_photo(actor.user_id, "/media/readers/x.webp")
    readers.feature(actor.user_id, True)
    stored = readers.public_reader(actor.user_id)
    assert stored.card.featured
    assert readers.load_person(actor.user_id) == accounts.Person(actor.user_id, "Luna Vega", "/media/readers/x.webp")
    for call in (readers.set_photo, readers.feature):
        with pytest.raises(NotFound):
            call(new_id("usr", START_MS), "x" if call is readers.set_photo else True)  # type: ignore[operator]


def test_every_change_of_a_card_moves_it_to_the_end_of_the_changes() -> None:
    """Who follows the cards reads the changes alone; a writer that forgot this would not be seen."""
    actor = verified()
    author = accounts.Person(new_id("usr", START_MS), "Ann", None)
    admin_id = new_id("usr", START_MS)

    def suspend(suspended: bool) -> None:
        admin.change_suspension(admin_id, actor.user_id, suspended=suspended, reason="Test", now_ms=START_MS)

    changes: list[Callable[[], object]] = [
        lambda: readers.change_rates(actor, {Modality.TEXT: 50}, START_MS),
        lambda: readers.set_reachability(actor, Reachability.ONLINE, START_MS),
        lambda: readers.change_description(actor, DESCRIPTION),
        lambda: readers.feature(actor.user_id, True),
        lambda: readers.set_photo(actor.user_id, "/media/readers/x.webp"),
        lambda: readers.write_review(
            readers.PaidSession(new_id("ses", START_MS), actor.user_id, author), rating=5, text="Good", now_ms=START_MS
        ),
        lambda: suspend(True),
        lambda: suspend(False),
    ]
    for change in changes:
        began = SystemClock().now_ms()
        change()
        (card,) = table.query(
            ReaderCard,
            ReaderCard.change_key.pk_of(),
            index=table.TableItem.index2,
            sk_condition=ReaderCard.i2_sk >= f"{began:015d}",
            limit=10,
        ).items
        assert card.reader_id == actor.user_id
        time.sleep(0.002)  # so that the next change has an instant of its own


def test_a_description_is_known_by_when_it_was_written() -> None:
    actor = verified()
    before = readers.load_reader(actor.user_id).card.described_at_ms
    readers.change_rates(actor, {Modality.TEXT: 50}, START_MS)
    assert readers.load_reader(actor.user_id).card.described_at_ms == before
    readers.change_description(actor, DESCRIPTION)
    assert readers.load_reader(actor.user_id).card.described_at_ms > before


def test_nothing_but_the_one_door_writes_to_a_card() -> None:
    for path in (ROOT / "chalicelib").rglob("*.py"):
        if path.name != "items.py":
            assert not re.search(r"Update\(\s*(?:\w+\.)?(?:card|ReaderCard)\b", path.read_text()), path
