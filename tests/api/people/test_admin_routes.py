"""Admins' routes, and that nobody else gets what they give."""

from __future__ import annotations

import pytest

from tests.api.people.conftest import People


def test_verifying_shows_in_the_audit_log(people: People) -> None:
    subject, admin = people.applicant(), people.admin()
    user_id = people.user_id(subject)
    people.clock.advance(86_400)
    path = f"/v1/admin/readers/{user_id}/verify"
    answer = people.api.post(path, {"verified": True, "reason": "  Papers seen "}, as_=admin)
    assert (answer.json["verified"], answer.json["application_status"]) == (True, "verified")
    (entry,) = people.api.get("/v1/admin/audit-log", as_=admin, query={"target_id": user_id}).json["items"]
    entry.pop("audit_id")
    assert entry == {
        "actor_id": people.user_id(admin),
        "action": "reader_verified",
        "target_type": "reader",
        "target_id": user_id,
        "before": {"verified": False, "role": "client"},
        "after": {"verified": True, "role": "reader"},
        "reason": "Papers seen",
        "at": "2025-10-10T08:54:00.000Z",
    }


def test_the_audit_log_is_paged(people: People) -> None:
    admin = people.admin()
    first = people.api.get("/v1/admin/audit-log", as_=admin, query={"limit": 1}).json
    people.verify(people.applicant())
    second = people.api.get("/v1/admin/audit-log", as_=admin, query={"limit": 1, "cursor": first["next_cursor"]}).json
    assert len(first["items"]) == len(second["items"]) == 1
    assert first["items"] != second["items"]
    stolen = people.api.get("/v1/admin/audit-log", as_=people.admin(), query={"cursor": first["next_cursor"]})
    assert stolen.code == "invalid_cursor"


def test_the_audit_log_of_one_target(people: People) -> None:
    admin, subject = people.admin(), people.reader()
    user_id = people.user_id(subject)
    for suspended in (True, False):
        people.clock.advance(1)
        people.suspend(subject, suspended)
    query: dict[str, object] = {"target_id": user_id, "limit": 2}
    first = people.api.get("/v1/admin/audit-log", as_=admin, query=query).json
    second = people.api.get("/v1/admin/audit-log", as_=admin, query=query | {"cursor": first["next_cursor"]}).json
    actions = [entry["action"] for entry in first["items"] + second["items"]]
    assert actions == ["suspension_lifted", "account_suspended", "reader_verified"]
    for other in ({}, {"target_id": people.user_id(admin)}):
        answer = people.api.get("/v1/admin/audit-log", as_=admin, query={"cursor": first["next_cursor"], **other})
        assert answer.code == "invalid_cursor"


def test_roles(people: People) -> None:
    admin, subject = people.admin(), people.client()
    path = f"/v1/admin/users/{people.user_id(subject)}/role"
    assert people.api.put(path, {"role": "reader", "reason": "Asked"}, as_=admin).code == "conflict"
    assert people.api.put(path, {"role": "admin", "reason": "Staff"}, as_=admin).json["role"] == "admin"
    assert people.api.get("/v1/admin/audit-log", as_=subject).status == 200
    own = f"/v1/admin/users/{people.user_id(admin)}/role"
    assert people.api.put(own, {"role": "client", "reason": "Done"}, as_=admin).code == "forbidden"
    for body, field in (({"role": "king", "reason": "x"}, "role"), ({"role": "client", "reason": " "}, "reason")):
        answer = people.api.put(path, body, as_=admin)
        assert (answer.code, answer.json["field"]) == ("validation_failed", field)


def test_applicants_and_readers(people: People) -> None:
    admin, waiting, verified = people.admin(), people.applicant(), people.reader()

    def ids(flag: str) -> set[str]:
        found: set[str] = set()
        query = {"verified": flag, "limit": 50}
        while True:
            page = people.api.get("/v1/admin/readers", as_=admin, query=query).json
            found |= {reader["reader_id"] for reader in page["items"]}
            if page["next_cursor"] is None:
                return found
            query["cursor"] = page["next_cursor"]

    people.applicant()
    page = people.api.get("/v1/admin/readers", as_=admin, query={"limit": 1}).json
    moved = {"limit": 1, "verified": "true", "cursor": page["next_cursor"]}
    assert people.api.get("/v1/admin/readers", as_=admin, query=moved).code == "invalid_cursor"
    assert people.user_id(waiting) in ids("false") - ids("true")
    assert people.user_id(verified) in ids("true") - ids("false")


def test_an_admin_is_suspended_only_by_another(people: People) -> None:
    admin = people.admin()
    path = f"/v1/admin/users/{people.user_id(admin)}/suspension"
    body = {"suspended": True, "reason": "Abuse"}
    assert people.api.put(path, body, as_=admin).code == "forbidden"
    assert people.api.put(path, body, as_=people.admin()).json["suspended"] is True
    assert people.api.get("/v1/admin/audit-log", as_=admin).code == "account_suspended"


@pytest.mark.parametrize("role", ["client", "reader"])
def test_nobody_else_does_what_admins_do(people: People, role: str) -> None:
    subject = people.client() if role == "client" else people.reader()
    target = people.user_id(people.applicant())
    calls = [
        ("POST", f"/v1/admin/readers/{target}/verify", {"verified": True, "reason": "x"}),
        ("POST", f"/v1/admin/readers/{people.user_id(subject)}/verify", {"verified": True, "reason": "x"}),
        ("PUT", f"/v1/admin/users/{people.user_id(subject)}/role", {"role": "admin", "reason": "x"}),
        ("PUT", f"/v1/admin/users/{target}/suspension", {"suspended": True, "reason": "x"}),
        ("GET", "/v1/admin/readers", None),
        ("GET", "/v1/admin/audit-log", None),
    ]
    for method, path, body in calls:
        assert people.api.request(method, path, body, as_=subject).code == "forbidden"
    assert people.api.get("/v1/me", as_=subject).json["role"] == role


def test_nobody_is_not_found(people: People) -> None:
    admin, nobody = people.admin(), "usr_" + "0" * 26
    calls = [
        ("POST", f"/v1/admin/readers/{nobody}/verify", {"verified": True, "reason": "x"}),
        ("POST", f"/v1/admin/readers/{people.user_id(people.client())}/verify", {"verified": True, "reason": "x"}),
        ("PUT", f"/v1/admin/users/{nobody}/role", {"role": "admin", "reason": "x"}),
        ("PUT", f"/v1/admin/users/{nobody}/suspension", {"suspended": True, "reason": "x"}),
    ]
    for method, path, body in calls:
        assert people.api.request(method, path, body, as_=admin).code == "not_found"
