"""The items of private notes."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute


class NoteAbout(StrEnum):
    """What a private note is about."""

    PERSON = "person"
    SESSION = "session"


class Note(TableItem, discriminator="note"):
    """A private note, under the one person who sees it. `subject_id` is a session's, or a person's.

    `party` is the side on which a person was met: a reader is named by their card, a client by their account. `keys1`
    holds the notes of each owner and sort, the last changed first.
    """

    key = KeyTemplate("NOTES#{owner_id}", "NOTE#{subject_id}")
    listed = KeyTemplate("NOTES#{owner_id}#{about}", "{updated_at_ms:015d}#{subject_id}")

    owner_id = TextAttribute()
    about = TextAttribute()
    subject_id = TextAttribute()
    party = TextAttribute(null=True)
    text = TextAttribute()
    updated_at_ms = IntegerAttribute()
