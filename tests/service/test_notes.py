"""Private notes on the real table engine: one for each subject, its owner's alone, about people who have met."""

from __future__ import annotations

import pytest

from chalicelib.accounts.items import UserProfile
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.errors import Forbidden, InvalidCursor, NotFound
from chalicelib.core.ids import new_id
from chalicelib.core.table import Delete, Update
from chalicelib.readers.items import ReaderCard, ReaderStatus
from chalicelib.sessions import notes
from chalicelib.sessions.note_items import Note, NoteAbout
from chalicelib.sessions.notes import Noted
from chalicelib.sessions.rules import Party
from tests.conftest import START_MS
from tests.service.bookings import Case
from tests.service.people import make_account
from tests.service.sessions import Stage, make_reader

pytestmark = pytest.mark.usefixtures("table_engine")


def actor(role: Role = Role.CLIENT, user_id: str = "") -> Actor:
    user_id = user_id or new_id("usr", START_MS)
    return Actor(user_id, role, False, user_id)


def listed(owner: Actor, about: NoteAbout = NoteAbout.PERSON, limit: int = 25) -> list[Noted]:
    found, _ = notes.notes_of(owner.user_id, about, limit=limit, start_key=None)
    return found


def texts(owner: Actor, about: NoteAbout = NoteAbout.PERSON) -> list[str]:
    return [each.note.text for each in listed(owner, about)]


def test_a_note_is_kept_changed_and_erased() -> None:
    client, reader_id = actor(), make_reader()
    assert notes.note_on_person(client, reader_id) is None
    notes.keep_note_on_person(client, reader_id, "ask about the sea", START_MS)
    notes.keep_note_on_person(client, reader_id, "ask about the house", START_MS + 1)
    kept = notes.note_on_person(client, reader_id)
    assert kept is not None
    assert (kept.text, kept.updated_at_ms) == ("ask about the house", START_MS + 1)
    assert texts(client) == ["ask about the house"]
    assert notes.keep_note_on_person(client, reader_id, " \n", START_MS + 2) is None
    assert notes.note_on_person(client, reader_id) is None
    assert texts(client) == []
    notes.keep_note_on_person(client, reader_id, "", START_MS + 3)


def test_a_note_is_seen_by_its_owner_alone() -> None:
    stage = Stage()
    stage.ring()
    client, reader = stage.actor(Party.CLIENT), stage.actor(Party.READER)
    notes.keep_note_on_session(client, stage.session_id, "of the client", START_MS)
    notes.keep_note_on_session(reader, stage.session_id, "of the reader", START_MS)
    notes.keep_note_on_person(reader, client.user_id, "about Casey", START_MS)
    assert texts(client, NoteAbout.SESSION) == ["of the client"]
    assert texts(reader, NoteAbout.SESSION) == ["of the reader"]
    assert (texts(client), texts(reader)) == ([], ["about Casey"])
    assert notes.note_on_person(client, client.user_id) is None
    for stranger, error in ((actor(), NotFound), (actor(Role.READER), NotFound), (actor(Role.ADMIN), Forbidden)):
        with pytest.raises(error):
            notes.note_on_session(stranger, stage.session_id)
        with pytest.raises(error):
            notes.keep_note_on_session(stranger, stage.session_id, "x", START_MS)
        assert notes.note_on_person(stranger, client.user_id) is None
        assert (texts(stranger), texts(stranger, NoteAbout.SESSION)) == ([], [])


def test_readers_note_on_clients_whom_they_have_met_alone() -> None:
    stage = Stage()
    reader, other = stage.actor(Party.READER), actor(Role.READER, make_reader())
    for writer, person_id in ((reader, stage.client_id), (other, stage.client_id), (reader, reader.user_id)):
        with pytest.raises(NotFound):
            notes.keep_note_on_person(writer, person_id, "x", START_MS)
    stage.ring()
    notes.keep_note_on_person(reader, stage.client_id, "rings late", START_MS)
    with pytest.raises(NotFound):
        notes.keep_note_on_person(other, stage.client_id, "x", START_MS)
    assert texts(other) == []


def test_clients_note_on_readers_who_are_listed_or_whom_they_have_met() -> None:
    stage = Stage()
    stage.ring()
    hidden = ReaderStatus(*ReaderStatus.key(reader_id=stage.reader_id))
    table.write(Update(hidden, [ReaderStatus.suspended.set(True)]))
    client, stranger = stage.actor(Party.CLIENT), actor()
    notes.keep_note_on_person(client, stage.reader_id, "warm voice", START_MS)
    for writer, person_id in ((stranger, stage.reader_id), (stranger, client.user_id), (client, client.user_id)):
        with pytest.raises(NotFound):
            notes.keep_note_on_person(writer, person_id, "x", START_MS)
    assert (texts(client), texts(stranger)) == (["warm voice"], [])


def test_who_became_a_reader_keeps_and_writes_notes_on_whom_they_knew_as_a_client() -> None:
    stage, unknown = Stage(), Stage()
    stage.ring()
    client = stage.actor(Party.CLIENT)
    notes.keep_note_on_person(client, stage.reader_id, "warm voice", START_MS)
    as_reader = actor(Role.READER, client.user_id)
    notes.keep_note_on_person(as_reader, stage.reader_id, "warm voice, early", START_MS + 1)
    (kept,) = listed(as_reader)
    assert (kept.note.text, kept.party) == ("warm voice, early", Party.READER)
    assert kept.person is not None
    assert kept.person.display_name == "Luna"
    hidden = ReaderStatus(*ReaderStatus.key(reader_id=stage.reader_id))
    table.write(Update(hidden, [ReaderStatus.suspended.set(True)]))
    notes.keep_note_on_person(as_reader, stage.reader_id, "", START_MS + 2)
    notes.keep_note_on_person(as_reader, stage.reader_id, "once more", START_MS + 3)
    assert [(each.note.text, each.party) for each in listed(as_reader)] == [("once more", Party.READER)]
    with pytest.raises(NotFound):
        notes.keep_note_on_person(as_reader, unknown.client_id, "x", START_MS)


def test_who_has_booked_each_other_can_note_on_each_other() -> None:
    case, other = Case(), Case()
    client, reader = case.actor(Party.CLIENT), case.actor(Party.READER)
    notes.keep_note_on_person(reader, case.client_id, "first time", START_MS)
    case.cancel(Party.CLIENT, -600, 7_501)
    table.write(Delete(Note(*Note.key(owner_id=reader.user_id, subject_id=case.client_id))))
    notes.keep_note_on_person(reader, case.client_id, "cancelled", START_MS + 1)
    assert [(each.note.text, each.party) for each in listed(reader)] == [("cancelled", Party.CLIENT)]
    for writer, person_id in ((reader, other.client_id), (client, other.client_id)):
        with pytest.raises(NotFound):
            notes.keep_note_on_person(writer, person_id, "x", START_MS)


def test_the_list_names_what_each_note_is_about_as_it_is_now() -> None:
    stage = Stage()
    stage.ring()
    client, reader = stage.actor(Party.CLIENT), stage.actor(Party.READER)
    notes.keep_note_on_person(client, reader.user_id, "a", START_MS)
    notes.keep_note_on_person(reader, client.user_id, "b", START_MS)
    notes.keep_note_on_session(reader, stage.session_id, "c", START_MS)
    make_account(client.user_id, name="Casey M")
    card = ReaderCard(*ReaderCard.key(reader_id=reader.user_id))
    table.write(Update(card, [ReaderCard.display_name.set("Luna Vega")]))
    (on_reader,), (on_client,), (on_session,) = listed(client), listed(reader), listed(reader, NoteAbout.SESSION)
    assert on_reader.person is not None
    assert on_reader.person.display_name == "Luna Vega"
    assert on_client.person is not None
    assert on_client.person.display_name == "Casey M"
    table.write(Delete(UserProfile(*UserProfile.key(user_id=client.user_id))))
    (on_client,) = listed(reader)
    assert on_client.person is None, "who has no account any more has no name"
    assert on_session.session is not None
    assert on_session.person is not None
    assert (on_session.session.session_id, on_session.person.display_name) == (stage.session_id, "Casey")


def test_the_last_changed_comes_first_and_paging_meets_the_others_once() -> None:
    client = actor()
    readers = [make_reader() for _ in range(5)]
    for number, reader_id in enumerate(readers):
        notes.keep_note_on_person(client, reader_id, f"note {number}", START_MS + number)
    found, start_key = notes.notes_of(client.user_id, NoteAbout.PERSON, limit=2, start_key=None)
    notes.keep_note_on_person(client, readers[0], "note 0, changed", START_MS + 10)
    rest, _ = notes.notes_of(client.user_id, NoteAbout.PERSON, limit=9, start_key=start_key)
    assert [each.note.text for each in [*found, *rest]] == ["note 4", "note 3", "note 2", "note 1"]
    assert texts(client)[0] == "note 0, changed"
    with pytest.raises(InvalidCursor):
        notes.notes_of(client.user_id, NoteAbout.SESSION, limit=2, start_key=start_key)


def test_all_notes_of_a_person_stand_under_their_owner() -> None:
    stage = Stage()
    stage.ring()
    reader = stage.actor(Party.READER)
    notes.keep_note_on_person(reader, stage.client_id, "a", START_MS)
    notes.keep_note_on_session(reader, stage.session_id, "b", START_MS)
    found = table.query(Note, Note.key.pk_of(owner_id=reader.user_id), limit=10, consistent=True).items
    assert sorted(note.text for note in found) == ["a", "b"]
