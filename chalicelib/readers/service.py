"""Readers: the area's public door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pynamodb.expressions.update import Action

from chalicelib.accounts import service as accounts
from chalicelib.accounts.rules import clean_name
from chalicelib.accounts.service import Person
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.table import Put, Update, Write
from chalicelib.core.text import valid
from chalicelib.core.zones import check_time_zone
from chalicelib.readers import rules
from chalicelib.readers.items import ReaderCard, ReaderProfile, ReaderStatus, change_card, change_key_now
from chalicelib.readers.reachability import (
    change_rates,
    go_offline_actions,
    is_bookable,
    is_listed,
    load_status,
    release,
    release_unanswered,
    require_listed,
    reserve,
    reserve_for_booking,
    set_bookable,
    set_reachability,
    status_of,
)
from chalicelib.readers.reviews import (
    PaidSession,
    answer_review,
    find_review,
    find_reviews,
    hide_answer,
    hide_review,
    page_of_reviews,
    review_id_of,
    review_key,
    show_answer,
    show_review,
    write_review,
)
from chalicelib.readers.rules import Listing
from chalicelib.readers.stored import Reader, find_reader, load_reader, reader_of

__all__ = [
    "Description",
    "PaidSession",
    "Reader",
    "answer_review",
    "apply",
    "change_description",
    "change_rates",
    "feature",
    "find_reader",
    "find_review",
    "find_reviews",
    "hide_answer",
    "hide_review",
    "is_bookable",
    "is_listed",
    "load_people",
    "load_person",
    "load_reader",
    "load_status",
    "page_by_listing",
    "page_of_reviews",
    "public_reader",
    "release",
    "release_unanswered",
    "require_listed",
    "reserve",
    "reserve_for_booking",
    "review_id_of",
    "review_key",
    "set_bookable",
    "set_photo",
    "set_reachability",
    "show_answer",
    "show_review",
    "standing_writes",
    "status_of",
    "write_review",
]


@dataclass(frozen=True, slots=True)
class Description:
    """What readers write about themselves, as it came in; `cleaned` checks and tidies it."""

    display_name: str
    headline: str
    bio: str
    specialities: Sequence[str]
    languages: Sequence[str]
    time_zone: str

    def cleaned(self) -> Description:
        """Return the description tidied.

        Raises:
            ValidationFailed: a part is not acceptable; `field` names it.
        """
        return Description(
            display_name=valid("display_name", clean_name, self.display_name),
            headline=valid("headline", rules.clean_headline, self.headline),
            bio=valid("bio", rules.clean_bio, self.bio),
            specialities=_labels("specialities", self.specialities),
            languages=_labels("languages", self.languages),
            time_zone=valid("time_zone", check_time_zone, self.time_zone),
        )


def _labels(field: str, labels: Sequence[str]) -> list[str]:
    clean = rules.clean_language if field == "languages" else rules.clean_speciality
    return valid(field, lambda given: rules.clean_labels(given, clean), labels)


# --- for sessions -----------------------------------------------------------------------------------------------


def load_person(reader_id: str) -> Person | None:
    """Return a reader's name and photo, or None: no such reader. Half a read unit, eventually consistent."""
    card = table.load(ReaderCard, ReaderCard.key(reader_id=reader_id), consistent=False)
    return None if card is None else Person(card.reader_id, card.display_name, card.photo_url)


def load_people(reader_ids: Sequence[str]) -> dict[str, Person]:
    """Return names and photos of readers as `load_person` does, those that there are; half a read unit each."""
    found = table.load_many([ReaderCard.key(reader_id=reader_id) for reader_id in reader_ids], consistent=False)
    cards = cast(list[ReaderCard], list(found.values()))
    return {card.reader_id: Person(card.reader_id, card.display_name, card.photo_url) for card in cards}


# --- a reader's own doing ---------------------------------------------------------------------------------------


def apply(actor: Actor, description: Description, now_ms: int) -> Reader:
    """Record a client's application to be a reader, to be verified by an admin.

    Raises:
        ValidationFailed: a part of the description is not acceptable.
        Conflict: this account has applied before.
        Forbidden: the account is no client any more, or was suspended meanwhile.
    """
    cleaned = description.cleaned()
    reader_id = actor.user_id
    listing_pk, listing_sk = ReaderCard.listing_key(
        listing=Listing.APPLIED, member_since_ms=now_ms, reader_id=reader_id
    )
    change_pk, change_sk = change_key_now(reader_id)
    card = ReaderCard(
        *ReaderCard.key(reader_id=reader_id),
        reader_id=reader_id,
        display_name=cleaned.display_name,
        headline=cleaned.headline,
        specialities=list(cleaned.specialities),
        languages=list(cleaned.languages),
        i1_pk=listing_pk,
        i1_sk=listing_sk,
        i2_pk=change_pk,
        i2_sk=change_sk,
    )
    profile = ReaderProfile(
        *ReaderProfile.key(reader_id=reader_id),
        reader_id=reader_id,
        bio=cleaned.bio,
        time_zone=cleaned.time_zone,
        member_since_ms=now_ms,
    )
    status = ReaderStatus(*ReaderStatus.key(reader_id=reader_id), reader_id=reader_id)
    table.transact(
        Put(card, refused=lambda: Conflict("You have applied already.")),
        Put(profile),
        Put(status),
        accounts.require_active(reader_id, Role.CLIENT, Forbidden),
    )
    return Reader(card, profile, status)


def change_description(actor: Actor, description: Description) -> Reader:
    """Change what the caller's own profile says.

    Raises:
        ValidationFailed: a part is not acceptable.
        NotFound: the caller is no reader.
    """
    cleaned = description.cleaned()
    reader = load_reader(actor.user_id)
    card, profile = reader.card, reader.profile
    table.transact(
        change_card(
            actor.user_id,
            [
                ReaderCard.display_name.set(cleaned.display_name),
                ReaderCard.headline.set(cleaned.headline),
                ReaderCard.specialities.set(list(cleaned.specialities)),
                ReaderCard.languages.set(list(cleaned.languages)),
            ],
            described=True,
        ),
        Update(profile, [ReaderProfile.bio.set(cleaned.bio), ReaderProfile.time_zone.set(cleaned.time_zone)]),
    )
    card.display_name, card.headline = cleaned.display_name, cleaned.headline
    card.specialities, card.languages = list(cleaned.specialities), list(cleaned.languages)
    profile.bio, profile.time_zone = cleaned.bio, cleaned.time_zone
    return reader


# --- for admins: parts of their transactions --------------------------------------------------------------------


def standing_writes(reader: Reader, *, verified: bool, suspended: bool) -> list[Write]:
    """Return the writes that verify or suspend a reader, or take that back, and move the card to its list.

    Whoever is not verified, or suspended, is offline. Refused with Conflict when the standing is not as it was read.
    """
    status, card = reader.status, reader.card
    as_read = (ReaderStatus.verified == status.verified) & (ReaderStatus.suspended == status.suspended)
    listing_pk, _ = ReaderCard.listing_key(
        listing=rules.listing(verified=verified, suspended=suspended),
        member_since_ms=reader.profile.member_since_ms,
        reader_id=card.reader_id,
    )
    of_status: list[Action] = [ReaderStatus.verified.set(verified), ReaderStatus.suspended.set(suspended)]
    if verified:
        of_status.append(ReaderStatus.withdrawn.remove())
    elif status.verified:
        of_status.append(ReaderStatus.withdrawn.set(True))
    of_card: list[Action] = [ReaderCard.i1_pk.set(listing_pk)]
    if not verified or suspended:
        of_status += go_offline_actions()
        of_card.append(ReaderCard.online.set(False))
    changed = Conflict("This reader was changed by somebody else at the same time. Look again.")
    return [Update(status, of_status, as_read, refused=lambda: changed), change_card(card.reader_id, of_card)]


def feature(reader_id: str, featured: bool) -> None:
    """Show a reader first in the lists, or no longer. Raises NotFound."""
    table.write(change_card(reader_id, [ReaderCard.featured.set(featured)]))


def set_photo(reader_id: str, photo_url: str) -> None:
    """Show the picture at `photo_url`, a path under /media/, as the reader's. Raises NotFound."""
    table.write(change_card(reader_id, [ReaderCard.photo_url.set(photo_url)]))


def page_by_listing(
    listing: Listing, limit: int, start_key: Mapping[str, Any] | None
) -> tuple[list[Reader], dict[str, Any] | None]:
    """Return a page of the readers on a list, oldest member first, and where the next page starts."""
    listing_pk = ReaderCard.listing_key.pk_of(listing=listing)
    page = table.query(ReaderCard, listing_pk, index=table.TableItem.index1, limit=limit, start_key=start_key)
    kinds = (ReaderCard, ReaderProfile, ReaderStatus)
    found = table.load_many([kind.key(reader_id=card.reader_id) for card in page.items for kind in kinds])
    return [reader_of(found, card.reader_id) for card in page.items], page.next_key


# --- for everybody ----------------------------------------------------------------------------------------------


def public_reader(reader_id: str) -> Reader:
    """Return a reader as everybody may see them; 1.5 read units and more for a long bio, eventually consistent.

    Raises:
        NotFound: there is no such reader, or they are not verified, or suspended.
    """
    reader = load_reader(reader_id, consistent=False)
    if rules.listing(verified=reader.status.verified, suspended=reader.status.suspended) is not Listing.LISTED:
        raise NotFound("There is no such reader.")
    return reader
