"""Reviews and flags on the real table engine: who may write, what counts, and that the sums are those of a recount."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.core import audit, table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS
from chalicelib.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put, Update
from chalicelib.moderation import service as moderation
from chalicelib.moderation.rules import Decision, FlagReason, TargetType
from chalicelib.moderation.service import AlreadyFlagged
from chalicelib.notifications import service as notifications
from chalicelib.notifications.items import Notification
from chalicelib.notifications.service import NotificationKind, notification_id_of
from chalicelib.readers import service as readers
from chalicelib.readers.items import ReaderCard, ReaderProfile, Review
from chalicelib.readers.review_rules import ReviewSort
from chalicelib.readers.reviews import AnswerHidden, ReviewClosed, ReviewHidden
from chalicelib.sessions import refunds, reviews
from chalicelib.sessions.errors import SessionWrongState
from chalicelib.sessions.rules import Party
from chalicelib.wallet.audit import check
from chalicelib.wallet.ledger_check import payouts_are_stopped, run_check
from tests.conftest import START_MS
from tests.service.people import make_account
from tests.service.sessions import Stage, make_client, make_reader
from tests.service.wallet_helpers import funded, provider

pytestmark = pytest.mark.usefixtures("table_engine")
DAY = 24 * 3_600


def held(reader_id: str = "", seconds: float = 100, client_id: str = "") -> tuple[Stage, Actor]:
    """A settled session, and its client."""
    profile = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), "Mira Kovač", None, START_MS)
    client_id = client_id or make_client(50_000)
    actor = accounts.SignedIn(client_id, Role.CLIENT, False, profile.subject, profile)
    stage = Stage(client=client_id, reader=reader_id or make_reader()).begin()
    stage.sign_through(0, seconds)
    stage.end(seconds)
    profile.user_id = client_id
    return stage, actor


def write(stage: Stage, actor: Actor, rating: int = 5, text: str = "Kind and clear.", at: float = 200) -> Review:
    return reviews.review(stage.session_id, actor, rating=rating, text=text, now_ms=stage.at(at))


def card(reader_id: str) -> ReaderCard:
    found = table.load(ReaderCard, ReaderCard.key(reader_id=reader_id))
    assert found is not None
    return found


def counted(reader_id: str) -> list[int]:
    """The ratings by stars, having checked that number and sum agree with them, and all with the reviews that show."""
    found = card(reader_id)
    shown = Counter(review.rating for review in readers.page_of_reviews(reader_id, 100, None).items)
    assert found.rating_counts == [shown[stars] for stars in range(1, 6)]
    assert found.rating_count == sum(shown.values())
    assert found.rating_sum == sum(stars * number for stars, number in shown.items())
    return found.rating_counts


def test_a_paid_session_is_reviewed_once_and_the_rating_follows() -> None:
    stage, actor = held()
    assert reviews.reviewed(stage.session_id, actor) == (None, True)
    first = write(stage, actor, 4)
    assert (first.author_name, first.review_id) == ("Mira K.", f"rev_{stage.session_id[4:]}")
    assert counted(stage.reader_id) == [0, 0, 0, 1, 0]
    again = write(stage, actor, 4, at=300)
    assert (again.version, again.created_at_ms) == (0, stage.at(200))
    assert counted(stage.reader_id) == [0, 0, 0, 1, 0]
    fact = notification_id_of(stage.reader_id, NotificationKind.REVIEW_RECEIVED, first.review_id)
    told = table.load(Notification, Notification.key(user_id=stage.reader_id, notification_id=fact))
    assert told is not None
    assert told.details["with_name"] == "Mira K."


def test_sixteen_requests_write_one_review() -> None:
    stage, actor = held()

    def attempt(number: int) -> None:
        with suppress(Conflict):
            write(stage, actor, 1 + number % 5, f"Review {number}")

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(attempt, range(16)))
    assert sum(counted(stage.reader_id)) == 1


def test_a_review_changes_for_seven_days() -> None:
    stage, actor = held()
    write(stage, actor, 5)
    changed = write(stage, actor, 2, "On reflection.", at=200 + 7 * DAY - 1)
    assert (changed.rating, changed.text, changed.edited_at_ms) == (2, "On reflection.", stage.at(200 + 7 * DAY - 1))
    assert counted(stage.reader_id) == [0, 1, 0, 0, 0]
    with pytest.raises(ReviewClosed):
        write(stage, actor, 1, at=200 + 7 * DAY)
    assert counted(stage.reader_id) == [0, 1, 0, 0, 0]


def test_a_review_may_come_late() -> None:
    stage, actor = held()
    assert write(stage, actor, at=300 * DAY).rating == 5


def test_what_was_not_paid_or_not_settled_is_not_reviewed() -> None:
    given_back, actor = held(seconds=20)
    assert reviews.reviewed(given_back.session_id, actor) == (None, False)
    with pytest.raises(SessionWrongState):
        write(given_back, actor)
    stage = Stage().begin()
    with pytest.raises(SessionWrongState):
        write(stage, stage.actor(Party.CLIENT))
    assert counted(stage.reader_id) == [0, 0, 0, 0, 0]


def test_a_refund_given_later_takes_no_right_away() -> None:
    stage, actor = held()
    total_cents = (stage.item.charged_cents or 0) - (stage.item.reversed_cents or 0)
    admin_id = new_id("usr", START_MS)
    refunds.refund(
        admin_id,
        stage.session_id,
        total_cents,
        "Not held well",
        refund_id=new_id("rfd", START_MS),
        now_ms=stage.at(150),
    )
    assert write(stage, actor, 1).rating == 1


def test_only_the_client_reviews() -> None:
    stage, actor = held()
    with pytest.raises(Forbidden):
        write(stage, stage.actor(Party.READER))
    _, stranger = held()
    with pytest.raises(NotFound):
        write(stage, stranger)
    with pytest.raises(Forbidden):
        write(stage, Actor(new_id("usr", START_MS), Role.ADMIN, False, "admin"))
    for rating, text in ((0, "Fine"), (6, "Fine"), (5, " "), (5, "x" * 2_001)):
        with pytest.raises(ValidationFailed):
            write(stage, actor, rating, text)


def test_the_reader_answers_once_and_may_change_it_for_seven_days() -> None:
    stage, actor = held()
    review_id = write(stage, actor).review_id

    def answer(text: str, at: float, reader_id: str = stage.reader_id) -> Review:
        return readers.answer_review(reader_id, "Luna", review_id, text, stage.at(at))

    with pytest.raises(NotFound):
        answer("Not mine", 250, make_reader())
    assert answer("Thank you", 300).answered_at_ms == stage.at(300)
    assert answer("Thank you, Mira", 400).answer_edited_at_ms == stage.at(400)
    with pytest.raises(ReviewClosed):
        answer("Well", 300 + 7 * DAY)
    stored = readers.find_review(review_id)
    assert stored is not None
    assert (stored.answer_text, stored.answered_at_ms) == ("Thank you, Mira", stage.at(300))
    fact = notification_id_of(actor.user_id, NotificationKind.REVIEW_ANSWERED, review_id)
    assert table.load(Notification, Notification.key(user_id=actor.user_id, notification_id=fact)) is not None


def test_reviews_come_in_three_orders() -> None:
    reader_id = make_reader()
    for number, rating in enumerate((3, 5, 1, 5)):
        stage, actor = held(reader_id)
        write(stage, actor, rating, f"Review {number}", at=1_000 + number)
    texts = {
        sort: [each.text[-1] for each in readers.page_of_reviews(reader_id, 100, None, sort).items]
        for sort in ReviewSort
    }
    assert texts == {
        ReviewSort.NEWEST: ["3", "2", "1", "0"],
        ReviewSort.HIGHEST: ["3", "1", "0", "2"],
        ReviewSort.LOWEST: ["2", "0", "1", "3"],
    }
    first = readers.page_of_reviews(reader_id, 3, None, ReviewSort.HIGHEST)
    second = readers.page_of_reviews(reader_id, 3, first.next_key, ReviewSort.HIGHEST)
    assert [each.text[-1] for each in first.items + second.items] == ["3", "1", "0", "2"]


# --- flags --------------------------------------------------------------------------------------------------------


def flag(review_id: str, user_id: str = "", details: str = "", of: TargetType = TargetType.REVIEW) -> None:
    moderation.flag(
        user_id or new_id("usr", START_MS),
        of,
        review_id,
        reason=FlagReason.ABUSE,
        details=details,
        now_ms=START_MS + 9 * DAY_MS,
    )


def decide(
    review_id: str, decision: Decision, admin_id: str = audit.OPERATOR, of: TargetType = TargetType.REVIEW
) -> moderation.Case:
    return moderation.decide(
        admin_id, of, review_id, decision=decision, reason="Looked at", now_ms=START_MS + 9 * DAY_MS
    )


def told(user_id: str) -> list[str]:
    """What an author was told of decisions and of the account, in no order."""
    seen, _ = notifications.notifications_of(user_id, limit=100, start_key=None)
    details = [each.item.plain_details() for each in seen]
    return sorted(str(each.get("outcome", each.get("decision"))) for each in details if "with_name" not in each)


def case_of(review_id: str, *, decided: bool = False) -> moderation.Case | None:
    start = None
    while True:
        cases, start = moderation.page_of_cases(100, start, decided=decided)
        for case in cases:
            if case.item.target_id == review_id:
                return case
        if start is None:
            return None


def is_hidden(review_id: str) -> bool:
    found = readers.find_review(review_id)
    assert found is not None
    return found.hidden


def test_the_third_person_who_flags_hides_a_review_until_a_moderator_decides() -> None:
    stage, actor = held()
    review_id = write(stage, actor, 1).review_id
    user_id = new_id("usr", START_MS)
    flag(review_id, user_id, "Names my sister")
    with pytest.raises(AlreadyFlagged):
        flag(review_id, user_id)
    flag(review_id)
    assert not is_hidden(review_id)
    flag(review_id)
    assert is_hidden(review_id)
    assert counted(stage.reader_id) == [0, 0, 0, 0, 0]
    case = case_of(review_id)
    assert case is not None
    assert (case.item.flags, case.item.quoted[0]["details"]) == (3, "Names my sister")
    assert told(actor.user_id) == ["flagged"]
    with pytest.raises(NotFound):
        flag(review_id)
    with pytest.raises(AlreadyFlagged):
        flag(review_id, user_id)
    with pytest.raises(ReviewHidden):
        write(stage, actor, 2)
    with pytest.raises(ReviewHidden):
        readers.answer_review(stage.reader_id, "Luna", review_id, "But", stage.at(300))

    shown = decide(review_id, Decision.DISMISS)
    assert (shown.item.flags, shown.shown and shown.shown.hidden) == (0, False)
    assert case_of(review_id) is None
    assert told(actor.user_id) == ["flagged", "shown"]
    assert counted(stage.reader_id) == [1, 0, 0, 0, 0]
    flag(review_id)
    flag(review_id)
    assert not is_hidden(review_id)
    flag(review_id)
    assert is_hidden(review_id)


def test_a_moderator_hides_shows_again_and_is_audited() -> None:
    stage, actor = held()
    review_id = write(stage, actor, 3).review_id
    with pytest.raises(NotFound):
        decide(review_id, Decision.HIDE)
    flag(review_id)
    for decision, by_stars in (
        (Decision.HIDE, [0, 0, 0, 0, 0]),
        (Decision.HIDE, [0, 0, 0, 0, 0]),
        (Decision.DISMISS, [0, 0, 1, 0, 0]),
        (Decision.HIDE, [0, 0, 0, 0, 0]),
    ):
        decide(review_id, decision)
        assert counted(stage.reader_id) == by_stars
    actions = Counter(entry.action for entry in audit.page(10, target_id=review_id).items)
    assert actions == {"review_hidden": 2, "review_flags_dismissed": 1}
    assert told(actor.user_id) == ["hidden", "hidden", "shown"]


def test_a_decision_moves_the_case_to_those_that_were_decided_and_a_flag_moves_it_back() -> None:
    stage, actor = held()
    review_id = write(stage, actor, 3).review_id
    flag(review_id)
    assert case_of(review_id, decided=True) is None
    decide(review_id, Decision.DISMISS)
    found = case_of(review_id, decided=True)
    assert found is not None
    assert (found.item.decision, found.item.decision_reason, found.item.is_waiting) == ("dismiss", "Looked at", False)
    assert told(actor.user_id) == []
    flag(review_id)
    assert case_of(review_id, decided=True) is None
    again = case_of(review_id)
    assert again is not None
    assert again.item.flags == 1


def test_a_warning_hides_the_review_and_is_told_once() -> None:
    stage, actor = held()
    review_id = write(stage, actor, 1).review_id
    flag(review_id)
    for _ in range(2):
        decide(review_id, Decision.WARN)
    assert is_hidden(review_id)
    assert told(actor.user_id) == ["warned"]
    decide(review_id, Decision.HIDE)
    assert told(actor.user_id) == ["warned"]
    decide(review_id, Decision.DISMISS)
    assert told(actor.user_id) == ["shown", "warned"]
    assert counted(stage.reader_id) == [1, 0, 0, 0, 0]


def test_a_suspension_by_a_decision_is_one_transaction_with_it_and_stays_until_it_is_lifted() -> None:
    stage, actor = held()
    author = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), "Mira", None, START_MS)
    found = readers.find_review(write(stage, actor, 1).review_id)
    assert found is not None
    table.write(Update(found, [Review.author_id.set(author.user_id)]))
    flag(found.review_id)
    with pytest.raises(Forbidden):
        decide(found.review_id, Decision.SUSPEND, author.user_id)
    assert not is_hidden(found.review_id)
    for _ in range(2):
        case = decide(found.review_id, Decision.SUSPEND)
        assert case.author is not None
        assert case.author.suspended
    assert is_hidden(found.review_id)
    assert told(author.user_id) == ["hidden", "suspended"]
    assert [entry.action for entry in audit.page(9, target_id=author.user_id).items] == ["account_suspended"]
    decide(found.review_id, Decision.DISMISS)
    assert not is_hidden(found.review_id)
    assert accounts.load_account(author.user_id).suspended


def test_moderators_who_decide_at_once_tell_the_author_what_came_last() -> None:
    stage, actor = held()
    review_id = write(stage, actor, 1).review_id
    flag(review_id)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: decide(review_id, (Decision.HIDE, Decision.WARN)[number % 2]), range(8)))
    decided = [entry.action for entry in audit.page(20, target_id=review_id).items]
    assert told(actor.user_id).count("warned") == decided.count("review_hidden_author_warned")
    assert told(actor.user_id).count("hidden") <= 1
    assert counted(stage.reader_id) == [0, 0, 0, 0, 0]


def test_nine_people_who_flag_at_once_hide_it_once() -> None:
    stage, actor = held()
    review_id = write(stage, actor, 2).review_id

    def attempt(_: int) -> bool:
        try:
            flag(review_id)
        except (NotFound, Conflict):
            return False
        return True

    with ThreadPoolExecutor(9) as pool:
        assert list(pool.map(attempt, range(9))).count(True) == 3
    assert counted(stage.reader_id) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("target_id", ["rev_00000000000000000000000000", "ses_00000000000000000000000000", "nonsense"])
def test_what_does_not_exist_is_not_flagged(target_id: str) -> None:
    with pytest.raises(NotFound):
        flag(target_id)


def test_whatever_happens_the_sums_are_those_of_the_reviews_that_show() -> None:
    """Writers, editors, flaggers and moderators at once, in an order of chance; the whole is recounted at the end."""
    chance = random.Random(7)
    reader_id = make_reader()
    stages = [held(reader_id) for _ in range(5)]
    ids = [readers.review_id_of(stage.session_id) for stage, _ in stages]

    def act(seed: int) -> None:
        each = random.Random(seed)
        number = each.randrange(5)
        with suppress(Conflict, NotFound, ReviewHidden, AlreadyFlagged):
            match each.randrange(4):
                case 0 | 1:
                    write(*stages[number], each.randint(1, 5), f"Review {seed}", at=200 + seed % 1_000)
                case 2:
                    flag(ids[number])
                case _:
                    decide(ids[number], each.choice(tuple(Decision)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, [chance.getrandbits(32) for _ in range(150)]))
    assert sum(counted(reader_id)) <= 5


@pytest.mark.usefixtures("empty_table")
def test_the_check_finds_ratings_that_drifted_and_lets_payouts_go_on() -> None:
    (one, _, _), (other, _, _) = (funded(provider(), 5_000) for _ in range(2))
    stage, actor = held(client_id=one)
    hidden, author = held(stage.reader_id, client_id=other)
    write(stage, actor, 4)
    review_id = write(hidden, author, 1).review_id
    for _ in range(3):
        flag(review_id)
    assert check(lambda: START_MS).violations == ()
    found = card(stage.reader_id)
    table.write(Update(found, [ReaderCard.ratings_4.set(0), ReaderCard.ratings_5.set(1)]))
    report = run_check(lambda: START_MS)
    assert {(each.invariant, each.subject) for each in report.violations} == {("rating_mismatch", stage.reader_id)}
    assert report.violation_count == 3
    assert not payouts_are_stopped()


# --- answers ------------------------------------------------------------------------------------------------------

ANSWER = TargetType.REVIEW_ANSWER


def answered() -> tuple[Stage, Actor, str]:
    """A review of five stars that its reader has answered."""
    stage, actor = held()
    review_id = write(stage, actor, 5).review_id
    make_account(stage.reader_id, Role.READER, "Luna Vega")
    readers.answer_review(stage.reader_id, "Luna", review_id, "Thank you", stage.at(300))
    return stage, actor, review_id


def hidden_parts(review_id: str) -> tuple[bool, bool]:
    """Whether the review and its answer are hidden."""
    found = readers.find_review(review_id)
    assert found is not None
    return found.hidden, found.answer_hidden


def test_an_answer_is_hidden_by_its_own_flags_and_the_review_stays() -> None:
    stage, actor, review_id = answered()
    user_id = new_id("usr", START_MS)
    flag(review_id, user_id)  # of the review: another matter
    flag(review_id, user_id, of=ANSWER)
    with pytest.raises(AlreadyFlagged):
        flag(review_id, user_id, of=ANSWER)
    flag(review_id, of=ANSWER)
    assert hidden_parts(review_id) == (False, False)
    flag(review_id, of=ANSWER)
    assert hidden_parts(review_id) == (False, True)
    assert counted(stage.reader_id) == [0, 0, 0, 0, 1]
    assert (told(stage.reader_id), told(actor.user_id)) == (["flagged"], [])
    with pytest.raises(NotFound):
        flag(review_id, of=ANSWER)
    with pytest.raises(AnswerHidden):
        readers.answer_review(stage.reader_id, "Luna", review_id, "Once more", stage.at(400))
    assert write(stage, actor, 4).rating == 4, "its review can still be changed"


def test_decisions_about_an_answer_can_be_taken_back_and_are_audited() -> None:
    stage, actor, review_id = answered()
    with pytest.raises(NotFound):
        decide(review_id, Decision.HIDE, of=ANSWER)
    flag(review_id, of=ANSWER)
    for decision, hidden in (
        (Decision.HIDE, True),
        (Decision.DISMISS, False),
        (Decision.WARN, True),
        (Decision.DISMISS, False),
    ):
        case = decide(review_id, decision, of=ANSWER)
        assert hidden_parts(review_id) == (False, hidden)
    assert case.shown is not None
    assert (case.shown.author_id, case.shown.about_id) == (stage.reader_id, actor.user_id)
    assert (case.shown.text, case.shown.in_reply_to) == ("Thank you", "Kind and clear.")
    actions = Counter(entry.action for entry in audit.page(10, target_id=review_id).items)
    assert actions == {
        "review_answer_hidden": 1,
        "review_answer_hidden_author_warned": 1,
        "review_answer_flags_dismissed": 2,
    }
    assert told(stage.reader_id) == ["hidden", "shown", "shown", "warned"]
    readers.answer_review(stage.reader_id, "Luna", review_id, "Thank you, Mira", stage.at(400))


def test_the_author_of_an_answer_can_be_suspended_with_it() -> None:
    stage, actor, review_id = answered()
    key = ReaderProfile.key(reader_id=stage.reader_id)
    table.write(Put(ReaderProfile(*key, reader_id=stage.reader_id, bio="B", time_zone="UTC", member_since_ms=0)))
    flag(review_id, of=ANSWER)
    decide(review_id, Decision.SUSPEND, of=ANSWER)
    assert accounts.load_account(stage.reader_id).suspended
    assert not accounts.load_account(actor.user_id).suspended
    assert hidden_parts(review_id) == (False, True)


def test_an_answer_that_nobody_sees_is_not_flagged() -> None:
    stage, actor = held()
    review_id = write(stage, actor).review_id
    with pytest.raises(NotFound):
        flag(review_id, of=ANSWER)
    readers.answer_review(stage.reader_id, "Luna", review_id, "Thank you", stage.at(300))
    flag(review_id)
    decide(review_id, Decision.HIDE)
    with pytest.raises(NotFound):
        flag(review_id, of=ANSWER)
    decide(review_id, Decision.DISMISS)
    flag(review_id, of=ANSWER)


def test_an_answer_and_its_review_are_hidden_and_shown_apart_also_at_once() -> None:
    _, _, review_id = answered()
    flag(review_id)
    flag(review_id, of=ANSWER)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(decide, review_id, Decision.HIDE, of=of) for of in TargetType]
        assert [each.result().shown is not None for each in both] == [True, True]
    assert hidden_parts(review_id) == (True, True)
    decide(review_id, Decision.DISMISS)
    assert hidden_parts(review_id) == (False, True)
    decide(review_id, Decision.DISMISS, of=ANSWER)
    assert hidden_parts(review_id) == (False, False)
