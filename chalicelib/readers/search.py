"""Finding readers: the index of this process, kept up to date from the table, and the snapshot that it starts from.

Why so, and what it costs: docs/decisions/0015-browse.md. In short: every process holds all listed readers in memory
(`search_index`). Before each search it reads what has changed since its last look, from the cards in the order of
their changes (`index2`). A new process begins with a snapshot that a schedule keeps recent; where there is none, it
reads the list itself. Which readers are shown, and as what, is decided by their statuses at that moment.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from chalicelib.core import observability, table
from chalicelib.core.clock import DAY_MS, HOUR_MS, MINUTE_MS, Clock, SystemClock
from chalicelib.core.errors import InvalidCursor
from chalicelib.core.table import IntegerAttribute, KeyTemplate, Put, TableItem, TextAttribute
from chalicelib.gateways.errors import StorageFailed
from chalicelib.gateways.snapshots import SnapshotStore
from chalicelib.readers import rules, search_snapshot
from chalicelib.readers.items import ReaderCard, ReaderProfile, ReaderStatus
from chalicelib.readers.reachability import is_bookable, status_of
from chalicelib.readers.rules import Availability, Listing, Modality
from chalicelib.readers.search_index import Counts, Row, SearchIndex, SortKey
from chalicelib.readers.search_rules import Entry, Search, Sort

OVERLAP_MS = MINUTE_MS
"""How far before the last look changes are read again. A request lives 20 s at the most and its machine's clock is
right to a second, so a change that could not be seen at one look is stamped later than this before it."""
RELOAD_MS = HOUR_MS
"""How old the snapshot under a process's index may get before the process looks for a newer one."""
ENOUGH_CHANGES = 20
"""So many changes since the last snapshot are worth a new one at once; a single one is after an hour."""
MAX_PAGES = 500
"""How many pages of cards, 200 each, are read in one go at the most."""
MAX_ROUNDS = 3
"""How often a page is filled up when statuses say that readers found are not to be shown."""
_PAGE = 200


class SearchSnapshot(TableItem, discriminator="search_snapshot"):
    """Which snapshot is the newest, and from when: it holds every change stamped before `as_of_ms`."""

    key = KeyTemplate("READER_SEARCH", "SNAPSHOT#{version}")

    object_key = TextAttribute()
    as_of_ms = IntegerAttribute()
    readers = IntegerAttribute()


@dataclass(frozen=True, slots=True)
class Found:
    """A reader in the answer to a search."""

    entry: Entry
    availability: Availability
    bookable: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a search. `total` counts all who match, `next_start` is None on the last page."""

    found: list[Found]
    total: int
    counts: Counts | None
    next_start: dict[str, Any] | None


class Directory:
    """The index of a process. Safe for several threads, which wait for one another."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew at the next search, as a new process would."""
        self._index: SearchIndex | None = None
        self._snapshot_ms = self._seen_to_ms = self._looked_ms = 0

    def look(
        self, search: Search, limit: int, after: SortKey | None, store: SnapshotStore | None, *, counted: bool
    ) -> tuple[list[Row], bool, int, Counts | None]:
        """Return a page of rows, whether there are more, how many match, and the counts if they are asked for."""
        with self._lock:
            index = self._up_to_date(store)
            rows, more = index.page(search, limit, after)
            return rows, more, index.count(search), index.counts(search) if counted else None

    def _up_to_date(self, store: SnapshotStore | None) -> SearchIndex:
        now_ms = self._clock.now_ms()
        if self._index is None:
            self._index, self._snapshot_ms = _newest_snapshot(store, 0) or index_of_listing(self._clock)
            self._seen_to_ms, self._looked_ms = self._snapshot_ms, now_ms
        elif now_ms - max(self._snapshot_ms, self._looked_ms) >= RELOAD_MS:
            self._looked_ms = now_ms
            newer = _newest_snapshot(store, self._snapshot_ms)
            if newer is not None:
                self._index, self._snapshot_ms = newer
                self._seen_to_ms = self._snapshot_ms
        _take_changes(self._index, self._seen_to_ms - OVERLAP_MS)
        self._seen_to_ms = now_ms
        return self._index


DIRECTORY = Directory()
"""The index of this process."""


def find(
    search: Search,
    limit: int,
    start: Mapping[str, Any] | None,
    *,
    counted: bool = False,
    store: SnapshotStore | None = None,
    directory: Directory = DIRECTORY,
) -> Result:
    """Return a page of the verified readers that match, and where the next page starts.

    Costs half a read unit for each reader shown and for each 4 KB of cards that changed lately (about six); nothing
    depends on how many readers there are. A page may be shorter than asked for when readers go while it is made.

    Parameters:
        counted: also return how many readers each choice of each filter would leave.
        store: where the snapshot is that a new process begins with; None where a stage has no such store.

    Raises:
        InvalidCursor: `start` belongs to another order.
    """
    if search.sort is Sort.RELEVANCE and not search.words:
        search = replace(search, sort=Sort.FEATURED)
    after = _after(search, start)
    found: list[Found] = []
    for _ in range(MAX_ROUNDS):
        rows, more, total, counts = directory.look(search, limit - len(found), after, store, counted=counted)
        found += _shown(search, rows)
        after = rows[-1].key if rows else after
        if not more or len(found) == limit:
            break
    next_start = {"order": _order(search), "after": list(after)} if more and after is not None else None
    return Result(found, total, counts, next_start)


def _shown(search: Search, rows: Sequence[Row]) -> Iterator[Found]:
    """Return the readers of rows as their statuses are now; those who are not to be shown are left out."""
    keys = [ReaderStatus.key(reader_id=row.entry.reader_id) for row in rows]
    statuses = table.load_many(keys, consistent=False)
    for key, row in zip(keys, rows, strict=True):
        status = cast(ReaderStatus | None, statuses.get(key))
        if status is None:
            continue
        if rules.listing(verified=status.verified, suspended=status.suspended) is not Listing.LISTED:
            continue
        if search.online and not status.online:
            continue
        yield Found(row.entry, status_of(status), is_bookable(status))


def _order(search: Search) -> str:
    words = " ".join(search.words) if search.sort is Sort.RELEVANCE else ""
    return f"{search.sort}/{search.modality or ''}/{words}"


def _after(search: Search, start: Mapping[str, Any] | None) -> SortKey | None:
    if start is None:
        return None
    if start.get("order") != _order(search):
        raise InvalidCursor
    return tuple(start["after"])


# --- from the table into the index ------------------------------------------------------------------------------


def entry_of(card: ReaderCard) -> Entry:
    """Return what the index holds of a card."""
    rates = card.rates
    return Entry(
        reader_id=card.reader_id,
        display_name=card.display_name,
        headline=card.headline,
        photo_url=card.photo_url,
        specialities=tuple(card.specialities),
        languages=tuple(card.languages),
        rates=(rates.get(Modality.TEXT, 0), rates.get(Modality.VOICE, 0), rates.get(Modality.VIDEO, 0)),
        rating_sum=card.rating_sum,
        rating_count=card.rating_count,
        featured=card.featured,
        online=card.online,
        described_at_ms=card.described_at_ms,
    )


def index_of_listing(clock: Clock) -> tuple[SearchIndex, int]:
    """Return an index made from every listed reader's card and profile, and the instant from which it holds.

    About 1.1 read units a reader.
    """
    as_of_ms = clock.now_ms()

    def readers() -> Iterator[tuple[Entry, str]]:
        for cards in _pages_of_cards(ReaderCard.listing_key.pk_of(listing=Listing.LISTED), table.TableItem.index1):
            entries = [entry_of(card) for card in cards]
            bios = _bios(entries)
            yield from ((entry, bios.get(entry.reader_id, "")) for entry in entries)

    return SearchIndex.of(readers()), as_of_ms


def _take_changes(index: SearchIndex, since_ms: int) -> None:
    """Bring an index up to date with the cards that changed since an instant."""
    change_pk, since = ReaderCard.change_key(changed_at_ms=max(0, since_ms), reader_id="-")
    listed_pk = ReaderCard.listing_key.pk_of(listing=Listing.LISTED)
    for cards in _pages_of_cards(change_pk, table.TableItem.index2, ReaderCard.i2_sk >= since):
        entries: list[Entry] = []
        for card in cards:
            if card.i1_pk == listed_pk:
                entries.append(entry_of(card))
            else:
                index.remove(card.reader_id)
        unknown = [entry for entry in entries if not index.knows_texts_of(entry)]
        bios = dict.fromkeys((entry.reader_id for entry in unknown), "") | _bios(unknown)
        for entry in entries:
            index.put(entry, bios.get(entry.reader_id))


def _bios(entries: Sequence[Entry]) -> dict[str, str]:
    if not entries:
        return {}
    # Strongly: the card may be ahead of what another copy of the table knows of the profile.
    found = table.load_many([ReaderProfile.key(reader_id=entry.reader_id) for entry in entries])
    profiles = cast(list[ReaderProfile], list(found.values()))
    return {profile.reader_id: profile.bio for profile in profiles}


def _pages_of_cards(pk: str, index: Any, sk_condition: Any = None) -> Iterator[list[ReaderCard]]:
    start_key: Mapping[str, Any] | None = None
    for _ in range(MAX_PAGES):
        page = table.query(ReaderCard, pk, index=index, sk_condition=sk_condition, limit=_PAGE, start_key=start_key)
        yield page.items
        start_key = page.next_key
        if start_key is None:
            return


# --- snapshots --------------------------------------------------------------------------------------------------


class Superseded(Exception):
    """A snapshot of a later instant is known already; nothing was written."""


def _pointer(*, consistent: bool) -> SearchSnapshot | None:
    return table.load(SearchSnapshot, SearchSnapshot.key(version=search_snapshot.VERSION), consistent=consistent)


def _newest_snapshot(store: SnapshotStore | None, after_ms: int) -> tuple[SearchIndex, int] | None:
    """Return the newest snapshot's index and instant; None unless there is one from after `after_ms` to be had."""
    if store is None:
        return None
    pointer = _pointer(consistent=False)
    if pointer is None or pointer.as_of_ms <= after_ms:
        return None
    try:
        raw = store.get(pointer.object_key)
    except StorageFailed as error:
        observability.logger.warning("search snapshot not loaded", extra={"reason": error.reason})
        return None
    index = None if raw is None else search_snapshot.decode(raw)
    return None if index is None else (index, pointer.as_of_ms)


def refresh_snapshot(store: SnapshotStore, clock: Clock) -> int | None:
    """Make a new snapshot from the whole list when enough has changed; returns how many readers it holds, or None.

    Made from the list, not from the snapshot before: whatever an index may have missed is mended by it. Of two that
    run at once the one that began later stands; one that breaks off leaves bytes that nobody points to.

    Raises:
        StorageFailed: the bytes could not be stored.
    """
    if not _is_due(clock.now_ms()):
        return None
    index, as_of_ms = index_of_listing(clock)
    object_key = f"readers/{as_of_ms:015d}-{secrets.token_hex(8)}"
    store.put(object_key, search_snapshot.encode(index))
    pointer = SearchSnapshot(
        *SearchSnapshot.key(version=search_snapshot.VERSION),
        object_key=object_key,
        as_of_ms=as_of_ms,
        readers=index.size,
    )
    newer = SearchSnapshot.pk.does_not_exist() | (SearchSnapshot.as_of_ms < as_of_ms)
    try:
        table.write(Put(pointer, newer, refused=Superseded))
    except Superseded:
        return None
    return index.size


def _is_due(now_ms: int) -> bool:
    pointer = _pointer(consistent=True)
    if pointer is None or now_ms - pointer.as_of_ms >= DAY_MS:
        return True
    change_pk, since = ReaderCard.change_key(changed_at_ms=pointer.as_of_ms, reader_id="-")
    changed = table.query(
        ReaderCard,
        change_pk,
        index=table.TableItem.index2,
        sk_condition=ReaderCard.i2_sk >= since,
        limit=ENOUGH_CHANGES,
    ).items
    return len(changed) >= ENOUGH_CHANGES or (bool(changed) and now_ms - pointer.as_of_ms >= HOUR_MS)
