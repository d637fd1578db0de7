"""The items of a waiting line. Both are written together, so neither is ever there without the other."""

from __future__ import annotations

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute
from chalicelib.sessions.line_rules import Waiting


class LineEntry(TableItem, discriminator="line_entry"):
    """A client in a reader's line; entries sort by their tickets. They do not lapse by themselves: the reader's status
    counts them, so whoever looks at the line takes off who has gone."""

    key = KeyTemplate("LINE#{reader_id}", "{ticket:010d}")

    client_id = TextAttribute()
    ticket = IntegerAttribute()
    joined_at_ms = IntegerAttribute()
    seen_at_ms = IntegerAttribute()

    def to_waiting(self) -> Waiting:
        """The place as the rules see it."""
        return Waiting(self.client_id, self.ticket, self.joined_at_ms, self.seen_at_ms)


class LinePlace(TableItem, discriminator="line_place"):
    """The one line that a client waits in, and the ticket."""

    key = KeyTemplate("PLACE_IN_LINE#{client_id}", "PLACE")

    client_id = TextAttribute()
    reader_id = TextAttribute()
    ticket = IntegerAttribute()
    joined_at_ms = IntegerAttribute()
