"""Admins' acts on the real table engine: each leaves exactly one entry in the audit log, whoever races."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.core import audit, table
from chalicelib.core.audit import AuditLog
from chalicelib.core.auth import Actor, Role
from chalicelib.core.clock import DAY_MS
from chalicelib.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from chalicelib.core.ids import new_id
from chalicelib.readers import service as readers
from chalicelib.readers.rules import ApplicationStatus, Listing, Modality, Reachability
from chalicelib.readers.service import Description
from chalicelib.wallet import ledger
from chalicelib.wallet.rules import earnings_of
from tests.conftest import START_MS

pytestmark = pytest.mark.usefixtures("table_engine")

ADMIN = new_id("usr", START_MS)
_instants = count(START_MS)
DESCRIPTION = Description("Luna", "Tarot", "For years.", ["tarot"], ["en"], "UTC")


def now_ms() -> int:
    """A later instant at each call, so that entries have an order."""
    return next(_instants)


def client() -> Actor:
    profile = accounts.sign_in("https://issuer.example/", new_id("auth", START_MS), "Luna", None, START_MS)
    return Actor(profile.user_id, Role(profile.role), profile.suspended, profile.subject)


def applicant() -> Actor:
    actor = client()
    readers.apply(actor, DESCRIPTION, START_MS)
    return actor


def verify(user_id: str, verified: bool = True) -> readers.Reader:
    return admin.verify_reader(ADMIN, user_id, verified=verified, reason="Checked", now_ms=now_ms())


def verified_reader() -> Actor:
    actor = applicant()
    verify(actor.user_id)
    readers.change_rates(actor, {Modality.VOICE: 250}, START_MS)
    readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    return actor


def entries(user_id: str) -> list[AuditLog]:
    return audit.page(100, target_id=user_id).items


def standing(user_id: str) -> tuple[bool, bool, bool, str]:
    reader = readers.load_reader(user_id)
    assert reader.card.online == reader.status.online
    return reader.status.verified, reader.status.suspended, reader.status.online, reader.card.i1_pk


def application_status(user_id: str) -> ApplicationStatus:
    return readers.load_reader(user_id).status.application_status


def test_verification_makes_a_reader() -> None:
    actor = applicant()
    assert application_status(actor.user_id) is ApplicationStatus.PENDING
    assert standing(actor.user_id) == (False, False, False, "READERS#applied")
    reader = verify(actor.user_id)
    assert reader.status.verified
    assert standing(actor.user_id) == (True, False, False, "READERS#listed")
    assert accounts.load_account(actor.user_id).role == Role.READER
    assert ledger.load_account(earnings_of(actor.user_id)).balance_cents == 0
    (entry,) = entries(actor.user_id)
    assert (entry.action, entry.actor_id, entry.reason) == ("reader_verified", ADMIN, "Checked")
    assert (entry.before, entry.after) == (
        {"verified": False, "role": "client"},
        {"verified": True, "role": "reader"},
    )


def test_verification_can_be_taken_back_and_given_again() -> None:
    actor = verified_reader()
    verify(actor.user_id, verified=False)
    assert standing(actor.user_id) == (False, False, False, "READERS#applied")
    assert application_status(actor.user_id) is ApplicationStatus.WITHDRAWN
    assert accounts.load_account(actor.user_id).role == Role.READER
    verify(actor.user_id)
    verify(actor.user_id)
    assert application_status(actor.user_id) is ApplicationStatus.VERIFIED
    assert standing(actor.user_id) == (True, False, False, "READERS#listed")
    assert [entry.action for entry in entries(actor.user_id)] == [
        "reader_verified",
        "reader_unverified",
        "reader_verified",
    ]


def test_eight_admins_verify_once() -> None:
    actor = applicant()

    def attempt(_: int) -> bool:
        try:
            return verify(actor.user_id).status.verified
        except Conflict:
            return readers.load_reader(actor.user_id).status.verified

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(attempt, range(8)))
    assert len(entries(actor.user_id)) == 1


@pytest.mark.parametrize("attempt", range(4))
def test_a_role_change_and_a_verification_do_not_contradict_each_other(attempt: int) -> None:
    actor = applicant()
    calls = [
        lambda: verify(actor.user_id),
        lambda: admin.change_role(ADMIN, actor.user_id, role=Role.ADMIN, reason="Staff", now_ms=now_ms()),
    ]

    def run(call: object) -> str:
        try:
            call()  # type: ignore[operator]
        except Conflict:
            return "refused"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcome = list(pool.map(run, calls if attempt % 2 else calls[::-1]))
    role = accounts.load_account(actor.user_id).role
    verified = readers.load_reader(actor.user_id).status.verified
    assert (role, verified) in {("reader", True), ("admin", False)}
    assert len(entries(actor.user_id)) == outcome.count("done")


def test_a_role_that_is_taken_away_takes_the_reader_off_the_lists() -> None:
    actor = verified_reader()
    admin.change_role(ADMIN, actor.user_id, role=Role.CLIENT, reason="Asked to stop", now_ms=now_ms())
    assert standing(actor.user_id) == (False, False, False, "READERS#applied")
    assert application_status(actor.user_id) is ApplicationStatus.WITHDRAWN
    with pytest.raises(Conflict, match="verified"):
        admin.change_role(ADMIN, actor.user_id, role=Role.READER, reason="Back", now_ms=now_ms())
    verify(actor.user_id)
    assert accounts.load_account(actor.user_id).role == Role.READER


def test_roles_of_accounts_that_are_no_readers() -> None:
    actor = client()
    for role in (Role.ADMIN, Role.ADMIN, Role.CLIENT):
        changed = admin.change_role(ADMIN, actor.user_id, role=role, reason="Staff", now_ms=now_ms())
        assert changed.role == accounts.load_account(actor.user_id).role == role
    assert [entry.after for entry in entries(actor.user_id)] == [{"role": "client"}, {"role": "admin"}]


def test_what_admins_cannot_do() -> None:
    actor = client()
    with pytest.raises(Forbidden):
        admin.change_role(actor.user_id, actor.user_id, role=Role.CLIENT, reason="Done", now_ms=now_ms())
    with pytest.raises(Forbidden):
        admin.change_suspension(actor.user_id, actor.user_id, suspended=True, reason="Done", now_ms=now_ms())
    with pytest.raises(NotFound):
        verify(actor.user_id)
    with pytest.raises(NotFound):
        admin.change_role(ADMIN, new_id("usr", START_MS), role=Role.ADMIN, reason="Staff", now_ms=now_ms())
    with pytest.raises(ValidationFailed) as refused:
        admin.change_role(ADMIN, actor.user_id, role=Role.ADMIN, reason=" ", now_ms=now_ms())
    assert refused.value.field == "reason"
    assert entries(actor.user_id) == []


def test_an_admin_or_a_suspended_account_is_not_verified() -> None:
    staff, suspended = applicant(), applicant()
    admin.change_role(ADMIN, staff.user_id, role=Role.ADMIN, reason="Staff", now_ms=now_ms())
    admin.change_suspension(ADMIN, suspended.user_id, suspended=True, reason="Abuse", now_ms=now_ms())
    for actor in (staff, suspended):
        with pytest.raises(Conflict):
            verify(actor.user_id)
        assert not readers.load_reader(actor.user_id).status.verified


def test_a_suspension_takes_a_reader_offline() -> None:
    actor = verified_reader()

    def suspend(suspended: bool) -> None:
        admin.change_suspension(ADMIN, actor.user_id, suspended=suspended, reason="Abuse", now_ms=now_ms())

    suspend(True)
    assert standing(actor.user_id) == (True, True, False, "READERS#hidden")
    assert accounts.load_account(actor.user_id).suspended
    with pytest.raises(Forbidden):
        readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    with pytest.raises(NotFound):
        readers.public_reader(actor.user_id)
    suspend(True)
    suspend(False)
    assert standing(actor.user_id) == (True, False, False, "READERS#listed")
    readers.set_reachability(actor, Reachability.ONLINE, START_MS)
    assert [entry.action for entry in entries(actor.user_id)][:2] == ["suspension_lifted", "account_suspended"]


def test_a_suspended_account_cannot_apply() -> None:
    actor = client()
    admin.change_suspension(ADMIN, actor.user_id, suspended=True, reason="Abuse", now_ms=now_ms())
    with pytest.raises(Forbidden):
        readers.apply(actor, DESCRIPTION, START_MS)
    assert readers.find_reader(actor.user_id) is None


def test_a_standing_decided_on_an_old_view_is_refused() -> None:
    actor = verified_reader()
    old = readers.load_reader(actor.user_id)
    verify(actor.user_id, verified=False)
    with pytest.raises(Conflict):
        table.transact(*readers.standing_writes(old, verified=True, suspended=True))
    assert standing(actor.user_id) == (False, False, False, "READERS#applied")


def test_the_audit_log_is_paged_newest_first() -> None:
    actor = client()
    far_future_ms = START_MS + 3_650 * DAY_MS
    for number in range(3):
        table.write(
            audit.record(
                actor_id=ADMIN,
                action="test",
                target_type="user",
                target_id=actor.user_id,
                before={},
                after={"number": number},
                reason="Test",
                now_ms=far_future_ms + number,
            )
        )
    first = audit.page(2)
    second = audit.page(2, first.next_key)
    numbers = [entry.after.get("number") for entry in [*first.items, *second.items]]
    assert numbers[:3] == [2, 1, 0]


def test_the_list_of_applicants() -> None:
    actors = [applicant() for _ in range(3)]
    found, start = [], None
    while True:
        page, start = readers.page_by_listing(Listing.APPLIED, 2, start)
        assert len(page) <= 2
        found += [reader.card.reader_id for reader in page]
        if start is None:
            break
    assert {actor.user_id for actor in actors} <= set(found)
    assert len(set(found)) == len(found)
