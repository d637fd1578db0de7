"""Loads the demonstration's last weeks: sessions with their reviews, answers, a refund, and flags; notes, favourites.

Who held sessions had the money for them, credited the day before the first; so nobody's balance depends on them.
"""

from __future__ import annotations

from collections import defaultdict

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.core.clock import DAY_MS, HOUR_MS
from chalicelib.core.ids import derived_id
from chalicelib.moderation import service as moderation
from chalicelib.moderation.rules import TargetType
from chalicelib.moderation.service import AlreadyFlagged
from chalicelib.readers import favourites
from chalicelib.readers import service as readers
from chalicelib.sessions import notes, refunds, reviews
from infrastructure.local import past_sessions
from infrastructure.local.demo_history import FAVOURITES, NOTES, DemoFlag, DemoSession, Said
from infrastructure.local.demo_readers import REVIEWERS
from infrastructure.local.people import CLIENTS, READERS
from infrastructure.local.seeding import Demo, actor_of, credit, once

SUBJECTS = {person.name: person.subject for person in (*CLIENTS, *READERS)} | {
    name: subject for subject, name in REVIEWERS.items()
}


def load_history(demo: Demo) -> None:
    """Load it, once everybody is there; what is there already stays as it is."""
    first_run_ms = demo.first_run_ms()
    names = {name for session in demo.history for name in (session.client, session.reader)}
    people = {name: accounts.load_account(accounts.user_id_of(demo.issuer, SUBJECTS[name])) for name in names}
    _credit_all(demo, people, first_run_ms)
    for session in demo.history:
        _load_session(demo, session, people[session.client], people[session.reader], first_run_ms)
    _load_kept(people, first_run_ms)


def _load_kept(people: dict[str, UserProfile], first_run_ms: int) -> None:
    """Load the favourites and the notes on people, of those who met."""
    for number, (client, reader) in enumerate(FAVOURITES):
        if {client, reader} <= people.keys():
            marked_ms = first_run_ms - DAY_MS + number * HOUR_MS
            favourites.mark(people[client].user_id, people[reader].user_id, marked_ms)
    for note in NOTES:
        if {note.by, note.about} <= people.keys():
            about_id = people[note.about].user_id
            notes.keep_note_on_person(actor_of(people[note.by]), about_id, note.text, first_run_ms - DAY_MS)


def _credit_all(demo: Demo, people: dict[str, UserProfile], first_run_ms: int) -> None:
    prices_cents: defaultdict[str, int] = defaultdict(int)
    for session in demo.history:
        rates = readers.load_reader(people[session.reader].user_id).status.rates
        prices_cents[session.client] += -(-session.seconds // 60) * rates[session.modality]
    for name, price_cents in prices_cents.items():
        profile = people[name]
        began_ms = first_run_ms - demo.history[0].hours_ago * HOUR_MS
        credit(profile, f"demo_history_{profile.user_id}", price_cents, began_ms - DAY_MS)


def _load_session(
    demo: Demo, session: DemoSession, client: UserProfile, reader: UserProfile, first_run_ms: int
) -> None:
    at_ms = first_run_ms - session.hours_ago * HOUR_MS
    asking = actor_of(client)
    session_id = past_sessions.hold(
        actor_of(reader), asking, client.display_name, session.modality, at_ms, session.seconds
    )
    if session.note is not None:
        notes.keep_note_on_session(asking, session_id, session.note, at_ms + HOUR_MS)
    if session.refund_cents:
        refunds.refund(
            demo.admin().user_id,
            session_id,
            session.refund_cents,
            session.refund_reason,
            refund_id=derived_id("rfd", session_id),
            now_ms=at_ms + DAY_MS,
        )
    if session.said is not None:
        _load_review(demo, session.said, session_id, client, reader, at_ms + HOUR_MS)


def _load_review(
    demo: Demo, said: Said, session_id: str, client: UserProfile, reader: UserProfile, written_ms: int
) -> None:
    review = reviews.review(session_id, actor_of(client), rating=said.rating, text=said.text, now_ms=written_ms)
    if said.answer is not None:
        readers.answer_review(
            reader.user_id, reader.display_name, review.review_id, said.answer, written_ms + 5 * HOUR_MS
        )
    for flag in said.flags:
        _flag(demo, review.review_id, flag, written_ms + 7 * HOUR_MS)


def _flag(demo: Demo, review_id: str, flag: DemoFlag, at_ms: int) -> None:
    def make() -> None:
        moderation.flag(
            accounts.user_id_of(demo.issuer, SUBJECTS[flag.by]),
            TargetType.REVIEW,
            review_id,
            reason=flag.reason,
            details=flag.details,
            now_ms=at_ms,
        )

    once(make, AlreadyFlagged)
