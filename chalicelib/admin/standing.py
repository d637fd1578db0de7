"""What ends when somebody may not take part any more: the session they are in, and their bookings ahead.

It is done twice: at once, after the commit that takes their standing, and as due work of their account, which falls
due in that commit, so that a process that dies in between leaves nothing standing (docs/decisions/0014-bookings.md).
"""

from __future__ import annotations

from chalicelib.accounts import service as accounts
from chalicelib.accounts.items import UserProfile
from chalicelib.bookings import support as bookings
from chalicelib.core import table
from chalicelib.core.runtime import Runtime
from chalicelib.readers import service as readers
from chalicelib.sessions import service as sessions


def end_what_cannot_go_on(profile: UserProfile, now_ms: int) -> None:
    """End what a person may not take part in any more, as of `now_ms`. Again: nothing.

    A suspended account's session ends and all its bookings ahead are called off; of a reader who is not listed any
    more, those ahead as reader. Whoever is in good standing keeps everything.
    """
    if profile.suspended:
        sessions.end_of_suspended(profile.user_id, now_ms)
        bookings.cancel_all(profile.user_id, now_ms, as_reader=False)
    status = readers.load_status(profile.user_id)
    if status is not None and not readers.is_listed(status):
        bookings.cancel_all(profile.user_id, now_ms, as_reader=True)


def follow_up(profile: UserProfile, as_of_ms: int, runtime: Runtime) -> None:
    """Do what is due on an account (`areas.DUE`), as of the instant at which its standing was taken."""
    end_what_cannot_go_on(profile, as_of_ms if profile.due_at_ms is None else profile.due_at_ms)
    try:
        table.write(accounts.stood_down(profile))
    except table.Refused:
        return  # its standing was changed again meanwhile, which is due by itself
