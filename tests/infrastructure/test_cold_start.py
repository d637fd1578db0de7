"""What a packaged function loads, and when: routes by the sheet, and nothing that is left out of the package."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from chalicelib import route_sheet
from chalicelib.areas import OPERATIONS
from infrastructure.package import CHALICE_TOOL_ONLY, NEVER_LOADED
from tests.emulator import ROOT
from tests.load.bench.imports import ENVIRONMENT

LEFT_OUT = [name.replace("/", ".") for name in (*CHALICE_TOOL_ONLY, *NEVER_LOADED)]
REFUSE = f"""
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in {LEFT_OUT!r}):
            raise ImportError(f"{{name}} is not in the package")
sys.meta_path.insert(0, Refuse())
"""


def run(code: str, **environment: str) -> str:
    known = {name: value for name, value in os.environ.items() if name not in ("AWS_ENDPOINT_URL", "_HANDLER")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=known | ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout


def test_the_sheet_has_every_route_with_the_module_that_declares_it() -> None:
    found = {route.operation_id: route for route in route_sheet.read(route_sheet.render())}
    assert set(found) == {each.operation_id for each in OPERATIONS}
    for each in OPERATIONS:
        route = found[each.operation_id]
        assert (route.method, route.path) == (each.method, each.path)
        assert route.load() is each


@pytest.mark.parametrize("module", sorted({each.handler.__module__ for each in OPERATIONS}))
def test_each_area_can_be_the_first_that_is_loaded(module: str) -> None:
    rows = [row for row in json.loads(route_sheet.render()) if row[3] == module]
    code = f"""
import json, sys
from chalicelib import route_sheet
from chalicelib.core.api import OPERATIONS
for route in route_sheet.read(json.dumps({rows!r}).encode()):
    assert route.load().operation_id == route.operation_id
assert "chalicelib.areas" not in sys.modules
"""
    run(code)


def test_what_is_left_out_of_the_package_is_never_loaded() -> None:
    code = f"""{REFUSE}
import app, chalicelib.areas, chalicelib.composition, chalicelib.sessions.handlers, chalicelib.wallet.handlers
import boto3, stripe, agora_token_builder
from chalicelib.core import auth, events, observability
from chalicelib.gateways import agora, agora_tokens, mail, storage, stripe_payments, stripe_webhooks
from chalicelib.gateways.stripe_payments import StripePayments
StripePayments("sk_test_none", api_base="http://127.0.0.1:9")
message = {{"messageId": "1", "body": "{{}}", "eventSource": "aws:sqs"}}
assert events.for_each_message({{"Records": [message]}}, dict, print) == {{"batchItemFailures": []}}
observability.make_tracer()
import base64
modulus = base64.urlsafe_b64encode((2**2047 + 1).to_bytes(256, "big")).rstrip(b"=").decode()
key = {{"kty": "RSA", "kid": "k", "n": modulus, "e": "AQAB"}}
assert auth._signing_key(key) is not None
for service in ("sqs", "ssm", "s3", "sesv2"):
    boto3.client(service)
"""
    run(code)


def test_a_function_of_the_api_is_ready_for_a_request_and_a_worker_has_loaded_little() -> None:
    code = """
import sys, gc
import json
from pathlib import Path
from chalicelib import route_sheet
rows = route_sheet.read(json.dumps([["GET", "/v1/health", "get_health", "chalicelib.meta.routes"]]).encode())
route_sheet.routes = lambda: rows
import app
assert gc.isenabled()
print(*sorted(name for name in sys.modules if name in ("chalicelib.core.dispatch", "chalicelib.areas", "jose")))
"""
    assert run(code, _HANDLER="app.app").split() == ["chalicelib.core.dispatch"]
    assert run(code, _HANDLER="app.bring_up_to_date").split() == []


LOADED_BEFORE_A_REQUEST = {"accounts", "core", "gateways", "notifications"}
"""What every request needs, whichever area it is for: who asks, and how they are told of things."""


def test_a_new_area_does_not_lengthen_a_cold_start() -> None:
    rows = [row for row in json.loads(route_sheet.render()) if row[2] != "get_health"]
    code = f"""
import json, sys
from chalicelib import route_sheet
rows = route_sheet.read(json.dumps({rows!r}).encode())
route_sheet.routes = lambda: rows
import app
print(*sorted(name for name in sys.modules if name.startswith("chalicelib.")))
"""
    for handler, areas in (("app.app", LOADED_BEFORE_A_REQUEST), ("app.bring_up_to_date", {"core"})):
        loaded = run(code, _HANDLER=handler).split()
        assert not [name for name in loaded if name.endswith(".routes")]
        packages = {name.split(".")[1] for name in loaded if name.count(".") > 1}
        assert packages == areas, handler
