"""Makes somebody an admin, from a machine with access to the stage's table: the way the first admin comes to be.

    TABLE_NAME=soulseer-prod python -m infrastructure.grant_admin \\
        --issuer https://example.eu.auth0.com/ --subject 'auth0|…' --reason 'First admin'

The change stands in the audit log as done by `operator`. No setting of a running stage can make an admin, so there is
none to forget. An account that does not exist yet is made, as its first call would.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from chalicelib.accounts import service as accounts
from chalicelib.admin import service as admin
from chalicelib.core import audit
from chalicelib.core.auth import Role
from chalicelib.core.clock import SystemClock
from chalicelib.core.errors import SoulSeerError


def main(arguments: Sequence[str]) -> int:
    """Grant the role as the arguments say; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m infrastructure.grant_admin", description="Make somebody an admin."
    )
    parser.add_argument("--issuer", required=True, help="the token issuer, exactly as in its tokens (with its slash)")
    parser.add_argument("--subject", required=True, help="the person's subject at that issuer")
    parser.add_argument("--reason", required=True, help="why, for the audit log")
    given = parser.parse_args(arguments)
    now_ms = SystemClock().now_ms()
    profile = accounts.sign_in(given.issuer, given.subject, None, None, now_ms)
    try:
        admin.change_role(audit.OPERATOR, profile.user_id, role=Role.ADMIN, reason=given.reason, now_ms=now_ms)
    except SoulSeerError as error:
        sys.stderr.write(f"{error.detail}\n")
        return 1
    sys.stdout.write(f"{profile.user_id} is an admin\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
