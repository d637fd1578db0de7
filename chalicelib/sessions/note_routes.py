"""The API of private notes, on sessions and on people."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chalicelib.core.api import ANY, Request, operation
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.wire import Body, Id, Page, PageQuery, Timestamp, View, timestamp
from chalicelib.readers.rules import Modality
from chalicelib.sessions import notes
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.note_items import Note, NoteAbout
from chalicelib.sessions.notes import MAX_CHARS, Noted
from chalicelib.sessions.rules import Party

_TAGS = ("notes",)
_ON_SESSION = "/v1/sessions/{session_id}/note"
_ON_PERSON = "/v1/me/notes/people/{person_id}"


class SaveNote(Body):
    """A private note; an empty one erases."""

    text: Annotated[str, Meta(max_length=MAX_CHARS)]


class NoteView(View):
    """A private note; `updated_at` is null where there is none."""

    text: str
    updated_at: Timestamp | None


class NotedPersonView(View):
    """Whom a note is about, and on which side the owner met them. Name and photo are null when their account is
    gone."""

    user_id: Id
    party: Party
    display_name: str | None
    photo_url: str | None


class NotedSessionView(View):
    """The session that a note is on."""

    session_id: Id
    modality: Modality
    created_at: Timestamp


class KeptNoteView(View):
    """A note in the list of one's own, on the person or session `subject_id`. One on a session has both `session` and
    the `person` on the other side."""

    about: NoteAbout
    subject_id: Id
    person: NotedPersonView | None
    session: NotedSessionView | None
    text: str
    updated_at: Timestamp


class NotesQuery(PageQuery):
    """Notes on people, or those on sessions."""

    about: NoteAbout = NoteAbout.PERSON


@operation(
    "GET",
    "/v1/me/notes",
    roles=ANY,
    allow_suspended=True,
    query=NotesQuery,
    returns=Page[KeptNoteView],
    summary="The caller's private notes, the last changed first",
    tags=_TAGS,
)
def list_notes(request: Request[None, NotesQuery]) -> Page[KeptNoteView]:
    query = request.query
    found, next_key = notes.notes_of(
        request.actor.user_id, query.about, limit=query.limit, start_key=request.decode_cursor(query.cursor)
    )
    return Page([_kept(each) for each in found], request.encode_cursor(next_key))


@operation(
    "GET",
    _ON_PERSON,
    roles=ANY,
    allow_suspended=True,
    returns=NoteView,
    summary="The caller's private note on a person",
    tags=_TAGS,
)
def get_person_note(request: Request) -> NoteView:
    return _view(notes.note_on_person(request.actor, request.path["person_id"]))


@operation(
    "PUT",
    _ON_PERSON,
    roles=ANY,
    body=SaveNote,
    returns=NoteView,
    errors=(NotFound,),
    summary="Keep a private note on a reader, or on somebody whom the caller has met or booked",
    tags=_TAGS,
)
def put_person_note(request: Request[SaveNote]) -> NoteView:
    """Seen by the caller alone. An empty text erases the note."""
    person_id = request.path["person_id"]
    return _view(notes.keep_note_on_person(request.actor, person_id, request.body.text, request.now_ms))


@operation(
    "GET",
    _ON_SESSION,
    roles=ANY,
    allow_suspended=True,
    returns=NoteView,
    errors=(Forbidden,),
    summary="The caller's private note on a session",
    tags=_TAGS,
)
def get_note(request: Request) -> NoteView:
    return _view(notes.note_on_session(request.actor, request.path["session_id"]))


@operation(
    "PUT",
    _ON_SESSION,
    roles=ANY,
    body=SaveNote,
    returns=NoteView,
    errors=(Forbidden,),
    summary="Keep a private note on a session",
    tags=_TAGS,
)
def put_note(request: Request[SaveNote]) -> NoteView:
    """Seen by the caller alone. An empty text erases the note."""
    session_id = request.path["session_id"]
    return _view(notes.keep_note_on_session(request.actor, session_id, request.body.text, request.now_ms))


def _view(note: Note | None) -> NoteView:
    return NoteView("", None) if note is None else NoteView(note.text, timestamp(note.updated_at_ms))


def _kept(noted: Noted) -> KeptNoteView:
    note, session = noted.note, noted.session
    return KeptNoteView(
        about=NoteAbout(note.about),
        subject_id=note.subject_id,
        person=_person(noted),
        session=None if session is None else _session(session),
        text=note.text,
        updated_at=timestamp(note.updated_at_ms),
    )


def _person(noted: Noted) -> NotedPersonView | None:
    person, party = noted.person, noted.party
    if party is None:
        return None
    if person is None:
        return NotedPersonView(noted.note.subject_id, party, None, None)
    return NotedPersonView(person.user_id, party, person.display_name, person.photo_url)


def _session(session: SessionItem) -> NotedSessionView:
    return NotedSessionView(session.session_id, Modality(session.modality), timestamp(session.created_at_ms))
