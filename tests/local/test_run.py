"""A whole local run: the real package in the emulator, signed in, paid for, killed, stopped and started again."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from infrastructure.local.demo_history import SESSIONS
from infrastructure.local.layout import REGION, ROOT, ROOT_ACCESS_KEY, Layout, layout_from, read_run_file
from infrastructure.local.people import CLIENTS
from infrastructure.local.processes import port_is_free
from tests.emulator import free_port
from tests.local.sign_in import access_token

START_SECONDS = 480.0
STOP_SECONDS = 60.0
SOON_SECONDS = 120.0
POLL_SECONDS = 0.1
SCHEDULED = ("version", "id", "detail-type", "source", "account", "time", "region")
"""The fields of a schedule's event that are text."""


def eventually(true: Callable[[], Any], what: str, seconds: float = SOON_SECONDS) -> Any:
    """Return what `true` gives once that is not false."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = true()
        if found:
            return found
        time.sleep(POLL_SECONDS)
    raise AssertionError(f"{what}: not within {seconds:.0f} s")


class Run:
    """`make run` on ports and a state directory of its own."""

    def __init__(self, state: Path) -> None:
        ports = {
            name: str(free_port())
            for name in ("SOULSEER_PORT", "SOULSEER_ISSUER_PORT", "SOULSEER_PAYMENTS_PORT", "SOULSEER_EMULATOR_PORT")
        }
        self.environment = {**os.environ, **ports, "SOULSEER_STATE_DIR": str(state)}
        self.environment.pop("AWS_ENDPOINT_URL", None)
        self.layout: Layout = layout_from(self.environment)
        self.output = state.parent / "output.txt"

    def start(self) -> None:
        with self.output.open("ab") as output:
            command = [sys.executable, "-m", "infrastructure.local.run"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        eventually(self._ready_or_ended, "the run is ready", START_SECONDS)
        assert self.process.poll() is None, self.said()

    def _ready_or_ended(self) -> bool:
        return self.process.poll() is not None or (read_run_file(self.layout) or {}).get("ready") is True

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)

    def said(self) -> str:
        return self.output.read_text()

    def told(self) -> dict[str, Any]:
        told = read_run_file(self.layout)
        assert told is not None
        return told

    def sign_in(self, subject: str) -> dict[str, str]:
        """Return the headers of somebody signed in by the development issuer."""
        return {"Authorization": f"Bearer {access_token(self.layout, subject=subject)}"}

    def api(self, method: str, path: str, headers: dict[str, str], **more: Any) -> requests.Response:
        return requests.request(method, f"{self.layout.origin}/v1{path}", headers=headers, timeout=30, **more)

    def aws(self, service: str, **credentials: str) -> Any:
        """Return a client of an emulated service, of the root user unless `credentials` are somebody else's."""
        root = {"aws_access_key_id": ROOT_ACCESS_KEY, "aws_secret_access_key": "made up"}
        return boto3.client(service, endpoint_url=self.layout.emulator, region_name=REGION, **(credentials or root))

    def log_lines(self, function: str = "") -> list[str]:
        """Return what a deployed function has logged, as CloudWatch has it; by default what all have."""
        logs, lines = self.aws("logs"), []
        for group in logs.describe_log_groups()["logGroups"]:
            name = group["logGroupName"]
            for stream in logs.describe_log_streams(logGroupName=name)["logStreams"] if function in name else ():
                found = logs.get_log_events(logGroupName=name, logStreamName=stream["logStreamName"], limit=10_000)
                lines += [event["message"] for event in found["events"]]
        return lines

    def balance(self, headers: dict[str, str]) -> int | None:
        answer = self.api("GET", "/wallet", headers)
        return answer.json()["balance_cents"] if answer.ok else None


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    run = Run(tmp_path / "state")
    try:
        run.start()
        yield run
    finally:
        if run.process.poll() is None:
            run.stop(signal.SIGTERM)


def test_from_start_to_second_start(run: Run) -> None:
    assert requests.get(f"{run.layout.origin}/v1/health", timeout=10).json() == {"status": "ok", "stage": "local"}
    nothing = requests.get(f"{run.layout.origin}/v1/no-such-thing", timeout=10)
    assert (nothing.status_code, nothing.json()["code"]) == (404, "not_found")
    assert nothing.headers["Content-Type"] == "application/problem+json"
    assert requests.get(f"{run.layout.origin}/v1/me", timeout=10).status_code == 401
    reader = requests.get(f"{run.layout.origin}/v1/readers", timeout=10).json()["items"][0]
    photo = requests.get(run.layout.origin + reader["photo_url"], timeout=10)
    assert (photo.status_code, photo.headers["Content-Type"]) == (200, "image/webp")

    client = run.sign_in(CLIENTS[0].subject)
    assert run.api("GET", "/me", client).json()["display_name"] == CLIENTS[0].name
    _the_demonstration_was_held_once_and_the_schedules_go_on(run, client)
    before = run.balance(client)
    assert before is not None
    _top_up(run, client)
    eventually(lambda: run.balance(client) == before + 5_000, "the webhook is booked")

    _functions_may_do_what_their_policies_allow(run)
    _kill_the_emulator_at_a_bad_moment(run, client, before + 10_000)
    _kill_the_front(run)
    check = subprocess.run(
        [sys.executable, "-m", "infrastructure.local.check"],
        cwd=ROOT,
        env=run.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (check.returncode, check.stdout.splitlines()[-1]) == (0, "0 violations"), check.stdout + check.stderr

    assert run.stop() == 0, run.said()
    assert "stopped; the data is kept" in run.said()
    assert all(port_is_free(port) for port, _ in run.layout.ports.values())

    run.start()
    assert run.balance(client) == before + 10_000
    assert "stack is up to date" in run.said()
    second = subprocess.run(
        [sys.executable, "-m", "infrastructure.local.run"],
        cwd=ROOT,
        env=run.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 2
    assert second.stderr.startswith("SoulSeer is running already at")
    pids = run.told()["processes"].values()
    run.process.kill()
    run.process.wait()
    eventually(lambda: not any(alive(pid) for pid in pids), "nothing is left behind by a killed run")


def _the_demonstration_was_held_once_and_the_schedules_go_on(run: Run, client: dict[str, str]) -> None:
    held = run.api("GET", "/sessions", client, params={"limit": 100}).json()["items"]
    assert len(held) == sum(each.client == CLIENTS[0].name for each in SESSIONS)
    rules = run.aws("events").list_rules()["Rules"]
    assert {rule["State"] for rule in rules if "ScheduleExpression" in rule} == {"ENABLED"}


def _top_up(run: Run, client: dict[str, str]) -> None:
    body = {"amount_cents": 5_000, "return_path": "/wallet"}
    headers = client | {"Idempotency-Key": secrets.token_hex(16)}
    top_up = run.api("POST", "/wallet/top-ups", headers, json=body)
    assert top_up.status_code == 201, top_up.text
    paid = requests.post(top_up.json()["checkout_url"], data={"action": "pay"}, allow_redirects=False, timeout=10)
    assert paid.headers["Location"].startswith(f"{run.layout.origin}/wallet?top_up=")


def _functions_may_do_what_their_policies_allow(run: Run) -> None:
    table = run.told()["stack"]["table"]
    (tick,) = [role for role in run.aws("iam").list_roles()["Roles"] if "BillingTick" in role["RoleName"]]
    given = run.aws("sts").assume_role(RoleArn=tick["Arn"], RoleSessionName="a-test")["Credentials"]
    names = {"AccessKeyId": "aws_access_key_id", "SecretAccessKey": "aws_secret_access_key"}
    names["SessionToken"] = "aws_session_token"
    as_tick = run.aws("dynamodb", **{name: given[each] for each, name in names.items()})
    key = {"pk": {"S": "nothing"}, "sk": {"S": "nothing"}}
    assert "Item" not in as_tick.get_item(TableName=table, Key=key)
    with pytest.raises(as_tick.exceptions.ClientError, match="not authorized to perform: dynamodb:PutItem"):
        as_tick.put_item(TableName=table, Item=key)

    for name in ("LedgerCheck", "RefreshSearch"):
        (function,) = [
            each["FunctionName"]
            for each in run.aws("lambda").list_functions()["Functions"]
            if name in each["FunctionName"]
        ]
        event = json.dumps({**dict.fromkeys(SCHEDULED, ""), "detail": {}, "resources": []})
        answer = run.aws("lambda").invoke(FunctionName=function, Payload=event)
        assert "FunctionError" not in answer, answer["Payload"].read()
    assert run.aws("s3").list_objects_v2(Bucket=_search_bucket(run))["KeyCount"] == 1, "a snapshot was made"
    assert [line for line in run.log_lines() if "AccessDenied" in line] == []


def _search_bucket(run: Run) -> str:
    (bucket,) = [each["Name"] for each in run.aws("s3").list_buckets()["Buckets"] if "searchbucket" in each["Name"]]
    return bucket


def _kill_the_emulator_at_a_bad_moment(run: Run, client: dict[str, str], balance: int) -> None:
    """A payment is begun and booked after the emulator's last save, then it is killed: nothing is lost or doubled."""
    saved = run.layout.state / "emulator" / "dynamodb.json"
    last_save = saved.stat().st_mtime_ns
    run.balance(client)
    eventually(lambda: saved.stat().st_mtime_ns != last_save, "the emulator saves")
    _top_up(run, client)
    eventually(lambda: run.balance(client) == balance, "the second payment is booked")
    killed = run.told()["processes"]["emulator"]
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: (read_run_file(run.layout) or {})["processes"]["emulator"] != killed, "it is started again")
    assert run.balance(client) == balance


def _kill_the_front(run: Run) -> None:
    killed = run.told()["processes"]["front"]
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: run.told()["processes"]["front"] != killed, "the front is started again")
    assert requests.get(f"{run.layout.origin}/config.json", timeout=10).ok


def alive(pid: int) -> bool:
    """Tell whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
