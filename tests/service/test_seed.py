"""The demonstration's data: complete, believable to the ledger, and the same after a second run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from chalicelib.accounts import service as accounts
from chalicelib.bookings import availability
from chalicelib.bookings import service as bookings
from chalicelib.core import table
from chalicelib.core.auth import Role
from chalicelib.core.clock import DAY_MS, HOUR_MS, SystemClock
from chalicelib.core.ids import new_id
from chalicelib.moderation import service as moderation
from chalicelib.readers import favourites, search
from chalicelib.readers import service as readers
from chalicelib.sessions import notes
from chalicelib.sessions import service as sessions
from chalicelib.sessions.history import Choice, sessions_of
from chalicelib.sessions.note_items import NoteAbout
from chalicelib.sessions.rules import Party
from chalicelib.wallet import service as wallet
from chalicelib.wallet.audit import check
from infrastructure.local import demo_history, demo_readers, portraits
from infrastructure.local.demo_history import DemoSession
from infrastructure.local.people import CLIENTS, PEOPLE, READERS
from infrastructure.local.portraits import Portrait
from infrastructure.local.seed import load, main
from infrastructure.local.seeding import Demo
from tests.conftest import START_MS, new_memory_table
from tests.fakes.storage import FakeStorage

SOME = demo_history.SESSIONS[:6]
"""Enough of the history for what does not look at it."""


def demo(issuer: str, now_ms: int = START_MS, history: tuple[DemoSession, ...] = SOME) -> Demo:
    return Demo(issuer, FakeStorage(), now_ms, history, draw=lambda portrait: b"picture", say=lambda line: None)


def fresh_issuer() -> str:
    return f"https://{new_id('iss', START_MS)}.example/"


def everything() -> dict[tuple[str, str], Any]:
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in table.scan_raw()}


def ids_of(issuer: str) -> list[str]:
    return [accounts.user_id_of(issuer, person.subject) for person in READERS]


@pytest.fixture(scope="module", autouse=True)
def table_of_demonstrations() -> Iterator[None]:
    """The local run's own test loads the whole of it into the emulator."""
    with new_memory_table():
        yield


@pytest.fixture(scope="module")
def issuer(table_of_demonstrations: None) -> str:
    """The issuer of a demonstration that was loaded; tests only read it."""
    issuer = fresh_issuer()
    load(demo(issuer))
    return issuer


def test_all_of_it_is_there(issuer: str) -> None:
    roles = {person.subject: accounts.load_account(accounts.user_id_of(issuer, person.subject)) for person in PEOPLE}
    assert {subject: Role(profile.role) for subject, profile in roles.items()} == {
        person.subject: Role(person.role) for person in PEOPLE
    }
    assert (len(READERS), len(CLIENTS), len(PEOPLE)) == (12, 3, 16)
    balances = [wallet.wallet_of_user(roles[person.subject].user_id).balance_cents for person in CLIENTS]
    assert balances == [12_000, 2_500, 250]

    found = [readers.public_reader(reader_id) for reader_id in ids_of(issuer)]
    assert all(reader.card.photo_url and reader.card.photo_url.startswith("/media/readers/") for reader in found)
    assert 5 <= sum(reader.card.online for reader in found) < 12
    reviews = [readers.page_of_reviews(reader.card.reader_id, 100, None).items for reader in found]
    assert sum(map(len, reviews)) >= 20
    for reader, written in zip(found, reviews, strict=True):
        assert reader.card.rating_count == len(written) <= reader.status.completed_sessions
        assert reader.card.rating_sum == sum(review.rating for review in written)
        assert all(reader.profile.member_since_ms < review.created_at_ms < START_MS for review in written)
        assert all(49 < cents < 5_001 for cents in reader.card.rates.values())
    listed, _ = search.index_of_listing(SystemClock())
    assert set(ids_of(issuer)) <= set(listed.ids)


def test_readers_can_be_booked_and_some_are(issuer: str) -> None:
    for reader_id in ids_of(issuer):
        offer = availability.offer_of(reader_id)
        assert offer.schedule is not None
        slots = availability.open_slots(
            reader_id, from_ms=START_MS, to_ms=START_MS + 14 * DAY_MS, duration_minutes=30, now_ms=START_MS
        )
        assert len(slots.starts_ms) > 20
    ahead = [
        bookings.bookings_of(
            accounts.user_id_of(issuer, person.subject), [Party.CLIENT], over=False, limit=9, after=None
        )[0]
        for person in CLIENTS
    ]
    assert [len(items) for items in ahead] == [2, 1, 1]


def test_the_last_weeks_are_there_and_the_ledger_holds_for_them() -> None:
    issuer = fresh_issuer()
    load(demo(issuer, history=demo_history.SESSIONS))
    profiles = [accounts.load_account(accounts.user_id_of(issuer, person.subject)) for person in PEOPLE]
    ids = {profile.display_name: profile.user_id for profile in profiles}
    assert [wallet.wallet_of_user(ids[person.name]).balance_cents for person in CLIENTS] == [12_000, 2_500, 250]
    for person in CLIENTS:
        held, _ = sessions_of(ids[person.name], [Party.CLIENT], choice=Choice(), limit=100, before=None)
        told = [each for each in reversed(demo_history.SESSIONS) if each.client == person.name]
        assert [each.created_at_ms for each in held] == [START_MS - each.hours_ago * HOUR_MS for each in told]
        assert [each.charged_cents or 0 for each in held] == [
            -(-each.seconds // 60) * item.rate_cents for item, each in zip(held, told, strict=True)
        ]
    casey, luna = ids["Casey Morgan"], ids["Luna Reyes"]
    assert favourites.favourite_ids(casey) == [ids[name] for name in ("Luna Reyes", "Sage Whitfield", "Mateo Cruz")]
    on_sessions, _ = notes.notes_of(casey, NoteAbout.SESSION, limit=9, start_key=None)
    assert len(on_sessions) == sum(each.client == "Casey Morgan" and bool(each.note) for each in demo_history.SESSIONS)
    (on_casey,), _ = notes.notes_of(luna, NoteAbout.PERSON, limit=9, start_key=None)
    assert on_casey.person is not None
    assert on_casey.person.display_name == "Casey Morgan"
    (case,) = [case for case in moderation.page_of_cases(100, None)[0] if case.item.quoted[0]["details"]]
    assert (case.item.flags, case.shown is not None and case.shown.hidden) == (2, False)

    report = check(lambda: START_MS)
    assert report.counts["account"] >= 12 + len(PEOPLE)
    assert [found for found in report.violations if any(user_id in str(found) for user_id in ids.values())] == []


def test_a_second_run_changes_nothing(issuer: str) -> None:
    before = everything()
    load(demo(issuer, START_MS + DAY_MS))
    assert everything() == before


def test_what_was_changed_since_stays() -> None:
    issuer = fresh_issuer()
    load(demo(issuer))
    reader_id = ids_of(issuer)[0]
    actor = accounts.Actor(reader_id, Role.READER, False, READERS[0].subject)
    readers.change_rates(actor, {}, START_MS)
    load(demo(issuer))
    assert readers.load_reader(reader_id).card.rates == {}


class Interrupted(Exception):
    pass


@pytest.mark.parametrize("photos", [0, 5])
def test_after_an_interruption_it_goes_on(photos: int) -> None:
    issuer, drawn = fresh_issuer(), 0

    def stop_after(portrait: Portrait) -> bytes:
        nonlocal drawn
        if drawn == photos:
            raise Interrupted
        drawn += 1
        return b"picture"

    interrupted = Demo(issuer, FakeStorage(), START_MS, SOME, draw=stop_after, say=lambda line: None)
    with pytest.raises(Interrupted):
        load(interrupted)
    load(demo(issuer, START_MS + DAY_MS))
    assert_all_was_held_once(issuer)


@pytest.mark.parametrize("writes", [1, 60])
def test_after_an_interruption_among_the_sessions_it_goes_on(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    issuer, left = fresh_issuer(), writes
    record_presence = sessions.record_presence

    def stop_after(session_id: str, party: Party, at_ms: int, **more: Any) -> Any:
        nonlocal left
        if at_ms > START_MS - 50 * DAY_MS:
            if left == 0:
                raise Interrupted
            left -= 1
        return record_presence(session_id, party, at_ms, **more)

    monkeypatch.setattr(sessions, "record_presence", stop_after)
    with pytest.raises(Interrupted):
        load(demo(issuer))
    monkeypatch.undo()
    load(demo(issuer, START_MS + DAY_MS))
    assert_all_was_held_once(issuer)


def assert_all_was_held_once(issuer: str) -> None:
    for reader_id, person, told in zip(ids_of(issuer), READERS, demo_readers.READERS, strict=True):
        reader, lately = readers.public_reader(reader_id), [each for each in SOME if each.reader == person.name]
        assert reader.status.completed_sessions == len(told.reviews) + len(lately)
        assert reader.card.rating_count == len(told.reviews) + sum(each.said is not None for each in lately)
        assert reader.card.photo_url is not None
    balances = [wallet.wallet_of_user(accounts.user_id_of(issuer, person.subject)).balance_cents for person in CLIENTS]
    assert balances == [12_000, 2_500, 250]


def test_portraits_are_pictures_and_differ() -> None:
    one, other = (portraits.draw(reader.portrait) for reader in demo_readers.READERS[:2])
    for picture in (one, other):
        with Image.open(io.BytesIO(picture)) as image:
            assert (image.format, image.size) == ("WEBP", (portraits.SIZE, portraits.SIZE))
    assert one != other
    assert portraits.draw(demo_readers.READERS[0].portrait) == one


def test_it_refuses_a_real_account(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MEDIA_BUCKET", "media")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert main() == 2
    assert "local run only" in capsys.readouterr().err
