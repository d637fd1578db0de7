"""The items of clients who want to be told when a reader comes online."""

from __future__ import annotations

from chalicelib.core.table import IntegerAttribute, KeyTemplate, TableItem, TextAttribute


class OnlineWatch(TableItem, discriminator="online_watch"):
    """A client waits to be told that a reader is online. `keys1` lists those of a reader, who asked first first."""

    key = KeyTemplate("ONLINE_WATCH#{reader_id}", "CLIENT#{client_id}")
    listed = KeyTemplate("ONLINE_WATCH#{reader_id}", "{asked_at_ms:015d}#{client_id}")

    reader_id = TextAttribute()
    client_id = TextAttribute()
    asked_at_ms = IntegerAttribute()
    lapses_at_ms = IntegerAttribute()
