"""Measures both loops against the PostgreSQL whose socket directory is given, and prints what it found as JSON.

python measure.py SOCKET_DIRECTORY SESSIONS          (by tests/load/bench/django_loop.py, in an environment of its own)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from django.conf import settings

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
RATE_CENTS = 250
LOOPS = ("per_session", "batched")
WORKERS = 2
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def set_up(sockets: str) -> None:
    """Make Django use the database."""
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres", "HOST": sockets}
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["billing"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def loop_named(name: str) -> ModuleType:
    from billing import batched, per_session

    return {"per_session": per_session, "batched": batched}[name]


def make_tables() -> None:
    from billing.models import LedgerEntry, Session, Wallet
    from django.db import connection

    with connection.schema_editor() as editor:
        for model in (Wallet, Session, LedgerEntry):
            editor.create_model(model)


def populate(count: int) -> tuple[int, int]:
    """Put sessions in place whose second minute is due; return the first and the last key."""
    from billing.models import LedgerEntry, Session, Wallet
    from django.db import connection

    LedgerEntry.objects.all().delete()
    Session.objects.all().delete()
    wallets = Wallet.objects.bulk_create(Wallet(balance_cents=50_000) for _ in range(count))
    sessions = Session.objects.bulk_create(
        Session(
            wallet=wallet,
            rate_cents=RATE_CENTS,
            charged_minutes=1,
            charged_cents=RATE_CENTS,
            paid_until=NOW - timedelta(seconds=1),
            both_present_at=NOW,
        )
        for wallet in wallets
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return sessions[0].pk, sessions[-1].pk


def require_charged(count: int) -> None:
    """Each session was charged once, and the money went where the entries say."""
    from billing.models import LedgerEntry, Session, Wallet
    from django.db.models import Sum

    assert Session.objects.filter(charged_minutes=2, charged_cents=2 * RATE_CENTS).count() == count
    assert LedgerEntry.objects.aggregate(total=Sum("amount_cents"))["total"] == count * RATE_CENTS
    assert Wallet.objects.filter(balance_cents=50_000 - RATE_CENTS, session__isnull=False).count() == count


def cpu_seconds_of_server(postmaster: int) -> float | None:
    """Processor time of the server's processes so far; None where there is no /proc."""
    if not Path("/proc/self/stat").exists():
        return None
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # a process that has just ended
            continue
        if int(fields[1]) == postmaster:
            total += int(fields[11]) + int(fields[12])
    return total / _TICKS_A_SECOND


def alone(name: str, count: int, postmaster: int) -> dict[str, Any]:
    """One worker in this process: its processor time, and the server's."""
    first, last = populate(count)
    server, cpu, wall = cpu_seconds_of_server(postmaster), time.process_time(), time.perf_counter()
    loop_named(name).tick(NOW, first, last)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    after = cpu_seconds_of_server(postmaster)
    require_charged(count)
    return {
        "client_cpu_ms": cpu * 1_000 / count,
        "server_cpu_ms": None if server is None or after is None else (after - server) * 1_000 / count,
        "wall_ms": wall * 1_000 / count,
    }


def together(name: str, sockets: str, count: int) -> float:
    """Milliseconds a session with several workers at once, each with its share of the keys."""
    first, last = populate(count)
    step = -(-count // WORKERS)
    shares = [(low, min(low + step - 1, last)) for low in range(first, last + 1, step)]
    command = [sys.executable, __file__, sockets, name]
    workers = [
        subprocess.Popen(
            [*command, str(low), str(high)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parent
        )
        for low, high in shares
    ]
    for worker in workers:
        assert worker.stdout is not None
        worker.stdout.readline()  # it has imported everything and is connected
    started = time.perf_counter()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(b"go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate()
        assert worker.returncode == 0
    wall = time.perf_counter() - started
    require_charged(count)
    return wall * 1_000 / count


def work(name: str, first: int, last: int) -> None:
    """One of several workers: says when it is ready, starts when it is told."""
    from django.db import connection

    connection.ensure_connection()
    loop = loop_named(name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    loop.tick(NOW, first, last)


def main() -> None:
    sockets = sys.argv[1]
    set_up(sockets)
    if len(sys.argv) == 5:
        work(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
        return
    from django.db import connection

    count = int(sys.argv[2])
    postmaster = int((Path(sockets) / "postmaster.pid").read_text())
    make_tables()
    version = connection.pg_version
    found: dict[str, Any] = {"versions": f"Django {django.get_version()}, PostgreSQL {version // 10_000}"}
    for name in LOOPS:
        found[name] = alone(name, count, postmaster) | {"together_ms": together(name, sockets, count)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
