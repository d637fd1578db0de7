"""Reviews and flags through the API: what is shown to whom, what is refused with which code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.core import audit, table
from chalicelib.core.auth import Role
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put
from chalicelib.readers.items import ReaderProfile
from tests.api.issuer import ISSUER
from tests.api.test_sessions import World
from tests.api.test_sessions import world as world  # the fixture
from tests.service.sessions import top_up

pytestmark = pytest.mark.usefixtures("table_engine")
REVIEW = {"rating": 4, "text": "Kind and clear."}


@pytest.fixture
def paid(world: World) -> str:
    """The path of a settled session that was paid for."""
    key = ReaderProfile.key(reader_id=world.reader_id)
    table.write(Put(ReaderProfile(*key, reader_id=world.reader_id, bio="B", time_zone="UTC", member_since_ms=0)))
    top_up(world.client_id, 5_000)
    path = world.begin()
    world.talk(path, 90)
    assert world.api.post(f"{path}/end", as_=world.client).status == 200
    return path


def review_id_of(path: str) -> str:
    return f"rev_{path.rsplit('ses_', maxsplit=1)[1]}"


def somebody(world: World) -> str:
    subject = new_id("auth", world.clock.at_ms)
    assert world.me(subject)["role"] == "client"
    return subject


def moderator(world: World) -> str:
    subject = somebody(world)
    admin_id = accounts.user_id_of(ISSUER, subject)
    admin.change_role(audit.OPERATOR, admin_id, role=Role.ADMIN, reason="Test", now_ms=world.clock.at_ms)
    return subject


def flag(world: World, path: str, subject: str, **changes: object) -> str | None:
    body = {"target_type": "review", "target_id": review_id_of(path), "reason": "abuse"} | changes
    answer = world.api.post("/v1/flags", body, as_=subject)
    assert (answer.status == 204) == (answer.code is None)
    return answer.code


def test_a_client_reviews_a_paid_session_and_everybody_reads_it(world: World, paid: str) -> None:
    before = world.api.get(f"{paid}/review", as_=world.client).json
    assert before == {"review": None, "can_be_reviewed": True}
    written = world.api.put(f"{paid}/review", REVIEW, as_=world.client).json
    assert written == {
        "review_id": review_id_of(paid),
        "reader_id": world.reader_id,
        "author_name": "SoulSeer C.",
        "rating": 4,
        "text": "Kind and clear.",
        "created_at": written["created_at"],
        "edited_at": None,
        "answer": None,
        "changeable_until": written["changeable_until"],
        "hidden": False,
    }
    shown = world.api.get(f"/v1/readers/{world.reader_id}/reviews").json["items"]
    assert shown == [{name: written[name] for name in written if name not in ("changeable_until", "hidden")}]
    detail = world.api.get(f"/v1/readers/{world.reader_id}").json
    assert (detail["rating_counts"], detail["rating_hundredths"], detail["review_count"]) == ([0, 0, 0, 1, 0], 400, 1)
    assert detail["completed_sessions"] == 1

    world.clock.advance(7 * 86_400)
    assert world.api.put(f"{paid}/review", REVIEW | {"rating": 1}, as_=world.client).code == "review_closed"


def test_who_may_not_review(world: World, paid: str) -> None:
    assert world.api.put(f"{paid}/review", REVIEW, as_=world.reader).code == "forbidden"
    assert world.api.put(f"{paid}/review", REVIEW, as_=somebody(world)).code == "not_found"
    assert world.api.get(f"{paid}/review", as_=somebody(world)).code == "not_found"
    assert world.api.get(f"{paid}/review", as_=world.reader).code == "forbidden"
    live = world.begin(key="start-2")
    assert world.api.put(f"{live}/review", REVIEW, as_=world.client).code == "session_wrong_state"
    assert world.api.get(f"{live}/review", as_=world.client).json == {"review": None, "can_be_reviewed": False}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rating": 0}, "rating"),
        ({"rating": 6}, "rating"),
        ({"rating": "5"}, "rating"),
        ({"text": " "}, "text"),
        ({"text": "x" * 2_001}, "text"),
        ({"author_name": "Somebody"}, "author_name"),
    ],
)
def test_a_review_that_is_not_acceptable(world: World, paid: str, change: dict[str, object], field: str) -> None:
    answer = world.api.put(f"{paid}/review", REVIEW | change, as_=world.client)
    assert (answer.code, answer.json["field"]) == ("validation_failed", field)
    assert world.api.get(f"{paid}/review", as_=world.client).json["review"] is None


def test_the_reader_answers(world: World, paid: str) -> None:
    path = f"/v1/me/reader/reviews/{review_id_of(paid)}/answer"
    assert world.api.put(path, {"text": "Thank you"}, as_=world.reader).code == "not_found"
    world.api.put(f"{paid}/review", REVIEW, as_=world.client)
    answered = world.api.put(path, {"text": "Thank you"}, as_=world.reader).json
    assert answered["answer"]["text"] == "Thank you"
    assert world.api.get("/v1/me/reader/reviews", as_=world.reader).json["items"] == [answered]
    assert world.api.put(path, {"text": "Thank you"}, as_=world.client).code == "forbidden"
    world.clock.advance(7 * 86_400)
    assert world.api.put(path, {"text": "Well"}, as_=world.reader).code == "review_closed"


def test_a_cursor_of_another_order_is_refused(world: World, paid: str) -> None:
    for path in (paid, world.begin(key="start-2")):
        if path != paid:
            world.talk(path, 90)
            world.api.post(f"{path}/end", as_=world.client)
        assert world.api.put(f"{path}/review", REVIEW, as_=world.client).status == 200
    where = f"/v1/readers/{world.reader_id}/reviews"
    first = world.api.get(where, query={"limit": 1, "sort": "highest"}).json
    assert world.api.get(where, query={"limit": 1, "cursor": first["next_cursor"]}).code == "invalid_cursor"
    second = world.api.get(where, query={"limit": 1, "sort": "highest", "cursor": first["next_cursor"]}).json
    assert first["items"][0]["review_id"] != second["items"][0]["review_id"]


def test_flags_hide_and_a_moderator_shows_again(world: World, paid: str) -> None:
    world.api.put(f"{paid}/review", REVIEW, as_=world.client)
    assert flag(world, paid, world.reader, details="Not true at all") is None
    assert flag(world, paid, world.reader) == "already_flagged"
    assert flag(world, paid, somebody(world), reason="dislike") == "validation_failed"
    assert flag(world, paid, somebody(world), details="x" * 501) == "validation_failed"
    for _ in range(2):
        assert flag(world, paid, somebody(world)) is None
    assert world.api.get(f"/v1/readers/{world.reader_id}/reviews").json["items"] == []
    assert world.api.get(f"/v1/readers/{world.reader_id}").json["review_count"] == 0
    assert world.api.get(f"{paid}/review", as_=world.client).json["review"]["hidden"] is True
    assert world.api.put(f"{paid}/review", REVIEW | {"rating": 1}, as_=world.client).code == "review_hidden"

    ada = moderator(world)
    waiting = world.api.get("/v1/admin/flagged", as_=ada, query={"limit": 100}).json["items"]
    (case,) = [each for each in waiting if each["target_id"] == review_id_of(paid)]
    assert (case["flags"], case["quoted"][0]["details"]) == (3, "Not true at all")
    assert case["content"] == {
        "author_id": world.client_id,
        "author_name": "SoulSeer C.",
        "author_suspended": False,
        "about_id": world.reader_id,
        "about_name": world.me(world.reader)["display_name"],
        "rating": 4,
        "text": "Kind and clear.",
        "reply": None,
        "in_reply_to": None,
        "written_at": case["content"]["written_at"],
        "path": f"/readers/{world.reader_id}#reviews",
        "hidden": True,
    }
    decision = f"/v1/admin/flagged/review/{review_id_of(paid)}/decision"
    body = {"decision": "dismiss", "reason": "An honest opinion"}
    decided = world.api.put(decision, body, as_=ada).json
    assert (decided["content"]["hidden"], decided["waiting"], decided["decision"]) == (False, False, "dismiss")
    assert decided["decision_reason"] == "An honest opinion"
    listed = world.api.get("/v1/admin/flagged", as_=ada, query={"decided": "true", "limit": 100}).json["items"]
    assert review_id_of(paid) in [each["target_id"] for each in listed]
    assert len(world.api.get(f"/v1/readers/{world.reader_id}/reviews").json["items"]) == 1
    (entry,) = world.api.get("/v1/admin/audit-log", as_=ada, query={"target_id": review_id_of(paid)}).json["items"]
    assert (entry["action"], entry["reason"]) == ("review_flags_dismissed", "An honest opinion")
    for path in ("/v1/admin/flagged/song/rev_00000000000000000000000000/decision", decision.replace("rev_0", "rev_z")):
        assert world.api.put(path, body, as_=ada).code in ("not_found", None)


def test_who_is_suspended_by_a_decision_is_so_at_once_and_what_they_are_in_ends(world: World, paid: str) -> None:
    world.api.put(f"{paid}/review", REVIEW, as_=world.client)
    flag(world, paid, world.reader)
    live = world.begin(key="start-2")
    world.talk(live, 40)
    ada = moderator(world)
    decision = f"/v1/admin/flagged/review/{review_id_of(paid)}/decision"
    for _ in range(2):
        decided = world.api.put(decision, {"decision": "suspend", "reason": "Threats"}, as_=ada).json
        assert (decided["content"]["hidden"], decided["content"]["author_suspended"]) == (True, True)
    assert world.me(world.client)["suspended"] is True
    assert world.api.get(live, as_=world.client).json["end_reason"] == "suspended"
    assert world.api.put(f"{paid}/review", REVIEW, as_=world.client).code == "account_suspended"


def test_an_answer_is_flagged_hidden_and_shown_by_itself(world: World, paid: str) -> None:
    world.api.put(f"{paid}/review", REVIEW, as_=world.client)
    answer = f"/v1/me/reader/reviews/{review_id_of(paid)}/answer"
    assert flag(world, paid, world.client, target_type="review_answer") == "not_found"
    world.api.put(answer, {"text": "You were rude"}, as_=world.reader)
    for subject in (world.client, somebody(world), somebody(world)):
        assert flag(world, paid, subject, target_type="review_answer") is None
    assert flag(world, paid, world.client, target_type="review_answer") == "already_flagged"
    where = f"/v1/readers/{world.reader_id}/reviews"
    (shown,) = world.api.get(where).json["items"]
    assert (shown["text"], shown["answer"]) == ("Kind and clear.", None)
    assert world.api.get(f"{paid}/review", as_=world.client).json["review"]["answer"] is None
    (own,) = world.api.get("/v1/me/reader/reviews", as_=world.reader).json["items"]
    assert (own["answer"]["text"], own["answer"]["hidden"]) == ("You were rude", True)
    assert world.api.put(answer, {"text": "Sorry"}, as_=world.reader).code == "answer_hidden"

    ada = moderator(world)
    waiting = world.api.get("/v1/admin/flagged", as_=ada, query={"limit": 100}).json["items"]
    (case,) = [each for each in waiting if each["target_id"] == review_id_of(paid)]
    content = case["content"]
    assert (case["target_type"], case["flags"], content["hidden"]) == ("review_answer", 3, True)
    assert (content["author_id"], content["about_id"]) == (world.reader_id, world.client_id)
    assert (content["author_name"], content["about_name"]) == (world.me(world.reader)["display_name"], "SoulSeer C.")
    assert (content["text"], content["in_reply_to"], content["rating"]) == ("You were rude", "Kind and clear.", None)
    decision = f"/v1/admin/flagged/review_answer/{review_id_of(paid)}/decision"
    decided = world.api.put(decision, {"decision": "dismiss", "reason": "Rude, but so"}, as_=ada).json
    assert (decided["content"]["hidden"], decided["decision"]) == (False, "dismiss")
    assert world.api.get(where).json["items"][0]["answer"]["text"] == "You were rude"
    told = world.api.get("/v1/me/notifications", as_=world.reader).json["items"]
    assert ("Your answer to a review shows again", "/reader/reviews") in [(e["title"], e["path"]) for e in told]


def test_a_cursor_of_the_other_list_of_cases_is_refused(world: World, paid: str) -> None:
    ada = moderator(world)
    for path in (paid, world.begin(key="start-2")):
        if path != paid:
            world.talk(path, 90)
            world.api.post(f"{path}/end", as_=world.client)
        world.api.put(f"{path}/review", REVIEW, as_=world.client)
        flag(world, path, world.reader)
    cursor = world.api.get("/v1/admin/flagged", as_=ada, query={"limit": 1}).json["next_cursor"]
    other = world.api.get("/v1/admin/flagged", as_=ada, query={"limit": 1, "decided": "true", "cursor": cursor})
    assert other.code == "invalid_cursor"


def test_five_flags_a_minute(world: World) -> None:
    subject = somebody(world)
    codes: list[str | None] = []
    ask: Callable[[], str | None] = lambda: flag(world, "ses_" + "0" * 26, subject)  # noqa: E731 - said once
    for _ in range(6):
        codes.append(ask())
    assert codes == ["not_found"] * 5 + ["rate_limited"]
    world.clock.advance(60)
    assert ask() == "not_found"
