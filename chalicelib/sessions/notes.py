"""A participant's private note about a session."""

from __future__ import annotations

from chalicelib.core import table
from chalicelib.core.table import Put
from chalicelib.sessions.items import SessionNoteItem
from chalicelib.sessions.rules import Party


def load_note(session_id: str, party: Party) -> SessionNoteItem | None:
    """Return the note that `party` keeps, or None."""
    return table.load(SessionNoteItem, SessionNoteItem.key(session_id=session_id, party=str(party)))


def save_note(session_id: str, party: Party, text: str, now_ms: int) -> SessionNoteItem:
    """Keep `text` as the note of `party`, in place of the one before."""
    key = SessionNoteItem.key(session_id=session_id, party=str(party))
    note = SessionNoteItem(*key, text=text, updated_at_ms=now_ms)
    table.write(Put(note, replace=True))
    return note
