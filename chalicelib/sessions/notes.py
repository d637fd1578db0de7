"""Private notes on sessions and on the people met in them, each seen by its owner alone. See docs/decisions/0019."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.service import Person
from chalicelib.bookings import service as bookings
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.errors import NotFound
from chalicelib.core.table import Delete, Put
from chalicelib.readers import service as readers
from chalicelib.sessions import history, service
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.note_items import Note, NoteAbout
from chalicelib.sessions.rules import Party

MAX_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Noted:
    """A note and what it is about: the person (None when their account is gone) and the side on which they were met,
    and the session it is on, if any. Of a session that is gone nothing is known."""

    note: Note
    person: Person | None
    party: Party | None
    session: SessionItem | None


def note_on_session(actor: Actor, session_id: str) -> Note | None:
    """Return the caller's note on a session, or None. Raises NotFound, Forbidden: the caller did not take part."""
    service.participant(session_id, actor)
    return _load(actor.user_id, session_id)


def keep_note_on_session(actor: Actor, session_id: str, text: str, now_ms: int) -> Note | None:
    """Keep `text` as the caller's note on a session, in place of the one before; an empty one erases.

    Raises:
        NotFound, Forbidden: the caller did not take part.
    """
    service.participant(session_id, actor)
    return _keep(actor.user_id, NoteAbout.SESSION, session_id, None, text, now_ms)


def note_on_person(actor: Actor, person_id: str) -> Note | None:
    """Return the caller's note on a person, or None. Nothing tells whether there is such a person."""
    return _load(actor.user_id, person_id)


def keep_note_on_person(actor: Actor, person_id: str, text: str, now_ms: int) -> Note | None:
    """Keep `text` as the caller's note on a person, in place of the one before; an empty one erases.

    It can be begun about a reader who is listed, and about whoever the caller has met: in a session, by ringing or
    being rung, or by a booking, on either side.

    Raises:
        NotFound: there is no such person, or they are none of the caller's.
    """
    party = None
    if text.strip():
        standing = _load(actor.user_id, person_id)
        party = _known_as(actor, person_id) if standing is None or standing.party is None else Party(standing.party)
    return _keep(actor.user_id, NoteAbout.PERSON, person_id, party, text, now_ms)


def notes_of(
    owner_id: str, about: NoteAbout, *, limit: int, start_key: Mapping[str, Any] | None
) -> tuple[list[Noted], dict[str, Any] | None]:
    """Return a page of a person's notes, the last changed first, and where the next page starts.

    Costs a read unit for each note shown, more for long ones, in three requests.
    """
    pk = Note.listed.pk_of(owner_id=owner_id, about=about)
    page = table.query_keys("keys1", "k1_pk", pk, newest_first=True, limit=limit, start_key=start_key)
    found = table.load_many(page.keys, consistent=False)
    notes = [item for key in page.keys if isinstance(item := found.get(key), Note)]
    return _with_subjects(notes), page.next_key


def _known_as(actor: Actor, person_id: str) -> Party:
    """Return the side on which the caller knows a person; raises NotFound when on neither.

    Whoever became a reader may know somebody as a client, and the other way round; the role says what is likelier.
    """
    sides = (Party.CLIENT, Party.READER) if actor.role is Role.READER else (Party.READER, Party.CLIENT)
    for party in sides:
        if person_id != actor.user_id and _is_known(actor.user_id, person_id, party):
            return party
    raise NotFound("There is no such person.")


def _is_known(user_id: str, person_id: str, party: Party) -> bool:
    if party is Party.CLIENT:
        return _have_met(client_id=person_id, reader_id=user_id)
    status = readers.load_status(person_id)
    return (status is not None and readers.is_listed(status)) or _have_met(client_id=user_id, reader_id=person_id)


def _have_met(client_id: str, reader_id: str) -> bool:
    return history.have_met(client_id, reader_id) or bookings.have_booked(client_id, reader_id)


def _load(owner_id: str, subject_id: str) -> Note | None:
    return table.load(Note, Note.key(owner_id=owner_id, subject_id=subject_id))


def _keep(
    owner_id: str, about: NoteAbout, subject_id: str, party: Party | None, text: str, now_ms: int
) -> Note | None:
    key = Note.key(owner_id=owner_id, subject_id=subject_id)
    if not text.strip():
        table.write(Delete(Note(*key)))
        return None
    k1_pk, k1_sk = Note.listed(owner_id=owner_id, about=about, updated_at_ms=now_ms, subject_id=subject_id)
    note = Note(
        *key,
        owner_id=owner_id,
        about=about.value,
        subject_id=subject_id,
        party=party and party.value,
        text=text,
        updated_at_ms=now_ms,
        k1_pk=k1_pk,
        k1_sk=k1_sk,
    )
    table.write(Put(note, replace=True))
    return note


def _with_subjects(notes: Sequence[Note]) -> list[Noted]:
    met = {party: [note.subject_id for note in notes if note.party == party] for party in Party}
    people = readers.load_people(met[Party.READER]) | accounts.load_people(met[Party.CLIENT])
    sessions = service.load_sessions([note.subject_id for note in notes if note.party is None])
    return [_noted(note, people, sessions) for note in notes]


def _noted(note: Note, people: Mapping[str, Person], sessions: Mapping[str, SessionItem]) -> Noted:
    if note.party is not None:
        return Noted(note, people.get(note.subject_id), Party(note.party), None)
    session = sessions.get(note.subject_id)
    if session is None:
        return Noted(note, None, None, None)
    if session.client_id == note.owner_id:
        reader = Person(session.reader_id, session.reader_name, session.reader_photo_url)
        return Noted(note, reader, Party.READER, session)
    client = Person(session.client_id, session.client_name, session.client_photo_url)
    return Noted(note, client, Party.CLIENT, session)
