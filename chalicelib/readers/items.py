"""The readers' items.

A reader is three items, apart because they change at a different pace and are read by different people:
the *card* (what lists show, in the index of listed readers), the *profile* (the long text of the detail page) and
the *status* (small, written with each session, read by nothing that lists).
"""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import BooleanAttribute, ListAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.clock import SystemClock
from chalicelib.core.errors import NotFound
from chalicelib.core.table import IntegerAttribute, Key, KeyTemplate, RefusedError, TableItem, TextAttribute, Update
from chalicelib.readers.rules import ApplicationStatus, Modality, Rates, Reachability


class _Offer:
    """What a reader offers, as flat attributes, so that one condition can name one rate. Absent: not offered."""

    rate_text_cents = IntegerAttribute(null=True)
    rate_voice_cents = IntegerAttribute(null=True)
    rate_video_cents = IntegerAttribute(null=True)

    @property
    def rates(self) -> Rates:
        """The offered modalities and their rates, cents a minute, in the order text, voice, video."""
        offered = {
            Modality.TEXT: self.rate_text_cents,
            Modality.VOICE: self.rate_voice_cents,
            Modality.VIDEO: self.rate_video_cents,
        }
        return {modality: cents for modality, cents in offered.items() if cents is not None}


class ReaderStatus(_Offer, TableItem, discriminator="reader_status"):
    """Whether a reader can be reached now, and for how much: the authority that a session's reservation goes by.

    `session_id` is the one session that has reserved this reader, absent when free. Only a reader with `online` can be
    rung; `absence` (busy, away) says more of one who is not. `missed_rings` counts the rings in a row that ran out
    without an answer. `rate_changes` were made on the UTC day `rate_changes_on`. `line_length` clients wait for the
    reader, `line_tickets` were given out to clients so far; until `turn_expires_at_ms` the reader is kept for
    `turn_client_id`. The last `talk_count` sessions (older ones count less) took `talk_ms_sum` together. It falls
    due when the reader comes online. `completed_sessions` counts the sessions that were paid for; the write that frees
    the reader counts them. `bookable` names the ways to talk that can be booked, if they have
    a rate; absent when the reader keeps no hours. `withdrawn`: a verification was taken back, and no other came since.
    """

    key = KeyTemplate("READER#{reader_id}", "STATUS")

    reader_id = TextAttribute()
    verified = BooleanAttribute(default=False)
    withdrawn = BooleanAttribute(null=True)
    suspended = BooleanAttribute(default=False)
    online = BooleanAttribute(default=False)
    absence = TextAttribute(null=True)
    session_id = TextAttribute(null=True)
    missed_rings = IntegerAttribute(default=0)
    rate_changes_on = TextAttribute(null=True)
    rate_changes = IntegerAttribute(null=True)
    completed_sessions = IntegerAttribute(default=0)
    bookable: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    line_length = IntegerAttribute(null=True)
    line_tickets = IntegerAttribute(null=True)
    turn_client_id = TextAttribute(null=True)
    turn_expires_at_ms = IntegerAttribute(null=True)
    talk_ms_sum = IntegerAttribute(null=True)
    talk_count = IntegerAttribute(null=True)

    @property
    def application_status(self) -> ApplicationStatus:
        """How the reader's application stands."""
        if self.verified:
            return ApplicationStatus.VERIFIED
        return ApplicationStatus.WITHDRAWN if self.withdrawn else ApplicationStatus.PENDING

    @property
    def reachability(self) -> Reachability:
        """What the reader has set, or became by missing rings."""
        if self.online:
            return Reachability.ONLINE
        return Reachability.OFFLINE if self.absence is None else Reachability(self.absence)


class ReaderCard(_Offer, TableItem, discriminator="reader_card"):
    """What a list shows of a reader. `index1` holds it under its listing, oldest member first.

    Rates and `online` are copies of the status, written in the same transaction as it, so that a list can filter and
    sort by them without reading every status.

    `index2` holds every card once, by the instant of its last change: who keeps a copy of the cards reads there what
    has changed since. So a card is changed by `change_card` alone. `described_at_ms` is the instant at which name,
    headline, labels or bio were last written.

    `rating_sum`, `rating_count` and the five `ratings_<stars>` count the reviews that show; they change in the
    review's own transaction.
    """

    key = KeyTemplate("READER#{reader_id}", "CARD")
    listing_key = KeyTemplate("READERS#{listing}", "{member_since_ms:015d}#{reader_id}")
    change_key = KeyTemplate("READER_CHANGES", "{changed_at_ms:015d}#{reader_id}")

    reader_id = TextAttribute()
    display_name = TextAttribute()
    headline = TextAttribute()
    photo_url = TextAttribute(null=True)
    specialities: ListAttribute[str] = ListAttribute()
    languages: ListAttribute[str] = ListAttribute()
    featured = BooleanAttribute(default=False)
    online = BooleanAttribute(default=False)
    rating_sum = IntegerAttribute(default=0)
    rating_count = IntegerAttribute(default=0)
    ratings_1 = IntegerAttribute(default=0)
    ratings_2 = IntegerAttribute(default=0)
    ratings_3 = IntegerAttribute(default=0)
    ratings_4 = IntegerAttribute(default=0)
    ratings_5 = IntegerAttribute(default=0)
    described_at_ms = IntegerAttribute(default=0)

    @property
    def rating_counts(self) -> list[int]:
        """How many reviews gave one star, two stars, … five stars."""
        return [self.ratings_1, self.ratings_2, self.ratings_3, self.ratings_4, self.ratings_5]


def change_key_now(reader_id: str) -> Key:
    """Return the place in the order of changes for a card that is written now.

    By the machine's clock: it is about when the table was written, not about when something happened.
    """
    return ReaderCard.change_key(changed_at_ms=SystemClock().now_ms(), reader_id=reader_id)


def change_card(
    reader_id: str,
    actions: Sequence[Action],
    condition: Condition | None = None,
    refused: RefusedError = NotFound,
    *,
    described: bool = False,
) -> Update:
    """Return the write that changes a card and puts it at the end of the order of changes.

    Parameters:
        described: name, headline, labels, or the profile's bio change with it.
    """
    card = ReaderCard(*ReaderCard.key(reader_id=reader_id))
    change_pk, change_sk = change_key_now(reader_id)
    marks: list[Action] = [ReaderCard.i2_pk.set(change_pk), ReaderCard.i2_sk.set(change_sk)]
    if described:
        marks.append(ReaderCard.described_at_ms.set(SystemClock().now_ms()))
    return Update(card, [*actions, *marks], condition, refused=refused)


class ReaderProfile(TableItem, discriminator="reader_profile"):
    """What only the detail page shows."""

    key = KeyTemplate("READER#{reader_id}", "PROFILE")

    reader_id = TextAttribute()
    bio = TextAttribute()
    time_zone = TextAttribute()
    member_since_ms = IntegerAttribute()


class Review(TableItem, discriminator="review"):
    """A client's verdict on a reader after a paid session, and the reader's answer. Its id is the session's.

    `index1` holds what shows by age, `index2` by rating; a hidden one is in neither. `keys1` holds it under its
    author. `version` grows with every change and is the condition of the next one. The answer can be hidden by itself.
    """

    key = KeyTemplate("REVIEW#{review_id}", "REVIEW")
    newest = KeyTemplate("REVIEWS#{reader_id}", "{created_at_ms:015d}#{review_id}")
    rated = KeyTemplate("REVIEWS_BY_RATING#{reader_id}", "{rating}#{created_at_ms:015d}#{review_id}")
    written = KeyTemplate("REVIEWS_OF_AUTHOR#{user_id}", "{created_at_ms:015d}#{review_id}")

    review_id = TextAttribute()
    session_id = TextAttribute()
    reader_id = TextAttribute()
    author_id = TextAttribute()
    author_name = TextAttribute()
    rating = IntegerAttribute()
    text = TextAttribute()
    created_at_ms = IntegerAttribute()
    edited_at_ms = IntegerAttribute(null=True)
    answer_text = TextAttribute(null=True)
    answered_at_ms = IntegerAttribute(null=True)
    answer_edited_at_ms = IntegerAttribute(null=True)
    answer_hidden = BooleanAttribute(default=False)
    hidden = BooleanAttribute(default=False)
    version = IntegerAttribute(default=0)
