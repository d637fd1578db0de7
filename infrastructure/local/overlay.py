"""What the local stage's template has and a deployed one must not: the way to the development stand-ins.

Kept apart from infrastructure/template.yaml so that the packaged template of a deployed stage cannot name any of it.
"""

from __future__ import annotations

import copy
from typing import Any

from infrastructure.local.layout import Layout, payments_base

# The emulator refuses these, and alarms on metric math.
_NOT_EMULATED = frozenset({"AWS::WAFv2::WebACL", "AWS::WAFv2::WebACLAssociation", "AWS::Budgets::Budget"})


def for_local_run(template: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """Return `template` (as packaged for the stage "local") with the stand-ins' addresses added."""
    local = copy.deepcopy(template)
    variables = local["Globals"]["Function"]["Environment"]["Variables"]
    base = payments_base(layout)
    if base is not None:
        variables["STRIPE_API_BASE"] = base
    variables["AUTH_JWKS_URL"] = f"http://127.0.0.1:{layout.issuer_port}/.well-known/jwks.json"
    variables["POWERTOOLS_TRACE_DISABLED"] = "1"
    local["Resources"] = {name: each for name, each in local["Resources"].items() if _is_emulated(each)}
    for resource in local["Resources"].values():
        if resource["Type"] == "AWS::IAM::Role":
            _allow_as_the_emulator_asks(resource)
    return local


def _allow_as_the_emulator_asks(role: dict[str, Any]) -> None:
    """Put in what the emulator asks for otherwise than AWS does.

    Who may send one message may send a batch: the emulator asks for a permission of its own, which AWS does not know.
    And it takes a request for several parameters for one for all there are.
    """
    for policy in role["Properties"].get("Policies", []):
        statements = policy["PolicyDocument"]["Statement"]
        actions = {action for statement in statements for action in statement["Action"]}
        for statement in statements:
            if "sqs:SendMessage" in statement["Action"]:
                statement["Action"].append("sqs:SendMessageBatch")
        if "ssm:GetParameters" in actions:
            statements.append({"Effect": "Allow", "Action": ["ssm:GetParameters"], "Resource": ["*"]})


def _is_emulated(resource: dict[str, Any]) -> bool:
    if resource["Type"] == "AWS::CloudWatch::Alarm":
        return "Metrics" not in resource["Properties"]
    return resource["Type"] not in _NOT_EMULATED
